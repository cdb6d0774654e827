//! Findings for machines: both languages, versioned.
//!
//! `{"version": 1, "findings": […]}`; each finding has `rule`, `level` (`error`, `warning`, `note`), `file`, `line`, `column`,
//! `end_line`, `end_column` (from 1, columns in characters, the end is the place behind the last character; `null` when the
//! finding is about a whole file), `message`, `message_en`, `help`, `help_en` (`null` when there is none), `also` (other
//! places: `file`, `line`, `column`, `message`, `message_en`), `count` (1, or how many more of its rule and level there are in the
//! file: after the first hundred they are told as one). Fields may be added under the same version.

use serde::Serialize;

use super::{Diagnostic, Place};
use crate::source::{LineColumn, Sources, Span};

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'a str,
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    message: &'a str,
    message_en: &'a str,
    help: Option<&'a str>,
    help_en: Option<&'a str>,
    also: Vec<Also<'a>>,
    count: usize,
}

#[derive(Serialize)]
struct Also<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    message_en: &'a str,
}

/// The report, ending in a line break.
///
/// # Panics
/// Never: texts and numbers serialise.
#[must_use]
pub fn render(found: &[Diagnostic], sources: &Sources) -> String {
    let report = Report { version: 1, findings: found.iter().map(|it| finding(it, sources)).collect() };
    let mut res = serde_json::to_string_pretty(&report).expect("strings and numbers always serialise");
    res.push('\n');
    res
}

fn finding<'a>(it: &'a Diagnostic, sources: &'a Sources) -> Finding<'a> {
    let (path, start) = it.position(sources);
    let end = match &it.place {
        Place::Text(span) => Some(sources.line_column(span.file, span.end)),
        Place::File(_) => None,
    };
    Finding {
        rule: it.rule,
        level: it.level.id(),
        file: path.as_str(),
        line: start.map(|it| it.line),
        column: start.map(|it| it.column),
        end_line: end.map(|it| it.line),
        end_column: end.map(|it| it.column),
        message: &it.message.th,
        message_en: &it.message.en,
        help: it.help.as_ref().map(|it| it.th.as_str()),
        help_en: it.help.as_ref().map(|it| it.en.as_str()),
        also: it.also.iter().map(|(span, text)| also(*span, &text.th, &text.en, sources)).collect(),
        count: it.count,
    }
}

fn also<'a>(span: Span, message: &'a str, message_en: &'a str, sources: &'a Sources) -> Also<'a> {
    let LineColumn { line, column } = sources.line_column(span.file, span.start);
    Also { file: sources.get(span.file).path.as_str(), line, column, message, message_en }
}
