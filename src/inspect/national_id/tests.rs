use super::*;

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.below(all.len() as u64)).unwrap_or(0)]
    }
}

/// A number with the right check digit that begins so; nobody's where it begins with a province 99.
fn number(head: &str, dice: &mut Dice) -> String {
    let body = format!("{head}{}", dice.digits(12 - head.len()));
    let sum: u32 = body.bytes().zip((2..=13).rev()).map(|(it, weight): (u8, u32)| u32::from(it - b'0') * weight).sum();
    format!("{body}{}", (11 - sum % 11) % 10)
}

fn grouped(number: &str, groups: &[usize], separator: &str) -> String {
    let mut rest = number;
    let mut parts = Vec::new();
    for length in groups {
        let (part, tail) = rest.split_at(*length);
        parts.push(part);
        rest = tail;
    }
    parts.join(separator)
}

const GROUPS: [usize; 5] = [1, 4, 5, 2, 1];

fn thai(text: &str) -> String {
    crate::text::digits::to_thai(text).into_owned()
}

fn weights(text: &str, lenient: Lenient) -> Vec<Weight> {
    find(text, lenient).into_iter().map(|it| it.weight).collect()
}

#[test]
fn a_number_is_found_however_it_is_written_and_its_range_is_its_digits() {
    let mut dice = Dice(1);
    for n in 0..2000 {
        let id = number(&format!("{}99", 1 + n % 8), &mut dice);
        let separator = dice.pick(&["-", " ", "\u{A0}", ".", "\u{2012}", "–", "\u{2011}", " - ", "_", "\u{200B}-"]);
        let usual = grouped(&id, &GROUPS, separator);
        let apart = grouped(&id, &[1; 13], "-");
        let half = format!("{}{}", &id[..6], thai(&id[6..]));
        for written in [id.clone(), thai(&id), half, usual.clone(), thai(&usual), apart, format!("{}\u{200B}{}", &id[..5], &id[5..])] {
            for (before, after) in
                [("", ""), ("นาย ก (", ")"), ("ชื่อ,", ",ที่อยู่"), ("อายุ 35 ", " โทร 081-234-5678"), ("เลข", "นั้น"), ("1. ", "\n2. ")]
            {
                let text = format!("{before}{written}{after}");
                for lenient in [Lenient::No, Lenient::Yes] {
                    let hits = find(&text, lenient);
                    assert_eq!(hits.len(), 1, "{text}");
                    assert_eq!(&text[hits[0].range.clone()], written, "{text}");
                    assert_eq!((hits[0].weight, hits[0].digits().to_string()), (Weight::Likely, id.clone()), "{text}");
                    assert_eq!(hits[0].masked, format!("{}-{}-•••••-••-{}", &id[..1], &id[1..5], &id[12..]));
                }
            }
        }
    }
}

#[test]
fn words_before_it_make_it_certain_in_any_grouping() {
    let mut dice = Dice(2);
    for word in
        ["เลขประจำตัวประชาชน ", "เลขบัตรประชาชน: ", "บัตรประจำตัวประชาชนเลขที่ ", "เลขประจำตัวประชาชน (13 หลัก) ", "ID Card No. ", "National ID "]
    {
        for groups in [&[13][..], &GROUPS, &[1, 12], &[4, 4, 5], &[3, 3, 3, 4], &[1; 13], &[1, 4, 5, 3]] {
            for separator in ["-", " "] {
                let text = format!("{word}{}", grouped(&number("399", &mut dice), groups, separator));
                assert_eq!(weights(&text, Lenient::No), [Weight::Certain], "{text}");
            }
        }
    }
    for word in ["ประชาชน ", "เลขประจำตัวผู้เสียภาษี ", "citizen "] {
        assert_eq!(weights(&format!("{word}{}", number("599", &mut dice)), Lenient::No), [Weight::Certain], "{word}");
    }
    let (first, second) = (number("199", &mut dice), number("299", &mut dice));
    assert_eq!(weights(&format!("บัตรประชาชน {first} และ {second}"), Lenient::No), [Weight::Certain; 2]);
    assert_eq!(weights(&format!("บัตรประชาชน {first} เลขที่บัญชี {second}"), Lenient::No), [Weight::Certain]);
}

