//! The rule `vague-link-text`.

use crate::check::{Check, Page, Run, Scene, links, words};
use crate::content::markdown::LinkKind;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;
use crate::text::normalise::fold;

rule! {
    /// ## What it checks
    /// The text of a link and the title of evidence say what will open: not `คลิกที่นี่`, `ดูเพิ่มเติม`, `รายละเอียด`, `ดาวน์โหลด`,
    /// `เปิด`, `click here`, `download`, and no bare address as a title.
    ///
    /// ## Why it matters
    /// An assessor sees a row of links that are all called the same and opens the wrong one; who listens to the page hears
    /// nothing but "click here".
    "vague-link-text", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

/// Words that say nothing of what a link leads to, however they are put together; folded.
#[rustfmt::skip]
const EMPTY: [&str; 46] = [
    "กด", "กรุณา", "คลิก", "คลิ๊ก", "คลิ้ก", "ดู", "อ่าน", "อ่านต่อ", "เปิด", "ดาวน์โหลด", "ดาวโหลด",
    "ที่", "ที่นี่", "ที่นี้", "นี่", "ตรงนี้", "หน้านี้", "เพิ่มเติม", "เพื่อ", "ได้",
    "ลิงก์", "ลิงค์", "ลิ้งก์", "ลิ้งค์", "ข้อมูล", "รายละเอียด", "เอกสาร", "ไฟล์", "แนบ", "หลักฐาน",
    "click", "detail", "details", "download", "evidence", "file", "for", "here", "link", "more", "open", "pdf", "read", "see", "this", "view",
];

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    for it in page.item().into_iter().flat_map(|(_, page)| &page.evidence) {
        let place = || page.at(scene, &format!("evidence[{}].title", it.index));
        if is_address(&it.title) {
            sink.push(address(place()));
        } else if !it.title.trim().is_empty() && is_vague(&it.title) {
            sink.push(vague(place(), &words::quoted(&it.title)));
        }
    }
    let body = words::text(scene, page.origin.body);
    for link in page.body.fragment.links.iter().filter(|it| it.kind == LinkKind::Link && is_vague(&it.text)) {
        let place = page.in_body(scene, &links::text_range(body, link));
        if !link.text.trim().is_empty() {
            sink.push(vague(place, &words::quoted(&link.text)));
        } else if links::before_address(body, link).is_some_and(|it| it.ends_with('[')) {
            // Around an image without words there is nothing wrong but the image.
            sink.push(empty(place));
        }
    }
}

/// Whether nothing is left of a text without its empty words.
fn is_vague(text: &str) -> bool {
    let mut rest: String = fold(text);
    rest.retain(|c| ('ก'..='\u{0E2E}').contains(&c) || ('\u{0E30}'..='\u{0E4E}').contains(&c) || c.is_alphanumeric());
    is_made_of_empty_words(&rest)
}

fn is_made_of_empty_words(text: &str) -> bool {
    // As far as each byte can be reached by empty words.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        if reached[at] {
            for word in EMPTY.iter().filter(|it| text[at..].starts_with(**it)) {
                reached[at + word.len()] = true;
            }
        }
    }
    reached[text.len()]
}

fn is_address(title: &str) -> bool {
    let title = title.trim();
    let lower = title.to_ascii_lowercase();
    ["http://", "https://", "www."].iter().any(|it| lower.starts_with(it)) && !title.contains(char::is_whitespace)
}

fn vague(span: Span, text: &str) -> Diagnostic {
    RULE.at(span, format!("ข้อความ `{text}` ไม่บอกว่าจะเปิดอะไร"), format!("`{text}` does not say what will open"))
        .help("เขียนชื่อของสิ่งที่จะเปิด เช่น `แผนดำเนินงาน ประจำปี 2568`", "write the name of what will open, such as `แผนดำเนินงาน ประจำปี 2568`")
}

fn empty(span: Span) -> Diagnostic {
    RULE.at(span, "ลิงก์ไม่มีข้อความให้อ่าน", "the link has no text")
        .help("เขียนชื่อของสิ่งที่จะเปิดไว้ใน `[…]`", "write the name of what will open between `[` and `]`")
}

fn address(span: Span) -> Diagnostic {
    RULE.at(span, "ใช้ที่อยู่เว็บเป็นชื่อหลักฐาน จึงไม่รู้ว่าเป็นเรื่องอะไร", "an address as the title of evidence does not say what it is about")
        .help("เขียนชื่อของหลักฐาน เช่น `title: แผนดำเนินงาน ประจำปี 2568`", "write its name, such as `title: แผนดำเนินงาน ประจำปี 2568`")
}
