//! The rule `missing-item`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::site::{Item, Year};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Every item that the scheme of a year asks for has a file.
    ///
    /// ## Why it matters
    /// An item without a file has no page, so there is no address to hand in for it: it counts 0.
    "missing-item", Group::Complete
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Year(run) };

fn run(scene: &Scene<'_>, year: &Year, sink: &mut Sink) {
    let missing: Vec<&Item> = year.items.iter().filter(|it| it.page.is_none() && !it.is_unread).collect();
    if missing.is_empty() {
        return;
    }
    // Built-in schemes are no file of the site, so the year that names one is the place.
    let place = year.origin.at(scene.sources(), "scheme");
    let folder = year.origin.path(scene.sources()).folder();
    for item in missing {
        sink.push(no_file(place, item, &item.asked(year).title.th, folder));
    }
}

fn no_file(span: Span, item: &Item, title: &str, folder: &str) -> Diagnostic {
    let code = item.code;
    let path = format!("{folder}/items/o{:02}.md", code.number());
    RULE.at(span, format!("ข้อ {code} {title} ยังไม่มีไฟล์"), format!("{code} {title} has no file")).help(
        format!("สร้าง `{path}` ขึ้นต้นด้วยบรรทัด `---` `item: {code}` `status: not_started` `---`"),
        format!("make `{path}`; it begins with the lines `---` `item: {code}` `status: not_started` `---`"),
    )
}
