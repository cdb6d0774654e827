//! Minifying a page piece by piece: the bytes of [`minify_html::minify`] at a fraction of its cost.
//!
//! `minify-html` builds a tree of every page, which is most of what a page costs, though nearly every tag of a page has stood on
//! a page before it. Here each distinct tag is minified once, by `minify-html` itself, and remembered; text, of which it changes
//! white space only, is copied by its tables (`minify-html-common`). A page that holds anything else (a script's text, a comment, `pre`,
//! a tag that another one closes) is minified whole. Does not know what a page is about.
//!
//! Invariant: the bytes do not depend on what was remembered, and are those of minifying the page whole.

use std::cell::RefCell;
use std::ops::Range;

use ahash::AHashMap;
use memchr::{memchr, memchr2, memchr3, memmem};
use minify_html::Cfg;
use minify_html_common::spec::tag::ns::Namespace;
use minify_html_common::spec::tag::omission::can_omit_as_before;
use minify_html_common::spec::tag::whitespace::{WhitespaceMinification, get_whitespace_minification_for_tag};

/// A page as it is published.
pub(super) fn page(html: &[u8]) -> Vec<u8> {
    thread_local! {
        // One a thread, so that no lock stands between pages; and a buffer, so that a page takes no more room than it needs.
        static TAGS: RefCell<(Tags, Vec<u8>)> = RefCell::new((Tags::new(), Vec::new()));
    }
    TAGS.with_borrow_mut(|(tags, out)| {
        out.clear();
        match by_pieces(html, tags, out) {
            Some(()) => out.as_slice().into(),
            None => minify_html::minify(html, &tags.options),
        }
    })
}

/// Bytes of tags that are remembered before all are forgotten: far more than a theme has, little beside a page in memory.
const MOST_BYTES: usize = 1024 * 1024;

/// Conservative: closing tags and `<html>`, `<head>` stay, scripts and styles are left alone.
fn options() -> Cfg {
    Cfg { keep_closing_tags: true, keep_html_and_head_opening_tags: true, ..Cfg::default() }
}

/// The tags that were met, each with its short form.
struct Tags {
    options: Cfg,
    known: Vec<Tag>,
    html: AHashMap<Box<[u8]>, usize>,
    svg: AHashMap<Box<[u8]>, usize>,
    n_bytes: usize,
    /// A tag with its address cut out.
    key: Vec<u8>,
}

/// An opening tag, minified.
struct Short<'t> {
    before: &'t [u8],
    /// The part of the page that stands between.
    href: &'t [u8],
    after: &'t [u8],
    /// What is inside the element; `None` when nothing can be.
    inside: Option<&'static WhitespaceMinification>,
}

struct Tag {
    short: Box<[u8]>,
    /// Where in it the address goes.
    href_at: Option<usize>,
    inside: Option<&'static WhitespaceMinification>,
}

/// An element that is open.
struct Open<'a> {
    name: &'a [u8],
    namespace: Namespace,
    white: &'static WhitespaceMinification,
    /// Whether a text or an element stood in it.
    is_begun: bool,
}

/// Writes the page; `None` when it must be minified whole.
fn by_pieces(html: &[u8], tags: &mut Tags, out: &mut Vec<u8>) -> Option<()> {
    // The only signs that `minify-html` writes shorter than they are end with this one.
    // And white space of these kinds, which hardly any page has, need not be looked for in every text.
    if memmem::find(html, "\u{20D2}".as_bytes()).is_some() || memchr2(b'\r', b'\x0C', html).is_some() {
        return None;
    }
    let doctype = b"<!doctype html>";
    let mut rest = html.strip_prefix(doctype)?;
    out.extend_from_slice(doctype);
    let root = Open { name: b"", namespace: Namespace::Html, white: white(Namespace::Html, b""), is_begun: true };
    let mut open: Vec<Open<'_>> = vec![root];
    let mut seen = [false; 3];
    while let Some(start) = memchr(b'<', rest) {
        let (text, tag) = rest.split_at(start);
        let (len, href) = extent(tag)?;
        let (tag, after) = tag.split_at(len);
        rest = after;
        let parent = open.last_mut()?;
        if let Some(name) = tag.strip_prefix(b"</") {
            write_text(text, parent, true, tags, out)?;
            let last = open.pop()?;
            (!last.name.is_empty() && last.name == &name[..name.len() - 1]).then(|| out.extend_from_slice(tag))?;
            continue;
        }
        write_text(text, parent, false, tags, out)?;
        parent.is_begun = true;
        let name = name_of(tag)?;
        if name == b"script" && !rest.starts_with(b"</") {
            return None;
        }
        if can_omit_as_before(parent.name, name) || is_second(name, &mut seen) {
            return None;
        }
        let namespace = if name == b"svg" { Namespace::Svg } else { parent.namespace };
        if name == b"title" && namespace == Namespace::Html {
            let end = memmem::find(rest, b"</title>")? + b"</title>".len();
            let title = [tag, &rest[..end]].concat();
            out.extend(minify_html::minify(&title, &tags.options));
            rest = &rest[end..];
            continue;
        }
        let short = tags.short(tag, href, name, namespace)?;
        for part in [short.before, short.href, short.after] {
            out.extend_from_slice(part);
        }
        if let Some(white) = short.inside {
            open.push(Open { name, namespace, white, is_begun: false });
        }
    }
    (open.len() == 1 && rest.iter().all(u8::is_ascii_whitespace)).then_some(())
}

