//! Thai national ID numbers in a text.
//!
//! Thirteen digits with a check digit; a random number passes once in ten, so what surrounds it decides: whether it stands alone,
//! how it is grouped, and what the words before it say. The number itself never leaves this module's callers: what is shown and
//! kept is `1-2345-•••••-••-1`.

use std::fmt;
use std::ops::Range;

use super::marks::{self, Mark, Near};

/// How sure a find is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Words such as เลขประจำตัวประชาชน stand before it.
    Certain,
    /// A number that stands alone or is grouped like one, with nothing that says otherwise.
    Likely,
    /// Begins with 0: a company's, or that of a person without status.
    Juristic,
}

/// Whether digits may be torn apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lenient {
    /// As people write.
    No,
    /// Blanks and line ends between any two digits: text taken out of a PDF.
    Yes,
}

/// A number that was found. Cannot show its digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Hit {
    /// Bytes in the text, first digit to last.
    pub range: Range<usize>,
    /// As it may be shown.
    pub masked: String,
    /// How sure.
    pub weight: Weight,
    digits: Digits,
}

/// The thirteen digits as a number, to tell two finds apart. Has no `Debug`.
pub(crate) type Digits = u64;

impl Hit {
    pub(crate) fn digits(&self) -> Digits {
        self.digits
    }
}

impl fmt::Debug for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hit")
            .field("range", &self.range)
            .field("masked", &self.masked)
            .field("weight", &self.weight)
            .finish_non_exhaustive()
    }
}

/// Every national ID number of a text, in order.
#[must_use]
pub fn find(text: &str, lenient: Lenient) -> Vec<Hit> {
    find_in(text, lenient, None)
}

/// The same for a text that something stands above or beside: the head of its column, the cell before it.
pub(crate) fn find_in(text: &str, lenient: Lenient, outside: Option<Mark>) -> Vec<Hit> {
    let mut search = Search { text, lenient, outside, people: None, hits: Vec::new() };
    let mut chain = Chain::default();
    for (at, digit, length) in digits(text) {
        if search.hits.len() >= MAX_HITS {
            break;
        }
        let gap = if chain.digits.is_empty() { None } else { gap(&text[chain.end..at], lenient) };
        if gap.is_none() || chain.digits.len() == MAX_CHAIN {
            search.chain(&chain);
            chain.digits.clear();
        }
        chain.digits.push(Digit { value: digit, at, gap: gap.unwrap_or(Gap::Joined) });
        chain.end = at + length;
    }
    search.chain(&chain);
    search.hits
}

/// Finds in one text; nobody reads more.
const MAX_HITS: usize = 1000;
/// Digits of one chain; a longer one is cut.
const MAX_CHAIN: usize = 4096;

/// Digits with at most a separator between any two.
#[derive(Default)]
struct Chain {
    digits: Vec<Digit>,
    /// Byte behind the last digit.
    end: usize,
}

#[derive(Clone, Copy)]
struct Digit {
    value: u8,
    at: usize,
    /// What stands before it; of the first digit of a chain it says nothing.
    gap: Gap,
}

/// What stands between two digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Joined,
    /// One blank.
    Soft,
    /// More blanks, a line end.
    Wide,
    /// A dash or underscore.
    Dash,
    Dot,
}

/// Digits of a number.
pub(crate) const LENGTH: usize = 13;
/// Where a number as people write it is broken: 1-2345-67890-12-3.
const USUAL: [usize; 4] = [1, 5, 10, 12];

/// How many digits a text has.
pub(crate) fn count_digits(text: &str) -> usize {
    digits(text).count()
}

