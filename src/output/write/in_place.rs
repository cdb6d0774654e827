//! The folder is written itself, file by file, because it cannot be exchanged for another.
//!
//! Invariant: no file is ever half written, and the record lists what is ours at any instant: it is written first (old and new
//! files together) and last. Everything is written under temporary names before the first file changes, so a full disk or a source
//! that is missing leaves the old site as it is.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::stage::{create, settle, write_record};
use super::{Job, RECORD, each, temporary};
use crate::output::{Body, Manifest, folders_of};
use crate::path::OutPath;

/// Writes the site into its folder.
pub(super) fn write(job: &Job) -> Result<()> {
    let target = &job.place.target;
    let fresh = job.survey.create.iter().chain(&job.survey.replace).copied().collect::<Vec<_>>();
    if !job.survey.exists {
        fs::create_dir(target).with_context(|| format!("making `{}`", target.display()))?;
    }
    clear_temporary(job)?;
    put_record(target, &interim(job))?;
    let (in_the_way, others) = partition(job, &fresh);
    in_the_way.iter().try_for_each(|path| remove(&path.under(target)))?;
    // Also when nothing was in the way now: a killed build may have removed the file and not its folder.
    remove_folders(job)?;
    if let Err(error) = prepare(job, &fresh).and_then(|()| settle(target, fresh.len())) {
        give_up(job, &fresh);
        return Err(error);
    }
    put(target, &fresh)?;
    others.iter().try_for_each(|path| remove(&path.under(target)))?;
    remove_folders(job)?;
    put_record(target, job.manifest)
}

/// Old and new files: all that may be ours until the last one is in place.
fn interim(job: &Job) -> Manifest {
    let old = job.survey.record.iter().flat_map(Manifest::iter);
    old.chain(job.manifest.iter()).map(|(path, digest)| (path.clone(), digest)).collect()
}

fn put_record(target: &Path, manifest: &Manifest) -> Result<()> {
    write_record(target, manifest).with_context(|| format!("writing `{}`", target.join(RECORD).display()))
}

fn clear_temporary(job: &Job) -> Result<()> {
    job.survey.temporary.iter().try_for_each(|path| remove(&job.place.target.join(path)))
}

/// Files that go: first those that stand where a folder must be, or a file (`a` before `a/b`, `a/b` before `a`), then the others.
fn partition<'a>(job: &'a Job, fresh: &[(&OutPath, &Body)]) -> (Vec<&'a OutPath>, Vec<&'a OutPath>) {
    let files: BTreeSet<&str> = fresh.iter().map(|(path, _)| path.as_str()).collect();
    let folders: BTreeSet<&str> = fresh.iter().flat_map(|(path, _)| folders_of(path)).collect();
    job.survey.removed.iter().partition(|old| folders.contains(old.as_str()) || folders_of(old).any(|it| files.contains(it)))
}

/// Makes the folders, and every file under its temporary name.
fn prepare(job: &Job, fresh: &[(&OutPath, &Body)]) -> Result<()> {
    let target = &job.place.target;
    for folder in job.manifest.folders() {
        let path = target.join(folder);
        match fs::create_dir(&path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(error).with_context(|| format!("making `{}`", path.display()));
            }
            _ => {}
        }
    }
    each(fresh, |(path, body)| create(&draft(target, path), body).with_context(|| format!("writing `{}`", path.under(target).display())))
}

/// As it was before [`prepare`], as far as possible; the next build clears up the rest.
fn give_up(job: &Job, fresh: &[(&OutPath, &Body)]) {
    let target = &job.place.target;
    for (path, _) in fresh {
        let _ = remove(&draft(target, path));
    }
    for folder in job.manifest.folders().into_iter().rev() {
        if !job.survey.folders.iter().chain(&job.survey.foreign_folders).any(|it| it == Path::new(folder)) {
            let _ = fs::remove_dir(target.join(folder));
        }
    }
    let _ = match &job.survey.record {
        Some(record) => put_record(target, record),
        None => remove(&target.join(RECORD)),
    };
    if !job.survey.exists {
        let _ = fs::remove_dir(target);
    }
}

/// Files before the pages that point to them.
fn put(target: &Path, fresh: &[(&OutPath, &Body)]) -> Result<()> {
    let is_page = |path: &OutPath| Path::new(path.as_str()).extension().is_some_and(|it| it == "html");
    let (pages, files): (Vec<_>, Vec<_>) = fresh.iter().partition(|(path, _)| is_page(path));
    for (path, _) in files.into_iter().chain(pages) {
        let to = path.under(target);
        fs::rename(draft(target, path), &to).with_context(|| format!("writing `{}`", to.display()))?;
    }
    Ok(())
}

/// Folders of ours that the site no longer needs, where nobody put anything.
fn remove_folders(job: &Job) -> Result<()> {
    let needed = job.manifest.folders();
    let gone = job.survey.folders.iter().rev().filter(|it| it.to_str().is_none_or(|it| !needed.contains(it)));
    for path in gone.map(|it| job.place.target.join(it)) {
        match fs::remove_dir(&path) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::DirectoryNotEmpty) => {
                return Err(error).with_context(|| format!("removing `{}`", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn draft(target: &Path, path: &OutPath) -> PathBuf {
    let file = path.under(target);
    let name = file.file_name().and_then(|it| it.to_str()).unwrap_or_default();
    file.with_file_name(temporary(name))
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(error).with_context(|| format!("removing `{}`", path.display()))
        }
        _ => Ok(()),
    }
}
