//! The finding `unasked-address`.

use crate::diag::{Diagnostic, Group, Place, Say, rule};

rule! {
    /// ## What it checks
    /// Every address that was to be looked at was asked for: the host did not ask to be left alone or stop answering, and there was
    /// time enough.
    ///
    /// ## Why it matters
    /// What nobody looked at may be gone or changed.
    "unasked-address", Group::Online
}

/// So many addresses were left out, and why.
pub fn fault(place: Place, n: usize, why: &Say) -> Diagnostic {
    RULE.at(place, format!("ยังไม่ได้ตรวจ {n} ที่อยู่ {}", why.th), format!("{n} addresses were not looked at: {}", why.en)).help(
        "สั่งใหม่ภายหลัง ให้ถามช้าลงด้วย `--rate 1` ให้เวลามากขึ้นด้วย `--minutes` หรือตรวจทีละส่วนด้วย `--sample`",
        "try again later: more slowly with `--rate 1`, longer with `--minutes`, or a part a day with `--sample`",
    )
}
