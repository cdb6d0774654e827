//! The rule `national-id`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Level, Place, Sink, rule};
use crate::inspect::Weight;
use crate::inspect::national_id::{self, Lenient};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// No national ID number of a citizen (13 digits with a check digit; Thai or Arabic digits, with or without dashes) stands in a text,
    /// in a file or in the name of one. Numbers that fail the check digit are not meant. What begins with 0 belongs to a company and is
    /// told as a note.
    ///
    /// ## Why it matters
    /// Publishing a citizen's number is a breach of the Personal Data Protection Act, and local governments are the largest source of
    /// such leaks. The number is never shown whole, here or anywhere.
    "national-id", Group::Privacy
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let sources = scene.sources();
    for (path, file) in scene.inputs.texts.iter().filter(|(path, _)| path.as_str().starts_with("content/") && path.extension() != "lock") {
        for hit in national_id::find(&sources.get(*file).text, Lenient::No) {
            sink.push(found(sources.span(*file, hit.range.clone()).into(), &hit.masked, "", hit.weight));
        }
        in_name(path, sink);
    }
    for (path, file) in &scene.inputs.attachments {
        for id in &file.inspection.ids {
            sink.push(found(path.into(), &id.masked, &id.place, id.weight));
        }
        in_name(path, sink);
    }
}

fn in_name(path: &SitePath, sink: &mut Sink) {
    for hit in national_id::find(path.name(), Lenient::No) {
        sink.push(found(path.into(), &hit.masked, "ชื่อไฟล์", hit.weight));
    }
}

fn found(place: Place, masked: &str, within: &str, weight: Weight) -> Diagnostic {
    let within = if within.is_empty() { String::new() } else { format!(" ({within})") };
    if weight == Weight::Juristic {
        let mut note = RULE.at(
            place,
            format!("เลข {masked}{within} ขึ้นต้นด้วย 0 เป็นเลขนิติบุคคลหรือบุคคลที่ไม่มีสถานะทางทะเบียน"),
            format!("the number {masked}{within} begins with 0: a company's, or that of a person without status"),
        );
        note.level = Level::Note;
        return note.help("ถ้าเป็นเลขของบุคคล ให้ลบออก", "if it is a person's, take it out");
    }
    let sure = weight == Weight::Certain;
    RULE.at(
        place,
        format!("{}เลขประจำตัวประชาชน {masked}{within}", if sure { "พบ" } else { "พบเลขที่น่าจะเป็น" }),
        format!("{} {masked}{within}", if sure { "a national ID number" } else { "what is most likely a national ID number" }),
    )
    .help(
        "ลบหรือปิดทับเลขในไฟล์ต้นฉบับ แล้วบันทึกใหม่ การขีดดำทับใน PDF ไม่ได้ลบตัวเลขที่อยู่ข้างใต้",
        "take the number out of the original and save it again; a black bar in a PDF does not remove what lies under it",
    )
}
