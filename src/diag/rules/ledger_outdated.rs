//! The finding `ledger-outdated`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// With `--locked`: every address that this build makes is in `content/urls.lock`.
    ///
    /// ## Why it matters
    /// CI publishes from what is committed. An address that is public and in no ledger can be lost without a word.
    "ledger-outdated", Group::Address
}

/// `news` are not in the ledger.
pub fn fault(place: Place, news: &[&str]) -> Diagnostic {
    let (n, first) = (news.len(), news.iter().take(5).copied().collect::<Vec<_>>().join(", "));
    RULE.at(place, format!("ทะเบียนที่อยู่ยังไม่มี {n} ที่อยู่ เช่น {first}"), format!("{n} addresses are not in the ledger, such as {first}")).help(
        "สั่ง `prongsai build` ในเครื่อง แล้ว commit ไฟล์ content/urls.lock",
        "run `prongsai build` on your machine and commit content/urls.lock",
    )
}
