//! What a reader gathers on its way through a file.

use std::collections::BTreeSet;

use super::marks::Mark;
use super::national_id::{self, Digits, Lenient};
use super::{FoundId, Inspection, Kind, Reason, Search};

/// Numbers that are told of one file.
const MAX_IDS: usize = 100;

/// Facts of a file, as they come in. Has no `Debug`: it knows digits.
#[derive(Default)]
pub(super) struct Finds {
    ids: Vec<FoundId>,
    seen: BTreeSet<(String, Digits)>,
    pub(super) encrypted: bool,
    pub(super) macros: bool,
    pub(super) pages: Option<u32>,
    pub(super) blind_pages: u32,
    /// Pictures only.
    pub(super) no_text: bool,
    /// Why it was not searched wholly; the gravest.
    failed: Option<Reason>,
}

impl Finds {
    pub(super) fn failed(reason: Reason) -> Finds {
        Finds { failed: Some(reason), encrypted: reason == Reason::Encrypted, ..Finds::default() }
    }

    /// Notes that something could not be searched.
    pub(super) fn fail(&mut self, reason: Reason) {
        self.failed = Some(self.failed.map_or(reason, |it| it.min(reason)));
    }

    /// Whether more would not be told.
    pub(super) fn is_full(&self) -> bool {
        self.ids.len() >= MAX_IDS
    }

    /// Searches a text that lies at one place.
    pub(super) fn search(&mut self, text: &str, lenient: Lenient, outside: Option<Mark>, place: impl Fn() -> String) {
        self.search_at(text, lenient, outside, |_| place());
    }

    /// The same, where the place depends on the byte in the text.
    pub(super) fn search_at(&mut self, text: &str, lenient: Lenient, outside: Option<Mark>, place: impl Fn(usize) -> String) {
        for hit in national_id::find_in(text, lenient, outside) {
            if self.is_full() {
                return;
            }
            let place = place(hit.range.start);
            if self.seen.insert((place.clone(), hit.digits())) {
                self.ids.push(FoundId { masked: hit.masked, place, weight: hit.weight });
            }
        }
    }

    /// Takes over what was found in a file that lies in this one.
    pub(super) fn take(&mut self, inner: Finds, name: &str) {
        self.macros |= inner.macros;
        for id in inner.ids.into_iter().take(MAX_IDS - self.ids.len().min(MAX_IDS)) {
            self.ids.push(FoundId { place: format!("{name}: {}", id.place), ..id });
        }
        match inner.failed {
            // A picture in a file is no failure of the file.
            None | Some(Reason::NotText) => (),
            Some(reason) => self.fail(reason),
        }
    }

    pub(super) fn into_inspection(self, kind: Kind) -> Inspection {
        let search = match self.failed {
            Some(reason) => Search::NotSearched(reason),
            None if self.no_text => Search::NoText,
            None => Search::Searched,
        };
        Inspection {
            kind,
            encrypted: self.encrypted,
            macros: self.macros,
            search,
            ids: self.ids,
            pages: self.pages,
            blind_pages: self.blind_pages,
        }
    }
}
