//! The floor of a build: the files of finished sites, written from memory into a new folder, by as many threads as there are
//! processors. Prints the seconds that took; reading them is not counted.
//!
//! ```text
//! floor TARGET TREE…
//! ```

#![expect(clippy::print_stdout, reason = "the time is what it is run for")]

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, io, thread};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args_os().skip(1).map(PathBuf::from);
    let target = args.next().ok_or("floor TARGET TREE…")?;
    let mut files = Vec::new();
    for (n, tree) in args.enumerate() {
        read(&tree, &target.join(n.to_string()), &mut files)?;
    }
    let start = Instant::now();
    write(&files)?;
    println!("{}", start.elapsed().as_secs_f64());
    Ok(())
}

/// Where a file will be, and its bytes.
type File = (PathBuf, Vec<u8>);

fn read(from: &Path, to: &Path, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &to, files)?;
        } else {
            files.push((to, fs::read(entry.path())?));
        }
    }
    Ok(())
}

fn write(files: &[File]) -> io::Result<()> {
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    for folder in folders {
        fs::create_dir_all(folder)?;
    }
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((path, bytes)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            fs::write(path, bytes)?;
        }
        Ok(())
    };
    let n_threads = thread::available_parallelism()?.get();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|it| it.join().map_err(|_| io::Error::other("a thread stopped"))?)
    })
}
