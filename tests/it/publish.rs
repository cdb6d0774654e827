//! `publish`: what reaches a folder, what is left alone, and what a run that is cut off leaves behind.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use prongsai::output::{Body, Output};
use prongsai::path::OutPath;
use prongsai::publish::apply::Ways;
use prongsai::publish::folder::Folder;
use prongsai::publish::lock::{self, LOCK};
use prongsai::publish::remote::{Entry, Fault, Host, Kind, Made, Remote};
use prongsai::publish::standing::{Listing, NEXT, RECORD};
use prongsai::publish::{self, Asker, Begun, Session};

use crate::project::{Project, Run, home, program};

// ── through the program ─────────────────────────────────────────────────────────────────────────

/// The sample agency with a target beside it, built once so that the ledger holds its addresses.
struct Agency {
    project: Project,
}

impl Agency {
    fn new() -> Agency {
        let res = Agency { project: Project::copy_of(&home().join("tests/sites/sample")) };
        res.append("content/site.yaml", "\npublish:\n  main: www\n");
        assert_eq!(res.run(&["build", "-q"]).code, Some(0));
        res
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::of(program().arg("-r").arg(self.project.root()).args(args).output().expect("starts"), self.project.root())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.project.root().join(name)
    }

    fn append(&self, name: &str, text: &str) {
        let old = fs::read_to_string(self.path(name)).expect("a text");
        fs::write(self.path(name), old + text).expect("written");
    }

    fn json(&self, args: &[&str]) -> serde_json::Value {
        let run = self.run(&[&["publish", "--format", "json"], args].concat());
        serde_json::from_str(&run.stdout).unwrap_or_else(|err| panic!("{err}: {}{}", run.stdout, run.stderr))
    }
}

/// Every file below a folder but our own records.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let all = walkdir::WalkDir::new(folder).into_iter().map(|it| it.expect("an entry")).filter(|it| it.file_type().is_file());
    let named = all.map(|it| (it.path().strip_prefix(folder).expect("below").to_owned(), fs::read(it.path()).expect("a file")));
    named.filter(|(path, _)| path != Path::new(RECORD)).collect()
}

