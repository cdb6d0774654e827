//! Addresses that a build would lose, against the ledger.

use super::Scene;
use crate::diag::rules::{ledger_outdated, lost_url};
use crate::diag::{Place, Sink};
use crate::ledger::{self, Addresses, Ledger, MOVED};
use crate::path::SitePath;
use crate::site::Year;

/// Reports what the ledger holds and the build does not make, and pages that lead on while assessors look.
pub fn check(scene: &Scene<'_>, ledger: &Ledger, now: &Addresses, sink: &mut Sink) {
    for (address, (owner, place)) in &ledger.lines {
        match now.get(address) {
            None if is_retired(scene, address) => {}
            None => sink.push(lost_url::gone(*place, address, owner)),
            Some(owner_now) if owner_now == MOVED && owner != MOVED && is_window_open(scene, address) => {
                sink.push(lost_url::moved(*place, address, owner));
            }
            Some(_) => {}
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
