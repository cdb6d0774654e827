//! Dates from the repository, and snapshots of a year as it was.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use crate::project::{Project, Run, bytes_below, home, program};

/// A site in a repository with commits of days of our choice, Thai time.
struct Repository {
    project: Project,
}

impl Repository {
    /// The small site, committed on 10 January 2025.
    fn new() -> Repository {
        let project = Project::small();
        project.write("content/2568/items/o01/แผนผัง หน่วยงาน.csv", "ตำแหน่ง,คน\nปลัด,1\n");
        let page = project.read("content/2568/items/o01.md");
        let shown = "evidence:\n  - {file: \"แผนผัง หน่วยงาน.csv\", title: แผนผัง, shows: [chart]}\n";
        project.write("content/2568/items/o01.md", page.replace("evidence:\n", shown));
        project.write("content/2568/measures/1.md", "---\nmeasure: 1\ntitle: มาตรการตัวอย่าง\n---\n## วิธีดำเนินการ\n\nประชุมทุกเดือน\n");
        let res = Repository { project };
        res.git(&["init", "-q", "-b", "main"], "2025-01-10");
        res.commit("2025-01-10");
        res
    }

    fn git(&self, args: &[&str], day: &str) {
        let when = format!("{day}T23:30:00+0700");
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.go.th", "-c", "commit.gpgsign=false"]);
        command.args(args).current_dir(self.project.root()).env("GIT_AUTHOR_DATE", "2000-01-01T00:00:00Z").env("GIT_COMMITTER_DATE", &when);
        let out = command.output().expect("git runs");
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    }

    fn commit(&self, day: &str) {
        self.git(&["add", "-A", "content"], day);
        self.git(&["commit", "-q", "-m", "x"], day);
    }

    fn run(&self, args: &[&str]) -> Run {
        self.project.run(args)
    }

