//! The rule `encrypted-file`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// Attachments open without a password.
    ///
    /// ## Why it matters
    /// An assessor cannot look into a file that asks for a password; the item counts 0.
    "encrypted-file", Group::Access
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (path, _) in scene.inputs.attachments.iter().filter(|(_, file)| file.inspection.encrypted) {
        sink.push(fault(path));
    }
}

fn fault(path: &SitePath) -> Diagnostic {
    RULE.at(path, "ไฟล์นี้ต้องใช้รหัสผ่านจึงจะเปิดได้", "this file needs a password to open")
        .help("บันทึกใหม่โดยไม่ใส่รหัสผ่าน ถ้าห้ามเปิดเผยก็ไม่ควรเผยแพร่", "save it without a password; what must stay secret must not be published")
}
