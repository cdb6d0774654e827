//! The rule `element-not-shown`.

use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::scheme::Element;
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
    if !missing.is_empty() {
        let key = if file.evidence.is_empty() { "none" } else { "evidence" };
        sink.push(not_shown(page.origin.key_at(scene.sources(), key), &item.code.to_string(), &missing));
    }
}

fn not_shown(span: Span, code: &str, missing: &[&Element]) -> Diagnostic {
    let ids: Vec<&str> = missing.iter().map(|it| it.id.as_str()).collect();
    let list: Vec<String> = missing.iter().map(|it| format!("{} ({})", it.id, it.text)).collect();
    let (ids, list) = (ids.join(", "), list.join(", "));
    RULE.at(span, format!("หลักฐานของข้อ {code} ยังไม่แสดงองค์ประกอบ {list}"), format!("the evidence of {code} does not show {list}")).help(
        format!("เพิ่ม `shows: [{ids}]` ใต้หลักฐานที่แสดงองค์ประกอบเหล่านี้ ถ้ายังไม่มีให้เพิ่มหลักฐาน"),
        format!("add `shows: [{ids}]` to the evidence that shows them, or add such evidence"),
    )
}
