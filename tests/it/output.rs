//! `public/` is whole at any instant, and what is not ours is not touched.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::project::{Project, Run, bytes_below, program, tree};

#[test]
fn a_second_build_writes_no_file() {
    let project = Project::shipped();
    project.build();
    let before = project.public();
    assert!(before.len() > 70);
    std::thread::sleep(Duration::from_millis(20));
    project.build();
    assert!(before == project.public(), "bytes and times are as before");
}

#[test]
fn one_change_rewrites_only_its_page_and_the_search() {
    let project = Project::shipped();
    project.build();
    let before = project.public();
    std::thread::sleep(Duration::from_millis(20));
    let page = project.read("content/2568/items/o07.md");
    project.write("content/2568/items/o07.md", page + "\nเพิ่มหนึ่งบรรทัด\n");
    project.build();
    let after = project.public();
    let changed: Vec<_> = after
        .iter()
        .filter(|(path, file)| before.get(*path) != Some(*file))
        .map(|(path, _)| path.strip_prefix(project.root()).expect("below"))
        .collect();
    // The search names its index with a version, so that no browser keeps an old one.
    let expected = ["public/.prongsai.json", "public/2568/o7/index.html", "public/search/index.html", "public/search/index.js"];
    assert_eq!(changed, expected.map(Path::new));
}

#[test]
fn what_is_there_already_is_not_made_again_but_whatever_differs_is() {
    let project = Project::shipped();
    let is_made = |args: &[&str]| {
        let run = project.run(&[&["build", "--timings"], args].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stderr.contains("  render ")
    };
    assert!(is_made(&[]) && !is_made(&[]), "the second build only looks");
    assert!(is_made(&["-u", "https://other.example.go.th/ita/"]) && is_made(&[]), "another address is another section");
    let (page, other) = ("public/2568/o7/index.html", "public/2568/o8/index.html");
    let before = project.read(page);
    project.write(page, before.replace("O7", "O9"));
    assert!(is_made(&[]) && project.read(page) == before, "what somebody changed is made anew");
    project.remove(other);
    assert!(is_made(&[]) && project.root().join(other).is_file(), "what somebody removed too");
    project.write("content/2568/items/o07.md", project.read("content/2568/items/o07.md") + "\nใหม่\n");
    assert!(is_made(&[]) && !is_made(&[]));
    project.write("themes/default/strings/th.yaml", "nav: {board: กระดานใหม่}\n");
    assert!(is_made(&[]) && !is_made(&[]));
    project.remove("content/urls.lock");
    assert!(!is_made(&[]) && project.read("content/urls.lock").contains("2568/o7/"), "the ledger is written from what is there");
}

#[test]
fn what_is_not_ours_stays() {
    let project = Project::small();
    project.build();
    project.write("public/foreign.txt", "ของคนอื่น").write("public/2568/o1/note/x.txt", "x").write("public/2568/o2/x.txt", "x");
    let before = project.public();
    std::thread::sleep(Duration::from_millis(20));
    // Without the ledger the build does not know that the page was public.
    project.remove("content/urls.lock").remove("content/2568/items/o02.md").write("content/2568/items/o01.md", "---\nitem: O1\n---\nใหม่\n");
    project.build();
    let after = project.public();
    for name in ["public/foreign.txt", "public/2568/o1/note/x.txt", "public/2568/o2/x.txt"] {
        let path = project.root().join(name);
        assert!(before[&path] == after[&path], "{name}");
    }
    assert!(!project.root().join("public/2568/o2/index.html").exists(), "our page of the removed item is gone");
}

#[test]
fn folders_that_are_not_for_us_are_refused() {
    let project = Project::small();
    project.write("theirs/index.html", "x");
    let before = tree(project.root());
    for target in ["theirs", "content", "content/public", "content/2568", ".", "..", "themes"] {
        fs::create_dir_all(project.root().join("themes")).expect("a folder");
        let run = project.run(&["build", "-o", &project.root().join(target).to_string_lossy()]);
        assert_eq!(run.code, Some(2), "{target}: {}", run.stderr);
        assert!(run.stderr.contains("prongsai: "), "{target}: {}", run.stderr);
        assert!(before == tree(project.root()), "{target}: something has changed");
    }
}

#[test]
fn a_build_killed_at_any_point_leaves_a_whole_site() {
    let project = Project::shipped();
    let site = project.read("content/site.yaml");
    let other = site.replace("อบต.โรงหีบ", "อบต.โรงหีบใหม่");
    assert_ne!(site, other);
    let build_other = |text: &str| {
        let copy = Project::shipped();
        copy.write("content/site.yaml", text).build();
        bytes_below(&copy.root().join("public"))
    };
    let whole = [build_other(&site), build_other(&other)];
    project.build();
    let started = std::time::Instant::now();
    project.write("content/site.yaml", &other).build();
    let time = started.elapsed();
    let (mut killed, mut seen) = (0, [0, 0]);
    for n in 0..60_u32 {
        project.write("content/site.yaml", if n % 2 == 0 { &site } else { &other });
        let mut command = program();
        command.arg("-r").arg(project.root()).args(["build", "-q"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("starts");
        std::thread::sleep(time * (n % 30) / 24);
        child.kill().expect("killed, or ended already");
        killed += u32::from(!child.wait().expect("ends").success());
        let now = bytes_below(&project.root().join("public"));
        let which = whole.iter().position(|it| *it == now).unwrap_or_else(|| panic!("kill {n}: neither the old site nor the new one"));
        seen[which] += 1;
    }
    assert!(killed > 5, "only {killed} builds were killed in time");
    assert!(seen.iter().all(|it| *it > 0), "{seen:?}");
    project.write("content/site.yaml", &other).build();
    assert!(whole[1] == bytes_below(&project.root().join("public")), "the next build succeeds");
    let beside: Vec<_> = fs::read_dir(project.root()).expect("the root").map(|it| it.expect("an entry").file_name()).collect();
    assert!(beside.iter().all(|it| !it.to_string_lossy().ends_with("-new") && !it.to_string_lossy().ends_with("-old")), "{beside:?}");
}

#[cfg(unix)]
#[test]
fn a_disk_that_refuses_leaves_the_old_site() {
    let project = Project::shipped();
    project.build();
    let before = project.public();
    // No file may grow over 16 KB: the small pages can be written, the large ones fail midway.
    let script = format!(
        "trap '' XFSZ; ulimit -f 16; exec '{}' -r '{}' build -u https://other.example/ita/",
        env!("CARGO_BIN_EXE_prongsai"),
        project.root().display()
    );
    let run = Run::of(Command::new("bash").args(["-c", &script]).output().expect("starts"), project.root());
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("prongsai: ") && run.stderr.contains("writing"), "{}", run.stderr);
    assert!(before == project.public(), "public/ has changed");
    let beside = fs::read_dir(project.root())
        .expect("the root")
        .filter(|it| it.as_ref().expect("an entry").file_name().to_string_lossy().contains("prongsai-new"));
    assert_eq!(beside.count(), 0, "nothing half-written is left");
}
