//! The time that an item's content must be about, and whether what a page covers is that time.

use super::Year;
use crate::scheme::{self, Covers};
use crate::text::date::{FiscalYear, Period};

/// The times an item accepts: the one its scheme asks for, then the others it allows.
pub fn accepted(asked: &scheme::Item) -> impl Iterator<Item = Covers> {
    std::iter::once(asked.covers).chain(asked.covers_also.iter().copied())
}

/// Whether content about `stated` is content about the time that one way of asking means.
#[must_use]
pub fn accepts(covers: Covers, stated: Period, year: FiscalYear) -> bool {
    match covers {
        // In force now: it may be older than the year, but it has not ended before.
        Covers::Current => stated.to >= year.period().from,
        Covers::MultiYear => stated.contains(year.period()) && stated != year.period(),
        Covers::FiscalYear | Covers::FirstHalf | Covers::PreviousYear => covers.period(year).is_some_and(|it| stated.contains(it)),
    }
}

/// Whether one of the times an item accepts is the one that its page covers.
#[must_use]
pub fn is_covered(asked: &scheme::Item, stated: Period, year: &Year) -> bool {
    accepted(asked).any(|it| accepts(it, stated, year.year))
}

/// The fiscal year that content is about: nothing of it lies outside. `None` for what may be about any number of years.
#[must_use]
pub fn fiscal_year(covers: Covers, year: FiscalYear) -> Option<FiscalYear> {
    match covers {
        Covers::FiscalYear | Covers::FirstHalf => Some(year),
        Covers::PreviousYear => Some(year.previous()),
        Covers::MultiYear | Covers::Current => None,
    }
}
