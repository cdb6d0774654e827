//! Through [`write_by`], and states of the disk set up by hand.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::*;
use crate::output::shelf::Shelf;
use crate::output::{Body, Digest};
use crate::path::OutPath;

const WAYS: [Way; 3] = [Way::Exchange, Way::Renames, Way::InPlace];

/// A root with `content/` and, once written, `public/`.
struct Root(TempDir);

/// What a file is apart from its bytes: kind and permissions, inode, time.
type Identity = (u32, u64, i64, i64);

impl Root {
    fn new() -> Root {
        let root = Root(TempDir::new().expect("a place for tests"));
        root.make("content/index.md", "x");
        root
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Makes a file with a time long ago.
    fn make(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("made");
        fs::write(&path, text).expect("made");
        age(&path);
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    fn write_by(&self, way: Way, output: &Output) -> Result<Written> {
        write_by(way, output, &self.path("public"), &[&self.path("content")])
    }

    fn write(&self, output: &Output) -> Written {
        self.write_by(Way::Exchange, output).expect("written")
    }

    /// The error of a refused write, which must leave everything as it was.
    fn refusal(&self, target: &str) -> String {
        let before = self.identities("");
        let error = write(&site(&[("index.html", "new")]), &self.path(target), &[&self.path("content")]).expect_err("refused");
        assert_eq!(self.identities(""), before);
        format!("{error:#}").replace(&format!("{}/", self.0.path().canonicalize().expect("there").display()), "")
    }

    /// Everything below a folder, itself left out.
    fn identities(&self, folder: &str) -> BTreeMap<String, Identity> {
        let root = self.path(folder);
        let entries = walkdir::WalkDir::new(&root).min_depth(1).into_iter().map(|it| it.expect("readable"));
        let named = |path: &Path| path.strip_prefix(&root).expect("below").display().to_string();
        entries.map(|it| (named(it.path()), identity(it.path()))).collect()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.identities(folder).into_keys().collect()
    }

    /// The target holds exactly this, and nothing lies beside it.
    fn holds(&self, output: &Output, foreign: &[&str]) {
        let mut names: Vec<String> = foreign.iter().map(|it| (*it).to_owned()).chain([RECORD.to_owned()]).collect();
        names.extend(output.iter().map(|(path, _)| path.to_string()));
        names.extend(output.manifest().folders().into_iter().map(str::to_owned));
        names.sort();
        names.dedup();
        assert_eq!(self.names("public"), names);
        for (path, body) in output.iter() {
            assert!(survey::holds(&path.under(&self.path("public")), body).expect("readable"), "{path}");
        }
        assert_eq!(self.read("public/.prongsai.json"), Some(output.manifest().to_json()));
        self.is_tidy();
    }

    fn is_tidy(&self) {
        let names = fs::read_dir(self.0.path()).expect("there").map(|it| it.expect("readable").file_name());
        assert!(names.into_iter().all(|it| !it.to_string_lossy().contains("prongsai")));
    }
}

fn identity(path: &Path) -> Identity {
    let there = fs::symlink_metadata(path).expect("there");
    (there.mode(), there.ino(), there.mtime(), there.mtime_nsec())
}

fn age(path: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 123_456_789);
    File::open(path).expect("there").set_modified(long_ago).expect("own");
}

fn path(path: &str) -> OutPath {
    OutPath::new(path).expect("inside")
}

fn site(files: &[(&str, &str)]) -> Output {
    let mut res = Output::default();
    for (name, text) in files {
        res.insert(path(name), Body::Bytes(text.as_bytes().to_vec()));
    }
    res
}

fn old_site() -> Output {
    site(&[("index.html", "old"), ("2568/o1/index.html", "same"), ("2568/o2/index.html", "gone"), ("style.css", "same")])
}

fn new_site() -> Output {
    site(&[("index.html", "new"), ("2568/o1/index.html", "same"), ("2569/o1/index.html", "more"), ("style.css", "same")])
}

fn evidence(root: &Root, text: &str) -> Body {
    root.make("content/plan.pdf", text);
    Body::Copy { from: root.path("content/plan.pdf"), size: text.len() as u64, sha256: Digest::of(text.as_bytes()) }
}

#[test]
fn the_first_build_makes_the_folder_also_an_empty_one() {
    for way in WAYS {
        let root = Root::new();
        assert_eq!(root.write_by(way, &old_site()).expect("written"), Written { created: 4, ..Written::default() });
        root.holds(&old_site(), &[]);

        let root = Root::new();
        fs::create_dir(root.path("public")).expect("made");
        fs::set_permissions(root.path("public"), fs::Permissions::from_mode(0o2750)).expect("own");
        root.write_by(way, &old_site()).expect("written");
        root.holds(&old_site(), &[]);
        assert_eq!(fs::metadata(root.path("public")).expect("there").mode() & 0o7777, 0o2750);
    }
    let root = Root::new();
    write(&old_site(), &root.path("deep/er/public"), &[]).expect("written");
    assert_eq!(root.read("deep/er/public/index.html").as_deref(), Some("old"));
}

#[test]
fn a_second_build_touches_nothing() {
    for way in WAYS {
        let root = Root::new();
        let mut output = old_site();
        output.insert(path("2568/o1/plan.pdf"), evidence(&root, "%PDF"));
        root.write_by(way, &output).expect("written");
        let before = (identity(root.0.path()), root.identities(""));
        assert_eq!(root.write_by(way, &output).expect("written"), Written { unchanged: 5, ..Written::default() });
        assert_eq!((identity(root.0.path()), root.identities("")), before);
    }
}

#[test]
fn what_was_put_aside_is_written_as_what_lies_in_memory() {
    for way in WAYS {
        let root = Root::new();
        let shelf = Shelf::of_room(root.0.path(), 0);
        let aside = |output: &Output| {
            let mut res = Output::default();
            for (path, body) in output.iter() {
                res.insert(path.clone(), shelf.put(body.bytes().expect("in memory").into_owned()));
            }
            assert!(res.iter().all(|(_, it)| matches!(it, Body::Aside(_))));
            res
        };
        root.write_by(way, &aside(&old_site())).expect("written");
        root.holds(&old_site(), &[]);
        assert_eq!(root.write_by(way, &aside(&old_site())).expect("written"), Written { unchanged: 4, ..Written::default() });
        let written = root.write_by(way, &aside(&new_site())).expect("written");
        assert_eq!(written, Written { created: 1, changed: 1, removed: 1, unchanged: 2 }, "{way:?}");
        root.holds(&new_site(), &[]);
    }
}

#[test]
fn the_same_files_made_from_something_else_stay_and_the_record_says_so() {
    for way in WAYS {
        let root = Root::new();
        let made_from = |text: &str| Output { made_from: Some(Digest::of(text.as_bytes())), ..old_site() };
        root.write_by(way, &made_from("one program")).expect("written");
        let mut before = root.identities("public");
        let written = root.write_by(way, &made_from("another program")).expect("written");
        assert_eq!(written, Written { unchanged: 4, ..Written::default() });
        let mut after = root.identities("public");
        assert_ne!(before.remove(RECORD), after.remove(RECORD), "{way:?}");
        assert_eq!(before, after, "{way:?}");
        let record = survey::read_record(&root.path("public")).expect("readable").expect("there");
        assert_eq!(record.made_from(), made_from("another program").made_from);
        root.is_tidy();
    }
}

#[test]
fn a_change_rewrites_that_file_only() {
    for way in WAYS {
        let root = Root::new();
        root.write_by(way, &old_site()).expect("written");
        let before = root.identities("public");
        let written = root.write_by(way, &new_site()).expect("written");
        assert_eq!(written, Written { created: 1, changed: 1, removed: 1, unchanged: 2 }, "{way:?}");
        root.holds(&new_site(), &[]);
        let after = root.identities("public");
        for name in ["style.css", "2568/o1/index.html"] {
            assert_eq!(after[name], before[name], "{way:?} {name}");
        }
        assert_ne!(after["index.html"], before["index.html"]);
    }
}

#[test]
fn a_file_edited_by_hand_is_written_again() {
    for (text, time) in [("odd", true), ("longer", false)] {
        let root = Root::new();
        root.write(&old_site());
        let kept = fs::metadata(root.path("public/index.html")).and_then(|it| it.modified()).expect("there");
        fs::write(root.path("public/index.html"), text).expect("written");
        if time {
            File::open(root.path("public/index.html")).and_then(|it| it.set_modified(kept)).expect("own");
        }
        assert_eq!(root.write(&old_site()), Written { changed: 1, unchanged: 3, ..Written::default() });
        fs::remove_file(root.path("public/style.css")).expect("there");
        assert_eq!(root.write(&old_site()), Written { created: 1, unchanged: 3, ..Written::default() });
        root.holds(&old_site(), &[]);
    }
}

#[test]
fn evidence_is_copied_and_compared_by_its_bytes() {
    for way in WAYS {
        let root = Root::new();
        let mut output = site(&[]);
        output.insert(path("o1/plan.pdf"), evidence(&root, "first"));
        root.write_by(way, &output).expect("written");
        let copy = fs::metadata(root.path("public/o1/plan.pdf")).expect("there");
        assert_ne!(copy.ino(), fs::metadata(root.path("content/plan.pdf")).expect("there").ino());
        output.insert(path("o1/plan.pdf"), evidence(&root, "other"));
        assert_eq!(root.write_by(way, &output).expect("written"), Written { changed: 1, ..Written::default() });
        root.holds(&output, &[]);
    }
}

#[test]
fn what_is_not_ours_stays_as_it_is() {
    for way in WAYS {
        let root = Root::new();
        root.write_by(way, &old_site()).expect("written");
        let foreign = ["2568/o1/note.txt", "2568/o2/mine.txt", "google.html", "up", "up/a", "up/a/b.txt", "up/empty"];
        for name in ["2568/o1/note.txt", "2568/o2/mine.txt", "google.html", "up/a/b.txt"] {
            root.make(&format!("public/{name}"), "mine");
        }
        fs::create_dir(root.path("public/up/empty")).expect("made");
        fs::create_dir(root.path("public/shut")).expect("made");
        root.make("public/shut/in", "mine");
        fs::set_permissions(root.path("public/shut"), fs::Permissions::from_mode(0o555)).expect("own");
        for folder in ["up", "up/a", "up/empty", "shut"] {
            age(&root.path("public").join(folder));
        }
        symlink("nowhere", root.path("public/link")).expect("made");
        symlink("../content", root.path("public/inside")).expect("made");
        let names = [&foreign[..], &["shut", "shut/in", "link", "inside", "2568/o2"]].concat();

        let before = root.identities("public");
        root.write_by(way, &new_site()).expect("written");
        root.holds(&new_site(), &names);
        root.write_by(way, &old_site()).expect("written");
        root.write_by(way, &new_site()).expect("written");
        root.holds(&new_site(), &names);
        let after = root.identities("public");
        for name in names.iter().filter(|it| **it != "2568/o2") {
            let ((mode, inode, sec, nsec), was) = (after[*name], before[*name]);
            // A folder is a new one with the same time and permissions.
            let inode = if root.path("public").join(name).is_dir() && !root.path("public").join(name).is_symlink() { was.1 } else { inode };
            assert_eq!((mode, inode, sec, nsec), was, "{way:?} {name}");
        }
        assert_eq!(root.read("public/up/a/b.txt").as_deref(), Some("mine"));
        fs::set_permissions(root.path("public/shut"), fs::Permissions::from_mode(0o755)).expect("own");
    }
}

#[test]
fn folders_that_held_only_our_files_go_with_them() {
    for way in WAYS {
        let root = Root::new();
        root.write_by(way, &site(&[("a/b/c.html", "x"), ("d.html", "x")])).expect("written");
        fs::create_dir(root.path("public/a/mine")).expect("made");
        root.write_by(way, &site(&[("d.html", "x")])).expect("written");
        assert_eq!(root.names("public"), [".prongsai.json", "a", "a/mine", "d.html"], "{way:?}");
    }
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    for way in WAYS {
        let root = Root::new();
        let (one, other) = (site(&[("a", "x"), ("b/c/d.html", "x")]), site(&[("a/b.html", "y"), ("b", "y")]));
        for output in [&one, &other, &one] {
            root.write_by(way, output).expect("written");
            root.holds(output, &[]);
        }
    }
}

#[test]
fn a_foreign_file_with_our_bytes_becomes_ours() {
    for way in WAYS {
        let root = Root::new();
        root.write_by(way, &site(&[("index.html", "x")])).expect("written");
        root.make("public/robots.txt", "same");
        let before = root.identities("public")["robots.txt"];
        let both = site(&[("index.html", "x"), ("robots.txt", "same")]);
        assert_eq!(root.write_by(way, &both).expect("written"), Written { unchanged: 2, ..Written::default() });
        root.holds(&both, &[]);
        assert_eq!(root.identities("public")["robots.txt"], before);
    }
}

#[test]
fn a_folder_that_mixes_with_the_sources_is_refused() {
    let root = Root::new();
    fs::create_dir(root.path("other")).expect("made");
    symlink("../content", root.path("other/link")).expect("made");
    symlink("nowhere", root.path("dangling")).expect("made");
    for target in [
        "",
        ".",
        "content",
        "content/public",
        "content/new/public",
        "other/link",
        "other/link/public",
        "other/../content",
        "missing/../content",
    ] {
        let said = root.refusal(target);
        assert!(said.contains("it would mix with") && said.contains("choose a folder of its own"), "{target}: {said}");
    }
    assert!(root.refusal("dangling").contains("is a link that leads nowhere"));
    assert!(write(&old_site(), Path::new("/"), &[]).is_err());
}

#[test]
fn a_target_that_is_a_link_is_written_where_it_leads() {
    for way in WAYS {
        let root = Root::new();
        fs::create_dir(root.path("www")).expect("made");
        symlink("www", root.path("public")).expect("made");
        root.write_by(way, &old_site()).expect("written");
        root.write_by(way, &new_site()).expect("written");
        assert!(root.path("public").is_symlink());
        assert_eq!(root.read("www/index.html").as_deref(), Some("new"));
        root.is_tidy();
    }
}

#[test]
fn a_target_that_is_not_ours_is_refused() {
    let root = Root::new();
    root.make("public", "a file");
    assert_eq!(root.refusal("public"), "`public` is not a folder; move it away, or choose another output folder");

    let root = Root::new();
    root.make("public/photo.jpg", "mine");
    assert!(root.refusal("public").contains("`public` holds files that prongsai did not make"));

    let root = Root::new();
    root.make("public/.prongsai.json", "{\"../x\": 1}");
    assert!(root.refusal("public").contains("`public/.prongsai.json` is damaged"));

    let root = Root::new();
    root.make("record", "{}");
    fs::create_dir(root.path("public")).expect("made");
    symlink("../record", root.path("public/.prongsai.json")).expect("made");
    assert!(root.refusal("public").contains("`public/.prongsai.json` is not a file"));
}

#[test]
fn what_is_not_ours_is_never_overwritten() {
    let outputs = [
        ("index.html", "public/index.html", "`public/index.html` is not prongsai's, and the site needs its place"),
        ("a/b.html", "public/a", "`public/a` is not prongsai's, and the site needs a folder there"),
        ("a", "public/a/mine.txt", "`public/a` is not prongsai's, and the site needs a file there"),
    ];
    for (ours, theirs, message) in outputs {
        let root = Root::new();
        root.write(&site(&[]));
        root.make(theirs, "mine");
        let before = root.identities("");
        let error = root.write_by(Way::Exchange, &site(&[(ours, "ours")])).expect_err("refused");
        assert!(format!("{error:#}").replace(&format!("{}/", root.0.path().display()), "").contains(message), "{error:#}");
        assert_eq!(root.identities("").len(), before.len());
        assert_eq!(root.read(theirs).as_deref(), Some("mine"));
    }
}

#[test]
fn links_inside_are_not_followed() {
    let root = Root::new();
    root.write(&site(&[]));
    fs::create_dir(root.path("elsewhere")).expect("made");
    symlink("../elsewhere", root.path("public/a")).expect("made");
    symlink("../content/index.md", root.path("public/b")).expect("made");
    let error = root.write_by(Way::Exchange, &site(&[("a/b.html", "x")])).expect_err("refused");
    assert!(error.to_string().contains("the site needs a folder there"), "{error:#}");
    let error = root.write_by(Way::Exchange, &site(&[("b", "x")])).expect_err("refused");
    assert!(error.to_string().contains("the site needs a file there"), "{error:#}");
    assert_eq!((root.names("elsewhere").len(), root.read("content/index.md").as_deref()), (0, Some("x")));
}

#[test]
fn a_link_in_place_of_our_file_is_not_ours() {
    let root = Root::new();
    root.write(&old_site());
    fs::remove_file(root.path("public/style.css")).expect("there");
    symlink("../content/index.md", root.path("public/style.css")).expect("made");
    root.write_by(Way::Exchange, &old_site()).expect_err("refused");
    root.write(&site(&[("index.html", "old")]));
    assert!(root.path("public/style.css").is_symlink());
}

#[test]
fn an_output_that_no_folder_can_hold_is_refused() {
    let root = Root::new();
    for files in [&["a", "a/b"][..], &["a/b", "a/b/c/d"], &[".prongsai.json"], &["a/.x.prongsai-tmp"]] {
        let output = site(&files.iter().map(|it| (*it, "x")).collect::<Vec<_>>());
        root.write_by(Way::Exchange, &output).expect_err("refused");
    }
    assert_eq!(root.names(""), ["content", "content/index.md"]);
}

#[test]
fn a_failure_leaves_the_old_site_and_nothing_else() {
    for way in WAYS {
        let root = Root::new();
        let missing = Body::Copy { from: root.path("content/none.pdf"), size: 4, sha256: Digest::of(b"none") };
        let changed = Body::Copy { from: root.path("content/index.md"), size: 1, sha256: Digest::of(b"y") };
        for body in [missing, changed] {
            let mut output = new_site();
            output.insert(path("2570/o1/plan.pdf"), body);
            let error = format!("{:#}", root.write_by(way, &output).expect_err("refused"));
            assert!(error.contains("writing `") && error.contains("2570/o1/plan.pdf`"), "{error}");
            assert_eq!(root.names(""), ["content", "content/index.md"], "{way:?}");

            root.write_by(way, &old_site()).expect("written");
            root.make("public/mine.txt", "mine");
            let before = root.identities("");
            root.write_by(way, &output).expect_err("refused");
            let mut after = root.identities("");
            if way == Way::InPlace {
                // The record was written twice, and temporary files came and went.
                for name in ["public", "public/.prongsai.json", "public/2568", "public/2568/o1", "public/2568/o2"] {
                    after.insert(name.to_owned(), before[name]);
                }
            }
            assert_eq!(after, before, "{way:?}");
            root.holds(&old_site(), &["mine.txt"]);
            fs::remove_dir_all(root.path("public")).expect("there");
        }
    }
}

#[test]
fn a_build_killed_while_staging_leaves_no_trace() {
    let root = Root::new();
    root.write(&old_site());
    root.make("public/mine.txt", "mine");
    root.make(".public.prongsai-new/index.html", "ne");
    fs::hard_link(root.path("public/mine.txt"), root.path(".public.prongsai-new/mine.txt")).expect("linked");
    let before = root.identities("public");
    assert_eq!(root.write(&old_site()).unchanged, 4);
    root.holds(&old_site(), &["mine.txt"]);
    assert_eq!(root.identities("public"), before);
}

#[test]
fn a_build_killed_before_the_exchange_leaves_no_trace() {
    for beside in [".public.prongsai-new", ".public.prongsai-old"] {
        let root = Root::new();
        root.write(&old_site());
        root.make("public/mine.txt", "mine");
        write(&new_site(), &root.path(beside), &[]).expect("written");
        fs::hard_link(root.path("public/mine.txt"), root.path(beside).join("mine.txt")).expect("linked");
        root.write(&old_site());
        root.holds(&old_site(), &["mine.txt"]);
    }
}

#[test]
fn what_appeared_during_the_exchange_is_moved_over() {
    for beside in [".public.prongsai-new", ".public.prongsai-old"] {
        let root = Root::new();
        root.write(&new_site());
        root.make("public/kept.txt", "newer");
        File::open(root.path("public/kept.txt")).and_then(|it| it.set_modified(SystemTime::now())).expect("own");
        root.make("public/old.txt", "older");
        let old = root.path(beside);
        write(&old_site(), &old, &[]).expect("written");
        for name in ["late.txt", "2568/o2/late.txt", "up/a/b.txt", "kept.txt", "style.css.bak"] {
            root.make(&format!("{beside}/{name}"), "late");
        }
        fs::write(old.join("old.txt"), "late").expect("written");
        fs::create_dir(old.join("empty")).expect("made");
        symlink("nowhere", old.join("link")).expect("made");

        root.write(&new_site());
        let late = [
            "late.txt",
            "2568/o2",
            "2568/o2/late.txt",
            "up",
            "up/a",
            "up/a/b.txt",
            "kept.txt",
            "style.css.bak",
            "old.txt",
            "empty",
            "link",
        ];
        root.holds(&new_site(), &late);
        assert_eq!(root.read("public/kept.txt").as_deref(), Some("newer"));
        assert_eq!(root.read("public/old.txt").as_deref(), Some("late"));
    }
}

#[test]
fn what_cannot_be_moved_over_is_kept_and_told() {
    let root = Root::new();
    root.write(&new_site());
    write(&old_site(), &root.path(".public.prongsai-new"), &[]).expect("written");
    root.make(".public.prongsai-new/2569/o1/index.html", "mine");
    let error = root.write_by(Way::Exchange, &old_site()).expect_err("refused");
    assert!(format!("{error:#}").contains("is not prongsai's, and its place in"), "{error:#}");
    assert_eq!(root.read(".public.prongsai-new/2569/o1/index.html").as_deref(), Some("mine"));
    fs::remove_file(root.path(".public.prongsai-new/2569/o1/index.html")).expect("there");
    root.write(&old_site());
    root.holds(&old_site(), &[]);
}

#[test]
fn a_build_killed_between_two_renames_puts_the_old_site_back() {
    let root = Root::new();
    root.write(&old_site());
    root.make("public/mine.txt", "mine");
    fs::rename(root.path("public"), root.path(".public.prongsai-old")).expect("moved");
    write(&new_site(), &root.path(".public.prongsai-new"), &[]).expect("written");
    let missing = Body::Copy { from: root.path("content/none.pdf"), size: 4, sha256: Digest::of(b"none") };
    let mut output = site(&[]);
    output.insert(path("plan.pdf"), missing);
    root.write_by(Way::Exchange, &output).expect_err("refused");
    root.holds(&old_site(), &["mine.txt"]);
}

#[test]
fn a_site_removed_by_hand_comes_back_from_what_was_left() {
    let root = Root::new();
    write(&old_site(), &root.path(".public.prongsai-new"), &[]).expect("written");
    root.make(".public.prongsai-new/mine.txt", "mine");
    assert_eq!(root.write(&new_site()), Written { created: 1, changed: 1, removed: 1, unchanged: 2 });
    root.holds(&new_site(), &["mine.txt"]);
}

#[test]
fn leftovers_are_not_put_into_a_folder_of_others() {
    let root = Root::new();
    write(&old_site(), &root.path(".public.prongsai-new"), &[]).expect("written");
    root.make(".public.prongsai-new/mine.txt", "mine");
    root.make("public/photo.jpg", "mine");
    root.write_by(Way::Exchange, &new_site()).expect_err("refused");
    assert_eq!(root.names("public"), ["photo.jpg"]);
    assert_eq!(root.read(".public.prongsai-new/mine.txt").as_deref(), Some("mine"));
}

#[test]
fn temporary_files_of_a_killed_build_go() {
    for way in WAYS {
        let root = Root::new();
        root.make("public/.index.html.prongsai-tmp", "ne");
        root.write_by(way, &old_site()).expect("written");
        root.holds(&old_site(), &[]);
        root.make("public/2568/.index.html.prongsai-tmp", "ne");
        root.write_by(way, &new_site()).expect("written");
        root.holds(&new_site(), &[]);
    }
}

#[test]
fn a_build_killed_in_place_is_finished_by_the_next() {
    let root = Root::new();
    root.write(&old_site());
    let both: Manifest =
        old_site().manifest().iter().chain(new_site().manifest().iter()).map(|(path, digest)| (path.clone(), digest)).collect();
    root.make("public/.prongsai.json", &both.to_json());
    root.make("public/2569/o1/index.html", "more");
    root.make("public/.index.html.prongsai-tmp", "new");
    for way in WAYS {
        root.write_by(way, &old_site()).expect("written");
        root.holds(&old_site(), &[]);
        root.write_by(way, &new_site()).expect("written");
        root.holds(&new_site(), &[]);
    }
}

#[test]
fn a_folder_of_ours_that_a_killed_build_left_empty_is_no_obstacle() {
    for way in WAYS {
        let root = Root::new();
        root.write(&site(&[("a/b/c.html", "x")]));
        fs::remove_file(root.path("public/a/b/c.html")).expect("there");
        root.write_by(way, &site(&[("a", "x")])).expect("written");
        root.holds(&site(&[("a", "x")]), &[]);
    }
}

#[test]
fn a_mount_inside_is_written_around() {
    // Mounting needs rights that tests lack; a link that crosses disks says the same (`Stuck`).
    let error: anyhow::Error = Stuck.into();
    assert!(error.context("carrying over `x`").context("again").is::<Stuck>());
}

#[test]
fn two_builds_do_not_mix() {
    let root = Root::new();
    root.write(&old_site());
    let place = Place::find(&root.path("public"), &[]).expect("fine");
    let lock = lock::take(&place).expect("free");
    let error = root.write_by(Way::Exchange, &new_site()).expect_err("refused");
    assert!(error.to_string().contains("another build is writing"), "{error:#}");
    root.write_by(Way::Exchange, &old_site()).expect_err("also of what is current, as it will not be for long");
    drop(lock);
    root.write(&new_site());
    root.holds(&new_site(), &[]);
    // A lock file that a killed build left holds nobody up.
    root.make(".public.prongsai-lock", "");
    let before = root.identities("public");
    assert_eq!(root.write(&new_site()).unchanged, 4);
    root.holds(&new_site(), &[]);
    assert_eq!(root.identities("public"), before);
}

#[test]
fn many_builds_at_once_leave_one_whole_site() {
    let root = Root::new();
    root.write(&old_site());
    std::thread::scope(|scope| {
        for n in 0..8 {
            let root = &root;
            scope.spawn(move || {
                for m in 0..20 {
                    let _ = root.write_by(Way::Exchange, &if (n + m) % 2 == 0 { old_site() } else { new_site() });
                }
            });
        }
    });
    let output = if root.read("public/index.html").as_deref() == Some("new") { new_site() } else { old_site() };
    root.holds(&output, &[]);
}
