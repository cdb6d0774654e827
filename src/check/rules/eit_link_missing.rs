//! The rule `eit-link-missing`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::Year;
use crate::source::Span;

rule! {
    /// ## What it checks
    /// A year has the address of its survey for the public: `eit.url` in `year.yaml`.
    ///
    /// ## Why it matters
    /// Without it there is no QR code to scan. The survey is 30 % of the score, and too few answers lower it.
    "eit-link-missing", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Year(run) };

fn run(scene: &Scene<'_>, year: &Year, sink: &mut Sink) {
    let sources = scene.sources();
    // One that is ill-written has been reported as such.
    if year.eit_url.is_some() || year.origin.has_faults {
        return;
    }
    let place = if year.origin.is_given(sources, "eit") { year.origin.key_at(sources, "eit") } else { year.origin.first_line(sources) };
    sink.push(no_link(place, &year.year.to_string()));
}

fn no_link(span: Span, year: &str) -> Diagnostic {
    RULE.at(span, format!("ปี {year} ยังไม่มีลิงก์แบบวัด EIT ของหน่วยงาน"), format!("{year} has no link to the agency's EIT survey")).help(
        "เพิ่ม `eit: {url: https://itas.nacc.go.th/go/eit/…}` โดยคัดลอกลิงก์ของหน่วยงานจากระบบ ITAS",
        "add `eit: {url: https://itas.nacc.go.th/go/eit/…}` with the agency's own link from ITAS",
    )
}
