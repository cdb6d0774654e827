//! The rule `measure-part-missing`.

use crate::check::{Check, Page, Run, Scene, What};
use crate::content::measure::{FINDING, OUTCOMES, RESULTS, STEPS};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::{Measure, Year};
use crate::source::Span;
use crate::text::date::Date;

rule! {
    /// ## What it checks
    /// A measure says what was found, what is to be done, what was done and what came of it, each under a heading of its own.
    /// What came of it is asked for once the period of the measure has ended.
    ///
    /// ## Why it matters
    /// The report of measures is an item of its own. A measure without results or outcome reads as a plan that nobody carried out.
    "measure-part-missing", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let What::Measure(measure) = page.what else { return };
    let asked = [FINDING, STEPS, RESULTS].into_iter().chain(has_ended(measure, page.year, scene.today).then_some(OUTCOMES));
    let mut absent = Vec::new();
    for names in asked {
        let fragment = &measure.body.fragment;
        match fragment.heading_named(names).map(|it| &fragment.headings[it]) {
            None => absent.push(names[0]),
            Some(heading) if page.origin.body_text(scene.sources())[heading.body.clone()].trim().is_empty() => {
                sink.push(empty_part(page.in_body(scene, &heading.range), measure.number, names[0]));
            }
            Some(_) => {}
        }
    }
    if !absent.is_empty() {
        sink.push(no_parts(page.at(scene, "title"), measure.number, &absent));
    }
}

/// Whether its time is over; that of a measure without one is the fiscal year. Without a present day it is.
fn has_ended(measure: &Measure, year: &Year, today: Option<Date>) -> bool {
    let period = measure.period.unwrap_or_else(|| year.year.period());
    today.is_none_or(|today| period.to < today)
}

fn no_parts(span: Span, number: u16, names: &[&str]) -> Diagnostic {
    let list: Vec<String> = names.iter().map(|it| format!("“{it}”")).collect();
    let typed: Vec<String> = names.iter().map(|it| format!("`## {it}`")).collect();
    let (list, typed) = (list.join(", "), typed.join(" "));
    RULE.at(span, format!("มาตรการที่ {number} ไม่มีหัวข้อ {list}"), format!("measure {number} has no part {list}"))
        .help(format!("เพิ่มหัวข้อ {typed} และข้อความใต้หัวข้อ"), format!("add {typed}, with a text under each"))
}

fn empty_part(span: Span, number: u16, name: &str) -> Diagnostic {
    RULE.at(span, format!("หัวข้อ “{name}” ของมาตรการที่ {number} ยังว่างอยู่"), format!("the part “{name}” of measure {number} is empty"))
        .help("เพิ่มข้อความใต้หัวข้อนี้", "write a text under this heading")
}
