//! `serve`, over its port: what it answers, what it refuses, what it makes of changes. Every wait has an end.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::project::{Project, Run, bytes_below, copy, home, program};

/// No change takes longer to be seen.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server; it ends with this value.
struct Server {
    child: Child,
    port: String,
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// What the pages are told, as it comes.
struct Events(BufReader<TcpStream>);

impl Server {
    fn of(project: &Project) -> Server {
        Server::start(project, &["-p", "0"])
    }

    fn start(project: &Project, args: &[&str]) -> Server {
        let mut command = program();
        command.arg("-r").arg(project.root()).arg("serve").args(args).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let mut url = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut url).expect("it says where it is");
        let port = url.trim().strip_prefix("http://127.0.0.1:").and_then(|it| it.strip_suffix('/')).expect("an address");
        Server { child, port: port.to_owned() }
    }

    fn connect(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{}", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.write_all(request.as_bytes()).expect("written");
        stream
    }

    /// Sends a request as it stands, with `Connection: close` added.
    fn ask(&self, first: &str, headers: &[(&str, &str)]) -> Answer {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let mut stream = self.connect(&format!("{first} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n"));
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        let headers =
            head.lines().skip(1).filter_map(|it| it.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Answer { status, headers: headers.collect(), body: bytes[end + 4..].to_vec() }
    }

    fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(&format!("GET {path}"), &[&[("Host", "localhost")], headers].concat())
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    fn text(&self, path: &str) -> String {
        self.get(path).text()
    }

    fn events(&self) -> Events {
        Events(BufReader::new(self.connect("GET /_/events HTTP/1.1\r\nHost: localhost\r\n\r\n")))
    }

    /// Waits until a page holds a text.
    fn wait_for(&self, path: &str, text: &str) {
        let started = Instant::now();
        while !self.text(path).contains(text) {
            assert!(started.elapsed() < PATIENCE, "{path} never held {text}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

impl Events {
    fn next(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("told in time") > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }

    /// Waits until what is told fits.
    fn until(&mut self, fits: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let started = Instant::now();
        loop {
            let told = self.next();
            if fits(&told) {
                return told;
            }
            assert!(started.elapsed() < PATIENCE, "never told; at last {told:#}");
        }
    }
}

fn item(body: &str) -> String {
    format!("---\nitem: O2\noffices: [finance]\nstatus: in_progress\n---\n{body}\n")
}

const ITEM: &str = "content/2568/items/o02.md";
const PAGE: &str = "/2568/o2/";

#[test]
fn both_faces_and_the_desk_are_served() {
    let project = Project::shipped();
    let server = Server::of(&project);
    let (staff, public) = (server.text("/2568/o12/"), server.text("/_/public/2568/o12/"));
    assert!(staff.contains("data-face=\"staff\"") && !public.contains("data-face=\"staff\""));
    for page in [&staff, &public] {
        assert!(page.contains("<script src=\"/_/live.js\" defer") && page.contains("script-src 'self'"), "{page}");
        assert!(page.contains("data-source=\"vscode%3A//file/"), "{page}");
    }
    let desk = server.text("/_/");
    for word in ["สิ่งที่ยังต้องทำ", "กองคลัง", "แสดงองค์ประกอบครบ 0 จาก 43 ข้อ", "content/2568/items/o12.md:1:1\"", "O43"]
    {
        assert!(desk.contains(word), "{word}: {desk}");
    }
    assert!(desk.contains("href=\"../2568/o12/index.html\""), "links of the desk lead to the pages");
    assert!(!project.root().join("public").exists(), "nothing is written");
}

#[test]
fn a_save_is_shown_and_told() {
    let project = Project::small();
    let server = Server::of(&project);
    let mut events = server.events();
    let first = events.next();
    assert!(first["trouble"].is_null(), "{first:#}");
    assert!(server.text(PAGE).contains(&format!("data-edition=\"{}\"", first["edition"].as_str().expect("a text"))));
    project.write(ITEM, item("เพิ่งบันทึก"));
    let next = events.until(|it| it["edition"] != first["edition"]);
    let page = server.text(PAGE);
    assert!(page.contains("เพิ่งบันทึก") && page.contains(&format!("data-edition=\"{}\"", next["edition"].as_str().expect("a text"))));
    assert!(server.text("/_/public/2568/o2/").contains("เพิ่งบันทึก"));
    // A new folder with a page in it, and a page that goes.
    project.remove(ITEM).write("content/2568/items/o02/index.md", item("ในโฟลเดอร์"));
    server.wait_for(PAGE, "ในโฟลเดอร์");
    project.write("content/2568/items/o02/index.md", item("ในโฟลเดอร์ใหม่"));
    server.wait_for(PAGE, "ในโฟลเดอร์ใหม่");
}

#[test]
fn a_broken_save_keeps_the_last_good_page_until_it_is_mended() {
    let project = Project::small();
    project.write(ITEM, item("ฉบับดี"));
    let server = Server::of(&project);
    let mut events = server.events();
    let first = events.next();
    project.write(ITEM, "---\nitem: O2\nofices: [finance]\n---\nฉบับเสีย\n");
    let broken = events.until(|it| !it["trouble"].is_null());
    assert_eq!(broken["edition"], first["edition"], "nothing to load again");
    let finding = &broken["trouble"]["findings"][0];
    assert_eq!(finding["message"], "ไม่รู้จัก `ofices`");
    assert_eq!(finding["help"], "หมายถึง `offices` หรือไม่");
    assert_eq!(finding["place"], "content/2568/items/o02.md:3:1");
    let edit = finding["edit"].as_str().expect("a text");
    assert!(edit.starts_with("vscode://file/") && edit.ends_with("/content/2568/items/o02.md:3:1"), "{edit}");
    let page = server.text(PAGE);
    assert!(page.contains("ฉบับดี") && !page.contains("ฉบับเสีย"));
    assert!(server.text("/_/").contains("หมายถึง `offices` หรือไม่"), "the desk shows the files as they are");
    project.write(ITEM, item("ฉบับที่แก้แล้ว"));
    let mended = events.until(|it| it["trouble"].is_null());
    assert_ne!(mended["edition"], first["edition"]);
    assert!(server.text(PAGE).contains("ฉบับที่แก้แล้ว"));
}

#[test]
fn a_broken_template_is_told_and_the_pages_stay() {
    let project = Project::small();
    let server = Server::of(&project);
    let mut events = server.events();
    events.next();
    let site = project.read("content/site.yaml");
    project.write("themes/ours/templates/item.html", "{% extends \"base.html\" %}{% block main %}{{ item.no_such_field }}{% endblock %}");
    project.write("content/site.yaml", format!("{site}theme: ours\n"));
    let broken = events.until(|it| !it["trouble"].is_null());
    assert_eq!(broken["trouble"]["findings"][0]["place"], "themes/ours/templates/item.html:1:50", "{broken:#}");
    assert!(server.text(PAGE).contains("รายงานรอบ 6 เดือน"));
    project.write("themes/ours/templates/item.html", "{% extends \"base.html\" %}{% block main %}<h1>ของเรา</h1>{% endblock %}");
    server.wait_for(PAGE, "<h1>ของเรา</h1>");
    assert!(server.text(PAGE).contains("/_/live.js"), "a theme need not know of it");
}

#[test]
fn a_lost_address_is_told_and_its_page_stays() {
    let project = Project::small();
    project.build();
    let server = Server::of(&project);
    let mut events = server.events();
    project.remove(ITEM);
    let lost = events.until(|it| !it["trouble"].is_null());
    assert_eq!(lost["trouble"]["findings"][0]["message"], "ที่อยู่ `2568/o2/` (O2) จะหายไป", "{lost:#}");
    assert_eq!(server.get(PAGE).status, 200, "it is still there to be looked at");
}

#[test]
fn of_many_years_the_pages_are_shown_before_all_are_made() {
    let project = Project::small();
    for year in 2562..2568 {
        copy(&project.root().join("content/2568"), &project.root().join(format!("content/{year}")));
    }
    let server = Server::of(&project);
    let mut events = server.events();
    assert!(events.until(|it| it["summary"] != "กำลังอ่านเว็บไซต์")["trouble"].is_null());
    for path in ["/2562/o2/", "/2568/o2/", "/_/public/2565/", "/2563/index.csv", "/sitemap.xml", "/eit/"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    assert_eq!(server.get("/2561/o2/").status, 404);
    project.write("content/2562/items/o02.md", item("ปีเก่า"));
    server.wait_for("/2562/o2/", "ปีเก่า");
    // That two pages claim one address is known only when all are made: what was shown too early is taken back.
    project.write(ITEM, item("ชนกัน").replace("item: O2", "item: O2\naliases: [\"2562/o2/\"]"));
    let broken = events.until(|it| !it["trouble"].is_null());
    assert!(broken["trouble"]["findings"][0]["message"].as_str().is_some_and(|it| it.contains("2562/o2/")), "{broken:#}");
    assert!(!server.text(PAGE).contains("ชนกัน") && server.text("/2562/o2/").contains("ปีเก่า"));
    project.write(ITEM, item("ไม่ชนแล้ว"));
    server.wait_for(PAGE, "ไม่ชนแล้ว");
    events.until(|it| it["trouble"].is_null());
}

#[test]
fn other_hosts_and_methods_are_refused() {
    let server = Server::of(&Project::small());
    for host in ["localhost", "localhost:4000", "127.0.0.1", "127.0.0.1:80", "[::1]:9", "LOCALHOST"] {
        assert_eq!(server.ask("GET /", &[("Host", host)]).status, 200, "{host}");
    }
    for host in ["example.go.th", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:", "localhost:x", "127.0.0.2", "[::2]", ""]
    {
        let answer = server.ask("GET /", &[("Host", host)]);
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.text().contains("<html"), "{host}");
    }
    assert_eq!(server.ask("GET /_/events", &[("Host", "evil.example")]).status, 403);
    assert_eq!(server.ask("GET http://evil.example/", &[("Host", "localhost")]).status, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(server.ask(&format!("{method} /"), &[("Host", "localhost")]).status, 405, "{method}");
    }
}

#[test]
fn no_address_leads_out_of_the_site() {
    let project = Project::small();
    project.write("secret.txt", "ความลับ").write("content/2568/items/o01/draft.csv", "ร่าง");
    let server = Server::of(&project);
    for path in [
        "/../secret.txt",
        "/2568/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/2568/..%5c..%5csecret.txt",
        "/_/public/../../secret.txt",
        "/_/public/%2e%2e%2f%2e%2e%2fsecret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/C:/secret.txt",
        "/secret.txt%00.html",
        "/content/site.yaml",
        "/2568/o1/draft.csv",
        "/%ff",
        "/%",
        "/nothing/here/",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        let text = answer.text();
        assert!(text.contains("<p class=\"soft small\">404</p>") && text.contains("อบต.ตัวอย่าง"), "the site's own page: {path}");
        assert!(!text.contains("ความลับ") && !text.contains("root:"), "{path}");
    }
}

#[test]
fn pages_are_found_where_people_look_for_them() {
    let server = Server::of(&Project::small());
    for (path, to) in [
        ("/2568/o1", "/2568/o1/"),
        ("/2568/o1?a=1", "/2568/o1/?a=1"),
        ("/ita/2568/o1/", "/2568/o1/"),
        ("/ita/2568/o1", "/2568/o1/"),
        ("/ita/", "/"),
        ("/ita/assets/style.css", "/assets/style.css"),
        ("/_", "/_/"),
        ("/_/public", "/_/public/"),
        ("/_/public/2568", "/_/public/2568/"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (307, to), "{path}");
    }
    assert_eq!(server.get("/2568/o1/index.html").status, 200);
    assert_eq!(server.get("/ita/nothing").status, 404);
    let lost = server.get("/_/public/2568/nothing/").text();
    assert!(lost.contains("=\"/_/public/2568/index.html\"") && !lost.contains("=\"/ita/"), "its links stay on the face: {lost}");
}

#[test]
fn files_have_their_types_and_come_in_parts() {
    let project = Project::copy_of(&home().join("tests/sites/sample"));
    project.write("content/2568/items/o03/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let server = Server::of(&project);
    let pdf = fs::read(project.root().join("content/2568/items/o02/executives.pdf")).expect("in the sample");
    let whole = server.get("/2568/o2/executives.pdf");
    assert_eq!((whole.status, whole.header("content-type"), whole.header("accept-ranges")), (200, "application/pdf", "bytes"));
    assert_eq!(whole.body, pdf);
    let size = pdf.len();
    for (range, from, to) in
        [("bytes=0-99", 0, 100), ("bytes=100-", 100, size), ("bytes=-50", size - 50, size), ("bytes=9-999999999", 9, size)]
    {
        let part = server.get_with("/2568/o2/executives.pdf", &[("Range", range)]);
        assert_eq!((part.status, part.header("content-range")), (206, &*format!("bytes {from}-{}/{size}", to - 1)), "{range}");
        assert_eq!(part.body, pdf[from..to], "{range}");
    }
    let beyond = server.get_with("/2568/o2/executives.pdf", &[("Range", "bytes=999999999-")]);
    assert_eq!((beyond.status, beyond.header("content-range")), (416, &*format!("bytes */{size}")));
    for range in ["bytes=5-1", "lines=1-2", "bytes=0-1,5-6", "bytes=x-"] {
        assert_eq!(server.get_with("/2568/o2/executives.pdf", &[("Range", range)]).status, 200, "{range}");
    }
    let tag = whole.header("etag");
    assert_eq!(server.get_with("/2568/o2/executives.pdf", &[("If-None-Match", tag)]).status, 304);
    assert_eq!(server.get_with("/2568/o2/executives.pdf", &[("Range", "bytes=0-9"), ("If-Range", tag)]).status, 206);
    assert_eq!(server.get_with("/2568/o2/executives.pdf", &[("Range", "bytes=0-9"), ("If-Range", "\"x\"")]).status, 200);
    let head = server.ask("HEAD /2568/o2/executives.pdf", &[("Host", "localhost")]);
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, &*size.to_string(), 0));
    for (path, kind) in [
        ("/2568/index.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/2568/index.csv", "text/csv; charset=utf-8"),
        ("/2568/index.json", "application/json; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/2568/eit/qr.png", "image/png"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(server.get("/").header("cache-control"), "no-store");
}

#[test]
fn an_attachment_that_became_a_link_to_elsewhere_is_not_served() {
    let project = Project::copy_of(&home().join("tests/sites/sample"));
    let file = project.root().join("content/2568/items/o02/executives.pdf");
    let size = fs::metadata(&file).expect("there").len();
    let server = Server::of(&project);
    // The same length, so that the place alone makes the difference.
    let secret = project.root().join("secret.pdf");
    fs::write(&secret, vec![b'x'; usize::try_from(size).expect("small")]).expect("written");
    fs::remove_file(&file).expect("removed");
    std::os::unix::fs::symlink(&secret, &file).expect("a link");
    let started = Instant::now();
    while started.elapsed() < Duration::from_millis(500) {
        let answer = server.get("/2568/o2/executives.pdf");
        assert!(answer.status == 404 && !answer.text().contains("xxxx"));
    }
}

#[test]
fn what_editors_leave_is_passed_over_and_a_save_by_renaming_is_seen() {
    let project = Project::small();
    let server = Server::of(&project);
    let mut events = server.events();
    let first = events.next();
    let count =
        |it: &serde_json::Value| it["edition"].as_str().and_then(|it| it.rsplit('-').next()?.parse::<u32>().ok()).expect("a number");
    for name in [".o02.md.swp", "o02.md~", "~$o02.md", ".#o02.md", "Thumbs.db"] {
        project.write(&format!("content/2568/items/{name}"), "x");
    }
    // Longer than a change needs to be built: none of these may be one.
    thread::sleep(Duration::from_millis(400));
    project.write("content/2568/items/.o02.md.tmp", item("บันทึกแบบสลับชื่อ"));
    let items = project.root().join("content/2568/items");
    fs::rename(items.join(".o02.md.tmp"), items.join("o02.md")).expect("renamed");
    let next = events.next();
    assert_eq!(count(&next), count(&first) + 1, "one save, one change");
    assert!(server.text(PAGE).contains("บันทึกแบบสลับชื่อ"));
}

#[test]
fn five_hundred_files_at_once_are_few_changes() {
    let project = Project::small();
    let server = Server::of(&project);
    let mut events = server.events();
    let first = events.next();
    let links: String = (0..500).map(|n| format!("- [ตารางที่ {n}](t{n}.csv)\n")).collect();
    for n in 0..500 {
        project.write(&format!("content/2568/items/o02/t{n}.csv"), format!("a,b\n{n},1\n"));
    }
    project.remove(ITEM).write("content/2568/items/o02/index.md", item(&links));
    server.wait_for(PAGE, "t499.csv");
    assert_eq!(server.text("/2568/o2/t499.csv"), "a,b\n499,1\n");
    let count =
        |it: &serde_json::Value| it["edition"].as_str().and_then(|it| it.rsplit('-').next()?.parse::<u32>().ok()).expect("a number");
    let last = server.events().next();
    assert!(count(&last) - count(&first) <= 10, "{} changes", count(&last) - count(&first));
}

#[test]
fn content_may_be_deleted_and_made_again() {
    let project = Project::small();
    let spare = Project::small();
    let server = Server::of(&project);
    let mut events = server.events();
    events.next();
    for round in ["รอบแรก", "รอบสอง"] {
        fs::remove_dir_all(project.root().join("content")).expect("removed");
        let gone = events.until(|it| it["trouble"]["findings"][0]["place"] == "content");
        assert!(gone["trouble"]["findings"][0]["message"].as_str().is_some_and(|it| it.contains("ไม่มีไฟล์ content/site.yaml")), "{gone:#}");
        assert!(server.text(PAGE).contains("รายงานรอบ 6 เดือน"), "the last good page stays");
        copy(&spare.root().join("content"), &project.root().join("content"));
        events.until(|it| it["trouble"].is_null());
        // What lies deep in the new folder is watched as well.
        project.write(ITEM, item(round));
        server.wait_for(PAGE, round);
    }
}

#[test]
fn whole_folders_may_be_moved() {
    let project = Project::small();
    let server = Server::of(&project);
    let [content, away] = ["content", "away"].map(|it| project.root().join(it));
    fs::rename(&content, &away).expect("moved");
    server.wait_for("/_/", "content/site.yaml");
    fs::write(away.join("2568/items/o02.md"), item("แก้ระหว่างทาง")).expect("written");
    fs::rename(&away, &content).expect("moved back");
    server.wait_for(PAGE, "แก้ระหว่างทาง");
    let [items, other] = ["content/2568/items", "content/2568/old"].map(|it| project.root().join(it));
    fs::rename(&items, &other).expect("moved");
    fs::rename(&other, &items).expect("moved back");
    project.write(ITEM, item("หลังย้าย"));
    server.wait_for(PAGE, "หลังย้าย");
}

#[test]
fn polling_sees_the_same() {
    let project = Project::small();
    let server = Server::start(&project, &["-p", "0", "--poll"]);
    for text in ["ตรวจดูเอง", "ตรวจดูอีกครั้ง"] {
        project.write(ITEM, item(text));
        server.wait_for(PAGE, text);
    }
    fs::rename(project.root().join("content"), project.root().join("away")).expect("moved");
    server.wait_for("/_/", "content/site.yaml");
    fs::rename(project.root().join("away"), project.root().join("content")).expect("moved back");
    project.write(ITEM, item("กลับมาแล้ว"));
    server.wait_for(PAGE, "กลับมาแล้ว");
}

#[test]
fn an_interrupt_ends_it_cleanly_also_with_a_page_open() {
    let mut server = Server::of(&Project::small());
    let mut events = server.events();
    events.next();
    let sent = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    let started = Instant::now();
    let status = loop {
        if let Some(status) = server.child.try_wait().expect("a child") {
            break status;
        }
        assert!(started.elapsed() < PATIENCE, "it does not end");
        thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_taken_port_is_an_error_when_it_was_asked_for() {
    let project = Project::small();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let run = project.run(&["serve", "-p", &port]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains(&format!("127.0.0.1:{port}")), "{}", run.stderr);
    // Without a wish the next free one is taken.
    let _usual = TcpListener::bind("127.0.0.1:4000");
    let server = Server::start(&project, &[]);
    assert_ne!(server.port, "4000");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn the_editor_is_a_choice() {
    let project = Project::small();
    let server = Server::start(&project, &["-p", "0", "--editor", "idea://open?file={file}&line={line}"]);
    let desk = server.text("/_/");
    assert!(desk.contains("idea://open?file=/") && desk.contains("/content/2568/items/o02.md&amp;line=1\""), "{desk}");
    let run = project.run(&["serve", "-p", "0", "--editor", "javascript:x({file})"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn nothing_of_it_is_ever_published() {
    let project = Project::shipped();
    let run = Run::of(program().arg("-r").arg(project.root()).arg("build").output().expect("starts"), project.root());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let files = bytes_below(&project.root().join("public"));
    assert!(files.len() > 50);
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(&bytes);
        for mark in ["/_/", "live.js", "data-edition", "vscode:", "connect-src"] {
            assert!(!text.contains(mark), "{} holds {mark}", path.display());
        }
        // The search alone runs scripts, and the host is told so.
        let may_run = path.starts_with("search") || path.ends_with(".htaccess");
        assert!(may_run || !text.contains("script-src"), "{} may run scripts", path.display());
        assert!(!path.starts_with("_"), "{}", path.display());
    }
}
