//! The finding `bad-alias`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// An old address (`aliases:`) lies inside the section, with or without a query: `2567/o5/`, `index.php?id=7`.
    ///
    /// ## Why it matters
    /// An alias of a wrong form redirects nothing, and the old link stays dead.
    "bad-alias", Group::Address
}

/// `written` cannot be an old address.
pub fn fault(span: Span, written: &str) -> Diagnostic {
    RULE.at(span, format!("`{written}` ใช้เป็นที่อยู่เดิมไม่ได้"), format!("`{written}` cannot be an old address")).help(
        "เขียนเฉพาะส่วนที่ต่อท้าย base_url เช่น `2567/o5/` หรือ `index.php?page=ita&id=7`",
        "write what follows the base_url, for example `2567/o5/` or `index.php?page=ita&id=7`",
    )
}
