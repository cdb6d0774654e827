//! What is asked of a host, asked of real ones: each must do the same.

use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use prongsai::config::target::{Place, Target};
use prongsai::publish;
use prongsai::publish::folder::Folder;
use prongsai::publish::remote::{Entry, EntryKind, Fault, Host, Kind as FaultKind, Made, Remote};
use prongsai::publish::secret::{Login, Secret};
use prongsai::publish::trust::{Hosts, Trust};

use crate::servers::{Agent, EXPIRED, Kind, PASSWORD, Server, ssh_key};

fn place(address: &str) -> Place {
    match Target::parse(address) {
        Ok(Target::Host(place)) => place,
        other => panic!("{address}: {other:?}"),
    }
}

fn with_password(place: &Place, password: &str) -> Login {
    Login { user: place.user.clone(), password: Some(Secret::new(password.to_owned())), ..Login::default() }
}

fn connect(place: &Place, login: Login, trust: &Trust) -> Result<Box<dyn Remote>, Fault> {
    publish::host(place, login, trust).expect("a host").connect()
}

fn got(remote: &mut dyn Remote, path: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let n = remote.get(path, 100_000_000, &mut bytes).expect("an answer");
    assert_eq!(n.unwrap_or(0), bytes.len() as u64);
    n.map(|_| bytes)
}

fn put(remote: &mut dyn Remote, path: &str, bytes: &[u8]) {
    remote.put(path, &mut &*bytes, bytes.len() as u64).unwrap_or_else(|err| panic!("{path}: {err}"));
}

/// A reader that breaks, which is not the host's fault.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

