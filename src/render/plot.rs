//! Tables as drawings: bars for things, lines for times. As in `chart`, x is in per cent and y in pixels, so that text keeps its
//! size on a phone; each stands beside its table. What colour does not tell, shape does: solid, outlined, grey; whole, dashed, dotted.

use std::fmt::Write as _;

use super::chart::short;
use crate::text::html::escape;

/// Bars that are drawn; of a longer table the largest.
const MAX_BARS: usize = 12;
/// Points of a line that are drawn; of a longer table the last.
const MAX_POINTS: usize = 60;
/// Pixels that the narrowest telephone leaves for a drawing.
const NARROWEST: usize = 328;
/// Pixels that a letter takes, at most on average.
const LETTER: usize = 9;
/// Letters of a name that fit on a line of the narrowest telephone.
const MAX_LETTERS: usize = 36;
/// Height of a line of text, and of a bar, with what parts it from the next.
const TEXT: usize = 24;
const BAR: usize = 20;
/// Height of what parts a row of bars from the next.
const GAP: usize = 10;
/// Where the lines of a drawing have their highest and their lowest place, and where the names of their points stand.
const TOP: f64 = 28.0;
const BOTTOM: f64 = 176.0;
const NAMES: usize = 204;

/// What is drawn: a name for each row, and for each series a number or none.
pub(super) struct Plot<'a> {
    /// Of the drawing, for those who do not see it.
    pub title: String,
    /// Id of the title.
    pub id: String,
    /// Names of rows.
    pub names: Vec<String>,
    /// Numbers by series and row.
    pub numbers: Vec<Vec<Option<f64>>>,
    /// A number in words.
    pub show: &'a dyn Fn(f64) -> String,
}

/// How much of a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    All,
    /// So many, the largest first.
    Largest(usize),
    /// So many, up to the last.
    Latest(usize),
}

