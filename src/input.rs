//! The only reader of a site's folder: one walk over `content/` and `themes/`.
//!
//! Does not interpret anything, but asks the heads of pages which tables they show: those are read again and kept whole. Texts come without byte order mark and with `\n` at their line ends, so that a checkout on
//! Windows builds to the same bytes. Names of temporary files (`.x`, `~$x`, `x~`, `Thumbs.db`, `desktop.ini`) are passed over.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::diag::Sink;
use crate::diag::rules::{file_too_large, misfiled_item, not_utf8};
use crate::formats::encoding::{decode, is_utf8};
use crate::history::History;
use crate::inspect::{self, Inspection, Kind};
use crate::path::SitePath;
use crate::source::{FileId, Source, Sources};
use crate::yaml;

/// The ledger of addresses; a text, so that findings can point into it.
pub const LEDGER: &str = "content/urls.lock";
/// How the hosts that are published to prove who they are: no part of the section.
pub const HOSTS: &str = "content/hosts.lock";
/// The largest page of text, in bytes.
const MAX_TEXT: u64 = 4 * 1024 * 1024;
/// The largest attachment that is looked into, in bytes.
const MAX_INSPECTED: u64 = 64 * 1024 * 1024;
/// The largest attachment that may be published, in bytes: shared hosts refuse larger ones.
const MAX_ATTACHMENT: u64 = 100 * 1024 * 1024;
/// The largest file of YAML, in bytes.
const MAX_YAML: u64 = 1024 * 1024;
/// The largest file that a page may show as a table, in bytes.
const MAX_TABLE: u64 = 4 * 1024 * 1024;

/// All that a build needs to know of the disk.
#[derive(Debug, Default)]
pub struct Inputs {
    /// When files were published and changed; empty unless a command has it read.
    pub history: History,
    /// Texts: Markdown and YAML of `content/`, templates and strings of `themes/`, built-in schemes.
    pub sources: Sources,
    /// Texts by path.
    pub texts: BTreeMap<SitePath, FileId>,
    /// Texts that are there and could not be read; a finding says why.
    pub unread: BTreeSet<SitePath>,
    /// All other files of `content/`.
    pub attachments: BTreeMap<SitePath, Attachment>,
    /// Those of them that pages show as tables, whole.
    pub tables: BTreeMap<SitePath, TableFile>,
    /// Static files of `themes/`, as bytes.
    pub theme_files: BTreeMap<SitePath, Vec<u8>>,
}

/// A file that may be published as it is.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Where it lies on disk.
    pub disk: PathBuf,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
    /// Width and height in pixels, of pictures.
    pub picture: Option<(u32, u32)>,
    /// What it holds.
    pub inspection: Inspection,
}

/// A file that a page shows as a table.
#[derive(Debug)]
pub enum TableFile {
    /// Text, decoded into the texts.
    Text {
        /// Which text.
        text: FileId,
        /// Whether it is UTF-8 on disk.
        is_utf8: bool,
    },
    /// A workbook.
    Workbook(Vec<u8>),
}

