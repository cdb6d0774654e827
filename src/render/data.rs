//! Tables of pages from files: as seen on the page, drawn, to download, and described for machines.
//!
//! A CSV file in UTF-8 is published as it is. One in another encoding is published in UTF-8 under its own name, for whoever links to
//! it. From a workbook, whose other sheets and hidden columns nobody asked for, a CSV file is made of what the page shows.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::plot::{Extremes, Part, Plot, key};
use super::sheet::{self, harmless};
use super::view::{DataCellView, DataColumnView, DataView, DrawingView, KeyView};
use super::{Entry, Press, href, link, out_path};
use crate::content::data::{Chart, Data};
use crate::content::front_matter::Origin;
use crate::content::table::series::Series;
use crate::content::table::value::{Value, with_decimals};
use crate::content::table::{Column, Kind, Table};
use crate::formats::delimited::{delimiter, fields};
use crate::input::{Inputs, TableFile};
use crate::output::{Body as File, media_type};
use crate::path::SitePath;
use crate::site::{Body, DataFile, address};
use crate::text::date::is_month;
use crate::text::digits::grouped;
use crate::theme::Fault;

/// The file that a page offers for one of its tables.
struct Download {
    address: String,
    file: File,
    /// Columns that it holds.
    columns: Vec<usize>,
    n_rows: usize,
}

/// The files in UTF-8 that stand in for those in another encoding.
pub(super) fn recoded(inputs: &Inputs) -> BTreeMap<&SitePath, Vec<u8>> {
    let tables = inputs.tables.iter().filter_map(|(path, table)| match table {
        TableFile::Text { text, is_utf8: false } => Some((path, csv_of_text(&inputs.sources.get(*text).text))),
        TableFile::Text { .. } | TableFile::Workbook(_) => None,
    });
    tables.collect()
}

/// `csv` for `2568/o16/STATS.CSV`.
fn extension(address: &str) -> String {
    address.rsplit('.').next().unwrap_or_default().to_lowercase()
}

/// The tables of a page at an address.
pub(super) fn views(press: &Press<'_>, body: &Body, address: &str) -> Vec<DataView> {
    let root = out_path(address).to_root();
    let tables = body.data.iter().enumerate().filter_map(|(n, it)| Some((n, it, it.data.table.as_ref()?)));
    tables.filter_map(|(n, it, table)| Some(view(press, &it.data, table, &download(press, body, n, address)?, &root))).collect()
}

/// The files of the tables of a page at an address.
pub(super) fn entries(press: &Press<'_>, body: &Body, address: &str, origin: &Origin) -> Vec<Result<Entry, Fault>> {
    let downloads = (0..body.data.len()).filter_map(|n| Some((n, download(press, body, n, address)?)));
    let entries = downloads.map(|(n, it)| {
        let DataFile { path, data } = &body.data[n];
        // A file that is named elsewhere too is one file.
        let is_own = it.address == address::attachment(path);
        let name = if is_own { path.to_string() } else { format!("{path} ({})", it.address) };
        let owner = origin.at(&press.inputs.sources, &format!("{}.file", data.key));
        Entry { path: out_path(&it.address), body: it.file, owner: owner.into(), name }
    });
    entries.map(Ok).collect()
}

/// The files of the tables of a page for the list of files, with their columns.
pub(super) fn records(press: &Press<'_>, body: &Body, address: &str, page: &str) -> Vec<Json> {
    let tables = body.data.iter().enumerate().filter_map(|(n, it)| Some((it, it.data.table.as_ref()?, download(press, body, n, address)?)));
    let records = tables.map(|(it, table, download)| {
        let columns: Vec<Json> = download.columns.iter().map(|n| column_record(&table.columns[*n])).collect();
        json!({
            "page": page,
            "title": it.data.caption,
            "url": press.url(&download.address),
            "size": download.file.size(),
            "type": media_type(&extension(&download.address)),
            "sha256": download.file.digest().to_string(),
            "rows": download.n_rows,
            "columns": columns,
        })
    });
    records.collect()
}

fn column_record(column: &Column) -> Json {
    json!({ "name": column.name, "kind": column.kind.id(), "unit": column.unit() })
}

