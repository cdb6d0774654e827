//! What a link means: a page of the section, a heading, an attachment, or the world outside.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::data::Data;
use crate::content::front_matter::Origin;
use crate::content::markdown::{Fragment, LinkKind, slug};
use crate::content::{Documents, YearDocuments};
use crate::diag::Sink;
use crate::diag::rules::{broken_anchor, broken_link, missing_file, unsafe_link_scheme};
use crate::input::Inputs;
use crate::path::{SitePath, percent_decode, slashed};
use crate::source::Span;
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;
use crate::text::normalise::{fold, nfc};
use crate::text::suggest::nearest;

use super::address;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the section, by address, and a heading of it.
    Page {
        /// Its address.
        address: String,
        /// Id of the heading.
        anchor: Option<String>,
    },
    /// A heading of the same page.
    Here(String),
    /// A file of `content/`.
    Attachment(SitePath),
    /// Another site, an e-mail address, a telephone number.
    Outside(String),
    /// Nowhere; reported.
    Broken,
}

/// Everything a link may lead to.
#[derive(Debug, Default)]
pub struct Targets {
    /// Pages by the path of their file.
    pages: BTreeMap<SitePath, Page>,
    /// Pages of items by year and number, for links such as `O11`.
    items: BTreeMap<(FiscalYear, ItemCode), SitePath>,
    /// Texts that could not be read as pages. Each was reported: a link to it is not reported again.
    unread: BTreeSet<SitePath>,
    /// Items among them.
    unread_items: BTreeSet<(FiscalYear, ItemCode)>,
}

#[derive(Debug)]
struct Page {
    address: String,
    anchors: BTreeSet<String>,
    year: FiscalYear,
}

/// A link as it stands in a document.
pub struct Written<'a> {
    /// The text of the address.
    pub target: &'a str,
    /// Where it stands; looked up only when there is something to say.
    pub place: &'a dyn Fn() -> Span,
    /// The document.
    pub origin: &'a Origin,
}

impl Targets {
    /// Every page of the documents.
    #[must_use]
    pub fn find(documents: &Documents, inputs: &Inputs) -> Targets {
        let mut res = Targets::default();
        for (year, documents) in &documents.years {
            let mut add = |origin: &Origin, address: String, body: &Fragment, data: &[Data]| {
                let path = origin.path(&inputs.sources).clone();
                let anchors = body.headings.iter().map(|it| &it.id).chain(data.iter().map(|it| &it.id)).cloned().collect();
                res.pages.insert(path.clone(), Page { address, anchors, year: *year });
                path
            };
            for it in &documents.measures {
                add(&it.origin, address::measure(*year, it.number), &it.body, &it.data);
            }
            for it in &documents.indicators {
                add(&it.origin, address::indicator(*year, it.number), &it.body, &it.data);
            }
            let items: Vec<_> =
                documents.items.iter().map(|it| (it.code, add(&it.origin, address::item(*year, it.code), &it.body, &it.data))).collect();
            res.items.extend(items.into_iter().map(|(code, path)| ((*year, code), path)));
            res.fixed_pages(*year, documents);
        }
        let texts = inputs.sources.iter().map(|(_, source)| &source.path).chain(&inputs.unread);
        res.unread = texts.filter(|path| is_page(path) && !res.pages.contains_key(*path)).cloned().collect();
        res.unread_items = res.unread.iter().filter_map(item_of).collect();
        res
    }

    /// The pages that have no file of their own, by the path a file would have: `../eit/` in an item is the survey page.
    fn fixed_pages(&mut self, year: FiscalYear, documents: &YearDocuments) {
        let has_result = documents.year.as_ref().is_some_and(|it| it.result.is_some());
        let names = [
            ("eit", true),
            ("report", true),
            ("result", has_result),
            ("measures", !documents.measures.is_empty()),
            ("indicators", !documents.indicators.is_empty()),
        ];
        let pages = names.into_iter().filter(|it| it.1).map(|(name, _)| (format!("content/{year}/{name}"), address::page(year, name)));
        for (path, address) in pages.chain([(format!("content/{year}"), address::index(year))]) {
            if let Some(path) = SitePath::new(&path) {
                self.pages.insert(path, Page { address, anchors: BTreeSet::new(), year });
            }
        }
    }

