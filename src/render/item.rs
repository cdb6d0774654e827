//! The page of an item, and its cell on boards.

use super::view::{CellView, ElementView, EvidenceView, ItemStaffView, ItemView, LinkView, StateView};
use super::words::reported;
use super::{Job, Page, Press, data, href, link};
use crate::content::item::Status;
use crate::scheme;
use crate::site::link::Target;
use crate::site::shown::{asked_elements, missing_elements};
use crate::site::{Evidence, Item, ItemPage, Year, address};

/// Pages of items, and the files they lead to.
pub(super) fn jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    let with_page: Vec<(&Item, &ItemPage)> = year.items.iter().filter_map(|it| Some((it, it.page.as_ref()?))).collect();
    for (n, (item, page)) in with_page.iter().copied().enumerate() {
        let previous = n.checked_sub(1).map(|n| with_page[n].0);
        let next = with_page.get(n + 1).map(|it| it.0);
        jobs.push(Box::new(move || {
            let address = address::item(year.year, item.code);
            let mut res = vec![entry(press, year, item, page, previous, next)];
            let targets = page.evidence.iter().map(|it| &it.target).chain(&page.body.targets);
            res.extend(press.attachments(targets, &page.origin));
            res.extend(data::entries(press, &page.body, &address, &page.origin));
            res
        }));
    }
}

