//! Lists for machines: sitemap and Atom feed.

use std::fmt::Write as _;

use super::item::title;
use super::{Job, Press, bytes, pages};
use crate::site::{Year, address};
use crate::source::Span;
use crate::text::date::Date;
use crate::text::html::escape;

/// Most entries of the feed.
const FEED: usize = 50;

/// Both lists; nothing without a year.
pub(super) fn jobs<'a>(press: &'a Press<'a>, jobs: &mut Vec<Job<'a>>) {
    let Some(newest) = press.site.years.first() else { return };
    let owner: Span = newest.origin.yaml;
    jobs.push(Box::new(move || {
        vec![Ok(bytes("sitemap.xml", sitemap(press), owner.into())), Ok(bytes("feed.xml", feed(press, newest), owner.into()))]
    }));
}

/// Every page with the day of its last change, when that is known.
fn sitemap(press: &Press<'_>) -> String {
    let mut res =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let mut add = |address: &str, updated: Option<Date>| {
        let updated = updated.map_or(String::new(), |it| format!("<lastmod>{it}</lastmod>"));
        let _ = writeln!(res, "<url><loc>{}</loc>{updated}</url>", escape(&press.url(address)));
    };
    add(address::HOME, None);
    add(address::SEARCH, None);
    for year in &press.site.years {
        add(&address::index(year.year), None);
        for item in &year.items {
            if let Some(page) = &item.page {
                add(&address::item(year.year, item.code), page.updated);
            }
        }
        for (_, name) in pages(year) {
            add(&address::page(year.year, name), None);
        }
        for it in &year.measures {
            add(&address::measure(year.year, it.number), press.days(&it.origin).map(|it| it.updated));
        }
        for it in &year.indicators {
            add(&address::indicator(year.year, it.number), press.days(&it.origin).map(|it| it.updated));
        }
    }
    res.push_str("</urlset>\n");
    res
}

/// The pages that say when they changed, newest first.
fn feed(press: &Press<'_>, newest: &Year) -> String {
    let mut entries: Vec<(Date, String, String, String)> = Vec::new();
    for year in &press.site.years {
        for item in &year.items {
            if let Some((page, updated)) = item.page.as_ref().and_then(|it| Some((it, it.updated?))) {
                let label = format!("{} {} ({})", item.code, title(press, year, item), press.digits(&year.year.to_string()));
                entries.push((updated, press.url(&address::item(year.year, item.code)), label, page.progress.clone().unwrap_or_default()));
            }
        }
    }
    entries.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    entries.truncate(FEED);
    // A feed needs a time; without dated pages it is the end of the newest fiscal year, never the clock.
    let updated = entries.first().map_or(newest.year.period().to, |it| it.0);
    let agency = escape(&press.config().agency.name);
    let mut res = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{} {agency}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n<link rel=\"self\" href=\"{}\"/>\n<updated>{}</updated>\n<author><name>{agency}</name></author>\n",
        crate::theme::language_id(press.config().language),
        escape(&press.say("page.assessment", &[])),
        escape(&press.config().base_url),
        escape(&press.config().base_url),
        escape(&press.url("feed.xml")),
        updated.rfc3339(),
    );
    for (updated, url, label, progress) in entries {
        let (url, label) = (escape(&url), escape(&label));
        let summary = if progress.is_empty() { String::new() } else { format!("<summary>{}</summary>", escape(&progress)) };
        let _ = writeln!(
            res,
            "<entry><title>{label}</title><id>{url}</id><link href=\"{url}\"/><updated>{}</updated>{summary}</entry>",
            updated.rfc3339()
        );
    }
    res.push_str("</feed>\n");
    res
}
