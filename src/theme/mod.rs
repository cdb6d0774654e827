//! A theme: compiled templates, strings, static files.
//!
//! The default theme is part of the program. A site's `themes/<name>/` replaces any file of it by the same name:
//! `templates/*.html`, `strings/th.yaml` and `en.yaml` (single strings), `static/*`. Does not know what pages there are.

mod built_in;
mod strings;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};
use tera::{ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::config::Config;
use crate::diag::rules::bad_template;
use crate::diag::{Language, Place, Sink};
use crate::input::Inputs;
use crate::path::SitePath;
use crate::source::FileId;
use crate::text::digits::Digits;
use crate::text::html::escape;

pub use strings::Strings;

/// A theme, ready to render in one language and one kind of digits.
#[derive(Debug)]
pub struct Theme {
    tera: Arc<Tera>,
    /// The words of the theme.
    pub strings: Arc<Strings>,
    /// Static files by their path below `assets/`.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
    /// Changes when a static file changes.
    pub version: String,
    /// Templates of the site, for findings.
    places: BTreeMap<String, FileId>,
}

/// Reads the theme that `site.yaml` names. What is broken is reported, and the default stands in for it.
pub fn read(inputs: &Inputs, config: &Config, sink: &mut Sink) -> Theme {
    let folder = format!("themes/{}", config.theme);
    let mut names = inputs.texts.keys().chain(inputs.theme_files.keys());
    let exists = config.theme == "default" || names.any(|it| it.as_str().starts_with(&format!("{folder}/")));
    if let (false, Some(place)) = (exists, config.theme_place) {
        sink.push(bad_template::no_theme(place.into(), &config.theme));
    }
    let files = files(inputs, config, &folder);
    let version = version(&files);
    let is_own = |path: &SitePath| ["templates/", "strings/"].iter().any(|it| path.as_str().starts_with(&format!("{folder}/{it}")));
    if !inputs.texts.keys().any(is_own) {
        let (tera, strings) = default_theme(config);
        return Theme { tera, strings, version, files, places: BTreeMap::new() };
    }
    let strings = Arc::new(Strings::read(inputs, config, &folder, sink));
    let (tera, places) = templates(inputs, config, &folder, &strings, sink);
    Theme { tera: Arc::new(tera), strings, version, files, places }
}

/// The templates and strings of the default theme, made once for all sites of a run that change nothing of them.
fn default_theme(config: &Config) -> (Arc<Tera>, Arc<Strings>) {
    type Made = OnceLock<(Arc<Tera>, Arc<Strings>)>;
    static MADE: [[Made; 2]; 2] = [const { [const { OnceLock::new() }; 2] }; 2];
    let place = &MADE[usize::from(config.language == Language::Thai)][usize::from(config.digits == Digits::Thai)];
    let make = || {
        let strings = Arc::new(Strings::built_in(config.language).in_digits(config.digits));
        (Arc::new(compile_default(&strings, config.digits)), strings)
    };
    place.get_or_init(make).clone()
}

fn compile_default(strings: &Arc<Strings>, digits: Digits) -> Tera {
    compile(built_in_templates(strings), strings, digits).expect("the default theme is whole, a test holds this")
}

impl Theme {
    /// Writes a page of a template.
    ///
    /// # Errors
    /// A finding, when the template cannot be rendered; at its place if the template is the site's own.
    pub fn render_to(&self, template: &str, context: &tera::Context, out: &mut Vec<u8>) -> Result<(), Fault> {
        self.tera.render_to(template, context, out).map_err(|err| fault(template, &err))
    }

    /// The finding for a fault of rendering.
    #[must_use]
    pub fn finding(&self, fault: &Fault, inputs: &Inputs) -> crate::diag::Diagnostic {
        finding(fault, &self.places, inputs)
    }
}

/// What a template engine complains of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    template: String,
    range: Option<(usize, usize)>,
    message: String,
}

