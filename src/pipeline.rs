//! From inputs to output, call by call. Touches no disk, clock or terminal.

use crate::check::{self, Scene};
use crate::config::{self, Config};
use crate::content;
use crate::diag::{Diagnostic, Sink};
use crate::input::Inputs;
use crate::ledger::{self, Addresses, Ledger};
use crate::output::{Body, Digest, Manifest, Output};
use crate::path::OutPath;
use crate::render::{self, Keep, Options};
use crate::scheme::Schemes;
use crate::site::{self, Site};
use crate::text::date::Date;
use crate::theme::{self, Theme};

/// What a command knows and the site does not.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// In place of `base_url`, in its checked form.
    pub base_url: Option<String>,
    /// The present day in Thailand; without it nothing is judged by it.
    pub today: Option<Date>,
    /// Whether addresses that the ledger does not hold yet are refused.
    pub locked: bool,
}

/// A part of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Documents are read and the site is resolved.
    Assemble,
    /// Rules judge the site.
    Check,
    /// Pages and tables are made.
    Render,
    /// Addresses are compared with the ledger, levels and silences applied.
    Ledger,
}

impl Stage {
    /// Its name in tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Stage::Assemble => "assemble",
            Stage::Check => "check",
            Stage::Render => "render",
            Stage::Ledger => "ledger",
        }
    }
}

/// The settings of the site, with what the command says in their place.
fn configure(inputs: &Inputs, overrides: &Overrides, sink: &mut Sink) -> Config {
    let config = config::read(inputs, sink);
    Config { base_url: overrides.base_url.clone().unwrap_or(config.base_url), ..config }
}

/// The site, resolved.
pub fn assemble(inputs: &Inputs, overrides: &Overrides, sink: &mut Sink) -> Site {
    resolve(configure(inputs, overrides, sink), inputs, None, sink)
}

fn resolve(config: Config, inputs: &Inputs, memory: Option<&content::Memory>, sink: &mut Sink) -> Site {
    let schemes = Schemes::find(inputs);
    let documents = content::read_again(inputs, memory, sink);
    site::assemble(config, &schemes, documents, inputs, sink)
}

/// A site that is read and judged, before its pages are made.
#[derive(Debug)]
pub struct Prepared {
    /// The site, resolved.
    pub site: Site,
    /// Its theme.
    pub theme: Theme,
    /// What is known to be wrong, for the staff face. Levels and silences are applied: what is found later knows neither.
    pub known: Vec<Diagnostic>,
}

/// Reads and judges a site.
pub fn prepare(inputs: &Inputs, overrides: &Overrides, sink: &mut Sink) -> Prepared {
    prepare_watched(inputs, overrides, None, sink, &mut |_| ())
}

/// As [`prepare`], remembering documents where there is a memory; `ended` is told of each stage as it ends.
pub fn prepare_watched(
    inputs: &Inputs,
    overrides: &Overrides,
    memory: Option<&content::Memory>,
    sink: &mut Sink,
    ended: &mut dyn FnMut(Stage),
) -> Prepared {
    let config = configure(inputs, overrides, sink);
    // A theme takes as long as thirty pages, and one thread.
    let (of_config, mut of_theme) = (config.clone(), Sink::default());
    let (site, theme) = rayon::join(|| resolve(config, inputs, memory, sink), || theme::read(inputs, &of_config, &mut of_theme));
    ended(Stage::Assemble);
    let scene = Scene { site: &site, inputs, today: overrides.today };
    check::site(&scene, sink);
    sink.absorb(of_theme);
    check::level::apply(&scene, sink);
    sink.veil();
    let known = sink.sorted(&inputs.sources);
    ended(Stage::Check);
    Prepared { site, theme, known }
}

/// What a build makes.
#[derive(Debug)]
pub struct Built {
    /// The site, resolved.
    pub site: Site,
    /// Its files; none when they were there already.
    pub output: Output,
    /// Number of pages.
    pub pages: usize,
    /// The ledger as it stands.
    pub ledger: Ledger,
    /// The addresses that outsiders may hold once this is public.
    pub addresses: Addresses,
}

/// The site and its files. A broken site still makes what it can, with a full list of what is broken in `sink`: whether that
/// may be written is the command's question.
pub fn build(inputs: &Inputs, overrides: &Overrides, options: Options, sink: &mut Sink) -> Built {
    build_watched(inputs, overrides, options, sink, &mut |_| ())
}

/// As [`build`]; `ended` is told of each stage as it ends, so that a command can time it.
pub fn build_watched(inputs: &Inputs, overrides: &Overrides, options: Options, sink: &mut Sink, ended: &mut dyn FnMut(Stage)) -> Built {
    let prepared = prepare_watched(inputs, overrides, None, sink, ended);
    finish(prepared, inputs, overrides, options, &Body::Bytes, sink, ended)
}

/// The files of a site that is read and judged. `keep`: where they lie until they are written.
pub fn finish(
    prepared: Prepared,
    inputs: &Inputs,
    overrides: &Overrides,
    options: Options,
    keep: Keep<'_>,
    sink: &mut Sink,
    ended: &mut dyn FnMut(Stage),
) -> Built {
    let Prepared { site, theme, known } = prepared;
    let mut output = render::render(&site, &theme, inputs, options, &known, keep, sink);
    output.made_from = Some(origin(inputs, overrides, options));
    ended(Stage::Render);
    let addresses = ledger::addresses(&site, output.iter().map(|it| it.0));
    let ledger = compare(inputs, &site, &addresses, overrides, sink);
    sink.veil();
    ended(Stage::Ledger);
    Built { site, pages: n_pages(output.iter().map(|it| it.0)), output, ledger, addresses }
}

/// The same for a site whose files are there already, made from just this: only their addresses are looked at.
pub fn unchanged(prepared: Prepared, files: &Manifest, inputs: &Inputs, overrides: &Overrides, sink: &mut Sink) -> Built {
    let site = prepared.site;
    let addresses = ledger::addresses(&site, files.iter().map(|it| it.0));
    let ledger = compare(inputs, &site, &addresses, overrides, sink);
    sink.veil();
    Built { site, output: Output::default(), pages: n_pages(files.iter().map(|it| it.0)), ledger, addresses }
}

fn n_pages<'a>(paths: impl Iterator<Item = &'a OutPath>) -> usize {
    paths.filter(|it| it.as_str().ends_with(".html")).count()
}

/// What a build makes its files from: this very program, the inputs, and what a command says that reaches the files.
#[must_use]
pub fn origin(inputs: &Inputs, overrides: &Overrides, options: Options) -> Digest {
    let base_url = overrides.base_url.as_deref().unwrap_or_default();
    let program = env!("PRONGSAI_SOURCE");
    Digest::of(format!("{program}\n{options:?}\n{base_url}\n{}", Digest::from(inputs.digest())).as_bytes())
}

/// The ledger; addresses that are lost, or new where they must not be, are reported.
pub fn compare(inputs: &Inputs, site: &Site, addresses: &Addresses, overrides: &Overrides, sink: &mut Sink) -> Ledger {
    let ledger = Ledger::read(inputs, sink);
    // Behind the levels, which these rules do not have: what is lost by a fault is not told beside it, if the fault is an error.
    check::lost::check(&Scene { site, inputs, today: overrides.today }, &ledger, addresses, sink);
    if overrides.locked {
        check::lost::check_news(&ledger.news(addresses), sink);
    }
    ledger
}
