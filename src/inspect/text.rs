//! Text files: CSV and the like, HTML, SVG.

use memchr::{memchr_iter, memmem};

use super::finds::Finds;
use super::national_id::Lenient;
use super::{Kind, table};
use crate::formats::encoding::decode;

/// How much of a file is looked at to tell whether it is text.
const SAMPLE: usize = 64 * 1024;

/// Whether bytes are text: UTF-8, UTF-16 with its mark, or windows-874.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return true;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A) || byte == 0x7F;
    // The code page leaves these empty.
    let is_empty_place = |byte: u8| matches!(byte, 0x81..=0x84 | 0x86..=0x90 | 0x98..=0x9F | 0xDB..=0xDE | 0xFC..=0xFF);
    let is_utf8 = std::str::from_utf8(sample).map_or_else(|err| err.error_len().is_none(), |_| true);
    !sample.iter().any(|it| is_control(*it)) && (is_utf8 || !sample.iter().any(|it| is_empty_place(*it)))
}

pub(super) fn read(name: &str, bytes: &[u8], kind: Kind) -> Finds {
    let mut finds = Finds::default();
    let text = decode(bytes);
    match kind {
        Kind::Html | Kind::Svg => {
            lines(&text, &mut finds);
            lines(&without_tags(&text), &mut finds);
            finds.macros = kind == Kind::Svg && has_script(&text);
        }
        _ if is_table(name) => table::read(&text, &mut finds, line),
        _ => lines(&text, &mut finds),
    }
    finds
}

fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".csv") || name.ends_with(".tsv")
}

fn lines(text: &str, finds: &mut Finds) {
    finds.search_at(text, Lenient::No, None, |at| line(memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1));
}

fn line(number: usize) -> String {
    format!("บรรทัด {number}")
}

/// What a reader of the page sees: elements within a line leave nothing, others a blank; references to characters are digits.
fn without_tags(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        res.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with('<') { tag(rest, &mut res) } else { reference(rest, &mut res) };
        rest = &rest[taken..];
    }
    res.push_str(rest);
    res
}

const INLINE: [&str; 14] = ["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "tspan", "u"];

/// Passes over a tag; returns its length.
fn tag(rest: &str, res: &mut String) -> usize {
    let Some(end) = rest.find('>') else {
        return rest.len();
    };
    let tag = &rest[..=end];
    let name: String = tag[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    if !INLINE.contains(&name.to_ascii_lowercase().as_str()) {
        res.push(' ');
    }
    // Lines must count as in the file.
    res.extend(tag.chars().filter(|it| *it == '\n'));
    tag.len()
}

/// `&#49;`, `&#x31;`, `&nbsp;`; returns the length.
fn reference(rest: &str, res: &mut String) -> usize {
    let Some(end) = rest.bytes().take(10).position(|it| it == b';') else {
        res.push('&');
        return 1;
    };
    let name = &rest[1..end];
    let number = name.strip_prefix('#').and_then(|it| match it.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => it.parse().ok(),
    });
    match number.and_then(char::from_u32) {
        Some(c) => res.push(c),
        None if name == "shy" => (),
        None => res.push(' '),
    }
    end + 1
}

fn has_script(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let lower = lower.as_bytes();
    let is_handler = |at: usize| {
        let name = &lower[at + 3..];
        let letters = name.iter().take_while(|it| it.is_ascii_lowercase()).count();
        letters > 1 && name[letters..].trim_ascii_start().starts_with(b"=")
    };
    memmem::find(lower, b"<script").is_some()
        || memmem::find(lower, b"javascript:").is_some()
        || [&b" on"[..], b"\non", b"\ton"].iter().any(|it| memmem::find_iter(lower, it).any(is_handler))
}

/// Whether a character is a letter or digit. Thai is by far the most frequent: the standard tables are slow there.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E59}' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric(),
    }
}
