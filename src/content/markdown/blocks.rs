//! Headings, lists, tables, quotes, code and raw HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag, TagEnd};

use super::write::{DEEPEST, Writer};
use super::{Heading, Slot, What, attribute};

/// Longest name of a table in characters.
const LONGEST_NAME: usize = 80;

const CODE_END: &str = "</code></pre>\n";
const OL_END: &str = "</ol>\n";
const UL_END: &str = "</ul>\n";

/// A heading whose text is being read.
pub(super) struct TitleInWork {
    /// Its text so far.
    pub(super) text: String,
    level: u8,
    written: u8,
    wish: Option<String>,
    range: Option<Range<usize>>,
}

/// A heading whose section is open.
pub(super) struct Section {
    heading: usize,
    level: u8,
    /// Number of elements around it.
    depth: usize,
}

/// The table being written, and the names that tables got.
#[derive(Default)]
pub(super) struct Tables {
    alignments: Vec<Alignment>,
    column: usize,
    /// Whether the head or the body is being written, and whether the head has a word so far.
    head: bool,
    head_has_words: bool,
    body: bool,
    count: usize,
    names: BTreeMap<String, usize>,
}

impl TitleInWork {
    /// Widens its place.
    pub(super) fn reach(&mut self, range: &Range<usize>) {
        let old = self.range.take().unwrap_or_else(|| range.clone());
        self.range = Some(old.start.min(range.start)..old.end.max(range.end));
    }
}

impl Writer<'_> {
    /// Ends the running text, if there is any.
    pub(super) fn begin_block(&mut self) {
        self.close_label();
        self.out.line();
        self.last = None;
    }

    pub(super) fn start_block(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => self.open_heading(level, id.map(|id| id.to_string()), range.start),
            Tag::BlockQuote(None) => self.open_deep("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.open_alert(kind),
            Tag::CodeBlock(kind) => self.open_code(&kind),
            Tag::HtmlBlock => self.html_block(),
            Tag::List(start) => self.open_list(start),
            Tag::Item => self.open_inner("<li>", "</li>\n"),
            Tag::FootnoteDefinition(label) => self.open_note(&label, range),
            Tag::DefinitionList => self.open_deep("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.open_inner("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.open_inner("<dd>", "</dd>\n"),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(),
            Tag::TableCell => self.open_cell(),
            Tag::Paragraph => self.open("<p>", "</p>\n"),
            // No option brings the rest.
            _ => self.open("", ""),
        }
    }

    pub(super) fn end_block(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.close_heading(range),
            TagEnd::FootnoteDefinition => self.close_note(range),
            TagEnd::Paragraph => {
                self.figure();
                self.close_block(range);
            }
            TagEnd::TableCell => self.close_cell(range),
            TagEnd::TableHead => self.close_head(range),
            TagEnd::Table => self.close_table(range),
            // Read to its end where it began.
            TagEnd::HtmlBlock => (),
            _ => self.close_block(range),
        }
    }

    /// Closes a block and the sections inside it.
    pub(super) fn close_block(&mut self, range: &Range<usize>) {
        self.close_label();
        self.end_sections(self.stack.len(), self.out.html.len(), range.end);
        self.close();
        self.out.line();
        self.last = None;
    }

    /// Opens a part of the container opened last, unless that one was too deep to be written.
    fn open_inner(&mut self, open: &str, close: &'static str) {
        if self.stack.last().is_some_and(|frame| !frame.close.is_empty()) {
            self.open(open, close);
        } else {
            // The parts' texts must not run together.
            self.open("\n", "");
        }
    }

    fn open_alert(&mut self, kind: BlockQuoteKind) {
        let (id, title) = match kind {
            BlockQuoteKind::Note => ("note", "หมายเหตุ"),
            BlockQuoteKind::Tip => ("tip", "ข้อแนะนำ"),
            BlockQuoteKind::Important => ("important", "สำคัญ"),
            BlockQuoteKind::Warning => ("warning", "คำเตือน"),
            BlockQuoteKind::Caution => ("caution", "ข้อควรระวัง"),
        };
        self.open_deep(&format!("<div class=\"alert\" data-alert=\"{id}\" role=\"note\">\n"), "</div>\n");
        self.out.html.push_str("<p class=\"alert-title\">");
        self.visible(title);
        self.out.html.push_str("</p>\n");
        self.begin_block();
    }

    fn open_code(&mut self, kind: &CodeBlockKind) {
        let info = if let CodeBlockKind::Fenced(info) = kind { info.as_ref() } else { "" };
        let language = info.split([' ', ',', '\t']).next().unwrap_or_default().to_ascii_lowercase();
        let plain = !language.is_empty() && language.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        let class = if plain { format!(" class=\"language-{language}\"") } else { String::new() };
        // Whoever has no mouse must be able to scroll it.
        self.open(&format!("<pre tabindex=\"0\"><code{class}>"), CODE_END);
    }

    /// Whether what is written now is a block of code.
    pub(super) fn is_code(&self) -> bool {
        self.stack.last().is_some_and(|frame| frame.close == CODE_END)
    }

    /// Raw HTML is shown as text; comments are notes of the staff and are left out.
    fn html_block(&mut self) {
        let run = self.events.html_block();
        let parts = without_comments(&run.text);
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        self.res.raw_html.push(run.place(first.start..last.end));
        self.open("<p>", "</p>\n");
        for part in &parts {
            self.visible(&run.text[part.clone()]);
        }
        self.close();
        self.begin_block();
    }

    /// A picture alone in a paragraph that has a title is a figure with a caption.
    pub(super) fn figure(&mut self) {
        let (Some(frame), Some(slot)) = (self.stack.last_mut(), self.out.slots.last_mut()) else { return };
        let Slot { what: What::Image(image), .. } = *slot else { return };
        let title = self.res.links[image].title.clone();
        let alone = self.out.html.len() == frame.inside && frame.slots + 1 == self.out.slots.len();
        if title.is_empty() || !alone {
            return;
        }
        frame.close = "</figcaption></figure>\n";
        self.out.slots.pop();
        self.out.html.truncate(frame.before);
        self.out.html.push_str("<figure>");
        self.out.slot(What::Figure(image));
        self.out.html.push_str("<figcaption>");
        self.visible(&title);
    }
}

