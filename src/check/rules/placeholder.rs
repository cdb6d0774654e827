//! The rule `placeholder`.

use std::ops::Range;

use memchr::memmem;

use crate::check::words::Hits;
use crate::check::{Check, Run, Scene, words};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;
use crate::yaml;

rule! {
    /// ## What it checks
    /// Nothing stands where something was to be filled in: rows of dots (`.....`, `……`) or lines (`____`), `(ชื่อหน่วยงาน)`,
    /// `(หน่วยงาน/เว็บไซต์)`, `รอข้อมูล`, `xxx`, `TBA`, `lorem ipsum`. An `xxx` between dashes is a number that is hidden on purpose.
    /// The address of the section is looked at too.
    ///
    /// ## Why it matters
    /// The form was copied and not filled in; the reader sees a draft.
    "placeholder", Group::Text
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

/// Characters that stand for what is to be written, and how many of them in a row.
const RUNS: [(char, usize); 3] = [('.', 5), ('…', 2), ('_', 4)];
/// Phrases of forms, in lower case.
const PHRASES: [&str; 4] = ["(ชื่อหน่วยงาน)", "(หน่วยงาน/เว็บไซต์)", "lorem ipsum", "รอข้อมูล"];
/// What stands alone: three or more of `x`, or a word in capital letters.
const WORDS: [&str; 2] = ["TBA", "TBD"];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (span, ()) in words::search(scene, find) {
        sink.push(fault(span, &words::quoted(words::text(scene, span))));
    }
    let config = scene.config();
    if let Some(yaml) = config.yaml.filter(|_| !find(&config.base_url).is_empty()) {
        sink.push(fault(yaml::locate(scene.sources(), yaml, "base_url"), &config.base_url));
    }
}

fn find(text: &str) -> Hits<()> {
    let mut found: Vec<Range<usize>> = RUNS.iter().flat_map(|(c, least)| runs(text, *c, *least)).collect();
    let lower = text.to_ascii_lowercase();
    found.extend(PHRASES.iter().flat_map(|it| words::places(&lower, it)));
    let alone = WORDS.iter().flat_map(|it| words::places(text, it));
    found.extend(alone.chain(runs(&lower, 'x', 3)).filter(|it| stands_alone(text, it)));
    found.into_iter().map(|it| (it, ())).collect()
}

/// Where a character stands so many times in a row.
fn runs(text: &str, c: char, least: usize) -> Vec<Range<usize>> {
    let row = c.to_string().repeat(least);
    let mut res = Vec::new();
    let mut at = 0;
    while let Some(start) = memmem::find(&text.as_bytes()[at..], row.as_bytes()).map(|it| at + it) {
        at = text.len() - text[start..].trim_start_matches(c).len();
        res.push(start..at);
    }
    res
}

/// Whether it is no part of a word, a number, a name of a file.
fn stands_alone(text: &str, it: &Range<usize>) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || "-_/@&•".contains(c);
    let (before, after) = (&text[..it.start], &text[it.end..]);
    !before.ends_with(joins) && !before.ends_with('.') && !after.starts_with(joins)
}

fn fault(span: Span, shown: &str) -> Diagnostic {
    RULE.at(span, format!("ยังไม่ได้กรอกข้อความแทน `{shown}`"), format!("`{shown}` was to be filled in"))
        .help("พิมพ์ข้อความจริง หรือลบส่วนนี้", "write what belongs here, or delete it")
}
