//! Findings: what is wrong in the user's text, where, what it costs, what to type.
//!
//! Data only; `human`, `concise`, `json`, `github`, `gitlab` and `sarif` turn them into text. Does not print and does not decide exit codes.

pub mod concise;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod rules;
pub mod sarif;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::path::SitePath;
use crate::source::{FileId, LineColumn, Sources, Span};
use crate::text::digits::veil;

/// How much a finding weighs. Orders from light to heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth a look.
    Note,
    /// An assessor would mark it down.
    Warning,
    /// Must not be published.
    Error,
}

impl Level {
    /// `error`, `warning`, `note`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// The language of messages to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Thai.
    #[default]
    Thai,
    /// English.
    English,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Say {
    /// Thai.
    pub th: String,
    /// English.
    pub en: String,
}

impl Say {
    /// The sentence in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Thai => &self.th,
            Language::English => &self.en,
        }
    }
}

/// A sentence in Thai and in English.
pub fn say(th: impl Into<String>, en: impl Into<String>) -> Say {
    Say { th: th.into(), en: en.into() }
}

/// What a rule protects; gives its default level (`DESIGN`: rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Files that cannot be understood.
    Structure,
    /// Addresses that would break.
    Address,
    /// What must never be public.
    Privacy,
    /// What a web host must not be given.
    Host,
    /// Links that lead nowhere.
    Link,
    /// What an assessor looks for and does not find.
    Complete,
    /// Content about another time than is asked for.
    Period,
    /// Links that will not last.
    LinkQuality,
    /// What some readers cannot read.
    Access,
    /// Slips in the text.
    Text,
    /// What the public sees and the agency did not put there.
    Online,
    /// What will soon be wrong with what the public sees.
    Upkeep,
}

impl Group {
    /// Level of the group's rules where the site does not say otherwise.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Group::Structure | Group::Address | Group::Privacy | Group::Host | Group::Link | Group::Online => Level::Error,
            Group::Complete | Group::Period | Group::LinkQuality | Group::Access | Group::Upkeep => Level::Warning,
            Group::Text => Level::Note,
        }
    }

    /// `structure`, `address`, …
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Group::Structure => "structure",
            Group::Address => "address",
            Group::Privacy => "privacy",
            Group::Host => "host",
            Group::Link => "link",
            Group::Complete => "complete",
            Group::Period => "period",
            Group::LinkQuality => "link-quality",
            Group::Access => "access",
            Group::Text => "text",
            Group::Online => "online",
            Group::Upkeep => "upkeep",
        }
    }
}

/// One kind of finding: its name, its group and its documentation. One file each, under `rules`.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, the fault and not the cure; never reused.
    pub id: &'static str,
    /// What it protects.
    pub group: Group,
    /// Markdown: what it checks, why it matters.
    pub docs: &'static str,
}

impl Rule {
    /// A finding of this rule.
    pub fn at(&self, place: impl Into<Place>, th: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        Diagnostic {
            place: place.into(),
            rule: self.id,
            level: self.group.level(),
            message: say(th, en),
            help: None,
            also: Vec::new(),
            count: 1,
        }
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a text.
    Text(Span),
    /// A whole file whose text is not shown: an attachment, bytes that are no text.
    File(SitePath),
}

impl From<Span> for Place {
    fn from(span: Span) -> Place {
        Place::Text(span)
    }
}

impl From<&SitePath> for Place {
    fn from(path: &SitePath) -> Place {
        Place::File(path.clone())
    }
}

/// Where a finding about a table is: in a text the cell itself, in a workbook the file and, for the message, the cell's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellPlace {
    /// Where.
    pub place: Place,
    /// `สถิติ!C7`; empty where the place shows it.
    pub cell: String,
}

impl CellPlace {
    /// A finding of a rule, with the cell's name before its words.
    pub(crate) fn fault(self, rule: &Rule, th: &str, en: &str) -> Diagnostic {
        let cell = if self.cell.is_empty() { String::new() } else { format!("{}: ", self.cell) };
        rule.at(self.place, format!("{cell}{th}"), format!("{cell}{en}"))
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// Id of the rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What is wrong, in a phrase.
    pub message: Say,
    /// What to type.
    pub help: Option<Say>,
    /// Other places that belong to it.
    pub also: Vec<(Span, Say)>,
    /// How many faults it stands for: 1, or all of its kind in its file that are not told one by one.
    pub count: usize,
}

impl Diagnostic {
    /// Adds what to type.
    #[must_use]
    pub fn help(mut self, th: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        self.help = Some(say(th, en));
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, th: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        self.also.push((span, say(th, en)));
        self
    }

