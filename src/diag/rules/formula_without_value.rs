//! The finding `formula-without-value`.

use crate::diag::{CellPlace, Diagnostic, Group, rule};

rule! {
    /// ## What it checks
    /// Every formula of a table that `data` shows has a result in the file, and none of them is a fault such as `#REF!`.
    ///
    /// ## Why it matters
    /// Formulas are not computed here, but shown as Excel has left them: the public would read a fault, or an empty cell.
    "formula-without-value", Group::Structure
}

/// A formula without a result.
pub fn missing(place: CellPlace) -> Diagnostic {
    place
        .fault(&RULE, "สูตรในเซลล์นี้ยังไม่มีผลลัพธ์", "the formula in this cell has no result")
        .help("เปิดไฟล์ใน Excel เพื่อให้คำนวณ แล้วบันทึกใหม่", "open the file in Excel, which computes it, and save it again")
}

/// A formula whose result is a fault.
pub fn fault(place: CellPlace, result: &str) -> Diagnostic {
    place
        .fault(&RULE, &format!("เซลล์นี้แสดงข้อผิดพลาด `{result}`"), &format!("this cell shows the fault `{result}`"))
        .help("แก้สูตร หรือพิมพ์ค่าที่ถูกต้องแทน แล้วบันทึกใหม่", "mend the formula, or type the value in its place, and save the file again")
}
