//! Where a large output lies until it is written: in memory at first, then in a file without a name. A section of many years is
//! several times as large as its content.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::{Body, Digest};

/// So many bytes lie in memory.
const ROOM: u64 = 8 * 1024 * 1024;

/// A place for the files of one output.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    room: u64,
    n_bytes: AtomicU64,
    /// `None` when no disk takes one: then all lies in memory.
    file: OnceLock<Option<Arc<File>>>,
}

impl Shelf {
    /// Nothing lies there yet. Should a file be needed, it is made in `folder`, and gone with the last who knows of it.
    #[must_use]
    pub fn new(folder: &Path) -> Shelf {
        Shelf::of_room(folder, ROOM)
    }

    /// As [`Shelf::new`], with so many bytes in memory.
    pub(super) fn of_room(folder: &Path, room: u64) -> Shelf {
        Shelf { folder: folder.to_owned(), room, n_bytes: AtomicU64::new(0), file: OnceLock::new() }
    }

    /// Puts something there; how it is come by.
    pub fn put(&self, bytes: Vec<u8>) -> Body {
        let size = bytes.len() as u64;
        let at = self.n_bytes.fetch_add(size, Ordering::Relaxed);
        if at + size <= self.room {
            return Body::Bytes(bytes);
        }
        let make = || tempfile::tempfile_in(&self.folder).or_else(|_| tempfile::tempfile()).ok().map(Arc::new);
        match self.file.get_or_init(make) {
            Some(file) if write(file, &bytes, at).is_ok() => {
                Body::Aside(Aside { file: Arc::clone(file), at, size, sha256: Digest::of(&bytes) })
            }
            // It is not lost where a disk is full; whoever writes the output will tell.
            _ => Body::Bytes(bytes),
        }
    }
}

/// A part of a shelf's file.
#[derive(Clone)]
pub struct Aside {
    file: Arc<File>,
    at: u64,
    pub(super) size: u64,
    pub(super) sha256: Digest,
}

impl Aside {
    /// Reads it from its beginning.
    pub(super) fn reader(&self) -> impl Read + '_ {
        Reader { aside: self, read: 0 }
    }
}

/// Reads a part that was put aside; others may read at the same time.
struct Reader<'a> {
    aside: &'a Aside,
    /// So many bytes were read.
    read: u64,
}

impl Read for Reader<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.aside.size - self.read).unwrap_or(usize::MAX).min(to.len());
        if left == 0 {
            return Ok(0);
        }
        match read(&self.aside.file, &mut to[..left], self.aside.at + self.read)? {
            // A part of a page is no page.
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            n => {
                self.read += n as u64;
                Ok(n)
            }
        }
    }
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Aside").field("at", &self.at).field("size", &self.size).finish_non_exhaustive()
    }
}

#[cfg(unix)]
fn write(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read(file: &File, to: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, to, at)
}

#[cfg(windows)]
fn write(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let n = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        (bytes, at) = (&bytes[n..], at + n as u64);
    }
    Ok(())
}

#[cfg(windows)]
fn read(file: &File, to: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, to, at)
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn what_is_put_there_is_come_by_again_and_only_the_first_lies_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::of_room(folder.path(), 1000);
        let texts: Vec<Vec<u8>> = (0..200_u8).map(|n| vec![n; usize::from(n)]).collect();
        let bodies: Vec<Body> = texts.par_iter().map(|it| shelf.put(it.clone())).collect();
        let in_memory: u64 = bodies.iter().filter(|it| matches!(it, Body::Bytes(_))).map(Body::size).sum();
        assert!(in_memory <= 1000, "{in_memory}");
        for (text, body) in texts.iter().zip(&bodies) {
            assert_eq!(body.bytes().expect("readable").as_ref(), text.as_slice());
            assert_eq!((body.size(), body.digest()), (text.len() as u64, Digest::of(text)));
        }
        assert_eq!(folder.path().read_dir().expect("a folder").count(), 0, "its file has no name");
    }

    #[test]
    fn what_a_disk_has_lost_is_no_page() {
        let folder = tempfile::tempdir().expect("a folder");
        let Body::Aside(aside) = Shelf::of_room(folder.path(), 0).put(vec![7; 100]) else { panic!("there is no room") };
        aside.file.set_len(60).expect("cut");
        assert_eq!(Body::Aside(aside).bytes().expect_err("a part").kind(), io::ErrorKind::UnexpectedEof);
    }
}
