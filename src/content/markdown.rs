//! Markdown → HTML fragment + headings + links, with places.
//!
//! Not templates, not other pages: links are left open and are filled in when the page is rendered.
//! Invariants: whatever the input, the HTML is balanced, nests no deeper than a browser reads, and holds no element, attribute
//! or class of the author's; every range lies inside the Markdown, on character boundaries.

mod blocks;
mod bold;
mod events;
mod ids;
mod letters;
mod links;
mod notes;
mod prose;
mod write;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::text::normalise::fold;
pub use ids::slug;
pub use prose::prose;

/// A body of Markdown, written as HTML with its links left open.
#[derive(Debug, Clone, Default)]
pub struct Fragment {
    out: Out,
    ids: ids::Ids,
    /// Where the first heading and where the notes begin, in the HTML.
    first_heading: usize,
    notes: usize,
    /// Headings in their order, without those inside footnotes.
    pub headings: Vec<Heading>,
    /// Links and images in their order; the number of a link is its place here.
    pub links: Vec<Link>,
    /// Raw HTML that was shown as text: ranges of the Markdown.
    pub raw_html: Vec<Range<usize>>,
    /// Footnote marks (`[^1]`) without a note, shown as text: ranges of the Markdown.
    pub marks_without_note: Vec<Range<usize>>,
    /// Notes that no mark leads to: ranges of the Markdown.
    pub notes_without_mark: Vec<Range<usize>>,
    /// Heads of tables whose cells are all empty: ranges of the Markdown.
    pub empty_heads: Vec<Range<usize>>,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Level on the page, from 2: the page has its own `<h1>`.
    pub level: u8,
    /// Level as the author wrote it: 1 for `#`.
    pub written: u8,
    /// The `id` attribute, unique in its fragment; not percent-encoded.
    pub id: String,
    /// Its text without marks.
    pub text: String,
    /// Its text in the Markdown.
    pub range: Range<usize>,
    /// What stands under it in the Markdown, up to the next heading of the same or a higher level.
    pub body: Range<usize>,
    section: Range<usize>,
}

/// A link or an image.
#[derive(Debug, Clone)]
pub struct Link {
    /// Which of the two.
    pub kind: LinkKind,
    /// The address as written, escapes and entities decoded; `www.…` in running text gets `http://`, a mail address `mailto:`.
    pub target: String,
    /// Its visible text; of an image the alternative text.
    pub text: String,
    /// Its title, or nothing.
    pub title: String,
    /// The address in the Markdown if it can be found there, else the whole link.
    pub range: Range<usize>,
}

/// Link or image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](address)`, `<address>` or an address in running text.
    Link,
    /// `![text](address)`.
    Image,
}

/// What a link leads to, or where an image is.
#[derive(Debug, Clone, Default)]
pub struct Target<'a> {
    /// The address, not yet escaped for HTML.
    pub href: Cow<'a, str>,
    /// Width and height of an image in pixels.
    pub size: Option<(u32, u32)>,
    /// Leads to another site: adds `rel="external"` to a link.
    pub outside: bool,
}

/// Reads a body.
///
/// Places are bytes of `markdown`. `#` and `##` both become `<h2>`, since the page has its own `<h1>`.
#[must_use]
pub fn read(markdown: &str) -> Fragment {
    let bold = bold::prepare(markdown);
    write::write(markdown, events::Events::new(&bold))
}

