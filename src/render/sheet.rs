//! The link index as a table to open, paste or read by machine: CSV, XLSX, JSON. All three hold the same.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Url, Workbook, XlsxError};
use serde::Serialize;

use crate::path::percent_decode;
use crate::text::date::{Date, Period};

/// The link index of a year.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    /// Version of this form; fields may be added under the same one.
    pub version: u8,
    /// Name of the agency.
    pub agency: String,
    /// Buddhist year.
    pub fiscal_year: u16,
    /// Id of the scheme.
    pub scheme: String,
    /// Address of the link index.
    pub url: String,
    /// Address of the survey for the public.
    pub eit_url: Option<String>,
    /// One per item of the scheme.
    pub items: Vec<Row>,
    /// Headings of the columns, in the site's language.
    #[serde(skip)]
    pub headings: Headings,
}

/// Headings of the columns.
#[derive(Debug)]
pub(super) struct Headings {
    pub item: String,
    pub title: String,
    pub has: String,
    pub url: String,
    pub explanation: String,
    pub covers: String,
    pub offices: String,
    pub updated: String,
}

/// An item.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// `O12`.
    pub item: String,
    /// Title.
    pub title: String,
    /// The agency's own answer.
    pub has: bool,
    /// The answer in words.
    #[serde(skip)]
    pub has_text: String,
    /// Whole addresses; the first is the item's own page.
    pub urls: Vec<String>,
    /// Numbered steps, one per address.
    pub explanation: Vec<String>,
    /// The time its content is about.
    #[serde(serialize_with = "iso_period")]
    pub covers: Option<Period>,
    /// The same in words.
    #[serde(skip)]
    pub covers_text: String,
    /// Names of offices.
    pub offices: Vec<String>,
    /// Last change.
    #[serde(serialize_with = "iso_date")]
    pub updated: Option<Date>,
    /// The same in words.
    #[serde(skip)]
    pub updated_text: String,
}

#[expect(clippy::ref_option, reason = "the form serde calls with")]
fn iso_date<S: serde::Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    date.map(Date::iso).serialize(serializer)
}

#[expect(clippy::ref_option, reason = "the form serde calls with")]
fn iso_period<S: serde::Serializer>(period: &Option<Period>, serializer: S) -> Result<S::Ok, S::Error> {
    period.map(|it| std::collections::BTreeMap::from([("from", it.from.iso()), ("to", it.to.iso())])).serialize(serializer)
}

impl Sheet {
    /// Most addresses in one row; at least one column is made.
    fn n_urls(&self) -> usize {
        self.items.iter().map(|it| it.urls.len()).max().unwrap_or(1).max(1)
    }

    /// The first line.
    fn titles(&self) -> Vec<String> {
        let Headings { item, title, has, url, explanation, covers, offices, updated } = &self.headings;
        let urls = (1..=self.n_urls()).map(|n| format!("{url} {n}"));
        let before = [item, title, has].map(Clone::clone).into_iter();
        before.chain(urls).chain([explanation, covers, offices, updated].map(Clone::clone)).collect()
    }

    /// For Excel; cells that a spreadsheet would take for a formula begin with `'`.
    #[must_use]
    pub(super) fn csv(&self) -> Vec<u8> {
        let rows = std::iter::once(self.titles()).chain(self.items.iter().map(|row| self.cells(row)));
        csv_of_rows(rows.map(|cells| cells.into_iter().map(harmless).collect()))
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        let mut res = vec![row.item.clone(), row.title.clone(), row.has_text.clone()];
        res.extend(row.urls.iter().cloned().chain(std::iter::repeat(String::new())).take(self.n_urls()));
        res.extend([numbered(&row.explanation), row.covers_text.clone(), row.offices.join(", "), row.updated_text.clone()]);
        res
    }

    /// A workbook whose addresses are links.
    ///
    /// # Errors
    /// When a text is longer than a cell may be.
    pub(super) fn xlsx(&self, made: Date) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // A third of the time of the usual level, for a file that is hardly larger.
        book.set_zip_compression_level(1);
        let (year, month, day) = made.parts();
        // The time of making would change the file on every build.
        let made = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000), month, day)?;
        book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made).set_author(&self.agency));
        let sheet = book.add_worksheet();
        sheet.set_name(format!("OIT {}", self.fiscal_year))?;
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        for (column, title) in (0..).zip(self.titles()) {
            sheet.write_with_format(0, column, title, &head)?;
        }
        let first_url = 3;
        let after_urls = first_url + u16::try_from(self.n_urls()).unwrap_or(u16::MAX - 10);
        for (line, row) in (1..).zip(&self.items) {
            for (column, cell) in (0..).zip(self.cells(row)) {
                if (first_url..after_urls).contains(&column) && !cell.is_empty() {
                    sheet.write_url_with_format(line, column, Url::new(with_letters(&cell)).set_text(cell), &body)?;
                } else {
                    sheet.write_with_format(line, column, cell, &body)?;
                }
            }
        }
        let widths = [6.0, 40.0, 8.0].into_iter().chain(std::iter::repeat_n(44.0, self.n_urls())).chain([40.0, 24.0, 18.0, 14.0]);
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(1, 1)?;
        book.save_to_buffer()
    }

    /// For machines: dates in ISO 8601.
    ///
    /// # Panics
    /// Never: texts and numbers serialise.
    #[must_use]
    pub(super) fn json(&self) -> Vec<u8> {
        let mut res = serde_json::to_vec_pretty(self).expect("texts and numbers serialise");
        res.push(b'\n');
        res
    }
}

/// An address with its Thai letters instead of their percent escapes: the library would escape the escapes.
fn with_letters(url: &str) -> String {
    if url.contains('%') { percent_decode(url) } else { url.to_owned() }
}

/// `1. … 2. …`, a line each; a single step has no number.
fn numbered(steps: &[String]) -> String {
    match steps {
        [one] => one.clone(),
        steps => steps.iter().enumerate().map(|(n, it)| format!("{}. {it}", n + 1)).collect::<Vec<_>>().join("\n"),
    }
}

/// Rows as Excel reads them: byte order mark, CRLF.
///
/// # Panics
/// Never: writing into memory does not fail.
pub(super) fn csv_of_rows(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer("\u{FEFF}".as_bytes().to_vec());
    for cells in rows {
        writer.write_record(cells).expect("writing into memory does not fail");
    }
    writer.into_inner().expect("writing into memory does not fail")
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
