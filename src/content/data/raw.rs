//! What may stand below `data`: the name of a file, an entry, or a list of both.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Chart, MAX_TABLES, Total};
use crate::content::front_matter::Names;
use crate::yaml::shape;

/// What stands below `data`, for messages.
const EXPECTED: &str = "the name of a file";

/// `data: stats.csv`, one entry or a list of them.
#[derive(Debug, Default)]
pub struct RawData {
    pub(super) entries: Vec<RawEntry>,
    /// Whether they stand in a list; a single one needs none.
    pub(super) is_list: bool,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ตารางจากไฟล์")]
pub(super) struct RawEntry {
    #[schemars(title = "ไฟล์", description = "ไฟล์ CSV หรือ XLSX ที่วางไว้ข้างหน้านี้")]
    pub file: String,
    #[schemars(title = "ชื่อแผ่นงาน", description = "ใส่เมื่อไม่ใช่แผ่นแรก")]
    pub sheet: Option<String>,
    #[serde(default)]
    #[schemars(with = "shape::Names", title = "คอลัมน์ที่แสดง", description = "ชื่อหัวคอลัมน์ ไม่ใส่คือทุกคอลัมน์")]
    pub columns: Names,
    #[schemars(title = "ชื่อตาราง")]
    pub caption: Option<String>,
    #[serde(default)]
    #[schemars(title = "แผนภูมิ")]
    pub chart: Chart,
    #[serde(default)]
    #[schemars(with = "shape::Total", title = "แถวรวม")]
    pub total: Total,
}

impl JsonSchema for RawData {
    fn schema_name() -> Cow<'static, str> {
        "Data".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        // Text alone: a number is no name of a file.
        let name = json_schema!({ "type": "string", "pattern": "" });
        let entry = generator.subschema_for::<RawEntry>();
        let list = json_schema!({ "type": "array", "maxItems": MAX_TABLES, "items": { "anyOf": [name, entry] } });
        json_schema!({ "anyOf": [{ "type": "null" }, name, entry, list] })
    }
}

/// An entry, or only the name of its file.
struct NameOrEntry(RawEntry);

impl<'de> Deserialize<'de> for RawData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawData, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = RawData;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_unit<E>(self) -> Result<RawData, E> {
                Ok(RawData::default())
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<RawData, E> {
                let entries = if name.is_empty() { Vec::new() } else { vec![RawEntry::of_file(name)] };
                Ok(RawData { entries, is_list: false })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawData, A::Error> {
                let entry = RawEntry::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RawData { entries: vec![entry], is_list: false })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<RawData, A::Error> {
                let mut res = RawData { entries: Vec::new(), is_list: true };
                while let Some(NameOrEntry(entry)) = list.next_element()? {
                    res.entries.push(entry);
                }
                Ok(res)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for NameOrEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NameOrEntry, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = NameOrEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<NameOrEntry, E> {
                Ok(NameOrEntry(RawEntry::of_file(name)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NameOrEntry, A::Error> {
                RawEntry::deserialize(MapAccessDeserializer::new(map)).map(NameOrEntry)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Total {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Total, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Total;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false or auto")
            }

            fn visit_bool<E>(self, yes: bool) -> Result<Total, E> {
                Ok(if yes { Total::Yes } else { Total::No })
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<Total, E> {
                if word == "auto" { Ok(Total::Auto) } else { Err(E::unknown_variant(word, &["true", "false", "auto"])) }
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl RawEntry {
    fn of_file(name: &str) -> RawEntry {
        RawEntry { file: name.to_owned(), sheet: None, columns: Names::default(), caption: None, chart: Chart::Auto, total: Total::Auto }
    }
}
