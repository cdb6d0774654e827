//! Findings as SARIF 2.1.0, which code hosts and editors read.
//!
//! Paths are relative to the folder of the site (`SRCROOT`); columns count characters, the end is the place behind the last one.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Diagnostic, Place, Rule, Say};
use crate::path::{SitePath, percent_encode};
use crate::source::{Sources, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log, ending in a line break.
#[must_use]
pub fn render(found: &[Diagnostic], rules: &[&Rule], sources: &Sources) -> String {
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|it| descriptor(it)).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "language": "th",
        "columnKind": "unicodeCodePoints",
        "results": found.iter().map(|it| result(it, rules, sources)).collect::<Vec<_>>(),
    });
    format!("{:#}\n", json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
}

fn descriptor(rule: &Rule) -> Value {
    let docs: String = rule.docs.lines().map(|it| format!("{}\n", it.strip_prefix(' ').unwrap_or(it))).collect();
    let checks = section(&docs, "What it checks");
    let full = format!("{checks} {}", section(&docs, "Why it matters"));
    json!({
        "id": rule.id,
        "shortDescription": message(first_sentence(&checks)),
        "fullDescription": message(&full),
        "help": { "text": braces(&docs.replace("## ", "")), "markdown": braces(&docs) },
        "defaultConfiguration": { "level": rule.group.level().id() },
    })
}

