//! `build`: the site, written to `public/`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;

use super::{Format, Outcome, RawReport, Run, forbids};
use crate::config;
use crate::diag::{Diagnostic, Language, Level, Sink, Tally, human};
use crate::input;
use crate::ledger;
use crate::output::{self, Written};
use crate::pipeline::{self, Built, Overrides};
use crate::render::{Face, Minify, Options};
use crate::scheme::BUILT_IN;
use crate::site::Site;

#[derive(Debug, Args)]
pub(super) struct RawBuild {
    /// Where the site is written [default: public in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// In place of `base_url` of site.yaml
    #[arg(short = 'u', long, value_name = "URL")]
    base_url: Option<String>,
    /// Refuse addresses that content/urls.lock does not hold yet; for CI
    #[arg(long)]
    locked: bool,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
    /// Leave pages as the templates wrote them; for tests
    #[arg(long, hide = true)]
    no_minify: bool,
    #[command(flatten)]
    report: RawReport,
}

/// Builds; writes nothing when there are findings at error level.
pub(super) fn run(run: &Run, raw: RawBuild) -> Result<Outcome> {
    let started = Instant::now();
    let RawBuild { output: target, base_url, locked, timings, no_minify, report: RawReport { format, deny_warnings } } = raw;
    let overrides = Overrides { base_url: base_url.map(|it| checked_url(&it)).transpose()?, today: super::today(), locked };
    let minify = if no_minify { Minify::No } else { Minify::Yes };
    let mut sink = Sink::default();
    let mut clock = Clock::start();
    let inputs = input::read(&run.root, &BUILT_IN, &mut sink)?;
    clock.ended("read");
    let options = Options { face: Face::Public, minify };
    let built = pipeline::build_watched(&inputs, &overrides, options, &mut sink, &mut |stage| clock.ended(stage.id()));
    let Built { site, output, ledger, addresses } = built;
    let news = ledger.news(&addresses);
    let found = sink.sorted(&inputs.sources);
    let language = run.language(site.config.language);
    let is_refused = forbids(&found, deny_warnings);
    // People who build want the section; the long list is what `check` is for.
    let lightest = if format == Format::Human && !deny_warnings { Level::Error } else { Level::Note };
    let shown: Vec<Diagnostic> = found.iter().filter(|it| it.level >= lightest).cloned().collect();
    run.report(&shown, &inputs.sources, format, language)?;
    let target = target.unwrap_or_else(|| run.root.join("public"));
    if is_refused {
        run.term.note(match language {
            Language::Thai => "ยังไม่ได้เขียนเว็บไซต์ ของเดิมอยู่ครบตามเดิม แก้ข้อผิดพลาดข้างบนแล้วสั่งใหม่\n",
            Language::English => "nothing was written, the old site is as it was; mend the errors above and try again\n",
        })?;
        return Ok(Outcome::Problems);
    }
    let n_pages = output.iter().filter(|(path, _)| path.as_str().ends_with(".html")).count();
    let protected = ["content", "themes"].map(|it| run.root.join(it));
    let protected: Vec<_> = protected.iter().map(PathBuf::as_path).collect();
    let written = output::write(&output, &target, &protected)?;
    clock.ended("write");
    // After the section: an address is in the ledger only once it was public.
    if !news.is_empty() {
        ledger::write(&run.root, &ledger.with(&addresses))?;
    }
    if format == Format::Human {
        let told = told(&site, &target, n_pages, &written, started.elapsed(), language);
        run.term.note(&(told + &left_to_look_at(Tally::of(&found), language)))?;
    }
    if timings {
        run.term.findings(&clock.table())?;
    }
    Ok(Outcome::Clean)
}

/// How long each stage took.
struct Clock {
    since: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn start() -> Clock {
        Clock { since: Instant::now(), stages: Vec::new() }
    }

    fn ended(&mut self, stage: &'static str) {
        self.stages.push((stage, self.since.elapsed()));
        self.since = Instant::now();
    }

    /// A line each: stage, milliseconds, share of the whole.
    fn table(&self) -> String {
        let all: Duration = self.stages.iter().map(|it| it.1).sum();
        let mut res = String::new();
        for (stage, time) in self.stages.iter().copied().chain([("all", all)]) {
            let (ms, share) = (time.as_secs_f64() * 1e3, time.as_secs_f64() / all.as_secs_f64() * 100.0);
            let _ = writeln!(res, "  {stage:<10}{ms:>10.1} ms {share:>4.0} %");
        }
        res
    }
}

fn checked_url(written: &str) -> Result<String> {
    match config::base_url(written) {
        Some(url) => Ok(url),
        None => bail!("`{written}` is not the address of a section; write, for example, `-u https://www.example.go.th/ita/`"),
    }
}

/// Where the site is, how many pages, what needs attention, how long it took.
fn told(site: &Site, target: &std::path::Path, n_pages: usize, written: &Written, time: Duration, language: Language) -> String {
    let Written { created, changed, removed, unchanged } = written;
    let (target, ms) = (target.display(), time.as_millis());
    let mut res = String::new();
    let _ = match language {
        Language::Thai => writeln!(
            res,
            "สร้างเว็บไซต์แล้ว {n_pages} หน้า ที่ {target} ใช้เวลา {ms} มิลลิวินาที\n  ไฟล์ใหม่ {created} แก้ไข {changed} ลบ {removed} คงเดิม {unchanged}"
        ),
        Language::English => writeln!(
            res,
            "{n_pages} pages are in {target}, made in {ms} ms\n  files new {created}, changed {changed}, removed {removed}, as before {unchanged}"
        ),
    };
    for line in attention(site, language) {
        let _ = writeln!(res, "  {line}");
    }
    res
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

/// What the agency should look at before assessors do, newest year only.
fn attention(site: &Site, language: Language) -> Vec<String> {
    let Some(year) = site.years.first() else { return Vec::new() };
    let say = |th: String, en: String| if language == Language::Thai { th } else { en };
    let be = year.year;
    let mut res = Vec::new();
    let without = year.items.iter().filter(|it| !it.has_evidence()).count();
    if without > 0 {
        let all = year.items.len();
        res.push(say(
            format!("ควรดู ปี {be} มี {without} จาก {all} ข้อที่ยังไม่มีหลักฐานให้เปิดดู"),
            format!("look at: {without} of {all} items of {be} have no evidence to open"),
        ));
    }
    if year.eit_url.is_none() || year.eit_is_generic() {
        res.push(say(
            format!("ควรดู ยังไม่ได้ตั้งลิงก์แบบวัด EIT ของหน่วยงาน (eit.url ใน content/{be}/year.yaml)"),
            format!("look at: the agency's own link to the EIT survey is not set (eit.url in content/{be}/year.yaml)"),
        ));
    }
    if !year.scheme.confirmed {
        res.push(say(
            format!("ควรดู ชุดข้อ {} ยังไม่ได้ตรวจเทียบกับคู่มือ หน้าเว็บมีข้อความแจ้งไว้", year.scheme.id),
            format!("look at: the scheme {} is not confirmed; pages say so", year.scheme.id),
        ));
    }
    res
}
