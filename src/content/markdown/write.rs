//! Events in, HTML out, in one pass and without recursion: what is open is on a stack. Here what stands in a line.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::blocks::{Section, Tables, TitleInWork};
use super::events::{Events, Run, is_comment};
use super::ids::Ids;
use super::letters::joins;
use super::notes::{Notes, lone_marks};
use super::{Fragment, Link, LinkKind, Out, What, links};
use crate::text::html::push_text;

/// How deep lists, quotes and emphasis may nest. Browsers' parsers give up at 512 elements, and nobody reads so deep; what is
/// deeper is written without the elements.
pub(super) const DEEPEST: usize = 100;

/// Writes the events of a Markdown text.
pub(super) fn write(source: &str, events: Events) -> Fragment {
    let mut writer = Writer {
        source,
        events,
        out: Out::default(),
        last: None,
        stack: Vec::new(),
        label: false,
        link: None,
        image: None,
        title: None,
        first_heading: None,
        sections: Vec::new(),
        tables: Tables::default(),
        ids: Ids::default(),
        notes: Notes::default(),
        res: Fragment::default(),
    };
    while let Some((event, range)) = writer.events.next() {
        writer.event(event, range);
    }
    writer.finish()
}

/// What is written so far and what is open.
pub(super) struct Writer<'a> {
    pub(super) source: &'a str,
    pub(super) events: Events<'a>,
    pub(super) out: Out,
    /// The letter seen last in this block: it tells what a line break means.
    pub(super) last: Option<char>,
    pub(super) stack: Vec<Frame>,
    /// Whether the label of a task is open.
    pub(super) label: bool,
    link: Option<LinkInWork>,
    image: Option<ImageInWork>,
    pub(super) title: Option<TitleInWork>,
    /// Where the first heading that is not inside another block begins, in the HTML.
    pub(super) first_heading: Option<usize>,
    pub(super) sections: Vec<Section>,
    pub(super) tables: Tables,
    pub(super) ids: Ids,
    pub(super) notes: Notes,
    pub(super) res: Fragment,
}

/// An open element.
pub(super) struct Frame {
    /// What ends it; nothing if it was not written.
    pub(super) close: &'static str,
    /// Length of the HTML before and after its start tag.
    pub(super) before: usize,
    pub(super) inside: usize,
    /// Number of slots before it.
    pub(super) slots: usize,
}

struct LinkInWork {
    index: usize,
    /// Where its text ends in the Markdown.
    text_end: usize,
    /// Links inside its text: Markdown allows `<https://…>` there, HTML does not.
    depth: usize,
}

/// An image: its inside is not written but collected.
struct ImageInWork {
    link: Link,
    range: Range<usize>,
    text_end: usize,
    /// Images inside its text.
    depth: usize,
}

