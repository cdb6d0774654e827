//! Findings as GitHub's workflow commands: marks beside the lines of a commit or a pull request.
//!
//! Paths are those of the site: the marks find their lines where the site's folder is the repository's.

use std::cmp::Reverse;

use super::{Diagnostic, Language, Level, Place};
use crate::source::{Sources, Span};

/// `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=unknown-office::…`, the worst first: only ten of a kind are shown.
#[must_use]
pub fn render(found: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let mut found: Vec<&Diagnostic> = found.iter().collect();
    found.sort_by_key(|it| Reverse(it.level));
    found.into_iter().map(|it| command(it, sources, language)).collect()
}

fn command(it: &Diagnostic, sources: &Sources, language: Language) -> String {
    let help = it.help.as_ref().map_or(String::new(), |help| format!(" ({})", help.in_language(language)));
    let message = escape(&format!("{}{help}", it.message.in_language(language)));
    format!("::{} {},title={}::{message}\n", name(it.level), place(&it.place, sources), escape_property(it.rule))
}

fn name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

fn place(place: &Place, sources: &Sources) -> String {
    match place {
        Place::Text(span) => format!("file={},{}", escape_property(sources.get(span.file).path.as_str()), lines(*span, sources)),
        Place::File(path) => format!("file={}", escape_property(path.as_str())),
    }
}

/// GitHub refuses columns over several lines.
fn lines(span: Span, sources: &Sources) -> String {
    let [start, end] = [span.start, span.end].map(|it| sources.line_column(span.file, it));
    let lines = format!("line={},endLine={}", start.line, end.line);
    if start.line == end.line { format!("{lines},col={},endColumn={}", start.column, end.column) } else { lines }
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Group, Rule};
    use crate::path::SitePath;

    static LINK: Rule = Rule { id: "broken-link", group: Group::Link, docs: "" };

    fn path(path: &str) -> SitePath {
        SitePath::new(path).expect("inside")
    }

    #[test]
    fn the_worst_come_first_then_in_the_order_given() {
        let mut sources = Sources::default();
        let file = sources.add(path("content/a.md"), "ปี: 2568\nข้อ: x\n");
        let at = |range| LINK.at(sources.span(file, range), "ผิด", "wrong");
        let note = Diagnostic { level: Level::Note, ..at(0..2 * 3) };
        let warning = Diagnostic { level: Level::Warning, ..at(0..sources.get(file).text.len() - 1) };
        let whole = LINK.at(&path("content/b.pdf"), "ใหญ่", "large").help("ย่อ", "shrink it");
        let found = [note, warning, at(0..3), whole];
        let expected = "\
::error file=content/a.md,line=1,endLine=1,col=1,endColumn=2,title=broken-link::wrong
::error file=content/b.pdf,title=broken-link::large (shrink it)
::warning file=content/a.md,line=1,endLine=2,title=broken-link::wrong
::notice file=content/a.md,line=1,endLine=1,col=1,endColumn=3,title=broken-link::wrong
";
        assert_eq!(render(&found, &sources, Language::English), expected);
        assert!(render(&found, &sources, Language::Thai).contains("::ใหญ่ (ย่อ)\n"));
    }

    #[test]
    fn nothing_in_a_message_or_name_ends_the_command() {
        let found = LINK.at(&path("content/1,2 100%.pdf"), "", "50%\r\n::error file=x,line=1::a, b: c");
        let expected = "::error file=content/1%2C2 100%25.pdf,title=broken-link::50%25%0D%0A::error file=x,line=1::a, b: c\n";
        assert_eq!(render(&[found], &Sources::default(), Language::English), expected);
        assert_eq!(escape_property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
