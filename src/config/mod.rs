//! `content/site.yaml`: the agency, its offices, the address of the section, the look.

pub(crate) mod raw;
pub mod target;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::rules::{bad_value, misfiled_item};
use crate::diag::{Language, Sink};
use crate::input::Inputs;
use crate::path::SitePath;
use crate::source::Span;
use crate::text::digits::Digits;
use crate::yaml;
use raw::{RawConfig, RawDigits, RawKind, RawLanguage};
use target::{Target, Wrong};

/// Where the file lies.
pub const PATH: &str = "content/site.yaml";

/// What `site.yaml` means.
#[derive(Debug, Clone)]
pub struct Config {
    /// The agency.
    pub agency: Agency,
    /// Address of the section, with `/` at its end: `https://www.example.go.th/ita/`.
    pub base_url: String,
    /// Language of pages and messages.
    pub language: Language,
    /// Digits that readers see.
    pub digits: Digits,
    /// Name of the theme.
    pub theme: String,
    /// Where that name stands, for findings.
    pub theme_place: Option<Span>,
    /// The agency's colour, `#rrggbb`.
    pub accent: Option<String>,
    /// Offices in order; the first answers for what belongs to none.
    pub offices: Vec<Office>,
    /// Levels of rules that differ from those of their groups, by id.
    pub rules: BTreeMap<String, RuleLevel>,
    /// Where the section is published to, by name.
    pub publish: BTreeMap<String, Target>,
    /// Addresses that are given up: below `base_url`, and why.
    pub retired: Vec<(String, String)>,
    /// The file's YAML, for findings.
    pub yaml: Option<Span>,
    /// Whether the file could be read; if not, nothing else is to be judged by it.
    pub is_read: bool,
}

/// What a site may say of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(title = "ระดับ", description = "ความหนักเบาของสิ่งที่ตรวจพบ")]
pub enum RuleLevel {
    /// Must not be published.
    #[schemars(description = "ข้อผิดพลาด เผยแพร่ไม่ได้")]
    Error,
    /// An assessor would mark it down.
    #[schemars(description = "คำเตือน")]
    Warning,
    /// Worth a look.
    #[schemars(description = "ข้อสังเกต")]
    Note,
    /// Not said at all.
    #[schemars(description = "ไม่ตรวจ")]
    Off,
}

/// The agency. Fields that the file does not give are empty.
#[derive(Debug, Clone, Default)]
pub struct Agency {
    /// Full name.
    pub name: String,
    /// Short name; the full one when none is given.
    pub name_short: String,
    /// English name.
    pub name_en: String,
    /// Whether elements for local governments are asked of it.
    pub is_local_government: bool,
    /// Address, district and province.
    pub place: Vec<String>,
    /// Telephone, as written.
    pub phone: String,
    /// Fax, as written.
    pub fax: String,
    /// E-mail.
    pub email: String,
    /// Main web site.
    pub website: String,
    /// Accounts on social networks: name and address.
    pub social: Vec<(String, String)>,
}

/// An office.
#[derive(Debug, Clone)]
pub struct Office {
    /// Id used in front matter.
    pub id: String,
    /// Thai name.
    pub name: String,
    /// English name; the Thai one when none is given.
    pub name_en: String,
}

impl Config {
    /// What stands for a file that could not be read, or is not there yet.
    #[must_use]
    pub fn unread() -> Config {
        Config {
            agency: Agency::default(),
            base_url: "https://example.invalid/".into(),
            language: Language::Thai,
            digits: Digits::Arabic,
            theme: "default".into(),
            theme_place: None,
            accent: None,
            offices: Vec::new(),
            rules: BTreeMap::new(),
            publish: BTreeMap::new(),
            retired: Vec::new(),
            yaml: None,
            is_read: false,
        }
    }

    /// The name of an office in the site's language.
    #[must_use]
    pub fn office_name(&self, office: usize) -> &str {
        match self.language {
            Language::Thai => &self.offices[office].name,
            Language::English => &self.offices[office].name_en,
        }
    }

