//! YAML text → typed value, with every fault found, named and placed.
//!
//! A clean text is read once, by `serde_yaml`, and no place is looked up. When something is wrong, the offending entry is
//! reported, blanked out and the rest is read again, so that one run tells all faults.
//! Does not know what the values mean.

mod say;
pub(crate) mod shape;
mod syntax;
mod tree;
pub mod write;

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::diag::rules::{bad_front_matter, bad_yaml, unknown_field};
use crate::diag::{Diagnostic, Sink};
use crate::source::{Sources, Span};
use crate::text::suggest::nearest;
use say::Fault;
use tree::{Entry, Node, Tree};

/// Front matter longer than this is refused; a page's longest is some 4 KB.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;
/// A YAML file longer than this is refused; the longest scheme is some 50 KB.
pub const MAX_FILE: usize = 1024 * 1024;
/// After so many faults in one text the rest is left for the next run.
const MAX_FAULTS: usize = 50;

/// What kind of text it is: the rule that its faults belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Between the `---` lines of a page.
    FrontMatter,
    /// A file of its own.
    File,
}

impl Kind {
    fn limit(self) -> usize {
        match self {
            Kind::FrontMatter => MAX_FRONT_MATTER,
            Kind::File => MAX_FILE,
        }
    }

    fn fault(self, span: Span, fault: &Fault) -> Diagnostic {
        match self {
            Kind::FrontMatter => bad_front_matter::fault(span, &fault.message, fault.help.as_ref()),
            Kind::File => bad_yaml::fault(span, &fault.message, fault.help.as_ref()),
        }
    }
}

/// Reads the YAML at `yaml`. `None` when nothing of it can be used; then a finding says why.
pub fn read<T: DeserializeOwned>(sources: &Sources, yaml: Span, kind: Kind, sink: &mut Sink) -> Option<T> {
    let text = text_of(sources, yaml);
    if text.len() > kind.limit() {
        sink.push(kind.fault(Span { end: yaml.start, ..yaml }, &say::too_long(text.len(), kind.limit())));
        return None;
    }
    if !is_suspicious(text)
        && let Ok(value) = serde_yaml::from_str(text)
    {
        return Some(value);
    }
    Mender { sources, yaml, kind, text: text.to_owned(), taken: Vec::new() }.read(sink)
}

/// The YAML at the head of a page, between lines of dashes, and the byte where its body begins.
#[must_use]
pub fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((first.len()..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Every word and text below a key of the outermost map, as it is meant.
#[must_use]
pub fn texts_below(yaml: &str, key: &str) -> Vec<String> {
    // A text that is longer is not read at all.
    let tree = if yaml.len() > MAX_FRONT_MATTER { None } else { Tree::read(yaml).ok() };
    tree.iter().flat_map(|it| it.entries("", key)).flat_map(|it| it.value.texts()).map(str::to_owned).collect()
}

/// The places of one text, for who asks for many.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a Sources,
    yaml: Span,
    tree: Option<Tree>,
}

impl<'a> Places<'a> {
    /// Finds them.
    #[must_use]
    pub fn read(sources: &'a Sources, yaml: Span) -> Places<'a> {
        Places { sources, yaml, tree: Tree::read(text_of(sources, yaml)).ok() }
    }

    /// As [`locate`].
    #[must_use]
    pub fn at(&self, path: &str) -> Span {
        let range = self.tree.as_ref().map_or(0..0, |tree| tree.nearest(path).range.clone());
        inside(self.sources, self.yaml, &range)
    }
}

/// Where the value at a path such as `evidence[0].file` stands; the nearest value above it when there is none.
#[must_use]
pub fn locate(sources: &Sources, yaml: Span, path: &str) -> Span {
    Places::read(sources, yaml).at(path)
}

/// Where the key of the last step of a path stands.
#[must_use]
pub fn locate_key(sources: &Sources, yaml: Span, path: &str) -> Span {
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    let found = Tree::read(text_of(sources, yaml)).ok().and_then(|tree| tree.entries(above, key).first().map(|it| it.key_range.clone()));
    found.map_or_else(|| locate(sources, yaml, path), |range| inside(sources, yaml, &range))
}

/// Whether something is written at a path, right or wrong.
#[must_use]
pub fn is_given(sources: &Sources, yaml: Span, path: &str) -> bool {
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    let Ok(tree) = Tree::read(text_of(sources, yaml)) else { return false };
    let is_null = |node: &Node| matches!(node, Node::Scalar(it) if ["", "~", "null"].contains(&it.trim()));
    tree.entries(above, key).first().is_some_and(|it| !is_null(&it.value.node))
}

/// Every word, number and text of a YAML text: the last key on the way to it, and where it stands.
#[must_use]
pub fn values(sources: &Sources, yaml: Span) -> Vec<(String, Span)> {
    let tree = Tree::read(text_of(sources, yaml)).ok();
    let scalars = tree.iter().flat_map(|it| it.scalars(""));
    scalars.map(|(key, range)| (key.to_owned(), inside(sources, yaml, &range))).collect()
}

fn text_of(sources: &Sources, yaml: Span) -> &str {
    &sources.get(yaml.file).text[yaml.start as usize..yaml.end as usize]
}

fn inside(sources: &Sources, yaml: Span, range: &Range<usize>) -> Span {
    sources.span(yaml.file, yaml.start as usize + range.start..yaml.start as usize + range.end)
}

/// Whether a text nests so deep that it must be measured before `serde_yaml` may see it: that reader needs quadratic
/// time for deep nesting (40 KB of brackets take it a second), the event reader stops at once.
fn is_suspicious(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut dashes = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'-' | b'?' => dashes += 1,
            b' ' => {}
            _ => dashes = 0,
        }
        if depth > 32 || dashes > 128 {
            return true;
        }
    }
    false
}

