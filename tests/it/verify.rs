//! `verify`: nothing is told of a true copy, and each of a set of planted changes is found.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use prongsai::check;
use prongsai::diag::Group;

use crate::project::{Project, Run, copy, home, program};
use crate::servers::{EXPIRED, Kind, PASSWORD, Server};

/// What a host says to an address; what is `None` it takes from its folder.
type Twist = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send>;

/// A web host of a folder on loopback, with something wrong about it.
pub(crate) struct Host {
    pub base: String,
    twist: Arc<Mutex<Twist>>,
}

impl Host {
    pub(crate) fn of(folder: PathBuf) -> Host {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let base = format!("http://{}/ita/", listener.local_addr().expect("a port"));
        let twist: Arc<Mutex<Twist>> = Arc::new(Mutex::new(Box::new(|_| None)));
        let shared = twist.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, twist) = (folder.clone(), shared.clone());
                thread::spawn(move || serve(stream, &folder, &twist));
            }
        });
        Host { base, twist }
    }

    fn twisted(&self, twist: impl Fn(&str) -> Option<Vec<u8>> + Send + 'static) {
        *self.twist.lock().expect("a lock") = Box::new(twist);
    }
}

/// One request, as a plain host answers it.
fn serve(mut stream: TcpStream, folder: &Path, twist: &Mutex<Twist>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a copy")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    for line in lines.by_ref() {
        let Ok(line) = line else { return };
        assert!(!line.to_lowercase().starts_with("cookie:"), "no cookies");
        if line.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    let path = prongsai::path::percent_decode(&path);
    let below = path.strip_prefix("/ita/").unwrap_or("nowhere");
    let twisted = twist.lock().expect("a lock")(below);
    let answer = twisted.unwrap_or_else(|| {
        let file = if below.is_empty() || below.ends_with('/') { folder.join(below).join("index.html") } else { folder.join(below) };
        match fs::read(&file) {
            Ok(bytes) => ok(media_type(&file), &bytes),
            Err(_) => answer("404 Not Found", "Content-Type: text/html\r\n", b"<h1>404</h1>"),
        }
    });
    let _ = stream.write_all(&answer);
}

fn media_type(file: &Path) -> &'static str {
    let extension = file.extension().map_or(String::new(), |it| it.to_string_lossy().into_owned());
    // Hosts add a character set, or know a type by another name.
    match extension.as_str() {
        "html" => "text/html; charset=UTF-8",
        "js" => "application/javascript",
        other => prongsai::output::media_type(other),
    }
}

fn answer(status: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut res = format!("HTTP/1.1 {status}\r\n{head}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len()).into_bytes();
    res.extend(body);
    res
}

fn ok(media_type: &str, body: &[u8]) -> Vec<u8> {
    answer("200 OK", &format!("Content-Type: {media_type}\r\n"), body)
}

/// The sample agency, built, and its section where a host shows it.
struct Agency {
    project: Project,
    shown: PathBuf,
}

impl Agency {
    fn new() -> Agency {
        let project = Project::copy_of(&home().join("tests/sites/sample"));
        project.build();
        let shown = project.root().join("shown");
        copy(&project.root().join("public"), &shown);
        Agency { project, shown }
    }

    fn verify(&self, args: &[&str]) -> Run {
        let mut command = program();
        command.arg("-r").arg(self.project.root()).args(["verify", "--rate", "0"]).args(args);
        if !args.contains(&"--retries") {
            command.args(["--retries", "0"]);
        }
        Run::of(command.output().expect("starts"), self.project.root())
    }

    /// The rules and messages that are told.
    fn found(&self, place: &str) -> Vec<(String, String)> {
        let run = self.verify(&[place, "--format", "json"]);
        let all: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|err| panic!("{err}: {}{}", run.stdout, run.stderr));
        let list = all.as_array().or_else(|| all["findings"].as_array()).unwrap_or_else(|| panic!("{all}"));
        list.iter().map(|it| (it["rule"].as_str().expect("a rule").to_owned(), it["message"].to_string())).collect()
    }
}

