//! The words for texts that are no YAML: where to point, what to say, what to type.
//!
//! The reader notices most slips lines after they were made; the words of its message say which slip it was.

use std::ops::Range;

use super::byte_of;
use super::say::{Fault, fault, without_position};
use crate::diag::say;

/// Signs that mean something to YAML at the beginning of a value.
const SIGNS: &str = "*&!|>%@`?]},-";

/// The fault behind the reader's `message`, which it found at `at`.
pub(super) fn tell(text: &str, at: usize, message: &str) -> (Range<usize>, Fault) {
    let line = line_at(text, at);
    // A quotation mark that is not closed takes in whatever follows: no other slip can be told then.
    quotation(text, message)
        .or_else(|| missing_space(&text[..line.end]))
        .or_else(|| bracket(text, message))
        .or_else(|| no_colon(text, message))
        .or_else(|| tab(text, at, message))
        .or_else(|| sign(text, at))
        .or_else(|| indent(text, at, message))
        .or_else(|| colon(at, message))
        .or_else(|| after_end(text, at, message))
        .unwrap_or_else(|| (at..at + 1, unnamed(message)))
}

/// The slip made most often: `status:done`, or a no-break space after the colon.
pub(super) fn missing_space(text: &str) -> Option<(Range<usize>, Fault)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '-']);
        let key_len = content.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
        let after = content[key_len..].strip_prefix(':').filter(|it| key_len > 0 && !it.starts_with("//"));
        if let Some(after) = after
            && let Some(next) = after.chars().next().filter(|it| !it.is_ascii_whitespace())
        {
            let at = start + line.len() - content.len();
            let cure = format!("{}: {}", &content[..key_len], after.trim());
            return Some((at..at + content.trim_end().len(), no_space(next, &cure)));
        }
        start += line.len();
    }
    None
}

fn no_space(next: char, cure: &str) -> Fault {
    if next.is_whitespace() {
        return fault(
            say("ช่องว่างหลังเครื่องหมาย : เป็นอักขระพิเศษ", "what stands after the colon is no plain space"),
            say(format!("ลบช่องว่างนั้นแล้วเคาะวรรคใหม่: `{cure}`"), format!("delete it and type a space: `{cure}`")),
        );
    }
    fault(say("ต้องเว้นวรรคหลังเครื่องหมาย :", "a space is needed after the colon"), say(format!("พิมพ์ `{cure}`"), format!("write `{cure}`")))
}

fn quotation(text: &str, message: &str) -> Option<(Range<usize>, Fault)> {
    let start = begun(text, message, "quoted scalar")?;
    let told = fault(
        say("เปิดเครื่องหมายคำพูดแล้วไม่ได้ปิด", "a quotation mark is opened and not closed"),
        say("ปิดด้วยเครื่องหมายเดียวกันที่ท้ายข้อความ", "close it with the same mark at the end of the text"),
    );
    Some((start..start + 1, told))
}

fn bracket(text: &str, message: &str) -> Option<(Range<usize>, Fault)> {
    let start = begun(text, message, "flow sequence").or_else(|| begun(text, message, "flow mapping"))?;
    let told = fault(
        say("วงเล็บหรือเครื่องหมายจุลภาคไม่ครบ", "a bracket or a comma is missing"),
        say("ปิดวงเล็บที่เปิดตรงนี้ และคั่นแต่ละอย่างด้วย ,", "close the bracket that is opened here, and put a comma between its parts"),
    );
    Some((start..line_at(text, start).end, told))
}

/// A line that is neither a name and a value nor goes on with the text above.
fn no_colon(text: &str, message: &str) -> Option<(Range<usize>, Fault)> {
    let start = begun(text, message, "simple key")?;
    let line = start..line_at(text, start).end;
    let cure = if text[line.clone()].contains('：') {
        say("ใช้เครื่องหมาย : ของแป้นพิมพ์ภาษาอังกฤษ แล้วเว้นวรรค", "use the colon of an English keyboard, and a space")
    } else {
        say("เขียนชื่อ ตามด้วย : และเว้นวรรค เช่น `status: done`", "write a name, a colon and a space: `status: done`")
    };
    Some((line, fault(say("บรรทัดนี้ไม่ใช่ `ชื่อ: ค่า`", "this line is not a `name: value`"), cure)))
}

fn tab(text: &str, at: usize, message: &str) -> Option<(Range<usize>, Fault)> {
    let is_tab = message.contains("tab character") || message.contains("cannot start any token");
    let told = fault(
        say("ใช้ Tab เยื้องบรรทัดไม่ได้", "a tab cannot be used to indent"),
        say("ใช้เคาะวรรคสองครั้งแทน Tab", "use two spaces instead of the tab"),
    );
    (is_tab && text[at..].starts_with('\t')).then_some((at..at + 1, told))
}

