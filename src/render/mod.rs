//! The site as files: every page, table, picture and list of the section.
//!
//! Each kind of page has its own file that turns the site into `Entry`s and knows no other. Pages are rendered in parallel;
//! their order in the output does not depend on that. Does not judge content, and touches no disk.

mod board;
mod chart;
mod data;
pub mod desk;
mod eit;
mod feed;
mod host;
mod index;
mod indicator;
mod item;
mod measure;
mod minify;
mod moved;
mod parts;
mod plot;
mod press;
mod qr;
mod report;
mod result;
mod search;
mod sheet;
pub mod view;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::press::{Page, Press, pages};
use self::view::{FindingView, LinkView};
use crate::config::Config;
use crate::diag::rules::duplicate_url;
use crate::diag::{Diagnostic, Place, Sink};
use crate::input::Inputs;
use crate::output::{Body, Output};
use crate::path::{OutPath, percent_encode};
use crate::site::{Site, Year, address};
use crate::theme::{self, Theme};

/// Who looks: the public, or the agency's own staff, who are also shown what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// What `public/` holds.
    Public,
    /// What `serve` shows.
    Staff,
}

/// Whether pages are minified. They always are when they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Minify {
    /// As published.
    Yes,
    /// As the templates wrote them.
    No,
}

/// How to render.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Who looks.
    pub face: Face,
    /// Whether pages are minified.
    pub minify: Minify,
}

/// A file of the section and whose it is.
#[derive(Debug)]
struct Entry {
    path: OutPath,
    body: Body,
    owner: Place,
    /// For people: `O12`, `aliases of O12`.
    name: String,
}

/// A piece of work that makes files; pieces know nothing of one another.
type Job<'a> = Box<dyn Fn() -> Vec<Result<Entry, theme::Fault>> + Send + Sync + 'a>;

/// Some of the section's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those of one year, by its place in the site's list.
    Year(usize),
    /// The front page, old addresses, what the host needs.
    Front,
    /// What is made of all pages at once: search, feed and sitemap.
    Lists,
}

/// The files of a part, and what is wrong with templates.
#[derive(Debug, Default)]
pub struct Made {
    entries: Vec<Entry>,
    faults: Vec<theme::Fault>,
}

impl Part {
    /// All parts of a site.
    pub fn all(site: &Site) -> impl Iterator<Item = Part> {
        (0..site.years.len()).map(Part::Year).chain([Part::Front, Part::Lists])
    }
}

impl Made {
    /// The file at a path.
    #[must_use]
    pub fn get(&self, path: &OutPath) -> Option<&Body> {
        self.entries.iter().find(|it| it.path == *path).map(|it| &it.body)
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.entries.iter().map(|it| &it.path)
    }
}

/// Where the bytes of a page are kept until it is written.
pub type Keep<'a> = &'a (dyn Fn(Vec<u8>) -> Body + Sync);

/// All files of the section. `findings`: what is known so far, sorted, for the staff face.
pub fn render(
    site: &Site,
    theme: &Theme,
    inputs: &Inputs,
    options: Options,
    findings: &[Diagnostic],
    keep: Keep<'_>,
    sink: &mut Sink,
) -> Output {
    let made = make(&Press::new(site, theme, inputs, options, findings, keep), Part::all(site));
    judge([&made], theme, inputs, sink);
    let mut output = Output::default();
    for Entry { path, body, .. } in made.entries.into_iter().rev() {
        // From the last to the first: where two claim a place, the first has it.
        output.insert(path, body);
    }
    output
}

/// The files of one part, for who does not need all at once; [`judge`] tells what is wrong with them.
pub fn render_part(site: &Site, theme: &Theme, inputs: &Inputs, options: Options, findings: &[Diagnostic], part: Part) -> Made {
    make(&Press::new(site, theme, inputs, options, findings, &Body::Bytes), [part])
}

