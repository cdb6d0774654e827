//! The finding `unknown-scheme`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// The `scheme` of a year is built in or lies in `content/schemes/`, and is whole.
    ///
    /// ## Why it matters
    /// Without its list of items a year has no pages.
    "unknown-scheme", Group::Structure
}

/// `written` is no scheme.
pub fn fault(span: Span, written: &str, known: &[&str]) -> Diagnostic {
    let list = known.join(", ");
    let found = RULE.at(span, format!("ไม่รู้จักชุดข้อ `{written}`"), format!("`{written}` is not a known scheme"));
    match nearest(written, known.iter().copied()) {
        Some(hint) => found.help(format!("หมายถึง `{hint}` หรือไม่ ชุดที่มีคือ {list}"), format!("did you mean `{hint}`? Schemes: {list}")),
        None => found.help(format!("ชุดที่มีคือ {list}"), format!("schemes: {list}")),
    }
}

/// A scheme that contradicts itself.
pub fn inconsistent(span: Span, th: &str, en: &str) -> Diagnostic {
    RULE.at(span, th, en).help("แก้ในไฟล์ของชุดข้อ", "mend it in the file of the scheme")
}
