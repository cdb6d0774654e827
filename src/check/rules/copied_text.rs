//! The rule `copied-text`.

use std::collections::BTreeMap;

use crate::check::{Check, Run, Scene, words};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::{Item, ItemPage, Year};
use crate::source::Span;
use crate::text::normalise::fold;

rule! {
    /// ## What it checks
    /// No two items of a year report the same `progress`, and no two have the same text of more than 40 letters.
    ///
    /// ## Why it matters
    /// The text of another item says nothing of this one: an assessor reads that the item was not understood.
    "copied-text", Group::Text
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Year(run) };

/// Shorter texts may well be the same: a heading, a line that leads to another page.
const SHORT: usize = 40;

fn run(scene: &Scene<'_>, year: &Year, sink: &mut Sink) {
    let pages: Vec<(&Item, &ItemPage)> = year.items.iter().filter_map(|item| Some((item, item.page.as_ref()?))).collect();
    let progress = |page: &ItemPage| page.progress.as_deref().map(fold).filter(|it| !it.is_empty());
    for (first, later) in same(&pages, progress) {
        let place = |page: &ItemPage| page.origin.at(scene.sources(), "progress");
        sink.push(in_progress(place(later.1), &first.0.code.to_string(), place(first.1)));
    }
    let body = |page: &ItemPage| Some(fold(page.body.fragment.plain_text())).filter(|it| it.chars().count() > SHORT);
    for (first, later) in same(&pages, body) {
        let place = |page: &ItemPage| first_line(scene, page);
        sink.push(in_body(place(later.1), &first.0.code.to_string(), place(first.1)));
    }
}

type Known<'a> = (&'a Item, &'a ItemPage);

/// Pages whose text an earlier page has, with that page.
fn same<'a>(pages: &[Known<'a>], text: impl Fn(&ItemPage) -> Option<String>) -> Vec<(Known<'a>, Known<'a>)> {
    let mut seen: BTreeMap<String, Known<'a>> = BTreeMap::new();
    let mut res = Vec::new();
    for page in pages {
        let Some(text) = text(page.1) else { continue };
        match seen.get(&text) {
            Some(first) => res.push((*first, *page)),
            None => drop(seen.insert(text, *page)),
        }
    }
    res
}

/// The first line of a body that is not empty.
fn first_line(scene: &Scene<'_>, page: &ItemPage) -> Span {
    let body = words::text(scene, page.origin.body);
    let start = body.len() - body.trim_start().len();
    let end = body[start..].find('\n').map_or(body.len(), |it| start + it);
    page.origin.in_body(scene.sources(), &(start..end))
}

fn in_progress(span: Span, code: &str, first: Span) -> Diagnostic {
    RULE.at(span, format!("ผลการดำเนินการเหมือนกับข้อ {code} ทุกคำ"), format!("the progress is word for word that of {code}"))
        .help("เขียนผลของข้อนี้เอง", "write what was done for this item")
        .also(first, format!("ข้อ {code}"), code)
}

fn in_body(span: Span, code: &str, first: Span) -> Diagnostic {
    RULE.at(span, format!("เนื้อหาเหมือนกับข้อ {code} ทุกคำ"), format!("the text is word for word that of {code}"))
        .help(format!("เขียนเนื้อหาของข้อนี้เอง หรือเขียนเพียงลิงก์ไปยังข้อ {code}"), format!("write the text of this item, or only a link to {code}"))
        .also(first, format!("ข้อ {code}"), code)
}
