//! The fixed addresses of the section, below `base_url`. ASCII, lower case, Arabic digits; never made from a title.

use super::Alias;
use crate::content::Role;
use crate::path::{OutPath, SitePath};
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;
use crate::text::digits::to_arabic;

/// The board of the newest year, all years.
pub const HOME: &str = "";
/// Redirect to the newest year's survey page, for printed posters.
pub const EIT: &str = "eit/";
/// The page for finding words, over all years.
pub const SEARCH: &str = "search/";
/// What its script searches in; no page, and nothing outsiders may hold.
pub const SEARCH_INDEX: &str = "search/index.js";

/// The link index of a year: `2568/`.
#[must_use]
pub fn index(year: FiscalYear) -> String {
    format!("{year}/")
}

/// A page of a year: `2568/result/`.
#[must_use]
pub fn page(year: FiscalYear, name: &str) -> String {
    format!("{year}/{name}/")
}

/// An item: `2568/o12/`.
#[must_use]
pub fn item(year: FiscalYear, code: ItemCode) -> String {
    format!("{year}/{}/", code.slug())
}

/// A measure: `2568/measures/1/`.
#[must_use]
pub fn measure(year: FiscalYear, number: u16) -> String {
    format!("{year}/measures/{number}/")
}

/// A perception indicator: `2568/indicators/6/`.
#[must_use]
pub fn indicator(year: FiscalYear, number: u16) -> String {
    format!("{year}/indicators/{number}/")
}

/// The page that a document makes; of `year.yaml` the link index.
#[must_use]
pub fn document(year: FiscalYear, role: Role) -> String {
    match role {
        Role::Year => index(year),
        Role::Item(code) => item(year, code),
        Role::Measure(number) => measure(year, number),
        Role::Indicator(number) => indicator(year, number),
    }
}

/// The address of an attachment: beside the page whose folder it lies in.
///
/// `content/2568/items/o12/a.pdf` is `2568/o12/a.pdf`; a file that lies in no folder of a page is `2568/files/a.pdf`.
#[must_use]
pub fn attachment(path: &SitePath) -> String {
    let parts: Vec<&str> = path.as_str().split('/').skip(1).collect();
    match &parts[..] {
        [year, "items", name, rest @ ..] if !rest.is_empty() => match ItemCode::parse(name) {
            Some(code) => format!("{}/{}/{}", to_arabic(year), code.slug(), rest.join("/")),
            None => format!("{}/files/{name}/{}", to_arabic(year), rest.join("/")),
        },
        [year, "items" | "measures" | "indicators", name] => format!("{}/files/{name}", to_arabic(year)),
        [year, kind @ ("measures" | "indicators"), name, rest @ ..] => {
            format!("{}/{kind}/{}/{}", to_arabic(year), to_arabic(name), rest.join("/"))
        }
        parts => parts.join("/"),
    }
}

/// The address of the page that leads on from an old one. What has a query, or would be a script, is left to the server's rules.
#[must_use]
pub fn of_alias(alias: &Alias) -> Option<String> {
    let last = alias.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_page = last.ends_with(".html") || last.ends_with(".htm");
    if alias.query.is_some() || (last.contains('.') && !is_page) {
        return None;
    }
    let address = if is_page || alias.path.ends_with('/') { alias.path.clone() } else { format!("{}/", alias.path) };
    OutPath::of_address(&address).map(|_| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_lie_beside_their_page() {
        for (path, address) in [
            ("content/2568/items/o12/report.pdf", "2568/o12/report.pdf"),
            ("content/2568/items/O๐๑๒/งบ/a.pdf", "2568/o12/งบ/a.pdf"),
            ("content/2568/items/plan.pdf", "2568/files/plan.pdf"),
            ("content/2568/measures/1/a.pdf", "2568/measures/1/a.pdf"),
            ("content/2568/files/a.pdf", "2568/files/a.pdf"),
            ("content/files/a.pdf", "files/a.pdf"),
        ] {
            assert_eq!(attachment(&SitePath::new(path).expect("inside")), address);
        }
    }
}