/// Lists and tasks.
impl Writer<'_> {
    fn open_list(&mut self, start: Option<u64>) {
        if self.stack.len() >= DEEPEST {
            self.open("", "");
            return;
        }
        let (open, close) = if start.is_some() { ("<ol", OL_END) } else { ("<ul", UL_END) };
        self.open(open, close);
        self.out.slot(What::List { tasks: false });
        if let Some(start) = start.filter(|start| *start != 1) {
            attribute(&mut self.out.html, "start", &start.to_string());
        }
        self.out.html.push_str(">\n");
    }

    /// The box of a task, and the label that takes in the text after it.
    pub(super) fn task(&mut self, done: bool) {
        // The list is around the item, and a paragraph may be in it.
        let near = self.stack.iter().rev().take(3);
        let list = near.into_iter().find(|frame| [OL_END, UL_END].contains(&frame.close)).map(|frame| frame.slots);
        let Some(slot) = list.and_then(|slot| self.out.slots.get_mut(slot)) else {
            self.visible(if done { "☑ " } else { "☐ " });
            return;
        };
        slot.what = What::List { tasks: true };
        let checked = if done { " checked" } else { "" };
        // Writing to a string does not fail.
        let _ = write!(self.out.html, "<label><input type=\"checkbox\" disabled{checked}> ");
        self.label = true;
    }

    fn close_label(&mut self) {
        if self.label {
            self.out.html.push_str("</label>");
            self.label = false;
        }
    }
}

/// Headings and their sections.
impl Writer<'_> {
    fn open_heading(&mut self, level: HeadingLevel, wish: Option<String>, start: usize) {
        // A heading inside a note would tear the order of the page's headings.
        if self.in_note() {
            self.open("<p><strong>", "</strong></p>\n");
            return;
        }
        let (written, open, close) = match level {
            HeadingLevel::H1 => (1, "<h2>", "</h2>\n"),
            HeadingLevel::H2 => (2, "<h2>", "</h2>\n"),
            HeadingLevel::H3 => (3, "<h3>", "</h3>\n"),
            HeadingLevel::H4 => (4, "<h4>", "</h4>\n"),
            HeadingLevel::H5 => (5, "<h5>", "</h5>\n"),
            HeadingLevel::H6 => (6, "<h6>", "</h6>\n"),
        };
        let level = written.max(2);
        let (depth, html) = (self.stack.len(), self.out.html.len());
        while let Some(section) = self.sections.pop_if(|section| section.depth == depth && section.level >= level) {
            self.end_section(&section, html, start);
        }
        if depth == 0 {
            self.first_heading.get_or_insert(html);
        }
        self.open(open, close);
        self.title = Some(TitleInWork { text: String::new(), level, written, wish, range: None });
    }

    fn close_heading(&mut self, range: &Range<usize>) {
        let Some(TitleInWork { text, level, written, wish, range: place }) = self.title.take() else {
            self.close_block(range);
            return;
        };
        let text = text.trim().to_owned();
        let id = self.ids.give(wish.as_deref(), &text);
        self.name_element(&id);
        self.close_block(range);
        let body = self.line_after(range.end);
        let html = self.out.html.len();
        self.sections.push(Section { heading: self.res.headings.len(), level, depth: self.stack.len() });
        let range = place.unwrap_or(range.start..range.start);
        self.res.headings.push(Heading { level, written, id, text, range, body: body..body, section: html..html });
    }

    /// Gives the element opened last its id, which is known only after its text.
    fn name_element(&mut self, id: &str) {
        let Some(frame) = self.stack.last() else { return };
        let mut name = String::new();
        attribute(&mut name, "id", id);
        self.out.html.insert_str(frame.inside - 1, &name);
        for slot in &mut self.out.slots[frame.slots..] {
            slot.at += name.len();
        }
    }

    /// The beginning of the next line, or of this one if `at` is there.
    fn line_after(&self, at: usize) -> usize {
        if self.source[..at].ends_with('\n') {
            return at;
        }
        self.source[at..].find('\n').map_or(self.source.len(), |end| at + end + 1)
    }

    /// Ends the sections that lie this deep or deeper.
    pub(super) fn end_sections(&mut self, depth: usize, html: usize, source: usize) {
        while let Some(section) = self.sections.pop_if(|section| section.depth >= depth) {
            self.end_section(&section, html, source);
        }
    }

    fn end_section(&mut self, section: &Section, html: usize, source: usize) {
        let heading = &mut self.res.headings[section.heading];
        heading.section.end = html;
        heading.body.end = source.max(heading.body.start);
    }
}

