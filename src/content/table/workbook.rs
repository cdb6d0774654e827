//! The cells of a sheet of a workbook: what a person sees on it. Hidden rows and columns are left out.

use std::ops::RangeInclusive;

use super::grid::{At, Cell, Grid, MAX_BYTES, Raw, Row};
use super::value::Number;
use crate::formats::number_format::NumberFormat;
use crate::formats::package::Package;
use crate::formats::workbook::{self, BOOK, Book, CellKind, MAX_COLUMNS, Piece, STRINGS, STYLES, Sheet};
use crate::text::date::Date;
use crate::text::normalise::fold;

/// Letters that a cell may have; Excel itself takes no more.
const MAX_LETTERS: usize = 32_767;
/// Bytes of shared strings that are kept.
const MAX_STRINGS: usize = 32 * 1024 * 1024;
/// What keeping a string takes besides its own bytes.
const ENTRY: usize = 24;
/// Numbers from here on have more digits than a spreadsheet keeps: they name something, or are hostile.
const TOO_LARGE: f64 = 1e15;
/// Days between the two ways of counting.
const DAYS_TO_1904: i64 = 1_462;

/// Why there are no cells.
#[derive(Debug)]
pub(super) enum Fault {
    /// The file cannot be read.
    Broken,
    /// There is no sheet of that name; those that there are.
    NoSheet(Vec<String>),
}

/// Reads a sheet: that of a name, or the first that is to be seen. Gives its name too.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<(String, Grid), Fault> {
    let mut package = Package::new(bytes).map_err(|_| Fault::Broken)?;
    let book = package.open(BOOK, workbook::book).0.ok_or(Fault::Broken)?;
    let relations = package.open(&workbook::relations_of(BOOK), |reader| workbook::relations(reader, BOOK)).0.ok_or(Fault::Broken)?;
    let sheet = choose(&book, wanted)?;
    let part = relations.get(&sheet.id).ok_or(Fault::Broken)?;
    let names = package.names();
    let has = |part: &str| names.iter().any(|it| it == part);
    let styles = if has(STYLES) { package.open(STYLES, workbook::styles).0.ok_or(Fault::Broken)? } else { Vec::new() };
    let strings = if has(STRINGS) { strings(&mut package)? } else { Vec::new() };
    let mut reader = SheetReader { strings, styles, from_1904: book.from_1904, ..SheetReader::default() };
    match package.open(part, |it| workbook::pieces(it, |piece| reader.take(piece))) {
        (Some(()), None) if !reader.is_broken => Ok((sheet.name.clone(), reader.grid)),
        _ => Err(Fault::Broken),
    }
}

fn choose<'a>(book: &'a Book, wanted: Option<&str>) -> Result<&'a Sheet, Fault> {
    let found = match wanted {
        Some(name) => book.sheets.iter().find(|it| fold(&it.name) == fold(name)),
        None => book.sheets.iter().find(|it| !it.is_hidden),
    };
    found.ok_or_else(|| Fault::NoSheet(book.sheets.iter().map(|it| it.name.clone()).collect()))
}

fn strings(package: &mut Package) -> Result<Vec<Box<str>>, Fault> {
    let (mut res, mut bytes) = (Vec::new(), 0);
    let read = package.open(STRINGS, |reader| {
        workbook::strings(reader, |number, text| {
            let text: String = text.chars().take(MAX_LETTERS).collect();
            bytes += text.len() + ENTRY;
            if bytes <= MAX_STRINGS {
                // Those without text are not told.
                res.resize_with(number, Box::default);
                res.push(text.into_boxed_str());
            }
        })
    });
    if read == (Some(()), None) && bytes <= MAX_STRINGS { Ok(res) } else { Err(Fault::Broken) }
}

#[derive(Default)]
struct SheetReader {
    strings: Vec<Box<str>>,
    styles: Vec<NumberFormat>,
    from_1904: bool,
    grid: Grid,
    row: Row,
    /// Bytes of words in the row.
    n_bytes: usize,
    /// Number of the row on the sheet.
    number: usize,
    /// Column of the next cell, if it does not say its own.
    column: usize,
    is_hidden: bool,
    /// Columns that are hidden, in rising order.
    hidden: Vec<RangeInclusive<usize>>,
    is_broken: bool,
}

