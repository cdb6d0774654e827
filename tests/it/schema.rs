//! Schemas and the reader hold the same of every file: what one takes the other takes.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jsonschema::Validator;
use prongsai::check::{self, Scene};
use prongsai::diag::{Diagnostic, Sink};
use prongsai::input::{self, Inputs};
use prongsai::path::SitePath;
use prongsai::pipeline::{self, Overrides};
use prongsai::schema::{self, Kind, Lists};
use prongsai::scheme::BUILT_IN;
use prongsai::site::Site;
use prongsai::text::code::ItemCode;
use schemars::Schema;
use serde_json::{Value, json};

use crate::checks::{overlay, situations_of_all_pages};
use crate::project::{Project, Run, home, program};

/// The rules that tell of the form of a file.
const OF_FORM: [&str; 9] = [
    "bad-date",
    "bad-front-matter",
    "bad-value",
    "bad-yaml",
    "unknown-element",
    "unknown-field",
    "unknown-office",
    "unknown-rule",
    "unknown-scheme",
];

/// What only the reader can tell, by rule and situation: what a table holds, whether a scheme contradicts itself.
const BEYOND: [&str; 3] = [
    "bad-value: Drawings and sums that a table does not give",
    "unknown-scheme: A scheme that contradicts itself",
    "unknown-scheme: A dependence that is no item",
];

/// What the reader takes and a person would not write: `item: -1` is O1, for `O-1` is.
const NOT_WRITTEN: [&str; 1] = ["/item = Some(Number(-1))"];

/// A site as the reader takes it.
struct Read {
    inputs: Inputs,
    site: Site,
    /// Made when asked for: most sites of these tests need none.
    lists: OnceCell<Lists>,
    found: Sink,
}

impl Read {
    fn of(root: &Path) -> Read {
        let mut found = Sink::default();
        let inputs = input::read(root, &BUILT_IN, &mut found).expect("readable");
        let site = pipeline::assemble(&inputs, &Overrides::default(), &mut found);
        check::level::apply(&Scene { site: &site, inputs: &inputs, today: None }, &mut found);
        Read { lists: OnceCell::new(), inputs, site, found }
    }

    /// The files that the reader does not take as they are.
    fn faulty(&self) -> BTreeSet<SitePath> {
        let mut found = self.found.sorted(&self.inputs.sources);
        // The same rule tells of numbers that a scheme does not have.
        let is_no_number = |it: &Diagnostic| it.rule == "unknown-item" && it.message.en.contains("is not a number");
        found.retain(|it| OF_FORM.contains(&it.rule) || is_no_number(it));
        found.iter().map(|it| it.position(&self.inputs.sources).0.clone()).collect()
    }

    /// The files that have a schema, with what they hold; `None` where it is no YAML.
    fn documents(&self) -> Vec<(&SitePath, Kind, Option<Value>)> {
        let texts = self.inputs.texts.iter().filter_map(|(path, file)| Some((path, kind(path)?, &self.inputs.sources.get(*file).text)));
        let all = texts.map(|(path, kind, text)| (path, kind, if path.extension() == "md" { head(text) } else { Some(text.to_string()) }));
        all.map(|(path, kind, yaml)| (path, kind, yaml.and_then(|it| parsed(&it)))).collect()
    }

    /// The schema of a file, as far as the site is read: a year without its scheme looks nothing up.
    fn schema(&self, path: &SitePath, kind: Kind) -> Schema {
        let parts: Vec<&str> = path.as_str().split('/').collect();
        let lists = self.lists.get_or_init(|| Lists::of(&self.site, &self.inputs));
        let year = self.site.years.iter().find(|it| it.year.to_string() == parts[1]);
        match (kind, year) {
            (Kind::Site | Kind::Year | Kind::Scheme, _) => schema::of(kind, lists),
            (_, None) => schema::of(kind, &Lists::built_in(&self.inputs)),
            (_, Some(year)) => {
                let item = ItemCode::parse(parts[3].trim_end_matches(".md")).and_then(|code| year.scheme.item(code));
                schema::of(kind, &item.map_or(lists.clone(), |(_, asked)| lists.for_item(asked)))
            }
        }
    }

