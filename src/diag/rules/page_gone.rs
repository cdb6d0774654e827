//! The finding `page-gone`.

use crate::diag::{Diagnostic, Group, Place, Say, rule};

rule! {
    /// ## What it checks
    /// Every address of the section answers with the page or file that belongs there: not with an error, not with the page for
    /// what is not there, and within a time.
    ///
    /// ## Why it matters
    /// An assessor who opens the address sees nothing, and the item scores 0; an objection is judged by the same address.
    "page-gone", Group::Online
}

/// What came instead.
pub fn fault(place: Place, address: &str, instead: &Say) -> Diagnostic {
    RULE.at(place, format!("เปิด `{address}` ไม่ได้ {}", instead.th), format!("`{address}` cannot be opened: {}", instead.en)).help(
        "สั่ง `prongsai publish --list` เพื่อส่งไฟล์ที่ขาด ถ้ายังไม่หาย แจ้งผู้ให้บริการ",
        "`prongsai publish --list` sends what is missing; if that does not help, tell the provider",
    )
}
