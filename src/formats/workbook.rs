//! Workbooks of Excel since 2007: which sheets there are, shared strings, number formats, cells one after another.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::RangeInclusive;

use quick_xml::events::{BytesStart, Event};

use super::number_format::{NumberFormat, built_in};
use super::xml::{attribute, referred, walk};

/// The part that lists the sheets.
pub const BOOK: &str = "xl/workbook.xml";
/// The part with the strings that cells share.
pub const STRINGS: &str = "xl/sharedStrings.xml";
/// The part with the number formats of cells.
pub const STYLES: &str = "xl/styles.xml";
/// One past the last column that a sheet may have.
pub const MAX_COLUMNS: usize = 16_384;

/// The targets of a part's relations, by their ids.
pub type Relations = BTreeMap<String, String>;

/// The part with the relations of a part: `xl/workbook.xml` has them in `xl/_rels/workbook.xml.rels`.
#[must_use]
pub fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels")
}

/// Reads the relations of a part.
pub fn relations(reader: &mut dyn BufRead, part: &str) -> Option<Relations> {
    let mut res = Relations::new();
    walk(reader, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && let (Some(id), Some(to)) = (attribute(&element, "Id"), attribute(&element, "Target"))
        {
            res.insert(id, target(part, &to));
        }
    })?;
    Some(res)
}

/// `xl/worksheets/sheet1.xml` + `../comments1.xml` → `xl/comments1.xml`.
fn target(part: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(folders.pop()),
            "." => (),
            _ => folders.push(step),
        }
    }
    folders.join("/")
}

/// What [`BOOK`] says.
#[derive(Debug, Default)]
pub struct Book {
    /// Sheets in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// Whether days are counted from 1904, as Excel for the Macintosh once did.
    pub from_1904: bool,
}

/// A sheet.
#[derive(Debug)]
pub struct Sheet {
    /// Id of its relation.
    pub id: String,
    /// Name on its tab.
    pub name: String,
    /// Whether its tab is hidden.
    pub is_hidden: bool,
}

/// Reads [`BOOK`].
pub fn book(reader: &mut dyn BufRead) -> Option<Book> {
    let mut res = Book::default();
    walk(reader, |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        match element.local_name().as_ref() {
            "workbookPr" => res.from_1904 = is_set(&element, "date1904"),
            "sheet" => {
                if let (Some(id), Some(name)) = (attribute(&element, "id"), attribute(&element, "name")) {
                    let is_hidden = attribute(&element, "state").is_some_and(|it| it != "visible");
                    res.sheets.push(Sheet { id, name, is_hidden });
                }
            }
            _ => (),
        }
    })?;
    Some(res)
}

/// Calls with the number and the text of each shared string. Phonetic text is a copy for Japanese and is left out.
pub fn strings(reader: &mut dyn BufRead, mut on: impl FnMut(usize, String)) -> Option<()> {
    let (mut text, mut number, mut is_phonetic) = (String::new(), 0, false);
    walk(reader, |event| match event {
        Event::Start(element) if element.local_name().as_ref() == "rPh" => is_phonetic = true,
        Event::Text(piece) if !is_phonetic => text.push_str(&piece),
        Event::GeneralRef(piece) if !is_phonetic => text.push(referred(&piece)),
        Event::End(element) if element.local_name().as_ref() == "rPh" => is_phonetic = false,
        Event::Empty(element) if element.local_name().as_ref() == "si" => number += 1,
        Event::End(element) if element.local_name().as_ref() == "si" => {
            on(number, std::mem::take(&mut text));
            number += 1;
        }
        _ => (),
    })
}

/// The number formats of cells, by the number of their style.
pub fn styles(reader: &mut dyn BufRead) -> Option<Vec<NumberFormat>> {
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    let (mut res, mut of_cells) = (Vec::new(), false);
    walk(reader, |event| match event {
        Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
            "numFmt" => own.extend(attribute(&element, "numFmtId").zip(attribute(&element, "formatCode"))),
            "cellXfs" => of_cells = true,
            "xf" if of_cells => {
                let id = attribute(&element, "numFmtId").unwrap_or_default();
                let code = own.get(&id).map_or_else(|| built_in(&id), String::as_str);
                res.push(NumberFormat::of(code));
            }
            _ => (),
        },
        Event::End(element) if element.local_name().as_ref() == "cellXfs" => of_cells = false,
        _ => (),
    })?;
    Some(res)
}

/// What a sheet is made of.
#[derive(Debug)]
pub enum Piece {
    /// Columns that are hidden, from 0.
    HiddenColumns(RangeInclusive<usize>),
    /// A row begins.
    Row {
        /// Its number on the sheet, from 1, if it is written.
        number: Option<usize>,
        /// Whether it is hidden, by hand or by a filter.
        is_hidden: bool,
    },
    /// A cell with something in it.
    Cell(Cell),
    /// A row ends.
    RowEnd,
    /// Cells that are merged: `A1:E1`.
    Merged(String),
    /// Text that is in no cell: heads and feet of the print.
    Other(String),
}

/// A cell.
#[derive(Debug, Default)]
pub struct Cell {
    /// `B7`; a few writers leave it out.
    pub reference: String,
    /// What its value is.
    pub kind: CellKind,
    /// Number of its style.
    pub style: usize,
    /// Its value as written in the file; of a formula the last result.
    pub value: String,
    /// Whether it is computed.
    pub is_formula: bool,
}

