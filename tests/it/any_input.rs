//! Any bytes, any YAML, any file with its lines cut, repeated and exchanged, in the place of each kind of file: no panic, every
//! finding points inside its text, every form tells it.
//!
//! The same cases in every run; `SLOW_TESTS=20` makes it twenty times as many. Readers of attachments are hurt past their guard by
//! tests of their own; here their files go through the whole pipeline.

use prongsai::check;
use prongsai::diag::human::Style;
use prongsai::diag::{Diagnostic, Language, Place, concise, github, human, json, sarif};
use prongsai::input::Inputs;
use prongsai::path::SitePath;
use prongsai::scheme::BUILT_IN;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use crate::sample::{self, Changes};

/// Cases of a kind of text.
const TEXTS: u32 = 24;
/// Cases of a kind of attachment.
const ATTACHMENTS: u32 = 8;

/// A file of the sample by its path below `content/`.
fn path(path: &str) -> SitePath {
    SitePath::new(&format!("content/{path}")).expect("below the root")
}

fn valid(file: &str) -> Vec<u8> {
    sample::files().get(&path(file)).unwrap_or_else(|| panic!("the sample has no {file}")).clone()
}

/// Puts so many files of some kind in the place of one, beside others that are as they should be.
fn put(cases: u32, file: &str, content: impl Strategy<Value = Vec<u8>>, others: &[(&str, Vec<u8>)]) {
    let slow = std::env::var("SLOW_TESTS").ok().and_then(|it| it.parse::<u32>().ok()).unwrap_or(1);
    let config = Config { cases: cases * slow, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let others: Changes = others.iter().map(|(file, bytes)| (path(file), Some(bytes.clone()))).collect();
    let res = runner.run(&content, |bytes| {
        let mut changes = others.clone();
        changes.insert(path(file), Some(bytes));
        let (found, inputs) = sample::check_in(is_of_the_small_site, &changes, &sample::overrides());
        look_at(&found, &inputs);
        Ok(())
    });
    match res {
        Ok(()) => {}
        Err(TestError::Fail(reason, bytes)) => panic!("{file}: {reason}\n{}", String::from_utf8_lossy(&bytes)),
        Err(err) => panic!("{file}: {err}"),
    }
}

/// Enough of the sample to have a page of each kind, and no more: many sites are built here.
fn is_of_the_small_site(path: &SitePath) -> bool {
    let pages = ["content/2568/items/o03.md", "content/2568/measures/1.md", "content/2568/indicators/1.md"];
    path.folder() == "content" && path.extension() == "yaml"
        || path.name() == "year.yaml"
        || path.folder() == "content/2568/items/o30"
        || pages.contains(&path.as_str())
}

fn look_at(found: &[Diagnostic], inputs: &Inputs) {
    let sources = &inputs.sources;
    for it in found {
        let own = if let Place::Text(span) = it.place { Some(span) } else { None };
        for span in it.also.iter().map(|it| it.0).chain(own) {
            assert!(sources.get(span.file).text.get(span.start as usize..span.end as usize).is_some(), "{it:?} points inside its text");
        }
    }
    // Each form tells each of them.
    let n = found.len();
    for language in [Language::Thai, Language::English] {
        assert_eq!(concise::render(found, sources, language).lines().count(), n);
        assert_eq!(github::render(found, sources, language).lines().count(), n);
        assert_eq!(human::render(found, sources, Style { language, color: false, width: 80 }).matches(" = help: ").count(), n);
    }
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(json(&json::render(found, sources))["findings"].as_array().map(Vec::len), Some(n));
    assert_eq!(json(&sarif::render(found, &check::all(), sources))["runs"][0]["results"].as_array().map(Vec::len), Some(n));
}

/// Bytes of no kind.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..300)
}

/// A valid file whose lines are taken away, repeated, exchanged, cut and run together.
fn hurt(valid: &[u8]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let lines: Vec<Vec<u8>> = valid.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    vec((0..6_u8, any::<Index>(), any::<Index>()), 1..6).prop_map(move |wounds| {
        let mut lines = lines.clone();
        for (kind, one, other) in &wounds {
            if !lines.is_empty() {
                wound(&mut lines, *kind, *one, *other);
            }
        }
        lines.concat()
    })
}

fn wound(lines: &mut Vec<Vec<u8>>, kind: u8, one: Index, other: Index) {
    let (at, there) = (one.index(lines.len()), other.index(lines.len()));
    match kind {
        0 => drop(lines.remove(at)),
        1 => lines.insert(there, lines[at].clone()),
        2 => lines.swap(at, there),
        3 => lines[at] = lines[there].clone(),
        4 => {
            let end = other.index(lines[at].len() + 1);
            lines[at].truncate(end);
        }
        _ => lines[at].retain(|byte| *byte != b'\n'),
    }
}

/// Signs that mean something to YAML, to Markdown or to Thai, behind a beginning.
fn pieces(beginning: &'static str) -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&str; 42] = [
        "---\n",
        "\n",
        "\n\n",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ": ",
        ", ",
        "\"",
        "'",
        "&a ",
        "*a",
        "|",
        ">\n  ",
        "? ",
        "!!",
        "#",
        "  ",
        "\t",
        "\0",
        "\r",
        "\u{FEFF}",
        "\u{200B}",
        "ก",
        "ำ",
        "๒",
        "**",
        "`",
        "<b>",
        "![",
        "](",
        "[^1]",
        "[^1]: ",
        "| a |\n|---|\n",
        "item",
        "evidence",
        "shows",
        "covers",
        "1990123456789",
        "http://",
    ];
    vec(select(&PIECES[..]), 0..60).prop_map(move |it| format!("{beginning}{}", it.concat()).into_bytes())
}

