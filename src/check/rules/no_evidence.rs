//! The rule `no-evidence`.

use crate::check::{Check, Page, Run, Scene};
use crate::content::item::Status;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// An item that is said to be done has evidence that can be opened, or states that there is nothing to show.
    ///
    /// ## Why it matters
    /// An assessor who finds nothing to open gives the item 0, whatever the text says.
    "no-evidence", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    if let Some((item, file)) = page.item()
        && item.status() == Status::Done
        && !item.has_evidence()
        && !file.has_faulty_evidence
    {
        sink.push(none(page.at(scene, "status"), &item.code.to_string()));
    }
}

fn none(span: Span, code: &str) -> Diagnostic {
    RULE.at(span, format!("ข้อ {code} รายงานว่าดำเนินการแล้ว แต่ไม่มีหลักฐานให้เปิดดู"), format!("{code} is said to be done, but has nothing to open"))
        .help("เพิ่ม `evidence:` ชี้ไปที่ไฟล์ ลิงก์ หรือหัวข้อในหน้านี้", "add `evidence:` with a file, a link or a heading of this page")
}
