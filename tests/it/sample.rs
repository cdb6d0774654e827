//! The sample: the clean year of a fictional agency, read once, with changes laid over it, checked in this process.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use prongsai::diag::{Diagnostic, Sink};
use prongsai::input::{self, Inputs};
use prongsai::path::SitePath;
use prongsai::pipeline::{self, Overrides};
use prongsai::render::{Face, Minify, Options};
use prongsai::scheme::BUILT_IN;
use prongsai::text::date::Date;
use tempfile::TempDir;

use crate::project::{bytes_below, home};

/// Where it lies.
pub(crate) const FOLDER: &str = "tests/sites/sample";

/// Files as they are to be: bytes, or nothing where a file is taken away.
pub(crate) type Changes = BTreeMap<SitePath, Option<Vec<u8>>>;

/// The files of the sample.
pub(crate) fn files() -> &'static BTreeMap<SitePath, Vec<u8>> {
    static FILES: LazyLock<BTreeMap<SitePath, Vec<u8>>> = LazyLock::new(|| {
        let all = bytes_below(&home().join(FOLDER)).into_iter();
        all.map(|(path, bytes)| (SitePath::new(&path.to_string_lossy()).expect("below the root"), bytes)).collect()
    });
    &FILES
}

/// The day on which it is looked at, so that it does not grow old.
pub(crate) fn overrides() -> Overrides {
    Overrides { base_url: None, today: Date::parse("2568-10-01"), locked: false }
}

/// What `check` finds in the sample with these changes, and the texts that the findings point into.
pub(crate) fn check(changes: &Changes, overrides: &Overrides) -> (Vec<Diagnostic>, Inputs) {
    check_in(|_| true, changes, overrides)
}

/// The same with some files of the sample only.
pub(crate) fn check_in(holds: fn(&SitePath) -> bool, changes: &Changes, overrides: &Overrides) -> (Vec<Diagnostic>, Inputs) {
    let mut sink = Sink::default();
    let folder = written(changes);
    let mut inputs = input::read(folder.path(), &BUILT_IN, &mut sink).expect("readable");
    lay_below(&mut inputs, |path| holds(path) && !changes.contains_key(path));
    inputs.read_tables(&mut sink).expect("readable");
    pipeline::build(&inputs, overrides, Options { face: Face::Public, minify: Minify::No }, &mut sink);
    (sink.sorted(&inputs.sources), inputs)
}

/// The changed files, as a site of their own.
fn written(changes: &Changes) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in changes.iter().filter_map(|(path, bytes)| Some((path, bytes.as_ref()?))) {
        let disk = folder.path().join(path.as_str());
        fs::create_dir_all(disk.parent().expect("below the root")).expect("a folder for it");
        fs::write(disk, bytes).expect("written");
    }
    folder
}

/// Adds files of the sample to those of a site, but for what its pages show as tables: a change may mean others.
fn lay_below(inputs: &mut Inputs, holds: impl Fn(&SitePath) -> bool) {
    static SAMPLE: LazyLock<Inputs> = LazyLock::new(|| {
        let mut sink = Sink::default();
        input::read(&home().join(FOLDER), &BUILT_IN, &mut sink).expect("readable")
    });
    for (path, file) in SAMPLE.texts.iter().filter(|(path, _)| path.as_str().starts_with("content/") && holds(path)) {
        let text = SAMPLE.sources.get(*file).text.clone();
        inputs.texts.insert(path.clone(), inputs.sources.add(path.clone(), text));
    }
    let attachments = SAMPLE.attachments.iter().filter(|(path, _)| holds(path));
    inputs.attachments.extend(attachments.map(|(path, file)| (path.clone(), file.clone())));
}
