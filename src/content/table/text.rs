//! The cells of a CSV file.

use super::grid::{At, Cell, Grid, MAX_CELLS, Raw, Row};
use crate::formats::delimited::{delimiter, fields};

/// Reads the fields of a text.
pub(super) fn read(text: &str) -> Grid {
    let (mut grid, mut row, mut start, mut n) = (Grid::default(), Row::default(), 0, 0);
    for field in fields(text, delimiter(text)) {
        let is_blank = text[field.range.clone()].trim().is_empty();
        // A row with more cells is not kept anyway; of one that is only counted a single cell is enough.
        let room = if grid.is_full() { 1 } else { MAX_CELLS + 1 };
        if !is_blank && row.cells.len() < room {
            row.cells.insert(n, Cell { raw: Raw::of_words(field.words(text).into_owned()), at: At::Bytes(field.range.clone()) });
        }
        n += 1;
        if field.ends_row {
            let at = At::Bytes(start..field.range.end);
            grid.push(Row { n_fields: Some(n), at, ..std::mem::take(&mut row) });
            (start, n) = (field.next, 0);
        }
    }
    grid
}
