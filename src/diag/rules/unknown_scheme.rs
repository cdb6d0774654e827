//! The finding `unknown-scheme`.

use crate::diag::{Diagnostic, Group, Say, rule, say};
use crate::source::Span;
use crate::text::suggest::nearest;

rule! {
    /// ## What it checks
    /// The `scheme` of a year is built in or lies in `content/schemes/`, and is whole.
    ///
    /// ## Why it matters
    /// Without its list of items a year has no pages.
    "unknown-scheme", Group::Structure
}

/// `written` is no scheme.
pub fn fault(span: Span, written: &str, known: &[&str]) -> Diagnostic {
    let (message, help) = words(written, known);
    RULE.at(span, message.th, message.en).help(help.th, help.en)
}

/// The same of a name on the command line.
#[must_use]
pub fn told(written: &str, known: &[&str]) -> Say {
    let (message, help) = words(written, known);
    say(format!("{} {}", message.th, help.th), format!("{}; {}", message.en, help.en))
}

fn words(written: &str, known: &[&str]) -> (Say, Say) {
    let list = known.join(", ");
    let message = say(format!("ไม่รู้จักชุดข้อ `{written}`"), format!("`{written}` is not a known scheme"));
    let help = match nearest(written, known.iter().copied()) {
        Some(hint) => say(format!("หมายถึง `{hint}` หรือไม่ ชุดที่มีคือ {list}"), format!("did you mean `{hint}`? Schemes: {list}")),
        None => say(format!("ชุดที่มีคือ {list}"), format!("schemes: {list}")),
    };
    (message, help)
}

/// A scheme that contradicts itself.
pub fn inconsistent(span: Span, th: &str, en: &str) -> Diagnostic {
    RULE.at(span, th, en).help("แก้ในไฟล์ของชุดข้อ", "mend it in the file of the scheme")
}
