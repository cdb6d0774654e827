//! `completions`: a script that lets a shell complete commands and options.

use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Outcome};
use crate::term::Term;

#[derive(Debug, Args)]
pub(super) struct RawCompletions {
    /// Shell that reads it
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints it.
pub(super) fn run(raw: &RawCompletions, term: Term) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(raw.shell, &mut Cli::command(), "prongsai", &mut script);
    term.result(&String::from_utf8(script).context("writing the script")?)?;
    Ok(Outcome::Clean)
}
