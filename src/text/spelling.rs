//! Words that are often misspelt in papers of Thai local government, and how they are spelt.
//!
//! Only forms that are wrong wherever they stand: `นา` for `นำ` can be a field, `การนาเข้า` cannot.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A wrong form.
#[derive(Debug, PartialEq, Eq)]
pub struct Misspelling {
    /// As it is written.
    pub wrong: &'static str,
    /// As it should be, or may have been meant.
    pub right: &'static str,
    /// Whether there is no doubt about what was meant.
    pub is_sure: bool,
}

/// The misspelt words of a text, in order. Where one lies inside another, the longer is meant.
#[must_use]
pub fn misspellings(text: &str) -> Vec<(Range<usize>, &'static Misspelling)> {
    static STARTS: LazyLock<Starts> = LazyLock::new(Starts::find);
    let (starts, bytes) = (&*STARTS, text.as_bytes());
    let mut found: Vec<(Range<usize>, &Misspelling)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|it| !it.is_empty()) {
        for word in starts.of(rest) {
            if rest.starts_with(word.wrong.as_bytes()) {
                found.push((at..at + word.wrong.len(), word));
            }
        }
        at += letter_length(rest[0]);
    }
    found.sort_by_key(|(range, _)| (std::cmp::Reverse(range.len()), range.start));
    let mut res: BTreeMap<usize, (Range<usize>, &Misspelling)> = BTreeMap::new();
    for it in found {
        let last = res.range(..it.0.end).next_back();
        if last.is_none_or(|(_, (taken, _))| taken.end <= it.0.start) {
            res.insert(it.0.start, it);
        }
    }
    res.into_values().collect()
}

/// The wrong words by their first two letters: few places of a text have such a pair, and only there words are compared.
struct Starts {
    /// For each pair one more than the place of its words, or 0.
    places: Vec<u8>,
    words: Vec<Vec<&'static Misspelling>>,
}

impl Starts {
    fn find() -> Starts {
        let mut res = Starts { places: vec![0; 1 << 16], words: Vec::new() };
        for word in &WORDS {
            let pair = Starts::pair(word.wrong.as_bytes()).expect("a word has two letters, a test holds this");
            if res.places[pair] == 0 {
                res.words.push(Vec::new());
                res.places[pair] = u8::try_from(res.words.len()).expect("there are fewer words");
            }
            res.words[usize::from(res.places[pair]) - 1].push(word);
        }
        res
    }

    /// The words that begin as this text does.
    fn of(&self, bytes: &[u8]) -> &[&'static Misspelling] {
        let place = Starts::pair(bytes).map_or(0, |pair| self.places[pair]);
        usize::from(place).checked_sub(1).map_or(&[], |it| self.words[it].as_slice())
    }

    /// A Thai letter differs in its last byte.
    fn pair(bytes: &[u8]) -> Option<usize> {
        let (first, second) = if letter_length(bytes[0]) == 3 { (bytes.get(2), bytes.get(5)) } else { (bytes.first(), bytes.get(1)) };
        Some(usize::from(*first?) << 8 | usize::from(*second?))
    }
}

/// How many bytes to pass over for a letter: three of a Thai one, else one at a time.
fn letter_length(first: u8) -> usize {
    if first == 0xE0 { 3 } else { 1 }
}

const fn sure(wrong: &'static str, right: &'static str) -> Misspelling {
    Misspelling { wrong, right, is_sure: true }
}

const fn maybe(wrong: &'static str, right: &'static str) -> Misspelling {
    Misspelling { wrong, right, is_sure: false }
}