fn download(press: &Press<'_>, body: &Body, n: usize, address: &str) -> Option<Download> {
    let DataFile { path, data } = &body.data[n];
    let table = data.table.as_ref()?;
    let is_workbook = matches!(press.inputs.tables.get(path), Some(TableFile::Workbook(_)));
    if is_workbook {
        // Also of a table that is too long to be shown whole: the workbook itself may hold what nobody meant to publish.
        let (address, file) = (made_address(body, n, address), File::Bytes(csv_of_table(table)));
        return Some(Download { address, file, columns: table.shown.clone(), n_rows: table.rows.len() });
    }
    let (address, file) = (address::attachment(path), press.published(path)?);
    Some(Download { address, file, columns: (0..table.columns.len()).collect(), n_rows: table.n_rows })
}

/// `2568/o16/stats.csv`; the second table that a page takes from one workbook is `stats-2.csv`.
fn made_address(body: &Body, n: usize, address: &str) -> String {
    let stem = body.data[n].path.stem();
    let number = body.data[..=n].iter().filter(|it| it.path.stem() == stem).count();
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    format!("{address}{stem}{number}.csv")
}

/// The shown columns of a table as CSV, its total last.
fn csv_of_table(table: &Table) -> Vec<u8> {
    let head = table.shown.iter().map(|n| harmless(table.columns[*n].name.clone())).collect();
    let rows = table.rows.iter().chain(&table.total).map(|row| table.shown.iter().map(|n| as_data(&row[*n])).collect());
    sheet::csv_of_rows(std::iter::once(head).chain(rows))
}

fn as_data(value: &Value) -> String {
    if matches!(value, Value::Text(_)) { harmless(value.plain()) } else { value.plain() }
}

/// A text with fields as CSV, row by row.
fn csv_of_text(text: &str) -> Vec<u8> {
    let mut rows = vec![Vec::new()];
    for field in fields(text, delimiter(text)) {
        let words = field.words(text).into_owned();
        let words = if matches!(Value::of(&words), Value::Text(_)) { harmless(words) } else { words };
        if let Some(row) = rows.last_mut() {
            row.push(words);
        }
        if field.ends_row {
            rows.push(Vec::new());
        }
    }
    rows.pop_if(|it| it.is_empty());
    sheet::csv_of_rows(rows)
}

fn view(press: &Press<'_>, data: &Data, table: &Table, download: &Download, root: &str) -> DataView {
    let [n_rows, n_shown] = [table.n_rows, table.rows.len()].map(|it| press.digits(&grouped(&it.to_string())));
    let cut = [("shown", n_shown.as_str()), ("total", n_rows.as_str())];
    let columns = table.shown.iter().map(|n| &table.columns[*n]);
    DataView {
        id: data.id.clone(),
        caption: data.caption.clone(),
        lead: data.lead.clone(),
        columns: columns.map(|it| DataColumnView { name: it.name.clone(), is_number: it.kind == Kind::Number }).collect(),
        rows: table.rows.iter().map(|row| cells(press, table, row)).collect(),
        total: total(press, data, table),
        notes: table.notes.clone(),
        cut: if table.is_cut() { press.say("data.cut", &cut) } else { String::new() },
        drawing: data.drawing().map(|(series, chart)| drawing(press, data, table, &series, chart)),
        download: link(press.say("data.download", &[]), href(root, &download.address, None)),
        type_name: download.address.rsplit('.').next().unwrap_or_default().to_uppercase(),
        size: press.size(download.file.size()),
    }
}

fn cells(press: &Press<'_>, table: &Table, row: &[Value]) -> Vec<DataCellView> {
    let names = table.names();
    let cells = table.shown.iter().map(|n| {
        let cell = cell(press, &table.columns[*n], &row[*n]);
        if Some(*n) == names { DataCellView { kind: "head", ..cell } } else { cell }
    });
    cells.collect()
}

fn cell(press: &Press<'_>, column: &Column, value: &Value) -> DataCellView {
    let kind = if column.kind == Kind::Number { "number" } else { "text" };
    let (text, iso) = match value {
        Value::None => ("–".to_owned(), String::new()),
        Value::Number(number) => (amount(press, column, number.value), String::new()),
        Value::Date(date) => (press.date(*date).text, date.iso()),
        // Words are the author's, codes of contracts among them; years, ordinals and months are ours to write.
        Value::Text(text) if column.kind == Kind::Code || is_month(text) => (press.digits(text), String::new()),
        Value::Text(text) => (text.clone(), String::new()),
    };
    DataCellView { kind, text, iso }
}

