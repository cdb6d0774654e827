//! Footnotes: marks in the text, notes at the end, and a way back from each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use memchr::memmem;

use super::events::Run;
use super::write::Writer;
use super::{Fragment, Out};

/// Longest label of a note in characters.
const LONGEST_LABEL: usize = 100;

/// Marks and notes as they come.
#[derive(Default)]
pub(super) struct Notes {
    /// Number of marks of each note, in the order of their first marks.
    marks: Vec<usize>,
    numbers: BTreeMap<String, usize>,
    written: Vec<Note>,
    /// What was being written when a note began.
    outer: Vec<(Note, Out)>,
}

#[derive(Default)]
struct Note {
    key: String,
    range: Range<usize>,
    out: Out,
}

/// Labels are the same for the parser whatever their case.
fn key(label: &str) -> String {
    label.to_lowercase()
}

impl Writer<'_> {
    /// Whether what is written now is a note.
    pub(super) fn in_note(&self) -> bool {
        !self.notes.outer.is_empty()
    }

    /// A mark in the text.
    pub(super) fn mark(&mut self, label: &str) {
        let Notes { marks, numbers, .. } = &mut self.notes;
        let index = *numbers.entry(key(label)).or_insert(marks.len());
        if index == marks.len() {
            marks.push(0);
        }
        marks[index] += 1;
        let id = mark_id(index + 1, marks[index]);
        let number = index + 1;
        // Writing to a string does not fail.
        let _ = write!(self.out.html, "<sup><a href=\"#fn-{number}\" id=\"{id}\" aria-label=\"เชิงอรรถ {number}\">{number}</a></sup>");
        self.last = None;
    }

    pub(super) fn open_note(&mut self, label: &str, range: Range<usize>) {
        let head = self.source[range.clone()].find("]:").map_or(range.end, |at| range.start + at + 2);
        let note = Note { key: key(label), range: range.start..head, out: Out::default() };
        self.notes.outer.push((note, mem::take(&mut self.out)));
        self.open("", "");
    }

    pub(super) fn close_note(&mut self, range: &Range<usize>) {
        self.close_block(range);
        if let Some((note, outer)) = self.notes.outer.pop() {
            let out = mem::replace(&mut self.out, outer);
            self.notes.written.push(Note { out, ..note });
        }
    }
}

impl Notes {
    /// Adds the notes to the fragment's end: those with marks by number, then the others.
    pub(super) fn finish(self, fragment: &mut Fragment) {
        fragment.notes = fragment.out.html.len();
        let mut numbered: Vec<Option<Out>> = self.marks.iter().map(|_| None).collect();
        let mut loose = Vec::new();
        for note in self.written {
            if let Some(place @ None) = self.numbers.get(&note.key).map(|index| &mut numbered[*index]) {
                *place = Some(note.out);
            } else {
                fragment.notes_without_mark.push(note.range);
                loose.push(note.out);
            }
        }
        let marks = self.marks.into_iter().chain(std::iter::repeat(0));
        let notes: Vec<_> = numbered.into_iter().map(Option::unwrap_or_default).chain(loose).zip(marks).collect();
        if notes.is_empty() {
            return;
        }
        fragment.out.html.push_str("<section class=\"footnotes\" aria-label=\"เชิงอรรถ\"><ol>\n");
        for (number, (note, marks)) in (1..).zip(notes) {
            add(&mut fragment.out, number, note, marks);
        }
        fragment.out.html.push_str("</ol></section>\n");
    }
}

fn add(out: &mut Out, number: usize, note: Out, marks: usize) {
    let _ = write!(out.html, "<li id=\"fn-{number}\">");
    out.append(note);
    // The way back stands at the end of the last paragraph rather than below it.
    let paragraph = out.html.ends_with("</p>\n");
    if paragraph {
        out.html.truncate(out.html.len() - "</p>\n".len());
    }
    for mark in 1..=marks {
        let id = mark_id(number, mark);
        let (nth, sign) =
            if mark == 1 { (String::new(), String::new()) } else { (format!(" ครั้งที่ {mark}"), mark.to_string()) };
        let _ = write!(out.html, " <a href=\"#{id}\" aria-label=\"กลับไปยังเชิงอรรถ {number} ในเนื้อหา{nth}\">↩\u{FE0E}{sign}</a>");
    }
    out.html.push_str(if paragraph { "</p></li>\n" } else { "</li>\n" });
}

/// Finds marks whose note does not exist: the parser leaves them as text.
pub(super) fn lone_marks(source: &str, run: &Run, found: &mut Vec<Range<usize>>) {
    for at in memmem::find_iter(run.text.as_bytes(), "[^") {
        let label = &run.text[at + 2..];
        // Labels are short; looking further would be slow in a text of brackets.
        let Some(end) = label.char_indices().take(LONGEST_LABEL).find(|(_, c)| c.is_whitespace() || "[]".contains(*c)) else { continue };
        if end.0 > 0 && end.1 == ']' {
            let range = run.place(at..at + 2 + end.0 + 1);
            if !source[..range.start].ends_with('\\') {
                found.push(range);
            }
        }
    }
}

fn mark_id(number: usize, mark: usize) -> String {
    if mark == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{mark}") }
}
