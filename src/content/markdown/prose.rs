//! Which parts of a body are words to be read: not code, not addresses, not HTML.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::Events;
use super::{bold, links};

/// The ranges of words in a Markdown text, in order; what stands side by side is one range.
///
/// For who searches the source and has found something: reading a body again costs as much as reading it first.
#[must_use]
pub fn prose(markdown: &str) -> Vec<Range<usize>> {
    let bold = bold::prepare(markdown);
    let mut res: Vec<Range<usize>> = Vec::new();
    let mut is_silent = false;
    for (event, range) in Events::new(&bold) {
        match event {
            Event::Start(tag) if is_code_or_address(&tag) => is_silent = true,
            Event::End(TagEnd::CodeBlock | TagEnd::Link) => is_silent = false,
            Event::Text(_) if !is_silent => match res.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => res.push(range),
            },
            _ => {}
        }
    }
    res.into_iter().flat_map(|range| without_addresses(markdown, range)).collect()
}

/// `<https://…>` and the like have their address as their text.
fn is_code_or_address(tag: &Tag) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. })
}

/// The parts of a range around the addresses in it.
fn without_addresses(markdown: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = &markdown[range.clone()];
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some((address, _)) = links::find(text, at) {
        parts.push(range.start + at..range.start + address.start);
        at = address.end;
    }
    parts.push(range.start + at..range.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn words_are_read_code_and_addresses_are_not() {
        for (markdown, expected) in [
            ("ก **ข** `ค` [ง](จ \"ฉ\")", &["ก ", "ข", " ", " ", "ง"][..]),
            ("Do & Don't [x] 5*", &["Do & Don't [x] 5*"]),
            ("ดู https://a.th/ก และ <https://b.th> ต่อ", &["ดู ", "ก และ ", " ต่อ"]),
            ("    code\n\n```\ncode\n```\n\n# หัว {#id}\n", &["หัว"]),
            ("| ก | ข |\n|---|---|\n| ค | `ง` |\n", &["ก", "ข", "ค"]),
            ("![รูป](a.png)\n\n- [x] งาน\n\n<div>ก</div>\n", &["รูป", "งาน"]),
            ("", &[]),
        ] {
            let found: Vec<&str> = prose(markdown).into_iter().map(|it| &markdown[it]).collect();
            assert_eq!(found, expected, "{markdown}");
        }
    }
}
