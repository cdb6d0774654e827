//! One file or folder to a new place, as it is: same inode where the system can, same time and permissions in any case.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result};

use super::Stuck;

/// Links a file, or a link; copies it where there are no hard links.
pub(super) fn carry(from: &Path, to: &Path) -> Result<()> {
    let res = fs::hard_link(from, to).or_else(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::AlreadyExists => Err(error),
        // A mount inside the folder: it would stay with the old folder, and be emptied with it.
        ErrorKind::CrossesDevices => Err(stuck()),
        // No hard links on this disk, too many of this file, or not allowed for files of others.
        _ => copy(from, to),
    });
    stuck_or(res).with_context(|| format!("carrying over `{}`", from.display()))
}

/// As [`carry`], of something that its owner may take away at any time.
pub(super) fn carry_foreign(from: &Path, to: &Path) -> Result<()> {
    match carry(from, to) {
        Err(error) if is_missing(&error) && fs::symlink_metadata(from).is_err() => Ok(()),
        res => res,
    }
}

/// Gives a folder the owner and permissions of another, and its time if `with_time`.
pub(super) fn keep_folder(from: &Path, to: &Path, with_time: bool) -> Result<()> {
    let res = match fs::metadata(from) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(there) => keep(&there, to, with_time),
    };
    stuck_or(res).with_context(|| format!("carrying over `{}`", from.display()))
}

/// Whether an error says that a file is not there.
fn is_missing(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == ErrorKind::NotFound)
}

fn stuck() -> io::Error {
    io::Error::other(Stuck)
}

/// What we may not do to things of others means that they stay where they are.
fn stuck_or(res: io::Result<()>) -> Result<()> {
    res.map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied => Stuck.into(),
        ErrorKind::Other if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Stuck>) => Stuck.into(),
        _ => error.into(),
    })
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let there = fs::symlink_metadata(from)?;
    if there.is_symlink() {
        return copy_link(from, to);
    }
    if !there.is_file() {
        return Err(stuck());
    }
    fs::copy(from, to)?;
    same_owner(&there, to)?;
    File::open(to)?.set_modified(there.modified()?)
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(stuck())
}

#[cfg(unix)]
fn keep(there: &Metadata, to: &Path, with_time: bool) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let folder = File::open(to)?;
    if there.dev() != folder.metadata()?.dev() {
        return Err(stuck());
    }
    same_owner(there, to)?;
    if folder.metadata()?.permissions() != there.permissions() {
        folder.set_permissions(there.permissions())?;
    }
    if with_time { folder.set_modified(there.modified()?) } else { Ok(()) }
}

/// Folders have no owner here, and no handle to set a time by.
#[cfg(not(unix))]
fn keep(_: &Metadata, _: &Path, _: bool) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn same_owner(there: &Metadata, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let new = fs::symlink_metadata(to)?;
    if (new.uid(), new.gid()) == (there.uid(), there.gid()) {
        return Ok(());
    }
    chown(to, Some(there.uid()), Some(there.gid()))
}

#[cfg(not(unix))]
fn same_owner(_: &Metadata, _: &Path) -> io::Result<()> {
    Ok(())
}
