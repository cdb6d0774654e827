//! The same word in one form: composed characters, one sara am, no invisible signs.
//!
//! For comparing, for searching and for names of files; never changes what readers see.

use std::borrow::Cow;

use memchr::{memchr2_iter, memmem};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Canonical composition, as Windows and Linux name files; macOS decomposes.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text) || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether a text is ASCII without signs of control but `\n`, and Thai with its signs in order, with quotes and dashes: nearly every
/// one is, and needs no tables.
fn is_plain(text: &str) -> bool {
    // The weight of the sign before, as Unicode orders them: below the line, then tone marks.
    let mut last = 0;
    text.chars().all(|c| {
        let weight = match c {
            '\u{0E3A}' => 9,
            '\u{0E38}' | '\u{0E39}' => 103,
            '\u{0E48}'..='\u{0E4B}' => 107,
            '\n' | ' '..='~' | '\u{0E01}'..='\u{0E37}' | '\u{0E3F}'..='\u{0E47}' | '\u{0E4C}'..='\u{0E5B}' | '\u{2010}'..='\u{2027}' => 0,
            _ => return false,
        };
        let is_in_order = weight == 0 || last <= weight;
        last = weight;
        is_in_order
    })
}

/// A form for comparing two texts: lower case, Arabic digits, one kind of sara am, no spaces, no invisible characters.
///
/// `themes/default/static/search.js` does the same; a test gives both one table.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for c in nfc(text).chars() {
        match c {
            // Most of a text by far: nothing to look up.
            '\u{0E01}'..='\u{0E31}' | '\u{0E33}'..='\u{0E4C}' => res.push(c),
            c if c.is_ascii_graphic() => res.push(c.to_ascii_lowercase()),
            c if is_invisible(c) || c.is_whitespace() => {}
            '๐'..='๙' => res.push(char::from(b'0' + u8::try_from(u32::from(c) - 0x0E50).unwrap_or(0))),
            '\u{0E32}' => close_sara_am(&mut res),
            c => res.extend(c.to_lowercase()),
        }
    }
    if has_double_sara_e(&res) { res.replace("เเ", "แ") } else { res }
}

/// The same words to the eye, each letter in one form: a plain space for every gap, no invisible characters, no empty lines.
#[must_use]
pub fn tidy(text: &str) -> String {
    if is_tidy(text) { text.to_owned() } else { tidied(text) }
}

fn tidied(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let mut gap = None;
    for c in nfc(text).chars() {
        let is_letter = ('\u{0E01}'..='\u{0E4E}').contains(&c) || c.is_ascii_graphic();
        if !is_letter && is_invisible(c) {
            continue;
        }
        if !is_letter && c.is_whitespace() {
            gap = if c == '\n' || gap == Some('\n') { Some('\n') } else { Some(' ') };
            continue;
        }
        res.extend(gap.take().filter(|_| !res.is_empty()));
        match c {
            '\u{0E32}' => close_sara_am(&mut res),
            c => res.push(c),
        }
    }
    if has_double_sara_e(&res) { res.replace("เเ", "แ") } else { res }
}

/// Whether nothing is to be done, which is nearly always: letters of one form, single gaps between words.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    // A gap is odd at either end, and right behind another.
    let has_odd_gap = memchr2_iter(b' ', b'\n', bytes).any(|at| at == 0 || matches!(bytes.get(at + 1), None | Some(b' ' | b'\n')));
    !has_odd_gap && is_plain(text) && !text.contains('\u{0E4D}') && !has_double_sara_e(text)
}

