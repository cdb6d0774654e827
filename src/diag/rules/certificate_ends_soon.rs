//! The finding `certificate-ends-soon`.

use crate::diag::{Diagnostic, Group, Place, Say, rule};

rule! {
    /// ## What it checks
    /// The certificate of the host is good for three more weeks.
    ///
    /// ## Why it matters
    /// From the day it ends browsers warn everybody off the site.
    "certificate-ends-soon", Group::Upkeep
}

/// It is good until a day.
pub fn fault(place: Place, host: &str, until: &Say) -> Diagnostic {
    RULE.at(place, format!("ใบรับรองของ {host} จะหมดอายุวันที่ {}", until.th), format!("the certificate of {host} ends on {}", until.en))
        .help("ให้ผู้ให้บริการต่ออายุใบรับรอง (HTTPS) ก่อนวันนั้น", "ask the provider for a new certificate (HTTPS) before that day")
}
