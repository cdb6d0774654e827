//! The content of a site as its repository held it on a day, in a folder of its own. The working tree is not touched.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::history::git;
use crate::text::date::Date;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub seconds: i64,
}

/// The commit that is checked out; `None` without a repository, or without a commit.
#[must_use]
pub fn head(root: &Path) -> Option<Commit> {
    commit(&said(git(root).args(["log", "-1", "--format=%H %ct", "HEAD"])).ok()?)
}

/// Whether files of the content differ from what is committed.
///
/// # Errors
/// When git refuses.
pub fn has_changes(root: &Path) -> Result<bool> {
    Ok(!said(git(root).args(["status", "--porcelain", "--", "content", "themes"]))?.is_empty())
}

/// The last commit of the branch that was made by the end of a day in Thailand.
///
/// # Errors
/// When there is none: says which day is the first. When git refuses.
pub fn at_the_end_of(root: &Path, day: Date) -> Result<Commit> {
    let before = format!("--before={}T23:59:59+07:00", day.iso());
    let found = said(git(root).args(["log", "-1", "--first-parent", "--format=%H %ct", &before, "HEAD"]))?;
    if let Some(found) = commit(&found) {
        return Ok(found);
    }
    let all = said(git(root).args(["log", "--first-parent", "--format=%H %ct", "HEAD"]))?;
    let first = all.lines().last().and_then(commit).and_then(|it| Date::of_epoch_in_thailand(u64::try_from(it.seconds).ok()?));
    let is_shallow = said(git(root).args(["rev-parse", "--is-shallow-repository"]))?.starts_with("true");
    match first {
        Some(first) if is_shallow => bail!(
            "this clone holds nothing of {}: it is shallow and begins on {}; fetch the rest with `git fetch --unshallow`",
            day.iso(),
            first.iso()
        ),
        Some(first) => bail!("the repository holds nothing of {}; its first commit is of {}", day.iso(), first.iso()),
        None => bail!("the repository holds no commit"),
    }
}

/// Writes the files of the site as a commit has them into an empty folder.
///
/// # Errors
/// When git refuses.
pub fn unpack(root: &Path, commit: &Commit, to: &Path) -> Result<()> {
    let place = said(git(root).args(["rev-parse", "--absolute-git-dir", "--show-prefix"]))?;
    let (repository, prefix) = place.split_once('\n').context("git does not say where the repository is")?;
    let tree = format!("{}:{}", commit.id, prefix.trim_end_matches('\n'));
    let index = to.join(".index");
    // An index of its own: that of the working tree stays as it is. And a working tree of its own: below a folder of the
    // repository, git writes only what the index holds below that folder, and this index begins there.
    let git = || {
        let mut res = git(to);
        res.env("GIT_DIR", repository).env("GIT_WORK_TREE", to).env("GIT_INDEX_FILE", &index);
        res
    };
    said(git().args(["read-tree", &tree]))?;
    said(git().args(["checkout-index", "--all", "--force"]))?;
    std::fs::remove_file(&index).with_context(|| format!("removing `{}`", index.display()))
}

fn commit(line: &str) -> Option<Commit> {
    let (id, seconds) = line.trim().split_once(' ')?;
    Some(Commit { id: id.to_owned(), seconds: seconds.parse().ok()? })
}

fn said(command: &mut Command) -> Result<String> {
    let answer = command.stderr(std::process::Stdio::piped()).output().context("starting git")?;
    if !answer.status.success() {
        bail!("git: {}", String::from_utf8_lossy(&answer.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}
