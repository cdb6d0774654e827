//! The finding `unknown-column`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// `columns` of an entry of `data` names columns that its table has.
    ///
    /// ## Why it matters
    /// The column that was meant would be missing from the page, and with it what the item must show.
    "unknown-column", Group::Structure
}

/// The table has no column `written`.
pub fn fault(span: Span, written: &str, known: &[&str]) -> Diagnostic {
    let found = RULE.at(span, format!("ตารางไม่มีคอลัมน์ `{written}`"), format!("the table has no column `{written}`"));
    let list = known.join(", ");
    match nearest(written, known.iter().copied()) {
        Some(hint) => found.help(format!("หมายถึง `{hint}` หรือไม่ คอลัมน์ที่มีคือ {list}"), format!("did you mean `{hint}`? Columns: {list}")),
        None => found.help(format!("คอลัมน์ที่มีคือ {list}"), format!("columns: {list}")),
    }
}
