//! Cells: their head, and their numbers as people see them.

use std::collections::BTreeMap;

use super::marks::{self, Mark};
use super::text;
use crate::formats::workbook::MAX_COLUMNS;

/// What the head of each column and the cell to the left say of a number.
#[derive(Default)]
pub(super) struct Heads {
    columns: BTreeMap<usize, Mark>,
    left: Option<Mark>,
}

impl Heads {
    pub(super) fn new_row(&mut self) {
        self.left = None;
    }

    /// What stands beside or above a cell.
    pub(super) fn outside(&self, column: usize) -> Option<Mark> {
        self.left.or_else(|| self.columns.get(&column).copied())
    }

    /// Takes note of what is written in a cell, for those right of it and below.
    pub(super) fn note(&mut self, column: usize, cell: &str) {
        // A number says nothing of another.
        if !cell.chars().any(|it| text::is_letter(it) && !it.is_ascii_digit() && !('๐'..='๙').contains(&it)) {
            return;
        }
        let mark = marks::before(cell).map(|it| it.mark);
        self.left = mark;
        match mark {
            Some(mark) if column < MAX_COLUMNS => drop(self.columns.insert(column, mark)),
            // Other words end what an account's head said; a person's stays, to be on the safe side.
            None if self.columns.get(&column) == Some(&Mark::Other) => drop(self.columns.remove(&column)),
            _ => (),
        }
    }
}

/// A cell's number as people see it: `1.23456789012E+12` are thirteen digits.
pub(super) fn number(value: &str) -> Option<String> {
    let number: f64 = value.trim().parse().ok()?;
    let is_whole = number.fract().abs() < f64::EPSILON;
    (is_whole && (1e12..1e13).contains(&number)).then(|| format!("{number:.0}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_digits() {
        assert_eq!(number("1.23456789012E+12").as_deref(), Some("1234567890120"));
        assert_eq!(number("1234567890123").as_deref(), Some("1234567890123"));
        assert_eq!((number("1234567890123.5"), number("12"), number("x"), number("NaN")), (None, None, None, None));
    }
}
