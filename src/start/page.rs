//! A page to start from: a head with a remark at every line that tells what belongs there, and headings for the parts of its text.

use crate::check::times;
use crate::config::{Agency, Config};
use crate::content::indicator::{GUIDANCE, PROGRESS};
use crate::content::item::Status;
use crate::content::measure::{FINDING, OUTCOMES, RESULTS, STEPS};
use crate::diag::{Language, Say, say};
use crate::scheme::{self, Covers, Must, Scheme, Title};
use crate::site::asked::accepted;
use crate::site::shown::asked_elements;
use crate::text::code::ItemCode;
use crate::text::date::{FiscalYear, Period};
use crate::yaml::write::{list, scalar};

/// What pages of a year are made for.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The year.
    pub year: FiscalYear,
    /// Its list of items.
    pub scheme: &'a Scheme,
    /// The agency and its offices.
    pub config: &'a Config,
    /// The language of remarks.
    pub language: Language,
}

/// What is known of an item already.
#[derive(Debug, Default)]
pub struct KnownItem {
    /// In place of the scheme's title.
    pub title: Option<String>,
    /// Ids of offices.
    pub offices: Vec<String>,
    /// The agency's own word.
    pub status: Status,
    /// The time of what is there.
    pub covers: Option<Period>,
    /// What shows it.
    pub evidence: Vec<KnownEvidence>,
    /// Who signed.
    pub signed_by: Option<String>,
    /// The text.
    pub body: String,
}

/// Evidence that is known already.
#[derive(Debug)]
pub struct KnownEvidence {
    /// `file`, `url` or `here`.
    pub key: &'static str,
    /// Where it is.
    pub target: String,
    /// Title.
    pub title: String,
    /// Ids of elements.
    pub shows: Vec<String>,
}

/// What is known of a measure or a perception indicator already.
#[derive(Debug, Default)]
pub struct KnownPlan {
    /// Title of a measure.
    pub title: Option<String>,
    /// What a measure answers, as typed: `{indicator: 6}`.
    pub answers: Option<String>,
    /// Ids of offices.
    pub offices: Vec<String>,
    /// Committees and posts.
    pub owners: Vec<String>,
    /// The text; without it there are headings only.
    pub body: Option<String>,
}

/// Where the file of an item lies: `items/o12.md`.
#[must_use]
pub fn item_path(code: ItemCode) -> String {
    format!("items/{}.md", stem(code))
}

/// `o05`, the name of an item's file or folder.
#[must_use]
pub fn stem(code: ItemCode) -> String {
    format!("o{:02}", code.number())
}

/// An item.
#[must_use]
pub fn item(frame: Frame<'_>, asked: &scheme::Item, known: &KnownItem) -> String {
    let KnownItem { title, offices, status, covers, evidence, signed_by, body } = known;
    let mut head = Head::new(frame.language);
    head.remark(&format!("{} {}", asked.code, frame.words(&asked.title)));
    head.line("item", &asked.code.to_string());
    if let Some(title) = title {
        head.line("title", &scalar(title));
    }
    head.offices(frame.config, offices);
    head.status(*status);
    head.say("วันที่แก้ไขล่าสุด เช่น 18 เม.ย. 2568", "last change, such as 2568-04-18");
    head.line("updated", "");
    head.covers(asked, frame.year, *covers);
    head.say("ทำอะไรไปแล้ว หนึ่งบรรทัด", "what was done, in a line");
    head.line("progress", "");
    if asked.must.contains(&Must::SignedByHead) || signed_by.is_some() {
        head.say("ตำแหน่งของผู้ลงนามในเอกสาร เช่น นายก อบต.", "who signed the paper: a post");
        head.line("signed_by", &signed_by.as_deref().map_or(String::new(), scalar));
    }
    if asked.must.contains(&Must::SayNoneIfNone) {
        head.say("ถ้าไม่มีเรื่องที่ต้องรายงาน ลบ # หน้าบรรทัดข้างล่าง", "if there is nothing to report, take away the # of the next line");
        head.remark(frame.choose("none: ไม่มีเรื่องร้องเรียนในช่วงเวลานี้", "none: There were no complaints in this time"));
    }
    let elements: Vec<(String, String)> = elements(asked, &frame.config.agency);
    head.elements(&elements);
    if evidence.is_empty() {
        head.example_of_evidence(asked, &elements);
    } else {
        head.evidence(evidence);
    }
    head.page(body)
}

/// A measure.
#[must_use]
pub fn measure(frame: Frame<'_>, number: u16, known: &KnownPlan) -> String {
    let KnownPlan { title, answers, offices, owners, body } = known;
    let mut head = Head::new(frame.language);
    head.line("measure", &number.to_string());
    let unnamed = frame.choose("เรื่อง ....................", "About ....................");
    head.line("title", &title.as_deref().map_or(unnamed.to_owned(), scalar));
    head.answers(frame, answers.as_deref());
    head.line("period", &frame.year.period().typed());
    head.offices(frame.config, offices);
    head.say("คณะทำงานหรือตำแหน่งที่ไม่ใช่ส่วนงาน", "committees and posts beside the offices");
    head.line("owners", &list(owners));
    head.page(&body.clone().unwrap_or_else(|| frame.headings(&[FINDING, STEPS, RESULTS, OUTCOMES])))
}

/// A perception indicator.
#[must_use]
pub fn indicator(frame: Frame<'_>, asked: &scheme::Indicator, known: &KnownPlan) -> String {
    let mut head = Head::new(frame.language);
    head.remark(&format!("{} {}", asked.number, frame.words(&asked.title)));
    head.line("indicator", &asked.number.to_string());
    head.offices(frame.config, &known.offices);
    head.line("period", &frame.year.period().typed());
    head.status(Status::NotStarted);
    head.page(&known.body.clone().unwrap_or_else(|| frame.headings(&[GUIDANCE, PROGRESS])))
}

