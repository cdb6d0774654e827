//! Many sites in one run: each on its own, whatever becomes of the others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::project::{Project, Run, bytes_below, copy, home, program};

/// A folder with copies of the small site.
fn sites(names: &[&str]) -> Project {
    let res = Project::small();
    for name in names {
        copy(&home().join("tests/checks/base"), &res.root().join("sites").join(name));
    }
    res
}

/// Runs the program in the folder, as a shell would call it.
fn run(project: &Project, args: &[&str]) -> Run {
    Run::of(program().current_dir(project.root()).args(args).output().expect("starts"), project.root())
}

fn public(project: &Project, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = project.root().join("sites").join(name).join("public");
    if folder.is_dir() { bytes_below(&folder) } else { BTreeMap::new() }
}

#[test]
fn each_site_is_built_as_it_would_be_alone() {
    let project = sites(&["a", "b"]);
    project.write("sites/b/content/2568/items/o01.md", "---\nitem: O1\n---\nของ b\n");
    let res = run(&project, &["build", "sites/a", "sites/b"]);
    assert_eq!(res.code, Some(0), "{}", res.stderr);
    let at = |text: &str| res.stderr.find(text).unwrap_or_else(|| panic!("{text}: {}", res.stderr));
    assert!(at("sites/a: ") < at("sites/b: ") && at("sites/b: ") < at("สร้างครบ 2 แห่ง"), "{}", res.stderr);
    let both = [public(&project, "a"), public(&project, "b")];
    assert!(both[0] != both[1] && both[0].len() > 20);
    for (name, together) in ["a", "b"].iter().zip(&both) {
        fs::remove_dir_all(project.root().join("sites").join(name).join("public")).expect("removed");
        assert_eq!(run(&project, &["-r", &format!("sites/{name}"), "build"]).code, Some(0));
        assert!(*together == public(&project, name), "{name}");
    }
}

#[test]
fn a_faulty_site_fails_alone() {
    let project = sites(&["a", "broken", "c", "no-site"]);
    fs::remove_file(project.root().join("sites/no-site/content/site.yaml")).expect("removed");
    project.write("sites/broken/content/2568/items/o01.md", "---\nitem: [O1\n---\n").write("sites/notes.txt", "x");
    let res = run(&project, &["build", "sites/a", "sites/broken", "sites/c", "sites/no-site", "sites/notes.txt", "sites/nowhere"]);
    assert_eq!(res.code, Some(1), "{}", res.stderr);
    assert!(!public(&project, "a").is_empty() && !public(&project, "c").is_empty());
    assert!(public(&project, "broken").is_empty() && public(&project, "no-site").is_empty());
    for text in [
        "sites/broken: ",
        "content/2568/items/o01.md:2:",
        "`sites/no-site` holds no content/site.yaml",
        "there is no folder `sites/nowhere`",
        "passed over sites/notes.txt",
        "สร้างแล้ว 2 จาก 5 แห่ง",
    ] {
        assert!(res.stderr.contains(text), "{text}: {}", res.stderr);
    }
    // With -q only what is wrong is said.
    let quiet = run(&project, &["build", "-q", "sites/a", "sites/broken"]);
    assert!(!quiet.stderr.contains("sites/a: ") && quiet.stderr.contains("sites/broken: "), "{}", quiet.stderr);
}

#[test]
fn machines_read_one_report_with_paths_from_where_the_run_began() {
    let project = sites(&["a", "b"]);
    for name in ["a", "b"] {
        project.write(&format!("sites/{name}/content/2568/items/o01.md"), "---\nitem: O1\nofices: [clerk]\n---\n");
    }
    let args = ["build", "./sites/a/", "sites/b", "--format"];
    let of = |format: &str| run(&project, &[&args[..], &[format]].concat());
    let report: serde_json::Value = serde_json::from_str(&of("json").stdout).expect("one document");
    let files: Vec<&str> = report["findings"].as_array().expect("a list").iter().filter_map(|it| it["file"].as_str()).collect();
    assert_eq!(files, ["sites/a/content/2568/items/o01.md", "sites/b/content/2568/items/o01.md"]);
    let sarif: serde_json::Value = serde_json::from_str(&of("sarif").stdout).expect("one document");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(2));
    let marks = of("github").stdout;
    assert!(marks.contains("::error file=sites/b/content/2568/items/o01.md,line=3,"), "{marks}");
    assert!(of("concise").stdout.starts_with("sites/a/content/2568/items/o01.md:3:1: error[unknown-field]"));
}

#[test]
fn shares_together_are_all_sites() {
    let names: Vec<String> = (0..12).map(|n| format!("s{n:02}")).collect();
    let project = sites(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let folders: Vec<String> = names.iter().map(|it| format!("sites/{it}")).collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let is_built = |name: &String| project.root().join("sites").join(name).join("public").is_dir();
    let mut built = 0;
    for share in ["1/3", "2/3", "3/3"] {
        let res = run(&project, &[&["build", "-q", "--shard", share], &folders[..]].concat());
        assert_eq!(res.code, Some(0), "{}", res.stderr);
        let now = names.iter().filter(|it| is_built(it)).count();
        assert!(now > built, "share {share} is not empty");
        built = now;
    }
    assert_eq!(built, 12);
    assert_eq!(run(&project, &["build", "--shard", "4/3", "sites/s00"]).code, Some(2));
    assert_eq!(run(&project, &["build", "--shard", "1/3"]).code, Some(2), "shares are of many sites");
    assert_eq!(run(&project, &["build", "-o", "x", "sites/s00"]).code, Some(2), "each has its own public/");
}

#[test]
fn a_run_killed_at_any_point_leaves_each_site_whole() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let project = sites(&names);
    let page = |text: &str| format!("---\nitem: O1\n---\n{text}\n");
    let mut whole: Vec<BTreeMap<PathBuf, Vec<u8>>> = Vec::new();
    let folders: Vec<String> = names.iter().map(|it| format!("sites/{it}")).collect();
    let mut args = vec!["build", "-q"];
    args.extend(folders.iter().map(String::as_str));
    let edit = |text: &str| {
        for name in names {
            project.write(&format!("sites/{name}/content/2568/items/o01.md"), page(text));
        }
    };
    let mut time = std::time::Duration::ZERO;
    for text in ["เก่า", "ใหม่"] {
        edit(text);
        let started = std::time::Instant::now();
        assert_eq!(run(&project, &args).code, Some(0));
        time = started.elapsed();
        whole.push(public(&project, "a"));
    }
    assert!(whole[0] != whole[1]);
    let mut killed = 0;
    for n in 0..24_u32 {
        edit(if n % 2 == 0 { "เก่า" } else { "ใหม่" });
        let mut command = program();
        command.current_dir(project.root()).args(&args).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("starts");
        std::thread::sleep(time * (n % 12) / 10);
        child.kill().expect("killed, or ended already");
        killed += u32::from(!child.wait().expect("ends").success());
        for name in names {
            let now = public(&project, name);
            assert!(whole.contains(&now), "kill {n}: {name} is neither the old site nor the new one");
        }
    }
    assert!(killed > 3, "only {killed} runs were killed in time");
    assert!(Path::new(&project.root().join("sites/a/content/urls.lock")).is_file());
}
