//! Addresses that a build would lose, against the ledger.
//!
//! A page or a table that cannot be read, or evidence that is misnamed, is told where it stands; that its address is not made
//! meanwhile is not told beside it. Invariant: whatever is lost, there is an error.

use std::collections::{BTreeMap, BTreeSet};

use super::Scene;
use crate::config;
use crate::content::{self, Role};
use crate::diag::rules::{ledger_outdated, lost_url};
use crate::diag::{Place, Sink};
use crate::inspect::Kind;
use crate::ledger::{self, Addresses, Ledger, MOVED, SECTION};
use crate::path::SitePath;
use crate::site::{Year, address};
use crate::text::date::FiscalYear;

/// Reports what the ledger holds and the build does not make, and pages that lead on while assessors look.
pub fn check(scene: &Scene<'_>, ledger: &Ledger, now: &Addresses, sink: &mut Sink) {
    let is_lost = |address: &str| !now.contains_key(address) && !is_retired(scene, address);
    let mut lost: Vec<_> = ledger.lines.iter().filter(|(address, _)| is_lost(address)).collect();
    if !lost.is_empty() {
        let faults = Faults::find(scene, sink);
        lost.retain(|(address, (owner, _))| !faults.explain(address, owner));
    }
    for (address, (owner, place)) in lost {
        sink.push(lost_url::gone(*place, address, owner));
    }
    for (address, (owner, place)) in &ledger.lines {
        if owner != MOVED && now.get(address).is_some_and(|it| it == MOVED) && is_window_open(scene, address) {
            sink.push(lost_url::moved(*place, address, owner));
        }
    }
}

/// Reports addresses that are not in the ledger yet.
pub fn check_news(news: &[&str], sink: &mut Sink) {
    if let (false, Some(path)) = (news.is_empty(), SitePath::new(ledger::PATH)) {
        sink.push(ledger_outdated::fault(Place::File(path), news));
    }
}

fn is_retired(scene: &Scene<'_>, address: &str) -> bool {
    scene.site.retired.iter().any(|(alias, _)| alias.query.is_none() && alias.path.trim_end_matches('/') == address.trim_end_matches('/'))
}

/// Whether assessors are looking at the year that the address lies under.
fn is_window_open(scene: &Scene<'_>, address: &str) -> bool {
    let is_of = |year: &&Year| address.starts_with(&format!("{}/", year.year));
    let window = scene.site.years.iter().find(is_of).and_then(|it| it.window);
    window.zip(scene.today).is_some_and(|(window, today)| window.from <= today && today <= window.to)
}

/// Errors that keep from being made what is there.
struct Faults<'a> {
    files: BTreeSet<SitePath>,
    /// Files of pages by their addresses, read or not.
    pages: BTreeMap<String, SitePath>,
    /// The attachments that are there, by their addresses.
    attachments: BTreeMap<String, &'a SitePath>,
    /// Those that are workbooks, by their addresses without an extension.
    workbooks: BTreeMap<String, &'a SitePath>,
}

impl<'a> Faults<'a> {
    fn find(scene: &Scene<'a>, sink: &Sink) -> Faults<'a> {
        let texts = scene.inputs.texts.keys().chain(&scene.inputs.unread);
        let workbooks = scene.inputs.attachments.iter().filter(|it| it.1.inspection.kind == Kind::Xlsx).map(|it| it.0);
        let stem = |path| address::attachment(path).rsplit_once('.').map(|it| (it.0.to_owned(), path));
        Faults {
            files: sink.faulty_files(scene.sources()),
            pages: texts.filter_map(|path| content::role(path).map(|(year, role)| (address::document(year, role), path.clone()))).collect(),
            attachments: scene.inputs.attachments.keys().map(|it| (address::attachment(it), it)).collect(),
            workbooks: workbooks.filter_map(stem).collect(),
        }
    }

    /// Whether what makes the address is still there, and an error is told of it, of its page or of what pages are made by.
    fn explain(&self, address: &str, owner: &str) -> bool {
        let is_own = owner == SECTION || address == address::EIT;
        let attachment = self.attachments.get(address).or_else(|| self.workbook(address)).copied();
        let is_there = is_own || self.pages.contains_key(address) || attachment.is_some();
        let page = self.pages.iter().rev().find(|(page, _)| address.starts_with(*page)).map(|it| it.1);
        is_there && (page.into_iter().chain(attachment).any(|it| self.files.contains(it)) || self.files.iter().any(is_above_pages))
    }

    /// The workbook whose first sheet on a page is `stats.csv`, and whose second is `stats-2.csv`.
    fn workbook(&self, address: &str) -> Option<&&'a SitePath> {
        let stem = address.strip_suffix(".csv")?;
        let numbered = || stem.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('-');
        self.workbooks.get(stem).or_else(|| self.workbooks.get(numbered()?))
    }
}

/// Whether a file makes pages what they are: the site's, a year's, a scheme, a theme. A year without its file is told of its folder.
fn is_above_pages(path: &SitePath) -> bool {
    let is_year = matches!(content::role(path), Some((_, Role::Year))) || is_folder_of_year(path);
    is_year || path.as_str() == config::PATH || path.folder() == "content/schemes" || path.as_str().starts_with("themes/")
}

fn is_folder_of_year(path: &SitePath) -> bool {
    path.folder() == "content" && path.name().parse().ok().and_then(FiscalYear::new).is_some()
}
