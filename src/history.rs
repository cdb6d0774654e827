//! When files were published and changed, as the repository of a site tells.
//!
//! One run of `git log`; a site without a repository costs a look for `.git` upwards. Days are those of commits, in Thailand: the day on
//! which a version came to the agency's branch, which nobody types. A renamed file keeps its first day. Only what is committed counts.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::path::SitePath;
use crate::text::date::Date;

/// The days of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Its first commit.
    pub published: Date,
    /// The last commit that changed it.
    pub updated: Date,
}

/// Why there are no days though there is a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Older commits are missing, so that days would be wrong.
    Shallow,
    /// Git refuses to read it, or could not read it to its end; why, in English.
    Unread(String),
}

/// The days of all files of a site, by path; empty where there is no repository, or only a part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    days: BTreeMap<SitePath, Days>,
    /// Why there are none though there is a repository.
    pub lack: Option<Lack>,
}

/// What is read of one log at most, in bytes.
const MAX_LOG: u64 = 512 * 1024 * 1024;
/// How long git may take for it.
const MAX_TIME: Duration = Duration::from_mins(2);

impl History {
    /// Reads the history of the site at `root`. Where git is not installed, there is none.
    #[must_use]
    pub fn read(root: &Path) -> History {
        History::read_at(root, None)
    }

    /// The same as of a commit; `None` is the one that is checked out.
    #[must_use]
    pub fn read_at(root: &Path, commit: Option<&str>) -> History {
        let here = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        if !here.ancestors().any(|it| it.join(".git").exists()) {
            return History::default();
        }
        let lacks = |lack| History { lack: Some(lack), ..History::default() };
        let unread = |why: &str| lacks(Lack::Unread(why.trim().to_owned()));
        match git(root).args(["rev-parse", "--is-shallow-repository"]).stderr(Stdio::piped()).output() {
            Err(err) if err.kind() == io::ErrorKind::NotFound => History::default(),
            Err(err) => unread(&err.to_string()),
            Ok(it) if !it.status.success() => unread(&String::from_utf8_lossy(&it.stderr)),
            Ok(it) if it.stdout.starts_with(b"true") => lacks(Lack::Shallow),
            Ok(_) => match log(root, commit) {
                Ok(days) => History { days, lack: None },
                Err(_) if commit.is_none() && is_unborn(root) => History::default(),
                Err(why) => unread(&why),
            },
        }
    }

    /// The days of a file; `None` where it is not known, or not committed.
    #[must_use]
    pub fn days(&self, path: &SitePath) -> Option<Days> {
        self.days.get(path).copied()
    }

    /// All files with their days, in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, Days)> {
        self.days.iter().map(|(path, days)| (path, *days))
    }
}

/// What would lead git to another repository, or have it read this one otherwise. `GIT_CONFIG_COUNT` stays: containers say by it
/// which folders git may trust.
const NOT_OURS: [&str; 21] = [
    "GIT_DIR",
    "GIT_COMMON_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_PREFIX",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_DIFF_OPTS",
    "GIT_EXTERNAL_DIFF",
];

/// Settings of a person or a repository that would change what is read, or run a program.
const SETTINGS: [&str; 6] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "diff.renameLimit=2000",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
];

/// Git on a repository: of this folder whatever the environment names, without hooks, without fetching what a partial clone lacks.
pub fn git(root: &Path) -> Command {
    let mut res = Command::new("git");
    for name in NOT_OURS {
        res.env_remove(name);
    }
    res.env("LC_ALL", "C").env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none");
    res.args(["--no-pager", "--no-optional-locks"]).args(SETTINGS.iter().flat_map(|it| ["-c", it]));
    res.current_dir(root).stdin(Stdio::null()).stderr(Stdio::null());
    res
}

/// Whether nothing is committed yet.
fn is_unborn(root: &Path) -> bool {
    git(root).args(["rev-parse", "--verify", "--quiet", "HEAD"]).output().is_ok_and(|it| it.status.code() == Some(1))
}

/// The days that a log tells; why not, when it did not come to its end: what is missing is the oldest, so days would be wrong.
fn log(root: &Path, commit: Option<&str>) -> Result<BTreeMap<SitePath, Days>, String> {
    let mut command = git(root);
    command.args(["log", "--format=%x01%ct", "--name-status", "-z", "-M", "--no-ext-diff", "--no-textconv", "--relative"]);
    command.arg(commit.unwrap_or("HEAD")).args(["--", "content"]);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|err| err.to_string())?;
    let mut out = child.stdout.take().ok_or("git log says nothing")?.take(MAX_LOG);
    let days = watched(&mut child, MAX_TIME, || days_of(BufReader::new(&mut out).split(0).map_while(Result::ok)));
    let is_cut = out.limit() == 0;
    // Closed, so that git does not wait for a reader.
    drop(out);
    let status = child.wait().map_err(|err| err.to_string())?;
    match days {
        _ if is_cut => Err(format!("the log is longer than {MAX_LOG} bytes")),
        None => Err(format!("git log took longer than {} seconds", MAX_TIME.as_secs())),
        Some(_) if !status.success() => Err(format!("git log ended with {status}")),
        Some(days) => Ok(days),
    }
}

