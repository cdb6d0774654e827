//! Where the links of a carried text lead: to the same pages as before under their new numbers, else to those of the old year.
//!
//! Every link is written anew from what it leads to, for the page may get another name and lie in another folder.

use std::ops::Range;

use crate::content::markdown::Link;
use crate::diag::Language;
use crate::input::Inputs;
use crate::path::{SitePath, percent_encode};
use crate::site::link::Target;
use crate::site::{Body, Site, Year};
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;

use super::page;

/// What becomes of an old year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'a> {
    pub site: &'a Site,
    pub inputs: &'a Inputs,
    pub old: &'a Year,
    pub new: FiscalYear,
    pub language: Language,
    /// For every old item, by its place: its number in the new list.
    pub items: &'a [Option<NewItem>],
    /// The perception indicators that the new year has too.
    pub indicators: &'a [u16],
}

/// What an old item is in the new year.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewItem {
    pub code: ItemCode,
    /// Whether all of its text is there, with its headings.
    pub is_whole: bool,
}

/// The links of one page that is carried.
#[derive(Debug, Clone)]
pub(super) struct Relink<'a> {
    pub way: Way<'a>,
    /// The way from the new page's folder to the items: empty among them.
    pub to_items: &'static str,
    /// The folder whose files are copied; empty when none are.
    pub folder: String,
    /// Begins the names of the copies.
    pub prefix: String,
}

/// A part of a text that is left out, and what stands in its place.
pub(super) type Cut = (Range<usize>, &'static str);

impl Relink<'_> {
    /// The name of a file's copy; `None` when it stays where it is.
    pub(super) fn copy(&self, path: &SitePath) -> Option<String> {
        let below = path.as_str().strip_prefix(&self.folder)?.strip_prefix('/')?;
        (!self.folder.is_empty()).then(|| format!("{}{below}", self.prefix))
    }

    /// A text without what is left out, its links led anew.
    pub(super) fn text(&self, body: &Body, text: &str, cuts: &[Cut]) -> String {
        let mut edits: Vec<(Range<usize>, String)> = cuts.iter().map(|(range, with)| (range.clone(), (*with).to_owned())).collect();
        let is_left_out = |at: usize| cuts.iter().any(|(range, _)| range.contains(&at));
        let links = body.fragment.links.iter().zip(&body.targets).filter(|(link, _)| !is_left_out(link.range.start));
        for (link, target) in links {
            let address = match target {
                Target::Here(id) => {
                    let heading = body.fragment.headings.iter().find(|it| it.id == *id);
                    heading.filter(|it| is_left_out(it.range.start)).map(|_| "#".to_owned())
                }
                target => self.address(target),
            };
            edits.extend(address.into_iter().flat_map(|address| self.edits(link, target, &address, text)));
        }
        // Links may share the place where their address is defined.
        edits.sort_by_key(|(range, _)| range.start);
        edits.dedup();
        applied(text, &edits)
    }

    /// What a page, a file or a heading is from the new page; `None` where nothing changes.
    pub(super) fn address(&self, target: &Target) -> Option<String> {
        match target {
            Target::Page { address, anchor } => Some(self.page(address, anchor.as_deref())),
            Target::Attachment(path) => Some(plain(&self.file(path))),
            Target::Here(_) | Target::Outside(_) | Target::Broken => None,
        }
    }

    /// The way to a file: to its copy, else to where it lies.
    pub(super) fn file(&self, path: &SitePath) -> String {
        let from_content = || path.as_str().strip_prefix("content/").unwrap_or(path.as_str());
        self.copy(path).unwrap_or_else(|| format!("../../{}", from_content()))
    }

    /// The way to a page.
    fn page(&self, address: &str, anchor: Option<&str>) -> String {
        let Way { old, new, .. } = self.way;
        let parts: Vec<&str> = address.trim_end_matches('/').split('/').collect();
        let year = parts[0];
        let is_old = year == old.year.to_string();
        let item = parts.get(1).filter(|it| it.starts_with('o')).and_then(|it| ItemCode::parse(it));
        let with = |path: String, keeps: bool| match anchor.filter(|_| keeps) {
            Some(anchor) => format!("{path}#{}", plain(anchor)),
            None => path,
        };
        match (item, &parts[1..]) {
            (Some(code), _) => match self.new_item(code).filter(|_| is_old) {
                Some(NewItem { code, is_whole }) => with(format!("{}{}.md", self.to_items, page::stem(code)), is_whole),
                None => with(format!("../../{year}/items/{}.md", page::stem(code)), true),
            },
            // Measures and indicators keep their numbers, but not all of their text.
            (None, [kind, number]) if is_old && self.is_new(kind, Some(number)) => format!("../{kind}/{number}"),
            (None, []) if is_old => format!("../../{new}"),
            (None, [name]) if is_old && self.is_new(name, None) => format!("../../{new}/{name}"),
            (None, rest) => with([&["../..", year], rest].concat().join("/"), true),
        }
    }

    /// Whether the new year has a page of that name too.
    fn is_new(&self, name: &str, number: Option<&str>) -> bool {
        let indicators = self.way.indicators;
        match name {
            // There is none yet.
            "result" => false,
            "indicators" => number.map_or(!indicators.is_empty(), |it| it.parse().is_ok_and(|it| indicators.contains(&it))),
            _ => true,
        }
    }

    /// What an old item is in the new year.
    fn new_item(&self, code: ItemCode) -> Option<NewItem> {
        let (place, _) = self.way.old.scheme.item(code)?;
        self.way.items[place]
    }

    /// The changes that lead one link anew: its address, and its words when they are an item's number.
    fn edits(&self, link: &Link, target: &Target, address: &str, text: &str) -> Vec<(Range<usize>, String)> {
        let written = &text[link.range.clone()];
        if written.starts_with(['[', '!', '<']) {
            // Only the link as a whole is known.
            let sign = if written.starts_with('!') { "!" } else { "" };
            return vec![(link.range.clone(), format!("{sign}[{}]({address})", self.label(link, target).unwrap_or(link.text.clone())))];
        }
        let mut res = vec![(link.range.clone(), address.to_owned())];
        let words = format!("[{}](", link.text);
        let start = link.range.start.saturating_sub(words.len());
        if let (Some(label), true) = (self.label(link, target), text[..link.range.start].ends_with(&words)) {
            res.push((start + 1..start + 1 + link.text.len(), label));
        }
        res
    }

    /// The new words of a link whose words are the number of an old item.
    fn label(&self, link: &Link, target: &Target) -> Option<String> {
        let Target::Page { address, .. } = target else { return None };
        let (year, rest) = address.split_once('/')?;
        let code = ItemCode::parse(rest.trim_end_matches('/')).filter(|it| it.to_string() == link.text)?;
        let old = self.way.old.year;
        match self.new_item(code) {
            _ if year != old.to_string() => None,
            Some(new) => Some(new.code.to_string()),
            None if self.way.language == Language::Thai => Some(format!("{code} ของปี {old}")),
            None => Some(format!("{code} of {old}")),
        }
    }
}

/// A text with changes, which are in order.
fn applied(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut res = String::with_capacity(text.len());
    let mut at = 0;
    for (range, with) in edits {
        // What lies inside another change is gone with it.
        if range.start < at {
            continue;
        }
        res.push_str(&text[at..range.start]);
        res.push_str(with);
        at = range.end;
    }
    res.push_str(&text[at..]);
    res
}

/// As people write an address; encoded where Markdown would take a sign for its own.
fn plain(address: &str) -> String {
    let is_read = address.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"()<>%\\".contains(c));
    if is_read { address.to_owned() } else { percent_encode(address) }
}