/// All digits of a text: place, value, bytes.
fn digits(text: &str) -> impl Iterator<Item = (usize, u8, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            if byte == 0xE0 {
                // A Thai letter; ๐ is E0 B9 90.
                at += 3;
                if bytes.get(start + 1) == Some(&0xB9) && matches!(bytes.get(start + 2), Some(0x90..=0x99)) {
                    return Some((start, bytes[start + 2] - 0x90, 3));
                }
            } else {
                at += 1;
                if byte.is_ascii_digit() {
                    return Some((start, byte - b'0', 1));
                }
            }
        }
        None
    })
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// What two digits are kept apart by; none when they do not belong together.
fn gap(between: &str, lenient: Lenient) -> Option<Gap> {
    let most_blanks = if lenient == Lenient::Yes { 4 } else { 2 };
    let (mut n_blanks, mut hard, mut is_wide) = (0, None, false);
    for c in between.chars() {
        match c {
            _ if is_invisible(c) => (),
            '\n' | '\r' | '\t' if lenient == Lenient::No => return None,
            // Between columns.
            '\t' => return None,
            _ if c.is_whitespace() => {
                n_blanks += 1;
                is_wide |= n_blanks > 1 || c == '\n' || c == '\r';
            }
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' if hard.is_none() => hard = Some(Gap::Dash),
            '.' if hard.is_none() => hard = Some(Gap::Dot),
            _ => return None,
        }
        if n_blanks > most_blanks {
            return None;
        }
    }
    match hard {
        // "ข้อ 3. 12": a full stop with a blank ends a sentence or a heading's number.
        Some(Gap::Dot) if n_blanks > 0 => None,
        Some(hard) => Some(hard),
        None if n_blanks == 0 => Some(Gap::Joined),
        None if !is_wide => Some(Gap::Soft),
        None => (lenient == Lenient::Yes).then_some(Gap::Wide),
    }
}

/// How thirteen digits are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Without a gap, or grouped 1-4-5-2-1: speaks for itself.
    Own,
    /// Torn by blanks and line ends where the page speaks of people's numbers.
    Torn,
    /// Any other way: only behind a word that says so.
    Loose,
}

struct Search<'a> {
    text: &'a str,
    lenient: Lenient,
    outside: Option<Mark>,
    /// Whether the text speaks of people's numbers, once asked.
    people: Option<bool>,
    hits: Vec<Hit>,
}

impl Search<'_> {
    /// Looks at every thirteen digits of a chain; those that speak for themselves go first, and no digit counts twice.
    fn chain(&mut self, chain: &Chain) {
        if chain.digits.len() < LENGTH {
            return;
        }
        let first = self.hits.len();
        let mut taken = vec![false; chain.digits.len()];
        for wanted in [Shape::Own, Shape::Torn, Shape::Loose] {
            for start in 0..=chain.digits.len() - LENGTH {
                if taken[start..start + LENGTH].iter().any(|it| *it) {
                    continue;
                }
                if let Some(hit) = self.window(chain, start, wanted) {
                    taken[start..start + LENGTH].fill(true);
                    self.hits.push(hit);
                }
            }
        }
        self.hits[first..].sort_by_key(|it| it.range.start);
    }

    fn window(&mut self, chain: &Chain, start: usize, wanted: Shape) -> Option<Hit> {
        let window: &[Digit; LENGTH] = chain.digits[start..].first_chunk()?;
        if !passes(window) {
            return None;
        }
        let before = (start > 0).then(|| window[0].gap);
        let after = chain.digits.get(start + LENGTH).map(|it| it.gap);
        if before == Some(Gap::Joined) || after == Some(Gap::Joined) {
            return None;
        }
        let end =
            chain.digits.get(start + LENGTH).map_or(chain.end, |_| window[LENGTH - 1].at + digit_length(self.text, window[LENGTH - 1].at));
        let own = self.stands_alone(window[0].at, end, before, after, &chain.digits[start + LENGTH..]);
        let shape = shape(window, before, after, own, self.lenient)?;
        if shape != wanted || (shape == Shape::Torn && !self.speaks_of_people()) {
            return None;
        }
        let weight = self.weight(window, shape)?;
        let (masked, digits) = mask(window);
        Some(Hit { range: window[0].at..end, masked, weight, digits })
    }

    /// Whether nothing at either end makes it part of another sign: a code with letters, a decimal fraction, a contract of a year.
    fn stands_alone(&self, start: usize, end: usize, before: Option<Gap>, after: Option<Gap>, rest: &[Digit]) -> bool {
        let left = self.text[..start].chars().next_back().filter(|_| before.is_none());
        let right = &self.text[end..];
        let zeros_follow = rest.iter().enumerate().take_while(|(n, it)| *n == 0 || it.gap == Gap::Joined).all(|(_, it)| it.value == 0);
        let is_glued = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '$' | '฿' | '๐'..='๙');
        let is_left_free = !left.is_some_and(is_glued) && matches!(before, None | Some(Gap::Soft | Gap::Wide));
        let is_right_free = match after {
            None => !right.starts_with(|c: char| c.is_ascii_alphanumeric() || ('๐'..='๙').contains(&c)) && !is_year(right),
            Some(Gap::Dot) => zeros_follow,
            Some(after) => matches!(after, Gap::Soft | Gap::Wide),
        };
        is_left_free && is_right_free
    }

    fn speaks_of_people(&mut self) -> bool {
        let (text, outside) = (self.text, self.outside);
        *self.people.get_or_insert_with(|| outside == Some(Mark::Card) || marks::speaks_of_people(text))
    }

    /// What the words before it make of it; none when it is something else.
    fn weight(&self, window: &[Digit; LENGTH], shape: Shape) -> Option<Weight> {
        let outside = self.outside.map(|mark| Near { mark, is_close: true });
        let near = marks::before(&self.text[..window[0].at]).or(outside);
        let is_card = near.is_some_and(|it| it.mark == Mark::Card && it.is_close);
        match near.map(|it| it.mark) {
            Some(Mark::Other) => None,
            _ if shape == Shape::Loose && !is_card => None,
            None if is_barcode(window) => None,
            _ if window[0].value == 0 => Some(Weight::Juristic),
            None => Some(Weight::Likely),
            Some(_) => Some(Weight::Certain),
        }
    }
}

