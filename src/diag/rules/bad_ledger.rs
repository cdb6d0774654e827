//! The finding `bad-ledger`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Each line of `content/urls.lock` is an address, a tab and what the address belongs to.
    ///
    /// ## Why it matters
    /// A line that cannot be read is an address that nobody watches over.
    "bad-ledger", Group::Address
}

/// The line is none of the ledger's.
pub fn fault(span: Span) -> Diagnostic {
    RULE.at(span, "บรรทัดนี้ในทะเบียนที่อยู่อ่านไม่ได้", "this line of the ledger cannot be read").help(
        "ถ้าเป็นเครื่องหมายของ git (<<<<<<< ======= >>>>>>>) ให้ลบเฉพาะเครื่องหมาย และเก็บที่อยู่ไว้ทั้งสองฝั่ง",
        "if these are marks of git (<<<<<<< ======= >>>>>>>), delete the marks and keep the addresses of both sides",
    )
}
