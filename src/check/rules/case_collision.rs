//! The rule `case-collision`.

use std::collections::BTreeMap;

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// No two attachments of a folder differ only in capital and small letters.
    ///
    /// ## Why it matters
    /// On Windows and on some hosts they are one file: the later one replaces the earlier.
    "case-collision", Group::Host
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let mut seen: BTreeMap<String, &SitePath> = BTreeMap::new();
    for path in scene.inputs.attachments.keys() {
        if let Some(first) = seen.insert(path.as_str().to_lowercase(), path) {
            sink.push(fault(path, first));
        }
    }
}

fn fault(path: &SitePath, first: &SitePath) -> Diagnostic {
    let other = first.name();
    RULE.at(path, format!("ชื่อไฟล์ต่างจาก `{other}` เพียงตัวพิมพ์เล็กใหญ่"), format!("the name differs from `{other}` only in capital letters"))
        .help("เปลี่ยนชื่อไฟล์ใดไฟล์หนึ่ง", "rename one of them")
}