/// YAML of known and unknown keys with values of any form, between what stands before and after it.
fn yaml(before: &'static str, after: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let scalar = select(&SCALARS[..]).prop_map(str::to_owned);
    let value = scalar.prop_recursive(3, 16, 4, |inner| {
        let list = vec(inner.clone(), 0..4).prop_map(|it| format!("[{}]", it.join(", ")));
        let map = vec((select(&KEYS[..]), inner), 0..4).prop_map(|it| format!("{{{}}}", entries(&it).join(", ")));
        prop_oneof![list, map]
    });
    vec((select(&KEYS[..]), value), 0..10).prop_map(move |it| format!("{before}{}\n{after}", entries(&it).join("\n")).into_bytes())
}

fn entries(all: &[(&str, String)]) -> Vec<String> {
    all.iter().map(|(key, value)| format!("{key}: {value}")).collect()
}

#[rustfmt::skip]
const KEYS: [&str; 74] = [
    "item", "measure", "indicator", "title", "title_en", "offices", "status", "updated", "covers", "from", "to", "progress", "evidence",
    "file", "url", "here", "shows", "none", "signed_by", "aliases", "allow", "rule", "reason", "answers", "subindicator", "period", "owners",
    "scheme", "internal_tracking", "window", "report", "date", "eit", "closes", "result", "iit", "oit", "total", "grade", "memo", "number",
    "office", "subject", "chain", "post", "role", "remark", "agency", "name", "website", "social", "base_url", "language", "digits", "theme",
    "accent", "id", "rules", "retired", "fiscal_years", "confirmed", "tools", "indicators", "subindicators", "grades", "items", "elements",
    "must", "depends_on", "weight", "min_total", "ก", "\"\"", "<<",
];

#[rustfmt::skip]
const SCALARS: [&str; 46] = [
    "", "~", "true", "0", "-1", "97.5", ".nan", "1e999", "99999999999999999999", "O30", "๐๓๐", "done", "in_progress", "clerk", "outsiders",
    "2568-09-30", "2568-02-30", "๑๖ เม.ย. ๒๕๖๘", "0000-00-00", "oit-2566", "ours", "good", "th", "thai", "\"#5b3a8c\"", "\"#\"", "\"#ก\"", "public-forum.pdf",
    "../o03.md", "../../../../etc/passwd", "C:\\x", "O3", "https://www.example.go.th/ita/", "https://", "//x", "javascript:x", "2567/o1/", "index.php?id=7",
    "\"\\0\"", "\"\\u200B\"", "'ก ำ'", "<b>", "1990123456789", "national-id", "*a", "&a a",
];

/// All that may stand in the place of a text.
fn any_text(valid: &[u8], beginning: &'static str, after: &'static str) -> impl Strategy<Value = Vec<u8>> + use<> {
    prop_oneof![1 => any_bytes(), 3 => hurt(valid), 2 => pieces(beginning), 3 => yaml(beginning, after)]
}

#[test]
fn any_item() {
    let file = "2568/items/o30/index.md";
    put(TEXTS, file, any_text(&valid(file), "---\nitem: O30\n", "---\n## ก\n[ก](forum-hall.jpg)\n"), &[]);
}

#[test]
fn any_measure() {
    let file = "2568/measures/1.md";
    put(TEXTS, file, any_text(&valid(file), "---\ntitle: ก\n", "---\n## ประเด็นที่พบ\nก\n"), &[]);
}

#[test]
fn any_indicator() {
    let file = "2568/indicators/1.md";
    put(TEXTS, file, any_text(&valid(file), "---\nindicator: 1\n", "---\nก\n"), &[]);
}

#[test]
fn any_file_of_a_year() {
    let file = "2568/year.yaml";
    put(TEXTS, file, any_text(&valid(file), "scheme: oit-2566\n", ""), &[]);
}

#[test]
fn any_file_of_the_site() {
    let beginning = "agency: {name: อบต.ตัวอย่าง}\nbase_url: https://www.example.go.th/ita/\n";
    put(TEXTS, "site.yaml", any_text(&valid("site.yaml"), beginning, ""), &[]);
}

#[test]
fn any_ledger() {
    put(TEXTS, "urls.lock", any_text(&valid("urls.lock"), "2568/o30/\tO30\n", ""), &[]);
}

#[test]
fn any_scheme() {
    let year = ("2568/year.yaml", b"scheme: ours\n".to_vec());
    let list = BUILT_IN[0].1.replace("id: oit-2566", "id: ours");
    put(TEXTS, "schemes/ours.yaml", any_text(list.as_bytes(), "id: ours\n", ""), &[year]);
}

#[test]
fn any_attachment() {
    for (file, like) in [
        ("a.pdf", "2568/items/o30/public-forum.pdf"),
        ("a.xlsx", "2568/items/o34/risk-assessment.xlsx"),
        ("a.docx", "2568/items/o39/ethics-rules.docx"),
        ("a.csv", "2568/items/o12/spending-monthly.csv"),
        ("a.png", "2568/items/o01/org-chart.png"),
        ("a.jpg", "2568/items/o30/forum-hall.jpg"),
    ] {
        let text = format!("---\nitem: O30\nevidence: [{{file: {file}, title: ก, shows: [outsiders, period]}}]\n---\n![ก]({file})\n");
        let content = prop_oneof![any_bytes(), hurt(&valid(like))];
        put(ATTACHMENTS, &format!("2568/items/o30/{file}"), content, &[("2568/items/o30/index.md", text.into_bytes())]);
    }
}
