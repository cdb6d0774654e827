//! What is remembered of files between two builds of `serve` changes nothing but time.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use prongsai::diag::Sink;
use prongsai::input::{self, Inputs, Seen};
use prongsai::scheme::BUILT_IN;

use crate::project::Project;

fn fresh(project: &Project) -> [u8; 32] {
    input::read(project.root(), &BUILT_IN, &mut Sink::default()).expect("readable").digest()
}

fn again(project: &Project, seen: &Seen) -> Inputs {
    input::read_again(project.root(), &BUILT_IN, seen, &mut Sink::default()).expect("readable")
}

/// An hour from now: whatever was written has settled.
fn later() -> SystemTime {
    SystemTime::now() + Duration::from_hours(1)
}

/// Changes a file, and makes it look as old as before.
fn change_unseen(project: &Project, path: &str, text: &str) {
    let disk = project.root().join(path);
    let time = fs::metadata(&disk).and_then(|it| it.modified()).expect("a time");
    fs::write(&disk, text).expect("written");
    File::options().write(true).open(&disk).and_then(|it| it.set_modified(time)).expect("set");
}

#[test]
fn after_any_edit_the_same_is_read_as_by_a_fresh_reading() {
    let project = Project::small();
    project.write("content/2568/items/o01/ก.csv", "a,b\n1,2\n").write("content/2568/items/o02/x.txt", "x");
    let seen = Seen::new(later);
    let same = |what: &str| assert_eq!(again(&project, &seen).digest(), fresh(&project), "{what}");
    same("first");
    same("nothing changed");
    project.write("content/2568/items/o01/ก.csv", "a,b\n1,2\n3,4\n");
    same("an attachment grew");
    project.write("content/2568/items/o01/ก.csv", "a,b\n9,2\n3,4\n");
    same("an attachment of the same length");
    project.write("content/2568/items/o02.md", "---\nitem: O2\noffices: [finance]\nstatus: done\n---\n");
    same("a page");
    fs::rename(project.root().join("content/2568/items/o02/x.txt"), project.root().join("content/2568/items/o02/y.txt")).expect("renamed");
    same("a renamed attachment");
    project.remove("content/2568/items/o02/y.txt");
    same("a removed attachment");
    project.write("content/2568/items/o02.md", [0xFF, 0xFE]);
    same("a page that is no text");
    let scheme = project.read("content/schemes/small.yaml");
    project.write("content/schemes/small.yaml", format!("{scheme}\n# อีก\n"));
    same("a scheme");
}

#[test]
fn a_file_that_looks_unchanged_is_remembered_unless_it_was_just_saved() {
    for (now, is_remembered) in [(later as fn() -> SystemTime, true), (SystemTime::now, false)] {
        let project = Project::small();
        project.write("content/2568/items/o01/a.txt", "one");
        let seen = Seen::new(now);
        let before = again(&project, &seen).digest();
        change_unseen(&project, "content/2568/items/o01/a.txt", "two");
        assert_eq!(again(&project, &seen).digest() == before, is_remembered);
    }
}
