//! Dates of the Thai civil service: Buddhist and common era, fiscal years, halves.
//!
//! Does not ask what day it is.

use std::fmt;

use super::digits::{Digits, to_arabic, to_thai};

/// Years of the Buddhist era are this many ahead of the common era.
const ERA: i32 = 543;

/// Days from 1900-01-01 to 1970-01-01.
const DAYS_1900_TO_1970: i64 = 25_567;

/// Month names, long and short (source: the Royal Society's abbreviations).
const MONTHS: [(&str, &str); 12] = [
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
];

/// English month names, for sites in English.
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day of the calendar, kept in the common era. Orders by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// A day that exists, 1900 to 2300 of the common era.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let fine = (1900..=2300).contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        fine.then_some(Date { year, month, day })
    }

    /// Reads a date as people write it: `2568-04-18`, `2025-04-18`, `18/4/2568`, `18 เม.ย. 2568`, `๑๘ เมษายน พ.ศ. ๒๕๖๘`, `18 เม.ย. 68`.
    ///
    /// A year over 2400 is Buddhist; a year of two digits after a month's name is 25xx.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let text = to_arabic(text.trim());
        if text.is_ascii() { parse_numeric(&text) } else { parse_words(&text) }
    }

    /// What [`Date::parse`] reads, as a regular expression for schemas; leap years are beyond it.
    #[must_use]
    pub fn pattern() -> String {
        let year = "[0-9๐-๙]{4}";
        let forms = [31, 30, 29].into_iter().flat_map(|last| {
            // Of a leap year: February has 29 days in some years.
            let of_length = || MONTHS.iter().zip(1..).filter(move |(_, month)| days_in(2000, *month) == last);
            let numbers: Vec<String> = of_length().map(|(_, month)| number_pattern(month)).collect();
            let names: Vec<String> = of_length().map(|(names, _)| name_pattern(*names)).collect();
            let (day, number, name) = (days_pattern(last), format!("({})", numbers.join("|")), format!("({})", names.join("|")));
            [
                format!("{year}[-/.]{number}[-/.]{day}"),
                format!("{day}[-/.]{number}[-/.]{year}"),
                format!(r"(วันที่)?\s*{day}\s*{name}\s*((พ|ค)\.ศ\.)?\s*({year}|[0-9๐-๙]{{2}})"),
            ]
        });
        format!(r"\s*({})\s*", forms.collect::<Vec<_>>().join("|"))
    }

    /// The day in Thailand (UTC+7, no summer time) at a number of seconds after 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn of_epoch_in_thailand(seconds: u64) -> Option<Date> {
        Date::of_day(i64::try_from((seconds + 7 * 3600) / 86_400).ok()? + DAYS_1900_TO_1970)
    }

    /// The day that a spreadsheet counts: 45,000 is 2023-03-15. People who type a Buddhist year there get one far ahead, which is
    /// read as it was meant.
    #[must_use]
    pub fn of_serial(serial: i64) -> Option<Date> {
        // Day 1 is 1900-01-01, and day 60 one that did not exist: 1900-02-29.
        if serial < 1 { None } else { Date::of_day(serial - if serial < 60 { 1 } else { 2 }) }
    }

    /// The day that is so many days after 1900-01-01; a year over 2400 is Buddhist.
    fn of_day(mut days: i64) -> Option<Date> {
        let mut year = 1900;
        let length = |year| i64::from(365 + u16::from(days_in(year, 2) == 29));
        while days >= length(year) {
            days -= length(year);
            year += 1;
            if year > 2300 + ERA {
                return None;
            }
        }
        let mut month = 1;
        while days >= i64::from(days_in(year, month)) {
            days -= i64::from(days_in(year, month));
            month += 1;
        }
        Date::new(common_era(year), month, u8::try_from(days + 1).ok()?)
    }

    /// Year of the Buddhist era.
    #[must_use]
    pub fn be_year(self) -> i32 {
        self.year + ERA
    }

    /// `2025-04-18`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `2568-04-18`, as files are written.
    #[must_use]
    pub fn typed(self) -> String {
        format!("{:04}-{:02}-{:02}", self.be_year(), self.month, self.day)
    }

    /// Midnight of that day in Thailand, for feeds: `2025-04-18T00:00:00+07:00`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        format!("{}T00:00:00+07:00", self.iso())
    }

    /// `18 เม.ย. 2568`, held together by no-break spaces.
    #[must_use]
    pub fn thai_short(self, digits: Digits) -> String {
        digits.show(&format!("{}\u{A0}{}\u{A0}{}", self.day, MONTHS[self.month_index()].1, self.be_year())).into_owned()
    }

    /// `เม.ย. 2568`.
    #[must_use]
    pub fn thai_month(self) -> String {
        format!("{} {}", MONTHS[self.month_index()].1, self.be_year())
    }

    /// `18 เมษายน 2568`, held together by no-break spaces.
    #[must_use]
    pub fn thai_long(self, digits: Digits) -> String {
        digits.show(&format!("{}\u{A0}{}\u{A0}{}", self.day, MONTHS[self.month_index()].0, self.be_year())).into_owned()
    }

    /// `18 Apr 2025`, held together by no-break spaces.
    #[must_use]
    pub fn english(self) -> String {
        format!("{}\u{A0}{}\u{A0}{}", self.day, MONTHS_EN[self.month_index()], self.year)
    }

    /// Year, month and day of the common era.
    #[must_use]
    pub fn parts(self) -> (i32, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// How many days it is after 1900-01-01.
    #[must_use]
    pub fn days(self) -> u32 {
        let years: u32 = (1900..self.year).map(|it| 337 + u32::from(days_in(it, 2))).sum();
        let months: u32 = (1..self.month).map(|it| u32::from(days_in(self.year, it))).sum();
        years + months + u32::from(self.day) - 1
    }

    fn month_index(self) -> usize {
        usize::from(self.month) - 1
    }
}