fn make<'a>(press: &'a Press<'a>, parts: impl IntoIterator<Item = Part>) -> Made {
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for part in parts {
        match part {
            Part::Year(n) => year_jobs(press, &press.site.years[n], &mut jobs),
            Part::Front => front_jobs(press, &mut jobs),
            Part::Lists => lists_jobs(press, &mut jobs),
        }
    }
    // The last jobs are of the whole site and the longest: begun first, so that no thread waits for them in the end.
    let made: Vec<_> = jobs.par_iter().rev().with_max_len(1).map(|job| job()).collect();
    let mut res = Made::default();
    for entry in made.into_iter().rev().flatten() {
        match entry {
            Ok(entry) => res.entries.push(entry),
            Err(fault) => res.faults.push(fault),
        }
    }
    res
}

fn year_jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    index::jobs(press, year, jobs);
    item::jobs(press, year, jobs);
    measure::jobs(press, year, jobs);
    indicator::jobs(press, year, jobs);
    result::jobs(press, year, jobs);
    report::jobs(press, year, jobs);
    eit::jobs(press, year, jobs);
}

fn front_jobs<'a>(press: &'a Press<'a>, jobs: &mut Vec<Job<'a>>) {
    board::jobs(press, jobs);
    moved::jobs(press, jobs);
    host::jobs(press, jobs);
}

fn lists_jobs<'a>(press: &'a Press<'a>, jobs: &mut Vec<Job<'a>>) {
    search::jobs(press, jobs);
    feed::jobs(press, jobs);
}

/// Reports places that two files claim, and faults of templates. Capital and small letters count as the same, but for two attachments
/// whose own names differ in nothing else: of these `case-collision` tells, at the file.
pub fn judge<'m>(parts: impl IntoIterator<Item = &'m Made>, theme: &Theme, inputs: &Inputs, sink: &mut Sink) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    let mut faults: Vec<&theme::Fault> = Vec::new();
    for part in parts {
        for Entry { path, body, owner, name } in &part.entries {
            match owners.get(&path.as_str().to_lowercase()) {
                Some(other) if other == name => {}
                Some(other) if matches!(body, Body::Copy { .. }) && other.to_lowercase() == name.to_lowercase() => {}
                Some(other) => sink.push(duplicate_url::fault(owner.clone(), path.address(), other)),
                None => drop(owners.insert(path.as_str().to_lowercase(), name)),
            }
        }
        faults.extend(&part.faults);
    }
    // One fault of a template shows on every page of its kind: once is enough.
    faults.sort();
    faults.dedup();
    for fault in faults {
        sink.push(theme.finding(fault, inputs));
    }
}

/// The link from a page at `root` to an address of the section. Pages are named with their file, so that they open from a disk.
fn href(root: &str, address: &str, anchor: Option<&str>) -> String {
    let path = out_path(address);
    let anchor = anchor.map_or(String::new(), |it| format!("#{}", percent_encode(it)));
    format!("{root}{}{anchor}", percent_encode(path.as_str()))
}

/// The file of an address that prongsai itself made.
fn out_path(address: &str) -> OutPath {
    OutPath::of_address(address).expect("addresses are made of years, codes and plain words")
}

/// An address as programs take it: what is not ASCII percent-encoded, all else as written.
fn ascii_only(url: &str) -> String {
    url.chars().map(|c| if c.is_ascii_graphic() { c.to_string() } else { percent_encode(c.encode_utf8(&mut [0; 4])) }).collect()
}

fn link(label: String, href: String) -> LinkView {
    LinkView { label, href, current: false }
}

fn bytes(address: &str, body: impl Into<Vec<u8>>, owner: Place) -> Entry {
    Entry { path: out_path(address), body: Body::Bytes(body.into()), owner, name: address.to_owned() }
}

/// A finding in the site's language.
#[must_use]
pub fn finding_view(it: &Diagnostic, inputs: &Inputs, config: &Config) -> FindingView {
    let (path, at) = it.position(&inputs.sources);
    FindingView {
        level: it.level.id(),
        message: it.message.in_language(config.language).to_owned(),
        help: it.help.as_ref().map_or(String::new(), |help| help.in_language(config.language).to_owned()),
        place: at.map_or(path.to_string(), |at| format!("{path}:{}:{}", at.line, at.column)),
    }
}
