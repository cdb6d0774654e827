//! From cells to a table: where its head is, what its columns hold, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Area, At, Cell, Grid, Raw, Row, Where};
use super::value::Value;
use super::{Column, Kind, MAX_COLUMNS, MAX_ROWS, Table, Wish};
use crate::diag::rules::{
    bad_table, duplicate_header, formula_without_value, merged_cells, ragged_row, table_too_large, unknown_column, unnamed_column,
};
use crate::diag::{Diagnostic, Sink};
use crate::path::SitePath;
use crate::text::digits::to_arabic;
use crate::text::normalise::fold;

/// After so many faults in one table the rest is left for the next run.
const MAX_FAULTS: usize = 50;
/// Decimals that are shown at most.
const MAX_DECIMALS: usize = 4;
/// How a line below a table begins.
const NOTES: [&str; 7] = ["หมายเหตุ", "ที่มา", "แหล่งที่มา", "ข้อมูล ณ", "*", "note", "source"];
/// What the first cell of a row of sums says, up to a space, a digit or a bracket.
const TOTALS: [&str; 10] = ["รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "รวมเป็นเงิน", "รวมเงิน", "ยอดรวม", "ผลรวม", "ทั้งหมด", "total", "sum"];
/// How names of columns begin whose numbers name something.
const CODES: [&str; 5] = ["ลำดับ", "รหัส", "เลขที่", "หมายเลข", "เลขทะเบียน"];
/// Whole names of such columns.
const CODE_NAMES: [&str; 11] = ["ที่", "ข้อ", "หมู่", "หมู่ที่", "ครั้งที่", "งวดที่", "no", "no.", "#", "code", "id"];
/// Parts of names of columns with years.
const YEARS: [&str; 4] = ["ปี", "พ.ศ.", "ค.ศ.", "year"];

/// The table that lies in some cells.
pub(super) fn table(grid: Grid, place: &Where<'_>, path: &SitePath, wish: &Wish<'_>, sink: &mut Sink) -> Option<Table> {
    let Some(frame) = Frame::of(grid) else {
        sink.push(bad_table::empty(place.whole()));
        return None;
    };
    let used = frame.used_columns();
    let names = frame.names(&used);
    let shown = shown(&names, path, wish, sink);
    let mut faults = ragged_rows(&frame, place);
    let merged = merged(&frame, &used, place);
    if merged.is_empty() {
        faults.extend(bad_names(&frame, &used, &names, place));
    }
    faults.extend(merged);
    faults.extend(without_value(&frame, shown.iter().map(|it| used[*it]), place));
    for fault in faults.into_iter().take(MAX_FAULTS) {
        sink.push(fault);
    }
    if frame.n_rows > frame.body.len() {
        sink.push(table_too_large::rows(path, frame.n_rows, frame.body.len()));
    }
    Some(finish(frame, &used, names, shown))
}

/// The parts of a file.
struct Frame {
    titles: Vec<String>,
    head: Row,
    body: Vec<Row>,
    total: Option<Row>,
    notes: Vec<String>,
    /// Rows of the file that belong into the body.
    n_rows: usize,
    merged: Vec<Area>,
}

impl Frame {
    /// Lines of one cell above the first row of several are titles, and those at the end that say so are notes. `None` when no row
    /// is left.
    fn of(grid: Grid) -> Option<Frame> {
        let Grid { mut rows, n_rows, merged, .. } = grid;
        let n_lost = n_rows - rows.len();
        let left = rows.iter().filter_map(|it| it.cells.keys().next()).min().copied();
        let is_line = |row: &Row| row.cells.len() == 1 && row.cells.keys().next().copied() == left;
        // In a table of a single column every row is such a line.
        let head = rows.iter().position(|it| !is_line(it));
        let mut notes = Vec::new();
        while let Some(row) = rows.pop_if(|row| n_lost == 0 && head.is_some() && is_line(row) && is_note(row)) {
            notes.insert(0, row.first_words());
        }
        let total = rows.pop_if(|row| n_lost == 0 && is_total(&row.first_words()));
        let mut rows = rows.into_iter();
        let titles = rows.by_ref().take(head.unwrap_or(0)).map(|it| it.first_words()).collect();
        let head = rows.next()?;
        let n_rows = rows.len() + n_lost;
        let body: Vec<Row> = rows.take(MAX_ROWS).collect();
        if body.is_empty() { None } else { Some(Frame { titles, head, body, total, notes, n_rows, merged }) }
    }

    /// Rows below the head.
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.body.iter().chain(&self.total)
    }

    /// One past the last field of the head.
    fn width(&self) -> usize {
        self.head.n_fields.unwrap_or(usize::MAX)
    }

    /// The columns that have a name or a value.
    fn used_columns(&self) -> Vec<usize> {
        let all = self.rows().chain([&self.head]).flat_map(|it| it.cells.keys()).copied();
        let used: BTreeSet<usize> = all.filter(|it| *it < self.width()).collect();
        used.into_iter().collect()
    }

    fn names(&self, used: &[usize]) -> Vec<String> {
        let words = |column: &usize| self.head.cells.get(column).map_or(String::new(), Cell::words);
        used.iter().map(|it| words(it).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }
}

impl Row {
    fn first_words(&self) -> String {
        self.cells.values().next().map_or(String::new(), Cell::words)
    }
}

impl Cell {
    fn words(&self) -> String {
        self.raw.text().plain()
    }
}

fn is_note(row: &Row) -> bool {
    let words = row.first_words().to_lowercase();
    NOTES.iter().any(|it| words.starts_with(it))
}

/// Whether a row of that name sums up others: `รวม`, `รวม 6 เดือน`, `รวมทั้งสิ้น (บาท)`.
pub(super) fn is_total(words: &str) -> bool {
    let words = to_arabic(words).to_lowercase();
    let word = words.split(|c: char| c.is_whitespace() || c.is_ascii_digit() || "(:".contains(c)).next();
    word.is_some_and(|it| TOTALS.contains(&it))
}

/// Rows of a text that have more or fewer fields than the head.
fn ragged_rows(frame: &Frame, place: &Where<'_>) -> Vec<Diagnostic> {
    let last_name = frame.head.cells.keys().next_back().map_or(0, |it| it + 1);
    let ragged = frame.rows().filter_map(|row| {
        let n = row.n_fields?;
        let beyond = row.cells.range(frame.width()..).next();
        match beyond {
            Some((_, cell)) => Some(ragged_row::fault(place.place(&cell.at), row.cells.keys().next_back()? + 1, frame.width())),
            None if n < last_name => Some(ragged_row::fault(place.place(&row.at), n, last_name)),
            None => None,
        }
    });
    ragged.collect()
}

/// Merged cells of the table.
fn merged(frame: &Frame, used: &[usize], place: &Where<'_>) -> Vec<Diagnostic> {
    let last = frame.rows().last().unwrap_or(&frame.head);
    let (At::Cell(_, top), At::Cell(_, bottom), [left, .., right]) = (&frame.head.at, &last.at, used) else { return Vec::new() };
    let inside = frame.merged.iter().filter(|it| it.touches((*top, *bottom), (*left, *right)));
    inside.map(|it| merged_cells::fault(place.cells(&it.name))).collect()
}

/// Columns without a name, and those whose name another one has.
fn bad_names(frame: &Frame, used: &[usize], names: &[String], place: &Where<'_>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, &At> = BTreeMap::new();
    let mut res = Vec::new();
    for (n, (column, name)) in used.iter().zip(names).enumerate() {
        match frame.head.cells.get(column).filter(|_| !name.is_empty()) {
            Some(cell) => match first.get(&fold(name)) {
                Some(first) => res.push(duplicate_header::fault(place.place(&cell.at), name, &place.place(first))),
                None => drop(first.insert(fold(name), &cell.at)),
            },
            // What stands over the names of the rows goes without saying.
            None if n == 0 => {}
            None => {
                let value = frame.rows().find_map(|row| row.cells.get(column));
                res.extend(value.map(|it| unnamed_column::fault(place.place(&it.at))));
            }
        }
    }
    res
}

/// Formulas without a result, in the columns that are shown.
fn without_value(frame: &Frame, shown: impl Iterator<Item = usize>, place: &Where<'_>) -> Vec<Diagnostic> {
    let shown: Vec<usize> = shown.collect();
    let cells = frame.rows().flat_map(|row| shown.iter().filter_map(|it| row.cells.get(it)));
    let faults = cells.filter_map(|cell| match &cell.raw {
        Raw::Fault(result) => Some(formula_without_value::fault(place.place(&cell.at), result)),
        Raw::NoResult => Some(formula_without_value::missing(place.place(&cell.at))),
        Raw::Words(_) | Raw::Number(_) | Raw::Date(_) => None,
    });
    faults.collect()
}

/// The columns that the page asks for, or all, as far as a page can show them.
fn shown(names: &[String], path: &SitePath, wish: &Wish<'_>, sink: &mut Sink) -> Vec<usize> {
    let mut res = Vec::new();
    for (n, wanted) in wish.columns.iter().enumerate() {
        match names.iter().position(|it| fold(it) == fold(wanted)) {
            Some(column) if res.contains(&column) => {}
            Some(column) => res.push(column),
            None => {
                let known: Vec<&str> = names.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
                sink.push(unknown_column::fault((wish.at)(&format!("columns[{n}]")), wanted, &known));
            }
        }
    }
    if res.is_empty() {
        res.extend(0..names.len());
    }
    if res.len() > MAX_COLUMNS {
        sink.push(table_too_large::columns(path, res.len(), MAX_COLUMNS));
        res.truncate(MAX_COLUMNS);
    }
    res
}

fn finish(frame: Frame, used: &[usize], names: Vec<String>, shown: Vec<usize>) -> Table {
    let mut rows = vec![Vec::with_capacity(used.len()); frame.body.len()];
    let mut columns = Vec::new();
    for (n, (at, name)) in used.iter().zip(names).enumerate() {
        let cells: Vec<Option<&Raw>> = frame.body.iter().map(|row| row.cells.get(at).map(|it| &it.raw)).collect();
        let column = column(name, n == 0, &cells);
        for (row, cell) in rows.iter_mut().zip(&cells) {
            row.push(value(*cell, column.kind));
        }
        columns.push(column);
    }
    let total = frame.total.map(|row| {
        let cells = used.iter().zip(&columns).map(|(at, column)| value(row.cells.get(at).map(|it| &it.raw), column.kind));
        cells.collect()
    });
    Table { sheet: None, titles: frame.titles, columns, shown, rows, total, notes: frame.notes, n_rows: frame.n_rows }
}

/// A cell as its column has it.
fn value(raw: Option<&Raw>, kind: Kind) -> Value {
    let Some(raw) = raw else { return Value::None };
    match (kind, raw.value()) {
        (Kind::Number, number @ Value::Number(_)) => number,
        (Kind::Date, date @ Value::Date(_)) => date,
        _ => raw.text(),
    }
}

/// What a column holds, by its name and its cells.
fn column(name: String, is_first: bool, cells: &[Option<&Raw>]) -> Column {
    let values: Vec<Value> = cells.iter().flatten().map(|it| it.value()).filter(|it| *it != Value::None).collect();
    let numbers: Vec<_> = values.iter().filter_map(Value::number).collect();
    let is_percent = numbers.first().is_some_and(|it| it.is_percent);
    let are_numbers = numbers.len() == values.len() && numbers.iter().all(|it| it.is_percent == is_percent);
    let kind = match () {
        () if values.is_empty() => Kind::Text,
        () if are_numbers && is_code(&name, is_first, || numbers.iter().map(|it| it.value)) => Kind::Code,
        () if are_numbers => Kind::Number,
        () if values.iter().all(|it| matches!(it, Value::Date(_))) => Kind::Date,
        () => Kind::Text,
    };
    let decimals = numbers.iter().map(|it| it.decimals).max().unwrap_or(0).min(MAX_DECIMALS);
    Column { name, kind, decimals, is_percent: is_percent && kind == Kind::Number }
}

/// Whether the numbers of a column name something: by its name, or because they are years.
fn is_code<I: Iterator<Item = f64>>(name: &str, is_first: bool, numbers: impl Fn() -> I) -> bool {
    let name = to_arabic(name).to_lowercase();
    // `ปี 2567` is the head of a year's figures.
    let has_digits = name.contains(|c: char| c.is_ascii_digit());
    let within = |from: f64, to: f64| numbers().all(|it| it.fract() == 0.0 && (from..=to).contains(&it));
    CODES.iter().any(|it| name.starts_with(it))
        || CODE_NAMES.contains(&name.as_str())
        || YEARS.iter().any(|it| name.contains(it)) && !has_digits && within(1900.0, 2700.0)
        || is_first && within(2500.0, 2700.0)
}
