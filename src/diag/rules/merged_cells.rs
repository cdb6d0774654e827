//! The finding `merged-cells`.

use crate::diag::{CellPlace, Diagnostic, Group, rule};

rule! {
    /// ## What it checks
    /// In a table that `data` shows each cell stands for itself. A title above the table may be merged.
    ///
    /// ## Why it matters
    /// Only the first of merged cells holds the value. The others would be read as having none, by people who have the table read
    /// aloud and by programs.
    "merged-cells", Group::Structure
}

/// Cells of the table are merged.
pub fn fault(place: CellPlace) -> Diagnostic {
    place.fault(&RULE, "เซลล์ในตารางถูกผสานไว้", "cells of the table are merged").help(
        "เลือกเซลล์เหล่านี้ใน Excel กด “ยกเลิกการผสานเซลล์” แล้วใส่ค่าให้ครบทุกเซลล์",
        "select them in Excel, choose “Unmerge Cells”, and put a value into each of them",
    )
}
