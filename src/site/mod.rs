//! The whole site, read and resolved: ids looked up, links followed, items in the order of their scheme.
//!
//! Does not know about HTML, templates or files on disk. Invariant: every link here leads to something in this site or has
//! been reported. Immutable once assembled.

pub mod address;
pub mod asked;
mod assemble;
pub mod link;
pub mod score;
pub mod shown;

use std::sync::Arc;

pub use self::assemble::assemble;
use crate::config::Config;
use crate::content::data::Data;
use crate::content::front_matter::{Allow, Origin};
use crate::content::item::Status;
use crate::content::markdown::Fragment;
use crate::content::year::{Memo, YearResult};
use crate::path::SitePath;
use crate::scheme::Scheme;
use crate::source::Span;
use crate::text::code::ItemCode;
use crate::text::date::{Date, FiscalYear, Period};
use link::Target;

/// The site.
#[derive(Debug)]
pub struct Site {
    /// `site.yaml`.
    pub config: Config,
    /// Years, newest first.
    pub years: Vec<Year>,
    /// Addresses that are given up, and why.
    pub retired: Vec<(Alias, String)>,
}

/// A year.
#[derive(Debug)]
pub struct Year {
    /// Fiscal year.
    pub year: FiscalYear,
    /// Its list of items.
    pub scheme: Arc<Scheme>,
    /// Whether the list of another year is used on purpose.
    pub internal_tracking: bool,
    /// Where `year.yaml` stands.
    pub origin: Origin,
    /// When assessors look.
    pub window: Option<Period>,
    /// Title of the printable report.
    pub report_title: Option<String>,
    /// Its date.
    pub report_date: Option<Date>,
    /// Address of the survey for the public.
    pub eit_url: Option<String>,
    /// Last day to answer it.
    pub eit_closes: Option<Date>,
    /// Result of the assessment.
    pub result: Option<YearResult>,
    /// Rules silenced in `year.yaml`.
    pub allow: Vec<Allow>,
    /// Covering memo; its office looked up.
    pub memo: Option<(Memo, Option<usize>)>,
    /// One per item of the scheme, in its order.
    pub items: Vec<Item>,
    /// Measures in order of their numbers.
    pub measures: Vec<Measure>,
    /// Perception indicators in order of their numbers.
    pub indicators: Vec<Indicator>,
}

/// An item of the scheme and what the content says of it.
#[derive(Debug)]
pub struct Item {
    /// Its place in the scheme's list.
    pub in_scheme: usize,
    /// Its number.
    pub code: ItemCode,
    /// What the content says; `None` without a file that can be read.
    pub page: Option<ItemPage>,
    /// Whether there is a file that could not be read; a finding says why.
    pub is_unread: bool,
}

/// The page of an item.
#[derive(Debug)]
pub struct ItemPage {
    /// Where it stands.
    pub origin: Origin,
    /// In place of the scheme's title.
    pub title: Option<String>,
    /// Offices.
    pub offices: Vec<usize>,
    /// The agency's own word.
    pub status: Status,
    /// First day it was public, where the repository tells.
    pub published: Option<Date>,
    /// Last change: as the repository tells, else as the file says.
    pub updated: Option<Date>,
    /// The time the content is about.
    pub covers: Option<Period>,
    /// What was done.
    pub progress: Option<String>,
    /// Evidence that can be opened, in order.
    pub evidence: Vec<Evidence>,
    /// Whether there is more that leads nowhere or was not understood; findings say so.
    pub has_faulty_evidence: bool,
    /// The statement that there is nothing to show.
    pub none: Option<String>,
    /// Who signed.
    pub signed_by: Option<String>,
    /// Old addresses.
    pub aliases: Vec<Alias>,
    /// Rules silenced in its file.
    pub allow: Vec<Allow>,
    /// The body.
    pub body: Body,
}

