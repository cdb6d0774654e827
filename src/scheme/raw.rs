//! A scheme as written.

use serde::Deserialize;

use super::{Cadence, Covers, Must};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
pub(super) struct RawScheme {
    pub id: String,
    pub title: String,
    pub title_en: String,
    pub fiscal_years: Vec<u16>,
    pub confirmed: bool,
    pub eit_entry: Option<String>,
    #[serde(default)]
    pub sources: Vec<String>,
    pub tools: Vec<RawTool>,
    pub indicators: Vec<RawIndicator>,
    pub subindicators: Vec<RawSubindicator>,
    #[serde(default)]
    pub grades_confirmed: bool,
    #[serde(default)]
    pub grades: Vec<RawGrade>,
    pub items: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTool {
    pub id: String,
    pub title: String,
    pub title_en: String,
    pub weight: f64,
    #[serde(default)]
    pub respondents: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
pub(super) struct RawIndicator {
    pub number: u16,
    pub tool: String,
    pub title: String,
    pub title_en: String,
    #[serde(default)]
    pub aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
pub(super) struct RawSubindicator {
    pub id: String,
    pub indicator: u16,
    pub title: String,
    pub title_en: String,
    pub points: Option<f64>,
    #[serde(default)]
    pub groups: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
pub(super) struct RawGroup {
    pub id: String,
    pub title: String,
    pub title_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGrade {
    pub id: String,
    pub title: String,
    pub title_en: String,
    pub min_total: f64,
    pub min_each_tool: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
pub(super) struct RawItem {
    pub id: String,
    pub title: String,
    pub title_en: String,
    pub subindicator: String,
    pub group: Option<String>,
    #[serde(default)]
    pub inferred: bool,
    #[serde(default)]
    pub elements: Vec<RawElement>,
    pub covers: Covers,
    #[serde(default)]
    pub covers_also: Vec<Covers>,
    pub cadence: Option<Cadence>,
    #[serde(default)]
    pub cadence_also: Vec<Cadence>,
    #[serde(default)]
    pub must: Vec<Must>,
    #[serde(default)]
    pub depends_on: Vec<String>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "some fields are for those who keep the file")]
pub(super) struct RawElement {
    pub id: String,
    pub text: String,
    #[serde(rename = "for")]
    pub asked_of: Option<RawAskedOf>,
    pub origin: Option<RawOrigin>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawAskedOf {
    LocalGovernment,
}

/// Where an element comes from that is not of this list; for those who keep the file.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawOrigin {
    Report,
    OtherYear,
    Inferred,
}
