//! The words for faults of YAML: from the reader's English to Thai and English for people, with a cure.

use std::ops::Range;

use crate::diag::{Say, say};
use crate::text::suggest::nearest;

/// What is wrong and what to type.
pub(super) struct Fault {
    pub message: Say,
    pub help: Option<Say>,
}

fn fault(message: Say, help: Say) -> Fault {
    Fault { message, help: Some(help) }
}

/// The message without ` at line 3 column 7`.
pub(super) fn without_position(shown: &str) -> &str {
    shown.rsplit_once(" at line ").map_or(shown, |(message, _)| message)
}

/// `evidence[0].file: invalid type …` → path and fault; the path is empty at the top.
pub(super) fn split_path(message: &str) -> (&str, &str) {
    let is_path = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_alphanumeric() || b"_[].-".contains(&b));
    match message.split_once(": ") {
        Some((path, fault)) if is_path(path) => (path, fault),
        _ => ("", message),
    }
}

/// The first text between backquotes, and all that follow.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The name and the fields that exist.
pub(super) fn unknown_field(fault: &str) -> Option<(&str, Vec<&str>)> {
    let mut names = quoted(fault.strip_prefix("unknown field ")?);
    Some((names.next()?, names.collect()))
}

pub(super) fn duplicate_field(fault: &str) -> Option<&str> {
    fault.strip_prefix("duplicate ").and_then(|it| quoted(it).next().or_else(|| it.split('"').nth(1)))
}

pub(super) fn is_missing_field(fault: &str) -> bool {
    fault.starts_with("missing field")
}

pub(super) fn duplicate(field: &str) -> Fault {
    fault(
        say(format!("มี `{field}` ซ้ำกันในที่เดียว"), format!("`{field}` is given twice")),
        say(format!("เหลือ `{field}` ไว้บรรทัดเดียว"), format!("keep one `{field}`")),
    )
}

pub(super) fn too_long(len: usize, limit: usize) -> Fault {
    let (len, limit) = (len / 1024, limit / 1024);
    fault(
        say(format!("ข้อมูลส่วนนี้ยาว {len} KB เกิน {limit} KB"), format!("this part is {len} KB long, more than {limit} KB")),
        say("ย้ายข้อความยาวไปไว้ใต้เครื่องหมาย --- บรรทัดที่สอง", "move long text below the second --- line"),
    )
}

pub(super) fn too_deep() -> Fault {
    fault(
        say("ข้อมูลซ้อนกันลึกเกินไป", "values are nested too deep"),
        say("ใช้รายการชั้นเดียว เช่น `offices: [clerk, finance]`", "use a plain list, such as `offices: [clerk, finance]`"),
    )
}

pub(super) fn no_map() -> Fault {
    fault(
        say("ต้องเป็นรายการ `ชื่อ: ค่า` บรรทัดละหนึ่งอย่าง", "must be lines of the form `name: value`"),
        say("ตัวอย่าง `status: done`", "for example `status: done`"),
    )
}

pub(super) fn other(message: &str) -> Fault {
    if message.contains("repetition limit") || message.contains("recursion limit") {
        return too_deep();
    }
    if message.contains("more than one document") {
        return fault(
            say("มีเครื่องหมาย --- เกินมา", "there is one `---` line too many"),
            say("ลบบรรทัด --- ที่เกิน", "delete the extra `---` line"),
        );
    }
    Fault { message: say(format!("อ่านไม่ได้: {message}"), format!("cannot be read: {message}")), help: None }
}

/// A value of a wrong kind, outside a closed list, or missing.
pub(super) fn value_fault(path: &str, message: &str) -> Option<Fault> {
    let name = path.rsplit('.').next().unwrap_or(path);
    if let Some(field) = message.strip_prefix("missing field ").and_then(|it| quoted(it).next()) {
        return Some(fault(
            say(format!("ขาด `{field}`"), format!("`{field}` is missing")),
            say(format!("เพิ่มบรรทัด `{field}: …`"), format!("add a line `{field}: …`")),
        ));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let mut names = quoted(rest);
        let (written, known) = (names.next()?, names.collect::<Vec<_>>());
        let list = known.join(", ");
        let hint = nearest(written, known.iter().copied());
        return Some(fault(
            say(format!("`{name}` ไม่มีค่า `{written}`"), format!("`{name}` has no value `{written}`")),
            match hint {
                Some(hint) => say(format!("หมายถึง `{hint}` หรือไม่ ค่าที่ใช้ได้คือ {list}"), format!("did you mean `{hint}`? Values: {list}")),
                None => say(format!("ค่าที่ใช้ได้คือ {list}"), format!("values: {list}")),
            },
        ));
    }
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (_, expected) = rest.rsplit_once(", expected ")?;
    let (th, en, example) = kind(expected);
    Some(fault(
        say(format!("ค่าของ `{name}` ต้องเป็น{th}"), format!("the value of `{name}` must be {en}")),
        say(format!("ตัวอย่าง `{}`", example.replace("{}", name)), format!("for example `{}`", example.replace("{}", name))),
    ))
}

