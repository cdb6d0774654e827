//! No address that was public is ever lost unnoticed.

use crate::project::Project;

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

#[test]
fn whatever_is_removed_after_a_build_stops_the_next_one() {
    let site = Project::copy_of(&crate::project::home().join("tests/sites/sample"));
    site.build();
    for gone in
        ["content/2568/items/o12/report-h1.pdf", "content/2568/measures/3.md", "content/2568/items/o08.md", "content/2568/indicators/6.md"]
    {
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