/// Tables.
impl Writer<'_> {
    fn open_table(&mut self, alignments: Vec<Alignment>) {
        let name = self.table_name();
        self.tables.alignments = alignments;
        let mut open = "<div class=\"scroll\" role=\"region\" tabindex=\"0\"".to_owned();
        attribute(&mut open, "aria-label", &name);
        open.push_str("><table>\n");
        self.open(&open, "</table></div>\n");
    }

    /// A name of its own for each table: regions of one name cannot be told apart by ear.
    fn table_name(&mut self) -> String {
        self.tables.count += 1;
        let Some(heading) = self.res.headings.last().filter(|heading| !heading.text.is_empty()) else {
            return format!("ตาราง {}", self.tables.count);
        };
        let heading: String = heading.text.chars().take(LONGEST_NAME).collect();
        let count = self.tables.names.entry(heading.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { format!("ตาราง: {heading}") } else { format!("ตาราง: {heading} ({count})") }
    }

    fn open_head(&mut self) {
        self.tables.head = true;
        self.tables.head_has_words = false;
        self.tables.column = 0;
        self.open("<thead><tr>", "</tr></thead>\n");
    }

    fn close_head(&mut self, range: &Range<usize>) {
        self.tables.head = false;
        if !self.tables.head_has_words {
            let line = self.source[range.clone()].trim_end();
            self.res.empty_heads.push(range.start..range.start + line.len());
        }
        self.close_block(range);
    }

    fn open_row(&mut self) {
        self.tables.column = 0;
        if !self.tables.body {
            self.tables.body = true;
            self.out.html.push_str("<tbody>\n");
        }
        self.open("<tr>", "</tr>\n");
    }

    fn open_cell(&mut self) {
        let class = self.cell_class();
        if self.tables.head {
            self.open(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.open(&format!("<td{class}>"), "</td>");
        }
    }

    fn close_cell(&mut self, range: &Range<usize>) {
        let class = self.cell_class();
        self.tables.column += 1;
        if let Some(frame) = self.stack.last_mut()
            && self.tables.head
            && self.out.html.len() == frame.inside
            && self.out.slots.len() == frame.slots
        {
            // A head without text would be read aloud as nothing before every cell.
            frame.close = "</td>";
            self.out.html.truncate(frame.before);
            self.out.html.push_str("<td");
            self.out.html.push_str(class);
            self.out.html.push('>');
        } else {
            self.tables.head_has_words = true;
        }
        self.close_block(range);
    }

    fn cell_class(&self) -> &'static str {
        match self.tables.alignments.get(self.tables.column) {
            Some(Alignment::Right) => " class=\"number\"",
            Some(Alignment::Center) => " class=\"middle\"",
            _ => "",
        }
    }

    fn close_table(&mut self, range: &Range<usize>) {
        if self.tables.body {
            self.tables.body = false;
            self.out.html.push_str("</tbody>\n");
        }
        self.close_block(range);
    }
}

/// The parts of raw HTML outside comments, without space around the whole. A comment without an end is none.
fn without_comments(html: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|start| at + start) {
        // From the second `-` on: `<!-->` is a whole comment.
        let Some(end) = html[start + 2..].find("-->").map(|end| start + 2 + end + "-->".len()) else { break };
        parts.push(at..start);
        at = end;
    }
    parts.push(at..html.len());
    parts.retain(|part| !html[part.clone()].trim().is_empty());
    if let Some(first) = parts.first_mut() {
        first.start = first.end - html[first.clone()].trim_start().len();
    }
    if let Some(last) = parts.last_mut() {
        last.end = last.start + html[last.clone()].trim_end().len();
    }
    parts
}
