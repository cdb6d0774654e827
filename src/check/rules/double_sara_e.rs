//! The rule `double-sara-e`.

use crate::check::words::Hits;
use crate::check::{Check, Run, Scene, words};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// `แ` is one character, not `เ` typed twice.
    ///
    /// ## Why it matters
    /// It looks the same and is another word: searching the page for `แผน` does not find it.
    "double-sara-e", Group::Text
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (span, ()) in words::search(scene, find) {
        sink.push(fault(span));
    }
}

fn find(text: &str) -> Hits<()> {
    words::places(text, "เเ").map(|it| (it, ())).collect()
}

fn fault(span: Span) -> Diagnostic {
    RULE.at(span, "พิมพ์ `เ` สองตัวแทน `แ`", "`เ` is typed twice for `แ`").help("พิมพ์ `แ`", "write `แ`")
}
