//! What the codes of a font mean, and how wide they are.

use ahash::AHashMap;
use encoding_rs::{MACINTOSH, WINDOWS_874};

use super::file::File;
use super::object::{Dict, Lexer, Object, Token};

/// Entries of one table.
const MAX_ENTRIES: usize = 70_000;

/// A font as far as text needs it.
pub(super) struct Font {
    /// Codes of two bytes.
    is_wide: bool,
    /// Codes are UTF-16.
    is_unicode: bool,
    unicode: Option<Unicode>,
    simple: Vec<char>,
    widths: AHashMap<u32, f64>,
    default_width: f64,
}

/// Stands for a letter nobody can tell.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

impl Font {
    pub(super) fn read(file: &File, dict: &Dict) -> Font {
        let unicode = match dict.get("ToUnicode") {
            Some(Object::Ref(id)) => file.stream(*id).map(|it| Unicode::read(file, &it)),
            _ => None,
        };
        if dict.is("Subtype", "Type0") { Font::composite(file, dict, unicode) } else { Font::simple(file, dict, unicode) }
    }

    fn composite(file: &File, dict: &Dict, unicode: Option<Unicode>) -> Font {
        let encoding = dict.get("Encoding").and_then(Object::name).unwrap_or_default();
        let is_unicode = encoding.windows(4).any(|it| it == b"UCS2") || encoding.windows(5).any(|it| it == b"UTF16");
        let is_narrow =
            dict.get("Encoding").is_some_and(|it| matches!(it, Object::Ref(_))) && unicode.as_ref().is_some_and(|it| it.is_narrow);
        let descendant = match file.resolve_key(dict, "DescendantFonts") {
            Some(Object::Array(all)) => all.first().and_then(|it| file.resolve(it)),
            _ => None,
        };
        let mut font = Font { is_wide: !is_narrow, is_unicode, unicode, simple: Vec::new(), widths: AHashMap::new(), default_width: 1.0 };
        if let Some(Object::Dict(descendant)) = descendant {
            font.default_width = file.resolve_key(&descendant, "DW").and_then(|it| it.number()).unwrap_or(1000.0) / 1000.0;
            if let Some(Object::Array(widths)) = file.resolve_key(&descendant, "W") {
                font.wide_widths(file, &widths);
            }
        }
        font
    }

    /// `first [w w w]` or `first last w`.
    fn wide_widths(&mut self, file: &File, widths: &[Object]) {
        let mut rest = widths.iter();
        while let (Some(first), Some(second)) = (rest.next().and_then(Object::count), rest.next()) {
            let Ok(first) = u32::try_from(first) else { return };
            match file.resolve(second) {
                Some(Object::Array(all)) => {
                    for (code, width) in (first..).zip(&all) {
                        self.set_width(code, width.number());
                    }
                }
                Some(last) => {
                    let width = rest.next().and_then(Object::number);
                    for code in (first..=last.count().and_then(|it| u32::try_from(it).ok()).unwrap_or(0)).take(MAX_ENTRIES) {
                        self.set_width(code, width);
                    }
                }
                None => return,
            }
            if self.widths.len() >= MAX_ENTRIES || !file.spend(64) {
                return;
            }
        }
    }

    fn set_width(&mut self, code: u32, width: Option<f64>) {
        if self.widths.len() < MAX_ENTRIES {
            self.widths.insert(code, width.unwrap_or(1000.0) / 1000.0);
        }
    }

    fn simple(file: &File, dict: &Dict, unicode: Option<Unicode>) -> Font {
        let scale = match file.resolve_key(dict, "FontMatrix") {
            Some(Object::Array(matrix)) if dict.is("Subtype", "Type3") => matrix.first().and_then(Object::number).unwrap_or(0.001).abs(),
            _ => 0.001,
        };
        let name = dict.get("BaseFont").and_then(Object::name).unwrap_or_default();
        let is_typewriter = name.windows(7).any(|it| it == b"Courier");
        let default_width = if is_typewriter { 0.6 } else { 0.5 };
        let mut widths = AHashMap::new();
        if let (Some(first), Some(Object::Array(all))) =
            (file.resolve_key(dict, "FirstChar").and_then(|it| it.count()), file.resolve_key(dict, "Widths"))
        {
            let first = u32::try_from(first).unwrap_or(0).min(256);
            widths = (first..=255).zip(&all).filter_map(|(code, it)| Some((code, file.resolve(it)?.number()? * scale))).collect();
        }
        Font { is_wide: false, is_unicode: false, unicode, simple: alphabet(file, dict), widths, default_width }
    }