#[test]
fn a_true_copy_is_as_it_should_be() {
    let agency = Agency::new();
    let host = Host::of(agency.shown.clone());
    for place in [host.base.as_str(), agency.shown.to_str().expect("a path")] {
        let run = agency.verify(&[place]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let n = fs::read_to_string(agency.shown.join(".prongsai.json")).expect("a record").matches(": \"").count() - 2;
        assert!(run.stderr.contains(&format!("ตรวจ {n} ที่อยู่ ตรงกับต้นฉบับ {n}\n")), "{n}: {}", run.stderr);
    }
    let run = agency.verify(&[&host.base, "--sample", "10"]);
    assert!(run.code == Some(0) && run.stderr.contains("ตรวจ 10 ที่อยู่ ตรงกับต้นฉบับ 10\n"), "{}", run.stderr);
    assert_eq!(agency.verify(&["nowhere"]).code, Some(2));
    // A host that packs its answers does no harm.
    let folder = agency.shown.clone();
    host.twisted(move |path| {
        let bytes = fs::read(folder.join(path)).ok().filter(|_| path.ends_with(".css"))?;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&bytes).expect("packed");
        Some(answer("200 OK", "Content-Type: text/css\r\nContent-Encoding: gzip\r\n", &packed.finish().expect("packed")))
    });
    assert_eq!(agency.verify(&[&host.base]).code, Some(0));
}

