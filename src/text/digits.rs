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

/// A number with a comma between thousands: `-1234567.50` → `-1,234,567.50`.
#[must_use]
pub fn grouped(number: &str) -> String {
    let whole = number.bytes().skip_while(|it| *it == b'-').take_while(u8::is_ascii_digit).count();
    let start = number.len() - number.trim_start_matches('-').len();
    let mut res = number[..start].to_owned();
    for (n, digit) in number[start..start + whole].chars().enumerate() {
        if n > 0 && (whole - n) % 3 == 0 {
            res.push(',');
        }
        res.push(digit);
    }
    res + &number[start + whole..]
}

/// The text with the middle of every long number hidden: of thirteen digits or more, with at most one sign between two of them,
/// all but the first five and the last. Each letter keeps its length in bytes, so that places in the text stay true.
///
/// Passwords in addresses (`sftp://name:password@host`) are hidden whole. For whatever is printed: a citizen's number or a password must
/// not be read out of a log.
#[must_use]
pub fn veil(text: &str) -> Cow<'_, str> {
    let mut hidden: Vec<usize> = Vec::new();
    let mut chain: Vec<usize> = Vec::new();
    let mut gap = 0;
    for (at, c) in text.char_indices().chain([(text.len(), 'x'), (text.len(), 'x')]) {
        let is_digit = c.is_ascii_digit() || ('๐'..='๙').contains(&c);
        gap = if is_digit { 0 } else { gap + 1 };
        if is_digit {
            chain.push(at);
        } else if gap > 1 || !"-. \u{A0}–‑".contains(c) {
            if chain.len() >= 13 {
                hidden.extend(&chain[5..chain.len() - 1]);
            }
            chain.clear();
        }
    }
    hidden.extend(passwords(text));
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    hidden.sort_unstable();
    hidden.dedup();
    let mut hidden = hidden.into_iter().peekable();
    let veiled = text.char_indices().map(|(at, c)| match hidden.next_if_eq(&at) {
        Some(_) if c.is_ascii() => 'x',
        Some(_) => '•',
        None => c,
    });
    Cow::Owned(veiled.collect())
}

/// Where the letters of passwords in addresses stand.
fn passwords(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("://").flat_map(|(at, mark)| {
        let start = at + mark.len();
        let end = text[start..].find(|c: char| c.is_whitespace() || "\"'`<>".contains(c)).map_or(text.len(), |it| start + it);
        let account = text[start..end].rfind('@').map_or("", |it| &text[start..start + it]);
        let secret = account.split_once(':').map_or("", |(_, it)| it);
        let first = start + account.len() - secret.len();
        secret.char_indices().filter(|(_, c)| matches!(c.len_utf8(), 1 | 3)).map(move |(at, _)| first + at)
    })
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
    fn long_numbers_are_hidden_and_places_stay() {
        for (text, veiled) in [
            ("เลข 1234567890121 ครับ", "เลข 12345xxxxxxx1 ครับ"),
            ("1-2345-67890-12-1", "1-2345-xxxxx-xx-1"),
            ("๑ ๒๓๔๕ ๖๗๘๙๐ ๑๒ ๑", "๑ ๒๓๔๕ ••••• •• ๑"),
            ("โทร 034-702840 ปี 2568", "โทร 034-702840 ปี 2568"),
            ("{from: 2567-10-01, to: 2568-03-31}", "{from: 2567-10-01, to: 2568-03-31}"),
            ("publish: sftp://ita:ลับ/p@1@host/a", "publish: sftp://ita:•••xxxx@host/a"),
            ("https://www.example.go.th/a:b", "https://www.example.go.th/a:b"),
        ] {
            assert_eq!(veil(text), veiled);
            assert_eq!(veil(text).len(), text.len());
        }
    }

    #[test]
    fn thousands_are_parted() {
        for (number, expected) in
            [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.5", "-1,234,567.5"), ("100000", "100,000"), ("12.3456", "12.3456")]
        {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn digits_change_script_and_nothing_else_does() {
        assert_eq!(to_arabic("ปี ๒๕๖๘ ข้อ O๑๐"), "ปี 2568 ข้อ O10");
        assert_eq!(to_thai("ปี 2568"), "ปี ๒๕๖๘");
        assert!(matches!(to_arabic("ไม่มีเลข"), Cow::Borrowed(_)));
        assert_eq!(Digits::Thai.show("95.88"), "๙๕.๘๘");
    }
}