#[test]
fn text_out_of_a_pdf_may_be_torn_where_the_page_speaks_of_people() {
    let mut dice = Dice(3);
    let id = number("199", &mut dice);
    let usual = grouped(&id, &GROUPS, "-");
    let torn = [grouped(&id, &[5, 8], "\n"), grouped(&id, &[1; 13], " "), grouped(&id, &GROUPS, "\n")];
    for written in &torn {
        let text = format!("เลขประจำตัวประชาชนของผู้เข้าร่วม\nชื่อและนามสกุลของแต่ละคน กับที่อยู่ที่ติดต่อได้และอาชีพหลักของครอบครัว\n{written}\n");
        assert_eq!(weights(&text, Lenient::Yes), [Weight::Likely], "{text}");
        assert_eq!(weights(written, Lenient::Yes), [], "{written}");
    }
    for at in [3, 8, 11, 14] {
        let text = format!("{}\n{}", &usual[..at], &usual[at..]);
        assert_eq!(weights(&text, Lenient::Yes), [Weight::Likely], "{text}");
        assert_eq!(weights(&text, Lenient::No), [], "{text}");
    }
}

#[test]
fn companies_are_a_note_and_wrong_numbers_silent() {
    let mut dice = Dice(4);
    for _ in 0..500 {
        let company = number("0", &mut dice);
        assert_eq!(weights(&format!("เลขประจำตัวผู้เสียภาษี {company}"), Lenient::No), [Weight::Juristic]);
        assert_eq!(weights(&company, Lenient::No), [Weight::Juristic]);
        let right = number("199", &mut dice);
        let last = right[12..].parse::<u8>().expect("a digit");
        for wrong in (0..10).filter(|it| *it != last) {
            let text = format!("เลขประจำตัวประชาชน {}{wrong}", &right[..12]);
            assert_eq!(weights(&text, Lenient::No), [], "{text}");
        }
        assert_eq!(weights(&number("9", &mut dice), Lenient::No), []);
    }
    assert_eq!(weights(&"0".repeat(13), Lenient::No), []);
}

#[test]
fn parts_of_longer_signs_are_silent() {
    let mut dice = Dice(5);
    for _ in 0..200 {
        let id = number("199", &mut dice);
        for text in [
            format!("{id}0"),
            format!("0{id}"),
            format!("๐{id}"),
            format!("{id}๙"),
            format!("EB{id}TH"),
            format!("a{id}f"),
            format!("+{id}"),
            format!("0.{id}"),
            format!("15.{id}"),
            format!("{id}.25"),
            format!("{id}-01"),
            format!("01-{id}"),
            format!("สัญญา {id}/2568"),
            format!("สัญญา {id}/๒๕๖๘"),
            format!("{id}/68 "),
            format!("1-{}", grouped(&id, &GROUPS, "-")),
            format!("{}-2", grouped(&id, &GROUPS, "-")),
            grouped(&id, &[3, 10], "-"),
            grouped(&id, &[4, 4, 5], " "),
            grouped(&id, &[1, 3, 3, 3, 3], ","),
        ] {
            assert_eq!(weights(&text, Lenient::No), [], "{text}");
        }
        assert_eq!(weights(&format!("{id}.0"), Lenient::No), [Weight::Likely]);
        assert_eq!(weights(&format!("https://a.go.th/files/{id}.pdf"), Lenient::No), [Weight::Likely]);
    }
}

#[test]
fn goods_are_silent_unless_words_say_that_it_is_a_person() {
    let mut dice = Dice(8);
    let is_goods =
        |it: &str| it.bytes().zip([1, 3].into_iter().cycle()).map(|(it, weight)| u32::from(it - b'0') * weight).sum::<u32>() % 10 == 0;
    let goods = std::iter::repeat_with(|| number("885", &mut dice)).find(|it| is_goods(it)).expect("one in ten");
    assert_eq!(weights(&goods, Lenient::No), []);
    assert_eq!(weights(&format!("เลขประจำตัวประชาชน {goods}"), Lenient::No), [Weight::Certain]);
}

