//! The rule `misspelling`.

use crate::check::{Check, Run, Scene, words};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;
use crate::text::spelling::{Misspelling, misspellings};

rule! {
    /// ## What it checks
    /// Words that papers of local government often misspell, in titles and in running text: `องค์กรบริหารส่วนตำบล`, `กฏหมาย`,
    /// `เว็ปไซต์`, and words that a machine misread (`ดาเนินการ`). Code and addresses are left alone.
    ///
    /// ## Why it matters
    /// A public document is quoted as it stands; the name of the agency, misspelt, is not its name.
    "misspelling", Group::Text
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for (span, word) in words::search(scene, misspellings) {
        sink.push(fault(span, word));
    }
}

fn fault(span: Span, word: &Misspelling) -> Diagnostic {
    let Misspelling { wrong, right, is_sure } = word;
    if *is_sure {
        RULE.at(span, format!("`{wrong}` สะกดผิด"), format!("`{wrong}` is misspelt"))
            .help(format!("พิมพ์ `{right}`"), format!("write `{right}`"))
    } else {
        RULE.at(span, format!("`{wrong}` อาจพิมพ์ผิด"), format!("`{wrong}` may be a slip"))
            .help(format!("อ่านทั้งประโยค หากพิมพ์ผิด ให้พิมพ์ `{right}`"), format!("read the sentence; if it is one, write `{right}`"))
    }
}
