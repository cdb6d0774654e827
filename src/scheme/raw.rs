//! A scheme as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Cadence, Covers, Must};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
#[schemars(title = "ชุดข้อ", description = "รายการข้อที่ผู้ตรวจประเมินถามในปีหนึ่ง")]
pub(crate) struct RawScheme {
    #[schemars(title = "รหัส", description = "ตรงกับชื่อไฟล์ เช่น oit-2568")]
    pub id: String,
    #[schemars(title = "ชื่อ")]
    pub title: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub title_en: String,
    #[schemars(title = "ปีงบประมาณที่ใช้", description = "เช่น [2568]")]
    pub fiscal_years: Vec<u16>,
    #[schemars(title = "ตรวจเทียบกับคู่มือแล้ว", description = "ถ้ายัง หน้าเว็บจะบอกไว้")]
    pub confirmed: bool,
    #[schemars(title = "หน้าแรกของระบบแบบวัด EIT", description = "ใช้เตือนเมื่อหน่วยงานใส่หน้านี้แทนลิงก์ของตน")]
    pub eit_entry: Option<String>,
    #[serde(default)]
    #[schemars(title = "แหล่งที่มา")]
    pub sources: Vec<String>,
    #[schemars(title = "เครื่องมือประเมิน", description = "IIT EIT และ OIT")]
    pub tools: Vec<RawTool>,
    #[schemars(title = "ตัวชี้วัด")]
    pub indicators: Vec<RawIndicator>,
    #[schemars(title = "ตัวชี้วัดย่อย")]
    pub subindicators: Vec<RawSubindicator>,
    #[serde(default)]
    #[schemars(title = "เกณฑ์ของระดับตรวจแล้ว")]
    pub grades_confirmed: bool,
    #[serde(default)]
    #[schemars(title = "ระดับผลการประเมิน", description = "เรียงจากดีที่สุด")]
    pub grades: Vec<RawGrade>,
    #[schemars(title = "ข้อ")]
    pub items: Vec<RawItem>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "เครื่องมือประเมิน")]
