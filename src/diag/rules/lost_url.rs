//! The finding `lost-url`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Every address in `content/urls.lock` is made by this build: as a page or file, as an old address that leads on
    /// (`aliases:`), or as one that is given up with a reason (`retired:` in `site.yaml`). While assessors look (`window:` in
    /// `year.yaml`) an address of that year does not lead on either. Nothing is said of what is still there and comes back with
    /// the cure of another error: of a page or a table that cannot be read, of a file that its page misnames.
    ///
    /// ## Why it matters
    /// Assessors look again only at the address that was first entered. If it is dead, the item counts 0 and no objection helps.
    "lost-url", Group::Address
}

/// The address, which belonged to `owner`, would be gone.
pub fn gone(span: Span, address: &str, owner: &str) -> Diagnostic {
    RULE.at(span, format!("ที่อยู่ `{address}` ({owner}) จะหายไป"), format!("the address `{address}` ({owner}) would be gone")).help(
        format!(
            "ทำอย่างใดอย่างหนึ่ง 1) นำไฟล์เดิมกลับมา 2) ให้หน้าใหม่รับที่อยู่เดิม โดยเพิ่ม `aliases: [{address}]` ในหน้านั้น 3) เลิกใช้พร้อมเหตุผล โดยเพิ่ม `retired: [{{url: {address}, reason: …}}]` ใน content/site.yaml"
        ),
        format!(
            "do one of three: 1) bring the file back, 2) let the new page take the old address with `aliases: [{address}]`, 3) give it up with a reason: `retired: [{{url: {address}, reason: …}}]` in content/site.yaml"
        ),
    )
}

/// The address leads on now, while assessors are looking.
pub fn moved(span: Span, address: &str, owner: &str) -> Diagnostic {
    RULE.at(
        span,
        format!("ที่อยู่ `{address}` ({owner}) กลายเป็นหน้าพาไปที่อื่น ในช่วงที่ผู้ตรวจกำลังตรวจ"),
        format!("the address `{address}` ({owner}) leads elsewhere now, while assessors are looking"),
    )
    .help("นำหน้าเดิมกลับมาจนกว่าจะพ้นช่วงตรวจ", "bring the page back until the window has passed")
}