    /// The file it is about.
    #[must_use]
    pub fn path<'a>(&'a self, sources: &'a Sources) -> &'a SitePath {
        match &self.place {
            Place::Text(span) => &sources.get(span.file).path,
            Place::File(path) => path,
        }
    }

    /// File, and line and column where it has a text.
    #[must_use]
    pub fn position<'a>(&'a self, sources: &'a Sources) -> (&'a SitePath, Option<LineColumn>) {
        let at = match &self.place {
            Place::Text(span) => Some(sources.line_column(span.file, span.start)),
            Place::File(_) => None,
        };
        (self.path(sources), at)
    }
}

/// How many findings of one rule and level are told one by one of one file: nobody reads more, and a hostile file has a fault at
/// every word.
const MOST: usize = 100;

/// Collects findings.
#[derive(Debug, Clone, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Takes a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes all findings of another sink.
    pub fn absorb(&mut self, other: Sink) {
        self.found.extend(other.found);
    }

    /// Hides long numbers in what findings say, and in the names of files they are about: what is printed must not hold a
    /// citizen's number.
    pub fn veil(&mut self) {
        let hide = |text: &mut String| {
            if let Cow::Owned(veiled) = veil(text) {
                *text = veiled;
            }
        };
        for it in &mut self.found {
            let says = std::iter::once(&mut it.message).chain(&mut it.help).chain(it.also.iter_mut().map(|it| &mut it.1));
            says.for_each(|say| {
                hide(&mut say.th);
                hide(&mut say.en);
            });
            if let Place::File(path) = &mut it.place
                && let Cow::Owned(veiled) = veil(path.as_str())
                && let Some(veiled) = SitePath::new(&veiled)
            {
                *path = veiled;
            }
        }
    }

    /// Looks at each finding again: it may be changed, or dropped by answering `false`.
    pub fn retain(&mut self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        self.found.retain_mut(keep);
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether one of them forbids publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|it| it.level == Level::Error)
    }

    /// The files that an error is told of.
    #[must_use]
    pub fn faulty_files(&self, sources: &Sources) -> BTreeSet<SitePath> {
        let errors = self.found.iter().filter(|it| it.level == Level::Error);
        errors.map(|it| sort_key(it, sources).0.clone()).collect()
    }

    /// The findings by file, place and rule, each once. Those of one rule at one place stay in the order in which the rule told
    /// them: that of the scheme, of the file. Whoever works in parallel has a sink for each piece, absorbed in order. Of very many
    /// of one rule and level in one file the last says how many more there are.
    #[must_use]
    pub fn sorted(&self, sources: &Sources) -> Vec<Diagnostic> {
        let mut seen = BTreeSet::new();
        let each_once = self.found.iter().filter(|it| seen.insert((sort_key(it, sources), &it.message)));
        let mut res: Vec<&Diagnostic> = each_once.collect();
        res.sort_by(|a, b| sort_key(a, sources).cmp(&sort_key(b, sources)));
        told(&res, sources)
    }
}

/// The findings that are told one by one, and for each kind with too many in a file, behind its last, how many more there are.
fn told(all: &[&Diagnostic], sources: &Sources) -> Vec<Diagnostic> {
    let mut n_all = BTreeMap::new();
    for it in all {
        *n_all.entry(kind(it, sources)).or_insert(0) += 1;
    }
    let mut n_seen = BTreeMap::new();
    let mut res = Vec::new();
    for it in all {
        let n = n_seen.entry(kind(it, sources)).or_insert(0);
        *n += 1;
        if *n <= MOST {
            res.push((*it).clone());
        } else if *n == MOST + 1 {
            res.push(more(it, n_all[&kind(it, sources)] - MOST));
        }
    }
    res
}

fn sort_key<'a>(it: &'a Diagnostic, sources: &'a Sources) -> (&'a SitePath, u32, u32, &'static str) {
    let (path, start, end) = match &it.place {
        Place::Text(span) => (&sources.get(span.file).path, span.start, span.end),
        Place::File(path) => (path, 0, 0),
    };
    (path, start, end, it.rule)
}

/// What is counted together.
fn kind<'a>(it: &'a Diagnostic, sources: &'a Sources) -> (&'a SitePath, &'static str, Level) {
    (sort_key(it, sources).0, it.rule, it.level)
}

