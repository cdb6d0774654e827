//! `verify`: whether the host shows what the content makes, and nothing else.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use super::{Format, Outcome, RawReport, Run, forbids};
use crate::diag::rules::{bad_certificate, certificate_ends_soon, snapshot_differs};
use crate::diag::{Diagnostic, Language, Level, Place, Sink, say};
use crate::output::Output;
use crate::path::SitePath;
use crate::pipeline::{self, Built, Overrides};
use crate::publish::folder::Folder;
use crate::publish::remote::{Host as _, Remote};
use crate::publish::standing::{MAX_RECORD, RECORD};
use crate::render::{Face, Minify, Options};
use crate::snapshot::{self, Difference};
use crate::source::Sources;
use crate::text::date::Date;
use crate::verify::judge::judge;
use crate::verify::round::Round;
use crate::verify::sample::sample;
use crate::verify::web::{Manners, Web};
use crate::verify::{self, Answer, Expected, Known, Old, Page};

/// A certificate that ends within so many days is told of.
const SOON: i64 = 21;

#[derive(Debug, Args)]
pub(super) struct RawVerify {
    /// Address of the section, a folder that holds it, or a snapshot [default: `base_url` of site.yaml]
    #[arg(value_name = "URL|DIR|ZIP")]
    place: Option<String>,
    /// Look at so many addresses, the next ones each day
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Ask no more than so often a second; 0 for as often as the host answers
    #[arg(long, value_name = "N", default_value_t = 8)]
    rate: u32,
    /// Ask again so often when there is no answer
    #[arg(long, value_name = "N", default_value_t = 2)]
    retries: u32,
    /// Stop asking after so long
    #[arg(long, value_name = "N", default_value_t = 60)]
    minutes: u64,
    /// List the files of a target of site.yaml, and tell which are none of the section's
    #[arg(long, value_name = "TARGET")]
    files: Option<String>,
    #[command(flatten)]
    report: RawReport,
}

/// Looks; changes nothing.
pub(super) fn run(run: &Run, raw: &RawVerify) -> Result<Outcome> {
    let RawReport { format, deny_warnings } = raw.report;
    if let Some(path) = raw.place.as_deref().map(Path::new).filter(|it| it.is_file() || it.join(snapshot::LIST).is_file()) {
        return of_snapshot(run, path, raw);
    }
    let mut sink = Sink::default();
    let inputs = super::read(&run.root, run.term, &mut sink)?;
    let today = super::today();
    let overrides = Overrides { today, locked: true, ..Overrides::default() };
    let built = pipeline::build(&inputs, &overrides, Options { face: Face::Public, minify: Minify::Yes }, &mut sink);
    let language = run.language(built.site.config.language);
    let errors: Vec<Diagnostic> = sink.sorted(&inputs.sources).into_iter().filter(|it| it.level == Level::Error).collect();
    if !errors.is_empty() {
        run.report(&errors, &inputs.sources, format, language)?;
        return Ok(Outcome::Problems);
    }
    let manifest = built.output.manifest();
    let all = verify::expected(&built.output, &manifest, &built.ledger, &built.site);
    let all = match raw.sample {
        Some(n) => sample(all, n, today),
        None => all,
    };
    let mut found = Sink::default();
    let (n, n_right) = match place(raw.place.as_deref(), &built.site.config.base_url)? {
        Where::Web(base) => {
            let old = if raw.sample.is_none() { verify::old(&built.site, &manifest) } else { Vec::new() };
            (all.len() + old.len(), on_the_web(run, raw, &base, &built, &all, &old, &mut found)?)
        }
        Where::Folder(folder) => (all.len(), in_a_folder(run, &Folder::new(folder), &built.output, &all, &mut found)?),
    };
    if let Some(name) = &raw.files {
        let target = super::publish::named(&built.site.config, name)?;
        super::publish::with_host(run, target, language, |remote| foreign(remote, &built.output, &mut found))?;
    }
    found.veil();
    let found = found.sorted(&inputs.sources);
    run.report(&found, &inputs.sources, format, language)?;
    if format == Format::Human {
        run.term.note(&match language {
            Language::Thai => format!("ตรวจ {n} ที่อยู่ ตรงกับต้นฉบับ {n_right}\n"),
            Language::English => format!("{n} addresses were looked at, {n_right} are as they should be\n"),
        })?;
    }
    Ok(if forbids(&found, deny_warnings) { Outcome::Problems } else { Outcome::Clean })
}

