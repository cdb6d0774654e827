//! The finding `unknown-sheet`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// `sheet` of an entry of `data` names a sheet that its workbook has.
    ///
    /// ## Why it matters
    /// Another sheet than the one that was meant must not be published in its place.
    "unknown-sheet", Group::Structure
}

/// The workbook has no sheet `written`.
pub fn fault(span: Span, written: &str, known: &[&str]) -> Diagnostic {
    let found = RULE.at(span, format!("สมุดงานไม่มีแผ่นงาน `{written}`"), format!("the workbook has no sheet `{written}`"));
    let list = known.join(", ");
    match nearest(written, known.iter().copied()) {
        Some(hint) => found.help(format!("หมายถึง `{hint}` หรือไม่ แผ่นงานที่มีคือ {list}"), format!("did you mean `{hint}`? Sheets: {list}")),
        None => found.help(format!("แผ่นงานที่มีคือ {list}"), format!("sheets: {list}")),
    }
}

/// A text has no sheets.
pub fn in_text(span: Span) -> Diagnostic {
    RULE.at(span, "ไฟล์ CSV ไม่มีแผ่นงาน", "a CSV file has no sheets").help("ลบ `sheet` ออก", "leave `sheet` out")
}
