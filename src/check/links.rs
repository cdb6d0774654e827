//! The links of a page, evidence and body alike, and what an address on the web tells about the place behind it.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::{Page, Scene};
use crate::content::markdown::Link;
use crate::site::link::Target;
use crate::source::Span;

/// Parts of host names that stand for a copy of a site that is being worked on.
const STAGES: [&str; 8] = ["staging", "stage", "stg", "test", "dev", "demo", "beta", "uat"];
/// Endings of hosts that only a local network knows.
const LOCAL: [&str; 5] = [".localhost", ".local", ".lan", ".internal", ".test"];
/// Drives and albums that belong to somebody's account.
const DRIVES: [&str; 14] = [
    "drive.google.com",
    "docs.google.com",
    "photos.google.com",
    "photos.app.goo.gl",
    "onedrive.live.com",
    "onedrive.com",
    "1drv.ms",
    "sharepoint.com",
    "dropbox.com",
    "mega.nz",
    "mega.io",
    "mega.co.nz",
    "mediafire.com",
    "icloud.com",
];
/// Services that lead on from a short address. LINE's own `lin.ee` and Google's own `maps.app.goo.gl` are not among them.
const SHORTENERS: [&str; 11] =
    ["bit.ly", "tinyurl.com", "shorturl.at", "shorturl.asia", "t.co", "goo.gl", "cutt.ly", "rebrand.ly", "is.gd", "me-qr.com", "qrco.de"];

/// A link that leads to the web.
pub(crate) struct WebLink<'a> {
    /// As it is opened.
    pub address: &'a str,
    /// Its parts.
    pub web: Web<'a>,
    place: Place,
}

/// Where a link stands.
enum Place {
    Evidence(usize),
    Body(Range<usize>),
}

/// An address on the web.
pub(crate) struct Web<'a> {
    /// Whether it begins with `https:`.
    pub is_secure: bool,
    /// The host in lower case, without `www.`.
    pub host: String,
    /// The port, where one is given.
    pub port: Option<&'a str>,
    /// From the first `/`, or empty.
    pub path: &'a str,
    /// After `?`, without `#…`.
    pub query: &'a str,
}

/// What kind of place an address leads to: one, so that a link is not reported for what the cure of another fault takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A machine or network of the agency's own: nobody else can open it.
    Local,
    /// A copy of a site for trying things out.
    Stage,
    /// A port that public sites do not have.
    Port,
    /// A drive of files.
    Drive,
    /// A short address.
    Short,
    /// An ordinary site.
    Public,
}

impl WebLink<'_> {
    /// Where its address is written.
    pub(crate) fn at(&self, scene: &Scene<'_>, page: &Page<'_>) -> Span {
        match &self.place {
            Place::Evidence(index) => page.at(scene, &format!("evidence[{index}].url")),
            Place::Body(range) => page.in_body(scene, range),
        }
    }
}

/// The links of a page to the web.
pub(crate) fn to_the_web<'a>(page: &Page<'a>) -> Vec<WebLink<'a>> {
    let evidence = page.item().into_iter().flat_map(|(_, page)| &page.evidence).map(|it| (&it.target, Place::Evidence(it.index)));
    let body = page.body.targets.iter().zip(&page.body.fragment.links).map(|(target, link)| (target, Place::Body(link.range.clone())));
    let outside = evidence.chain(body).filter_map(|(target, place)| match target {
        Target::Outside(address) => Some(WebLink { address, web: Web::parse(address)?, place }),
        _ => None,
    });
    outside.collect()
}

/// Where the text of a link of a body stands, if it is written plainly before the address; else the address.
pub(crate) fn text_range(body: &str, link: &Link) -> Range<usize> {
    let text = link.text.trim();
    let before = before_address(body, link).map(|it| it.trim_end_matches(['*', '~', ' ']));
    match before.filter(|it| !text.is_empty() && it.ends_with(text)) {
        Some(before) => before.len() - text.len()..before.len(),
        None => link.range.clone(),
    }
}

/// What stands in a body before `](address)`.
pub(crate) fn before_address<'b>(body: &'b str, link: &Link) -> Option<&'b str> {
    body.get(..link.range.start)?.trim_end_matches(['<', ' ']).strip_suffix("](").map(str::trim_end)
}