impl Fragment {
    /// The HTML with each link's address put in.
    ///
    /// `href(i)` is asked once per link, in order; with `None` a link's text is shown without a link, an image's text in its stead.
    pub fn html<'a>(&self, href: impl FnMut(usize) -> Option<Target<'a>>) -> String {
        self.fill(0..self.out.html.len(), href)
    }

    /// The HTML before the first heading; all but the notes if there is none.
    pub fn intro_html<'a>(&self, href: impl FnMut(usize) -> Option<Target<'a>>) -> String {
        self.fill(0..self.first_heading, href)
    }

    /// The HTML under one heading, without the heading and without the notes.
    ///
    /// # Panics
    /// When there is no such heading.
    pub fn section_html<'a>(&self, heading: usize, href: impl FnMut(usize) -> Option<Target<'a>>) -> String {
        self.fill(self.headings[heading].section.clone(), href)
    }

    /// The HTML of the footnotes; empty if there are none.
    ///
    /// For pages that show sections one by one: the marks in them lead here.
    pub fn notes_html<'a>(&self, href: impl FnMut(usize) -> Option<Target<'a>>) -> String {
        self.fill(self.notes..self.out.html.len(), href)
    }

    /// The place in `headings` of the first one with one of these names, however they are spelt.
    #[must_use]
    pub fn heading_named(&self, names: &[&str]) -> Option<usize> {
        let names: Vec<String> = names.iter().map(|it| fold(it)).collect();
        self.headings.iter().position(|it| names.contains(&fold(&it.text)))
    }

    /// An id for what stands beside the body on its page under a heading with this text.
    pub fn give_id(&mut self, text: &str) -> String {
        self.ids.give(None, text)
    }

    /// As it stays from now on: no more ids are given.
    #[must_use]
    pub fn whole(self) -> Arc<Fragment> {
        Arc::new(Fragment { ids: ids::Ids::default(), ..self })
    }

    /// Whether nothing is to be seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.out.html.is_empty()
    }

    /// The visible text, a line per block; footnotes last, without their marks.
    #[must_use]
    pub fn plain_text(&self) -> &str {
        self.out.text.trim_end()
    }

    fn fill<'a>(&self, range: Range<usize>, mut href: impl FnMut(usize) -> Option<Target<'a>>) -> String {
        let first = self.out.slots.partition_point(|slot| slot.at < range.start);
        let slots = self.out.slots[first..].iter().take_while(|slot| slot.at <= range.end);
        let mut res = String::with_capacity(range.len() + range.len() / 4);
        let mut at = range.start;
        // Links do not nest: one flag tells whether the open one is shown.
        let mut linked = false;
        for slot in slots {
            res.push_str(&self.out.html[at..slot.at]);
            at = slot.at;
            match slot.what {
                What::List { tasks } => res.push_str(if tasks { " class=\"tasks\"" } else { "" }),
                What::Open(i) => linked = links::open(&mut res, &self.links[i], href(i)),
                What::Close => res.push_str(if linked { "</a>" } else { "" }),
                What::Image(i) => links::image(&mut res, &self.links[i], Some(&self.links[i].title), href(i)),
                What::Figure(i) => links::image(&mut res, &self.links[i], None, href(i)),
            }
        }
        res.push_str(&self.out.html[at..range.end]);
        res
    }
}

/// HTML as far as it is written, its slots in their order, and the text that is to be seen of it.
#[derive(Debug, Clone, Default)]
struct Out {
    html: String,
    slots: Vec<Slot>,
    text: String,
}

/// A place in the HTML where something is missing.
#[derive(Debug, Clone)]
struct Slot {
    at: usize,
    what: What,
}

/// What is missing; numbers are those of links.
#[derive(Debug, Clone)]
enum What {
    /// The class of a list, which is known only after some of its items.
    List { tasks: bool },
    /// A link's start tag.
    Open(usize),
    /// The end tag of the link opened last.
    Close,
    /// An image.
    Image(usize),
    /// An image whose title stands below it.
    Figure(usize),
}

impl Out {
    /// Leaves a place open here.
    fn slot(&mut self, what: What) {
        self.slots.push(Slot { at: self.html.len(), what });
    }

    /// Begins a new line of text, unless at the beginning of one.
    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Adds what was written elsewhere.
    fn append(&mut self, other: Out) {
        let shift = self.html.len();
        self.html.push_str(&other.html);
        self.slots.extend(other.slots.into_iter().map(|slot| Slot { at: slot.at + shift, what: slot.what }));
        self.line();
        self.text.push_str(&other.text);
    }
}

/// Appends ` name="value"`.
fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    crate::text::html::push(html, value);
    html.push('"');
}
