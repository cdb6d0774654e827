//! The finding `bad-date`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Dates exist in the calendar and are written in one of the known ways.
    ///
    /// ## Why it matters
    /// A date that is none says nothing of whether the disclosure was on time.
    "bad-date", Group::Structure
}

/// `written` is no date.
pub fn fault(span: Span, written: &str) -> Diagnostic {
    let found = if written.trim().is_empty() {
        RULE.at(span, "ยังไม่ได้ใส่วันที่", "the date is left empty")
    } else {
        RULE.at(span, format!("`{written}` ไม่ใช่วันที่"), format!("`{written}` is not a date"))
    };
    found.help("เขียน `2568-04-18` หรือ `18 เม.ย. 2568`", "write `2568-04-18` or `18 เม.ย. 2568`")
}
