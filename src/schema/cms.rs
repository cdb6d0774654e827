//! A configuration of Decap CMS or Sveltia CMS: forms in a browser for the items and measures of a year.
//!
//! Made from the same schemas, so that a form has the fields that the reader knows. Only pages that have a file have a form:
//! these systems make no new file in a list of files.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Kind, Lists, of, properties};
use crate::input::Inputs;
use crate::site::{Item, Site, Year};

/// What stands above the configuration.
const HEAD: &str = "\
# แบบฟอร์มสำหรับแก้ไขเนื้อหาในเบราว์เซอร์ ใช้กับ Decap CMS หรือ Sveltia CMS
# สร้างด้วยคำสั่ง prongsai schema --cms สร้างใหม่ทุกครั้งที่ขึ้นปีใหม่ หรือเพิ่มไฟล์ของข้อ
# แก้ backend ให้เป็นที่เก็บ git ของหน่วยงาน แล้วค่อยใช้งาน
";

/// Fields in the order of a form; the schema itself has none. Whatever is not here comes last.
const ORDER: [&str; 26] = [
    "item",
    "measure",
    "title",
    "answers",
    "offices",
    "owners",
    "status",
    "updated",
    "covers",
    "period",
    "progress",
    "evidence",
    "file",
    "url",
    "here",
    "shows",
    "none",
    "signed_by",
    "from",
    "to",
    "indicator",
    "subindicator",
    "aliases",
    "allow",
    "rule",
    "reason",
];

/// That of a date is two thousand letters long, in every form three times; `check` tells of wrong dates.
const LONGEST_PATTERN: usize = 200;
/// What to say of a value that does not fit.
const WRONG: &str = "ยังไม่ได้กรอก หรือกรอกไม่ถูกรูปแบบ";

#[derive(Serialize)]
struct Config {
    backend: Backend,
    media_folder: &'static str,
    public_folder: &'static str,
    collections: Vec<Collection>,
}