    /// Where the two differ.
    fn differences(&self, known: &mut Validators) -> Vec<String> {
        let (documents, faulty) = (self.documents(), self.faulty());
        let years = documents.iter().filter(|(_, kind, _)| *kind == Kind::Year);
        let named: Vec<&Value> = years.filter_map(|(.., value)| value.as_ref()?.get("scheme")).collect();
        // A scheme that no year names is not read.
        let read = documents.iter().filter(|(path, kind, _)| *kind != Kind::Scheme || named.contains(&&json!(path.stem())));
        read.filter_map(|(path, kind, value)| {
            let fits = value.as_ref().is_some_and(|it| known.of(&self.schema(path, *kind)).is_valid(it));
            difference(path, fits, !faulty.contains(*path))
        })
        .collect()
    }
}

/// Schemas made ready, by their text: that takes longer than all else here, and most are the same.
#[derive(Default)]
struct Validators(BTreeMap<String, Validator>);

impl Validators {
    fn of(&mut self, schema: &Schema) -> &Validator {
        let make = || jsonschema::draft202012::new(schema.as_value()).expect("a schema");
        self.0.entry(schema.as_value().to_string()).or_insert_with(make)
    }
}

/// Where the schemas and the reader differ over a site.
pub(crate) fn differences(root: &Path) -> Vec<String> {
    Read::of(root).differences(&mut Validators::default())
}

fn difference(path: &SitePath, fits: bool, is_taken: bool) -> Option<String> {
    (fits != is_taken).then(|| format!("{path}: the schema takes it: {fits}, the reader: {is_taken}"))
}

fn kind(path: &SitePath) -> Option<Kind> {
    let number = |name: &str| name.trim_end_matches(".md").parse::<u16>().ok();
    let parts: Vec<&str> = path.as_str().split('/').collect();
    match parts[..] {
        ["content", "site.yaml"] => Some(Kind::Site),
        ["content", "schemes", _] => Some(Kind::Scheme),
        ["content", _, "year.yaml"] => Some(Kind::Year),
        ["content", _, "items", name] | ["content", _, "items", name, "index.md"]
            if ItemCode::parse(name.trim_end_matches(".md")).is_some() =>
        {
            Some(Kind::Item)
        }
        ["content", _, "measures", name] if number(name).is_some() => Some(Kind::Measure),
        ["content", _, "indicators", name] if number(name).is_some() => Some(Kind::Indicator),
        _ => None,
    }
}

fn head(text: &str) -> Option<String> {
    let mut lines = text.lines();
    lines.next().filter(|it| it.trim_end() == "---")?;
    let all: Vec<&str> = lines.collect();
    let end = all.iter().position(|it| it.trim_end() == "---")?;
    Some(all[..end].join("\n"))
}

fn parsed(yaml: &str) -> Option<Value> {
    // Twice: only the reader's own form notices a name that is given twice.
    let value: serde_yaml::Value = serde_yaml::from_str(yaml).ok()?;
    let value: Value = serde_json::to_value(value).ok()?;
    Some(if value.is_null() { json!({}) } else { value })
}

