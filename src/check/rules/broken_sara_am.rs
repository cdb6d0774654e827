//! The rule `broken-sara-am`.

use crate::check::words::Hits;
use crate::check::{Check, Run, Scene, words};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Sara am is one character, after the tone mark: not nikhahit and sara aa, not with a tone mark behind it, and not a space
    /// and sara aa, as copying from PDF files leaves it (`ด าเนินงาน`).
    ///
    /// ## Why it matters
    /// It looks right and is another word: searching the page for `ดำเนินงาน` does not find it, and it is read aloud wrongly.
    "broken-sara-am", Group::Text
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

const NIKHAHIT: char = '\u{0E4D}';
const SARA_AA: char = '\u{0E32}';
const SARA_AM: char = '\u{0E33}';

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (span, Broken { how, right }) in words::search(scene, find) {
        sink.push(fault(span, how, &right));
    }
}

/// A syllable with a broken sara am, and how it should be written.
struct Broken {
    how: How,
    right: String,
}

#[derive(Clone, Copy)]
enum How {
    TwoParts,
    ToneBehind,
    Space,
}

/// What each of them begins with.
const STARTS: [&str; 3] = ["\u{0E4D}", "\u{0E33}", " \u{0E32}"];

fn find(text: &str) -> Hits<Broken> {
    let mut res = Vec::new();
    let mut starts: Vec<usize> = STARTS.iter().flat_map(|it| words::places(text, it)).map(|it| it.start).collect();
    starts.sort_unstable();
    for at in starts {
        let (before, rest) = text.split_at(at);
        let Some(c) = rest.chars().next() else { continue };
        let behind = &rest[c.len_utf8()..];
        let found = match c {
            NIKHAHIT => two_parts(behind).map(|(len, tone)| (How::TwoParts, before, len, tone)),
            SARA_AM => behind.chars().next().filter(|it| is_tone(*it)).map(|it| (How::ToneBehind, before, it.len_utf8(), Some(it))),
            ' ' if behind.starts_with(SARA_AA) && ends_open(before) => Some((How::Space, before, SARA_AA.len_utf8(), None)),
            _ => None,
        };
        if let Some((how, before, len, tone)) = found {
            let start = syllable(before);
            let base = before[start..].trim_end_matches(is_tone);
            let tone = before[start..].chars().next_back().filter(|it| is_tone(*it)).or(tone);
            let right: String = base.chars().chain(tone).chain([SARA_AM]).collect();
            res.push((start..at + c.len_utf8() + len, Broken { how, right }));
        }
    }
    res
}

/// What is behind a nikhahit that is half a sara am: its length, and the tone mark in it.
fn two_parts(behind: &str) -> Option<(usize, Option<char>)> {
    let tone = behind.chars().next().filter(|it| is_tone(*it));
    let len = tone.map_or(0, char::len_utf8);
    behind[len..].starts_with(SARA_AA).then_some((len + SARA_AA.len_utf8(), tone))
}

/// Where the consonant stands that a text ends in, with its tone mark.
fn syllable(before: &str) -> usize {
    let base = before.trim_end_matches(is_tone);
    base.char_indices().next_back().filter(|(_, it)| is_consonant(*it)).map_or(base.len(), |(at, _)| at)
}

/// Whether a text ends in a consonant, with or without a tone mark: `า` cannot follow but as half a sara am.
fn ends_open(before: &str) -> bool {
    let base = before.strip_suffix(is_tone).unwrap_or(before);
    base.ends_with(is_consonant)
}

fn is_consonant(c: char) -> bool {
    ('ก'..='ฮ').contains(&c)
}

fn is_tone(c: char) -> bool {
    ('\u{0E48}'..='\u{0E4B}').contains(&c)
}

fn fault(span: Span, how: How, right: &str) -> Diagnostic {
    let (th, en) = match how {
        How::TwoParts => ("สระอำพิมพ์เป็นสองตัว (นิคหิตกับสระอา)", "sara am is typed as nikhahit and sara aa"),
        How::ToneBehind => ("วรรณยุกต์อยู่หลังสระอำ", "the tone mark stands behind sara am"),
        How::Space => ("สระอำกลายเป็นเว้นวรรคกับสระอา", "sara am has become a space and sara aa"),
    };
    RULE.at(span, th, en).help(format!("พิมพ์ `{right}`"), format!("write `{right}`"))
}
