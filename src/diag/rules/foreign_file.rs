//! The finding `foreign-file`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// The section on the host holds only files that prongsai put there, and its pages and site map name no other. What is given up
    /// (`retired:`) is there no more.
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

/// A file that is given up and still there.
pub fn left(place: Place, address: &str) -> Diagnostic {
    RULE.at(place, format!("`{address}` เลิกใช้แล้ว แต่ยังเปิดได้บนเว็บไซต์"), format!("`{address}` is given up, and the host still shows it"))
        .help("สั่ง `prongsai publish` ถ้ายังเปิดได้ ลบไฟล์นี้บนเครื่องแม่ข่าย", "`prongsai publish`; if it is still there, delete it on the host")
}