/// Two signs that look like one other.
fn has_double_sara_e(text: &str) -> bool {
    memmem::find(text.as_bytes(), "เเ".as_bytes()).is_some()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

/// Ends `res` with sara am if a nikhahit stands before (nikhahit and sara aa, with the tone mark on either side, are sara am), else
/// with sara aa.
fn close_sara_am(res: &mut String) {
    let tone = res.pop_if(|c| ('\u{0E48}'..='\u{0E4B}').contains(&c));
    let nikhahit = res.pop_if(|c| c == '\u{0E4D}').is_some();
    let tone = tone.or_else(|| if nikhahit { res.pop_if(|c| ('\u{0E48}'..='\u{0E4B}').contains(&c)) } else { None });
    res.extend(tone);
    res.push(if nikhahit { '\u{0E33}' } else { '\u{0E32}' });
}

/// `String::pop` under a condition.
trait PopIf {
    fn pop_if(&mut self, fits: impl Fn(char) -> bool) -> Option<char>;
}

impl PopIf for String {
    fn pop_if(&mut self, fits: impl Fn(char) -> bool) -> Option<char> {
        if self.chars().next_back().is_some_and(fits) { self.pop() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_alike_compare_equal() {
        for (a, b) in [
            ("ค\u{0E4D}\u{0E32}สั่ง", "คำสั่ง"),
            ("น\u{0E4D}\u{0E49}\u{0E32}", "น้ำ"),
            ("น\u{0E49}\u{0E4D}\u{0E32}", "น้ำ"),
            ("เเผน ๒๕๖๘", "แผน2568"),
            ("ผู้\u{200B}บริหาร", "ผู้บริหาร"),
            ("Q&A", "q&a"),
        ] {
            assert_eq!(fold(a), fold(b), "{a}");
        }
        assert_eq!(fold("ว่า"), "ว่า");
        assert_ne!(fold("งาน"), fold("งำน"));
    }

    #[test]
    fn tidy_words_look_as_before() {
        for (text, tidied) in [
            ("ค\u{0E4D}\u{0E32}สั่ง\u{200B}ที่\u{A0}๑\t\tเเผน", "คำสั่งที่ ๑ แผน"),
            ("น\u{0E4D}\u{0E49}\u{0E32} ว่า\r\n \n\nNo  Gift ", "น้ำ ว่า\nNo Gift"),
            ("", ""),
        ] {
            assert_eq!(tidy(text), tidied);
            assert_eq!(fold(&tidy(text)), fold(text));
        }
    }

    #[test]
    fn what_is_plain_is_composed() {
        let letters: Vec<char> = ('\u{0E00}'..='\u{0E7F}').chain(['a', '\u{301}', 'é']).collect();
        let mut n_plain = 0;
        for (a, b) in letters.iter().flat_map(|a| letters.iter().map(move |b| (a, b))) {
            for c in ['ก', '\u{0E38}', '\u{0E48}'] {
                let text = String::from_iter(['ข', *a, *b, c]);
                n_plain += usize::from(is_plain(&text));
                assert!(!is_plain(&text) || is_nfc(&text), "{text:?}");
            }
        }
        assert!(n_plain > 10_000, "{n_plain}");
    }

    #[test]
    fn what_is_tidy_stays_as_it_is() {
        let pieces = [
            "ก", "\u{0E33}", "\u{0E4D}", "\u{0E32}", "เ", "เ", "แ", " ", "\n", "\t", "\r", "\u{200B}", "a", "\u{301}", "\u{A0}", "\u{0E48}",
        ];
        let mut n_tidy = 0;
        for (a, b) in pieces.iter().flat_map(|a| pieces.iter().map(move |b| (a, b))) {
            for (c, d) in pieces.iter().flat_map(|c| pieces.iter().map(move |d| (c, d))) {
                let text = [*a, *b, *c, *d].concat();
                n_tidy += usize::from(is_tidy(&text));
                assert!(!is_tidy(&text) || tidied(&text) == text, "{text:?}");
            }
        }
        assert!(n_tidy > 500, "{n_tidy}");
    }

    #[test]
    fn names_are_composed() {
        assert_eq!(nfc("cafe\u{301}"), "café");
        assert!(matches!(nfc("แผน.pdf"), Cow::Borrowed(_)));
    }
}
