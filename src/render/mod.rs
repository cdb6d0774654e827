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
mod qr;
mod report;
mod result;
mod search;
mod sheet;
pub mod view;
mod words;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use crate::config::Config;
use crate::content::front_matter::Origin;
use crate::content::markdown;
use crate::diag::rules::duplicate_url;
use crate::diag::{Diagnostic, Place, Sink};
use crate::input::Inputs;
use crate::output::{Body, Digest, Output};
use crate::path::{OutPath, SitePath, percent_encode};
use crate::site::link::Target;
use crate::site::{self, Site, Year, address};
use crate::theme::{self, Theme};
use view::{FindingView, LinkView, PageView, SiteView, YearView};

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

/// All files of the section. `findings`: what is known so far, sorted, for the staff face.
pub fn render(site: &Site, theme: &Theme, inputs: &Inputs, options: Options, findings: &[Diagnostic], sink: &mut Sink) -> Output {
    let made = make(&Press::new(site, theme, inputs, options, findings), Part::all(site));
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
    make(&Press::new(site, theme, inputs, options, findings), [part])
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

/// What all pages share.
struct Press<'a> {
    site: &'a Site,
    theme: &'a Theme,
    inputs: &'a Inputs,
    options: Options,
    /// The site's view, serialised once.
    site_value: Value,
    /// What the pages of a year have in common, by year and by how deep they lie; made when the first of them is.
    shared: Vec<[OnceLock<Shared>; DEPTHS]>,
    /// Sorted, so that those of a file stand together.
    findings: &'a [Diagnostic],
    /// Files that are published in another encoding than they have.
    recoded: BTreeMap<&'a SitePath, Vec<u8>>,
}

/// How deep pages lie: `2568/measures/1/` is the deepest.
const DEPTHS: usize = 4;

/// What is the same on many pages of a year, serialised.
#[derive(Clone)]
struct Shared {
    year: Value,
    /// The pages of the year, none of them the present one.
    nav: Value,
}

/// A page to be rendered.
struct Page<'a> {
    kind: &'static str,
    template: &'static str,
    address: String,
    title: String,
    description: String,
    trail: Vec<(String, String)>,
    year: &'a Year,
    owner: Place,
    name: String,
}

