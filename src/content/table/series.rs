//! Which columns of a table can be added up, and which can be drawn.

use super::value::Value;
use super::{Column, Kind, Table};
use crate::text::date::is_month;
use crate::text::digits::to_arabic;

/// Columns that are drawn side by side.
const MAX_DRAWN: usize = 3;
/// Parts of names whose numbers say nothing when they are added up.
const NOT_ADDED: [&str; 21] = [
    "ร้อยละ",
    "เปอร์เซ็นต์",
    "%",
    "เฉลี่ย",
    "สะสม",
    "อัตรา",
    "สัดส่วน",
    "คะแนน",
    "ระดับ",
    "คงเหลือ",
    "ต่อหน่วย",
    "ต่อคน",
    "ระยะเวลา",
    "average",
    "mean",
    "percent",
    "rate",
    "per ",
    "score",
    "balance",
    "cumulative",
];
/// Parts of names of columns that are the sum of others.
const SUMS: [&str; 3] = ["รวม", "ทั้งหมด", "total"];

/// What can be drawn of a table: numbers by the names of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The column with the names of the rows.
    pub names: usize,
    /// The columns with the numbers; they have one unit.
    pub numbers: Vec<usize>,
    /// Whether the rows follow one another in time.
    pub is_time: bool,
}

impl Table {
    /// The column, among those that are shown, whose cells name the rows.
    #[must_use]
    pub fn names(&self) -> Option<usize> {
        let first = |fits: fn(Kind) -> bool| self.shown.iter().copied().find(|it| fits(self.columns[*it].kind));
        first(|it| matches!(it, Kind::Text | Kind::Date)).or_else(|| first(|it| it == Kind::Code))
    }

    /// What can be drawn: the column that sums up others, or else up to three that have one unit. Nothing of a table that is cut.
    #[must_use]
    pub fn series(&self) -> Option<Series> {
        let names = self.names().filter(|_| !self.is_cut())?;
        let numbers: Vec<usize> = self.shown.iter().copied().filter(|it| self.columns[*it].kind == Kind::Number).collect();
        let first = *numbers.first()?;
        let measure = |it: usize| (self.columns[it].unit(), self.columns[it].is_added());
        let numbers = match numbers.iter().find(|it| self.columns[**it].is_sum()) {
            Some(sum) => vec![*sum],
            None => numbers.into_iter().filter(|it| measure(*it) == measure(first)).take(MAX_DRAWN).collect(),
        };
        let n_drawn = self.rows.iter().filter(|row| numbers.iter().any(|it| row[*it].number().is_some())).count();
        (n_drawn > 1).then(|| Series {
            names,
            numbers,
            is_time: self.rows.iter().all(|row| is_time(&row[names], self.columns[names].kind)),
        })
    }

    /// The sum of a column that can plainly be added up: amounts, and one in each row.
    #[must_use]
    pub fn sum(&self, column: usize) -> Option<f64> {
        let is_plain = self.columns[column].is_added() && !self.is_cut();
        let numbers: Option<Vec<f64>> = self.rows.iter().map(|row| row[column].number().map(|it| it.value)).collect();
        Some(numbers.filter(|_| is_plain)?.iter().sum())
    }

    /// Whether some rows are sums of others, which must not be counted twice.
    #[must_use]
    pub fn has_subtotals(&self) -> bool {
        let names = self.names();
        names.is_some_and(|it| self.rows.iter().any(|row| matches!(&row[it], Value::Text(text) if super::build::is_total(text))))
    }
}

impl Column {
    /// Whether it holds amounts, by its kind and its name. `(1–5)` is a scale.
    fn is_added(&self) -> bool {
        let name = to_arabic(&self.name).to_lowercase();
        let is_scale = |inside: &str| {
            let ends = inside.split_once(['-', '–']).map(|(from, to)| [from, to].map(str::trim));
            ends.is_some_and(|it| it.iter().all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit())))
        };
        let names_amounts = !NOT_ADDED.iter().any(|it| name.contains(it)) && !name.split(['(', ')']).any(is_scale);
        self.kind == Kind::Number && !self.is_percent && names_amounts
    }

    /// Whether it is the sum of others, by its name.
    fn is_sum(&self) -> bool {
        let name = self.name.to_lowercase();
        self.is_added() && SUMS.iter().any(|it| name.contains(it))
    }
}

fn is_time(value: &Value, kind: Kind) -> bool {
    match value {
        Value::Date(_) => true,
        Value::Text(text) if kind == Kind::Code => super::is_year(text),
        Value::Text(text) => is_month(text) || text.starts_with("ไตรมาส"),
        Value::None | Value::Number(_) => false,
    }
}