/// What the value of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellKind {
    /// A number, or a day as a number.
    #[default]
    Number,
    /// The number of a shared string.
    Shared,
    /// A text.
    Text,
    /// 0 or 1.
    Bool,
    /// A fault of a formula: `#REF!`.
    Error,
    /// A day in ISO 8601.
    Date,
}

impl CellKind {
    fn of(written: Option<&str>) -> CellKind {
        match written {
            None | Some("" | "n") => CellKind::Number,
            Some("s") => CellKind::Shared,
            Some("b") => CellKind::Bool,
            Some("e") => CellKind::Error,
            Some("d") => CellKind::Date,
            Some(_) => CellKind::Text,
        }
    }
}

/// Calls with the pieces of a sheet, in order.
pub fn pieces(reader: &mut dyn BufRead, on: impl FnMut(Piece)) -> Option<()> {
    let mut sheet = SheetReader { on, cell: None, is_value: false, is_phonetic: false, other: String::new() };
    walk(reader, |event| sheet.take(&event))
}

struct SheetReader<F> {
    on: F,
    cell: Option<Cell>,
    /// Inside `v` or `t`.
    is_value: bool,
    is_phonetic: bool,
    other: String,
}

impl<F: FnMut(Piece)> SheetReader<F> {
    fn take(&mut self, event: &Event) {
        match event {
            Event::Start(element) => self.start(element),
            Event::Empty(element) => self.empty(element),
            Event::Text(text) => self.text(text),
            Event::GeneralRef(reference) => self.text(referred(reference).encode_utf8(&mut [0; 4])),
            Event::End(element) => self.end(element.local_name().as_ref()),
            _ => (),
        }
    }

    fn start(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "row" => self.row(element),
            "c" => {
                let style = attribute(element, "s").and_then(|it| it.parse().ok()).unwrap_or(0);
                let (reference, kind) = (attribute(element, "r").unwrap_or_default(), CellKind::of(attribute(element, "t").as_deref()));
                self.cell = Some(Cell { reference, kind, style, ..Cell::default() });
            }
            "v" | "t" => self.is_value = !self.is_phonetic,
            "rPh" => self.is_phonetic = true,
            "f" => self.formula(),
            _ => (),
        }
    }

    fn empty(&mut self, element: &BytesStart) {
        match element.local_name().as_ref() {
            "row" => {
                self.row(element);
                (self.on)(Piece::RowEnd);
            }
            "f" => self.formula(),
            "col" if is_set(element, "hidden") => {
                let at = |name| attribute(element, name).and_then(|it| it.parse::<usize>().ok());
                if let (Some(first @ 1..), Some(last @ 1..)) = (at("min"), at("max")) {
                    (self.on)(Piece::HiddenColumns(first - 1..=last - 1));
                }
            }
            "mergeCell" => {
                if let Some(area) = attribute(element, "ref") {
                    (self.on)(Piece::Merged(area));
                }
            }
            _ => (),
        }
    }

    fn row(&mut self, element: &BytesStart) {
        let number = attribute(element, "r").and_then(|it| it.parse().ok());
        (self.on)(Piece::Row { number, is_hidden: is_set(element, "hidden") });
    }

    fn formula(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.is_formula = true;
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.cell {
            Some(cell) if self.is_value => cell.value.push_str(text),
            Some(_) => (),
            None => self.other.push_str(text),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" | "t" => self.is_value = false,
            "rPh" => self.is_phonetic = false,
            "c" => {
                if let Some(cell) = self.cell.take() {
                    (self.on)(Piece::Cell(cell));
                }
            }
            "row" => (self.on)(Piece::RowEnd),
            _ if !self.other.is_empty() => (self.on)(Piece::Other(std::mem::take(&mut self.other))),
            _ => (),
        }
    }
}

fn is_set(element: &BytesStart, name: &str) -> bool {
    attribute(element, name).is_some_and(|it| matches!(it.as_str(), "1" | "true"))
}

/// The column of `B7`, from 0.
#[must_use]
pub fn column(reference: &str) -> usize {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    letters.fold(0, |res, it| res * 26 + usize::from(it.to_ascii_uppercase() - b'A') + 1).saturating_sub(1)
}

/// The row of `B7`, from 1.
#[must_use]
pub fn row(reference: &str) -> Option<usize> {
    reference.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok().filter(|it| *it > 0)
}

/// The name of a cell: `B7` of column 1, row 7.
#[must_use]
pub fn cell_name(column: usize, row: usize) -> String {
    let (mut letters, mut left) = (Vec::new(), column + 1);
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_columns_rows_and_names() {
        assert_eq!(["A1", "B7", "Z1", "AA1", "XFD9", "", "9"].map(column), [0, 1, 25, 26, 16_383, 0, 0]);
        assert_eq!(["A1", "XFD97", "B0", "B"].map(row), [Some(1), Some(97), None, None]);
        for name in ["A1", "B7", "Z1", "AA1", "AZ3", "BA3", "ZZ9", "AAA1", "XFD1048576"] {
            assert_eq!(cell_name(column(name), row(name).expect("a row")), name);
        }
    }

    #[test]
    fn parts_are_found_from_the_part_that_names_them() {
        assert_eq!(relations_of(BOOK), "xl/_rels/workbook.xml.rels");
        assert_eq!(target("xl/worksheets/sheet1.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(target(BOOK, "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