#[test]
fn a_folder_gets_just_what_a_build_makes_and_only_what_changed_goes_again() {
    let agency = Agency::new();
    let first = agency.json(&[]);
    assert_eq!((first["ended"].as_str(), first["unchanged"].as_u64()), (Some("done"), Some(0)));
    assert_eq!(files(&agency.path("www")), files(&agency.path("public")));
    agency.append("content/2568/items/o03.md", "\nข้อความเพิ่มเติม\n");
    assert_eq!(agency.run(&["build", "-q"]).code, Some(0));
    let times = |name: &str| fs::metadata(agency.path(name)).and_then(|it| it.modified()).expect("a time");
    let before = times("www/2568/o12/index.html");
    let second = agency.json(&[]);
    let changed: Vec<&str> = second["changed"].as_array().expect("a list").iter().filter_map(|it| it.as_str()).collect();
    assert!(changed.contains(&"2568/o3/index.html") && changed.len() < 12, "{changed:?}");
    assert_eq!((second["added"].clone(), second["deleted"].clone()), (serde_json::json!([]), serde_json::json!([])));
    assert_eq!(times("www/2568/o12/index.html"), before, "what stays is not sent");
    assert_eq!(files(&agency.path("www")), files(&agency.path("public")));
    let third = agency.run(&["publish"]);
    assert_eq!(third.code, Some(0));
    assert!(third.stderr.contains("เป็นฉบับล่าสุดอยู่แล้ว"), "{}", third.stderr);
    assert!(!agency.path("www").join(LOCK).exists() && !agency.path("www").join(NEXT).exists());
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let agency = Agency::new();
    let run = agency.run(&["publish", "--dry-run"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("เพิ่ม 1") && run.stderr.contains("+ 2568/eit/qr.png"), "{}", run.stderr);
    assert!(!agency.path("www").exists());
    assert_eq!(agency.json(&["--dry-run"])["ended"], "not_done");
}

#[test]
fn files_of_others_are_left_as_they_are_and_nothing_is_written_over_them_unasked() {
    let agency = Agency::new();
    fs::create_dir_all(agency.path("www/2568/old")).expect("made");
    fs::write(agency.path("www/2568/old/cms.php"), "<?php").expect("written");
    fs::write(agency.path("www/index.html"), "หน้าเดิม").expect("written");
    let run = agency.run(&["publish"]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("! index.html") && run.stderr.contains("--take-over"), "{}", run.stderr);
    assert_eq!(files(&agency.path("www")).len(), 2, "nothing was sent");
    assert_eq!(agency.run(&["publish", "--take-over"]).code, Some(0));
    assert_eq!(fs::read(agency.path("www/2568/old/cms.php")).expect("there"), b"<?php");
    assert_eq!(files(&agency.path("www")).len(), files(&agency.path("public")).len() + 1);
}

#[test]
fn findings_at_error_level_and_addresses_that_are_not_in_the_ledger_stop_a_publish() {
    let agency = Agency::new();
    fs::remove_file(agency.path("content/urls.lock")).expect("removed");
    let run = agency.run(&["publish"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("ledger-outdated") && run.stderr.contains("ยังไม่ได้เผยแพร่"), "{}", run.stderr);
    assert!(!agency.path("www").exists());
}

#[test]
fn more_deletions_than_a_limit_are_asked_about() {
    let agency = Agency::new();
    assert_eq!(agency.run(&["publish"]).code, Some(0));
    // The record of an agency whose section was much larger.
    let text = fs::read_to_string(agency.path("www").join(RECORD)).expect("a record");
    let more: String = (0..60).map(|it| format!("\"2560/old-{it}.pdf\": \"{}\",\n", "0".repeat(64))).collect();
    fs::write(agency.path("www").join(RECORD), text.replacen("{\n", &format!("{{\n{more}"), 1)).expect("written");
    fs::create_dir(agency.path("www/2560")).expect("made");
    fs::write(agency.path("www/2560/old-1.pdf"), "").expect("written");
    let run = agency.run(&["publish"]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("--max-delete 60"), "{}", run.stderr);
    assert!(agency.path("www/2560/old-1.pdf").exists());
    assert_eq!(agency.run(&["publish", "--max-delete", "60"]).code, Some(0));
    assert!(!agency.path("www/2560").exists(), "a folder that is left empty goes too");
    assert_eq!(files(&agency.path("www")), files(&agency.path("public")));
}

#[test]
fn a_host_whose_record_is_not_true_is_looked_at_and_mended() {
    let agency = Agency::new();
    assert_eq!(agency.run(&["publish"]).code, Some(0));
    fs::remove_dir_all(agency.path("www/2568/o12")).expect("removed");
    let run = agency.run(&["publish", "--list"]);
    assert!(run.stderr.contains("+ 2568/o12/index.html"), "{}", run.stderr);
    assert_eq!(files(&agency.path("www")), files(&agency.path("public")));
    // All of it lost: one look is enough, and nothing has to be asked for.
    for entry in fs::read_dir(agency.path("www")).expect("a folder").flatten() {
        if entry.path().is_dir() {
            fs::remove_dir_all(entry.path()).expect("removed");
        }
    }
    assert_eq!(agency.run(&["publish"]).code, Some(0));
    assert_eq!(files(&agency.path("www")), files(&agency.path("public")));
    for text in ["", "{\"../x\": 1}"] {
        fs::write(agency.path("www").join(RECORD), text).expect("written");
        let run = agency.run(&["publish"]);
        assert!(run.code == Some(0) && run.stderr.contains("บันทึกบนเครื่องแม่ข่ายเสียหาย"), "{}", run.stderr);
    }
    fs::remove_file(agency.path("www").join(RECORD)).expect("removed");
    let without = agency.json(&[]);
    assert_eq!((without["added"].clone(), without["ended"].as_str()), (serde_json::json!([]), Some("done")), "what is ours is known again");
}

#[test]
fn a_target_is_chosen_by_name_and_one_that_can_be_read_on_the_way_only_so() {
    let agency = Agency::new();
    let yaml = fs::read_to_string(agency.path("content/site.yaml")).expect("a text");
    let with = |publish: &str| fs::write(agency.path("content/site.yaml"), yaml.replace("  main: www\n", publish)).expect("written");
    let said = |args: &[&str]| {
        let run = agency.run(args);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        run.stderr
    };
    assert!(said(&["publish", "other"]).contains("it has: main"));
    with("  a: www\n  b: www2\n");
    assert!(said(&["publish"]).contains("which target? it has: a, b"));
    assert_eq!(agency.run(&["publish", "b"]).code, Some(0));
    with("  a: ftp://ita@127.0.0.1:9/\n");
    assert!(said(&["publish"]).contains("asked for by name"));
    assert!(said(&["publish", "a"]).contains("PRONGSAI_PASSWORD"));
}

#[test]
fn a_password_in_a_file_is_refused_and_not_shown() {
    let agency = Agency::new();
    let yaml = fs::read_to_string(agency.path("content/site.yaml")).expect("a text");
    for written in ["  main: sftp://ita:Geheim99@host.example.go.th/\n", "  - sftp://ita:Geheim99@host.example.go.th/\n"] {
        fs::write(agency.path("content/site.yaml"), yaml.replace("  main: www\n", written)).expect("written");
        for args in [&["publish"][..], &["check"], &["check", "--format", "json"], &["check", "--format", "concise"], &["build"]] {
            let run = agency.run(args);
            assert_eq!(run.code, Some(1), "{args:?}: {}", run.stderr);
            assert!(!(run.stdout + &run.stderr).contains("Geheim99"), "{args:?}");
        }
    }
}

#[test]
fn two_runs_from_one_checkout_are_kept_apart() {
    let agency = Agency::new();
    let file = fs::File::create(agency.path(".prongsai-run")).expect("made");
    file.lock().expect("locked");
    let run = agency.run(&["publish"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("another `prongsai publish` is at work in this folder"), "{}", run.stderr);
}

// ── cut off ─────────────────────────────────────────────────────────────────────────────────────

/// A folder that answers so many requests; the last one it does by half, and then it is gone.
struct Brittle {
    folder: Folder,
    left: AtomicUsize,
    sent: AtomicUsize,
    /// How much each new connection answers; `None` when what is left is left for all of them.
    each: Option<usize>,
}

struct Line<'a>(&'a Brittle, Box<dyn Remote>);

impl Host for &'static Brittle {
    fn connect(&self) -> Result<Box<dyn Remote>, Fault> {
        if let Some(each) = self.each {
            self.left.store(each, Ordering::Relaxed);
        }
        Ok(Box::new(Line(self, self.folder.connect()?)))
    }

    fn connections(&self) -> usize {
        1
    }
}

impl Line<'_> {
    fn spend(&self) -> Result<(), Fault> {
        let left = self.0.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |it| it.checked_sub(1));
        left.map(drop).map_err(|_| Fault::new(Kind::Lost, "cut"))
    }
}

