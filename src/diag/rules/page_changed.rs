//! The finding `page-changed`.

use crate::diag::{Diagnostic, Group, Place, Say, rule};

rule! {
    /// ## What it checks
    /// Pages and files on the host are byte for byte those that the agency made. Hosts that are not ours in scripts, frames and
    /// links of a changed page are named.
    ///
    /// ## Why it matters
    /// A page that somebody else changed may show what the agency never said: gambling links, false numbers, a script.
    "page-changed", Group::Online
}

/// What differs.
pub fn fault(place: Place, address: &str, difference: &Say) -> Diagnostic {
    RULE.at(place, format!("`{address}` ถูกแก้ไขบนเครื่องแม่ข่าย {}", difference.th), format!("`{address}` was changed on the host: {}", difference.en))
        .help(
            "ถ้าหน่วยงานไม่ได้แก้ เปลี่ยนรหัสผ่านของเครื่องแม่ข่าย แล้วสั่ง `prongsai publish --list` ถ้าเป็นบริการที่แก้หน้าเว็บเอง (CDN) ให้ปิดการแก้ไขนั้น",
            "if nobody of the agency did it, change the password of the host, then `prongsai publish --list`; if a service rewrites pages, turn that off",
        )
}
