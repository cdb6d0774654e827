//! The cells of a file as they lie, before it is known which of them are a table.

use std::collections::BTreeMap;
use std::ops::Range;

use super::MAX_ROWS;
use super::value::{Number, Value};
use crate::diag::{CellPlace, Place};
use crate::formats::workbook::{cell_name, column, row};
use crate::path::SitePath;
use crate::source::{FileId, Sources};
use crate::text::date::Date;

/// Rows that are kept beyond those of a table: titles, head, notes.
const AROUND: usize = 20;
/// Cells that are kept.
pub(super) const MAX_CELLS: usize = 100_000;
/// Bytes of words that are kept.
pub(super) const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Merged areas that are looked at.
const MAX_MERGED: usize = 1_000;

/// The rows of a file that are not blank, from the first on.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    /// How many there are in the file; more than are kept when it is too large.
    pub n_rows: usize,
    /// Cells that are merged.
    pub merged: Vec<Area>,
    n_cells: usize,
    n_bytes: usize,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// The cells that are not blank, by column from 0.
    pub cells: BTreeMap<usize, Cell>,
    /// Fields it has, blank ones too; `None` on a sheet, whose rows have no end.
    pub n_fields: Option<usize>,
    /// Where it is.
    pub at: At,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub raw: Raw,
    pub at: At,
}

/// What stands in a cell, as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw {
    Words(String),
    Number(Number),
    Date(Date),
    /// `#REF!` and the like.
    Fault(String),
    /// A formula without a result.
    NoResult,
}

/// Where something is in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    Bytes(Range<usize>),
    /// Column from 0, row from 1.
    Cell(usize, usize),
}

impl Default for At {
    fn default() -> At {
        At::Bytes(0..0)
    }
}

/// Cells that are merged.
#[derive(Debug, Clone)]
pub(super) struct Area {
    /// As Excel names it: `A1:E1`.
    pub name: String,
    columns: (usize, usize),
    rows: (usize, usize),
}

impl Grid {
    /// Takes a row; blank ones are dropped, and what is too much is only counted.
    pub(super) fn push(&mut self, row: Row) {
        if row.cells.is_empty() {
            return;
        }
        let is_full = self.is_full();
        self.n_rows += 1;
        self.n_cells += row.cells.len();
        self.n_bytes += row.cells.values().map(|it| it.raw.len()).sum::<usize>();
        if !is_full && self.rows.len() < MAX_ROWS + AROUND && self.n_cells <= MAX_CELLS && self.n_bytes <= MAX_BYTES {
            self.rows.push(row);
        }
    }

    /// Whether rows are only counted from here on.
    pub(super) fn is_full(&self) -> bool {
        self.n_rows > self.rows.len()
    }

    /// Takes note of cells that are merged.
    pub(super) fn push_merged(&mut self, name: String) {
        let (first, last) = name.split_once(':').unwrap_or((&name, &name));
        if let (Some(top), Some(bottom), true) = (row(first), row(last), self.merged.len() < MAX_MERGED) {
            let columns = (column(first), column(last));
            self.merged.push(Area { name, columns, rows: (top, bottom) });
        }
    }
}

impl Area {
    /// Whether one of its cells lies in these rows and columns, both ends included.
    pub(super) fn touches(&self, rows: (usize, usize), columns: (usize, usize)) -> bool {
        self.rows.0 <= rows.1 && rows.0 <= self.rows.1 && self.columns.0 <= columns.1 && columns.0 <= self.columns.1
    }
}

impl Raw {
    /// What a field of text holds: words, or the fault that Excel wrote in its place.
    pub(super) fn of_words(words: String) -> Raw {
        let faults = ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"];
        let trimmed = words.trim();
        // A column that was too narrow for its numbers.
        let is_narrow = trimmed.len() > 2 && trimmed.bytes().all(|it| it == b'#');
        if is_narrow || faults.contains(&trimmed) { Raw::Fault(trimmed.to_owned()) } else { Raw::Words(words) }
    }

    /// Bytes of its words.
    pub(super) fn len(&self) -> usize {
        if let Raw::Words(words) = self { words.len() } else { 0 }
    }

    /// What it means.
    pub(super) fn value(&self) -> Value {
        match self {
            Raw::Words(words) => Value::of(words),
            Raw::Number(number) => Value::Number(*number),
            Raw::Date(date) => Value::Date(*date),
            Raw::Fault(_) | Raw::NoResult => Value::None,
        }
    }

    /// What it says where it is not a number among numbers.
    pub(super) fn text(&self) -> Value {
        match (self, self.value()) {
            (_, Value::None) => Value::None,
            (Raw::Words(words), _) => Value::Text(words.trim().to_owned()),
            (_, Value::Number(number)) => Value::Text(number.plain()),
            (_, value) => value,
        }
    }
}

/// The file that cells are in, for findings.
#[derive(Debug, Clone)]
pub(super) enum Where<'a> {
    Text { sources: &'a Sources, file: FileId },
    Sheet { path: &'a SitePath, name: String },
}

impl Where<'_> {
    /// The place of something in it.
    pub(super) fn place(&self, at: &At) -> CellPlace {
        match (self, at) {
            (Where::Text { sources, file }, At::Bytes(range)) => {
                CellPlace { place: sources.span(*file, range.clone()).into(), cell: String::new() }
            }
            (Where::Text { .. }, At::Cell(..)) | (Where::Sheet { .. }, At::Bytes(_)) => self.whole(),
            (Where::Sheet { .. }, At::Cell(column, row)) => self.cells(&cell_name(*column, *row)),
        }
    }

    /// The place of cells by their name.
    pub(super) fn cells(&self, cells: &str) -> CellPlace {
        match self {
            Where::Text { .. } => self.whole(),
            Where::Sheet { path, name } => CellPlace { place: Place::File((*path).clone()), cell: format!("{name}!{cells}") },
        }
    }

    /// The file, or the sheet, as a whole.
    pub(super) fn whole(&self) -> CellPlace {
        match self {
            Where::Text { sources, file } => CellPlace { place: sources.span(*file, 0..0).into(), cell: String::new() },
            Where::Sheet { path, name } => CellPlace { place: Place::File((*path).clone()), cell: name.clone() },
        }
    }
}
