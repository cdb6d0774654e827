//! Texts with names, and places in them.
//!
//! Does not read a disk. Invariant: a [`Span`] made here lies inside its file and on character boundaries.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::path::SitePath;

/// One text of a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A text and its name.
#[derive(Debug)]
pub struct Source {
    /// Name shown to people.
    pub path: SitePath,
    /// UTF-8, without a byte order mark, line ends `\n`. Shared with whoever remembers it.
    pub text: Arc<str>,
    /// Line and column at every [`STEP`]th byte, made when the first place is asked for: a hostile file has a finding at every
    /// word, and each would be counted from the start.
    marks: OnceLock<Vec<Mark>>,
}

/// Bytes between two marks.
const STEP: usize = 1024;

/// Line breaks before a byte, and characters between the last of them and the byte.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    byte: usize,
    lines: usize,
    chars: usize,
}

impl Mark {
    /// The mark at a later byte of the same text.
    fn advanced(self, text: &str, byte: usize) -> Mark {
        let between = &text[self.byte..byte];
        let lines = between.bytes().filter(|b| *b == b'\n').count();
        let last = between.rsplit('\n').next().unwrap_or("").chars().count();
        Mark { byte, lines: self.lines + lines, chars: if lines == 0 { self.chars + last } else { last } }
    }
}

impl Source {
    fn mark_at(&self, byte: usize) -> Mark {
        let marks = self.marks.get_or_init(|| {
            let mut at = Mark::default();
            let bytes = (1..=self.text.len() / STEP).map(|n| self.text.floor_char_boundary(n * STEP));
            let later = bytes.map(|byte| {
                at = at.advanced(&self.text, byte);
                at
            });
            std::iter::once(Mark::default()).chain(later).collect()
        });
        let near = marks.partition_point(|it| it.byte <= byte).saturating_sub(1);
        marks[near].advanced(&self.text, byte)
    }
}

/// Every text of a run.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

/// A place as people count: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Sources {
    /// Adds a text.
    ///
    /// # Panics
    /// With more than four billion files.
    pub fn add(&mut self, path: SitePath, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.files.push(Source { path, text: text.into(), marks: OnceLock::new() });
        id
    }

    /// The text with that number.
    #[must_use]
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// All texts, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// A place in a text, cut to the text and to whole characters. An end of `usize::MAX` is the end of the text.
    #[must_use]
    pub fn span(&self, file: FileId, range: Range<usize>) -> Span {
        let text = &self.get(file).text;
        let start = text.floor_char_boundary(range.start);
        let end = text.ceil_char_boundary(range.end.max(start));
        // Texts are cut at 4 GiB by whoever reads them.
        Span { file, start: u32::try_from(start).unwrap_or(u32::MAX), end: u32::try_from(end).unwrap_or(u32::MAX) }
    }

    /// Where a byte of a text stands.
    #[must_use]
    pub fn line_column(&self, file: FileId, byte: u32) -> LineColumn {
        let mark = self.get(file).mark_at(byte as usize);
        let (line, column) = (mark.lines + 1, mark.chars + 1);
        LineColumn { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column).unwrap_or(u32::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_spans_stay_inside() {
        let mut sources = Sources::default();
        let file = sources.add(SitePath::new("a.md").expect("inside"), "ปี: 2568\nข้อ: x\n");
        let at = sources.get(file).text.find('x').expect("there");
        assert_eq!(sources.line_column(file, u32::try_from(at).expect("small")), LineColumn { line: 2, column: 6 });
        let long = "ก\n".repeat(700) + &"ข".repeat(900);
        let far = sources.add(SitePath::new("b.md").expect("inside"), long.clone());
        for byte in [0, 3, 4, 2799, 2800, 2803, 5497] {
            let (before, at) = (&long[..byte], sources.line_column(far, u32::try_from(byte).expect("small")));
            let column = before.rsplit('\n').next().expect("one").chars().count() + 1;
            assert_eq!((at.line as usize, at.column as usize), (before.matches('\n').count() + 1, column), "{byte}");
        }
        let span = sources.span(file, 1..9999);
        assert_eq!((span.start, span.end as usize), (0, sources.get(file).text.len()));
    }
}
