//! `publish` on real servers: the whole life of a section, what goes wrong, and connections that are cut.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::Duration;

use prongsai::config::target::Target;
use prongsai::output::{Body, Output};
use prongsai::path::OutPath;
use prongsai::publish::apply::{Ways, temporary};
use prongsai::publish::secret::{Login, Secret};
use prongsai::publish::standing::{Listing, NEXT, RECORD};
use prongsai::publish::trust::{Hosts, Trust};
use prongsai::publish::{self, Asker, Begun};

use crate::project::{Project, Run, program};
use crate::servers::{ELSEWHERE, Kind, OPEN, PASSWORD, SHORT, Server};

const ALL: [Kind; 4] = [Kind::OpenSsh, Kind::Vsftpd, Kind::ProFtpd, Kind::Nginx];

/// A small agency whose target is a server.
struct Agency {
    project: Project,
    yaml: String,
}

impl Agency {
    fn new(address: &str) -> Agency {
        let project = Project::small();
        let yaml = project.read("content/site.yaml");
        project.write("content/2568/items/o01/แผนผัง เดิม.csv", "ตำแหน่ง,คน\nปลัด,1\n");
        let res = Agency { project, yaml };
        res.aim(address);
        res.item("แผนผัง เดิม.csv");
        res.project.build();
        res
    }

    fn aim(&self, address: &str) {
        self.project.write("content/site.yaml", format!("{}publish:\n  main: {address}\n", self.yaml));
    }

    /// The first item, with a file as its evidence.
    fn item(&self, file: &str) {
        let text = format!(
            "---\nitem: O1\noffices: [clerk]\nstatus: done\nupdated: 2568-01-09\nevidence:\n  - {{file: \"{file}\", title: แผนผังโครงสร้าง, shows: [chart, posts]}}\n---\nโครงสร้างของหน่วยงาน {file}\n"
        );
        self.project.write("content/2568/items/o01.md", text);
    }

    /// Another file in the place of the first, which is kept among what is given up.
    fn change(&self) {
        self.project.write("content/2568/items/o01/แผนผัง ใหม่.csv", "ตำแหน่ง,คน\nปลัด,2\n");
        self.item("แผนผัง ใหม่.csv");
        self.project.remove("content/2568/items/o01/แผนผัง เดิม.csv");
        let retired = "retired:\n  - {url: \"2568/o1/แผนผัง เดิม.csv\", reason: แทนด้วยฉบับใหม่}\n";
        let yaml = self.project.read("content/site.yaml");
        self.project.write("content/site.yaml", yaml + retired);
        self.project.build();
    }

    fn publish(&self, args: &[&str]) -> Run {
        self.publish_with(PASSWORD, args)
    }

    fn publish_with(&self, password: &str, args: &[&str]) -> Run {
        self.run_with(password, program().arg("-r").arg(self.project.root()).args(["publish", "--accept-new"]).args(args))
    }

    /// Trusts no host that is new, and the authority in a file.
    fn publish_vouched(&self, authority: &Path) -> Run {
        self.run_with(PASSWORD, program().env("SSL_CERT_FILE", authority).arg("-r").arg(self.project.root()).arg("publish"))
    }

    fn run_with(&self, password: &str, command: &mut Command) -> Run {
        command.env_remove("SSH_AUTH_SOCK").env_remove("PRONGSAI_KEY").env("PRONGSAI_PASSWORD", password);
        let out = command.output().expect("starts");
        let run = Run::of(out, self.project.root());
        for text in [&run.stdout, &run.stderr] {
            assert!(!text.contains(password), "a password is shown");
        }
        run
    }

    fn built(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.project.root().join("public"))
    }
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Every file below a folder but our own records.
fn files(folder: &Path) -> Files {
    let mut all = crate::project::bytes_below(folder);
    all.remove(Path::new(RECORD));
    all
}