/// The file's own total, or that of the columns that can be added up; empty when there is none.
fn total(press: &Press<'_>, data: &Data, table: &Table) -> Vec<DataCellView> {
    let empty = |kind| DataCellView { kind, text: String::new(), iso: String::new() };
    if let Some(row) = &table.total {
        let named = table.shown.iter().copied().find(|n| matches!(row[*n], Value::Text(_)));
        let cells = table.shown.iter().map(|n| match cell(press, &table.columns[*n], &row[*n]) {
            cell if row[*n] == Value::None => empty(cell.kind),
            cell if Some(*n) == named => DataCellView { kind: "head", ..cell },
            cell => cell,
        });
        return cells.collect();
    }
    let Some(sums) = data.sums() else { return Vec::new() };
    let named = table.names();
    let cells = table.shown.iter().map(|n| match (sums[*n], &table.columns[*n]) {
        (Some(sum), column) => DataCellView { text: amount(press, column, sum), ..empty("number") },
        (None, _) if Some(*n) == named => DataCellView { text: press.say("score.sum", &[]), ..empty("head") },
        (None, _) => empty("text"),
    });
    cells.collect()
}

/// `1,234.50`, `93.4%`.
fn amount(press: &Press<'_>, column: &Column, value: f64) -> String {
    let number = grouped(&with_decimals(value, column.decimals));
    press.digits(&if column.is_percent { number + "%" } else { number })
}

fn drawing(press: &Press<'_>, data: &Data, table: &Table, series: &Series, chart: Chart) -> DrawingView {
    let is_line = chart == Chart::Line;
    let of = |column: usize| table.rows.iter().map(|row| row[column].number().map(|it| it.value)).collect::<Vec<_>>();
    let names: Vec<String> = table.rows.iter().map(|row| cell(press, &table.columns[series.names], &row[series.names]).text).collect();
    let columns: Vec<&Column> = series.numbers.iter().map(|n| &table.columns[*n]).collect();
    let column_names: Vec<&str> = columns.iter().map(|it| it.name.as_str()).collect();
    let column_names = column_names.join(&press.say("list.comma", &[]));
    let title = press.say(if is_line { "data.lines" } else { "data.bars" }, &[("columns", &column_names), ("caption", &data.caption)]);
    // Ticks of an axis may need decimals that no number of the table has.
    let show = |value: f64| {
        let decimals = columns[0].decimals.max(usize::from(value.fract() != 0.0 && columns[0].decimals == 0) * 2);
        amount(press, &Column { decimals, ..columns[0].clone() }, value)
    };
    let numbers: Vec<_> = series.numbers.iter().map(|n| of(*n)).collect();
    let summary = columns.iter().zip(&series.numbers).zip(&numbers);
    let summary = summary.filter_map(|((column, n), numbers)| sentence(press, column, numbers, &names, table.sum(*n))).collect();
    let plot = Plot { title, id: format!("{}-drawn", data.id), names, numbers, show: &show };
    let (svg, part) = if is_line { plot.lines() } else { plot.bars() };
    let keys = columns.iter().enumerate().map(|(n, it)| KeyView { svg: key(n, is_line), label: it.name.clone() });
    DrawingView { svg, keys: keys.collect(), summary, part: part_text(press, part, table.rows.len()) }
}

/// `ใช้จ่าย (บาท): มากที่สุด 190,000 (มี.ค. 2568) น้อยที่สุด 30,000 (ต.ค. 2567) รวมทั้งหมด 840,000`.
fn sentence(press: &Press<'_>, column: &Column, numbers: &[Option<f64>], names: &[String], sum: Option<f64>) -> Option<String> {
    let Extremes { high, low } = Extremes::of(numbers)?;
    let [high_text, low_text] = [high, low].map(|it| amount(press, column, it.1));
    let values = [
        ("column", column.name.as_str()),
        ("high", &high_text),
        ("high_name", &names[high.0]),
        ("low", &low_text),
        ("low_name", &names[low.0]),
    ];
    let text = press.say(if high.1 > low.1 { "data.summary" } else { "data.summary_same" }, &values);
    let sum = sum.map(|it| press.say("data.summary_sum", &[("sum", &amount(press, column, it))]));
    Some(text + &sum.unwrap_or_default())
}

fn part_text(press: &Press<'_>, part: Part, n_rows: usize) -> String {
    let (key, shown) = match part {
        Part::All => return String::new(),
        Part::Largest(shown) => ("data.largest", shown),
        Part::Latest(shown) => ("data.latest", shown),
    };
    let [shown, total] = [shown, n_rows].map(|it| press.digits(&grouped(&it.to_string())));
    press.say(key, &[("shown", &shown), ("total", &total)])
}
