//! The only writer of the output folder (`public/`).
//!
//! A new folder is staged beside it: unchanged files and everything that is not ours are hard-linked, so they keep inode and time;
//! changed files are created. Then the two folders are exchanged in one step and the old one is dropped. Where a folder cannot be
//! exchanged it takes two renames; where it cannot be renamed at all (a mount, a parent that is read-only, somebody else's folder
//! inside), it is written in place, file by file.
//!
//! Does not decide whether an [`Output`] may be written. Invariants: the folder is the whole old or the whole new site at any
//! instant, also when the program is killed (in place: each file is); what the last record does not list is never deleted nor
//! overwritten; when nothing changed, nothing is touched.

mod carry;
mod in_place;
mod leftover;
mod lock;
mod place;
mod stage;
mod survey;
mod swap;
#[cfg(all(test, unix))]
mod tests;

use std::collections::HashSet;
use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use rayon::prelude::*;

use self::place::Place;
use self::survey::Survey;
use super::{Digest, Manifest, Output, folders_of};

/// What a [`write()`] did, in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Not there before.
    pub created: usize,
    /// There before, with other bytes.
    pub changed: usize,
    /// Ours, and no longer part of the site.
    pub removed: usize,
    /// Left as they were.
    pub unchanged: usize,
}

/// The list of what we made, in the output folder; it does not list itself.
pub const RECORD: &str = ".prongsai.json";

/// Makes the folder `target` hold this output, and what others put there, and nothing else of ours.
///
/// `protected` are folders that must neither lie inside `target` nor contain it: `content/`, `themes/`. (Not the site's root, which
/// contains `public/`; as it contains `content/` too, it is refused as a target anyway.)
///
/// # Errors
/// When the folder is refused (not ours, protected, in use by another build), or the machine refuses a file. The folder is then as
/// it was before, except where it had to be written in place.
pub fn write(output: &Output, target: &Path, protected: &[&Path]) -> Result<Written> {
    write_by(Way::Exchange, output, target, protected)
}

/// How the new site comes to stand where the old one was. Builds begin with the first and come to the others when the system
/// refuses; tests begin anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(test), expect(dead_code, reason = "see above"))]
enum Way {
    /// In one step, by two renames where the system has no such step, or in place where folders cannot be moved.
    Exchange,
    /// As where the system cannot exchange.
    Renames,
    /// As where folders cannot be moved.
    InPlace,
}

/// What a folder holds, when it holds just what was made from this and nothing of ours besides; all of it is read to be sure.
/// Nobody need make it again.
///
/// # Errors
/// When the folder is refused, or cannot be read.
pub fn made_from(from: Digest, target: &Path, protected: &[&Path]) -> Result<Option<Manifest>> {
    let place = Place::find(target, protected)?;
    if place.has_leftovers() {
        return Ok(None);
    }
    let record = survey::read_record(&place.target)?.filter(|it| it.made_from() == Some(from));
    Ok(record.filter(|it| survey::holds_all(&place, it)))
}

fn write_by(way: Way, output: &Output, target: &Path, protected: &[&Path]) -> Result<Written> {
    ensure_writable(output)?;
    let manifest = output.manifest();
    let place = Place::find(target, protected)?;
    if !place.has_leftovers() && survey::is_current(&place, output, &manifest) {
        return Ok(Written { unchanged: output.len(), ..Written::default() });
    }
    let _lock = lock::take(&place)?;
    survey::ensure_ours(&place)?;
    leftover::recover(&place)?;
    let survey = Survey::of(&place, output)?;
    if survey.is_done(&manifest) {
        note_origin(&place, &survey, &manifest)?;
        return Ok(survey.written());
    }
    put(way, &Job { place: &place, manifest: &manifest, survey: &survey })?;
    Ok(survey.written())
}

/// Where the same files were made from something else, a new program as a rule, the record says so: else they would be made again
/// at every build.
fn note_origin(place: &Place, survey: &Survey, manifest: &Manifest) -> Result<()> {
    if survey.record.as_ref().is_none_or(|it| it.made_from() == manifest.made_from()) {
        return Ok(());
    }
    stage::write_record(&place.target, manifest).with_context(|| format!("writing `{}`", place.target.join(RECORD).display()))
}

/// Everything a way of writing needs to know.
struct Job<'a> {
    place: &'a Place,
    manifest: &'a Manifest,
    survey: &'a Survey<'a>,
}

fn put(way: Way, job: &Job) -> Result<()> {
    if way == Way::InPlace {
        return in_place::write(job);
    }
    match stage::stage(job).and_then(|staged| swap::swap(way, job, staged)) {
        Err(error) if error.is::<Stuck>() => in_place::write(job),
        res => res,
    }
}

/// Says that something can only stay where it is: a mount, a folder of another user, anything in a parent that is read-only.
#[derive(Debug)]
struct Stuck;

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it can only stay where it is")
    }
}

impl std::error::Error for Stuck {}

/// Refuses an output that no folder can hold: a file where another needs a folder, a name we keep for ourselves.
fn ensure_writable(output: &Output) -> Result<()> {
    let paths: HashSet<&str> = output.iter().map(|(path, _)| path.as_str()).collect();
    for (path, _) in output.iter() {
        if let Some(file) = folders_of(path).find(|it| paths.contains(it)) {
            bail!("`{file}` cannot be both a file and the folder of `{path}`; give one of them another address");
        }
        if path.as_str() == RECORD || path.as_str().split('/').any(is_temporary) {
            bail!("`{path}` is a name that prongsai keeps for itself; give the file another name");
        }
    }
    Ok(())
}

/// The name under which a file is written in place, before it gets its own.
fn temporary(name: &str) -> String {
    format!(".{name}.prongsai-tmp")
}

fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".prongsai-tmp")
}

/// Does the work for every item, in parallel; of several failures the first in the order of the items is told.
fn each<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<()> + Sync + Send) -> Result<()> {
    items.par_iter().map(work).collect::<Vec<_>>().into_iter().collect()
}
