//! The finding `broken-link`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// A link to another page or file of the section leads to something that exists.
    ///
    /// ## Why it matters
    /// An assessor who follows it finds nothing; the item counts 0.
    "broken-link", Group::Link
}

/// `target` leads nowhere.
pub fn fault(span: Span, target: &str, near: Option<&str>) -> Diagnostic {
    let found = RULE.at(span, format!("ไม่พบปลายทางของลิงก์ `{target}`"), format!("the link `{target}` leads nowhere"));
    match near {
        Some(near) => found.help(format!("หมายถึง `{near}` หรือไม่"), format!("did you mean `{near}`?")),
        None => found.help(
            "ตรวจชื่อไฟล์ ลิงก์ไปยังข้ออื่นเขียนเช่น `o11.md` ไฟล์แนบเขียนชื่อไฟล์ เว็บอื่นขึ้นต้นด้วย https://",
            "look at the name; another item is `o11.md`, an attachment its file name, another site begins with https://",
        ),
    }
}

/// The link leaves the folder of content.
pub fn leaves(span: Span, target: &str) -> Diagnostic {
    RULE.at(span, format!("ลิงก์ `{target}` ออกไปนอกโฟลเดอร์ content"), format!("the link `{target}` leaves the folder content"))
        .help("วางไฟล์ไว้ในโฟลเดอร์เดียวกับหน้านี้ แล้วลิงก์ด้วยชื่อไฟล์", "put the file beside the page and link to its name")
}
