//! Scores as drawings: x in per cent, y in pixels, so that text keeps its size on a phone. Each stands beside a table.

use std::fmt::Write as _;

use crate::text::html::escape;

/// The axis of the drawings: from a score to 100, with the lines of the grades.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// Score at the left end.
    pub from: f64,
    /// Lines of the two best grades, rising.
    pub lines: Vec<f64>,
}

impl Axis {
    /// An axis that holds all scores; it starts at 80 unless one is lower.
    #[must_use]
    pub(super) fn of(scores: impl Iterator<Item = f64>, lines: Vec<f64>) -> Axis {
        let lowest = scores.fold(85.0, f64::min);
        let from = if lowest >= 82.0 { 80.0 } else { ((lowest - 5.0) / 10.0).floor().max(0.0) * 10.0 };
        Axis { from, lines: lines.into_iter().filter(|it| *it > from).collect() }
    }

    fn percent(&self, score: f64) -> String {
        short((score - self.from) / (100.0 - self.from) * 100.0)
    }

    /// The names of the grades above their zones and the numbers below.
    #[must_use]
    pub(super) fn scale(&self, names: &[&str]) -> String {
        let mut res = String::from("<svg width=\"100%\" height=\"52\" aria-hidden=\"true\">");
        for (n, line) in self.lines.iter().enumerate() {
            let end = self.lines.get(n + 1).copied().unwrap_or(100.0);
            if let Some(name) = names.get(n) {
                let _ = write!(
                    res,
                    "<text x=\"{}%\" y=\"18\" class=\"middle\">{}</text>",
                    self.percent(f64::midpoint(*line, end)),
                    escape(name)
                );
            }
        }
        let _ = write!(res, "<text x=\"0\" y=\"43\" class=\"tick\">{}</text>", short(self.from));
        for line in &self.lines {
            let _ = write!(res, "<text x=\"{}%\" y=\"43\" class=\"tick middle\">{}</text>", self.percent(*line), short(*line));
        }
        res.push_str("<text x=\"100%\" y=\"43\" class=\"tick end\">100</text></svg>");
        res
    }

    /// The scores of one tool as dots on a line; several are joined, those under the best grade's line are hollow.
    #[must_use]
    pub(super) fn track(&self, scores: &[f64], radius: u8) -> String {
        let mut res = String::from("<svg class=\"track\" width=\"100%\" height=\"44\" aria-hidden=\"true\">");
        for (n, line) in self.lines.iter().enumerate() {
            let end = self.lines.get(n + 1).copied().unwrap_or(100.0);
            let width = short((end - line) / (100.0 - self.from) * 100.0);
            let class = if n + 1 == self.lines.len() { "best" } else { "zone" };
            let _ = write!(res, "<rect class=\"{class}\" x=\"{}%\" width=\"{width}%\" height=\"44\"/>", self.percent(*line));
        }
        res.push_str("<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"22\" y2=\"22\"/>");
        for line in &self.lines {
            let x = self.percent(*line);
            let _ = write!(res, "<line class=\"limit\" x1=\"{x}%\" x2=\"{x}%\" y1=\"0\" y2=\"44\"/>");
        }
        let (low, high) = scores.iter().fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(*it), high.max(*it)));
        if low < high {
            let _ = write!(res, "<line class=\"span\" x1=\"{}%\" x2=\"{}%\" y1=\"22\" y2=\"22\"/>", self.percent(low), self.percent(high));
        }
        let target = self.lines.last().copied().unwrap_or(0.0);
        for score in scores {
            let class = if *score < target { "dot low" } else { "dot" };
            let _ = write!(res, "<circle class=\"{class}\" cx=\"{}%\" cy=\"22\" r=\"{radius}\"/>", self.percent(*score));
        }
        res.push_str("</svg>");
        res
    }
}

/// At most two decimals, none that are zero.
pub(super) fn short(number: f64) -> String {
    let res = format!("{number:.2}");
    res.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_holds_every_score() {
        let axis = Axis::of([99.73, 89.28].into_iter(), vec![85.0, 95.0]);
        assert_eq!((short(axis.from).as_str(), axis.percent(85.0).as_str(), axis.percent(89.28).as_str()), ("80", "25", "46.4"));
        assert_eq!(short(Axis::of([61.0].into_iter(), vec![85.0, 95.0]).from), "50");
        assert_eq!(short(Axis::of([3.0].into_iter(), vec![85.0, 95.0]).from), "0");
        assert!(axis.track(&[97.11, 89.28], 8).contains("class=\"dot low\" cx=\"46.4%\""));
    }
}