impl Plot<'_> {
    /// Bars, each under its name with its number at the end.
    pub(super) fn bars(mut self) -> (String, Part) {
        let part = self.keep_largest();
        let all = || self.numbers.iter().flatten().flatten().copied();
        let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
        let span = if high > low { high - low } else { 1.0 };
        let widest = all().map(|it| width(&(self.show)(it))).max().unwrap_or(0);
        let room = 100.0 - f64::from(u32::try_from((widest + 10).min(NARROWEST / 2)).unwrap_or(0)) / 3.28;
        let at = |value: f64| (value - low) / span * room;
        let (mut drawn, mut y) = (String::new(), 0);
        for (row, name) in self.names.iter().enumerate() {
            for line in lines_of(name) {
                let _ = write!(drawn, "<text x=\"0\" y=\"{}\">{}</text>", y + 17, escape(&line));
                y += TEXT;
            }
            for (n, numbers) in self.numbers.iter().enumerate() {
                self.bar(n, numbers[row], y, &at, &mut drawn);
                y += BAR;
            }
            y += GAP;
        }
        (self.start("plot", y) + &drawn + "</svg>", part)
    }

    fn bar(&self, n: usize, value: Option<f64>, y: usize, at: &dyn Fn(f64) -> f64, res: &mut String) {
        let Some(value) = value else {
            let _ = write!(res, "<text class=\"tick\" x=\"0\" y=\"{}\">–</text>", y + 12);
            return;
        };
        let (start, end) = (at(value.min(0.0)), at(value.max(0.0)));
        let (x, width) = (short(start), short(end - start));
        let _ = write!(res, "<rect class=\"bar bar-{}\" x=\"{x}%\" y=\"{y}\" width=\"{width}%\" height=\"14\"/>", n + 1);
        let _ = write!(res, "<text class=\"end\" x=\"100%\" y=\"{}\">{}</text>", y + 13, escape(&(self.show)(value)));
    }

    /// Lines with a point for each number; of a single one the highest and the lowest number are written.
    pub(super) fn lines(mut self) -> (String, Part) {
        let part = self.keep_latest();
        let all = || self.numbers.iter().flatten().flatten().copied();
        let ticks = ticks(all().fold(0.0, f64::min), all().fold(0.0, f64::max), all().all(|it| it.fract() == 0.0));
        let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
        let y = |value: f64| BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP);
        let x = |point: usize| short((count(point) + 0.5) / count(self.names.len()) * 100.0);
        // The numbers of the axis stand in the padding: only there can they have their own width.
        let padding = ticks.iter().map(|it| width(&(self.show)(*it))).max().unwrap_or(0).div_ceil(24).clamp(1, 5);
        let mut res = self.start(&format!("plot pad-{padding}"), NAMES + 12);
        for tick in &ticks {
            let at = short(y(*tick));
            let _ = write!(res, "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{at}\" y2=\"{at}\"/>");
            let _ = write!(res, "<text class=\"tick end\" x=\"-8\" y=\"{}\">{}</text>", short(y(*tick) + 5.0), escape(&(self.show)(*tick)));
        }
        for (n, numbers) in self.numbers.iter().enumerate() {
            line(n, numbers, &x, &y, &mut res);
        }
        if let [numbers] = &self.numbers[..] {
            self.ends(numbers, &x, &y, &mut res);
        }
        self.point_names(NARROWEST.saturating_sub(padding * 24 + 8), &x, &mut res);
        (res + "</svg>", part)
    }

    fn start(&self, class: &str, height: usize) -> String {
        let (id, title) = (escape(&self.id), escape(&self.title));
        format!(
            "<svg class=\"{class}\" width=\"100%\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}\"><title id=\"{id}\">{title}</title>"
        )
    }

    /// The highest and the lowest number of a line.
    fn ends(&self, numbers: &[Option<f64>], x: &dyn Fn(usize) -> String, y: &dyn Fn(f64) -> f64, res: &mut String) {
        let Some(Extremes { high, low }) = Extremes::of(numbers) else { return };
        let above = |value: f64| y(value) - 12.0;
        // Below its point, unless the names of the points stand there.
        let below = |value: f64| if y(value) + 24.0 < BOTTOM { y(value) + 24.0 } else { above(value) };
        let ends = [(high, above(high.1)), (low, below(low.1))];
        for ((point, value), at) in ends.into_iter().take(if high.1 > low.1 { 2 } else { 1 }) {
            // To the left of the first point stand the numbers of the axis.
            let class = if point == 0 { "start" } else { anchor(point, self.names.len()) };
            let _ = write!(res, "<text class=\"{class}\" x=\"{}%\" y=\"{}\">{}</text>", x(point), short(at), escape(&(self.show)(value)));
        }
    }

    /// As many names of points as stand beside one another in some pixels.
    fn point_names(&self, room: usize, x: &dyn Fn(usize) -> String, res: &mut String) {
        let widest = self.names.iter().map(|it| width(&cut(it))).max().unwrap_or(0) + 12;
        let step = (widest * self.names.len()).div_ceil(room.max(1)).max(1);
        for (point, name) in self.names.iter().enumerate().step_by(step) {
            let class = anchor(point, self.names.len());
            let _ = write!(res, "<text class=\"tick {class}\" x=\"{}%\" y=\"{NAMES}\">{}</text>", x(point), escape(&cut(name)));
        }
    }

    fn keep_largest(&mut self) -> Part {
        if self.names.len() <= MAX_BARS {
            return Part::All;
        }
        let mut rows: Vec<usize> = (0..self.names.len()).collect();
        let value = |row: usize| self.numbers[0][row].unwrap_or(f64::MIN);
        rows.sort_by(|a, b| value(*b).total_cmp(&value(*a)));
        rows.truncate(MAX_BARS);
        self.keep(&rows);
        Part::Largest(MAX_BARS)
    }

    fn keep_latest(&mut self) -> Part {
        let Some(first @ 1..) = self.names.len().checked_sub(MAX_POINTS) else { return Part::All };
        self.keep(&(first..self.names.len()).collect::<Vec<_>>());
        Part::Latest(MAX_POINTS)
    }

    fn keep(&mut self, rows: &[usize]) {
        self.names = rows.iter().map(|it| self.names[*it].clone()).collect();
        for numbers in &mut self.numbers {
            *numbers = rows.iter().map(|it| numbers[*it]).collect();
        }
    }
}

