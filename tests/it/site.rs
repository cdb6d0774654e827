//! What the section holds: pages, addresses, states, both faces.

use std::collections::BTreeMap;

use prongsai::diag::Sink;
use prongsai::input;
use prongsai::output::{Body, Output};
use prongsai::path::OutPath;
use prongsai::pipeline::{self, Overrides};
use prongsai::render::{Face, Minify, Options};
use prongsai::scheme::BUILT_IN;

use crate::project::{Project, home};

/// The files of a site, in memory; findings at error level fail the test.
pub(crate) fn pages(root: &std::path::Path, face: Face) -> BTreeMap<String, String> {
    pages_as(root, Options { face, minify: Minify::No })
}

fn pages_as(root: &std::path::Path, options: Options) -> BTreeMap<String, String> {
    let mut sink = Sink::default();
    let inputs = input::read(root, &BUILT_IN, &mut sink).expect("readable");
    let output: Output = pipeline::build(&inputs, &Overrides::default(), options, &mut sink).output;
    assert!(!sink.has_errors(), "{:#?}", sink.sorted(&inputs.sources));
    let text = |it: (&OutPath, &Body)| match it.1 {
        Body::Copy { from, .. } => (it.0.to_string(), format!("copy of {}", from.file_name().expect("a name").to_string_lossy())),
        made => (it.0.to_string(), String::from_utf8_lossy(&made.bytes().expect("in memory")).into_owned()),
    };
    output.iter().map(text).collect()
}

fn shipped() -> BTreeMap<String, String> {
    pages(home(), Face::Public)
}

#[test]
fn every_page_is_minified_as_minify_html_does_it() {
    let cfg = minify_html::Cfg { keep_closing_tags: true, keep_html_and_head_opening_tags: true, ..minify_html::Cfg::default() };
    let sites = ["", "tests/sites/sample", "tests/sites/mixed"].map(|it| home().join(it));
    for (site, face) in sites.iter().flat_map(|it| [(it, Face::Public), (it, Face::Staff)]) {
        let [plain, short] = [Minify::No, Minify::Yes].map(|minify| pages_as(site, Options { face, minify }));
        assert!(plain.keys().eq(short.keys()));
        for (path, plain) in plain.iter().filter(|(path, _)| path.ends_with(".html")) {
            let whole = minify_html::minify(plain.as_bytes(), &cfg);
            assert_eq!(short[path], String::from_utf8_lossy(&whole), "{path} of {}", site.display());
        }
    }
}

#[test]
fn the_shipped_report_has_all_its_pages() {
    let pages = shipped();
    let count = |fits: &dyn Fn(&str) -> bool| pages.keys().filter(|it| fits(it)).count();
    let is_item =
        |it: &str| it.strip_prefix("2568/o").is_some_and(|it| it.strip_suffix("/index.html").is_some_and(|it| it.parse::<u8>().is_ok()));
    assert_eq!(count(&is_item), 43);
    assert_eq!(count(&|it| it.starts_with("2568/measures/") && it.ends_with("/index.html")), 3 + 1);
    assert_eq!(count(&|it| it.starts_with("2568/indicators/") && it.ends_with("/index.html")), 8 + 1);
    for name in [
        "index.html",
        "2568/index.html",
        "2568/index.csv",
        "2568/index.xlsx",
        "2568/index.json",
        "2568/manifest.json",
        "2568/result/index.html",
        "2568/report/index.html",
        "2568/eit/index.html",
        "2568/eit/poster/index.html",
        "2568/eit/qr.svg",
        "2568/eit/qr.png",
        "eit/index.html",
        "search/index.html",
        "search/index.js",
        "sitemap.xml",
        "feed.xml",
        "robots.txt",
        "404.html",
        ".htaccess",
        "assets/search.js",
        "assets/style.css",
    ] {
        assert!(pages.contains_key(name), "{name} is missing");
    }
}

#[test]
fn the_shipped_report_says_what_the_facts_say() {
    let pages = shipped();
    let result = &pages["2568/result/index.html"];
    for word in ["95.88", "ผ่านดี", "99.73", "97.11", "89.28", "93.20", "95.00", "29.92", "27.96", "38.00", "EIT 89.28"] {
        assert!(result.contains(word), "{word}");
    }
    for page in ["index.html", "2568/index.html", "2568/o1/index.html"] {
        assert!(pages[page].contains("ใช้ชุดข้อของปีอื่นเพื่อติดตามงานภายใน"), "{page}");
    }
    // Measure 2 has no outcome: its page does not show an empty one, nor invent any.
    assert!(!pages["2568/measures/2/index.html"].contains("ผลลัพธ์หรือความสำเร็จ</h2>"));
    assert!(pages["2568/measures/1/index.html"].contains("4 มกราคม 2568"));
    assert!(pages["2568/report/index.html"].contains("สส. 74201/"));
}

