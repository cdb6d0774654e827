//! The rule `ends-before-it-starts`.

use crate::check::{Check, Run, Scene, What, pages_of, times};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::Year;
use crate::source::Span;
use crate::text::date::Period;

rule! {
    /// ## What it checks
    /// A time that is written as `from` and `to` ends on the day it begins or later: what an item covers, the period of a measure
    /// or of an indicator, the window of the assessment.
    ///
    /// ## Why it matters
    /// Readers see a time that cannot be, and no other rule can judge it. Most often a year is mistyped.
    "ends-before-it-starts", Group::Period
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Year(run) };

fn run(scene: &Scene<'_>, year: &Year, sink: &mut Sink) {
    let whole = format!("period: {}", year.year.period().typed());
    for page in pages_of(year) {
        let (key, period, example) = match page.what {
            What::Item(item, file) => ("covers", file.covers, times::typed(item.asked(year).covers, year.year)),
            What::Measure(measure) => ("period", measure.period, whole.clone()),
            What::Indicator(indicator) => ("period", indicator.period, whole.clone()),
        };
        if let Some(period) = period.filter(|it| it.is_reversed()) {
            sink.push(reversed(page.at(scene, &format!("{key}.to")), key, period, &example));
        }
    }
    if let Some(window) = year.window.filter(|it| it.is_reversed()) {
        let turned = format!("window: {}", Period { from: window.to, to: window.from }.typed());
        sink.push(reversed(year.origin.at(scene.sources(), "window.to"), "window", window, &turned));
    }
}

fn reversed(span: Span, key: &str, period: Period, example: &str) -> Diagnostic {
    let Period { from, to } = period;
    RULE.at(
        span,
        format!("`{key}` สิ้นสุด {} ก่อนวันเริ่มต้น {}", to.typed(), from.typed()),
        format!("`{key}` ends on {}, before it begins on {}", to.typed(), from.typed()),
    )
    .help(format!("ตรวจปีที่พิมพ์ แล้วแก้ให้ถูกต้อง เช่น `{example}`"), format!("see which year is mistyped, and write, for example, `{example}`"))
}
