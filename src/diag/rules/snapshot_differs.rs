//! The finding `snapshot-differs`.

use crate::diag::{Diagnostic, Group, Place, Say, rule, say};

rule! {
    /// ## What it checks
    /// A snapshot holds the files of its own list and no others, each with the bytes that the list says.
    ///
    /// ## Why it matters
    /// A snapshot proves what was public on a day. One that was changed, or is damaged, proves nothing.
    "snapshot-differs", Group::Online
}

/// A file of the list has other bytes, or cannot be read.
pub fn changed(place: Place, name: &str) -> Diagnostic {
    fault(place, say(format!("`{name}` ไม่ตรงกับรายการของสำเนา"), format!("`{name}` is not what the snapshot's list says")))
}

/// A file of the list is not there.
pub fn missing(place: Place, name: &str) -> Diagnostic {
    fault(place, say(format!("`{name}` อยู่ในรายการแต่ไม่มีในสำเนา"), format!("`{name}` is in the list and not in the snapshot")))
}

/// A file is there that the list does not know.
pub fn added(place: Place, name: &str) -> Diagnostic {
    fault(place, say(format!("มี `{name}` ในสำเนา ซึ่งไม่อยู่ในรายการ"), format!("`{name}` is in the snapshot and not in its list")))
}

/// Two files have one name: which is shown, each program decides for itself.
pub fn twice(place: Place, name: &str) -> Diagnostic {
    fault(place, say(format!("มี `{name}` ซ้ำสองไฟล์ในสำเนา"), format!("two files of the snapshot are called `{name}`")))
}

fn fault(place: Place, told: Say) -> Diagnostic {
    RULE.at(place, told.th, told.en).help(
        "สำเนาชุดนี้เสียหายหรือถูกแก้ไข อย่าใช้เป็นหลักฐาน ใช้ชุดที่เก็บไว้ที่อื่น หรือสร้างใหม่จาก git ด้วย `prongsai snapshot --as-of` ตามด้วยวันที่",
        "it is damaged or was changed: do not take it for proof; take one that was kept elsewhere, or make it again from git with `prongsai snapshot --as-of` and the day",
    )
}
