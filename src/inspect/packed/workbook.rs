//! Workbooks: shared strings, the names of sheets, cells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use quick_xml::events::Event;

use super::super::finds::Finds;
use super::super::national_id::{LENGTH, Lenient, count_digits};
use super::super::sheet::{self, Heads};
use super::super::{Reason, marks};
use super::xml::{CELL, attribute, referred, walk};
use super::{Packed, Relations, short, target};

const STRINGS: &str = "xl/sharedStrings.xml";
const BOOK: &str = "xl/workbook.xml";
/// Bytes of shared strings that are kept: those with a number in them, a word about numbers, or one digit.
const MAX_STRINGS: usize = 32 * 1024 * 1024;
/// What keeping a string takes besides its own bytes.
const ENTRY: usize = 64;
/// Letters that are kept of a string.
const MAX_STRING: usize = 2_000;

/// What the parts of a workbook are to each other.
#[derive(Default)]
pub(super) struct Book {
    /// Parts with notes, by the sheet they are on.
    pub(super) notes: BTreeMap<String, String>,
    apart: BTreeSet<String>,
}

impl Book {
    /// Reads the cells of all sheets, hidden ones too. An archive that is no workbook has none.
    pub(super) fn read(packed: &mut Packed, names: &[String]) -> Book {
        let mut book = Book::default();
        if !names.iter().any(|it| it == BOOK) {
            return book;
        }
        let parts = relations(packed, names, BOOK);
        let titles = packed.open(BOOK, |reader, _| titles(reader)).unwrap_or_default();
        let strings =
            if names.iter().any(|it| it == STRINGS) { packed.open(STRINGS, strings).unwrap_or_default() } else { Strings::default() };
        packed.letters += strings.letters;
        book.apart.insert(STRINGS.to_owned());
        for name in names.iter().filter(|it| it.starts_with("xl/worksheets/") && it.ends_with(".xml")) {
            let title = parts.iter().find(|it| it.1 == name).and_then(|it| titles.get(it.0)).map_or_else(|| short(name), |it| short(it));
            let letters = packed.open(name, |reader, finds| cells(reader, finds, &title, &strings));
            packed.letters += letters.unwrap_or(0);
            for part in relations(packed, names, name).into_values().filter(|it| it.to_ascii_lowercase().contains("comment")) {
                book.notes.insert(part, title.clone());
            }
            book.apart.insert(name.clone());
        }
        book
    }

    /// Whether its text was read as cells.
    pub(super) fn is_read_apart(&self, name: &str) -> bool {
        self.apart.contains(name)
    }
}

/// The relations of a part: `xl/workbook.xml` has them in `xl/_rels/workbook.xml.rels`.
fn relations(packed: &mut Packed, names: &[String], part: &str) -> Relations {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}/_rels/{file}.rels");
    if !names.contains(&name) {
        return Relations::new();
    }
    let read = packed.open(&name, |reader, _| {
        let mut res = Relations::new();
        walk(reader, |event| {
            if let Event::Start(element) | Event::Empty(element) = event
                && let (Some(id), Some(to)) = (attribute(&element, "Id"), attribute(&element, "Target"))
            {
                res.insert(id, target(part, &to));
            }
        })?;
        Some(res)
    });
    read.unwrap_or_default()
}

/// Names of sheets by the id of their relation.
fn titles(reader: &mut dyn BufRead) -> Option<Relations> {
    let mut res = Relations::new();
    walk(reader, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && element.local_name().as_ref() == "sheet"
            && let (Some(id), Some(name)) = (attribute(&element, "id"), attribute(&element, "name"))
        {
            res.insert(id, name);
        }
    })?;
    Some(res)
}

/// Shared strings that matter, by their number.
#[derive(Default)]
struct Strings {
    kept: BTreeMap<usize, Box<str>>,
    letters: usize,
}

fn strings(reader: &mut dyn BufRead, finds: &mut Finds) -> Option<Strings> {
    let mut res = Strings::default();
    let (mut text, mut number, mut bytes) = (String::new(), 0, 0);
    // Phonetic text is a copy for Japanese.
    let mut is_phonetic = false;
    walk(reader, |event| match event {
        Event::Start(element) if element.local_name().as_ref() == "rPh" => is_phonetic = true,
        Event::Text(piece) if !is_phonetic => text.push_str(&piece),
        Event::GeneralRef(piece) if !is_phonetic => text.push(referred(&piece)),
        Event::Empty(element) if element.local_name().as_ref() == "si" => number += 1,
        Event::End(element) if element.local_name().as_ref() == "rPh" => is_phonetic = false,
        Event::End(element) if element.local_name().as_ref() == "si" => {
            let (text, letters) = (std::mem::take(&mut text), &mut res.letters);
            *letters += text.trim().chars().count();
            if matters(&text) && bytes < MAX_STRINGS {
                let text: String = text.chars().take(MAX_STRING).collect();
                bytes += text.len() + ENTRY;
                res.kept.insert(number, text.into_boxed_str());
            }
            number += 1;
        }
        _ => (),
    })?;
    if bytes >= MAX_STRINGS {
        finds.fail(Reason::TooLarge);
    }
    Some(res)
}

