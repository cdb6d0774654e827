//! No address that was public is ever lost unnoticed.

use std::collections::BTreeSet;

use prongsai::content::{self, Role};
use prongsai::diag::{Diagnostic, Level};
use prongsai::ledger;
use prongsai::path::SitePath;
use prongsai::site::address;

use crate::project::{Project, home};
use crate::sample::{self, Changes};

#[test]
fn a_build_writes_the_ledger_and_a_second_one_leaves_it() {
    let project = Project::small();
    project.build();
    let ledger = project.read("content/urls.lock");
    for line in ["./\tsection", "2568/o1/\tO1", "2568/index.xlsx\tsection", "eit/\tmoved"] {
        assert!(ledger.contains(&format!("{line}\n")), "{line}: {ledger}");
    }
    let addresses: Vec<&str> = ledger.lines().skip(1).collect();
    assert!(addresses.is_sorted(), "{ledger}");
    assert!(!ledger.contains("assets/") && !ledger.contains(".htaccess"), "{ledger}");
    project.build();
    assert_eq!(ledger, project.read("content/urls.lock"));
}

/// Builds that all the files go in: those of one build lie far from each other, and none hides another.
const BATCHES: usize = 8;

#[test]
fn whatever_is_removed_or_renamed_is_told_as_lost() {
    let files: Vec<(&SitePath, String)> = sample::files().keys().filter_map(|path| Some((path, address_of(path)?))).collect();
    assert!(files.len() > 100, "items, measures, indicators and attachments: {}", files.len());
    for n in 0..BATCHES {
        let batch: Vec<_> = files.iter().skip(n).step_by(BATCHES).collect();
        let removed = batch.iter().map(|(path, _)| ((*path).clone(), None)).collect::<Changes>();
        let renamed = batch.iter().map(|(path, _)| (renamed(path), sample::files().get(*path).cloned()));
        let renamed: Changes = renamed.chain(removed.clone()).collect();
        let with = |gone| public().filter(move |it| goes_with(it, gone)).map(str::to_owned);
        let expected: BTreeSet<String> = batch.iter().flat_map(|(_, it)| with(it).chain([it.clone()])).collect();
        for changes in [removed, renamed] {
            assert_eq!(lost(&changes), expected, "batch {n}");
        }
    }
}

/// The address that a file of the sample makes.
fn address_of(path: &SitePath) -> Option<String> {
    match content::role(path) {
        Some((_, Role::Year)) => None,
        Some((year, role)) => Some(address::document(year, role)),
        None => path.as_str().contains("/items/").then(|| address::attachment(path)),
    }
}

/// The addresses in the ledger of the sample.
fn public() -> impl Iterator<Item = &'static str> {
    let ledger = &sample::files()[&SitePath::new(ledger::PATH).expect("below the root")];
    str::from_utf8(ledger).expect("UTF-8").lines().filter_map(|it| Some(it.split_once('\t')?.0))
}

/// Whether an address is lost when another is: with a page go its files, with a workbook goes the CSV that is made of it.
fn goes_with(address: &str, gone: &str) -> bool {
    gone.ends_with('/') && address.starts_with(gone) || gone.strip_suffix("xlsx").is_some_and(|it| address.strip_suffix("csv") == Some(it))
}

fn renamed(path: &SitePath) -> SitePath {
    SitePath::new(&format!("{}/old-{}", path.folder(), path.name())).expect("below the root")
}

/// The addresses at whose lines of the ledger an error says that they would be lost.
fn lost(changes: &Changes) -> BTreeSet<String> {
    let (found, inputs) = sample::check(changes, &sample::overrides());
    let (_, ledger) = inputs.text(ledger::PATH).expect("the ledger of the sample");
    let lost = found.iter().filter(|it| it.rule == "lost-url" && it.level == Level::Error);
    let line = |it: &Diagnostic| it.position(&inputs.sources).1.expect("in the ledger").line as usize;
    lost.map(|it| ledger.text.lines().nth(line(it) - 1).and_then(|it| it.split('\t').next()).expect("a line").to_owned()).collect()
}

#[test]
fn what_would_be_lost_stops_the_build_and_leaves_the_old_site() {
    let site = Project::copy_of(&home().join(sample::FOLDER));
    site.build();
    for gone in ["content/2568/items/o12/report-h1.pdf", "content/2568/measures/3.md"] {
        let path = site.root().join(gone);
        assert!(path.exists(), "{gone} is not in the sample any more: name another file");
        let before = site.public();
        let away = site.root().join("away");
        std::fs::rename(&path, &away).expect("moved away");
        let run = site.run(&["build", "--format", "concise"]);
        assert_eq!(run.code, Some(1), "{gone}: {}", run.stdout);
        assert!(run.stdout.contains("content/urls.lock:") && run.stdout.contains("[lost-url]"), "{gone}: {}", run.stdout);
        assert!(before == site.public(), "{gone}: public/ has changed");
        std::fs::rename(&away, &path).expect("moved back");
    }
    site.build();
}

#[test]
fn a_renamed_item_needs_one_of_three_cures() {
    let project = Project::small();
    let measure = "---\nmeasure: 1\ntitle: มาตรการ\n---\n## ประเด็นที่พบ\nก\n";
    project.write("content/2568/measures/1.md", measure).build();
    project.remove("content/2568/measures/1.md");
    let renamed = measure.replace("measure: 1", "measure: 2");
    project.write("content/2568/measures/2.md", &renamed);
    assert_eq!(project.run(&["build"]).code, Some(1));
    project.write("content/2568/measures/2.md", renamed.replace("title:", "aliases: [2568/measures/1/]\ntitle:"));
    project.build();
    assert!(project.read("public/2568/measures/1/index.html").contains("2568/measures/2/"));
    assert!(project.read("content/urls.lock").contains("2568/measures/1/\tmoved\n"));
    project.write("content/2568/measures/2.md", &renamed);
    let site = project.read("content/site.yaml") + "retired: [{url: 2568/measures/1/, reason: รวมกับมาตรการที่ 2}]\n";
    project.write("content/site.yaml", site).build();
    assert!(project.read("public/2568/measures/1/index.html").contains("รวมกับมาตรการที่ 2"));
}

#[test]
fn locked_builds_refuse_new_addresses() {
    let project = Project::small();
    let run = project.run(&["build", "--locked"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("ledger-outdated"), "{}", run.stderr);
    assert!(!project.root().join("public").exists() && !project.root().join("content/urls.lock").exists());
    project.build();
    assert_eq!(project.run(&["build", "--locked"]).code, Some(0));
}

#[test]
fn a_name_with_spaces_is_an_address_as_any_other() {
    let project = Project::small();
    project.write("content/2568/items/o01/แผน ปี 2568.csv", "ก,ข\n1,2\n");
    let page = project.read("content/2568/items/o01.md");
    let shown = "evidence:\n  - {file: \"แผน ปี 2568.csv\", title: แผนงาน, shows: [chart]}\n";
    project.write("content/2568/items/o01.md", page.replace("evidence:\n", shown));
    project.build();
    assert!(project.read("content/urls.lock").contains("2568/o1/แผน ปี 2568.csv\tO1\n"));
    let run = project.run(&["build", "--locked"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    project.write("content/2568/items/o01.md", page);
    let run = project.run(&["build"]);
    assert!(run.code == Some(1) && run.stderr.contains("lost-url"), "{}", run.stderr);
}