#[test]
fn each_planted_change_is_found_and_named() {
    let agency = Agency::new();
    let host = Host::of(agency.shown.clone());
    let page = "2568/o12/";
    let own = move |shown: &Path| fs::read(shown.join("2568/o12/index.html")).expect("a page");
    let text = String::from_utf8(own(&agency.shown)).expect("text");
    let (front, pdf) = (fs::read(agency.shown.join("index.html")).expect("a page"), "2568/o12/report-h1.pdf");
    let with = |extra: &str| text.replacen("<main", &format!("{extra}<main"), 1).into_bytes();
    let leads = |to: &str| answer("302 Found", &format!("Location: {to}\r\n"), b"");
    let elsewhere = host.base.replace("/ita/", "/news/");
    let html = |body: &[u8]| ok("text/html", body);
    let mut told = BTreeSet::new();
    for (what, at, instead, rule, word) in [
        ("a page is deleted", page, answer("404 Not Found", "", b"gone"), "page-gone", "404"),
        ("the host is broken", page, answer("500 Internal Server Error", "", b""), "page-gone", "500"),
        ("no answer", page, Vec::new(), "page-gone", "2568/o12/"),
        ("a script is put into it", page, html(&with("<script src=//evil.example/x.js></script>")), "page-changed", "evil.example"),
        ("a hidden link", page, html(&with("<a style=display:none href=https://slot.example/>x</a>")), "page-changed", "slot.example"),
        ("another text", page, html(text.replacen("2568", "2569", 1).as_bytes()), "page-changed", "ไม่ตรงกับต้นฉบับ"),
        ("only a part", page, html(&text.as_bytes()[..text.len() / 2]), "page-changed", "ไม่ครบ"),
        ("a service rewrites it", page, html(&with("<a href=/cdn-cgi/l/email-protection>x</a>")), "page-changed", "CDN"),
        ("another PDF", pdf, ok("application/pdf", b"%PDF-1.4 other"), "page-changed", "ไบต์"),
        ("a login", page, html(b"<form><INPUT TYPE='password'></form>"), "login-wall", "เข้าสู่ระบบ"),
        ("it leads to a login", page, leads(&elsewhere.replace("news", "wp-login.php?to=2568")), "login-wall", "wp-login.php"),
        ("a locked folder", page, answer("401 Unauthorized", "", b""), "login-wall", "เข้าสู่ระบบ"),
        ("another character set", page, ok("text/html; charset=TIS-620", text.as_bytes()), "wrong-media-type", "tis-620"),
        ("another type", pdf, ok("text/html", &fs::read(agency.shown.join(pdf)).expect("a file")), "wrong-media-type", "text/html"),
        ("it leads elsewhere", page, leads(&elsewhere), "bad-redirect", "/news/"),
        ("it leads to another host", page, leads("http://other.example/ita/"), "bad-redirect", "other.example"),
        ("it leads in a circle", page, leads(&format!("{}2568/o12/", host.base)), "bad-redirect", "→"),
        ("the front page instead", page, html(&front), "page-changed", "2568/o12/"),
    ] {
        host.twisted(move |path| (path == at).then(|| instead.clone()));
        let found = agency.found(&host.base);
        assert_eq!(found.len(), 1, "{what}: {found:?}");
        assert!(found[0].0 == rule && found[0].1.contains(word), "{what}: {found:?}");
        told.insert(rule);
    }
    // A page for what is not there that claims to be something, and names what was asked for.
    host.twisted(|path| {
        let text = format!("<title>Not found</title><h1>There is no {path}</h1><p>{} ms", path.len());
        (path == "2568/o12/" || path.contains("no-such-page")).then(|| ok("text/html", text.as_bytes()))
    });
    let found = agency.found(&host.base);
    assert!(found.len() == 1 && found[0].0 == "page-gone" && found[0].1.contains("200"), "{found:?}");
    // A page of somebody else, which a page of ours and the site map lead to.
    for at in ["2568/o12/", "sitemap.xml"] {
        let body =
            if at == page { with("<a href=../slot-888/>x</a>") } else { format!("<loc>{}2568/slot-888/</loc>", host.base).into_bytes() };
        host.twisted(move |path| match path {
            "2568/slot-888/" => Some(ok("text/html", b"slot")),
            path if path == at => Some(ok(if at == "2568/o12/" { "text/html" } else { "application/xml" }, &body)),
            _ => None,
        });
        let found = agency.found(&host.base);
        assert!(found.iter().any(|it| it.0 == "foreign-file" && it.1.contains("2568/slot-888/")), "{found:?}");
        told.insert("foreign-file");
    }
    // What was published before the content changed.
    host.twisted(|_| None);
    let item = agency.project.read("content/2568/items/o03.md");
    agency.project.write("content/2568/items/o03.md", item + "\nข้อความใหม่\n");
    let found = agency.found(&host.base);
    assert!(found.iter().any(|it| it.1.contains("2568/o3/")) && found.iter().all(|it| it.0 == "not-published-yet"), "{found:?}");
    told.insert("not-published-yet");
    // A page that is new, and was not published yet.
    let measure = agency.project.read("content/2568/measures/1.md");
    agency.project.write("content/2568/measures/9.md", measure.replacen("measure: 1\n", "measure: 9\n", 1));
    agency.project.build();
    let found = agency.found(&host.base);
    let new: Vec<_> = found.iter().filter(|it| it.1.contains("2568/measures/9/")).collect();
    assert!(!new.is_empty() && found.iter().all(|it| it.0 == "not-published-yet"), "{found:?}");
    // Nobody goes on asking a host that asks to be left alone: what was not looked at is told as that.
    host.twisted(|path| path.starts_with("2568/").then(|| answer("429 Too Many Requests", "Retry-After: 9\r\n", b"")));
    let found = agency.found(&host.base);
    assert!(found.iter().any(|it| it.0 == "unasked-address" && it.1.contains("ขอให้หยุดถาม")), "{found:?}");
    assert!(found.iter().all(|it| it.0 != "page-gone"), "{found:?}");
    told.insert("unasked-address");
    // These have tests of their own, the last beside snapshots.
    told.extend(["bad-certificate", "certificate-ends-soon", "snapshot-differs"]);
    let online = |it: &&&prongsai::diag::Rule| matches!(it.group, Group::Online | Group::Upkeep);
    let rules: BTreeSet<&str> = check::all().iter().filter(online).map(|it| it.id).collect();
    assert_eq!(told, rules, "every rule has its change");
}

#[test]
fn an_answer_that_does_not_end_is_given_up_and_others_are_asked() {
    let agency = Agency::new();
    let host = Host::of(agency.shown.clone());
    let endless = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", "a".repeat(3_000_000)).into_bytes();
    host.twisted(move |path| (path == "2568/o12/").then(|| endless.clone()));
    let found = agency.found(&host.base);
    assert!(found.len() == 1 && found[0].0 == "page-changed", "{found:?}");
}

