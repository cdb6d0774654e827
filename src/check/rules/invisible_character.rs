//! The rule `invisible-character`.

use std::ops::Range;

use memchr::memchr3_iter;

use crate::check::{Check, Page, Run, Scene, words};
use crate::content::front_matter::Origin;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Values of heads, headings and addresses of links hold no character that cannot be seen: zero-width space and joiners, soft
    /// hyphen, marks of direction, byte order mark. In running text the zero-width space is allowed, where it tells browsers
    /// where a line may break. The sign `U+FFFD`, left where a text was damaged, is reported everywhere.
    ///
    /// ## Why it matters
    /// A title or an address with such a character looks right and is another one: it is not found, and a link of it breaks.
    "invisible-character", Group::Text
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

const ZERO_WIDTH_SPACE: char = '\u{200B}';
const DAMAGED: char = '\u{FFFD}';

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for origin in words::documents(scene) {
        in_values(scene, &origin, sink);
    }
    for page in scene.pages() {
        in_body(scene, &page, sink);
    }
}

fn in_values(scene: &Scene<'_>, origin: &Origin, sink: &mut Sink) {
    let found = find(words::text(scene, origin.yaml));
    if found.is_empty() {
        return;
    }
    let values = words::values(scene, origin, |_| true);
    for (range, c) in found.iter().filter(|(range, _)| words::hold(&values, range)) {
        sink.push(fault(words::in_head(scene, origin, range), *c));
    }
}

fn in_body(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let found = find(words::text(scene, page.origin.body));
    if found.is_empty() {
        return;
    }
    let fragment = &page.body.fragment;
    let headings = fragment.headings.iter().map(|it| it.range.clone());
    let tight = words::merged(headings.chain(fragment.links.iter().map(|it| it.range.clone())).collect());
    for (range, c) in found.iter().filter(|(range, c)| *c != ZERO_WIDTH_SPACE || words::hold(&tight, range)) {
        sink.push(fault(page.in_body(scene, range), *c));
    }
}

/// The characters of a text that cannot be seen.
fn find(text: &str) -> Vec<(Range<usize>, char)> {
    // The first bytes of all of them.
    let starts = memchr3_iter(0xC2, 0xE2, 0xEF, text.as_bytes());
    let found = starts.filter_map(|at| Some((at, text[at..].chars().next()?))).filter(|(_, c)| name(*c).is_some());
    let found = found.filter(|(at, c)| !(*c == '\u{200D}' && joins_pictures(&text[..*at])));
    found.map(|(at, c)| (at..at + c.len_utf8(), c)).collect()
}

/// The joiner makes one picture of two, such as a family of four persons.
fn joins_pictures(before: &str) -> bool {
    before.chars().next_back().is_some_and(|it| it >= '\u{2190}' && !it.is_alphanumeric())
}

fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{00AD}' => "soft hyphen",
        ZERO_WIDTH_SPACE => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "mark of direction",
        '\u{2060}' => "word joiner",
        '\u{FEFF}' => "byte order mark",
        DAMAGED => "replacement character",
        _ => return None,
    })
}

fn fault(span: Span, c: char) -> Diagnostic {
    let (code, name) = (u32::from(c), name(c).unwrap_or_default());
    if c == DAMAGED {
        return RULE
            .at(span, format!("ข้อความเสียหายตรงนี้ (U+{code:04X} {name})"), format!("the text is damaged here (U+{code:04X} {name})"))
            .help("พิมพ์คำนี้ใหม่ตามต้นฉบับ", "type the word again, as the original has it");
    }
    RULE.at(
        span,
        format!("มีอักขระที่มองไม่เห็น (U+{code:04X} {name})"),
        format!("there is a character that cannot be seen (U+{code:04X} {name})"),
    )
    .help("ลบทั้งคำแล้วพิมพ์ใหม่ ไม่คัดลอกมาวาง", "delete the whole word and type it again, without copying")
}
