//! The finding `duplicate-url`.

use crate::diag::Place;
use crate::diag::{Diagnostic, Group, rule};

rule! {
    /// ## What it checks
    /// Every public address belongs to one page or file; capital and small letters count as the same, for hosts that do not tell
    /// them apart.
    ///
    /// ## Why it matters
    /// The later one would replace the earlier, and an assessor would be shown another page than was entered.
    "duplicate-url", Group::Address
}

/// `address` is claimed here, and by `other`.
pub fn fault(place: Place, address: &str, other: &str) -> Diagnostic {
    RULE.at(place, format!("ที่อยู่ `{address}` ซ้ำกับ {other}"), format!("the address `{address}` is that of {other} too"))
        .help("เปลี่ยนชื่อไฟล์หรือที่อยู่เดิม (aliases) อันใดอันหนึ่ง", "rename one of the files, or change one of the aliases")
}
