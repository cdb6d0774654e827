//! The only file that prints. Results go to standard output, findings and progress to standard error.
//!
//! A closed pipe (`… | head`) is no failure: the reader has seen enough.

use std::io::{self, IsTerminal, Write};

use anyhow::{Context, Result};

/// When text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where a run speaks.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// Whether findings are coloured.
    pub color: bool,
    /// Columns, for drawing findings.
    pub width: usize,
    /// Whether only findings are said.
    pub quiet: bool,
}

impl Term {
    /// `no_color`: whether the environment asks for plain text; `columns`: what it says of the width.
    #[must_use]
    pub fn new(color: Color, no_color: bool, columns: Option<usize>, quiet: bool) -> Term {
        let color = match color {
            Color::Auto => !no_color && io::stderr().is_terminal(),
            Color::Always => true,
            Color::Never => false,
        };
        Term { color, width: columns.unwrap_or(120).clamp(40, 400), quiet }
    }

    /// The result of a command.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    pub fn result(self, text: &str) -> Result<()> {
        written(io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush())).context("writing to standard output")
    }

    /// Findings.
    ///
    /// # Errors
    /// When standard error cannot be written to.
    pub fn findings(self, text: &str) -> Result<()> {
        written(io::stderr().write_all(text.as_bytes())).context("writing to standard error")
    }

    /// What a command did; left out with `-q`.
    ///
    /// # Errors
    /// When standard error cannot be written to.
    pub fn note(self, text: &str) -> Result<()> {
        if self.quiet { Ok(()) } else { self.findings(text) }
    }
}

/// The last words of a run that could not go on.
pub fn failure(err: &anyhow::Error) {
    let _ = written(writeln!(io::stderr(), "prongsai: {err:#}"));
}

fn written(res: io::Result<()>) -> io::Result<()> {
    match res {
        Err(err) if err.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        res => res,
    }
}
