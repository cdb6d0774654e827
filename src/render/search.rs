//! Finding words: a page that lists every page of the section, and the texts that its script searches in.
//!
//! Does not search: `static/search.js` does, in the reader's browser, and the list is what stands there without it. Browsers do
//! not fetch data from a disk, so the texts are a script of their own. Invariant: they hold what the public pages show, nothing else.

use rayon::prelude::*;
use serde::Serialize;

use super::board::result_line;
use super::item::{subindicator_title, title};
use super::view::{LinkView, SearchGroupView, SearchView, SearchYearView};
use super::{Entry, Job, Page, Press, bytes, href, indicator, link, measure, pages};
use crate::output::Digest;
use crate::site::{Indicator, Item, ItemPage, Measure, Year, address};
use crate::text::normalise::tidy;

/// The way from the page to the section's root.
const ROOT: &str = "../";

/// The texts of a year, as the script reads them.
#[derive(Serialize)]
struct YearTexts {
    year: u16,
    title: String,
    groups: Vec<GroupTexts>,
}

/// Pages under one heading of the list.
#[derive(Serialize)]
struct GroupTexts {
    title: String,
    pages: Vec<PageText>,
}

#[derive(Serialize)]
struct PageText {
    /// `O12`; empty for what is no item.
    code: String,
    title: String,
    href: String,
    /// Words about the page: who answers for it.
    more: String,
    /// Its words, a line per block.
    text: String,
}

/// The page and the texts; nothing without a year.
pub(super) fn jobs<'a>(press: &'a Press<'a>, jobs: &mut Vec<Job<'a>>) {
    let Some(newest) = press.site.years.first() else { return };
    jobs.push(Box::new(move || {
        let mut script = String::from("window.searchIndex = [\n");
        let mut views = Vec::new();
        // A line per year, so that a change of one leaves the others alone. A few years at a time: their texts lie in memory twice.
        for (n, years) in press.site.years.chunks(AT_ONCE).enumerate() {
            let made: Vec<_> = years.par_iter().map(|year| line(press, year)).collect();
            for (m, (line, view)) in made.into_iter().enumerate() {
                match n + m {
                    // Years are much alike: what grows bit by bit would lie in memory twice.
                    0 => script.reserve(line.len() * press.site.years.len()),
                    _ => script.push_str(",\n"),
                }
                script.push_str(&line);
                views.push(view);
            }
        }
        script.push_str("\n];\n");
        let version = Digest::of(script.as_bytes()).to_string();
        let view = SearchView { index_href: format!("{}?v={}", href(ROOT, address::SEARCH_INDEX, None), &version[..8]), years: views };
        let script =
            Entry { body: (press.keep)(script.into_bytes()), ..bytes(address::SEARCH_INDEX, Vec::new(), newest.origin.yaml.into()) };
        vec![page(press, newest, &view), Ok(script)]
    }));
}

/// So many years at a time.
const AT_ONCE: usize = 8;

/// The texts of a year as a line of the script, and the year in the list. The texts are let go.
fn line(press: &Press<'_>, year: &Year) -> (String, SearchYearView) {
    let texts = year_texts(press, year);
    (serde_json::to_string(&texts).expect("texts and numbers serialise"), year_view(texts))
}

fn page(press: &Press<'_>, newest: &Year, view: &SearchView) -> Result<Entry, crate::theme::Fault> {
    let page = Page {
        kind: "search",
        template: "search.html",
        address: address::SEARCH.to_owned(),
        title: press.say("nav.search", &[]),
        description: press.say("description.search", &[("agency", &press.config().agency.name)]),
        trail: Vec::new(),
        year: newest,
        owner: newest.origin.yaml.into(),
        name: "search".into(),
    };
    press.page(page, "search", view)
}

fn year_view(year: YearTexts) -> SearchYearView {
    let groups =
        year.groups.into_iter().map(|it| SearchGroupView { title: it.title, links: it.pages.into_iter().map(page_link).collect() });
    SearchYearView { anchor: format!("y{}", year.year), title: year.title, groups: groups.collect() }
}

fn page_link(page: PageText) -> LinkView {
    let label = if page.code.is_empty() { page.title } else { format!("{} {}", page.code, page.title) };
    link(label, page.href)
}

