//! The finding `unknown-rule`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// `rules:` of `site.yaml` and `allow:` of a page name rules that exist and may be changed. Rules of the groups structure
    /// and address may not: a page that cannot be read, or an address that is lost, is never public by choice.
    ///
    /// ## Why it matters
    /// A misspelt rule is not silenced, and one that must not be silenced would hide what breaks the section.
    "unknown-rule", Group::Structure
}

/// There is no rule `written`.
pub fn fault(span: Span, written: &str, known: &[&str]) -> Diagnostic {
    let found = RULE.at(span, format!("ไม่มีกฎชื่อ `{written}`"), format!("there is no rule `{written}`"));
    match nearest(written, known.iter().copied()) {
        Some(hint) => found.help(format!("หมายถึง `{hint}` หรือไม่"), format!("did you mean `{hint}`?")),
        None => found.help("สั่ง `prongsai explain` เพื่อดูชื่อกฎทั้งหมด", "`prongsai explain` lists the rules"),
    }
}

/// The rule `written` belongs to a group that cannot be changed.
pub fn fixed(span: Span, written: &str) -> Diagnostic {
    RULE.at(span, format!("กฎ `{written}` ปิดหรือลดระดับไม่ได้"), format!("the rule `{written}` cannot be silenced or changed"))
        .help("ลบบรรทัดนี้ แล้วแก้สิ่งที่กฎบอก", "delete this line and mend what the rule says")
}