impl Remote for Line<'_> {
    fn list(&mut self, folder: &str) -> Result<Option<Vec<Entry>>, Fault> {
        self.spend()?;
        self.1.list(folder)
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Fault> {
        self.spend()?;
        self.1.size(path)
    }

    fn get(&mut self, path: &str, limit: u64, to: &mut dyn Write) -> Result<Option<u64>, Fault> {
        self.spend()?;
        self.1.get(path, limit, to)
    }

    fn put(&mut self, path: &str, from: &mut dyn Read, size: u64) -> Result<(), Fault> {
        if let Err(fault) = self.spend() {
            // Half of the file arrives.
            self.1.put(path, &mut from.take(size / 2), size / 2)?;
            return Err(fault);
        }
        if !path.contains(".prongsai-next") && !path.starts_with(RECORD) && !path.starts_with(LOCK) {
            self.0.sent.fetch_add(1, Ordering::Relaxed);
        }
        self.1.put(path, from, size)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Fault> {
        self.spend()?;
        self.1.rename(from, to)
    }

    fn remove(&mut self, path: &str) -> Result<(), Fault> {
        self.spend()?;
        self.1.remove(path)
    }

    fn make_folder(&mut self, path: &str) -> Result<Made, Fault> {
        self.spend()?;
        self.1.make_folder(path)
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Fault> {
        self.spend()?;
        self.1.remove_folder(path)
    }
}

fn section(files: &[(&str, &str)]) -> Output {
    let mut res = Output::default();
    for (path, text) in files {
        res.insert(OutPath::new(path).expect("inside"), Body::Bytes(text.as_bytes().to_vec()));
    }
    res
}

/// Pages name what they link to, one path a line.
const OLD: &[(&str, &str)] = &[
    ("2568/index.html", "old 2568/o1/index.html 2568/o2/index.html"),
    ("2568/o1/แผนเดิม.pdf", "old plan"),
    ("2568/o1/index.html", "old 2568/o1/แผนเดิม.pdf assets/style.css"),
    ("2568/o2/a.pdf", "same"),
    ("2568/o2/index.html", "old 2568/o2/a.pdf assets/style.css"),
    ("assets/style.css", "old style"),
    ("index.html", "old 2568/index.html"),
];
const NEW: &[(&str, &str)] = &[
    (".htaccess", "new"),
    ("2568/index.html", "new 2568/o1/index.html 2568/o2/index.html"),
    ("2568/o1/แผนใหม่.pdf", "new plan"),
    ("2568/o1/index.html", "new 2568/o1/แผนใหม่.pdf assets/style.css"),
    ("2568/o2/a.pdf", "same"),
    ("2568/o2/index.html", "new 2568/o2/a.pdf assets/style.css"),
    ("2569/index.html", "new 2569/o1/index.html"),
    ("2569/o1/index.html", "new 2569/o1/b.pdf"),
    ("2569/o1/b.pdf", "new"),
    ("assets/style.css", "new style"),
    ("index.html", "new 2568/index.html 2569/index.html"),
];

/// Publishes; gives the number of files sent, or nothing when it was cut off.
fn publish(folder: &Path, files: &[(&str, &str)], requests: usize) -> Option<usize> {
    let host: &'static Brittle =
        Box::leak(Box::new(Brittle { folder: Folder::new(folder.to_owned()), left: requests.into(), sent: 0.into(), each: None }));
    run(host, files, 1)
}

/// As [`publish`], by a host that is there already.
fn run(host: &'static Brittle, files: &[(&str, &str)], retries: u32) -> Option<usize> {
    let output = section(files);
    let after = output.manifest();
    let ways = Ways { host: &host, retries, pause: Duration::ZERO, now: &|| 1_000, done: &|| () };
    let asker = Asker { run: "this".into(), who: "a test".into(), anyway: false };
    let session: Box<Session> = match publish::begin(&ways, &output, &after, Listing::WhenNeeded, Some(&asker)) {
        Ok(Begun::Session(session)) => session,
        Ok(Begun::Held(owner)) => panic!("held by {owner:?}"),
        Err(_) => return None,
    };
    assert!(session.plan.in_the_way.is_empty(), "{:?}", session.plan);
    session.apply(&output, &after, &ways).ok().map(|()| host.sent.load(Ordering::Relaxed))
}

/// The addresses that a section must show at any moment, and what is wrong with them.
fn broken(folder: &Path) -> Vec<String> {
    let text = |path: &str| fs::read_to_string(folder.join(path)).ok();
    let mut res = Vec::new();
    for (path, old) in OLD {
        let new = NEW.iter().find(|it| it.0 == *path).map(|it| it.1);
        match text(path) {
            Some(text) if text == *old || Some(text.as_str()) == new => {
                res.extend(
                    text.split(' ')
                        .skip(1)
                        .filter(|it| it.contains('/'))
                        .filter(|it| !folder.join(it).exists())
                        .map(|it| format!("{path} links to {it}")),
                );
            }
            None if new.is_none() && text(".htaccess").is_some() => {}
            other => res.push(format!("{path} is {other:?}")),
        }
    }
    res
}

#[test]
fn cut_off_at_any_request_every_address_works_and_the_next_run_does_the_rest() {
    let (mut n_cuts, mut resent) = (0, 0);
    let whole = {
        let folder = tempfile::tempdir().expect("a folder");
        publish(folder.path(), OLD, usize::MAX).expect("published");
        publish(folder.path(), NEW, usize::MAX).expect("published")
    };
    assert_eq!(whole, NEW.len() - 1, "all but the one that is the same");
    for requests in 0.. {
        let folder = tempfile::tempdir().expect("a folder");
        publish(folder.path(), OLD, usize::MAX).expect("published");
        fs::write(folder.path().join("2568/foreign.txt"), "theirs").expect("written");
        let cut = publish(folder.path(), NEW, requests);
        assert_eq!(broken(folder.path()), Vec::<String>::new(), "after {requests} requests");
        let there = NEW.iter().filter(|(path, text)| fs::read_to_string(folder.path().join(path)).is_ok_and(|it| it == *text)).count();
        let rest = publish(folder.path(), NEW, usize::MAX).expect("published");
        assert_eq!(rest, NEW.len() - there, "only what is missing goes, after {requests} requests");
        let mut expected: Vec<&str> = NEW.iter().map(|it| it.0).chain(["2568/foreign.txt"]).collect();
        expected.sort_unstable();
        let found = files(folder.path());
        assert_eq!(found.keys().map(|it| it.to_str().expect("a name")).collect::<Vec<_>>(), expected, "after {requests} requests");
        if cut.is_some() {
            break;
        }
        n_cuts += 1;
        resent += rest;
    }
    assert!(n_cuts > 50 && resent > 0, "{n_cuts} cuts");
}

#[test]
fn a_connection_that_is_lost_again_and_again_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    // Enough for looking around, and then for a file or two at a time.
    let host = Brittle { folder: Folder::new(folder.path().to_owned()), left: 0.into(), sent: 0.into(), each: Some(16) };
    let host: &'static Brittle = Box::leak(Box::new(host));
    assert!(run(host, NEW, 3).is_some(), "it ends");
    assert_eq!(files(folder.path()).len(), NEW.len());
    let host = Brittle { folder: Folder::new(folder.path().join("other")), left: 0.into(), sent: 0.into(), each: Some(16) };
    assert!(run(Box::leak(Box::new(host)), NEW, 0).is_none(), "without another try it does not");
}

#[test]
fn the_first_publish_can_be_cut_off_too() {
    for requests in 0.. {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("new");
        let cut = publish(&root, NEW, requests);
        publish(&root, NEW, usize::MAX).expect("published");
        assert_eq!(files(&root).len(), NEW.len(), "after {requests} requests");
        if cut.is_some() {
            break;
        }
    }
}

#[test]
fn a_lock_keeps_two_apart_and_expires() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut remote = Folder::new(folder.path().to_owned()).connect().expect("a folder");
    let mut ask = |run: &str, now: u64, anyway: bool| match lock::ask(remote.as_mut(), run, "who", now, anyway).expect("a folder") {
        lock::Asked::Ours(_) => None,
        lock::Asked::Held(owner) => Some(owner.run),
    };
    assert_eq!(ask("a", 1_000, false), None);
    assert_eq!(ask("b", 1_060, false), Some("a".into()));
    assert_eq!(ask("a", 1_060, false), None, "a run of the same checkout was before it");
    assert_eq!(ask("b", 1_100, true), None, "somebody says that nobody is there");
    assert_eq!(ask("a", 1_101, false), Some("b".into()));
    assert_eq!(ask("a", 1_500, false), None, "it expired");
}