/// Words for what the reader expected, and an example.
fn kind(expected: &str) -> (&'static str, &'static str, &'static str) {
    match expected {
        "a boolean" => (" true หรือ false", "true or false", "{}: true"),
        "a sequence" | "a name or a list of names" => ("รายการ", "a list", "{}: [clerk, finance]"),
        it if it.starts_with("struct") || it == "a map" => {
            ("รายการย่อยแบบ `ชื่อ: ค่า`", "lines of the form `name: value`", "{}: {name: value}")
        }
        it if ["u8", "u16", "u32", "u64", "i32", "i64", "f64", "usize"].contains(&it) => ("ตัวเลขอารบิก", "a number", "{}: 12"),
        it if it.starts_with("a date") => ("วันที่", "a date", "{}: 2568-04-18"),
        _ => ("ข้อความ", "text", "{}: ข้อความ"),
    }
}

/// The slip made most often: `status:done`, or a no-break space after the colon.
pub(super) fn missing_space(text: &str) -> Option<(Range<usize>, Fault)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '-']);
        let key_len = content.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
        let after = content[key_len..].strip_prefix(':').filter(|_| key_len > 0);
        if let Some(next) = after.and_then(|it| it.chars().next())
            && !next.is_ascii_whitespace()
            && !after.is_some_and(|it| it.starts_with("//"))
        {
            let at = start + line.len() - content.len();
            let (key, value) = (&content[..key_len], after.unwrap_or("").trim());
            let cure = format!("{key}: {value}");
            let told = fault(
                say("ต้องเว้นวรรคหลังเครื่องหมาย :", "a space is needed after the colon"),
                say(format!("พิมพ์ `{cure}`"), format!("write `{cure}`")),
            );
            return Some((at..at + content.trim_end().len(), told));
        }
        start += line.len();
    }
    None
}

/// A text that is no YAML: where to point and what to say.
pub(super) fn syntax(text: &str, at: usize, message: &str) -> (usize, Fault) {
    if message.contains("quoted scalar") {
        // The reader notices at the end of the text; the quotation mark stands where the value began.
        let start = quoted_start(text, message).unwrap_or(at);
        return (
            start,
            fault(
                say("เปิดเครื่องหมายคำพูดแล้วไม่ได้ปิด", "a quotation mark is opened and not closed"),
                say("ปิดด้วยเครื่องหมายเดียวกันที่ท้ายข้อความ", "close it with the same mark at the end of the text"),
            ),
        );
    }
    let told = if message.contains("mapping values are not allowed") {
        fault(
            say("มีเครื่องหมาย : อยู่ในข้อความ", "there is a colon inside the text"),
            say("ครอบข้อความทั้งหมดด้วย \"…\" เช่น `title: \"แผน: ฉบับแก้ไข\"`", "put the whole text in quotes: `title: \"แผน: ฉบับแก้ไข\"`"),
        )
    } else if message.contains("cannot start any token") && text[at.min(text.len())..].starts_with('\t') {
        fault(
            say("ใช้ Tab เยื้องบรรทัดไม่ได้", "a tab cannot be used to indent"),
            say("ใช้เคาะวรรคสองครั้งแทน Tab", "use two spaces instead of the tab"),
        )
    } else if message.contains("flow sequence") || message.contains("flow mapping") || message.contains("expected ',' or") {
        fault(
            say("วงเล็บ [ ] หรือ { } ไม่ครบคู่", "a bracket [ ] or { } is not closed"),
            say("ตรวจวงเล็บและเครื่องหมายจุลภาคในบรรทัดนี้", "look at the brackets and commas of this line"),
        )
    } else {
        Fault {
            message: say(
                format!("รูปแบบของบรรทัดนี้ไม่ถูกต้อง ({})", without_position(message)),
                format!("this line is not written as it must be ({})", without_position(message)),
            ),
            help: Some(say(
                "ตรวจการเว้นวรรคหน้าบรรทัดและเครื่องหมาย : ให้เหมือนบรรทัดอื่น",
                "compare the spaces before the line and the colon with the other lines",
            )),
        }
    };
    (at, told)
}

/// From `while scanning a quoted scalar at line 1 column 8`.
fn quoted_start(text: &str, message: &str) -> Option<usize> {
    let (_, rest) = message.split_once("quoted scalar at line ")?;
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty()).map(str::parse::<usize>);
    Some(super::byte_of(text, numbers.next()?.ok()?, numbers.next()?.ok()?))
}