/// Reads a text that has faults.
struct Mender<'a> {
    sources: &'a Sources,
    yaml: Span,
    kind: Kind,
    text: String,
    /// Paths of the values that were taken out, or were meant by a name that was: that they are missing now is no fault.
    taken: Vec<String>,
}

impl Mender<'_> {
    fn read<T: DeserializeOwned>(mut self, sink: &mut Sink) -> Option<T> {
        for _ in 0..MAX_FAULTS {
            let tree = match Tree::read(&self.text) {
                Ok(tree) => tree,
                Err(tree::Fault::TooDeep(at)) => return self.give_up(at..at + 1, &say::too_deep(), sink),
                Err(tree::Fault::Syntax(at)) => return self.syntax(at, sink),
            };
            if let Node::Scalar(text) = &tree.node
                && !text.is_empty()
            {
                return self.no_map(&tree, sink);
            }
            let err = match serde_yaml::from_str(&self.text) {
                Ok(value) => return Some(value),
                Err(err) => err,
            };
            let blank = self.report(&tree, &err, sink)?;
            self.blank(&blank);
        }
        None
    }

    /// Reports one fault; what to blank out before reading again, if that can help.
    fn report(&mut self, tree: &Tree, err: &serde_yaml::Error, sink: &mut Sink) -> Option<Range<usize>> {
        let shown = err.to_string();
        let (path, fault) = say::split_path(say::without_position(&shown));
        if let Some((field, known)) = say::unknown_field(fault) {
            let entry = tree.entries(path, field).into_iter().next()?;
            sink.push(unknown_field::fault(self.place(&entry.key_range), field, &known));
            self.taken.extend(nearest(field, known).map(|it| join(path, it)));
            return Some(whole(&self.text, entry));
        }
        if let Some(field) = say::duplicate_field(fault) {
            let entries = tree.entries(path, field);
            let [first, .., last] = entries[..] else { return self.untranslated(err, sink) };
            let finding = self.kind.fault(self.place(&last.key_range), &say::duplicate(field));
            sink.push(finding.also(self.place(&first.key_range), "ครั้งแรกอยู่ที่นี่", "first here"));
            return Some(whole(&self.text, last));
        }
        if fault.contains("more than one document") {
            return self.give_up(syntax::second_document(&self.text).unwrap_or(0..1), &say::other(fault), sink);
        }
        let missing = say::missing_field(fault);
        if missing.is_some_and(|field| self.taken.contains(&join(path, field))) {
            return None;
        }
        let value = tree.nearest(path);
        let told = say::value_fault(path, fault);
        // A whole text that is of a wrong kind, or lacks a field, cannot be mended by taking something out.
        let told = told.or_else(|| err.location().is_none().then(|| say::other(fault)));
        let Some(told) = told else { return self.untranslated(err, sink) };
        sink.push(self.kind.fault(self.place(&first_line(&self.text, &value.range)), &told));
        self.taken.push(path.to_owned());
        (!path.is_empty() && missing.is_none()).then(|| entry_around(&self.text, tree, path))
    }

    fn untranslated<R>(&self, err: &serde_yaml::Error, sink: &mut Sink) -> Option<R> {
        let at = err.location().map_or(0, |it| byte_of(&self.text, it.line(), it.column()));
        sink.push(self.kind.fault(self.place(&(at..at + 1)), &say::other(say::without_position(&err.to_string()))));
        None
    }

    /// The text is no YAML. The two readers word it differently; the words are those of `serde_yaml`, the place too.
    fn syntax<R>(&self, at: usize, sink: &mut Sink) -> Option<R> {
        match serde_yaml::from_str::<serde_yaml::Value>(&self.text) {
            Err(err) => {
                let at = err.location().map_or(at, |it| byte_of(&self.text, it.line(), it.column()));
                let (range, fault) = syntax::tell(&self.text, at, &err.to_string());
                self.give_up(range, &fault, sink)
            }
            Ok(_) => self.give_up(at..at + 1, &say::other("syntax error"), sink),
        }
    }

    fn no_map<R>(&self, tree: &Tree, sink: &mut Sink) -> Option<R> {
        let (range, fault) = syntax::missing_space(&self.text).unwrap_or_else(|| (first_line(&self.text, &tree.range), say::no_map()));
        self.give_up(range, &fault, sink)
    }

    fn give_up<R>(&self, range: Range<usize>, fault: &Fault, sink: &mut Sink) -> Option<R> {
        sink.push(self.kind.fault(self.place(&range), fault));
        None
    }

    fn place(&self, range: &Range<usize>) -> Span {
        inside(self.sources, self.yaml, range)
    }

    /// Puts spaces in place of an entry, with the comma that follows it in `{a: 1, b: 2}`; all other bytes keep their places.
    fn blank(&mut self, range: &Range<usize>) {
        let comma = self.text[range.end..].find(|c: char| c != ' ').filter(|at| self.text[range.end + at..].starts_with(','));
        let end = comma.map_or(range.end, |at| range.end + at + 1);
        let blanks: String = self.text[range.start..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        self.text.replace_range(range.start..end, &blanks);
    }
}

