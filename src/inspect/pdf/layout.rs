//! From pieces of text that stand somewhere on a page to lines.

/// Text that stands together: where it begins and ends along its line, and how far the line is across.
#[derive(Clone)]
pub(super) struct Piece {
    /// Direction of writing in degrees.
    pub(super) angle: i32,
    pub(super) across: f64,
    pub(super) start: f64,
    pub(super) end: f64,
    /// Height of the letters.
    pub(super) size: f64,
    pub(super) text: String,
}

/// Pieces on one line, in heights of a letter.
const SAME_LINE: f64 = 0.4;
/// Gaps, in heights of a letter: from here on a blank, two, another column.
const BLANK: f64 = 0.2;
const WIDE: f64 = 0.75;
const COLUMN: f64 = 1.6;
/// How far a piece may reach into the one before.
const OVERLAP: f64 = 0.5;

/// The text in the order in which it was written.
pub(super) fn as_written(pieces: &[Piece]) -> String {
    join(pieces.iter())
}

/// The text in the order in which it stands: lines from the top, each from its beginning. Text struck twice counts once.
pub(super) fn as_seen(pieces: &[Piece]) -> String {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by(|a, b| a.angle.cmp(&b.angle).then(b.across.total_cmp(&a.across)));
    let mut res: Vec<&Piece> = Vec::with_capacity(sorted.len());
    let mut rest = &sorted[..];
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|it| is_on_line(first, it)).count().max(1);
        let mut line = rest[..length].to_vec();
        line.sort_by(|a, b| a.start.total_cmp(&b.start));
        line.dedup_by(|b, a| a.text == b.text && (a.start - b.start).abs() < OVERLAP * a.size);
        res.extend(line);
        rest = &rest[length..];
    }
    join(res.into_iter())
}

fn is_on_line(a: &Piece, b: &Piece) -> bool {
    a.angle == b.angle && (a.across - b.across).abs() < SAME_LINE * a.size.max(b.size)
}

fn join<'a>(pieces: impl Iterator<Item = &'a Piece>) -> String {
    let mut res = String::new();
    let mut before: Option<&Piece> = None;
    for piece in pieces {
        if let Some(before) = before {
            let gap = (piece.start - before.end) / piece.size.max(before.size).max(f64::MIN_POSITIVE);
            res.push_str(match gap {
                _ if !is_on_line(before, piece) => "\n",
                _ if !(-OVERLAP..=COLUMN).contains(&gap) => "\t",
                _ if gap > WIDE => "  ",
                _ if gap > BLANK => " ",
                _ => "",
            });
        }
        res.push_str(&piece.text);
        before = Some(piece);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: f64, across: f64, text: &str) -> Piece {
        let n_letters = f64::from(u8::try_from(text.len()).expect("short"));
        Piece { angle: 0, across, start, end: start + 5.0 * n_letters, size: 10.0, text: text.to_owned() }
    }

    #[test]
    fn gaps_become_blanks_and_lines_line_ends() {
        let pieces =
            [piece(0.0, 90.0, "b"), piece(0.0, 100.0, "11"), piece(10.5, 100.0, "22"), piece(24.0, 101.0, "3"), piece(60.0, 100.0, "4")];
        assert_eq!(as_written(&pieces), "b\n1122 3\t4");
        assert_eq!(as_seen(&pieces), "1122 3\t4\nb");
        let struck_twice = [piece(0.0, 0.0, "1"), piece(0.3, 0.0, "1"), piece(5.0, 0.0, "2"), piece(5.3, 0.0, "2")];
        assert_eq!(as_seen(&struck_twice), "12");
    }
}
