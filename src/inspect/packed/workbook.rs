//! Searches workbooks: shared strings, cells, and what stands around them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use super::super::finds::Finds;
use super::super::national_id::{LENGTH, Lenient, count_digits};
use super::super::sheet::{self, Heads};
use super::super::{Reason, marks};
use super::xml::CELL;
use super::{Packed, short};
use crate::formats::workbook::{self, BOOK, Cell, CellKind, Piece, Relations, STRINGS};

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
        let sheets = packed.open(BOOK, |reader, _| workbook::book(reader)).unwrap_or_default().sheets;
        let strings =
            if names.iter().any(|it| it == STRINGS) { packed.open(STRINGS, strings).unwrap_or_default() } else { Strings::default() };
        packed.letters += strings.letters;
        book.apart.insert(STRINGS.to_owned());
        for name in names.iter().filter(|it| it.starts_with("xl/worksheets/") && it.ends_with(".xml")) {
            let tab = sheets.iter().rfind(|sheet| parts.get(&sheet.id) == Some(name));
            let title = tab.map_or_else(|| short(name), |it| short(&it.name));
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

/// The relations of a part; none when it has none.
fn relations(packed: &mut Packed, names: &[String], part: &str) -> Relations {
    let name = workbook::relations_of(part);
    if !names.contains(&name) {
        return Relations::new();
    }
    packed.open(&name, |reader, _| workbook::relations(reader, part)).unwrap_or_default()
}

/// Shared strings that matter, by their number.
#[derive(Default)]
struct Strings {
    kept: BTreeMap<usize, Box<str>>,
    letters: usize,
}

fn strings(reader: &mut dyn BufRead, finds: &mut Finds) -> Option<Strings> {
    let (mut res, mut bytes) = (Strings::default(), 0);
    workbook::strings(reader, |number, text| {
        res.letters += text.trim().chars().count();
        if matters(&text) && bytes < MAX_STRINGS {
            let text: String = text.chars().take(MAX_STRING).collect();
            bytes += text.len() + ENTRY;
            res.kept.insert(number, text.into_boxed_str());
        }
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
    let mut sheet = Sheet { finds, title, strings, heads: Heads::default(), row: Row::default(), letters: 0 };
    workbook::pieces(reader, |piece| sheet.take(piece))?;
    Some(sheet.letters)
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
    letters: usize,
}

impl Sheet<'_> {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Row { .. } => {
                self.heads.new_row();
                self.row = Row::default();
            }
            Piece::Cell(cell) => self.cell(cell),
            Piece::RowEnd => self.end_of_row(),
            Piece::Other(text) => {
                let title = self.title;
                self.finds.search(&text, Lenient::No, None, || title.to_owned());
            }
            Piece::HiddenColumns(_) | Piece::Merged(_) => (),
        }
    }

    fn cell(&mut self, cell: Cell) {
        let column = workbook::column(&cell.reference);
        let value = match cell.kind {
            CellKind::Shared => match cell.value.trim().parse().ok().and_then(|it: usize| self.strings.kept.get(&it)) {
                Some(value) => value.to_string(),
                None => return self.heads.note(column, "some words"),
            },
            CellKind::Number => sheet::number(&cell.value).unwrap_or(cell.value),
            _ => cell.value,
        };
        if value.is_empty() {
            return;
        }
        if cell.kind != CellKind::Shared {
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
}
