//! What an item must show, and what nothing shows yet. Pages and rules both ask here.

use super::{Item, ItemPage, Year};
use crate::config::Agency;
use crate::scheme::{self, Element, Must};

/// The elements that are asked of an agency, with their places in the scheme's item.
pub fn asked_elements<'a>(asked: &'a scheme::Item, agency: &Agency) -> impl Iterator<Item = (usize, &'a Element)> {
    let is_local_government = agency.is_local_government;
    asked.elements.iter().enumerate().filter(move |(_, it)| is_local_government || !it.local_government_only)
}

/// The required elements that nothing shows.
pub fn missing_elements<'a>(year: &'a Year, item: &Item, agency: &Agency) -> Vec<&'a Element> {
    let asked = item.asked(year);
    if item.page.as_ref().is_some_and(|page| says_none(asked, page)) {
        return Vec::new();
    }
    let is_shown = |n: usize| item.page.iter().flat_map(|it| &it.evidence).any(|it| it.shows.contains(&n));
    asked_elements(asked, agency).filter(|(n, it)| !it.optional && !is_shown(*n)).map(|(_, it)| it).collect()
}

/// Whether a page states that there is nothing, where the scheme lets that stand for all elements.
fn says_none(asked: &scheme::Item, page: &ItemPage) -> bool {
    page.none.is_some() && asked.must.contains(&Must::SayNoneIfNone)
}
