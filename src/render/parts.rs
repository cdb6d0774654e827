//! The sections of a body by the words of their headings, for documents that are written as headed sections.

use std::fmt::Write as _;

use super::Press;
use super::view::SectionView;
use crate::site::Body;
use crate::text::html::escape;

/// On which page a body is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    OnItsPage,
    /// In a list or in the report: its ids could be there twice, so they are left out and links to them lead to its own page.
    Elsewhere,
}

/// The sections of a body, taken by the words of their headings.
pub(super) struct Parts<'a> {
    press: &'a Press<'a>,
    body: &'a Body,
    root: &'a str,
    shown: Shown,
    own: &'a str,
    taken: Vec<usize>,
}

impl<'a> Parts<'a> {
    /// `own`: the way to the body's own page.
    pub(super) fn new(press: &'a Press<'a>, body: &'a Body, root: &'a str, shown: Shown, own: &'a str) -> Parts<'a> {
        Parts { press, body, root, shown, own, taken: Vec::new() }
    }

    /// The section under a heading of one of these names; empty when there is none.
    pub(super) fn take(&mut self, names: &[&str]) -> SectionView {
        self.body.fragment.heading_named(names).map_or_else(SectionView::default, |heading| {
            self.taken.push(heading);
            let id = match self.shown {
                Shown::OnItsPage => self.body.fragment.headings[heading].id.clone(),
                Shown::Elsewhere => String::new(),
            };
            SectionView { id, html: self.fitted(self.press.section(self.body, heading, self.root)) }
        })
    }

    /// What stands before the first heading.
    pub(super) fn intro(&self) -> String {
        self.fitted(self.body.fragment.intro_html(|n| self.press.target(&self.body.targets[n], self.root)))
    }

    /// What stands under headings that were not taken, and the footnotes.
    pub(super) fn rest(&self) -> String {
        let fragment = &self.body.fragment;
        let href = |n: usize| self.press.target(&self.body.targets[n], self.root);
        let mut res = String::new();
        let mut end = 0;
        for (n, heading) in fragment.headings.iter().enumerate() {
            // A heading under another one is part of its section.
            if heading.range.start >= end {
                end = heading.body.end;
                if !self.taken.contains(&n) {
                    let (level, id, text) = (heading.level, escape(&heading.id), escape(&heading.text));
                    let _ = write!(res, "<h{level} id=\"{id}\">{text}</h{level}>{}", self.press.section(self.body, n, self.root));
                }
            }
        }
        res.push_str(&fragment.notes_html(href));
        self.fitted(res)
    }

    fn fitted(&self, html: String) -> String {
        match self.shown {
            Shown::OnItsPage => html,
            Shown::Elsewhere => elsewhere(&html, self.own),
        }
    }
}

/// A body's HTML without ids, with its headings as plain lines, and links to its own parts leading to its own page.
/// In that HTML every `<` begins a tag and no attribute holds a `>`: text and attributes are escaped.
fn elsewhere(html: &str, own: &str) -> String {
    let own = escape(own);
    let mut res = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        res.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |at| start + at + 1);
        res.push_str(&fitted_tag(&rest[start..end], &own));
        rest = &rest[end..];
    }
    res + rest
}

fn fitted_tag(tag: &str, own: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let is_heading = name.starts_with('h') && name[1..].starts_with(|c: char| c.is_ascii_digit());
    if is_heading {
        return if tag.starts_with("</") { "</b></p>".into() } else { "<p><b>".into() };
    }
    let mut res = tag.replace(" href=\"#", &format!(" href=\"{own}#"));
    if let Some(start) = res.find(" id=\"")
        && let Some(len) = res[start + 5..].find('"')
    {
        res.replace_range(start..=(start + 5 + len), "");
    }
    res
}

#[cfg(test)]
mod tests {
    use super::elsewhere;

    #[test]
    fn on_other_pages_a_body_has_no_ids_and_no_headings() {
        let html = "<h3 id=\"a\">ก</h3><p>id=\"x\" <a href=\"#fn-1\" id=\"r\">1</a> <a href=\"b\">c</a></p>";
        let expected = "<p><b>ก</b></p><p>id=\"x\" <a href=\"../m/index.html#fn-1\">1</a> <a href=\"b\">c</a></p>";
        assert_eq!(elsewhere(html, "../m/index.html"), expected);
    }
}
