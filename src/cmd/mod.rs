//! The command line: raw arguments → options of each command → an outcome. The only place that reads the environment and the clock.

mod build;
mod check;
mod completions;
mod explain;
mod init;
mod list;
mod new;
mod publish;
mod schema;
mod serve;
mod slip;
mod snapshot;
mod verify;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::thread;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diag::human::{Style, summary};
use crate::diag::{Diagnostic, Language, Sink, Tally, concise, github, gitlab, human, json, sarif};
use crate::history::{History, Lack};
use crate::input::{self, Inputs, Step};
use crate::scheme::BUILT_IN;
use crate::source::Sources;
use crate::term::{self, Color, Progress, Term};
use crate::text::date::Date;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing stands in the way; warnings are allowed.
    Clean,
    /// There are findings at error level.
    Problems,
    /// Publishing stopped: nothing was done, or only a part.
    Unpublished,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Problems => 1,
            Outcome::Unpublished => 3,
        })
    }
}

/// Turns a folder of Markdown files into the ITA section of a Thai local government's web site.
#[derive(Debug, Parser)]
#[command(version = env!("PRONGSAI_VERSION"), about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command, before or after its name.
#[derive(Debug, Args)]
struct Global {
    /// Folder of the site; else the nearest one above that holds content/site.yaml
    #[arg(short, long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
    /// Language of messages; else the site's
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    /// ไทย
    Th,
    /// English
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the folder of a new agency
    Init(init::RawInit),
    /// Make the site and write it to public/
    Build(build::RawBuild),
    /// Say what is wrong with the site; write nothing
    Check(check::RawCheck),
    /// List the items of each year: state, evidence, address
    List(list::RawList),
    /// Show the site in the browser, anew after every save
    Serve(serve::RawServe),
    /// Send the site to the agency's web host
    Publish(publish::RawPublish),
    /// Look whether the host shows what it should, as an assessor would
    Verify(verify::RawVerify),
    /// Keep a year's section in one file that opens from a disk
    Snapshot(snapshot::RawSnapshot),
    /// Make a page to start from
    #[command(subcommand)]
    New(new::RawNew),
    /// Explain a rule
    Explain(explain::RawExplain),
    /// Print a JSON Schema of a kind of file, for editors
    Schema(schema::RawSchema),
    /// Print a script that completes commands, for a shell
    Completions(completions::RawCompletions),
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people, with the line and a cure
    #[default]
    Human,
    /// One line each
    Concise,
    /// For machines, both languages
    Json,
    /// Marks beside the lines, for GitHub Actions
    Github,
    /// A Code Quality report, for merge requests of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

/// Options of commands that report findings.
#[derive(Debug, Args)]
struct RawReport {
    /// How findings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Let warnings fail as errors do
    #[arg(long)]
    deny_warnings: bool,
}

/// What every command knows.
struct Run {
    root: PathBuf,
    term: Term,
    language: Option<Language>,
}

/// Reads the command line and does what it says.
///
/// # Errors
/// What the machine refuses; never what the user wrote in a file of the site.
pub fn run() -> Result<Outcome> {
    let Cli { global, command } = Cli::try_parse().unwrap_or_else(|err| {
        if let Some(slip) = slip::in_thai(&err) {
            term::slip(&slip);
        }
        err.exit()
    });
    let Global { root, quiet, color, lang } = global;
    let no_color = env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    let columns = env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
    let language = lang.map(|it| match it {
        Lang::Th => Language::Thai,
        Lang::En => Language::English,
    });
    let term = Term::new(color, no_color, columns, quiet);
    let site = || Ok::<_, anyhow::Error>(Run { root: find_root(root.clone())?, term, language });
    match command {
        Command::Init(raw) => init::run(root, raw, term, language.unwrap_or_default()),
        Command::Build(raw) => build::run(root.clone(), term, language, raw),
        Command::Check(raw) => check::run(&site()?, &raw),
        Command::List(raw) => list::run(&site()?, &raw),
        Command::Serve(raw) => serve::run(&site()?, raw),
        Command::Publish(raw) => publish::run(&site()?, &raw),
        Command::Verify(raw) => verify::run(&site()?, &raw),
        Command::Snapshot(raw) => snapshot::run(&site()?, &raw),
        Command::New(raw) => new::run(&site()?, &raw),
        Command::Explain(raw) => explain::run(&raw, term),
        Command::Schema(raw) => schema::run(root, &raw, term),
        Command::Completions(raw) => completions::run(&raw, term),
    }
}

/// The folder given, or the nearest one above the present that holds `content/site.yaml`.
fn find_root(given: Option<PathBuf>) -> Result<PathBuf> {
    let holds_site = |it: &Path| it.join(crate::config::PATH).is_file();
    if let Some(root) = given {
        if !root.is_dir() {
            bail!("there is no folder `{}`", root.display());
        }
        if !holds_site(&root) {
            bail!("`{}` holds no {}: it is not the folder of a site", root.display(), crate::config::PATH);
        }
        return Ok(root);
    }
    let here = env::current_dir().context("asking for the present folder")?;
    let root = here.ancestors().find(|it| holds_site(it));
    root.map(Path::to_path_buf).with_context(|| format!("neither `{}` nor a folder above it holds {}", here.display(), crate::config::PATH))
}

impl Run {
    /// The language of messages: as asked for, else the site's.
    fn language(&self, site: Language) -> Language {
        self.language.unwrap_or(site)
    }

