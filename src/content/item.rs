//! One item: `content/2568/items/o12.md` or `content/2568/items/o12/index.md`.

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
use crate::text::code::ItemCode;
use crate::text::date::{Date, Period};
use crate::yaml::shape;

/// An item as its file says, with ids not yet looked up.
#[derive(Debug, Clone)]
pub struct ItemFile {
    /// Where it stands.
    pub origin: Origin,
    /// Number, from the name of the file.
    pub code: ItemCode,
    /// In place of the scheme's title.
    pub title: Option<String>,
    /// Ids of offices.
    pub offices: Vec<String>,
    /// The agency's own word.
    pub status: Status,
    /// Last change.
    pub updated: Option<Date>,
    /// The time the content is about.
    pub covers: Option<Period>,
    /// What was done, in a line.
    pub progress: Option<String>,
    /// Evidence in order; `None` for an entry that could not be understood.
    pub evidence: Vec<Option<EvidenceEntry>>,
    /// The statement that there is nothing to show.
    pub none: Option<String>,
    /// Who signed; a post.
    pub signed_by: Option<String>,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// Rules silenced here.
    pub allow: Vec<Allow>,
    /// Files that are shown as tables below the body.
    pub data: Vec<Data>,
    /// The body.
    pub body: Arc<Fragment>,
}

/// The agency's own word on an item or indicator. Orders by how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "สถานะ", description = "คำตอบของหน่วยงานเอง")]
pub enum Status {
    /// Nothing done.
    #[default]
    #[schemars(description = "ยังไม่ได้ทำ")]
    NotStarted,
    /// Begun.
    #[schemars(description = "กำลังทำ")]
    InProgress,
    /// Done.
    #[schemars(description = "ทำแล้ว")]
    Done,
}

impl Status {
    /// The word used in front matter.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Status::NotStarted => "not_started",
            Status::InProgress => "in_progress",
            Status::Done => "done",
        }
    }
}

/// Evidence as written.
#[derive(Debug, Clone)]
pub struct EvidenceEntry {
    /// What it is.
    pub target: EvidenceTarget,
    /// Title.
    pub title: Option<String>,
    /// Ids of elements it shows.
    pub shows: Vec<String>,
}

impl EvidenceEntry {
    fn file_and_title(&self) -> Option<(&str, &str)> {
        if let EvidenceTarget::File(file) = &self.target { Some((file, self.title.as_deref()?)) } else { None }
    }
}

/// The three kinds of evidence.
#[derive(Debug, Clone)]
pub enum EvidenceTarget {
    /// A file beside the page.
    File(String),
    /// A page elsewhere.
    Url(String),
    /// A heading of this page.
    Here(String),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ส่วนหัวของข้อ", description = "ข้อมูลระหว่างเครื่องหมาย --- ของไฟล์ใน items")]
pub(crate) struct RawItem {
    #[schemars(with = "Option<shape::Code>", title = "ข้อ", description = "ตรงกับชื่อไฟล์ เช่น O12")]
    item: Option<String>,
    #[schemars(title = "ชื่อข้อ", description = "ใส่เมื่อต้องการใช้แทนชื่อในชุดข้อ")]
    title: Option<String>,
    #[serde(default)]
    #[schemars(with = "shape::Names", title = "ส่วนงานที่รับผิดชอบ", description = "รหัสส่วนงานจาก site.yaml", extend("x-list" = "offices"))]
    offices: Names,
    #[serde(default)]
    #[schemars(title = "สถานะ", description = "คำตอบของหน่วยงานเอง")]
    status: Option<Status>,
    #[schemars(with = "Option<shape::DayOrNothing>", title = "วันที่แก้ไขล่าสุด", description = "เช่น 2568-04-18 หรือ 18 เม.ย. 2568")]
    updated: Option<String>,
    #[schemars(title = "ช่วงเวลาของข้อมูล", description = "ข้อมูลในหน้านี้เป็นของวันใดถึงวันใด")]
    covers: Option<RawPeriod>,
    #[schemars(title = "ผลการดำเนินการ", description = "ทำอะไรไปแล้ว หนึ่งบรรทัด")]
    progress: Option<String>,
    #[schemars(title = "หลักฐาน", description = "สิ่งที่ผู้ตรวจประเมินเปิดดูได้")]
    evidence: Option<Vec<RawEvidence>>,
    #[schemars(title = "ไม่มีเรื่องที่ต้องรายงาน", description = "เช่น ไม่มีเรื่องร้องเรียนในช่วงเวลานี้ เพราะหน้าว่างไม่เท่ากับไม่มีเรื่อง")]
    none: Option<String>,
    #[schemars(title = "ผู้ลงนาม", description = "ตำแหน่งของผู้ลงนามในเอกสาร")]
    signed_by: Option<String>,
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
#[schemars(title = "หลักฐาน", description = "ใส่ไฟล์ ลิงก์ หรือหัวข้อในหน้านี้ อย่างใดอย่างหนึ่ง", transform = shape::one_target)]
pub(crate) struct RawEvidence {
    #[schemars(title = "ไฟล์", description = "ชื่อไฟล์ที่วางไว้ในโฟลเดอร์ของข้อ")]
    file: Option<String>,
    #[schemars(title = "ลิงก์", description = "ที่อยู่เว็บของหน้าที่แสดงข้อมูล")]
    url: Option<String>,
    #[schemars(title = "หัวข้อในหน้านี้", description = "เช่น \"#ผลการใช้จ่าย\"")]
    here: Option<String>,
    #[schemars(title = "ชื่อหลักฐาน")]
    title: Option<String>,
    #[serde(default)]
    #[schemars(
        with = "shape::Names",
        title = "แสดงองค์ประกอบใด",
        description = "รหัสองค์ประกอบที่หลักฐานนี้แสดง",
        extend("x-list" = "elements")
    )]
    shows: Names,
}

