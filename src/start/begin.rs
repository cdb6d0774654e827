//! All that carries over from an old year into a new one, kind by kind. The old year is only looked at.

use std::collections::BTreeSet;

use super::carry::{self, Account, CarriedItem};
use super::page::{self, Frame, KnownItem, KnownPlan};
use super::relink::{NewItem, Relink, Way};
use super::report::{Changed, Report};
use super::year::{self, KnownYear, renamed};
use super::{Files, Made, meaning};
use crate::content::indicator::PROGRESS;
use crate::content::measure::{OUTCOMES, RESULTS};
use crate::input::Inputs;
use crate::scheme;
use crate::site::{Answered, Indicator, Measure, Site, Year};
use crate::yaml::write::scalar;

/// The files of a year that goes on from an old one, and what was carried, cleared, added and dropped.
#[must_use]
pub fn begun(site: &Site, old: &Year, frame: Frame<'_>, inputs: &Inputs) -> (Files, Report) {
    let pairs = meaning::pairs(&old.scheme, frame.scheme);
    let items = new_items(old, frame, &pairs);
    let indicators: Vec<u16> = old.indicators.iter().filter(|it| new_indicator(old, it, frame).is_some()).map(|it| it.number).collect();
    let way = Way { site, inputs, old, new: frame.year, language: frame.language, items: &items, indicators: &indicators };
    let maker = Maker { way, frame, files: Files::default(), report: Report::new(old, frame) };
    maker.year().items(&pairs).measures().indicators().done()
}

/// For every old item what it is in the new year.
fn new_items(old: &Year, frame: Frame<'_>, pairs: &[Vec<usize>]) -> Vec<Option<NewItem>> {
    let mut res = vec![None; old.items.len()];
    for (asked, from) in frame.scheme.items.iter().zip(pairs) {
        for place in from {
            let page = old.items[*place].page.as_ref();
            let is_whole = page.is_some_and(|it| carry::stands(it, asked, frame.year));
            res[*place] = Some(NewItem { code: asked.code, is_whole });
        }
    }
    res
}

/// What an old perception indicator is in the new list: one of the same number and title.
fn new_indicator<'a>(old: &Year, indicator: &Indicator, frame: Frame<'a>) -> Option<&'a scheme::Indicator> {
    let title = &old.scheme.indicators[indicator.in_scheme].title;
    frame.scheme.perception_indicators().map(|it| it.1).find(|it| it.number == indicator.number && meaning::is_same(&it.title, title))
}

/// Makes the files of a new year, kind by kind.
struct Maker<'a> {
    way: Way<'a>,
    frame: Frame<'a>,
    files: Files,
    report: Report,
}

