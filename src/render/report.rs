//! The whole report of a year as one document, in the tables of the paper form, made for printing on A4.

use super::board::result_line;
use super::item::{subindicator_title, title};
use super::result::plain_scores;
use super::view::{MemoStepView, MemoView, ReportGroupView, ReportRowView, ReportView};
use super::words::reported;
use super::{Job, Page, Press, indicator, measure};
use crate::site::shown::asked_elements;
use crate::site::{Item, Year, address};

/// The page.
pub(super) fn jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    jobs.push(Box::new(move || {
        let be = press.digits(&year.year.to_string());
        let address = address::page(year.year, "report");
        let root = super::out_path(&address).to_root();
        let view = view(press, year, &root);
        let page = Page {
            kind: "report",
            template: "report.html",
            title: view.title.clone(),
            description: press.say("description.report", &[("agency", &press.config().agency.name), ("year", &be)]),
            trail: Vec::new(),
            year,
            owner: year.origin.yaml.into(),
            name: "report".into(),
            address,
        };
        vec![press.page(page, "report", &view)]
    }));
}

fn view(press: &Press<'_>, year: &Year, root: &str) -> ReportView {
    let be = press.digits(&year.year.to_string());
    let plain_title = || format!("{} {}", press.say("nav.report", &[]), press.say("page.fiscal_year", &[("year", &be)]));
    let groups = year.scheme.subindicators.iter().enumerate().map(|(n, it)| ReportGroupView {
        anchor: format!("r{}", it.id.replace('.', "-")),
        title: subindicator_title(press, year, n),
        rows: year.scheme.items_of(n).map(|(n, _)| row(press, year, &year.items[n])).collect(),
    });
    ReportView {
        title: year.report_title.clone().map_or_else(plain_title, |it| press.digits(&it)),
        date: year.report_date.map(|it| press.date(it)),
        measures: measure::views(press, year, root),
        indicators: indicator::views(press, year, root),
        groups: groups.filter(|it| !it.rows.is_empty()).collect(),
        result: result_line(press, year),
        scores: plain_scores(press, year),
        memo: memo(press, year),
    }
}

fn row(press: &Press<'_>, year: &Year, item: &Item) -> ReportRowView {
    let page = item.page.as_ref();
    ReportRowView {
        code: item.code.to_string(),
        title: title(press, year, item),
        elements: asked_elements(item.asked(year), &press.config().agency).map(|(_, it)| press.digits(&it.text)).collect(),
        offices: page.map_or(Vec::new(), |it| press.offices(&it.offices)),
        state: reported(item.status()),
        progress: page.and_then(|it| it.progress.clone()).unwrap_or_default(),
    }
}

fn memo(press: &Press<'_>, year: &Year) -> Option<MemoView> {
    let (memo, office) = year.memo.as_ref()?;
    let step =
        |it: &crate::content::year::MemoStep| MemoStepView { post: it.post.clone(), role: it.role.clone(), remark: it.remark.clone() };
    Some(MemoView {
        number: press.digits(&memo.number),
        date: memo.date.map(|it| press.date(it)),
        office: office.map_or(String::new(), |it| press.config().office_name(it).to_owned()),
        subject: press.digits(&memo.subject),
        to: memo.to.clone(),
        chain: memo.chain.iter().map(step).collect(),
    })
}