pub(crate) struct RawTool {
    #[schemars(title = "รหัส", description = "เช่น oit")]
    pub id: String,
    #[schemars(title = "ชื่อ")]
    pub title: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub title_en: String,
    #[schemars(title = "น้ำหนัก", description = "ร้อยละของคะแนนรวม")]
    pub weight: f64,
    #[serde(default)]
    #[schemars(title = "ผู้ตอบหรือผู้ตรวจ")]
    pub respondents: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
#[schemars(title = "ตัวชี้วัด")]
pub(crate) struct RawIndicator {
    #[schemars(title = "เลขตัวชี้วัด")]
    pub number: u16,
    #[schemars(title = "เครื่องมือ", description = "รหัสของเครื่องมือประเมิน")]
    pub tool: String,
    #[schemars(title = "ชื่อ")]
    pub title: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub title_en: String,
    #[serde(default)]
    #[schemars(title = "ชื่ออื่นที่ใช้กัน")]
    pub aliases: Vec<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
#[schemars(title = "ตัวชี้วัดย่อย")]
pub(crate) struct RawSubindicator {
    #[schemars(title = "รหัส", description = "ในเครื่องหมายคำพูด เช่น \"9.1\"")]
    pub id: String,
    #[schemars(title = "ตัวชี้วัด", description = "เลขตัวชี้วัดที่สังกัด")]
    pub indicator: u16,
    #[schemars(title = "ชื่อ")]
    pub title: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub title_en: String,
    #[schemars(title = "คะแนนต่อข้อ", description = "ข้อหนึ่งมีผลต่อคะแนนรวมเท่าใด เป็นค่าประมาณ")]
    pub points: Option<f64>,
    #[serde(default)]
    #[schemars(title = "กลุ่มข้อ")]
    pub groups: Vec<RawGroup>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
#[schemars(title = "กลุ่มข้อ")]
pub(crate) struct RawGroup {
    #[schemars(title = "รหัส")]
    pub id: String,
    #[schemars(title = "ชื่อ")]
    pub title: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub title_en: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ระดับ")]
pub(crate) struct RawGrade {
    #[schemars(title = "รหัส", description = "เช่น good")]
    pub id: String,
    #[schemars(title = "ชื่อ")]
    pub title: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub title_en: String,
    #[schemars(title = "คะแนนรวมขั้นต่ำ")]
    pub min_total: f64,
    #[schemars(title = "คะแนนขั้นต่ำของทุกเครื่องมือ")]
    pub min_each_tool: Option<f64>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
#[schemars(title = "ข้อ")]
pub(crate) struct RawItem {
    #[schemars(title = "เลขข้อ", description = "เช่น O12")]
    pub id: String,
    #[schemars(title = "ชื่อ")]
    pub title: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub title_en: String,
    #[schemars(title = "ตัวชี้วัดย่อย", description = "รหัสที่สังกัด")]
    pub subindicator: String,
    #[schemars(title = "กลุ่มข้อ")]
    pub group: Option<String>,
    #[serde(default)]
    #[schemars(title = "อนุมาน", description = "ชื่อหรือลำดับของข้อยังไม่มีแหล่งยืนยัน")]
    pub inferred: bool,
    #[serde(default)]
    #[schemars(title = "องค์ประกอบที่ต้องแสดง")]
    pub elements: Vec<RawElement>,
    #[schemars(title = "ช่วงเวลาของข้อมูล", description = "ข้อมูลต้องเป็นของช่วงใด")]
    pub covers: Covers,
    #[serde(default)]
    #[schemars(title = "ช่วงเวลาอื่นที่ยอมรับ")]
    pub covers_also: Vec<Covers>,
    #[schemars(title = "รอบการปรับปรุง")]
    pub cadence: Option<Cadence>,
    #[serde(default)]
    #[schemars(title = "รอบอื่นที่ยอมรับ")]
    pub cadence_also: Vec<Cadence>,
    #[serde(default)]
    #[schemars(title = "เงื่อนไขอื่น")]
    pub must: Vec<Must>,
    #[serde(default)]
    #[schemars(title = "ต่อเนื่องจากข้อ", description = "ข้อที่ต้องมีก่อน")]
    pub depends_on: Vec<String>,
    #[serde(default)]
    #[schemars(title = "ต่อจากข้อในชุดเดิม", description = "เมื่อชื่อข้อเปลี่ยนไปหรือรวมหลายข้อ เช่น {oit-2566: [O1, O3]}")]
    pub continues: BTreeMap<String, Vec<String>>,
    #[schemars(title = "หมายเหตุ", description = "สำหรับผู้ดูแลไฟล์นี้")]
    pub note: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
#[schemars(title = "องค์ประกอบ")]
pub(crate) struct RawElement {
    #[schemars(title = "รหัส", description = "ใช้อ้างใน shows")]
    pub id: String,
    #[schemars(title = "ข้อความ", description = "สิ่งที่ผู้ตรวจประเมินมองหา")]
    pub text: String,
    #[serde(rename = "for")]
    #[schemars(title = "เฉพาะหน่วยงานประเภท", description = "ไม่ใส่หมายถึงทุกหน่วยงาน")]
    pub asked_of: Option<RawAskedOf>,
    #[schemars(title = "ที่มา", description = "ใส่เมื่อไม่ได้มาจากชุดข้อนี้")]
    pub origin: Option<RawOrigin>,
    #[serde(default)]
    #[schemars(title = "มีเมื่อมีเรื่อง", description = "ไม่ต้องแสดงถ้าไม่มีเรื่องนั้น")]
    pub optional: bool,
}

#[derive(Deserialize, JsonSchema, Clone, Copy)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "ประเภทหน่วยงาน")]
pub(crate) enum RawAskedOf {
    #[schemars(description = "องค์กรปกครองส่วนท้องถิ่น")]
    LocalGovernment,
}

/// Where an element comes from that is not of this list; for those who keep the file.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "ที่มา", description = "องค์ประกอบที่ไม่ได้มาจากชุดข้อนี้มาจากที่ใด")]
pub(crate) enum RawOrigin {
    #[schemars(description = "พบในรายงานของหน่วยงานเท่านั้น")]
    Report,
    #[schemars(description = "มาจากชุดข้อของปีอื่น")]
    OtherYear,
    #[schemars(description = "อนุมาน")]
    Inferred,
}
