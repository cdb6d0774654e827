//! The finding `unnamed-column`.

use crate::diag::{CellPlace, Diagnostic, Group, rule};

rule! {
    /// ## What it checks
    /// Each column of a table that `data` shows has a name in its head. The first, over the names of the rows, may do without.
    ///
    /// ## Why it matters
    /// Without the name of its column a number is only a number, for people and for programs that read the file.
    "unnamed-column", Group::Access
}

/// There is a value, but its column has no name.
pub fn fault(place: CellPlace) -> Diagnostic {
    place.fault(&RULE, "คอลัมน์ของเซลล์นี้ไม่มีชื่อ", "the column of this cell has no name").help(
        "ใส่ชื่อคอลัมน์ในแถวหัวตาราง หรือลบข้อมูลที่ไม่ใช่ส่วนของตาราง",
        "name it in the head of the table, or take out what is no part of the table",
    )
}
