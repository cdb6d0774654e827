//! The rule `element-not-shown`.

use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::shown::missing_elements;
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The evidence of an item shows every element that the scheme requires: each is named in the `shows` of some evidence.
    /// Elements that are asked for only where there is any, and elements asked of local governments when the agency is none, may
    /// be left out. A stated `none` stands for all elements where the scheme lets it.
    ///
    /// ## Why it matters
    /// An item scores 100 only when every element is found at its address. One that is missing makes it 0.
    "element-not-shown", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let Some((item, file)) = page.item() else { return };
    // What faulty evidence shows is not known before it is mended.
    if !item.has_evidence() || file.has_faulty_evidence {
        return;
    }
    let missing = missing_elements(page.year, item, &scene.config().agency);
    if missing.is_empty() {
        return;
    }
    let ids: Vec<&str> = missing.iter().map(|it| it.id.as_str()).collect();
    let list: Vec<String> = missing.iter().map(|it| format!("{} ({})", it.id, it.text)).collect();
    let (ids, list, code) = (ids.join(", "), list.join(", "), item.code.to_string());
    let at = |key: &str| page.origin.key_at(scene.sources(), key);
    sink.push(if file.evidence.is_empty() {
        only_none(at("none"), &code, &ids, &list)
    } else {
        not_shown(at("evidence"), &code, &ids, &list)
    });
}

fn not_shown(span: Span, code: &str, ids: &str, list: &str) -> Diagnostic {
    RULE.at(span, format!("หลักฐานของข้อ {code} ยังไม่แสดงองค์ประกอบ {list}"), format!("the evidence of {code} does not show {list}")).help(
        format!("เพิ่ม `shows: [{ids}]` ใต้หลักฐานที่แสดงองค์ประกอบเหล่านี้ ถ้ายังไม่มีให้เพิ่มหลักฐาน"),
        format!("add `shows: [{ids}]` to the evidence that shows them, or add such evidence"),
    )
}

/// The page states that there is nothing, and the scheme does not let that stand.
fn only_none(span: Span, code: &str, ids: &str, list: &str) -> Diagnostic {
    RULE.at(
        span,
        format!("ข้อ {code} ใช้ `none` แทนหลักฐานไม่ได้ ต้องแสดงองค์ประกอบ {list}"),
        format!("`none` cannot stand for the evidence of {code}, which must show {list}"),
    )
    .help(format!("เพิ่ม `evidence:` ที่มี `shows: [{ids}]`"), format!("add `evidence:` with `shows: [{ids}]`"))
}
