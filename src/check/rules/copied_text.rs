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
    for (first, later) in same(&pages, 0, |page| page.progress.as_deref().unwrap_or_default()) {
        let place = |page: &ItemPage| page.origin.at(scene.sources(), "progress");
        sink.push(in_progress(place(later.1), &first.0.code.to_string(), place(first.1)));
    }
    for (first, later) in same(&pages, SHORT, |page| page.body.fragment.plain_text()) {
        let place = |page: &ItemPage| first_line(scene, page);
        sink.push(in_body(place(later.1), &first.0.code.to_string(), place(first.1)));
    }
}

type Known<'a> = (&'a Item, &'a ItemPage);

/// Pages whose text of more than `short` letters an earlier page has, with that page.
fn same<'a>(pages: &[Known<'a>], short: usize, text: fn(&'a ItemPage) -> &'a str) -> Vec<(Known<'a>, Known<'a>)> {
    // Folding is dear, and only texts with equally many consonants can be equal when folded.
    let mut alike: BTreeMap<usize, usize> = BTreeMap::new();
    let counts: Vec<usize> = pages.iter().map(|page| text(page.1).chars().filter(|c| ('ก'..='ฮ').contains(c)).count()).collect();
    for n in &counts {
        *alike.entry(*n).or_default() += 1;
    }
    let mut seen: BTreeMap<String, Known<'a>> = BTreeMap::new();
    let mut res = Vec::new();
    for (page, _) in pages.iter().zip(&counts).filter(|(_, n)| alike[*n] > 1) {
        let text = fold(text(page.1));
        if text.chars().count() <= short {
            continue;
        }
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
