//! Bold and strike-through in Thai: 54 ways to write them, of which plain Markdown fails at 33.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::super::letters::is_punctuation;
use super::super::read;

/// What plain Markdown makes of a case, and what we make of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Works in both.
    Plain,
    /// Works here only.
    Cured,
    /// KNOWN WRONG: underscores are never intraword, a space inside is the author's slip, `****` is a run of its own.
    Wrong,
}

use Case::{Cured, Plain, Wrong};

const CASES: [(&str, Case); 54] = [
    // Plain words, and inner edges that are letters, marks or digits.
    ("นี่**คำ**นี้", Plain),
    ("**คำ**นี้", Plain),
    ("นี่**คำ**", Plain),
    ("นี่**ไม้**นี้", Plain),
    ("นี่**นำ**นี้", Plain),
    ("นี่**วันเสาร์**นี้", Plain),
    ("นี่**กรุงเทพฯ**นี้", Plain),
    ("นี่**ต่าง ๆ**นี้", Plain),
    ("นี่**๒๕๖๘**นี้", Plain),
    ("นี่**เดิม**แล้ว", Plain),
    ("นี่**แผน**โครงการ", Plain),
    ("นี่**โครงการ**เดิม", Plain),
    // A space or an entity outside.
    ("ตาม **พ.ร.บ.** กำหนด", Plain),
    ("ตาม **พ.ร.บ.**&#8203;กำหนด", Plain),
    ("**หมายเหตุ:** ข้อความ", Plain),
    ("ดู \"**แผน**\" นี้", Plain),
    ("ดู (**แผน**)นี้", Plain),
    ("ดู **แผน (ร่าง)** ของ", Plain),
    ("ราคา~~เดิม~~ใหม่", Plain),
    ("นี่ __คำ__ นี้", Plain),
    ("นี่**\u{200B}คำ\u{200B}**นี้", Plain),
    // A full stop at the inner edge.
    ("ตาม**พ.ร.บ.**กำหนด", Cured),
    ("**พ.ร.บ.**กำหนด", Cured),
    ("**พ.ศ.**2569", Cured),
    ("ตาม**พ.ร.บ.**\u{200B}กำหนด", Cured),
    ("ตาม**พ.ร.บ.**\u{2060}กำหนด", Cured),
    ("และ**อื่น ....**อีก", Cured),
    ("และ**อื่น…**อีก", Cured),
    // Colons.
    ("**หมายเหตุ:**ข้อความ", Cured),
    ("**หมายเหตุ：**ข้อความ", Cured),
    // Quotes and parentheses.
    ("คำว่า**\"แผน\"**นี้", Cured),
    ("คำว่า**\u{201C}แผน\u{201D}**นี้", Cured),
    ("**(ร่าง)**ของ", Cured),
    ("**แผน (ร่าง)**ของ", Cured),
    ("ดู**(ร่าง) แผน**ของ", Cured),
    ("ดู**(ร่าง)**ของ", Cured),
    // Other signs.
    ("ร้อยละ**50%**ของ", Cured),
    ("ด่วน**ทันที!**นะ", Cured),
    ("รับ**และ/**หรือ", Cured),
    ("ช่วง**2567-**ต่อ", Cured),
    ("ช่วง**2567–**ต่อ", Cured),
    ("เสร็จ**แล้ว✅**นะ", Cured),
    ("ราคา**100฿**ถ้วน", Cured),
    ("ราคา**฿100**ถ้วน", Cured),
    ("นี่**๏ คำ**นี้", Cured),
    ("นี่**คำ๚**นี้", Cured),
    // A link or code at the edge.
    ("ดู**[แผน](a.pdf)**ได้ที่", Cured),
    ("**`x`**ได้", Cured),
    // Strike-through.
    ("ตาม~~พ.ร.บ.~~ใหม่", Cured),
    ("นี่__คำ__นี้", Wrong),
    ("นี่_คำ_นี้", Wrong),
    ("นี่** คำ**นี้", Wrong),
    ("นี่**คำ\u{A0}**นี้", Wrong),
    ("**ก****ข**", Wrong),
];

/// Whether every run came to something and none is left standing.
fn works(html: &str) -> bool {
    ["<strong>", "<del>", "<em>"].iter().any(|tag| html.contains(tag)) && !html.contains("**") && !html.contains("~~")
}

fn works_in_plain_markdown(markdown: &str) -> bool {
    let mut runs = 0;
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Strong | Tag::Strikethrough | Tag::Emphasis) => runs += 1,
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            _ => (),
        }
    }
    runs > 0 && !text.contains("**") && !text.contains("~~")
}

