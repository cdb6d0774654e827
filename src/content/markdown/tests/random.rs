//! Any text at all: no panic, places inside the text, tags in balance.

use super::super::{Fragment, Target, read};

const PARTS: &[&str] = &[
    "ก",
    "ข้อ",
    "ำ",
    "ๆ",
    "ฯ",
    "พ.ร.บ.",
    "๒",
    "a",
    "B",
    "1",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "    ",
    "*",
    "**",
    "***",
    "~",
    "~~",
    "_",
    "__",
    "`",
    "```",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "](u)",
    "[^1]",
    "[^1]: ",
    "[^",
    "[x]",
    "[ ] ",
    "[x]: u \"t\"\n",
    "|",
    "\n|-|:-:|-:|\n",
    "|-|\n",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "# ",
    "### ",
    "===\n",
    "---\n",
    "{#a}",
    "{#main}",
    ": ",
    "\n: ",
    "> [!NOTE]\n",
    "> [!TIP]",
    "<",
    ">",
    "</",
    "<b>",
    "</b>",
    "<div>",
    "<!--",
    "-->",
    "<!-- x -->",
    "<br>",
    "<script>",
    "\"",
    "'",
    "&",
    "&amp;",
    "&#0;",
    "\\",
    "https://a.b/",
    "www.c.d",
    "!",
    ".",
    ":",
    "\u{200B}",
    "\u{1DA8B}",
    "\u{FEFF}",
    "\0",
    "\r",
    "\r\n",
    "😀",
    "\u{E4D}\u{E32}",
    "<https://e.f>",
    "<a@b.c>",
    "\u{A0}",
];

/// A small generator (xorshift), so that a failure can be seen again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("smaller than the number of sides")
    }
}

#[test]
fn any_text_is_read() {
    let mut dice = Dice(0x2568_2569_2570_2571);
    for _ in 0..20_000 {
        let n = 1 + dice.roll(24);
        let markdown: String = (0..n).map(|_| PARTS[dice.roll(PARTS.len())]).collect();
        let fragment = read(&markdown);
        check_places(&markdown, &fragment);
        check_html(&markdown, &fragment);
    }
}

fn check_places(markdown: &str, fragment: &Fragment) {
    let headings = fragment.headings.iter().flat_map(|heading| [&heading.range, &heading.body]);
    let links = fragment.links.iter().map(|link| &link.range);
    let others = [&fragment.raw_html, &fragment.marks_without_note, &fragment.notes_without_mark];
    for range in headings.chain(links).chain(others.into_iter().flatten()) {
        assert!(markdown.get(range.clone()).is_some(), "{range:?} in {markdown:?}");
    }
}

fn check_html(markdown: &str, fragment: &Fragment) {
    let link = |_| Some(Target { href: "x".into(), ..Target::default() });
    let html = fragment.html(link);
    assert!(is_balanced(&html), "{markdown:?}\n{html}");
    assert!(is_balanced(&fragment.html(|_| None)), "{markdown:?}");
    assert!(is_balanced(&fragment.intro_html(link)), "{markdown:?}");
    for i in 0..fragment.headings.len() {
        let section = fragment.section_html(i, link);
        assert!(is_balanced(&section), "{markdown:?}\n{section}");
    }
    assert_eq!(html.matches("<input").count(), html.matches("<label>").count(), "{markdown:?}\n{html}");
    let ids: Vec<_> = values(&html, " id=\"").collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{markdown:?}\n{html}");
    for id in values(&html, " href=\"#") {
        assert!(unique.contains(&id), "no #{id}: {markdown:?}\n{html}");
    }
}

/// What stands between `start` and the next quote, wherever `start` is.
fn values<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(start).skip(1).filter_map(|rest| rest.split('"').next())
}

/// The tags of HTML that escapes all its text: name, and whether it is an end.
fn tags(html: &str) -> impl Iterator<Item = (&str, bool)> {
    html.split('<').skip(1).map(|tag| {
        let end = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        (&name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())], end)
    })
}

/// Whether every tag is closed in order, no link is in a link, and no block is in a line.
pub(super) fn is_balanced(html: &str) -> bool {
    let mut open = Vec::new();
    for (name, end) in tags(html) {
        let fine = match name {
            "br" | "hr" | "img" | "input" => !end,
            _ if end => open.pop() == Some(name),
            "a" | "label" => !open.contains(&name),
            "p" | "ul" | "ol" | "table" | "blockquote" | "h2" | "h3" | "pre" | "div" | "figure" | "dl" => !in_line(&open),
            "li" => matches!(open.last(), Some(&("ul" | "ol"))),
            "dt" | "dd" => open.last() == Some(&"dl"),
            _ => true,
        };
        if !fine {
            return false;
        }
        if !end && !matches!(name, "br" | "hr" | "img" | "input") {
            open.push(name);
        }
    }
    open.is_empty()
}

/// Whether the innermost element holds only what stands in a line.
fn in_line(open: &[&str]) -> bool {
    matches!(
        open.last(),
        Some(&("p" | "a" | "em" | "strong" | "del" | "label" | "code" | "sup" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl"))
    )
}

/// How many elements nest.
pub(super) fn deepest(html: &str) -> usize {
    let mut depth = 0_usize;
    let mut most = 0;
    for (name, end) in tags(html) {
        match name {
            "br" | "hr" | "img" | "input" => (),
            _ if end => depth -= 1,
            _ => depth += 1,
        }
        most = most.max(depth);
    }
    most
}
