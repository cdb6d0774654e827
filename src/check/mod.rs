//! Rules that judge the finished site: what an assessor would mark down, what must not be public, what will not last.
//!
//! Each is one file under `rules`: documentation, a `run`, constructors with words and cure. A rule is pure, independent of
//! order, reports everything it sees and points at the narrowest place there is. Does not render and reads no disk.

pub mod level;
pub(crate) mod links;
pub mod lost;
pub mod readiness;
pub mod rules;
pub(crate) mod times;
pub(crate) mod words;

use rayon::prelude::*;

use crate::config::Config;
use crate::content::front_matter::{Allow, Origin};
use crate::diag::{Rule, Sink};
use crate::input::Inputs;
use crate::site::{Body, Indicator, Item, ItemPage, Measure, Site, Year};
use crate::source::{Sources, Span};
use crate::text::date::Date;

/// A rule and what it looks at.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Name, group, documentation.
    pub rule: &'static Rule,
    /// Its work.
    pub run: Run,
}

/// The shapes of a rule.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// Looks at one page at a time.
    Page(fn(&Scene<'_>, &Page<'_>, &mut Sink)),
    /// Looks at one year at a time.
    Year(fn(&Scene<'_>, &Year, &mut Sink)),
    /// Looks at everything.
    Site(fn(&Scene<'_>, &mut Sink)),
}

/// What a rule may look at.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The site, resolved.
    pub site: &'a Site,
    /// Texts and attachments.
    pub inputs: &'a Inputs,
    /// The present day in Thailand, from the command; `None` when it does not matter.
    pub today: Option<Date>,
}

/// A page with a file of its own.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Its year.
    pub year: &'a Year,
    /// Where it stands.
    pub origin: &'a Origin,
    /// Its text.
    pub body: &'a Body,
    /// What it is.
    pub what: What<'a>,
}

/// What a page is.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// An item.
    Item(&'a Item, &'a ItemPage),
    /// A measure.
    Measure(&'a Measure),
    /// A perception indicator.
    Indicator(&'a Indicator),
}

impl<'a> Scene<'a> {
    /// The texts.
    pub fn sources(&self) -> &'a Sources {
        &self.inputs.sources
    }

    /// Settings of the site.
    pub fn config(&self) -> &'a Config {
        &self.site.config
    }

    /// All pages, newest year first.
    pub fn pages(&self) -> Vec<Page<'a>> {
        self.site.years.iter().flat_map(pages_of).collect()
    }
}

impl<'a> Page<'a> {
    /// The value at a path of the front matter, such as `evidence[0].file`.
    pub fn at(&self, scene: &Scene<'_>, path: &str) -> Span {
        self.origin.at(scene.sources(), path)
    }

    /// A range of the body.
    pub fn in_body(&self, scene: &Scene<'_>, range: &std::ops::Range<usize>) -> Span {
        self.origin.in_body(scene.sources(), range)
    }

    /// Rules silenced in its file.
    pub fn allow(&self) -> &'a [Allow] {
        match self.what {
            What::Item(_, page) => &page.allow,
            What::Measure(measure) => &measure.allow,
            What::Indicator(indicator) => &indicator.allow,
        }
    }

    /// The item and its page, when it is one.
    pub fn item(&self) -> Option<(&'a Item, &'a ItemPage)> {
        match self.what {
            What::Item(item, page) => Some((item, page)),
            What::Measure(_) | What::Indicator(_) => None,
        }
    }
}

/// The pages of a year: items, measures, indicators.
pub fn pages_of(year: &Year) -> Vec<Page<'_>> {
    let items = year.items.iter().filter_map(|item| item.page.as_ref().map(|page| (item, page)));
    let items = items.map(|(item, page)| Page { year, origin: &page.origin, body: &page.body, what: What::Item(item, page) });
    let measures = year.measures.iter().map(|it| Page { year, origin: &it.origin, body: &it.body, what: What::Measure(it) });
    let indicators = year.indicators.iter().map(|it| Page { year, origin: &it.origin, body: &it.body, what: What::Indicator(it) });
    items.chain(measures).chain(indicators).collect()
}

/// Runs every rule.
pub fn site(scene: &Scene<'_>, sink: &mut Sink) {
    let pages = scene.pages();
    let found: Vec<Sink> = pages
        .par_iter()
        .map(|page| {
            let mut sink = Sink::default();
            for check in rules::ALL {
                if let Run::Page(run) = check.run {
                    run(scene, page, &mut sink);
                }
            }
            sink
        })
        .collect();
    let wider: Vec<Sink> = rules::ALL
        .par_iter()
        .map(|check| {
            let mut sink = Sink::default();
            match check.run {
                Run::Page(_) => {}
                Run::Year(run) => scene.site.years.iter().for_each(|year| run(scene, year, &mut sink)),
                Run::Site(run) => run(scene, &mut sink),
            }
            sink
        })
        .collect();
    for it in found.into_iter().chain(wider) {
        sink.absorb(it);
    }
}

/// Every rule of the program, sorted by id: those found on the way and those that judge the site.
pub fn all() -> Vec<&'static Rule> {
    let mut res: Vec<&'static Rule> = crate::diag::rules::ALL.iter().copied().chain(rules::ALL.iter().map(|it| it.rule)).collect();
    res.sort_by_key(|it| it.id);
    res
}
