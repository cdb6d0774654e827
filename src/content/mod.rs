//! The documents of a site, each read on its own: no page knows of another, and none of the scheme.

pub mod data;
pub mod front_matter;
pub mod indicator;
pub mod item;
pub mod markdown;
pub mod measure;
pub mod table;
pub mod year;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diag::Sink;
use crate::diag::rules::{misfiled_item, unknown_item};
use crate::input::Inputs;
use crate::path::SitePath;
use crate::source::FileId;
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;
use crate::text::digits::to_arabic;
use front_matter::Origin;
use indicator::IndicatorFile;
use item::ItemFile;
use measure::MeasureFile;
use year::YearFile;

/// All documents, by year.
#[derive(Debug, Default)]
pub struct Documents {
    /// By fiscal year.
    pub years: BTreeMap<FiscalYear, YearDocuments>,
}

/// The documents of a year, in order of their files' paths.
#[derive(Debug, Default)]
pub struct YearDocuments {
    /// `year.yaml`.
    pub year: Option<YearFile>,
    /// Items.
    pub items: Vec<ItemFile>,
    /// Items whose files are there and could not be read; findings say why.
    pub unread_items: BTreeSet<ItemCode>,
    /// Measures.
    pub measures: Vec<MeasureFile>,
    /// Perception indicators.
    pub indicators: Vec<IndicatorFile>,
}

/// What a file is, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `year.yaml`.
    Year,
    /// The page of an item.
    Item(ItemCode),
    /// The page of a measure.
    Measure(u16),
    /// The page of a perception indicator.
    Indicator(u16),
}

impl Role {
    fn item(self) -> Option<ItemCode> {
        match self {
            Role::Item(code) => Some(code),
            Role::Year | Role::Measure(_) | Role::Indicator(_) => None,
        }
    }
}

/// A document that was read.
#[derive(Debug, Clone)]
enum Document {
    Year(YearFile),
    Item(ItemFile),
    Measure(MeasureFile),
    Indicator(IndicatorFile),
}

impl Document {
    fn origin_mut(&mut self) -> &mut Origin {
        match self {
            Document::Year(it) => &mut it.origin,
            Document::Item(it) => &mut it.origin,
            Document::Measure(it) => &mut it.origin,
            Document::Indicator(it) => &mut it.origin,
        }
    }
}

/// Documents as they were read before, for whoever reads a site again and again: a document is known by its text, so leaving this out
/// changes nothing but time.
#[derive(Debug, Default)]
pub struct Memory(Mutex<HashMap<FileId, Arc<Known>>>);

#[derive(Debug)]
struct Known {
    path: SitePath,
    text: Arc<str>,
    document: Option<Document>,
    findings: Sink,
}

impl Memory {
    fn read_one(&self, inputs: &Inputs, year: FiscalYear, role: Role, file: FileId) -> (FiscalYear, Option<Document>, Sink) {
        let source = inputs.sources.get(file);
        // What a page shows as a table stands in another file.
        if source.text.contains("data") {
            return read_one(inputs, year, role, file);
        }
        let memory = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Comparing and copying take longer than all else here: not while others wait. A file that was not read again has the same text.
        let known = memory().get(&file).cloned();
        let is_same = |text: &Arc<str>| Arc::ptr_eq(text, &source.text) || *text == source.text;
        if let Some(known) = known.filter(|it| it.path == source.path && is_same(&it.text)) {
            return (year, known.document.clone(), known.findings.clone());
        }
        let (year, document, findings) = read_one(inputs, year, role, file);
        let known =
            Known { path: source.path.clone(), text: Arc::clone(&source.text), document: document.clone(), findings: findings.clone() };
        memory().insert(file, Arc::new(known));
        (year, document, findings)
    }
}

/// Reads every document of `content/`.
pub fn read(inputs: &Inputs, sink: &mut Sink) -> Documents {
    read_again(inputs, None, sink)
}

