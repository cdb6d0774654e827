//! The finding `duplicate-header`.

use crate::diag::{CellPlace, Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// No two columns of a table that `data` shows have one name.
    ///
    /// ## Why it matters
    /// A reader cannot tell which of the two a number belongs to, most of all who has the table read aloud.
    "duplicate-header", Group::Structure
}

/// The column `name` is there for the second time.
pub fn fault(place: CellPlace, name: &str, first: &CellPlace) -> Diagnostic {
    let found = place.fault(&RULE, &format!("มีคอลัมน์ชื่อ `{name}` มากกว่าหนึ่งคอลัมน์"), &format!("more than one column is called `{name}`"));
    let found = found.help(
        format!("ตั้งชื่อให้ต่างกัน เช่น `{name} (คน)` และ `{name} (บาท)`"),
        format!("give them different names, such as `{name} (persons)` and `{name} (baht)`"),
    );
    match first.place {
        Place::Text(span) => found.also(span, "ครั้งแรกอยู่ที่นี่", "first here"),
        Place::File(_) => found,
    }
}
