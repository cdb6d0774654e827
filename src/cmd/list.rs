//! `list`: the items of each year, with state, evidence and address.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Outcome, Run, forbids};
use crate::check::readiness::{self, Readiness};
use crate::diag::{Language, Sink};
use crate::input::Inputs;
use crate::pipeline::{self, Overrides};
use crate::site::shown::missing_elements;
use crate::site::{Site, address};

#[derive(Debug, Args)]
pub(super) struct RawList {
    /// How the list is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum ListFormat {
    /// For people
    #[default]
    Table,
    /// For spreadsheets
    Csv,
    /// For machines
    Json,
}

#[derive(Serialize)]
struct Row {
    fiscal_year: u16,
    item: String,
    title: String,
    status: &'static str,
    evidence: usize,
    missing: Vec<String>,
    points_at_risk: Option<f64>,
    offices: Vec<String>,
    url: Option<String>,
    file: Option<String>,
}

#[derive(Serialize)]
struct List {
    version: u8,
    readiness: Vec<Readiness>,
    items: Vec<Row>,
}

/// Prints it. Findings at error level are reported first, and the list shows what could be read.
pub(super) fn run(run: &Run, raw: &RawList) -> Result<Outcome> {
    let mut sink = Sink::default();
    let inputs = super::read(&run.root, run.term, &mut sink)?;
    let site = pipeline::assemble(&inputs, &Overrides::default(), &mut sink);
    let found = sink.sorted(&inputs.sources);
    let language = run.language(site.config.language);
    run.report(&found, &inputs.sources, super::Format::Human, language)?;
    let readiness: Vec<Readiness> = site.years.iter().map(|it| readiness::of(it, &site.config, language)).collect();
    let items = rows(&site, &inputs, language);
    let text = match raw.format {
        ListFormat::Table => table(&items, language) + "\n" + &readiness::table(&readiness, language),
        ListFormat::Csv => csv(&items)?,
        ListFormat::Json => serde_json::to_string_pretty(&List { version: 1, readiness, items }).context("writing JSON")? + "\n",
    };
    run.term.result(&text)?;
    Ok(if forbids(&found, false) { Outcome::Problems } else { Outcome::Clean })
}

fn rows(site: &Site, inputs: &Inputs, language: Language) -> Vec<Row> {
    let mut res = Vec::new();
    for year in &site.years {
        let risks = readiness::of(year, &site.config, language);
        for item in &year.items {
            let asked = &item.asked(year).title;
            let page = item.page.as_ref();
            let own = page.and_then(|it| it.title.clone());
            res.push(Row {
                fiscal_year: year.year.be(),
                item: item.code.to_string(),
                title: own.unwrap_or_else(|| if language == Language::Thai { asked.th.clone() } else { asked.en.clone() }),
                status: item.status().id(),
                evidence: page.map_or(0, |it| it.evidence.len()),
                missing: missing_elements(year, item, &site.config.agency).iter().map(|it| it.id.clone()).collect(),
                points_at_risk: risks.at_risk.iter().find(|it| it.item == item.code.to_string()).and_then(|it| it.points),
                offices: page.map_or(Vec::new(), |it| it.offices.iter().map(|n| site.config.office_name(*n).to_owned()).collect()),
                url: page.map(|_| format!("{}{}", site.config.base_url, address::item(year.year, item.code))),
                file: page.map(|it| it.origin.path(&inputs.sources).to_string()),
            });
        }
    }
    res
}

/// Columns of fixed width first, the title last: Thai letters have no fixed width in many terminals.
fn table(rows: &[Row], language: Language) -> String {
    let mut res = String::from(match language {
        Language::Thai => "ปี    ข้อ   หลักฐาน  สถานะ         ข้อมูล\n",
        Language::English => "year  item  files    status       title\n",
    });
    for Row { fiscal_year, item, title, status, evidence, .. } in rows {
        let _ = writeln!(res, "{fiscal_year}  {item:<4}  {evidence:>7}  {status:<11}  {title}");
    }
    res
}

fn csv(rows: &[Row]) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().from_writer("\u{FEFF}".as_bytes().to_vec());
    writer
        .write_record(["fiscal_year", "item", "title", "status", "evidence", "missing", "points_at_risk", "offices", "url", "file"])
        .context("writing CSV")?;
    for Row { fiscal_year, item, title, status, evidence, missing, points_at_risk, offices, url, file } in rows {
        let (year, evidence, offices) = (fiscal_year.to_string(), evidence.to_string(), offices.join(", "));
        let (url, file) = (url.as_deref().unwrap_or_default(), file.as_deref().unwrap_or_default());
        let (missing, points) = (missing.join(", "), points_at_risk.map_or(String::new(), |it| format!("{it}")));
        writer.write_record([&year, item, title, *status, &evidence, &missing, &points, &offices, url, file]).context("writing CSV")?;
    }
    String::from_utf8(writer.into_inner().context("writing CSV")?).context("writing CSV")
}
