//! `check`: what is wrong with the site. Writes nothing.

use anyhow::Result;
use clap::Args;

use super::{Format, Outcome, RawReport, Run, forbids};
use crate::check::readiness;
use crate::diag::{Language, Sink};
use crate::pipeline::{self, Overrides};
use crate::render::{Face, Minify, Options};

#[derive(Debug, Args)]
pub(super) struct RawCheck {
    #[command(flatten)]
    report: RawReport,
}

/// Renders too: a page that cannot be rendered, and two pages at one address, are found only then.
pub(super) fn run(run: &Run, raw: &RawCheck) -> Result<Outcome> {
    let RawReport { format, deny_warnings } = raw.report;
    let mut sink = Sink::default();
    let inputs = super::read(&run.root, run.term, &mut sink)?;
    let options = Options { face: Face::Public, minify: Minify::No };
    let site = pipeline::build(&inputs, &Overrides { today: super::today(), ..Overrides::default() }, options, &mut sink).site;
    let found = sink.sorted(&inputs.sources);
    let language = run.language(site.config.language);
    run.report(&found, &inputs.sources, format, language)?;
    if found.is_empty() && format == Format::Human {
        run.term.note(match language {
            Language::Thai => "ไม่พบข้อผิดพลาด\n",
            Language::English => "nothing is wrong\n",
        })?;
    }
    if format == Format::Human {
        let years: Vec<_> = site.years.iter().map(|it| readiness::of(it, &site.config, language)).collect();
        run.term.note(&readiness::table(&years, language))?;
    }
    Ok(if forbids(&found, deny_warnings) { Outcome::Problems } else { Outcome::Clean })
}
