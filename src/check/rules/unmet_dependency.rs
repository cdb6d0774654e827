//! The rule `unmet-dependency`.

use crate::check::{Check, Page, Run, Scene};
use crate::content::item::Status;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::Item;
use crate::source::Span;

rule! {
    /// ## What it checks
    /// An item that is said to be done builds only on items that are done: a six-month report on the plan of the year.
    ///
    /// ## Why it matters
    /// An assessor holds the report against the plan it reports on. Without the plan the report cannot be judged.
    "unmet-dependency", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let Some((item, _)) = page.item() else { return };
    if item.status() != Status::Done {
        return;
    }
    for code in &item.asked(page.year).depends_on {
        let Some(needed) = page.year.items.iter().find(|it| it.code == *code && !it.is_unread) else { continue };
        match &needed.page {
            None => sink.push(no_file(page.at(scene, "status"), item, needed)),
            Some(file) if file.status != Status::Done && !file.origin.has_faults => {
                let found = not_done(page.at(scene, "status"), item, needed);
                let status = file.origin.is_given(scene.sources(), "status").then(|| file.origin.at(scene.sources(), "status"));
                sink.push(match status {
                    Some(span) => found.also(span, "ข้อที่ต้องมีก่อนอยู่ที่นี่", "the other item is here"),
                    None => found,
                });
            }
            Some(_) => {}
        }
    }
}

fn no_file(span: Span, item: &Item, needed: &Item) -> Diagnostic {
    let (code, needed) = (item.code, needed.code);
    RULE.at(
        span,
        format!("ข้อ {code} รายงานว่าดำเนินการแล้ว แต่ข้อ {needed} ที่ต้องมีก่อนยังไม่มีไฟล์"),
        format!("{code} is said to be done, but {needed}, which it builds on, has no file"),
    )
    .help(
        format!("สร้างไฟล์ของข้อ {needed} แล้วดำเนินการให้เสร็จ หรือแก้สถานะของข้อ {code} เป็น `status: in_progress`"),
        format!("make the file of {needed} and complete it, or write `status: in_progress` for {code}"),
    )
}

fn not_done(span: Span, item: &Item, needed: &Item) -> Diagnostic {
    let (code, needed) = (item.code, needed.code);
    RULE.at(
        span,
        format!("ข้อ {code} รายงานว่าดำเนินการแล้ว แต่ข้อ {needed} ที่ต้องมีก่อนยังไม่เสร็จ"),
        format!("{code} is said to be done, but {needed}, which it builds on, is not"),
    )
    .help(
        format!("ดำเนินการข้อ {needed} ให้เสร็จแล้วเขียน `status: done` หรือแก้สถานะของข้อ {code} เป็น `status: in_progress`"),
        format!("complete {needed} and write `status: done` there, or write `status: in_progress` for {code}"),
    )
}
