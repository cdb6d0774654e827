//! What all pages share, and what turns a view into a page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Value};

use super::view::{FindingView, LinkView, PageView, SiteView, YearView};
use super::{Entry, Face, Keep, Minify, Options, ascii_only, data, finding_view, href, link, minify, out_path};
use crate::config::Config;
use crate::content::front_matter::Origin;
use crate::content::markdown;
use crate::diag::{Diagnostic, Place};
use crate::input::Inputs;
use crate::output::{Body, Digest};
use crate::path::{OutPath, SitePath, percent_encode};
use crate::site::link::Target;
use crate::site::{self, Site, Year, address};
use crate::theme::{self, Theme};

/// What all pages share.
pub(super) struct Press<'a> {
    pub(super) site: &'a Site,
    pub(super) theme: &'a Theme,
    pub(super) inputs: &'a Inputs,
    options: Options,
    /// The site's view, serialised once.
    site_value: Value,
    /// What the pages of a year have in common, by year and by how deep they lie; made when the first of them is.
    shared: Vec<[OnceLock<Shared>; DEPTHS]>,
    /// Sorted, so that those of a file stand together.
    findings: &'a [Diagnostic],
    /// Files that are published in another encoding than they have.
    recoded: BTreeMap<&'a SitePath, Vec<u8>>,
    pub(super) keep: Keep<'a>,
}

/// How deep pages lie: `2568/measures/1/` is the deepest.
const DEPTHS: usize = 4;

/// What is the same on many pages of a year, serialised.
#[derive(Clone)]
struct Shared {
    year: Value,
    /// The pages of the year, none of them the present one.
    nav: Value,
}

/// A page to be rendered.
pub(super) struct Page<'a> {
    pub(super) kind: &'static str,
    pub(super) template: &'static str,
    pub(super) address: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) trail: Vec<(String, String)>,
    pub(super) year: &'a Year,
    pub(super) owner: Place,
    pub(super) name: String,
}