impl<'a> Press<'a> {
    fn new(site: &'a Site, theme: &'a Theme, inputs: &'a Inputs, options: Options, findings: &'a [Diagnostic]) -> Press<'a> {
        Press {
            site,
            theme,
            inputs,
            options,
            site_value: Value::from_serializable(&site_view(&site.config)),
            shared: site.years.iter().map(|_| std::array::from_fn(|_| OnceLock::new())).collect(),
            findings,
            recoded: data::recoded(inputs),
        }
    }

    /// The findings about a file.
    fn findings(&self, file: &SitePath) -> Vec<FindingView> {
        let sources = &self.inputs.sources;
        let start = self.findings.partition_point(|it| it.path(sources) < file);
        let of_it = self.findings[start..].iter().take_while(|it| it.path(sources) == file);
        of_it.map(|it| finding_view(it, self.inputs, self.config())).collect()
    }

    fn config(&self) -> &'a Config {
        &self.site.config
    }

    fn is_staff(&self) -> bool {
        self.options.face == Face::Staff
    }

    /// A string of the theme.
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.theme.strings.say(key, values)
    }

    /// A number or text in the site's digits.
    fn digits(&self, text: &str) -> String {
        self.config().digits.show(text).into_owned()
    }

    /// The absolute address of a page or file.
    fn url(&self, address: &str) -> String {
        format!("{}{}", self.config().base_url, percent_encode(address))
    }

    /// A page as a file of the section. The view stands under `name` in the template.
    fn page<V: Serialize>(&self, page: Page<'_>, name: &'static str, view: &V) -> Result<Entry, theme::Fault> {
        let path = out_path(&page.address);
        let root = if page.kind == "not_found" { self.config().base_path().to_owned() } else { path.to_root() };
        let html = self.html(&page, &root, name, view)?;
        Ok(Entry { path, body: Body::Bytes(html), owner: page.owner, name: page.name })
    }

    fn html<V: Serialize>(&self, page: &Page<'_>, root: &str, name: &'static str, view: &V) -> Result<Vec<u8>, theme::Fault> {
        let trail = page.trail.iter().map(|(label, to)| {
            let (address, anchor) = to.split_once('#').map_or((to.as_str(), None), |(address, anchor)| (address, Some(anchor)));
            link(label.clone(), href(root, address, anchor))
        });
        let page_view = PageView {
            kind: page.kind,
            title: page.title.clone(),
            description: page.description.clone(),
            url: self.url(&page.address),
            root: root.to_owned(),
            version: self.theme.version.clone(),
            face: if self.is_staff() { "staff" } else { "public" },
            trail: trail.collect(),
        };
        let mut context = Context::new();
        context.insert_value("site", self.site_value.clone());
        context.insert("page", &page_view);
        let Shared { year, nav } = self.shared(page, root);
        context.insert_value("year", year);
        context.insert_value("nav", nav);
        context.insert(name, view);
        // One a thread, as large as the largest page.
        thread_local!(static HTML: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        HTML.with_borrow_mut(|html| {
            html.clear();
            self.theme.render_to(page.template, &context, html)?;
            Ok(match self.options.minify {
                Minify::Yes => minify::page(html),
                Minify::No => html.clone(),
            })
        })
    }

    fn shared(&self, page: &Page<'_>, root: &str) -> Shared {
        let new = || Shared {
            year: Value::from_serializable(&self.year_view(page.year, root)),
            nav: Value::from_serializable(&self.nav(page, root)),
        };
        let year = self.site.years.iter().position(|it| it.year == page.year.year);
        let depth = root.len() / "../".len();
        match year.and_then(|year| self.shared.get(year)?.get(depth)) {
            // All others are in the list themselves, or know their root by its name.
            Some(shared) if matches!(page.kind, "item" | "measure" | "indicator") => shared.get_or_init(new).clone(),
            _ => new(),
        }
    }

    fn year_view(&self, year: &Year, root: &str) -> YearView {
        let mut notices = Vec::new();
        if !year.scheme.confirmed {
            notices.push("notice.unconfirmed_scheme");
        }
        if year.internal_tracking {
            notices.push("notice.internal_tracking");
        }
        YearView {
            be: self.digits(&year.year.to_string()),
            board_href: href(root, address::HOME, None),
            index_href: href(root, &address::index(year.year), None),
            newest: self.is_newest(year),
            scheme_title: self.digits(self.words(&year.scheme.title)),
            notices,
        }
    }

    fn is_newest(&self, year: &Year) -> bool {
        self.site.years.first().is_some_and(|it| it.year == year.year)
    }

    /// The pages of a year and the search, for the head of each page.
    fn nav(&self, page: &Page<'_>, root: &str) -> Vec<LinkView> {
        let year = page.year;
        let board = ("nav.board", address::HOME.to_owned());
        let index = ("nav.index", address::index(year.year));
        let pages = pages(year).map(|(key, name)| (key, address::page(year.year, name)));
        let links = [board, index].into_iter().chain(pages).chain([("nav.search", address::SEARCH.to_owned())]);
        links
            .map(|(key, address)| LinkView {
                label: self.say(key, &[]),
                current: address == page.address,
                href: href(root, &address, None),
            })
            .collect()
    }

    /// A body with its links put in, for the page at `root`.
    fn body(&self, body: &site::Body, root: &str) -> String {
        body.fragment.html(|n| self.target(&body.targets[n], root))
    }

    /// One section of a body.
    fn section(&self, body: &site::Body, heading: usize, root: &str) -> String {
        body.fragment.section_html(heading, |n| self.target(&body.targets[n], root))
    }

    fn target(&self, target: &Target, root: &str) -> Option<markdown::Target<'static>> {
        let size = match target {
            Target::Attachment(path) => self.inputs.attachments.get(path).and_then(|it| it.picture),
            _ => None,
        };
        let href = Press::target_href(target, root)?;
        Some(markdown::Target { href: href.into(), size, outside: matches!(target, Target::Outside(url) if url.starts_with("http")) })
    }

    /// The address to write into a page at `root`.
    fn target_href(target: &Target, root: &str) -> Option<String> {
        match target {
            Target::Page { address, anchor } => Some(href(root, address, anchor.as_deref())),
            Target::Here(anchor) => Some(format!("#{}", percent_encode(anchor))),
            Target::Attachment(path) => Some(format!("{root}{}", percent_encode(&address::attachment(path)))),
            Target::Outside(url) => Some(ascii_only(url)),
            Target::Broken => None,
        }
    }

    /// The absolute address of what a page at `own` leads to.
    fn target_url(&self, target: &Target, own: &str) -> Option<String> {
        match target {
            Target::Page { address, anchor } => {
                Some(self.url(address) + &anchor.as_ref().map_or(String::new(), |it| format!("#{}", percent_encode(it))))
            }
            Target::Here(anchor) => Some(format!("{}#{}", self.url(own), percent_encode(anchor))),
            Target::Attachment(path) => Some(self.url(&address::attachment(path))),
            Target::Outside(url) => Some(ascii_only(url)),
            Target::Broken => None,
        }
    }

    /// A file of the site as it is published.
    fn published(&self, path: &SitePath) -> Option<Body> {
        if let Some(bytes) = self.recoded.get(path) {
            return Some(Body::Bytes(bytes.clone()));
        }
        let file = self.inputs.attachments.get(path)?;
        Some(Body::Copy { from: file.disk.clone(), size: file.size, sha256: Digest::from(file.sha256) })
    }

    /// The files that targets lead to, as files of the section.
    fn attachments<'t>(&self, targets: impl Iterator<Item = &'t Target>, origin: &Origin) -> Vec<Result<Entry, theme::Fault>> {
        let paths = targets.filter_map(|it| if let Target::Attachment(path) = it { Some(path) } else { None });
        let entries = paths.filter_map(|path| {
            let (at, body) = (OutPath::new(&address::attachment(path))?, self.published(path)?);
            Some(Entry { path: at, body, owner: origin.yaml.into(), name: path.to_string() })
        });
        entries.map(Ok).collect()
    }
}

