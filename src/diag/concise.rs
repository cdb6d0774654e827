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
    let words = format!("{}{help}", it.message.in_language(language));
    // A cure may be a text of several lines, and a message quotes what was written.
    format!("{path}:{at} {}[{}]: {}\n", it.level.id(), it.rule, words.replace(['\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Group, Rule};
    use crate::path::SitePath;

    static LINK: Rule = Rule { id: "broken-link", group: Group::Link, docs: "" };

    #[test]
    fn a_finding_is_one_line_whatever_it_says() {
        let found = LINK.at(&SitePath::new("content/a.pdf").expect("inside"), "", "`a\r\nb`").help("", "write\n---\nitem: O1");
        let expected = "content/a.pdf: error[broken-link]: `a  b` (write --- item: O1)\n";
        assert_eq!(render(&[found], &Sources::default(), Language::English), expected);
    }
}