/// Whether a string may be a number, part of one, or say what one is.
fn matters(text: &str) -> bool {
    let n_digits = count_digits(text);
    n_digits >= LENGTH || (n_digits > 0 && text.trim().chars().count() <= LENGTH) || marks::before(text).is_some()
}

/// Searches the cells of a sheet. Returns how many letters there are.
fn cells(reader: &mut dyn BufRead, finds: &mut Finds, title: &str, strings: &Strings) -> Option<usize> {
    let mut sheet = Sheet {
        finds,
        title,
        strings,
        heads: Heads::default(),
        row: Row::default(),
        cell: Cell::default(),
        letters: 0,
        other: String::new(),
    };
    walk(reader, |event| sheet.take(&event))?;
    Some(sheet.letters)
}

#[derive(Default)]
struct Cell {
    reference: String,
    kind: String,
    value: String,
    /// Inside `v` or `t`.
    is_value: bool,
    is_open: bool,
}

/// The cells of a row, for forms with one digit in each.
#[derive(Default)]
struct Row {
    text: String,
    first: String,
    has_whole: bool,
}

struct Sheet<'a> {
    finds: &'a mut Finds,
    title: &'a str,
    strings: &'a Strings,
    heads: Heads,
    row: Row,
    cell: Cell,
    letters: usize,
    /// Text outside cells: heads and feet of the print.
    other: String,
}

impl Sheet<'_> {
    fn take(&mut self, event: &Event) {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    self.heads.new_row();
                    self.row = Row::default();
                }
                "c" => {
                    let [reference, kind] = ["r", "t"].map(|it| attribute(element, it).unwrap_or_default());
                    self.cell = Cell { reference, kind, is_open: true, ..Cell::default() };
                }
                "v" | "t" => self.cell.is_value = true,
                _ => (),
            },
            Event::Text(text) => self.text(text),
            Event::GeneralRef(reference) => self.text(referred(reference).encode_utf8(&mut [0; 4])),
            Event::End(element) => match element.local_name().as_ref() {
                "v" | "t" => self.cell.is_value = false,
                "c" => self.end_of_cell(),
                "row" => self.end_of_row(),
                _ => self.end_of_other(),
            },
            _ => (),
        }
    }

    fn text(&mut self, text: &str) {
        match (self.cell.is_open, self.cell.is_value) {
            (true, true) => self.cell.value.push_str(text),
            (true, false) => (),
            (false, _) => self.other.push_str(text),
        }
    }

    fn end_of_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let column = sheet::column(&cell.reference);
        let value = match cell.kind.as_str() {
            "s" => match cell.value.trim().parse().ok().and_then(|it: usize| self.strings.kept.get(&it)) {
                Some(value) => value.to_string(),
                None => return self.heads.note(column, "some words"),
            },
            "" | "n" => sheet::number(&cell.value).unwrap_or(cell.value),
            _ => cell.value,
        };
        if value.is_empty() {
            return;
        }
        if cell.kind != "s" {
            self.letters += value.len();
        }
        let title = self.title;
        self.finds.search(&value, Lenient::No, self.heads.outside(column), || format!("{title}!{}", cell.reference));
        self.heads.note(column, &value);
        self.row.has_whole |= count_digits(&value) >= LENGTH;
        if self.row.first.is_empty() {
            self.row.first = cell.reference;
        }
        self.row.text.push_str(&value);
        self.row.text.push_str(CELL);
    }

    fn end_of_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !row.has_whole && row.text.len() > LENGTH {
            let title = self.title;
            self.finds.search(&row.text, Lenient::Yes, None, || format!("{title}!{}", row.first));
        }
    }

    fn end_of_other(&mut self) {
        if !self.other.is_empty() {
            let title = self.title;
            self.finds.search(&self.other, Lenient::No, None, || title.to_owned());
            self.other.clear();
        }
    }
}