/// Reads the site at `root`. `built_in`: texts that come with the program, under names of their own.
///
/// # Errors
/// When the machine refuses to read a folder or file.
pub fn read(root: &Path, built_in: &[(&str, &'static str)], sink: &mut Sink) -> Result<Inputs> {
    read_watched(root, built_in, sink, &|_| ())
}

/// Files as they were read before, for whoever reads a site again and again. A file counts as unchanged while its length and its time of
/// change are the same, and were that already two seconds before it was read: some disks count no finer, and two saves may share a time.
#[derive(Debug)]
pub struct Seen {
    files: Mutex<HashMap<PathBuf, Known>>,
    now: fn() -> SystemTime,
}

/// A file as it was: its length, its time of change, and what was read of it.
type Known = (u64, SystemTime, Arc<Read>);

/// Changes that are this old have a time of their own on every disk.
const SETTLED: Duration = Duration::from_secs(2);

impl Seen {
    /// Nothing is known yet. `now`: the clock.
    #[must_use]
    pub fn new(now: fn() -> SystemTime) -> Seen {
        Seen { files: Mutex::default(), now }
    }

    /// Reads a file, or remembers what was read of it.
    fn read(&self, path: &SitePath, disk: &Path) -> Result<Read> {
        let state =
            || fs::metadata(disk).and_then(|it| Ok((it.len(), it.modified()?))).with_context(|| format!("reading `{}`", disk.display()));
        let (size, changed) = state()?;
        let files = || self.files.lock().unwrap_or_else(PoisonError::into_inner);
        // Copied when others need not wait for it.
        let known = files().get(disk).filter(|it| (it.0, it.1) == (size, changed)).map(|it| Arc::clone(&it.2));
        if let Some(read) = known {
            return Ok(Read::clone(&read));
        }
        let began = (self.now)();
        let read = read_one(path, disk)?;
        let is_settled = began.duration_since(changed).is_ok_and(|age| age > SETTLED) && state()? == (size, changed);
        if is_settled {
            files().insert(disk.to_owned(), (size, changed, Arc::new(read.clone())));
        } else {
            files().remove(disk);
        }
        Ok(read)
    }
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many files are there.
    Found(usize),
    /// One of them is read; told by any thread.
    Read,
}

/// As [`read`]; `watch` is told how far it has come, so that a command can show it.
///
/// # Errors
/// When the machine refuses to read a folder or file.
pub fn read_watched(root: &Path, built_in: &[(&str, &'static str)], sink: &mut Sink, watch: &(dyn Fn(Step) + Sync)) -> Result<Inputs> {
    read_by(root, built_in, &|path, disk| read_one(path, disk), sink, watch)
}

/// As [`read`], for the second time and later: what is known of a file is not read again. Leaving this out changes nothing but time.
///
/// # Errors
/// When the machine refuses to read a folder or file.
pub fn read_again(root: &Path, built_in: &[(&str, &'static str)], seen: &Seen, sink: &mut Sink) -> Result<Inputs> {
    read_by(root, built_in, &|path, disk| seen.read(path, disk), sink, &|_| ())
}

/// How one file is read.
type ReadOne<'a> = &'a (dyn Fn(&SitePath, &Path) -> Result<Read> + Sync);

fn read_by(
    root: &Path,
    built_in: &[(&str, &'static str)],
    read: ReadOne,
    sink: &mut Sink,
    watch: &(dyn Fn(Step) + Sync),
) -> Result<Inputs> {
    let mut paths = Vec::new();
    for folder in ["content", "themes"] {
        if root.join(folder).is_dir() {
            paths.extend(walk(root, folder, sink)?);
        }
    }
    watch(Step::Found(paths.len()));
    let mut res = Inputs::of(built_in);
    res.read_all(paths, read, watch, sink)?;
    res.read_tables(sink)?;
    Ok(res)
}

/// What became of a file.
#[derive(Debug, Clone)]
enum Read {
    Text(Arc<str>),
    /// Bytes that are no UTF-8 from a place on.
    Broken(Vec<u8>),
    TooLarge(u64, u64),
    Attachment(Attachment),
    ThemeFile(Vec<u8>),
}

impl Inputs {
    /// Texts that come with the program, and no site.
    #[must_use]
    pub fn of(built_in: &[(&str, &'static str)]) -> Inputs {
        let mut res = Inputs::default();
        for (name, text) in built_in {
            if let Some(path) = SitePath::new(name) {
                res.texts.insert(path.clone(), res.sources.add(path, *text));
            }
        }
        res
    }

    fn read_all(&mut self, paths: Vec<(SitePath, PathBuf)>, read: ReadOne, watch: &(dyn Fn(Step) + Sync), sink: &mut Sink) -> Result<()> {
        let read = |(path, disk): &(SitePath, PathBuf)| {
            let res = read(path, disk);
            watch(Step::Read);
            res
        };
        let read: Vec<Result<Read>> = paths.par_iter().map(read).collect();
        for ((path, _), read) in paths.into_iter().zip(read) {
            self.take(path, read?, sink);
        }
        Ok(())
    }

    /// Reads the attachments that pages show as tables, but for those that are read already.
    ///
    /// # Errors
    /// When the machine refuses to read a file.
    pub fn read_tables(&mut self, sink: &mut Sink) -> Result<()> {
        for path in self.tables_shown() {
            if !self.tables.contains_key(&path) && !self.unread.contains(&path) {
                self.read_table(path, sink)?;
            }
        }
        Ok(())
    }

    /// The files that pages may mean by what stands below `data` in their heads.
    fn tables_shown(&self) -> BTreeSet<SitePath> {
        let pages = self.texts.iter().filter(|(path, _)| path.extension() == "md");
        let heads = pages.filter_map(|(path, file)| {
            let text = &self.sources.get(*file).text;
            Some((path, &text[yaml::split(text)?.0]))
        });
        // Places in YAML are looked up only where there is something to find.
        let heads = heads.filter(|(_, head)| head.contains("data"));
        heads.flat_map(|(path, head)| yaml::texts_below(head, "data").into_iter().flat_map(|it| path.meant(&it))).collect()
    }

    fn take(&mut self, path: SitePath, read: Read, sink: &mut Sink) {
        match read {
            Read::Text(text) => {
                let file = self.sources.add(path.clone(), text);
                self.texts.insert(path, file);
            }
            Read::Broken(bytes) => {
                let start = std::str::from_utf8(&bytes).map_or_else(|err| err.valid_up_to(), str::len);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                self.unread.insert(path.clone());
                let file = self.sources.add(path, text);
                sink.push(not_utf8::fault(self.sources.span(file, start..start + 1)));
            }
            Read::TooLarge(bytes, limit) => {
                sink.push(file_too_large::text(&path, bytes, limit));
                self.unread.insert(path);
            }
            Read::Attachment(attachment) => {
                if attachment.size > MAX_ATTACHMENT {
                    sink.push(file_too_large::attachment(&path, attachment.size, MAX_ATTACHMENT));
                }
                self.attachments.insert(path, attachment);
            }
            Read::ThemeFile(bytes) => drop(self.theme_files.insert(path, bytes)),
        }
    }

    fn read_table(&mut self, path: SitePath, sink: &mut Sink) -> Result<()> {
        // What else it may be, who wants to show it tells.
        let Some(file) = self.attachments.get(&path).filter(|it| matches!(it.inspection.kind, Kind::Xlsx | Kind::Text)) else {
            return Ok(());
        };
        if file.size > MAX_TABLE {
            sink.push(file_too_large::table(&path, file.size, MAX_TABLE));
            self.unread.insert(path);
            return Ok(());
        }
        let bytes = fs::read(&file.disk).with_context(|| format!("reading `{}`", file.disk.display()))?;
        let table = if file.inspection.kind == Kind::Xlsx {
            TableFile::Workbook(bytes)
        } else {
            let text = self.sources.add(path.clone(), plain(&decode(&bytes)).into_owned());
            TableFile::Text { text, is_utf8: is_utf8(&bytes) }
        };
        self.tables.insert(path, table);
        Ok(())
    }

    /// The file of `content/` that a page means by a name.
    #[must_use]
    pub fn attachment(&self, page: &SitePath, written: &str) -> Option<SitePath> {
        page.meant(written).find(|it| self.attachments.contains_key(it))
    }

    /// A digest of all that files of the section are made from, by paths: the same content gives the same, wherever it lies and
    /// however its lines end. The ledger is no part of it: it tells what was made.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut add = |path: &SitePath, content: &[u8]| {
            for part in [path.as_str().as_bytes(), content] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        };
        let texts: Vec<_> = self.texts.iter().filter(|(path, _)| path.as_str() != LEDGER).collect();
        let digests: Vec<_> = texts.par_iter().map(|it| Sha256::digest(self.sources.get(*it.1).text.as_bytes())).collect();
        for ((path, _), digest) in texts.into_iter().zip(digests) {
            add(path, &digest);
        }
        for (path, file) in &self.attachments {
            add(path, &file.sha256);
        }
        for (path, bytes) in &self.theme_files {
            add(path, bytes);
        }
        for (path, days) in self.history.iter() {
            add(path, format!("{} {}", days.published, days.updated).as_bytes());
        }
        hash.finalize().into()
    }

    /// Whether there is a text at a path that could not be read.
    #[must_use]
    pub fn is_unread(&self, path: &str) -> bool {
        SitePath::new(path).is_some_and(|it| self.unread.contains(&it))
    }

    /// The text at a path.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<(FileId, &Source)> {
        let file = *self.texts.get(&SitePath::new(path)?)?;
        Some((file, self.sources.get(file)))
    }
}

/// A file by its path and where it lies.
type Found = (SitePath, PathBuf);

/// Lists the files of a folder, in order of their names; the folders in it by several threads.
fn walk(root: &Path, folder: &str, sink: &mut Sink) -> Result<Vec<Found>> {
    let top = root.join(folder);
    let reading = || format!("reading `{}`", top.display());
    let home = top.canonicalize().with_context(reading)?;
    let inside: Result<Vec<_>, _> = WalkDir::new(&top).min_depth(1).max_depth(1).sort_by_file_name().into_iter().collect();
    let inside = inside.with_context(reading)?;
    let listed: Vec<_> = inside.par_iter().map(|it| list(root, &home, it.path())).collect();
    let mut res = Vec::new();
    for listed in listed {
        let (paths, found) = listed?;
        res.extend(paths);
        sink.absorb(found);
    }
    Ok(res)
}

/// Lists the files below `top`, or `top` itself when it is one.
fn list(root: &Path, home: &Path, top: &Path) -> Result<(Vec<Found>, Sink)> {
    let (mut paths, mut sink) = (Vec::new(), Sink::default());
    let entries = WalkDir::new(top)
        .follow_root_links(false)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|it| !is_temporary(&it.file_name().to_string_lossy()));
    for entry in entries {
        let entry = entry.with_context(|| format!("reading `{}`", top.display()))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let name = below.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if name == HOSTS {
            continue;
        }
        // A name that cannot be a path of a site (`:` or `\` in it) is shown with the offending signs replaced.
        let Some(path) = SitePath::new(&name) else {
            if let Some(shown) = SitePath::new(&name.replace(['\\', ':'], "_")) {
                sink.push(misfiled_item::unknown_place(&shown, "content/2568/items/o12/"));
            }
            continue;
        };
        let is_file = entry.file_type().is_file() || entry.path().canonicalize().is_ok_and(|it| it.starts_with(home) && it.is_file());
        if is_file {
            paths.push((path, entry.into_path()));
        } else {
            sink.push(misfiled_item::leads_outside(&path));
        }
    }
    Ok((paths, sink))
}

/// Whether a file or folder of that name is passed over: what editors, systems and git leave for themselves.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || name.ends_with('~') || ["Thumbs.db", "desktop.ini"].contains(&name)
}

/// The largest size of a text at a path; `None` for what is read as bytes.
fn text_limit(path: &SitePath) -> Option<u64> {
    match path.extension().as_str() {
        "md" => Some(MAX_TEXT),
        "yaml" | "yml" => Some(MAX_YAML),
        // The ledger of addresses; a text, so that findings can point into it.
        "lock" if path.as_str() == LEDGER => Some(MAX_TEXT),
        "html" if path.as_str().starts_with("themes/") => Some(MAX_TEXT),
        _ => None,
    }
}

fn read_one(path: &SitePath, disk: &Path) -> Result<Read> {
    let Some(limit) = text_limit(path) else {
        return if path.as_str().starts_with("themes/") {
            fs::read(disk).map(Read::ThemeFile).with_context(|| format!("reading `{}`", disk.display()))
        } else {
            attachment(path, disk)
        };
    };
    let size = fs::metadata(disk).with_context(|| format!("reading `{}`", disk.display()))?.len();
    if size > limit {
        return Ok(Read::TooLarge(size, limit));
    }
    let bytes = fs::read(disk).with_context(|| format!("reading `{}`", disk.display()))?;
    Ok(String::from_utf8(bytes).map_or_else(|err| Read::Broken(err.into_bytes()), |text| Read::Text(plain(&text).into())))
}

/// Without byte order mark, with `\n` at line ends.
fn plain(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

fn attachment(path: &SitePath, disk: &Path) -> Result<Read> {
    let read = || format!("reading `{}`", disk.display());
    let size = fs::metadata(disk).with_context(read)?.len();
    // A larger file is only hashed, piece by piece; what it holds is not known then, and a rule says so.
    let (sha256, inspection) = if size > MAX_INSPECTED {
        (digest(disk).with_context(read)?.1, Inspection::too_large())
    } else {
        let bytes = fs::read(disk).with_context(read)?;
        (Sha256::digest(&bytes).into(), inspect::inspect(path.name(), &bytes))
    };
    let is_picture = ["png", "jpg", "jpeg", "gif", "webp"].contains(&path.extension().as_str());
    let picture = is_picture.then(|| imagesize::size(disk).ok()).flatten();
    let picture = picture.and_then(|it| Some((u32::try_from(it.width).ok()?, u32::try_from(it.height).ok()?)));
    Ok(Read::Attachment(Attachment { disk: disk.to_path_buf(), size, sha256, picture, inspection }))
}

/// Size and SHA-256, read piece by piece: scanned papers are large.
fn digest(disk: &Path) -> std::io::Result<(u64, [u8; 32])> {
    let mut file = fs::File::open(disk)?;
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut piece = vec![0; 64 * 1024];
    loop {
        let n = file.read(&mut piece)?;
        if n == 0 {
            return Ok((size, hash.finalize().into()));
        }
        hash.update(&piece[..n]);
        size += n as u64;
    }
}