/// The first line of a range that spans several.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let len = text[range.clone()].find('\n').unwrap_or(range.len());
    range.start..range.start + len
}

/// Key and value of the innermost entry of a map on a path: what can be taken out.
fn entry_around(text: &str, tree: &Tree, path: &str) -> Range<usize> {
    let mut path = path.trim_end_matches(|c: char| c == ']' || c.is_ascii_digit());
    path = path.strip_suffix('[').unwrap_or(path);
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    tree.entries(above, key).first().map_or(0..text.len(), |it| whole(text, it))
}

/// Key and value; a value that was left empty stands before its colon.
fn whole(text: &str, entry: &Entry) -> Range<usize> {
    let end = entry.value.range.end.max(entry.key_range.end);
    let rest = &text[end..];
    let colon = rest.trim_start().strip_prefix(':').filter(|_| entry.value.range.is_empty());
    entry.key_range.start..colon.map_or(end, |after| text.len() - after.len())
}

/// `evidence[0]` and `file` → `evidence[0].file`.
fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The byte at a line and column, both from 1, columns in characters.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::{split, texts_below};

    #[test]
    fn head_and_body_are_split_at_the_second_line_of_dashes() {
        assert_eq!(split("---\na: 1\n---\nเนื้อหา"), Some((4..9, 13)));
        assert_eq!(split("---\n---\n"), Some((4..4, 8)));
        assert_eq!(split("---\na: 1\n---"), Some((4..9, 12)));
        assert_eq!(split("---\na: 1\n"), None);
        assert_eq!(split("a: 1\n---\n"), None);
        assert_eq!(split(""), None);
    }

    #[test]
    fn texts_are_read_as_they_are_meant() {
        assert_eq!(texts_below("item: O1\ndata: [a.csv, {file: \"\\u0E01.xlsx\", sheet: ข}]\n", "data"), ["a.csv", "ก.xlsx", "ข"]);
        assert_eq!(texts_below("data: a.csv\n", "data"), ["a.csv"]);
        assert!(texts_below("item: O1\n", "data").is_empty() && texts_below("a: b: c", "a").is_empty());
    }
}
