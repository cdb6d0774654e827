//! The text of a part in XML: runs of a paragraph joined, whatever they are called.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::super::finds::Finds;
use super::super::marks::{self, Mark};
use super::super::national_id::{LENGTH, Lenient, count_digits};
use super::super::text::is_letter;
use super::Place;
use crate::formats::xml::{attribute, referred, unescape, walk};

/// Elements within a paragraph: their end does not end it.
const RUNS: [&str; 24] = [
    "t",
    "r",
    "rPr",
    "delText",
    "instrText",
    "span",
    "a",
    "hyperlink",
    "ins",
    "del",
    "moveTo",
    "moveFrom",
    "smartTag",
    "smartTagPr",
    "sdt",
    "sdtPr",
    "sdtContent",
    "fldSimple",
    "ruby",
    "rubyBase",
    "rt",
    "rubyPr",
    "bdo",
    "s",
];
/// Attributes that people write.
const WRITTEN: [&str; 9] = ["descr", "title", "alt", "Target", "tooltip", "author", "name", "href", "val"];

/// Between the cells of a row.
pub(super) const CELL: &str = "  ";

/// Searches all text of a part. Returns how many letters there are; `None` when it is no XML.
pub(super) fn text(reader: &mut dyn BufRead, finds: &mut Finds, place: &Place) -> Option<usize> {
    let mut part = Part { finds, place, text: String::new(), before: None, row: None, paragraphs: 1, cell: String::new(), letters: 0 };
    walk(reader, |event| part.take(&event))?;
    part.end_of_text();
    Some(part.letters)
}

struct Part<'a> {
    finds: &'a mut Finds,
    place: &'a Place<'a>,
    /// The paragraph so far.
    text: String,
    /// What the paragraph before says of a number at the beginning of this one.
    before: Option<Mark>,
    /// The cells of a row of a table; none where one holds a whole number.
    row: Option<String>,
    paragraphs: usize,
    /// The cell that a note is on.
    cell: String,
    letters: usize,
}

impl Part<'_> {
    fn take(&mut self, event: &Event) {
        match event {
            Event::Text(text) => self.text.push_str(text),
            Event::CData(text) => self.text.push_str(text),
            Event::GeneralRef(reference) => self.text.push(referred(reference)),
            Event::Start(element) => self.start(element),
            Event::Empty(element) => self.empty(element),
            Event::End(element) => self.end(element.local_name().as_ref()),
            _ => (),
        }
    }

    fn start(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "p" => self.end_of_text(),
            "tr" => self.row = Some(String::new()),
            "comment" | "threadedComment" => self.cell = attribute(element, "ref").unwrap_or_default(),
            _ => (),
        }
        self.attributes(element);
    }

    fn empty(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "tab" => self.text.push('\t'),
            "br" | "cr" | "line-break" | "s" => self.text.push(' '),
            "noBreakHyphen" => self.text.push('-'),
            _ => (),
        }
        self.attributes(element);
    }

    fn attributes(&mut self, element: &BytesStart) {
        for attribute in element.attributes().with_checks(false).flatten() {
            if attribute.value.len() >= LENGTH && WRITTEN.contains(&attribute.key.local_name().as_ref()) {
                self.finds.search(&unescape(&attribute.value), Lenient::No, None, || self.place.at(self.paragraphs, &self.cell));
            }
        }
    }

    fn end(&mut self, name: &str) {
        if RUNS.contains(&name) {
            return;
        }
        self.end_of_text();
        match name {
            "p" => self.paragraphs += 1,
            "tr" => self.end_of_row(),
            _ => (),
        }
    }

    fn end_of_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        self.finds.search(&self.text, Lenient::No, self.before, || self.place.at(self.paragraphs, &self.cell));
        let n_digits = count_digits(&self.text);
        match &mut self.row {
            Some(row) if n_digits < LENGTH => {
                row.push_str(&self.text);
                row.push_str(CELL);
            }
            row => *row = None,
        }
        let n_letters = self.text.chars().filter(|it| is_letter(*it)).count();
        if n_letters > 0 {
            self.before = marks::before(&self.text).map(|it| it.mark);
        }
        self.letters += n_letters;
        self.text.clear();
    }

    /// A form with one digit in each cell.
    fn end_of_row(&mut self) {
        if let Some(row) = self.row.take() {
            self.finds.search(&row, Lenient::Yes, None, || self.place.at(self.paragraphs, &self.cell));
        }
    }
}
