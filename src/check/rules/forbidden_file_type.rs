//! The rule `forbidden-file-type`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// Attachments are documents, tables and pictures: PDF, DOCX, XLSX, PPTX and their older and open forms, CSV, TXT, JSON, PNG, JPEG, GIF, WebP.
    ///
    /// ## Why it matters
    /// A program or a page of another kind on the agency's server is how gambling pages get in.
    "forbidden-file-type", Group::Host
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

/// Endings of files that may be published.
const ALLOWED: &[&str] =
    &["pdf", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "odt", "ods", "odp", "csv", "txt", "json", "png", "jpg", "jpeg", "gif", "webp"];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for path in scene.inputs.attachments.keys().filter(|it| !ALLOWED.contains(&it.extension().as_str())) {
        sink.push(fault(path));
    }
}

fn fault(path: &SitePath) -> Diagnostic {
    let ending = path.extension();
    RULE.at(path, format!("ไฟล์ชนิด `.{ending}` เผยแพร่ไม่ได้"), format!("a file of the kind `.{ending}` cannot be published"))
        .help("แปลงเป็น PDF, XLSX, DOCX, CSV หรือรูปภาพ แล้วใช้ไฟล์นั้นแทน", "turn it into a PDF, XLSX, DOCX, CSV or a picture")
}