#[test]
fn files_that_are_none_of_the_section_s_are_listed_in_a_folder_and_on_a_target() {
    let agency = Agency::new();
    fs::create_dir(agency.shown.join("2568/cache")).expect("made");
    fs::write(agency.shown.join("2568/cache/สล็อต.php"), "<?php").expect("written");
    fs::remove_file(agency.shown.join("2568/o12/report-h1.pdf")).expect("removed");
    let found = agency.found(agency.shown.to_str().expect("a path"));
    let mut rules: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
    rules.sort_unstable();
    assert_eq!(rules, ["foreign-file", "page-gone"], "{found:?}");
    assert!(found.iter().any(|it| it.1.contains("2568/cache/สล็อต.php")), "{found:?}");
    // The same over SFTP, while the pages are asked for on the web.
    let server = Server::start(Kind::OpenSsh);
    let yaml = agency.project.read("content/site.yaml");
    agency.project.write("content/site.yaml", format!("{yaml}\npublish:\n  main: {}\n", server.address));
    let run = |args: &[&str]| {
        let out = program().env("PRONGSAI_PASSWORD", PASSWORD).arg("-r").arg(agency.project.root()).args(args).output().expect("starts");
        Run::of(out, agency.project.root())
    };
    let published = run(&["publish", "--accept-new"]);
    assert_eq!(published.code, Some(0), "{}", published.stderr);
    let host = Host::of(server.folder.clone());
    let args = ["verify", &host.base, "--rate", "0", "--files", "main"];
    let clean = run(&args);
    assert_eq!(clean.code, Some(0), "{}", clean.stderr);
    fs::write(server.folder.join("2568/หน้าแปลกปลอม.html"), "x").expect("written");
    let foreign = run(&args);
    assert!(foreign.code == Some(1) && foreign.stderr.contains("2568/หน้าแปลกปลอม.html"), "{}", foreign.stderr);
}

#[test]
fn a_certificate_that_is_no_good_or_ends_soon_is_told() {
    let agency = Agency::new();
    for (more, days, rule) in
        [(&[EXPIRED][..], None, "bad-certificate"), (&[], Some("server"), "certificate-ends-soon"), (&[], None, "bad-certificate")]
    {
        let server = Server::start_with(Kind::Nginx, more);
        thread::sleep(Duration::from_millis(50));
        let base = format!("https://127.0.0.1:{}/www/", server.port);
        let mut command = program();
        command.arg("-r").arg(agency.project.root()).args([
            "verify",
            &base,
            "--rate",
            "0",
            "--retries",
            "0",
            "--format",
            "concise",
            "--sample",
            "1",
        ]);
        if days.is_some() {
            // The authority of the test is trusted; its certificates last 30 days, and today is a day of the last three weeks.
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time").as_secs();
            command.env("SSL_CERT_FILE", server.home.path().join("ca.pem")).env("SOURCE_DATE_EPOCH", (now + 15 * 86_400).to_string());
        } else {
            command.env_remove("SSL_CERT_FILE");
        }
        let run = Run::of(command.output().expect("starts"), agency.project.root());
        assert!(run.stdout.contains(rule), "{rule}: {}{}", run.stdout, run.stderr);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
    }
}

#[test]
fn an_old_address_that_the_host_leads_on_by_itself_is_as_it_should_be() {
    let agency = Agency::new();
    let item = agency.project.read("content/2568/items/o03.md");
    agency.project.write("content/2568/items/o03.md", item.replacen("---\n", "---\naliases: [2567/old/]\n", 1));
    agency.project.build();
    let host = Host::of(agency.project.root().join("public"));
    assert_eq!(agency.found(&host.base), [], "its own page");
    for (to, rules) in [("2568/o3/", &[][..]), ("2568/o5/", &["page-changed"])] {
        let to = format!("{}{to}", host.base);
        host.twisted(move |path| (path == "2567/old/").then(|| answer("301 Moved Permanently", &format!("Location: {to}\r\n"), b"")));
        let found = agency.found(&host.base);
        assert_eq!(found.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), rules, "{found:?}");
    }
}