#[test]
fn the_public_face_shows_nothing_of_what_is_missing() {
    let [public, staff] = [Face::Public, Face::Staff].map(|face| pages(home(), face));
    let marks = ["data-face=\"staff\"", "องค์ประกอบที่ยังขาด", "คะแนนที่อาจเสีย", "ยังไม่มีสิ่งที่แสดงองค์ประกอบนี้", "ยังไม่มีหลักฐาน"];
    for (path, text) in public.iter().filter(|(path, _)| !path.starts_with("assets/")) {
        for mark in marks {
            assert!(!text.contains(mark), "{path} holds {mark}");
        }
    }
    for mark in marks {
        assert!(staff.iter().any(|(path, text)| path.ends_with(".html") && text.contains(mark)), "the staff face lacks {mark}");
    }
    assert!(staff["2568/o12/index.html"].contains("0.5"), "points at risk");
}

#[test]
fn the_staff_face_shows_findings_as_the_site_wants_them() {
    let project = Project::small();
    let item = |allow: &str| format!("---\nitem: O2\noffices: [finance]\nstatus: done\nupdated: 2568-01-09\n{allow}---\nรายงาน\n");
    let finding = "<li data-level=\"warning\">";
    project.write("content/2568/items/o02.md", item(""));
    let before = pages(project.root(), Face::Staff)["2568/o2/index.html"].matches(finding).count();
    project.write("content/2568/items/o02.md", item("allow: [{rule: no-evidence, reason: รอมติสภา}]\n"));
    let after = pages(project.root(), Face::Staff)["2568/o2/index.html"].matches(finding).count();
    assert_eq!(after + 1, before, "what is silenced is not shown");
}

#[test]
fn unconfirmed_schemes_say_so_on_their_pages() {
    let pages = pages(&home().join("tests/sites/mixed"), Face::Public);
    let notice = "ยังไม่ได้ตรวจเทียบกับคู่มือ";
    for year in ["2568", "2569"] {
        let of_year: Vec<_> = pages.iter().filter(|(path, _)| path.starts_with(&format!("{year}/o")) && path.ends_with(".html")).collect();
        assert!(!of_year.is_empty());
        assert!(of_year.iter().all(|(_, text)| text.contains(notice)), "{year}");
        assert!(pages[&format!("{year}/index.html")].contains(notice));
    }
}

#[test]
fn a_site_may_bring_its_own_scheme_and_replace_a_built_in_one() {
    let project = Project::small();
    let own = project.read("content/schemes/small.yaml").replace("id: small", "id: oit-2566").replace("โครงสร้าง", "โครงสร้างแบบใหม่");
    project.write("content/schemes/oit-2566.yaml", own).write("content/2568/year.yaml", "scheme: oit-2566\n");
    let pages = pages(project.root(), Face::Public);
    assert!(pages["2568/o1/index.html"].contains("โครงสร้างแบบใหม่"));
}

#[test]
fn states_follow_evidence_and_the_agencys_word() {
    let project = Project::small();
    project.write(
        "content/2568/items/o01.md",
        "---\nitem: O1\nstatus: not_started\nevidence: [{url: \"https://www.example.go.th/x\", title: ผัง, shows: chart}]\n---\n",
    );
    let pages = pages(project.root(), Face::Public);
    assert!(pages["2568/o1/index.html"].contains("data-state=\"open\""));
    assert!(pages["2568/o2/index.html"].contains("data-state=\"in_progress\""));
    let index = &pages["2568/index.json"];
    assert!(index.contains("\"has\": false"), "the answer is the agency's own: {index}");
    assert!(
        index.find("https://www.example.go.th/ita/2568/o1/") < index.find("https://www.example.go.th/x"),
        "URL 1 is the item's own page"
    );
    assert!(pages["2568/o1/index.html"].contains("ผังการแบ่งส่วนราชการ"), "the element that is shown");
    assert!(!pages["2568/o1/index.html"].contains("ตำแหน่งหลัก"), "the element that is not");
}