    /// The path of `base_url`: `/ita/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |at| &after_scheme[at..])
    }
}

/// Reads the file. A site without one is not a site; what is missing in it is reported and left empty.
pub fn read(inputs: &Inputs, sink: &mut Sink) -> Config {
    let raw = if let Some((file, source)) = inputs.text(PATH) {
        let yaml = inputs.sources.span(file, 0..source.text.len());
        yaml::read(&inputs.sources, yaml, yaml::Kind::File, sink).map(|raw| (raw, yaml))
    } else {
        if let Some(path) = SitePath::new("content") {
            sink.push(misfiled_item::no_settings(&path, PATH));
        }
        None
    };
    match raw {
        Some((raw, yaml)) => Resolve { inputs, yaml, sink }.config(raw),
        None => Config::unread(),
    }
}

/// An address of a section in the form used everywhere: absolute, ASCII, `/` at its end. `None` when it cannot be one.
#[must_use]
pub fn base_url(written: &str) -> Option<String> {
    let rest = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or("");
    let fine =
        !host.is_empty() && written.is_ascii() && !written.contains(['?', '#', ' ', '"', '<', '>', '\\', '|']) && !rest.contains("//");
    fine.then(|| if written.ends_with('/') { written.to_owned() } else { format!("{written}/") })
}

struct Resolve<'a> {
    inputs: &'a Inputs,
    yaml: Span,
    sink: &'a mut Sink,
}

