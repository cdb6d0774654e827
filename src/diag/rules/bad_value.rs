//! The finding `bad-value`.

use crate::diag::{Diagnostic, Group, rule};
use crate::path::SitePath;
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Values that have a form of their own: addresses, colours, numbers of scores, anchors.
    ///
    /// ## Why it matters
    /// A value of a wrong form would show on every page, or break the address of the section.
    "bad-value", Group::Structure
}

/// A value with a fault of its own; `example` is a good one.
pub fn fault(span: Span, th: &str, en: &str, example: &str) -> Diagnostic {
    RULE.at(span, th, en).help(format!("ตัวอย่าง `{example}`"), format!("for example `{example}`"))
}

/// The same where the line itself must not be shown.
pub fn in_file(path: &SitePath, th: &str, en: &str, example: &str) -> Diagnostic {
    RULE.at(path, th, en).help(format!("ตัวอย่าง `{example}`"), format!("for example `{example}`"))
}
