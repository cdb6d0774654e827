//! The finding `wrong-media-type`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// Files are served with the media type that belongs to them, and texts in UTF-8.
    ///
    /// ## Why it matters
    /// A browser shows a page as text or its Thai as strange letters, or offers a document as something that cannot be opened.
    "wrong-media-type", Group::Online
}

/// `found` instead of `expected`.
pub fn fault(place: Place, address: &str, found: &str, expected: &str) -> Diagnostic {
    RULE.at(
        place,
        format!("`{address}` ถูกส่งมาเป็นชนิด `{found}` ไม่ใช่ `{expected}`"),
        format!("`{address}` is served as `{found}`, not as `{expected}`"),
    )
    .help(
        "ตรวจว่าไฟล์ .htaccess อยู่บนเครื่องแม่ข่าย หรือให้ผู้ให้บริการตั้งชนิดไฟล์นี้",
        "check that .htaccess is on the host, or ask the provider to set the type",
    )
}
