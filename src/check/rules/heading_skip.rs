//! The rule `heading-skip`.

use crate::check::{Check, Page, Run, Scene, words};
use crate::content::markdown::Heading;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Headings go down one level at a time: below `##` comes `###`, not `####`. The page's title is the first level, so a text
    /// begins with `#` or `##`.
    ///
    /// ## Why it matters
    /// Who listens to a page goes from heading to heading; a level that is missing sounds like a part that is missing.
    "heading-skip", Group::Access
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let mut above = 1;
    for heading in &page.body.fragment.headings {
        if heading.written > above + 1 {
            sink.push(fault(page.in_body(scene, &heading.range), heading, above));
        }
        above = heading.written;
    }
}

fn fault(span: Span, heading: &Heading, above: u8) -> Diagnostic {
    let (written, text) = (heading.written, words::quoted(&heading.text));
    let marks = "#".repeat(usize::from(above) + 1);
    RULE.at(span, format!("หัวข้อข้ามจากระดับ {above} ไประดับ {written}"), format!("the heading jumps from level {above} to level {written}"))
        .help(format!("เขียน `{marks} {text}`"), format!("write `{marks} {text}`"))
}