/// The stretches and the points of a series; a gap where there is no number.
fn line(n: usize, numbers: &[Option<f64>], x: &dyn Fn(usize) -> String, y: &dyn Fn(f64) -> f64, res: &mut String) {
    for (point, pair) in numbers.windows(2).enumerate() {
        if let [Some(from), Some(to)] = *pair {
            let (x1, x2, y1, y2) = (x(point), x(point + 1), short(y(from)), short(y(to)));
            let _ = write!(res, "<line class=\"line line-{}\" x1=\"{x1}%\" x2=\"{x2}%\" y1=\"{y1}\" y2=\"{y2}\"/>", n + 1);
        }
    }
    for (point, value) in numbers.iter().enumerate() {
        if let Some(value) = value {
            let _ = write!(res, "<circle class=\"point point-{}\" cx=\"{}%\" cy=\"{}\" r=\"5\"/>", n + 1, x(point), short(y(*value)));
        }
    }
}

/// The highest and the lowest of some numbers, with their places; of equal ones the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extremes {
    pub high: (usize, f64),
    pub low: (usize, f64),
}

impl Extremes {
    pub(super) fn of(numbers: &[Option<f64>]) -> Option<Extremes> {
        let mut all = numbers.iter().enumerate().filter_map(|(n, it)| Some((n, (*it)?)));
        let first = all.next()?;
        Some(all.fold(Extremes { high: first, low: first }, |res, it| Extremes {
            high: if it.1 > res.high.1 { it } else { res.high },
            low: if it.1 < res.low.1 { it } else { res.low },
        }))
    }
}

/// What a series looks like in the key of a drawing.
pub(super) fn key(n: usize, is_line: bool) -> String {
    let n = n + 1;
    if is_line {
        format!(
            "<svg width=\"34\" height=\"14\" aria-hidden=\"true\"><line class=\"line line-{n}\" x1=\"0\" x2=\"34\" y1=\"7\" y2=\"7\"/>\
             <circle class=\"point point-{n}\" cx=\"17\" cy=\"7\" r=\"5\"/></svg>"
        )
    } else {
        format!("<svg width=\"14\" height=\"14\" aria-hidden=\"true\"><rect class=\"bar bar-{n}\" width=\"14\" height=\"14\"/></svg>")
    }
}

/// Round numbers from at most the lowest to at least the highest, four or five of them.
fn ticks(low: f64, high: f64, are_whole: bool) -> Vec<f64> {
    let rough = ((high - low) / 4.0).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|it| it * power).into_iter().find(|it| *it >= rough * (1.0 - 1e-9)).unwrap_or(power * 10.0);
    let step = if are_whole { step.max(1.0).ceil() } else { step };
    let (first, last) = ((low / step).floor(), ((high / step) - 1e-9).ceil().max(1.0));
    (0..10).map(|n| first + count(n)).take_while(|it| *it <= last).map(|it| it * step).collect()
}

/// Where the text of a point is held so that it stays inside.
fn anchor(point: usize, n: usize) -> &'static str {
    if point + 1 == n { "end" } else { "middle" }
}

/// Pixels that a text takes: marks above and below letters take none.
fn width(text: &str) -> usize {
    letters(text) * LETTER
}

fn letters(text: &str) -> usize {
    text.chars().filter(|it| !is_mark(*it)).count()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}')
}

/// A name on one or two lines of the narrowest telephone; the whole one stands in the table.
fn lines_of(name: &str) -> Vec<String> {
    let mut spaces = name.rmatch_indices(' ').map(|(at, _)| at);
    match spaces.find(|it| letters(&name[..*it]) <= MAX_LETTERS) {
        Some(space) if letters(name) > MAX_LETTERS => vec![name[..space].to_owned(), cut(name[space..].trim_start())],
        _ => vec![cut(name)],
    }
}

/// A name that fits on a line of the narrowest telephone.
fn cut(name: &str) -> String {
    if letters(name) <= MAX_LETTERS {
        return name.to_owned();
    }
    let mut n = 0;
    let kept = name.chars().take_while(|it| {
        n += usize::from(!is_mark(*it));
        n < MAX_LETTERS
    });
    kept.collect::<String>().trim_end().to_owned() + "…"
}

