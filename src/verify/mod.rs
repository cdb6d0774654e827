//! What the public is shown, compared with what the content makes.
//!
//! [`judge`] is pure; [`web`] asks a host, as somebody without an account would. Never follows a link to another host.

pub mod judge;
mod looks;
pub mod round;
pub mod sample;
pub mod web;

use std::collections::{BTreeMap, BTreeSet};

use self::looks::Look;
use crate::diag::rules::foreign_file;
use crate::diag::{Diagnostic, Place};
use crate::ledger::{Ledger, PATH};
use crate::output::{Body, Digest, Manifest, Output};
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

impl Expected<'_> {
    /// The address as the ledger and people write it.
    #[must_use]
    pub fn address(&self) -> &str {
        if self.path.address().is_empty() { "./" } else { self.path.address() }
    }
}

/// What came for an address.
#[derive(Debug)]
pub enum Answer {
    /// It was not asked for: see [`web::Web::stopped`].
    Unasked,
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
    /// The character set that the host names, lower case.
    pub charset: Option<String>,
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
    /// What it shows where nothing is, if it says that something is there.
    pub nothing: Option<Nothing>,
    /// What was published last, as the host says.
    pub record: Manifest,
}

impl Known {
    /// With the bytes of the record, if there are any; one that cannot be read is none.
    #[must_use]
    pub fn of(nothing: Option<Nothing>, record: Option<Vec<u8>>) -> Known {
        let record = record.and_then(|it| String::from_utf8(it).ok()).and_then(|it| Manifest::from_json(&it).ok());
        Known { nothing, record: record.unwrap_or_default() }
    }
}

/// A page for what is not there that claims to be something.
#[derive(Debug)]
pub struct Nothing {
    digest: Digest,
    look: Look,
}

impl Nothing {
    /// What came for an address that cannot exist.
    #[must_use]
    pub fn of(address: &str, bytes: &[u8]) -> Nothing {
        Nothing { digest: Digest::of(bytes), look: Look::of(address, bytes) }
    }

    /// Whether what came for another address is the same page, or one of the same make: such pages often repeat the address.
    #[must_use]
    pub fn is_like(&self, address: &str, bytes: &[u8]) -> bool {
        self.digest == Digest::of(bytes) || self.look == Look::of(address, bytes)
    }
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
    let all = aliases(site).into_iter();
    all.filter_map(|(alias, to)| Some((OutPath::of_address(&address::of_alias(alias)?)?, manifest.get(&OutPath::of_address(&to)?)?)))
        .collect()
}

/// An address that only the rules of the web server answer.
#[derive(Debug)]
pub struct Old {
    /// Below the section.
    pub path: String,
    /// After `?`.
    pub query: Option<String>,
    /// Where the content names it.
    pub place: Place,
    /// The address it leads on to, with the digest of its page; `None` where it is given up.
    pub to: Option<(String, Digest)>,
}

impl Old {
    /// The address as people write it.
    #[must_use]
    pub fn address(&self) -> String {
        self.query.as_ref().map_or_else(|| self.path.clone(), |query| format!("{}?{query}", self.path))
    }
}

/// Old addresses for which there is no page.
#[must_use]
pub fn old(site: &Site, manifest: &Manifest) -> Vec<Old> {
    let one = |alias: &Alias, to| Old { path: alias.path.clone(), query: alias.query.clone(), place: Place::Text(alias.place), to };
    let led = aliases(site).into_iter().filter(|(alias, _)| address::of_alias(alias).is_none()).filter_map(|(alias, to)| {
        let digest = manifest.get(&OutPath::of_address(&to)?)?;
        Some(one(alias, Some((to, digest))))
    });
    let given_up = site.retired.iter().map(|it| &it.0).filter(|it| it.query.is_none() && address::of_alias(it).is_none());
    led.chain(given_up.map(|it| one(it, None))).collect()
}

/// All old addresses, and those they lead on to.
fn aliases(site: &Site) -> Vec<(&Alias, String)> {
    let mut res = Vec::new();
    for year in &site.years {
        for (item, page) in year.items.iter().filter_map(|it| Some((it, it.page.as_ref()?))) {
            res.extend(page.aliases.iter().map(|it| (it, address::item(year.year, item.code))));
        }
        for measure in &year.measures {
            res.extend(measure.aliases.iter().map(|it| (it, address::measure(year.year, measure.number))));
        }
        for indicator in &year.indicators {
            res.extend(indicator.aliases.iter().map(|it| (it, address::indicator(year.year, indicator.number))));
        }
    }
    res
}

/// The place of findings that have no line of their own.
#[must_use]
pub fn ledger_file() -> Place {
    SitePath::new(PATH).map_or_else(|| unreachable!("a fixed path"), |it| Place::from(&it))
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
