//! The finding `bad-template`.

use crate::diag::Place;
use crate::diag::{Diagnostic, Group, rule};

rule! {
    /// ## What it checks
    /// Templates and strings of the theme are whole: every page can be rendered.
    ///
    /// ## Why it matters
    /// A page that cannot be rendered is a page that is missing.
    "bad-template", Group::Structure
}

/// What the template engine says, at the place it names.
pub fn fault(place: Place, message: &str) -> Diagnostic {
    RULE.at(place, format!("แม่แบบมีข้อผิดพลาด: {message}"), format!("the template has a fault: {message}"))
        .help("แก้ไฟล์นี้ หรือลบออกเพื่อใช้แม่แบบเดิมของโปรแกรม", "mend this file, or delete it to use the built-in one")
}

/// A theme that is not there.
pub fn no_theme(place: Place, name: &str) -> Diagnostic {
    RULE.at(place, format!("ไม่มีโฟลเดอร์ themes/{name}"), format!("there is no folder themes/{name}"))
        .help("ใช้ `theme: default`", "write `theme: default`")
}
