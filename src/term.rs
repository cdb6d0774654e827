//! The only file that prints and asks. Results go to standard output, findings and progress to standard error.
//!
//! A closed pipe (`… | head`) is no failure: the reader has seen enough.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget};

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

    /// Whether a person can be asked.
    #[must_use]
    pub fn can_ask(self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// The answer to a question, without spaces around it; empty when there is none.
    ///
    /// # Errors
    /// When the terminal cannot be written to or read from, or was closed.
    pub fn ask(self, question: &str) -> Result<String> {
        self.findings(question)?;
        let mut answer = String::new();
        let n_read = io::stdin().read_line(&mut answer).context("reading from the terminal")?;
        if n_read == 0 {
            bail!("the terminal was closed before all was answered; nothing was written")
        }
        Ok(answer.trim().to_owned())
    }

    /// The answer to a question that is not shown while it is typed.
    ///
    /// # Errors
    /// When the terminal cannot be written to or read from.
    pub fn ask_secret(self, question: &str) -> Result<String> {
        self.findings(question)?;
        rpassword::read_password().context("reading from the terminal")
    }

    /// What a command did; left out with `-q`.
    ///
    /// # Errors
    /// When standard error cannot be written to.
    pub fn note(self, text: &str) -> Result<()> {
        if self.quiet { Ok(()) } else { self.findings(text) }
    }
}

/// How far long work has come: a bar on a terminal, a line for every tenth elsewhere, nothing when quiet or when it is soon over.
#[derive(Debug)]
pub struct Progress {
    term: Term,
    bar: ProgressBar,
    is_terminal: bool,
    started: Instant,
    total: usize,
    done: AtomicUsize,
}

/// Work that is over sooner shows nothing.
const SOON: Duration = Duration::from_millis(500);

impl Term {
    /// Shows progress through `total` pieces of work.
    pub fn progress(self, total: usize) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        let is_terminal = io::stderr().is_terminal();
        Progress { term: self, bar, is_terminal, started: Instant::now(), total, done: AtomicUsize::new(0) }
    }
}

impl Progress {
    /// One more piece is done; may be called from any thread.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.term.quiet || self.started.elapsed() < SOON {
            return;
        }
        if self.is_terminal {
            if self.bar.is_hidden() {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            self.bar.set_position(done as u64);
        } else if done * 10 / self.total > (done - 1) * 10 / self.total {
            // What cannot be said here is no reason to stop working.
            let _ = self.term.note(&format!("{done}/{}\n", self.total));
        }
    }

    /// Says something in the lines above the bar.
    pub fn above<T>(&self, say: impl FnOnce() -> T) -> T {
        self.bar.suspend(say)
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// The last words of a run that could not go on.
pub fn failure(err: &anyhow::Error) {
    let _ = written(writeln!(io::stderr(), "prongsai: {err:#}"));
}

/// What is wrong with the command line, before the parser says the same in English and ends the program.
pub fn slip(text: &str) {
    let _ = written(writeln!(io::stderr(), "prongsai: {text}\n"));
}

fn written(res: io::Result<()>) -> io::Result<()> {
    match res {
        Err(err) if err.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        res => res,
    }
}
