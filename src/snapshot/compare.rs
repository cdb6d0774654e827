//! A snapshot compared with its own list. It may come from anyone: what is read is bounded, and nothing outside of it is.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{About, LIST, List};
use crate::output::Digest;

/// A list is not longer than this, in bytes.
const MAX_LIST: u64 = 256 * 1024 * 1024;
/// So many files are looked at in one.
const MAX_FILES: usize = 500_000;

/// What differs in a snapshot from its own list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A file of the list is not there.
    Missing(String),
    /// A file has other bytes.
    Changed(String),
    /// A file is there that the list does not know.
    Added(String),
    /// Two files have this name.
    Twice(String),
}

/// Compares a snapshot, a ZIP file or a folder, with its own list.
///
/// # Errors
/// When it is no snapshot, or the machine refuses to read it.
pub fn check(path: &Path) -> Result<(About, usize, Vec<Difference>)> {
    let naming = || format!("reading `{}`", path.display());
    let mut inside = if path.is_dir() { Inside::of_folder(path)? } else { Inside::of_zip(path).with_context(naming)? };
    let text = match inside.read(LIST, MAX_LIST).with_context(naming)? {
        Found::Bytes(text) => text,
        Found::Damaged => bail!("`{}` is damaged: its {LIST} cannot be read", path.display()),
        Found::Nothing => bail!("`{}` is no snapshot: it holds no {LIST}", path.display()),
    };
    let list: List = serde_json::from_slice(&text).with_context(naming)?;
    let mut res = Vec::new();
    for (name, entry) in &list.files {
        match inside.read(name, entry.size.saturating_add(1).min(MAX_LIST)).with_context(naming)? {
            Found::Nothing => res.push(Difference::Missing(name.clone())),
            Found::Bytes(bytes) if Digest::of(&bytes).to_string() == entry.sha256 => {}
            Found::Bytes(_) | Found::Damaged => res.push(Difference::Changed(name.clone())),
        }
    }
    let added = inside.names().into_iter().filter(|it| it != LIST && !list.files.contains_key(it));
    res.extend(added.map(Difference::Added));
    // Which of two files of one name is shown, each program decides for itself.
    if let Inside::Zip(_, again) = inside {
        res.extend(again.into_iter().map(Difference::Twice));
    }
    Ok((list.about, list.files.len(), res))
}

/// A snapshot that is read.
enum Inside {
    /// With the names that it lists more than once.
    Zip(ZipArchive<Cursor<Vec<u8>>>, BTreeSet<String>),
    Folder(PathBuf, Vec<String>),
}

/// What stands under a name.
enum Found {
    Nothing,
    /// Something that is no file, or that cannot be unpacked.
    Damaged,
    Bytes(Vec<u8>),
}

/// The largest snapshot that is read, in bytes.
const MAX_ZIP: u64 = 2 * 1024 * 1024 * 1024;

impl Inside {
    fn of_zip(path: &Path) -> Result<Inside> {
        let file = File::open(path)?;
        if file.metadata()?.len() > MAX_ZIP {
            bail!("it is larger than {MAX_ZIP} bytes");
        }
        let mut bytes = Vec::new();
        file.take(MAX_ZIP).read_to_end(&mut bytes)?;
        let start = ZipArchive::new(Cursor::new(bytes.as_slice()))?.central_directory_start();
        let directory = usize::try_from(start).ok().and_then(|it| bytes.get(it..));
        let again = directory.map(names_again).unwrap_or_default();
        let zip = ZipArchive::new(Cursor::new(bytes))?;
        if zip.len() > MAX_FILES {
            bail!("it holds more than {MAX_FILES} files");
        }
        Ok(Inside::Zip(zip, again))
    }

    fn of_folder(path: &Path) -> Result<Inside> {
        let mut names = Vec::new();
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.with_context(|| format!("reading `{}`", path.display()))?;
            if !entry.file_type().is_dir() {
                let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
                names.push(below.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
            }
            if names.len() > MAX_FILES {
                bail!("`{}` holds more than {MAX_FILES} files", path.display());
            }
        }
        Ok(Inside::Folder(path.to_owned(), names))
    }

    fn names(&self) -> Vec<String> {
        match self {
            Inside::Zip(zip, _) => {
                let all = zip.file_names().map(|it| it.map_or_else(|_| "(?)".to_owned(), std::borrow::Cow::into_owned));
                let mut names: Vec<String> = all.filter(|it| !it.ends_with('/')).collect();
                names.sort();
                names
            }
            Inside::Folder(_, names) => names.clone(),
        }
    }

    /// The first bytes of a file. A name of the list never leads out of the folder.
    fn read(&mut self, name: &str, limit: u64) -> Result<Found> {
        let mut bytes = Vec::new();
        match self {
            Inside::Zip(zip, _) => match zip.by_name(name) {
                Ok(file) => {
                    // The archive is in memory: what goes wrong is wrong in it.
                    if file.take(limit).read_to_end(&mut bytes).is_err() {
                        return Ok(Found::Damaged);
                    }
                }
                Err(ZipError::FileNotFound) => return Ok(Found::Nothing),
                Err(_) => return Ok(Found::Damaged),
            },
            Inside::Folder(root, names) => {
                if !names.iter().any(|it| it == name) {
                    return Ok(Found::Nothing);
                }
                let path = root.join(name);
                // A link would lead out, and a pipe has no end.
                if !fs::symlink_metadata(&path)?.is_file() {
                    return Ok(Found::Damaged);
                }
                File::open(path)?.take(limit).read_to_end(&mut bytes)?;
            }
        }
        Ok(Found::Bytes(bytes))
    }
}

/// Names that the directory of a ZIP file lists more than once; the reader of archives knows only the last file of a name.
fn names_again(directory: &[u8]) -> BTreeSet<String> {
    let (mut all, mut res, mut rest) = (HashSet::new(), BTreeSet::new(), directory);
    while let Some(head) = rest.get(..46).filter(|it| it.starts_with(b"PK\x01\x02")) {
        let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        let (name, more) = (length(28), length(30) + length(32));
        let Some(name) = rest.get(46..46 + name) else { break };
        if !all.insert(name) {
            res.insert(String::from_utf8_lossy(name).into_owned());
        }
        rest = rest.get(46 + name.len() + more..).unwrap_or_default();
    }
    res
}
