//! What the output folder holds now, and what must happen to it. Reads only.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use super::place::Place;
use super::{RECORD, Written, is_temporary};
use crate::output::{Body, Digest, Manifest, Output, folders_of};
use crate::path::OutPath;

/// What stands in the folder, sorted by what must happen to it.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    /// Whether there is a folder.
    pub(super) exists: bool,
    /// What the last build made; `None` without a record, which only an empty folder may lack.
    pub(super) record: Option<Manifest>,
    /// Files that are not there.
    pub(super) create: Vec<(&'a OutPath, &'a Body)>,
    /// Files with other bytes.
    pub(super) replace: Vec<(&'a OutPath, &'a Body)>,
    /// Files with the same bytes.
    pub(super) keep: Vec<&'a OutPath>,
    /// Files of ours that the site no longer has.
    pub(super) removed: Vec<OutPath>,
    /// Files, links and the like of somebody else.
    pub(super) foreign: Vec<PathBuf>,
    /// Folders of somebody else, also empty ones.
    pub(super) foreign_folders: Vec<PathBuf>,
    /// Folders of ours.
    pub(super) folders: Vec<PathBuf>,
    /// What a build that was killed left of files it wrote in place.
    pub(super) temporary: Vec<PathBuf>,
    /// Some folder cannot be read, so it cannot be carried to a new place.
    pub(super) sealed: bool,
}

/// Whether the folder holds just this output, so that nothing needs to be written. Never fails: where in doubt it does not.
pub(super) fn is_current(place: &Place, output: &Output, manifest: &Manifest) -> bool {
    // A record like ours lists no other file, so nothing is to be removed and the folder need not be walked.
    let record = fs::read(place.target.join(RECORD)).unwrap_or_default();
    let files: Vec<_> = output.iter().collect();
    record == manifest.to_json().as_bytes() && files.par_iter().all(|(path, body)| holds(&path.under(&place.target), body).unwrap_or(false))
}

/// Whether every file of a record stands in its place with its bytes.
pub(super) fn holds_all(place: &Place, record: &Manifest) -> bool {
    let files: Vec<_> = record.iter().collect();
    let digest = |path: &OutPath| {
        let file = path.under(&place.target);
        let is_file = fs::symlink_metadata(&file).is_ok_and(|it| it.is_file());
        is_file.then(|| Digest::of_reader(File::open(file)?, |_| Ok(()))).and_then(Result::ok).map(|it| it.0)
    };
    files.par_iter().all(|(path, expected)| digest(path) == Some(*expected))
}

/// Refuses a target that is no folder, or one with files in it that we did not make.
pub(super) fn ensure_ours(place: &Place) -> Result<()> {
    let target = place.target.display();
    match fs::symlink_metadata(&place.target) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("reading `{target}`")),
        Ok(there) if !there.is_dir() => bail!("`{target}` is not a folder; move it away, or choose another output folder"),
        Ok(_) if read_record(&place.target)?.is_some() || is_vacant(&place.target)? => Ok(()),
        Ok(_) => bail!(
            "`{target}` holds files that prongsai did not make (there is no `{RECORD}` in it); empty it yourself, or choose another output folder"
        ),
    }
}

/// Whether a folder is missing, or holds nothing (but what a killed build left).
pub(super) fn is_vacant(folder: &Path) -> Result<bool> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        entries => entries.with_context(|| format!("reading `{}`", folder.display()))?,
    };
    for entry in entries {
        let name = entry.with_context(|| format!("reading `{}`", folder.display()))?.file_name();
        if !name.to_str().is_some_and(is_temporary) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What the last build made in a folder; `None` without a record.
pub(super) fn read_record(folder: &Path) -> Result<Option<Manifest>> {
    let path = folder.join(RECORD);
    let shown = path.display();
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("reading `{shown}`")),
        Ok(there) if !there.is_file() => bail!("`{shown}` is not a file; move the whole folder away, then build again"),
        Ok(_) => {}
    }
    let text = fs::read_to_string(&path).with_context(|| format!("reading `{shown}`"))?;
    let record = Manifest::from_json(&text).with_context(|| {
        format!("`{shown}` is damaged, so nobody knows which files are prongsai's; move the whole folder away, then build again")
    })?;
    Ok(Some(record))
}