/// A value that begins with a sign of YAML.
fn sign(text: &str, at: usize) -> Option<(Range<usize>, Fault)> {
    let line = line_at(text, at);
    let content = &text[line.clone()];
    let value = content.find(": ").map_or(content, |colon| &content[colon + 1..]);
    let value = if value.len() == content.len() { value.trim_start_matches([' ', '-']) } else { value.trim_start() };
    let start = line.end - value.len();
    let sign = value.chars().next().filter(|it| SIGNS.contains(*it) && start <= at)?;
    let told = fault(
        say(format!("ค่าขึ้นต้นด้วยเครื่องหมาย {sign} ไม่ได้"), format!("a value cannot begin with the sign {sign}")),
        say("ครอบทั้งค่าด้วย \"…\"", "put the whole value in quotes"),
    );
    Some((start..start + 1, told))
}

/// A line whose spaces fit to none above.
fn indent(text: &str, at: usize, message: &str) -> Option<(Range<usize>, Fault)> {
    let line = line_at(text, at);
    let before = text[line.start..at].trim_start();
    let is_key = !before.is_empty() && before.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let fits = match message {
        it if it.contains("mapping values are not allowed") => is_key && text[line.clone()].starts_with(' '),
        it => it.contains("did not find expected") && before.is_empty(),
    };
    let told = fault(
        say("ช่องว่างหน้าบรรทัดนี้ไม่ตรงกับบรรทัดข้างบน", "the spaces before this line do not fit to the lines above"),
        say("จัดช่องว่างหน้าบรรทัดให้เท่ากับบรรทัดอื่นในกลุ่มเดียวกัน", "give it as many spaces as the other lines of its group have"),
    );
    fits.then(|| (line.end - text[line.clone()].trim_start().len()..line.end, told))
}

fn colon(at: usize, message: &str) -> Option<(Range<usize>, Fault)> {
    let told = fault(
        say("มีเครื่องหมาย : อยู่ในข้อความ", "there is a colon inside the text"),
        say("ครอบข้อความทั้งหมดด้วย \"…\" เช่น `title: \"แผน: ฉบับแก้ไข\"`", "put the whole text in quotes: `title: \"แผน: ฉบับแก้ไข\"`"),
    );
    message.contains("mapping values are not allowed").then_some((at..at + 1, told))
}

/// Words after the mark that ends a value: `"แผน" ปี 2568`, `[ร่าง] แผน`.
fn after_end(text: &str, at: usize, message: &str) -> Option<(Range<usize>, Fault)> {
    let line = line_at(text, at);
    let end = text[line.start..at].trim_end().chars().next_back().filter(|it| "\"']}".contains(*it))?;
    let told = fault(
        say(format!("มีข้อความต่อท้าย `{end}`"), format!("there are words after the `{end}` that ends the value")),
        say("ครอบทั้งค่าด้วย '…' เช่น `title: '[ร่าง] แผน'`", "put the whole value in quotes: `title: '[ร่าง] แผน'`"),
    );
    message.contains("did not find expected").then_some((at..line.end, told))
}

fn unnamed(message: &str) -> Fault {
    let message = without_position(message);
    fault(
        say(format!("รูปแบบของบรรทัดนี้ไม่ถูกต้อง ({message})"), format!("this line is not written as it must be ({message})")),
        say("ตรวจการเว้นวรรคหน้าบรรทัดและเครื่องหมาย : ให้เหมือนบรรทัดอื่น", "compare the spaces before the line and the colon with the other lines"),
    )
}

/// The line of dashes that begins a second document.
pub(super) fn second_document(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    let mut is_first = true;
    for line in text.split_inclusive('\n') {
        let is_mark = line.starts_with("---") || line.starts_with("...");
        if is_mark && !is_first {
            return Some(start..start + 3);
        }
        is_first &= is_mark || line.trim().is_empty() || line.starts_with('#');
        start += line.len();
    }
    None
}

/// Where the thing began that the message is about: `… while scanning a quoted scalar at line 1 column 8`.
fn begun(text: &str, message: &str, thing: &str) -> Option<usize> {
    let (_, rest) = message.split_once(thing)?;
    let mut numbers = rest.strip_prefix(" at line ")?.split(" column ");
    Some(byte_of(text, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// The line around a byte, without its end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    start..text[at..].find('\n').map_or(text.len(), |it| at + it)
}
