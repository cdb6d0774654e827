//! `site.yaml` as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::RuleLevel;
use crate::yaml::shape;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "site.yaml", description = "หน่วยงาน ส่วนงาน ที่อยู่ของส่วน ITA และหน้าตา")]
pub(crate) struct RawConfig {
    #[schemars(title = "หน่วยงาน", description = "ชื่อและช่องทางติดต่อที่แสดงทุกหน้า")]
    pub agency: RawAgency,
    #[schemars(
        with = "shape::Section",
        title = "ที่อยู่ของส่วน ITA",
        description = "ที่อยู่เว็บที่หน้าแรกของส่วนนี้จะอยู่ เช่น https://www.example.go.th/ita/"
    )]
    pub base_url: String,
    #[serde(default)]
    #[schemars(title = "ภาษาของหน้าเว็บ")]
    pub language: RawLanguage,
    #[serde(default)]
    #[schemars(title = "ตัวเลขที่แสดง", description = "รหัสข้อและที่อยู่เว็บเป็นเลขอารบิกเสมอ")]
    pub digits: RawDigits,
    #[schemars(with = "Option<shape::Folder>", title = "ชุดหน้าตา", description = "ชื่อโฟลเดอร์ใน themes")]
    pub theme: Option<String>,
    #[serde(default)]
    #[schemars(with = "shape::Colour", title = "สีของหน่วยงาน", description = "รหัสสีในเครื่องหมายคำพูด เช่น \"#0b6258\"")]
    pub accent: Option<String>,
    #[serde(default)]
    #[schemars(title = "ส่วนงาน", description = "ส่วนงานแรกตอบเรื่องที่ไม่มีเจ้าของ")]
    pub offices: Vec<RawOffice>,
    #[serde(default)]
    #[schemars(
        title = "ระดับของกฎตรวจ",
        description = "ใช้กับทั้งเว็บไซต์ เช่น insecure-link: off",
        extend("x-list" = "rules")
    )]
    pub rules: BTreeMap<String, RuleLevel>,
    #[serde(default)]
    #[schemars(
        with = "BTreeMap<String, shape::Target>",
        title = "ปลายทางเผยแพร่",
        description = "ชื่อที่ตั้งเอง และที่อยู่ เช่น main: sftp://ita@host.example.go.th/public_html/ita ห้ามใส่รหัสผ่าน"
    )]
    pub publish: BTreeMap<String, String>,
    #[serde(default)]
    #[schemars(title = "ที่อยู่ที่เลิกใช้", description = "หน้าเว็บบอกเหตุผลแทนเนื้อหาเดิม")]
    pub retired: Vec<RawRetired>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ที่อยู่ที่เลิกใช้")]
pub(crate) struct RawRetired {
    #[schemars(title = "ที่อยู่", description = "ต่อจากที่อยู่ของส่วน ITA เช่น 2567/o5/")]
    pub url: String,
    #[schemars(title = "เหตุผล")]
    pub reason: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "หน่วยงาน")]
pub(crate) struct RawAgency {
    #[schemars(title = "ชื่อเต็ม", description = "เช่น องค์การบริหารส่วนตำบลตัวอย่าง")]
    pub name: String,
    #[schemars(title = "ชื่อย่อ", description = "เช่น อบต.ตัวอย่าง")]
    pub name_short: Option<String>,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub name_en: Option<String>,
    #[serde(default)]
    #[schemars(title = "ประเภทหน่วยงาน", description = "องค์กรปกครองส่วนท้องถิ่นต้องแสดงทั้งฝ่ายการเมืองและฝ่ายประจำ")]
    pub kind: RawKind,
    #[schemars(title = "ที่อยู่")]
    pub address: Option<String>,
    #[schemars(title = "อำเภอ")]
    pub district: Option<String>,
    #[schemars(title = "จังหวัด")]
    pub province: Option<String>,
    #[schemars(title = "โทรศัพท์")]
    pub phone: Option<String>,
    #[schemars(title = "โทรสาร")]
    pub fax: Option<String>,
    #[schemars(title = "อีเมล")]
    pub email: Option<String>,
    #[schemars(title = "เว็บไซต์หลัก")]
    pub website: Option<String>,
    #[serde(default)]
    #[schemars(title = "บัญชีสื่อสังคมออนไลน์")]
    pub social: Vec<RawAccount>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "บัญชีสื่อสังคมออนไลน์")]
pub(crate) struct RawAccount {
    #[schemars(title = "ชื่อ")]
    pub name: String,
    #[schemars(title = "ที่อยู่เว็บ")]
    pub url: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ส่วนงาน")]
pub(crate) struct RawOffice {
    #[schemars(title = "รหัส", description = "ใช้อ้างใน offices ของหน้าอื่น เช่น clerk ห้ามซ้ำกัน")]
    pub id: String,
    #[schemars(title = "ชื่อส่วนงาน", description = "เช่น สำนักปลัด")]
    pub name: String,
    #[schemars(title = "ชื่อภาษาอังกฤษ")]
    pub name_en: Option<String>,
}

#[derive(Deserialize, JsonSchema, Default)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawKind {
    #[default]
    #[schemars(description = "องค์กรปกครองส่วนท้องถิ่น")]
    LocalGovernment,
    #[schemars(description = "หน่วยงานอื่น")]
    Other,
}

#[derive(Deserialize, JsonSchema, Default)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawLanguage {
    #[default]
    #[schemars(description = "ไทย")]
    Th,
    #[schemars(description = "อังกฤษ")]
    En,
}

#[derive(Deserialize, JsonSchema, Default)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawDigits {
    #[default]
    #[schemars(description = "เลขอารบิก 0–9")]
    Arabic,
    #[schemars(description = "เลขไทย ๐–๙")]
    Thai,
}
