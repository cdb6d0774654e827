//! The rule `eit-link-generic`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::Year;
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The address of the survey for the public is the agency's own, not the entry for all agencies.
    ///
    /// ## Why it matters
    /// Who scans the QR code ends at a page where the agency must be searched for. Most give up, and the answers are missing.
    "eit-link-generic", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Year(run) };

fn run(scene: &Scene<'_>, year: &Year, sink: &mut Sink) {
    if year.eit_is_generic() {
        sink.push(generic(year.origin.at(scene.sources(), "eit.url")));
    }
}

fn generic(span: Span) -> Diagnostic {
    RULE.at(
        span,
        "ลิงก์แบบวัด EIT เป็นหน้ารวมของทุกหน่วยงาน ไม่ใช่ลิงก์ของหน่วยงาน",
        "the link to the EIT survey is the entry for all agencies, not the agency's own",
    )
    .help(
        "เปลี่ยนเป็นลิงก์ของหน่วยงานจากระบบ ITAS เช่น `url: https://itas.nacc.go.th/go/eit/…`",
        "put the agency's own link from ITAS in its place, for example `url: https://itas.nacc.go.th/go/eit/…`",
    )
}
