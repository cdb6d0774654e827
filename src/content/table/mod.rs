//! A file as a table: lines above it, names of columns, rows of values, the file's own total, notes below it.
//!
//! Knows CSV and workbooks; does not know pages, nor how a table is drawn. Invariant: every row has a value for each column.

mod build;
mod grid;
pub mod series;
mod text;
pub mod value;
mod workbook;

#[cfg(test)]
mod tests;

use crate::diag::Sink;
use crate::diag::rules::{bad_table, unknown_sheet};
use crate::input::TableFile;
use crate::path::SitePath;
use crate::source::{Sources, Span};
use grid::Where;
use value::Value;
use workbook::Fault;

/// Rows that a page shows.
pub const MAX_ROWS: usize = 2_000;
/// Columns that a page shows.
pub const MAX_COLUMNS: usize = 40;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name of its sheet; `None` for a text.
    pub sheet: Option<String>,
    /// Lines above its head.
    pub titles: Vec<String>,
    /// All its columns.
    pub columns: Vec<Column>,
    /// Those that are shown, in their order on the page.
    pub shown: Vec<usize>,
    /// Its rows, without a total.
    pub rows: Vec<Vec<Value>>,
    /// The total that stands in the file.
    pub total: Option<Vec<Value>>,
    /// Lines below it.
    pub notes: Vec<String>,
    /// Rows of the file without its total; more than there are here when it has too many.
    pub n_rows: usize,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As it stands in the head; may be empty.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Decimals that its numbers are shown with.
    pub decimals: usize,
    /// Whether its numbers are per cent.
    pub is_percent: bool,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words, or a mixture.
    Text,
    /// Numbers that say how much.
    Number,
    /// Numbers that name: years, ordinals, codes. They have no commas and are not added up.
    Code,
    /// Days.
    Date,
}

impl Kind {
    /// `text`, `number`, …
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Code => "code",
            Kind::Date => "date",
        }
    }
}

impl Column {
    /// The unit that its name says at its end: `ใช้จ่าย (บาท)`; `%` for per cent.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        if self.is_percent {
            return Some("%");
        }
        let (_, unit) = self.name.strip_suffix(')')?.rsplit_once('(')?;
        let unit = unit.trim();
        (!unit.is_empty() && !unit.contains(|c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c))).then_some(unit)
    }
}

impl Table {
    /// Keeps so many rows that no more cells are shown; whether some were lost.
    pub fn cut(&mut self, n_cells: usize) -> bool {
        let n_rows = n_cells / self.shown.len().max(1);
        let is_cut = n_rows < self.rows.len();
        if is_cut {
            self.rows.truncate(n_rows);
            self.total = None;
        }
        is_cut
    }

    /// Whether the file has more rows than are here.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.n_rows > self.rows.len()
    }
}

/// What a page asks of a file.
pub struct Wish<'a> {
    /// A sheet by its name.
    pub sheet: Option<&'a str>,
    /// Columns by their names; all when there are none.
    pub columns: &'a [String],
    /// Where a part of the wish stands: `sheet`, `columns[0]`.
    pub at: &'a dyn Fn(&str) -> Span,
}

/// Reads a file as a table; findings say why it cannot be.
pub fn read(file: &TableFile, path: &SitePath, wish: &Wish<'_>, sources: &Sources, sink: &mut Sink) -> Option<Table> {
    match file {
        TableFile::Text { text, .. } => {
            if wish.sheet.is_some() {
                sink.push(unknown_sheet::in_text((wish.at)("sheet")));
            }
            build::table(text::read(&sources.get(*text).text), &Where::Text { sources, file: *text }, path, wish, sink)
        }
        TableFile::Workbook(bytes) => match workbook::read(bytes, wish.sheet) {
            Ok((name, grid)) => {
                let table = build::table(grid, &Where::Sheet { path, name: name.clone() }, path, wish, sink)?;
                Some(Table { sheet: Some(name), ..table })
            }
            Err(Fault::Broken) => {
                sink.push(bad_table::broken(path));
                None
            }
            Err(Fault::NoSheet(known)) => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                sink.push(unknown_sheet::fault((wish.at)("sheet"), wish.sheet.unwrap_or_default(), &known));
                None
            }
        },
    }
}

/// Whether a text is a year of either era.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|it: u16| (1900..=2700).contains(&it))
}
