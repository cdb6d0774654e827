//! Where an address stands, addresses in running text, and how links and images are written.

use std::ops::Range;

use memchr::memchr3_iter;

use super::{Link, Target, attribute};
use crate::text::html::push_text;

/// Writes a link's start tag; says whether there is one.
pub(super) fn open(html: &mut String, link: &Link, target: Option<Target>) -> bool {
    let Some(target) = target else { return false };
    html.push_str("<a");
    attribute(html, "href", &target.href);
    if !link.title.is_empty() {
        attribute(html, "title", &link.title);
    }
    if target.outside {
        attribute(html, "rel", "external");
    }
    html.push('>');
    true
}

/// Writes an image, or its text where there is no image to show.
pub(super) fn image(html: &mut String, image: &Link, title: Option<&str>, target: Option<Target>) {
    let Some(target) = target else {
        push_text(html, &image.text);
        return;
    };
    html.push_str("<img");
    attribute(html, "src", &target.href);
    attribute(html, "alt", &image.text);
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        attribute(html, "title", title);
    }
    if let Some((width, height)) = target.size {
        attribute(html, "width", &width.to_string());
        attribute(html, "height", &height.to_string());
    }
    html.push_str(" loading=\"lazy\">");
}

/// The address of `[…](address "title")`; `tail` begins after the link's text.
pub(super) fn inline_address(source: &str, tail: Range<usize>) -> Option<Range<usize>> {
    address_after(source, tail, "](")
}

/// The address of `[label]: address "title"`.
pub(super) fn defined_address(source: &str, definition: Range<usize>) -> Option<Range<usize>> {
    address_after(source, definition, "]:")
}

fn address_after(source: &str, within: Range<usize>, opening: &str) -> Option<Range<usize>> {
    let text = source.get(within.clone())?;
    let after = text.find(opening)? + opening.len();
    let rest = text[after..].trim_start();
    let skipped = text.len() - rest.len();
    let address = match rest.strip_prefix('<') {
        Some(rest) => skipped + 1..skipped + 1 + pointed_len(rest)?,
        None => skipped..skipped + bare_len(rest),
    };
    (!address.is_empty()).then(|| within.start + address.start..within.start + address.end)
}

/// Length of an address in pointed brackets.
fn pointed_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

/// Length of an address without brackets: up to a space, or to a parenthesis that was not opened in it.
fn bare_len(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if c.is_whitespace() => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => (),
        }
    }
    text.len()
}

/// The first address in running text, from a byte on: its range, and what `href` lacks in front of it.
pub(super) fn find(text: &str, from: usize) -> Option<(Range<usize>, &'static str)> {
    let bytes = text.as_bytes();
    memchr3_iter(b':', b'w', b'W', &bytes[from..]).find_map(|sign| {
        let sign = from + sign;
        let (before, after) = (&bytes[from..sign], &bytes[sign..]);
        let (at, host, scheme) = if bytes[sign] == b':' {
            let name = ["https", "http"].into_iter().find(|name| ends_with(before, name)).filter(|_| after.starts_with(b"://"))?;
            (sign - name.len(), sign + "://".len(), "")
        } else {
            after.get(..4).filter(|it| it.eq_ignore_ascii_case(b"www."))?;
            (sign, sign + 4, "http://")
        };
        let begins = text[..at].chars().next_back().is_none_or(|before| !before.is_ascii_alphanumeric() && !"/.@-_".contains(before));
        let has_host = text[host..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        (begins && has_host).then(|| (at..at + length(&text[at..]), scheme))
    })
}

fn ends_with(bytes: &[u8], name: &str) -> bool {
    bytes.len().checked_sub(name.len()).is_some_and(|at| bytes[at..].eq_ignore_ascii_case(name.as_bytes()))
}

/// How far an address reaches: not into Thai, not over a quote or a bracket that it did not open, no stop at its end.
fn length(text: &str) -> usize {
    let mut open = [0_usize; 3];
    let end = text.char_indices().find(|(_, c)| !belongs(*c) || closes(*c, &mut open)).map_or(text.len(), |(at, _)| at);
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']).len()
}

fn belongs(c: char) -> bool {
    let letter = c.is_alphanumeric() && !super::letters::is_thai(c);
    letter || c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '`' | '<' | '>' | '\\' | '|')
}

/// Whether this bracket closes one that is not open.
fn closes(c: char, open: &mut [usize; 3]) -> bool {
    if let Some(i) = "([{".find(c) {
        open[i] += 1;
    }
    let Some(i) = ")]}".find(c) else { return false };
    let none = open[i] == 0;
    open[i] = open[i].saturating_sub(1);
    none
}