fn year_texts(press: &Press<'_>, year: &Year) -> YearTexts {
    let items = year.scheme.subindicators.iter().enumerate().map(|(n, _)| GroupTexts {
        title: subindicator_title(press, year, n),
        pages: year.scheme.items_of(n).filter_map(|(n, _)| item(press, year, &year.items[n])).collect(),
    });
    let mut groups = vec![GroupTexts { title: press.say("search.overviews", &[]), pages: overviews(press, year) }];
    groups.extend(items);
    groups.push(GroupTexts {
        title: press.say("nav.measures", &[]),
        pages: year.measures.iter().map(|it| measure_text(press, year, it)).collect(),
    });
    groups.push(GroupTexts {
        title: press.say("indicator.list", &[]),
        pages: year.indicators.iter().map(|it| indicator_text(press, year, it)).collect(),
    });
    groups.retain(|it| !it.pages.is_empty());
    YearTexts { year: year.year.be(), title: press.say("page.fiscal_year", &[("year", &press.digits(&year.year.to_string()))]), groups }
}

/// Board, link index, result and the like.
fn overviews(press: &Press<'_>, year: &Year) -> Vec<PageText> {
    let board = press.is_newest(year).then(|| ("nav.board", address::HOME.to_owned(), press.say("board.lead", &[])));
    let index = ("nav.index", address::index(year.year), press.say("board.about_index", &[]));
    let pages = pages(year).map(|(key, name)| (key, address::page(year.year, name), press.say(&format!("board.about_{name}"), &[])));
    let all = board.into_iter().chain([index]).chain(pages);
    all.map(|(key, address, about)| {
        let score = if key == "nav.result" { score(press, year) } else { Vec::new() };
        text(&address, "", &press.say(key, &[]), &score, [about.as_str()])
    })
    .collect()
}

/// `คะแนนรวม 95.88`, `ระดับผ่านดี`.
fn score(press: &Press<'_>, year: &Year) -> Vec<String> {
    let Some(line) = result_line(press, year) else { return Vec::new() };
    let total = press.say("board.about_score", &[("total", &line.total)]);
    let grade = (!line.grade.is_empty()).then(|| press.say("board.about_grade", &[("grade", &line.grade)]));
    std::iter::once(total).chain(grade).collect()
}

/// Nothing for an item without a page.
fn item(press: &Press<'_>, year: &Year, item: &Item) -> Option<PageText> {
    let page = item.page.as_ref()?;
    let mut more = press.offices(&page.offices);
    more.extend(page.signed_by.clone());
    let address = address::item(year.year, item.code);
    Some(text(&address, &item.code.to_string(), &title(press, year, item), &more, item_lines(year, item, page)))
}

/// What the page of an item says, from above.
fn item_lines<'a>(year: &'a Year, item: &Item, page: &'a ItemPage) -> Vec<&'a str> {
    let words = page.progress.iter().chain(&page.none).map(String::as_str);
    let evidence = page.evidence.iter().map(|it| it.title.as_str());
    let is_shown = |n: &usize| page.evidence.iter().any(|it| it.shows.contains(n));
    let elements = (0..).zip(&item.asked(year).elements).filter(|(n, _)| is_shown(n)).map(|(_, it)| it.text.as_str());
    words.chain(evidence).chain(elements).chain([page.body.fragment.plain_text()]).collect()
}

fn measure_text(press: &Press<'_>, year: &Year, it: &Measure) -> PageText {
    let mut more = press.offices(&it.offices);
    more.extend(it.owners.iter().cloned());
    text(&address::measure(year.year, it.number), "", &measure::title(press, it), &more, [it.body.fragment.plain_text()])
}

fn indicator_text(press: &Press<'_>, year: &Year, it: &Indicator) -> PageText {
    let title = indicator::title(press, year, it);
    text(&address::indicator(year.year, it.number), "", &title, &press.offices(&it.offices), [it.body.fragment.plain_text()])
}

fn text<'a>(address: &str, code: &str, title: &str, more: &[String], lines: impl IntoIterator<Item = &'a str>) -> PageText {
    PageText {
        code: code.to_owned(),
        title: tidy(title),
        href: href(ROOT, address, None),
        more: tidy(&more.join(" ")),
        text: tidy(&lines.into_iter().collect::<Vec<_>>().join("\n")),
    }
}
