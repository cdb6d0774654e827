//! The finding `broken-anchor`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// `#…` names a heading that exists on its page.
    ///
    /// ## Why it matters
    /// The reader lands at the top of a long page and does not find the part that was meant.
    "broken-anchor", Group::Link
}

/// The page has no heading `anchor`.
pub fn fault(span: Span, anchor: &str, near: Option<&str>) -> Diagnostic {
    let found = RULE.at(span, format!("หน้าปลายทางไม่มีหัวข้อ `#{anchor}`"), format!("the page it leads to has no heading `#{anchor}`"));
    match near {
        Some(near) => found.help(format!("หมายถึง `#{near}` หรือไม่"), format!("did you mean `#{near}`?")),
        None => found.help("เพิ่มหัวข้อ `## …` หรือแก้ชื่อให้ตรง", "add a heading `## …`, or write its name as it stands"),
    }
}
