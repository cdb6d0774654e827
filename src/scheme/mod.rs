//! The list of items asked for, as data. The same number means another thing in another year, so nothing in code knows an
//! item by its number.
//!
//! Schemes of a site lie in `content/schemes/<id>.yaml` and take the place of built-in ones of the same id. Does not judge pages.

pub(crate) mod raw;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::Sink;
use crate::diag::rules::unknown_scheme;
use crate::input::Inputs;
use crate::source::Span;
use crate::text::code::ItemCode;
use crate::text::date::{FiscalYear, Period};
use crate::yaml;
use raw::{RawItem, RawScheme};

/// The schemes that come with the program: name and text.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("built-in/schemes/oit-2566.yaml", include_str!("lists/oit-2566.yaml")),
    ("built-in/schemes/oit-2568.yaml", include_str!("lists/oit-2568.yaml")),
    ("built-in/schemes/oit-2569.yaml", include_str!("lists/oit-2569.yaml")),
];

/// A scheme. Indices (`usize`) point into its lists.
#[derive(Debug)]
pub struct Scheme {
    /// Id: `oit-2566`.
    pub id: String,
    /// Thai title.
    pub title: Title,
    /// The years it was made for.
    pub fiscal_years: Vec<u16>,
    /// Whether it was checked; pages of an unconfirmed one carry a notice.
    pub confirmed: bool,
    /// The survey's entry for all agencies; not an agency's own link.
    pub eit_entry: String,
    /// IIT, EIT, OIT.
    pub tools: Vec<Tool>,
    /// Indicators in order.
    pub indicators: Vec<Indicator>,
    /// Sub-indicators in order.
    pub subindicators: Vec<Subindicator>,
    /// Whether the floors of the grades are confirmed.
    pub grades_confirmed: bool,
    /// Grades, best first.
    pub grades: Vec<Grade>,
    /// Items in order of their numbers.
    pub items: Vec<Item>,
}

/// A title in two languages.
#[derive(Debug, Clone)]
pub struct Title {
    /// Thai.
    pub th: String,
    /// English.
    pub en: String,
}

/// One of the three assessment tools.
#[derive(Debug)]
pub struct Tool {
    /// `iit`, `eit`, `oit`.
    pub id: String,
    /// Title.
    pub title: Title,
    /// Share of the total, in per cent.
    pub weight: f64,
    /// Who answers or looks.
    pub respondents: String,
}

/// An indicator.
#[derive(Debug)]
pub struct Indicator {
    /// 1, 2, …
    pub number: u16,
    /// Tool it belongs to.
    pub tool: usize,
    /// Title.
    pub title: Title,
}

/// A sub-indicator.
#[derive(Debug)]
pub struct Subindicator {
    /// `9.1`; text, for 9.1 and 9.10 differ.
    pub id: String,
    /// Indicator it belongs to.
    pub indicator: usize,
    /// Title.
    pub title: Title,
    /// What one missed item costs of the final 100 points; an estimate.
    pub points: Option<f64>,
}

/// A grade.
#[derive(Debug)]
pub struct Grade {
    /// `good`.
    pub id: String,
    /// Title.
    pub title: Title,
    /// Lowest total.
    pub min_total: f64,
    /// Lowest score of each tool.
    pub min_each_tool: Option<f64>,
}

/// An item.
#[derive(Debug)]
pub struct Item {
    /// Its number.
    pub code: ItemCode,
    /// Title.
    pub title: Title,
    /// Sub-indicator it belongs to.
    pub subindicator: usize,
    /// What it must show.
    pub elements: Vec<Element>,
    /// Which time its content must be about.
    pub covers: Covers,
    /// Further accepted times.
    pub covers_also: Vec<Covers>,
    /// How often it is renewed.
    pub cadence: Option<Cadence>,
    /// Rules beside the elements.
    pub must: Vec<Must>,
    /// Items it builds on.
    pub depends_on: Vec<ItemCode>,
    /// Items of older lists that it goes on from, by the ids of those.
    pub continues: Vec<(String, Vec<ItemCode>)>,
}

/// What an item must show.
#[derive(Debug)]
pub struct Element {
    /// Id used in `shows`.
    pub id: String,
    /// Text.
    pub text: String,
    /// Whether only local governments are asked for it.
    pub local_government_only: bool,
    /// Whether it is asked for only where there is any.
    pub optional: bool,
}

