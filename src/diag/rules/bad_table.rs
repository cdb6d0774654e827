//! The finding `bad-table`.

use crate::diag::{CellPlace, Diagnostic, Group, Place, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// A file that `data` names can be read as a table: CSV or a workbook (`.xlsx`), with the names of its columns in a row and at
    /// least one row below it.
    ///
    /// ## Why it matters
    /// The page would have a heading and nothing under it.
    "bad-table", Group::Structure
}

/// The file `name` is of a kind that holds no table.
pub fn other_kind(span: Span, name: &str) -> Diagnostic {
    RULE.at(span, format!("`{name}` ไม่ใช่ไฟล์ที่อ่านเป็นตารางได้"), format!("`{name}` is no file that can be read as a table"))
        .help("ใช้ไฟล์ Excel (.xlsx) หรือ CSV", "use a workbook of Excel (.xlsx) or CSV")
}

/// The file `name` is a workbook from before 2007, or needs a password.
pub fn old_form(span: Span, name: &str) -> Diagnostic {
    let (th, en) = (format!("`{name}` เป็นไฟล์ Excel แบบเก่า หรือมีรหัสผ่าน"), format!("`{name}` is an old workbook, or needs a password"));
    RULE.at(span, th, en).help(
        "เปิดใน Excel แล้วบันทึกเป็นสมุดงาน Excel (.xlsx) โดยไม่ใส่รหัสผ่าน",
        "open it in Excel and save it as a workbook (.xlsx) without a password",
    )
}

/// A workbook that cannot be read to its end.
pub fn broken(place: impl Into<Place>) -> Diagnostic {
    RULE.at(place, "อ่านสมุดงานนี้ไม่ได้ ไฟล์อาจเสียหายหรือใหญ่เกินไป", "this workbook cannot be read; it may be damaged, or too large")
        .help("เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx", "open it in Excel and save it again as .xlsx")
}

/// A table without a row below its head.
pub fn empty(place: CellPlace) -> Diagnostic {
    place
        .fault(&RULE, "ตารางไม่มีข้อมูลใต้หัวตาราง", "the table has no rows below its head")
        .help("ใส่ชื่อคอลัมน์ในแถวแรก และข้อมูลตั้งแต่แถวถัดไป", "put the names of the columns into the first row and the data below it")
}
