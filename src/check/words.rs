//! The words that readers see, for rules that search them: texts of heads and of files of YAML, running text of bodies.
//!
//! A search looks through the source first; what is a value and what is code is asked only when something was found.

use std::ops::Range;

use memchr::memmem;
use rayon::prelude::*;

use super::Scene;
use crate::content::front_matter::Origin;
use crate::content::markdown;
use crate::source::Span;
use crate::yaml;

/// The values that are texts; all others are ids, dates, addresses and numbers.
const TEXTS: [&str; 16] = [
    "address",
    "caption",
    "district",
    "name",
    "name_short",
    "none",
    "owners",
    "post",
    "progress",
    "province",
    "remark",
    "role",
    "signed_by",
    "subject",
    "title",
    "to",
];

/// How many characters of a text a message quotes.
const LONGEST_QUOTE: usize = 60;

/// Places in a text, and what was found there.
pub(crate) type Hits<T> = Vec<(Range<usize>, T)>;

/// Searches the words of all pages, of the years' files and of `site.yaml`.
pub(crate) fn search<T: Send>(scene: &Scene<'_>, find: fn(&str) -> Hits<T>) -> Vec<(Span, T)> {
    documents(scene).par_iter().flat_map_iter(|it| in_values(scene, it, find).into_iter().chain(in_prose(scene, it, find))).collect()
}

/// Where pages, years and the site stand.
pub(crate) fn documents(scene: &Scene<'_>) -> Vec<Origin> {
    let site = scene.config().yaml.map(|yaml| Origin { yaml, body: Span { start: yaml.end, ..yaml }, has_faults: false });
    let years = scene.site.years.iter().map(|it| it.origin);
    let pages = scene.pages().into_iter().map(|it| *it.origin);
    site.into_iter().chain(years).chain(pages).collect()
}

/// Where a word stands in a text. (Quicker by far than `match_indices`, and the words of rules stand nearly nowhere.)
pub(crate) fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    memmem::find_iter(text.as_bytes(), word).map(|at| at..at + word.len())
}

/// The part of the source at a place.
pub(crate) fn text<'a>(scene: &Scene<'a>, span: Span) -> &'a str {
    &scene.sources().get(span.file).text[span.start as usize..span.end as usize]
}

/// A text of the author's as a message quotes it: in one line, and not without end.
pub(crate) fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Ranges in order, those that overlap made one.
pub(crate) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|it| it.start);
    let mut res: Vec<Range<usize>> = Vec::new();
    for it in ranges {
        match res.last_mut().filter(|last| it.start < last.end) {
            Some(last) => last.end = last.end.max(it.end),
            None => res.push(it),
        }
    }
    res
}

/// Whether one of the ranges, which are in order, holds the whole of another.
pub(crate) fn hold(ranges: &[Range<usize>], it: &Range<usize>) -> bool {
    let before = ranges.partition_point(|range| range.start <= it.start);
    before.checked_sub(1).is_some_and(|last| it.end <= ranges[last].end)
}

/// The places in a head, or in a file of YAML, of values whose keys fit.
pub(crate) fn values(scene: &Scene<'_>, origin: &Origin, fits: fn(&str) -> bool) -> Vec<Range<usize>> {
    let values = yaml::values(scene.sources(), origin.yaml).into_iter().filter(|(key, _)| fits(key));
    let start = origin.yaml.start;
    merged(values.map(|(_, it)| (it.start - start) as usize..(it.end - start) as usize).collect())
}

/// A range of a head.
pub(crate) fn in_head(scene: &Scene<'_>, origin: &Origin, range: &Range<usize>) -> Span {
    let start = origin.yaml.start as usize;
    scene.sources().span(origin.yaml.file, start + range.start..start + range.end)
}

fn in_values<T>(scene: &Scene<'_>, origin: &Origin, find: fn(&str) -> Hits<T>) -> Vec<(Span, T)> {
    let hits = find(text(scene, origin.yaml));
    if hits.is_empty() {
        return Vec::new();
    }
    let texts = values(scene, origin, |key| TEXTS.contains(&key));
    let hits = hits.into_iter().filter(|(hit, _)| hold(&texts, hit));
    hits.map(|(it, what)| (in_head(scene, origin, &it), what)).collect()
}

fn in_prose<T>(scene: &Scene<'_>, origin: &Origin, find: fn(&str) -> Hits<T>) -> Vec<(Span, T)> {
    let body = text(scene, origin.body);
    let hits = find(body);
    if hits.is_empty() {
        return Vec::new();
    }
    let prose = merged(markdown::prose(body));
    let hits = hits.into_iter().filter(|(hit, _)| hold(&prose, hit));
    hits.map(|(it, what)| (origin.in_body(scene.sources(), &it), what)).collect()
}
