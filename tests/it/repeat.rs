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
    for site in [home().to_path_buf(), home().join("tests/sites/sample"), home().join("tests/sites/mixed")] {
        let [unix, windows] = [Project::empty(), Project::empty()];
        for (path, bytes) in bytes_below(&site.join("content")) {
            let path = format!("content/{}", path.display());
            unix.write(&path, &bytes);
            windows.write(&path, if is_text(&path) { of_windows(bytes) } else { bytes });
        }
        // Names with accents come decomposed from a Mac, and as they are from Windows.
        let page = "---\nitem: O5\nevidence: [{file: \"plan é ü.pdf\", title: แผน}]\n---\n[แผนที่](<plan é ü.pdf>)\n";
        let pdf = fs::read(home().join("tests/sites/sample/content/2568/items/o02/executives.pdf")).expect("a PDF");
        let year = if site.ends_with("mixed") { "2569" } else { "2568" };
        for (project, name, page) in
            [(&unix, "plan é ü.pdf", page.into()), (&windows, "plan e\u{301} u\u{308}.pdf", of_windows(page.into()))]
        {
            // Without what the site itself has of this item.
            let _ = fs::remove_dir_all(project.root().join(format!("content/{year}/items/o05")));
            let _ = fs::remove_file(project.root().join("content/urls.lock"));
            project.write(&format!("content/{year}/items/o05.md"), page).write(&format!("content/{year}/items/o05/{name}"), &pdf);
        }
        unix.build();
        windows.build();
        let [unix, windows] = [unix, windows].map(|it| (bytes_below(&it.root().join("public")), it.read("content/urls.lock")));
        assert!(unix.0.contains_key(Path::new(&format!("{year}/o5/plan é ü.pdf"))), "{}", site.display());
        assert!(unix == windows, "{}", site.display());
    }
}

/// Whether git changes line ends in it, as a person's editor adds a mark.
fn is_text(path: &str) -> bool {
    [".md", ".yaml", ".lock"].iter().any(|it| path.ends_with(it))
}

/// With the mark and the line ends of Windows.
fn of_windows(text: Vec<u8>) -> Vec<u8> {
    format!("\u{FEFF}{}", String::from_utf8(text).expect("UTF-8").replace('\n', "\r\n")).into_bytes()
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
