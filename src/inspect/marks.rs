//! The words around a number that say what kind of number it is.
//!
//! Words are compared by their skeleton: without the marks above and below Thai letters, without blanks and in lower case.
//! Text taken out of a PDF often loses exactly those.

use std::sync::OnceLock;

/// What a word says of the number behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A person's: เลขประจำตัวประชาชน, citizen ID.
    Person,
    /// A taxpayer's: a company's when it begins with 0, else the person's own.
    Tax,
    /// Something else: an account, a telephone, a contract.
    Other,
}

/// How far a word reaches, in letters of the skeleton.
const REACH: usize = 60;
/// Digits between a word and a number from which on the word belongs to those digits.
const OWN_NUMBER: usize = 7;

const PERSON: &[&str] = &[
    "ประชาชน", "เลขประจำตัว", "บัตรประจำตัว", "เลขบัตร", "เลขที่บัตร", "ปชช", "13 หลัก", "id card", "id no", "citizen", "national id",
    "personal id", "identification", "identity card",
];

const TAX: &[&str] = &["ผู้เสียภาษี", "เลขภาษี", "tax id", "taxpayer", "tax no"];

const OTHER: &[&str] = &[
    "เลขที่บัญชี", "บัญชีเลขที่", "เลขบัญชี", "บัญชีธนาคาร", "account", "โทร", "มือถือ", "แฟกซ์", "tel", "fax", "phone", "mobile", "isbn", "issn",
    "บาร์โค้ด", "barcode", "gtin", "ean", "sku", "รหัสสินค้า", "รหัสโครงการ", "เลขที่โครงการ", "เลขโครงการ", "โครงการเลขที่", "project no", "project id",
    "e-gp", "egp", "เลขที่สัญญา", "สัญญาเลขที่", "เลขคุมสัญญา", "เลขคุม", "contract", "หนังสือเลขที่", "เลขที่หนังสือ", "คำสั่งเลขที่", "เลขที่คำสั่ง", "เลขที่คำขอ",
    "เลขที่เอกสาร", "เอกสารเลขที่", "เลขที่ใบ", "ใบสั่งซื้อ", "ใบสั่งจ้าง", "ใบเสร็จ", "ใบแจ้งหนี้", "invoice", "receipt", "อ้างอิง", "reference", "ref.", "ครุภัณฑ์",
    "เลขทะเบียน", "ทะเบียนเลขที่", "ทะเบียนนิติบุคคล", "ผู้ใช้ไฟฟ้า", "ผู้ใช้น้ำ", "มิเตอร์", "พัสดุไปรษณีย์", "tracking", "serial", "s/n", "imei", "timestamp",
];

/// Words that make a whole page speak of people's numbers.
const PERSON_STRONG: &[&str] = &[
    "ประจำตัวประชาชน", "บัตรประชาชน", "เลขประชาชน", "เลขบัตรประจำตัว", "เลข 13 หลัก", "citizen id", "id card", "national id", "identification number",
];

/// The word nearest before a number, if one is near enough and its own number does not lie between.
pub(crate) fn before(text: &str) -> Option<Mark> {
    // A letter of Thai has at most three bytes and two marks.
    let mut from = text.len().saturating_sub(REACH * 6);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let bones = skeleton(&text[from..]);
    let mut found: Vec<(usize, usize, Mark)> = words().iter().filter_map(|(word, mark)| Some((last(&bones, word)?, word.len(), *mark))).collect();
    found.sort_by_key(|(end, length, _)| (*end, *length));
    let reaches = |end: usize, mark: Mark| {
        let between = &bones[end..];
        let n_digits = between.bytes().filter(u8::is_ascii_digit).count();
        // A list of numbers after one word: all are of that kind.
        let is_list = n_digits.is_multiple_of(13);
        between.chars().count() <= REACH && (mark == Mark::Person || n_digits < OWN_NUMBER || is_list)
    };
    found.into_iter().rev().find(|(end, _, mark)| reaches(*end, *mark)).map(|it| it.2)
}

/// Whether a page, sheet or document speaks of people's numbers anywhere.
pub(crate) fn speaks_of_people(text: &str) -> bool {
    let bones = skeleton(text);
    PERSON_STRONG.iter().any(|word| last(&bones, &skeleton(word)).is_some())
}

/// Where a word ends for the last time. A word in Latin letters must not begin inside another.
fn last(bones: &str, word: &str) -> Option<usize> {
    let is_latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut until = bones.len();
    while let Some(at) = bones[..until].rfind(word) {
        if !is_latin || !bones[..at].ends_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(at + word.len());
        }
        until = at + word.len() - 1;
    }
    None
}

fn words() -> &'static [(String, Mark)] {
    static WORDS: OnceLock<Vec<(String, Mark)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let all = [(PERSON, Mark::Person), (TAX, Mark::Tax), (OTHER, Mark::Other)];
        all.iter().flat_map(|(words, mark)| words.iter().map(|word| (skeleton(word), *mark))).collect()
    })
}

/// A text without what a PDF loses: marks above and below, blanks, invisible characters; in lower case, digits Arabic.
fn skeleton(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FFFD}' => (),
            'ำ' => res.push('า'),
            '๐'..='๙' => res.push(char::from(b'0' + u8::try_from(u32::from(c) - u32::from('๐')).unwrap_or(0))),
            _ if c.is_whitespace() || c == '_' => (),
            _ => res.push(c.to_ascii_lowercase()),
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_counts_unless_its_own_number_lies_between() {
        for (text, expected) in [
            ("เลขประจำตัวประชาชน ", Some(Mark::Person)),
            ("เลขประจ\u{FFFD}าต ัวประชาชน", Some(Mark::Person)),
            ("ID Card No. ", Some(Mark::Person)),
            ("เลขประจำตัวผู้เสียภาษี ", Some(Mark::Tax)),
            ("บัตรประชาชน ... บัญชีเลขที่ ", Some(Mark::Other)),
            ("เลขที่บัญชี ... บัตรประชาชน ", Some(Mark::Person)),
            ("โทร. 0812345678 ", None),
            ("บัตรประชาชน โทร. 081-234-5678 ", Some(Mark::Person)),
            ("เลขที่สัญญา 1234567890123 และ ", Some(Mark::Other)),
            ("hotel ", None),
            ("Tel: ", Some(Mark::Other)),
            ("บัญชีรายชื่อ ", None),
            ("บัตรประจำตัวประชาชนเลขที่ ", Some(Mark::Person)),
        ] {
            assert_eq!(before(text), expected, "{text}");
        }
        assert_eq!(before(&format!("บัตรประชาชน{}", "ก".repeat(80))), None);
    }
}
