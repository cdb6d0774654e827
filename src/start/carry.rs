//! What of an old page goes into a new year, and what must be made anew.
//!
//! A page about the time that the new year asks for stands: its text, evidence and files are carried. Of any other page only
//! what explains it: the offices, and the opening paragraph when it tells nothing of a year. No date, status or result is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::page::{KnownEvidence, KnownItem};
use super::relink::{Cut, Relink};
use crate::content::item::Status;
use crate::content::markdown::Heading;
use crate::diag::{Say, say};
use crate::path::SitePath;
use crate::scheme::{self, Covers};
use crate::site::asked::{accepted, accepts};
use crate::site::link::Target;
use crate::site::{Body, Evidence, Item, ItemPage};
use crate::text::date::FiscalYear;
use crate::text::digits::to_arabic;

/// What was kept of a page and what was cleared, in words.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub kept: Vec<Say>,
    pub cleared: Vec<Say>,
}

impl Account {
    /// Says that something was kept, if it was there.
    pub(super) fn keep(&mut self, is_there: bool, th: &str, en: &str) {
        self.kept.extend(is_there.then(|| say(th, en)));
    }

    /// Says that something was cleared, if it was there.
    pub(super) fn clear(&mut self, is_there: bool, th: &str, en: &str) {
        self.cleared.extend(is_there.then(|| say(th, en)));
    }

    /// Takes another account in, each word once.
    pub(super) fn add(&mut self, other: Account) {
        let add = |to: &mut Vec<Say>, from: Vec<Say>| {
            for it in from {
                if !to.contains(&it) {
                    to.push(it);
                }
            }
        };
        add(&mut self.kept, other.kept);
        add(&mut self.cleared, other.cleared);
    }
}

/// What is carried of an item.
#[derive(Debug, Default)]
pub(super) struct CarriedItem {
    pub known: KnownItem,
    /// Files to copy: name below the item's folder, and the old file.
    pub files: BTreeMap<String, SitePath>,
    pub account: Account,
}

/// Whether a page is about the time that an item asks for in a year.
pub(super) fn stands(page: &ItemPage, asked: &scheme::Item, year: FiscalYear) -> bool {
    match page.covers {
        Some(stated) => accepted(asked).any(|it| accepts(it, stated, year)),
        None => accepted(asked).any(|it| it == Covers::Current),
    }
}

/// The folder that the files of a page lie in.
pub(super) fn folder_of(path: &SitePath) -> String {
    if path.name() == "index.md" { path.folder().to_owned() } else { format!("{}/{}", path.folder(), path.stem()) }
}

/// What of an item's page goes into the page of the item `asked`.
pub(super) fn item(relink: &Relink<'_>, item: &Item, page: &ItemPage, asked: &scheme::Item) -> CarriedItem {
    let way = relink.way;
    let mut res = CarriedItem::default();
    res.known.offices = page.offices.iter().map(|n| way.site.config.offices[*n].id.clone()).collect();
    res.account.keep(!page.offices.is_empty(), "ส่วนงาน", "offices");
    if stands(page, asked, way.new) {
        standing(relink, item, page, asked, &mut res);
    } else {
        explained(relink, page, &mut res);
    }
    let account = &mut res.account;
    let title = page.title.as_ref().filter(|it| !names_year(it, way.old.year));
    account.keep(title.is_some(), "ชื่อข้อของหน่วยงานเอง", "the agency's own title");
    account.clear(page.title.is_some() && title.is_none(), "ชื่อข้อที่บอกปี", "a title that names a year");
    res.known.title = title.cloned();
    account.clear(page.updated.is_some(), "วันที่แก้ไข", "date of change");
    account.clear(page.progress.is_some(), "ผลการดำเนินการ", "progress");
    account.clear(page.none.is_some(), "คำแถลงว่าไม่มีเรื่อง", "statement that there is nothing");
    account.clear(!page.aliases.is_empty(), "ที่อยู่เดิม ซึ่งเป็นของหน้าปีเก่า", "old addresses, which are the old page's");
    account.clear(!page.allow.is_empty(), "ข้อยกเว้นของกฎตรวจ", "silenced rules");
    res
}

/// All that a page shows.
fn standing(relink: &Relink<'_>, item: &Item, page: &ItemPage, asked: &scheme::Item, res: &mut CarriedItem) {
    let way = relink.way;
    let (known, account) = (&mut res.known, &mut res.account);
    // Somebody has to look whether it is still so.
    known.status = if page.status == Status::NotStarted { Status::NotStarted } else { Status::InProgress };
    account.clear(page.status == Status::Done, "สถานะ ซึ่งเป็น \"กำลังทำ\" จนกว่าจะตรวจแล้ว", "status, in progress until somebody has looked");
    known.body = relink.text(&page.body, page.origin.body_text(&way.inputs.sources), &[]);
    account.keep(!known.body.trim().is_empty(), "เนื้อหา", "text");
    let elements = &item.asked(way.old).elements;
    known.evidence = page.evidence.iter().map(|it| evidence(relink, it, elements, asked)).collect();
    let n = known.evidence.len();
    account.keep(n > 0, &format!("หลักฐาน {n} รายการ"), &format!("evidence ({n})"));
    let targets = page.evidence.iter().map(|it| &it.target).chain(&page.body.targets);
    let files = targets.filter_map(|it| if let Target::Attachment(path) = it { Some((relink.copy(path)?, path.clone())) } else { None });
    res.files = files.collect();
    let n = res.files.len();
    account.keep(n > 0, &format!("ไฟล์ {n} ไฟล์"), &format!("files ({n})"));
    known.covers = page.covers;
    account.keep(page.covers.is_some(), "ช่วงเวลาของข้อมูล", "covered time");
    known.signed_by.clone_from(&page.signed_by);
    account.keep(page.signed_by.is_some(), "ผู้ลงนาม", "signatory");
}

