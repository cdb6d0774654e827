//! `new year`: a year that goes on from an old one, and the report of what was carried, cleared, added and dropped.

use std::sync::Arc;

use anyhow::Result;
use clap::Args;

use super::{Read, fiscal_year, no_year, refusal, there_already, write};
use crate::cmd::{Format, Outcome, Run};
use crate::diag::rules::unknown_scheme;
use crate::diag::{Diagnostic, Language, Level, Say, Sink, say};
use crate::input::Inputs;
use crate::path::SitePath;
use crate::scheme::{Scheme, Schemes};
use crate::site::{Site, Year};
use crate::start::page::Frame;
use crate::start::{begin, scheme_for};
use crate::text::date::FiscalYear;
use crate::text::digits::to_arabic;

#[derive(Debug, Args)]
pub(in crate::cmd) struct RawYear {
    /// Fiscal year of the Buddhist era to make
    #[arg(value_name = "YEAR", value_parser = fiscal_year)]
    year: FiscalYear,
    /// Year to go on from [default: the newest one before it]
    #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
    from: Option<FiscalYear>,
    /// List of items, such as oit-2569 [default: that of the year]
    #[arg(long, value_name = "SCHEME")]
    scheme: Option<String>,
}

/// Makes a year.
pub(super) fn run(run: &Run, read: &Read, raw: &RawYear) -> Result<Outcome> {
    let Read { inputs, site, found, language } = read;
    // What is carried must have been understood.
    let errors: Vec<Diagnostic> = found.sorted(&inputs.sources).into_iter().filter(|it| it.level == Level::Error).collect();
    if !errors.is_empty() {
        return not_understood(run, &errors, inputs, *language);
    }
    let refused = |it: Say| refusal(&it, *language);
    let new = raw.year;
    let old = old_year(site, raw).map_err(refused)?;
    let mut paths = inputs.texts.keys().chain(inputs.attachments.keys()).chain(&inputs.unread);
    if let Some(path) = paths.find(|it| is_of(it, new)) {
        return Err(refused(there_already(path.as_str())));
    }
    let scheme = scheme(raw, inputs).map_err(refused)?;
    let frame = Frame { year: new, scheme: &scheme, config: &site.config, language: *language };
    let (files, report) = begin::begun(site, old, frame, inputs);
    write(run, &files, *language)?;
    run.term.result(&report.text())?;
    run.term.note(&told(files.len(), old.year, new, *language))?;
    Ok(Outcome::Clean)
}

/// The year to go on from.
fn old_year<'a>(site: &'a Site, raw: &RawYear) -> Result<&'a Year, Say> {
    let new = raw.year;
    // Years are in order, the newest first.
    let from = raw.from.or_else(|| site.years.iter().map(|it| it.year).find(|it| *it < new));
    let old = site.years.iter().find(|it| Some(it.year) == from).ok_or_else(|| no_year(site, from))?;
    if old.year < new {
        Ok(old)
    } else {
        Err(say(format!("ปี {new} ต้องมาหลังปี {}", old.year), format!("{new} does not come after {}", old.year)))
    }
}

fn told(n_files: usize, old: FiscalYear, new: FiscalYear, language: Language) -> String {
    match language {
        Language::Thai => format!(
            "\nเขียน {n_files} ไฟล์ใน content/{new} ไม่ได้แตะต้องไฟล์ของปี {old}\n\
             อ่านข้อความที่ยกมาทุกหน้า รวมทั้งเลขข้อที่เขียนไว้ในข้อความ แล้วกรอกส่วนที่ล้าง\n"
        ),
        Language::English => format!(
            "\n{n_files} files are in content/{new}; nothing of {old} was touched\n\
             read all that was kept, also the numbers of items in its text, and fill in what was cleared\n"
        ),
    }
}

fn not_understood(run: &Run, errors: &[Diagnostic], inputs: &Inputs, language: Language) -> Result<Outcome> {
    run.report(errors, &inputs.sources, Format::Human, language)?;
    run.term.note(match language {
        Language::Thai => "ไม่ได้เขียนไฟล์ใด แก้ข้อผิดพลาดข้างบนก่อน แล้วสั่งใหม่\n",
        Language::English => "nothing was written; mend the errors above and try again\n",
    })?;
    Ok(Outcome::Problems)
}

/// Whether a file lies in the folder of a year, in whatever digits that is written.
fn is_of(path: &SitePath, year: FiscalYear) -> bool {
    path.as_str().split('/').nth(1).is_some_and(|it| to_arabic(it) == year.to_string())
}

/// The list that was named, else that of the year.
fn scheme(raw: &RawYear, inputs: &Inputs) -> Result<Arc<Scheme>, Say> {
    let schemes = Schemes::find(inputs);
    let mut sink = Sink::default();
    let found = match &raw.scheme {
        Some(id) if !schemes.ids().contains(&id.as_str()) => return Err(unknown_scheme::told(id, &schemes.ids())),
        Some(id) => schemes.by_id(id, inputs, &mut sink),
        None => scheme_for(Some(raw.year), &schemes, inputs),
    };
    found.ok_or_else(|| {
        say(
            "อ่านชุดข้อไม่ได้ สั่ง `prongsai check` หลังระบุชุดนี้ใน year.yaml เพื่อดูสาเหตุ",
            "the list of items cannot be read; `prongsai check` tells why once a year.yaml names it",
        )
    })
}
