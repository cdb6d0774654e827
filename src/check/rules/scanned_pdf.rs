//! The rule `scanned-pdf`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::inspect::{Kind, Reason, Search};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// A PDF holds text, not only pictures of pages. Text files, Office files and PDF files that could not be searched are told here too.
    ///
    /// ## Why it matters
    /// A scanned paper cannot be read aloud, searched or copied, and nobody can check it for citizens' ID numbers: it could not be
    /// searched, which does not mean that it is clean.
    "scanned-pdf", Group::Access
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (path, file) in &scene.inputs.attachments {
        match file.inspection.search {
            Search::NoText => sink.push(scanned(path)),
            Search::Searched if file.inspection.blind_pages > 0 => sink.push(partly(path, file.inspection.blind_pages)),
            Search::NotSearched(reason) if may_hold_text(file.inspection.kind) || reason == Reason::TooLarge => {
                if let Some((th, en)) = why(reason) {
                    sink.push(not_searched(path, th, en));
                }
            }
            Search::Searched | Search::NotSearched(_) => {}
        }
    }
}

fn may_hold_text(kind: Kind) -> bool {
    !matches!(kind, Kind::Png | Kind::Jpeg | Kind::Gif | Kind::Webp | Kind::Executable | Kind::Unknown)
}

/// Why a file could not be searched; `None` where another rule says it.
fn why(reason: Reason) -> Option<(&'static str, &'static str)> {
    match reason {
        Reason::TooLarge => Some(("ใหญ่เกินไป", "it is too large")),
        Reason::TooMuchWork => Some(("ข้างในซับซ้อนผิดปกติ", "it is made in an unusual way")),
        Reason::Broken => Some(("เสียหายหรือไม่ครบ", "it is damaged or cut off")),
        Reason::OldForm => Some(("เป็นเอกสารรูปแบบเก่า", "it is of an old form")),
        Reason::Encrypted | Reason::NotText => None,
    }
}

fn scanned(path: &SitePath) -> Diagnostic {
    RULE.at(
        path,
        "PDF นี้เป็นภาพสแกน ค้นหาข้อความไม่ได้ จึงตรวจเลขประจำตัวประชาชนไม่ได้",
        "this PDF is made of pictures: it could not be searched, also not for ID numbers",
    )
    .help(
        "บันทึกเป็น PDF จากไฟล์ต้นฉบับ หรือทำ OCR ก่อน แล้วตรวจด้วยตาว่าไม่มีข้อมูลส่วนบุคคล",
        "save it as a PDF from the original file, or run OCR; look through it for personal data",
    )
}

fn partly(path: &SitePath, pages: u32) -> Diagnostic {
    RULE.at(
        path,
        format!("PDF นี้มี {pages} หน้าที่เป็นภาพสแกน ค้นหาข้อความไม่ได้"),
        format!("{pages} pages of this PDF are pictures and could not be searched"),
    )
    .help("ตรวจหน้าเหล่านั้นด้วยตาว่าไม่มีข้อมูลส่วนบุคคล", "look through these pages for personal data")
}

fn not_searched(path: &SitePath, th: &str, en: &str) -> Diagnostic {
    RULE.at(path, format!("ค้นหาข้อความในไฟล์นี้ไม่ได้ เพราะ{th}"), format!("this file could not be searched: {en}")).help(
        "บันทึกใหม่เป็น PDF, XLSX หรือ DOCX แล้วตรวจด้วยตาว่าไม่มีข้อมูลส่วนบุคคล",
        "save it as a PDF, XLSX or DOCX, and look through it for personal data",
    )
}
