//! `content/urls.lock`: every public address the section ever had, one a line, so that none is lost unnoticed.
//!
//! A line is `address<TAB>owner`, sorted by address, made for clean differences and merges in git. The owner is what the address
//! belongs to: `O12`, `measure 1`, `indicator 6`, `section`, or `moved` for an address that leads on. Reads, compares and writes;
//! does not decide whether a loss is allowed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use crate::diag::Sink;
use crate::diag::rules::bad_ledger;
use crate::input::Inputs;
use crate::path::OutPath;
use crate::site::{Site, address};
use crate::source::Span;
use crate::text::code::ItemCode;

/// Where the ledger lies.
pub use crate::input::LEDGER as PATH;
/// Its first line.
const HEAD: &str = "# Addresses of this section that are public. Written by `prongsai build`: commit it, never delete a line.\n";
/// The owner of an address that the program makes of many pages.
pub const SECTION: &str = "section";
/// The owner of an address that leads on to another.
pub const MOVED: &str = "moved";

/// Addresses below `base_url` and what they belong to.
pub type Addresses = BTreeMap<String, String>;

/// The ledger as it stands.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Owner and place of each address.
    pub lines: BTreeMap<String, (String, Span)>,
}

impl Ledger {
    /// Reads it; a site that was never built has none.
    pub fn read(inputs: &Inputs, sink: &mut Sink) -> Ledger {
        let mut res = Ledger::default();
        let Some((file, source)) = inputs.text(PATH) else { return res };
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let span = inputs.sources.span(file, start..start + line.trim_end().len());
            start += line.len();
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.split_once('\t') {
                Some((address, owner)) if is_address(address) && !owner.trim().is_empty() => {
                    res.lines.insert(address.to_owned(), (owner.to_owned(), span));
                }
                _ => sink.push(bad_ledger::fault(span)),
            }
        }
        res
    }

    /// The addresses that are not in the ledger yet, or belong to something else now.
    #[must_use]
    pub fn news<'a>(&self, now: &'a Addresses) -> Vec<&'a str> {
        now.iter()
            .filter(|(address, owner)| self.lines.get(*address).is_none_or(|it| it.0 != **owner))
            .map(|(address, _)| address.as_str())
            .collect()
    }

    /// The text with the new addresses in it.
    #[must_use]
    pub fn with(&self, now: &Addresses) -> String {
        let mut all: BTreeMap<&str, &str> = self.lines.iter().map(|(address, (owner, _))| (address.as_str(), owner.as_str())).collect();
        all.extend(now.iter().map(|(address, owner)| (address.as_str(), owner.as_str())));
        let lines: String = all.iter().map(|(address, owner)| format!("{address}\t{owner}\n")).collect();
        format!("{HEAD}{lines}")
    }
}

/// Below the section's root, without a conflict mark of git.
fn is_address(it: &str) -> bool {
    !it.starts_with(['/', '<', '>', '=', '|']) && !it.contains("://")
}

/// The addresses of files that outsiders may hold: pages, evidence, tables. Not the theme's files, nor what only the host or a page
/// of the section reads.
pub fn addresses<'a>(site: &Site, files: impl Iterator<Item = &'a OutPath>) -> Addresses {
    let own = [".htaccess", "404.html", "robots.txt", address::SEARCH_INDEX];
    let public = files.map(OutPath::address).filter(|it| !own.contains(it) && !it.starts_with("assets/"));
    let mut res: Addresses = public.map(|it| (it.to_owned(), owner(it))).collect();
    let aliases = site.years.iter().flat_map(crate::site::Year::aliases);
    let moved = aliases.filter_map(address::of_alias).chain([address::EIT.to_owned()]);
    res.extend(moved.map(|it| (it, MOVED.to_owned())));
    // The front page has an empty address, which a line cannot begin with.
    if let Some(owner) = res.remove("") {
        res.insert("./".to_owned(), owner);
    }
    res
}

/// `2568/o12/plan.pdf` belongs to `O12`.
fn owner(address: &str) -> String {
    let parts: Vec<&str> = address.split('/').collect();
    match parts[..] {
        [_, "measures", number, _, ..] => format!("measure {number}"),
        [_, "indicators", number, _, ..] => format!("indicator {number}"),
        [_, item, _, ..] if item.starts_with('o') => ItemCode::parse(item).map_or(SECTION.to_owned(), |it| it.to_string()),
        _ => SECTION.to_owned(),
    }
}

/// Puts a text in the ledger's place; it is the old one or the new one at any instant.
///
/// # Errors
/// When the machine refuses to write.
pub fn write(root: &Path, text: &str) -> Result<()> {
    let path = root.join(PATH);
    let draft = root.join("content/.urls.lock.new");
    let res = File::create(&draft).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    res.and_then(|()| fs::rename(&draft, &path)).with_context(|| format!("writing `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use super::owner;

    #[test]
    fn addresses_belong_to_what_they_lie_under() {
        for (address, expected) in [
            ("2568/o12/", "O12"),
            ("2568/o12/งบ/a.pdf", "O12"),
            ("2568/", "section"),
            ("2568/index.csv", "section"),
            ("2568/measures/", "section"),
            ("2568/measures/1/", "measure 1"),
            ("2568/indicators/6/x.csv", "indicator 6"),
            ("old/plan.html", "section"),
        ] {
            assert_eq!(owner(address), expected, "{address}");
        }
    }
}