/// All that the trait promises.
fn keeps_its_promises(remote: &mut dyn Remote) {
    assert_eq!(remote.list("nowhere").expect("an answer"), None);
    assert_eq!(remote.size("nowhere/a").expect("an answer"), None);
    assert_eq!(got(remote, "nowhere/a"), None);
    remote.remove("nowhere/a").expect("no error");
    remote.remove_folder("nowhere").expect("no error");
    assert_eq!(remote.make_folder("2568").expect("made"), Made::New);
    assert_eq!(remote.make_folder("2568").expect("there"), Made::Already);
    for (name, bytes) in [("ว่าง.txt", &b""[..]), ("รายงาน ครั้งที่ 1 (ฉบับแก้ไข) 100%.pdf", b"%PDF"), ("a#b?c&d+e'f.txt", b"x")]
    {
        let path = format!("2568/{name}");
        put(remote, &path, bytes);
        assert_eq!(remote.size(&path).expect("an answer"), Some(bytes.len() as u64), "{name}");
        assert_eq!(got(remote, &path).as_deref(), Some(bytes), "{name}");
    }
    let large: Vec<u8> = (0..5_000_000_u32).map(|it| it.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    put(remote, "2568/large.bin", &large);
    assert_eq!(got(remote, "2568/large.bin"), Some(large));
    let mut start = Vec::new();
    assert_eq!(remote.get("2568/large.bin", 70_000, &mut start).expect("an answer"), Some(70_000), "no more than asked for");
    assert_eq!(got(remote, "2568/ว่าง.txt"), Some(Vec::new()), "and the connection goes on");
    put(remote, "2568/ใหม่.part", b"new");
    remote.rename("2568/ใหม่.part", "2568/large.bin").expect("in its place");
    assert_eq!(got(remote, "2568/large.bin").as_deref(), Some(&b"new"[..]));
    assert_eq!(remote.size("2568/ใหม่.part").expect("an answer"), None);
    put(remote, "2568/large.bin", b"n");
    assert_eq!(got(remote, "2568/large.bin").as_deref(), Some(&b"n"[..]), "shorter than before");
    remote.make_folder("2568/โฟลเดอร์").expect("made");
    let mut entries = remote.list("2568").expect("an answer").expect("a folder");
    entries.sort();
    let mut expected: Vec<Entry> = [("a#b?c&d+e'f.txt", 1), ("large.bin", 1), ("รายงาน ครั้งที่ 1 (ฉบับแก้ไข) 100%.pdf", 4), ("ว่าง.txt", 0)]
        .map(|(name, size)| Entry { name: name.to_owned(), kind: EntryKind::File(Some(size)) })
        .into();
    expected.push(Entry { name: "โฟลเดอร์".to_owned(), kind: EntryKind::Folder });
    expected.sort();
    assert_eq!(entries, expected);
    assert_eq!(remote.size("2568/โฟลเดอร์").expect("an answer"), None, "a folder is no file");
    let fault = remote.make_folder("2568/large.bin").expect_err("a file is no folder");
    assert!(fault.kind == FaultKind::Refused && fault.to_string().contains("2568/large.bin"), "{fault:?}");
    remote.remove_folder("2568").expect("no error");
    assert!(remote.list("2568").expect("an answer").is_some(), "a folder that is not empty stays");
    remote.remove_folder("2568/โฟลเดอร์").expect("no error");
    for entry in remote.list("2568").expect("an answer").expect("a folder") {
        remote.remove(&format!("2568/{}", entry.name)).expect("removed");
    }
    remote.remove_folder("2568").expect("no error");
    assert_eq!(remote.list("2568").expect("an answer"), None);
    assert_eq!(remote.list("").expect("an answer"), Some(Vec::new()));
    let fault = remote.put("broken.bin", &mut Broken, 10).expect_err("refused");
    assert_eq!(fault.kind, FaultKind::Source, "{fault}");
}

#[test]
fn a_folder_does_what_is_asked_of_a_host() {
    let folder = tempfile::tempdir().expect("a folder");
    keeps_its_promises(Folder::new(folder.path().to_owned()).connect().expect("a folder").as_mut());
}

fn is_asked_all(kind: Kind) {
    let server = Server::start(kind);
    let place = place(&server.address);
    let accepting = Trust::new(Hosts::default(), |_| true);
    let mut remote = connect(&place, with_password(&place, PASSWORD), &accepting).unwrap_or_else(|err| panic!("{err}: {}", server.said()));
    keeps_its_promises(remote.as_mut());
    drop(remote);
    // What was learnt is enough from now on, and nobody is let in with another password.
    let known = accepting.known();
    assert!(known.to_text().contains(&format!("127.0.0.1:{}", server.port)), "{}", known.to_text());
    let knowing = Trust::new(known.clone(), |_| false);
    drop(connect(&place, with_password(&place, PASSWORD), &knowing).expect("known"));
    let fault = connect(&place, with_password(&place, "falsch"), &knowing).err().expect("refused");
    assert_eq!(fault.kind, FaultKind::Login, "{fault}");
    assert!(!fault.to_string().contains("falsch"));
    // A stranger, and one that shows something else than before.
    let fault = connect(&place, with_password(&place, PASSWORD), &Trust::new(Hosts::default(), |_| false)).err().expect("refused");
    assert_eq!(fault.kind, FaultKind::Trust, "{fault}");
    let text = known.to_text();
    let print = text.split_whitespace().last().expect("a fingerprint");
    let other = Hosts::parse(&text.replace(print, &format!("{}x", &print[..print.len() - 1]))).expect("hosts");
    let fault = connect(&place, with_password(&place, PASSWORD), &Trust::new(other, |_| true)).err().expect("refused");
    assert_eq!(fault.kind, FaultKind::Trust, "{fault}");
    assert!(fault.to_string().contains("before"), "{fault}");
    assert!(!server.said().contains(PASSWORD), "the tests themselves hide it");
}

#[test]
fn openssh_does_what_is_asked_of_a_host() {
    is_asked_all(Kind::OpenSsh);
}

#[test]
fn a_host_that_only_renames_to_free_names_is_asked_all_too_and_keeps_what_nothing_can_replace() {
    let server = Server::start_with(Kind::OpenSsh, &["ForceCommand internal-sftp -P posix-rename"]);
    let place = place(&server.address);
    let trust = Trust::new(Hosts::default(), |_| true);
    let mut remote = connect(&place, with_password(&place, PASSWORD), &trust).expect("connected");
    keeps_its_promises(remote.as_mut());
    put(remote.as_mut(), "live.html", b"old");
    let fault = remote.rename("never sent.part", "live.html").expect_err("there is nothing to rename");
    assert_eq!(fault.kind, FaultKind::Refused, "{fault}");
    assert_eq!(got(remote.as_mut(), "live.html").as_deref(), Some(&b"old"[..]));
}

#[test]
fn vsftpd_does_what_is_asked_of_a_host() {
    is_asked_all(Kind::Vsftpd);
}

#[test]
fn proftpd_does_what_is_asked_of_a_host() {
    is_asked_all(Kind::ProFtpd);
}

#[test]
fn nginx_does_what_is_asked_of_a_host() {
    is_asked_all(Kind::Nginx);
}

#[test]
fn a_certificate_that_is_no_longer_good_never_passes() {
    for kind in [Kind::Vsftpd, Kind::ProFtpd, Kind::Nginx] {
        let server = Server::start_with(kind, &[EXPIRED]);
        let place = place(&server.address);
        let trust = Trust::new(Hosts::default(), |_| true);
        let fault = connect(&place, with_password(&place, PASSWORD), &trust).err().expect("refused");
        assert_eq!(fault.kind, FaultKind::Trust, "{fault}");
        assert!(fault.to_string().contains("was good until 2"), "{fault}");
    }
}

#[test]
fn what_may_not_be_read_is_not_taken_for_nothing() {
    for kind in [Kind::OpenSsh, Kind::Vsftpd, Kind::ProFtpd, Kind::Nginx] {
        let server = Server::start(kind);
        let place = place(&server.address);
        let trust = Trust::new(Hosts::default(), |_| true);
        let mut remote = connect(&place, with_password(&place, PASSWORD), &trust).expect("connected");
        put(remote.as_mut(), "theirs.json", b"{}");
        remote.make_folder("theirs").expect("made");
        server.in_folder(&["chmod", "000", "theirs.json", "theirs"]);
        server.in_folder(&["chown", "root:root", "theirs.json", "theirs"]);
        let told = |fault: Fault, name: &str| {
            assert!(fault.kind == FaultKind::Refused, "{kind:?}: {fault:?}: {}", server.said());
            assert!(kind == Kind::OpenSsh || fault.to_string().contains(name), "{kind:?}: {fault:?}");
        };
        told(remote.get("theirs.json", 10, &mut Vec::new()).expect_err("it may not be read"), "`theirs.json`");
        told(remote.list("theirs").expect_err("it may not be read"), "`theirs`");
        assert_eq!(remote.list("nowhere").expect("an answer"), None, "{kind:?}");
        put(remote.as_mut(), "ours.json", b"{}");
        assert_eq!(got(remote.as_mut(), "ours.json").as_deref(), Some(&b"{}"[..]), "{kind:?}: and it goes on");
    }
}

#[test]
fn a_key_opens_openssh_with_its_passphrase_and_without_one() {
    let server = Server::start(Kind::OpenSsh);
    let place = place(&server.address);
    let trust = Trust::new(Hosts::default(), |_| true);
    let mut authorized = String::new();
    for (kind, passphrase) in [("ed25519", ""), ("ed25519", "geheim"), ("rsa", ""), ("ecdsa", "")] {
        let key = server.home.path().join(format!("{kind}-{}", passphrase.len()));
        let made = Command::new("ssh-keygen").args(["-q", "-t", kind, "-N", passphrase, "-f"]).arg(&key).output().expect("runs");
        assert!(made.status.success());
        authorized += &fs::read_to_string(key.with_extension("pub")).expect("a key");
        fs::write(server.home.path().join("authorized"), &authorized).expect("written");
        let text = fs::read_to_string(&key).expect("a key");
        let login = |passphrase: Option<&str>| Login {
            user: place.user.clone(),
            key: Some(Secret::new(text.clone())),
            passphrase: passphrase.map(|it| Secret::new(it.to_owned())),
            ..Login::default()
        };
        connect(&place, login((!passphrase.is_empty()).then_some(passphrase)), &trust)
            .unwrap_or_else(|err| panic!("{kind}: {err}: {}", server.said()));
        if !passphrase.is_empty() {
            for wrong in [None, Some("falsch")] {
                assert_eq!(connect(&place, login(wrong), &trust).err().expect("refused").kind, FaultKind::Login);
            }
        }
    }
}

/// A `WebDAV` server in the open that has the folder of the section, and answers a file at once, unread. As others do, it leaves its
/// answer a moment before it closes, or that might be lost with what nobody read.
fn answers_a_file_unread(status: &'static str) -> u16 {
    const FOLDER: &str = "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/www/</D:href><D:collection/></D:response></D:multistatus>";
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = listener.local_addr().expect("a port").port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten().take(20) {
            let lines = BufReader::new(stream.try_clone().expect("a copy")).lines().map_while(Result::ok);
            let head: Vec<String> = lines.take_while(|it| !it.is_empty()).collect();
            let is_file = head.first().is_some_and(|it| it.starts_with("PUT"));
            let (status, body) = if is_file { (status, "") } else { ("207 Multi-Status", FOLDER) };
            let _ = write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            thread::sleep(Duration::from_millis(if is_file { 300 } else { 0 }));
        }
    });
    port
}

