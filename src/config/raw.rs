//! `site.yaml` as written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::RuleLevel;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawConfig {
    pub agency: RawAgency,
    pub base_url: String,
    #[serde(default)]
    pub language: RawLanguage,
    #[serde(default)]
    pub digits: RawDigits,
    pub theme: Option<String>,
    pub accent: Option<String>,
    #[serde(default)]
    pub offices: Vec<RawOffice>,
    #[serde(default)]
    pub rules: BTreeMap<String, RuleLevel>,
    #[serde(default)]
    pub retired: Vec<RawRetired>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRetired {
    pub url: String,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAgency {
    pub name: String,
    pub name_short: Option<String>,
    pub name_en: Option<String>,
    #[serde(default)]
    pub kind: RawKind,
    pub address: Option<String>,
    pub district: Option<String>,
    pub province: Option<String>,
    pub phone: Option<String>,
    pub fax: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    #[serde(default)]
    pub social: Vec<RawAccount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAccount {
    pub name: String,
    pub url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOffice {
    pub id: String,
    pub name: String,
    pub name_en: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawKind {
    #[default]
    LocalGovernment,
    Other,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawLanguage {
    #[default]
    Th,
    En,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawDigits {
    #[default]
    Arabic,
    Thai,
}