fn entry(
    press: &Press<'_>,
    year: &Year,
    item: &Item,
    page: &ItemPage,
    previous: Option<&Item>,
    next: Option<&Item>,
) -> Result<super::Entry, crate::theme::Fault> {
    let address = address::item(year.year, item.code);
    let title = title(press, year, item);
    let values = [
        ("code", item.code.to_string()),
        ("title", title.clone()),
        ("agency", press.config().agency.name_short.clone()),
        ("year", press.digits(&year.year.to_string())),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let subindicator = subindicator_title(press, year, item.asked(year).subindicator);
    let anchor = format!("s{}", year.scheme.subindicators[item.asked(year).subindicator].id.replace('.', "-"));
    let root = super::out_path(&address).to_root();
    let mut view = view(press, year, item, page, &root);
    view.previous = previous.map(|it| neighbour(press, year, it, &root));
    view.next = next.map(|it| neighbour(press, year, it, &root));
    let description = page.progress.clone().unwrap_or_else(|| press.say("description.item", &values));
    let year_label = press.say("page.fiscal_year", &[("year", &press.digits(&year.year.to_string()))]);
    let page = Page {
        kind: "item",
        template: "item.html",
        title: format!("{} {title}", item.code),
        description,
        trail: vec![(year_label, address::HOME.to_owned()), (subindicator, format!("{}#{anchor}", address::index(year.year)))],
        year,
        owner: page.origin.yaml.into(),
        name: item.code.to_string(),
        address,
    };
    press.page(page, "item", &view)
}

/// The file's title, else the scheme's.
pub(super) fn title(press: &Press<'_>, year: &Year, item: &Item) -> String {
    let own = item.page.as_ref().and_then(|it| it.title.clone());
    own.unwrap_or_else(|| press.digits(press.words(&item.asked(year).title)))
}

/// `9.2 การบริหารงาน`.
pub(super) fn subindicator_title(press: &Press<'_>, year: &Year, subindicator: usize) -> String {
    let it = &year.scheme.subindicators[subindicator];
    format!("{} {}", press.digits(&it.id), press.words(&it.title))
}

fn neighbour(press: &Press<'_>, year: &Year, item: &Item, root: &str) -> LinkView {
    link(format!("{} {}", item.code, title(press, year, item)), href(root, &address::item(year.year, item.code), None))
}

/// The state of an item as the reader may know it.
pub(super) fn state(press: &Press<'_>, year: &Year, item: &Item) -> StateView {
    if press.is_staff() {
        return staff_state(press, year, item);
    }
    if item.has_evidence() { StateView("open") } else { reported(item.status()) }
}

pub(super) fn staff_state(press: &Press<'_>, year: &Year, item: &Item) -> StateView {
    let missing = missing(press, year, item);
    StateView(if item.has_evidence() && missing == 0 {
        "complete"
    } else if item.has_evidence() {
        "partial"
    } else if item.status() == Status::NotStarted {
        "not_started"
    } else {
        "no_evidence"
    })
}

/// What the item costs as it is, an estimate; empty when nothing or not known.
pub(super) fn points_at_risk(press: &Press<'_>, year: &Year, item: &Item) -> String {
    let is_complete = staff_state(press, year, item).0 == "complete";
    let points = year.scheme.subindicators[item.asked(year).subindicator].points.filter(|_| !is_complete);
    points.map_or(String::new(), |it| press.number(it))
}

/// How many required elements nothing shows.
pub(super) fn missing(press: &Press<'_>, year: &Year, item: &Item) -> usize {
    missing_elements(year, item, &press.config().agency).len()
}

/// The cell of an item for the page at `root`.
pub(super) fn cell(press: &Press<'_>, year: &Year, item: &Item, root: &str, current: bool) -> CellView {
    CellView {
        code: item.code.to_string(),
        title: title(press, year, item),
        href: if item.page.is_some() { href(root, &address::item(year.year, item.code), None) } else { String::new() },
        state: state(press, year, item),
        current,
    }
}

fn view(press: &Press<'_>, year: &Year, item: &Item, page: &ItemPage, root: &str) -> ItemView {
    let asked = item.asked(year);
    let siblings = year.scheme.items_of(asked.subindicator);
    let related = asked.depends_on.iter().filter_map(|code| year.items.iter().find(|it| it.code == *code && it.page.is_some()));
    ItemView {
        code: item.code.to_string(),
        title: title(press, year, item),
        state: state(press, year, item),
        subindicator: subindicator_title(press, year, asked.subindicator),
        progress: page.progress.clone().unwrap_or_default(),
        elements: elements(press, asked, page),
        evidence: page.evidence.iter().enumerate().map(|(n, it)| evidence(press, asked, n, it, root)).collect(),
        none: page.none.clone().unwrap_or_default(),
        body_html: press.body(&page.body, root),
        data: data::views(press, &page.body, &address::item(year.year, item.code)),
        covers: page.covers.map(|it| press.period(it)),
        covers_key: covers_key(year, asked, page),
        offices: press.offices(&page.offices),
        cadence_key: asked.cadence.map_or(String::new(), |it| format!("cadence.{}", it.id())),
        published: page.published.map(|it| press.date(it)),
        updated: page.updated.map(|it| press.date(it)),
        signed_by: page.signed_by.clone().unwrap_or_default(),
        related: related.map(|it| neighbour(press, year, it, root)).collect(),
        steps: steps(press, item, page),
        siblings: siblings.map(|(n, it)| cell(press, year, &year.items[n], root, it.code == item.code)).collect(),
        previous: None,
        next: None,
        staff: press.is_staff().then(|| staff(press, year, item, page)),
    }
}

/// The name of the time that is asked for, unless the page says that it is about another one.
fn covers_key(year: &Year, asked: &scheme::Item, page: &ItemPage) -> String {
    let fits = page.covers.is_none() || asked.covers.period(year.year).is_none() || page.covers == asked.covers.period(year.year);
    if fits { format!("covers.{}", asked.covers.id()) } else { String::new() }
}

/// Public face: the elements that something shows. Staff face: all.
fn elements(press: &Press<'_>, asked: &scheme::Item, page: &ItemPage) -> Vec<ElementView> {
    let all = asked_elements(asked, &press.config().agency).map(|(n, element)| {
        let shown_by: Vec<LinkView> = (1..)
            .zip(&page.evidence)
            .filter(|(_, it)| it.shows.contains(&n))
            .map(|(number, it)| match &it.target {
                Target::Here(anchor) => link(it.title.clone(), format!("#{}", crate::path::percent_encode(anchor))),
                _ => link(it.title.clone(), format!("#e{number}")),
            })
            .collect();
        ElementView { text: element.text.clone(), shown: !shown_by.is_empty(), optional: element.optional, shown_by }
    });
    all.filter(|it| it.shown || press.is_staff()).collect()
}

fn evidence(press: &Press<'_>, asked: &scheme::Item, n: usize, it: &Evidence, root: &str) -> EvidenceView {
    let (kind, type_name, size) = match &it.target {
        Target::Attachment(path) => {
            let size = press.published(path).map_or(0, |it| it.size());
            ("file", path.extension().to_uppercase(), press.size(size))
        }
        Target::Outside(url) => ("page", host(url).to_owned(), String::new()),
        Target::Here(_) | Target::Page { .. } | Target::Broken => ("here", String::new(), String::new()),
    };
    EvidenceView {
        id: format!("e{}", n + 1),
        title: it.title.clone(),
        href: Press::target_href(&it.target, root).unwrap_or_default(),
        kind,
        type_name,
        size,
        shows: it.shows.iter().map(|n| asked.elements[*n].text.clone()).collect(),
        updated: match &it.target {
            Target::Attachment(path) => press.inputs.history.days(path).map(|it| press.date(it.updated)),
            _ => None,
        },
    }
}

fn host(url: &str) -> &str {
    url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(""))
}

/// How to get there from the front page, as an assessor would type it.
fn steps(press: &Press<'_>, item: &Item, page: &ItemPage) -> Vec<String> {
    let mut res =
        vec![press.say("steps.open", &[("url", &press.config().base_url)]), press.say("steps.choose", &[("code", &item.code.to_string())])];
    let heading = press.say("item.evidence", &[]);
    for (n, it) in (1..).zip(&page.evidence) {
        res.push(match &it.target {
            Target::Here(_) => press.say("steps.here", &[("heading", &it.title)]),
            _ => press.say("steps.evidence", &[("heading", &heading), ("number", &press.digits(&n.to_string())), ("title", &it.title)]),
        });
    }
    if page.evidence.is_empty() {
        res.push(press.say("steps.read", &[]));
    }
    res
}

fn staff(press: &Press<'_>, year: &Year, item: &Item, page: &ItemPage) -> ItemStaffView {
    let path = page.origin.path(&press.inputs.sources);
    let of_files = std::iter::once(path).chain(page.body.data.iter().map(|it| &it.path));
    ItemStaffView {
        missing: missing(press, year, item),
        points: points_at_risk(press, year, item),
        source: path.to_string(),
        findings: of_files.flat_map(|it| press.findings(it)).collect(),
    }
}
