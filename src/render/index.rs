//! The link index, as a page and as tables: the columns stand in the order in which the assessment form asks for them.

use super::item::{state, subindicator_title, title};
use super::sheet::{Headings, Row, Sheet};
use super::view::{IndexGroupView, IndexRowView, IndexView, LinkView};
use super::{Job, Page, Press, bytes, data, href, link};
use crate::content::item::Status;
use crate::output::media_type;
use crate::site::link::Target;
use crate::site::{Body, Item, ItemPage, Year, address};

/// The page, the three tables and the list of files.
pub(super) fn jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    jobs.push(Box::new(move || {
        let be = press.digits(&year.year.to_string());
        let total = press.digits(&year.items.len().to_string());
        let address = address::index(year.year);
        let root = super::out_path(&address).to_root();
        let page = Page {
            kind: "index",
            template: "index.html",
            title: format!("{} {}", press.say("nav.index", &[]), press.say("page.fiscal_year", &[("year", &be)])),
            description: press.say("description.index", &[("total", &total), ("year", &be)]),
            trail: Vec::new(),
            year,
            owner: year.origin.yaml.into(),
            name: "index".into(),
            address,
        };
        vec![press.page(page, "index", &view(press, year, &root))]
    }));
    jobs.push(Box::new(move || {
        let sheet = sheet(press, year);
        let at = |name: &str| format!("{}{name}", address::index(year.year));
        let owner = || year.origin.yaml.into();
        let mut res = vec![Ok(bytes(&at("index.csv"), sheet.csv(), owner())), Ok(bytes(&at("index.json"), sheet.json(), owner()))];
        // A text longer than a cell may be (32,767 characters) leaves the other two tables whole.
        if let Ok(book) = sheet.xlsx(year.year.period().to) {
            res.push(Ok(bytes(&at("index.xlsx"), book, owner())));
        }
        res.push(Ok(bytes(&at("manifest.json"), manifest(press, year), owner())));
        res
    }));
}

fn view(press: &Press<'_>, year: &Year, root: &str) -> IndexView {
    let groups = year.scheme.subindicators.iter().enumerate().map(|(n, it)| IndexGroupView {
        anchor: format!("s{}", it.id.replace('.', "-")),
        title: subindicator_title(press, year, n),
        rows: year.scheme.items_of(n).map(|(n, _)| row_view(press, year, &year.items[n], root)).collect(),
    });
    let downloads = ["csv", "xlsx", "json"].map(|it| link(it.to_uppercase(), format!("{root}{}index.{it}", address::index(year.year))));
    IndexView { groups: groups.filter(|it| !it.rows.is_empty()).collect(), downloads: downloads.into() }
}

fn row_view(press: &Press<'_>, year: &Year, item: &Item, root: &str) -> IndexRowView {
    let page = item.page.as_ref();
    IndexRowView {
        code: item.code.to_string(),
        title: title(press, year, item),
        href: page.map_or(String::new(), |_| href(root, &address::item(year.year, item.code), None)),
        has: item.status() == Status::Done,
        state: state(press, year, item),
        urls: page.map_or(Vec::new(), |page| urls(press, year, item, page, root)),
        explanation: explanation(press, item),
        covers: page.and_then(|it| it.covers).map(|it| press.period(it)),
        covers_key: format!("covers.{}", item.asked(year).covers.id()),
        offices: page.map_or(Vec::new(), |it| press.offices(&it.offices)),
        updated: page.and_then(|it| it.updated).map(|it| press.date(it)),
    }
}

/// URL 1 is the item's own page; then one per piece of evidence.
fn urls(press: &Press<'_>, year: &Year, item: &Item, page: &ItemPage, root: &str) -> Vec<LinkView> {
    let own = address::item(year.year, item.code);
    let mut res = vec![link(press.url(&own), href(root, &own, None))];
    for it in &page.evidence {
        let to = match &it.target {
            Target::Here(anchor) => Some(href(root, &own, Some(anchor))),
            target => Press::target_href(target, root),
        };
        res.extend(press.target_url(&it.target, &own).zip(to).map(|(url, to)| link(url, to)));
    }
    res
}

