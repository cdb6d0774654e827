//! The finding `duplicate-item`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// One file for each item, measure and indicator of a year.
    ///
    /// ## Why it matters
    /// Two files for one address: one of them would never be seen.
    "duplicate-item", Group::Structure
}

/// `what` (`O5`, `measure 1`) has a file already, at `first`.
pub fn fault(span: Span, what: &str, first: Span) -> Diagnostic {
    RULE.at(span, format!("มีไฟล์ของ {what} แล้ว"), format!("{what} has a file already"))
        .help("รวมเนื้อหาไว้ในไฟล์เดียว แล้วลบอีกไฟล์", "put everything into one file and delete the other")
        .also(first, "ไฟล์แรกอยู่ที่นี่", "the first is here")
}
