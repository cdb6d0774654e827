//! The finding `ragged-row`.

use crate::diag::{CellPlace, Diagnostic, Group, rule};

rule! {
    /// ## What it checks
    /// Each row of a CSV file that `data` shows has as many fields as there are columns.
    ///
    /// ## Why it matters
    /// One comma too many or too few moves all numbers behind it into wrong columns.
    "ragged-row", Group::Structure
}

/// A row of `n` fields in a table of `columns`.
pub fn fault(place: CellPlace, n: usize, columns: usize) -> Diagnostic {
    let found = place.fault(
        &RULE,
        &format!("แถวนี้มี {n} ช่อง แต่หัวตารางมี {columns} ช่อง"),
        &format!("this row has {n} fields, the head of the table {columns}"),
    );
    if n > columns {
        found.help(
            "ถ้าข้อความหรือตัวเลขมีเครื่องหมายจุลภาค ให้ครอบด้วย \"…\" เช่น \"1,250\"",
            "put text or numbers with a comma in them between quotes, such as \"1,250\"",
        )
    } else {
        found.help(
            "เติมเครื่องหมายคั่นให้ครบ ช่องที่ไม่มีค่าให้เว้นว่าง เช่น `ต.ค. 2567,,12`",
            "put in the missing separators; a field without a value stays empty, as in `Oct 2024,,12`",
        )
    }
}
