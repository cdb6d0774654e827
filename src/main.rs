//! The program: parses the command line, runs a command, says the last error.

use std::process::ExitCode;

/// Minifying pages is a quarter faster with this allocator than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match prongsai::cmd::run() {
        Ok(outcome) => outcome.into(),
        Err(err) => {
            prongsai::term::failure(&err);
            ExitCode::from(2)
        }
    }
}
