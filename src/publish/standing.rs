//! Looking at a host: which of our files stand there, and what stands in the way.
//!
//! Changes nothing. The record on the host is believed where a look at some of its files bears it out; else folders are listed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::plan::Standing;
use super::remote::{EntryKind, Fault, Remote};
use crate::output::{Digest, Manifest, Output, folders_of};
use crate::path::OutPath;

/// What prongsai put on the host, as far as it is certain.
pub const RECORD: &str = ".prongsai.json";
/// What a run that has not ended puts there; files that differ from the record may be either.
pub const NEXT: &str = ".prongsai-next.json";
/// A record is not longer than this, in bytes.
pub const MAX_RECORD: u64 = 256 * 1024 * 1024;
/// So many files of the record are looked at before it is believed.
const N_LOOKED_AT: usize = 16;

/// When the folders of a host are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// When there is no record, or it is not true.
    WhenNeeded,
    /// In any case.
    Always,
}

/// Why folders were listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Somebody asked for it.
    Asked,
    /// There is no record: this is the first time, or somebody deleted it.
    NoRecord,
    /// The record cannot be read.
    Damaged,
    /// Files of the record are not there, or have another length.
    Untrue,
}

/// Looks at a host.
///
/// # Errors
/// Those of the connection.
pub fn look(remote: &mut dyn Remote, output: &Output, after: &Manifest, listing: Listing) -> Result<(Standing, Option<Why>), Fault> {
    let (record, next) = (read(remote, RECORD)?, read(remote, NEXT)?);
    let why = match (&record, &next) {
        _ if listing == Listing::Always => Some(Why::Asked),
        (Read::Damaged, _) | (_, Read::Damaged) => Some(Why::Damaged),
        (Read::Nothing, Read::Nothing) => Some(Why::NoRecord),
        (Read::Manifest(record), _) if !is_true(remote, output, after, record)? => Some(Why::Untrue),
        _ => None,
    };
    let is_known = !matches!((&record, &next), (Read::Nothing | Read::Damaged, Read::Nothing | Read::Damaged));
    let is_unfinished = !matches!(next, Read::Nothing);
    let (record, next) = (record.manifest(), next.manifest());
    let begun: BTreeSet<OutPath> =
        next.iter().filter(|(path, digest)| record.get(path) != Some(*digest)).map(|(path, _)| path.clone()).collect();
    let ours: BTreeSet<&OutPath> = record.iter().map(|it| it.0).chain(&begun).collect();
    let folders = to_list(why, output, &ours, &begun);
    let there = list(remote, &folders)?;
    let mut res = Standing { begun: begun.clone(), is_unfinished, ..Standing::default() };
    res.folders.extend(there.keys().filter(|it| !it.is_empty()).cloned());
    if why.is_none() {
        let unlisted = ours.iter().flat_map(|it| folders_of(it)).filter(|it| !folders.contains(*it));
        res.folders.extend(unlisted.map(str::to_owned));
    }
    for path in ours {
        let recorded = record.get(path);
        let listed = found_or_hidden(remote, &there, &folders, path)?;
        let digest = match listed {
            Found::Absent => continue,
            Found::Unknown if !begun.contains(path) => recorded,
            Found::There(size) if !begun.contains(path) && is_as_expected(output, after, path, recorded, size) => recorded,
            _ => identify(remote, output, path)?,
        };
        res.ours.insert(path.clone(), digest);
    }
    for (path, _) in output.iter() {
        if res.ours.contains_key(path) || !matches!(found_or_hidden(remote, &there, &folders, path)?, Found::There(_)) {
            continue;
        }
        // Without a record, a file that is what we would put there is taken for ours.
        match identify(remote, output, path)? {
            it if !is_known && it.is_some() && it == after.get(path) => drop(res.ours.insert(path.clone(), it)),
            _ => drop(res.foreign.insert(path.clone())),
        }
    }
    Ok((res, why))
}

/// A record on the host.
enum Read {
    Nothing,
    Damaged,
    Manifest(Manifest),
}

impl Read {
    fn manifest(self) -> Manifest {
        match self {
            Read::Manifest(it) => it,
            Read::Nothing | Read::Damaged => Manifest::default(),
        }
    }
}

fn read(remote: &mut dyn Remote, path: &str) -> Result<Read, Fault> {
    let mut bytes = Vec::new();
    if remote.get(path, MAX_RECORD, &mut bytes)?.is_none() {
        return Ok(Read::Nothing);
    }
    let text = String::from_utf8(bytes).ok();
    Ok(text.and_then(|it| Manifest::from_json(&it).ok()).map_or(Read::Damaged, Read::Manifest))
}