#[test]
fn bold_works_between_thai_letters() {
    for (markdown, case) in CASES {
        let html = read(markdown).html(|_| None);
        assert_eq!(works_in_plain_markdown(markdown), case == Plain, "{markdown}");
        assert_eq!(works(&html), case != Wrong, "{markdown}: {html}");
        assert!(!html.contains('\u{1DA8B}'), "{markdown}: {html}");
    }
    let count = |case| CASES.iter().filter(|(_, it)| *it == case).count();
    assert_eq!((count(Plain), count(Cured), count(Wrong)), (21, 28, 5));
}

#[test]
fn what_is_bold_is_what_stands_between() {
    let cases = [
        ("ตาม**พ.ร.บ.**กำหนด", "ตาม<strong>พ.ร.บ.</strong>กำหนด"),
        ("ดู**(ร่าง)**และ**\"ก\"**ของ", "ดู<strong>(ร่าง)</strong>และ<strong>\"ก\"</strong>ของ"),
        ("**ก** \"**ข**\" **ค**", "<strong>ก</strong> \"<strong>ข</strong>\" <strong>ค</strong>"),
        ("**ก**\"ข\"**ค**", "<strong>ก</strong>\"ข\"<strong>ค</strong>"),
        ("***(ก)***ข", "<em><strong>(ก)</strong></em>ข"),
    ];
    for (markdown, html) in cases {
        assert_eq!(read(markdown).html(|_| None), format!("<p>{html}</p>\n"), "{markdown}");
    }
}

/// The cure must not touch what was not meant as bold.
#[test]
fn other_asterisks_keep_their_meaning() {
    let cases = [
        ("ก \\*\\*(ข)\\*\\*ค", "<p>ก **(ข)**ค</p>\n"),
        ("`ก**(ข)**ค`", "<p><code>ก**(ข)**ค</code></p>\n"),
        ("    ก**(ข)**ค", "<pre tabindex=\"0\"><code>ก**(ข)**ค</code></pre>\n"),
        ("a**(b)**c", "<p>a**(b)**c</p>\n"),
        ("2*(3)*4 ก", "<p>2*(3)*4 ก</p>\n"),
        ("พื้นที่ 2 ** 3 ตร.ม.", "<p>พื้นที่ 2 ** 3 ตร.ม.</p>\n"),
        ("หมายเหตุ** ดูท้าย", "<p>หมายเหตุ** ดูท้าย</p>\n"),
        ("* (ก)\n* ข", "<ul>\n<li>(ก)</li>\n<li>ข</li>\n</ul>\n"),
        ("***\n\nก", "<hr>\n<p>ก</p>\n"),
        ("ราว ~50 (ก)~ข", "<p>ราว ~50 (ก)~ข</p>\n"),
        ("[ก](a**(b)**ค)", "<p>ก</p>\n"),
        ("~~~ก**(ข)**ค\nก\n~~~", "<pre tabindex=\"0\"><code>ก\n</code></pre>\n"),
    ];
    for (markdown, html) in cases {
        assert_eq!(read(markdown).html(|_| None), html, "{markdown}");
    }
    assert_eq!(read("[ก](a**(b)**ค)").links[0].target, "a**(b)**ค");
}

#[test]
fn the_authors_own_marks_stay() {
    assert_eq!(read("**(ก)**ข\u{1DA8B}").html(|_| None), "<p><strong>(ก)</strong>ข\u{1DA8B}</p>\n");
    // KNOWN WRONG: with all five in one text, one of them goes.
    let all = "\u{1DA8B}\u{1DA8A}\u{1DA89}\u{1DA88}\u{1DA87}";
    assert_eq!(read(&format!("**(ก)**ข{all}")).html(|_| None), "<p><strong>(ก)</strong>ข\u{1DA8A}\u{1DA89}\u{1DA88}\u{1DA87}</p>\n");
}

/// Asks the parser about every character: between letters, `**` before punctuation cannot begin.
#[test]
fn punctuation_is_what_the_parser_takes_for_it() {
    let mut missed = Vec::new();
    let mut wrong = Vec::new();
    for c in ('!'..='\u{1FFFF}').filter(|c| !c.is_whitespace() && !c.is_control() && !"&*\\<`|[_".contains(*c)) {
        let text = format!("ก**{c}ก**");
        let theirs = !Parser::new(&text).any(|event| matches!(event, Event::Start(Tag::Strong)));
        if !theirs && is_punctuation(c) {
            wrong.push(c);
        }
        // Left out: scripts that Thai documents do not quote.
        if theirs && !is_punctuation(c) {
            missed.push(c);
        }
    }
    let near = |c: &char| matches!(*c, '\0'..='\u{02AF}' | '\u{0E00}'..='\u{0E7F}' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFFF}' | '\u{1F300}'..='\u{1F6FF}');
    missed.retain(|c| near(c) && !c.is_numeric());
    assert_eq!((wrong, missed), (Vec::new(), Vec::new()));
}