#[derive(Serialize)]
struct Backend {
    name: &'static str,
    repo: &'static str,
    branch: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Collection {
    Files { name: String, label: String, files: Vec<File> },
    Folder(Folder),
}

#[derive(Serialize)]
struct File {
    name: String,
    label: String,
    #[serde(rename = "file")]
    path: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Folder {
    name: String,
    label: String,
    #[serde(rename = "folder")]
    path: String,
    create: bool,
    slug: &'static str,
    identifier_field: &'static str,
    extension: &'static str,
    format: &'static str,
    fields: Vec<Field>,
}

/// A field of a form.
#[derive(Serialize)]
struct Field {
    label: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    hint: String,
    required: bool,
    #[serde(flatten)]
    widget: Widget,
}

/// How a value is entered.
#[derive(Serialize)]
#[serde(tag = "widget", rename_all = "snake_case")]
enum Widget {
    String {
        #[serde(skip_serializing_if = "Option::is_none")]
        pattern: Option<[String; 2]>,
    },
    Boolean,
    Number {
        value_type: &'static str,
    },
    Select {
        multiple: bool,
        options: Vec<Choice>,
    },
    /// A list of texts without fields, else of entries.
    List {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<Field>,
    },
    Object {
        collapsed: bool,
        fields: Vec<Field>,
    },
    File {
        media_folder: String,
        public_folder: &'static str,
    },
    Markdown {
        modes: [&'static str; 1],
    },
}

#[derive(Serialize)]
struct Choice {
    label: String,
    value: String,
}

/// The configuration for a year, as YAML.
///
/// # Errors
/// Never in practice: texts and switches serialise.
pub fn config(site: &Site, year: &Year, inputs: &Inputs) -> Result<String, serde_yaml::Error> {
    let lists = Lists::of(site, inputs);
    let folder = year.origin.path(&inputs.sources).folder();
    let files = year.items.iter().filter_map(|it| file(it, year, &lists, inputs)).collect();
    let measures = Folder {
        name: format!("measures-{}", year.year),
        label: format!("มาตรการ ปี {}", year.year),
        path: format!("{folder}/measures"),
        create: true,
        slug: "{{fields.measure}}",
        identifier_field: "title",
        extension: "md",
        format: "yaml-frontmatter",
        fields: form(Kind::Measure, &lists, ""),
    };
    let items = Collection::Files { name: format!("items-{}", year.year), label: format!("ข้อ OIT ปี {}", year.year), files };
    let res = Config {
        backend: Backend { name: "github", repo: "OWNER/REPOSITORY", branch: "main" },
        media_folder: "content/files",
        public_folder: "",
        collections: vec![items, Collection::Folder(measures)],
    };
    Ok(format!("{HEAD}{}", serde_yaml::to_string(&res)?))
}

/// The form of an item, with the elements that it is asked for.
fn file(item: &Item, year: &Year, lists: &Lists, inputs: &Inputs) -> Option<File> {
    let path = item.page.as_ref()?.origin.path(&inputs.sources);
    let beside = if path.name() == "index.md" { path.folder().to_owned() } else { format!("{}/{}", path.folder(), path.stem()) };
    let asked = item.asked(year);
    Some(File {
        name: item.code.slug(),
        label: format!("{} {}", item.code, asked.title.th),
        path: path.to_string(),
        fields: form(Kind::Item, &lists.for_item(asked), &beside),
    })
}

/// The fields of a head, and the body. `beside`: the folder that files of the page go to.
fn form(kind: Kind, lists: &Lists, beside: &str) -> Vec<Field> {
    let schema = of(kind, lists);
    let mut res = schema.as_object().map_or(Vec::new(), |it| fields(it, beside));
    // As it is written: the other mode would write all of it anew in its own manner.
    let body = Widget::Markdown { modes: ["raw"] };
    res.push(Field {
        label: "เนื้อหา".into(), name: "body".into(), hint: "ข้อความที่ประชาชนอ่าน".into(), required: false, widget: body
    });
    res
}

fn fields(schema: &Map<String, Value>, beside: &str) -> Vec<Field> {
    let mut all: Vec<_> = properties(schema).collect();
    all.sort_by_key(|(key, ..)| ORDER.iter().position(|it| it == key).unwrap_or(ORDER.len()));
    all.into_iter().map(|(key, value, required)| field(key, value, required, beside)).collect()
}

fn field(key: &str, schema: &Map<String, Value>, required: bool, beside: &str) -> Field {
    let said = |name: &str| schema.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    // The name of a new file is made from it.
    let required = required || key == "measure";
    let widget = match key {
        "file" if !beside.is_empty() => Widget::File { media_folder: format!("/{beside}"), public_folder: "" },
        _ => widget(schema, beside),
    };
    Field { label: said("title"), name: key.to_owned(), hint: said("description"), required, widget }
}

fn widget(schema: &Map<String, Value>, beside: &str) -> Widget {
    let forms = schema.get("anyOf").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is = |schema: &Map<String, Value>, name: &str| match schema.get("type") {
        Some(Value::Array(all)) => all.contains(&json!(name)),
        other => other.and_then(Value::as_str) == Some(name),
    };
    let of_forms = |name: &str| forms.iter().filter_map(Value::as_object).find(|it| is(it, name));
    let choices = choices(schema).or_else(|| forms.iter().filter_map(Value::as_object).find_map(choices));
    if let Some(options) = choices {
        return Widget::Select { multiple: of_forms("array").is_some(), options };
    }
    if let Some(object) = Some(schema).filter(|it| is(it, "object")).or_else(|| of_forms("object")) {
        // Whoever leaves it out leaves out all of it.
        let parts = fields(object, beside).into_iter().map(|it| Field { required: false, ..it });
        return Widget::Object { collapsed: true, fields: parts.collect() };
    }
    if is(schema, "array") || of_forms("array").is_some() {
        let entry = schema.get("items").and_then(Value::as_object).filter(|it| is(it, "object"));
        return Widget::List { fields: entry.map_or(Vec::new(), |it| fields(it, beside)) };
    }
    let pattern = schema.get("pattern").and_then(Value::as_str).filter(|it| it.len() < LONGEST_PATTERN);
    match pattern {
        _ if is(schema, "boolean") && !is(schema, "string") => Widget::Boolean,
        _ if is(schema, "integer") && !is(schema, "string") => Widget::Number { value_type: "int" },
        Some(pattern) => Widget::String { pattern: Some([pattern.to_owned(), WRONG.to_owned()]) },
        None => Widget::String { pattern: None },
    }
}

/// The words of a closed list.
fn choices(schema: &Map<String, Value>) -> Option<Vec<Choice>> {
    let words = schema.get("oneOf").or(schema.get("enum"))?.as_array()?;
    let choice = |it: &Value| {
        let value = it.get("const").unwrap_or(it).as_str()?;
        let says = it.get("description").and_then(Value::as_str);
        Some(Choice { label: says.map_or(value.to_owned(), |says| format!("{says} ({value})")), value: value.to_owned() })
    };
    words.iter().map(choice).collect()
}