fn as_owner(server: &Server, args: &[&str]) {
    let done = Command::new(args[0]).args(&args[1..]).current_dir(&server.folder).output().expect("runs");
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_section_is_published_changed_and_published_again_on_every_server() {
    for kind in ALL {
        let server = Server::start(kind);
        let agency = Agency::new(&server.address);
        fs::write(server.folder.join("ของเดิม.php"), "<?php").expect("written");
        let before = fs::metadata(server.folder.join("ของเดิม.php")).and_then(|it| it.modified()).expect("a time");
        let run = agency.publish(&[]);
        assert_eq!(run.code, Some(0), "{kind:?}: {}{}", run.stderr, server.said());
        assert!(run.stderr.contains("content/hosts.lock"), "{}", run.stderr);
        let mine = |server: &Server| {
            let mut all = files(&server.folder);
            assert_eq!(all.remove(Path::new("ของเดิม.php")).as_deref(), Some(&b"<?php"[..]), "{kind:?}: nothing foreign is touched");
            all
        };
        assert_eq!(mine(&server), agency.built(), "{kind:?}");
        agency.change();
        let run = agency.publish(&["--format", "json"]);
        assert_eq!(run.code, Some(0), "{kind:?}: {}", run.stderr);
        let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(
            (told["added"].to_string(), told["deleted"].to_string()),
            ("[\"2568/o1/แผนผัง ใหม่.csv\"]".into(), "[\"2568/o1/แผนผัง เดิม.csv\"]".into())
        );
        assert_eq!(mine(&server), agency.built(), "{kind:?}");
        let run = agency.publish(&[]);
        assert!(run.code == Some(0) && run.stderr.contains("เป็นฉบับล่าสุดอยู่แล้ว"), "{kind:?}: {}", run.stderr);
        let run = agency.publish(&["--list"]);
        assert!(run.code == Some(0) && run.stderr.contains("เป็นฉบับล่าสุดอยู่แล้ว"), "{kind:?}: {}", run.stderr);
        assert_eq!(mine(&server), agency.built(), "{kind:?}");
        assert_eq!(fs::metadata(server.folder.join("ของเดิม.php")).and_then(|it| it.modified()).expect("a time"), before);
        assert!(!server.said().contains(PASSWORD));
    }
}

#[test]
fn what_goes_wrong_is_told_and_changes_nothing() {
    for kind in ALL {
        let server = Server::start(kind);
        let agency = Agency::new(&server.address);
        let run = agency.publish_with("falsches-Wort", &[]);
        assert_eq!(run.code, Some(2), "{kind:?}: {}", run.stderr);
        assert!(
            run.stderr.contains("เข้าเครื่องแม่ข่ายไม่ได้") && run.stderr.contains("is not let in") | run.stderr.contains("401"),
            "{kind:?}: {}",
            run.stderr
        );
        // The host is another one than the one that was written down.
        let known = agency.project.read("content/hosts.lock");
        let print = known.split_whitespace().last().expect("a fingerprint");
        agency.project.write(
            "content/hosts.lock",
            known.replace(print, &format!("{}{}", &print[..print.len() - 1], if print.ends_with('0') { '1' } else { '0' })),
        );
        let run = agency.publish(&[]);
        assert_eq!(run.code, Some(2), "{kind:?}: {}", run.stderr);
        assert!(run.stderr.contains("ยืนยันตัวเครื่องแม่ข่ายไม่ได้") && run.stderr.contains("it was"), "{kind:?}: {}", run.stderr);
        agency.project.write("content/hosts.lock", known);
        assert_eq!(files(&server.folder), BTreeMap::new(), "{kind:?}");
        // A folder that nothing may be written to.
        as_owner(&server, &["chown", "root", "."]);
        let run = agency.publish(&[]);
        assert_eq!(run.code, Some(2), "{kind:?}: {}", run.stderr);
        assert!(run.stderr.contains("ตรวจสิทธิ์ของโฟลเดอร์ปลายทาง"), "{kind:?}: {}", run.stderr);
        assert_eq!(files(&server.folder), BTreeMap::new(), "{kind:?}");
    }
    let agency = Agency::new("sftp://nobody@127.0.0.1:1/");
    let run = agency.publish(&["--retries", "0"]);
    assert!(run.code == Some(2) && run.stderr.contains("ติดต่อเครื่องแม่ข่ายไม่ได้"), "{}", run.stderr);
}

#[test]
fn a_certificate_that_an_authority_vouches_for_needs_no_asking_and_one_for_another_host_does() {
    for kind in [Kind::Vsftpd, Kind::ProFtpd, Kind::Nginx] {
        let server = Server::start(kind);
        let agency = Agency::new(&server.address);
        let run = agency.publish_vouched(&server.home.path().join("ca.pem"));
        assert_eq!(run.code, Some(0), "{kind:?}: {}{}", run.stderr, server.said());
        assert_eq!(files(&server.folder), agency.built(), "{kind:?}");
        assert!(!agency.project.root().join("content/hosts.lock").exists(), "{kind:?}: {}", run.stderr);

        let server = Server::start_with(kind, &[ELSEWHERE]);
        let agency = Agency::new(&server.address);
        let authority = server.home.path().join("ca.pem");
        let run = agency.publish_vouched(&authority);
        assert_eq!(run.code, Some(2), "{kind:?}: {}", run.stderr);
        assert!(run.stderr.contains("ยืนยันตัวเครื่องแม่ข่ายไม่ได้") && run.stderr.contains("ลายนิ้วมือ sha256:"), "{kind:?}: {}", run.stderr);
        assert_eq!(files(&server.folder), BTreeMap::new(), "{kind:?}");
        // Once somebody has accepted it, it is known.
        let run = agency.publish(&[]);
        assert_eq!(run.code, Some(0), "{kind:?}: {}", run.stderr);
        assert!(agency.project.read("content/hosts.lock").contains(" sha256:"), "{kind:?}");
        let run = agency.publish_vouched(&authority);
        assert_eq!(run.code, Some(0), "{kind:?}: {}", run.stderr);
        assert_eq!(files(&server.folder), agency.built(), "{kind:?}");
    }
}

#[test]
fn what_can_be_read_on_the_way_is_sent_only_when_asked_for_by_name_and_with_a_warning() {
    for (kind, scheme) in [(Kind::Vsftpd, "ftp"), (Kind::Nginx, "webdav")] {
        let server = Server::start_with(kind, &[OPEN]);
        assert!(server.address.starts_with(&format!("{scheme}://")), "{}", server.address);
        let agency = Agency::new(&server.address);
        let run = agency.publish(&[]);
        assert!(run.code == Some(2) && run.stderr.contains("can be read on the way"), "{kind:?}: {}", run.stderr);
        assert_eq!(files(&server.folder), BTreeMap::new(), "{kind:?}");
        for is_changed in [false, true] {
            if is_changed {
                agency.change();
            }
            let run = agency.publish(&["main"]);
            assert_eq!(run.code, Some(0), "{kind:?}: {}{}", run.stderr, server.said());
            assert!(run.stderr.contains(&format!("คำเตือน {scheme}:// ไม่เข้ารหัส")), "{kind:?}: {}", run.stderr);
            assert_eq!(files(&server.folder), agency.built(), "{kind:?}");
        }
        let run = agency.publish_with("falsches-Wort", &["main"]);
        assert!(run.code == Some(2) && run.stderr.contains("เข้าเครื่องแม่ข่ายไม่ได้"), "{kind:?}: {}", run.stderr);
    }
}

#[test]
fn a_disk_that_is_full_stops_a_publish_and_the_old_section_stays() {
    for kind in ALL {
        let server = Server::start(kind);
        // A disk of its own, as large as the section and a little more.
        let mount = ["-t", "tmpfs", "-o", "size=512k,mode=777", "tmpfs", "."];
        if !Command::new("mount").args(mount).current_dir(&server.folder).status().is_ok_and(|it| it.success()) {
            // Not by `eprintln!`, which is not shown of a test that passes.
            writeln!(io::stderr(), "skipped: a full disk on {kind:?}, as none may be mounted here").expect("told");
            continue;
        }
        let (told, there, whole) = publish_too_much(&server, || ());
        as_owner(&server, &["umount", "-l", "."]);
        // nginx only says that something went wrong inside.
        let expected = if kind == Kind::Nginx {
            "perhaps no room is left"
        } else {
            "เนื้อที่บนเครื่องแม่ข่ายเต็ม"
        };
        assert!(told.contains(expected), "{kind:?}: {told}");
        still_has(&there, &whole, kind);
    }
}

/// Where no disk may be mounted, this is what is tried.
#[test]
fn a_file_that_cannot_be_written_stops_a_publish_and_the_old_section_stays() {
    for kind in ALL {
        // nginx writes elsewhere and renames, so that no file of ours can stand in its way: it is not let write so much.
        let server = Server::start_with(kind, if kind == Kind::Nginx { &[SHORT] } else { &[] });
        let stands_in_the_way = || {
            if kind != Kind::Nginx {
                std::os::unix::fs::symlink("/dev/full", draft_of_large(&server)).expect("made");
            }
        };
        let (told, there, whole) = publish_too_much(&server, stands_in_the_way);
        assert!(told.contains("หยุดกลางทางที่ 2568/o1/แผนผัง ใหญ่.csv"), "{kind:?}: {told}");
        assert!(kind != Kind::Nginx || told.contains("perhaps no room is left"), "{told}");
        still_has(&there, &whole, kind);
    }
}

/// Publishes, and then a file that is too large: what is told of it, what is there, and what was before.
fn publish_too_much(server: &Server, before: impl Fn()) -> (String, Files, Files) {
    let agency = Agency::new(&server.address);
    let run = agency.publish(&[]);
    assert_eq!(run.code, Some(0), "{}: {}", server.address, run.stderr);
    let whole = files(&server.folder);
    agency.project.write("content/2568/items/o01/แผนผัง ใหญ่.csv", format!("ตำแหน่ง,คน\n{}", "ปลัด,1\n".repeat(40_000)));
    agency.item("แผนผัง เดิม.csv");
    let page = agency.project.read("content/2568/items/o01.md");
    let more = "  - {file: \"แผนผัง ใหญ่.csv\", title: ทั้งหมด, shows: [chart]}\n---\nโค";
    agency.project.write("content/2568/items/o01.md", page.replace("---\nโค", more));
    agency.project.build();
    before();
    let full = agency.publish(&["--retries", "0"]);
    assert_eq!(full.code, Some(3), "{}: {}{}", server.address, full.stderr, server.said());
    // What never ends is not read.
    let _ = fs::remove_file(draft_of_large(server));
    (full.stderr, files(&server.folder), whole)
}

fn draft_of_large(server: &Server) -> PathBuf {
    server.folder.join(temporary(&OutPath::new("2568/o1/แผนผัง ใหญ่.csv").expect("inside")))
}

fn still_has(there: &Files, whole: &Files, kind: Kind) {
    for (path, bytes) in whole {
        assert_eq!(there.get(path), Some(bytes), "{kind:?}: {}", path.display());
    }
}

/// The wire stands at another address of the loopback than the servers, so that it can have the same ports.
const WIRE: &str = "127.0.0.2";

/// Passes bytes on, so many in both directions together, and then neither these connections nor new ones.
struct Wire {
    /// How many bytes may still pass.
    left: Arc<AtomicI64>,
    /// How many of them on the connections that FTP makes for files and listings.
    left_of_data: Arc<AtomicI64>,
}

impl Wire {
    fn new() -> Wire {
        let unbound = || Arc::new(AtomicI64::new(i64::MAX));
        Wire { left: unbound(), left_of_data: unbound() }
    }

    /// Stands before a port of a server.
    fn serve(&self, listener: TcpListener, port: u16, is_data: bool) {
        let lefts: Vec<Arc<AtomicI64>> = if is_data { vec![self.left.clone(), self.left_of_data.clone()] } else { vec![self.left.clone()] };
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                if is_cut(&lefts) {
                    let _ = client.shutdown(Shutdown::Both);
                    continue;
                }
                for (from, to) in [(&client, &server), (&server, &client)] {
                    // Else each small answer waits until the one before is acknowledged.
                    let _ = to.set_nodelay(true);
                    let (from, to, lefts) = (from.try_clone().expect("a copy"), to.try_clone().expect("a copy"), lefts.clone());
                    thread::spawn(move || pass(from, to, &lefts));
                }
            }
        });
    }
}