/// The pages that a year has once, beside its board and link index: the key of their name, and the last part of their address.
fn pages(year: &Year) -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = [
        ("nav.measures", "measures", !year.measures.is_empty()),
        ("nav.indicators", "indicators", !year.indicators.is_empty()),
        ("nav.result", "result", year.result.is_some()),
        ("nav.eit", "eit", true),
        ("nav.report", "report", true),
    ];
    all.into_iter().filter(|it| it.2).map(|(key, name, _)| (key, name))
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

fn site_view(config: &Config) -> SiteView {
    let agency = &config.agency;
    let name = match config.language {
        crate::diag::Language::English if !agency.name_en.is_empty() => agency.name_en.clone(),
        _ => agency.name.clone(),
    };
    let digits: String = crate::text::digits::to_arabic(&agency.phone).chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    SiteView {
        name,
        name_short: agency.name_short.clone(),
        language: theme::language_id(config.language),
        place: agency.place.clone(),
        phone: agency.phone.clone(),
        phone_href: if digits.is_empty() { String::new() } else { format!("tel:{digits}") },
        email: agency.email.clone(),
        website: agency.website.clone(),
        social: agency.social.iter().map(|(name, url)| link(name.clone(), url.clone())).collect(),
        base_url: config.base_url.clone(),
    }
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
