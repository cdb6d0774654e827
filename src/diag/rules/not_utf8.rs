//! The finding `not-utf8`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Text files hold UTF-8. Byte order marks and Windows line ends are fine.
    ///
    /// ## Why it matters
    /// Thai text in another code page would show as rubbish.
    "not-utf8", Group::Structure
}

/// The bytes at `span` are no UTF-8.
pub fn fault(span: Span) -> Diagnostic {
    RULE.at(span, "ไฟล์นี้ไม่ได้บันทึกเป็น UTF-8 ตั้งแต่ตำแหน่งนี้", "this file is not UTF-8 from here on")
        .help("เปิดใน Notepad แล้วเลือก บันทึกเป็น (Save As) การเข้ารหัส UTF-8", "save the file again with the encoding UTF-8")
}
