//! How a value looks to a JSON Schema where the type that reads it does not tell: `#[schemars(with = "shape::Day")]`.
//!
//! Nothing is read with these. The patterns are those of the readers as far as a pattern can go: that a year is no leap year,
//! or that an id is given twice, only the reader can tell.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::text::code::ItemCode;
use crate::text::date::Date;

/// Declares a stand-in for values of one shape.
macro_rules! shape {
    ($(#[doc = $doc:literal])+ $name:ident, $schema:expr) => {
        $(#[doc = $doc])+
        pub(crate) enum $name {}

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

shape! {
    /// A date as people write it.
    Day, day(&format!("^{}$", Date::pattern()))
}
shape! {
    /// A date, or nothing yet.
    DayOrNothing, day(&format!(r"^(\s*|{})$", Date::pattern()))
}
shape! {
    /// The number of an item as people write it, or nothing yet.
    Code, json_schema!({
        "type": ["string", "integer"],
        "pattern": format!(r"^(\s*|{})$", ItemCode::pattern()),
        "minimum": 1,
        "maximum": ItemCode::MAX,
    })
}
shape! {
    /// The number of a measure or an indicator, or nothing yet.
    Number, json_schema!({
        "type": ["string", "integer"],
        "pattern": r"^\s*[0-9๐-๙]{0,5}\s*$",
        "minimum": 0,
        "maximum": u16::MAX,
    })
}
shape! {
    /// A text that is not empty.
    Filled, json_schema!({ "type": ["string", "number", "boolean"], "pattern": r"\S" })
}
shape! {
    /// A name or a list of names.
    Names, json_schema!({ "type": ["string", "array", "null"], "items": { "type": "string" } })
}
shape! {
    /// A score of 100, or the scores of the parts of a tool.
    Scores, json_schema!({
        "type": ["number", "array"],
        "minimum": 0,
        "maximum": 100,
        "items": { "type": "number", "minimum": 0, "maximum": 100 },
    })
}
shape! {
    /// The address of a section: ASCII, with a host, without a query.
    Section, json_schema!({
        "type": "string",
        "pattern": r"^\s*https?://[!$-.0-;=@-\[\]-{}~]+(/[!$-.0-;=@-\[\]-{}~]+)*/?\s*$",
    })
}
shape! {
    /// Where a section is published to: an address without a password, or a folder.
    Target, json_schema!({
        "type": ["string", "number", "boolean"],
        "pattern": r"^((sftp|ftps|ftp|webdav|webdavs)://([^/?#:@\s]*@)?[^/?#:@\s]+(:[0-9]{1,5})?(/[^?#]*)?|(?![\s\S]*://)[\s\S]*\S[\s\S]*)$",
    })
}
shape! {
    /// An address on the web, or nothing yet.
    Web, json_schema!({ "type": "string", "pattern": r"^(\s*|https?://[!#-;=?-~]*)$" })
}
shape! {
    /// The name of a folder.
    Folder, json_schema!({ "type": ["string", "integer", "boolean"], "pattern": r"^[^/\\.:]+$" })
}
shape! {
    /// Whether there is a row of sums.
    Total, json_schema!({ "enum": [true, false, "auto"] })
}
shape! {
    /// A colour.
    Colour, json_schema!({ "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" })
}

/// `patternErrorMessage` is what editors show in place of the pattern.
fn day(pattern: &str) -> Schema {
    let told = "เขียนวันที่ เช่น 2568-04-18 หรือ 18 เม.ย. 2568";
    json_schema!({ "type": "string", "pattern": pattern, "patternErrorMessage": told })
}

/// What an entry of evidence is: exactly one of three fields is filled in.
pub(crate) fn one_target(schema: &mut Schema) {
    let filled = |key: &str| {
        let is_empty = serde_json::json!({ "anyOf": [{ "type": "null" }, { "type": "string", "pattern": r"^\s*$" }] });
        serde_json::json!({ "required": [key], "properties": { key: { "not": is_empty } } })
    };
    schema.insert("oneOf".into(), ["file", "url", "here"].map(filled).to_vec().into());
}