/// Whether some files of the record, spread over it, are there with the length that they must have.
fn is_true(remote: &mut dyn Remote, output: &Output, after: &Manifest, record: &Manifest) -> Result<bool, Fault> {
    let same: Vec<&OutPath> = record.iter().filter(|(path, digest)| after.get(path) == Some(*digest)).map(|it| it.0).collect();
    for path in same.iter().step_by(same.len().div_ceil(N_LOOKED_AT).max(1)) {
        if remote.size(path.as_str())? != output.get(path).map(crate::output::Body::size) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The folders to list: those of files that are new or were on their way, or all that we know.
fn to_list(why: Option<Why>, output: &Output, ours: &BTreeSet<&OutPath>, begun: &BTreeSet<OutPath>) -> BTreeSet<String> {
    let new = output.iter().map(|it| it.0);
    let paths: Vec<&OutPath> = match why {
        Some(_) => new.chain(ours.iter().copied()).collect(),
        None => new.filter(|it| !ours.contains(it)).chain(begun).collect(),
    };
    let folders = paths.into_iter().flat_map(|path| [""].into_iter().chain(folders_of(path)));
    folders.map(str::to_owned).collect()
}

/// What lies in each folder, by name; folders that are not there are left out.
type There = BTreeMap<String, BTreeMap<String, EntryKind>>;

fn list(remote: &mut dyn Remote, folders: &BTreeSet<String>) -> Result<There, Fault> {
    let mut res = There::new();
    for folder in folders {
        // Parents come first: what is below a folder that is not there need not be asked for.
        let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        let is_there = folder.is_empty() || res.get(parent).is_some_and(|it| it.get(name) == Some(&EntryKind::Folder));
        if is_there && let Some(entries) = remote.list(folder)? {
            res.insert(folder.clone(), entries.into_iter().map(|it| (it.name, it.kind)).collect());
        }
    }
    Ok(res)
}

enum Found {
    /// Its folder was not listed.
    Unknown,
    Absent,
    There(Option<u64>),
}

/// Some hosts leave names that begin with a dot out of their listings: those are asked for one by one.
fn found_or_hidden(remote: &mut dyn Remote, there: &There, listed: &BTreeSet<String>, path: &OutPath) -> Result<Found, Fault> {
    let is_hidden = path.as_str().rsplit('/').next().is_some_and(|it| it.starts_with('.'));
    Ok(match found(there, listed, path) {
        Found::Absent if is_hidden => remote.size(path.as_str())?.map_or(Found::Absent, |size| Found::There(Some(size))),
        found => found,
    })
}

fn found(there: &There, listed: &BTreeSet<String>, path: &OutPath) -> Found {
    let (folder, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
    if !listed.contains(folder) {
        return Found::Unknown;
    }
    match there.get(folder).and_then(|it| it.get(name)) {
        None => Found::Absent,
        Some(EntryKind::File(size)) => Found::There(*size),
        Some(EntryKind::Folder | EntryKind::Other) => Found::There(None),
    }
}

/// Whether a file of the record has the length that its digest asks for, as far as that is known.
fn is_as_expected(output: &Output, after: &Manifest, path: &OutPath, recorded: Option<Digest>, size: Option<u64>) -> bool {
    recorded != after.get(path) || size.is_none() || size == output.get(path).map(crate::output::Body::size)
}

/// The digest of a file on the host if it may be the one of the new section, by its length; else nobody asks.
fn identify(remote: &mut dyn Remote, output: &Output, path: &OutPath) -> Result<Option<Digest>, Fault> {
    let Some(size) = output.get(path).map(crate::output::Body::size) else { return Ok(None) };
    if remote.size(path.as_str())? != Some(size) {
        return Ok(None);
    }
    let mut hash = Hashing::default();
    remote.get(path.as_str(), size + 1, &mut hash)?;
    Ok((hash.size == size).then(|| Digest::from(<[u8; 32]>::from(sha2::Digest::finalize(hash.hash)))))
}

/// A writer that keeps only a digest.
#[derive(Default)]
struct Hashing {
    hash: sha2::Sha256,
    size: u64,
}

impl io::Write for Hashing {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        sha2::Digest::update(&mut self.hash, piece);
        self.size += piece.len() as u64;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
