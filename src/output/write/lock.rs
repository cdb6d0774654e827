//! One build at a time in one output folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::place::Place;

/// Held while a folder is written; the system lets go of it when the program is killed.
#[derive(Debug)]
pub(super) struct Lock {
    /// Closed, and so unlocked, after the name is gone.
    _file: Option<File>,
    name: Option<PathBuf>,
}

/// Refuses when another build holds the folder.
pub(super) fn take(place: &Place) -> Result<Lock> {
    fs::create_dir_all(place.parent()).with_context(|| format!("making `{}`", place.parent().display()))?;
    let name = place.lock_file();
    loop {
        let file = match File::options().create(true).truncate(false).write(true).open(&name) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => return take_itself(place),
            Err(error) => return Err(error).with_context(|| format!("writing `{}`", name.display())),
        };
        hold(&file, place)?;
        // The one who held it before us may have removed the name after we opened it.
        if is_at(&file, &name)? {
            return Ok(Lock { _file: Some(file), name: Some(name) });
        }
    }
}

/// Nothing can be made beside the folder, so it will not be exchanged and can be locked itself.
fn take_itself(place: &Place) -> Result<Lock> {
    let file = File::open(&place.target).ok();
    if let Some(file) = &file {
        hold(file, place)?;
    }
    Ok(Lock { _file: file, name: None })
}

fn hold(file: &File, place: &Place) -> Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        // Some network disks have no locks; two builds at once are rare enough to go on there.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("locking `{}`", place.target.display())),
        Err(TryLockError::WouldBlock) => {
            bail!("another build is writing `{}`; wait until it ends, then build again", place.target.display())
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, name: &PathBuf) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::metadata(name) {
        Ok(there) => Ok((there.dev(), there.ino()) == (held.dev(), held.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// A name whose file is open cannot be given to another file.
#[cfg(not(unix))]
fn is_at(_: &File, _: &PathBuf) -> io::Result<bool> {
    Ok(true)
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // Staying behind it does no harm.
            let _ = fs::remove_file(name);
        }
    }
}