/// Does something with what a program says; `None` when that took too long, and the program is ended.
fn watched<T>(child: &mut Child, limit: Duration, read: impl FnOnce() -> T) -> Option<T> {
    let (reading, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let watch = scope.spawn(move || {
            let is_late = ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
            if is_late {
                let _ = child.kill();
            }
            is_late
        });
        let res = read();
        drop(reading);
        let is_late = watch.join().unwrap_or(false);
        (!is_late).then_some(res)
    })
}

/// Reads the pieces of a log, newest commit first: `\x01` and seconds, then letters and paths.
fn days_of(mut pieces: impl Iterator<Item = Vec<u8>>) -> BTreeMap<SitePath, Days> {
    let mut res: BTreeMap<SitePath, Days> = BTreeMap::new();
    // What a file is called now, by what it was called before.
    let mut now: BTreeMap<String, String> = BTreeMap::new();
    let mut day = None;
    while let Some(piece) = pieces.next() {
        let text = String::from_utf8_lossy(&piece).into_owned();
        let text = text.trim_start_matches('\n');
        if let Some(seconds) = text.strip_prefix('\u{1}') {
            day = seconds.trim().parse().ok().and_then(Date::of_epoch_in_thailand);
            continue;
        }
        let mut next = || pieces.next().map(|it| String::from_utf8_lossy(&it).into_owned());
        let (path, before) = match text.chars().next() {
            Some('R') => match (next(), next()) {
                (Some(before), Some(path)) => (path, Some(before)),
                _ => break,
            },
            // A copy is a new file.
            Some('C') => match (next(), next()) {
                (Some(_), Some(path)) => (path, None),
                _ => break,
            },
            Some('A' | 'M' | 'T') => match next() {
                Some(path) => (path, None),
                None => break,
            },
            Some(_) => {
                next();
                continue;
            }
            None => continue,
        };
        let name = now.remove(&path).unwrap_or_else(|| path.clone());
        if let (Some(day), Some(file)) = (day, SitePath::new(&name)) {
            let days = res.entry(file).or_insert(Days { published: day, updated: day });
            days.published = days.published.min(day);
        }
        let older = before.unwrap_or_else(|| path.clone());
        if older != name {
            now.insert(older, name);
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(log: &str) -> Vec<(String, String, String)> {
        let days = days_of(log.split('\0').map(|it| it.as_bytes().to_vec()));
        days.iter().map(|(path, it)| (path.to_string(), it.published.iso(), it.updated.iso())).collect()
    }

    #[test]
    fn a_file_is_published_with_its_first_commit_and_updated_with_its_last() {
        // 2025-01-03, 2025-01-02 23:30 UTC (the third in Thailand), 2025-01-01
        let log =
            "\u{1}1735862400\0\nM\0content/a.md\0\u{1}1735860600\0\nA\0content/ข.md\0\u{1}1735689600\0\nA\0content/a.md\0D\0content/x.md\0";
        let of = |path: &str, from: &str, to: &str| (path.to_owned(), from.to_owned(), to.to_owned());
        assert_eq!(read(log), [of("content/a.md", "2025-01-01", "2025-01-03"), of("content/ข.md", "2025-01-03", "2025-01-03")]);
    }

    #[test]
    fn a_renamed_file_keeps_its_first_day() {
        let log = "\u{1}1735862400\0\nR090\0content/b.md\0content/c.md\0\u{1}1735776000\0\nR100\0content/a.md\0content/b.md\0\u{1}1735689600\0\nA\0content/a.md\0";
        assert_eq!(read(log), [("content/c.md".to_owned(), "2025-01-01".to_owned(), "2025-01-03".to_owned())]);
    }

    #[test]
    fn a_log_that_is_cut_or_strange_does_no_harm() {
        for log in ["", "\0", "M\0", "R\0a", "\u{1}x\0M\0a\0", "\u{1}99999999999999999999\0A\0../a\0", "Q\0Q\0"] {
            assert!(read(log).is_empty(), "{log:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_never_ends_is_ended() {
        let mut child = Command::new("sleep").arg("60").stdout(Stdio::piped()).spawn().expect("a program");
        let mut out = child.stdout.take().expect("what it says");
        let read = watched(&mut child, Duration::from_millis(50), || io::read_to_string(&mut out).expect("text"));
        assert_eq!(read, None);
        assert!(!child.wait().expect("it ended").success());
    }
}
