//! When files were published and changed, as the repository of a site tells.
//!
//! One run of `git log`; a site without a repository costs a look for `.git` upwards. Days are those of commits, in Thailand: the day on
//! which a version came to the agency's branch, which nobody types. A renamed file keeps its first day. Only what is committed counts.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

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

/// The days of all files of a site, by path; empty where there is no repository, or only a part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    days: BTreeMap<SitePath, Days>,
    /// Whether there is a repository whose older commits are missing: its days would be wrong, so there are none.
    pub is_shallow: bool,
}

/// What is read of one log at most, in bytes.
const MAX_LOG: u64 = 512 * 1024 * 1024;

impl History {
    /// Reads the history of the site at `root`. Where git is missing or refuses, there is none.
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
        let answer = git(root).args(["rev-parse", "--is-shallow-repository"]).output();
        match answer.ok().filter(|it| it.status.success()).map(|it| it.stdout.starts_with(b"true")) {
            Some(false) => log(root, commit).map_or_else(History::default, |days| History { days, is_shallow: false }),
            Some(true) => History { is_shallow: true, ..History::default() },
            None => History::default(),
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

/// Git on a repository, with nothing of it that runs other programs, and of this folder whatever the environment names.
pub fn git(root: &Path) -> Command {
    let mut res = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_CONFIG_PARAMETERS", "GIT_EXTERNAL_DIFF"] {
        res.env_remove(name);
    }
    res.args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "diff.renameLimit=2000"]);
    res.current_dir(root).stdin(Stdio::null()).stderr(Stdio::null());
    res
}

fn log(root: &Path, commit: Option<&str>) -> Option<BTreeMap<SitePath, Days>> {
    let mut command = git(root);
    command.args(["log", "--format=%x01%ct", "--name-status", "-z", "-M", "--no-ext-diff", "--no-textconv", "--relative"]);
    command.arg(commit.unwrap_or("HEAD")).args(["--", "content"]);
    let mut child = command.stdout(Stdio::piped()).spawn().ok()?;
    let out = child.stdout.take()?;
    let days = days_of(BufReader::new(out.take(MAX_LOG)).split(0).map_while(Result::ok));
    // What was cut off is not waited for.
    let _ = child.kill();
    let _ = child.wait();
    Some(days)
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
}
