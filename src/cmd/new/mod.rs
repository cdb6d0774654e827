//! `new`: a page or a year to start from. Never changes a file that is there.

mod page;
mod year;

use anyhow::{Error, Result, anyhow};
use clap::{Args, Subcommand};

use super::{Outcome, Run};
use crate::diag::{Language, Say, Sink, say};
use crate::input::{self, Inputs};
use crate::pipeline::{self, Overrides};
use crate::scheme::BUILT_IN;
use crate::site::Site;
use crate::start::Files;
use crate::start::write::{self, Written};
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;
use crate::text::digits::to_arabic;

#[derive(Debug, Subcommand)]
pub(super) enum RawNew {
    /// A page for an item of the scheme
    Item {
        /// Item, such as O12
        #[arg(value_name = "ITEM", value_parser = item_code)]
        code: ItemCode,
        #[command(flatten)]
        of: RawOf,
    },
    /// A page for a measure
    Measure {
        /// Number [default: the next one]
        #[arg(value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
        number: Option<u16>,
        #[command(flatten)]
        of: RawOf,
    },
    /// A page for a perception indicator
    Indicator {
        /// Number in the scheme, such as 6
        #[arg(value_name = "NUMBER")]
        number: u16,
        #[command(flatten)]
        of: RawOf,
    },
    /// A year that goes on from an old one
    Year(year::RawYear),
}

#[derive(Debug, Args)]
pub(super) struct RawOf {
    /// Fiscal year [default: the newest one of the site]
    #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
    year: Option<FiscalYear>,
}

/// The site that something new is made for.
struct Read {
    inputs: Inputs,
    site: Site,
    found: Sink,
    language: Language,
}

/// Makes it.
pub(super) fn run(run: &Run, raw: &RawNew) -> Result<Outcome> {
    let mut found = Sink::default();
    let inputs = input::read(&run.root, &BUILT_IN, &mut found)?;
    let site = pipeline::assemble(&inputs, &Overrides::default(), &mut found);
    let read = Read { language: run.language(site.config.language), inputs, site, found };
    match raw {
        RawNew::Item { code, of } => page::run(run, &read, of.year, page::What::Item(*code)),
        RawNew::Measure { number, of } => page::run(run, &read, of.year, page::What::Measure(*number)),
        RawNew::Indicator { number, of } => page::run(run, &read, of.year, page::What::Indicator(*number)),
        RawNew::Year(raw) => year::run(run, &read, raw),
    }
}

/// How many files that are in the way are named.
const NAMED: usize = 5;

/// Writes files; says which are in the way when there are any.
pub(super) fn write(run: &Run, files: &Files, language: Language) -> Result<()> {
    match write::write(&run.root, files)? {
        Written::All => Ok(()),
        Written::InTheWay(paths) => {
            let list: Vec<String> = paths.iter().take(NAMED).map(|it| format!("`{it}`")).collect();
            let (list, more) = (list.join(", "), paths.len().saturating_sub(NAMED));
            let more =
                if more == 0 { say("", "") } else { say(format!(" และอีก {more} ไฟล์"), format!(" and {more} more")) };
            let told = say(
                format!("มีไฟล์อยู่แล้ว {list}{} จึงไม่ได้เขียนไฟล์ใด", more.th),
                format!("nothing was written, for these files are there already: {list}{}", more.en),
            );
            Err(refusal(&told, language))
        }
    }
}

/// What stands in the way, as the last words of a run.
pub(super) fn refusal(told: &Say, language: Language) -> Error {
    anyhow!("{}", told.in_language(language))
}

/// A site has no such year, or none at all that can be read.
fn no_year(site: &Site, asked: Option<FiscalYear>) -> Say {
    let all: Vec<String> = site.years.iter().map(|it| it.year.to_string()).collect();
    let all = all.join(", ");
    match asked {
        Some(asked) if !all.is_empty() => say(format!("ไม่มีปี {asked} ปีที่มีคือ {all}"), format!("there is no year {asked}; there are {all}")),
        _ => say("ไม่มีปีใดที่อ่านได้ สั่ง `prongsai check` เพื่อดูสาเหตุ", "no year can be read; `prongsai check` tells why"),
    }
}

fn there_already(path: &str) -> Say {
    say(format!("มีไฟล์ `{path}` แล้ว จึงไม่ได้เขียนไฟล์ใด"), format!("nothing was written, for `{path}` is there already"))
}

fn item_code(written: &str) -> Result<ItemCode, String> {
    ItemCode::parse(written).ok_or_else(|| "write, for example, `O12`".into())
}

/// A Buddhist year, also in Thai digits.
pub(super) fn fiscal_year(written: &str) -> Result<FiscalYear, String> {
    let year = to_arabic(written.trim()).parse().ok().and_then(FiscalYear::new);
    year.ok_or_else(|| "write a year of the Buddhist era, for example `2568`".into())
}
