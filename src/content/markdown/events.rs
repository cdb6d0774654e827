//! The parser's events as the author wrote them: places in the author's text, no marks, and a look ahead.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::bold::Bold;

/// Not `Options::all()`: that brings smart quotes, wiki links, formulas and metadata blocks.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// Events with the ranges they have in the author's text.
pub(super) struct Events<'a> {
    bold: &'a Bold<'a>,
    parser: OffsetIter<'a>,
    ahead: VecDeque<Placed<'a>>,
}

type Placed<'a> = (Event<'a>, Range<usize>);

/// Text that the parser gave in pieces, and where each piece comes from.
#[derive(Default)]
pub(super) struct Run {
    /// The whole text.
    pub(super) text: String,
    /// Where in `text` a piece begins, and its range in the Markdown.
    pieces: Vec<(usize, Range<usize>)>,
}

impl<'a> Events<'a> {
    pub(super) fn new(bold: &'a Bold<'a>) -> Events<'a> {
        Events { bold, parser: Parser::new_ext(bold.text(), OPTIONS).into_offset_iter(), ahead: VecDeque::new() }
    }

    /// Text, and all text that directly follows it.
    pub(super) fn run(&mut self, first: &str, range: Range<usize>) -> Run {
        let mut res = Run::default();
        res.push(first, range);
        while let Some((event, range)) = self.next() {
            if let Event::Text(text) = event {
                res.push(&text, range);
            } else {
                self.ahead.push_front((event, range));
                break;
            }
        }
        res
    }

    /// The lines of an HTML block, after its start and with its end.
    pub(super) fn html_block(&mut self) -> Run {
        let mut res = Run::default();
        for (event, range) in self {
            match event {
                Event::End(TagEnd::HtmlBlock) => break,
                Event::Html(text) | Event::InlineHtml(text) | Event::Text(text) => res.push(&text, range),
                _ => (),
            }
        }
        res
    }

    /// The next letter to be seen in this block, whatever is between.
    pub(super) fn next_letter(&mut self) -> Option<char> {
        for i in 0.. {
            if i == self.ahead.len() {
                let event = self.pull()?;
                self.ahead.push_back(event);
            }
            match &self.ahead[i].0 {
                Event::Text(text) | Event::Code(text) if text.is_empty() => (),
                Event::Text(text) | Event::Code(text) => return text.chars().next(),
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
                | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => (),
                Event::InlineHtml(html) if is_comment(html) => (),
                _ => return None,
            }
        }
        None
    }

    /// The range of a link's definition (`[label]: address`).
    pub(super) fn definition(&self, label: &str) -> Option<Range<usize>> {
        let definition = self.parser.reference_definitions().get(label)?;
        Some(self.bold.range(definition.span.clone()))
    }

    fn pull(&mut self) -> Option<Placed<'a>> {
        let (event, range) = self.parser.next()?;
        Some((self.clean(event), self.bold.range(range)))
    }

    /// Takes the marks out of all that is shown; the label of a link stays as its definition has it.
    fn clean(&self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(tag) => Event::Start(self.clean_tag(tag)),
            Event::Text(text) => Event::Text(self.bold.clean(text)),
            Event::Code(text) => Event::Code(self.bold.clean(text)),
            Event::Html(text) => Event::Html(self.bold.clean(text)),
            Event::InlineHtml(text) => Event::InlineHtml(self.bold.clean(text)),
            Event::FootnoteReference(label) => Event::FootnoteReference(self.bold.clean(label)),
            other => other,
        }
    }

    fn clean_tag(&self, tag: Tag<'a>) -> Tag<'a> {
        let bold = self.bold;
        match tag {
            Tag::Heading { level, id, classes, attrs } => Tag::Heading { level, id: id.map(|id| bold.clean(id)), classes, attrs },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(bold.clean(info))),
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(bold.clean(label)),
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url: bold.clean(dest_url), title: bold.clean(title), id }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Tag::Image { link_type, dest_url: bold.clean(dest_url), title: bold.clean(title), id }
            }
            other => other,
        }
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Placed<'a>;

    fn next(&mut self) -> Option<Placed<'a>> {
        self.ahead.pop_front().or_else(|| self.pull())
    }
}

/// Whether inline HTML is a comment.
pub(super) fn is_comment(html: &str) -> bool {
    html.starts_with("<!--")
}

impl Run {
    fn push(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push((self.text.len(), range));
        self.text.push_str(text);
    }

    /// Where a part of the text stands in the Markdown.
    ///
    /// A piece that is not there letter by letter (an entity) counts as a whole.
    pub(super) fn place(&self, part: Range<usize>) -> Range<usize> {
        let (first, source) = self.piece(part.start);
        let start = if self.is_verbatim(first) { source.start + part.start - self.pieces[first].0 } else { source.start };
        let (last, source) = self.piece(part.end.saturating_sub(1).max(part.start));
        let end = if self.is_verbatim(last) { source.start + part.end - self.pieces[last].0 } else { source.end };
        start..end.max(start)
    }

    /// The whole of it in the Markdown.
    pub(super) fn whole(&self) -> Range<usize> {
        self.place(0..self.text.len())
    }

    /// The piece that holds a byte of the text.
    fn piece(&self, at: usize) -> (usize, Range<usize>) {
        let i = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        (i, self.pieces.get(i).map_or(0..0, |(_, range)| range.clone()))
    }

    fn is_verbatim(&self, i: usize) -> bool {
        let end = self.pieces.get(i + 1).map_or(self.text.len(), |(start, _)| *start);
        self.pieces.get(i).is_some_and(|(start, range)| end - start == range.len())
    }
}
