//! What a link means: a page of the section, a heading, an attachment, or the world outside.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::Documents;
use crate::content::front_matter::Origin;
use crate::content::markdown::{Fragment, LinkKind};
use crate::diag::Sink;
use crate::diag::rules::{broken_anchor, broken_link, missing_file, unsafe_link_scheme};
use crate::input::Inputs;
use crate::path::{SitePath, percent_decode};
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
    /// Where it stands.
    pub place: Span,
    /// The document.
    pub origin: &'a Origin,
}

impl Targets {
    /// Every page of the documents.
    #[must_use]
    pub fn find(documents: &Documents, inputs: &Inputs) -> Targets {
        let mut res = Targets::default();
        for (year, documents) in &documents.years {
            let mut add = |origin: &Origin, address: String, body: &Fragment| {
                let path = origin.path(&inputs.sources).clone();
                let anchors = body.headings.iter().map(|it| it.id.clone()).collect();
                res.pages.insert(path.clone(), Page { address, anchors, year: *year });
                path
            };
            for it in &documents.measures {
                add(&it.origin, address::measure(*year, it.number), &it.body);
            }
            for it in &documents.indicators {
                add(&it.origin, address::indicator(*year, it.number), &it.body);
            }
            let items: Vec<_> =
                documents.items.iter().map(|it| (it.code, add(&it.origin, address::item(*year, it.code), &it.body))).collect();
            res.items.extend(items.into_iter().map(|(code, path)| ((*year, code), path)));
        }
        res
    }

    /// The links of a body, in order.
    pub fn of_body(&self, body: &Fragment, origin: &Origin, inputs: &Inputs, sink: &mut Sink) -> Vec<Target> {
        let links = body.links.iter();
        links
            .map(|link| {
                let written = Written { target: &link.target, place: origin.in_body(&inputs.sources, &link.range), origin };
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
            return self.here(anchor, written, inputs, sink);
        }
        let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(percent_decode(anchor))));
        let own = written.origin.path(&inputs.sources);
        let Some(resolved) = SitePath::resolve(own.folder(), &plain(path)).filter(|it| it.as_str().starts_with("content/")) else {
            sink.push(broken_link::leaves(written.place, target));
            return Target::Broken;
        };
        if let Some(found) = self.page_at(&resolved, path, own) {
            return Targets::on_page(found, anchor, written.place, sink);
        }
        if let Some(found) = attachment(&resolved, own, path, inputs) {
            return Target::Attachment(found);
        }
        let near = self.near(&resolved, inputs);
        sink.push(broken_link::fault(written.place, target, near.as_deref()));
        Target::Broken
    }

    /// A picture: a file beside the page.
    fn image(&self, written: &Written<'_>, inputs: &Inputs, sink: &mut Sink) -> Target {
        if written.target.contains("://") || written.target.starts_with("data:") {
            // Pages load nothing from elsewhere: the picture becomes a link.
            return outside(written.target, written.place, sink).unwrap_or(Target::Broken);
        }
        self.file(written, inputs, sink)
    }

    /// A file beside the page: evidence or a picture.
    pub fn file(&self, written: &Written<'_>, inputs: &Inputs, sink: &mut Sink) -> Target {
        let name = plain(written.target.trim());
        let own = written.origin.path(&inputs.sources);
        let resolved = SitePath::resolve(own.folder(), &name).filter(|it| it.as_str().starts_with("content/"));
        let Some(resolved) = resolved else {
            sink.push(broken_link::leaves(written.place, written.target));
            return Target::Broken;
        };
        if let Some(found) = attachment(&resolved, own, &name, inputs) {
            return Target::Attachment(found);
        }
        let near = self.near(&resolved, inputs);
        sink.push(missing_file::fault(written.place, written.target, resolved.as_str(), near.as_deref()));
        Target::Broken
    }

    /// A heading of the same page, by id or by its words.
    pub fn here(&self, written_anchor: &str, written: &Written<'_>, inputs: &Inputs, sink: &mut Sink) -> Target {
        let anchor = percent_decode(written_anchor);
        let page = self.pages.get(written.origin.path(&inputs.sources));
        match page.map(|page| page.anchor(&anchor)) {
            Some(Ok(id)) => Target::Here(id.to_owned()),
            Some(Err(near)) => {
                sink.push(broken_anchor::fault(written.place, &anchor, near));
                Target::Broken
            }
            None => Target::Broken,
        }
    }

    fn on_page(page: &Page, anchor: Option<String>, place: Span, sink: &mut Sink) -> Target {
        let anchor = anchor.filter(|it| !it.is_empty()).and_then(|anchor| match page.anchor(&anchor) {
            Ok(id) => Some(id.to_owned()),
            Err(near) => {
                sink.push(broken_anchor::fault(place, &anchor, near));
                None
            }
        });
        Target::Page { address: page.address.clone(), anchor }
    }

    /// The page of a file, of a folder, of a name without its ending, or of an item's code.
    fn page_at(&self, resolved: &SitePath, written: &str, own: &SitePath) -> Option<&Page> {
        let as_written = [String::new(), ".md".to_owned(), "/index.md".to_owned()]
            .iter()
            .find_map(|end| self.pages.get(&SitePath::new(&format!("{resolved}{end}"))?));
        // `o11.md` where the item has become a folder, `o11/index.md` where it has not, `O11`.
        as_written.or_else(|| {
            let name = resolved.as_str().strip_suffix("/index.md").unwrap_or(resolved.as_str());
            let name = name.rsplit('/').next().unwrap_or(name);
            let code =
                ItemCode::parse(name.strip_suffix(".md").unwrap_or(name)).filter(|_| !name.starts_with(|c: char| c.is_ascii_digit()))?;
            let from_items = written.contains("items/")
                || own.as_str().contains("/items/") && !written.contains("measures/") && !written.contains("indicators/");
            let year = year_of(resolved).or_else(|| self.pages.get(own).map(|it| it.year))?;
            self.pages.get(self.items.get(&(year, code))?).filter(|_| from_items)
        })
    }

    /// A name in the same folder that looks like the one that is not there.
    fn near(&self, resolved: &SitePath, inputs: &Inputs) -> Option<String> {
        let in_folder = |path: &&SitePath| path.folder() == resolved.folder();
        let names = self.pages.keys().filter(in_folder).chain(inputs.attachments.keys().filter(in_folder)).map(SitePath::name);
        nearest(resolved.name(), names).map(str::to_owned)
    }
}

