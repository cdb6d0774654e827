//! Thai and Arabic digits.

use std::borrow::Cow;

/// Which digits readers see; a setting of the site. Codes and addresses are always Arabic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// 0–9.
    #[default]
    Arabic,
    /// ๐–๙.
    Thai,
}

impl Digits {
    /// The text with every digit written in this script.
    #[must_use]
    pub fn show(self, text: &str) -> Cow<'_, str> {
        match self {
            Digits::Arabic => to_arabic(text),
            Digits::Thai => to_thai(text),
        }
    }
}

/// ๐–๙ become 0–9; all else stays.
#[must_use]
pub fn to_arabic(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| ('๐'..='๙').contains(&c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| shift(c, '๐', '0')).collect())
}

/// 0–9 become ๐–๙; all else stays.
#[must_use]
pub fn to_thai(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| shift(c, '0', '๐')).collect())
}

/// A digit of the run of ten that starts at `from`, moved to the run that starts at `to`.
fn shift(c: char, from: char, to: char) -> char {
    match u32::from(c).checked_sub(u32::from(from)) {
        Some(n @ 0..=9) => char::from_u32(u32::from(to) + n).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_change_script_and_nothing_else_does() {
        assert_eq!(to_arabic("ปี ๒๕๖๘ ข้อ O๑๐"), "ปี 2568 ข้อ O10");
        assert_eq!(to_thai("ปี 2568"), "ปี ๒๕๖๘");
        assert!(matches!(to_arabic("ไม่มีเลข"), Cow::Borrowed(_)));
        assert_eq!(Digits::Thai.show("95.88"), "๙๕.๘๘");
    }
}
