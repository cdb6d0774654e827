//! The rule `cloud-drive-link`.

use crate::check::links::{self, Kind};
use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Links do not lead to a file or album in the cloud: `drive.google.com`, `docs.google.com`, `photos.app.goo.gl`, `onedrive`,
    /// `1drv.ms`, `sharepoint`, `dropbox`, `mega`, `mediafire`, `icloud`. Forms to fill in (`docs.google.com/forms/`) are no files
    /// and may stay where they are.
    ///
    /// ## Why it matters
    /// The file belongs to somebody's account: it closes when sharing ends, when the person leaves or when the space is full,
    /// and the assessor is asked to sign in.
    "cloud-drive-link", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    for link in links::to_the_web(page) {
        if link.web.kind() == Kind::Drive {
            sink.push(fault(link.at(scene, page), &link.web.host));
        }
    }
}

fn fault(span: Span, host: &str) -> Diagnostic {
    RULE.at(
        span,
        format!("ลิงก์ไปที่ไฟล์ในคลาวด์ (`{host}`) ซึ่งเปิดไม่ได้เมื่อเลิกแชร์"),
        format!("the link leads into the cloud (`{host}`) and closes when sharing ends"),
    )
    .help(
        "ดาวน์โหลดไฟล์มาวางไว้ในโฟลเดอร์ของหน้านี้ แล้วอ้างด้วยชื่อไฟล์ เช่น `plan.pdf`",
        "download the file into this page's folder and name it, such as `plan.pdf`",
    )
}
