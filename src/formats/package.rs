//! Archives of parts, as Office files since 2007 are: read piece by piece, with a limit over all parts, so that an archive that
//! unpacks to terabytes ends soon.

use std::io::{BufRead, BufReader, Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

/// Parts of one archive.
pub const MAX_PARTS: usize = 10_000;
/// Bytes unpacked of one archive, over all its parts.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// Why a part, or the whole, could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Needs a password.
    Encrypted,
    /// More parts, or more unpacked bytes, than are read.
    TooLarge,
    /// Cut off or damaged.
    Broken,
}

/// An archive that is being read.
#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Reads the directory of an archive.
    ///
    /// # Errors
    /// When it is none, or has too many parts.
    pub fn new(bytes: &'a [u8]) -> Result<Package<'a>, Fault> {
        // Counted before the directory is read: it takes more memory than its bytes.
        if memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_PARTS).is_some() {
            return Err(Fault::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken)?;
        Ok(Package { archive, left: MAX_UNPACKED })
    }

    /// Names of the parts.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.archive.file_names_raw().take(MAX_PARTS).map(|it| String::from_utf8_lossy(it).into_owned()).collect()
    }

    /// Reads a part by `read`, which answers `None` when it cannot be read to its end. What was read until a fault is given as well.
    pub fn open<T>(&mut self, name: &str, read: impl FnOnce(&mut dyn BufRead) -> Option<T>) -> (Option<T>, Option<Fault>) {
        if self.left == 0 {
            return (None, Some(Fault::TooLarge));
        }
        let part = match self.archive.index_for_name_raw(name.as_bytes()).map(|it| self.archive.by_index(it)) {
            Some(Ok(part)) => part,
            Some(Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED))) => return (None, Some(Fault::Encrypted)),
            _ => return (None, Some(Fault::Broken)),
        };
        let mut buffered = BufReader::with_capacity(64 * 1024, part.take(self.left));
        let res = read(&mut buffered);
        self.left = buffered.into_inner().limit();
        let fault = match res {
            _ if self.left == 0 => Some(Fault::TooLarge),
            None => Some(Fault::Broken),
            Some(_) => None,
        };
        (res, fault)
    }
}
