//! What a build makes, as a value: path → bytes, or "copy this file".
//!
//! [`write()`] brings it to a disk; what is large may lie on a [`shelf`] until then. Invariant: order never depends on hashing, threads
//! or the file system.

pub mod shelf;
pub mod write;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::str::FromStr;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

pub use self::write::{Written, made_from, write};
use crate::path::OutPath;

/// What a build makes: a value that goes to disk, to the dev server or to a host.
#[derive(Debug, Default)]
pub struct Output {
    files: BTreeMap<OutPath, Body>,
    /// What it was made from, if that is known: the same gives the same files.
    pub made_from: Option<Digest>,
}

/// What stands in one file of an [`Output`].
#[derive(Debug)]
pub enum Body {
    /// Made by the build.
    Bytes(Vec<u8>),
    /// Made by the build and put aside, for there is much.
    Aside(shelf::Aside),
    /// A file of the site, copied as it is; scanned documents are large and need not pass through memory.
    Copy {
        /// Where it is read from when the output is written.
        from: PathBuf,
        /// Length in bytes when the site was read.
        size: u64,
        /// Digest when the site was read; a file that no longer has it is not written.
        sha256: Digest,
    },
}

/// The media type of a file, by its extension in lower case.
#[must_use]
pub fn media_type(extension: &str) -> &'static str {
    match extension {
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "html" | "htm" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "xml" => "application/xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// A SHA-256 digest. Displays as 64 lower-case hexadecimal digits and parses from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Digest {
        Digest(bytes)
    }
}

/// Path → digest of every file of an [`Output`]: what a folder or a host holds of ours. Two are equal when the files are.
#[derive(Debug, Default, Clone)]
pub struct Manifest {
    files: BTreeMap<OutPath, Digest>,
    made_from: Option<Digest>,
}

impl PartialEq for Manifest {
    fn eq(&self, other: &Manifest) -> bool {
        self.files == other.files
    }
}

impl Eq for Manifest {}

/// Under this name, which no file has, a manifest says what the files were made from.
const MADE_FROM: &str = "";

impl Output {
    /// Adds a file; returns the one that stood there.
    pub fn insert(&mut self, path: OutPath, body: Body) -> Option<Body> {
        self.files.insert(path, body)
    }

    /// The file at a path.
    #[must_use]
    pub fn get(&self, path: &OutPath) -> Option<&Body> {
        self.files.get(path)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&OutPath, &Body)> {
        self.files.iter()
    }

    /// Number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The digest of every file; the costly part of it runs in parallel.
    #[must_use]
    pub fn manifest(&self) -> Manifest {
        let files: Vec<_> = self.files.iter().collect();
        let digests: Vec<_> = files.par_iter().map(|(path, body)| ((*path).clone(), body.digest())).collect();
        Manifest { files: digests.into_iter().collect(), made_from: self.made_from }
    }
}

impl Body {
    /// Length in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::Aside(aside) => aside.size,
            Body::Copy { size, .. } => *size,
        }
    }

    /// Digest of the bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        match self {
            Body::Bytes(bytes) => Digest::of(bytes),
            Body::Aside(aside) => aside.sha256,
            Body::Copy { sha256, .. } => *sha256,
        }
    }

    /// All its bytes, read where they do not lie in memory.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Body::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Body::Aside(aside) => {
                let mut res = Vec::new();
                aside.reader().read_to_end(&mut res)?;
                Ok(Cow::Owned(res))
            }
            Body::Copy { from, .. } => fs::read(from).map(Cow::Owned),
        }
    }
}

impl Digest {
    /// Stands where a digest is not known: no bytes are known to have it.
    pub const NONE: Digest = Digest([0; 32]);

    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The digest and the length of everything a reader gives, handing each piece to `see` on the way.
    ///
    /// # Errors
    /// Those of the reader and of `see`.
    pub fn of_reader(mut reader: impl Read, mut see: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<(Digest, u64)> {
        let mut hasher = Sha256::new();
        let mut piece = vec![0; 64 * 1024];
        let mut size = 0;
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok((Digest(hasher.finalize().into()), size)),
                Ok(n) => {
                    hasher.update(&piece[..n]);
                    see(&piece[..n])?;
                    size += n as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The text is no digest: not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDigest;

impl fmt::Display for NoDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a digest is 64 lower-case hexadecimal digits")
    }
}

impl std::error::Error for NoDigest {}

impl FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Digest, NoDigest> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut res = [0; 32];
        if text.len() != 64 {
            return Err(NoDigest);
        }
        for (byte, pair) in res.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0]).zip(digit(pair[1])).map(|(high, low)| high * 16 + low).ok_or(NoDigest)?;
        }
        Ok(Digest(res))
    }
}

