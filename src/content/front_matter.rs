//! A page's head and body: split, read, with places for findings.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, SeqAccess, Visitor};

use crate::diag::rules::{bad_date, bad_front_matter};
use crate::diag::{Sink, say};
use crate::input::Inputs;
use crate::path::SitePath;
use crate::source::{FileId, Sources, Span};
use crate::text::date::{Date, Period};
use crate::yaml::{self, shape};

/// Where a document stands: its file, its YAML, its body.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// The YAML.
    pub yaml: Span,
    /// The Markdown; empty for a file of YAML.
    pub body: Span,
    /// Whether something in it could not be understood; findings say what. What is missing then may be there, ill-written.
    pub has_faults: bool,
}

impl Origin {
    /// The file.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.yaml.file
    }

    /// The file's path.
    #[must_use]
    pub fn path<'a>(&self, sources: &'a Sources) -> &'a SitePath {
        &sources.get(self.yaml.file).path
    }

    /// The value at a path of the YAML, such as `evidence[0].file`.
    #[must_use]
    pub fn at(&self, sources: &Sources, path: &str) -> Span {
        yaml::locate(sources, self.yaml, path)
    }

    /// The key at a path of the YAML; what is above it when there is none.
    #[must_use]
    pub fn key_at(&self, sources: &Sources, path: &str) -> Span {
        yaml::locate_key(sources, self.yaml, path)
    }

    /// The first line of the YAML, for what is missing from it.
    #[must_use]
    pub fn first_line(&self, sources: &Sources) -> Span {
        let start = self.yaml.start as usize;
        let text = &sources.get(self.yaml.file).text[start..self.yaml.end as usize];
        sources.span(self.yaml.file, start..start + text.lines().next().map_or(0, str::len))
    }

    /// Whether the YAML has something at a path, right or wrong.
    #[must_use]
    pub fn is_given(&self, sources: &Sources, path: &str) -> bool {
        yaml::is_given(sources, self.yaml, path)
    }

    /// A range of bytes of the body.
    #[must_use]
    pub fn in_body(&self, sources: &Sources, range: &std::ops::Range<usize>) -> Span {
        let start = self.body.start as usize;
        sources.span(self.body.file, start + range.start..start + range.end)
    }

    /// The Markdown.
    #[must_use]
    pub fn body_text<'a>(&self, sources: &'a Sources) -> &'a str {
        &sources.get(self.body.file).text[self.body.start as usize..self.body.end as usize]
    }
}

/// Reads the head of a page.
pub fn read<T: DeserializeOwned>(inputs: &Inputs, file: FileId, sink: &mut Sink) -> Option<(T, Origin)> {
    let text = &inputs.sources.get(file).text;
    let Some(split) = yaml::split(text) else {
        let end = text.find('\n').unwrap_or(text.len());
        let (message, help) = if text.starts_with("---") {
            (
                say("ไม่มีบรรทัด --- ปิดท้ายข้อมูลส่วนหัว", "the `---` line that ends the head is missing"),
                say("เพิ่มบรรทัด --- ก่อนเนื้อหา", "add a line `---` before the text"),
            )
        } else {
            (
                say("ไฟล์ต้องขึ้นต้นด้วยบรรทัด ---", "the file must begin with a line `---`"),
                say("เพิ่มส่วนหัว เช่น\n---\nitem: O5\nstatus: done\n---", "add a head, for example\n---\nitem: O5\nstatus: done\n---"),
            )
        };
        sink.push(bad_front_matter::fault(inputs.sources.span(file, 0..end), &message, Some(&help)));
        return None;
    };
    let (head, body) = (inputs.sources.span(file, split.0), inputs.sources.span(file, split.1..text.len()));
    let origin = Origin { yaml: head, body, has_faults: false };
    yaml::read(&inputs.sources, origin.yaml, yaml::Kind::FrontMatter, sink).map(|raw| (raw, origin))
}

/// A name or a list of names: `clerk`, `[clerk, finance]`.
#[derive(Debug, Default, Clone)]
pub struct Names(pub Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Names;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a name or a list of names")
            }

            fn visit_str<E>(self, name: &str) -> Result<Names, E> {
                Ok(Names(if name.is_empty() { Vec::new() } else { vec![name.to_owned()] }))
            }

            fn visit_unit<E>(self) -> Result<Names, E> {
                Ok(Names::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
                let mut res = Vec::new();
                while let Some(name) = list.next_element()? {
                    res.push(name);
                }
                Ok(Names(res))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// `{from: 2567-10-01, to: 2568-03-31}`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ช่วงเวลา", description = "เช่น {from: 2567-10-01, to: 2568-03-31}")]
pub struct RawPeriod {
    #[schemars(with = "shape::Day", title = "ตั้งแต่วันที่", description = "เช่น 2567-10-01 หรือ 1 ต.ค. 2567")]
    from: String,
    #[schemars(with = "shape::Day", title = "ถึงวันที่", description = "เช่น 2568-09-30 หรือ 30 ก.ย. 2568")]
    to: String,
}

/// A rule that is silenced here, and why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ข้อยกเว้น", description = "กฎตรวจที่ไม่ใช้กับหน้านี้ พร้อมเหตุผล")]
pub struct Allow {
    /// Id of the rule.
    #[schemars(title = "กฎ", description = "รหัสของกฎ เช่น no-evidence", extend("x-list" = "rules"))]
    pub rule: String,
    /// For the next who reads it.
    #[schemars(title = "เหตุผล", description = "ให้ผู้ที่มาอ่านภายหลังเข้าใจ")]
    pub reason: String,
}

/// The date at a path, or a finding.
pub fn date(written: &str, origin: &Origin, path: &str, sources: &Sources, sink: &mut Sink) -> Option<Date> {
    let res = Date::parse(written);
    if res.is_none() {
        sink.push(bad_date::fault(origin.at(sources, path), written));
    }
    res
}

/// The period at a path, or findings.
pub fn period(raw: Option<RawPeriod>, origin: &Origin, path: &str, sources: &Sources, sink: &mut Sink) -> Option<Period> {
    let RawPeriod { from, to } = raw?;
    let from = date(&from, origin, &format!("{path}.from"), sources, sink);
    let to = date(&to, origin, &format!("{path}.to"), sources, sink);
    Some(Period { from: from?, to: to? })
}

/// A text that was left empty is none.
#[must_use]
pub fn filled(text: Option<String>) -> Option<String> {
    text.filter(|it| !it.trim().is_empty())
}
