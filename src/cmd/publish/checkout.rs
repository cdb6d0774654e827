//! One run of `publish` at a time from one checkout, and a name for the runs of it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::output::Digest;

/// A checkout that no other run publishes from, as long as this lives.
#[derive(Debug)]
pub(super) struct Checkout {
    /// The same for each run of this checkout on this machine: a lock on a host under this name was left by a run that is over.
    pub(super) id: String,
    _lock: File,
}

impl Checkout {
    /// Holds the checkout at `root`.
    ///
    /// # Errors
    /// When another run holds it, or the machine refuses to write there.
    pub(super) fn open(root: &Path, now: u64) -> Result<Checkout> {
        let path = root.join(".prongsai-run");
        let naming = || format!("writing `{}`", path.display());
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).with_context(naming)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("another `prongsai publish` is at work in this folder"),
            Err(TryLockError::Error(err)) => return Err(err).with_context(naming),
        }
        let mut id = String::new();
        (&file).take(64).read_to_string(&mut id).with_context(naming)?;
        if id.parse::<Digest>().is_err() {
            // Only different from those of other checkouts: nobody has to be unable to guess it.
            id = Digest::of(format!("{now} {} {}", std::process::id(), root.display()).as_bytes()).to_string();
            file.rewind().and_then(|()| file.set_len(0)).and_then(|()| file.write_all(id.as_bytes())).with_context(naming)?;
        }
        Ok(Checkout { id, _lock: file })
    }
}
