//! The perception indicators: their list by survey and a page each.

use super::parts::{Parts, Shown};
use super::view::{IndicatorView, IndicatorsView, LinkView, ToolView};
use super::words::reported;
use super::{Job, Page, Press, data, href, link};
use crate::content::indicator::{GUIDANCE, PROGRESS};
use crate::site::{Answered, Indicator, Year, address};

/// The list and the pages; nothing when the year has none.
pub(super) fn jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    if year.indicators.is_empty() {
        return;
    }
    jobs.push(Box::new(move || vec![list(press, year)]));
    for (n, indicator) in year.indicators.iter().enumerate() {
        jobs.push(Box::new(move || {
            let mut res = vec![page(press, year, n, indicator)];
            res.extend(press.attachments(indicator.body.targets.iter(), &indicator.origin));
            let address = address::indicator(year.year, indicator.number);
            res.extend(data::entries(press, &indicator.body, &address, &indicator.origin));
            res
        }));
    }
}

fn list(press: &Press<'_>, year: &Year) -> Result<super::Entry, crate::theme::Fault> {
    let be = press.digits(&year.year.to_string());
    let address = address::page(year.year, "indicators");
    let root = super::out_path(&address).to_root();
    let tools = year.scheme.tools.iter().enumerate().map(|(n, tool)| ToolView {
        id: tool.id.clone(),
        title: press.words(&tool.title).to_owned(),
        respondents: tool.respondents.clone(),
        indicators: year
            .indicators
            .iter()
            .filter(|it| year.scheme.indicators[it.in_scheme].tool == n)
            .map(|it| view(press, year, it, &root, Shown::Elsewhere))
            .collect(),
    });
    let view = IndicatorsView { tools: tools.filter(|it| !it.indicators.is_empty()).collect() };
    let page = Page {
        kind: "indicators",
        template: "indicators.html",
        title: press.say("indicator.list", &[]),
        description: press.say("description.indicators", &[("year", &be)]),
        trail: vec![(press.say("page.fiscal_year", &[("year", &be)]), address::HOME.to_owned())],
        year,
        owner: year.origin.yaml.into(),
        name: "indicators".into(),
        address,
    };
    press.page(page, "indicators", &view)
}

fn page(press: &Press<'_>, year: &Year, n: usize, indicator: &Indicator) -> Result<super::Entry, crate::theme::Fault> {
    let be = press.digits(&year.year.to_string());
    let address = address::indicator(year.year, indicator.number);
    let root = super::out_path(&address).to_root();
    let mut view = view(press, year, indicator, &root, Shown::OnItsPage);
    view.data = data::views(press, &indicator.body, &address);
    view.previous = n.checked_sub(1).map(|n| neighbour(press, year, &year.indicators[n], &root));
    view.next = year.indicators.get(n + 1).map(|it| neighbour(press, year, it, &root));
    let title = title(press, year, indicator);
    let page = Page {
        kind: "indicator",
        template: "indicator.html",
        description: format!("{title} {}", press.say("page.fiscal_year", &[("year", &be)])),
        title,
        trail: vec![
            (press.say("page.fiscal_year", &[("year", &be)]), address::HOME.to_owned()),
            (press.say("nav.indicators", &[]), address::page(year.year, "indicators")),
        ],
        year,
        owner: indicator.origin.yaml.into(),
        name: format!("indicator {}", indicator.number),
        address,
    };
    press.page(page, "indicator", &view)
}

/// `ตัวชี้วัดที่ 6 …`.
pub(super) fn title(press: &Press<'_>, year: &Year, indicator: &Indicator) -> String {
    let label = press.say("index.indicator", &[("number", &press.digits(&indicator.number.to_string()))]);
    format!("{label} {}", press.words(&year.scheme.indicators[indicator.in_scheme].title))
}

fn neighbour(press: &Press<'_>, year: &Year, indicator: &Indicator, root: &str) -> LinkView {
    let title = press.words(&year.scheme.indicators[indicator.in_scheme].title);
    let label = format!("{} {title}", press.digits(&indicator.number.to_string()));
    link(label, href(root, &address::indicator(year.year, indicator.number), None))
}

/// All indicators of a year, for the page at `root`.
pub(super) fn views(press: &Press<'_>, year: &Year, root: &str) -> Vec<IndicatorView> {
    year.indicators.iter().map(|it| view(press, year, it, root, Shown::Elsewhere)).collect()
}

/// `shown`: whether it is shown on another page than its own.
fn view(press: &Press<'_>, year: &Year, indicator: &Indicator, root: &str, shown: Shown) -> IndicatorView {
    let asked = &year.scheme.indicators[indicator.in_scheme];
    let tool = &year.scheme.tools[asked.tool];
    let answer = Some(Answered::Indicator(indicator.in_scheme));
    let measures = year.measures.iter().filter(|it| it.answers == answer);
    let own = href(root, &address::indicator(year.year, indicator.number), None);
    let days = press.days(&indicator.origin);
    let mut parts = Parts::new(press, &indicator.body, root, shown, &own);
    IndicatorView {
        number: press.digits(&indicator.number.to_string()),
        title: press.words(&asked.title).to_owned(),
        href: href(root, &address::indicator(year.year, indicator.number), None),
        tool: tool.id.to_uppercase(),
        tool_title: press.words(&tool.title).to_owned(),
        state: reported(indicator.status),
        period: indicator.period.map(|it| press.period(it)),
        offices: press.offices(&indicator.offices),
        all_offices: indicator.offices.len() > 1 && (0..press.config().offices.len()).all(|n| indicator.offices.contains(&n)),
        published: days.map(|it| press.date(it.published)),
        updated: days.map(|it| press.date(it.updated)),
        intro_html: parts.intro(),
        guidance: parts.take(GUIDANCE),
        progress: parts.take(PROGRESS),
        more_html: parts.rest(),
        data: Vec::new(),
        measures: measures
            .map(|it| {
                link(
                    format!("{} {}", press.digits(&it.number.to_string()), it.title),
                    href(root, &address::measure(year.year, it.number), None),
                )
            })
            .collect(),
        previous: None,
        next: None,
    }
}