    fn snapshot(&self, name: &str, args: &[&str]) -> Vec<u8> {
        let to = self.project.root().join(name);
        let run = self.run(&[&["snapshot", "-o", to.to_str().expect("a path")], args].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        if to.is_dir() { Vec::new() } else { fs::read(to).expect("a snapshot") }
    }
}

#[test]
fn days_come_from_the_repository_and_follow_a_renamed_file() {
    let site = Repository::new();
    site.git(&["mv", "content/2568/items/o01.md", "content/2568/items/O1.md"], "2025-02-01");
    site.git(&["mv", "content/2568/items/o01", "content/2568/items/O1"], "2025-02-01");
    site.commit("2025-02-01");
    let page = site.project.read("content/2568/items/O1.md");
    site.project.write("content/2568/items/O1.md", page + "\nเพิ่มข้อความ\n");
    site.commit("2025-03-05");
    site.project.build();
    let item = site.project.read("public/2568/o1/index.html");
    for (day, what) in [("2025-01-10", "first published"), ("2025-03-05", "last updated")] {
        assert!(item.contains(&format!("datetime={day}")) || item.contains(&format!("datetime=\"{day}\"")), "{what}: {item}");
    }
    assert!(item.contains("เผยแพร่ครั้งแรก"), "{item}");
    let csv = site.project.read("public/2568/index.csv");
    assert!(csv.contains("5 มี.ค. 2568"), "{csv}");
    for (file, wanted) in
        [("index.json", "2025-03-05"), ("../sitemap.xml", "<lastmod>2025-03-05</lastmod>"), ("../feed.xml", "<updated>2025-03-05")]
    {
        let text = site.project.read(&format!("public/2568/{file}"));
        assert!(text.contains(wanted), "{file}: {text}");
    }
    let measure = site.project.read("public/2568/measures/1/index.html");
    assert!(measure.contains("เผยแพร่ครั้งแรก") && measure.contains("2025-01-10"), "{measure}");
    // A commit that changes nothing of the content changes no byte, and one that does is seen.
    let before = bytes_below(&site.project.root().join("public"));
    site.git(&["commit", "-q", "--allow-empty", "-m", "x"], "2025-04-01");
    site.project.build();
    assert_eq!(before, bytes_below(&site.project.root().join("public")));
    let page = site.project.read("content/2568/items/O1.md");
    site.project.write("content/2568/items/O1.md", page.clone() + "\n");
    site.commit("2025-05-02");
    site.project.write("content/2568/items/O1.md", page);
    site.commit("2025-05-03");
    site.project.build();
    assert!(site.project.read("public/2568/index.json").contains("2025-05-03"), "also where the content is as it was before");
}

#[test]
fn neither_settings_nor_environment_nor_hooks_change_what_is_read_of_a_repository() {
    let site = Repository::new();
    site.commit_more();
    site.project.build();
    let before = bytes_below(&site.project.root().join("public"));
    let item = site.project.read("public/2568/o1/index.html");
    assert!(item.contains("2025-01-10") && item.contains("2025-02-02"), "{item}");
    site.git(&["config", "log.showRoot", "false"], "2025-02-02");
    site.git(&["config", "log.follow", "true"], "2025-02-02");
    for (name, value) in [
        ("GIT_DIR", "/nonexistent"),
        ("GIT_COMMON_DIR", "/nonexistent"),
        ("GIT_OBJECT_DIRECTORY", "/nonexistent"),
        ("GIT_SHALLOW_FILE", "/nonexistent"),
        ("GIT_LITERAL_PATHSPECS", "1"),
        ("GIT_CEILING_DIRECTORIES", "/"),
    ] {
        fs::remove_dir_all(site.project.root().join("public")).expect("removed");
        let run = Run::of(
            program().arg("-r").arg(site.project.root()).arg("build").env(name, value).output().expect("starts"),
            site.project.root(),
        );
        assert!(run.code == Some(0) && before == bytes_below(&site.project.root().join("public")), "{name}: {}", run.stderr);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let hook = site.project.root().join(".git/hooks/post-index-change");
        fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
        fs::write(&hook, "#!/bin/sh\ntouch \"$(git rev-parse --git-common-dir)/hook-ran\"\n").expect("written");
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("made a program");
        // The same text, saved again: whoever asks git for changes has it refresh its index.
        let page = site.project.read("content/2568/items/o01.md");
        site.project.write("content/2568/items/o01.md", page);
        site.snapshot("now.zip", &[]);
        site.snapshot("day.zip", &["--as-of", "2025-01-10"]);
        assert!(!site.project.root().join(".git/hook-ran").exists(), "a hook was run");
    }
}

#[test]
fn a_history_that_git_does_not_read_is_told() {
    let site = Repository::new();
    let built = |settings: &[(&str, &str)]| {
        let mut program = program();
        program.arg("-r").arg(site.project.root()).arg("build");
        let run = Run::of(program.envs(settings.iter().copied()).output().expect("starts"), site.project.root());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        (run.stderr, site.project.read("public/2568/index.json"))
    };
    let no_settings = [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null"), ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    let (told, index) = built(&no_settings);
    assert!(told.contains("อ่านประวัติจาก git ไม่ได้") && told.contains("safe.directory"), "{told}");
    assert!(index.contains("2025-01-09"), "as the file says: {index}");
    // Newer commits can be read and the oldest cannot: days would be wrong.
    site.commit_more();
    let out = Command::new("git").args(["rev-parse", "HEAD~1^{tree}"]).current_dir(site.project.root()).output().expect("git runs");
    let tree = String::from_utf8(out.stdout).expect("a name");
    fs::remove_file(site.project.root().join(".git/objects").join(&tree[..2]).join(tree[2..].trim())).expect("removed");
    let (told, index) = built(&[]);
    assert!(told.contains("could not be read") && index.contains("2025-01-09") && !index.contains("2025-02-02"), "{told} {index}");
    // Nothing is committed yet: there is nothing to tell.
    fs::remove_dir_all(site.project.root().join(".git")).expect("removed");
    site.git(&["init", "-q", "-b", "main"], "2025-01-10");
    let (told, again) = built(&[]);
    assert!(!told.contains("git") && again == index, "{told}");
}

#[test]
fn without_the_whole_history_dates_are_those_of_the_files() {
    let site = Repository::new();
    site.commit_more();
    let shallow = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", site.project.root().display());
    let to = shallow.path().join("site");
    let out = Command::new("git").args(["clone", "-q", "--depth", "1", &from]).arg(&to).output().expect("git runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let run = Run::of(program().arg("-r").arg(&to).arg("build").output().expect("starts"), &to);
    assert!(run.code == Some(0) && run.stderr.contains("shallow clone") && run.stderr.contains("fetch-depth: 0"), "{}", run.stderr);
    let index = fs::read_to_string(to.join("public/2568/index.json")).expect("an index");
    assert!(index.contains("2025-01-09") && !index.contains("2025-02-02"), "as the file says: {index}");
    let kept = to.join("kept.zip");
    let snapshot = |day: &str| {
        let out = program().arg("-r").arg(&to).args(["snapshot", "--as-of", day, "-o"]).arg(&kept).output().expect("starts");
        Run::of(out, &to)
    };
    let run = snapshot("2025-03-01");
    assert!(run.code == Some(0) && run.stderr.contains("shallow clone"), "{}", run.stderr);
    let run = snapshot("2025-01-20");
    assert!(run.code == Some(2) && run.stderr.contains("git fetch --unshallow"), "{}", run.stderr);
    // No repository at all: nothing is said, and the file is believed.
    fs::remove_dir_all(to.join(".git")).expect("removed");
    let run = Run::of(program().arg("-r").arg(&to).arg("build").output().expect("starts"), &to);
    assert!(run.code == Some(0) && !run.stderr.contains("shallow"), "{}", run.stderr);
    assert_eq!(index, fs::read_to_string(to.join("public/2568/index.json")).expect("an index"));
}

#[test]
fn a_site_in_a_folder_of_a_repository_has_its_days_and_its_snapshots_and_a_merge_changes_no_day() {
    let whole = Repository::new();
    let site = "งาน ของ เทศบาล";
    whole.project.write(&format!("{site}/.keep"), "");
    whole.git(&["mv", "content", site], "2025-01-20");
    whole.git(&["add", "-A"], "2025-01-20");
    whole.git(&["commit", "-q", "-m", "x"], "2025-01-20");
    let page = format!("{site}/content/2568/items/o01.md");
    let add = |text: &str, day: &str| {
        whole.project.write(&page, whole.project.read(&page) + text);
        whole.git(&["commit", "-q", "-a", "-m", "x"], day);
    };
    whole.git(&["switch", "-q", "-c", "side"], "2025-02-02");
    add("\nข้อความของเดือนกุมภาพันธ์\n", "2025-02-02");
    whole.git(&["switch", "-q", "main"], "2025-03-03");
    whole.git(&["merge", "-q", "--no-ff", "-m", "x", "side"], "2025-03-03");
    let root = whole.project.root().join(site);
    let kept = |day: &str| {
        let to = whole.project.root().join(day);
        let out = program().arg("-r").arg(&root).args(["snapshot", "--folder", "--as-of", day, "-o"]).arg(&to).output().expect("starts");
        assert!(out.status.success(), "{day}: {}", String::from_utf8_lossy(&out.stderr));
        fs::read_to_string(to.join("2568/o1/index.html")).expect("a page")
    };
    // What the branch got with the merge was not there before it.
    let (before, after) = (kept("2025-03-02"), kept("2025-03-03"));
    assert!(!before.contains("กุมภาพันธ์") && after.contains("กุมภาพันธ์"));
    assert!(after.contains("2025-02-02") && !after.contains("2025-03-03"), "{after}");
    assert!(root.join("content/site.yaml").is_file() && !root.join(".index").exists());
}

impl Repository {
    /// The text of the first item, changed on 2 February 2025.
    fn commit_more(&self) {
        let page = self.project.read("content/2568/items/o01.md");
        self.project.write("content/2568/items/o01.md", page + "\nข้อความของเดือนกุมภาพันธ์\n");
        self.commit("2025-02-02");
    }
}

#[test]
fn a_snapshot_is_the_same_when_made_again_and_shows_what_was_public_on_a_day() {
    let site = Repository::new();
    site.commit_more();
    let now = site.snapshot("now.zip", &[]);
    let mut again = program();
    again.env("TZ", "America/New_York").env("LC_ALL", "C").env("RAYON_NUM_THREADS", "1").current_dir("/");
    let out = again
        .arg("-r")
        .arg(site.project.root())
        .args(["snapshot", "-o"])
        .arg(site.project.root().join("again.zip"))
        .output()
        .expect("starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(now == fs::read(site.project.root().join("again.zip")).expect("a snapshot"), "byte for byte");
    let day = site.snapshot("day.zip", &["--as-of", "2568-02-02"]);
    let pages = |zip: &[u8]| {
        let mut all = unzipped(zip);
        all.retain(|(name, _)| !["cover.html", "snapshot.json"].contains(&name.as_str()));
        all
    };
    assert!(pages(&now).len() > 20 && pages(&now) == pages(&day), "the pages are those of the last commit");
    assert!(!cover(&now).contains("Content at the end of") && cover(&day).contains("Content at the end of"));
    site.snapshot("january", &["--as-of", "2025-02-01", "--folder"]);
    let january = fs::read_to_string(site.project.root().join("january/2568/o1/index.html")).expect("a page");
    assert!(!january.contains("กุมภาพันธ์"), "{january}");
    let cover = fs::read_to_string(site.project.root().join("january/cover.html")).expect("a cover").replace('\u{A0}', " ");
    assert!(cover.contains("1 กุมภาพันธ์ 2568") && cover.contains("10 มกราคม 2568"), "{cover}");
    assert!(site.project.root().join("january/2568/o1/แผนผัง หน่วยงาน.csv").is_file());
    assert!(site.project.read("content/2568/items/o01.md").contains("กุมภาพันธ์"), "the working tree is as it was");
    let run = site.run(&["snapshot", "--as-of", "2025-01-09"]);
    assert!(run.code == Some(2) && run.stderr.contains("2025-01-10"), "{}", run.stderr);
    // What is not committed is said.
    site.project.write("content/2568/items/o02.md", "---\nitem: O2\noffices: [finance]\nstatus: in_progress\n---\nร่าง\n");
    site.snapshot("draft", &["--folder"]);
    assert!(fs::read_to_string(site.project.root().join("draft/cover.html")).expect("a cover").contains("ยังไม่ได้บันทึกใน git"));
}

/// The files of a snapshot, in the order in which they stand there.
fn unzipped(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip)).expect("a ZIP file");
    let n_files = zip.len();
    let read = |n| {
        let mut file = zip.by_index(n).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        (file.name().expect("a name").into_owned(), bytes)
    };
    (0..n_files).map(read).collect()
}

/// The cover of a snapshot, as text.
fn cover(zip: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip)).expect("a ZIP file");
    std::io::read_to_string(zip.by_name("cover.html").expect("a cover")).expect("text")
}