    /// Code, text and width of every letter of a string; text is empty where the letter is unknown to all tables.
    pub(super) fn letters<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = (u32, Letter<'a>, f64)> {
        let step = if self.is_wide { 2 } else { 1 };
        bytes.chunks(step).map(move |it| {
            let code = it.iter().fold(0_u32, |res, byte| res << 8 | u32::from(*byte));
            (code, self.letter(code), self.widths.get(&code).copied().unwrap_or(self.default_width))
        })
    }

    fn letter(&self, code: u32) -> Letter<'_> {
        let own =
            if self.is_unicode { char::from_u32(code) } else { usize::try_from(code).ok().and_then(|it| self.simple.get(it)).copied() };
        match self.unicode.as_ref().and_then(|it| it.get(code)) {
            Some(letter) => letter,
            None => Letter::One(own.unwrap_or(UNKNOWN)),
        }
    }
}

/// What a code stands for.
pub(super) enum Letter<'a> {
    One(char),
    Many(&'a str),
}

/// The letters of a font with codes of one byte.
///
/// Above ASCII the Thai code page is taken, whatever the font says of Western letters: Thai fonts of old claim to be Western.
fn alphabet(file: &File, dict: &Dict) -> Vec<char> {
    let encoding = file.resolve_key(dict, "Encoding");
    let base = match &encoding {
        Some(Object::Name(name)) => name.to_vec(),
        Some(Object::Dict(dict)) => dict.get("BaseEncoding").and_then(Object::name).unwrap_or_default().to_vec(),
        _ => Vec::new(),
    };
    let page = if base == b"MacRomanEncoding" { MACINTOSH } else { WINDOWS_874 };
    let mut res: Vec<char> = (0..=255_u8).map(|it| page.decode_without_bom_handling(&[it]).0.chars().next().unwrap_or(UNKNOWN)).collect();
    if let Some(Object::Dict(encoding)) = &encoding
        && let Some(Object::Array(differences)) = file.resolve_key(encoding, "Differences")
    {
        let mut code = 0;
        for item in &differences {
            match item {
                Object::Name(name) => {
                    if let Some(place) = res.get_mut(code) {
                        *place = named(name).unwrap_or(UNKNOWN);
                    }
                    code += 1;
                }
                other => code = other.count().unwrap_or(256),
            }
        }
    }
    res
}

/// The letter of a glyph's name, of those that numbers and the words around them need.
fn named(name: &[u8]) -> Option<char> {
    const NAMES: [(&str, char); 30] = [
        ("space", ' '),
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
        ("hyphen", '-'),
        ("minus", '-'),
        ("endash", '–'),
        ("emdash", '—'),
        ("figuredash", '-'),
        ("sfthyphen", '-'),
        ("period", '.'),
        ("comma", ','),
        ("colon", ':'),
        ("slash", '/'),
        ("parenleft", '('),
        ("parenright", ')'),
        ("underscore", '_'),
        ("nbspace", ' '),
        ("nonbreakingspace", ' '),
        ("plus", '+'),
        ("percent", '%'),
        ("numbersign", '#'),
        ("semicolon", ';'),
    ];
    const THAI_DIGITS: [&str; 10] =
        ["zerothai", "onethai", "twothai", "threethai", "fourthai", "fivethai", "sixthai", "seventhai", "eightthai", "ninethai"];
    let name = std::str::from_utf8(name).ok()?;
    // "five.tnum", "one.lf": other forms of the same.
    let name = name.split('.').next().filter(|it| !it.is_empty()).unwrap_or(name);
    let hex = |digits: &str| u32::from_str_radix(digits.get(..4)?, 16).ok().and_then(char::from_u32);
    match name.chars().count() {
        1 => name.chars().next(),
        _ if name.starts_with("uni") => hex(&name[3..]),
        5..=7 if name.starts_with('u') => u32::from_str_radix(&name[1..], 16).ok().and_then(char::from_u32),
        _ => {
            let thai = THAI_DIGITS.iter().position(|it| *it == name).and_then(|it| char::from_digit(u32::try_from(it).ok()?, 10));
            NAMES.iter().find(|it| it.0 == name).map(|it| it.1).or(thai)
        }
    }
}