/// The finding that stands for all further ones of its kind in its file, at the place of the first of them.
fn more(first: &Diagnostic, count: usize) -> Diagnostic {
    let message = say(format!("และอีก {count} แห่งในไฟล์นี้"), format!("and {count} more of these in this file"));
    let help = say("แก้แห่งที่บอกไว้ก่อนหน้านี้ แล้วตรวจใหม่", "mend those told before, then check again");
    Diagnostic { message, help: Some(help), also: Vec::new(), count, ..first.clone() }
}

/// Findings of several sites as those of one: each site's paths begin with its folder.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The texts that the findings are about.
    pub sources: Sources,
    /// The findings, site by site.
    pub found: Vec<Diagnostic>,
}

impl Gathered {
    /// Adds the findings of the site in `folder`, as it was named on the command line.
    pub fn add(&mut self, folder: &str, found: &[Diagnostic], sources: &Sources) {
        let mut known: BTreeMap<FileId, FileId> = BTreeMap::new();
        let mut moved = |span: &Span| {
            let file = *known.entry(span.file).or_insert_with(|| {
                let source = sources.get(span.file);
                self.sources.add(below(folder, &source.path), source.text.clone())
            });
            Span { file, ..*span }
        };
        self.found.extend(found.iter().map(|it| Diagnostic {
            place: match &it.place {
                Place::Text(span) => Place::Text(moved(span)),
                Place::File(path) => Place::File(below(folder, path)),
            },
            also: it.also.iter().map(|(span, say)| (moved(span), say.clone())).collect(),
            ..it.clone()
        }));
    }
}

/// The path of a site's file from where the site's folder was named; a folder without a name of its own (`..`) adds nothing.
fn below(folder: &str, path: &SitePath) -> SitePath {
    let folder = folder.replace('\\', "/");
    let folder = folder.trim_start_matches("./").trim_matches('/');
    SitePath::new(&format!("{folder}/{path}")).unwrap_or_else(|| path.clone())
}

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// At error level.
    pub errors: usize,
    /// At warning level.
    pub warnings: usize,
    /// At note level.
    pub notes: usize,
}

impl Tally {
    /// Counts.
    #[must_use]
    pub fn of<'a>(found: impl IntoIterator<Item = &'a Diagnostic>) -> Tally {
        let mut res = Tally::default();
        for it in found {
            match it.level {
                Level::Error => res.errors += it.count,
                Level::Warning => res.warnings += it.count,
                Level::Note => res.notes += it.count,
            }
        }
        res
    }
}

/// Declares the `RULE` of a file: its documentation is kept both as rustdoc and as text for `explain`.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $id:literal, $group:expr) => {
        $(#[doc = $doc])+
        pub static RULE: $crate::diag::Rule =
            $crate::diag::Rule { id: $id, group: $group, docs: concat!($($doc, "\n"),+) };
    };
}
pub(crate) use rule;

#[cfg(test)]
mod tests {
    use super::*;

    static LINK: Rule = Rule { id: "broken-link", group: Group::Link, docs: "" };

    #[test]
    fn of_very_many_the_last_says_how_many_more_and_no_level_is_hidden() {
        let mut sources = Sources::default();
        let file = sources.add(SitePath::new("content/a.md").expect("inside"), "ก\n".repeat(400));
        let mut sink = Sink::default();
        for line in (0..400).rev() {
            let found = LINK.at(sources.span(file, line * 4..line * 4 + 3), "ผิด", "wrong");
            sink.push(Diagnostic { level: if line == 399 { Level::Error } else { Level::Note }, ..found });
        }
        let found = sink.sorted(&sources);
        assert_eq!(found.len(), MOST + 2, "those told, the rest of the notes, the one error");
        let [.., rest, error] = &found[..] else { panic!("{found:?}") };
        assert_eq!((rest.count, rest.level, rest.message.en.as_str()), (299, Level::Note, "and 299 more of these in this file"));
        assert_eq!(rest.position(&sources).1.map(|it| it.line), Some(101), "where the first of them stands");
        assert_eq!((error.count, error.level), (1, Level::Error));
        assert_eq!(Tally::of(&found), Tally { errors: 1, warnings: 0, notes: 399 });
    }

    #[test]
    fn each_is_told_once_and_those_at_one_place_in_the_order_they_came() {
        let mut sources = Sources::default();
        let file = sources.add(SitePath::new("content/a.md").expect("inside"), "ก");
        let at = |text: &str| LINK.at(sources.span(file, 0..3), text, text);
        let mut sink = Sink::default();
        for text in ["O3", "O12", "O3", "O1"] {
            sink.push(at(text));
        }
        assert_eq!(sink.sorted(&sources), [at("O3"), at("O12"), at("O1")]);
    }
}