fn digit_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// `/2568` or `/68` and no further digit: the number of a contract or letter of a year.
fn is_year(right: &str) -> bool {
    let Some(rest) = right.strip_prefix('/') else { return false };
    matches!(digits(rest.get(..16.min(rest.len())).unwrap_or_default()).count(), 2 | 4) && digits(rest).next().is_some_and(|it| it.0 == 0)
}

fn shape(window: &[Digit; LENGTH], before: Option<Gap>, after: Option<Gap>, is_alone: bool, lenient: Lenient) -> Option<Shape> {
    let gaps: [Gap; LENGTH] = window.map(|it| it.gap);
    let is_hard = |it: &&usize| matches!(gaps[**it], Gap::Dash | Gap::Dot);
    let breaks: Vec<usize> = (1..LENGTH).filter(|it| gaps[*it] != Gap::Joined).collect();
    let n_hard = breaks.iter().filter(is_hard).count();
    let is_usual = breaks == USUAL && (n_hard >= 3 || !breaks.iter().any(|it| gaps[*it] == Gap::Wide));
    let is_apart = n_hard == LENGTH - 1;
    // 1-2345-67890-12-3 with line ends in it, or a blank where a dash was.
    let n_usual_hard = USUAL.iter().filter(is_hard).count();
    let is_usual_torn = lenient == Lenient::Yes && n_hard >= 3 && n_usual_hard == n_hard && USUAL.iter().all(|it| gaps[*it] != Gap::Joined);
    if is_alone && (breaks.is_empty() || is_usual || is_apart || is_usual_torn) {
        return Some(Shape::Own);
    }
    // Behind a dot may stand what a list numbers; a dash makes a longer number.
    if before == Some(Gap::Dash) || matches!(after, Some(Gap::Dash | Gap::Dot)) {
        return None;
    }
    let is_torn =
        is_alone && lenient == Lenient::Yes && n_hard == 0 && (breaks.len() <= 2 || breaks == USUAL || breaks.len() == LENGTH - 1);
    Some(if is_torn { Shape::Torn } else { Shape::Loose })
}

/// Digits 1–12 × weights 13…2, sum mod 11; the last digit is (11 − r) mod 10. Nobody's number begins with 9.
fn passes(window: &[Digit; LENGTH]) -> bool {
    let sum: u32 = window[..12].iter().zip((2..=13).rev()).map(|(it, weight): (&Digit, u32)| u32::from(it.value) * weight).sum();
    window[0].value != 9 && u32::from(window[12].value) == (11 - sum % 11) % 10 && window.iter().any(|it| it.value != 0)
}

/// 885…, the goods of Thailand, with the check digit of goods.
fn is_barcode(window: &[Digit; LENGTH]) -> bool {
    let sum: u32 = window.iter().zip([1, 3].iter().cycle()).map(|(it, weight)| u32::from(it.value) * weight).sum();
    window[..3].iter().map(|it| it.value).eq([8, 8, 5]) && sum.is_multiple_of(10)
}

fn mask(window: &[Digit; LENGTH]) -> (String, Digits) {
    let digit = |n: usize| char::from(b'0' + window[n].value);
    let head: String = (1..5).map(digit).collect();
    let number = window.iter().fold(0, |res, it| res * 10 + u64::from(it.value));
    (format!("{}-{head}-•••••-••-{}", digit(0), digit(12)), number)
}

#[cfg(test)]
mod tests;
