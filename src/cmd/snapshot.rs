//! `snapshot`: one year's section in one file that opens from a disk.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::{Format, Outcome, Run, forbids};
use crate::diag::{Diagnostic, Language, Level, Sink};
use crate::history::History;
use crate::input::Inputs;
use crate::pipeline::{self, Overrides};
use crate::render::{Face, Minify, Options};
use crate::snapshot::{self, About, repository};
use crate::text::date::{Date, FiscalYear};

#[derive(Debug, Args)]
pub(super) struct RawSnapshot {
    /// The content as the repository held it at the end of this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Fiscal year [default: the newest one]
    #[arg(long, value_name = "YEAR", value_parser = super::new::fiscal_year)]
    year: Option<FiscalYear>,
    /// Where it is written [default: snapshot-YEAR-DATE.zip]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write a folder, not a ZIP file
    #[arg(long)]
    folder: bool,
}

fn day(written: &str) -> Result<Date, String> {
    Date::parse(written).ok_or_else(|| format!("`{written}` is no date; write, for example, 2568-04-30 (`{written}` ไม่ใช่วันที่)"))
}

/// Makes it; does not while there are findings at error level.
pub(super) fn run(run: &Run, raw: &RawSnapshot) -> Result<Outcome> {
    let old = tempfile_of(run, raw)?;
    let (root, commit) = match &old {
        Some((folder, commit)) => (folder.path(), Some(commit.clone())),
        None => (run.root.as_path(), repository::head(&run.root)),
    };
    let mut sink = Sink::default();
    let mut inputs = super::read(root, run.term, &mut sink)?;
    if let Some((_, commit)) = &old {
        inputs.history = History::read_at(&run.root, Some(&commit.id));
        super::tell_lack(run.term, &inputs.history)?;
    }
    let options = Options { face: Face::Public, minify: Minify::Yes };
    let overrides = Overrides { today: super::today(), ..Overrides::default() };
    let built = pipeline::build(&inputs, &overrides, options, &mut sink);
    let language = run.language(built.site.config.language);
    let found = sink.sorted(&inputs.sources);
    if forbids(&found, false) {
        let errors: Vec<Diagnostic> = found.into_iter().filter(|it| it.level == Level::Error).collect();
        run.report(&errors, &inputs.sources, Format::Human, language)?;
        return Ok(Outcome::Problems);
    }
    let asked = raw.year.map(FiscalYear::be);
    let Some(year) = built.site.years.iter().map(|it| it.year.be()).find(|it| asked.is_none_or(|asked| asked == *it)) else {
        bail!("there is no year {}", asked.map_or("yet".to_owned(), |it| it.to_string()));
    };
    let about = About {
        agency: built.site.config.agency.name.clone(),
        base_url: built.site.config.base_url.clone(),
        year,
        as_of: raw.as_of.map(Date::iso).unwrap_or_default(),
        has_changes: old.is_none() && commit.is_some() && repository::has_changes(&run.root)?,
        committed: commit.as_ref().map_or(0, |it| it.seconds),
        commit: commit.map(|it| it.id).unwrap_or_default(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    // Built again with this year alone, so that no page leads to one that is not there.
    keep(&mut inputs, year);
    let output = pipeline::build(&inputs, &overrides, options, &mut Sink::default()).output;
    let to = raw.output.clone().unwrap_or_else(|| run.root.join(name(&about, raw.folder)));
    if raw.folder {
        snapshot::write_folder(&output, &about, &to)?;
    } else {
        snapshot::write_zip(&output, &about, &to)?;
    }
    let (n, place) = (output.len(), to.display());
    run.term.note(&match language {
        Language::Thai => format!("เก็บสำเนาปี {year} จำนวน {n} ไฟล์ไว้ที่ {place}\n"),
        Language::English => format!("{n} files of {year} are kept in {place}\n"),
    })?;
    Ok(Outcome::Clean)
}

/// The content as it was, in a folder that goes when it is not needed.
fn tempfile_of(run: &Run, raw: &RawSnapshot) -> Result<Option<(tempfile::TempDir, repository::Commit)>> {
    let Some(day) = raw.as_of else { return Ok(None) };
    let commit = repository::at_the_end_of(&run.root, day)?;
    let folder = tempfile::tempdir().context("making a folder for the old content")?;
    repository::unpack(&run.root, &commit, folder.path())?;
    if !folder.path().join(crate::config::PATH).is_file() {
        bail!("at the end of {} the repository held no {}", day.iso(), crate::config::PATH);
    }
    Ok(Some((folder, commit)))
}

/// Takes the other years out.
fn keep(inputs: &mut Inputs, year: u16) {
    let is_other = |path: &str| {
        let folder = path.strip_prefix("content/").and_then(|it| it.split('/').next()).unwrap_or_default();
        folder.len() == 4 && folder.bytes().all(|b| b.is_ascii_digit()) && folder != year.to_string()
    };
    inputs.texts.retain(|path, _| !is_other(path.as_str()));
    inputs.attachments.retain(|path, _| !is_other(path.as_str()));
}

fn name(about: &About, is_folder: bool) -> String {
    let committed = u64::try_from(about.committed).ok().filter(|it| *it > 0).and_then(Date::of_epoch_in_thailand).map(Date::typed);
    let day = Date::parse(&about.as_of).map(Date::typed).or(committed).unwrap_or_else(|| "now".to_owned());
    let ending = if is_folder { "" } else { ".zip" };
    Path::new(&format!("snapshot-{}-{day}{ending}", about.year)).display().to_string()
}
