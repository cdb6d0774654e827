//! What stands in a cell: nothing, a number, a day, words.

use crate::text::date::Date;
use crate::text::digits::to_arabic;

/// Digits that a number may have; a longer one names something, as a contract or an account.
const MAX_DIGITS: usize = 15;
/// Decimals that are kept of a number whose cell does not say how many it shows.
const KEPT: i32 = 10;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, or a dash.
    None,
    /// Words.
    Text(String),
    /// A number.
    Number(Number),
    /// A day.
    Date(Date),
}

/// A number and how it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value; of `93.4%` it is 93.4.
    pub value: f64,
    /// Decimals it is written with.
    pub decimals: usize,
    /// Whether a per cent sign belongs to it.
    pub is_percent: bool,
}

impl Value {
    /// Reads what people write in a cell: `1,234.50`, `๑๒`, `(500)`, `93.4%`, `18 เม.ย. 2568`, `-`.
    #[must_use]
    pub fn of(words: &str) -> Value {
        let words = words.trim();
        match words {
            "" | "-" | "–" | "—" | "−" => Value::None,
            _ => Number::parse(words)
                .map(Value::Number)
                .or_else(|| Date::parse(words).map(Value::Date))
                .unwrap_or_else(|| Value::Text(words.to_owned())),
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    /// As data: numbers plain, days in ISO 8601, nothing as nothing.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Value::None => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.plain(),
            Value::Date(date) => date.iso(),
        }
    }
}

impl Number {
    /// A number whose cell does not say how many decimals it shows.
    #[must_use]
    pub fn general(value: f64) -> Number {
        let value = rounded(value, KEPT);
        let decimals = value.to_string().split_once('.').map_or(0, |(_, rest)| rest.len());
        Number { value, decimals, is_percent: false }
    }

    fn parse(words: &str) -> Option<Number> {
        let words = to_arabic(words);
        let (words, is_percent) = words.strip_suffix('%').map_or((&*words, false), |it| (it.trim_end(), true));
        let in_brackets = words.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
        let minus = words.strip_prefix(['-', '−']);
        let digits = in_brackets.or(minus).unwrap_or(words).trim();
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_fine = is_whole(whole) && (decimals.bytes().all(|it| it.is_ascii_digit())) && !digits.ends_with('.');
        let plain = digits.replace(',', "");
        if !is_fine || plain.len() > MAX_DIGITS + 1 {
            return None;
        }
        let value: f64 = plain.parse().ok()?;
        let is_negative = value != 0.0 && (in_brackets.is_some() || minus.is_some());
        Some(Number { value: if is_negative { -value } else { value }, decimals: decimals.len(), is_percent })
    }

    /// With a point, without anything else: `1234.5`.
    #[must_use]
    pub fn plain(self) -> String {
        rounded(self.value, KEPT).to_string()
    }

    /// With so many decimals: `1234.50`.
    #[must_use]
    pub fn with_decimals(self, decimals: usize) -> String {
        with_decimals(self.value, decimals)
    }
}

/// A number with so many decimals.
#[must_use]
pub fn with_decimals(value: f64, decimals: usize) -> String {
    format!("{:.decimals$}", rounded(value, i32::try_from(decimals).unwrap_or(KEPT)))
}

/// To so many decimals, as far as a float has them: halves up, though 93.195 is a little less in binary. Never minus nothing.
fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = (0..decimals).map(|it| 10_f64.powi(it + 1)).take_while(|it| value.abs() * it < 1e15).last().unwrap_or(1.0);
    (value * scale + 1e-7_f64.copysign(value)).round() / scale + 0.0
}

/// Digits, or digits in groups of three: `1,234`. A zero in front is that of a code or a telephone number.
fn is_whole(digits: &str) -> bool {
    let mut groups = digits.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = digits.contains(',');
    let starts = !first.is_empty() && (!first.starts_with('0') || first == "0" && !is_grouped) && (!is_grouped || first.len() <= 3);
    starts && first.bytes().all(|it| it.is_ascii_digit()) && groups.all(|it| it.len() == 3 && it.bytes().all(|it| it.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (words, value, decimals, is_percent) in [
            ("0", 0.0, 0, false),
            (" 1,234.50 ", 1234.5, 2, false),
            ("1234567", 1_234_567.0, 0, false),
            ("๑,๒๓๔", 1234.0, 0, false),
            ("-5", -5.0, 0, false),
            ("−5.5", -5.5, 1, false),
            ("(1,000.00)", -1000.0, 2, false),
            ("(0)", 0.0, 0, false),
            ("93.4%", 93.4, 1, true),
            ("93 %", 93.0, 0, true),
            ("0.5", 0.5, 1, false),
            ("2568", 2568.0, 0, false),
        ] {
            assert_eq!(Value::of(words), Value::Number(Number { value, decimals, is_percent }), "{words}");
        }
    }

    #[test]
    fn what_names_something_is_no_number() {
        for words in [
            "034702840",
            "081-2345678",
            "007",
            "1/2568",
            "12 คน",
            "1,23",
            "12,3456",
            ",5",
            "5,",
            "5.",
            "1.2.3",
            "0,123",
            "+66812345678",
            "12345678901234567",
            "1E5",
            "฿5",
            "%",
            "()",
        ] {
            assert_eq!(Value::of(words), Value::Text(words.to_owned()), "{words}");
        }
    }

    #[test]
    fn days_and_nothing_are_read() {
        let day = Date::new(2025, 4, 18).expect("a day");
        for words in ["18 เม.ย. 2568", "18/4/2568", "๑๘ เมษายน ๒๕๖๘", "2025-04-18"] {
            assert_eq!(Value::of(words), Value::Date(day), "{words}");
        }
        for words in ["", "  ", "-", " – ", "\u{A0}"] {
            assert_eq!(Value::of(words), Value::None, "{words:?}");
        }
        assert_eq!(Value::of("ต.ค. 2567"), Value::Text("ต.ค. 2567".into()));
    }

    #[test]
    fn numbers_are_written_without_noise() {
        for (value, plain, decimals) in
            [(0.934 * 100.0, "93.4", 1), (1e15, "1000000000000000", 0), (0.1 + 0.2, "0.3", 1), (1.0 / 3.0, "0.3333333333", 10)]
        {
            let number = Number::general(value);
            assert_eq!((number.plain().as_str(), number.decimals), (plain, decimals));
        }
        assert_eq!(
            (with_decimals(93.195, 2).as_str(), with_decimals(-0.001, 2).as_str(), with_decimals(-2.5, 0).as_str()),
            ("93.20", "0.00", "-3")
        );
    }
}