#[test]
fn attachments_lie_beside_the_page_and_nothing_else_is_published() {
    let pdf = home().join("tests/sites/sample/content/2568/items/o02/executives.pdf");
    let project = Project::small();
    project
        .remove("content/2568/items/o01.md")
        .write(
            "content/2568/items/o01/index.md",
            "---\nitem: O1\nevidence: [{file: plan.pdf, title: แผน, shows: chart}]\n---\nดู [ตาราง](งบ.csv)\n",
        )
        .write("content/2568/items/o01/plan.pdf", std::fs::read(pdf).expect("a PDF of the sample"))
        .write("content/2568/items/o01/งบ.csv", "a,b")
        .write("content/2568/items/o01/secret.csv", "x,y");
    let pages = pages(project.root(), Face::Public);
    assert_eq!(pages["2568/o1/plan.pdf"], "copy of plan.pdf");
    assert!(pages.contains_key("2568/o1/งบ.csv"));
    assert!(!pages.keys().any(|it| it.contains("secret")), "a file that nothing names is not published");
    assert!(pages["2568/manifest.json"].contains("\"sha256\""));
    assert!(pages["2568/o1/index.html"].contains("../../2568/o1/%E0%B8%87%E0%B8%9A.csv"));
}

#[test]
fn old_addresses_become_pages_and_rules() {
    let project = Project::small();
    let head = "---\nitem: O1\naliases: [\"2567/o5/\", \"old/plan.html\", \"index.php?page=ita&id=7\", \"https://www.example.go.th/ita/o1.php\"]\n---\n";
    project.write("content/2568/items/o01.md", head);
    let pages = pages(project.root(), Face::Public);
    for page in ["2567/o5/index.html", "old/plan.html"] {
        assert!(
            pages[page].contains("url=../../2568/o1/index.html") || pages[page].contains("url=../2568/o1/index.html"),
            "{}",
            pages[page]
        );
        assert!(pages[page].contains("https://www.example.go.th/ita/2568/o1/"), "{}", pages[page]);
    }
    assert!(!pages.keys().any(|it| it.ends_with(".php")), "what a host could run is never written");
    let rules = &pages[".htaccess"];
    for line in [
        "RewriteRule ^2567/o5/?$ /ita/2568/o1/ [R=301,L,QSD]\n",
        "RewriteCond %{QUERY_STRING} ^page=ita&id=7$\nRewriteRule ^index\\.php/?$ /ita/2568/o1/ [R=301,L,QSD]\n",
        "RewriteRule ^o1\\.php/?$ /ita/2568/o1/ [R=301,L,QSD]\n",
    ] {
        assert!(rules.contains(line), "{line}{rules}");
    }
    assert!(rules.contains("ErrorDocument 404 /ita/404.html") && rules.contains("Content-Security-Policy"));
    assert!(
        !rules.lines().any(|it| it.trim_start().starts_with("Options")),
        "a host that forbids it would answer every page with an error"
    );
}

/// The small site with one item that shows tables.
fn with_tables(data: &str, files: &[(&str, Vec<u8>)]) -> Project {
    let project = Project::small();
    let head = format!("---\nitem: O1\nevidence: [{{file: old.csv, title: สถิติ, shows: chart}}]\ndata: {data}\n---\n");
    project.write("content/2568/items/o01.md", head);
    for (name, bytes) in files {
        project.write(&format!("content/2568/items/o01/{name}"), bytes);
    }
    project
}

fn file(path: &str) -> Vec<u8> {
    std::fs::read(home().join(path)).unwrap_or_else(|err| panic!("{path}: {err}"))
}

#[test]
fn tables_from_files_have_heads_sums_a_drawing_and_their_data() {
    let text = "เดือน,งบ (บาท),สะสม (บาท)\nต.ค. 2567,\"1,200.50\",1200.50\nพ.ย. 2567,800,2000.5\nธ.ค. 2567,0,2000.5\n";
    let project = with_tables("{file: old.csv, caption: การใช้จ่าย}", &[("old.csv", text.into())]);
    let pages = pages(project.root(), Face::Public);
    let page = &pages["2568/o1/index.html"];
    for piece in [
        "<h2 id=\"การใช้จ่าย\">การใช้จ่าย</h2>",
        "<th scope=\"col\" class=\"number\">งบ (บาท)</th>",
        "<th scope=\"row\">ต.ค. 2567</th><td class=\"number\">1,200.50</td><td class=\"number\">1,200.50</td>",
        "<tfoot><tr><th scope=\"row\">รวม</th><td class=\"number\">2,000.50</td><td></td></tr></tfoot>",
        "role=\"img\" aria-labelledby=\"การใช้จ่าย-drawn\"><title id=\"การใช้จ่าย-drawn\">แผนภูมิเส้น งบ (บาท)",
        "งบ (บาท): มากที่สุด 1,200.50 (ต.ค. 2567) น้อยที่สุด 0.00 (ธ.ค. 2567) รวมทั้งหมด 2,000.50",
        "href=\"../../2568/o1/old.csv\">ดาวน์โหลดข้อมูล",
    ] {
        assert!(page.contains(piece), "{piece}: {page}");
    }
    assert_eq!(pages["2568/o1/old.csv"], "copy of old.csv", "it is UTF-8 as it is");
    let site = project.read("content/site.yaml");
    project.write("content/site.yaml", format!("{site}digits: thai\nlanguage: en\n"));
    let page = &self::pages(project.root(), Face::Public)["2568/o1/index.html"];
    assert!(page.contains(">๑,๒๐๐.๕๐</td>") && page.contains(">ต.ค. ๒๕๖๗</th>") && page.contains("Download the data"), "{page}");
}

