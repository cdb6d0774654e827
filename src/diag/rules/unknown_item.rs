//! The finding `unknown-item`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The item of a page exists in the scheme of its year; `depends_on` and the like name items that exist.
    ///
    /// ## Why it matters
    /// Nobody asks for such a page, and the item that was meant stays empty.
    "unknown-item", Group::Structure
}

/// `written` is no item of the scheme `scheme`, whose codes run from `first` to `last`.
pub fn not_in_scheme(span: Span, written: &str, scheme: &str, first: &str, last: &str) -> Diagnostic {
    RULE.at(span, format!("ชุดข้อ {scheme} ไม่มีข้อ `{written}`"), format!("the scheme {scheme} has no item `{written}`"))
        .help(format!("ชุดข้อนี้มีข้อ {first} ถึง {last}"), format!("its items are {first} to {last}"))
}

/// `written` cannot be read as a number of `what` (an item, a measure, an indicator).
pub fn no_number(span: Span, written: &str, example: &str) -> Diagnostic {
    RULE.at(span, format!("`{written}` ไม่ใช่เลขข้อ"), format!("`{written}` is not a number of an item, measure or indicator"))
        .help(format!("เขียนเช่น `{example}`"), format!("write, for example, `{example}`"))
}

/// A number that the scheme's perception indicators do not have.
pub fn no_indicator(span: Span, written: &str, known: &str) -> Diagnostic {
    RULE.at(span, format!("ชุดข้อของปีนี้ไม่มีตัวชี้วัด `{written}`"), format!("the scheme of this year has no indicator `{written}`"))
        .help(format!("ตัวชี้วัดที่มีคือ {known}"), format!("its indicators are {known}"))
}
