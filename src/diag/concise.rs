//! One line per finding, for editors and `grep`.

use super::{Diagnostic, Language};
use crate::source::Sources;

/// `content/2568/items/o05.md:3:7: error[unknown-office]: …`.
#[must_use]
pub fn render(found: &[Diagnostic], sources: &Sources, language: Language) -> String {
    found.iter().map(|it| line(it, sources, language)).collect()
}

fn line(it: &Diagnostic, sources: &Sources, language: Language) -> String {
    let (path, at) = it.position(sources);
    let at = at.map_or(String::new(), |at| format!("{}:{}:", at.line, at.column));
    let help = it.help.as_ref().map_or(String::new(), |help| format!(" ({})", help.in_language(language)));
    format!("{path}:{at} {}[{}]: {}{help}\n", it.level.id(), it.rule, it.message.in_language(language))
}
