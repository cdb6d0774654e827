//! Years that a title names: `ปีงบประมาณ 2567`, `ประจำปี ๒๕๖๗`, `ปี พ.ศ. 2567`.
//!
//! A year stands after the word for year; a bare number or `พ.ศ. 2540` (as in names of laws) is none.

use std::ops::Range;

use super::date::FiscalYear;

/// A year in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The year.
    pub year: FiscalYear,
    /// From the word for year to the last digit.
    pub range: Range<usize>,
}

/// The word for year.
const YEAR: &str = "ปี";
/// What may stand between that word and the number, in this order.
const BETWEEN: [&[&str]; 2] = [&["งบประมาณ", "งบฯ", "งบ"], &["พ.ศ.", "พ.ศ", "พศ."]];
/// What makes two years a span of years.
const TO: &[&str] = &["-", "–", "—", "−", "/", "จนถึง", "ถึง"];
/// What joins years that are named one by one.
const AND: &[&str] = &[",", "และ", "กับ"];

/// The years that a text names one by one, in order. Spans of years such as `2566–2570` are passed over.
#[must_use]
pub fn named(text: &str) -> Vec<Named> {
    let mut res = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(YEAR) {
        let start = at + found;
        at = start + YEAR.len();
        let Some((mut year, mut end)) = year_at(text, at) else { continue };
        loop {
            at = end;
            if let Some(end) = span_end(text, end) {
                at = end;
                break;
            }
            res.extend(year.map(|year| Named { year, range: start..end }));
            let Some(next) = next_year(text, end, AND) else { break };
            (year, end) = next;
        }
    }
    res
}

/// Where a span of years ends whose first year ends here: `2566–2570`, `2566 ถึงปี 2570`, `2566-70`.
fn span_end(text: &str, at: usize) -> Option<usize> {
    let short = || skip(text, at, TO).and_then(|at| digits(text, at)).filter(|it| it.count == 2).map(|it| it.end);
    next_year(text, at, TO).map(|it| it.1).or_else(short)
}

/// The year after one of some joining words, and its end.
fn next_year(text: &str, at: usize, joints: &[&str]) -> Option<(Option<FiscalYear>, usize)> {
    let at = skip(text, spaces(text, at), joints)?;
    let at = spaces(text, at);
    year_at(text, skip(text, at, &[YEAR]).unwrap_or(at))
}

/// The number of four digits at a place, behind the words that may stand before it, and its end.
fn year_at(text: &str, at: usize) -> Option<(Option<FiscalYear>, usize)> {
    let at = BETWEEN.iter().fold(at, |at, words| {
        let at = spaces(text, at);
        skip(text, at, words).unwrap_or(at)
    });
    let number = digits(text, spaces(text, at)).filter(|it| it.count == 4)?;
    Some((FiscalYear::new(number.value), number.end))
}

/// A run of digits.
struct Digits {
    value: u16,
    count: usize,
    end: usize,
}

/// The digits at a place, none when there are more than four.
fn digits(text: &str, at: usize) -> Option<Digits> {
    let mut res = Digits { value: 0, count: 0, end: at };
    for c in text[at..].chars() {
        let Some(digit) = digit(c) else { break };
        if res.count == 4 {
            return None;
        }
        res = Digits { value: res.value * 10 + digit, count: res.count + 1, end: res.end + c.len_utf8() };
    }
    Some(res)
}

/// Behind one of some words, if one stands there.
fn skip(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find(|it| text[at..].starts_with(**it)).map(|it| at + it.len())
}

fn spaces(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// An Arabic or Thai digit.
fn digit(c: char) -> Option<u16> {
    let zero = if c.is_ascii_digit() { '0' } else { '๐' };
    u16::try_from(u32::from(c).checked_sub(u32::from(zero))?).ok().filter(|it| *it < 10)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn years_are_found_behind_the_word_for_year() {
        for (text, years) in [
            ("แผนดำเนินงานประจำปีงบประมาณ พ.ศ. 2568", &[2568][..]),
            ("รายงานประจำปี ๒๕๖๗", &[2567]),
            ("รายงานประจำปี2567", &[2567]),
            ("ปีงบประมาณ พ.ศ.๒๕๖๗", &[2567]),
            ("ปี พ.ศ. 2567 รอบ 6 เดือน", &[2567]),
            ("ไตรมาส 2 ปี 2567", &[2567]),
            ("ปีงบฯ 2567", &[2567]),
            ("ปี 2567 - รอบ 6 เดือน", &[2567]),
            ("ปี 2566 เทียบกับปี 2567", &[2566, 2567]),
            ("ปี 2566, 2567 และ ๒๕๖๘", &[2566, 2567, 2568]),
            ("ปี 2566 และปีงบประมาณ พ.ศ. 2567", &[2566, 2567]),
            ("แผนพัฒนาท้องถิ่น ปี 2566–2570", &[]),
            ("แผนพัฒนาท้องถิ่น ปี พ.ศ. ๒๕๖๖ - ๒๕๗๐", &[]),
            ("ปีงบประมาณ 2566 ถึงปีงบประมาณ 2570", &[]),
            ("ปี 2566/2567", &[]),
            ("ปี 2566-70", &[]),
            ("ปี 2567 - 12 โครงการ", &[2567]),
            ("แผนพัฒนา 5 ปี (พ.ศ. 2566-2570)", &[]),
            ("พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540", &[]),
            ("ปีการศึกษา 2567", &[]),
            ("แผน 2567", &[]),
            ("ปี 25671", &[]),
            ("ปี 2025", &[]),
            ("ปี", &[]),
            ("ปีละครั้ง", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(text).iter().map(|it| it.year.be()).collect::<Vec<_>>(), years, "{text}");
        }
        let text = "รายงานประจำปีงบประมาณ ๒๕๖๗ (ฉบับเต็ม)";
        assert_eq!(&text[named(text)[0].range.clone()], "ปีงบประมาณ ๒๕๖๗");
    }
}
