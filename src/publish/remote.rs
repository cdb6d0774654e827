//! What publishing needs of a host: list, read, put, rename, remove; and a folder that can do it.
//!
//! Does not decide what is sent or in which order. Paths are relative to the section's folder on the host, with `/` between parts.

use std::fmt;
use std::io::{Read, Write};

/// A connection to the folder of a section.
pub trait Remote: Send {
    /// The files and folders right in a folder (`""` is the section itself), in any order; `None` when there is no such folder.
    ///
    /// # Errors
    /// See [`Fault`].
    fn list(&mut self, folder: &str) -> Result<Option<Vec<Entry>>, Fault>;

    /// Length of a file in bytes; `None` when there is none.
    ///
    /// # Errors
    /// See [`Fault`].
    fn size(&mut self, path: &str) -> Result<Option<u64>, Fault>;

    /// Hands the bytes of a file to `to`, at most `limit` of them; the number of bytes handed over, `None` when there is no such file.
    ///
    /// # Errors
    /// See [`Fault`]; also those of `to`, as [`Kind::Refused`].
    fn get(&mut self, path: &str, limit: u64, to: &mut dyn Write) -> Result<Option<u64>, Fault>;

    /// Writes a file whose folder is there, in place of what stands there. After an error anything may stand there, whole or in part.
    ///
    /// # Errors
    /// See [`Fault`]; also those of `from`, as [`Kind::Source`].
    fn put(&mut self, path: &str, from: &mut dyn Read, size: u64) -> Result<(), Fault>;

    /// Renames a file, in place of what stands there: in one step where the host can.
    ///
    /// # Errors
    /// See [`Fault`].
    fn rename(&mut self, from: &str, to: &str) -> Result<(), Fault>;

    /// Removes a file; it is no error when there is none.
    ///
    /// # Errors
    /// See [`Fault`].
    fn remove(&mut self, path: &str) -> Result<(), Fault>;

    /// Makes a folder whose parent is there, in one step: of two that do it at once, one is told [`Made::New`].
    ///
    /// # Errors
    /// See [`Fault`].
    fn make_folder(&mut self, path: &str) -> Result<Made, Fault>;

    /// Removes a folder if it is empty; it is no error when it is not, or when there is none.
    ///
    /// # Errors
    /// See [`Fault`].
    fn remove_folder(&mut self, path: &str) -> Result<(), Fault>;
}

/// Where connections come from: several may be open at once, on several threads.
pub trait Host: Sync {
    /// A new connection, logged in, in the folder of the section; the folder itself need not be there yet.
    ///
    /// # Errors
    /// See [`Fault`].
    fn connect(&self) -> Result<Box<dyn Remote>, Fault>;

    /// How many connections at once are worth while.
    fn connections(&self) -> usize;
}

/// What lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name, without folders.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file, with its length in bytes where the listing tells it.
    File(Option<u64>),
    /// A folder.
    Folder,
    /// Anything else: a link, a socket. Never followed.
    Other,
}

/// What came of making a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It was not there before.
    New,
    /// It was there.
    Already,
}

/// Why a host did not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What to do about it.
    pub kind: Kind,
    /// The host's own words, or ours, without anything secret.
    pub reason: String,
}

/// Kinds of [`Fault`], by what can be done about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The connection is gone or answered nothing in time: a new one may do it.
    Lost,
    /// The host wants no more connections now.
    Busy,
    /// It will not let us in: name, password or key.
    Login,
    /// It is not the host it was, or cannot prove that it is: nothing was sent.
    Trust,
    /// There is no room left.
    Full,
    /// It may not be done there: rights, a folder that is read-only, a name it does not take.
    Refused,
    /// The file to send could not be read, or is no longer what it was.
    Source,
}

impl Fault {
    /// A fault with its reason.
    pub fn new(kind: Kind, reason: impl fmt::Display) -> Fault {
        Fault { kind, reason: reason.to_string() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Fault {}
