//! The rule `not-signed`.

use crate::check::{Check, Page, Run, Scene};
use crate::content::item::Status;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::scheme::Must;
use crate::source::Span;

rule! {
    /// ## What it checks
    /// An item that the present head of the agency must sign, and that is said to be done, names the post that signed.
    ///
    /// ## Why it matters
    /// A declaration without the signature of the present head of the agency is not accepted: the item counts 0.
    "not-signed", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    if let Some((item, file)) = page.item()
        && item.asked(page.year).must.contains(&Must::SignedByHead)
        && item.status() == Status::Done
        && file.signed_by.is_none()
        && !page.origin.has_faults
    {
        sink.push(nobody(page.at(scene, "status"), &item.code.to_string()));
    }
}

fn nobody(span: Span, code: &str) -> Diagnostic {
    RULE.at(
        span,
        format!("ข้อ {code} ต้องลงนามโดยผู้บริหารสูงสุดคนปัจจุบัน แต่ไม่ได้ระบุผู้ลงนาม"),
        format!("{code} must be signed by the present head of the agency, but no one is named"),
    )
    .help(
        "ตรวจว่าเอกสารลงนามแล้ว และเพิ่มตำแหน่ง เช่น `signed_by: นายกองค์การบริหารส่วนตำบล`",
        "see that the paper is signed, and add the post, for example `signed_by: นายกองค์การบริหารส่วนตำบล`",
    )
}
