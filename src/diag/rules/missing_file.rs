//! The finding `missing-file`.

use crate::diag::{Diagnostic, Group, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// A file of `evidence` or an image lies where it is said to be.
    ///
    /// ## Why it matters
    /// The evidence an assessor looks for is not there; the item counts 0.
    "missing-file", Group::Link
}

/// There is no file `written`; it was looked for at `place`.
pub fn fault(span: Span, written: &str, place: &str, near: Option<&str>) -> Diagnostic {
    let found = RULE.at(span, format!("ไม่พบไฟล์ `{written}`"), format!("there is no file `{written}`"));
    match near {
        Some(near) => found.help(format!("หมายถึง `{near}` หรือไม่"), format!("did you mean `{near}`?")),
        None => found.help(format!("วางไฟล์ไว้ที่ {place}"), format!("put the file at {place}")),
    }
}