/// Ids and texts of the elements asked of an agency.
fn elements(asked: &scheme::Item, agency: &Agency) -> Vec<(String, String)> {
    asked_elements(asked, agency).map(|(_, it)| (it.id.clone(), it.text.clone())).collect()
}

impl<'a> Frame<'a> {
    /// Whether remarks are Thai.
    pub(super) fn is_thai(self) -> bool {
        self.language == Language::Thai
    }

    /// One of two texts, by the language of remarks.
    pub(super) fn choose(self, th: &'a str, en: &'a str) -> &'a str {
        if self.is_thai() { th } else { en }
    }

    /// A title in the language of remarks.
    pub(super) fn words(self, title: &Title) -> &str {
        if self.language == Language::Thai { &title.th } else { &title.en }
    }

    /// The headings of parts, with room below each.
    fn headings(self, parts: &[&[&str]]) -> String {
        parts.iter().filter_map(|names| self.heading(names)).map(|it| format!("## {it}\n\n")).collect()
    }

    /// The paper form's own heading; in English the last of the names.
    fn heading(self, names: &[&str]) -> Option<String> {
        let english = || {
            let (first, rest) = names.last()?.split_at_checked(1)?;
            Some(format!("{}{rest}", first.to_uppercase()))
        };
        if self.language == Language::Thai { names.first().map(|it| (*it).to_owned()) } else { english() }
    }
}

/// The head of a page, line by line.
struct Head {
    text: String,
    language: Language,
}

impl Head {
    fn new(language: Language) -> Head {
        Head { text: "---\n".into(), language }
    }

    fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(format!("{key}: {value}").trim_end());
        self.text.push('\n');
    }

    fn remark(&mut self, text: &str) {
        self.text.push_str(&format!("# {}\n", text.replace(['\n', '\r'], " ")));
    }

    fn say(&mut self, th: &str, en: &str) {
        self.remark(if self.language == Language::Thai { th } else { en });
    }

    fn say_all(&mut self, words: &Say) {
        self.say(&words.th, &words.en);
    }

    fn offices(&mut self, config: &Config, ids: &[String]) {
        let all: Vec<String> = config.offices.iter().map(|it| format!("{} {}", it.id, it.name)).collect();
        let all = all.join(", ");
        self.say(&format!("รหัสส่วนงานที่รับผิดชอบ: {all}"), &format!("ids of the offices that answer: {all}"));
        self.line("offices", &list(ids));
    }

    fn status(&mut self, status: Status) {
        self.say("not_started ยังไม่ได้ทำ, in_progress กำลังทำ, done ทำแล้ว", "not_started, in_progress or done");
        self.line("status", status.id());
    }

    /// The time that is asked for, and that of the page as far as it is fixed.
    fn covers(&mut self, asked: &scheme::Item, year: FiscalYear, known: Option<Period>) {
        let time = times::asked_for(asked, year);
        self.say_all(&say(format!("ต้องเป็น{}", time.th), format!("asked for: {}", time.en)));
        match known.or_else(|| asked.covers.period(year)) {
            Some(period) => self.line("covers", &period.typed()),
            None if accepted(asked).any(|it| it == Covers::Current) => {}
            None => {
                self.say("ลบ # หน้าบรรทัดข้างล่าง แล้วแก้เป็นช่วงปีของแผน", "take away the # and write the years of the plan");
                self.remark(&times::typed(asked.covers, year));
            }
        }
    }

    fn elements(&mut self, elements: &[(String, String)]) {
        if elements.is_empty() {
            return;
        }
        self.say("หลักฐานต้องแสดงสิ่งเหล่านี้", "the evidence must show:");
        for (id, text) in elements {
            self.remark(&format!("  {id}: {text}"));
        }
    }

    fn example_of_evidence(&mut self, asked: &scheme::Item, elements: &[(String, String)]) {
        let folder = stem(asked.code);
        self.say(
            &format!("วางไฟล์ไว้ในโฟลเดอร์ {folder} ข้างไฟล์นี้ แล้วลบ # ของบรรทัดข้างล่าง"),
            &format!("put the file into the folder {folder} beside this page, and take away the # of the next lines"),
        );
        self.remark("evidence:");
        self.remark("  - file: report.pdf");
        self.say("    title: ชื่อเอกสาร", "    title: Title of the paper");
        if !elements.is_empty() {
            let ids: Vec<String> = elements.iter().map(|(id, _)| id.clone()).collect();
            self.remark(&format!("    shows: {}", list(&ids)));
        }
    }

    fn evidence(&mut self, all: &[KnownEvidence]) {
        self.line("evidence", "");
        for KnownEvidence { key, target, title, shows } in all {
            self.line(&format!("  - {key}"), &scalar(target));
            self.line("    title", &scalar(title));
            if !shows.is_empty() {
                self.line("    shows", &list(shows));
            }
        }
    }

    fn answers(&mut self, frame: Frame<'_>, known: Option<&str>) {
        self.say("ตัวชี้วัดที่มาตรการนี้แก้ไข", "the indicator that this measure answers");
        for (_, it) in frame.scheme.perception_indicators() {
            self.remark(&format!("  {{indicator: {}}} {}", it.number, frame.words(&it.title)));
        }
        for it in &frame.scheme.subindicators {
            self.remark(&format!("  {{subindicator: {}}} {}", scalar(&it.id), frame.words(&it.title)));
        }
        self.line("answers", known.unwrap_or_default());
    }

    /// The whole page.
    fn page(self, body: &str) -> String {
        format!("{}---\n{body}", self.text)
    }
}
