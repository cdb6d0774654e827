//! The finding `bad-yaml`.

use crate::diag::Say;
use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// `site.yaml`, `year.yaml` and files of schemes: they must be YAML, each value of the kind its name asks for.
    ///
    /// ## Why it matters
    /// What cannot be read cannot be published; guessing would put a wrong page before an assessor.
    "bad-yaml", Group::Structure
}

/// A fault of the text, with its cure when one is known.
pub fn fault(span: Span, message: &Say, help: Option<&Say>) -> Diagnostic {
    let found = RULE.at(span, &message.th, &message.en);
    match help {
        Some(help) => found.help(&help.th, &help.en),
        None => found,
    }
}
