//! Carrying a plan out: in the order of its stages, each file under a temporary name first, the record last, deletions behind it.
//!
//! Invariant: at every moment the record on the host lists all files of ours there but those that `.prongsai-next.json` names beside it.
//! So a run that was cut off at any point can be taken up, and nothing that is not ours is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::lock::Lock;
use super::plan::{Plan, Put, Standing};
use super::remote::{Fault, Host, Kind, Remote};
use super::standing::{NEXT, RECORD};
use crate::output::{Body, Digest, Manifest, Output};
use crate::path::OutPath;

/// How a host is worked with.
pub struct Ways<'a> {
    /// Where connections come from.
    pub host: &'a dyn Host,
    /// How often a file is tried again when its connection is lost.
    pub retries: u32,
    /// How long is waited before the first time, doubled before each further one.
    pub pause: Duration,
    /// Seconds since 1970, for the lock.
    pub now: &'a (dyn Fn() -> u64 + Sync),
    /// Told of each file that is sent or deleted, by any thread.
    pub done: &'a (dyn Fn() + Sync),
}

/// Why a run stopped part-way.
#[derive(Debug)]
pub struct Stopped {
    /// What happened.
    pub fault: Fault,
    /// The file it happened at; empty when it was none of the section.
    pub path: String,
    /// Files that were sent or deleted.
    pub n_done: usize,
}

/// After so many files the record on the host is renewed, so that a run that is cut off has little to look at again.
const PIECE: usize = 500;

/// Carries a plan out. `first`: a connection that is open already; the last one that was in use is handed back.
pub(super) fn apply(
    plan: &Plan,
    output: &Output,
    after: &Manifest,
    standing: &Standing,
    ways: &Ways,
    first: Box<dyn Remote>,
    lock: &mut Lock,
) -> (Result<(), Stopped>, Option<Box<dyn Remote>>) {
    let mut line = Line { ways, remote: Some(first) };
    let done = AtomicUsize::new(0);
    let res = steps(plan, output, after, standing, &mut line, lock, &done);
    (res.map_err(|(path, fault)| Stopped { fault, path, n_done: done.into_inner() }), line.remote)
}

/// A fault and the file it happened at.
type At<T> = Result<T, (String, Fault)>;

fn steps(
    plan: &Plan,
    output: &Output,
    after: &Manifest,
    standing: &Standing,
    line: &mut Line,
    lock: &mut Lock,
    done: &AtomicUsize,
) -> At<()> {
    let mut record: BTreeMap<OutPath, Digest> = standing.ours.iter().map(|(path, it)| (path.clone(), it.unwrap_or(Digest::NONE))).collect();
    if !plan.put.is_empty() {
        // What is ours is said before anything is changed, also where it was only recognised.
        line.write(RECORD, &json(&record))?;
        line.write(NEXT, &after.to_json())?;
    }
    for folder in &plan.make {
        line.tried(|it| it.make_folder(folder)).map_err(|err| (folder.clone(), err))?;
    }
    for stage in plan.put.chunk_by(|a, b| a.stage == b.stage) {
        for piece in stage.chunks(PIECE) {
            send(piece, output, line, lock, done)?;
            record.extend(piece.iter().map(|it| (it.path.clone(), it.digest)));
            if piece.len() == PIECE {
                line.write(RECORD, &json(&record))?;
            }
        }
    }
    let sent: BTreeSet<&OutPath> = plan.put.iter().map(|it| &it.path).collect();
    for path in standing.begun.iter().filter(|it| !sent.contains(it)) {
        line.tried(|it| it.remove(&temporary(path))).map_err(|err| (path.to_string(), err))?;
    }
    // Files that are about to be deleted are ours until they are gone.
    line.write(RECORD, &json(&record))?;
    line.tried(|it| it.remove(NEXT)).map_err(|err| (NEXT.to_owned(), err))?;
    let now = line.ways.now;
    for path in &plan.delete {
        let deleted = line.tried(|it| lock.keep(it, now(), 0).and_then(|()| it.remove(path.as_str())));
        deleted.map_err(|err| (path.to_string(), err))?;
        done.fetch_add(1, Ordering::Relaxed);
        (line.ways.done)();
    }
    for folder in &plan.empty {
        line.tried(|it| it.remove_folder(folder)).map_err(|err| (folder.clone(), err))?;
    }
    if plan.delete.is_empty() { Ok(()) } else { line.write(RECORD, &after.to_json()) }
}

fn json(record: &BTreeMap<OutPath, Digest>) -> String {
    record.iter().map(|(path, digest)| (path.clone(), *digest)).collect::<Manifest>().to_json()
}

