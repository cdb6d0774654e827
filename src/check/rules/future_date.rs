//! The rule `future-date`.

use crate::check::{Check, Run, Scene, pages_of};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::asked::is_covered;
use crate::site::{Item, ItemPage, Year};
use crate::source::Span;
use crate::text::date::Date;

rule! {
    /// ## What it checks
    /// Days that must be past are not to come: `updated` of an item, the date of the report and of its memo, and the first day that
    /// an item covers, unless the scheme asks for that very time.
    ///
    /// ## Why it matters
    /// A page that says it was changed next year is not believed. Most often a year is mistyped.
    "future-date", Group::Period
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Year(run) };

fn run(scene: &Scene<'_>, year: &Year, sink: &mut Sink) {
    let Some(today) = scene.today else { return };
    let mut judge = |date: Option<Date>, place: &dyn Fn() -> Span| {
        if date.is_some_and(|it| it > today) {
            sink.push(to_come(place(), today));
        }
    };
    let sources = scene.sources();
    judge(year.report_date, &|| year.origin.at(sources, "report.date"));
    judge(year.memo.as_ref().and_then(|it| it.0.date), &|| year.origin.at(sources, "memo.date"));
    for page in pages_of(year) {
        let Some((item, file)) = page.item() else { continue };
        judge(file.updated, &|| page.at(scene, "updated"));
        judge(unasked_start(item, file, year), &|| page.at(scene, "covers.from"));
    }
}

/// The first day that a page covers. A page of the year to come may be written before it begins, and of a page about another
/// time than is asked for `period-not-covered` tells.
fn unasked_start(item: &Item, file: &ItemPage, year: &Year) -> Option<Date> {
    let stated = file.covers.filter(|it| !it.is_reversed() && is_covered(item.asked(year), *it, year))?;
    (stated.from > year.year.period().from).then_some(stated.from)
}

fn to_come(span: Span, today: Date) -> Diagnostic {
    RULE.at(span, "วันที่นี้ยังมาไม่ถึง", "this day is still to come")
        .help(format!("แก้เป็นวันที่จริง ไม่เกินวันนี้ คือ {}", today.typed()), format!("write the real day, {} at the latest", today.typed()))
}