/// ISO 8601, as in data files.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

/// Year first (`2568-04-18`) or day first (`18/4/2568`).
fn parse_numeric(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(common_era(number(year)?), u8::try_from(number(month)?).ok()?, u8::try_from(number(day)?).ok()?)
}

/// Day, month's name, year: `18 เม.ย. 2568`.
fn parse_words(text: &str) -> Option<Date> {
    let text = text.trim_start_matches("วันที่").trim_start();
    let day_len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (day, rest) = text.split_at(day_len);
    let rest = rest.trim_start();
    let (month, rest) = MONTHS.iter().enumerate().find_map(|(index, (long, short))| {
        let loose = short.trim_end_matches('.');
        let rest = rest.strip_prefix(long).or_else(|| rest.strip_prefix(short)).or_else(|| rest.strip_prefix(loose))?;
        Some((index + 1, rest))
    })?;
    let year = rest.trim_start().trim_start_matches("พ.ศ.").trim_start_matches("ค.ศ.").trim();
    let year = match year.len() {
        2 => 2500 + number(year)?,
        4 => number(year)?,
        _ => return None,
    };
    Date::new(common_era(year), u8::try_from(month).ok()?, u8::try_from(number(day)?).ok()?)
}

/// Whether a text names a month: `ต.ค. 2567`, `เดือนตุลาคม ๒๕๖๗`, `ตุลาคม`, `Oct 2024`.
#[must_use]
pub fn is_month(text: &str) -> bool {
    let text = to_arabic(text.trim().trim_start_matches("เดือน").trim_start()).to_lowercase();
    let names = MONTHS.iter().flat_map(|(long, short)| [*long, *short, short.trim_end_matches('.')]);
    let english = MONTHS_EN.iter().map(|it| it.to_lowercase());
    let rest = names.map(str::to_owned).chain(english).find_map(|it| text.strip_prefix(&it));
    let year = rest.map(|it| it.trim_start_matches([' ', '\u{A0}', '-', '\'']).trim_start_matches("พ.ศ.").trim());
    year.is_some_and(|it| it.is_empty() || matches!(it.len(), 2 | 4) && number(it).is_some())
}

