//! Taste that can be held by a test: layers, lists over the rules and the theme, no loose ends.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use prongsai::check;
use prongsai::diag::Language;
use prongsai::theme::Strings;

use crate::project::home;

/// The modules in the order of `lib.rs`: a module may use itself and what stands above it.
fn layers() -> Vec<String> {
    let lib = fs::read_to_string(home().join("src/lib.rs")).expect("lib.rs");
    lib.lines().filter_map(|it| it.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned)).collect()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut res = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|err| panic!("{}: {err}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            res.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            res.push(path);
        }
    }
    res.sort();
    res
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let layers = layers();
    assert!(layers.len() > 10, "the list is read: {layers:?}");
    let mut wrong = Vec::new();
    for path in files(&home().join("src"), ".rs") {
        let below = path.strip_prefix(home().join("src")).expect("below src");
        let module = below.components().next().expect("a part").as_os_str().to_string_lossy().replace(".rs", "");
        let Some(own) = layers.iter().position(|it| *it == module) else { continue };
        let text = fs::read_to_string(&path).expect("a file");
        for used in text.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if layers.iter().position(|it| *it == used).is_some_and(|used| used > own) {
                wrong.push(format!("{} uses {used}", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_program_is_thin() {
    let main = fs::read_to_string(home().join("src/main.rs")).expect("main.rs");
    assert!(main.lines().count() <= 40);
}

#[test]
fn rules_are_sorted_documented_and_named_after_their_files() {
    let ids: Vec<&str> = check::all().into_iter().map(|it| it.id).collect();
    let sorted: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids, sorted.into_iter().collect::<Vec<_>>(), "sorted, each once");
    let mut names: Vec<String> = ["src/diag/rules", "src/check/rules"]
        .iter()
        .flat_map(|it| files(&home().join(it), ".rs"))
        .map(|it| it.file_stem().expect("a name").to_string_lossy().replace('_', "-"))
        .filter(|it| it != "mod")
        .collect();
    names.sort();
    assert_eq!(ids, names, "one file each");
    for rule in check::all() {
        let headings: Vec<&str> = rule.docs.lines().map(str::trim).filter(|it| it.starts_with('#')).collect();
        assert_eq!(headings, ["## What it checks", "## Why it matters"], "{}", rule.id);
        assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", rule.id);
    }
}

#[test]
fn the_rules_page_is_that_of_the_rules() {
    let mut page =
        String::from("# Rules\n\nMade from the rules' own documentation; `UPDATE_EXPECT=1 cargo test --test it rules_page` renews it.\n");
    for rule in check::all() {
        let docs: String = rule.docs.lines().map(|it| format!("{}\n", it.strip_prefix(' ').unwrap_or(it).replace("## ", "### "))).collect();
        page.push_str(&format!("\n## {}\n\n*{}, {}*\n\n{}\n", rule.id, rule.group.id(), rule.group.level().id(), docs.trim_end()));
    }
    let path = home().join("docs/rules.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(home().join("docs")).expect("the folder");
        fs::write(&path, &page).expect("written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page);
}

#[test]
fn the_default_theme_is_in_the_program_whole() {
    let list = fs::read_to_string(home().join("src/theme/built_in.rs")).expect("the list");
    for (folder, kind) in [("templates", "text"), ("static", "file")] {
        let folder = home().join("themes/default").join(folder);
        let named = list.matches(&format!("    {kind}!(\"")).count()
            + list.matches(&format!("[{kind}!(\"")).count()
            + list.matches(&format!(", {kind}!(\"")).count();
        let there = files(&folder, "");
        assert_eq!(named, there.len(), "{}", folder.display());
        for path in there {
            let name = path.strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
            assert!(list.contains(&format!("{kind}!(\"{name}\")")), "{name} is not in the program");
        }
    }
}

/// Keys that stand for a value: `state.open` and the like are put together.
const FAMILIES: [&str; 5] = ["state.", "covers.", "cadence.", "notice.", "staff."];

#[test]
fn every_string_of_the_theme_is_used_and_every_used_one_exists() {
    let strings = Strings::built_in(Language::Thai);
    let keys: BTreeSet<&str> = strings.iter().map(|it| it.0).collect();
    let mut used = BTreeSet::new();
    for path in files(&home().join("themes/default/templates"), ".html") {
        let text = fs::read_to_string(&path).expect("a template");
        used.extend(text.split("key=\"").skip(1).filter_map(|it| it.split('"').next()).map(str::to_owned));
    }
    for path in ["src/render", "src/serve"].iter().flat_map(|it| files(&home().join(it), ".rs")) {
        let text = fs::read_to_string(&path).expect("a file");
        let words = text
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|it| it.contains('.') && it.bytes().all(|b| b.is_ascii_lowercase() || b"._".contains(&b)));
        used.extend(words.map(str::to_owned));
    }
    let is_family = |it: &str| FAMILIES.iter().any(|family| it.starts_with(family));
    let idle: Vec<_> = keys.iter().filter(|it| !used.contains(**it) && !is_family(it)).collect();
    assert!(idle.is_empty(), "nothing uses {idle:?}");
    let files = [".js", ".htm", ".htaccess", ".html", ".xml", ".css", ".svg", ".json", ".csv", ".xlsx", ".png", ".txt"];
    let missing: Vec<_> =
        used.iter().filter(|it| !keys.contains(it.as_str()) && !it.ends_with('.') && !files.iter().any(|end| it.ends_with(end))).collect();
    assert!(missing.is_empty(), "there is no string {missing:?}");
}

#[test]
fn nothing_is_left_loose() {
    let marks = [
        concat!("FIX", "ME"),
        concat!("TO", "DO"),
        concat!("XX", "X"),
        concat!("todo", "!"),
        concat!("unimplemented", "!"),
        concat!("#[ig", "nore"),
    ];
    for folder in ["src", "tests/it", "themes"] {
        for path in files(&home().join(folder), "") {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            for mark in marks {
                assert!(!text.contains(mark), "{} holds {mark}", path.display());
            }
        }
    }
}