#[rustfmt::skip]
static WORDS: [Misspelling; 52] = [
    // Names of bodies and posts. The law says องค์การ; องค์กร is right in องค์กรปกครองส่วนท้องถิ่น.
    sure("องค์กรบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล"),
    maybe("ต้องการบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล"),
    sure("นายกององค์การบริหาร", "นายกองค์การบริหาร"),
    maybe("ส่วนตำบลลงองค์การ", "ส่วนตำบล"),
    sure("สำนักงานปลัด องค์การบริหาร", "สำนักปลัดองค์การบริหาร"),
    sure("สำนักงานป.ป.ช.", "สำนักงาน ป.ป.ช."),
    sure("ผู้บริหารสูงสุดหรือหน่วยงาน", "ผู้บริหารสูงสุดหรือหัวหน้าหน่วยงาน"),
    // A letter or mark lost, added or mistaken, by hand or by a machine that read a scanned page.
    sure("กล้องข้อความ", "กล่องข้อความ"),
    sure("พฤติกรรมสี่เทา", "พฤติกรรมสีเทา"),
    maybe("ช่องทางารร้องเรียน", "ช่องทางการร้องเรียน"),
    sure("การดำเนินการกิจของ", "การดำเนินภารกิจของ"),
    sure("ปฏิบัติการกิจใด", "ปฏิบัติภารกิจใด"),
    maybe("ของกำนัลทุกชนิดมาก่อน", "ของกำนัลทุกชนิดในก่อน"),
    sure("ให้คำปรึกษาคำถาม", "ให้คำปรึกษาตอบคำถาม"),
    sure("โปรงใส", "โปร่งใส"),
    sure("ตามนโบาย", "ตามนโยบาย"),
    sure("เรืองร้องเรียน", "เรื่องร้องเรียน"),
    sure("ธรรมภิบาล", "ธรรมาภิบาล"),
    // Words run together or doubled.
    sure("เปิดเผยแพร่", "เผยแพร่"),
    maybe("ดำเนินการดำเนินการ", "ดำเนินการ"),
    maybe("การดำเนินการการร้องเรียน", "การจัดการเรื่องร้องเรียน"),
    sure("รายงานผลตามรายงานผลตาม", "รายงานผลตาม"),
    maybe("แบบรายงานผลรายงาน", "รายงานผล"),
    // Common slips of spelling.
    sure("กฏหมาย", "กฎหมาย"),
    sure("ปฎิบัติ", "ปฏิบัติ"),
    sure("ปรากฎ", "ปรากฏ"),
    sure("มาตราฐาน", "มาตรฐาน"),
    sure("บุคคลากร", "บุคลากร"),
    sure("อนุญาติ", "อนุญาต"),
    sure("เจตนารมย์", "เจตนารมณ์"),
    sure("ผลลัพท์", "ผลลัพธ์"),
    sure("สัมนา", "สัมมนา"),
    sure("สัมนาคุณ", "สมนาคุณ"),
    // Foreign words. Where there are two forms, the Royal Society's.
    sure("อินเตอร์เน็ต", "อินเทอร์เน็ต"),
    sure("เว็ปไซต์", "เว็บไซต์"),
    sure("เว็บไซด์", "เว็บไซต์"),
    sure("เว็บไซท์", "เว็บไซต์"),
    sure("อัพเดท", "อัปเดต"),
    sure("อัพเดต", "อัปเดต"),
    sure("on -site", "on-site"),
    sure("Do & Don't", "Dos & Don'ts"),
    sure("Do and Don't", "Dos & Don'ts"),
    sure("QR CODE", "QR code"),
    sure("E–Service", "E-Service"),
    sure("E-SERVICE", "E-Service"),
    sure("Intergrity", "Integrity"),
    sure("Tranparency", "Transparency"),
    sure("Assesment", "Assessment"),
    // Sara am that became sara aa in text taken out of PDF files.
    sure("ดาเนิน", "ดำเนิน"),
    sure("จานวน", "จำนวน"),
    sure("ประจาปี", "ประจำปี"),
    sure("การนาเข้า", "การนำเข้า"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        misspellings(text).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn wrong_forms_are_found_and_right_ones_are_not() {
        assert_eq!(words("นายกององค์การบริหาร กับ กฏหมาย"), ["นายกององค์การบริหาร", "กฏหมาย"]);
        assert_eq!(words("ผลการดำเนินการการร้องเรียน"), ["การดำเนินการการร้องเรียน"]);
        assert_eq!(words("องค์กรปกครองส่วนท้องถิ่น ต้องการบริหาร การนา กล้อง สี่"), Vec::<&str>::new());
        for word in &WORDS {
            assert_eq!(words(word.wrong), [word.wrong], "found whole");
            assert_eq!(words(word.right), Vec::<&str>::new(), "the cure is clean");
        }
    }
}