impl Maker<'_> {
    fn path(&self, below: &str) -> String {
        format!("content/{}/{below}", self.frame.year)
    }

    fn relink(&self, to_items: &'static str) -> Relink<'_> {
        Relink { way: self.way, to_items, folder: String::new(), prefix: String::new() }
    }

    fn year(mut self) -> Self {
        let old = self.way.old;
        let mut account = Account::default();
        let title = old.report_title.as_ref().map(|it| renamed(it, old.year, self.frame.year));
        let config = &self.way.site.config;
        let memo = old.memo.as_ref().map(|(memo, office)| year::memo(memo, *office, config, old.year, self.frame.year));
        let memo = memo.unwrap_or_default();
        account.keep(title.is_some(), "ชื่อรายงาน โดยเปลี่ยนปี", "title of the report, with the new year");
        account.keep(!memo.is_empty(), "ลำดับผู้ผ่านเรื่องของบันทึกข้อความ เป็นหมายเหตุให้ใช้ต่อ", "posts of the memo, as remarks");
        account.clear(old.eit_url.is_some(), "ลิงก์และวันปิดแบบวัด EIT", "link and last day of the EIT survey");
        account.clear(old.window.is_some(), "ช่วงที่ผู้ตรวจประเมินเปิดดู", "time when assessors look");
        account.clear(old.result.is_some(), "ผลการประเมิน", "result");
        account.clear(old.report_date.is_some(), "วันที่ของรายงาน", "date of the report");
        account.clear(old.memo.is_some(), "เลขที่ วันที่ และความเห็นของบันทึกข้อความ", "number, date and remarks of the memo");
        account.clear(!old.allow.is_empty(), "ข้อยกเว้นของกฎตรวจ", "silenced rules");
        let path = self.path("year.yaml");
        self.files.text(&path, year::file(self.frame, &KnownYear { report_title: title, memo }));
        self.report.others.push(Changed { name: "year.yaml".into(), title: String::new(), path, account });
        self
    }

    fn items(mut self, pairs: &[Vec<usize>]) -> Self {
        for (asked, from) in self.frame.scheme.items.iter().zip(pairs) {
            if from.is_empty() {
                self.report.added.push((asked.code, asked.title.clone()));
            }
            let carried = self.carried(asked, from);
            let path = self.path(&page::item_path(asked.code));
            for (name, old) in &carried.files {
                if let Some(attachment) = self.way.inputs.attachments.get(old) {
                    let copy = self.path(&format!("items/{}/{name}", page::stem(asked.code)));
                    self.files.add(&copy, Made::Copy(attachment.disk.clone()));
                }
            }
            self.files.text(&path, page::item(self.frame, asked, &carried.known));
            if !from.is_empty() {
                let old: Vec<String> = from.iter().map(|it| self.way.old.scheme.items[*it].code.to_string()).collect();
                let (old, new) = (old.join("+"), asked.code.to_string());
                let name = if old == new { new } else { format!("{old} → {new}") };
                let title = self.frame.words(&asked.title).to_owned();
                self.report.items.push(Changed { name, title, path, account: carried.account });
            }
        }
        let left = self.way.old.scheme.items.iter().zip(self.way.items).filter(|(_, new)| new.is_none());
        self.report.dropped = left.map(|(it, _)| (it.code, it.title.clone())).collect();
        self
    }

    /// What the pages of old items give to the page of a new one.
    fn carried(&self, asked: &scheme::Item, from: &[usize]) -> CarriedItem {
        let mut res = CarriedItem::default();
        for (n, place) in from.iter().enumerate() {
            let item = &self.way.old.items[*place];
            let Some(page) = &item.page else { continue };
            let relink = Relink {
                folder: carry::folder_of(page.origin.path(&self.way.inputs.sources)),
                // Files of several items may have one name.
                prefix: if n == 0 { String::new() } else { format!("{}-", item.code.slug()) },
                ..self.relink("")
            };
            merge(&mut res, carry::item(&relink, item, page, asked));
        }
        res
    }

    fn measures(mut self) -> Self {
        for measure in &self.way.old.measures {
            let path = self.path(&format!("measures/{}.md", measure.number));
            let (known, account) = self.measure(measure);
            self.files.text(&path, page::measure(self.frame, measure.number, &known));
            let name = if self.frame.is_thai() {
                format!("มาตรการที่ {}", measure.number)
            } else {
                format!("measure {}", measure.number)
            };
            self.report.others.push(Changed { name, title: measure.title.clone(), path, account });
        }
        self
    }

    fn measure(&self, measure: &Measure) -> (KnownPlan, Account) {
        let (old, sources) = (self.way.old, &self.way.inputs.sources);
        let mut account = Account::default();
        let text = measure.origin.body_text(sources);
        let (body, emptied) = carry::parts(&self.relink("../items/"), &measure.body, text, &[RESULTS, OUTCOMES]);
        let answers = measure.answers.and_then(|it| self.answers(it));
        account.keep(true, "ชื่อ ส่วนงาน และเนื้อหาส่วนที่ไม่ได้รายงานผล", "title, offices, and the text that does not report");
        account.clear(measure.period.is_some(), "ระยะเวลา (เป็นของปีใหม่)", "period (that of the new year)");
        account.clear(measure.answers.is_some() && answers.is_none(), "ตัวชี้วัดที่ไม่มีในชุดข้อใหม่", "an indicator that the new list does not have");
        account.clear(!measure.aliases.is_empty(), "ที่อยู่เดิม ซึ่งเป็นของหน้าปีเก่า", "old addresses, which are the old page's");
        account.cleared.extend(emptied);
        let title = renamed(&measure.title, old.year, self.frame.year);
        let known = KnownPlan {
            title: Some(title),
            answers,
            offices: self.offices(&measure.offices),
            owners: measure.owners.clone(),
            body: Some(body),
        };
        (known, account)
    }

    /// What a measure answers, as typed, if the new list has it.
    fn answers(&self, old: Answered) -> Option<String> {
        let (from, to) = (&self.way.old.scheme, self.frame.scheme);
        match old {
            Answered::Indicator(n) => {
                let it = to.indicators.iter().find(|it| meaning::is_same(&it.title, &from.indicators[n].title))?;
                Some(format!("{{indicator: {}}}", it.number))
            }
            Answered::Subindicator(n) => {
                let it = to.subindicators.iter().find(|it| meaning::is_same(&it.title, &from.subindicators[n].title))?;
                Some(format!("{{subindicator: {}}}", scalar(&it.id)))
            }
        }
    }

    fn indicators(mut self) -> Self {
        for indicator in &self.way.old.indicators {
            let Some(asked) = new_indicator(self.way.old, indicator, self.frame) else { continue };
            let path = self.path(&format!("indicators/{}.md", indicator.number));
            let (known, account) = self.indicator(indicator);
            self.files.text(&path, page::indicator(self.frame, asked, &known));
            let name = if self.frame.is_thai() {
                format!("ตัวชี้วัดที่ {}", indicator.number)
            } else {
                format!("indicator {}", indicator.number)
            };
            self.report.others.push(Changed { name, title: self.frame.words(&asked.title).to_owned(), path, account });
        }
        self
    }

    fn indicator(&self, indicator: &Indicator) -> (KnownPlan, Account) {
        let mut account = Account::default();
        let text = indicator.origin.body_text(&self.way.inputs.sources);
        let (body, emptied) = carry::parts(&self.relink("../items/"), &indicator.body, text, &[PROGRESS]);
        account.keep(true, "ส่วนงาน และเนื้อหาส่วนที่ไม่ได้รายงานผล", "offices, and the text that does not report");
        account.clear(true, "สถานะ ระยะเวลา (เป็นของปีใหม่)", "status, period (that of the new year)");
        account.clear(!indicator.aliases.is_empty(), "ที่อยู่เดิม ซึ่งเป็นของหน้าปีเก่า", "old addresses, which are the old page's");
        account.cleared.extend(emptied);
        (KnownPlan { offices: self.offices(&indicator.offices), body: Some(body), ..KnownPlan::default() }, account)
    }

    fn offices(&self, places: &[usize]) -> Vec<String> {
        places.iter().map(|n| self.way.site.config.offices[*n].id.clone()).collect()
    }

    fn done(self) -> (Files, Report) {
        (self.files, self.report)
    }
}

/// Adds what another old item gives.
fn merge(res: &mut CarriedItem, other: CarriedItem) {
    let CarriedItem { known, files, account } = other;
    let KnownItem { title, offices, status, covers, evidence, signed_by, body } = known;
    let into = &mut res.known;
    into.title = into.title.take().or(title);
    into.offices.extend(offices);
    let mut seen = BTreeSet::new();
    into.offices.retain(|it| seen.insert(it.clone()));
    into.status = into.status.max(status);
    into.covers = into.covers.or(covers);
    into.evidence.extend(evidence);
    into.signed_by = into.signed_by.take().or(signed_by);
    if !into.body.is_empty() && !body.is_empty() {
        into.body.push('\n');
    }
    into.body.push_str(&body);
    res.files.extend(files);
    res.account.add(account);
}