impl<'a> Web<'a> {
    /// Nothing for mail addresses and telephone numbers.
    pub(crate) fn parse(address: &'a str) -> Option<Web<'a>> {
        let (scheme, rest) = address.trim().split_once("://")?;
        let is_secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let rest = rest.split('#').next().unwrap_or(rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (server, path) = rest.split_at(rest.find(['/', '\\']).unwrap_or(rest.len()));
        let server = server.rsplit_once('@').map_or(server, |(_, it)| it);
        let (host, port) = split_port(server);
        let host = host.trim_end_matches('.').to_lowercase();
        let host = host.strip_prefix("www.").map_or(host.as_str(), |it| it).to_owned();
        Some(Web { is_secure, host, port, path, query })
    }

    /// What kind of place it leads to.
    pub(crate) fn kind(&self) -> Kind {
        let host = self.host.as_str();
        if is_local(host) {
            Kind::Local
        } else if SHORTENERS.contains(&host) {
            Kind::Short
        } else if DRIVES.iter().any(|it| is_below(host, it)) && !self.is_form() {
            Kind::Drive
        } else if stage(host) {
            Kind::Stage
        } else if self.port.is_some_and(|it| !["", "80", "443"].contains(&it)) {
            Kind::Port
        } else {
            Kind::Public
        }
    }

    /// Whether its host is this one or lies below it.
    pub(crate) fn is_of(&self, host: &str) -> bool {
        is_below(&self.host, host)
    }

    /// A form to fill in cannot be put beside the page as a file can.
    fn is_form(&self) -> bool {
        self.host == "docs.google.com" && self.path.starts_with("/forms/")
    }
}

/// `example.go.th:8080`, `[::1]:80`.
fn split_port(server: &str) -> (&str, Option<&str>) {
    match server.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) && (host.starts_with('[') || !host.contains(':')) => {
            (host, Some(port))
        }
        _ => (server, None),
    }
}

fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|it| it.is_empty() || it.ends_with('.'))
}

/// A machine, an address or a name that the public web does not know.
fn is_local(host: &str) -> bool {
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return address.is_loopback() || address.is_private() || address.is_link_local() || address.is_unspecified();
    }
    if let Some(address) = host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        let is_own = |it: Ipv6Addr| it.is_loopback() || it.is_unique_local() || it.is_unicast_link_local() || it.is_unspecified();
        return address.parse().is_ok_and(is_own);
    }
    let is_bare_name = !host.is_empty() && host.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    is_bare_name || LOCAL.iter().any(|it| host.ends_with(it))
}

/// A name such as `test.example.go.th` or `www.dev2.example.com`; a site that is itself called so, such as `dev.to`, is none.
fn stage(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let second = labels.len().checked_sub(2).and_then(|it| labels.get(it));
    let n_own =
        if host.ends_with(".th") && second.is_some_and(|it| ["ac", "co", "go", "in", "mi", "net", "or"].contains(it)) { 3 } else { 2 };
    let before = &labels[..labels.len().saturating_sub(n_own)];
    before.iter().any(|it| STAGES.contains(&it.trim_end_matches(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::{Kind, Web};

    #[test]
    fn an_address_tells_what_kind_of_place_it_leads_to() {
        for (address, kind) in [
            ("http://localhost:4000/ita", Kind::Local),
            ("http://127.0.0.1/", Kind::Local),
            ("http://10.1.2.3/x", Kind::Local),
            ("http://172.31.0.1/x", Kind::Local),
            ("http://172.32.0.1/x", Kind::Public),
            ("http://192.168.1.10:8080/x", Kind::Local),
            ("http://203.150.1.1/x", Kind::Public),
            ("http://[::1]:8080/x", Kind::Local),
            ("http://[2001:db8::1]/x", Kind::Public),
            ("http://intranet/plan.pdf", Kind::Local),
            ("https://nas.local/plan.pdf", Kind::Local),
            ("https://test.example.go.th/plan", Kind::Stage),
            ("https://www.dev2.example.go.th/plan", Kind::Stage),
            ("https://demo.example.com", Kind::Stage),
            ("https://dev.to/x", Kind::Public),
            ("https://test.go.th/x", Kind::Public),
            ("https://latest.example.go.th/test/demo", Kind::Public),
            ("https://example.go.th:8080/x", Kind::Port),
            ("https://example.go.th:443/x", Kind::Public),
            ("https://Drive.Google.com/file/d/1", Kind::Drive),
            ("https://docs.google.com/document/d/1", Kind::Drive),
            ("https://docs.google.com/forms/d/e/1/viewform", Kind::Public),
            ("https://tao-my.sharepoint.com/x", Kind::Drive),
            ("https://www.dropbox.com/s/1", Kind::Drive),
            ("https://notdropbox.com/s/1", Kind::Public),
            ("https://bit.ly/3abc", Kind::Short),
            ("https://www.tinyurl.com/abc", Kind::Short),
            ("https://lin.ee/abc", Kind::Public),
            ("https://maps.app.goo.gl/abc", Kind::Public),
            ("https://user@example.go.th?x=1", Kind::Public),
            ("https://", Kind::Public),
        ] {
            assert_eq!(Web::parse(address).expect("an address").kind(), kind, "{address}");
        }
        assert!(Web::parse("mailto:a@example.go.th").is_none());
        assert!(Web::parse("tel:034702840").is_none());
    }
}