fn evidence(relink: &Relink<'_>, old: &Evidence, elements: &[scheme::Element], asked: &scheme::Item) -> KnownEvidence {
    let (key, target) = match &old.target {
        Target::Here(id) => ("here", format!("#{id}")),
        Target::Outside(url) => ("url", url.clone()),
        // A percent sign would be read as an escape.
        Target::Attachment(path) => ("file", relink.file(path).replace('%', "%25")),
        Target::Page { .. } | Target::Broken => ("url", relink.address(&old.target).unwrap_or_default()),
    };
    let ids = old.shows.iter().map(|n| elements[*n].id.clone());
    let shows = ids.filter(|id| asked.elements.iter().any(|it| it.id == *id)).collect();
    KnownEvidence { key, target, title: old.title.clone(), shows }
}

/// What explains a page, without what it reports.
fn explained(relink: &Relink<'_>, page: &ItemPage, res: &mut CarriedItem) {
    let way = relink.way;
    let account = &mut res.account;
    let text = page.origin.body_text(&way.inputs.sources);
    let opening = opening(&page.body, text, way.old.year);
    if let Some(opening) = &opening {
        res.known.body = relink.text(&page.body, text, &[(0..opening.start, ""), (opening.end..text.len(), "\n")]);
    }
    account.keep(opening.is_some(), "ย่อหน้าแรกของเนื้อหา", "opening paragraph");
    let rest = &text[opening.map_or(0, |it| it.end)..];
    account.clear(!rest.trim().is_empty(), "เนื้อหาที่รายงานผล", "text that reports");
    account.clear(page.status != Status::NotStarted, "สถานะ", "status");
    account.clear(page.covers.is_some(), "ช่วงเวลาของข้อมูล", "covered time");
    let n = page.evidence.len();
    account.clear(n > 0, &format!("หลักฐาน {n} รายการ"), &format!("evidence ({n})"));
    account.clear(page.signed_by.is_some(), "ผู้ลงนาม", "signatory");
}

/// The opening paragraph, if it is running text that tells nothing of a year and needs nothing that is left out.
fn opening(body: &Body, text: &str, year: FiscalYear) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find("\n\n").map_or(text.trim_end().len(), |it| start + it);
    let paragraph = &text[start..end];
    let is_running = paragraph.starts_with(|c: char| c.is_alphabetic() || c == '*') && !paragraph.starts_with("* ");
    let has_heading = body.fragment.headings.iter().any(|it| it.range.start < end);
    let needs_more = body.fragment.links.iter().zip(&body.targets).any(|(link, target)| {
        let is_inside = start <= link.range.start && link.range.end <= end;
        // An address may be defined below.
        let is_meant = is_inside || paragraph.contains(&format!("[{}]", link.text));
        is_meant && !(is_inside && matches!(target, Target::Page { .. } | Target::Outside(_)))
    });
    let fits = is_running && !has_heading && !needs_more && !paragraph.contains("[^") && !names_year(paragraph, year);
    fits.then_some(start..end)
}

/// A text in parts under headings: parts that report are emptied, and those that tell of a year. Also the names of these.
pub(super) fn parts(relink: &Relink<'_>, body: &Body, text: &str, reports: &[&[&str]]) -> (String, Vec<Say>) {
    let headings = &body.fragment.headings;
    let reporting: Vec<usize> = reports.iter().filter_map(|names| body.fragment.heading_named(names)).collect();
    let old = relink.way.old.year;
    let is_emptied = |n: usize, heading: &Heading| {
        let part = &text[heading.body.clone()];
        !part.trim().is_empty() && (reporting.contains(&n) || names_year(part, old))
    };
    let outermost = headings.iter().map(|it| it.written).min();
    let tops = headings.iter().enumerate().filter(|(_, it)| Some(it.written) == outermost);
    let emptied: Vec<&Heading> = tops.filter(|(n, it)| is_emptied(*n, it)).map(|it| it.1).collect();
    let mut cuts: Vec<Cut> = emptied.iter().map(|it| (it.body.clone(), "\n")).collect();
    let intro = 0..headings.first().map_or(text.len(), |it| text[..it.range.start].rfind('\n').map_or(0, |at| at + 1));
    if names_year(&text[intro.clone()], old) {
        cuts.push((intro, ""));
    }
    (relink.text(body, text, &cuts), emptied.iter().map(|it| say(it.text.as_str(), it.text.as_str())).collect())
}

/// Whether a text names the year, one of the two before it or the next, in either era: what it tells may be over.
pub(super) fn names_year(text: &str, year: FiscalYear) -> bool {
    let text = to_arabic(text);
    let be = year.be();
    (be - 2..=be + 1).flat_map(|it| [it, it - 543]).any(|it| text.contains(&it.to_string()))
}
