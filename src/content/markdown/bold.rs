//! Marks: characters of our own in the text that the parser reads, taken out of every event again; places are counted without them.
//!
//! One use is bold between Thai letters. Markdown lets `**` begin or end only where spaces or punctuation say so, and Thai has no
//! spaces between words: in `**พ.ร.บ.**กำหนด` the second `**` can only begin. A mark of class punctuation between the run and the
//! letter that touches it lets the run do both. The other use is to stop lists and quotes that nest without end.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use super::letters::{is_punctuation, is_thai, is_word};

/// The punctuation of sign writing. The first that is not in the text is used, so that nothing of the author's is taken out.
const MARKS: [char; 5] = ['\u{1DA8B}', '\u{1DA8A}', '\u{1DA89}', '\u{1DA88}', '\u{1DA87}'];

/// How far the markers of lists and quotes reach into a line, in columns; a list takes two or more.
///
/// The parser looks at all open lists and quotes for every line: a hundred thousand of either would keep it busy for a minute.
const WIDEST: usize = 200;

/// A text ready for the parser.
pub(super) struct Bold<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    mark: Option<char>,
    /// Where marks stand in `text`, ascending.
    places: Vec<usize>,
}

/// Puts the marks in.
pub(super) fn prepare(source: &str) -> Bold<'_> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let first = found.len();
        found.extend(too_deep(line).map(|at| start + at));
        if line.contains("**") || line.contains("~~") {
            gaps(line, start, &mut found);
        }
        found[first..].sort_unstable();
        start += line.len();
    }
    if found.is_empty() {
        return Bold { source, text: Cow::Borrowed(source), mark: None, places: Vec::new() };
    }
    let mark = MARKS.into_iter().find(|mark| !source.contains(*mark)).unwrap_or(MARKS[0]);
    insert(source, mark, &found)
}

/// Where the markers at a line's beginning become too many.
fn too_deep(line: &str) -> Option<usize> {
    let mut rest = line;
    let mut columns = 0;
    while columns <= WIDEST {
        let (bytes, width) = marker(rest)?;
        columns += width;
        rest = &rest[bytes..];
    }
    // A blank line stays one, however long.
    (!rest.trim_ascii_end().is_empty()).then_some(line.len() - rest.len())
}

/// The bytes and columns of the space or marker that a text begins with.
fn marker(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let spaced = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    match bytes.first()? {
        b' ' => Some((1, 1)),
        b'\t' => Some((1, 4)),
        // It needs no space after it, and is as deep as a list.
        b'>' => Some((1, 2)),
        b'-' | b'+' | b'*' | b':' if spaced(1) => Some((1, 1)),
        b'0'..=b'9' => {
            let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            (matches!(bytes.get(digits), Some(b'.' | b')')) && spaced(digits + 1)).then_some((digits + 1, digits + 1))
        }
        b'[' if bytes.get(1) == Some(&b'^') => {
            let label = bytes.iter().take(1000).take_while(|byte| !matches!(byte, b']' | b'\n')).count();
            (bytes.get(label..label + 2) == Some(&b"]:"[..])).then_some((label + 2, 2))
        }
        _ => None,
    }
}

fn insert<'a>(source: &'a str, mark: char, found: &[usize]) -> Bold<'a> {
    let mut text = String::with_capacity(source.len() + found.len() * mark.len_utf8());
    let mut places = Vec::with_capacity(found.len());
    let mut at = 0;
    for &gap in found {
        text.push_str(&source[at..gap]);
        places.push(text.len());
        text.push(mark);
        at = gap;
    }
    text.push_str(&source[at..]);
    Bold { source, text: Cow::Owned(text), mark: Some(mark), places }
}

/// Finds where marks belong in one line.
fn gaps(line: &str, start: usize, found: &mut Vec<usize>) {
    // A formula like `a**(b)**c` keeps its asterisks in a line without Thai.
    if !line.chars().any(is_thai) {
        return;
    }
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'*' | b'~' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == bytes[at]).count();
                if let Some(gap) = gap(line, at..at + run) {
                    found.push(start + gap);
                }
                at += run;
            }
            _ => at += 1,
        }
    }
}

/// Between which letter and the run a mark belongs: only where the run's other side is punctuation.
fn gap(line: &str, run: Range<usize>) -> Option<usize> {
    // A single `*` or `~` is often meant as such, in Thai text as elsewhere.
    if run.len() < 2 {
        return None;
    }
    let before = line[..run.start].chars().next_back()?;
    let after = line[run.end..].chars().next()?;
    if is_word(before) && is_punctuation(after) {
        Some(run.start)
    } else if is_punctuation(before) && is_word(after) {
        Some(run.end)
    } else {
        None
    }
}

impl Bold<'_> {
    /// What the parser reads.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A range of the parser's text in the author's.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (self.place(range.start), self.place(range.end.max(range.start)));
        // The parser's ranges are whole characters; a place that is not would bring down whoever cuts the text there.
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        while !self.source.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }

    fn place(&self, at: usize) -> usize {
        let marks = self.places.partition_point(|place| *place < at);
        let width = self.mark.map_or(0, char::len_utf8);
        (at - marks * width).min(self.source.len())
    }

    /// The same without marks.
    pub(super) fn clean<'e>(&self, text: CowStr<'e>) -> CowStr<'e> {
        match self.mark {
            Some(mark) if text.contains(mark) => text.replace(mark, "").into(),
            _ => text,
        }
    }
}
