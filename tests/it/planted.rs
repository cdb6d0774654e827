//! Holds `check` to its word: each row plants one fault in the clean sample, and exactly that is found; what looks like the fault
//! and is right stands beside it, and nothing is found.

mod rows;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::thread;

use prongsai::check;
use prongsai::diag::{Diagnostic, Group};
use prongsai::input::Inputs;
use prongsai::path::SitePath;
use prongsai::pipeline::Overrides;

use crate::project::{Project, home};
use crate::sample::{self, Changes};
use rows::ROWS;

/// A fault that is planted, or its twin: what looks alike and is right.
struct Row {
    /// What was done to the sample.
    name: &'static str,
    edits: &'static [Edit],
    build: Build,
    /// The one finding: rule, and file and line; of a twin there is none.
    finding: Option<(&'static str, &'static str)>,
}

/// What is done to a file. Paths are seen from `content/2568/items/`.
enum Edit {
    /// Puts a text in the place of another, which the file holds once.
    Change(&'static str, &'static str, &'static str),
    /// Puts a text at the end of a file, which may be new.
    Add(&'static str, &'static str),
    /// Saves a text as another program would.
    Save(&'static str, fn(&str) -> Vec<u8>),
    /// Puts a file of the tests here.
    Copy(&'static str, &'static str),
    /// Puts a PDF of one page here: what its catalog holds besides, and its text.
    Pdf(&'static str, &'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
}

/// What a build is that looks for the fault.
#[derive(Clone, Copy)]
enum Build {
    /// One of a site that was built before.
    Next,
    /// One of a site that never was: no address can be lost.
    First,
    /// One that may add no address.
    Locked,
}

const fn fault(name: &'static str, edits: &'static [Edit], rule: &'static str, place: &'static str) -> Row {
    Row { name, edits, build: Build::Next, finding: Some((rule, place)) }
}

const fn twin(name: &'static str, edits: &'static [Edit]) -> Row {
    Row { name, edits, build: Build::Next, finding: None }
}

impl Row {
    const fn in_build(self, build: Build) -> Row {
        Row { build, ..self }
    }
}

#[test]
fn a_clean_year_reports_nothing_at_all() {
    let (found, inputs) = sample::check(&Changes::new(), &Overrides { locked: true, ..sample::overrides() });
    assert!(found.is_empty(), "{}", told(&found, &inputs));
    let run = Project::copy_of(&home().join(sample::FOLDER)).run(&["check", "--format", "concise"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
}

#[test]
fn one_edit_brings_exactly_its_finding() {
    // Threads of our own: one of the pool that the pipeline works in would take up the next row while it waits for its own.
    let of_thread = |n| ROWS.iter().skip(n).step_by(THREADS).filter_map(wrong).collect::<Vec<String>>();
    let wrong = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|n| scope.spawn(move || of_thread(n))).collect();
        threads.into_iter().flat_map(|it| it.join().expect("ends")).collect::<Vec<String>>()
    });
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.concat());
}

/// Rows that are looked at side by side.
const THREADS: usize = 4;

/// What is found in place of what a row says.
fn wrong(row: &Row) -> Option<String> {
    let mut changes = Changes::new();
    for edit in row.edits {
        edit.apply(&mut changes);
    }
    if let Build::First = row.build {
        changes.insert(site_path("../../urls.lock"), None);
    }
    let overrides = Overrides { locked: matches!(row.build, Build::Locked), ..sample::overrides() };
    let (found, inputs) = sample::check(&changes, &overrides);
    let expected = row.finding.map(|(rule, place)| {
        let (path, line) = place.split_once(':').map_or((place, String::new()), |(path, line)| (path, format!(":{line}")));
        format!("{rule} {}{line}", site_path(path))
    });
    let is_right = found.len() == usize::from(expected.is_some()) && found.iter().all(|it| Some(place(it, &inputs)) == expected);
    (!is_right).then(|| format!("== {}: {}\n{}", row.name, expected.as_deref().unwrap_or("nothing"), told(&found, &inputs)))
}

/// Rule, file and line.
fn place(it: &Diagnostic, inputs: &Inputs) -> String {
    let (path, at) = it.position(&inputs.sources);
    format!("{} {path}{}", it.rule, at.map_or(String::new(), |it| format!(":{}", it.line)))
}

fn told(found: &[Diagnostic], inputs: &Inputs) -> String {
    let mut res = String::new();
    for it in found.iter().take(5) {
        let _ = writeln!(res, "   {}: {}", place(it, inputs), it.message.en);
    }
    res
}

impl Edit {
    fn apply(&self, changes: &mut Changes) {
        match *self {
            Edit::Change(path, old, new) => {
                let text = text(path, changes);
                assert_eq!(text.matches(old).count(), 1, "{path} holds `{old}` once");
                put(path, text.replace(old, new), changes);
            }
            Edit::Add(path, more) => {
                let text = current(path, changes).map_or_else(String::new, |_| text(path, changes));
                put(path, text + more, changes);
            }
            Edit::Save(path, save) => put(path, save(&text(path, changes)), changes),
            Edit::Copy(from, path) => put(path, fs::read(home().join(from)).unwrap_or_else(|err| panic!("{from}: {err}")), changes),
            Edit::Pdf(path, catalog, text) => put(path, pdf(catalog, text), changes),
            Edit::Remove(path) => drop(take(path, changes)),
            Edit::Rename(from, to) => {
                let bytes = take(from, changes);
                put(to, bytes, changes);
            }
        }
    }
}

/// A path as it is seen from the folder of items.
fn site_path(path: &str) -> SitePath {
    SitePath::resolve("content/2568/items", path).unwrap_or_else(|| panic!("{path} is below the root"))
}

/// A file with what was done to it already.
fn current<'a>(path: &str, changes: &'a Changes) -> Option<&'a Vec<u8>> {
    let path = site_path(path);
    changes.get(&path).map_or_else(|| sample::files().get(&path), Option::as_ref)
}