impl Resolve<'_> {
    fn config(mut self, raw: RawConfig) -> Config {
        let RawConfig { agency, base_url: address, language, digits, theme, accent, offices, rules, publish, retired } = raw;
        let base_url = base_url(address.trim()).unwrap_or_else(|| {
            let th = format!("`{address}` ไม่ใช่ที่อยู่เว็บของส่วน ITA");
            self.fault("base_url", &th, &format!("`{address}` is not the address of a section"), "https://www.example.go.th/ita/");
            "https://example.invalid/".into()
        });
        if accent.is_none() && self.has_key("accent") {
            // `accent: #0b6258` is a remark to YAML.
            self.fault("accent", "รหัสสีต้องอยู่ในเครื่องหมายคำพูด", "a colour must stand in quotes", "accent: \"#0b6258\"");
        }
        let accent = accent.filter(|it| {
            let fine = it.len() == 7 && it.starts_with('#') && it[1..].bytes().all(|b| b.is_ascii_hexdigit());
            if !fine {
                self.fault("accent", &format!("`{it}` ไม่ใช่รหัสสี"), &format!("`{it}` is not a colour"), "accent: \"#0b6258\"");
            }
            fine
        });
        let theme_place = theme.as_ref().map(|_| yaml::locate(&self.inputs.sources, self.yaml, "theme"));
        let mut theme = theme.unwrap_or_else(|| "default".into());
        if theme.is_empty() || theme.contains(['/', '\\', '.', ':']) {
            self.fault("theme", "ชื่อชุดหน้าตาต้องเป็นชื่อโฟลเดอร์ใน themes", "the theme must be the name of a folder in themes", "theme: default");
            theme = "default".into();
        }
        Config {
            agency: resolve_agency(agency),
            base_url,
            language: match language {
                RawLanguage::Th => Language::Thai,
                RawLanguage::En => Language::English,
            },
            digits: match digits {
                RawDigits::Arabic => Digits::Arabic,
                RawDigits::Thai => Digits::Thai,
            },
            theme,
            theme_place,
            accent,
            offices: self.offices(offices),
            rules,
            publish: self.targets(publish),
            retired: retired.into_iter().map(|raw::RawRetired { url, reason }| (url, reason)).collect(),
            yaml: Some(self.yaml),
            is_read: true,
        }
    }

    /// What is wrong with an address is told without its line: a password may stand in it.
    fn targets(&mut self, raw: BTreeMap<String, String>) -> BTreeMap<String, Target> {
        let mut res = BTreeMap::new();
        for (name, written) in raw {
            let (th, en) = match Target::parse(&written) {
                Ok(target) => {
                    res.insert(name, target);
                    continue;
                }
                Err(Wrong::Password) => (
                    "มีรหัสผ่านอยู่ในที่อยู่ ลบออกและเปลี่ยนรหัสผ่านนั้น เพราะไฟล์นี้อยู่ใน git แล้วใส่รหัสใหม่ในตัวแปร PRONGSAI_PASSWORD",
                    "a password stands in the address; take it out and change it, for this file is in git; the new one belongs into PRONGSAI_PASSWORD",
                ),
                Err(Wrong::Protocol) => (
                    "ต้องขึ้นต้นด้วย sftp:// ftps:// ftp:// webdavs:// webdav:// หรือเป็นโฟลเดอร์",
                    "it must begin with sftp://, ftps://, ftp://, webdavs:// or webdav://, or be a folder",
                ),
                Err(Wrong::Form) => ("ไม่ใช่ที่อยู่ปลายทาง", "it is not the address of a target"),
            };
            if let Some(path) = SitePath::new(PATH) {
                let example = format!("publish:\n  {name}: sftp://ita@host.example.go.th/public_html/ita");
                self.sink.push(bad_value::in_file(&path, &format!("publish.{name}: {th}"), &format!("publish.{name}: {en}"), &example));
            }
        }
        res
    }

    fn offices(&mut self, raw: Vec<raw::RawOffice>) -> Vec<Office> {
        let mut res: Vec<Office> = Vec::new();
        for (index, raw::RawOffice { id, name, name_en }) in raw.into_iter().enumerate() {
            let mut path = format!("offices[{index}]");
            if res.iter().any(|it| it.id == id) {
                let _ = write!(path, ".id");
                self.fault(&path, &format!("รหัสส่วนงาน `{id}` ซ้ำ"), &format!("the id `{id}` is given twice"), "id: finance");
                continue;
            }
            res.push(Office { id, name_en: name_en.unwrap_or_else(|| name.clone()), name });
        }
        res
    }

    /// Whether the file has a line with that key at its top level.
    fn has_key(&self, key: &str) -> bool {
        let text = &self.inputs.sources.get(self.yaml.file).text;
        text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    }

    fn fault(&mut self, path: &str, th: &str, en: &str, example: &str) {
        let span = yaml::locate(&self.inputs.sources, self.yaml, path);
        self.sink.push(bad_value::fault(span, th, en, example));
    }
}

fn resolve_agency(raw: raw::RawAgency) -> Agency {
    let raw::RawAgency { name, name_short, name_en, kind, address, district, province, phone, fax, email, website, social } = raw;
    Agency {
        name_short: name_short.unwrap_or_else(|| name.clone()),
        name,
        name_en: name_en.unwrap_or_default(),
        is_local_government: matches!(kind, RawKind::LocalGovernment),
        place: address.into_iter().chain([district, province].into_iter().flatten()).collect(),
        phone: phone.unwrap_or_default(),
        fax: fax.unwrap_or_default(),
        email: email.unwrap_or_default(),
        website: website.unwrap_or_default(),
        social: social.into_iter().map(|raw::RawAccount { name, url }| (name, url)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn the_address_of_a_section_ends_in_a_slash() {
        assert_eq!(base_url("https://www.example.go.th/ita").as_deref(), Some("https://www.example.go.th/ita/"));
        assert_eq!(base_url("http://localhost:8000/").as_deref(), Some("http://localhost:8000/"));
        for written in
            ["", "www.example.go.th", "ftp://x/", "https:///ita/", "https://x/?a=1", "https://x//y/", "https://x y/", "https://ตัวอย่าง/"]
        {
            assert_eq!(base_url(written), None, "{written}");
        }
    }
}