    /// The links of a body, in order.
    pub fn of_body(&self, body: &Fragment, origin: &Origin, inputs: &Inputs, sink: &mut Sink) -> Vec<Target> {
        let links = body.links.iter();
        links
            .map(|link| {
                let place = || origin.in_body(&inputs.sources, &link.range);
                let written = Written { target: &link.target, place: &place, origin };
                match link.kind {
                    LinkKind::Link => self.link(&written, inputs, sink),
                    LinkKind::Image => self.image(&written, inputs, sink),
                }
            })
            .collect()
    }

    /// A link of a body, or of evidence.
    pub fn link(&self, written: &Written<'_>, inputs: &Inputs, sink: &mut Sink) -> Target {
        let target = written.target.trim();
        if let Some(res) = outside(target, written.place, sink) {
            return res;
        }
        if let Some(anchor) = target.strip_prefix('#') {
            // `#` alone is the top of the page.
            return if anchor.is_empty() { Target::Here(String::new()) } else { self.here(anchor, written, inputs, sink) };
        }
        let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(percent_decode(anchor))));
        let own = written.origin.path(&inputs.sources);
        let found = inputs.attachment(own, path);
        let path = slashed(path);
        let Some(resolved) = inside(own, &path) else {
            sink.push(broken_link::leaves((written.place)(), target));
            return Target::Broken;
        };
        if let Some(found) = self.page_at(&resolved, &path, own) {
            return Targets::on_page(found, anchor, written.place, sink);
        }
        if let Some(found) = found {
            return Target::Attachment(found);
        }
        if !self.is_unread(&resolved, &path, own) {
            let pages = self.pages.keys();
            let near = near(&resolved, own, &path, pages.chain(inputs.attachments.keys()));
            let near = if target.starts_with("www.") { Some(format!("https://{target}")) } else { near };
            sink.push(broken_link::fault((written.place)(), target, near.as_deref()));
        }
        Target::Broken
    }

    /// A picture: a file beside the page.
    fn image(&self, written: &Written<'_>, inputs: &Inputs, sink: &mut Sink) -> Target {
        // Pages load nothing from elsewhere: such a picture becomes a link.
        outside(written.target, written.place, sink).unwrap_or_else(|| self.file(written, inputs, sink))
    }

    /// A file beside the page: evidence or a picture.
    pub fn file(&self, written: &Written<'_>, inputs: &Inputs, sink: &mut Sink) -> Target {
        let name = slashed(written.target.trim());
        let own = written.origin.path(&inputs.sources);
        let Some(resolved) = inside(own, &name) else {
            sink.push(broken_link::leaves((written.place)(), written.target));
            return Target::Broken;
        };
        if let Some(found) = inputs.attachment(own, written.target.trim()) {
            return Target::Attachment(found);
        }
        if self.page_at(&resolved, &name, own).is_some() || self.is_unread(&resolved, &name, own) {
            sink.push(missing_file::is_page((written.place)(), written.target));
            return Target::Broken;
        }
        let near = near(&resolved, own, &name, inputs.attachments.keys());
        sink.push(missing_file::fault((written.place)(), written.target, resolved.as_str(), near.as_deref()));
        Target::Broken
    }

    /// A heading of the same page, by id or by its words.
    pub fn here(&self, written_anchor: &str, written: &Written<'_>, inputs: &Inputs, sink: &mut Sink) -> Target {
        let anchor = percent_decode(written_anchor);
        let page = self.pages.get(written.origin.path(&inputs.sources));
        match page.map(|page| page.anchor(&anchor)) {
            Some(Ok(id)) => Target::Here(id.to_owned()),
            Some(Err(near)) => {
                sink.push(broken_anchor::fault((written.place)(), &anchor, near));
                Target::Broken
            }
            None => Target::Broken,
        }
    }

    fn on_page(page: &Page, anchor: Option<String>, place: &dyn Fn() -> Span, sink: &mut Sink) -> Target {
        let anchor = anchor.filter(|it| !it.is_empty()).and_then(|anchor| match page.anchor(&anchor) {
            Ok(id) => Some(id.to_owned()),
            Err(near) => {
                sink.push(broken_anchor::fault(place(), &anchor, near));
                None
            }
        });
        Target::Page { address: page.address.clone(), anchor }
    }

    /// The page of a file, of a folder, of a name without its ending, or of an item's code.
    fn page_at(&self, resolved: &SitePath, written: &str, own: &SitePath) -> Option<&Page> {
        let as_written = spellings(resolved).find_map(|path| self.pages.get(&path));
        as_written.or_else(|| self.pages.get(self.items.get(&self.item_meant(resolved, written, own)?)?))
    }

    /// Whether the link means a text that could not be read as a page.
    fn is_unread(&self, resolved: &SitePath, written: &str, own: &SitePath) -> bool {
        let item = || self.item_meant(resolved, written, own);
        spellings(resolved).any(|path| self.unread.contains(&path)) || item().is_some_and(|it| self.unread_items.contains(&it))
    }

    /// `o11.md` where the item has become a folder, `o11/index.md` where it has not, `O11`.
    fn item_meant(&self, resolved: &SitePath, written: &str, own: &SitePath) -> Option<(FiscalYear, ItemCode)> {
        let name = resolved.as_str().strip_suffix("/index.md").unwrap_or(resolved.as_str());
        let name = name.rsplit('/').next().unwrap_or(name);
        let code = ItemCode::parse(name.strip_suffix(".md").unwrap_or(name)).filter(|_| !name.starts_with(|c: char| c.is_ascii_digit()))?;
        let from_items = written.contains("items/")
            || own.as_str().contains("/items/") && !written.contains("measures/") && !written.contains("indicators/");
        let year = year_of(resolved).or_else(|| self.pages.get(own).map(|it| it.year))?;
        from_items.then_some((year, code))
    }
}

