//! The finding `unknown-item`.

use crate::diag::{Diagnostic, Group, Place, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The item of a page, and the indicator of a page or measure, exist in the scheme of its year.
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
pub fn no_number(place: impl Into<Place>, written: &str, example: &str) -> Diagnostic {
    RULE.at(place, format!("`{written}` ไม่ใช่เลขข้อ"), format!("`{written}` is not a number of an item, measure or indicator"))
        .help(format!("เขียนเช่น `{example}`"), format!("write, for example, `{example}`"))
}

/// A number that is none of the indicators that may be named in this place.
pub fn no_indicator(span: Span, written: &str, known: &str) -> Diagnostic {
    RULE.at(span, format!("ใช้ตัวชี้วัด `{written}` ในที่นี้ไม่ได้"), format!("the indicator `{written}` cannot be named here"))
        .help(format!("ตัวชี้วัดที่ใช้ได้คือ {known}"), format!("those that can: {known}"))
}
