//! Runs the pages `tests/checks/<rule>.md`: one `##` per situation, files that are laid over the small site of
//! `tests/checks/base`, and the exact text of the findings. `UPDATE_EXPECT=1` writes the text anew.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use prongsai::check;
use prongsai::diag::human::{self, Style};
use prongsai::diag::{Diagnostic, Group, Language, Level, Sink};
use prongsai::input;
use prongsai::pipeline::{self, Overrides};
use prongsai::render::{Face, Minify, Options};
use prongsai::scheme::BUILT_IN;
use prongsai::text::date::Date;

use crate::project::{Project, home};

/// Begins a content that is a copy of a file.
const COPY: &str = "copy of ";

/// A situation of a page.
struct Situation<'a> {
    name: &'a str,
    files: Vec<(&'a str, String)>,
    expected: &'a str,
    /// Where the expected text stands in the page.
    at: std::ops::Range<usize>,
}

#[test]
fn every_situation_says_what_its_page_expects() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = String::new();
    for (rule, path) in pages() {
        let Ok(page) = fs::read_to_string(&path) else {
            let _ = writeln!(wrong, "== {rule}: there is no page {}", path.display());
            continue;
        };
        let mut renewed = page.clone();
        let (mut reports, mut silent) = (0, 0);
        for it in situations(&page).into_iter().rev() {
            let (found, text) = findings(&it, rule);
            let of_rule = found.iter().filter(|it| it.rule == rule).count();
            if of_rule > 0 {
                reports += 1;
            } else {
                silent += 1;
            }
            check_words(&found, rule, it.name, &mut wrong);
            renewed.replace_range(it.at.clone(), &text);
            if text != it.expected && !update {
                let _ = writeln!(wrong, "== {rule}: {}\n-- expected\n{}-- found\n{text}", it.name, it.expected);
            }
        }
        if reports == 0 || silent == 0 {
            let _ = writeln!(wrong, "== {rule}: {reports} situations report it and {silent} do not; each page needs both");
        }
        if update && renewed != page {
            fs::write(&path, renewed).expect("written");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_error_stops_the_build_and_leaves_the_old_site() {
    for (rule, path) in pages() {
        // A rule without a page is told by the other test.
        let page = fs::read_to_string(&path).unwrap_or_default();
        let failing = situations(&page)
            .into_iter()
            .find(|it| findings(it, rule).0.iter().any(|found| found.rule == rule && found.level == Level::Error));
        let Some(situation) = failing else { continue };
        let project = Project::small();
        project.build();
        let before = project.public();
        for (path, content) in &situation.files {
            project.write(path, bytes(content));
        }
        if rule == "ledger-outdated" {
            project.write("content/2568/items/o01.md", "---\nitem: O1\naliases: [2567/o1/]\n---\n");
        }
        let run = project.run(if rule == "ledger-outdated" { &["build", "--locked"] } else { &["build"] });
        assert_eq!(run.code, Some(1), "{rule}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("[{rule}]")), "{rule}: {}", run.stderr);
        assert!(before == project.public(), "{rule}: public/ has changed");
    }
}

/// Rules and pages, by name.
fn pages() -> Vec<(&'static str, PathBuf)> {
    let res: Vec<_> = check::all()
        .into_iter()
        .filter(|it| !matches!(it.group, Group::Online | Group::Upkeep))
        .map(|it| (it.id, home().join(format!("tests/checks/{}.md", it.id))))
        .collect();
    let strange = fs::read_dir(home().join("tests/checks")).expect("the folder").map(|it| it.expect("an entry").path());
    for path in strange.filter(|it| it.extension().is_some_and(|it| it == "md")) {
        assert!(res.iter().any(|(_, page)| *page == path), "{} is a page without a rule", path.display());
    }
    res
}

/// Every finding tells place, fault and cure in both languages.
fn check_words(found: &[Diagnostic], rule: &str, situation: &str, wrong: &mut String) {
    for it in found {
        let has_cure = it.help.as_ref().is_some_and(|help| !help.th.is_empty() && !help.en.is_empty());
        let is_thai = it.message.th.chars().any(|c| ('ก'..='๛').contains(&c));
        if !has_cure || !is_thai || it.message.en.is_empty() {
            let _ = writeln!(wrong, "== {rule}: {situation}: no cure, or not in both languages: {:?}", it.message);
        }
    }
}

/// Paths and contents of files.
pub(crate) type Files = Vec<(String, String)>;

/// Rule, name and files of every situation.
pub(crate) fn situations_of_all_pages() -> Vec<(&'static str, String, Files)> {
    let mut res = Vec::new();
    for (rule, path) in pages() {
        let page = fs::read_to_string(path).unwrap_or_default();
        let files = |it: &Situation<'_>| it.files.iter().map(|(path, content)| ((*path).to_owned(), content.clone())).collect();
        res.extend(situations(&page).iter().map(|it| (rule, it.name.to_owned(), files(it))));
    }
    res
}

/// The small site with files laid over it.
pub(crate) fn overlay(files: &[(impl AsRef<str>, String)]) -> Project {
    let project = Project::small();
    for (path, content) in files {
        project.write(path.as_ref(), bytes(content));
    }
    project
}

fn findings(it: &Situation<'_>, rule: &str) -> (Vec<Diagnostic>, String) {
    let project = overlay(&it.files);
    let mut sink = Sink::default();
    let inputs = input::read(project.root(), &BUILT_IN, &mut sink).expect("readable");
    let options = Options { face: Face::Public, minify: Minify::No };
    pipeline::build(&inputs, &overrides(rule), options, &mut sink);
    let found = sink.sorted(&inputs.sources);
    let text = human::render(&found, &inputs.sources, Style { language: Language::Thai, color: false, width: 120 });
    (found, text.trim_end().to_owned() + if text.is_empty() { "" } else { "\n" })
}

/// The present day of the pages, so that none of them grows old.
fn overrides(rule: &str) -> Overrides {
    Overrides { base_url: None, today: Date::parse("2568-06-01"), locked: rule == "ledger-outdated" }
}

/// The content of a file: `\xE0` stands for a byte, so that a page can hold what is no UTF-8.
fn bytes(content: &str) -> Vec<u8> {
    if let Some(from) = content.strip_prefix(COPY) {
        return fs::read(home().join(from)).unwrap_or_else(|err| panic!("{from}: {err}"));
    }
    let mut parts = content.split("\\x");
    let mut res = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        res.push(u8::from_str_radix(&part[..2], 16).expect("two hexadecimal digits"));
        res.extend(&part.as_bytes()[2..]);
    }
    res
}

/// The situations of a page. Files: a line `` `path`: `` and a fence; expectations: a fence `diagnostics`.
fn situations(page: &str) -> Vec<Situation<'_>> {
    let mut res: Vec<Situation<'_>> = Vec::new();
    let mut lines = page.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let mut path = None;
    let mut name = "";
    let mut files = Vec::new();
    while let Some((start, line)) = lines.next() {
        let trimmed = line.trim_end();
        if let Some(rest) = trimmed.strip_prefix("## ") {
            name = rest;
        } else if let Some((path, from)) = copy_line(trimmed) {
            files.push((path, format!("{COPY}{from}")));
        } else if let Some(found) = file_line(trimmed) {
            path = Some(found);
        } else if trimmed.starts_with("```") {
            let fence = &trimmed[..trimmed.len() - trimmed.trim_start_matches('`').len()];
            let from = start + line.len();
            let end = lines.by_ref().find(|(_, it)| it.trim_end() == fence).map_or(page.len(), |it| it.0);
            if trimmed.ends_with("diagnostics") {
                res.push(Situation { name, files: std::mem::take(&mut files), expected: &page[from..end], at: from..end });
            } else if let Some((path, times)) = path.take() {
                files.push((path, page[from..end].repeat(times)));
            }
        }
    }
    res
}

/// `` `path` is `tests/files/x.pdf` ``: a copy of that file.
fn copy_line(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('`')?.strip_suffix('`')?.split_once("` is `")
}

/// `` `path`: ``, or `` `path` (1000 times): `` for a file that is too large for a page.
fn file_line(line: &str) -> Option<(&str, usize)> {
    let (path, rest) = line.strip_prefix('`')?.split_once('`')?;
    let times = rest.strip_prefix(" (").and_then(|it| it.strip_suffix(" times):"));
    if rest == ":" { Some((path, 1)) } else { times?.parse().ok().map(|times| (path, times)) }
}