fn white(namespace: Namespace, name: &[u8]) -> &'static WhitespaceMinification {
    get_whitespace_minification_for_tag(namespace, name, false)
}

/// Whether an element that a page has once is there already: `minify-html` drops the second.
fn is_second(name: &[u8], seen: &mut [bool; 3]) -> bool {
    let once: [&[u8]; 3] = [b"html", b"head", b"body"];
    once.iter().position(|it| *it == name).is_some_and(|n| std::mem::replace(&mut seen[n], true))
}

/// The length of the tag that a text begins with, if it is written as templates write tags, and where in it an address stands that
/// needs no quotes.
fn extent(tag: &[u8]) -> Option<(usize, Option<Range<usize>>)> {
    let (mut at, mut href) = (1, None);
    loop {
        at += memchr3(b'>', b'"', b'\'', &tag[at..])?;
        let quote = tag[at];
        if quote == b'>' {
            return Some((at + 1, href));
        }
        if tag[at - 1] != b'=' {
            return None;
        }
        let len = memchr(quote, &tag[at + 1..])?;
        if tag[..at].ends_with(b" href=") && is_plain(&tag[at + 1..][..len]) {
            href = Some(at..at + len + 2);
        }
        at += len + 2;
        if !matches!(tag.get(at)?, b' ' | b'\n' | b'/' | b'>') {
            return None;
        }
    }
}

/// Whether a value is written as it is, and without quotes.
fn is_plain(value: &[u8]) -> bool {
    !value.is_empty() && value.iter().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'\'' | b'=' | b'`' | b'<' | b'>' | b'&'))
}

/// The name of an opening tag whose content is plain HTML.
fn name_of(tag: &[u8]) -> Option<&[u8]> {
    let end = tag[1..].iter().position(|b| matches!(b, b' ' | b'\n' | b'/' | b'>'))?;
    let name = &tag[1..=end];
    let is_plain = name.first()?.is_ascii_lowercase() && name.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-');
    let is_other = matches!(name, b"style" | b"textarea" | b"pre");
    (is_plain && !is_other).then_some(name)
}

/// Writes what stands between two tags. `None` when it holds an entity that must be looked at in its surroundings.
fn write_text(text: &[u8], parent: &mut Open<'_>, is_last: bool, tags: &Tags, out: &mut Vec<u8>) -> Option<()> {
    if text.is_empty() {
        return Some(());
    }
    let WhitespaceMinification { collapse, destroy_whole, trim } = *parent.white;
    let is_first = !std::mem::replace(&mut parent.is_begun, true);
    let mut text = if trim && is_first { text.trim_ascii_start() } else { text };
    if trim && is_last {
        text = text.trim_ascii_end();
    }
    if destroy_whole && text.trim_ascii_start().is_empty() {
        return Some(());
    }
    if memchr(b'&', text).is_some() {
        return write_escaped(text, collapse, tags, out);
    }
    if collapse {
        write_collapsed(text, out);
    } else {
        out.extend_from_slice(text);
    }
    Some(())
}