/// Digits only: no sign, no space.
fn number(text: &str) -> Option<i32> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

fn common_era(year: i32) -> i32 {
    if year > 2400 { year - ERA } else { year }
}

/// The number of a month in either script, with or without a zero before it.
fn number_pattern(month: u8) -> String {
    let (tens, last) = (if month < 10 { "[0๐]?" } else { "[1๑]" }, (month % 10).to_string());
    format!("{tens}[{last}{}]", to_thai(&last))
}

/// The name of a month, long or short.
fn name_pattern((long, short): (&str, &str)) -> String {
    format!(r"{long}|{}\.?", short.trim_end_matches('.').replace('.', r"\."))
}

/// The numbers of days up to the last one of a month.
fn days_pattern(last: u8) -> String {
    let end = if last == 29 { String::new() } else { format!("|[3๓][0๐{}]", if last == 31 { "1๑" } else { "" }) };
    format!("([0๐]?[1-9๑-๙]|[12๑๒][0-9๐-๙]{end})")
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// Whether every day of another one is in it.
    #[must_use]
    pub fn contains(self, other: Period) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether a day of another one is in it.
    #[must_use]
    pub fn touches(self, other: Period) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether it ends before it begins: a slip.
    #[must_use]
    pub fn is_reversed(self) -> bool {
        self.to < self.from
    }

    /// `{from: 2567-10-01, to: 2568-03-31}`, as files are written.
    #[must_use]
    pub fn typed(self) -> String {
        format!("{{from: {}, to: {}}}", self.from.typed(), self.to.typed())
    }
}