impl<'a> Press<'a> {
    pub(super) fn new(
        site: &'a Site,
        theme: &'a Theme,
        inputs: &'a Inputs,
        options: Options,
        findings: &'a [Diagnostic],
        keep: Keep<'a>,
    ) -> Press<'a> {
        Press {
            site,
            theme,
            inputs,
            options,
            site_value: Value::from_serializable(&site_view(&site.config)),
            shared: site.years.iter().map(|_| std::array::from_fn(|_| OnceLock::new())).collect(),
            findings,
            recoded: data::recoded(inputs),
            keep,
        }
    }

    /// The findings about a file.
    pub(super) fn findings(&self, file: &SitePath) -> Vec<FindingView> {
        let sources = &self.inputs.sources;
        let start = self.findings.partition_point(|it| it.path(sources) < file);
        let of_it = self.findings[start..].iter().take_while(|it| it.path(sources) == file);
        of_it.map(|it| finding_view(it, self.inputs, self.config())).collect()
    }

    pub(super) fn config(&self) -> &'a Config {
        &self.site.config
    }

    pub(super) fn is_staff(&self) -> bool {
        self.options.face == Face::Staff
    }

    /// A string of the theme.
    pub(super) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.theme.strings.say(key, values)
    }

    /// A number or text in the site's digits.
    pub(super) fn digits(&self, text: &str) -> String {
        self.config().digits.show(text).into_owned()
    }

    /// The absolute address of a page or file.
    pub(super) fn url(&self, address: &str) -> String {
        format!("{}{}", self.config().base_url, percent_encode(address))
    }

    /// A page as a file of the section. The view stands under `name` in the template.
    pub(super) fn page<V: Serialize>(&self, page: Page<'_>, name: &'static str, view: &V) -> Result<Entry, theme::Fault> {
        let path = out_path(&page.address);
        let root = if page.kind == "not_found" { self.config().base_path().to_owned() } else { path.to_root() };
        let html = self.html(&page, &root, name, view)?;
        Ok(Entry { path, body: (self.keep)(html), owner: page.owner, name: page.name })
    }

    pub(super) fn html<V: Serialize>(&self, page: &Page<'_>, root: &str, name: &'static str, view: &V) -> Result<Vec<u8>, theme::Fault> {
        let trail = page.trail.iter().map(|(label, to)| {
            let (address, anchor) = to.split_once('#').map_or((to.as_str(), None), |(address, anchor)| (address, Some(anchor)));
            link(label.clone(), href(root, address, anchor))
        });
        let page_view = PageView {
            kind: page.kind,
            title: page.title.clone(),
            description: page.description.clone(),
            url: self.url(&page.address),
            root: root.to_owned(),
            version: self.theme.version.clone(),
            face: if self.is_staff() { "staff" } else { "public" },
            trail: trail.collect(),
        };
        let mut context = Context::new();
        context.insert_value("site", self.site_value.clone());
        context.insert("page", &page_view);
        let Shared { year, nav } = self.shared(page, root);
        context.insert_value("year", year);
        context.insert_value("nav", nav);
        context.insert(name, view);
        // One a thread, as large as the largest page.
        thread_local!(static HTML: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        HTML.with_borrow_mut(|html| {
            html.clear();
            self.theme.render_to(page.template, &context, html)?;
            Ok(match self.options.minify {
                Minify::Yes => minify::page(html),
                Minify::No => html.clone(),
            })
        })
    }

    fn shared(&self, page: &Page<'_>, root: &str) -> Shared {
        let new = || Shared {
            year: Value::from_serializable(&self.year_view(page.year, root)),
            nav: Value::from_serializable(&self.nav(page, root)),
        };
        let year = self.site.years.iter().position(|it| it.year == page.year.year);
        let depth = root.len() / "../".len();
        match year.and_then(|year| self.shared.get(year)?.get(depth)) {
            // All others are in the list themselves, or know their root by its name.
            Some(shared) if matches!(page.kind, "item" | "measure" | "indicator") => shared.get_or_init(new).clone(),
            _ => new(),
        }
    }

    fn year_view(&self, year: &Year, root: &str) -> YearView {
        let mut notices = Vec::new();
        if !year.scheme.confirmed {
            notices.push("notice.unconfirmed_scheme");
        }
        if year.internal_tracking {
            notices.push("notice.internal_tracking");
        }
        YearView {
            be: self.digits(&year.year.to_string()),
            board_href: href(root, address::HOME, None),
            index_href: href(root, &address::index(year.year), None),
            newest: self.is_newest(year),
            scheme_title: self.digits(self.words(&year.scheme.title)),
            notices,
        }
    }

    pub(super) fn is_newest(&self, year: &Year) -> bool {
        self.site.years.first().is_some_and(|it| it.year == year.year)
    }

    /// The pages of a year and the search, for the head of each page.
    fn nav(&self, page: &Page<'_>, root: &str) -> Vec<LinkView> {
        let year = page.year;
        let board = ("nav.board", address::HOME.to_owned());
        let index = ("nav.index", address::index(year.year));
        let pages = pages(year).map(|(key, name)| (key, address::page(year.year, name)));
        let links = [board, index].into_iter().chain(pages).chain([("nav.search", address::SEARCH.to_owned())]);
        links
            .map(|(key, address)| LinkView {
                label: self.say(key, &[]),
                current: address == page.address,
                href: href(root, &address, None),
            })
            .collect()
    }

    /// A body with its links put in, for the page at `root`.
    pub(super) fn body(&self, body: &site::Body, root: &str) -> String {
        body.fragment.html(|n| self.target(&body.targets[n], root))
    }

    /// One section of a body.
    pub(super) fn section(&self, body: &site::Body, heading: usize, root: &str) -> String {
        body.fragment.section_html(heading, |n| self.target(&body.targets[n], root))
    }

    pub(super) fn target(&self, target: &Target, root: &str) -> Option<markdown::Target<'static>> {
        let size = match target {
            Target::Attachment(path) => self.inputs.attachments.get(path).and_then(|it| it.picture),
            _ => None,
        };
        let href = Press::target_href(target, root)?;
        Some(markdown::Target { href: href.into(), size, outside: matches!(target, Target::Outside(url) if url.starts_with("http")) })
    }

    /// The address to write into a page at `root`.
    pub(super) fn target_href(target: &Target, root: &str) -> Option<String> {
        match target {
            Target::Page { address, anchor } => Some(href(root, address, anchor.as_deref())),
            Target::Here(anchor) => Some(format!("#{}", percent_encode(anchor))),
            Target::Attachment(path) => Some(format!("{root}{}", percent_encode(&address::attachment(path)))),
            Target::Outside(url) => Some(ascii_only(url)),
            Target::Broken => None,
        }
    }

    /// The absolute address of what a page at `own` leads to.
    pub(super) fn target_url(&self, target: &Target, own: &str) -> Option<String> {
        match target {
            Target::Page { address, anchor } => {
                Some(self.url(address) + &anchor.as_ref().map_or(String::new(), |it| format!("#{}", percent_encode(it))))
            }
            Target::Here(anchor) => Some(format!("{}#{}", self.url(own), percent_encode(anchor))),
            Target::Attachment(path) => Some(self.url(&address::attachment(path))),
            Target::Outside(url) => Some(ascii_only(url)),
            Target::Broken => None,
        }
    }

    /// A file of the site as it is published.
    pub(super) fn published(&self, path: &SitePath) -> Option<Body> {
        if let Some(bytes) = self.recoded.get(path) {
            return Some(Body::Bytes(bytes.clone()));
        }
        let file = self.inputs.attachments.get(path)?;
        Some(Body::Copy { from: file.disk.clone(), size: file.size, sha256: Digest::from(file.sha256) })
    }

    /// The files that targets lead to, as files of the section.
    pub(super) fn attachments<'t>(&self, targets: impl Iterator<Item = &'t Target>, origin: &Origin) -> Vec<Result<Entry, theme::Fault>> {
        let paths = targets.filter_map(|it| if let Target::Attachment(path) = it { Some(path) } else { None });
        let entries = paths.filter_map(|path| {
            let (at, body) = (OutPath::new(&address::attachment(path))?, self.published(path)?);
            Some(Entry { path: at, body, owner: origin.yaml.into(), name: path.to_string() })
        });
        entries.map(Ok).collect()
    }
}

