//! Where the keys and values of a YAML text stand.
//!
//! Built only when there is something to say about a value; never expands aliases, stops at a depth and a size.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScanError};

/// Deeper nesting than any file of a site has.
const MAX_DEPTH: usize = 64;
/// More nodes than any file of a site has.
const MAX_NODES: usize = 200_000;

/// A value with its place, in bytes of the text.
#[derive(Debug)]
pub(super) struct Tree {
    /// The value.
    pub range: Range<usize>,
    /// What it holds.
    pub node: Node,
}

/// What a value holds.
#[derive(Debug)]
pub(super) enum Node {
    /// A word, a number, a text, an alias.
    Scalar(String),
    /// A list.
    List(Vec<Tree>),
    /// Keys and values in order; keys may repeat.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Tree,
}

/// Why there is no tree.
#[derive(Debug)]
pub(super) enum Fault {
    /// The text is no YAML; the byte where reading stopped.
    Syntax(usize),
    /// Deeper or larger than anything sensible; the byte where counting stopped.
    TooDeep(usize),
}

impl Tree {
    /// Reads the first document of a text. An empty text is an empty scalar.
    pub(super) fn read(text: &str) -> Result<Tree, Fault> {
        Builder { text, offsets: Offsets::new(text), n_nodes: 0, open: Vec::new() }.run()
    }

    /// The value at a path such as `evidence[0].file`, or the nearest value above it.
    #[must_use]
    pub(super) fn nearest(&self, path: &str) -> &Tree {
        let mut at = self;
        for step in steps(path) {
            let next = match (&at.node, step) {
                (Node::Map(entries), Step::Key(key)) => entries.iter().find(|it| it.key == key).map(|it| &it.value),
                (Node::List(list), Step::Index(index)) => list.get(index),
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => return at,
            }
        }
        at
    }

    /// The entries with that key of the map at a path.
    #[must_use]
    pub(super) fn entries<'a>(&'a self, path: &str, key: &str) -> Vec<&'a Entry> {
        match &self.nearest(path).node {
            Node::Map(entries) => entries.iter().filter(|it| it.key == key).collect(),
            _ => Vec::new(),
        }
    }

    /// Every scalar below, with the last key on the way to it.
    #[must_use]
    pub(super) fn scalars<'a>(&'a self, key: &'a str) -> Vec<(&'a str, Range<usize>)> {
        match &self.node {
            Node::Scalar(_) => vec![(key, self.range.clone())],
            Node::List(list) => list.iter().flat_map(|it| it.scalars(key)).collect(),
            Node::Map(entries) => entries.iter().flat_map(|it| it.value.scalars(&it.key)).collect(),
        }
    }

    /// Every scalar below, as it is meant.
    #[must_use]
    pub(super) fn texts(&self) -> Vec<&str> {
        match &self.node {
            Node::Scalar(text) => vec![text],
            Node::List(list) => list.iter().flat_map(Tree::texts).collect(),
            Node::Map(entries) => entries.iter().flat_map(|it| it.value.texts()).collect(),
        }
    }
}

/// One step of a path.
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// `evidence[0].file` → key, index, key.
fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split(['.', '[']).filter(|it| !it.is_empty()).map(|it| match it.strip_suffix(']').and_then(|n| n.parse().ok()) {
        Some(index) => Step::Index(index),
        None => Step::Key(it),
    })
}

/// Bytes of characters, for a parser that counts characters and is asked in rising order most of the time.
struct Offsets<'a> {
    text: &'a str,
    chars: usize,
    bytes: usize,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Offsets<'a> {
        Offsets { text, chars: 0, bytes: 0 }
    }

    fn byte(&mut self, index: usize) -> usize {
        if index < self.chars {
            (self.chars, self.bytes) = (0, 0);
        }
        let rest = &self.text[self.bytes..];
        let step = rest.char_indices().nth(index - self.chars).map_or(rest.len(), |(byte, _)| byte);
        self.chars = index;
        self.bytes += step;
        self.bytes
    }
}

struct Builder<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    n_nodes: usize,
    open: Vec<Open>,
}

/// A list or map that has begun.
struct Open {
    start: usize,
    node: Node,
    key: Option<(String, Range<usize>)>,
}

impl Builder<'_> {
    fn run(mut self) -> Result<Tree, Fault> {
        let mut parser = Parser::new_from_str(self.text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|err: ScanError| Fault::Syntax(self.offsets.byte(err.marker().index())))?;
            let range = self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index());
            if let Some(root) = self.take(event, range)? {
                return Ok(root);
            }
        }
        Ok(Tree { range: 0..self.text.len(), node: Node::Scalar(String::new()) })
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<Option<Tree>, Fault> {
        self.n_nodes += 1;
        if self.n_nodes > MAX_NODES || self.open.len() > MAX_DEPTH {
            return Err(Fault::TooDeep(range.start));
        }
        let empty = match event {
            Event::SequenceStart(..) => Node::List(Vec::new()),
            Event::MappingStart(..) => Node::Map(Vec::new()),
            Event::Scalar(value, ..) => return Ok(self.close(Tree { range: self.trimmed(range), node: Node::Scalar(value.into_owned()) })),
            Event::Alias(_) => return Ok(self.close(Tree { range, node: Node::Scalar(String::new()) })),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(None) };
                return Ok(self.close(Tree { range: self.trimmed(open.start..range.end), node: open.node }));
            }
            _ => return Ok(None),
        };
        self.open.push(Open { start: range.start, node: empty, key: None });
        Ok(None)
    }

    /// Puts a finished value where it belongs; the outermost one is the result.
    fn close(&mut self, tree: Tree) -> Option<Tree> {
        let Some(open) = self.open.last_mut() else { return Some(tree) };
        match (&mut open.node, open.key.take()) {
            (Node::Map(entries), Some((key, key_range))) => entries.push(Entry { key, key_range, value: tree }),
            (Node::Map(_), None) => {
                let key = if let Node::Scalar(key) = tree.node { key } else { String::new() };
                open.key = Some((key, tree.range));
            }
            (Node::List(list), _) => list.push(tree),
            (Node::Scalar(_), _) => {}
        }
        None
    }

    /// Without the white space that a block value takes in at its end.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        range.start..range.start + text.trim_end().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_path() {
        let text = "item: O1\nevidence:\n  - file: แผน.pdf\n    shows: [a, \"ข\"]\n  - {url: x}\nlast: ปลาย\n";
        let tree = Tree::read(text).expect("valid");
        let at = |path| &text[tree.nearest(path).range.clone()];
        assert_eq!(at("item"), "O1");
        assert_eq!(at("evidence[0].file"), "แผน.pdf");
        assert_eq!(at("evidence[0].shows[1]"), "\"ข\"");
        assert_eq!(at("evidence[1].url"), "x");
        assert_eq!(at("evidence[1].nothing"), "{url: x}");
        assert_eq!(at("last"), "ปลาย");
        assert_eq!(tree.entries("evidence[0]", "file").len(), 1);
    }

    #[test]
    fn depth_and_faults_are_bounded() {
        assert!(matches!(Tree::read(&"[".repeat(30_000)), Err(Fault::TooDeep(_) | Fault::Syntax(_))));
        assert!(matches!(Tree::read(&"- ".repeat(30_000)), Err(Fault::TooDeep(_) | Fault::Syntax(_))));
        assert!(matches!(Tree::read("a: b: c"), Err(Fault::Syntax(_))));
        assert!(Tree::read("").is_ok());
    }
}
