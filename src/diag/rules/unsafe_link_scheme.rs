//! The finding `unsafe-link-scheme`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Links begin with `https://`, `http://`, `mailto:` or `tel:`, or name a file, an item or a heading.
    ///
    /// ## Why it matters
    /// `javascript:` and the like run code in the reader's browser.
    "unsafe-link-scheme", Group::Host
}

/// A link of another kind.
pub fn fault(span: Span, scheme: &str) -> Diagnostic {
    RULE.at(
        span,
        format!("ลิงก์ชนิด `{scheme}:` ไม่ปลอดภัย จึงไม่ถูกเผยแพร่"),
        format!("a link of the kind `{scheme}:` is not safe and is not published"),
    )
    .help("ใช้ที่อยู่ที่ขึ้นต้นด้วย https://", "use an address that begins with https://")
}
