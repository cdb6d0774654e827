//! The finding `raw-html`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Markdown holds no HTML tags; what looks like one is shown to readers as text.
    ///
    /// ## Why it matters
    /// Pasted HTML brings scripts, styles and broken layout; content is data, never code.
    "raw-html", Group::Host
}

/// HTML in a body.
pub fn fault(span: Span) -> Diagnostic {
    RULE.at(span, "มีแท็ก HTML ในเนื้อหา จะแสดงเป็นตัวอักษร", "there is HTML in the text; it is shown as it is written")
        .help("ใช้ Markdown แทน เช่น `**ตัวหนา**` `- รายการ` หรือตาราง", "use Markdown: `**bold**`, `- list`, or a table")
}
