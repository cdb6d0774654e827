//! One measure: `content/2568/measures/1.md`.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::data::{self, Data, RawData};
use super::front_matter::{self, Allow, Names, Origin, RawPeriod, filled};
use super::markdown::{self, Fragment};
use crate::diag::Sink;
use crate::diag::rules::{bad_value, misfiled_item, unknown_item};
use crate::input::Inputs;
use crate::source::FileId;
use crate::text::date::Period;
use crate::text::digits::to_arabic;
use crate::yaml::shape;

/// Headings of the part that says what was found, as files write them; the paper form's own comes first (source: the paper
/// form and its abbreviations).
pub const FINDING: &[&str] = &["ประเด็นที่พบ", "ประเด็น", "finding"];
/// Headings of the part that says what is to be done.
pub const STEPS: &[&str] = &["วิธีดำเนินการ", "วิธีการดำเนินการ", "แนวทางดำเนินการ", "steps"];
/// Headings of the part that says what was done.
pub const RESULTS: &[&str] = &["สรุปผลการดำเนินการ", "สรุปผล", "ผลการดำเนินการ", "results"];
/// Headings of the part that says what came of it.
pub const OUTCOMES: &[&str] = &["ผลลัพธ์หรือความสำเร็จ", "ผลลัพธ์", "ความสำเร็จ", "outcomes"];

/// A measure as its file says, with ids not yet looked up.
#[derive(Debug, Clone)]
pub struct MeasureFile {
    /// Where it stands.
    pub origin: Origin,
    /// Number, from the name of the file.
    pub number: u16,
    /// Title.
    pub title: String,
    /// The indicator it answers.
    pub answers: Option<Answers>,
    /// When.
    pub period: Option<Period>,
    /// Ids of offices.
    pub offices: Vec<String>,
    /// Committees and posts beside the offices.
    pub owners: Vec<String>,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// Rules silenced here.
    pub allow: Vec<Allow>,
    /// Files that are shown as tables below the body.
    pub data: Vec<Data>,
    /// The body: finding, steps, results, outcomes under headings of these names.
    pub body: Arc<Fragment>,
}

/// What a measure answers, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// An indicator, by number.
    Indicator(u16),
    /// A sub-indicator, by id.
    Subindicator(String),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ส่วนหัวของมาตรการ", description = "ข้อมูลระหว่างเครื่องหมาย --- ของไฟล์ใน measures")]
pub(crate) struct RawMeasure {
    #[schemars(with = "Option<shape::Number>", title = "มาตรการที่", description = "ตรงกับชื่อไฟล์ เช่น 1")]
    measure: Option<String>,
    #[schemars(with = "shape::Filled", title = "ชื่อมาตรการ")]
    title: String,
    #[schemars(title = "ตอบตัวชี้วัด", description = "ตัวชี้วัดหรือตัวชี้วัดย่อยที่มาตรการนี้แก้ไข")]
    answers: Option<RawAnswers>,
    #[schemars(title = "ระยะเวลา")]
    period: Option<RawPeriod>,
    #[serde(default)]
    #[schemars(with = "shape::Names", title = "ส่วนงานที่รับผิดชอบ", description = "รหัสส่วนงานจาก site.yaml", extend("x-list" = "offices"))]
    offices: Names,
    #[serde(default)]
    #[schemars(with = "shape::Names", title = "ผู้รับผิดชอบที่ไม่ใช่ส่วนงาน", description = "คณะทำงานหรือตำแหน่ง")]
    owners: Names,
    #[serde(default)]
    #[schemars(title = "ตารางจากไฟล์", description = "ไฟล์ CSV หรือ XLSX ที่แสดงเป็นตารางในหน้า")]
    data: RawData,
    #[serde(default)]
    #[schemars(with = "shape::Names", title = "ที่อยู่เดิม", description = "ที่อยู่เก่าที่ให้นำมายังหน้านี้ เช่น 2567/o5/")]
    aliases: Names,
    #[serde(default)]
    #[schemars(title = "ข้อยกเว้นของกฎตรวจ", description = "ใช้เฉพาะหน้านี้ ต้องมีเหตุผล")]
    allow: Vec<Allow>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ตอบตัวชี้วัด")]
pub(crate) struct RawAnswers {
    #[schemars(title = "ตัวชี้วัด", description = "เลขตัวชี้วัด เช่น 6")]
    indicator: Option<u16>,
    #[schemars(title = "ตัวชี้วัดย่อย", description = "ในเครื่องหมายคำพูด เช่น \"9.4\"")]
    subindicator: Option<String>,
}

/// Reads the file of the measure that its name says.
pub fn read(inputs: &Inputs, file: FileId, number: u16, sink: &mut Sink) -> Option<MeasureFile> {
    let (raw, origin) = front_matter::read(inputs, file, sink)?;
    let RawMeasure { measure, title, answers, period, offices, owners, data, aliases, allow } = raw;
    check_number(measure, number, "measure", &origin, inputs, sink);
    if title.trim().is_empty() {
        let place = origin.at(&inputs.sources, "title");
        sink.push(bad_value::fault(place, "มาตรการไม่มีชื่อ", "the measure has no title", "title: ชื่อของมาตรการ"));
    }
    let mut body = markdown::read(origin.body_text(&inputs.sources));
    Some(MeasureFile {
        number,
        title,
        answers: answers.and_then(|RawAnswers { indicator, subindicator }| match subindicator {
            Some(id) => Some(Answers::Subindicator(to_arabic(&id).into_owned())),
            None => indicator.map(Answers::Indicator),
        }),
        period: front_matter::period(period, &origin, "period", &inputs.sources, sink),
        offices: offices.0,
        owners: owners.0,
        aliases: aliases.0,
        allow,
        data: data::read(data, &origin, &[], &mut body, inputs, sink),
        body: body.whole(),
        origin,
    })
}

/// Reports a number inside a file that is not that of its name.
pub(super) fn check_number(written: Option<String>, number: u16, key: &str, origin: &Origin, inputs: &Inputs, sink: &mut Sink) {
    let Some(written) = filled(written) else { return };
    match to_arabic(&written).trim().parse::<u16>() {
        Ok(inside) if inside == number => {}
        Ok(inside) => {
            let place = origin.at(&inputs.sources, key);
            sink.push(misfiled_item::name_differs(place, &format!("{key} {number}"), &format!("{key} {inside}")));
        }
        Err(_) => sink.push(unknown_item::no_number(origin.at(&inputs.sources, key), &written, &format!("{key}: 1"))),
    }
}
