//! `schema`: what the files of a site may hold, for editors and forms.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Outcome, find_root};
use crate::diag::Sink;
use crate::input::{self, Inputs};
use crate::pipeline::{self, Overrides};
use crate::schema::{self, Kind, Lists, cms};
use crate::scheme::BUILT_IN;
use crate::term::Term;

#[derive(Debug, Args)]
pub(super) struct RawSchema {
    /// Kind of file
    #[arg(value_enum, required_unless_present = "cms")]
    kind: Option<Kind>,
    /// Print a configuration of Decap CMS or Sveltia CMS in place of a JSON Schema
    #[arg(long, conflicts_with = "kind")]
    cms: bool,
}

/// Prints it. A site lends its offices and elements; without one only what is built in is known.
pub(super) fn run(root: Option<PathBuf>, raw: &RawSchema, term: Term) -> Result<Outcome> {
    let RawSchema { kind, cms } = raw;
    let is_given = root.is_some();
    let root = match find_root(root) {
        Ok(root) => Some(root),
        Err(err) if is_given || *cms => return Err(err),
        Err(_) => None,
    };
    // Findings are what `check` is for: what can be read is used.
    let mut sink = Sink::default();
    let inputs = match &root {
        Some(root) => input::read(root, &BUILT_IN, &mut sink)?,
        None => Inputs::of(&BUILT_IN),
    };
    let site = root.map(|_| pipeline::assemble(&inputs, &Overrides::default(), &mut sink));
    let text = match (kind, &site) {
        (Some(kind), Some(site)) => schema::text(*kind, &Lists::of(site, &inputs)),
        (Some(kind), None) => schema::text(*kind, &Lists::built_in(&inputs)),
        (None, Some(site)) => match site.years.first() {
            Some(year) => cms::config(site, year, &inputs).context("writing the configuration")?,
            None => bail!("the site has no year that could be edited"),
        },
        (None, None) => bail!("a configuration is made for a site"),
    };
    term.result(&text)?;
    Ok(Outcome::Clean)
}
