//! The finding `misfiled-item`.

use crate::diag::{Diagnostic, Group, rule};
use crate::path::SitePath;
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Files lie where their kind belongs: `content/2568/items/o12.md` or `content/2568/items/o12/index.md`, `measures/1.md`,
    /// `indicators/1.md`; and a file's name agrees with the `item:` inside.
    ///
    /// ## Why it matters
    /// A file in the wrong place is not published, or is published as another item.
    "misfiled-item", Group::Structure
}

/// The name of the file says `name`, its front matter says `inside`.
pub fn name_differs(span: Span, name: &str, inside: &str) -> Diagnostic {
    RULE.at(span, format!("ในไฟล์เขียนว่า {inside} แต่ชื่อไฟล์เป็น {name}"), format!("the file says {inside}, its name says {name}"))
        .help("แก้ให้ตรงกัน ชื่อไฟล์เป็นตัวกำหนดที่อยู่หน้าเว็บ", "make them agree; the name of the file is what people look for")
}

/// A Markdown or YAML file that is nothing prongsai knows.
pub fn unknown_place(path: &SitePath, example: &str) -> Diagnostic {
    let found = RULE.at(path, "ไฟล์นี้อยู่ในที่ที่โปรแกรมไม่รู้จัก จึงไม่ถูกเผยแพร่", "this file lies where nothing is read, so it is not published");
    match with_known_ending(path) {
        Some(name) => found.help(format!("เปลี่ยนชื่อเป็น {name}"), format!("rename it to {name}")),
        None => found.help(format!("ย้ายไปไว้ที่ เช่น {example}"), format!("move it, for example to {example}")),
    }
}

/// `year.yml` → `year.yaml`, `o12.MD` → `o12.md`.
fn with_known_ending(path: &SitePath) -> Option<String> {
    let (stem, written) = path.as_str().rsplit_once('.')?;
    let ending = match path.extension().as_str() {
        "yml" | "yaml" => "yaml",
        "md" => "md",
        _ => return None,
    };
    (written != ending).then(|| format!("{stem}.{ending}"))
}

/// A folder of content without the file that says whose it is.
pub fn no_settings(folder: &SitePath, path: &str) -> Diagnostic {
    RULE.at(
        folder,
        format!("ไม่มีไฟล์ {path} จึงไม่รู้ว่าเป็นเว็บไซต์ของหน่วยงานใด"),
        format!("there is no {path}, so it is not known whose site this is"),
    )
    .help(format!("นำโฟลเดอร์ {folder} กลับมา หรือสร้างไฟล์ {path} ใหม่"), format!("bring the folder {folder} back, or make {path} anew"))
}

/// A year's folder without its `year.yaml`.
pub fn no_year(folder: &SitePath, path: &str) -> Diagnostic {
    RULE.at(folder, "ปีนี้ไม่มีไฟล์ year.yaml จึงไม่ถูกเผยแพร่", "this year has no year.yaml, so it is not published")
        .help(format!("สร้าง {path} มีบรรทัด `scheme: oit-2568`"), format!("make {path} with a line `scheme: oit-2568`"))
}

/// A link in the file system that leads out of the folder of content.
pub fn leads_outside(path: &SitePath) -> Diagnostic {
    RULE.at(path, "ทางลัดนี้ชี้ออกไปนอกโฟลเดอร์ content จึงไม่ถูกอ่าน", "this link leads out of the folder content and is not followed")
        .help("คัดลอกไฟล์จริงมาวางแทนทางลัด", "put a copy of the file in its place")
}
