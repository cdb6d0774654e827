//! The staged site takes the place of the old one.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::leftover::{When, drop_folder};
use super::place::Place;
use super::stage::Staged;
use super::{Job, Stuck, Way};

/// Puts the staged folder in place and drops the one that was there.
pub(super) fn swap(way: Way, job: &Job, staged: Staged) -> Result<()> {
    let place = job.place;
    // Only an empty folder may lack a record.
    if job.survey.record.is_none() {
        put_first(job, &staged)?;
        staged.placed();
        return Ok(());
    }
    let old = match way {
        Way::Exchange => by_exchange(place, staged.folder())?,
        Way::Renames | Way::InPlace => by_renames(place, staged.folder())?,
    };
    staged.placed();
    drop_folder(&old, &place.target, When::JustNow).context("the new site is in place, but the old one could not be cleared away")
}

/// Where there was nothing, or an empty folder.
fn put_first(job: &Job, staged: &Staged) -> Result<()> {
    let target = &job.place.target;
    for path in &job.survey.temporary {
        fs::remove_file(target.join(path)).with_context(|| format!("removing `{}`", target.join(path).display()))?;
    }
    fs::rename(staged.folder(), target).map_err(stuck_or).with_context(|| format!("putting the site in place as `{}`", target.display()))
}

/// Returns where the old site lies now.
fn by_exchange(place: &Place, new: &Path) -> Result<PathBuf> {
    match exchange(new, &place.target) {
        Ok(()) => Ok(new.to_path_buf()),
        // Not on this system, not on this disk.
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput) => by_renames(place, new),
        Err(error) => Err(stuck_or(error)).with_context(|| format!("putting the site in place as `{}`", place.target.display())),
    }
}

/// Returns where the old site lies now. Between the two steps there is none; who is killed there finds it again (`leftover`).
fn by_renames(place: &Place, new: &Path) -> Result<PathBuf> {
    let old = place.old_folder();
    let saying = || format!("putting the site in place as `{}`", place.target.display());
    fs::rename(&place.target, &old).map_err(stuck_or).with_context(saying)?;
    if let Err(error) = fs::rename(new, &place.target) {
        fs::rename(&old, &place.target).with_context(|| format!("putting the old site back from `{}`", old.display()))?;
        return Err(error).with_context(saying);
    }
    Ok(old)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// A mount, or a parent in which we may not rename.
fn stuck_or(error: io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices | ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Stuck.into(),
        _ => error.into(),
    }
}