impl Writer<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        if !matches!(event, Event::End(_)) {
            self.reach(&range);
        }
        if self.image.is_some() && self.event_in_image(&event) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => {
                let run = self.events.run(&text, range);
                self.text(&run);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.code(&text),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.mark(&label),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.gap("<br>\n", '\n'),
            Event::Rule => {
                self.begin_block();
                self.out.html.push_str("<hr>\n");
            }
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    /// Inside an image only its text counts. Says whether the event is dealt with.
    fn event_in_image(&mut self, event: &Event) -> bool {
        let Some(image) = &mut self.image else { return false };
        match event {
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth == 0 => return false,
            Event::End(TagEnd::Image) => image.depth -= 1,
            Event::Start(_) | Event::End(_) | Event::FootnoteReference(_) => (),
            _ => return false,
        }
        true
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.open_deep("<em>", "</em>"),
            Tag::Strong => self.open_deep("<strong>", "</strong>"),
            Tag::Strikethrough => self.open_deep("<del>", "</del>"),
            Tag::Link { .. } if self.link.is_some() => self.nest_link(),
            Tag::Link { link_type, dest_url, title, id } => {
                let link = Link { title: title.into_string(), ..self.link(link_type, &dest_url, &id, &range) };
                self.open_link(link, range);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let link = self.link(link_type, &dest_url, &id, &range);
                let link = Link { kind: LinkKind::Image, title: title.into_string(), ..link };
                self.image = Some(ImageInWork { link, text_end: range.start, range, depth: 0 });
            }
            block => {
                self.begin_block();
                self.start_block(block, range);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.close(),
            TagEnd::Link => self.close_link(range),
            TagEnd::Image => self.close_image(),
            block => self.end_block(block, range),
        }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, open: &str, close: &'static str) {
        let before = self.out.html.len();
        self.out.html.push_str(open);
        self.stack.push(Frame { close, before, inside: self.out.html.len(), slots: self.out.slots.len() });
    }

    /// Opens an element that could nest without end.
    pub(super) fn open_deep(&mut self, open: &str, close: &'static str) {
        if self.stack.len() < DEEPEST { self.open(open, close) } else { self.open("", "") }
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(frame) = self.stack.pop() {
            self.out.html.push_str(frame.close);
        }
    }

    /// Lets what is open around this place reach over it.
    fn reach(&mut self, range: &Range<usize>) {
        if let Some(link) = &mut self.link {
            link.text_end = link.text_end.max(range.end);
        }
        if let Some(image) = &mut self.image {
            image.text_end = image.text_end.max(range.end);
        }
        if let Some(title) = &mut self.title {
            title.reach(range);
        }
    }

    fn text(&mut self, run: &Run) {
        self.reach(&run.whole());
        if self.image.is_some() || self.link.is_some() || self.is_code() {
            self.visible(&run.text);
            return;
        }
        lone_marks(self.source, run, &mut self.res.marks_without_note);
        let mut at = 0;
        while let Some((address, scheme)) = links::find(&run.text, at) {
            self.visible(&run.text[at..address.start]);
            at = address.end;
            self.address(&run.text[address.clone()], scheme, run.place(address));
        }
        self.visible(&run.text[at..]);
    }

    /// An address in running text.
    fn address(&mut self, text: &str, scheme: &str, range: Range<usize>) {
        let target = format!("{scheme}{text}");
        self.open_link(
            Link { kind: LinkKind::Link, target, text: String::new(), title: String::new(), range: range.clone() },
            range.clone(),
        );
        self.visible(text);
        self.out.slot(What::Close);
        self.link = None;
    }

    /// Writes text that is to be seen, wherever it counts.
    pub(super) fn visible(&mut self, text: &str) {
        if let Some(last) = text.chars().next_back() {
            self.last = Some(last);
            self.collect(text);
            if self.image.is_none() {
                push_text(&mut self.out.html, text);
                self.out.text.push_str(text);
            }
        }
    }

    /// Adds text to the names of what is open.
    fn collect(&mut self, text: &str) {
        if let Some(image) = &mut self.image {
            image.link.text.push_str(text);
        }
        if let Some(link) = &self.link {
            self.res.links[link.index].text.push_str(text);
        }
        if let Some(title) = &mut self.title {
            title.text.push_str(text);
        }
    }

    /// A break that parts words.
    fn gap(&mut self, html: &str, text: char) {
        self.last = None;
        self.collect(" ");
        if self.image.is_none() {
            self.out.html.push_str(html);
            self.out.text.push(text);
        }
    }

    fn soft_break(&mut self) {
        // Browsers show a line break as a space, which Thai does not have between words.
        let joined = self.last.zip(self.events.next_letter()).is_some_and(|(before, after)| joins(before, after));
        if !joined {
            self.gap("\n", ' ');
        }
    }

    fn code(&mut self, text: &str) {
        if self.image.is_some() {
            self.visible(text);
            return;
        }
        self.out.html.push_str("<code>");
        self.visible(text);
        self.out.html.push_str("</code>");
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if !is_comment(html) {
            self.visible(html);
            self.res.raw_html.push(range);
        }
    }

    /// The link of an event, with the narrowest place that is known before its text is read.
    fn link(&self, kind: LinkType, address: &str, label: &str, range: &Range<usize>) -> Link {
        let place = match kind {
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                self.events.definition(label).and_then(|definition| links::defined_address(self.source, definition))
            }
            LinkType::Autolink | LinkType::Email => Some(range.start + 1..range.end.saturating_sub(1)),
            _ => None,
        };
        let scheme = if kind == LinkType::Email { "mailto:" } else { "" };
        Link {
            kind: LinkKind::Link,
            target: format!("{scheme}{address}"),
            text: String::new(),
            title: String::new(),
            range: place.unwrap_or_else(|| range.clone()),
        }
    }

    fn open_link(&mut self, link: Link, range: Range<usize>) {
        let index = self.res.links.len();
        self.res.links.push(link);
        self.link = Some(LinkInWork { index, text_end: range.start, depth: 0 });
        self.out.slot(What::Open(index));
    }

    fn nest_link(&mut self) {
        if let Some(link) = &mut self.link {
            link.depth += 1;
        }
    }

    fn close_link(&mut self, range: &Range<usize>) {
        if let Some(link) = &mut self.link
            && link.depth > 0
        {
            link.depth -= 1;
            return;
        }
        self.out.slot(What::Close);
        if let Some(link) = self.link.take() {
            self.res.links[link.index].narrow(self.source, link.text_end, range);
        }
    }

    fn close_image(&mut self) {
        if let Some(ImageInWork { mut link, range, text_end, .. }) = self.image.take() {
            link.narrow(self.source, text_end, &range);
            self.out.slot(What::Image(self.res.links.len()));
            self.res.links.push(link);
            self.last = None;
        }
    }

    fn finish(mut self) -> Fragment {
        self.end_sections(0, self.out.html.len(), self.source.len());
        let mut res = mem::take(&mut self.res);
        res.out = mem::take(&mut self.out);
        res.ids = mem::take(&mut self.ids);
        res.first_heading = self.first_heading.unwrap_or(res.out.html.len());
        self.notes.finish(&mut res);
        // Kept until the site is made: without the room that was left for more.
        for text in [&mut res.out.html, &mut res.out.text] {
            *text = text.as_str().to_owned();
        }
        res.out.slots.shrink_to_fit();
        res.links.shrink_to_fit();
        res.headings.shrink_to_fit();
        res
    }
}

impl Link {
    /// Narrows the place of a whole link to the address after its text.
    fn narrow(&mut self, source: &str, text_end: usize, whole: &Range<usize>) {
        if self.range == *whole
            && let Some(address) = links::inline_address(source, text_end..whole.end)
        {
            self.range = address;
        }
    }
}