/// From codes to letters, as the file says itself.
#[derive(Default)]
pub(super) struct Unicode {
    single: AHashMap<u32, Letters>,
    ranges: Vec<(u32, u32, u32)>,
    /// All its codes have one byte.
    is_narrow: bool,
}

impl Unicode {
    fn read(file: &File, bytes: &[u8]) -> Unicode {
        let mut res = Unicode::default();
        let mut lexer = Lexer::new(bytes, 0);
        let mut values: Vec<Object> = Vec::new();
        file.spend(bytes.len());
        while res.single.len() + res.ranges.len() < MAX_ENTRIES {
            match lexer.next() {
                Token::End => break,
                Token::Object(object) if values.len() < MAX_ENTRIES => values.push(object),
                Token::Object(_) => (),
                Token::Word(word) => {
                    match &*word {
                        b"endbfchar" => res.chars(&values),
                        b"endbfrange" => res.ranges(&values),
                        b"endcodespacerange" => res.is_narrow = values.iter().filter_map(code).all(|it| it.1 == 1),
                        _ => (),
                    }
                    values.clear();
                }
            }
        }
        res
    }

    fn chars(&mut self, values: &[Object]) {
        for pair in values.chunks_exact(2) {
            if let (Some((code, _)), Object::Text(text)) = (code(&pair[0]), &pair[1]) {
                self.single.insert(code, utf16(text));
            }
        }
    }

    fn ranges(&mut self, values: &[Object]) {
        for triple in values.chunks_exact(3) {
            let (Some((first, _)), Some((last, _))) = (code(&triple[0]), code(&triple[1])) else { continue };
            match &triple[2] {
                Object::Array(all) => {
                    for (code, text) in (first..=last).zip(all) {
                        if let Object::Text(text) = text
                            && self.single.len() < MAX_ENTRIES
                        {
                            self.single.insert(code, utf16(text));
                        }
                    }
                }
                Object::Text(text) => match utf16(text).first() {
                    Some(start) if text.len() <= 4 => self.ranges.push((first, last, u32::from(start))),
                    _ => drop(self.single.insert(first, utf16(text))),
                },
                _ => (),
            }
        }
        self.ranges.sort_unstable();
    }

    fn get(&self, code: u32) -> Option<Letter<'_>> {
        match self.single.get(&code) {
            Some(Letters::One(c)) => return Some(Letter::One(*c)),
            Some(Letters::Many(text)) => return Some(Letter::Many(text)),
            None => {}
        }
        let before = self.ranges.partition_point(|it| it.0 <= code);
        let (first, last, start) = self.ranges[..before].last()?;
        if code > *last {
            return None;
        }
        char::from_u32(start.saturating_add(code - first)).map(Letter::One)
    }
}

/// A code and how many bytes it has.
fn code(object: &Object) -> Option<(u32, usize)> {
    let Object::Text(text) = object else { return None };
    (text.len() <= 4).then(|| (text.iter().fold(0_u32, |res, it| res << 8 | u32::from(*it)), text.len()))
}

/// The text of a code: nearly always one letter.
enum Letters {
    One(char),
    Many(Box<str>),
}

impl Letters {
    fn first(&self) -> Option<char> {
        match self {
            Letters::One(c) => Some(*c),
            Letters::Many(text) => text.chars().next(),
        }
    }
}

fn utf16(bytes: &[u8]) -> Letters {
    let units = bytes.chunks(2).take(16).map(|it| it.iter().fold(0_u16, |res, byte| res << 8 | u16::from(*byte)));
    let mut letters = char::decode_utf16(units).map(|it| it.unwrap_or(UNKNOWN)).peekable();
    match (letters.next(), letters.peek()) {
        (Some(c), None) => Letters::One(c),
        (first, _) => Letters::Many(first.into_iter().chain(letters).collect()),
    }
}
