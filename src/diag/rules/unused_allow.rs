//! The finding `unused-allow`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Each entry of `allow:` silences something.
    ///
    /// ## Why it matters
    /// A silence that is left behind when its cause is gone would hide the next fault of the kind.
    "unused-allow", Group::Complete
}

/// Nothing in the file is silenced by the entry for `rule`.
pub fn fault(span: Span, rule: &str) -> Diagnostic {
    RULE.at(span, format!("`allow` ของกฎ `{rule}` ไม่ได้ใช้แล้ว"), format!("`allow` for `{rule}` silences nothing"))
        .help("ลบรายการนี้", "delete this entry")
}
