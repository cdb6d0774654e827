//! Findings for people: the line, carets under the words, what to type.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Weight, Origin, Renderer, Snippet};

use super::{Diagnostic, Language, Level, Place, Tally};
use crate::source::{Sources, Span};
use crate::text::digits::veil;

/// Longer lines are cut to the words around the finding.
const WINDOW: usize = 400;

/// How findings are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Language of the messages.
    pub language: Language,
    /// With escape codes for colour.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// All findings, each followed by an empty line.
#[must_use]
pub fn render(found: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    found.iter().map(|it| renderer.render(&[group(it, sources, style.language)]) + "\n\n").collect()
}

/// `พบ 1 ข้อผิดพลาด 2 คำเตือน`; empty when nothing was found.
#[must_use]
pub fn summary(tally: Tally, language: Language) -> String {
    let Tally { errors, warnings, notes } = tally;
    let parts: Vec<String> = match language {
        Language::Thai => [(errors, "ข้อผิดพลาด"), (warnings, "คำเตือน"), (notes, "ข้อสังเกต")].map(|(n, it)| (n, format!("{it} {n} แห่ง"))),
        Language::English => [(errors, "error"), (warnings, "warning"), (notes, "note")]
            .map(|(n, it)| (n, format!("{n} {it}{}", if n == 1 { "" } else { "s" }))),
    }
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(_, it)| it)
    .collect();
    parts.join(", ")
}

fn group<'a>(it: &'a Diagnostic, sources: &'a Sources, language: Language) -> Group<'a> {
    let weight = match it.level {
        Level::Error => Weight::ERROR,
        Level::Warning => Weight::WARNING,
        Level::Note => Weight::NOTE,
    };
    let title = weight.primary_title(it.message.in_language(language)).id(it.rule);
    let mut res = match &it.place {
        Place::Text(span) => title.element(snippet(*span, sources).annotation(AnnotationKind::Primary.span(in_window(*span, sources)))),
        Place::File(path) => title.element(Origin::path(path.as_str())),
    };
    for (span, text) in &it.also {
        let mark = AnnotationKind::Context.span(in_window(*span, sources)).label(text.in_language(language));
        res = res.element(snippet(*span, sources).annotation(mark));
    }
    match &it.help {
        Some(help) => res.element(Weight::HELP.message(help.in_language(language))),
        None => res,
    }
}

/// The lines of a finding.
fn snippet(span: Span, sources: &Sources) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let source = sources.get(span.file);
    let window = window(span, &source.text);
    let line = sources.line_column(span.file, span.start).line;
    Snippet::source(veil(&source.text[window])).path(source.path.as_str()).line_start(line as usize)
}

fn in_window(span: Span, sources: &Sources) -> std::ops::Range<usize> {
    let window = window(span, &sources.get(span.file).text);
    let end = (span.end as usize).clamp(window.start, window.end);
    span.start as usize - window.start..end - window.start
}

/// The first line of the finding, up to three lines, and of very long lines the part around it.
fn window(span: Span, text: &str) -> std::ops::Range<usize> {
    let (start, end) = (span.start as usize, span.end as usize);
    // Looked for no further than the window: a line may be as long as its file.
    let floor = text.floor_char_boundary(start.saturating_sub(WINDOW));
    let ceiling = text.ceil_char_boundary((start + WINDOW * 4).min(text.len()));
    let from = text[floor..start].rfind('\n').map_or(floor, |at| floor + at + 1);
    let end = end.min(ceiling);
    let last = text[start..end].match_indices('\n').nth(2).map_or(end, |(at, _)| start + at);
    let to = text[last..ceiling].find('\n').map_or(ceiling, |at| last + at);
    from..to.max(start)
}