/// A text with entities, as a piece of its own.
fn write_escaped(text: &[u8], collapse: bool, tags: &Tags, out: &mut Vec<u8>) -> Option<()> {
    let known: [&[u8]; 6] = [b"amp;", b"lt;", b"gt;", b"quot;", b"#39;", b"#x27;"];
    // Others may stand for white space.
    if memchr::memchr_iter(b'&', text).any(|at| !known.iter().any(|it| text[at + 1..].starts_with(it))) {
        return None;
    }
    // Neither element has its ends trimmed.
    let (before, after): (&[u8], &[u8]) = if collapse { (b"<b>", b"</b>") } else { (b"<code>", b"</code>") };
    let short = minify_html::minify(&[before, text, after].concat(), &tags.options);
    out.extend_from_slice(short.strip_prefix(before)?.strip_suffix(after)?);
    Some(())
}

/// Every run of white space as one space.
fn write_collapsed(text: &[u8], out: &mut Vec<u8>) {
    let (mut start, mut at) = (0, 0);
    while let Some(found) = memchr3(b' ', b'\n', b'\t', &text[at..]) {
        let white = at + found;
        at = text[white..].iter().position(|b| !b.is_ascii_whitespace()).map_or(text.len(), |n| white + n);
        if &text[white..at] != b" " {
            out.extend_from_slice(&text[start..white]);
            out.push(b' ');
            start = at;
        }
    }
    out.extend_from_slice(&text[start..]);
}

impl Tags {
    fn new() -> Tags {
        Tags { options: options(), known: Vec::new(), html: AHashMap::new(), svg: AHashMap::new(), n_bytes: 0, key: Vec::new() }
    }

    /// The short form of an opening tag.
    fn short<'t>(&'t mut self, tag: &'t [u8], href: Option<Range<usize>>, name: &[u8], namespace: Namespace) -> Option<Short<'t>> {
        self.key.clear();
        match &href {
            // Addresses differ from page to page, and a plain one is written as it is.
            Some(href) => self.key.extend([&tag[..href.start], b"x", &tag[href.end..]].into_iter().flatten()),
            None => self.key.extend_from_slice(tag),
        }
        let known = if namespace == Namespace::Svg { &self.svg } else { &self.html };
        let n = match known.get(&self.key[..]) {
            Some(n) => *n,
            None => self.learn(name, namespace, href.is_some())?,
        };
        let Tag { short, href_at, inside } = &self.known[n];
        let (before, after) = short.split_at(href_at.unwrap_or(short.len()));
        Some(Short { before, href: href.map_or(b"", |it| &tag[it.start + 1..it.end - 1]), after, inside: *inside })
    }

