//! The finding `not-published-yet`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// What the host shows is what the content makes now, not an earlier version of it.
    ///
    /// ## Why it matters
    /// Readers and assessors see what the agency has since put right.
    "not-published-yet", Group::Upkeep
}

/// The host shows what was published last.
pub fn fault(place: Place, address: &str) -> Diagnostic {
    RULE.at(place, format!("`{address}` บนเว็บไซต์ยังเป็นฉบับก่อน"), format!("`{address}` on the host is an earlier version"))
        .help("สั่ง `prongsai publish`", "`prongsai publish`")
}
