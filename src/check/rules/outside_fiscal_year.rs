//! The rule `outside-fiscal-year`.

use crate::check::{Check, Page, Run, Scene, What};
use crate::diag::{Diagnostic, Group, Say, Sink, rule, say};
use crate::scheme;
use crate::site::asked::{accepted, accepts, fiscal_year};
use crate::source::Span;
use crate::text::date::{FiscalYear, Period};

rule! {
    /// ## What it checks
    /// What an item covers does not begin before or end after the fiscal year that the scheme asks for. The period of a measure or
    /// of a perception indicator lies inside its fiscal year. Plans of several years and what is in force are not judged.
    ///
    /// ## Why it matters
    /// A report that runs past its year mixes two years, and an assessor cannot tell which of its figures belong to the one asked
    /// for. Most often a year is mistyped.
    "outside-fiscal-year", Group::Period
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let whole = page.year.year;
    let (key, stated, year, what) = match page.what {
        What::Item(item, file) => {
            let Some(stated) = file.covers else { return };
            let Some(year) = bounds(item.asked(page.year), stated, whole) else { return };
            ("covers", stated, year, say(format!("`covers` ของข้อ {}", item.code), format!("`covers` of {}", item.code)))
        }
        What::Measure(it) => {
            let Some(stated) = it.period else { return };
            ("period", stated, whole, say(format!("ระยะเวลาของมาตรการที่ {}", it.number), format!("the period of measure {}", it.number)))
        }
        What::Indicator(it) => {
            let Some(stated) = it.period else { return };
            let what = say(format!("ระยะเวลาของตัวชี้วัดที่ {}", it.number), format!("the period of indicator {}", it.number));
            ("period", stated, whole, what)
        }
    };
    if stated.is_reversed() {
        return;
    }
    match (stated.from < year.period().from, stated.to > year.period().to) {
        _ if !stated.touches(year.period()) => sink.push(outside(page.at(scene, key), &what, year)),
        (true, true) => sink.push(longer(page.at(scene, key), &what, year)),
        (true, false) => sink.push(early(page.at(scene, &format!("{key}.from")), &what, year)),
        (false, true) => sink.push(late(page.at(scene, &format!("{key}.to")), &what, year)),
        (false, false) => {}
    }
}

/// The fiscal year that an item's content must stay in; `None` when it need not, or is about another time altogether, which
/// `period-not-covered` tells.
fn bounds(asked: &scheme::Item, stated: Period, year: FiscalYear) -> Option<FiscalYear> {
    if accepted(asked).any(|it| fiscal_year(it, year).is_none() && accepts(it, stated, year)) {
        return None;
    }
    let near: Vec<FiscalYear> = accepted(asked)
        .filter(|it| it.period(year).is_some_and(|days| stated.touches(days)))
        .filter_map(|it| fiscal_year(it, year))
        .collect();
    let inside = near.iter().find(|it| it.period().contains(stated));
    inside.or(near.first()).copied()
}

fn early(span: Span, what: &Say, year: FiscalYear) -> Diagnostic {
    let right = format!("from: {}", year.period().from.typed());
    RULE.at(span, format!("{} เริ่มก่อนปีงบประมาณ {year}", what.th), format!("{} begins before fiscal year {year}", what.en))
        .help(format!("แก้เป็น `{right}` หรือวันหลังจากนั้น"), format!("write `{right}`, or a later day"))
}

fn late(span: Span, what: &Say, year: FiscalYear) -> Diagnostic {
    let right = format!("to: {}", year.period().to.typed());
    RULE.at(span, format!("{} สิ้นสุดหลังปีงบประมาณ {year}", what.th), format!("{} ends after fiscal year {year}", what.en))
        .help(format!("แก้เป็น `{right}` หรือวันก่อนหน้านั้น"), format!("write `{right}`, or an earlier day"))
}

fn longer(span: Span, what: &Say, year: FiscalYear) -> Diagnostic {
    let right = year.period().typed();
    RULE.at(span, format!("{} ยาวกว่าปีงบประมาณ {year}", what.th), format!("{} is longer than fiscal year {year}", what.en))
        .help(format!("แก้เป็น `{right}` หรือช่วงที่อยู่ในปีนั้น"), format!("write `{right}`, or a time inside that year"))
}

fn outside(span: Span, what: &Say, year: FiscalYear) -> Diagnostic {
    let right = year.period().typed();
    RULE.at(span, format!("{} อยู่นอกปีงบประมาณ {year}", what.th), format!("{} lies outside fiscal year {year}", what.en))
        .help(format!("แก้เป็น `{right}` หรือช่วงที่อยู่ในปีนั้น"), format!("write `{right}`, or a time inside that year"))
}
