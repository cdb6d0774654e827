//! What changes in a site's folder, as events: of `content/` and `themes/`, and of these two themselves.
//!
//! Reads no file. What `input` passes over is no event: temporary files of editors, hidden files. Reading is none either, or a
//! build would ask for the next one for ever. Where the system cannot tell of changes, the folder is looked at twice a second.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

use crate::input::is_temporary;

/// The folders of a site that are read.
const FOLDERS: [&str; 2] = ["content", "themes"];
/// A change is the last one of a save when nothing follows it for so long …
const QUIET: Duration = Duration::from_millis(5);
/// … but a folder that never rests is built all the same.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the folder is looked at where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(500);

/// What the loop of `serve` waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    /// A file is not as it was.
    Changed,
    /// `content/` or `themes/` came, went or was moved; what lies in it has to be watched anew.
    FolderChanged,
    /// The system cannot tell of changes any longer.
    Blind,
    /// The user has seen enough.
    Stop,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watching {
    /// The system tells of them.
    Told,
    /// The folder is looked at again and again: for network drives and some virtual machines.
    Polling,
}

/// A watched folder; it is watched until this is dropped.
pub(super) struct Watch {
    root: PathBuf,
    events: Sender<Event>,
    /// Without one, the folder is polled.
    watcher: Option<RecommendedWatcher>,
    is_polled: bool,
}

impl Watch {
    /// Watches the site at `root`, by polling if the system cannot.
    pub(super) fn start(root: &Path, watching: Watching, events: Sender<Event>) -> Watch {
        // Systems that follow links report real paths.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut res = Watch { root, events, watcher: None, is_polled: false };
        match watching {
            Watching::Told => res.listen(),
            Watching::Polling => res.poll(),
        }
        res
    }

    /// How changes are noticed now.
    pub(super) fn watching(&self) -> Watching {
        if self.is_polled { Watching::Polling } else { Watching::Told }
    }

    fn listen(&mut self) {
        let (root, events) = (self.root.clone(), self.events.clone());
        let tell = move |event: notify::Result<notify::Event>| {
            if let Some(event) = event.map_or(Some(Event::Blind), |it| meaning(&root, &it)) {
                // Nobody listens any longer when the program ends.
                let _ = events.send(event);
            }
        };
        self.watcher = notify::recommended_watcher(tell).ok();
        if self.watcher.as_mut().is_some_and(|it| it.watch(&self.root, RecursiveMode::NonRecursive).is_ok()) {
            self.renew();
        } else {
            self.poll();
        }
    }

    /// Watches what lies in the folders that are there now. A folder that was moved away and back is another one to the system.
    pub(super) fn renew(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut is_whole = true;
        for folder in FOLDERS.map(|it| self.root.join(it)) {
            // One that is not watched cannot be given up, which is as well.
            let _ = watcher.unwatch(&folder);
            is_whole &= !folder.is_dir() || watcher.watch(&folder, RecursiveMode::Recursive).is_ok() || !folder.is_dir();
        }
        if !is_whole {
            self.poll();
        }
    }

    /// Looks at the folder again and again instead.
    pub(super) fn poll(&mut self) {
        self.watcher = None;
        if std::mem::replace(&mut self.is_polled, true) {
            return;
        }
        let (root, events) = (self.root.clone(), self.events.clone());
        thread::spawn(move || {
            let mut before = snapshot(&root);
            loop {
                thread::sleep(POLL);
                let now = snapshot(&root);
                if now != before && events.send(Event::Changed).is_err() {
                    return;
                }
                before = now;
            }
        });
    }
}

/// Events that wait for the loop.
pub(super) struct Inbox {
    receiver: Receiver<Event>,
    /// One that was seen already.
    ahead: Option<Event>,
}

impl Inbox {
    pub(super) fn new(receiver: Receiver<Event>) -> Inbox {
        Inbox { receiver, ahead: None }
    }

    /// Whether an event waits.
    pub(super) fn has_news(&mut self) -> bool {
        self.ahead = self.ahead.or_else(|| self.receiver.try_recv().ok());
        self.ahead.is_some()
    }

    /// Whether no event comes for so long.
    pub(super) fn rests(&mut self, time: Duration) -> bool {
        self.ahead = self.ahead.or_else(|| self.receiver.recv_timeout(time).ok());
        self.ahead.is_none()
    }

    /// The next events, each kind once, when the folder has come to rest. Empty when nobody is left to send any.
    pub(super) fn next(&mut self) -> BTreeSet<Event> {
        let Some(first) = self.ahead.take().or_else(|| self.receiver.recv().ok()) else { return BTreeSet::new() };
        let mut res = BTreeSet::from([first]);
        let started = Instant::now();
        while started.elapsed() < PATIENCE && !res.contains(&Event::Stop) {
            let Ok(event) = self.receiver.recv_timeout(QUIET) else { break };
            res.insert(event);
        }
        res
    }
}

