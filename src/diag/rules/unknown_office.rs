//! The finding `unknown-office`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// Offices are named by the ids of `site.yaml`.
    ///
    /// ## Why it matters
    /// An office under three names cannot be counted, and nobody is asked when something is missing.
    "unknown-office", Group::Structure
}

/// `written` is no id of an office.
pub fn fault(span: Span, written: &str, known: &[&str]) -> Diagnostic {
    let list = known.join(", ");
    let found = RULE.at(span, format!("ไม่มีส่วนงานรหัส `{written}` ใน site.yaml"), format!("site.yaml has no office `{written}`"));
    match nearest(written, known.iter().copied()) {
        Some(hint) => found.help(format!("หมายถึง `{hint}` หรือไม่ รหัสที่มีคือ {list}"), format!("did you mean `{hint}`? Ids: {list}")),
        None => found.help(format!("รหัสที่มีคือ {list}"), format!("ids: {list}")),
    }
}