#[test]
fn what_a_host_says_of_a_file_before_it_was_read_is_told() {
    let trust = Trust::new(Hosts::default(), |_| true);
    let large = vec![7; 5_000_000];
    for (status, kind) in [
        ("401 Unauthorized", FaultKind::Login),
        ("403 Forbidden", FaultKind::Refused),
        ("413 Payload Too Large", FaultKind::Full),
        ("507 Insufficient Storage", FaultKind::Full),
    ] {
        let place = place(&format!("webdav://somebody@127.0.0.1:{}/www", answers_a_file_unread(status)));
        let mut remote = connect(&place, with_password(&place, PASSWORD), &trust).expect("connected");
        let fault = remote.put("large.bin", &mut large.as_slice(), large.len() as u64).expect_err("refused");
        assert!(fault.kind == kind && fault.to_string().contains(&status[..3]), "{status}: {fault:?}");
    }
    let server = Server::start_with(Kind::Nginx, &["client_max_body_size 100k;"]);
    let place = place(&server.address);
    let mut remote = connect(&place, with_password(&place, PASSWORD), &trust).expect("connected");
    let since = Instant::now();
    let fault = remote.put("large.bin", &mut large.as_slice(), large.len() as u64).expect_err("refused");
    assert!(fault.kind == FaultKind::Full && fault.to_string().contains("413"), "{fault:?}");
    assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
    put(remote.as_mut(), "small.bin", b"small");
    assert_eq!(got(remote.as_mut(), "small.bin").as_deref(), Some(&b"small"[..]), "and it goes on");
}

