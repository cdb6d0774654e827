//! Tables in text: fields one after another, without holding a row.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

/// Signs that may part fields.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// What parts the fields of a text, by the first line that has any of them.
#[must_use]
pub fn delimiter(text: &str) -> u8 {
    let count = |line: &str, sign: u8| memchr_iter(sign, line.as_bytes()).count();
    let line = text.lines().find(|line| DELIMITERS.iter().any(|it| count(line, *it) > 0)).unwrap_or_default();
    DELIMITERS.into_iter().max_by_key(|it| (count(line, *it), *it == b',')).unwrap_or(b',')
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its bytes in the text, without the quotes around it.
    pub range: Range<usize>,
    /// Where the next one begins.
    pub next: usize,
    /// Whether it is the last of its row.
    pub ends_row: bool,
}

impl Field {
    /// Its words: two quotes within a quoted field are one.
    #[must_use]
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let written = &text[self.range.clone()];
        let is_quoted = self.range.start > 0 && text.as_bytes()[self.range.start - 1] == b'"';
        if is_quoted && written.contains("\"\"") { Cow::Owned(written.replace("\"\"", "\"")) } else { Cow::Borrowed(written) }
    }

    fn at(bytes: &[u8], at: usize, delimiter: u8) -> Field {
        let is_quoted = bytes.get(at) == Some(&b'"');
        let start = at + usize::from(is_quoted);
        let mut end = start;
        if is_quoted {
            // Two quotes are one within the field.
            while let Some(found) = memchr::memchr(b'"', &bytes[end..]) {
                end += found;
                if bytes.get(end + 1) != Some(&b'"') {
                    break;
                }
                end += 2;
            }
            if bytes.get(end) != Some(&b'"') {
                end = bytes.len();
            }
        }
        let stop = memchr::memchr3(delimiter, b'\n', b'\r', &bytes[end..]).map_or(bytes.len(), |it| end + it);
        let next = stop + if bytes[stop..].starts_with(b"\r\n") { 2 } else { usize::from(stop < bytes.len()) };
        Field { range: start..if is_quoted { end } else { stop }, next, ends_row: bytes.get(stop) != Some(&delimiter) }
    }
}

/// The fields of a text, in order.
#[must_use]
pub fn fields(text: &str, delimiter: u8) -> Fields<'_> {
    Fields { bytes: text.as_bytes(), delimiter, at: 0, is_open: false }
}

/// Goes through the fields of a text.
#[derive(Debug)]
pub struct Fields<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    at: usize,
    /// Whether a delimiter has just announced one more field.
    is_open: bool,
}

impl Iterator for Fields<'_> {
    type Item = Field;

    fn next(&mut self) -> Option<Field> {
        if self.at >= self.bytes.len() && !self.is_open {
            return None;
        }
        let field = Field::at(self.bytes, self.at, self.delimiter);
        self.at = field.next;
        self.is_open = !field.ends_row;
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_end_where_people_see_them_end() {
        let text = "a,\"b \"\"c\"\",\nd\"x,e\r\n\n;f,\"g";
        let res: Vec<_> = fields(text, b',').map(|it| (it.words(text).into_owned(), it.ends_row)).collect();
        let expected = [("a", false), ("b \"c\",\nd", false), ("e", true), ("", true), (";f", false), ("g", true)];
        assert_eq!(res, expected.map(|(words, ends_row)| (words.to_owned(), ends_row)));
        let count = |text| fields(text, b',').count();
        assert_eq!((count(""), count("a"), count("a,"), count("a,\n"), count("\"a\","), count(",\"")), (0, 1, 2, 2, 2, 2));
    }

    #[test]
    fn the_first_line_with_delimiters_tells_which() {
        for (text, expected) in
            [("a,b;c,d", b','), ("a;b\n1,5;2,5", b';'), ("สถิติ\nเดือน\tจำนวน\n1,000\t2,000", b'\t'), ("a", b','), ("", b',')]
        {
            assert_eq!(delimiter(text), expected, "{text}");
        }
    }
}