/// Which time content must be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "ช่วงเวลาของข้อมูล", description = "ข้อมูลของข้อต้องเป็นของช่วงใด")]
pub enum Covers {
    /// The year being assessed.
    #[schemars(description = "ปีงบประมาณที่รับการประเมิน")]
    FiscalYear,
    /// Its first six months.
    #[schemars(description = "6 เดือนแรกของปีงบประมาณ")]
    FirstHalf,
    /// The year before.
    #[schemars(description = "ปีงบประมาณก่อน")]
    PreviousYear,
    /// A plan of several years that covers the year.
    #[schemars(description = "แผนหลายปีที่คลุมปีงบประมาณนี้")]
    MultiYear,
    /// What is in force now.
    #[schemars(description = "ข้อมูลปัจจุบัน")]
    Current,
}

impl Covers {
    /// `first_half`, the name in files and in strings of themes.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Covers::FiscalYear => "fiscal_year",
            Covers::FirstHalf => "first_half",
            Covers::PreviousYear => "previous_year",
            Covers::MultiYear => "multi_year",
            Covers::Current => "current",
        }
    }

    /// The days that must be covered; `None` for what has no fixed days.
    #[must_use]
    pub fn period(self, year: FiscalYear) -> Option<Period> {
        match self {
            Covers::FiscalYear => Some(year.period()),
            Covers::FirstHalf => Some(year.first_half()),
            Covers::PreviousYear => Some(year.previous().period()),
            Covers::MultiYear | Covers::Current => None,
        }
    }
}

/// How often content is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "รอบการปรับปรุง", description = "ปรับปรุงข้อมูลบ่อยเพียงใด")]
pub enum Cadence {
    /// Once a year.
    #[schemars(description = "ปีละครั้ง")]
    Yearly,
    /// Every six months.
    #[schemars(description = "ทุก 6 เดือน")]
    HalfYear,
    /// Every three months.
    #[schemars(description = "ทุกไตรมาส")]
    Quarterly,
    /// Every month.
    #[schemars(description = "ทุกเดือน")]
    Monthly,
    /// Whenever it changes.
    #[schemars(description = "ปรับปรุงเมื่อมีการเปลี่ยนแปลง")]
    Continuous,
}

impl Cadence {
    /// The name in files and in strings of themes.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Cadence::Yearly => "yearly",
            Cadence::HalfYear => "half_year",
            Cadence::Quarterly => "quarterly",
            Cadence::Monthly => "monthly",
            Cadence::Continuous => "continuous",
        }
    }
}

/// Rules beside the elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "เงื่อนไขอื่น", description = "สิ่งที่ต้องมีนอกจากองค์ประกอบ")]
pub enum Must {
    /// Signed by the present head of the agency.
    #[schemars(description = "ผู้บริหารสูงสุดคนปัจจุบันลงนาม")]
    SignedByHead,
    /// Reachable from the home page.
    #[schemars(description = "เข้าถึงได้จากหน้าแรก")]
    ReachableFromHome,
    /// On the agency's own site.
    #[schemars(description = "อยู่บนเว็บไซต์ของหน่วยงาน")]
    OnAgencySite,
    /// Questions and answers both ways.
    #[schemars(description = "ถามและตอบกลับได้ทั้งสองทาง")]
    TwoWay,
    /// Apart from other complaint channels.
    #[schemars(description = "แยกจากช่องทางร้องเรียนอื่น")]
    SeparateChannel,
    /// A statement that there is nothing counts.
    #[schemars(description = "ถ้าไม่มีต้องเขียนว่าไม่มี")]
    SayNoneIfNone,
    /// Not the text of a whole law.
    #[schemars(description = "ไม่ใช่ตัวบทกฎหมายทั้งฉบับ")]
    NotWholeLaw,
    /// Data by month.
    #[schemars(description = "แยกข้อมูลเป็นรายเดือน")]
    MonthlyRows,
}

impl Scheme {
    /// The item with that number.
    #[must_use]
    pub fn item(&self, code: ItemCode) -> Option<(usize, &Item)> {
        self.items.iter().enumerate().find(|(_, it)| it.code == code)
    }

