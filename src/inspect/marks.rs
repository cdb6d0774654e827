//! The words around a number that say what kind of number it is.
//!
//! Words are compared by their skeleton: without the marks above and below Thai letters, without blanks and in lower case.
//! Text taken out of a PDF often loses exactly those.

use std::sync::OnceLock;

/// What a word says of the number behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A person's, beyond doubt: บัตรประจำตัวประชาชน, ID card.
    Card,
    /// Perhaps a person's: ประชาชน, citizen.
    People,
    /// A taxpayer's: a company's when it begins with 0, else the person's own.
    Tax,
    /// Something else: an account, a telephone, a contract.
    Other,
}

/// How far a word reaches, in letters of the skeleton.
const REACH: usize = 60;
/// How near a word stands that makes a number of digits grouped in any way.
const CLOSE: usize = 20;
/// Digits between a word and a number from which on the word belongs to those digits.
const OWN_NUMBER: usize = 7;

const CARD: &[&str] = &[
    "ประจำตัวประชาชน",
    "บัตรประชาชน",
    "เลขประชาชน",
    "เลขบัตรประจำตัว",
    "ปชช",
    "13 หลัก",
    "id card",
    "identity card",
    "citizen id",
    "citizen no",
    "national id",
    "personal id",
    "identification no",
    "identification number",
];

const PEOPLE: &[&str] = &["ประชาชน", "เลขประจำตัว", "บัตรประจำตัว", "เลขบัตร", "เลขที่บัตร", "citizen", "identification", "id no"];

const TAX: &[&str] = &["ผู้เสียภาษี", "เลขภาษี", "tax id", "taxpayer", "tax no"];

const OTHER: &[&str] = &[
    "เลขที่บัญชี",
    "บัญชีเลขที่",
    "เลขบัญชี",
    "บัญชีธนาคาร",
    "account",
    "โทร",
    "มือถือ",
    "แฟกซ์",
    "tel",
    "fax",
    "phone",
    "mobile",
    "isbn",
    "issn",
    "บาร์โค้ด",
    "barcode",
    "gtin",
    "ean",
    "sku",
    "รหัสสินค้า",
    "รหัสโครงการ",
    "เลขที่โครงการ",
    "เลขโครงการ",
    "โครงการเลขที่",
    "project no",
    "project id",
    "e-gp",
    "egp",
    "เลขที่สัญญา",
    "สัญญาเลขที่",
    "เลขคุมสัญญา",
    "เลขคุม",
    "contract",
    "หนังสือเลขที่",
    "เลขที่หนังสือ",
    "คำสั่งเลขที่",
    "เลขที่คำสั่ง",
    "เลขที่คำขอ",
    "เลขที่เอกสาร",
    "เอกสารเลขที่",
    "เลขที่ใบ",
    "ใบสั่งซื้อ",
    "ใบสั่งจ้าง",
    "ใบเสร็จ",
    "ใบแจ้งหนี้",
    "invoice",
    "receipt",
    "อ้างอิง",
    "reference",
    "ref.",
    "ครุภัณฑ์",
    "เลขทะเบียน",
    "ทะเบียนเลขที่",
    "ทะเบียนนิติบุคคล",
    "ผู้ใช้ไฟฟ้า",
    "ผู้ใช้น้ำ",
    "มิเตอร์",
    "พัสดุไปรษณีย์",
    "tracking",
    "serial",
    "s/n",
    "imei",
    "timestamp",
];

/// What the words before a number say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) mark: Mark,
    /// Right before it, with no other number between.
    pub(crate) is_close: bool,
}

