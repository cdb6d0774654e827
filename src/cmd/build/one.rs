//! One site: read, built, written.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;

use super::Settings;
use crate::cmd::{forbids, read, today};
use crate::diag::{Diagnostic, Language, Sink};
use crate::ledger;
use crate::output::shelf::Shelf;
use crate::output::{self, Written};
use crate::pipeline::{self, Built, Overrides};
use crate::render::{Face, Options};
use crate::site::Site;
use crate::source::Sources;
use crate::term::Term;

/// What became of a site.
pub(super) struct Done {
    pub(super) found: Vec<Diagnostic>,
    pub(super) sources: Sources,
    /// The language of messages: as asked for, else the site's.
    pub(super) language: Language,
    /// What was written; `None` when findings forbid it.
    pub(super) told: Option<Told>,
    pub(super) clock: Clock,
}

/// Builds the site at `root` and writes it, unless there are findings at error level.
pub(super) fn build(root: &Path, term: Term, language: Option<Language>, settings: &Settings) -> Result<Done> {
    let mut clock = Clock::start();
    let mut sink = Sink::default();
    let inputs = read(root, term, &mut sink)?;
    clock.ended("read");
    let overrides = Overrides { base_url: settings.base_url.clone(), today: today(), locked: settings.locked };
    let options = Options { face: Face::Public, minify: settings.minify };
    let prepared = pipeline::prepare_watched(&inputs, &overrides, None, &mut sink, &mut |stage| clock.ended(stage.id()));
    let target = settings.output.clone().unwrap_or_else(|| root.join("public"));
    let protected = ["content", "themes"].map(|it| root.join(it));
    let protected: Vec<_> = protected.iter().map(PathBuf::as_path).collect();
    // What was made from the same before and is still there need not be made again, only read.
    let from = pipeline::origin(&inputs, &overrides, options);
    let there = if forbids(&prepared.known, settings.deny_warnings) { None } else { output::made_from(from, &target, &protected)? };
    clock.ended("look");
    let shelf = Shelf::new(target.parent().filter(|it| it.is_dir()).unwrap_or(root));
    let keep = |bytes| shelf.put(bytes);
    let built = match &there {
        Some(files) => pipeline::unchanged(prepared, files, &inputs, &overrides, &mut sink),
        None => pipeline::finish(prepared, &inputs, &overrides, options, &keep, &mut sink, &mut |stage| clock.ended(stage.id())),
    };
    let found = sink.sorted(&inputs.sources);
    let language = language.unwrap_or(built.site.config.language);
    let told = if forbids(&found, settings.deny_warnings) {
        None
    } else {
        let written = match &there {
            Some(files) => Written { unchanged: files.len(), ..Written::default() },
            None => output::write(&built.output, &target, &protected)?,
        };
        remember(root, &built)?;
        clock.ended("write");
        Some(Told::of(&built, target, written, clock.all(), language))
    };
    Ok(Done { found, sources: inputs.sources, language, told, clock })
}

fn remember(root: &Path, built: &Built) -> Result<()> {
    // After the section: an address is in the ledger only once it was public.
    if !built.ledger.news(&built.addresses).is_empty() {
        ledger::write(root, &built.ledger.with(&built.addresses))?;
    }
    Ok(())
}

/// What was written, for people.
pub(super) struct Told {
    target: PathBuf,
    n_pages: usize,
    written: Written,
    time: Duration,
    attention: Vec<String>,
}

impl Told {
    fn of(built: &Built, target: PathBuf, written: Written, time: Duration, language: Language) -> Told {
        let n_pages = built.pages;
        Told { target, n_pages, written, time, attention: attention(&built.site, language) }
    }

    /// Where the site is, how many pages, how long it took, what needs attention.
    pub(super) fn at_length(&self, language: Language) -> String {
        let Told { target, n_pages, written: _, time, attention } = self;
        let (target, ms) = (target.display(), time.as_millis());
        let mut res = match language {
            Language::Thai => format!("สร้างเว็บไซต์แล้ว {n_pages} หน้า ที่ {target} ใช้เวลา {ms} มิลลิวินาที\n"),
            Language::English => format!("{n_pages} pages are in {target}, made in {ms} ms\n"),
        };
        for line in std::iter::once(&self.files(language)).chain(attention) {
            let _ = writeln!(res, "  {line}");
        }
        res
    }

    /// The same in a few words.
    pub(super) fn in_short(&self, language: Language) -> String {
        let (n_pages, files) = (self.n_pages, self.files(language));
        match language {
            Language::Thai => format!("{n_pages} หน้า {files}"),
            Language::English => format!("{n_pages} pages, {files}"),
        }
    }

    fn files(&self, language: Language) -> String {
        let Written { created, changed, removed, unchanged } = self.written;
        match language {
            Language::Thai => format!("ไฟล์ใหม่ {created} แก้ไข {changed} ลบ {removed} คงเดิม {unchanged}"),
            Language::English => format!("files new {created}, changed {changed}, removed {removed}, as before {unchanged}"),
        }
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

/// How long each stage took.
pub(super) struct Clock {
    since: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Clock {
    pub(super) fn start() -> Clock {
        Clock { since: Instant::now(), stages: Vec::new() }
    }

    pub(super) fn ended(&mut self, stage: &'static str) {
        self.stages.push((stage, self.since.elapsed()));
        self.since = Instant::now();
    }

    /// How long all of them took.
    pub(super) fn all(&self) -> Duration {
        self.stages.iter().map(|it| it.1).sum()
    }

    /// A line each: stage, milliseconds, share of the whole.
    pub(super) fn table(&self) -> String {
        let all = self.all();
        let mut res = String::new();
        for (stage, time) in self.stages.iter().copied().chain([("all", all)]) {
            let (ms, share) = (time.as_secs_f64() * 1e3, time.as_secs_f64() / all.as_secs_f64() * 100.0);
            let _ = writeln!(res, "  {stage:<10}{ms:>10.1} ms {share:>4.0} %");
        }
        res
    }
}