/// What stands below a heading, in one line.
fn section(docs: &str, heading: &str) -> String {
    let below = docs.lines().skip_while(|it| it.strip_prefix("## ") != Some(heading)).skip(1);
    below.take_while(|it| !it.starts_with("## ")).flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

fn result(it: &Diagnostic, rules: &[&Rule], sources: &Sources) -> Value {
    let mut res = json!({
        "ruleId": it.rule,
        "level": it.level.id(),
        "message": message(&text(it)),
        "locations": [{ "physicalLocation": physical(&it.place, sources) }],
        "partialFingerprints": { "ruleFileMessage/v1": fingerprint(it, sources) },
    });
    if let Some(index) = rules.iter().position(|rule| rule.id == it.rule) {
        res["ruleIndex"] = json!(index);
    }
    if !it.also.is_empty() {
        res["relatedLocations"] = it.also.iter().map(|(span, say)| related(*span, say, sources)).collect();
    }
    res
}

/// Thai, English, then what to type in both.
fn text(it: &Diagnostic) -> String {
    [Some(&it.message), it.help.as_ref()].into_iter().flatten().map(both).collect::<Vec<_>>().join("\n\n")
}

fn both(Say { th, en }: &Say) -> String {
    format!("{th}\n{en}")
}

fn related(span: Span, say: &Say, sources: &Sources) -> Value {
    json!({ "message": message(&both(say)), "physicalLocation": physical(&span.into(), sources) })
}

fn physical(place: &Place, sources: &Sources) -> Value {
    match place {
        Place::Text(span) => json!({ "artifactLocation": artifact(&sources.get(span.file).path), "region": region(*span, sources) }),
        Place::File(path) => json!({ "artifactLocation": artifact(path) }),
    }
}

fn artifact(path: &SitePath) -> Value {
    json!({ "uri": percent_encode(path.as_str()), "uriBaseId": "SRCROOT" })
}

fn region(span: Span, sources: &Sources) -> Value {
    let [start, end] = [span.start, span.end].map(|it| sources.line_column(span.file, it));
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// Stays when lines move: a host then knows the finding again.
fn fingerprint(it: &Diagnostic, sources: &Sources) -> String {
    let (path, _) = it.position(sources);
    let digest = Sha256::digest(format!("{}\0{path}\0{}", it.rule, it.message.en));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Words of ours may quote Markdown; `[a](1)` would be read as a link (3.11.6 of the standard).
fn message(text: &str) -> Value {
    json!({ "text": braces(text).replace("](", r"\](") })
}

/// A single brace stands for an argument (3.11.5 of the standard).
fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Group, Level, rules};

    static LINK: Rule = Rule {
        id: "broken-link",
        group: Group::Link,
        docs: " ## What it checks\n A link leads\n somewhere. Else it is `{}`.\n\n ## Why it matters\n It counts 0.\n",
    };

    fn path(path: &str) -> SitePath {
        SitePath::new(path).expect("inside")
    }

    fn log(found: &[Diagnostic], rules: &[&Rule], sources: &Sources) -> Value {
        serde_json::from_str(&render(found, rules, sources)).expect("JSON")
    }

    #[test]
    fn a_finding_has_both_languages_and_its_places() {
        let mut sources = Sources::default();
        let file = sources.add(path("content/2568/items/ข้อ 1.md"), "ปี: 2568\nข้อ: x\n");
        let x = sources.get(file).text.find('x').expect("there");
        let found = LINK.at(sources.span(file, x..x + 1), "ไม่พบ", "not there: `[x](1)`, `{{ y }}`");
        let found = found.help("แก้", "mend it").also(sources.span(file, 0..3), "ดู", "see");
        let log = log(&[found], &[&rules::bad_yaml::RULE, &LINK], &sources);
        let uri = "content/2568/items/%E0%B8%82%E0%B9%89%E0%B8%AD%201.md";
        let place = |line: u8, start: u8| {
            json!({
                "artifactLocation": { "uri": uri, "uriBaseId": "SRCROOT" },
                "region": { "startLine": line, "startColumn": start, "endLine": line, "endColumn": start + 1 },
            })
        };
        let expected = json!({
            "ruleId": "broken-link",
            "ruleIndex": 1,
            "level": "error",
            "message": { "text": "ไม่พบ\nnot there: `[x\\](1)`, `{{{{ y }}}}`\n\nแก้\nmend it" },
            "locations": [{ "physicalLocation": place(2, 6) }],
            "relatedLocations": [{ "message": { "text": "ดู\nsee" }, "physicalLocation": place(1, 1) }],
            "partialFingerprints": log["runs"][0]["results"][0]["partialFingerprints"],
        });
        assert_eq!(log["runs"][0]["results"], json!([expected]));
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    }

    #[test]
    fn a_whole_file_has_no_region_and_an_unlisted_rule_no_index() {
        let found = LINK.at(&path("content/a.pdf"), "ใหญ่", "large");
        let log = log(&[Diagnostic { level: Level::Note, ..found }], &[], &Sources::default());
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["locations"], json!([{ "physicalLocation": { "artifactLocation": artifact(&path("content/a.pdf")) } }]));
        assert_eq!((&result["level"], result.get("ruleIndex"), result.get("relatedLocations")), (&json!("note"), None, None));
    }

    #[test]
    fn a_rule_is_described_by_its_documentation() {
        let log = log(&[], &[&LINK], &Sources::default());
        let expected = json!([{
            "id": "broken-link",
            "shortDescription": { "text": "A link leads somewhere." },
            "fullDescription": { "text": "A link leads somewhere. Else it is `{{}}`. It counts 0." },
            "help": {
                "text": "What it checks\nA link leads\nsomewhere. Else it is `{{}}`.\n\nWhy it matters\nIt counts 0.\n",
                "markdown": "## What it checks\nA link leads\nsomewhere. Else it is `{{}}`.\n\n## Why it matters\nIt counts 0.\n",
            },
            "defaultConfiguration": { "level": "error" },
        }]);
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"], expected);
        assert_eq!(log["runs"][0]["results"], json!([]));
    }

    #[test]
    fn every_rule_can_be_described() {
        for rule in rules::ALL {
            let described = descriptor(rule);
            for part in ["/shortDescription/text", "/fullDescription/text", "/help/text"] {
                let text = described.pointer(part).and_then(Value::as_str).unwrap_or("");
                assert!(text.ends_with(['.', '\n']) && text.len() > 10, "{} {part}: {text}", rule.id);
            }
        }
    }

    #[test]
    fn a_finding_is_known_again_when_lines_move() {
        let fingerprint_in = |text: &str, message: &str| {
            let mut sources = Sources::default();
            let file = sources.add(path("content/a.md"), text.to_owned());
            let at = text.find('x').expect("there");
            fingerprint(&LINK.at(sources.span(file, at..at + 1), "ไทย", message), &sources)
        };
        assert_eq!(fingerprint_in("x", "gone"), fingerprint_in("a\nb x", "gone"));
        assert_ne!(fingerprint_in("x", "gone"), fingerprint_in("x", "odd"));
        assert_eq!(fingerprint_in("x", "gone").len(), 32);
    }
}
