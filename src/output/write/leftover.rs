//! The old site after the new one took its place: just now, or left by a build that was killed.
//!
//! Invariant: what is not ours is removed from it only when it lies in the output folder too, or is newer there.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::place::Place;
use super::survey::{Entry, Kind, is_vacant, list, out_path, read_record};
use super::{RECORD, each, is_temporary};
use crate::output::Manifest;

/// How long ago the new site took its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// What differs in the old folder was put there in between.
    JustNow,
    /// What differs may have been changed in either folder.
    Earlier,
}

/// Clears up after a build that was killed.
pub(super) fn recover(place: &Place) -> Result<()> {
    for folder in [place.old_folder(), place.new_folder()] {
        let shown = folder.display();
        match fs::symlink_metadata(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("reading `{shown}`")),
            Ok(there) if !there.is_dir() => bail!("`{shown}` is in the way; move it away, then build again"),
            Ok(_) => {}
        }
        let is_whole = read_record(&folder)?.is_some();
        if is_whole && is_vacant(&place.target)? {
            // Killed between two renames; or the site was removed by hand, and this one may hold files of others.
            fs::rename(&folder, &place.target).with_context(|| format!("putting the site back from `{shown}`"))?;
        } else if is_whole {
            drop_folder(&folder, &place.target, When::Earlier)?;
        } else if folder == place.new_folder() {
            // Killed while staging: what is not ours in it are links to what lies in the output folder.
            fs::remove_dir_all(&folder).with_context(|| format!("removing `{shown}`"))?;
        } else {
            // Killed just before removing the empty folder.
            fs::remove_dir(&folder).with_context(|| format!("`{shown}` is in the way; move it away, then build again"))?;
        }
    }
    Ok(())
}

/// Removes a folder that has a record; what others put there meanwhile is moved to `target`.
pub(super) fn drop_folder(old: &Path, target: &Path, when: When) -> Result<()> {
    let record = read_record(old)?.unwrap_or_default();
    let now = read_record(target)?.unwrap_or_default();
    let parting = Parting { old, target, when, record: &record, folders: record.folders(), now: &now };
    parting.clear(Path::new(""))?;
    // The record goes last: it is what tells ours from theirs, should we be killed on the way.
    fs::remove_file(old.join(RECORD)).with_context(|| format!("removing `{}`", old.join(RECORD).display()))?;
    fs::remove_dir(old).with_context(|| format!("removing `{}`", old.display()))
}

struct Parting<'a> {
    old: &'a Path,
    target: &'a Path,
    when: When,
    /// What was ours in `old`.
    record: &'a Manifest,
    folders: BTreeSet<&'a str>,
    /// What is ours in `target`.
    now: &'a Manifest,
}

impl Parting<'_> {
    fn clear(&self, folder: &Path) -> Result<()> {
        let path = self.old.join(folder);
        let reading = || format!("reading `{}`", path.display());
        open_up(&path).with_context(reading)?;
        let mut entries = list(self.old, folder).with_context(reading)?;
        entries.retain(|it| it.path != Path::new(RECORD));
        each(&entries, |entry| self.part_with(entry))
    }

    fn part_with(&self, entry: &Entry) -> Result<()> {
        let path = self.old.join(&entry.path);
        let removing = || format!("removing `{}`", path.display());
        match entry.kind {
            Kind::Folder if !self.is_our_folder(&entry.path) && look(&self.target.join(&entry.path))?.is_none() => {
                self.move_over(&entry.path)
            }
            Kind::Folder => {
                self.clear(&entry.path)?;
                fs::remove_dir(&path).with_context(removing)
            }
            Kind::File if self.is_ours(&entry.path) => fs::remove_file(&path).with_context(removing),
            _ => self.part_with_foreign(&entry.path),
        }
    }

    fn part_with_foreign(&self, path: &Path) -> Result<()> {
        let (from, to) = (self.old.join(path), self.target.join(path));
        let (Some(here), there) = (look(&from)?, look(&to)?) else { return Ok(()) };
        let Some(there) = there else { return self.move_over(path) };
        let listed = out_path(path).is_some_and(|it| self.now.contains(&it));
        if is_same(&here, &there) || (listed && are_equal(&from, &to)?) || (!listed && !self.is_newer(&here, &there)) {
            return fs::remove_file(&from).with_context(|| format!("removing `{}`", from.display()));
        }
        if listed || there.is_dir() {
            bail!(
                "`{}` is not prongsai's, and its place in `{}` is taken; move it away, then build again",
                from.display(),
                self.target.display()
            );
        }
        self.move_over(path)
    }

    fn is_newer(&self, here: &Metadata, there: &Metadata) -> bool {
        let times = here.modified().ok().zip(there.modified().ok());
        // The copy that was staged has the time of its original.
        let is_copy = here.len() == there.len() && times.is_none_or(|(here, there)| here == there);
        !is_copy && (self.when == When::JustNow || times.is_none_or(|(here, there)| here > there))
    }

    fn move_over(&self, path: &Path) -> Result<()> {
        let (from, to) = (self.old.join(path), self.target.join(path));
        let moving = || format!("moving `{}` to `{}`", from.display(), to.display());
        // Its folder may have been one of ours that is gone.
        fs::create_dir_all(to.parent().unwrap_or(self.target)).with_context(moving)?;
        fs::rename(&from, &to).with_context(moving)
    }

    fn is_ours(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        is_temporary(name) || out_path(path).is_some_and(|it| self.record.contains(&it))
    }

    fn is_our_folder(&self, path: &Path) -> bool {
        out_path(path).is_some_and(|it| self.folders.contains(it.as_str()))
    }
}

fn look(path: &Path) -> Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(there) => Ok(Some(there)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading `{}`", path.display())),
    }
}

fn are_equal(a: &Path, b: &Path) -> Result<bool> {
    let reading = || format!("reading `{}`", a.display());
    Ok(fs::read(a).with_context(reading)? == fs::read(b).with_context(reading)?)
}

#[cfg(unix)]
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// There is no stable number of a file here; equal length and time say enough (`is_newer`).
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// A folder that may not be written to cannot be emptied. The one in the output folder keeps its permissions.
#[cfg(unix)]
fn open_up(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = fs::metadata(folder)?.permissions();
    if permissions.mode() & 0o700 == 0o700 {
        return Ok(());
    }
    permissions.set_mode(permissions.mode() | 0o700);
    fs::set_permissions(folder, permissions)
}

#[cfg(not(unix))]
fn open_up(_: &Path) -> io::Result<()> {
    Ok(())
}