impl SheetReader {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::HiddenColumns(columns) => {
                self.is_broken |= self.hidden.last().is_some_and(|it| it.end() >= columns.start());
                self.hidden.push(columns);
            }
            Piece::Row { number, is_hidden } => {
                self.number = number.unwrap_or(self.number + 1);
                (self.column, self.n_bytes, self.is_hidden) = (0, 0, is_hidden);
                self.row = Row { at: At::Cell(0, self.number), ..Row::default() };
            }
            Piece::Cell(cell) => self.cell(&cell),
            Piece::RowEnd => self.grid.push(std::mem::take(&mut self.row)),
            Piece::Merged(area) => self.grid.push_merged(area),
            Piece::Other(_) => (),
        }
    }

    fn cell(&mut self, cell: &workbook::Cell) {
        let column = if cell.reference.is_empty() { self.column } else { workbook::column(&cell.reference) };
        self.column = column + 1;
        // A row with more words is not kept anyway.
        if self.is_hidden || column >= MAX_COLUMNS || self.is_column_hidden(column) || self.n_bytes > MAX_BYTES {
            return;
        }
        let raw = if self.grid.is_full() && !cell.value.is_empty() { Some(Raw::NoResult) } else { self.raw(cell) };
        if let Some(raw) = raw {
            self.n_bytes += raw.len();
            self.row.cells.insert(column, Cell { raw, at: At::Cell(column, self.number) });
        }
    }

    fn is_column_hidden(&self, column: usize) -> bool {
        let after = self.hidden.partition_point(|it| *it.start() <= column);
        after.checked_sub(1).is_some_and(|it| self.hidden[it].contains(&column))
    }

    /// What a person sees in a cell; nothing in a blank one.
    fn raw(&self, cell: &workbook::Cell) -> Option<Raw> {
        let value = cell.value.trim();
        let words = |text: &str| (!text.trim().is_empty()).then(|| Raw::Words(text.to_owned()));
        match cell.kind {
            CellKind::Error => Some(Raw::Fault(value.to_owned())),
            CellKind::Text => words(&cell.value.chars().take(MAX_LETTERS).collect::<String>()),
            CellKind::Shared => words(self.strings.get(value.parse::<usize>().ok()?)?),
            _ if value.is_empty() => cell.is_formula.then_some(Raw::NoResult),
            CellKind::Bool => words(if value == "1" { "TRUE" } else { "FALSE" }),
            CellKind::Date => Some(Date::parse(value.split('T').next()?).map_or_else(|| Raw::Words(value.to_owned()), Raw::Date)),
            CellKind::Number => match value.parse::<f64>().ok().filter(|it| it.abs() < TOO_LARGE) {
                Some(number) => Some(self.number(number, self.styles.get(cell.style).copied().unwrap_or(NumberFormat::General))),
                None => words(value),
            },
        }
    }

    fn day(&self, value: f64) -> Option<Date> {
        Date::of_serial(whole(value) + if self.from_1904 { DAYS_TO_1904 } else { 0 })
    }

    fn number(&self, value: f64, format: NumberFormat) -> Raw {
        match format {
            NumberFormat::General => Raw::Number(Number::general(value)),
            NumberFormat::Decimals(decimals) => Raw::Number(Number { value, decimals, is_percent: false }),
            NumberFormat::Percent(decimals) => Raw::Number(Number { value: value * 100.0, decimals, is_percent: true }),
            NumberFormat::Date => self.day(value).map_or_else(|| Raw::Number(Number::general(value)), Raw::Date),
            NumberFormat::Month => self.day(value).map_or_else(|| Raw::Number(Number::general(value)), |it| Raw::Words(it.thai_month())),
            NumberFormat::Time => {
                let minutes = whole((value * 24.0 * 60.0).round());
                Raw::Words(format!("{}:{:02}", minutes / 60, minutes % 60))
            }
        }
    }
}

/// The part before the point; what is far too large stays so.
#[expect(clippy::cast_possible_truncation, reason = "the cast keeps to the ends of the range")]
fn whole(value: f64) -> i64 {
    value.floor() as i64
}
