//! `init`: the folder of a new agency. Asks on a terminal what the command line does not tell; elsewhere leaves it to be filled in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::Args;

use super::new::{fiscal_year, refusal};
use super::{Outcome, Run, build};
use crate::config::{self, Agency, Config, Office};
use crate::diag::rules::unknown_scheme;
use crate::diag::{Language, Sink, say};
use crate::input::Inputs;
use crate::schema::Lists;
use crate::scheme::{BUILT_IN, Scheme, Schemes};
use crate::start::init::{self, OFFICES, UNKNOWN_ADDRESS, UNNAMED};
use crate::start::page::Frame;
use crate::start::scheme_for;
use crate::term::Term;
use crate::text::date::FiscalYear;

#[derive(Debug, Args)]
pub(super) struct RawInit {
    /// Folder to make [default: the present one]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Full name of the agency
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Short name, such as อบต.ตัวอย่าง [default: made from the full name]
    #[arg(long, value_name = "NAME")]
    name_short: Option<String>,
    /// Address that the section will have
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Fiscal year of the Buddhist era [default: the present one]
    #[arg(long, value_name = "YEAR", value_parser = fiscal_year)]
    year: Option<FiscalYear>,
    /// List of items, such as oit-2568 [default: that of the year]
    #[arg(long, value_name = "SCHEME")]
    scheme: Option<String>,
}

/// Makes it.
pub(super) fn run(root: Option<PathBuf>, raw: RawInit, term: Term, language: Language) -> Result<Outcome> {
    let RawInit { dir, name, name_short, base_url, year, scheme } = raw;
    let inputs = Inputs::of(&BUILT_IN);
    let schemes = Schemes::find(&inputs);
    let asker = Asker { term: term.can_ask().then_some(term), language };
    let base_url = base_url.map(|it| build::checked_url(&it)).transpose()?;
    let present = super::today().and_then(FiscalYear::of);

    let name = asker.ask(name, &Question::new("ชื่อเต็มของหน่วยงาน", "Full name of the agency", UNNAMED), text)?;
    let usual = init::short_name(&name);
    let name_short = asker.ask(name_short, &Question::new("ชื่อย่อ", "Short name", &usual), text)?;
    let address = Question {
        example: "https://www.example.go.th/ita/",
        ..Question::new("ที่อยู่เว็บของส่วน ITA", "Address of the section", UNKNOWN_ADDRESS)
    };
    let base_url = asker.ask(base_url, &address, config::base_url)?;
    // Without a clock the newest list tells the year.
    let newest = || scheme_for(None, &schemes, &inputs)?.fiscal_years.iter().copied().max().and_then(FiscalYear::new);
    let usual = present.or_else(newest).context("no list of items is built in")?.to_string();
    let year = asker.ask(year, &Question::new("ปีงบประมาณ", "Fiscal year", &usual), |it| fiscal_year(it).ok())?;
    let usual = scheme_for(Some(year), &schemes, &inputs).context("no list of items is built in")?.id.clone();
    let is_known = |it: &str| schemes.ids().contains(&it).then(|| it.to_owned());
    let scheme = asker.ask(scheme, &Question::new("ชุดข้อ", "List of items", &usual), is_known)?;
    let scheme = named(&scheme, &schemes, &inputs, language)?;

    let config = config(name, name_short, base_url, language);
    let lists = Lists::built_in(&inputs).with_offices(&config).with_elements(&scheme);
    let files = init::files(Frame { year, scheme: &scheme, config: &config, language }, &lists);
    let dir = dir.or(root).unwrap_or_else(|| ".".into());
    let run = Run { root: dir, term, language: Some(language) };
    super::new::write(&run, &files, language)?;
    run.term.note(&told(&run.root, files.len(), &scheme, year, language))?;
    Ok(Outcome::Clean)
}

/// What is asked.
struct Question<'a> {
    th: &'a str,
    en: &'a str,
    /// The answer of whoever says nothing.
    usual: &'a str,
    /// A good answer.
    example: &'a str,
}