    /// Prints findings in the form asked for.
    fn report(&self, found: &[Diagnostic], sources: &Sources, format: Format, language: Language) -> Result<()> {
        report(self.term, found, sources, format, language)
    }
}

/// Reads a site, and shows how far it has come when that takes long.
fn read(root: &Path, term: Term, sink: &mut Sink) -> Result<Inputs> {
    let progress: OnceLock<Progress> = OnceLock::new();
    // Git runs beside the reading: it takes as long.
    let (history, res) = thread::scope(|scope| {
        let history = scope.spawn(|| History::read(root));
        let res = input::read_watched(root, &BUILT_IN, sink, &|step| match step {
            Step::Found(total) => drop(progress.set(term.progress(total))),
            Step::Read => progress.get().into_iter().for_each(Progress::step),
        });
        (history.join().unwrap_or_default(), res)
    });
    progress.get().into_iter().for_each(Progress::end);
    let mut inputs = res?;
    tell_lack(term, &history)?;
    inputs.history = history;
    Ok(inputs)
}

/// Says why dates do not come from the repository, when there is one.
fn tell_lack(term: Term, history: &History) -> Result<()> {
    match &history.lack {
        None => Ok(()),
        Some(Lack::Shallow) => term.note(
            "git มีประวัติไม่ครบ (shallow clone) วันที่จึงมาจากที่เขียนไว้ในไฟล์ ใน CI ให้ตั้ง fetch-depth: 0\n\
             the history of git is not whole (a shallow clone): dates are those written in the files; in CI, set fetch-depth: 0\n",
        ),
        Some(Lack::Unread(why)) => term.note(&format!(
            "อ่านประวัติจาก git ไม่ได้ วันที่จึงมาจากที่เขียนไว้ในไฟล์\n\
             the history of git could not be read: dates are those written in the files\n{why}\n"
        )),
    }
}

/// Prints findings in the form asked for. Machines read standard output, people standard error.
fn report(term: Term, found: &[Diagnostic], sources: &Sources, format: Format, language: Language) -> Result<()> {
    match format {
        Format::Human => {
            let style = Style { language, color: term.color, width: term.width };
            term.findings(&human::render(found, sources, style))?;
            let told = summary(Tally::of(found), language);
            if told.is_empty() { Ok(()) } else { term.findings(&format!("{told}\n")) }
        }
        Format::Concise => term.result(&concise::render(found, sources, language)),
        Format::Json => term.result(&json::render(found, sources)),
        Format::Github => term.result(&github::render(found, sources, language)),
        Format::Gitlab => term.result(&gitlab::render(found, sources, language)),
        Format::Sarif => term.result(&sarif::render(found, &crate::check::all(), sources)),
    }
}

/// The present day in Thailand: of `SOURCE_DATE_EPOCH` when it is set, else of the clock.
fn today() -> Option<Date> {
    let given = env::var("SOURCE_DATE_EPOCH").ok().and_then(|it| it.parse().ok());
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok().map(|it| it.as_secs());
    Date::of_epoch_in_thailand(given.or_else(now)?)
}

/// Whether findings forbid to go on.
fn forbids(found: &[Diagnostic], deny_warnings: bool) -> bool {
    let Tally { errors, warnings, notes: _ } = Tally::of(found);
    errors > 0 || (deny_warnings && warnings > 0)
}
