//! What each stage of a build costs over one agency-year of 55 pages, with all processors at work.
//!
//! ```text
//! cargo bench --bench stages -- --sort location [NAME]      RAYON_NUM_THREADS=1 for one processor
//! ```
//!
//! The site is made by `benches/generate.py`. The difference of `render` and `render_minified` is what minifying costs.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use prongsai::check::{self, Scene};
use prongsai::config;
use prongsai::content::{self, front_matter, markdown};
use prongsai::diag::Sink;
use prongsai::input::{self, Inputs};
use prongsai::output::{self, Body, Output};
use prongsai::pipeline::{self, Overrides};
use prongsai::render::{self, Face, Minify, Options};
use prongsai::scheme::{BUILT_IN, Schemes};
use prongsai::site::{self, Site};
use prongsai::source::FileId;
use prongsai::theme;
use serde::de::IgnoredAny;
use tempfile::TempDir;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Pages of an agency-year.
fn per_page() -> ItemsCount {
    ItemsCount::new(55_usize)
}

const PUBLIC: Options = Options { face: Face::Public, minify: Minify::Yes };

/// A site, and what each stage makes of it.
struct Made {
    folder: TempDir,
    inputs: Inputs,
    site: Site,
    output: Output,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/generate.py");
    let done = Command::new("python3").arg(script).arg(folder.path()).args(["--years", "1"]).status().expect("python3 starts");
    assert!(done.success(), "generate.py made no site");
    let mut sink = Sink::default();
    let inputs = input::read(folder.path(), &BUILT_IN, &mut sink).expect("a readable site");
    let site = pipeline::assemble(&inputs, &Overrides::default(), &mut sink);
    let theme = theme::read(&inputs, &site.config, &mut sink);
    let output = render::render(&site, &theme, &inputs, PUBLIC, &[], &Body::Bytes, &mut sink);
    assert!(!sink.has_errors(), "the site has faults");
    Made { folder, inputs, site, output }
});

/// The Markdown files.
fn pages() -> Vec<FileId> {
    MADE.inputs.texts.iter().filter(|(path, _)| path.extension() == "md").map(|(_, file)| *file).collect()
}

#[divan::bench]
fn read_the_folder(bencher: Bencher<'_, '_>) {
    let root = MADE.folder.path();
    bencher.counter(per_page()).bench(|| input::read(root, &BUILT_IN, &mut Sink::default()));
}

#[divan::bench]
fn heads(bencher: Bencher<'_, '_>) {
    let pages = pages();
    let read = |file: &FileId| front_matter::read::<IgnoredAny>(&MADE.inputs, *file, &mut Sink::default());
    bencher.counter(per_page()).bench(|| pages.iter().filter_map(read).count());
}

#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    let (inputs, mut sink) = (&MADE.inputs, Sink::default());
    let bodies: Vec<&str> = pages()
        .into_iter()
        .filter_map(|file| front_matter::read::<IgnoredAny>(inputs, file, &mut sink))
        .map(|(_, origin)| origin.body_text(&inputs.sources))
        .collect();
    bencher.counter(per_page()).bench(|| bodies.iter().map(|it| markdown::read(it).headings.len()).sum::<usize>());
}

#[divan::bench]
fn documents(bencher: Bencher<'_, '_>) {
    bencher.counter(per_page()).bench(|| content::read(&MADE.inputs, &mut Sink::default()));
}

#[divan::bench]
fn assemble(bencher: Bencher<'_, '_>) {
    let inputs = &MADE.inputs;
    let documents = || content::read(inputs, &mut Sink::default());
    bencher.counter(per_page()).with_inputs(documents).bench_values(|documents| {
        let mut sink = Sink::default();
        site::assemble(config::read(inputs, &mut sink), &Schemes::find(inputs), documents, inputs, &mut sink)
    });
}

#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let scene = Scene { site: &MADE.site, inputs: &MADE.inputs, today: None };
    bencher.counter(per_page()).bench(|| check::site(&scene, &mut Sink::default()));
}

#[divan::bench]
fn theme(bencher: Bencher<'_, '_>) {
    bencher.bench(|| theme::read(&MADE.inputs, &MADE.site.config, &mut Sink::default()));
}

#[divan::bench]
fn render(bencher: Bencher<'_, '_>) {
    render_all(bencher, Minify::No);
}

#[divan::bench]
fn render_minified(bencher: Bencher<'_, '_>) {
    render_all(bencher, Minify::Yes);
}

fn render_all(bencher: Bencher<'_, '_>, minify: Minify) {
    let Made { inputs, site, .. } = &*MADE;
    let theme = theme::read(inputs, &site.config, &mut Sink::default());
    let options = Options { minify, ..PUBLIC };
    bencher.counter(per_page()).bench(|| render::render(site, &theme, inputs, options, &[], &Body::Bytes, &mut Sink::default()));
}

#[divan::bench]
fn digests(bencher: Bencher<'_, '_>) {
    bencher.counter(per_page()).bench(|| MADE.output.manifest());
}

#[divan::bench]
fn write_new(bencher: Bencher<'_, '_>) {
    let folder = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("public");
        (folder, target)
    };
    bencher.counter(per_page()).with_inputs(folder).bench_refs(|(_, target)| write(target));
}

#[divan::bench]
fn write_the_same(bencher: Bencher<'_, '_>) {
    let target = MADE.folder.path().join("public");
    write(&target);
    bencher.counter(per_page()).bench(|| write(&target));
}

fn write(target: &Path) -> output::Written {
    output::write(&MADE.output, target, &[]).expect("the folder can be written")
}
