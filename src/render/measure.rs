//! The measures: their list and a page each.

use super::parts::{Parts, Shown};
use super::view::{LinkView, MeasureView, MeasuresView};
use super::{Job, Page, Press, data, href, link};
use crate::content::measure::{FINDING, OUTCOMES, RESULTS, STEPS};
use crate::site::{Answered, Measure, Year, address};

/// The list and the pages; nothing when the year has no measures.
pub(super) fn jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    if year.measures.is_empty() {
        return;
    }
    jobs.push(Box::new(move || vec![list(press, year)]));
    for (n, measure) in year.measures.iter().enumerate() {
        jobs.push(Box::new(move || {
            let mut res = vec![page(press, year, n, measure)];
            res.extend(press.attachments(measure.body.targets.iter(), &measure.origin));
            let address = address::measure(year.year, measure.number);
            res.extend(data::entries(press, &measure.body, &address, &measure.origin));
            res
        }));
    }
}

fn list(press: &Press<'_>, year: &Year) -> Result<super::Entry, crate::theme::Fault> {
    let be = press.digits(&year.year.to_string());
    let address = address::page(year.year, "measures");
    let root = super::out_path(&address).to_root();
    let page = Page {
        kind: "measures",
        template: "measures.html",
        title: press.say("measure.list", &[]),
        description: press.say("description.measures", &[("agency", &press.config().agency.name_short), ("year", &be)]),
        trail: vec![(press.say("page.fiscal_year", &[("year", &be)]), address::HOME.to_owned())],
        year,
        owner: year.origin.yaml.into(),
        name: "measures".into(),
        address,
    };
    press.page(page, "measures", &MeasuresView { measures: views(press, year, &root) })
}

fn page(press: &Press<'_>, year: &Year, n: usize, measure: &Measure) -> Result<super::Entry, crate::theme::Fault> {
    let be = press.digits(&year.year.to_string());
    let address = address::measure(year.year, measure.number);
    let root = super::out_path(&address).to_root();
    let mut view = view(press, year, measure, &root, Shown::OnItsPage);
    view.data = data::views(press, &measure.body, &address);
    view.previous = n.checked_sub(1).map(|n| neighbour(press, year, &year.measures[n], &root));
    view.next = year.measures.get(n + 1).map(|it| neighbour(press, year, it, &root));
    let title = title(press, measure);
    let page = Page {
        kind: "measure",
        template: "measure.html",
        description: format!("{title} {}", press.say("page.fiscal_year", &[("year", &be)])),
        title,
        trail: vec![
            (press.say("page.fiscal_year", &[("year", &be)]), address::HOME.to_owned()),
            (press.say("nav.measures", &[]), address::page(year.year, "measures")),
        ],
        year,
        owner: measure.origin.yaml.into(),
        name: format!("measure {}", measure.number),
        address,
    };
    press.page(page, "measure", &view)
}

/// `มาตรการที่ 1 …`.
pub(super) fn title(press: &Press<'_>, measure: &Measure) -> String {
    let number = press.say("measure.number", &[("number", &press.digits(&measure.number.to_string()))]);
    format!("{number} {}", measure.title)
}

fn neighbour(press: &Press<'_>, year: &Year, measure: &Measure, root: &str) -> LinkView {
    let label = format!("{} {}", press.digits(&measure.number.to_string()), measure.title);
    link(label, href(root, &address::measure(year.year, measure.number), None))
}

/// All measures of a year, for the page at `root`.
pub(super) fn views(press: &Press<'_>, year: &Year, root: &str) -> Vec<MeasureView> {
    year.measures.iter().map(|it| view(press, year, it, root, Shown::Elsewhere)).collect()
}

/// `shown`: whether it is shown on another page than its own.
fn view(press: &Press<'_>, year: &Year, measure: &Measure, root: &str, shown: Shown) -> MeasureView {
    let own = href(root, &address::measure(year.year, measure.number), None);
    let days = press.days(&measure.origin);
    let mut parts = Parts::new(press, &measure.body, root, shown, &own);
    MeasureView {
        number: press.digits(&measure.number.to_string()),
        title: measure.title.clone(),
        href: href(root, &address::measure(year.year, measure.number), None),
        answers: measure.answers.map(|it| answered(press, year, it, root)),
        period: measure.period.map(|it| press.period(it)),
        offices: press.offices(&measure.offices),
        owners: measure.owners.clone(),
        published: days.map(|it| press.date(it.published)),
        updated: days.map(|it| press.date(it.updated)),
        intro_html: parts.intro(),
        finding: parts.take(FINDING),
        steps: parts.take(STEPS),
        results: parts.take(RESULTS),
        outcomes: parts.take(OUTCOMES),
        more_html: parts.rest(),
        data: Vec::new(),
        previous: None,
        next: None,
    }
}

/// `ตัวชี้วัดที่ 8 การปรับปรุงระบบการทำงาน`, linked to its page when it has one.
fn answered(press: &Press<'_>, year: &Year, answers: Answered, root: &str) -> LinkView {
    match answers {
        Answered::Indicator(n) => {
            let it = &year.scheme.indicators[n];
            let label = press.say("index.indicator", &[("number", &press.digits(&it.number.to_string()))]);
            let to = year.indicators.iter().find(|page| page.in_scheme == n);
            let href = to.map_or(String::new(), |it| href(root, &address::indicator(year.year, it.number), None));
            link(format!("{label} {}", press.words(&it.title)), href)
        }
        Answered::Subindicator(n) => {
            let it = &year.scheme.subindicators[n];
            let anchor = format!("s{}", it.id.replace('.', "-"));
            let label = format!("{} {}", press.say("item.subindicator", &[]), super::item::subindicator_title(press, year, n));
            link(label, href(root, &address::index(year.year), Some(&anchor)))
        }
    }
}
