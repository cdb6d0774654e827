//! The finding `bad-certificate`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// The certificate of the host is good today and vouched for.
    ///
    /// ## Why it matters
    /// Browsers warn everybody off the site, assessors too.
    "bad-certificate", Group::Online
}

/// What is wrong with it.
pub fn fault(place: Place, host: &str, reason: &str) -> Diagnostic {
    RULE.at(place, format!("ใบรับรองของ {host} ใช้ไม่ได้: {reason}"), format!("the certificate of {host} is no good: {reason}"))
        .help("ให้ผู้ให้บริการต่ออายุใบรับรอง (HTTPS)", "ask the provider for a new certificate (HTTPS)")
}
