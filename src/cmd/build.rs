//! `build`: the site, written to `public/`; or many sites, each to its own.

mod many;
mod one;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{Format, Outcome, RawReport, Run, find_root};
use crate::config;
use crate::diag::{Diagnostic, Language, Level, Tally, human};
use crate::render::Minify;
use crate::term::Term;
use many::Shard;
use one::Done;

#[derive(Debug, Args)]
pub(super) struct RawBuild {
    /// Folders of many sites, each built into its own public/; else the one of --root
    #[arg(value_name = "SITE")]
    sites: Vec<PathBuf>,
    /// Where the site is written [default: public in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// In place of `base_url` of site.yaml
    #[arg(short = 'u', long, value_name = "URL")]
    base_url: Option<String>,
    /// Refuse addresses that content/urls.lock does not hold yet; for CI
    #[arg(long)]
    locked: bool,
    /// Build only the third of sixteen shares of the sites, for jobs that run beside one another
    #[arg(long, value_name = "3/16", requires = "sites")]
    shard: Option<Shard>,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
    /// Leave pages as the templates wrote them; for tests
    #[arg(long, hide = true)]
    no_minify: bool,
    #[command(flatten)]
    report: RawReport,
}

/// How each site is built.
#[derive(Debug)]
struct Settings {
    output: Option<PathBuf>,
    base_url: Option<String>,
    locked: bool,
    minify: Minify,
    format: Format,
    deny_warnings: bool,
}

impl Settings {
    /// The findings to show: people who build want the section; the long list is what `check` is for.
    fn shown<'f>(&self, found: &'f [Diagnostic]) -> impl Iterator<Item = &'f Diagnostic> {
        let lightest = if self.format == Format::Human && !self.deny_warnings { Level::Error } else { Level::Note };
        found.iter().filter(move |it| it.level >= lightest)
    }
}

/// Builds; writes nothing of a site that has findings at error level.
pub(super) fn run(root: Option<PathBuf>, term: Term, language: Option<Language>, raw: RawBuild) -> Result<Outcome> {
    let RawBuild { sites, output, base_url, locked, shard, timings, no_minify, report: RawReport { format, deny_warnings } } = raw;
    let base_url = base_url.map(|it| checked_url(&it)).transpose()?;
    let minify = if no_minify { Minify::No } else { Minify::Yes };
    if sites.is_empty() {
        let run = Run { root: find_root(root)?, term, language };
        let settings = Settings { output, base_url, locked, minify, format, deny_warnings };
        return single(&run, &settings, timings);
    }
    if root.is_some() || output.is_some() || base_url.is_some() || timings {
        bail!("--root, --output, --base-url and --timings are for one site; each of many has its own");
    }
    let settings = Settings { output, base_url, locked, minify, format, deny_warnings };
    many::run(sites, shard, term, language, &settings)
}

fn single(run: &Run, settings: &Settings, timings: bool) -> Result<Outcome> {
    let done = one::build(&run.root, run.term, run.language, settings)?;
    let Done { found, sources, language, told, clock } = &done;
    let shown: Vec<Diagnostic> = settings.shown(found).cloned().collect();
    run.report(&shown, sources, settings.format, *language)?;
    let Some(told) = told else {
        run.term.note(match language {
            Language::Thai => "ยังไม่ได้เขียนเว็บไซต์ ของเดิมอยู่ครบตามเดิม แก้ข้อผิดพลาดข้างบนแล้วสั่งใหม่\n",
            Language::English => "nothing was written, the old site is as it was; mend the errors above and try again\n",
        })?;
        return Ok(Outcome::Problems);
    };
    if settings.format == Format::Human {
        run.term.note(&(told.at_length(*language) + &left_to_look_at(Tally::of(found), *language)))?;
    }
    if timings {
        run.term.findings(&clock.table())?;
    }
    Ok(Outcome::Clean)
}

pub(super) fn checked_url(written: &str) -> Result<String> {
    match config::base_url(written) {
        Some(url) => Ok(url),
        None => bail!("`{written}` is not the address of a section; write, for example, `-u https://www.example.go.th/ita/`"),
    }
}

/// How many findings were not shown.
fn left_to_look_at(tally: Tally, language: Language) -> String {
    let all = human::summary(tally, language);
    match language {
        _ if all.is_empty() => String::new(),
        Language::Thai => format!("  {all} สั่ง `prongsai check` เพื่อดูทีละแห่งพร้อมวิธีแก้\n"),
        Language::English => format!("  {all}; `prongsai check` shows each with its cure\n"),
    }
}
