//! What became of an old year, in words: carried, renumbered, added, dropped, and what was cleared in each file.

use std::fmt::Write as _;

use super::carry::Account;
use super::page::Frame;
use crate::diag::{Language, Say};
use crate::scheme::Title;
use crate::site::Year;
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;

/// What became of an old year.
#[derive(Debug)]
pub struct Report {
    years: [FiscalYear; 2],
    schemes: [(String, usize); 2],
    language: Language,
    /// Items of the old list that the new one has, with or without another number.
    pub(super) items: Vec<Changed>,
    /// `year.yaml`, measures, indicators.
    pub(super) others: Vec<Changed>,
    /// Items that the old list does not have.
    pub(super) added: Vec<(ItemCode, Title)>,
    /// Items that the new list does not have.
    pub(super) dropped: Vec<(ItemCode, Title)>,
}

/// A file that goes on from an old one.
#[derive(Debug)]
pub(super) struct Changed {
    /// `O7 → O4`.
    pub name: String,
    pub title: String,
    pub path: String,
    pub account: Account,
}

impl Report {
    pub(super) fn new(old: &Year, frame: Frame<'_>) -> Report {
        let size = |it: &crate::scheme::Scheme| (it.id.clone(), it.items.len());
        Report {
            years: [old.year, frame.year],
            schemes: [size(&old.scheme), size(frame.scheme)],
            language: frame.language,
            items: Vec::new(),
            others: Vec::new(),
            added: Vec::new(),
            dropped: Vec::new(),
        }
    }

    /// The report as text.
    #[must_use]
    pub fn text(&self) -> String {
        let [old, new] = self.years;
        let [(from, n_old), (to, n_new)] = &self.schemes;
        let mut res = String::new();
        let title = self.say(
            format!("ปี {new} จากปี {old}: ชุดข้อ {from} ({n_old} ข้อ) → {to} ({n_new} ข้อ)"),
            format!("{new} from {old}: {from} ({n_old} items) → {to} ({n_new} items)"),
        );
        let _ = writeln!(res, "{title}");
        let n = self.items.len();
        let renumbered = self.items.iter().filter(|it| it.name.contains('→')).count();
        let title = self.say(format!("ข้อที่ยังถาม {n} ข้อ เปลี่ยนเลข {renumbered} ข้อ"), format!("still asked: {n}, renumbered: {renumbered}"));
        self.changed(&mut res, &title, &self.items);
        let n = self.added.len();
        self.list(&mut res, &self.say(format!("ข้อใหม่ {n} ข้อ"), format!("new: {n}")), &self.added);
        let n = self.dropped.len();
        let title = self.say(format!("ข้อที่ไม่ถามแล้ว {n} ข้อ ของเดิมยังอยู่ในปี {old}"), format!("no longer asked: {n}; they stay in {old}"));
        self.list(&mut res, &title, &self.dropped);
        self.changed(&mut res, &self.say("ไฟล์อื่น".into(), "other files".into()), &self.others);
        res
    }

    fn say(&self, th: String, en: String) -> String {
        if self.language == Language::Thai { th } else { en }
    }

    fn changed(&self, res: &mut String, title: &str, all: &[Changed]) {
        let _ = writeln!(res, "\n{title}");
        for Changed { name, title, path, account } in all {
            let _ = writeln!(res, "  {}", format!("{name}  {title}").trim_end());
            let _ = writeln!(res, "      {path}");
            self.words(res, &self.say("คงไว้".into(), "kept".into()), &account.kept);
            self.words(res, &self.say("ล้าง".into(), "cleared".into()), &account.cleared);
        }
    }

    fn words(&self, res: &mut String, title: &str, words: &[Say]) {
        if !words.is_empty() {
            let words: Vec<&str> = words.iter().map(|it| it.in_language(self.language)).collect();
            let _ = writeln!(res, "      {title}: {}", words.join(", "));
        }
    }

    fn list(&self, res: &mut String, title: &str, all: &[(ItemCode, Title)]) {
        let _ = writeln!(res, "\n{title}");
        for (code, title) in all {
            let title = if self.language == Language::Thai { &title.th } else { &title.en };
            let _ = writeln!(res, "  {code}  {title}");
        }
    }
}
