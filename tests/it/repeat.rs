//! The same input gives the same bytes, whatever the clock, time zone, locale, folder order or number of threads.

use std::fs;
use std::path::Path;

use crate::project::{Project, bytes_below, home, program};

#[test]
fn another_machine_makes_the_same_bytes() {
    for site in [home().to_path_buf(), home().join("tests/sites/sample"), home().join("tests/sites/mixed")] {
        let content = site.join("content");
        let mut made = Vec::new();
        for (order, zone, locale, threads) in
            [(false, "UTC", "C", "1"), (true, "Asia/Bangkok", "th_TH.UTF-8", "2"), (false, "America/Los_Angeles", "tr_TR.UTF-8", "7")]
        {
            let project = Project::small();
            fs::remove_dir_all(project.root().join("content")).expect("removed");
            copy_in_order(&content, &project.root().join("content"), order);
            let mut command = program();
            command.env("TZ", zone).env("LC_ALL", locale).env("LANG", locale).env("RAYON_NUM_THREADS", threads);
            let output = command.arg("-r").arg(project.root()).args(["build", "-q"]).output().expect("starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            made.push(bytes_below(&project.root().join("public")));
        }
        assert!(made[0].len() > 50, "{}", site.display());
        assert!(made.windows(2).all(|it| it[0] == it[1]), "{}", site.display());
    }
}

#[test]
fn a_checkout_on_windows_makes_the_same_bytes() {
    let [unix, windows] = [Project::shipped(), Project::shipped()];
    for (path, bytes) in bytes_below(&windows.root().join("content")) {
        let text = String::from_utf8(bytes).expect("text").replace('\n', "\r\n");
        windows.write(&format!("content/{}", path.display()), format!("\u{FEFF}{text}"));
    }
    unix.build();
    windows.build();
    assert!(bytes_below(&unix.root().join("public")) == bytes_below(&windows.root().join("public")));
}

/// Copies in the order of names or against it, so that the folder lists them in another order.
fn copy_in_order(from: &Path, to: &Path, backwards: bool) {
    fs::create_dir_all(to).expect("a folder");
    let mut entries: Vec<_> = fs::read_dir(from).expect("a folder").map(|it| it.expect("an entry").path()).collect();
    entries.sort();
    if backwards {
        entries.reverse();
    }
    for path in entries {
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_in_order(&path, &to, backwards);
        } else {
            fs::copy(&path, to).expect("copied");
        }
    }
}