#[test]
fn every_page_of_the_tests_fits_when_the_reader_takes_it() {
    let mut found = Vec::new();
    let (mut n_files, mut known) = (0, Validators::default());
    for root in [home().to_path_buf(), home().join("tests/sites/sample"), home().join("tests/sites/mixed")] {
        let read = Read::of(&root);
        n_files += read.documents().len();
        found.extend(read.differences(&mut known).into_iter().map(|it| format!("{}: {it}", root.display())));
    }
    assert!(n_files > 120, "{n_files}");
    let mut beyond = Vec::new();
    for (rule, name, files) in situations_of_all_pages() {
        let read = Read::of(overlay(&files).root());
        let differences = read.differences(&mut known);
        if !differences.is_empty() && BEYOND.contains(&format!("{rule}: {name}").as_str()) {
            beyond.push(format!("{rule}: {name}"));
        } else {
            found.extend(differences.into_iter().map(|it| format!("{rule}: {name}: {it}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(beyond, BEYOND);
}

/// Values of every kind that a file may hold by mistake.
fn values() -> Vec<Value> {
    let texts = ["", " ", "x", "12", "๑๒", "O2", "2568-04-18", "31 เม.ย. 2568", "๑ ต.ค. 67", "https://www.example.go.th/x", "#0b6258"];
    let others = json!([null, true, 0, 12, -1, 1.5, 101, 70000, [], ["x"], [null], [12], [[]], {}, { "x": 1 }, [{}]]);
    texts.into_iter().map(Value::from).chain(others.as_array().expect("a list").iter().cloned()).collect()
}

/// A document of each kind with all that it may hold.
fn whole() -> BTreeMap<&'static str, Value> {
    let period = json!({ "from": "2567-10-01", "to": "2568-03-31" });
    let allow = json!([{ "rule": "no-evidence", "reason": "ก" }]);
    let data = json!([{ "file": "ก.csv", "sheet": "ก", "columns": ["ก"], "caption": "ก", "chart": "bar", "total": true }, "ข.csv"]);
    let file = |path, value| (path, value);
    BTreeMap::from([
        file(
            "content/site.yaml",
            json!({
                "agency": {
                    "name": "ก", "name_short": "ก", "name_en": "A", "kind": "other", "address": "ก", "district": "ก", "province": "ก",
                    "phone": "02", "fax": "02", "email": "a@example.go.th", "website": "https://www.example.go.th/",
                    "social": [{ "name": "ก", "url": "https://social.example.com/" }],
                },
                "base_url": "https://www.example.go.th/ita/", "language": "th", "digits": "thai", "theme": "default", "accent": "#0b6258",
                "offices": [{ "id": "clerk", "name": "สำนักปลัด", "name_en": "A" }],
                "rules": { "no-evidence": "off" }, "publish": { "main": "../www" }, "retired": [{ "url": "2567/o5/", "reason": "ก" }],
            }),
        ),
        file(
            "content/2568/year.yaml",
            json!({
                "scheme": "small", "internal_tracking": true, "window": period, "report": { "title": "ก", "date": "2568-04-18" },
                "eit": { "url": "https://www.example.go.th/x", "closes": "2568-04-18" },
                "result": { "iit": 90, "eit": [90, 91.5], "oit": 100, "total": 95, "grade": "good" },
                "memo": {
                    "number": "ก", "date": "2568-04-18", "office": "clerk", "subject": "ก", "to": "ก",
                    "chain": [{ "post": "ก", "role": "ก", "remark": "ก" }],
                },
                "allow": allow,
            }),
        ),
        file(
            "content/2568/items/o01.md",
            json!({
                "item": "O1", "title": "ก", "offices": ["clerk"], "status": "done", "updated": "2568-04-18", "covers": period,
                "progress": "ก", "evidence": [{ "url": "https://www.example.go.th/x", "title": "ก", "shows": ["chart"] }, { "here": "ก" }, { "file": "ก.csv" }],
                "none": "ก", "signed_by": "ก", "aliases": ["2567/o5/"], "allow": allow, "data": data,
            }),
        ),
        file(
            "content/2568/measures/1.md",
            json!({
                "measure": 1, "title": "ก", "answers": { "indicator": 6, "subindicator": "9.1" }, "period": period, "offices": ["clerk"],
                "owners": ["ก"], "aliases": ["2567/o6/"], "allow": allow, "data": data,
            }),
        ),
        file(
            "content/2568/indicators/6.md",
            json!({ "indicator": 6, "offices": "clerk", "period": period, "status": "done", "aliases": [], "allow": allow, "data": data }),
        ),
    ])
}

/// Every place in a value, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut go = |key: &str, value: &Value| {
        let at = format!("{at}/{key}");
        found.push(at.clone());
        places(value, &at, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| go(key, value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(n, value)| go(&n.to_string(), value)),
        _ => {}
    }
}

/// The value with another at a place; without anything there for `None`.
fn changed(value: &Value, place: &str, other: Option<&Value>) -> Value {
    let mut res = value.clone();
    let (above, key) = place.rsplit_once('/').expect("a place");
    let above = res.pointer_mut(above).expect("there");
    match (above, other) {
        (Value::Object(map), Some(other)) => drop(map.insert(key.to_owned(), other.clone())),
        (Value::Object(map), None) => drop(map.remove(key)),
        (Value::Array(list), Some(other)) => list[key.parse::<usize>().expect("a number")] = other.clone(),
        (Value::Array(list), None) => drop(list.remove(key.parse().expect("a number"))),
        _ => unreachable!("only maps and lists hold something"),
    }
    res
}

/// The names in a value, and below each of them.
fn keys(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(map) => {
            map.iter().flat_map(|(key, value)| keys(value).into_iter().map(move |it| format!("{key}.{it}")).chain([key.clone()])).collect()
        }
        Value::Array(list) => list.iter().flat_map(keys).collect(),
        _ => BTreeSet::new(),
    }
}

/// As a person writes it; what is nothing is left empty.
fn written(path: &str, value: &Value) -> String {
    let yaml = serde_yaml::to_string(value).expect("YAML").replace(": null\n", ":\n").replace("- null\n", "-\n");
    if path.ends_with(".md") { format!("---\n{yaml}---\n## ก\n") } else { yaml }
}

#[test]
fn every_value_in_every_place_fits_when_the_reader_takes_it() {
    let whole = whole();
    let project = Project::small();
    for (path, value) in &whole {
        project.write(path, written(path, value));
    }
    let read = Read::of(project.root());
    assert_eq!(read.differences(&mut Validators::default()), Vec::<String>::new());
    let mut found = Vec::new();
    let mut n_tried = 0;
    for (path, value) in &whole {
        let path = SitePath::new(path).expect("inside");
        let schema = read.schema(&path, kind(&path).expect("a kind"));
        let forgotten: Vec<_> = known(schema.as_value()).difference(&keys(value)).cloned().collect();
        assert!(forgotten.is_empty(), "{path} must hold {forgotten:?}");
        let mut validators = Validators::default();
        let schema = validators.of(&schema);
        let mut all = Vec::new();
        places(value, "", &mut all);
        for (place, other) in all.iter().flat_map(|place| values().into_iter().map(Some).chain([None]).map(move |it| (place, it))) {
            let tried = changed(value, place, other.as_ref());
            project.write(path.as_str(), written(path.as_str(), &tried));
            n_tried += 1;
            let is_taken = !Read::of(project.root()).faulty().contains(&path);
            let change = format!("{place} = {other:?}");
            let differs = difference(&path, schema.is_valid(&tried), is_taken).filter(|_| !NOT_WRITTEN.contains(&change.as_str()));
            found.extend(differs.map(|it| format!("{change}: {it}")));
        }
        project.write(path.as_str(), written(path.as_str(), value));
    }
    assert!(n_tried > 1500, "{n_tried}");
    assert!(found.is_empty(), "{} of {n_tried}:\n{}", found.len(), found.join("\n"));
}

/// Every text for people in a schema: titles, descriptions, messages.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if ["title", "description", "patternErrorMessage"].contains(&key.as_str()) => found.push(text),
                    value => texts(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|it| texts(it, found)),
        _ => {}
    }
}