impl Page {
    /// The id of a heading, or the nearest one.
    fn anchor(&self, written: &str) -> Result<&str, Option<&str>> {
        if let Some(id) = self.anchors.get(written).or_else(|| self.anchors.get(&*nfc(written))) {
            return Ok(id);
        }
        let folded = fold(&written.replace(' ', "-"));
        let found = self.anchors.iter().find(|it| fold(it) == folded);
        found.map(String::as_str).ok_or_else(|| nearest(written, self.anchors.iter().map(String::as_str)))
    }
}

/// Percent escapes decoded, and the slashes of Windows turned.
fn plain(path: &str) -> String {
    percent_decode(path).replace('\\', "/")
}

/// `content/2568/items/x` → 2568.
fn year_of(path: &SitePath) -> Option<FiscalYear> {
    path.as_str().split('/').nth(1)?.parse().ok().and_then(FiscalYear::new)
}

/// A file of `content/`; for a page `o12.md` also one in the folder `o12/`.
fn attachment(resolved: &SitePath, own: &SitePath, written: &str, inputs: &Inputs) -> Option<SitePath> {
    let beside = || SitePath::resolve(&format!("{}/{}", own.folder(), own.stem()), written);
    [Some(resolved.clone()), beside()].into_iter().flatten().find(|it| inputs.attachments.contains_key(it))
}

/// A link that leaves the section, if its kind is allowed.
fn outside(target: &str, place: Span, sink: &mut Sink) -> Option<Target> {
    if target.starts_with("//") {
        return Some(Target::Outside(format!("https:{target}")));
    }
    let (scheme, _) = target.split_once(':')?;
    let scheme = scheme.trim().to_ascii_lowercase();
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b) || b.is_ascii_whitespace() || b.is_ascii_control());
    if !is_scheme {
        return None;
    }
    if ["https", "http", "mailto", "tel"].contains(&scheme.as_str()) {
        return Some(Target::Outside(target.to_owned()));
    }
    sink.push(unsafe_link_scheme::fault(place, &scheme));
    Some(Target::Broken)
}