impl Page {
    /// The id of a heading, or the nearest one.
    fn anchor(&self, written: &str) -> Result<&str, Option<&str>> {
        if let Some(id) = self.anchors.get(written).or_else(|| self.anchors.get(&*nfc(written))) {
            return Ok(id);
        }
        // By the words of the heading, which lose their punctuation in the id.
        let folded = fold(&slug(written));
        let found = self.anchors.iter().find(|it| fold(it) == folded);
        found.map(String::as_str).ok_or_else(|| nearest(written, self.anchors.iter().map(String::as_str)))
    }
}

/// The paths that a link without its ending may mean.
fn spellings(resolved: &SitePath) -> impl Iterator<Item = SitePath> {
    ["", ".md", "/index.md"].into_iter().filter_map(move |end| SitePath::new(&format!("{resolved}{end}")))
}

/// What the link means, if it stays in the folder of content.
fn inside(own: &SitePath, written: &str) -> Option<SitePath> {
    SitePath::resolve(own.folder(), written).filter(|it| it.as_str().starts_with("content/"))
}

/// The way to a file that is called nearly so, in the folder that was named or in the page's own. Numbers of items are never
/// near: `o07.md` is no slip for `o02.md`.
fn near<'a>(resolved: &SitePath, own: &SitePath, written: &str, paths: impl Iterator<Item = &'a SitePath>) -> Option<String> {
    if ItemCode::parse(resolved.stem()).is_some() {
        return None;
    }
    let beside = format!("{}/{}", own.folder(), own.stem());
    let in_folder = |path: &&SitePath| path.folder() == resolved.folder() || !written.contains('/') && path.folder() == beside;
    let name = nearest(resolved.name(), paths.filter(in_folder).filter(|it| *it != own).map(SitePath::name))?;
    Some(written.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}")))
}

/// A text that should be a page.
fn is_page(path: &SitePath) -> bool {
    path.as_str().starts_with("content/") && path.extension() == "md" && !path.stem().eq_ignore_ascii_case("readme")
}

/// `content/2568/items/o12.md` → 2568, O12.
fn item_of(path: &SitePath) -> Option<(FiscalYear, ItemCode)> {
    let name = if path.name() == "index.md" { path.folder().rsplit('/').next()? } else { path.stem() };
    path.as_str().contains("/items/").then_some((year_of(path)?, ItemCode::parse(name)?))
}

/// `content/2568/items/x` → 2568.
fn year_of(path: &SitePath) -> Option<FiscalYear> {
    path.as_str().split('/').nth(1)?.parse().ok().and_then(FiscalYear::new)
}

/// A link that leaves the section, if its kind is allowed.
fn outside(target: &str, place: &dyn Fn() -> Span, sink: &mut Sink) -> Option<Target> {
    if target.starts_with("//") {
        return Some(Target::Outside(format!("https:{target}")));
    }
    let (scheme, _) = target.split_once(':')?;
    let scheme = scheme.trim().to_ascii_lowercase();
    // One letter is a drive of Windows.
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b) || b.is_ascii_whitespace() || b.is_ascii_control());
    if !is_scheme {
        return None;
    }
    if ["https", "http", "mailto", "tel"].contains(&scheme.as_str()) {
        return Some(Target::Outside(target.to_owned()));
    }
    let shown: String = scheme.chars().filter(char::is_ascii_graphic).collect();
    sink.push(unsafe_link_scheme::fault(place(), &shown));
    Some(Target::Broken)
}