/// Reads the file of the item that its name says.
pub fn read(inputs: &Inputs, file: FileId, code: ItemCode, sink: &mut Sink) -> Option<ItemFile> {
    let sources = &inputs.sources;
    let (raw, origin) = front_matter::read(inputs, file, sink)?;
    let RawItem { item, title, offices, status, updated, covers, progress, evidence, none, signed_by, data, aliases, allow } = raw;
    if let Some(written) = filled(item) {
        match ItemCode::parse(&written) {
            Some(inside) if inside == code => {}
            Some(inside) => sink.push(misfiled_item::name_differs(origin.at(sources, "item"), &code.to_string(), &inside.to_string())),
            None => sink.push(unknown_item::no_number(origin.at(sources, "item"), &written, "item: O12")),
        }
    }
    let evidence: Vec<Option<EvidenceEntry>> = evidence
        .unwrap_or_default()
        .into_iter()
        .enumerate()
        .map(|(index, raw)| self::evidence(raw, index, &origin, inputs, sink))
        .collect();
    let titles: Vec<(&str, &str)> = evidence.iter().flatten().filter_map(EvidenceEntry::file_and_title).collect();
    let mut body = markdown::read(origin.body_text(sources));
    let data = data::read(data, &origin, &titles, &mut body, inputs, sink);
    Some(ItemFile {
        code,
        title: filled(title),
        offices: offices.0,
        status: status.unwrap_or_default(),
        updated: filled(updated).and_then(|it| front_matter::date(&it, &origin, "updated", sources, sink)),
        covers: front_matter::period(covers, &origin, "covers", sources, sink),
        progress: filled(progress),
        evidence,
        none: filled(none),
        signed_by: filled(signed_by),
        aliases: aliases.0,
        allow,
        data,
        body: body.whole(),
        origin,
    })
}

fn evidence(raw: RawEvidence, index: usize, origin: &Origin, inputs: &Inputs, sink: &mut Sink) -> Option<EvidenceEntry> {
    let RawEvidence { file, url, here, title, shows } = raw;
    let target = match (filled(file), filled(url), filled(here)) {
        (Some(file), None, None) => EvidenceTarget::File(file),
        (None, Some(url), None) => EvidenceTarget::Url(url),
        (None, None, Some(here)) => EvidenceTarget::Here(here),
        _ => {
            let place = origin.at(&inputs.sources, &format!("evidence[{index}]"));
            let (th, en) = (
                "หลักฐานหนึ่งรายการต้องมี `file` `url` หรือ `here` อย่างใดอย่างหนึ่ง",
                "an entry of evidence has exactly one of `file`, `url`, `here`",
            );
            sink.push(bad_value::fault(place, th, en, "- file: report.pdf"));
            return None;
        }
    };
    Some(EvidenceEntry { target, title: filled(title), shows: shows.0 })
}
