//! The rule `macro-file`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// Attachments cannot run anything: no macros in Office files, no scripts or launch actions in PDF files.
    ///
    /// ## Why it matters
    /// A macro in a file on the agency's site runs on the citizen's computer.
    "macro-file", Group::Host
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (path, _) in scene.inputs.attachments.iter().filter(|(_, file)| file.inspection.macros) {
        sink.push(fault(path));
    }
}

fn fault(path: &SitePath) -> Diagnostic {
    RULE.at(path, "ไฟล์นี้มีมาโครหรือสคริปต์", "this file holds macros or a script")
        .help("บันทึกใหม่เป็น PDF หรือเป็นเอกสารที่ไม่มีมาโคร", "save it as a PDF, or as a document without macros")
}