impl<'a> Survey<'a> {
    /// Refuses when something of somebody else stands where a file or folder of ours must be.
    pub(super) fn of(place: &Place, output: &'a Output) -> Result<Survey<'a>> {
        let target = &place.target;
        let mut res = Survey { exists: target.exists(), record: read_record(target)?, ..Survey::default() };
        let mut found = HashMap::new();
        if res.exists {
            let mut sealed = Vec::new();
            let entries = walk(target, Path::new(""), &mut sealed).with_context(|| format!("reading `{}`", target.display()))?;
            res.sealed = !sealed.is_empty();
            res.sort_out(entries, output, &mut found);
        }
        res.ensure_free(target, output, &found)?;
        res.compare(target, output, &found)?;
        Ok(res)
    }

    /// Whether nothing is left to do.
    pub(super) fn is_done(&self, manifest: &Manifest) -> bool {
        let Survey { record, create, replace, removed, temporary, .. } = self;
        record.as_ref() == Some(manifest) && create.is_empty() && replace.is_empty() && removed.is_empty() && temporary.is_empty()
    }

    /// What this comes to, in files.
    pub(super) fn written(&self) -> Written {
        Written { created: self.create.len(), changed: self.replace.len(), removed: self.removed.len(), unchanged: self.keep.len() }
    }

    /// Ours is what the record lists, and the folders of it.
    fn sort_out(&mut self, entries: Vec<Entry>, output: &Output, found: &mut HashMap<OutPath, Found>) {
        let none = Manifest::default();
        let record = self.record.as_ref().unwrap_or(&none);
        let folders = record.folders();
        for Entry { path, kind } in entries {
            let named = out_path(&path);
            let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
            let listed = named.as_ref().is_some_and(|it| record.contains(it));
            let ours = match kind {
                Kind::Folder => named.as_ref().is_some_and(|it| folders.contains(it.as_str())),
                Kind::File => listed,
                Kind::Other => false,
            };
            if let Some(named) = &named {
                found.insert(named.clone(), Found { kind, ours });
            }
            match (kind, named) {
                (Kind::File, Some(named)) if named.as_str() == RECORD => {}
                (Kind::File, _) if is_temporary(name) => self.temporary.push(path),
                (Kind::File, Some(named)) if output.get(&named).is_some() => {}
                (Kind::File, Some(named)) if ours => self.removed.push(named),
                (Kind::Folder, _) if ours => self.folders.push(path),
                (Kind::Folder, _) => self.foreign_folders.push(path),
                _ => self.foreign.push(path),
            }
        }
    }

    /// Every file and folder of the output finds its place empty, or held by its like.
    fn ensure_free(&self, target: &Path, output: &Output, found: &HashMap<OutPath, Found>) -> Result<()> {
        let folders: BTreeSet<&str> = output.iter().flat_map(|(path, _)| folders_of(path)).collect();
        for folder in folders {
            match OutPath::new(folder).and_then(|it| found.get(&it)) {
                None | Some(Found { kind: Kind::Folder, .. } | Found { kind: Kind::File, ours: true }) => {}
                Some(_) => bail!(
                    "`{}` is not prongsai's, and the site needs a folder there; move it away, then build again",
                    target.join(folder).display()
                ),
            }
        }
        for (path, _) in output.iter() {
            let fine = match found.get(path) {
                None | Some(Found { kind: Kind::File, .. }) => true,
                Some(Found { kind: Kind::Folder, ours }) => *ours && self.is_all_ours(path),
                Some(Found { kind: Kind::Other, .. }) => false,
            };
            if !fine {
                bail!(
                    "`{}` is not prongsai's, and the site needs a file there; move it away, then build again",
                    path.under(target).display()
                );
            }
        }
        Ok(())
    }

    fn is_all_ours(&self, folder: &OutPath) -> bool {
        !self.foreign.iter().chain(&self.foreign_folders).any(|it| it.starts_with(folder.as_str()))
    }

    fn compare(&mut self, target: &Path, output: &'a Output, found: &HashMap<OutPath, Found>) -> Result<()> {
        let files: Vec<_> = output.iter().collect();
        let same: Vec<Result<bool>> = files
            .par_iter()
            .map(|(path, body)| {
                let file = path.under(target);
                let there = matches!(found.get(path), Some(Found { kind: Kind::File, .. }));
                if there { holds(&file, body).with_context(|| format!("reading `{}`", file.display())) } else { Ok(false) }
            })
            .collect();
        for ((path, body), same) in files.into_iter().zip(same) {
            match found.get(path) {
                Some(Found { kind: Kind::File, .. }) if same? => self.keep.push(path),
                Some(Found { kind: Kind::File, ours: true }) => self.replace.push((path, body)),
                Some(Found { kind: Kind::File, ours: false }) => bail!(
                    "`{}` is not prongsai's, and the site needs its place for a file of its own; move it away, then build again",
                    path.under(target).display()
                ),
                _ => self.create.push((path, body)),
            }
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Copy)]
struct Found {
    kind: Kind,
    ours: bool,
}

/// What a name in a folder stands for; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A link, a socket and the like.
    Other,
}

/// A name in a folder, with its path below the root.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
}