/// Ports of the wire for what FTP servers open for files and listings: the first of them, and all. None of those that the machine gives out.
fn data_ports() -> (u16, Vec<TcpListener>) {
    let firsts = (20_000..32_000).step_by(16);
    let free = firsts.skip(std::process::id() as usize % 500).find_map(|first| {
        let ports: Option<Vec<_>> = (first..first + 16).map(|it| TcpListener::bind((WIRE, it)).ok()).collect();
        let is_free = |it: &u16| TcpListener::bind(("127.0.0.1", *it)).is_ok();
        ports.filter(|_| (first..first + 16).all(|it| is_free(&it))).map(|it| (first, it))
    });
    free.expect("sixteen ports in a row")
}

fn is_cut(lefts: &[Arc<AtomicI64>]) -> bool {
    lefts.iter().any(|it| it.load(Ordering::Relaxed) <= 0)
}

fn pass(mut from: TcpStream, mut to: TcpStream, lefts: &[Arc<AtomicI64>]) {
    let _ = from.set_read_timeout(Some(Duration::from_millis(50)));
    let mut piece = [0; 512];
    while !is_cut(lefts) {
        match from.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => {
                let all = i64::try_from(n).expect("small");
                let may = lefts.iter().map(|it| it.fetch_sub(all, Ordering::Relaxed).clamp(0, all)).min().unwrap_or(all);
                let may = usize::try_from(may).expect("small");
                if to.write_all(&piece[..may]).is_err() || may < n {
                    break;
                }
            }
            Err(err) if matches!(err.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

/// What is broken in a section on disk: files that are neither old nor new, and links that lead to nothing.
fn broken(folder: &Path, old: &BTreeMap<PathBuf, Vec<u8>>, new: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let there = files(folder);
    let mut res = Vec::new();
    for (path, bytes) in old {
        let is_gone =
            !there.contains_key(path) && !new.contains_key(path) && there.get(Path::new(".htaccess")) == new.get(Path::new(".htaccess"));
        if !is_gone && there.get(path) != Some(bytes) && there.get(path) != new.get(path) {
            res.push(format!("{} is neither old nor new", path.display()));
        }
    }
    for (path, bytes) in there.iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "html")) {
        let page = String::from_utf8_lossy(bytes);
        let quoted = page.split("href=").skip(1).chain(page.split("src=").skip(1));
        for link in
            quoted.filter_map(|it| it.strip_prefix('"').map(|it| it.split('"')).or(Some(it.split(' '))).and_then(|mut it| it.next()))
        {
            let link = link.split(['#', '?', '>']).next().unwrap_or_default();
            if link.is_empty() || link.contains(':') || link.starts_with('/') {
                continue;
            }
            let target = path.parent().expect("a folder").join(prongsai::path::percent_decode(link));
            let mut parts: Vec<&std::ffi::OsStr> = Vec::new();
            for part in &target {
                if part == ".." { parts.truncate(parts.len().saturating_sub(1)) } else { parts.push(part) }
            }
            if !folder.join(parts.iter().collect::<PathBuf>()).exists() {
                res.push(format!("{} leads to {link}", path.display()));
            }
        }
    }
    res
}

/// Cuts a publish after so many bytes; looks; ends it. Over FTP every second time only the connections for files and listings are cut.
fn cut_off(kind: Kind) {
    const N_CUTS: i64 = 100;
    const PLENTY: i64 = 1 << 40;
    let is_ftp = matches!(kind, Kind::Vsftpd | Kind::ProFtpd);
    let (first, listeners) = if is_ftp { data_ports() } else { (0, Vec::new()) };
    let last = first + 15;
    let server = match kind {
        Kind::Vsftpd => Server::start_with(kind, &[&format!("pasv_min_port={first}"), &format!("pasv_max_port={last}")]),
        Kind::ProFtpd => Server::start_with(kind, &[&format!("PassivePorts {first} {last}")]),
        Kind::OpenSsh | Kind::Nginx => Server::start(kind),
    };
    let wire = Wire::new();
    for (port, listener) in (first..).zip(listeners) {
        wire.serve(listener, port, true);
    }
    wire.serve(TcpListener::bind((WIRE, server.port)).expect("a port"), server.port, false);
    let agency = Agency::new(&server.address.replace("127.0.0.1", WIRE));
    assert_eq!(agency.publish(&[]).code, Some(0), "{kind:?}: {}", server.said());
    let (old, store) = (agency.built(), server.home.path().join("old"));
    let copy = |from: &Path, to: &Path| as_owner(&server, &["cp", "-a", &from.display().to_string(), &to.display().to_string()]);
    let refill = || {
        as_owner(&server, &["find", ".", "-mindepth", "1", "-delete"]);
        copy(&store.join("."), &server.folder);
    };
    copy(&server.folder, &store);
    agency.change();
    let new = agency.built();
    let lefts = [&wire.left, &wire.left_of_data];
    let let_pass = |n: i64| lefts.iter().for_each(|it| it.store(n, Ordering::Relaxed));
    let_pass(PLENTY);
    assert_eq!(agency.publish(&[]).code, Some(0));
    let wholes = lefts.map(|it| PLENTY - it.load(Ordering::Relaxed));
    // All files pass the wire, wherever the server opens a port for them.
    let n_bytes: usize = new.iter().filter(|(path, bytes)| old.get(*path) != Some(*bytes)).map(|it| it.1.len()).sum();
    assert!(wholes[usize::from(is_ftp)] > i64::try_from(n_bytes).expect("small"), "{kind:?}: {wholes:?}");
    let mut n_stopped: i64 = 0;
    for cut in 0..N_CUTS {
        refill();
        let of = usize::try_from(cut % 2).expect("small") * usize::from(is_ftp);
        lefts[of].store(wholes[of] * cut / N_CUTS, Ordering::Relaxed);
        let run = agency.publish(&["--retries", "0"]);
        n_stopped += i64::from(run.code != Some(0));
        let_pass(i64::MAX);
        assert_eq!(broken(&server.folder, &old, &new), Vec::<String>::new(), "{kind:?}: cut {cut} of {N_CUTS}");
        let missing = new.iter().filter(|(path, bytes)| fs::read(server.folder.join(path)).ok().as_ref() != Some(*bytes)).count();
        let rest = agency.publish(&["--format", "json"]);
        assert_eq!(rest.code, Some(0), "{kind:?}: cut {cut}: {}{}", rest.stderr, server.said());
        let told: serde_json::Value = serde_json::from_str(&rest.stdout).expect("JSON");
        let sent = ["added", "changed"].iter().map(|it| told[it].as_array().map_or(0, Vec::len)).sum::<usize>();
        assert_eq!(sent, missing, "{kind:?}: only what is missing is sent, after cut {cut}");
        assert_eq!(files(&server.folder), new, "{kind:?}: cut {cut}");
        assert!(!server.folder.join(NEXT).exists());
    }
    assert!(n_stopped * 10 >= N_CUTS * 8, "{kind:?}: {n_stopped} of {N_CUTS} were cut off");
}

#[test]
fn openssh_cut_off_at_100_points_breaks_no_address() {
    cut_off(Kind::OpenSsh);
}

#[test]
fn vsftpd_cut_off_at_100_points_breaks_no_address() {
    cut_off(Kind::Vsftpd);
}

#[test]
fn proftpd_cut_off_at_100_points_breaks_no_address() {
    cut_off(Kind::ProFtpd);
}

#[test]
fn nginx_cut_off_at_100_points_breaks_no_address() {
    cut_off(Kind::Nginx);
}

#[test]
fn of_2000_files_only_those_that_changed_travel() {
    for (kind, mark) in [(Kind::Vsftpd, "OK UPLOAD"), (Kind::Nginx, "\"PUT ")] {
        let server = Server::start(kind);
        let Ok(Target::Host(place)) = Target::parse(&server.address) else { panic!("{}", server.address) };
        let trust = Trust::new(Hosts::default(), |_| true);
        let login = Login { user: place.user.clone(), password: Some(Secret::new(PASSWORD.into())), ..Login::default() };
        let host = publish::host(&place, login, &trust).expect("a host");
        let ways = Ways { host: host.as_ref(), retries: 0, pause: Duration::ZERO, now: &|| 1_000, done: &|| () };
        let publish = |edition: &str| {
            let mut output = Output::default();
            for n in 0..2_000 {
                let text = if n % 667 == 3 { edition } else { "same" };
                output.insert(
                    OutPath::new(&format!("2568/{}/{n}.txt", n % 7)).expect("inside"),
                    Body::Bytes(format!("{text} {n}").into_bytes()),
                );
            }
            let after = output.manifest();
            let asker = Asker { run: "this".into(), who: "a test".into(), anyway: false };
            let Ok(Begun::Session(session)) = publish::begin(&ways, &output, &after, Listing::WhenNeeded, Some(&asker)) else {
                panic!("{}", server.said())
            };
            session.apply(&output, &after, &ways).unwrap_or_else(|err| panic!("{err:?}"));
        };
        let is_ours = |it: &str| it.contains(mark) && it.contains("/.prongsai-") && !it.contains("json") && !it.contains("lock");
        let sent = || server.said().lines().filter(|it| is_ours(it)).count();
        publish("first");
        let first = sent();
        assert_eq!(first, 2_000, "{kind:?}");
        publish("second");
        assert_eq!(sent() - first, 3, "{kind:?}: three files changed");
    }
}
