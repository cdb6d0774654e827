//! One build of a site, kept in memory. Pages are made when they are looked at: of a section of many years, one year at a time.

use std::path::Path;
use std::sync::OnceLock;
use std::time::SystemTime;

use anyhow::Result;

use crate::check;
use crate::check::What;
use crate::content;
use crate::diag::{Diagnostic, Sink};
use crate::history::History;
use crate::input::{self, Inputs, Seen};
use crate::ledger;
use crate::output::Body;
use crate::path::{OutPath, SitePath};
use crate::pipeline::{self, Overrides, Prepared};
use crate::render::{self, Face, Made, Minify, Options, Part};
use crate::scheme::BUILT_IN;
use crate::site::address;
use crate::text::date::Date;

/// A section of more years is on the screen before its last page is made.
const FEW_YEARS: usize = 4;

/// What is known of the last build, so that the next one is soon over.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) files: Seen,
    pub(super) documents: content::Memory,
}

impl Kept {
    /// Nothing yet.
    pub(super) fn new(now: fn() -> SystemTime) -> Kept {
        Kept { files: Seen::new(now), documents: content::Memory::default() }
    }
}

/// A site as it was read at one moment.
#[derive(Debug)]
pub struct Draft {
    /// What was read.
    pub inputs: Inputs,
    /// Site, theme, and what was found while they were read.
    pub prepared: Prepared,
    overrides: Overrides,
    parts: Vec<(Part, [OnceLock<Made>; 2])>,
}

impl Draft {
    /// Reads and judges the site at `root`.
    pub(super) fn read(root: &Path, kept: &Kept, history: &History, today: Option<Date>) -> Result<Draft> {
        let mut sink = Sink::default();
        let mut inputs = input::read_again(root, &BUILT_IN, &kept.files, &mut sink)?;
        inputs.history = history.clone();
        let overrides = Overrides { today, ..Overrides::default() };
        let prepared = pipeline::prepare_watched(&inputs, &overrides, Some(&kept.documents), &mut sink, &mut |_| ());
        let parts = Part::all(&prepared.site).map(|it| (it, Default::default())).collect();
        Ok(Draft { inputs, prepared, overrides, parts })
    }

    /// Whether all its pages are made in no time.
    pub(super) fn is_small(&self) -> bool {
        self.prepared.site.years.len() <= FEW_YEARS
    }

    /// The file at a path.
    pub(super) fn find(&self, face: Face, path: &OutPath) -> Option<&Body> {
        // Pages lie below the year they belong to, old addresses and what is of no year in the last parts. Only a file beside a page
        // may belong to any year: for what is nowhere no other page is made.
        let first = path.as_str().split('/').next().unwrap_or_default();
        let years = &self.prepared.site.years;
        let likely = years.iter().position(|it| it.year.to_string() == first);
        let is_attachment = || self.inputs.attachments.keys().any(|it| address::attachment(it) == path.as_str());
        let others = std::iter::once_with(|| 0..if is_attachment() { years.len() } else { 0 }).flatten();
        likely.into_iter().chain(years.len()..self.parts.len()).chain(others).find_map(|n| self.made(face, n).get(path))
    }

    /// The source of the page at a path.
    pub(super) fn source(&self, path: &OutPath) -> Option<&SitePath> {
        let years = self.prepared.site.years.iter();
        let page = years.flat_map(check::pages_of).find(|it| {
            let own = match it.what {
                What::Item(item, _) => address::item(it.year.year, item.code),
                What::Measure(measure) => address::measure(it.year.year, measure.number),
                What::Indicator(indicator) => address::indicator(it.year.year, indicator.number),
            };
            own == path.address()
        })?;
        Some(page.origin.path(&self.inputs.sources))
    }

    /// What is wrong with the site as far as the front page and the newest year tell, with no other page made.
    pub(super) fn glance(&self) -> Vec<Diagnostic> {
        let is_front = |part: &Part| matches!(part, Part::Front | Part::Year(0));
        let front = (0..self.parts.len()).filter(|n| is_front(&self.parts[*n].0));
        let mut sink = Sink::default();
        render::judge(front.map(|n| self.made(Face::Staff, n)), &self.prepared.theme, &self.inputs, &mut sink);
        self.with_known(sink)
    }

    /// Everything that is wrong with the site. Gives up when something else is to be done.
    pub(super) fn examine(&self, is_interrupted: &mut dyn FnMut() -> bool) -> Option<Vec<Diagnostic>> {
        let mut made = Vec::new();
        for n in 0..self.parts.len() {
            if is_interrupted() {
                return None;
            }
            made.push(self.made(Face::Staff, n));
        }
        let mut sink = Sink::default();
        let Prepared { site, theme, .. } = &self.prepared;
        render::judge(made.iter().copied(), theme, &self.inputs, &mut sink);
        let addresses = ledger::addresses(site, made.iter().flat_map(|it| it.paths()));
        pipeline::compare(&self.inputs, site, &addresses, &self.overrides, &mut sink);
        sink.veil();
        Some(self.with_known(sink))
    }

    /// What was found later, and what is known already. Mostly nothing is found later, and a large site has much to be sorted.
    fn with_known(&self, mut later: Sink) -> Vec<Diagnostic> {
        if later.is_empty() {
            return self.prepared.known.clone();
        }
        self.prepared.known.iter().cloned().for_each(|it| later.push(it));
        later.sorted(&self.inputs.sources)
    }

    /// A part of one face, made at the first call.
    fn made(&self, face: Face, part: usize) -> &Made {
        let (part, faces) = &self.parts[part];
        let Prepared { site, theme, known } = &self.prepared;
        let options = Options { face, minify: Minify::No };
        let cell = match face {
            Face::Staff => &faces[0],
            Face::Public => &faces[1],
        };
        cell.get_or_init(|| render::render_part(site, theme, &self.inputs, options, known, *part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nowhere_makes_no_page_and_a_page_only_those_of_its_year() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/mixed");
        let draft = Draft::read(&root, &Kept::new(SystemTime::now), &History::default(), None).expect("readable");
        let made = || draft.parts.iter().filter(|(part, faces)| matches!(part, Part::Year(_)) && faces[0].get().is_some()).count();
        let find = |path: &str| draft.find(Face::Staff, &OutPath::new(path).expect("inside")).is_some();
        assert!(draft.prepared.site.years.len() > 1);
        for path in ["nothing/index.html", "2500/o1/index.html", "2568.html"] {
            assert!(!find(path), "{path}");
        }
        assert_eq!(made(), 0);
        let newest = draft.prepared.site.years[0].year;
        assert!(find(&format!("{newest}/index.html")) && !find(&format!("{newest}/nothing/index.html")));
        assert_eq!(made(), 1);
    }
}