/// A body and where its links lead, and the tables below it.
#[derive(Debug)]
pub struct Body {
    /// HTML with open links.
    pub fragment: Arc<Fragment>,
    /// One per link of the fragment.
    pub targets: Vec<Target>,
    /// Files that are shown as tables, in order.
    pub data: Vec<DataFile>,
    /// Whether there are more that are not there or cannot be read; findings say so.
    pub has_faulty_data: bool,
}

/// A file that a page shows as a table.
#[derive(Debug)]
pub struct DataFile {
    /// The file.
    pub path: SitePath,
    /// What its page says of it, and what it holds.
    pub data: Data,
}

/// A piece of evidence.
#[derive(Debug)]
pub struct Evidence {
    /// Title.
    pub title: String,
    /// Where it is.
    pub target: Target,
    /// Its place in the file's list.
    pub index: usize,
    /// Elements it shows, by their place in the scheme's item.
    pub shows: Vec<usize>,
}

/// An old address that leads to a page.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Below `base_url`, without query: `2567/o5/`, `index.php`.
    pub path: String,
    /// After `?`.
    pub query: Option<String>,
    /// Where it is written.
    pub place: Span,
}

/// A measure.
#[derive(Debug)]
pub struct Measure {
    /// Where it stands.
    pub origin: Origin,
    /// Number.
    pub number: u16,
    /// Title.
    pub title: String,
    /// What it answers.
    pub answers: Option<Answered>,
    /// When.
    pub period: Option<Period>,
    /// Offices.
    pub offices: Vec<usize>,
    /// Committees and posts beside the offices.
    pub owners: Vec<String>,
    /// Old addresses.
    pub aliases: Vec<Alias>,
    /// Rules silenced in its file.
    pub allow: Vec<Allow>,
    /// The body.
    pub body: Body,
}

/// What a measure answers: places in the scheme's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// An indicator.
    Indicator(usize),
    /// A sub-indicator.
    Subindicator(usize),
}

/// A perception indicator.
#[derive(Debug)]
pub struct Indicator {
    /// Where it stands.
    pub origin: Origin,
    /// Its place in the scheme's list.
    pub in_scheme: usize,
    /// Number.
    pub number: u16,
    /// Offices.
    pub offices: Vec<usize>,
    /// When.
    pub period: Option<Period>,
    /// The agency's own word.
    pub status: Status,
    /// Old addresses.
    pub aliases: Vec<Alias>,
    /// Rules silenced in its file.
    pub allow: Vec<Allow>,
    /// The body.
    pub body: Body,
}

impl Year {
    /// Old addresses of all its pages.
    pub fn aliases(&self) -> impl Iterator<Item = &Alias> {
        let items = self.items.iter().filter_map(|it| it.page.as_ref()).flat_map(|it| &it.aliases);
        items.chain(self.measures.iter().flat_map(|it| &it.aliases)).chain(self.indicators.iter().flat_map(|it| &it.aliases))
    }

    /// Whether the survey's address is the system's entry for all agencies, not the agency's own.
    #[must_use]
    pub fn eit_is_generic(&self) -> bool {
        let plain = |url: &str| url.trim_end_matches('/').to_lowercase();
        self.eit_url.as_ref().is_some_and(|it| !self.scheme.eit_entry.is_empty() && plain(it) == plain(&self.scheme.eit_entry))
    }
}

impl Item {
    /// The item's place in its scheme.
    #[must_use]
    pub fn asked<'a>(&self, year: &'a Year) -> &'a crate::scheme::Item {
        &year.scheme.items[self.in_scheme]
    }

    /// The agency's own word.
    #[must_use]
    pub fn status(&self) -> Status {
        self.page.as_ref().map_or(Status::NotStarted, |it| it.status)
    }

    /// Whether something can be opened, or the agency states that there is nothing.
    #[must_use]
    pub fn has_evidence(&self) -> bool {
        self.page.as_ref().is_some_and(|it| !it.evidence.is_empty() || it.none.is_some())
    }
}
