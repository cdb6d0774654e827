//! Item codes as people write them.

use std::fmt;

use super::digits::to_arabic;

/// The number of an item in its scheme, shown as `O12`. The same number means another thing in another year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemCode(u16);

impl ItemCode {
    /// The largest number a scheme may use.
    pub const MAX: u16 = 999;

    /// Reads `O12`, `o12`, `O๑๒`, `012`, `๐๑๒`, `OIT12`, `ข้อ 12`, `12`.
    ///
    /// A zero (Arabic or Thai) in front stands for the letter O, so `๐๑๐` is O10 and `๐๑` is O1.
    #[must_use]
    pub fn parse(text: &str) -> Option<ItemCode> {
        let text = to_arabic(text.trim()).to_lowercase();
        let rest = ["oit", "ข้อ", "o"].iter().find_map(|it| text.strip_prefix(it)).unwrap_or(&text);
        let rest = rest.trim_start().trim_start_matches(['-', '.']).trim_start_matches(['0', 'o']);
        if rest.is_empty() || rest.len() > 3 || !rest.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        rest.parse().ok().map(ItemCode)
    }

    /// What [`ItemCode::parse`] reads, as a regular expression for schemas.
    #[must_use]
    pub fn pattern() -> &'static str {
        r"\s*([oO][iI][tT]|ข้อ|[oO])?\s*[-.]*[0๐oO]*[1-9๑-๙][0-9๐-๙]{0,2}\s*"
    }

    /// The number alone.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
    }

    /// The last part of the item's address: `o12`.
    #[must_use]
    pub fn slug(self) -> String {
        format!("o{}", self.0)
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "O{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_write_them() {
        for (text, number) in [
            ("O1", 1),
            ("o01", 1),
            ("๐๑", 1),
            ("๐๑๐", 10),
            ("๐๔๓", 43),
            ("029", 29),
            ("OIT14", 14),
            ("ข้อ 14", 14),
            ("ข้อ ๑๔", 14),
            ("O๑๐", 10),
            ("O-12", 12),
            (" O 7 ", 7),
            ("12", 12),
        ] {
            assert_eq!(ItemCode::parse(text).map(ItemCode::number), Some(number), "{text}");
        }
        for text in ["", "O", "O0", "Ox", "หนึ่ง", "O1234", "12a", "O1-2"] {
            assert_eq!(ItemCode::parse(text), None, "{text}");
        }
    }
}
