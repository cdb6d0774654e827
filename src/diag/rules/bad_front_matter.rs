//! The finding `bad-front-matter`.

use crate::diag::Say;
use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The lines between the two `---` at the head of a page: they must be there and must be YAML, each value of the kind
    /// its name asks for.
    ///
    /// ## Why it matters
    /// What cannot be read cannot be published; guessing would put a wrong page before an assessor.
    "bad-front-matter", Group::Structure
}

/// A fault of the text, with its cure when one is known.
pub fn fault(span: Span, message: &Say, help: Option<&Say>) -> Diagnostic {
    let found = RULE.at(span, &message.th, &message.en);
    match help {
        Some(help) => found.help(&help.th, &help.en),
        None => found,
    }
}
