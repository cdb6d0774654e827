//! The desk: what is left to do, for the staff. No file of the section; `serve` shows it.

use std::collections::BTreeMap;

use super::item::{points_at_risk, staff_state, title};
use super::view::{DeskFindingView, DeskPageView, DeskView, DeskYearView, OfficeFindingsView, ReadinessView, SourceView};
use super::{Face, Minify, Options, Page, Press, address, finding_view, href};
use crate::config;
use crate::content::front_matter::Origin;
use crate::diag::{Diagnostic, Tally};
use crate::input::Inputs;
use crate::path::SitePath;
use crate::site::{Indicator, Item, Measure, Site, Year};
use crate::source::LineColumn;
use crate::theme::{Fault, Theme};

/// Where the desk stands.
pub const ADDRESS: &str = "_/";

/// What the desk needs to know beside the site.
pub struct Desk<'a> {
    /// Everything that is wrong, sorted.
    pub found: &'a [Diagnostic],
    /// Readiness of each year, in the site's order.
    pub readiness: Vec<ReadinessView>,
    /// The address that opens a place in the editor.
    pub edit: &'a dyn Fn(&SitePath, Option<LineColumn>) -> String,
}

/// The page. `None` without a year: there is nothing to be done yet.
///
/// # Errors
/// When a template has a fault.
pub fn page(site: &Site, theme: &Theme, inputs: &Inputs, desk: &Desk<'_>) -> Option<Result<Vec<u8>, Fault>> {
    let year = site.years.first()?;
    let press = Press::new(site, theme, inputs, Options { face: Face::Staff, minify: Minify::No }, desk.found, &crate::output::Body::Bytes);
    let page = Page {
        kind: "desk",
        template: "desk.html",
        address: ADDRESS.to_owned(),
        title: press.say("desk.title", &[]),
        description: press.say("desk.lead", &[]),
        trail: Vec::new(),
        year,
        owner: year.origin.yaml.into(),
        name: "desk".to_owned(),
    };
    let root = super::out_path(ADDRESS).to_root();
    Some(press.html(&page, &root, "desk", &view(&press, desk, &root)))
}

fn view(press: &Press<'_>, desk: &Desk<'_>, root: &str) -> DeskView {
    let years = press.site.years.iter().zip(&desk.readiness);
    DeskView {
        offices: offices(press, desk),
        years: years.map(|(year, readiness)| year_view(press, desk, year, readiness, root)).collect(),
        settings: source(desk, &SitePath::new(config::PATH).expect("a plain path")),
    }
}

fn source(desk: &Desk<'_>, path: &SitePath) -> SourceView {
    SourceView { path: path.to_string(), edit: (desk.edit)(path, None) }
}

/// Findings by office, in the site's order. What belongs to no page or to a page without one is the first office's.
fn offices(press: &Press<'_>, desk: &Desk<'_>) -> Vec<OfficeFindingsView> {
    let answers = answers(press);
    let mut by_office: BTreeMap<usize, Vec<&Diagnostic>> = BTreeMap::new();
    for it in desk.found {
        let path = it.path(&press.inputs.sources);
        let beside = || answers.iter().find(|(page, _)| path.belongs_to(page)).map(|it| *it.1);
        let offices = answers.get(path).copied().or_else(beside).unwrap_or_default();
        for office in if offices.is_empty() { &[0] } else { offices } {
            by_office.entry(*office).or_default().push(it);
        }
    }
    by_office.into_iter().map(|(office, found)| office_view(press, desk, office, &found)).collect()
}

fn office_view(press: &Press<'_>, desk: &Desk<'_>, office: usize, found: &[&Diagnostic]) -> OfficeFindingsView {
    let is_named = office < press.config().offices.len();
    let Tally { errors, warnings, notes } = Tally::of(found.iter().copied());
    OfficeFindingsView {
        name: if is_named { press.config().office_name(office).to_owned() } else { String::new() },
        errors,
        warnings,
        notes,
        findings: found.iter().map(|it| finding(press, desk, it)).collect(),
    }
}