fn text(path: &str, changes: &Changes) -> String {
    let bytes = current(path, changes).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

fn put(path: &str, bytes: impl Into<Vec<u8>>, changes: &mut Changes) {
    changes.insert(site_path(path), Some(bytes.into()));
}

fn take(path: &str, changes: &mut Changes) -> Vec<u8> {
    let res = current(path, changes).unwrap_or_else(|| panic!("there is no {path}")).clone();
    changes.insert(site_path(path), None);
    res
}

/// A PDF with one line of text.
fn pdf(catalog: &str, text: &str) -> String {
    let content = format!("BT /F 12 Tf 60 700 Td ({text}) Tj ET");
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let objects: String = (1..).zip(objects).map(|(n, object)| format!("{n} 0 obj\n{object}\nendobj\n")).collect();
    format!("%PDF-1.7\n{objects}trailer <</Root 1 0 R>>\n%%EOF")
}

#[test]
fn every_rule_has_its_fault_and_the_twins_stand_beside_theirs() {
    let planted: BTreeSet<&str> = ROWS.iter().filter_map(|it| it.finding).map(|it| it.0).collect();
    let without: Vec<&str> = check::all()
        .into_iter()
        .filter(|it| !matches!(it.group, Group::Online | Group::Upkeep))
        .map(|it| it.id)
        .filter(|it| !planted.contains(it))
        .collect();
    assert!(without.is_empty(), "no fault is planted for {without:?}");
    assert!(ROWS[0].finding.is_some(), "a twin follows its fault");
    let pairs = ROWS.windows(2).filter(|it| it[0].finding.is_some() && it[1].finding.is_none()).count();
    assert!(pairs >= 30, "{pairs} pairs");
    let names: BTreeSet<&str> = ROWS.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), ROWS.len(), "each name once");
}
