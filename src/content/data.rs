//! `data:` of a page: files that it shows as tables, with a drawing and to download.
//!
//! They stand below the body in the order of the list, each under a heading of its own.

mod raw;

use schemars::JsonSchema;
use serde::Deserialize;

use super::front_matter::{Origin, filled};
use super::markdown::Fragment;
use super::table::series::Series;
use super::table::{self, Table, Wish};
use crate::diag::Sink;
use crate::diag::rules::{bad_table, bad_value, table_too_large};
use crate::input::Inputs;
use crate::inspect::Kind;
use crate::source::Span;
pub use raw::RawData;
use raw::RawEntry;

/// Tables on one page, and cells of all of them.
const MAX_TABLES: usize = 10;
const MAX_CELLS: usize = 100_000;
/// How a program calls a sheet that nobody has named.
const UNNAMED_SHEETS: [&str; 4] = ["Sheet", "แผ่น", "ชีต", "ชีท"];

/// A file that a page shows as a table.
#[derive(Debug, Clone)]
pub struct Data {
    /// The way to the entry: `data`, `data[0]`.
    pub key: String,
    /// The file as written.
    pub file: String,
    /// Id of its heading.
    pub id: String,
    /// Its heading.
    pub caption: String,
    /// Lines between its heading and its table.
    pub lead: Vec<String>,
    /// How it is drawn.
    pub chart: Chart,
    /// Whether it gets a row of sums.
    pub total: Total,
    /// What the file holds; `None` when it is not there or cannot be read.
    pub table: Option<Table>,
}

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "แผนภูมิ", description = "ไม่ใส่คือเลือกให้เอง")]
pub enum Chart {
    /// As bars, or as lines where rows follow one another in time.
    #[default]
    #[schemars(description = "เลือกให้เอง")]
    Auto,
    /// As bars.
    #[schemars(description = "แท่ง")]
    Bar,
    /// As lines.
    #[schemars(description = "เส้น")]
    Line,
    /// Not at all.
    #[schemars(description = "ไม่แสดงแผนภูมิ")]
    None,
}

/// Whether a table gets a row of sums. One that stands in the file is always shown, and is never joined by a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Total {
    /// Where columns can plainly be added up.
    #[default]
    Auto,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Data {
    /// The sums of its columns, for a row below the others.
    #[must_use]
    pub fn sums(&self) -> Option<Vec<Option<f64>>> {
        let table = self.table.as_ref().filter(|it| it.total.is_none())?;
        let is_wanted = match self.total {
            Total::Auto => table.rows.len() > 1 && !table.has_subtotals(),
            Total::Yes => true,
            Total::No => false,
        };
        let sums: Vec<Option<f64>> = (0..table.columns.len()).map(|it| table.sum(it)).collect();
        (is_wanted && table.shown.iter().any(|it| sums[*it].is_some())).then_some(sums)
    }

    /// What is drawn of it, as bars or as lines.
    #[must_use]
    pub fn drawing(&self) -> Option<(Series, Chart)> {
        let table = self.table.as_ref()?;
        let series = table.series()?;
        let values = || table.rows.iter().flat_map(|row| series.numbers.iter().filter_map(|it| row[*it].number())).map(|it| it.value);
        match self.chart {
            Chart::None => None,
            // A drawing of nothing but zeros shows nothing.
            Chart::Auto if table.has_subtotals() || values().all(|it| it == 0.0) => None,
            Chart::Auto if series.is_time && table.rows.len() > 2 => Some((series, Chart::Line)),
            Chart::Auto => Some((series, Chart::Bar)),
            chart => Some((series, chart)),
        }
    }
}

/// Reads the entries of a page. `titles`: files that the page has titles for.
pub fn read(raw: RawData, origin: &Origin, titles: &[(&str, &str)], body: &mut Fragment, inputs: &Inputs, sink: &mut Sink) -> Vec<Data> {
    let RawData { entries, is_list } = raw;
    if entries.len() > MAX_TABLES {
        let place = origin.at(&inputs.sources, &format!("data[{MAX_TABLES}]"));
        let (th, en) = (format!("หน้าเดียวแสดงได้ไม่เกิน {MAX_TABLES} ตาราง"), format!("a page shows at most {MAX_TABLES} tables"));
        sink.push(bad_value::fault(place, &th, &en, "data: stats.csv"));
    }
    let mut reader = Reader { origin, titles, inputs, n_left: MAX_CELLS };
    let entries = entries.into_iter().take(MAX_TABLES).enumerate();
    let keyed = entries.map(|(n, raw)| (if is_list { format!("data[{n}]") } else { "data".to_owned() }, raw));
    keyed.map(|(key, raw)| reader.entry(raw, key, body, sink)).collect()
}

