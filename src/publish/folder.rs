//! A folder of this machine, or one that is mounted, as a host.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::remote::{Entry, EntryKind, Fault, Host, Kind, Made, Remote};

/// The folder of the section; made when it is not there.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// A folder. Nothing is touched yet.
    #[must_use]
    pub fn new(root: PathBuf) -> Folder {
        Folder { root }
    }

    fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }
}

impl Host for Folder {
    fn connect(&self) -> Result<Box<dyn Remote>, Fault> {
        Ok(Box::new(self.clone()))
    }

    fn connections(&self) -> usize {
        1
    }
}

impl Remote for Folder {
    fn list(&mut self, folder: &str) -> Result<Option<Vec<Entry>>, Fault> {
        let at = self.at(folder);
        let Some(entries) = there(fs::read_dir(&at), &at)? else { return Ok(None) };
        let mut res = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|err| fault(&err, &at))?;
            // A name that is no text is none of ours.
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let about = entry.metadata().map_err(|err| fault(&err, &at))?;
            let kind = match about.file_type() {
                it if it.is_file() => EntryKind::File(Some(about.len())),
                it if it.is_dir() => EntryKind::Folder,
                _ => EntryKind::Other,
            };
            res.push(Entry { name, kind });
        }
        Ok(Some(res))
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Fault> {
        let at = self.at(path);
        Ok(there(fs::symlink_metadata(&at), &at)?.filter(fs::Metadata::is_file).map(|it| it.len()))
    }

    fn get(&mut self, path: &str, limit: u64, to: &mut dyn Write) -> Result<Option<u64>, Fault> {
        let at = self.at(path);
        let Some(file) = there(fs::File::open(&at), &at)? else { return Ok(None) };
        io::copy(&mut file.take(limit), to).map(Some).map_err(|err| fault(&err, &at))
    }

    fn put(&mut self, path: &str, from: &mut dyn Read, _size: u64) -> Result<(), Fault> {
        let at = self.at(path);
        let mut file = fs::File::create(&at).map_err(|err| fault(&err, &at))?;
        let mut piece = vec![0; 64 * 1024];
        loop {
            let n = from.read(&mut piece).map_err(|err| Fault::new(Kind::Source, err))?;
            if n == 0 {
                return Ok(());
            }
            file.write_all(&piece[..n]).map_err(|err| fault(&err, &at))?;
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Fault> {
        let to = self.at(to);
        fs::rename(self.at(from), &to).map_err(|err| fault(&err, &to))
    }

    fn remove(&mut self, path: &str) -> Result<(), Fault> {
        let at = self.at(path);
        there(fs::remove_file(&at), &at).map(drop)
    }

    fn make_folder(&mut self, path: &str) -> Result<Made, Fault> {
        let at = self.at(path);
        let made = if path.is_empty() && !at.exists() { fs::create_dir_all(&at) } else { fs::create_dir(&at) };
        match made {
            Ok(()) => Ok(Made::New),
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists && at.is_dir() => Ok(Made::Already),
            Err(err) => Err(fault(&err, &at)),
        }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Fault> {
        let at = self.at(path);
        match fs::remove_dir(&at) {
            Err(err) if err.kind() != io::ErrorKind::DirectoryNotEmpty => there(Err::<(), _>(err), &at).map(drop),
            _ => Ok(()),
        }
    }
}

/// What was asked for; `None` when there is no such thing.
fn there<T>(res: io::Result<T>, at: &Path) -> Result<Option<T>, Fault> {
    match res {
        Ok(it) => Ok(Some(it)),
        Err(err) if matches!(err.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(err) => Err(fault(&err, at)),
    }
}

fn fault(err: &io::Error, at: &Path) -> Fault {
    let kind = match err.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Kind::Full,
        _ => Kind::Refused,
    };
    Fault::new(kind, format!("`{}`: {err}", at.display()))
}
