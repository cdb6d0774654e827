//! The whole new site in a folder beside the old one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::carry::{carry, carry_foreign, keep_folder};
use super::place::Place;
use super::{Job, RECORD, Stuck, each, temporary};
use crate::output::{Body, Digest, Manifest};
use crate::path::OutPath;

/// A staged folder; it is removed when dropped before it took its place.
#[derive(Debug)]
pub(super) struct Staged {
    folder: PathBuf,
    placed: bool,
}

/// Stages the site. The record comes last: a staged folder that has one is whole.
pub(super) fn stage(job: &Job) -> Result<Staged> {
    if job.survey.sealed {
        return Err(Stuck.into());
    }
    let staged = Staged::begin(job.place)?;
    // Told apart now and not at the end: a mount cannot be exchanged, and its files would be copied for nothing.
    keep_root(job, &staged)?;
    let tree = tree(job);
    let folders: Vec<_> = tree.iter().collect();
    for level in folders.chunk_by(|a, b| a.0.0 == b.0.0) {
        each(level, |((_, folder), pieces)| fill(job, &staged.folder, folder, pieces))?;
    }
    write_record(&staged.folder, job.manifest).with_context(|| format!("writing `{}`", job.place.target.join(RECORD).display()))?;
    keep_folders(job, &staged.folder, &tree)?;
    keep_root(job, &staged)?;
    settle(&staged.folder, job.survey.create.len() + job.survey.replace.len())?;
    sync(&staged.folder).with_context(|| format!("writing `{}`", staged.folder.display()))?;
    Ok(staged)
}

impl Staged {
    fn begin(place: &Place) -> Result<Staged> {
        let folder = place.new_folder();
        match fs::create_dir(&folder) {
            Ok(()) => Ok(Staged { folder, placed: false }),
            // Without a right to make folders beside it the target may still be written itself.
            Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => Err(Stuck.into()),
            Err(error) => Err(error).with_context(|| format!("making `{}`", folder.display())),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The site is in place: what now lies in the staged folder, if anything, is not ours to throw away like this.
    pub(super) fn placed(mut self) {
        self.placed = true;
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.placed {
            // The next build tries again.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// What comes to lie right inside a folder.
enum Piece<'a> {
    New(&'a OutPath, &'a Body),
    Kept(&'a OutPath),
    Foreign(&'a Path),
}

/// Folders by depth, so that parents come first, each with what comes into it.
type Tree<'a> = BTreeMap<(usize, PathBuf), Vec<Piece<'a>>>;

fn tree<'a>(job: &Job<'a>) -> Tree<'a> {
    let survey = job.survey;
    let mut res = Tree::new();
    for (path, body) in survey.create.iter().chain(&survey.replace) {
        put(&mut res, Path::new(path.as_str()), Piece::New(path, body));
    }
    for path in &survey.keep {
        put(&mut res, Path::new(path.as_str()), Piece::Kept(path));
    }
    for path in &survey.foreign {
        put(&mut res, path, Piece::Foreign(path));
    }
    for folder in &survey.foreign_folders {
        add(&mut res, folder);
    }
    res
}

fn put<'a>(tree: &mut Tree<'a>, path: &Path, piece: Piece<'a>) {
    add(tree, path.parent().unwrap_or(Path::new(""))).push(piece);
}

fn key(folder: &Path) -> (usize, PathBuf) {
    (folder.iter().count(), folder.to_path_buf())
}

/// The entry of a folder; those above it are there too, afterwards.
fn add<'t, 'a>(tree: &'t mut Tree<'a>, folder: &Path) -> &'t mut Vec<Piece<'a>> {
    for above in folder.ancestors().skip(1) {
        if tree.contains_key(&key(above)) {
            break;
        }
        tree.insert(key(above), Vec::new());
    }
    tree.entry(key(folder)).or_default()
}

fn fill(job: &Job, staged: &Path, folder: &Path, pieces: &[Piece]) -> Result<()> {
    let target = &job.place.target;
    if folder != Path::new("") {
        fs::create_dir(staged.join(folder)).with_context(|| format!("making `{}`", target.join(folder).display()))?;
    }
    for piece in pieces {
        match piece {
            Piece::New(path, body) => {
                create(&path.under(staged), body).with_context(|| format!("writing `{}`", path.under(target).display()))?;
            }
            Piece::Kept(path) => carry(&path.under(target), &path.under(staged))?,
            Piece::Foreign(path) => carry_foreign(&target.join(path), &staged.join(path))?,
        }
    }
    Ok(())
}

/// Makes a file that is not there yet.
pub(super) fn create(path: &Path, body: &Body) -> Result<()> {
    let open = || File::options().write(true).create_new(true).open(path);
    match body {
        Body::Bytes(bytes) => Ok(open()?.write_all(bytes)?),
        Body::Aside(aside) => io::copy(&mut aside.reader(), &mut open()?).map(drop).map_err(Into::into),
        Body::Copy { from, sha256, .. } => {
            let source = File::open(from).with_context(|| format!("reading `{}`", from.display()))?;
            let mut file = open()?;
            // Through our hands and not by the system's copy: what was checked must be what is published.
            let (digest, _) = Digest::of_reader(source, |piece| file.write_all(piece))?;
            if digest != *sha256 {
                bail!("`{}` changed while the site was built; build again", from.display());
            }
            Ok(())
        }
    }
}

/// Makes or replaces the record of a folder, which is never half written, and waits until it is on the disk.
pub(super) fn write_record(folder: &Path, manifest: &Manifest) -> io::Result<()> {
    let draft = folder.join(temporary(RECORD));
    let mut file = File::create(&draft)?;
    file.write_all(manifest.to_json().as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, folder.join(RECORD))
}

fn keep_root(job: &Job, staged: &Staged) -> Result<()> {
    if job.survey.exists { keep_folder(&job.place.target, &staged.folder, false) } else { Ok(()) }
}

/// Last, because a folder that may not be written to cannot be filled, and filling it changes its time.
fn keep_folders(job: &Job, staged: &Path, tree: &Tree) -> Result<()> {
    let keep = |with_time| move |path: &PathBuf| keep_folder(&job.place.target.join(path), &staged.join(path), with_time);
    let ours: Vec<_> = job.survey.folders.iter().filter(|it| tree.contains_key(&key(it))).collect();
    each(&ours, |path| keep(false)(path))?;
    each(&job.survey.foreign_folders, keep(true))
}

/// So many new files are no longer waited for: the disk takes 5–25 ms for 55 of 18 KB, 40–70 ms for 1,000, 250–450 ms for 11,000.
const WAITED_FOR: usize = 2_000;

/// Waits until the new files are on the disk, so that a power cut after the exchange leaves no empty pages.
///
/// All at once, as each on its own is dearer by far. Where it is left out, a power cut within half a minute may leave empty files;
/// the next build sees that (it compares bytes) and makes them again.
pub(super) fn settle(folder: &Path, n_files: usize) -> Result<()> {
    if n_files > WAITED_FOR {
        return Ok(());
    }
    match sync_disk(folder) {
        // Also where a full network disk says so, which took every write without a word.
        Err(error) if error.kind() != ErrorKind::Unsupported => Err(error).with_context(|| format!("writing `{}`", folder.display())),
        _ => Ok(()),
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_disk(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync_disk(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// A folder has no handle here.
#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
