//! The finding `foreign-file`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// The section on the host holds only files that prongsai put there, and its pages and site map name no other.
    ///
    /// ## Why it matters
    /// Pages that nobody of the agency made, often about gambling, are how broken sites are used.
    "foreign-file", Group::Online
}

/// A file or page that is none of ours.
pub fn fault(place: Place, path: &str) -> Diagnostic {
    RULE.at(
        place,
        format!("มี `{path}` บนเครื่องแม่ข่าย ซึ่งไม่ใช่ไฟล์ของส่วนนี้"),
        format!("`{path}` is on the host and is none of the section's files"),
    )
    .help(
        "ถ้าหน่วยงานไม่ได้วางไว้ ลบออก เปลี่ยนรหัสผ่าน และแจ้งผู้ให้บริการ",
        "if nobody of the agency put it there, delete it, change the password, and tell the provider",
    )
}
