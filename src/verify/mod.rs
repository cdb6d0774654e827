//! What the public is shown, compared with what the content makes.
//!
//! [`judge`] is pure; [`web`] asks a host, as somebody without an account would. Never follows a link to another host.

pub mod web;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::rules::{bad_redirect, foreign_file, login_wall, not_published_yet, page_changed, page_gone, wrong_media_type};
use crate::diag::{Diagnostic, Place, Say, say};
use crate::ledger::{Ledger, PATH};
use crate::output::{Body, Digest, Manifest, Output, media_type};
use crate::path::{OutPath, SitePath};
use crate::publish::lock::LOCK;
use crate::publish::remote::{EntryKind, Fault, Remote};
use crate::publish::standing::{NEXT, RECORD};
use crate::site::{Alias, Site, address};

/// What should be at an address.
#[derive(Debug)]
pub struct Expected<'a> {
    /// The file.
    pub path: &'a OutPath,
    /// Its bytes, where they were made by the build.
    pub body: &'a Body,
    /// Its digest.
    pub digest: Digest,
    /// The digest of the page that an old address leads on to, for hosts that lead there themselves.
    pub moved_to: Option<Digest>,
    /// Where a finding about it is placed: its line in the ledger, else the ledger.
    pub place: Place,
}

/// What came for an address.
#[derive(Debug)]
pub enum Answer {
    /// Nothing, and why.
    Nothing(String),
    /// Something.
    Page(Page),
}

/// What came.
#[derive(Debug, Default)]
pub struct Page {
    /// HTTP status, of the last step.
    pub status: u16,
    /// The media type without its parameters, lower case; `None` where there is none, as on a disk.
    pub media_type: Option<String>,
    /// The addresses it went on to.
    pub steps: Vec<String>,
    /// Whether one of them is outside of the section, or less safe than the one before, or there were too many.
    pub is_astray: bool,
    /// The bytes, or as many of them as were wanted.
    pub bytes: Vec<u8>,
}

/// What is known of the host beside its pages.
#[derive(Debug, Default)]
pub struct Known {
    /// The digest of what it shows where nothing is, if it says that something is there.
    pub nothing: Option<Digest>,
    /// What was published last, as the host says.
    pub record: Manifest,
}

/// All files that the public can open, with their places.
pub fn expected<'a>(output: &'a Output, manifest: &Manifest, ledger: &Ledger, site: &Site) -> Vec<Expected<'a>> {
    let moved = moved(site, manifest);
    // What only the web server reads is not shown to anybody.
    let files = output.iter().filter(|(path, _)| path.as_str() != ".htaccess");
    files
        .filter_map(|(path, body)| {
            let address = if path.address().is_empty() { "./" } else { path.address() };
            let place = ledger.lines.get(address).map_or_else(ledger_file, |it| Place::Text(it.1));
            Some(Expected { path, body, digest: manifest.get(path)?, moved_to: moved.get(path).copied(), place })
        })
        .collect()
}

/// Old addresses that have a page, and the digest of the page they lead on to.
fn moved(site: &Site, manifest: &Manifest) -> BTreeMap<OutPath, Digest> {
    let mut res = BTreeMap::new();
    for year in &site.years {
        let mut add = |aliases: &[Alias], to: &str| {
            let Some(digest) = OutPath::of_address(to).and_then(|it| manifest.get(&it)) else { return };
            let pages = aliases.iter().filter_map(address::of_alias).filter_map(|it| OutPath::of_address(&it));
            res.extend(pages.map(|it| (it, digest)));
        };
        for (item, page) in year.items.iter().filter_map(|it| Some((it, it.page.as_ref()?))) {
            add(&page.aliases, &address::item(year.year, item.code));
        }
        year.measures.iter().for_each(|it| add(&it.aliases, &address::measure(year.year, it.number)));
        year.indicators.iter().for_each(|it| add(&it.aliases, &address::indicator(year.year, it.number)));
    }
    res
}

/// The place of findings that have no line of their own.
#[must_use]
pub fn ledger_file() -> Place {
    SitePath::new(PATH).map_or_else(|| unreachable!("a fixed path"), |it| Place::from(&it))
}

/// What is wrong with an answer; nothing when it is what it should be.
#[must_use]
pub fn judge(expected: &Expected, answer: &Answer, known: &Known) -> Option<Diagnostic> {
    let (place, address) = (expected.place.clone(), expected.path.address());
    let address = if address.is_empty() { "./" } else { address };
    let page = match answer {
        Answer::Nothing(reason) => return Some(page_gone::fault(place, address, &say(format!("({reason})"), reason))),
        Answer::Page(page) => page,
    };
    if page.is_astray {
        return Some(bad_redirect::fault(place, address, &page.steps.join(" → ")));
    }
    if matches!(page.status, 401 | 403) {
        return Some(login_wall::fault(place, address));
    }
    if page.status != 200 {
        let status = page.status;
        return Some(page_gone::fault(place, address, &say(format!("เครื่องแม่ข่ายตอบ {status}"), format!("the host answers {status}"))));
    }
    let digest = Digest::of(&page.bytes);
    let is_led_on = !page.steps.is_empty() && expected.moved_to == Some(digest);
    if digest != expected.digest && !is_led_on {
        return Some(differs(expected, page, digest, known, address));
    }
    let wanted = media_type(&extension(expected.path));
    let served = page.media_type.as_deref().unwrap_or(wanted);
    (!is_same_type(served, wanted)).then(|| wrong_media_type::fault(place, address, served, wanted))
}