/// As [`read`], for the second time and later.
pub fn read_again(inputs: &Inputs, memory: Option<&Memory>, sink: &mut Sink) -> Documents {
    let mut jobs: Vec<(FiscalYear, Role, FileId)> = Vec::new();
    for (path, file) in inputs.texts.iter().filter(|(path, _)| is_document(path)) {
        match place(path) {
            Ok((year, role)) => jobs.push((year, role, *file)),
            Err(Misplaced::Number(example)) => {
                let name = if path.name() == "index.md" { path.folder().rsplit('/').next().unwrap_or_default() } else { path.stem() };
                sink.push(unknown_item::no_number(path, name, example));
            }
            Err(Misplaced::Folder) => sink.push(misfiled_item::unknown_place(path, "content/2568/items/o05.md")),
        }
    }
    let one = |(year, role, file): &(FiscalYear, Role, FileId)| match memory {
        Some(memory) => memory.read_one(inputs, *year, *role, *file),
        None => read_one(inputs, *year, *role, *file),
    };
    let read: Vec<_> = jobs.par_iter().map(one).collect();
    let mut res = Documents::default();
    for ((_, role, _), (year, document, findings)) in jobs.iter().zip(read) {
        sink.absorb(findings);
        let year = res.years.entry(year).or_default();
        match document {
            Some(Document::Year(it)) => year.year = Some(it),
            Some(Document::Item(it)) => year.items.push(it),
            Some(Document::Measure(it)) => year.measures.push(it),
            Some(Document::Indicator(it)) => year.indicators.push(it),
            None => year.unread_items.extend(role.item()),
        }
    }
    for (year, role) in inputs.unread.iter().filter_map(role) {
        res.years.entry(year).or_default().unread_items.extend(role.item());
    }
    res
}

fn read_one(inputs: &Inputs, year: FiscalYear, role: Role, file: FileId) -> (FiscalYear, Option<Document>, Sink) {
    let mut sink = Sink::default();
    let mut document = match role {
        Role::Year => year::read(inputs, file, &mut sink).map(Document::Year),
        Role::Item(code) => item::read(inputs, file, code, &mut sink).map(Document::Item),
        Role::Measure(number) => measure::read(inputs, file, number, &mut sink).map(Document::Measure),
        Role::Indicator(number) => indicator::read(inputs, file, number, &mut sink).map(Document::Indicator),
    };
    if let Some(document) = &mut document {
        document.origin_mut().has_faults = sink.has_errors();
    }
    (year, document, sink)
}

/// What a file is, whether or not it can be read; `None` when it is no document of a year.
#[must_use]
pub fn role(path: &SitePath) -> Option<(FiscalYear, Role)> {
    Some(path).filter(|it| is_document(it)).and_then(|it| place(it).ok())
}

/// Texts of `content/` but the site's own file, its schemes, and notes to staff called README.
fn is_document(path: &SitePath) -> bool {
    path.as_str().starts_with("content/")
        && path.as_str() != crate::config::PATH
        && path.extension() != "lock"
        && !(path.folder() == "content/schemes" && path.extension() == "yaml")
        && !path.stem().eq_ignore_ascii_case("readme")
}

enum Misplaced {
    /// The name is no number; the example is a good front matter line.
    Number(&'static str),
    Folder,
}

/// `content/2568/items/o12.md`, `content/2568/items/o12/index.md`, `content/2568/year.yaml`, …
fn place(path: &SitePath) -> Result<(FiscalYear, Role), Misplaced> {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    let [_, year, rest @ ..] = &parts[..] else { return Err(Misplaced::Folder) };
    let year = to_arabic(year).parse().ok().and_then(FiscalYear::new).ok_or(Misplaced::Folder)?;
    let (kind, name) = match rest {
        ["year.yaml"] => return Ok((year, Role::Year)),
        [kind, name] => (*kind, name.strip_suffix(".md").ok_or(Misplaced::Folder)?),
        [kind, name, "index.md"] => (*kind, *name),
        _ => return Err(Misplaced::Folder),
    };
    let number = || to_arabic(name).parse::<u16>().ok().filter(|it| *it > 0);
    let role = match kind {
        "items" => ItemCode::parse(name).map(Role::Item).ok_or(Misplaced::Number("o12.md"))?,
        "measures" => number().map(Role::Measure).ok_or(Misplaced::Number("1.md"))?,
        "indicators" => number().map(Role::Indicator).ok_or(Misplaced::Number("6.md"))?,
        _ => return Err(Misplaced::Folder),
    };
    Ok((year, role))
}
