//! The search: what its index holds, and that its script and the program fold words and codes alike.
//!
//! What the script finds is tested in a browser: `tests/browser/search.test.mjs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use prongsai::render::Face;
use prongsai::text::code::ItemCode;
use prongsai::text::normalise::fold;
use serde_json::Value;

use crate::project::{Project, home};
use crate::site::pages;

const INDEX: &str = "search/index.js";
const PAGE: &str = "search/index.html";

/// The years of an index.
fn years(files: &BTreeMap<String, String>) -> Vec<Value> {
    let json = files[INDEX].strip_prefix("window.searchIndex = ").and_then(|it| it.strip_suffix(";\n")).expect("one assignment");
    serde_json::from_str(json).expect("a list")
}

/// The pages of an index.
fn texts(years: &[Value]) -> Vec<&Value> {
    let groups = years.iter().flat_map(|it| it["groups"].as_array().expect("a list"));
    groups.flat_map(|it| it["pages"].as_array().expect("a list")).collect()
}

#[test]
fn the_table_of_the_script_holds_for_the_program() {
    let table = fs::read_to_string(home().join("tests/files/search.json")).expect("the table");
    let table: BTreeMap<String, Vec<(String, Option<String>)>> = serde_json::from_str(&table).expect("pairs");
    for (text, expected) in &table["fold"] {
        assert_eq!(Some(fold(text)), *expected, "{text:?}");
    }
    for (text, expected) in &table["codes"] {
        assert_eq!(ItemCode::parse(text).map(|it| it.to_string()), *expected, "{text:?}");
    }
}

#[test]
fn every_page_is_in_the_index_and_in_the_list() {
    for site in ["tests/sites/sample", "tests/sites/mixed"] {
        let files = pages(&home().join(site), Face::Public);
        let years = years(&files);
        let found: BTreeSet<&str> = texts(&years).iter().map(|it| it["href"].as_str().expect("an address")).collect();
        let is_page = |it: &str| it == "index.html" || it.starts_with("256") && it.ends_with("/index.html");
        let moved = |it: &str| files[it].contains("http-equiv=\"refresh\"");
        let meant = files.keys().filter(|it| is_page(it) && !moved(it) && !it.ends_with("/poster/index.html"));
        let meant: BTreeSet<String> = meant.map(|it| format!("../{it}")).collect();
        assert!(found.iter().copied().eq(meant.iter().map(String::as_str)), "{site}: {found:#?} are not {meant:#?}");
        for href in found {
            assert!(files[PAGE].contains(&format!("<li><a href=\"{href}\">")), "{site}: {href} is not in the list");
        }
    }
}

#[test]
fn the_index_holds_the_words_of_a_page_as_they_look() {
    let project = Project::small();
    project.write(
        "content/2568/items/o01.md",
        "---\nitem: O1\noffices: [clerk]\nprogress: ทำแล้ว ๕ เรื่อง\nevidence: [{url: \"https://www.example.go.th/x\", title: ผัง, shows: chart}]\n---\n\
         มีค\u{E4D}\u{E32}สั่ง **ที่**\u{200B} ๑๒\n<!-- ไม่ให้เห็น -->\n\n| ชื่อ | จำนวน |\n|---|---|\n| เรือ\u{A0}ยาว | 3 |\n",
    );
    let files = pages(project.root(), Face::Public);
    let years = years(&files);
    assert_eq!(years[0]["title"], "ปีงบประมาณ 2568");
    assert_eq!(years[0]["groups"][1]["title"], "9.1 ข้อมูลพื้นฐาน");
    let page = &years[0]["groups"][1]["pages"][0];
    let lines = ["ทำแล้ว ๕ เรื่อง", "ผัง", "ผังการแบ่งส่วนราชการ", "มีคำสั่ง ที่ ๑๒", "ชื่อ", "จำนวน", "เรือ ยาว", "3"];
    let expected = serde_json::json!({
        "code": "O1", "title": "โครงสร้าง", "href": "../2568/o1/index.html", "more": "สำนักปลัด", "text": lines.join("\n"),
    });
    assert_eq!(*page, expected);
}

#[test]
fn years_stand_newest_first() {
    let files = pages(&home().join("tests/sites/mixed"), Face::Public);
    let years = years(&files);
    assert_eq!(years.iter().map(|it| it["year"].as_u64()).collect::<Vec<_>>(), [Some(2569), Some(2568)]);
    assert_eq!(files[INDEX].lines().count(), 4, "a line per year");
}

#[test]
fn staff_search_in_what_the_public_sees() {
    let [public, staff] = [Face::Public, Face::Staff].map(|face| pages(home(), face));
    assert_eq!(public[INDEX], staff[INDEX]);
}

#[test]
fn only_the_search_runs_a_script() {
    let files = pages(home(), Face::Public);
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let may = path == PAGE;
        assert_eq!(text.contains("script-src 'self'"), may, "{path}");
        assert_eq!(text.matches("<script").count(), if may { 2 } else { 0 }, "{path}");
        assert!(text.contains("default-src 'none'") && text.contains("form-action 'none'"), "{path}");
    }
    assert!(files["2568/o1/index.html"].contains("<li><a href=\"../../search/index.html\">ค้นหา</a></li>"), "the way to it");
}

#[test]
fn a_changed_word_gives_the_index_another_address() {
    let project = Project::small();
    let address = |files: &BTreeMap<String, String>| {
        files[PAGE].split("index.js?v=").nth(1).map(|it| it[..8].to_owned()).expect("the address of the index")
    };
    let before = address(&pages(project.root(), Face::Public));
    assert_eq!(before, address(&pages(project.root(), Face::Public)));
    project.write("content/2568/items/o02.md", "---\nitem: O2\n---\nคำใหม่\n");
    assert_ne!(before, address(&pages(project.root(), Face::Public)));
}
