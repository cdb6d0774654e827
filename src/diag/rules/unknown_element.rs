//! The finding `unknown-element`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// `shows` names elements that the scheme asks for in this item.
    ///
    /// ## Why it matters
    /// Evidence that shows an element nobody asks for leaves the one that is asked for open.
    "unknown-element", Group::Structure
}

/// `written` is no element of the item `code`.
pub fn fault(span: Span, written: &str, code: &str, known: &[&str]) -> Diagnostic {
    let found = RULE.at(span, format!("ข้อ {code} ไม่มีองค์ประกอบ `{written}`"), format!("item {code} has no element `{written}`"));
    let list = known.join(", ");
    match nearest(written, known.iter().copied()) {
        Some(hint) => found.help(format!("หมายถึง `{hint}` หรือไม่ องค์ประกอบที่มีคือ {list}"), format!("did you mean `{hint}`? Elements: {list}")),
        None if known.is_empty() => {
            found.help("ลบ `shows` เพราะชุดข้อไม่ได้ระบุองค์ประกอบของข้อนี้", "leave `shows` out; the scheme names no elements here")
        }
        None => found.help(format!("องค์ประกอบที่มีคือ {list}"), format!("elements: {list}")),
    }
}
