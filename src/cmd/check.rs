//! `check`: what is wrong with the site. Writes nothing.

use anyhow::Result;
use clap::Args;

use super::{Format, Outcome, RawReport, Run, forbids};
use crate::diag::{Language, Sink};
use crate::input;
use crate::pipeline::{self, Overrides};
use crate::render::{Face, Minify, Options};
use crate::scheme::BUILT_IN;

#[derive(Debug, Args)]
pub(super) struct RawCheck {
    #[command(flatten)]
    report: RawReport,
}

/// Renders too: a page that cannot be rendered, and two pages at one address, are found only then.
pub(super) fn run(run: &Run, raw: &RawCheck) -> Result<Outcome> {
    let RawReport { format, deny_warnings } = raw.report;
    let mut sink = Sink::default();
    let inputs = input::read(&run.root, &BUILT_IN, &mut sink)?;
    let options = Options { face: Face::Public, minify: Minify::No };
    let (site, _) = pipeline::build(&inputs, &Overrides { base_url: None, today: super::today() }, options, &mut sink);
    let found = sink.sorted(&inputs.sources);
    let language = run.language(site.config.language);
    run.report(&found, &inputs.sources, format, language)?;
    if found.is_empty() && format == Format::Human {
        run.term.note(match language {
            Language::Thai => "ไม่พบข้อผิดพลาด\n",
            Language::English => "nothing is wrong\n",
        })?;
    }
    Ok(if forbids(&found, deny_warnings) { Outcome::Problems } else { Outcome::Clean })
}
