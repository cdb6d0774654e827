//! Findings as a Code Quality report, which GitLab shows in a merge request: a JSON list in the form of Code Climate.
//!
//! Paths are those of the site: the report finds its lines where the site's folder is the repository's.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Diagnostic, Language, Level};
use crate::source::Sources;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// The report, ending in a line break.
///
/// # Panics
/// Never: texts and numbers serialise.
#[must_use]
pub fn render(found: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let issues: Vec<Issue<'_>> = found
        .iter()
        .map(|it| {
            let (path, at) = it.position(sources);
            // The same words twice in a file are two findings, wherever they move to.
            let words = format!("{}\n{path}\n{}", it.rule, it.message.en);
            let nth = seen.entry(words.clone()).and_modify(|nth| *nth += 1).or_default();
            let fingerprint = Sha256::digest(format!("{words}\n{nth}"));
            Issue {
                description: described(it, language),
                check_name: it.rule,
                fingerprint: fingerprint.iter().map(|byte| format!("{byte:02x}")).collect(),
                severity: severity(it.level),
                // A finding about a whole file stands at its beginning: a line is required.
                location: Location { path: path.as_str(), lines: Lines { begin: at.map_or(1, |at| at.line) } },
            }
        })
        .collect();
    serde_json::to_string_pretty(&issues).expect("texts and numbers serialise") + "\n"
}

fn described(it: &Diagnostic, language: Language) -> String {
    let help = it.help.as_ref().map_or(String::new(), |help| format!(" ({})", help.in_language(language)));
    format!("{}{help}", it.message.in_language(language))
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "blocker",
        Level::Warning => "minor",
        Level::Note => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Group, Rule};
    use crate::path::SitePath;

    static LINK: Rule = Rule { id: "broken-link", group: Group::Link, docs: "" };

    #[test]
    fn findings_keep_their_mark_when_they_move_and_have_one_each() {
        let path = |path| SitePath::new(path).expect("inside");
        let mut sources = Sources::default();
        let [first, moved] = ["ก\nข\nค\n", "\n\nก\nข\nค\n"].map(|text| sources.add(path("content/a.md"), text));
        let fault = |file, start| LINK.at(sources.span(file, start..start + 3), "ผิด", "wrong").help("แก้", "mend it");
        let report = |found: &[Diagnostic]| -> serde_json::Value {
            serde_json::from_str(&render(found, &sources, Language::English)).expect("JSON")
        };
        let before = report(&[fault(first, 0), fault(first, 4), LINK.at(&path("content/b.pdf"), "ใหญ่", "large")]);
        let after = report(&[fault(moved, 2), fault(moved, 6)]);
        assert_eq!(before[0]["fingerprint"], after[0]["fingerprint"]);
        assert_eq!(before[1]["fingerprint"], after[1]["fingerprint"]);
        assert_ne!(before[0]["fingerprint"], before[1]["fingerprint"]);
        assert_eq!(before[0]["description"], "wrong (mend it)");
        assert_eq!((&before[1]["location"]["lines"]["begin"], &after[1]["location"]["lines"]["begin"]), (&2.into(), &4.into()));
        assert_eq!((&before[2]["location"]["path"], &before[2]["location"]["lines"]["begin"]), (&"content/b.pdf".into(), &1.into()));
        assert_eq!((&before[2]["severity"], &before[2]["check_name"]), (&"blocker".into(), &"broken-link".into()));
        assert_eq!(report(&[]), serde_json::json!([]));
    }
}