/// What lies right inside the folder `path` below `root`, sorted by name.
pub(super) fn list(root: &Path, path: &Path) -> io::Result<Vec<Entry>> {
    let mut res = Vec::new();
    for entry in fs::read_dir(root.join(path))? {
        let entry = entry?;
        let kind = match entry.file_type()? {
            it if it.is_dir() => Kind::Folder,
            it if it.is_file() => Kind::File,
            _ => Kind::Other,
        };
        res.push(Entry { path: path.join(entry.file_name()), kind });
    }
    res.sort_unstable_by(|a, b| a.path.file_name().cmp(&b.path.file_name()));
    Ok(res)
}

/// Everything inside, parents before children, in parallel: a folder for each page makes many.
fn walk(root: &Path, path: &Path, sealed: &mut Vec<PathBuf>) -> io::Result<Vec<Entry>> {
    let entries = match list(root, path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied && path != Path::new("") => {
            sealed.push(path.to_path_buf());
            return Ok(Vec::new());
        }
        entries => entries?,
    };
    let inside: Vec<_> = entries
        .par_iter()
        .map(|entry| {
            let mut sealed = Vec::new();
            let inside = if entry.kind == Kind::Folder { walk(root, &entry.path, &mut sealed) } else { Ok(Vec::new()) };
            inside.map(|it| (it, sealed))
        })
        .collect();
    let mut res = Vec::with_capacity(entries.len());
    for (entry, inside) in entries.into_iter().zip(inside) {
        let (inside, closed) = inside?;
        sealed.extend(closed);
        res.push(entry);
        res.extend(inside);
    }
    Ok(res)
}

/// A path below the root as one of ours could be written; `None` for names that ours never have.
pub(super) fn out_path(path: &Path) -> Option<OutPath> {
    let parts: Option<Vec<_>> = path.iter().map(|it| it.to_str()).collect();
    OutPath::new(&parts?.join("/"))
}

/// Whether a file has just these bytes. Read, not guessed from times: a copied site has new times, an edited file may have old ones.
pub(super) fn holds(path: &Path, body: &Body) -> io::Result<bool> {
    let there = fs::symlink_metadata(path)?;
    if !there.is_file() || there.len() != body.size() {
        return Ok(false);
    }
    match body {
        Body::Bytes(bytes) => Ok(fs::read(path)? == *bytes),
        // One file is read instead of two, and what counts is what the build saw, not what lies at `from` by now.
        Body::Aside(_) | Body::Copy { .. } => Ok(Digest::of_reader(File::open(path)?, |_| Ok(()))?.0 == body.digest()),
    }
}
