//! Files to start from: an agency's folder, a page, a year. Each is a text with its place; only [`mod@write`] touches the disk.
//!
//! Invariant: what is written has no finding at error level, and nothing that is there is changed.

pub mod begin;
mod carry;
pub mod init;
pub mod meaning;
pub mod page;
mod relink;
pub mod report;
pub mod write;
pub mod year;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Sink;
use crate::input::Inputs;
use crate::path::SitePath;
use crate::scheme::{Scheme, Schemes};
use crate::text::date::FiscalYear;

/// Files to make, by their places below the site's folder.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<SitePath, Made>);

/// What a new file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// A text.
    Text(String),
    /// What a file on disk holds.
    Copy(PathBuf),
}

/// The scheme to use for a year: the newest of those made for it, else the newest of all.
#[must_use]
pub fn scheme_for(year: Option<FiscalYear>, schemes: &Schemes, inputs: &Inputs) -> Option<Arc<Scheme>> {
    let all = schemes.ids().into_iter().filter_map(|id| schemes.by_id(id, inputs, &mut Sink::default()));
    let fits = |it: &Scheme| year.is_some_and(|year| it.fiscal_years.contains(&year.be()));
    all.max_by_key(|it| (fits(it), it.fiscal_years.iter().max().copied(), it.id.clone()))
}

impl Files {
    /// Adds a file.
    ///
    /// # Panics
    /// When the place is outside of the site's folder.
    pub fn add(&mut self, path: &str, made: Made) {
        self.0.insert(SitePath::new(path).expect("places are made of fixed names and numbers"), made);
    }

    /// Adds a text.
    ///
    /// # Panics
    /// When the place is outside of the site's folder.
    pub fn text(&mut self, path: &str, text: impl Into<String>) {
        self.add(path, Made::Text(text.into()));
    }

    /// In order of their places.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &Made)> {
        self.0.iter()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
