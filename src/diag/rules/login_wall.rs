//! The finding `login-wall`.

use crate::diag::{Diagnostic, Group, Place, rule};

rule! {
    /// ## What it checks
    /// Every address can be opened without an account.
    ///
    /// ## Why it matters
    /// An assessor has no account: the item scores 0.
    "login-wall", Group::Online
}

/// A password is asked for.
pub fn fault(place: Place, address: &str) -> Diagnostic {
    RULE.at(place, format!("`{address}` ต้องเข้าสู่ระบบก่อนจึงเปิดได้"), format!("`{address}` asks for an account"))
        .help("ปิดการเข้าสู่ระบบของโฟลเดอร์นี้บนเครื่องแม่ข่าย", "turn the login off for this folder on the host")
}

/// It leads to a page for logging in.
pub fn led(place: Place, address: &str, to: &str) -> Diagnostic {
    RULE.at(place, format!("`{address}` พาไปหน้าเข้าสู่ระบบ {to}"), format!("`{address}` leads to a login: {to}"))
        .help("ปิดการเข้าสู่ระบบของส่วนนี้บนเครื่องแม่ข่าย", "turn the login off for this section on the host")
}