#[test]
fn a_host_that_cannot_just_now_is_asked_again_and_one_that_is_silent_is_left() {
    let agency = Agency::new();
    let host = Host::of(agency.shown.clone());
    let n_asked = Arc::new(AtomicUsize::new(0));
    let count = n_asked.clone();
    host.twisted(move |path| {
        let is_first = path == "2568/o12/" && count.fetch_add(1, Ordering::SeqCst) == 0;
        is_first.then(|| answer("502 Bad Gateway", "", b""))
    });
    let run = agency.verify(&[&host.base, "--retries", "1"]);
    assert_eq!((run.code, n_asked.load(Ordering::SeqCst)), (Some(0), 2), "{}", run.stderr);
    // It says how long to wait; all wait.
    let since = std::time::Instant::now();
    n_asked.store(0, Ordering::SeqCst);
    let count = n_asked.clone();
    host.twisted(move |path| {
        let is_first = path == "index.html" || (path.is_empty() && count.fetch_add(1, Ordering::SeqCst) == 0);
        is_first.then(|| answer("429 Too Many Requests", "Retry-After: 2\r\n", b""))
    });
    let run = agency.verify(&[&host.base, "--retries", "1"]);
    assert!(run.code == Some(0) && since.elapsed() >= Duration::from_secs(2), "{}", run.stderr);
    // It answers nothing any more.
    let count = n_asked.clone();
    count.store(0, Ordering::SeqCst);
    host.twisted(move |path| path.starts_with("2568/").then(|| (count.fetch_add(1, Ordering::SeqCst), Vec::new()).1));
    let run = agency.verify(&[&host.base, "--lang", "en", "--format", "concise"]);
    assert!(run.code == Some(1) && run.stdout.contains("unasked-address") && run.stdout.contains("does not answer"), "{}", run.stdout);
    assert!((10..20).contains(&n_asked.load(Ordering::SeqCst)), "{n_asked:?}");
    // It never answered: that is told once, not of each address.
    host.twisted(|_| Some(Vec::new()));
    let item = agency.project.read("content/2568/items/o03.md");
    agency.project.write("content/2568/items/o03.md", item.replacen("---\n", "---\naliases: ['index.php?id=7']\n", 1));
    let run = agency.verify(&[&host.base, "--lang", "en", "--format", "concise"]);
    assert!(run.code == Some(1) && run.stdout.contains("answers nothing at all") && run.stdout.lines().count() == 1, "{}", run.stdout);
    // There is no time.
    host.twisted(|_| None);
    let run = agency.verify(&[&host.base, "--lang", "en", "--format", "concise", "--minutes", "0"]);
    assert!(run.code == Some(1) && run.stdout.contains("the time is over"), "{}", run.stdout);
}

#[test]
fn pages_of_others_are_followed_from_one_to_the_next_and_those_that_are_too_many_are_counted() {
    let agency = Agency::new();
    let host = Host::of(agency.shown.clone());
    host.twisted(|path| {
        let links = |from: usize, to: usize| (from..to).map(|n| format!("<a href='/ita/slot/{n}/'>x</a>")).collect::<String>();
        match path {
            "2568/o12/" => Some(ok("text/html", links(0, 3).as_bytes())),
            "slot/2/" => Some(ok("text/html", links(3, 300).as_bytes())),
            path if path.starts_with("slot/") => Some(ok("text/html", b"slot")),
            _ => None,
        }
    });
    let run = agency.verify(&[&host.base, "--lang", "en", "--format", "concise"]);
    assert!(run.stdout.contains("100 addresses were not looked at"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("[foreign-file]").count(), 101, "those told, and how many more: {}", run.stdout);
}

#[test]
fn old_addresses_without_a_page_lead_on_and_those_given_up_show_nothing() {
    let agency = Agency::new();
    let item = agency.project.read("content/2568/items/o03.md");
    agency.project.write("content/2568/items/o03.md", item.replacen("---\n", "---\naliases: ['index.php?id=7']\n", 1));
    let yaml = agency.project.read("content/site.yaml");
    agency.project.write("content/site.yaml", format!("{yaml}\nretired:\n  - {{url: 2567/o5/plan.pdf, reason: ฉบับเก่า}}\n"));
    agency.project.build();
    let host = Host::of(agency.project.root().join("public"));
    let to = |to: &str| answer("301 Moved Permanently", &format!("Location: /ita/{to}\r\n"), b"");
    for (leads_to, left, told) in [
        (Some("2568/o3/"), None, &[][..]),
        (Some("2568/o5/"), None, &["page-gone"]),
        (None, None, &["page-gone"]),
        (Some("2568/o3/"), Some("old"), &["foreign-file"]),
    ] {
        host.twisted(move |path| match path {
            "index.php?id=7" => leads_to.map(to),
            "2567/o5/plan.pdf" => left.map(|it| ok("application/pdf", it.as_bytes())),
            _ => None,
        });
        let found = agency.found(&host.base);
        assert_eq!(found.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), told, "{found:?}");
    }
}