/// A Thai fiscal year, named after the Buddhist year it ends in: FY2568 is 2024-10-01 to 2025-09-30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// A year from 2500 to 2699.
    #[must_use]
    pub fn new(be: u16) -> Option<FiscalYear> {
        (2500..=2699).contains(&be).then_some(FiscalYear(be))
    }

    /// The fiscal year that a day belongs to.
    #[must_use]
    pub fn of(date: Date) -> Option<FiscalYear> {
        let next = i32::from(date.month >= 10);
        u16::try_from(date.be_year() + next).ok().and_then(FiscalYear::new)
    }

    /// The Buddhist year.
    #[must_use]
    pub fn be(self) -> u16 {
        self.0
    }

    /// 1 October to 30 September.
    #[must_use]
    pub fn period(self) -> Period {
        let end = i32::from(self.0) - ERA;
        Period { from: Date { year: end - 1, month: 10, day: 1 }, to: Date { year: end, month: 9, day: 30 } }
    }

    /// 1 October to 31 March.
    #[must_use]
    pub fn first_half(self) -> Period {
        let Period { from, to } = self.period();
        Period { from, to: Date { year: to.year, month: 3, day: 31 } }
    }

    /// The year before.
    #[must_use]
    pub fn previous(self) -> FiscalYear {
        FiscalYear(self.0 - 1)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2568-04-18",
            "2025-04-18",
            "๒๕๖๘-๐๔-๑๘",
            "18/4/2568",
            "18/04/2025",
            "18 เม.ย. 2568",
            "18 เม.ย 2568",
            "18 เม.ย.2568",
            "18 เม.ย. 68",
            "18 เมษายน 2568",
            "๑๘ เมษายน ๒๕๖๘",
            "๑๘ เมษายน พ.ศ. ๒๕๖๘",
            "วันที่ 18 เมษายน พ.ศ. 2568",
        ] {
            assert_eq!(Date::parse(text).map(Date::iso).as_deref(), Some("2025-04-18"), "{text}");
        }
        let pattern = Date::pattern();
        assert!(pattern.len() < 2000 && pattern.contains(r"เมษายน|เม\.ย\.?"), "{pattern}");
        for text in [
            "",
            "2568",
            "2568-13-01",
            "2568-02-29",
            "31 เม.ย. 2568",
            "18 เมษา 2568",
            "18-04",
            "เม.ย. 2568",
            "1 ม.ค. 123",
            "+1/4/2568",
            "0000-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::parse("29 ก.พ. 2567").map(Date::iso).as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn dates_are_shown_in_one_form() {
        let date = Date::new(2025, 4, 18).expect("a real day");
        assert_eq!(date.thai_short(Digits::Arabic), "18\u{A0}เม.ย.\u{A0}2568");
        assert_eq!(date.thai_long(Digits::Thai), "๑๘\u{A0}เมษายน\u{A0}๒๕๖๘");
        assert_eq!(date.thai_month(), "เม.ย. 2568");
        assert_eq!(date.english(), "18\u{A0}Apr\u{A0}2025");
        assert_eq!(date.rfc3339(), "2025-04-18T00:00:00+07:00");
    }

    #[test]
    fn days_follow_one_another() {
        for (seconds, days) in [(0, 25_567), (68_256_000, 26_357), (951_782_400, 36_583), (1_709_164_800, 45_349)] {
            assert_eq!(Date::of_epoch_in_thailand(seconds).map(Date::days), Some(days));
            assert_eq!(Date::of_epoch_in_thailand(seconds + 86_400).map(Date::days), Some(days + 1));
        }
    }

    #[test]
    fn days_begin_at_midnight_in_thailand() {
        for (seconds, day) in [(0, "1970-01-01"), (951_757_200, "2000-02-29"), (1_735_664_399, "2024-12-31"), (1_735_664_400, "2025-01-01")]
        {
            assert_eq!(Date::of_epoch_in_thailand(seconds).map(Date::iso).as_deref(), Some(day));
        }
    }

    #[test]
    fn spreadsheets_count_days() {
        for (serial, day) in [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (25_569, "1970-01-01"), (45_000, "2023-03-15")] {
            assert_eq!(Date::of_serial(serial).map(Date::iso).as_deref(), Some(day));
        }
        // 18/4/2568, typed as such.
        assert_eq!(Date::of_serial(244_092).map(Date::iso).as_deref(), Some("2025-04-18"));
        assert_eq!([0, -5, i64::MAX].map(Date::of_serial), [None; 3]);
    }

    #[test]
    fn months_are_known_by_name() {
        for text in ["ต.ค. 2567", "ต.ค.67", "ตุลาคม", "ตุลาคม ๒๕๖๗", "เดือนมกราคม พ.ศ. 2568", "มี.ค 2568", "Oct 2024", "Oct-24", "Jan"]
        {
            assert!(is_month(text), "{text}");
        }
        for text in ["", "2567", "เดือน", "ต.ค. 2567 ถึง ก.ย. 2568", "มีนาคมสัมพันธ์", "ชำระภาษี", "1 ต.ค. 2567"]
        {
            assert!(!is_month(text), "{text}");
        }
    }

    #[test]
    fn a_fiscal_year_ends_in_september_of_its_name() {
        let year = FiscalYear::new(2568).expect("in range");
        assert_eq!((year.period().from.iso(), year.period().to.iso()), ("2024-10-01".into(), "2025-09-30".into()));
        assert_eq!(year.first_half().to.iso(), "2025-03-31");
        assert_eq!(year.previous().be(), 2567);
        for (date, be) in [("2567-09-30", 2567), ("2567-10-01", 2568), ("2568-09-30", 2568)] {
            assert_eq!(Date::parse(date).and_then(FiscalYear::of).map(FiscalYear::be), Some(be), "{date}");
        }
        assert_eq!(FiscalYear::new(68), None);
    }
}
