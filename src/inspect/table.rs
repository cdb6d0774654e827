//! Searches tables in text, field by field.

use memchr::memchr_iter;

use super::finds::Finds;
use super::national_id::Lenient;
use super::sheet::Heads;
use crate::formats::delimited::{delimiter, fields};

/// Searches every field; the head of its column and the field before say what a number is.
pub(super) fn read(text: &str, finds: &mut Finds, place: impl Fn(usize) -> String) {
    let (mut heads, mut column, mut line, mut at) = (Heads::default(), 0, 1, 0);
    for field in fields(text, delimiter(text)) {
        if finds.is_full() {
            return;
        }
        let written = &text[field.range.clone()];
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
