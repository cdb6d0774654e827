//! Tables in text: fields one after another, without holding a row.

use memchr::memchr_iter;

use super::finds::Finds;
use super::national_id::Lenient;
use super::sheet::Heads;

/// Searches every field; the head of its column and the field before say what a number is.
pub(super) fn read(text: &str, finds: &mut Finds, place: impl Fn(usize) -> String) {
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|it| (memchr_iter(*it, first.as_bytes()).count(), *it == b',')).unwrap_or(b',');
    let (mut heads, mut column, mut line, mut at) = (Heads::default(), 0, 1, 0);
    while at < text.len() && !finds.is_full() {
        let field = Field::at(text.as_bytes(), at, delimiter);
        let written = &text[field.start..field.end];
        finds.search(written, Lenient::No, heads.outside(column), || place(line));
        heads.note(column, written);
        line += memchr_iter(b'\n', &text.as_bytes()[at..field.next]).count();
        at = field.next;
        column += 1;
        if field.ends_row {
            heads.new_row();
            column = 0;
        }
    }
}

/// Where a field begins and ends, and where the next one begins.
struct Field {
    start: usize,
    end: usize,
    next: usize,
    ends_row: bool,
}

impl Field {
    fn at(bytes: &[u8], at: usize, delimiter: u8) -> Field {
        let is_quoted = bytes[at] == b'"';
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
        Field { start, end: if is_quoted { end } else { stop }, next, ends_row: bytes.get(stop) != Some(&delimiter) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_end_where_people_see_them_end() {
        let text = "a,\"b \"\"c\"\",\nd\"x,e\r\n\n;f,\"g";
        let (mut at, mut res) = (0, Vec::new());
        while at < text.len() {
            let field = Field::at(text.as_bytes(), at, b',');
            res.push((&text[field.start..field.end], field.ends_row));
            at = field.next;
        }
        assert_eq!(res, [("a", false), ("b \"\"c\"\",\nd", false), ("e", true), ("", true), (";f", false), ("g", true)]);
    }
}