/// What a change of the file system means for the site at `root`.
fn meaning(root: &Path, event: &notify::Event) -> Option<Event> {
    if event.need_rescan() {
        return Some(Event::FolderChanged);
    }
    if matches!(event.kind, EventKind::Access(it) if it != AccessKind::Close(AccessMode::Write)) {
        return None;
    }
    let comes_or_goes = !matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
    event.paths.iter().filter_map(|path| meaning_at(path.strip_prefix(root).ok()?, comes_or_goes)).max()
}

/// The same for one path below the root.
fn meaning_at(path: &Path, comes_or_goes: bool) -> Option<Event> {
    let mut parts = path.iter().map(OsStr::to_string_lossy);
    if !FOLDERS.contains(&&*parts.next()?) {
        return None;
    }
    let mut below = parts.peekable();
    if below.peek().is_none() {
        return comes_or_goes.then_some(Event::FolderChanged);
    }
    (!below.any(|it| is_temporary(&it))).then_some(Event::Changed)
}

/// Every file with its time and size, and every folder. `notify` polls too, but takes whole seconds and later ones only: it would
/// miss the second of two saves in a row, and a file that is replaced by an older one.
fn snapshot(root: &Path) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let entries = FOLDERS.iter().flat_map(|it| {
        let walk = WalkDir::new(root.join(it)).sort_by_file_name().into_iter();
        walk.filter_entry(|it| it.depth() == 0 || !is_temporary(&it.file_name().to_string_lossy()))
    });
    let files = entries.filter_map(|it| {
        let it = it.ok()?;
        let metadata = std::fs::metadata(it.path()).ok()?;
        // The time of a folder changes with every temporary file in it.
        let (time, size) = if metadata.is_dir() { (None, 0) } else { (metadata.modified().ok(), metadata.len()) };
        Some((it.into_path(), time, size))
    });
    files.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use notify::event::{CreateKind, DataChange, Flag, MetadataKind, RemoveKind, RenameMode};

    use super::*;

    fn check(kind: EventKind, paths: &[&str], expected: Option<Event>) {
        let event = paths.iter().fold(notify::Event::new(kind), |event, path| event.add_path(Path::new("/site").join(path)));
        assert_eq!(meaning(Path::new("/site"), &event), expected, "{kind:?} {paths:?}");
    }

    #[test]
    fn only_what_is_read_counts() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        for path in ["content/2568/items/o12.md", "content/site.yaml", "themes/ours/static/logo.svg", "content/2568/items/o12/แผน.pdf"]
        {
            check(written, &[path], Some(Event::Changed));
        }
        for path in ["public/index.html", "README.md", ".git/index", "contents/x.md", "content/2568/items/.o12.md.swp"] {
            check(written, &[path], None);
        }
        for path in ["content/2568/items/o12.md~", "content/~$งบ.xlsx", "content/.urls.lock.new", "content/.git/HEAD", "themes/Thumbs.db"]
        {
            check(written, &[path], None);
        }
        check(written, &[""], None);
    }

    #[test]
    fn reading_is_no_change() {
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), &["content/site.yaml"], None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), &["content/site.yaml"], None);
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), &["content"], None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), &["content/site.yaml"], Some(Event::Changed));
    }

    #[test]
    fn a_save_by_renaming_and_a_moved_folder_are_seen() {
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        check(renamed, &["content/.o12.md.tmp", "content/o12.md"], Some(Event::Changed));
        check(renamed, &["content/2568/items/o12", "content/2568/items/o13"], Some(Event::Changed));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), &["content/o12.md"], Some(Event::Changed));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::From)), &["content"], Some(Event::FolderChanged));
        check(EventKind::Create(CreateKind::Folder), &["themes"], Some(Event::FolderChanged));
        check(EventKind::Remove(RemoveKind::Folder), &["content"], Some(Event::FolderChanged));
        check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), &["content"], None);
        let overflow = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(meaning(Path::new("/site"), &overflow), Some(Event::FolderChanged));
    }

    #[test]
    fn what_comes_together_is_one_batch() {
        let (sender, receiver) = mpsc::channel();
        let mut inbox = Inbox::new(receiver);
        assert!(!inbox.has_news());
        for event in [Event::FolderChanged, Event::Changed, Event::Changed, Event::Changed] {
            sender.send(event).expect("the receiver is there");
        }
        assert!(inbox.has_news() && inbox.has_news());
        assert_eq!(inbox.next(), BTreeSet::from([Event::Changed, Event::FolderChanged]));
        drop(sender);
        assert!(inbox.next().is_empty());
    }

    #[test]
    fn polling_sees_what_came_went_and_changed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        let file = root.join("content/a.md");
        assert_eq!(snapshot(root), []);
        std::fs::create_dir(root.join("content")).expect("made");
        std::fs::write(&file, "a").expect("written");
        let first = snapshot(root);
        assert_eq!(first.len(), 2);
        std::fs::write(root.join("content/.a.md.swp"), "a").expect("written");
        assert_eq!(snapshot(root), first);
        let older = SystemTime::now() - Duration::from_hours(1);
        std::fs::File::options().write(true).open(&file).and_then(|it| it.set_modified(older)).expect("set");
        assert_ne!(snapshot(root), first);
        std::fs::remove_dir_all(root.join("content")).expect("removed");
        assert_eq!(snapshot(root), []);
    }
}