    /// The items of a sub-indicator, in order.
    pub fn items_of(&self, subindicator: usize) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(move |(_, it)| it.subindicator == subindicator)
    }

    /// The indicators that surveys of people measure: those without sub-indicators.
    pub fn perception_indicators(&self) -> impl Iterator<Item = (usize, &Indicator)> {
        self.indicators.iter().enumerate().filter(|(index, _)| self.subindicators.iter().all(|it| it.indicator != *index))
    }
}

/// The schemes a site may name, read when asked for.
#[derive(Debug)]
pub struct Schemes {
    files: BTreeMap<String, Span>,
}

impl Schemes {
    /// Finds the files; those of the site take the place of built-in ones.
    #[must_use]
    pub fn find(inputs: &Inputs) -> Schemes {
        let mut files = BTreeMap::new();
        for folder in ["built-in/schemes", "content/schemes"] {
            let here = inputs.texts.iter().filter(|(path, _)| path.folder() == folder);
            files.extend(here.map(|(path, file)| (path.stem().to_owned(), inputs.sources.span(*file, 0..usize::MAX))));
        }
        Schemes { files }
    }

    /// Their ids.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    /// Reads one; `named_at` is where a year names it.
    pub fn read(&self, id: &str, named_at: &dyn Fn() -> Span, inputs: &Inputs, sink: &mut Sink) -> Option<Arc<Scheme>> {
        if !self.files.contains_key(id) {
            sink.push(unknown_scheme::fault(named_at(), id, &self.ids()));
        }
        self.by_id(id, inputs, sink)
    }

    /// Reads one that nothing in a file names; `None` when there is none, or when it has a fault.
    pub fn by_id(&self, id: &str, inputs: &Inputs, sink: &mut Sink) -> Option<Arc<Scheme>> {
        let yaml = *self.files.get(id)?;
        let mut resolve = || {
            let raw = yaml::read(&inputs.sources, yaml, yaml::Kind::File, sink)?;
            Resolve { inputs, yaml, sink, n_faults: 0 }.scheme(raw).map(Arc::new)
        };
        let path = &inputs.sources.get(yaml.file).path;
        match BUILT_IN.iter().position(|(name, _)| *name == path.as_str()) {
            Some(n) => BUILT_IN_READ[n].get_or_init(resolve).clone(),
            None => resolve(),
        }
    }
}

/// The built-in schemes that were asked for. They are the same for every year and every site of a run, and free of faults.
static BUILT_IN_READ: [OnceLock<Option<Arc<Scheme>>>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];

struct Resolve<'a> {
    inputs: &'a Inputs,
    yaml: Span,
    sink: &'a mut Sink,
    n_faults: usize,
}