    /// Has the tag at `key` minified; its number.
    fn learn(&mut self, name: &[u8], namespace: Namespace, has_href: bool) -> Option<usize> {
        let close = [b"</", name, b">"].concat();
        let is_inside_svg = namespace == Namespace::Svg && name != b"svg";
        let (before, after): (&[u8], &[u8]) = if is_inside_svg { (b"<svg>", b"</svg>") } else { (b"", b"") };
        let short = minify_html::minify(&[before, &self.key, &close, after].concat(), &self.options);
        let short = short.strip_prefix(before)?.strip_suffix(after)?;
        // The closing tag of what has none is dropped.
        let (short, inside) = short.strip_suffix(&close[..]).map_or((short, None), |it| (it, Some(white(namespace, name))));
        let mut short = short.to_vec();
        let mut href_at = None;
        if has_href {
            let at = memmem::find(&short, b" href=x")? + b" href=".len();
            short.remove(at);
            href_at = Some(at);
        }
        self.n_bytes += self.key.len() + short.len();
        if self.n_bytes > MOST_BYTES {
            (self.known, self.html, self.svg, self.n_bytes) = (Vec::new(), AHashMap::new(), AHashMap::new(), 0);
        }
        let numbers = if namespace == Namespace::Svg { &mut self.svg } else { &mut self.html };
        numbers.insert(self.key.clone().into(), self.known.len());
        self.known.push(Tag { short: short.into(), href_at, inside });
        Some(self.known.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same bytes as minifying whole, with tags that are new and with tags that are known.
    fn check(html: &str, by_pieces_too: bool) {
        let expected = minify_html::minify(html.as_bytes(), &options());
        let mut tags = Tags::new();
        for _ in 0..2 {
            let mut found = Vec::new();
            let is_done = by_pieces(html.as_bytes(), &mut tags, &mut found).is_some();
            assert_eq!(is_done, by_pieces_too, "{html}");
            if is_done {
                assert_eq!(String::from_utf8_lossy(&found), String::from_utf8_lossy(&expected), "{html}");
            }
        }
    }

    fn in_body(body: &str) -> String {
        format!("<!doctype html>\n<html lang=\"th\">\n<head>\n<title>ก &amp; ข  ค</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n")
    }

    #[test]
    fn plain_pages_are_minified_by_pieces() {
        for body in [
            "",
            "<p class=\"a b\">  ข้อ <b>1</b>  <i>x</i> \n y </p>",
            "<ul>\n<li><a href=\"../o1/index.html\">O1</a> </li>\n<li> <a href=\"a b\">x</a></li></ul>",
            "<a href=\"a&amp;b\" rel=\"next\">x</a><a rel=\"next\" href=\"?a=1\">y</a><a href=\"\">z</a>",
            "<p>a &lt; b &amp; c &amp;lt; &quot;d&quot;</p><p><code>  a &amp;  b </code></p>",
            "<svg class=\"m\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><title> a </title><path d=\"M1 1h5\"/><g><path d=\"m1\"></path> </g></svg>",
            "<img src=\"a.png\" alt=\"\" width=\"1\"><br>\n<input type=\"text\" value=\"\"><hr/>",
            "<div> <span>a</span> <span>b</span> text </div><section>\n</section><p>\n</p><td> a </td>",
            "<form hidden><label for=\"q\">a</label> <input id=\"q\" autocomplete=\"off\"><button>b</button></form><script defer src=\"a.js\"></script>",
            "<template id=\"t\"><li><h3><a data-part=\"x\"></a></h3> </li></template><script type=\"text/javascript\" src=\"b\"></script>",
            "<table><tr><td>1</td><td class=\"n\"> 2 </td></tr></table><dl><dt>a</dt><dd>b</dd></dl>",
        ] {
            check(&in_body(body), true);
        }
    }

    #[test]
    fn others_are_minified_whole() {
        for body in [
            "<!-- a --><p>b</p>",
            "<pre>  a\n b</pre>",
            "<script>1  +  1</script>",
            "<textarea> a </textarea>",
            "<p>a<div>b</div></p>",
            "<ul><li>a<li>b</ul>",
            "<p>a</b></p>",
            "<p>a &nbsp; b &#32; c</p>",
            "<P>a</P>",
            "<p title=it's>a</p>",
            "<p title='a'b='c'>a</p>",
            "1 < 2",
            "\u{226A}\u{20D2}",
            "<p>a",
            "</p>",
            "<body>",
        ] {
            check(&in_body(body), false);
        }
        check("<p>ก</p>", false);
        check("<!doctype html>ก", false);
    }

    #[test]
    fn whatever_templates_may_make_is_minified_as_whole() {
        let pieces = [
            "<p>",
            "</p>",
            "<div class=\"a\">",
            "</div>",
            "<a href=\"x/y#z\">",
            "</a>",
            " ",
            "\n",
            "ก",
            "a  b",
            "&amp;",
            "&lt;b",
            "<b>",
            "</b>",
            "<ul>",
            "<li>",
            "</li>",
            "</ul>",
            "<br>",
            "<svg viewBox=\"0 0 1 1\">",
            "<path d=\"m1 1\"/>",
            "</svg>",
            "<td>",
            "</td>",
            "\"",
            ">",
            "<span title=\"a &quot; b\">",
            "</span>",
            "<code>",
            "</code>",
            "<input required=\"\" type=\"text\">",
            "&#39;",
        ];
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).expect("small")
        };
        let mut tags = Tags::new();
        let mut n_by_pieces = 0;
        for _ in 0..5_000 {
            let body: String = (0..next(9)).map(|_| pieces[next(pieces.len())]).collect();
            let html = in_body(&body);
            let mut found = Vec::new();
            if by_pieces(html.as_bytes(), &mut tags, &mut found).is_some() {
                n_by_pieces += 1;
                let expected = minify_html::minify(html.as_bytes(), &options());
                assert_eq!(String::from_utf8_lossy(&found), String::from_utf8_lossy(&expected), "{html}");
            }
        }
        assert!(n_by_pieces > 500, "{n_by_pieces}");
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut tags = Tags::new();
        for n in 0..20_000 {
            by_pieces(in_body(&format!("<p title=\"{n}\">a</p>")).as_bytes(), &mut tags, &mut Vec::new()).expect("plain");
            assert!(tags.n_bytes <= MOST_BYTES);
        }
    }
}
