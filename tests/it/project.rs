//! The one door of the tests: a site in a temporary folder, and the program run on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

/// The folder of the project.
pub(crate) fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program under test.
pub(crate) fn program() -> Command {
    let mut res = Command::new(env!("CARGO_BIN_EXE_prongsai"));
    res.env_remove("NO_COLOR").env_remove("COLUMNS").env_remove("CI");
    res
}

/// A site in a temporary folder, removed in the end.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// What a run of the program said.
pub(crate) struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Every file below a folder: bytes and time of change.
pub(crate) type Tree = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

impl Project {
    /// The small site that the pages of `tests/checks` start from.
    pub(crate) fn small() -> Project {
        Project::copy_of(&home().join("tests/checks/base"))
    }

    /// The shipped content.
    pub(crate) fn shipped() -> Project {
        let res = Project::empty();
        copy(&home().join("content"), &res.root().join("content"));
        res
    }

    pub(crate) fn copy_of(folder: &Path) -> Project {
        let res = Project::empty();
        copy(folder, res.root());
        res
    }

    pub(crate) fn empty() -> Project {
        Project { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Project {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a folder for it");
        fs::write(path, content).expect("written");
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|err| panic!("{path}: {err}"))
    }

    pub(crate) fn remove(&self, path: &str) -> &Project {
        fs::remove_file(self.root().join(path)).expect("removed");
        self
    }

    /// Runs the program on this site.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(program().arg("-r").arg(self.root()).args(args).output().expect("the program starts"), self.root())
    }

    /// Builds and expects success.
    pub(crate) fn build(&self) -> Run {
        let run = self.run(&["build"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run
    }

    pub(crate) fn public(&self) -> Tree {
        tree(&self.root().join("public"))
    }
}

impl Run {
    /// With the folder of the test taken out of what was said.
    pub(crate) fn of(output: Output, root: &Path) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace(&root.display().to_string(), "[ROOT]");
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// Every file below a folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut res = Tree::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|err| panic!("{}: {err}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let modified = path.metadata().and_then(|it| it.modified()).expect("a time");
                res.insert(path.clone(), (fs::read(&path).expect("readable"), modified));
            }
        }
    }
    res
}

/// Paths and bytes only, relative to the folder.
pub(crate) fn bytes_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    tree(folder).into_iter().map(|(path, (bytes, _))| (path.strip_prefix(folder).expect("below").to_path_buf(), bytes)).collect()
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|err| panic!("{}: {err}", from.display())) {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("copied");
        }
    }
}
