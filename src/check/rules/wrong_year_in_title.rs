//! The rule `wrong-year-in-title`.

use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::scheme;
use crate::site::asked::{accepted, fiscal_year};
use crate::source::{Sources, Span};
use crate::text::date::FiscalYear;
use crate::text::years::named;

rule! {
    /// ## What it checks
    /// A year in the title of evidence, or in an item's own title (`ปีงบประมาณ 2567`, `ประจำปี ๒๕๖๗`, `ปี พ.ศ. 2567`), is the fiscal
    /// year that the scheme asks for. Spans such as `2566–2570`, years of laws, plans of several years and what is in force are not
    /// judged.
    ///
    /// ## Why it matters
    /// The title is what an assessor reads first. Another year in it looks like last year's file, and often is.
    "wrong-year-in-title", Group::Period
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let Some((item, file)) = page.item() else { return };
    let asked = item.asked(page.year);
    let titles = file.title.iter().map(|it| (it, None)).chain(file.evidence.iter().map(|it| (&it.title, Some(it.index))));
    for (title, index) in titles {
        if let Some((wrong, text)) = wrong_year(title, asked, page.year.year) {
            let path = index.map_or("title".to_owned(), |it| format!("evidence[{it}].title"));
            let place = narrowed(page.at(scene, &path), text, scene.sources());
            sink.push(another_year(place, wrong, asked, page.year.year));
        }
    }
}

/// The first year a title names, and its words, when it names no year that an item accepts.
fn wrong_year<'a>(title: &'a str, asked: &scheme::Item, year: FiscalYear) -> Option<(FiscalYear, &'a str)> {
    let right: Option<Vec<FiscalYear>> = accepted(asked).map(|it| fiscal_year(it, year)).collect();
    let (right, years) = (right?, named(title));
    let first = years.first()?;
    let is_wrong = years.iter().all(|it| !right.contains(&it.year));
    is_wrong.then(|| (first.year, &title[first.range.clone()]))
}

/// The words inside a value, if they stand there as they are.
fn narrowed(value: Span, words: &str, sources: &Sources) -> Span {
    let (start, end) = (value.start as usize, value.end as usize);
    let found = sources.get(value.file).text[start..end].find(words);
    found.map_or(value, |at| sources.span(value.file, start + at..start + at + words.len()))
}

fn another_year(span: Span, wrong: FiscalYear, asked: &scheme::Item, year: FiscalYear) -> Diagnostic {
    let (code, right) = (asked.code, fiscal_year(asked.covers, year).unwrap_or(year));
    RULE.at(
        span,
        format!("ชื่อนี้บอกปี {wrong} แต่ข้อ {code} กำหนดให้แสดงข้อมูลของปีงบประมาณ {right}"),
        format!("this title names {wrong}, but {code} asks for fiscal year {right}"),
    )
    .help(
        format!("ใช้เอกสารของปีงบประมาณ {right} ถ้าเป็นเอกสารที่ถูกต้องแล้วให้แก้ปีในชื่อเป็น {right}"),
        format!("use a paper of fiscal year {right}; if it is the right paper, write {right} in the title"),
    )
}