#[test]
fn a_snapshot_of_one_year_of_many_opens_from_disk() {
    let project = Project::copy_of(&home().join("tests/sites/mixed"));
    project.build();
    let year = fs::read_dir(project.root().join("content"))
        .expect("a folder")
        .filter_map(|it| it.ok()?.file_name().into_string().ok())
        .filter(|it| it.len() == 4)
        .min()
        .expect("a year");
    let to = project.root().join("kept");
    let run = project.run(&["snapshot", "--year", &year, "--folder", "-o", to.to_str().expect("a path")]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut n_links = 0;
    for (path, bytes) in bytes_below(&to).iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "html")) {
        let page = String::from_utf8_lossy(bytes).into_owned();
        for link in page.split("href=").skip(1).map(|it| it.trim_start_matches('"')) {
            let link = &link[..link.find(['"', ' ', '>', '#', '?']).unwrap_or(link.len())];
            if link.is_empty() || link.contains(':') || link.starts_with('/') {
                continue;
            }
            let target = to.join(path.parent().unwrap_or(Path::new(""))).join(prongsai::path::percent_decode(link));
            assert!(target.exists(), "{} leads to {link}", path.display());
            n_links += 1;
        }
    }
    assert!(n_links > 100, "{n_links}");
}

#[test]
fn a_snapshot_that_was_changed_is_told() {
    let site = Repository::new();
    site.snapshot("kept", &["--folder"]);
    site.snapshot("kept.zip", &[]);
    for place in ["kept", "kept.zip"] {
        let run = site.run(&["verify", site.project.root().join(place).to_str().expect("a path")]);
        assert!(run.code == Some(0) && run.stderr.contains("ตรงกับรายการ"), "{place}: {}", run.stderr);
    }
    let page = site.project.root().join("kept/2568/o1/index.html");
    let text = fs::read_to_string(&page).expect("a page");
    fs::write(&page, text.replacen("O1", "O9", 1)).expect("written");
    fs::remove_file(site.project.root().join("kept/2568/index.csv")).expect("removed");
    fs::write(site.project.root().join("kept/2568/แปลก.html"), "x").expect("written");
    let run = site.run(&["verify", site.project.root().join("kept").to_str().expect("a path")]);
    assert_eq!(run.code, Some(1));
    for word in [
        "2568/o1/index.html",
        "2568/index.csv",
        "2568/แปลก.html",
        "`2568/o1/index.html` ไม่ตรง",
        "`2568/index.csv` อยู่ในรายการ",
        "มี `2568/แปลก.html`",
    ] {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    // Rubbish, and a list that leads out.
    for (name, bytes) in [("rubbish.zip", &b"PK rubbish"[..]), ("empty.zip", b"")] {
        site.project.write(name, bytes);
        assert_eq!(site.run(&["verify", site.project.root().join(name).to_str().expect("a path")]).code, Some(2), "{name}");
    }
    let list = site.project.root().join("kept/snapshot.json");
    let text = fs::read_to_string(&list).expect("a list");
    fs::write(&list, text.replacen("\"404.html\"", "\"../content/site.yaml\"", 1)).expect("written");
    let run = site.run(&["verify", site.project.root().join("kept").to_str().expect("a path")]);
    assert!(run.code == Some(1) && run.stderr.contains("`../content/site.yaml`"), "{}", run.stderr);
}

#[test]
fn each_changed_byte_and_each_second_file_of_a_name_is_told_with_its_name() {
    let site = Repository::new();
    let intact = site.snapshot("kept.zip", &[]);
    let verify = |bytes: &[u8]| {
        let to = site.project.root().join("changed.zip");
        fs::write(&to, bytes).expect("written");
        site.run(&["verify", to.to_str().expect("a path")])
    };
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&intact)).expect("a ZIP file");
    let n_files = zip.len();
    for n in (0..n_files).step_by(n_files / 6) {
        let file = zip.by_index_raw(n).expect("a file");
        let (name, start, length) =
            (file.name().expect("a name").into_owned(), file.data_start().expect("a place"), file.compressed_size());
        let mut bytes = intact.clone();
        bytes[usize::try_from(start + length / 2).expect("a place")] ^= 1;
        let run = verify(&bytes);
        if name == "snapshot.json" {
            // Without the list there is nothing to compare with.
            assert!(run.code == Some(2) && run.stderr.contains("damaged"), "{:?} {}", run.code, run.stderr);
            continue;
        }
        let found = run.stderr.contains("[snapshot-differs]") && run.stderr.contains(&format!("`{name}`"));
        assert!(run.code == Some(1) && found, "{name}: {:?} {}", run.code, run.stderr);
    }
    // Two files of one name, of which readers choose one or the other: the writer refuses to make that, so the name is changed in the bytes.
    let mut twice = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in unzipped(&intact).iter().chain([&("2568/indey.html".to_owned(), b"x".to_vec())]) {
        twice.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        twice.write_all(bytes).expect("written");
    }
    let mut twice = twice.finish().expect("made").into_inner();
    for at in 0..twice.len() - 15 {
        if twice[at..].starts_with(b"2568/indey.html") {
            twice[at + 9] = b'x';
        }
    }
    let run = verify(&twice);
    assert!(run.code == Some(1) && run.stderr.contains("มี `2568/index.html` ซ้ำสองไฟล์"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_snapshot_in_a_folder_holds_nothing_of_a_run_that_was_cut_off_and_links_and_pipes_in_it_are_told() {
    let site = Repository::new();
    site.project.write(".kept.new/2568/left.html", "x");
    site.snapshot("kept", &["--folder"]);
    let kept = site.project.root().join("kept");
    assert!(!kept.join("2568/left.html").exists() && !site.project.root().join(".kept.new").exists());
    let (list, page) = (kept.join("2568/index.csv"), kept.join("2568/index.html"));
    fs::rename(&page, site.project.root().join("elsewhere.html")).expect("moved");
    std::os::unix::fs::symlink(site.project.root().join("elsewhere.html"), &page).expect("a link");
    fs::remove_file(&list).expect("removed");
    assert!(Command::new("mkfifo").arg(&list).status().expect("starts").success());
    // Without this fault told, reading the pipe would wait for ever.
    let run = site.run(&["verify", kept.to_str().expect("a path")]);
    assert!(run.code == Some(1) && run.stderr.contains("`2568/index.csv`") && run.stderr.contains("`2568/index.html`"), "{}", run.stderr);
}
