//! The only writer of content. It makes new files, all or none of them, and never changes one that is there.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Files, Made};
use crate::path::SitePath;

/// How writing ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    /// All files were made.
    All,
    /// Nothing was made, for these are there already.
    InTheWay(Vec<SitePath>),
}

/// Makes the files below `root`.
///
/// # Errors
/// When the machine refuses; what was made until then is taken away again.
pub fn write(root: &Path, files: &Files) -> Result<Written> {
    let is_there = |path: &SitePath| on_disk(root, path).symlink_metadata().is_ok();
    let in_the_way: Vec<SitePath> = files.iter().map(|(path, _)| path).filter(|it| is_there(it)).cloned().collect();
    if !in_the_way.is_empty() {
        return Ok(Written::InTheWay(in_the_way));
    }
    let mut made = Vec::new();
    for (path, content) in files.iter() {
        let path = on_disk(root, path);
        if let Err(err) = make(&path, content, &mut made) {
            for path in &made {
                let _ = fs::remove_file(path);
            }
            return Err(err).with_context(|| format!("writing `{}`", path.display()));
        }
    }
    Ok(Written::All)
}

/// Folders that had to be made are left: they hold nothing, and nobody is misled by them.
fn make(path: &Path, content: &Made, made: &mut Vec<PathBuf>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Fails on whatever came to lie there since.
    let mut file = File::create_new(path)?;
    made.push(path.to_owned());
    match content {
        Made::Text(text) => file.write_all(text.as_bytes())?,
        Made::Copy(from) => {
            let mut source = File::open(from).with_context(|| format!("reading `{}`", from.display()))?;
            std::io::copy(&mut source, &mut file)?;
        }
    }
    Ok(())
}

fn on_disk(root: &Path, path: &SitePath) -> PathBuf {
    root.join(path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(all: &[(&str, Made)]) -> Files {
        let mut res = Files::default();
        for (path, made) in all {
            res.add(path, made.clone());
        }
        res
    }

    #[test]
    fn nothing_is_made_when_something_is_in_the_way() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path();
        fs::write(root.join("b.md"), "old").expect("written");
        let wanted = files(&[("a.md", Made::Text("new".into())), ("b.md", Made::Text("new".into())), ("c/d.md", Made::Text("x".into()))]);
        assert_eq!(write(root, &wanted).expect("no failure"), Written::InTheWay(vec![SitePath::new("b.md").expect("inside")]));
        assert!(!root.join("a.md").exists() && !root.join("c").exists());
        assert_eq!(fs::read_to_string(root.join("b.md")).expect("there"), "old");
    }

    #[test]
    fn what_was_made_before_a_failure_is_taken_away() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path();
        fs::write(root.join("c"), "a file where a folder is wanted").expect("written");
        let wanted =
            files(&[("a.md", Made::Text("new".into())), ("b.pdf", Made::Copy(root.join("c"))), ("c/d.md", Made::Text("x".into()))]);
        let err = write(root, &wanted).expect_err("no folder");
        assert!(format!("{err:#}").contains("d.md"), "{err:#}");
        assert!(!root.join("a.md").exists() && !root.join("b.pdf").exists() && root.join("c").is_file());
    }

    #[test]
    fn files_are_made_and_copied() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path();
        fs::write(root.join("old.pdf"), [1, 2, 3]).expect("written");
        let wanted = files(&[("x/new.pdf", Made::Copy(root.join("old.pdf"))), ("x/y/z.md", Made::Text("ก".into()))]);
        assert_eq!(write(root, &wanted).expect("no failure"), Written::All);
        assert_eq!(fs::read(root.join("x/new.pdf")).expect("there"), [1, 2, 3]);
        assert_eq!(fs::read_to_string(root.join("x/y/z.md")).expect("there"), "ก");
    }
}
