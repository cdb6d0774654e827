//! Numbers in files of every kind that may be published: those of citizens are found, all others are not.

use rust_xlsxwriter::Workbook;

use super::hostile::{HELVETICA, TYPES, archive, page, stream};
use super::*;

#[test]
fn a_number_is_found_in_every_kind_of_file() {
    let id = person(1);
    let said = format!("รายชื่อผู้เข้าร่วม\nเลขประจำตัวประชาชน {id}\n");
    let old = |text: &str| {
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 504]).chain(wide).collect::<Vec<u8>>()
    };
    let open = |kind: &str| {
        let text = format!("<office:document-content xmlns:text='t'><text:p>{said}</text:p></office:document-content>");
        archive(&[("mimetype", format!("application/vnd.oasis.opendocument.{kind}").as_bytes()), ("content.xml", text.as_bytes())])
    };
    let office = |part: &str| archive(&[TYPES, (part, format!("<a><p>{said}</p></a>").as_bytes())]);
    let files = [
        ("a.pdf", page(HELVETICA, stream("", format!("BT /F 12 Tf 60 700 Td (ID card {id}) Tj ET").as_bytes()), vec![])),
        ("a.docx", office("word/document.xml")),
        ("a.xlsx", workbook(&["เลขประจำตัวประชาชน"], &[[id.clone()]])),
        (
            "a.pptx",
            archive(&[TYPES, ("ppt/presentation.xml", b"<a/>"), ("ppt/slides/slide1.xml", format!("<a><p>{said}</p></a>").as_bytes())]),
        ),
        ("a.doc", old(&said)),
        ("a.xls", old(&said)),
        ("a.ppt", old(&said)),
        ("a.odt", open("text")),
        ("a.ods", open("spreadsheet")),
        ("a.odp", open("presentation")),
        ("a.csv", format!("ชื่อ,เลขประจำตัวประชาชน\nนายสมมุติ,{id}\n").into_bytes()),
        ("a.txt", said.clone().into_bytes()),
        ("a.json", format!("{{\"citizen_id\": \"{id}\"}}").into_bytes()),
    ];
    for (name, bytes) in files {
        let found: Vec<String> = inspect(name, &bytes).ids.into_iter().map(|it| it.masked).collect();
        assert!(!found.is_empty() && found.iter().all(|it| *it == masked(1)), "{name}: {found:?}");
    }
}

/// A workbook of one sheet: the heads of its columns, then its rows.
fn workbook<const N: usize>(heads: &[&str; N], rows: &[[String; N]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(0, column, *head).expect("in memory");
    }
    for (n, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(n, column, cell).expect("in memory");
        }
    }
    book.save_to_buffer().expect("in memory")
}

/// Heads of columns whose numbers are nobody's.
const HEADS: [&str; 4] = ["เลขที่สัญญา", "โทรศัพท์", "รหัสโครงการ", "เลขที่บัญชี"];

#[test]
fn ten_thousand_numbers_under_their_heads_are_silent() {
    // All with the check digit of a citizen's number, but those of telephones.
    let telephone = |n: u64| format!("08-{:04}-{:04}, 0{:09}", n % 10_000, n * 7 % 10_000, n * 7919 % 1_000_000_000);
    let rows: Vec<[String; 4]> = (0..2500).map(|n| [person(3 * n), telephone(n), person(3 * n + 1), person(3 * n + 2)]).collect();
    let lines: String = rows.iter().map(|row| format!("{}\n", row.clone().map(|it| format!("\"{it}\"")).join(","))).collect();
    let table = format!("{}\n{lines}", HEADS.join(","));
    for (name, bytes) in [("a.csv", table.into_bytes()), ("a.xlsx", workbook(&HEADS, &rows))] {
        let res = inspect(name, &bytes);
        assert_eq!((res.search, res.ids), (Search::Searched, vec![]), "{name}");
    }
    // The same numbers where nothing says what they are.
    let bare: String = rows.iter().map(|row| format!("{}\n", row[0])).collect();
    assert_eq!(inspect("a.csv", bare.as_bytes()).ids.len(), 100, "a column without a head");
}