/// An FTP server that answers the password with `answer`, in which `{}` is the whole line that came.
fn repeats_the_password(answer: &'static str) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = listener.local_addr().expect("a port").port();
    thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else { return };
        let lines = BufReader::new(stream.try_clone().expect("a copy")).lines();
        let mut say = |text: &str| stream.write_all(format!("{text}\r\n").as_bytes()).is_ok();
        say("220 ready");
        for line in lines.map_while(Result::ok).take(10) {
            let is_password = line.starts_with("PASS");
            if !say(&if is_password { answer.replace("{}", &line) } else { "331 go on".to_owned() }) {
                break;
            }
        }
    });
    port
}

#[test]
fn a_password_that_a_server_repeats_is_not_told() {
    for (answer, kind) in [
        ("530 {}: wrong", FaultKind::Login),
        ("430 {}: wrong", FaultKind::Login),
        ("421 too many, {}", FaultKind::Busy),
        ("500 what is {}", FaultKind::Refused),
        ("332 an account for {}", FaultKind::Refused),
        ("550 {}", FaultKind::Refused),
        ("{}", FaultKind::Lost),
    ] {
        let place = place(&format!("ftp://somebody@127.0.0.1:{}/www", repeats_the_password(answer)));
        let trust = Trust::new(Hosts::default(), |_| true);
        let fault = connect(&place, with_password(&place, PASSWORD), &trust).err().expect("refused");
        assert!(!format!("{fault} {fault:?}").contains(PASSWORD), "{answer}");
        assert_eq!(fault.kind, kind, "{answer}: {fault}");
    }
}