fn fault(template: &str, err: &tera::Error) -> Fault {
    match err.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let name = if report.filename().is_empty() { template } else { report.filename() };
            Fault { template: name.to_owned(), range: Some((range.start, range.end)), message: report.message().to_owned() }
        }
        ErrorKind::MissingParent { current, .. } => Fault { template: current.clone(), range: None, message: err.to_string() },
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Fault { template: tpl.clone(), range: None, message: err.to_string() }
        }
        _ => Fault { template: template.to_owned(), range: None, message: err.to_string() },
    }
}

fn finding(fault: &Fault, places: &BTreeMap<String, FileId>, inputs: &Inputs) -> crate::diag::Diagnostic {
    let place = match (places.get(&fault.template), fault.range) {
        (Some(file), Some((start, end))) => inputs.sources.span(*file, start..end).into(),
        (Some(file), None) => inputs.sources.span(*file, 0..0).into(),
        (None, _) => Place::File(SitePath::new(&format!("themes/default/templates/{}", fault.template)).unwrap_or_else(theme_folder)),
    };
    bad_template::fault(place, &fault.message)
}

fn theme_folder() -> SitePath {
    SitePath::new("themes/default").expect("a plain path")
}

/// The templates of the default theme, with those of the site in their place.
fn templates(inputs: &Inputs, config: &Config, folder: &str, strings: &Arc<Strings>, sink: &mut Sink) -> (Tera, BTreeMap<String, FileId>) {
    let mut texts = built_in_templates(strings);
    let mut places = BTreeMap::new();
    let prefix = format!("{folder}/templates/");
    for (path, file) in &inputs.texts {
        if let Some(name) = path.as_str().strip_prefix(&prefix) {
            texts.insert(name.to_owned(), inputs.sources.get(*file).text.to_string().into());
            places.insert(name.to_owned(), *file);
        }
    }
    match compile(texts, strings, config.digits) {
        Ok(tera) => (tera, places),
        Err(err) => {
            sink.push(finding(&fault("base.html", &err), &places, inputs));
            (
                compile(built_in_templates(strings), strings, config.digits).expect("the default theme is whole, a test holds this"),
                BTreeMap::new(),
            )
        }
    }
}

/// The default theme's templates with the words in them that are the same on every page: most of the words of a theme, and each
/// would be looked up again on each page. (Not so in a site's own templates, where places in findings must stay true.)
fn built_in_templates(strings: &Strings) -> BTreeMap<String, Cow<'static, str>> {
    built_in::TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), Cow::Owned(with_words(text, strings)))).collect()
}

/// A template in which `t(key="…")` without values has become its text, where that text is nothing but letters.
fn with_words(template: &str, strings: &Strings) -> String {
    const CALL: &str = "t(key=\"";
    let mut res = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find(CALL) {
        let (before, call) = rest.split_at(start);
        let end = call[CALL.len()..].find('"').map_or(call.len(), |at| CALL.len() + at);
        let word = strings.constant(&call[CALL.len()..end]).filter(|it| is_plain(it));
        let is_call = call[end..].starts_with("\")") && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        res.push_str(before);
        let Some(word) = word.filter(|_| is_call) else {
            res.push_str(&call[..end]);
            rest = &call[end..];
            continue;
        };
        rest = &call[end + 2..];
        // Alone between its braces it is text of the template.
        match rest.strip_prefix(" }}") {
            Some(after) if res.ends_with("{{ ") => {
                res.truncate(res.len() - "{{ ".len());
                res.push_str(word);
                rest = after;
            }
            _ => res.extend(["\"", word, "\""]),
        }
    }
    res + rest
}

/// Whether a text means itself in a template, in a literal and in HTML, also where white space is trimmed around it.
fn is_plain(text: &str) -> bool {
    text.trim() == text && !text.is_empty() && !text.contains(['"', '\\', '&', '<', '>', '\'', '`', '{', '}', '%', '#'])
}