#[test]
fn of_a_workbook_only_what_is_shown_is_published() {
    let data = "[{file: book.xlsx, columns: [เดือน, รวม]}, {file: book.xlsx, sheet: ร้องเรียน, chart: none, total: false}]";
    let project =
        with_tables(data, &[("old.csv", file("tests/files/windows-874.csv")), ("book.xlsx", file("tests/files/statistics.xlsx"))]);
    let pages = pages(project.root(), Face::Public);
    assert!(!pages.contains_key("2568/o1/book.xlsx"));
    assert!(pages["2568/o1/book.csv"].starts_with("\u{FEFF}เดือน,รวม\r\nต.ค. 2567,56\r\n"), "{}", pages["2568/o1/book.csv"]);
    assert!(pages["2568/o1/book-2.csv"].starts_with("\u{FEFF}เดือน,เรื่องทั้งหมด,"), "{}", pages["2568/o1/book-2.csv"]);
    assert_eq!(pages["2568/o1/old.csv"], "copy of old.csv", "no table, so it stays as it is");
    let manifest = &pages["2568/manifest.json"];
    for piece in ["\"kind\": \"number\"", "\"name\": \"รวม\"", "2568/o1/book.csv", "2568/o1/book-2.csv", "\"rows\": 6"] {
        assert!(manifest.contains(piece), "{piece}: {manifest}");
    }
    assert!(!manifest.contains("ชำระภาษี"), "{manifest}");
}

#[test]
fn tables_in_an_old_code_page_are_published_in_utf_8_and_cannot_run() {
    let project = with_tables("old.csv", &[("old.csv", file("tests/files/windows-874.csv"))]);
    let text = "เดือน,ชำระภาษี,ขออนุญาตก่อสร้าง,แจ้งซ่อมไฟฟ้า,รวม\r\n";
    assert!(pages(project.root(), Face::Public)["2568/o1/old.csv"].starts_with(&format!("\u{FEFF}{text}")));
    let mut formulas: Vec<u8> = b"a;b\n=1+1;-5\n@x;+2\n".to_vec();
    formulas.extend(b"\xA1;-1,000\n");
    project.write("content/2568/items/o01/old.csv", formulas);
    let written = &pages(project.root(), Face::Public)["2568/o1/old.csv"];
    assert_eq!(written, "\u{FEFF}a,b\r\n'=1+1,-5\r\n'@x,'+2\r\nก,\"-1,000\"\r\n");
}

#[test]
fn digits_and_language_are_settings() {
    let project = Project::small();
    let site = project.read("content/site.yaml");
    project.write("content/site.yaml", format!("{site}digits: thai\n"));
    let thai = pages(project.root(), Face::Public);
    assert!(thai["index.html"].contains("ปีงบประมาณ ๒๕๖๘") && thai["2568/o1/index.html"].contains("๙\u{A0}ม.ค.\u{A0}๒๕๖๘"));
    assert!(
        thai["2568/o1/index.html"].contains("https://www.example.go.th/ita/2568/o1/") && thai["index.html"].contains(">O1<"),
        "codes and addresses are Arabic"
    );
    project.write("content/site.yaml", format!("{site}language: en\n"));
    let english = pages(project.root(), Face::Public);
    assert!(english["index.html"].contains("<html lang=\"en\">") && english["2568/o1/index.html"].contains("Structure"));
    assert!(english["2568/o1/index.html"].contains("9\u{A0}Jan\u{A0}2025"));
}

#[test]
fn a_theme_is_replaced_file_by_file() {
    let project = Project::small();
    let site = project.read("content/site.yaml");
    project
        .write("content/site.yaml", format!("{site}theme: ours\naccent: \"#123456\"\n"))
        .write("themes/ours/templates/404.html", "{% extends \"base.html\" %}{% block main %}<h1>ของเราเอง</h1>{% endblock %}")
        .write("themes/ours/strings/th.yaml", "nav: {board: หน้าแรกของเรา}\n")
        .write("themes/ours/static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let pages = pages(project.root(), Face::Public);
    assert!(pages["404.html"].contains("ของเราเอง") && pages["index.html"].contains("หน้าแรกของเรา"));
    assert!(pages.contains_key("assets/logo.svg") && pages["assets/style.css"].ends_with(":root { --accent: #123456; }\n"));
}
