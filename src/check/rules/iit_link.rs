//! The rule `iit-link`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The link to the survey of the agency's own staff (IIT) stands nowhere.
    ///
    /// ## Why it matters
    /// With it anybody could answer in the name of the staff; the assessment of the whole agency would be void.
    "iit-link", Group::Privacy
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

/// What the addresses of that survey hold.
const MARKS: &[&str] = &["itas.nacc.go.th/go/iit", "itas.nacc.go.th/iit", "/go/iit/"];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let sources = scene.sources();
    for (_, file) in scene.inputs.texts.iter().filter(|(path, _)| path.as_str().starts_with("content/")) {
        let text = sources.get(*file).text.to_ascii_lowercase();
        let mut from = 0;
        while let Some((at, len)) = next(&text, from) {
            sink.push(fault(sources.span(*file, at..at + len)));
            from = at + len;
        }
    }
}

/// The next mark, to the end of its address.
fn next(text: &str, from: usize) -> Option<(usize, usize)> {
    let (at, mark) = MARKS.iter().filter_map(|mark| Some((text[from..].find(mark)? + from, mark))).min()?;
    let rest = text[at + mark.len()..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"/-_".contains(b)).count();
    Some((at, mark.len() + rest))
}

fn fault(span: Span) -> Diagnostic {
    RULE.at(span, "ลิงก์แบบวัด IIT ของบุคลากรห้ามเผยแพร่", "the link to the survey of the staff (IIT) must not be published").help(
        "ลบลิงก์นี้ ส่งให้บุคลากรทางช่องทางภายในเท่านั้น แบบวัดของประชาชนคือ EIT",
        "delete it; send it to the staff only. The survey of the public is the EIT",
    )
}
