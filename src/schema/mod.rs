//! JSON Schemas of the files of a site, for editors and forms: made from the types that the reader fills.
//!
//! Words that are looked up elsewhere (offices, elements, schemes, rules) come from [`Lists`]. Reads nothing itself.
//! Invariant: what the reader takes without a finding of structure fits, and what fits is taken, as far as a schema can tell.

pub mod cms;
mod lists;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::config::raw::RawConfig;
use crate::content::indicator::RawIndicator;
use crate::content::item::RawItem;
use crate::content::measure::RawMeasure;
use crate::content::year::RawYear;
use crate::scheme::raw::RawScheme;
pub use lists::Lists;

/// What a file of a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// content/site.yaml
    Site,
    /// content/2568/year.yaml
    Year,
    /// The head of a file in items
    Item,
    /// The head of a file in measures
    Measure,
    /// The head of a file in indicators
    Indicator,
    /// A file in content/schemes
    Scheme,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 6] = [Kind::Site, Kind::Year, Kind::Item, Kind::Measure, Kind::Indicator, Kind::Scheme];

    /// `item`, the name on the command line and of files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Site => "site",
            Kind::Year => "year",
            Kind::Item => "item",
            Kind::Measure => "measure",
            Kind::Indicator => "indicator",
            Kind::Scheme => "scheme",
        }
    }
}

/// The schema of a kind of file.
#[must_use]
pub fn of(kind: Kind, lists: &Lists) -> Schema {
    let mut res = match kind {
        Kind::Site => plain::<RawConfig>(),
        Kind::Year => plain::<RawYear>(),
        Kind::Item => plain::<RawItem>(),
        Kind::Measure => plain::<RawMeasure>(),
        Kind::Indicator => plain::<RawIndicator>(),
        Kind::Scheme => plain::<RawScheme>(),
    };
    RecursiveTransform(|schema: &mut Schema| close(schema, lists)).transform(&mut res);
    RecursiveTransform(accept_any_scalar).transform(&mut res);
    res
}

/// As text, ending in a line break.
#[must_use]
pub fn text(kind: Kind, lists: &Lists) -> String {
    format!("{:#}\n", of(kind, lists).to_value())
}

fn plain<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>()
}

/// The reader takes numbers and switches for texts, and a value that is left empty for an empty text, list or map:
/// `title: 2568`, `phone:`, `allow:`.
fn accept_any_scalar(schema: &mut Schema) {
    let Some(it) = schema.as_object_mut() else { return };
    if ["enum", "const", "oneOf", "pattern"].iter().any(|key| it.contains_key(*key)) {
        return;
    }
    let wider = match it.get("type") {
        Some(kind) if *kind == json!("string") || *kind == json!(["string", "null"]) => json!(["string", "number", "boolean", "null"]),
        Some(kind) if *kind == json!("array") => json!(["array", "null"]),
        Some(kind) if *kind == json!("object") && !it.contains_key("properties") => json!(["object", "null"]),
        _ => return,
    };
    it.insert("type".into(), wider);
}

/// Puts the words of a list in the place that names it; a list that is not known leaves it open.
fn close(schema: &mut Schema, lists: &Lists) {
    let Some(it) = schema.as_object_mut() else { return };
    let Some(Value::String(name)) = it.remove("x-list") else { return };
    let Some(list) = lists.get(&name) else { return };
    let word = one_of(list);
    let nothing = "ยังไม่ได้ใส่";
    let forms = match it.remove("type") {
        Some(kind) if kind == "object" => {
            it.insert("type".into(), kind);
            it.insert("propertyNames".into(), word);
            return;
        }
        // A name or a list of names.
        Some(Value::Array(kinds)) if kinds.contains(&json!("array")) => {
            it.remove("items");
            json!([word, { "type": "array", "items": word }, { "enum": [null, ""], "description": nothing }])
        }
        Some(Value::Array(_)) => json!([word, { "type": ["string", "null"], "pattern": r"^\s*$", "description": nothing }]),
        _ => json!([word]),
    };
    it.insert("anyOf".into(), forms);
}

/// A word of a list; nothing fits an empty one.
fn one_of(list: &[(String, String)]) -> Value {
    if list.is_empty() {
        json!({ "not": {} })
    } else if list.iter().all(|(_, says)| says.is_empty()) {
        json!({ "enum": list.iter().map(|(word, _)| word).collect::<Vec<_>>() })
    } else {
        let words = list.iter().map(|(word, says)| json!({ "const": word, "description": says }));
        json!({ "oneOf": words.collect::<Vec<_>>() })
    }
}

/// The properties of an object's schema, with those that must be there.
fn properties(schema: &Map<String, Value>) -> impl Iterator<Item = (&str, &Map<String, Value>, bool)> {
    let required = schema.get("required").and_then(Value::as_array);
    let all = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    all.filter_map(move |(key, value)| {
        let is_required = required.is_some_and(|it| it.contains(&json!(key)));
        Some((key.as_str(), value.as_object()?, is_required))
    })
}