#[expect(clippy::cast_precision_loss, reason = "rows of a table are few")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(names: &[&str], numbers: Vec<Vec<Option<f64>>>) -> Plot<'static> {
        let names = names.iter().map(|it| (*it).to_owned()).collect();
        Plot { title: "ก <ข>".into(), id: "x".into(), names, numbers, show: &|it| it.to_string() }
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let (svg, part) = plot(&["ก", "ข", "ค"], vec![vec![Some(50.0), Some(100.0), None]]).bars();
        assert_eq!(part, Part::All);
        // Three digits and what parts them from the bar take 37 of 328 pixels.
        for piece in ["width=\"44.36%\"", "width=\"88.72%\"", ">100</text>", ">–</text>", "<title id=\"x\">ก &lt;ข&gt;</title>"] {
            assert!(svg.contains(piece), "{piece}: {svg}");
        }
        let (svg, _) = plot(&["ก", "ข"], vec![vec![Some(-100.0), Some(100.0)]]).bars();
        assert!(svg.contains("x=\"0%\" y=\"24\" width=\"42.99%\"") && svg.contains("x=\"42.99%\" y=\"78\" width=\"42.99%\""), "{svg}");
    }

    #[test]
    fn long_tables_are_cut() {
        let names: Vec<String> = (0..100).map(|it| it.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let numbers = || vec![(0..100_u8).map(|it| Some(f64::from(it))).collect()];
        let (svg, part) = plot(&names, numbers()).bars();
        assert_eq!((part, svg.matches("<rect").count()), (Part::Largest(12), 12));
        assert!(svg.find(">99<") < svg.find(">88<") && !svg.contains(">87<"), "{svg}");
        let (svg, part) = plot(&names, numbers()).lines();
        assert_eq!((part, svg.matches("<circle").count()), (Part::Latest(60), 60));
        assert_eq!((cut("ก").as_str(), cut(&"กี่".repeat(40))), ("ก", "กี่".repeat(35) + "…"));
        let name = format!("{} หมู่ที่ 10", "ก".repeat(34));
        assert_eq!(lines_of(&name), ["ก".repeat(34), "หมู่ที่ 10".to_owned()]);
        assert_eq!(lines_of("ก ข"), ["ก ข"]);
    }

    #[test]
    fn lines_have_a_round_axis_and_names_that_do_not_touch() {
        for (low, high, are_whole, expected) in [
            (0.0, 190_000.0, true, &[0.0, 50_000.0, 100_000.0, 150_000.0, 200_000.0][..]),
            (0.0, 3.0, true, &[0.0, 1.0, 2.0, 3.0]),
            (0.0, 1.0, false, &[0.0, 0.25, 0.5, 0.75, 1.0]),
            (0.0, 0.0, true, &[0.0, 1.0]),
            (-30.0, 50.0, true, &[-40.0, -20.0, 0.0, 20.0, 40.0, 60.0]),
        ] {
            assert_eq!(ticks(low, high, are_whole), expected, "{low} {high}");
        }
        let months = ["ต.ค. 2567", "พ.ย. 2567", "ธ.ค. 2567", "ม.ค. 2568", "ก.พ. 2568", "มี.ค. 2568"];
        let (svg, _) = plot(&months, vec![vec![Some(1.0), None, Some(3.0), Some(2.0), Some(2.0), Some(1.5)]]).lines();
        assert_eq!(svg.matches("class=\"line ").count(), 3, "a gap where there is no number: {svg}");
        assert_eq!(svg.matches("256").count(), 3, "every second month: {svg}");
        assert!(svg.contains(">3</text>") && svg.contains(">1</text>"), "{svg}");
    }

    #[test]
    fn of_equal_numbers_the_first_is_told() {
        let found = Extremes::of(&[None, Some(2.0), Some(1.0), Some(2.0), Some(1.0)]);
        assert_eq!(found, Some(Extremes { high: (1, 2.0), low: (2, 1.0) }));
        assert_eq!(Extremes::of(&[None]), None);
    }
}