/// The pages that a year has once, beside its board and link index: the key of their name, and the last part of their address.
pub(super) fn pages(year: &Year) -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = [
        ("nav.measures", "measures", !year.measures.is_empty()),
        ("nav.indicators", "indicators", !year.indicators.is_empty()),
        ("nav.result", "result", year.result.is_some()),
        ("nav.eit", "eit", true),
        ("nav.report", "report", true),
    ];
    all.into_iter().filter(|it| it.2).map(|(key, name, _)| (key, name))
}

fn site_view(config: &Config) -> SiteView {
    let agency = &config.agency;
    let name = match config.language {
        crate::diag::Language::English if !agency.name_en.is_empty() => agency.name_en.clone(),
        _ => agency.name.clone(),
    };
    let digits: String = crate::text::digits::to_arabic(&agency.phone).chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    SiteView {
        name,
        name_short: agency.name_short.clone(),
        language: theme::language_id(config.language),
        place: agency.place.clone(),
        phone: agency.phone.clone(),
        phone_href: if digits.is_empty() { String::new() } else { format!("tel:{digits}") },
        email: agency.email.clone(),
        website: agency.website.clone(),
        social: agency.social.iter().map(|(name, url)| link(name.clone(), url.clone())).collect(),
        base_url: config.base_url.clone(),
    }
}
