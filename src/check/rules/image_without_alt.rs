//! The rule `image-without-alt`.

use crate::check::{Check, Page, Run, Scene, words};
use crate::content::markdown::LinkKind;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Every image of a text has words that stand for it: `![ผังโครงสร้าง](chart.png)`.
    ///
    /// ## Why it matters
    /// Who cannot see the image, or has not loaded it, learns nothing of what it shows; for a chart of posts that is all there is.
    "image-without-alt", Group::Access
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let images = page.body.fragment.links.iter().filter(|it| it.kind == LinkKind::Image);
    for image in images.filter(|it| it.text.trim().is_empty()) {
        sink.push(fault(page.in_body(scene, &image.range), &words::quoted(&image.target)));
    }
}

fn fault(span: Span, target: &str) -> Diagnostic {
    RULE.at(span, "ภาพไม่มีคำบรรยายสำหรับผู้ที่มองไม่เห็นภาพ", "the image has no words for those who cannot see it").help(
        format!("บอกว่าภาพแสดงอะไร เช่น `![ผังโครงสร้างส่วนราชการ]({target})`"),
        format!("say what it shows: `![ผังโครงสร้างส่วนราชการ]({target})`"),
    )
}