#[test]
fn an_agent_opens_openssh() {
    let server = Server::start(Kind::OpenSsh);
    let place = place(&server.address);
    let trust = Trust::new(Hosts::default(), |_| true);
    let key = server.home.path().join("agent-key");
    ssh_key(&key);
    fs::copy(key.with_extension("pub"), server.home.path().join("authorized")).expect("written");
    let agent = Agent::start(server.home.path());
    let login = Login { user: place.user.clone(), agent: Some(agent.socket.clone()), ..Login::default() };
    let tried = || connect(&place, login.clone(), &trust).map(drop).map_err(|it| it.kind);
    assert_eq!(tried(), Err(FaultKind::Login), "an agent without keys opens nothing");
    agent.add(&key);
    assert_eq!(tried(), Ok(()), "{}", server.said());
    drop(agent);
    assert_eq!(tried(), Err(FaultKind::Login), "nor does one that is gone");
}

#[test]
fn an_agent_with_many_keys_stands_in_the_way_of_nothing() {
    let server = Server::start(Kind::OpenSsh);
    let place = place(&server.address);
    let trust = Trust::new(Hosts::default(), |_| true);
    let home = server.home.path();
    let agent = Agent::start(home);
    for n in 1..=8 {
        ssh_key(&home.join(format!("key-{n}")));
        agent.add(&home.join(format!("key-{n}")));
    }
    let opens = |n: u32| assert_ne!(fs::copy(home.join(format!("key-{n}.pub")), home.join("authorized")).expect("written"), 0);
    let tried = |password: Option<&str>, key: Option<u32>| {
        let key = key.map(|n| Secret::new(fs::read_to_string(home.join(format!("key-{n}"))).expect("a key")));
        let password = password.map(|it| Secret::new(it.to_owned()));
        let login = Login { user: place.user.clone(), password, key, agent: Some(agent.socket.clone()), ..Login::default() };
        connect(&place, login, &trust).map(drop)
    };
    assert_eq!(tried(Some(PASSWORD), None), Ok(()), "{}", server.said());
    assert_eq!(tried(Some(PASSWORD), Some(8)), Ok(()), "{}", server.said());
    opens(5);
    assert_eq!(tried(None, None), Ok(()), "{}", server.said());
    opens(3);
    assert_eq!(tried(Some("falsch"), Some(8)), Ok(()), "{}", server.said());
    opens(8);
    let fault = tried(None, None).expect_err("it comes too late");
    assert!(fault.kind == FaultKind::Login && fault.to_string().contains("5 of 8 keys of the agent"), "{fault:?}");
}

#[test]
fn a_password_opens_openssh_that_asks_as_if_somebody_typed() {
    let server = Server::start_with(Kind::OpenSsh, &["UsePAM yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes"]);
    let place = place(&server.address);
    let trust = Trust::new(Hosts::default(), |_| true);
    let mut remote = connect(&place, with_password(&place, PASSWORD), &trust).unwrap_or_else(|err| panic!("{err}: {}", server.said()));
    put(remote.as_mut(), "a.txt", b"a");
    assert_eq!(got(remote.as_mut(), "a.txt").as_deref(), Some(&b"a"[..]));
    assert!(server.said().contains("Accepted keyboard-interactive/pam"), "{}", server.said());
    let fault = connect(&place, with_password(&place, "falsch"), &trust).err().expect("refused");
    assert!(fault.kind == FaultKind::Login && fault.to_string().contains("as if typed"), "{fault:?}");
    assert!(!format!("{fault:?}").contains("falsch"));
}
