//! The finding `file-too-large`.

use crate::diag::{Diagnostic, Group, rule};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// A page of text is at most 4 MB, and so is a table that a page shows; a file of YAML at most 1 MB, an attachment at most 100 MB.
    ///
    /// ## Why it matters
    /// A file of that size is no page; reading it would stop the build for everyone.
    "file-too-large", Group::Host
}

/// A text of `bytes` bytes where `limit` are allowed.
pub fn text(path: &SitePath, bytes: u64, limit: u64) -> Diagnostic {
    let (size, most) = (bytes / 1024, limit / 1024);
    let found =
        RULE.at(path, format!("ไฟล์ข้อความนี้ใหญ่ {size} KB เกิน {most} KB"), format!("this text file is {size} KB, more than {most} KB"));
    if path.extension() == "md" {
        found.help("แยกเนื้อหายาวไปเป็นไฟล์แนบ เช่น PDF", "move long content into an attachment, such as a PDF")
    } else {
        found.help("ตรวจว่าวางไฟล์ถูกหรือไม่ ไฟล์ชนิดนี้มีเพียงไม่กี่ KB", "see whether it is the right file; one of this kind has a few KB")
    }
}

/// An attachment of `bytes` bytes where `limit` are allowed.
pub fn attachment(path: &SitePath, bytes: u64, limit: u64) -> Diagnostic {
    let (size, most) = (bytes / 1024 / 1024, limit / 1024 / 1024);
    RULE.at(path, format!("ไฟล์แนบใหญ่ {size} MB เกิน {most} MB"), format!("this attachment is {size} MB, more than {most} MB"))
        .help("ลดขนาดภาพในไฟล์ หรือแยกเป็นหลายไฟล์", "make its pictures smaller, or split it into several files")
}

/// A file of `bytes` bytes to be shown as a table, where `limit` are allowed.
pub fn table(path: &SitePath, bytes: u64, limit: u64) -> Diagnostic {
    let (size, most) = (bytes / 1024 / 1024, limit / 1024 / 1024);
    let (th, en) = (format!("ไฟล์ตารางใหญ่ {size} MB เกิน {most} MB"), format!("this table is {size} MB, more than {most} MB"));
    RULE.at(path, th, en).help(
        "ลบภาพและแผ่นงานที่ไม่ใช้ หรือแนบไฟล์ไว้ใน `evidence` แทน `data`",
        "take out pictures and sheets that are not used, or name the file below `evidence` instead of `data`",
    )
}
