//! The rule `file-type-mismatch`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::inspect::{Kind, Reason, Search};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// What a file holds is what its ending says.
    ///
    /// ## Why it matters
    /// A file that is not what it claims does not open for the assessor, or is a program in disguise.
    "file-type-mismatch", Group::Host
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (path, file) in &scene.inputs.attachments {
        let ending = path.extension();
        // What is too large to be looked into is told by `scanned-pdf`; an Office file with a password is another kind inside.
        let is_unknown = file.inspection.search == Search::NotSearched(Reason::TooLarge);
        let is_locked = file.inspection.encrypted && file.inspection.kind == Kind::OldOffice;
        if !is_unknown && !is_locked && expected(&ending).is_some_and(|kinds| !kinds.contains(&file.inspection.kind)) {
            sink.push(fault(path, &ending, file.inspection.kind));
        }
    }
}

/// What a file with an ending may hold; `None` for endings that are not judged here.
fn expected(ending: &str) -> Option<&'static [Kind]> {
    Some(match ending {
        "pdf" => &[Kind::Pdf],
        "docx" => &[Kind::Docx],
        "xlsx" => &[Kind::Xlsx],
        "pptx" => &[Kind::Pptx],
        "doc" | "xls" | "ppt" => &[Kind::OldOffice],
        "odt" | "ods" | "odp" => &[Kind::Zip],
        "csv" | "txt" | "json" => &[Kind::Text],
        "png" => &[Kind::Png],
        "jpg" | "jpeg" => &[Kind::Jpeg],
        "gif" => &[Kind::Gif],
        "webp" => &[Kind::Webp],
        _ => return None,
    })
}

fn fault(path: &SitePath, ending: &str, kind: Kind) -> Diagnostic {
    let (th, en) = words(kind);
    RULE.at(path, format!("ไฟล์ลงท้ายด้วย `.{ending}` แต่ข้างในเป็น{th}"), format!("the file ends in `.{ending}`, but holds {en}")).help(
        "เปิดไฟล์ดูว่าถูกไฟล์หรือไม่ แล้วบันทึกใหม่จากโปรแกรมที่สร้าง",
        "open it to see whether it is the right one, and save it again from the program that made it",
    )
}

fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Pdf => (" PDF", "a PDF"),
        Kind::Xlsx => (" XLSX", "a workbook (XLSX)"),
        Kind::Docx => (" DOCX", "a document (DOCX)"),
        Kind::Pptx => (" PPTX", "slides (PPTX)"),
        Kind::OldOffice => ("เอกสาร Office แบบเก่า", "an Office file of the old form"),
        Kind::Zip => ("แฟ้มบีบอัด ZIP", "a ZIP archive"),
        Kind::Png | Kind::Jpeg | Kind::Gif | Kind::Webp | Kind::Svg => ("รูปภาพ", "a picture"),
        Kind::Text => ("ข้อความ", "text"),
        Kind::Html => ("หน้าเว็บ HTML", "a page of HTML"),
        Kind::Executable => ("โปรแกรม", "a program"),
        Kind::Unknown => ("ข้อมูลที่ไม่รู้จัก", "something unknown"),
    }
}
