//! The finding `table-too-large`.

use crate::diag::{Diagnostic, Group, rule};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// A table that `data` shows has at most 2,000 rows and 40 columns, and no more text than a page can carry.
    ///
    /// ## Why it matters
    /// Nobody reads more on a page, and a telephone does not open it. The rest is not shown there, only in the file.
    "table-too-large", Group::Access
}

/// A table of `n` rows, of which `shown` are shown.
pub fn rows(path: &SitePath, n: usize, shown: usize) -> Diagnostic {
    RULE.at(
        path,
        format!("ตารางมี {n} แถว หน้าเว็บแสดงเพียง {shown} แถวแรก"),
        format!("the table has {n} rows; the page shows the first {shown}"),
    )
    .help(
        "แยกเป็นหลายไฟล์ เช่น ไฟล์ละเดือน หรือทำตารางสรุปที่สั้นลง",
        "split it into several files, such as one for each month, or make a shorter summary",
    )
}

/// A table of `n` columns, of which `shown` are shown.
pub fn columns(path: &SitePath, n: usize, shown: usize) -> Diagnostic {
    RULE.at(
        path,
        format!("ตารางมี {n} คอลัมน์ หน้าเว็บแสดงเพียง {shown} คอลัมน์แรก"),
        format!("the table has {n} columns; the page shows the first {shown}"),
    )
    .help("เลือกคอลัมน์ที่ผู้อ่านต้องใช้ เช่น `columns: [เดือน, รวม]`", "choose those that readers need, such as `columns: [month, total]`")
}