/// Sends files over as many connections as are worth while; the first of them also keeps the lock.
fn send(puts: &[Put], output: &Output, line: &mut Line, lock: &mut Lock, done: &AtomicUsize) -> At<()> {
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let failed: Mutex<Option<(String, Fault)>> = Mutex::new(None);
    let fail = |path: &str, fault: Fault| {
        is_over.store(true, Ordering::Relaxed);
        failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert((path.to_owned(), fault));
    };
    let take = || if is_over.load(Ordering::Relaxed) { None } else { puts.get(next.fetch_add(1, Ordering::Relaxed)) };
    let sent = || {
        done.fetch_add(1, Ordering::Relaxed);
        (line.ways.done)();
    };
    let ways = line.ways;
    let n_more = ways.host.connections().min(puts.len().div_ceil(4)).saturating_sub(1);
    let remote = &mut line.remote;
    thread::scope(|scope| {
        for _ in 0..n_more {
            scope.spawn(|| {
                // Who is not let in leaves the work to the first connection.
                let Ok(remote) = ways.host.connect() else { return };
                let mut line = Line { ways, remote: Some(remote) };
                while let Some(put) = take() {
                    match line.put(put, output) {
                        Ok(()) => sent(),
                        Err(fault) => fail(put.path.as_str(), fault),
                    }
                }
            });
        }
        let mut line = Line { ways, remote: remote.take() };
        while let Some(put) = take() {
            let kept = line.tried(|it| lock.keep(it, (ways.now)(), put.size));
            match kept.and_then(|()| line.put(put, output)) {
                Ok(()) => sent(),
                Err(fault) => fail(put.path.as_str(), fault),
            }
        }
        *remote = line.remote;
    });
    failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).map_or(Ok(()), Err)
}

/// A connection that is made anew when it is lost.
pub(super) struct Line<'a> {
    pub(super) ways: &'a Ways<'a>,
    pub(super) remote: Option<Box<dyn Remote>>,
}

impl Line<'_> {
    /// Does something that may be done twice, again on a new connection as long as the old one was lost.
    pub(super) fn tried<T>(&mut self, mut act: impl FnMut(&mut dyn Remote) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut pause = self.ways.pause;
        for round in 0.. {
            let res = match &mut self.remote {
                Some(remote) => act(remote.as_mut()),
                None => self.ways.host.connect().and_then(|remote| act(self.remote.insert(remote).as_mut())),
            };
            match res {
                Err(fault) if matches!(fault.kind, Kind::Lost | Kind::Busy) => {
                    self.remote = None;
                    if round == self.ways.retries {
                        return Err(fault);
                    }
                }
                res => return res,
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_secs(30));
        }
        unreachable!("the rounds end with the retries")
    }

    /// Sends a file under a temporary name and renames it, once it is there whole.
    fn put(&mut self, put: &Put, output: &Output) -> Result<(), Fault> {
        let Some(body) = output.get(&put.path) else { return Ok(()) };
        let draft = temporary(&put.path);
        let mut is_again = self.ways.retries == 0;
        self.tried(|remote| {
            match body {
                Body::Bytes(_) | Body::Aside(_) => {
                    let bytes = body.bytes().map_err(|err| Fault::new(Kind::Source, err))?;
                    remote.put(&draft, &mut bytes.as_ref(), put.size)?;
                }
                Body::Copy { from, .. } => {
                    let file = File::open(from).map_err(|err| Fault::new(Kind::Source, format!("`{}`: {err}", from.display())))?;
                    let mut reader = Watched { file, hash: sha2::Sha256::default() };
                    remote.put(&draft, &mut reader, put.size)?;
                    if Digest::from(<[u8; 32]>::from(sha2::Digest::finalize(reader.hash))) != put.digest {
                        remote.remove(&draft)?;
                        let reason = format!("`{}` changed while it was sent; build and publish again", from.display());
                        return Err(Fault::new(Kind::Source, reason));
                    }
                }
            }
            in_place(remote, &draft, put.path.as_str(), put.size, &mut is_again)
        })
    }

    /// Writes a record, whole or not at all.
    fn write(&mut self, path: &str, text: &str) -> At<()> {
        let (draft, size) = (format!("{path}.part"), text.len() as u64);
        let mut is_again = self.ways.retries == 0;
        let written = self.tried(|remote| {
            remote.put(&draft, &mut text.as_bytes(), size)?;
            in_place(remote, &draft, path, size, &mut is_again)
        });
        written.map_err(|fault| (path.to_owned(), fault))
    }
}

/// Renames a file that was sent, if it arrived whole. FTP servers take a connection that was cut for the end of the file, and some
/// say nothing when there is no room left: what happens twice is told to be that.
fn in_place(remote: &mut dyn Remote, draft: &str, path: &str, size: u64, is_again: &mut bool) -> Result<(), Fault> {
    if let Some(arrived) = remote.size(draft)?.filter(|it| *it != size) {
        remote.remove(draft)?;
        let kind = if std::mem::replace(is_again, true) { Kind::Full } else { Kind::Lost };
        return Err(Fault::new(kind, format!("only {arrived} of {size} bytes arrived")));
    }
    remote.rename(draft, path)
}

/// A file that is hashed while it is read.
struct Watched {
    file: File,
    hash: sha2::Sha256,
}

impl Read for Watched {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(piece)?;
        sha2::Digest::update(&mut self.hash, &piece[..n]);
        Ok(n)
    }
}

/// The name of a file while it is on its way: beside its place, short, and the same each time, so that what was left is written over.
#[must_use]
pub fn temporary(path: &OutPath) -> String {
    let folder = path.as_str().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mark = Digest::of(path.as_str().as_bytes()).to_string();
    format!("{folder}.prongsai-{}.part", &mark[..12])
}