struct Reader<'a> {
    origin: &'a Origin,
    titles: &'a [(&'a str, &'a str)],
    inputs: &'a Inputs,
    /// Cells that the page may still show.
    n_left: usize,
}

impl Reader<'_> {
    fn entry(&mut self, raw: RawEntry, key: String, body: &mut Fragment, sink: &mut Sink) -> Data {
        let RawEntry { file, sheet, columns, caption, chart, total } = raw;
        let (origin, sources) = (self.origin, &self.inputs.sources);
        let (sheet, at) = (filled(sheet), |name: &str| origin.at(sources, &format!("{key}.{name}")));
        let mut found = Sink::default();
        let table = self.table(&file, &Wish { sheet: sheet.as_deref(), columns: &columns.0, at: &at }, &mut found);
        let is_whole = !found.has_errors() && table.as_ref().is_some_and(|it| !it.is_cut());
        sink.absorb(found);
        let mut lead = table.as_ref().map_or(Vec::new(), |it| it.titles.clone());
        let caption = filled(caption).unwrap_or_else(|| self.caption(&file, table.as_ref(), &mut lead));
        let res = Data { id: body.give_id(&caption), key, file, caption, lead, chart, total, table };
        if is_whole {
            self.check_wishes(&res, sink);
        }
        res
    }

    fn at(&self, key: &str, name: &str) -> Span {
        self.origin.at(&self.inputs.sources, &format!("{key}.{name}"))
    }

    /// What the file holds. That it is not there is told by who follows links.
    fn table(&mut self, file: &str, wish: &Wish<'_>, sink: &mut Sink) -> Option<Table> {
        let path = self.inputs.attachment(self.origin.path(&self.inputs.sources), file.trim())?;
        if let Some(table) = self.inputs.tables.get(&path) {
            let mut table = table::read(table, &path, wish, &self.inputs.sources, sink)?;
            if table.cut(self.n_left) {
                sink.push(table_too_large::rows(&path, table.n_rows, table.rows.len()));
            }
            self.n_left -= table.rows.len() * table.shown.len();
            return Some(table);
        }
        if !self.inputs.is_unread(path.as_str()) {
            let kind = self.inputs.attachments.get(&path).map(|it| it.inspection.kind);
            let place = (wish.at)("file");
            sink.push(if kind == Some(Kind::OldOffice) { bad_table::old_form(place, file) } else { bad_table::other_kind(place, file) });
        }
        None
    }

    /// A heading for a table without a caption: its own first line, the title of the file on this page, the name of its sheet, or
    /// that of the file.
    fn caption(&self, file: &str, table: Option<&Table>, lead: &mut Vec<String>) -> String {
        if !lead.is_empty() {
            return lead.remove(0);
        }
        let title = self.titles.iter().find(|(name, _)| name.trim() == file.trim()).map(|(_, title)| (*title).to_owned());
        let sheet = || table.and_then(|it| it.sheet.clone()).filter(|it| !UNNAMED_SHEETS.iter().any(|name| it.starts_with(name)));
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = || name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ");
        title.or_else(sheet).unwrap_or_else(stem)
    }

    /// Reports a drawing or a sum that was asked for and that the table does not give.
    fn check_wishes(&self, data: &Data, sink: &mut Sink) {
        if matches!(data.chart, Chart::Bar | Chart::Line) && data.drawing().is_none() {
            let (th, en) = (
                "ตารางนี้วาดแผนภูมิไม่ได้ ต้องมีคอลัมน์ชื่อ คอลัมน์ตัวเลข และข้อมูลอย่างน้อยสองแถว",
                "this table cannot be drawn: it takes a column of names, a column of numbers and two rows",
            );
            sink.push(bad_value::fault(self.at(&data.key, "chart"), th, en, "chart: none"));
        }
        let has_total = data.table.as_ref().is_some_and(|it| it.total.is_some());
        if data.total == Total::Yes && !has_total && data.sums().is_none() {
            let (th, en) = ("ตารางนี้ไม่มีคอลัมน์ที่รวมกันได้", "no column of this table can be added up");
            sink.push(bad_value::fault(self.at(&data.key, "total"), th, en, "total: false"));
        }
    }
}