/// One step per address.
fn explanation(press: &Press<'_>, item: &Item) -> Vec<String> {
    let Some(page) = &item.page else { return Vec::new() };
    let first = if page.evidence.is_empty() { "explain.page_plain" } else { "explain.page" };
    let steps = page.evidence.iter().map(|it| match &it.target {
        Target::Attachment(_) => press.say("explain.file", &[("title", &it.title)]),
        Target::Here(_) => press.say("steps.here", &[("heading", &it.title)]),
        _ => press.say("explain.link", &[("title", &it.title)]),
    });
    std::iter::once(press.say(first, &[])).chain(steps).collect()
}

fn sheet(press: &Press<'_>, year: &Year) -> Sheet {
    Sheet {
        version: 1,
        agency: press.config().agency.name.clone(),
        fiscal_year: year.year.be(),
        scheme: year.scheme.id.clone(),
        url: press.url(&address::index(year.year)),
        eit_url: year.eit_url.clone(),
        items: year.items.iter().map(|it| row(press, year, it)).collect(),
        headings: Headings {
            item: press.say("index.item", &[]),
            title: press.say("index.data", &[]),
            has: press.say("index.has_or_not", &[]),
            url: "URL".into(),
            explanation: press.say("itas.explanation", &[]),
            covers: press.say("item.period", &[]),
            offices: press.say("item.office", &[]),
            updated: press.say("item.updated", &[]),
        },
    }
}

fn row(press: &Press<'_>, year: &Year, item: &Item) -> Row {
    let page = item.page.as_ref();
    let has = item.status() == Status::Done;
    let covers = page.and_then(|it| it.covers);
    let updated = page.and_then(|it| it.updated);
    Row {
        item: item.code.to_string(),
        title: title(press, year, item),
        has,
        has_text: press.say(if has { "index.has" } else { "index.has_not" }, &[]),
        urls: page.map_or(Vec::new(), |page| urls(press, year, item, page, "").into_iter().map(|it| it.label).collect()),
        explanation: explanation(press, item),
        covers,
        covers_text: covers.map_or_else(|| press.say(&format!("covers.{}", item.asked(year).covers.id()), &[]), |it| press.period_text(it)),
        offices: page.map_or(Vec::new(), |it| press.offices(&it.offices)),
        updated,
        updated_text: updated.map_or(String::new(), |it| press.date(it).text.replace('\u{A0}', " ")),
    }
}

/// Every evidence file of the year with size, type and digest, and the tables of pages with their columns.
fn manifest(press: &Press<'_>, year: &Year) -> Vec<u8> {
    let evidence = year.items.iter().flat_map(|item| item.page.iter().flat_map(|it| &it.evidence).map(move |it| (item, it)));
    let files = evidence.filter_map(|(item, it)| {
        let Target::Attachment(path) = &it.target else { return None };
        let file = press.published(path)?;
        Some(serde_json::json!({
            "item": item.code.to_string(),
            "title": it.title,
            "url": press.url(&address::attachment(path)),
            "size": file.size(),
            "type": media_type(&path.extension()),
            "sha256": file.digest().to_string(),
        }))
    });
    let files: Vec<_> = files.collect();
    let tables: Vec<_> = pages(year).iter().flat_map(|(body, address, name)| data::records(press, body, address, name)).collect();
    let (agency, fiscal_year) = (&press.config().agency.name, year.year.be());
    let all = serde_json::json!({ "version": 1, "agency": agency, "fiscal_year": fiscal_year, "files": files, "tables": tables });
    let mut res = serde_json::to_vec_pretty(&all).expect("texts and numbers serialise");
    res.push(b'\n');
    res
}

/// The pages of a year that may have tables: body, address, and a name for machines.
fn pages(year: &Year) -> Vec<(&Body, String, String)> {
    let items = year.items.iter().filter_map(|it| Some((it.page.as_ref()?, it.code)));
    let items = items.map(|(page, code)| (&page.body, address::item(year.year, code), code.to_string()));
    let measures = year.measures.iter().map(|it| (&it.body, address::measure(year.year, it.number), format!("measure {}", it.number)));
    let indicators =
        year.indicators.iter().map(|it| (&it.body, address::indicator(year.year, it.number), format!("indicator {}", it.number)));
    items.chain(measures).chain(indicators).collect()
}