/// Compares a snapshot with its own list.
fn of_snapshot(run: &Run, path: &Path, raw: &RawVerify) -> Result<Outcome> {
    let language = run.language(Language::Thai);
    let (about, n, differences) = snapshot::check(path)?;
    let mut found = Sink::default();
    for it in &differences {
        found.push(match it {
            Difference::Missing(name) => snapshot_differs::missing(inside(name), name),
            Difference::Changed(name) => snapshot_differs::changed(inside(name), name),
            Difference::Added(name) => snapshot_differs::added(inside(name), name),
            Difference::Twice(name) => snapshot_differs::twice(inside(name), name),
        });
    }
    let found = found.sorted(&Sources::default());
    run.report(&found, &Sources::default(), raw.report.format, language)?;
    let (agency, year, n_right) = (
        &about.agency,
        about.year,
        n - differences.iter().filter(|it| matches!(it, Difference::Missing(_) | Difference::Changed(_))).count(),
    );
    run.term.note(&match language {
        Language::Thai => format!("สำเนาปี {year} ของ{agency} ตรวจ {n} ไฟล์ ตรงกับรายการ {n_right}\n"),
        Language::English => format!("the snapshot of {year} of {agency}: {n} files were looked at, {n_right} are as listed\n"),
    })?;
    Ok(if forbids(&found, raw.report.deny_warnings) { Outcome::Problems } else { Outcome::Clean })
}

/// A file in a snapshot; its list, where the name is none that a file of ours could have.
fn inside(name: &str) -> Place {
    let path = SitePath::new(name).or_else(|| SitePath::new(snapshot::LIST));
    path.map_or_else(verify::ledger_file, Place::File)
}

enum Where {
    Web(String),
    Folder(PathBuf),
}

fn place(written: Option<&str>, base_url: &str) -> Result<Where> {
    match written {
        None => Ok(Where::Web(base_url.to_owned())),
        Some(it) if it.contains("://") => Ok(Where::Web(super::build::checked_url(it)?)),
        Some(it) if PathBuf::from(it).is_dir() => Ok(Where::Folder(it.into())),
        Some(it) => bail!("`{it}` is neither an address nor a folder"),
    }
}

fn on_the_web(run: &Run, raw: &RawVerify, base: &str, built: &Built, all: &[Expected], old: &[Old], found: &mut Sink) -> Result<usize> {
    let time = Duration::from_secs(raw.minutes.saturating_mul(60));
    let web = Web::new(base, Manners { rate: raw.rate, retries: raw.retries, time })?;
    if !certificate(&web, base, super::today(), found) {
        return Ok(0);
    }
    let progress = run.term.progress(all.len());
    let n_right = Round::begin(&web, base, &built.output).look(all, old, found, &|| progress.step());
    progress.end();
    n_right
}

fn tally(judged: Vec<Option<Diagnostic>>, found: &mut Sink) -> usize {
    let n_right = judged.iter().filter(|it| it.is_none()).count();
    judged.into_iter().flatten().for_each(|it| found.push(it));
    n_right
}

/// Whether the certificate is good enough to go on.
fn certificate(web: &Web, base: &str, today: Option<Date>, found: &mut Sink) -> bool {
    let host = base.split('/').nth(2).unwrap_or(base);
    match web.certificate() {
        Err(fault) => {
            found.push(bad_certificate::fault(verify::ledger_file(), host, &fault.reason));
            false
        }
        Ok(end) => {
            let last = end.and_then(|it| Date::of_epoch_in_thailand(u64::try_from(it - SOON * 86_400).ok()?));
            if last.zip(today).is_some_and(|(last, today)| today >= last)
                && let Some(end) = end.and_then(|it| Date::of_epoch_in_thailand(u64::try_from(it).ok()?))
            {
                let until = say(end.thai_long(crate::text::digits::Digits::Arabic), end.english());
                found.push(certificate_ends_soon::fault(verify::ledger_file(), host, &until));
            }
            true
        }
    }
}

fn in_a_folder(run: &Run, folder: &Folder, output: &Output, all: &[Expected], found: &mut Sink) -> Result<usize> {
    let mut remote = folder.connect()?;
    let mut record = Vec::new();
    remote.get(RECORD, MAX_RECORD, &mut record)?;
    let known = Known::of(None, Some(record));
    let progress = run.term.progress(all.len());
    let mut judged = Vec::new();
    for it in all {
        let mut bytes = Vec::new();
        let answer = match remote.get(it.path.as_str(), it.body.size() + 1024 * 1024, &mut bytes)? {
            None => Answer::Page(Page { status: 404, ..Page::default() }),
            Some(_) => Answer::Page(Page { status: 200, bytes, ..Page::default() }),
        };
        judged.push(judge(it, &answer, &known));
        progress.step();
    }
    progress.end();
    foreign(remote.as_mut(), output, found)?;
    Ok(tally(judged, found))
}

fn foreign(remote: &mut dyn Remote, output: &Output, found: &mut Sink) -> Result<()> {
    let (paths, is_cut) = verify::foreign(remote, output)?;
    verify::foreign_findings(&paths).for_each(|it| found.push(it));
    if is_cut {
        bail!("there are too many files on the host to look at all");
    }
    Ok(())
}