/// A line with a number that is none of a person, and the words or the form that such a number has.
fn decoy(kind: u64, dice: &mut Dice) -> String {
    let id = number(dice.pick(&["1", "2", "3", "4", "5", "6", "7", "8"]), dice);
    let [a, b] = [dice.digits(3), dice.digits(4)];
    let year = dice.pick(&["2567", "2568", "68", "๒๕๖๘"]);
    match kind {
        0 => {
            format!("{} {id}", dice.pick(&["เลขที่สัญญา", "สัญญาเลขที่", "เลขคุมสัญญา", "Contract No.", "ใบสั่งซื้อเลขที่", "ใบสั่งจ้างเลขที่", "หนังสือเลขที่"]))
        }
        1 => format!("จ้างเหมา ซ {}/{year} ลงวันที่ 15 ต.ค. 2567 วงเงิน 1,234,567.00 บาท", &id[..2]),
        2 => format!("ลงนามแล้ว {id}/{year}"),
        3 => format!(
            "โทร. 0{}{a}{b} 0{}{b}{a} ต่อ {}",
            8 + dice.below(2),
            2 + dice.below(5),
            &a[..=usize::try_from(dice.below(3)).unwrap_or(0)]
        ),
        4 => format!("โทรศัพท์ 0-2{a}-{b}, 08-{b}-{b} โทรสาร 0 2{a} {b}"),
        5 => format!("{} {}{}", dice.pick(&["รหัสโครงการ", "เลขที่โครงการ", "โครงการ e-GP"]), "6", &id[..10]),
        6 => format!(
            "{} {id}",
            dice.pick(&["รหัสโครงการ", "เลขที่โครงการ", "โครงการ e-GP", "เลขที่เอกสาร", "อ้างอิง", "Ref.", "เลขที่ใบเสร็จ", "Invoice"])
        ),
        7 => format!("{} {}-{}-{}-{}", dice.pick(&["เลขที่บัญชี", "บัญชีเลขที่", "เลขบัญชี"]), &id[..3], &id[3..4], &id[4..9], &id[9..10]),
        8 => format!("{} {id}", dice.pick(&["เลขที่บัญชี", "บัญชีเลขที่", "เลขบัญชี", "Account No:"])),
        9 => format!("บัญชี ธ.ก.ส. {} และ {}", &id[..12], &id[1..]),
        10 => format!("ISBN 978-{}-{}-{}-{}", &id[..3], &id[3..6], &id[6..9], &id[9..10]),
        11 => format!("ประชาชน {}00 คน {b} ครัวเรือน ปี 2566 2567 2568 รวม {} {} {}", &id[..2], &id[2..5], &id[5..9], &id[9..]),
        12 => format!("งบประมาณ {},{},{}.{} บาท จ่าย {},{} บาท", &id[..1], &id[1..4], &id[4..7], &id[7..9], &id[..3], &id[3..6]),
        13 => format!("พิกัด 15.{id}, 104.{}", &id[..12]),
        14 => format!("ครุภัณฑ์ {}-{}-{} จำนวน {} เครื่อง", &id[..3], &id[3..5], &id[5..9], &id[9..10]),
        15 => format!("{} {}", &id[..12], &id[..12]),
        16 => format!("{id}{}", &b[..1]),
        17 => format!("| {} | {} | {} | {} | {} |", &id[..1], &id[1..5], &id[5..10], &id[10..12], &id[12..]),
        18 => format!("พัสดุ EB{}TH หมายเลข GF{id}X", &id[..9]),
        19 => format!("วันที่ 15/10/2567 เวลา 08.30 น. ถึง 16/10/2567 ณ เลขที่ {} หมู่ {} ตำบล {}", &id[..3], &id[3..4], &id[4..9]),
        _ => format!("ที่ ศก {}/ว {} ลงวันที่ {} ตุลาคม 2567 เลขรับ {}", &id[..5], &id[5..9], &id[9..10], &id[..4]),
    }
}

#[test]
fn ten_thousand_other_numbers_are_silent() {
    let mut dice = Dice(6);
    for n in 0..10_500 {
        let text = decoy(n % 21, &mut dice);
        for lenient in [Lenient::No, Lenient::Yes] {
            assert_eq!(weights(&text, lenient), [], "{text}");
        }
    }
    // The same all on one page.
    let page: String = (0..2100).map(|it| decoy(it % 21, &mut dice) + "\n").collect();
    for lenient in [Lenient::No, Lenient::Yes] {
        assert_eq!(weights(&page, lenient), []);
    }
}

#[test]
fn any_text_is_searched_and_ranges_lie_in_it() {
    let mut dice = Dice(7);
    let pieces = [
        "1",
        "99",
        "๑",
        "2345",
        "-",
        " ",
        ".",
        "\n",
        "\t",
        "ก",
        "ำ",
        "é",
        "\u{200B}",
        "/",
        "บัตรประชาชน",
        "โทร",
        "|",
        "1990000000012",
        "\u{FFFD}",
        "_",
    ];
    for _ in 0..20_000 {
        let text: String = (0..dice.below(40)).map(|_| dice.pick(&pieces)).collect();
        for lenient in [Lenient::No, Lenient::Yes] {
            let mut end = 0;
            for hit in find(&text, lenient) {
                assert!(hit.range.start >= end && text.get(hit.range.clone()).is_some(), "{text}");
                end = hit.range.end;
            }
        }
    }
}