#[test]
fn schemas_speak_thai() {
    let lists = Lists::built_in(&Inputs::of(&BUILT_IN));
    for kind in Kind::ALL {
        let schema = schema::of(kind, &lists);
        let mut all = Vec::new();
        texts(schema.as_value(), &mut all);
        assert!(all.len() > 10, "{}", kind.id());
        let is_thai = |it: &&str| it.chars().any(|c| ('ก'..='๛').contains(&c)) || it.ends_with(".yaml");
        let foreign: Vec<_> = all.into_iter().filter(|it| !is_thai(it)).collect();
        assert!(foreign.is_empty(), "{}: {foreign:?}", kind.id());
    }
}

#[test]
fn a_site_lends_its_words_and_no_site_is_needed() {
    let project = Project::small();
    let schema: Value = serde_json::from_str(&project.run(&["schema", "item"]).stdout).expect("JSON");
    let text = schema.to_string();
    for word in ["สำนักปลัด", "\"finance\"", "ผังการแบ่งส่วนราชการ", "\"progress\"", "\"no-evidence\"", "2020-12"]
    {
        assert!(text.contains(word), "{word}");
    }
    let nowhere = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| Run::of(program().current_dir(nowhere.path()).args(args).output().expect("starts"), nowhere.path());
    for kind in Kind::ALL {
        let run = run(&["schema", kind.id()]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(schema["additionalProperties"], false, "{}", kind.id());
        assert!(!run.stdout.contains("x-list"));
    }
    for args in [&["schema"][..], &["schema", "--cms"], &["schema", "page"], &["schema", "--cms", "item"]] {
        assert_eq!(run(args).code, Some(2), "{args:?}");
    }
}

/// The names in a list of fields, and below each of them.
fn names(fields: &Value) -> BTreeSet<String> {
    let mut res = BTreeSet::new();
    for field in fields.as_array().into_iter().flatten() {
        let name = field["name"].as_str().expect("a name");
        res.extend(names(&field["fields"]).into_iter().map(|it| format!("{name}.{it}")));
        res.insert(name.to_owned());
    }
    res
}

/// The names that a schema knows, and those below each of them.
fn known(schema: &Value) -> BTreeSet<String> {
    let forms = schema["anyOf"].as_array().into_iter().flatten().chain([schema, &schema["items"]]);
    let properties = forms.filter_map(|it| it["properties"].as_object()).flatten();
    properties.flat_map(|(name, it)| known(it).into_iter().map(move |below| format!("{name}.{below}")).chain([name.clone()])).collect()
}

#[test]
fn forms_have_the_fields_that_the_reader_knows() {
    let run = Project::shipped().run(&["schema", "--cms"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let config: Value = serde_yaml::from_str(&run.stdout).expect("YAML");
    let [items, measures] = [&config["collections"][0], &config["collections"][1]];
    let lists = Lists::built_in(&Inputs::of(&BUILT_IN));
    let with_body = |kind| {
        let mut res = known(schema::of(kind, &lists).as_value());
        assert!(res.insert("body".into()) && res.contains("allow.rule"), "{res:?}");
        res
    };
    let files = items["files"].as_array().expect("files");
    assert_eq!(files.len(), 43);
    for file in files {
        assert!(home().join(file["file"].as_str().expect("a path")).is_file(), "{file}");
        assert_eq!(names(&file["fields"]), with_body(Kind::Item));
    }
    assert_eq!(names(&measures["fields"]), with_body(Kind::Measure));
    assert_eq!(measures["folder"], "content/2568/measures");
    let field = |file: &Value, name: &str| {
        file["fields"].as_array().expect("fields").iter().find(|it| it["name"] == name).cloned().unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(field(&files[11], "status")["options"][2], json!({ "label": "ทำแล้ว (done)", "value": "done" }));
    assert_eq!(field(&files[11], "offices")["widget"], "select");
    let evidence = field(&files[11], "evidence");
    let shows = field(&evidence, "shows");
    let shows: Vec<&Value> = shows["options"].as_array().expect("options").iter().map(|it| &it["value"]).collect();
    assert_eq!(shows, ["progress", "budget", "monthly", "period"]);
    assert_eq!(field(&evidence, "file")["media_folder"], "/content/2568/items/o12");
}
