//! Old addresses: pages that lead on, and the rules of the same for the web server.

use super::view::{MovedView, RetiredView};
use super::{Job, Page, Press, href, link};
use crate::site::{Alias, Year, address};
use crate::source::Span;

/// An old address and the page it leads to.
pub(super) struct Move<'a> {
    pub alias: &'a Alias,
    pub to: String,
    pub title: String,
    year: &'a Year,
    name: String,
}

/// A redirect page per old address that can be a page, and `eit/` for printed posters.
pub(super) fn jobs<'a>(press: &'a Press<'a>, jobs: &mut Vec<Job<'a>>) {
    if let Some(year) = press.site.years.first() {
        jobs.push(Box::new(move || retired(press, year)));
        jobs.push(Box::new(move || {
            let to = address::page(year.year, "eit");
            vec![page(press, year, address::EIT.to_owned(), &to, press.say("eit.title", &[]), year.origin.yaml, "eit/".to_owned())]
        }));
    }
    jobs.push(Box::new(move || {
        let pages = moves(press).into_iter().filter_map(|it| Some((address::of_alias(it.alias)?, it)));
        let pages = pages.map(|(address, it)| page(press, it.year, address, &it.to, it.title, it.alias.place, it.name));
        pages.collect()
    }));
}

/// The pages of addresses that are given up: they say so, with the reason.
fn retired<'a>(press: &'a Press<'a>, year: &Year) -> Vec<Result<super::Entry, crate::theme::Fault>> {
    let pages = press.site.retired.iter().filter_map(|(alias, reason)| Some((address::of_alias(alias)?, alias, reason)));
    let pages = pages.map(|(address, alias, reason)| {
        let page = Page {
            kind: "retired",
            template: "retired.html",
            title: press.say("page.retired", &[]),
            description: reason.clone(),
            trail: Vec::new(),
            year,
            owner: alias.place.into(),
            name: format!("retired: {}", alias.path),
            address,
        };
        press.page(page, "retired", &RetiredView { reason: reason.clone() })
    });
    pages.collect()
}

/// All old addresses of the site.
pub(super) fn moves<'a>(press: &'a Press<'a>) -> Vec<Move<'a>> {
    let mut res = Vec::new();
    for year in &press.site.years {
        let mut add = |aliases: &'a [Alias], to: String, title: String| {
            for alias in aliases {
                let name = format!("aliases: {} → {to}", alias.path);
                res.push(Move { alias, to: to.clone(), title: title.clone(), year, name });
            }
        };
        for item in &year.items {
            if let Some(page) = &item.page {
                let title = format!("{} {}", item.code, super::item::title(press, year, item));
                add(&page.aliases, address::item(year.year, item.code), title);
            }
        }
        for it in &year.measures {
            add(&it.aliases, address::measure(year.year, it.number), it.title.clone());
        }
        for it in &year.indicators {
            let title = press.words(&year.scheme.indicators[it.in_scheme].title).to_owned();
            add(&it.aliases, address::indicator(year.year, it.number), title);
        }
    }
    res
}

fn page(
    press: &Press<'_>,
    year: &Year,
    address: String,
    to: &str,
    title: String,
    owner: Span,
    name: String,
) -> Result<super::Entry, crate::theme::Fault> {
    let root = super::out_path(&address).to_root();
    let view = MovedView { href: href(&root, to, None), url: press.url(to), title };
    let page = Page {
        kind: "moved",
        template: "moved.html",
        title: press.say("page.moved", &[]),
        description: link(view.title.clone(), String::new()).label,
        trail: Vec::new(),
        year,
        owner: owner.into(),
        name,
        address,
    };
    press.page(page, "moved", &view)
}