impl<'a> Question<'a> {
    fn new(th: &'a str, en: &'a str, usual: &'a str) -> Question<'a> {
        Question { th, en, usual, example: usual }
    }
}

/// Asks for what is not given, where somebody can be asked.
struct Asker {
    term: Option<Term>,
    language: Language,
}

impl Asker {
    /// What is given, else the answer, else what is usual. Asks again while the answer cannot be used.
    fn ask<T>(&self, given: Option<T>, question: &Question<'_>, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        let Question { th, en, usual, example } = question;
        if let Some(given) = given {
            return Ok(given);
        }
        let Some(term) = self.term else {
            return read(usual).with_context(|| format!("`{usual}` cannot be used"));
        };
        loop {
            let answer = term.ask(&format!("{} [{usual}]: ", say(*th, *en).in_language(self.language)))?;
            let answer = if answer.is_empty() { usual } else { answer.as_str() };
            if let Some(value) = read(answer) {
                return Ok(value);
            }
            let told = say(format!("ใช้ `{answer}` ไม่ได้ ตัวอย่าง {example}\n"), format!("`{answer}` cannot be used; for example {example}\n"));
            term.findings(told.in_language(self.language))?;
        }
    }
}

/// Any text will do.
#[expect(clippy::unnecessary_wraps, reason = "other answers are refused")]
fn text(answer: &str) -> Option<String> {
    Some(answer.to_owned())
}

/// A scheme by its id; "did you mean" where there is none.
fn named(id: &str, schemes: &Schemes, inputs: &Inputs, language: Language) -> Result<Arc<Scheme>> {
    schemes.by_id(id, inputs, &mut Sink::default()).ok_or_else(|| refusal(&unknown_scheme::told(id, &schemes.ids()), language))
}

fn config(name: String, name_short: String, base_url: String, language: Language) -> Config {
    let office = |(id, name, name_en): (&str, &str, &str)| Office { id: id.into(), name: name.into(), name_en: name_en.into() };
    Config {
        agency: Agency { name, name_short, is_local_government: true, ..Agency::default() },
        base_url,
        language,
        offices: OFFICES.map(office).to_vec(),
        ..Config::unread()
    }
}

/// How many files, and what to do next.
fn told(dir: &Path, n_files: usize, scheme: &Scheme, year: FiscalYear, language: Language) -> String {
    let (dir, items) = (dir.display(), scheme.items.len());
    let is_of_year = scheme.fiscal_years.contains(&year.be());
    let strange = say(
        format!("ชุดข้อ {} ไม่ใช่ของปี {year} หน้าเว็บจะบอกไว้\n", scheme.id),
        format!("{} is not the list of {year}; pages say so\n", scheme.id),
    );
    let strange = if is_of_year { "" } else { strange.in_language(language) };
    match language {
        Language::Thai => format!(
            "สร้างโฟลเดอร์ของหน่วยงานแล้ว {n_files} ไฟล์ ที่ {dir} ปีงบประมาณ {year} ชุดข้อ {} ({items} ข้อ)\n{strange}ต่อไป\n  \
             1. กรอก content/site.yaml แล้วกรอกทีละข้อใน content/{year}/items\n  \
             2. สั่ง `prongsai check` เพื่อดูสิ่งที่ยังขาด และ `prongsai build` เพื่อสร้างหน้าเว็บ\n  \
             3. เก็บทุกไฟล์เข้า git รวมทั้ง content/urls.lock ที่ได้จากการสร้างครั้งแรก\n",
            scheme.id
        ),
        Language::English => format!(
            "{n_files} files are in {dir}: fiscal year {year}, {} ({items} items)\n{strange}next\n  \
             1. fill in content/site.yaml, then the items in content/{year}/items\n  \
             2. `prongsai check` tells what is missing, `prongsai build` makes the pages\n  \
             3. commit all of it, with content/urls.lock, which the first build writes\n",
            scheme.id
        ),
    }
}