fn differs(expected: &Expected, page: &Page, digest: Digest, known: &Known, address: &str) -> Diagnostic {
    let place = expected.place.clone();
    let text = String::from_utf8_lossy(&page.bytes);
    if known.nothing == Some(digest) {
        let instead = say("เครื่องแม่ข่ายแสดงหน้าไม่พบข้อมูล แต่ตอบว่าสำเร็จ (200)", "the host shows the page for what is not there, and says 200");
        return page_gone::fault(place, address, &instead);
    }
    if known.record.get(expected.path) == Some(digest) {
        return not_published_yet::fault(place, address);
    }
    if text.contains("type=\"password\"") || text.contains("type=password") {
        return login_wall::fault(place, address);
    }
    page_changed::fault(place, address, &difference(expected, page, &text))
}

/// How a page differs, in a few words.
fn difference(expected: &Expected, page: &Page, text: &str) -> Say {
    let Body::Bytes(own) = expected.body else {
        let (now, before) = (page.bytes.len(), expected.body.size());
        return say(format!("(เดิม {before} ไบต์ ตอนนี้ {now} ไบต์)"), format!("it had {before} bytes and has {now}"));
    };
    let own = String::from_utf8_lossy(own);
    let strange: BTreeSet<&str> = hosts(text).difference(&hosts(&own)).copied().collect();
    let named = strange.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    let more = |what: &str| text.matches(what).count() > own.matches(what).count();
    if more("<script") || more("<iframe") {
        return say(format!("มีสคริปต์หรือกรอบที่แทรกเข้ามา {named}"), format!("a script or frame was put into it {named}"));
    }
    if !strange.is_empty() {
        return say(format!("มีลิงก์ไปที่ {named} ซึ่งหน้าเดิมไม่มี"), format!("it leads to {named}, which the true page does not"));
    }
    if page.bytes.len() < own.len() && own.as_bytes().starts_with(&page.bytes) {
        return say("ได้มาไม่ครบทั้งไฟล์", "only its first part is there");
    }
    if text.contains("/cdn-cgi/") {
        return say("บริการที่คั่นอยู่หน้าเว็บไซต์ (CDN) แก้หน้าเว็บ", "a service before the host rewrites pages");
    }
    say("ข้อความไม่ตรงกับต้นฉบับ", "its text is another one")
}

/// The hosts that a text names.
fn hosts(text: &str) -> BTreeSet<&str> {
    let after = text.split("//").skip(1);
    let host = |it: &'_ str| it.find(|c: char| !c.is_ascii_alphanumeric() && !".-".contains(c)).unwrap_or(it.len());
    after.map(|it| &it[..host(it)]).filter(|it| it.contains('.')).collect()
}

fn extension(path: &OutPath) -> String {
    path.as_str().rsplit_once('.').map_or(String::new(), |it| it.1.to_lowercase())
}

/// Whether one media type is as good as another.
fn is_same_type(served: &str, wanted: &str) -> bool {
    let plain = |it: &str| match it {
        "application/javascript" | "application/x-javascript" => "text/javascript".to_owned(),
        "text/xml" | "application/atom+xml" | "application/rss+xml" => "application/xml".to_owned(),
        it => it.to_owned(),
    };
    // What a host does not know it offers as a file, which can be opened.
    plain(served) == plain(wanted) || (served == "application/octet-stream" && !wanted.starts_with("text/html"))
}

/// The addresses of the section that a page which is not ours leads to, and that do not exist there.
#[must_use]
pub fn strangers(base: &str, from: &str, bytes: &[u8], output: &Output) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut res = BTreeSet::new();
    let Ok(from) = reqwest::Url::parse(from) else { return res };
    let marks = ["href=", "src=", "<loc>"];
    for link in marks.iter().flat_map(|mark| text.split(mark).skip(1)) {
        let link = link.trim_start_matches(['"', '\'']);
        let link = &link[..link.find(['"', '\'', ' ', '<', '>', '\n']).unwrap_or(link.len())];
        let Ok(url) = from.join(link) else { continue };
        let Some(below) = url.as_str().strip_prefix(base) else { continue };
        let below = crate::path::percent_decode(below.split(['#', '?']).next().unwrap_or_default());
        let is_known =
            [below.clone(), format!("{below}/")].iter().filter_map(|it| OutPath::of_address(it)).any(|it| output.get(&it).is_some());
        if !is_known && !below.is_empty() {
            res.insert(below);
        }
    }
    res
}

/// So many entries of a host are looked at.
const MAX_ENTRIES: usize = 200_000;

/// The files of a host that are none of the section's; and whether there were too many to look at all.
///
/// # Errors
/// Those of the connection.
pub fn foreign(remote: &mut dyn Remote, output: &Output) -> Result<(Vec<String>, bool), Fault> {
    let mut open = vec![String::new()];
    let (mut res, mut n) = (Vec::new(), 0);
    while let Some(folder) = open.pop() {
        for entry in remote.list(&folder)?.unwrap_or_default() {
            n += 1;
            if n > MAX_ENTRIES {
                res.sort();
                return Ok((res, true));
            }
            let path = if folder.is_empty() { entry.name } else { format!("{folder}/{}", entry.name) };
            let is_own = [RECORD, NEXT, LOCK].contains(&path.as_str()) || OutPath::new(&path).is_some_and(|it| output.get(&it).is_some());
            match entry.kind {
                EntryKind::Folder if path != LOCK => open.push(path),
                _ if is_own => {}
                _ => res.push(path),
            }
        }
    }
    res.sort();
    Ok((res, false))
}

/// Findings for files that are none of ours.
pub fn foreign_findings(paths: &[String]) -> impl Iterator<Item = Diagnostic> {
    paths.iter().map(|it| foreign_file::fault(ledger_file(), it))
}
