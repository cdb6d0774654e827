//! The front page: the board of the newest year, all years.

use super::item::{cell, missing, state};
use super::result::grade_title;
use super::view::{
    BoardGroupView, BoardLinksView, BoardRowView, BoardStaffView, BoardView, LegendView, OfficeCountView, ResultLineView, StateView,
    YearRowView,
};
use super::{Job, Page, Press, href};
use crate::content::item::Status;
use crate::site::{Item, Year, address};

/// The board is the newest year's.
pub(super) fn jobs<'a>(press: &'a Press<'a>, jobs: &mut Vec<Job<'a>>) {
    let Some(year) = press.site.years.first() else { return };
    jobs.push(Box::new(move || {
        let be = press.digits(&year.year.to_string());
        let total = press.digits(&year.items.len().to_string());
        let page = Page {
            kind: "board",
            template: "board.html",
            address: address::HOME.to_owned(),
            title: press.say("board.title", &[("year", &be)]),
            description: press.say("description.board", &[("total", &total), ("agency", &press.config().agency.name), ("year", &be)]),
            trail: Vec::new(),
            year,
            owner: year.origin.yaml.into(),
            name: "board".into(),
        };
        vec![press.page(page, "board", &view(press, year, ""))]
    }));
}

fn view(press: &Press<'_>, year: &Year, root: &str) -> BoardView {
    let groups = year.scheme.indicators.iter().enumerate().filter_map(|(n, it)| {
        let rows: Vec<BoardRowView> = year
            .scheme
            .subindicators
            .iter()
            .enumerate()
            .filter(|(_, it)| it.indicator == n)
            .map(|(n, _)| row(press, year, n, root))
            .collect();
        (!rows.is_empty()).then(|| BoardGroupView {
            number: press.digits(&it.number.to_string()),
            title: press.words(&it.title).to_owned(),
            rows,
        })
    });
    BoardView {
        legend: legend(press, year),
        groups: groups.collect(),
        weighted: year.scheme.subindicators.iter().all(|it| it.points.is_some()),
        total: year.items.len(),
        done: n_done(year.items.iter()),
        years: press.site.years.iter().map(|it| year_row(press, it, it.year == year.year, root)).collect(),
        result: result_line(press, year),
        measures: year.measures.len(),
        indicators: year.indicators.len(),
        links: links(year, root),
        staff: press.is_staff().then(|| staff(press, year)),
    }
}

fn n_done<'i>(items: impl Iterator<Item = &'i Item>) -> usize {
    items.filter(|it| it.status() == Status::Done).count()
}

/// The states that occur on this face, in order.
fn legend(press: &Press<'_>, year: &Year) -> Vec<LegendView> {
    let order = if press.is_staff() {
        ["complete", "partial", "no_evidence", "not_started"]
    } else {
        ["open", "reported", "in_progress", "not_started"]
    };
    let count = |id: &str| year.items.iter().filter(|it| state(press, year, it).0 == id).count();
    order.iter().map(|id| LegendView { state: StateView(id), count: count(id) }).collect()
}

fn row(press: &Press<'_>, year: &Year, subindicator: usize, root: &str) -> BoardRowView {
    let it = &year.scheme.subindicators[subindicator];
    let items: Vec<&Item> = year.scheme.items_of(subindicator).map(|(n, _)| &year.items[n]).collect();
    BoardRowView {
        id: press.digits(&it.id),
        slug: it.id.replace('.', "-"),
        title: press.words(&it.title).to_owned(),
        weight: weight(year, subindicator),
        done: n_done(items.iter().copied()),
        total: items.len(),
        cells: items.iter().map(|it| cell(press, year, it, root, false)).collect(),
        staff_points: it.points.filter(|_| press.is_staff()).map(|it| press.number(it)),
    }
}

/// Rows are equally wide, so a row's height stands for its points: in halves of the lowest row, at most four times as high.
fn weight(year: &Year, subindicator: usize) -> u8 {
    #[expect(clippy::cast_precision_loss, reason = "a scheme has at most 999 items")]
    let points = |n: usize| year.scheme.subindicators[n].points.map(|it| it * year.scheme.items_of(n).count() as f64);
    let lowest = (0..year.scheme.subindicators.len()).filter_map(points).filter(|it| *it > 0.0).fold(f64::INFINITY, f64::min);
    let halves = points(subindicator).map_or(2.0, |it| (it / lowest * 2.0).round()).clamp(2.0, 8.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2 to 8")]
    let res = halves as u8;
    res
}

fn year_row(press: &Press<'_>, year: &Year, current: bool, root: &str) -> YearRowView {
    let line = result_line(press, year);
    YearRowView {
        be: press.digits(&year.year.to_string()),
        href: if press.is_newest(year) { href(root, address::HOME, None) } else { href(root, &address::index(year.year), None) },
        index_href: href(root, &address::index(year.year), None),
        scheme_title: press.digits(press.words(&year.scheme.title)),
        done: n_done(year.items.iter()),
        total: year.items.len(),
        score: line.as_ref().map_or(String::new(), |it| it.total.clone()),
        grade: line.map_or(String::new(), |it| it.grade),
        current,
    }
}

pub(super) fn result_line(press: &Press<'_>, year: &Year) -> Option<ResultLineView> {
    let result = year.result.as_ref()?;
    Some(ResultLineView { total: press.score(result.total), grade: grade_title(press, year).unwrap_or_default() })
}

fn links(year: &Year, root: &str) -> BoardLinksView {
    let to = |name: &str, exists: bool| if exists { href(root, &address::page(year.year, name), None) } else { String::new() };
    BoardLinksView {
        index: href(root, &address::index(year.year), None),
        result: to("result", year.result.is_some()),
        measures: to("measures", !year.measures.is_empty()),
        indicators: to("indicators", !year.indicators.is_empty()),
        eit: to("eit", true),
        report: to("report", true),
    }
}

fn staff(press: &Press<'_>, year: &Year) -> BoardStaffView {
    let is_complete = |it: &&Item| it.has_evidence() && missing(press, year, it) == 0;
    let open: Vec<&Item> = year.items.iter().filter(|it| !is_complete(it)).collect();
    let answers = |office: usize| open.iter().filter(|it| it.page.as_ref().is_some_and(|page| page.offices.contains(&office))).count();
    let offices =
        (0..press.config().offices.len()).map(|n| OfficeCountView { name: press.config().office_name(n).to_owned(), count: answers(n) });
    BoardStaffView { complete: year.items.len() - open.len(), offices: offices.filter(|it| it.count > 0).collect() }
}
