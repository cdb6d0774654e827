//! Where the output folder really lies, and what we call the things beside it.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

/// An output folder, links resolved, that touches no protected folder. It need not exist.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) target: PathBuf,
    parent: PathBuf,
    name: OsString,
}

impl Place {
    /// Refuses a folder that lies inside a protected one or contains it.
    pub(super) fn find(target: &Path, protected: &[&Path]) -> Result<Place> {
        let real = resolve(target)?;
        for folder in protected {
            let kept = resolve(folder)?;
            if real.starts_with(&kept) || kept.starts_with(&real) {
                let (target, folder) = (target.display(), folder.display());
                bail!("`{target}` cannot be the output folder: it would mix with `{folder}`; choose a folder of its own, such as `public`");
            }
        }
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            bail!("`{}` cannot be the output folder; choose a folder of its own, such as `public`", target.display());
        };
        Ok(Place { parent: parent.to_path_buf(), name: name.to_owned(), target: real })
    }

    /// The folder that holds the output folder.
    pub(super) fn parent(&self) -> &Path {
        &self.parent
    }

    /// Where the next site is staged; after an exchange, where the last one is.
    pub(super) fn new_folder(&self) -> PathBuf {
        self.beside("new")
    }

    /// Where the last site waits between two renames.
    pub(super) fn old_folder(&self) -> PathBuf {
        self.beside("old")
    }

    /// Held while the folder is written.
    pub(super) fn lock_file(&self) -> PathBuf {
        self.beside("lock")
    }

    /// Whether a build was killed here, or is at work.
    pub(super) fn has_leftovers(&self) -> bool {
        [self.new_folder(), self.old_folder(), self.lock_file()].iter().any(|it| fs::symlink_metadata(it).is_ok())
    }

    fn beside(&self, what: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(format!(".prongsai-{what}"));
        self.parent.join(name)
    }
}

/// The absolute path without links, also of what does not exist yet.
fn resolve(path: &Path) -> Result<PathBuf> {
    let reading = || format!("reading `{}`", path.display());
    let whole = std::path::absolute(path).with_context(reading)?;
    for start in whole.ancestors() {
        match start.canonicalize() {
            Ok(real) => return Ok(join(real, whole.strip_prefix(start).unwrap_or(Path::new("")))),
            Err(error) if error.kind() == ErrorKind::NotFound && !start.is_symlink() => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                bail!("`{}` is a link that leads nowhere; remove it or make its folder", start.display())
            }
            Err(error) => return Err(error).with_context(reading),
        }
    }
    Ok(whole)
}

/// Nothing of `rest` exists, so `..` means what it says.
fn join(mut start: PathBuf, rest: &Path) -> PathBuf {
    for part in rest.components() {
        if part == Component::ParentDir {
            start.pop();
        } else {
            start.push(part);
        }
    }
    start
}