impl Resolve<'_> {
    /// A scheme with a fault is not used: half a list would look like a whole one.
    fn scheme(mut self, raw: RawScheme) -> Option<Scheme> {
        let RawScheme {
            id,
            title,
            title_en,
            fiscal_years,
            confirmed,
            eit_entry,
            sources: _,
            tools,
            indicators,
            subindicators,
            grades_confirmed,
            grades,
            items,
        } = raw;
        let tools: Vec<Tool> = tools
            .into_iter()
            .map(|it| Tool { id: it.id, title: Title { th: it.title, en: it.title_en }, weight: it.weight, respondents: it.respondents })
            .collect();
        let mut res = Scheme {
            id,
            title: Title { th: title, en: title_en },
            fiscal_years,
            confirmed,
            eit_entry: eit_entry.unwrap_or_default(),
            indicators: self.indicators(indicators, &tools),
            tools,
            subindicators: Vec::new(),
            grades_confirmed,
            grades: grades
                .into_iter()
                .map(|it| Grade {
                    id: it.id,
                    title: Title { th: it.title, en: it.title_en },
                    min_total: it.min_total,
                    min_each_tool: it.min_each_tool,
                })
                .collect(),
            items: Vec::new(),
        };
        self.subindicators(subindicators, &mut res);
        self.items(items, &mut res);
        (self.n_faults == 0).then_some(res)
    }

    fn indicators(&mut self, raw: Vec<raw::RawIndicator>, tools: &[Tool]) -> Vec<Indicator> {
        let mut res: Vec<Indicator> = Vec::new();
        for (index, raw::RawIndicator { number, tool, title, title_en, aliases: _ }) in raw.into_iter().enumerate() {
            match tools.iter().position(|it| it.id == tool) {
                Some(tool) => res.push(Indicator { number, tool, title: Title { th: title, en: title_en } }),
                None => {
                    self.fault(
                        &format!("indicators[{index}].tool"),
                        &format!("ไม่มีเครื่องมือ `{tool}`"),
                        &format!("there is no tool `{tool}`"),
                    );
                }
            }
        }
        res
    }

    fn subindicators(&mut self, raw: Vec<raw::RawSubindicator>, scheme: &mut Scheme) {
        for (index, raw::RawSubindicator { id, indicator, title, title_en, points, groups: _ }) in raw.into_iter().enumerate() {
            if let Some(indicator) = scheme.indicators.iter().position(|it| it.number == indicator) {
                scheme.subindicators.push(Subindicator { id, indicator, title: Title { th: title, en: title_en }, points });
            } else {
                let path = format!("subindicators[{index}].indicator");
                self.fault(&path, &format!("ไม่มีตัวชี้วัด `{indicator}`"), &format!("there is no indicator `{indicator}`"));
            }
        }
    }

    fn items(&mut self, raw: Vec<RawItem>, scheme: &mut Scheme) {
        let mut in_file: Vec<usize> = Vec::new();
        for (index, raw) in raw.into_iter().enumerate() {
            if let Some(item) = self.item(raw, &format!("items[{index}]"), scheme) {
                scheme.items.push(item);
                in_file.push(index);
            }
        }
        for (item, index) in scheme.items.iter().zip(in_file) {
            for code in item.depends_on.iter().filter(|code| scheme.item(**code).is_none()) {
                self.fault(&format!("items[{index}].id"), &format!("อ้างถึงข้อ {code} ที่ไม่มี"), &format!("names {code}, which is not there"));
            }
        }
        scheme.items.sort_by_key(|it| it.code);
    }

    fn item(&mut self, raw: RawItem, path: &str, scheme: &Scheme) -> Option<Item> {
        let RawItem {
            id,
            title,
            title_en,
            subindicator,
            group: _,
            inferred: _,
            elements,
            covers,
            covers_also,
            cadence,
            cadence_also: _,
            must,
            depends_on,
            continues,
            note: _,
        } = raw;
        let Some(code) = ItemCode::parse(&id) else {
            self.fault(&format!("{path}.id"), &format!("`{id}` ไม่ใช่เลขข้อ"), &format!("`{id}` is no item code"));
            return None;
        };
        if scheme.item(code).is_some() {
            self.fault(&format!("{path}.id"), &format!("มีข้อ {code} แล้ว"), &format!("there is an item {code} already"));
            return None;
        }
        let Some(subindicator) = scheme.subindicators.iter().position(|it| it.id == subindicator) else {
            self.fault(
                &format!("{path}.subindicator"),
                &format!("ไม่มีตัวชี้วัดย่อย `{subindicator}`"),
                &format!("there is no sub-indicator `{subindicator}`"),
            );
            return None;
        };
        Some(Item {
            code,
            title: Title { th: title, en: title_en },
            subindicator,
            elements: elements.into_iter().map(element).collect(),
            covers,
            covers_also,
            cadence,
            must,
            depends_on: self.codes(&depends_on, &format!("{path}.depends_on")),
            continues: continues.iter().map(|(id, codes)| (id.clone(), self.codes(codes, &format!("{path}.continues.{id}")))).collect(),
        })
    }

    fn codes(&mut self, written: &[String], path: &str) -> Vec<ItemCode> {
        let mut res = Vec::new();
        for (n, written) in written.iter().enumerate() {
            match ItemCode::parse(written) {
                Some(code) => res.push(code),
                None => self.fault(&format!("{path}[{n}]"), &format!("`{written}` ไม่ใช่เลขข้อ"), &format!("`{written}` is no item code")),
            }
        }
        res
    }

    fn fault(&mut self, path: &str, th: &str, en: &str) {
        self.n_faults += 1;
        let span = yaml::locate(&self.inputs.sources, self.yaml, path);
        self.sink.push(unknown_scheme::inconsistent(span, th, en));
    }
}

fn element(raw: raw::RawElement) -> Element {
    let raw::RawElement { id, text, asked_of, origin: _, optional } = raw;
    Element { id, text, local_government_only: asked_of.is_some(), optional }
}
