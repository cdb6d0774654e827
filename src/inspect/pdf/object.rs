//! The objects of a PDF as they are written: numbers, names, strings, arrays, dictionaries.

use memchr::{memchr, memchr3};

/// A value. Streams are a dictionary whose bytes the file knows.
#[derive(Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    Name(Box<[u8]>),
    Text(Box<[u8]>),
    Array(Vec<Object>),
    Dict(Dict),
    /// The object of this number.
    Ref(u32),
}

/// Keys with their values. A key that comes twice counts as written last.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Dict(pub(super) Vec<(Box<[u8]>, Object)>);

impl Dict {
    pub(super) fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().rev().find(|it| *it.0 == *key.as_bytes()).map(|it| &it.1)
    }

    pub(super) fn is(&self, key: &str, name: &str) -> bool {
        matches!(self.get(key), Some(Object::Name(it)) if **it == *name.as_bytes())
    }
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Object::Number(it) = self { Some(*it) } else { None }
    }

    /// A number that counts something.
    pub(super) fn count(&self) -> Option<usize> {
        let number = self.number()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just looked: whole and in range")]
        (0.0..=4e9).contains(&number).then_some(number as usize)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Object::Name(it) = self { Some(it) } else { None }
    }

    pub(super) fn dict(&self) -> Option<&Dict> {
        if let Object::Dict(it) = self { Some(it) } else { None }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        if let Object::Array(it) = self { Some(it) } else { None }
    }
}

/// What stands next.
pub(super) enum Token {
    Object(Object),
    /// An operator, `obj`, `stream`, `R`, …
    Word(Box<[u8]>),
    End,
}

/// Arrays and dictionaries within each other.
const MAX_DEPTH: usize = 48;
/// Values in one object: more than any page has, and few enough to hold.
const MAX_VALUES: usize = 400_000;

/// Bytes of a name and of a string; the rest is passed over. A string of content is not longer than its stream.
const MAX_NAME: usize = 1024;
const MAX_STRING: usize = 16 * 1024 * 1024;