/// The word nearest before a number, if one is near enough and its own number does not lie between.
pub(crate) fn before(text: &str) -> Option<Near> {
    // A letter of Thai has at most three bytes and two marks.
    let mut from = text.len().saturating_sub(REACH * 6);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = &text[from..];
    let bones = skeleton(near);
    // The head of another column stands in another line.
    let line = skeleton(&near[..near.rfind(['\n', '\t', '|']).unwrap_or(0)]).len();
    let mut found = words().find(&bones);
    found.retain(|it| it.mark != Mark::Other || it.end > line);
    found.sort_by_key(|it| (it.end, it.length));
    found.into_iter().rev().find_map(|it| {
        let between = &bones[it.end..];
        let n_digits = between.bytes().filter(u8::is_ascii_digit).count();
        let n_letters = between.chars().count();
        // A list of numbers after one word: all are of that kind.
        let is_list = n_digits.is_multiple_of(13);
        let reaches = n_letters <= REACH && (matches!(it.mark, Mark::Card | Mark::People) || n_digits < OWN_NUMBER || is_list);
        reaches.then_some(Near { mark: it.mark, is_close: n_letters <= CLOSE && n_digits == 0 })
    })
}

/// Whether a page or document speaks of people's numbers anywhere.
pub(crate) fn speaks_of_people(text: &str) -> bool {
    words().find(&skeleton(text)).iter().any(|it| it.mark == Mark::Card)
}

/// A word that was found.
struct Found {
    end: usize,
    length: usize,
    mark: Mark,
}

/// All words, by the third byte of their first letter: many cells of large tables are looked through.
struct Words {
    by_third: Vec<Vec<(String, Mark)>>,
}

impl Words {
    fn find(&self, bones: &str) -> Vec<Found> {
        let bytes = bones.as_bytes();
        let mut res = Vec::new();
        for at in 0..bytes.len().saturating_sub(2) {
            for (word, mark) in &self.by_third[usize::from(bytes[at + 2])] {
                // A word in Latin letters does not begin inside another.
                let is_inside = bytes[at].is_ascii_alphabetic() && at > 0 && bytes[at - 1].is_ascii_alphabetic();
                if !is_inside && bytes[at..].starts_with(word.as_bytes()) {
                    res.push(Found { end: at + word.len(), length: word.len(), mark: *mark });
                }
            }
        }
        res
    }
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut by_third = vec![Vec::new(); 256];
        for (words, mark) in [(CARD, Mark::Card), (PEOPLE, Mark::People), (TAX, Mark::Tax), (OTHER, Mark::Other)] {
            for word in words {
                let word = skeleton(word);
                by_third[usize::from(word.as_bytes()[2])].push((word, mark));
            }
        }
        Words { by_third }
    })
}

/// A text without what a PDF loses: marks above and below, blanks, invisible characters; in lower case, digits Arabic.
fn skeleton(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{E31}'
            | '\u{E34}'..='\u{E3A}'
            | '\u{E47}'..='\u{E4E}'
            | '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{FFFD}' => (),
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
            ("เลขประจำตัวประชาชน ", Some(Mark::Card)),
            ("เลขประจ\u{FFFD}าต ัวประชาชน", Some(Mark::Card)),
            ("ID Card No. ", Some(Mark::Card)),
            ("เลขประจำตัวผู้เสียภาษี ", Some(Mark::Tax)),
            ("ศูนย์บริการประชาชน ", Some(Mark::People)),
            ("บัตรประชาชน ... บัญชีเลขที่ ", Some(Mark::Other)),
            ("เลขที่บัญชี ... บัตรประชาชน ", Some(Mark::Card)),
            ("โทร. 0812345678 ", None),
            ("บัตรประชาชน โทร. 081-234-5678 ", Some(Mark::Card)),
            ("เลขที่สัญญา 1234567890123 และ ", Some(Mark::Other)),
            ("| ชื่อ | โทร |\n| ก | ", None),
            ("hotel ", None),
            ("Tel: ", Some(Mark::Other)),
            ("บัญชีรายชื่อ ", None),
            ("บัตรประจำตัวประชาชนเลขที่ ", Some(Mark::Card)),
        ] {
            assert_eq!(before(text).map(|it| it.mark), expected, "{text}");
        }
        assert_eq!(before(&format!("บัตรประชาชน{}", "ก".repeat(80))), None);
    }
}
