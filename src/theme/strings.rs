//! The words of a theme, by key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_yaml::Value as Yaml;
use tera::{Kwargs, TeraResult};

use super::{built_in, language_id};
use crate::config::Config;
use crate::diag::{Language, Sink};
use crate::input::Inputs;
use crate::text::digits::Digits;
use crate::yaml;

/// Texts by key, `nav.board`; `{name}` in a text is a value put in.
#[derive(Debug)]
pub struct Strings {
    texts: BTreeMap<String, String>,
}

impl Strings {
    /// The default theme's strings of the site's language, with those of the site in their place, in the site's digits.
    pub fn read(inputs: &Inputs, config: &Config, folder: &str, sink: &mut Sink) -> Strings {
        let mut res = Strings::built_in(config.language);
        let path = format!("{folder}/strings/{}.yaml", language_id(config.language));
        if let Some((file, source)) = inputs.text(&path) {
            let all = inputs.sources.span(file, 0..source.text.len());
            if let Some(tree) = yaml::read::<Yaml>(&inputs.sources, all, yaml::Kind::File, sink) {
                flatten(&tree, "", &mut res.texts);
            }
        }
        res.in_digits(config.digits)
    }

    /// The same with the digits of a site.
    #[must_use]
    pub fn in_digits(mut self, digits: Digits) -> Strings {
        if digits == Digits::Thai {
            for text in self.texts.values_mut() {
                *text = thai_digits(text);
            }
        }
        self
    }

    /// The default theme's strings.
    ///
    /// # Panics
    /// Never: the files are part of the program, and a test reads them.
    #[must_use]
    pub fn built_in(language: Language) -> Strings {
        let text = match language {
            Language::Thai => built_in::STRINGS_TH,
            Language::English => built_in::STRINGS_EN,
        };
        let tree: Yaml = serde_yaml::from_str(text).expect("the default strings are YAML, a test holds this");
        let mut texts = BTreeMap::new();
        flatten(&tree, "", &mut texts);
        Strings { texts }
    }

    /// The text of a key with values put in; the key itself when there is none, so that a slip is seen.
    #[must_use]
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(text) = self.texts.get(key) else { return key.to_owned() };
        filled(text, |name| values.iter().find(|it| it.0 == name).map(|it| Cow::Borrowed(it.1)))
    }

    /// The text of a key that takes no values.
    pub(super) fn constant(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str).filter(|it| !it.contains('{'))
    }

    /// `t(key="…", name=value)` of templates.
    pub(super) fn in_template(&self, values: &Kwargs) -> TeraResult<String> {
        let key = values.must_get::<&str>("key")?;
        let Some(text) = self.texts.get(key) else {
            return Err(tera::Error::message(format!("there is no string `{key}`")));
        };
        Ok(filled(text, |name| values.iter().find(|it| it.0.as_str() == Some(name)).map(|it| Cow::Owned(it.1.to_string()))))
    }

    /// All keys with their texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// A text with its `{name}`s replaced by their values; a name without one stays, so that a slip is seen.
fn filled<'v>(text: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let end = rest[start..].find('}').map_or(rest.len(), |len| start + len + 1);
        res.push_str(&rest[..start]);
        let name = rest[start + 1..end].trim_end_matches('}');
        res.push_str(&value(name).unwrap_or(Cow::Borrowed(&rest[start..end])));
        rest = &rest[end..];
    }
    res + rest
}

/// `{nav: {board: กระดาน}}` → `nav.board`.
fn flatten(tree: &Yaml, path: &str, texts: &mut BTreeMap<String, String>) {
    match tree {
        Yaml::Mapping(entries) => {
            for (key, value) in entries {
                let key = key.as_str().unwrap_or_default();
                let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                flatten(value, &path, texts);
            }
        }
        Yaml::String(text) => drop(texts.insert(path.to_owned(), text.clone())),
        Yaml::Number(number) => drop(texts.insert(path.to_owned(), number.to_string())),
        _ => {}
    }
}

/// Thai digits in words, but not in codes such as `A4` and not inside `{…}`.
fn thai_digits(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '0'..='9' if !before.is_ascii_alphanumeric() || ('๐'..='๙').contains(&before) => {
                res.push_str(&Digits::Thai.show(&c.to_string()));
                before = '๐';
            }
            c => {
                res.push(c);
                before = c;
            }
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_values() {
        let values = |text: &str| {
            let mut res: Vec<String> =
                text.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name.to_owned()).collect();
            res.sort();
            res
        };
        let [th, en] = [Language::Thai, Language::English].map(Strings::built_in);
        let shape = |strings: &Strings| strings.iter().map(|(key, text)| (key.to_owned(), values(text))).collect::<Vec<_>>();
        assert_eq!(shape(&th), shape(&en));
        assert!(th.texts.len() > 100);
    }

    #[test]
    fn thai_digits_leave_codes_alone() {
        assert_eq!(thai_digits("6 เดือนแรก กระดาษ A4 ปี 2568"), "๖ เดือนแรก กระดาษ A4 ปี ๒๕๖๘");
    }
}
