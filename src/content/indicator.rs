//! One perception indicator: `content/2568/indicators/6.md`.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::data::{self, Data, RawData};
use super::front_matter::{self, Allow, Names, Origin, RawPeriod};
use super::item::Status;
use super::markdown::{self, Fragment};
use super::measure::check_number;
use crate::diag::Sink;
use crate::input::Inputs;
use crate::source::FileId;
use crate::text::date::Period;
use crate::yaml::shape;

/// Headings of the part that says what is to be done, as files write them; the paper form's own comes first.
pub const GUIDANCE: &[&str] = &["แนวทางในการยกระดับการประเมิน", "แนวทางยกระดับ", "แนวทางในการยกระดับ", "แนวทาง", "guidance"];
/// Headings of the part that says what was done.
pub const PROGRESS: &[&str] = &["ความก้าวหน้า", "ผลการดำเนินการ", "progress"];

/// An indicator as its file says, with ids not yet looked up.
#[derive(Debug, Clone)]
pub struct IndicatorFile {
    /// Where it stands.
    pub origin: Origin,
    /// Number, from the name of the file.
    pub number: u16,
    /// Ids of offices.
    pub offices: Vec<String>,
    /// When.
    pub period: Option<Period>,
    /// The agency's own word.
    pub status: Status,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// Rules silenced here.
    pub allow: Vec<Allow>,
    /// Files that are shown as tables below the body.
    pub data: Vec<Data>,
    /// The body: guidance and progress under headings of these names.
    pub body: Arc<Fragment>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ส่วนหัวของตัวชี้วัด", description = "ข้อมูลระหว่างเครื่องหมาย --- ของไฟล์ใน indicators")]
pub(crate) struct RawIndicator {
    #[schemars(with = "Option<shape::Number>", title = "ตัวชี้วัดที่", description = "ตรงกับชื่อไฟล์ เช่น 6")]
    indicator: Option<String>,
    #[serde(default)]
    #[schemars(with = "shape::Names", title = "ส่วนงานที่รับผิดชอบ", description = "รหัสส่วนงานจาก site.yaml", extend("x-list" = "offices"))]
    offices: Names,
    #[schemars(title = "ระยะเวลา")]
    period: Option<RawPeriod>,
    #[schemars(title = "สถานะ", description = "คำตอบของหน่วยงานเอง")]
    status: Option<Status>,
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

/// Reads the file of the indicator that its name says.
pub fn read(inputs: &Inputs, file: FileId, number: u16, sink: &mut Sink) -> Option<IndicatorFile> {
    let (raw, origin) = front_matter::read(inputs, file, sink)?;
    let RawIndicator { indicator, offices, period, status, data, aliases, allow } = raw;
    check_number(indicator, number, "indicator", &origin, inputs, sink);
    let mut body = markdown::read(origin.body_text(&inputs.sources));
    Some(IndicatorFile {
        number,
        offices: offices.0,
        period: front_matter::period(period, &origin, "period", &inputs.sources, sink),
        status: status.unwrap_or_default(),
        aliases: aliases.0,
        allow,
        data: data::read(data, &origin, &[], &mut body, inputs, sink),
        body: body.whole(),
        origin,
    })
}
