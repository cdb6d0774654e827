//! The rule `same-link-text`.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Page, Run, Scene, links, words};
use crate::content::markdown::LinkKind;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::link::Target;
use crate::source::Span;
use crate::text::normalise::fold;

rule! {
    /// ## What it checks
    /// Two pieces of evidence of an item, or two links of one text, that are called the same lead to the same place.
    ///
    /// ## Why it matters
    /// An assessor takes the second for a repetition of the first and does not open it.
    "same-link-text", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let evidence = page.item().into_iter().flat_map(|(_, page)| &page.evidence);
    let place = |index: usize| page.at(scene, &format!("evidence[{index}].title"));
    let evidence = evidence.map(|it| Named { text: &it.title, target: &it.target, place: it.index });
    report(evidence, place, sink);
    let body = words::text(scene, page.origin.body);
    let in_body = page.body.fragment.links.iter().zip(&page.body.targets).filter(|(it, _)| it.kind == LinkKind::Link);
    let in_body = in_body.map(|(it, target)| Named { text: &it.text, target, place: it });
    report(in_body, |it| page.in_body(scene, &links::text_range(body, it)), sink);
}

/// A link, what it is called and where it stands; the place is looked up when there is something to say.
struct Named<'a, P> {
    text: &'a str,
    target: &'a Target,
    place: P,
}

fn report<'a, P: Copy>(links: impl Iterator<Item = Named<'a, P>>, place: impl Fn(P) -> Span, sink: &mut Sink) {
    let mut seen: BTreeMap<String, (P, BTreeSet<String>)> = BTreeMap::new();
    for link in links.filter(|it| *it.target != Target::Broken && !it.text.trim().is_empty()) {
        let (first, targets) = seen.entry(fold(link.text)).or_insert_with(|| (link.place, BTreeSet::new()));
        let is_only = targets.is_empty();
        if targets.insert(destination(link.target)) && !is_only {
            sink.push(fault(place(link.place), &words::quoted(link.text), place(*first)));
        }
    }
}

/// The place that a link opens, the same when one is written with `http:` or without its last slash.
fn destination(target: &Target) -> String {
    match target {
        Target::Outside(address) => address.split_once("://").map_or(address.as_str(), |it| it.1).trim_end_matches('/').to_lowercase(),
        Target::Page { address, anchor } => format!("page {address}#{}", anchor.as_deref().unwrap_or_default()),
        Target::Here(anchor) => format!("here {anchor}"),
        Target::Attachment(path) => format!("file {path}"),
        Target::Broken => String::new(),
    }
}

fn fault(span: Span, text: &str, first: Span) -> Diagnostic {
    RULE.at(span, format!("`{text}` ไปคนละที่กับลิงก์ชื่อเดียวกันก่อนหน้า"), format!("`{text}` leads elsewhere than the link of that name before it"))
        .help("ตั้งชื่อให้ต่างกัน เช่น เติมปี ไตรมาส หรือเรื่อง", "call them differently: add the year, the quarter or the subject")
        .also(first, "อันแรกอยู่ที่นี่", "the first is here")
}