impl Manifest {
    /// The digest of a file; `None` when it is not listed.
    #[must_use]
    pub fn get(&self, path: &OutPath) -> Option<Digest> {
        self.files.get(path).copied()
    }

    /// Whether a file is listed.
    #[must_use]
    pub fn contains(&self, path: &OutPath) -> bool {
        self.files.contains_key(path)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&OutPath, Digest)> {
        self.files.iter().map(|(path, digest)| (path, *digest))
    }

    /// Number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The folders that the files lie in, without the root, parents before children.
    #[must_use]
    pub fn folders(&self) -> BTreeSet<&str> {
        self.files.keys().flat_map(folders_of).collect()
    }

    /// A JSON object, one file a line, sorted: the same files give the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let files = self.files.iter().map(|(path, digest)| (path.as_str(), digest));
        let all = self.made_from.iter().map(|it| (MADE_FROM, it)).chain(files);
        let lines: Vec<_> = all.map(|(path, digest)| format!("{}: \"{digest}\"", serde_json::Value::from(path))).collect();
        if lines.is_empty() { "{}\n".to_owned() } else { format!("{{\n{}\n}}\n", lines.join(",\n")) }
    }

    /// Reads what [`Manifest::to_json`] wrote.
    ///
    /// # Errors
    /// When it is no such text, or lists a path that leaves its root.
    pub fn from_json(text: &str) -> anyhow::Result<Manifest> {
        let mut lines: BTreeMap<String, String> = serde_json::from_str(text)?;
        let made_from = lines.remove(MADE_FROM).map(|it| it.parse()).transpose()?;
        let entry = |(path, digest): (String, String)| {
            let path = OutPath::new(&path).ok_or_else(|| anyhow::anyhow!("`{path}` is not a path inside the folder"))?;
            Ok((path, digest.parse()?))
        };
        let files: anyhow::Result<_> = lines.into_iter().map(entry).collect();
        Ok(Manifest { files: files?, made_from })
    }

    /// What the files were made from, if that is known.
    #[must_use]
    pub fn made_from(&self) -> Option<Digest> {
        self.made_from
    }
}

impl FromIterator<(OutPath, Digest)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (OutPath, Digest)>>(files: I) -> Manifest {
        Manifest { files: files.into_iter().collect(), made_from: None }
    }
}

/// The folders above a file, outermost first: `a` and `a/b` for `a/b/c.html`.
pub fn folders_of(path: &OutPath) -> impl Iterator<Item = &str> {
    let path = path.as_str();
    path.match_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(files: &[(&str, &str)]) -> Output {
        let mut res = Output::default();
        for (path, text) in files {
            res.insert(OutPath::new(path).expect("inside"), Body::Bytes(text.as_bytes().to_vec()));
        }
        res
    }

    #[test]
    fn a_digest_reads_back_what_it_displays() {
        let digest = Digest::of(b"abc");
        assert_eq!(digest.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!(Digest::of_reader(&b"abc"[..], |_| Ok(())).expect("memory"), (digest, 3));
        let upper = digest.to_string().to_uppercase();
        for text in ["", "ba78", &"é".repeat(32), &"g".repeat(64), &upper] {
            assert_eq!(text.parse::<Digest>(), Err(NoDigest), "{text}");
        }
    }

    #[test]
    fn a_manifest_is_sorted_lines_and_reads_back() {
        let manifest = output(&[("b/แผน \"1\".pdf", "x"), ("index.html", "y"), ("b.txt", "z")]).manifest();
        let json = manifest.to_json();
        let starts: Vec<_> = json.lines().map(|line| line.split(": ").next().unwrap_or(line)).collect();
        assert_eq!(starts, ["{", "\"b.txt\"", "\"b/แผน \\\"1\\\".pdf\"", "\"index.html\"", "}"]);
        assert_eq!(Manifest::from_json(&json).expect("own text"), manifest);
        assert_eq!(Manifest::from_json(&Manifest::default().to_json()).expect("own text"), Manifest::default());
        let known = Manifest { made_from: Some(Digest::of(b"x")), ..manifest.clone() };
        let read = Manifest::from_json(&known.to_json()).expect("own text");
        assert_eq!((read.made_from(), &read), (Some(Digest::of(b"x")), &manifest));
        assert_eq!(manifest.folders(), BTreeSet::from(["b"]));
    }

    #[test]
    fn a_manifest_cannot_list_what_lies_outside() {
        let digest = Digest::of(b"");
        for text in [&format!("{{\"../x\": \"{digest}\"}}"), "{\"x\": \"12\"}", "[]", "", "{\"x\": 1}"] {
            assert!(Manifest::from_json(text).is_err(), "{text}");
        }
    }
}
