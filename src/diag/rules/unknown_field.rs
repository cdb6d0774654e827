//! The finding `unknown-field`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// Every name before a colon is one that prongsai knows.
    ///
    /// ## Why it matters
    /// A misspelt name would be passed over without a word, and with it the date or the evidence it was to give.
    "unknown-field", Group::Structure
}

/// `name` is not among `known`.
pub fn fault(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let found = RULE.at(span, format!("ไม่รู้จัก `{name}`"), format!("`{name}` is not known here"));
    if let Some(hint) = nearest(name, known.iter().copied()) {
        found.help(format!("หมายถึง `{hint}` หรือไม่"), format!("did you mean `{hint}`?"))
    } else {
        let list = known.join(", ");
        found.help(format!("ชื่อที่ใช้ได้คือ {list}"), format!("known names: {list}"))
    }
}