/// Functions and filters must be known before the templates that use them.
fn compile(texts: BTreeMap<String, Cow<'static, str>>, strings: &Arc<Strings>, digits: Digits) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    let words = Arc::clone(strings);
    tera.register_function("t", move |values: Kwargs, _: &State| -> TeraResult<String> { words.in_template(&values) });
    tera.register_filter("wbr", |url: &str, _: Kwargs, _: &State| -> String { breakable(url) });
    tera.register_filter("digits", move |value: &Value, _: Kwargs, _: &State| -> String { digits.show(&value.to_string()).into_owned() });
    tera.register_filter("plain", |text: StringInput<'_>, _: Kwargs, _: &State| -> String { text.as_str().replace('\u{A0}', " ") });
    tera.add_raw_templates(texts)?;
    Ok(tera)
}

/// An address that may break after each slash, as HTML.
fn breakable(url: &str) -> String {
    let escaped = escape(url);
    let (scheme, rest) = escaped.split_once("://").unwrap_or(("", &escaped));
    let rest = rest.replace('/', "/<wbr>");
    let rest = rest.strip_suffix("<wbr>").unwrap_or(&rest);
    if scheme.is_empty() { rest.to_owned() } else { format!("{scheme}://{rest}") }
}

/// Static files of the default theme and of the site's, the agency's colour put in.
fn files(inputs: &Inputs, config: &Config, folder: &str) -> BTreeMap<String, Cow<'static, [u8]>> {
    let mut res: BTreeMap<String, Cow<'static, [u8]>> =
        built_in::FILES.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes))).collect();
    let prefix = format!("{folder}/static/");
    for (path, bytes) in &inputs.theme_files {
        if let Some(name) = path.as_str().strip_prefix(&prefix) {
            res.insert(name.to_owned(), Cow::Owned(bytes.clone()));
        }
    }
    if let (Some(accent), Some(style)) = (&config.accent, res.get_mut("style.css")) {
        style.to_mut().extend(format!("\n:root {{ --accent: {accent}; }}\n").into_bytes());
    }
    res
}

/// Eight digits of the digest of all files.
fn version(files: &BTreeMap<String, Cow<'static, [u8]>>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        hash.update(name);
        hash.update(bytes);
    }
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// `th` or `en`, as in names of files and in `<html lang>`.
#[must_use]
pub fn language_id(language: Language) -> &'static str {
    match language {
        Language::Thai => "th",
        Language::English => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_theme_compiles_and_is_listed_whole() {
        for language in [Language::Thai, Language::English] {
            let strings = Arc::new(Strings::built_in(language));
            compile(built_in_templates(&strings), &strings, Digits::Arabic).expect("compiles");
        }
    }

    #[test]
    fn words_that_never_change_are_put_into_templates() {
        let strings = Strings::built_in(Language::Thai);
        let (skip, year) = (strings.say("nav.skip", &[]), strings.say("page.fiscal_year", &[]));
        assert!(year.contains('{'), "{year}: name another string with a value");
        for (template, expected) in [
            ("<p>{{ t(key=\"nav.skip\") }}</p>", format!("<p>{skip}</p>")),
            ("{{ <x before={t(key=\"nav.skip\")} /> }}", format!("{{{{ <x before={{\"{skip}\"}} /> }}}}")),
            ("{{ t(key=\"nav.skip\") | upper }}", format!("{{{{ \"{skip}\" | upper }}}}")),
            ("{{ t(key=\"page.fiscal_year\", year=y) }}", "{{ t(key=\"page.fiscal_year\", year=y) }}".to_owned()),
            ("{{ t(key=\"state.\" ~ s) }} t(key=\"", "{{ t(key=\"state.\" ~ s) }} t(key=\"".to_owned()),
            ("{{ at(key=\"nav.skip\") }}", "{{ at(key=\"nav.skip\") }}".to_owned()),
        ] {
            assert_eq!(with_words(template, &strings), expected);
        }
    }

    #[test]
    fn addresses_break_after_slashes_only() {
        assert_eq!(breakable("https://a.go.th/ita/o1/"), "https://a.go.th/<wbr>ita/<wbr>o1/");
        assert_eq!(breakable("https://a/?a=1&b=\"<"), "https://a/<wbr>?a=1&amp;b=&quot;&lt;");
    }
}
