//! Paths that cannot leave their root: [`SitePath`] for what is read, [`OutPath`] for what is written.
//!
//! Does not touch a disk.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::text::normalise::nfc;

/// A file of the site, relative to its root, with `/` between parts and composed characters: `content/2568/items/o12/index.md`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// Fails on anything that could leave the root.
    #[must_use]
    pub fn new(path: &str) -> Option<SitePath> {
        is_inside(path).then(|| SitePath(nfc(path).into_owned()))
    }

    /// As written, with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it lies in; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The name without its extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    /// The extension in lower case, without a dot; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, ext)| ext.to_lowercase())
    }

    /// Whether this file lies in the folder of a page: in `o12/`, beside `o12.md` or `o12/index.md`.
    #[must_use]
    pub fn belongs_to(&self, page: &SitePath) -> bool {
        let lies_in = |folder: &str| self.0.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        lies_in(&format!("{}/{}", page.folder(), page.stem())) || (page.name() == "index.md" && lies_in(page.folder()))
    }

    /// What a relative link written in a file of `folder` means; `None` when it leaves the root.
    #[must_use]
    pub fn resolve(folder: &str, link: &str) -> Option<SitePath> {
        let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
        for part in link.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        SitePath::new(&parts.join("/"))
    }

    /// The files that a page of `content/` may mean by a name: one that lies beside it, or, for `o12.md`, in the folder `o12/`.
    pub fn meant(&self, written: &str) -> impl Iterator<Item = SitePath> + use<> {
        let written = slashed(written);
        let folders = [self.folder().to_owned(), format!("{}/{}", self.folder(), self.stem())];
        folders.into_iter().filter_map(move |it| SitePath::resolve(&it, &written)).filter(|it| it.as_str().starts_with("content/"))
    }
}

/// A path as written in a link: percent escapes decoded, and the slashes of Windows turned.
#[must_use]
pub fn slashed(path: &str) -> String {
    percent_decode(path).replace('\\', "/")
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of the public section, relative to its root: `2568/o12/index.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(String);

impl OutPath {
    /// Fails on anything that could leave the output folder.
    #[must_use]
    pub fn new(path: &str) -> Option<OutPath> {
        is_inside(path).then(|| OutPath(path.to_owned()))
    }

    /// The file of the page at an address: `2568/o12/` → `2568/o12/index.html`; an address without `/` at its end is a file.
    #[must_use]
    pub fn of_address(address: &str) -> Option<OutPath> {
        if address.is_empty() || address.ends_with('/') { OutPath::new(&format!("{address}index.html")) } else { OutPath::new(address) }
    }

    /// As written, with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address under the section's root: `2568/o12/index.html` is `2568/o12/`.
    #[must_use]
    pub fn address(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }

    /// The way from the file's folder to the section's root: `../../` for `2568/o12/index.html`, empty at the root.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// Where it lies on disk below `root`.
    #[must_use]
    pub fn under(&self, root: &Path) -> PathBuf {
        let mut res = root.to_path_buf();
        res.extend(self.0.split('/'));
        res
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path or address as it stands in a link: everything but letters, digits and `-._~/` percent-encoded.
#[must_use]
pub fn percent_encode(path: &str) -> String {
    let mut res = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            res.push(char::from(byte));
        } else {
            let digit = |n: u8| char::from(b"0123456789ABCDEF"[usize::from(n)]);
            res.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    res
}

/// The reverse of [`percent_encode`]; bytes that are no UTF-8 and broken escapes stay as written.
#[must_use]
pub fn percent_decode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut res = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| path.get(at + 1..at + 3)).flatten().and_then(|it| u8::from_str_radix(it, 16).ok());
        res.push(escaped.unwrap_or(bytes[at]));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(res).unwrap_or_else(|_| path.to_owned())
}

fn is_inside(path: &str) -> bool {
    let fine = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leaves_its_root_cannot_be_spelled() {
        for path in ["", "/etc", "../x", "a/../b", "a//b", "a/./b", "a\\b", "c:/x", "a\0b", "a/"] {
            assert_eq!(OutPath::new(path), None, "{path}");
            assert_eq!(SitePath::new(path), None, "{path}");
        }
        assert_eq!(SitePath::resolve("content/2568", "../../../x"), None);
        let found = SitePath::resolve("content/2568/items/o12", "../o11/./แผน.pdf").expect("inside");
        assert_eq!(found.as_str(), "content/2568/items/o11/แผน.pdf");
        let page = SitePath::new("content/2568/items/o12.md").expect("inside");
        let meant: Vec<_> = page.meant("ก\\a%20b.csv").map(|it| it.to_string()).collect();
        assert_eq!(meant, ["content/2568/items/ก/a b.csv", "content/2568/items/o12/ก/a b.csv"]);
        assert_eq!(page.meant("../../../../themes/x.csv").count(), 0);
    }

    #[test]
    fn files_belong_to_the_page_whose_folder_they_lie_in() {
        let path = |it: &str| SitePath::new(it).expect("inside");
        let file = path("content/2568/items/o12/a.pdf");
        for (page, expected) in [("o12.md", true), ("o12/index.md", true), ("o1.md", false), ("index.md", true), ("o13.md", false)] {
            assert_eq!(file.belongs_to(&path(&format!("content/2568/items/{page}"))), expected, "{page}");
        }
    }

    #[test]
    fn pages_have_addresses_that_end_in_a_slash() {
        let path = OutPath::of_address("2568/o12/").expect("inside");
        assert_eq!((path.as_str(), path.address(), path.to_root().as_str()), ("2568/o12/index.html", "2568/o12/", "../../"));
        assert_eq!(OutPath::of_address("").expect("root").address(), "");
        assert_eq!(OutPath::new("2568/myindex.html").expect("inside").address(), "2568/myindex.html");
    }

    #[test]
    fn links_carry_any_name() {
        assert_eq!(percent_encode("a b/แ.pdf"), "a%20b/%E0%B9%81.pdf");
        assert_eq!(percent_decode("a%20b/%E0%B9%81.pdf"), "a b/แ.pdf");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%E0x"), "%E0x");
    }
}
