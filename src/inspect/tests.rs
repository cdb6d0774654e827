use std::fs;
use std::path::Path;

use super::*;

mod every_kind;
mod hostile;
mod office;

/// The number of nobody: there is no province 99. The same as in `tests/files/make.py`.
fn person(n: u64) -> String {
    let body = format!("199{:09}", (n * 123_456_789 + 987_654_321) % 1_000_000_000);
    let sum: u32 = body.bytes().zip((2..=13).rev()).map(|(it, weight): (u8, u32)| u32::from(it - b'0') * weight).sum();
    format!("{body}{}", (11 - sum % 11) % 10)
}

fn masked(n: u64) -> String {
    let it = person(n);
    format!("{}-{}-•••••-••-{}", &it[..1], &it[1..5], &it[12..])
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/inspect").join(name);
    fs::read(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// All files of the folder, in order.
fn files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/inspect");
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("the folder").map(|it| it.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.into_iter().map(|it| (it.clone(), file(&it))).collect()
}

/// Checks that exactly these numbers are found, each with its place and weight.
#[track_caller]
fn check(name: &str, kind: Kind, expected: &[(u64, &str, Weight)]) -> Inspection {
    let res = inspect(name, &file(name));
    assert_eq!(res.kind, kind, "{name}");
    let mut found: Vec<(String, String, Weight)> = res.ids.iter().map(|it| (it.masked.clone(), it.place.clone(), it.weight)).collect();
    let mut wanted: Vec<(String, String, Weight)> =
        expected.iter().map(|(n, place, weight)| (masked(*n), (*place).to_owned(), *weight)).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "{name}");
    res
}

use Weight::{Certain, Likely};

#[test]
fn every_number_in_a_pdf_is_found_however_it_is_written() {
    let res = check(
        "text.pdf",
        Kind::Pdf,
        &[
            (1, "หน้า 1", Certain),
            (2, "หน้า 2", Likely),
            (3, "หน้า 3", Certain),
            (4, "หน้า 4", Certain),
            (5, "หน้า 5", Likely),
            (8, "หน้า 7", Likely),
            (9, "หน้า 8", Certain),
        ],
    );
    assert_eq!((res.search, res.pages, res.blind_pages, res.macros), (Search::Searched, Some(8), 0, false));
}

#[test]
fn pdfs_printed_by_chromium_are_read() {
    let res = check(
        "chromium.pdf",
        Kind::Pdf,
        &[
            (31, "หน้า 1", Certain),
            (32, "หน้า 2", Certain),
            (33, "หน้า 3", Likely),
            (34, "หน้า 3", Likely),
            (35, "หน้า 4", Certain),
            (36, "หน้า 5", Likely),
        ],
    );
    assert_eq!((res.search, res.pages), (Search::Searched, Some(5)));
}

#[test]
fn fields_properties_scripts_and_attachments_of_a_pdf_are_seen() {
    let place = "คุณสมบัติหรือช่องกรอกของเอกสาร";
    let res = check(
        "form.pdf",
        Kind::Pdf,
        &[(21, place, Certain), (21, "หน้า 1", Likely), (22, "ไฟล์แนบใน PDF: บรรทัด 2", Certain), (23, place, Likely)],
    );
    assert!(res.macros);
}

#[test]
fn a_paper_that_was_scanned_is_never_clean() {
    let res = check("scan.pdf", Kind::Pdf, &[]);
    assert_eq!((res.search, res.pages, res.blind_pages), (Search::NoText, Some(1), 1));
    let res = check("card.png", Kind::Png, &[]);
    assert_eq!(res.search, Search::NotSearched(Reason::NotText));
}

#[test]
fn a_pdf_that_is_only_locked_against_printing_is_read() {
    for name in ["locked-rc4-40.pdf", "locked-rc4-128.pdf", "locked-aes-128.pdf", "locked-aes-256-r5.pdf", "locked-aes-256.pdf"] {
        let res = check(name, Kind::Pdf, &[(1, "หน้า 1", Certain)]);
        assert_eq!((res.search, res.encrypted), (Search::Searched, false), "{name}");
    }
}

#[test]
fn what_needs_a_password_could_not_be_searched() {
    for (name, kind) in [("password.pdf", Kind::Pdf), ("password.xlsx", Kind::OldOffice)] {
        let res = check(name, kind, &[]);
        assert_eq!((res.search, res.encrypted), (Search::NotSearched(Reason::Encrypted), true), "{name}");
    }
}

#[test]
fn tables_are_read_in_every_encoding_with_their_heads() {
    check("utf8.csv", Kind::Text, &[(81, "บรรทัด 2", Certain), (83, "บรรทัด 3", Certain)]);
    check("windows-874.csv", Kind::Text, &[(85, "บรรทัด 2", Certain)]);
    let res = check("utf16.csv", Kind::Text, &[(87, "บรรทัด 2", Certain)]);
    assert_eq!(res.search, Search::Searched);
}

#[test]
fn html_and_svg_are_read_as_people_see_them() {
    let check = |name: &str, text: String, expected: usize| {
        let res = inspect(name, text.as_bytes());
        assert_eq!(res.ids.len(), expected, "{text}");
        res
    };
    let whole = person(1);
    let (a, b) = whole.split_at(6);
    check("a.html", format!("<html><p>{a}<b>{b}</b>"), 1);
    check("a.html", format!("<html><td>{a}</td><td>{b}</td>"), 0);
    let first = &whole[1..];
    check("a.html", format!("<html>\n<p>&#49;{first}"), 1);
    assert!(!check("a.svg", format!("<svg><text>{a}<tspan>{b}</tspan></text></svg>"), 1).macros);
    assert!(check("a.svg", "<svg onload = \"x()\"/>".to_owned(), 0).macros);
}

#[test]
fn at_most_a_hundred_are_told() {
    let text: String = (0..1000).map(|it| format!("{}\n", person(it))).collect();
    assert_eq!(inspect("a.txt", text.as_bytes()).ids.len(), 100);
    assert_eq!(inspect("a.csv", text.as_bytes()).ids.len(), 100);
}

#[test]
fn nothing_shows_the_digits() {
    for (name, bytes) in files() {
        let shown = format!("{:?}", inspect(&name, &bytes));
        for n in 0..100 {
            assert!(!shown.contains(&person(n)) && !shown.contains(&person(n)[5..12]), "{name} shows {n}");
        }
    }
    let hits = national_id::find(&person(1), national_id::Lenient::No);
    assert!(!format!("{hits:?}").contains(&person(1)[5..12]));
}
