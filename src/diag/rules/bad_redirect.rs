//! The finding `bad-redirect`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// An address that leads on leads to a page of the section, over HTTPS where it began so, within five steps.
    ///
    /// ## Why it matters
    /// A redirect to somewhere else shows an assessor what the agency did not enter, and is a mark of a site that was broken into.
    "bad-redirect", Group::Online
}

/// The steps it took.
pub fn fault(place: Place, address: &str, steps: &str) -> Diagnostic {
    RULE.at(place, format!("`{address}` พาไปที่อื่น: {steps}"), format!("`{address}` leads elsewhere: {steps}")).help(
        "ตรวจการเปลี่ยนเส้นทางบนเครื่องแม่ข่าย (.htaccess ของโฟลเดอร์ที่อยู่เหนือขึ้นไป)",
        "look at the redirects of the host (.htaccess of the folders above)",
    )
}