/// Reads values from bytes, one after another.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    /// Values read in the object at hand, and in all.
    values: usize,
    pub(super) all_values: usize,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at: at.min(bytes.len()), values: 0, all_values: 0 }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.at += self.rest().iter().take_while(|it| !matches!(it, b'\n' | b'\r')).count(),
                _ if is_blank(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    /// The next value, with `1 0 R` taken as one; none at anything that is no value.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.value(0)
    }

    fn value(&mut self, depth: usize) -> Option<Object> {
        self.values += 1;
        self.all_values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return None;
        }
        match self.token(depth)? {
            Token::Object(Object::Number(number)) => Some(self.reference(number).unwrap_or(Object::Number(number))),
            Token::Object(object) => Some(object),
            Token::Word(word) => match &*word {
                b"null" => Some(Object::Null),
                b"true" => Some(Object::Number(1.0)),
                b"false" => Some(Object::Number(0.0)),
                _ => None,
            },
            Token::End => None,
        }
    }

    /// `0 R` behind a whole number.
    fn reference(&mut self, number: f64) -> Option<Object> {
        let rest = self.rest();
        let blanks = rest.iter().take_while(|it| is_blank(**it)).count();
        let digits = rest[blanks..].iter().take(6).take_while(|it| it.is_ascii_digit()).count();
        if blanks == 0 || digits == 0 || number < 0.0 || number.fract() != 0.0 {
            return None;
        }
        let tail = &rest[blanks + digits..];
        let more = tail.iter().take_while(|it| is_blank(**it)).count();
        if more == 0 || tail.get(more) != Some(&b'R') || tail.get(more + 1).is_some_and(|it| is_regular(*it)) {
            return None;
        }
        self.at += blanks + digits + more + 1;
        let number = Object::Number(number).count()?;
        Some(Object::Ref(u32::try_from(number).ok()?))
    }

    /// The next token of a content stream.
    pub(super) fn next(&mut self) -> Token {
        self.values = 0;
        loop {
            let before = self.at;
            match self.token(0) {
                Some(token) => return token,
                // Something unreadable: on with the next byte.
                None if self.at <= before => self.at = before + 1,
                None => (),
            }
        }
    }

    fn token(&mut self, depth: usize) -> Option<Token> {
        self.skip_blanks();
        let Some(byte) = self.peek() else { return Some(Token::End) };
        let object = match byte {
            b'/' => self.name(),
            b'(' => self.literal(),
            b'<' if self.rest().starts_with(b"<<") => return self.dict(depth).map(|it| Token::Object(Object::Dict(it))),
            b'<' => self.hex(),
            b'[' => return self.array(depth).map(|it| Token::Object(Object::Array(it))),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            _ if is_regular(byte) => {
                let length = self.rest().iter().take_while(|it| is_regular(**it)).count();
                let word = self.rest()[..length.min(MAX_NAME)].into();
                self.at += length;
                return Some(Token::Word(word));
            }
            _ => return None,
        };
        Some(Token::Object(object))
    }

    fn number(&mut self) -> Object {
        let length = self.rest().iter().take_while(|it| matches!(it, b'+' | b'-' | b'.' | b'0'..=b'9')).count();
        let text = std::str::from_utf8(&self.rest()[..length.min(32)]).unwrap_or_default();
        self.at += length;
        // "--5" and "5-3" are written by some; readers take what they can.
        let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
        let text = text.trim_start_matches(['+', '-']);
        let text = text.split(['+', '-']).next().unwrap_or_default();
        Object::Number(sign * text.parse::<f64>().unwrap_or(0.0))
    }

    fn name(&mut self) -> Object {
        self.at += 1;
        let length = self.rest().iter().take_while(|it| is_regular(**it)).count();
        let raw = &self.rest()[..length.min(MAX_NAME)];
        self.at += length;
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            let hex = (raw[at] == b'#').then(|| Some(hex_digit(*raw.get(at + 1)?)? * 16 + hex_digit(*raw.get(at + 2)?)?)).flatten();
            name.push(hex.unwrap_or(raw[at]));
            at += if hex.is_some() { 3 } else { 1 };
        }
        Object::Name(name.into())
    }

    fn literal(&mut self) -> Object {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 0_usize);
        while let Some(byte) = self.peek() {
            if text.len() < MAX_STRING {
                let plain = memchr3(b'(', b')', b'\\', self.rest()).unwrap_or(self.rest().len()).min(MAX_STRING - text.len());
                if plain > 0 {
                    text.extend_from_slice(&self.rest()[..plain]);
                    self.at += plain;
                    continue;
                }
            }
            self.at += 1;
            match byte {
                b')' if depth == 0 => break,
                _ if text.len() >= MAX_STRING => (),
                b'\\' => self.escape(&mut text),
                b'(' => {
                    depth += 1;
                    text.push(byte);
                }
                b')' => {
                    depth -= 1;
                    text.push(byte);
                }
                _ => text.push(byte),
            }
        }
        Object::Text(text.into())
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' if self.peek() == Some(b'\n') => self.at += 1,
            b'\n' | b'\r' => (),
            b'0'..=b'7' => {
                let more = self.rest().iter().take(2).take_while(|it| matches!(it, b'0'..=b'7')).count();
                let digits = &self.bytes[self.at - 1..self.at + more];
                let code = digits.iter().fold(0_u32, |res, it| res * 8 + u32::from(it - b'0'));
                self.at += more;
                text.push(u8::try_from(code & 0xFF).unwrap_or(0));
            }
            _ => text.push(byte),
        }
    }

    fn hex(&mut self) -> Object {
        self.at += 1;
        let length = memchr(b'>', self.rest()).unwrap_or(self.rest().len());
        let digits = &self.rest()[..length.min(MAX_STRING)];
        self.at = (self.at + length + 1).min(self.bytes.len());
        let mut text = Vec::with_capacity(digits.len().div_ceil(2));
        let mut high = None;
        for digit in digits.iter().filter_map(|it| hex_digit(*it)) {
            match high.take() {
                Some(high) => text.push(high * 16 + digit),
                None => high = Some(digit),
            }
        }
        text.extend(high.map(|it| it * 16));
        Object::Text(text.into())
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Object>> {
        self.at += 1;
        let mut res = Vec::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                None => return Some(res),
                Some(b']') => {
                    self.at += 1;
                    return Some(res);
                }
                Some(_) => res.push(self.value(depth + 1)?),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Dict> {
        self.at += 2;
        let mut res = Dict::default();
        loop {
            self.skip_blanks();
            match self.peek() {
                Some(b'>') => {
                    self.at = (self.at + 2).min(self.bytes.len());
                    return Some(res);
                }
                Some(b'/') => {
                    let Object::Name(key) = self.name() else { return None };
                    // A key without a value, as broken writers leave it.
                    self.skip_blanks();
                    let value =
                        if self.peek() == Some(b'>') && !self.rest().starts_with(b">>>") { Object::Null } else { self.value(depth + 1)? };
                    res.0.push((key, value));
                }
                _ => return None,
            }
        }
    }
}

pub(super) fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|it| u8::try_from(it).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_they_are_written() {
        let bytes = b"<< /A#42 (a\\(b\\051\\)c) /K [1 0 R -2.5 <4142 4> true null] /D <</E 5>> >>";
        let Some(Object::Dict(dict)) = Lexer::new(bytes, 0).object() else { panic!("a dictionary") };
        assert!(dict.get("AB") == Some(&Object::Text(b"a(b))c"[..].into())));
        let array = dict.get("K").and_then(Object::array).expect("an array");
        assert!(array[0] == Object::Ref(1) && array[1] == Object::Number(-2.5) && array[2] == Object::Text(b"AB@"[..].into()));
        assert_eq!(dict.get("D").and_then(Object::dict).and_then(|it| it.get("E")).and_then(Object::count), Some(5));
    }

    #[test]
    fn nesting_ends() {
        assert!(Lexer::new(&b"[".repeat(100_000), 0).object().is_none());
        assert!(Lexer::new(&b"<</A".repeat(100_000), 0).object().is_none());
        assert!(Lexer::new(&b"(".repeat(100_000), 0).object().is_some());
    }
}
