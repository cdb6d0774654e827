//! The rule `unsafe-file-name`.

use crate::check::{Check, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::path::SitePath;

rule! {
    /// ## What it checks
    /// Names of attachments can stand in an address and on any host: no signs such as `\" * < > | ?`, no invisible signs, no space at
    /// either end, no second ending of a program (`report.php.pdf`), no name of a device (`con.pdf`), at most 120 bytes.
    ///
    /// ## Why it matters
    /// Such a file fails to upload, cannot be opened by its link, or is run by the server.
    "unsafe-file-name", Group::Host
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3"];
/// Endings that a server may run, wherever in the name they stand.
const PROGRAMS: &[&str] = &[
    "php", "php3", "php4", "php5", "php7", "php8", "phtml", "phar", "cgi", "pl", "py", "sh", "asp", "aspx", "jsp", "shtml", "htaccess",
    "exe", "js",
];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    for path in scene.inputs.attachments.keys().filter(|it| it.name().len() > 120 || it.as_str().split('/').any(is_unsafe)) {
        sink.push(fault(path));
    }
}

fn is_unsafe(part: &str) -> bool {
    let lower = part.to_lowercase();
    let mut pieces = lower.split('.');
    let stem = pieces.next().unwrap_or_default();
    // The last ending is judged by `forbidden-file-type`.
    let inner: Vec<&str> = pieces.collect();
    let hides_program = inner.iter().rev().skip(1).any(|it| PROGRAMS.contains(it));
    let bad_sign = |c: char| c.is_control() || "\"*<>|?#%".contains(c) || ('\u{200B}'..='\u{200F}').contains(&c) || c == '\u{FEFF}';
    part.starts_with([' ', '-']) || part.ends_with([' ', '.']) || part.contains(bad_sign) || hides_program || DEVICES.contains(&stem)
}

fn fault(path: &SitePath) -> Diagnostic {
    RULE.at(path, "ชื่อไฟล์นี้ใช้บนเว็บไม่ได้", "a file of this name cannot be on the web")
        .help("ตั้งชื่อใหม่ด้วยตัวอักษร ตัวเลข และขีดกลาง เช่น report-2568.pdf", "rename it with letters, digits and hyphens, such as report-2568.pdf")
}