/// Every page with the offices that answer for it.
fn answers<'a>(press: &Press<'a>) -> BTreeMap<&'a SitePath, &'a [usize]> {
    let sources = &press.inputs.sources;
    let mut res: BTreeMap<&SitePath, &[usize]> = BTreeMap::new();
    for year in &press.site.years {
        let pages = year.items.iter().filter_map(|it| it.page.as_ref());
        res.extend(pages.map(|it| (it.origin.path(sources), &it.offices[..])));
        res.extend(year.measures.iter().map(|it| (it.origin.path(sources), &it.offices[..])));
        res.extend(year.indicators.iter().map(|it| (it.origin.path(sources), &it.offices[..])));
    }
    res
}

fn finding(press: &Press<'_>, desk: &Desk<'_>, it: &Diagnostic) -> DeskFindingView {
    let (path, at) = it.position(&press.inputs.sources);
    let is_text = press.inputs.texts.contains_key(path);
    DeskFindingView {
        finding: finding_view(it, press.inputs, press.config()),
        edit: if is_text { (desk.edit)(path, at) } else { String::new() },
    }
}

fn year_view(press: &Press<'_>, desk: &Desk<'_>, year: &Year, readiness: &ReadinessView, root: &str) -> DeskYearView {
    let items = year.items.iter().map(|it| item(press, desk, year, it, root));
    let measures = year.measures.iter().map(|it| measure(press, desk, year, it, root));
    let indicators = year.indicators.iter().map(|it| indicator(press, desk, year, it, root));
    DeskYearView {
        be: press.digits(&year.year.to_string()),
        readiness: readiness.clone(),
        settings: source(desk, year.origin.path(&press.inputs.sources)),
        pages: items.chain(measures).chain(indicators).collect(),
    }
}

fn item(press: &Press<'_>, desk: &Desk<'_>, year: &Year, item: &Item, root: &str) -> DeskPageView {
    let page = item.page.as_ref();
    DeskPageView {
        label: format!("{} {}", item.code, title(press, year, item)),
        href: page.map_or(String::new(), |_| href(root, &address::item(year.year, item.code), None)),
        state: Some(staff_state(press, year, item)),
        points: points_at_risk(press, year, item),
        offices: page.map_or(Vec::new(), |it| press.offices(&it.offices)),
        findings: page.map_or(0, |it| n_findings(press, &it.origin)),
        source: page.map(|it| source(desk, it.origin.path(&press.inputs.sources))),
    }
}

fn measure(press: &Press<'_>, desk: &Desk<'_>, year: &Year, it: &Measure, root: &str) -> DeskPageView {
    let number = press.say("measure.number", &[("number", &press.digits(&it.number.to_string()))]);
    let href = href(root, &address::measure(year.year, it.number), None);
    other(press, desk, format!("{number} {}", it.title), href, &it.offices, &it.origin)
}

fn indicator(press: &Press<'_>, desk: &Desk<'_>, year: &Year, it: &Indicator, root: &str) -> DeskPageView {
    let number = press.say("index.indicator", &[("number", &press.digits(&it.number.to_string()))]);
    let href = href(root, &address::indicator(year.year, it.number), None);
    let title = press.words(&year.scheme.indicators[it.in_scheme].title);
    other(press, desk, format!("{number} {title}"), href, &it.offices, &it.origin)
}

/// A page that is no item.
fn other(press: &Press<'_>, desk: &Desk<'_>, label: String, href: String, offices: &[usize], origin: &Origin) -> DeskPageView {
    DeskPageView {
        label,
        href,
        state: None,
        points: String::new(),
        offices: press.offices(offices),
        findings: n_findings(press, origin),
        source: Some(source(desk, origin.path(&press.inputs.sources))),
    }
}

fn n_findings(press: &Press<'_>, origin: &Origin) -> usize {
    press.findings(origin.path(&press.inputs.sources)).len()
}
