//! What is remembered of files between two builds of `serve` changes nothing but time.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use prongsai::content::Memory;
use prongsai::diag::{Diagnostic, Sink};
use prongsai::input::{self, Inputs, Seen};
use prongsai::output::{Body, Manifest};
use prongsai::pipeline::{self, Overrides};
use prongsai::render::{Face, Minify, Options};
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

/// What a build makes and says, with what is remembered of documents.
fn built(project: &Project, memory: Option<&Memory>) -> (Manifest, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let inputs = input::read(project.root(), &BUILT_IN, &mut sink).expect("readable");
    let overrides = Overrides::default();
    let prepared = pipeline::prepare_watched(&inputs, &overrides, memory, &mut sink, &mut |_| ());
    let options = Options { face: Face::Staff, minify: Minify::No };
    let built = pipeline::finish(prepared, &inputs, &overrides, options, &Body::Bytes, &mut sink, &mut |_| ());
    (built.output.manifest(), sink.sorted(&inputs.sources))
}

#[test]
fn documents_that_are_remembered_make_the_same_pages_and_findings() {
    let project = Project::copy_of(&crate::project::home().join("tests/sites/sample"));
    let memory = Memory::default();
    let same = |what: &str| {
        let (now, fresh) = (built(&project, Some(&memory)), built(&project, None));
        assert!(now.0 == fresh.0, "{what}: other pages");
        assert_eq!(now.1, fresh.1, "{what}");
    };
    same("first");
    same("nothing changed");
    let item = project.read("content/2568/items/o03.md");
    project.write("content/2568/items/o03.md", item.clone() + "\n## หัวข้อใหม่\n\nดู [ข้อ O1](o01/index.md) และ [ไม่มี](none.md)\n");
    same("a page with a fault in its text");
    project.write("content/2568/items/o03.md", item.replace("offices:", "ofices:"));
    same("a page with a fault in its head");
    project.write("content/2568/items/o03.md", item);
    project.remove("content/2568/items/o06.md");
    same("a page less, so that every later text has another number");
    project.write("content/2568/items/o06.md", "---\nitem: O6\noffices: [clerk]\nstatus: in_progress\n---\nใหม่\n");
    same("a page more");
    let table = project.read("content/2568/items/o12/spending-monthly.csv");
    project.write("content/2568/items/o12/spending-monthly.csv", table + "\nรวมทั้งสิ้น,1,2,3\n");
    same("a table that a page shows");
    fs::rename(project.root().join("content/2568/measures/1.md"), project.root().join("content/2568/measures/4.md")).expect("renamed");
    same("a measure with another number and the same text");
    let yaml = project.read("content/site.yaml");
    project.write("content/site.yaml", yaml.replace("id: finance", "id: money"));
    same("an office that pages name is gone");
}
