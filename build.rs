//! Tells the program its version with the commit it was made from, has it linked for a fixed place in memory, and names the
//! sources it is made from.
//!
//! The commit is that of `PRONGSAI_COMMIT`, else the one that git names. Without either, as in an unpacked archive, the version
//! stands alone. The same sources give the same text on any day.
//!
//! `minify-html` brings ten megabytes of tables full of addresses. In a program that may be loaded anywhere, each start corrects
//! every one of them, which took a fifth of building a year; in one with a fixed place there is nothing to correct.
//!
//! A build that finds what the same sources made before from the same content leaves it: any change of the program counts as one.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = env::var("PRONGSAI_COMMIT").ok().filter(|it| !it.is_empty()).or_else(of_git);
    let told = commit.map_or(version.clone(), |commit| format!("{version} ({commit})"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=PRONGSAI_COMMIT");
    println!("cargo::rustc-env=PRONGSAI_VERSION={told}");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let mut hash = DefaultHasher::new();
    for part in ["src", "themes/default", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        for file in files(Path::new(part)) {
            hash.write(file.to_string_lossy().as_bytes());
            hash.write(&fs::read(&file).unwrap_or_default());
        }
    }
    println!("cargo::rustc-env=PRONGSAI_SOURCE={:016x}", hash.finish());
}

/// A file, or those of a folder in order; what is not there (an archive may leave the lock file out) is nothing.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_path_buf()] };
    let mut res: Vec<PathBuf> = entries.flatten().map(|it| it.path()).collect();
    res.sort();
    res.iter().flat_map(|it| files(it)).collect()
}

/// The commit of this very folder; a repository that merely holds it somewhere names another program's.
fn of_git() -> Option<String> {
    if !git(&["rev-parse", "--show-prefix"])?.is_empty() {
        return None;
    }
    // Written anew whenever another commit is checked out or made.
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    if Path::new(&log).exists() {
        println!("cargo::rerun-if-changed={log}");
    }
    git(&["rev-parse", "--short=10", "HEAD"])
}

fn git(args: &[&str]) -> Option<String> {
    let output = Command::new("git").args(args).output().ok().filter(|it| it.status.success())?;
    String::from_utf8(output.stdout).ok().map(|it| it.trim().to_owned())
}
