//! The words for faults of YAML: from the reader's English to Thai and English for people, with a cure.

use crate::diag::{Say, say};
use crate::text::suggest::nearest;

/// What is wrong and what to type.
pub(super) struct Fault {
    pub message: Say,
    pub help: Option<Say>,
}

pub(super) fn fault(message: Say, help: Say) -> Fault {
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

pub(super) fn duplicate(field: &str) -> Fault {
    fault(
        say(format!("มี `{field}` มากกว่าหนึ่งครั้ง"), format!("`{field}` is given twice")),
        say(format!("เก็บ `{field}` ไว้ครั้งเดียว"), format!("keep one `{field}`")),
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
        say("เขียนชื่อ ตามด้วย : และเว้นวรรค เช่น `status: done`", "write a name, a colon and a space: `status: done`"),
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
    fault(
        say(format!("อ่านไม่ได้: {message}"), format!("cannot be read: {message}")),
        say("เทียบกับไฟล์อื่นที่ใช้ได้แล้ว แล้วเขียนให้เหมือนกัน", "compare with another file that works, and write it like that"),
    )
}

/// The name of a field that is not there.
pub(super) fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field ").and_then(|it| quoted(it).next())
}

/// A value of a wrong kind, outside a closed list, or missing.
pub(super) fn value_fault(path: &str, message: &str) -> Option<Fault> {
    let last = path.rsplit('.').next().unwrap_or(path);
    let name = last.split('[').next().unwrap_or(last);
    if let Some(field) = missing_field(message) {
        return Some(fault(
            say(format!("ขาด `{field}`"), format!("`{field}` is missing")),
            say(format!("เพิ่ม `{field}: …`"), format!("add `{field}: …`")),
        ));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let mut names = quoted(rest);
        return Some(not_in_list(name, names.next()?, &names.collect::<Vec<_>>()));
    }
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (_, expected) = rest.rsplit_once(", expected ")?;
    if name.is_empty() {
        return Some(no_map());
    }
    let (th, en, value) = kind(name, expected);
    let help = |example: &str| say(format!("ตัวอย่าง `{example}`"), format!("for example `{example}`"));
    Some(if last == name {
        let told = say(format!("ค่าของ `{name}` ต้องเป็น{th}"), format!("the value of `{name}` must be {en}"));
        fault(told, help(&format!("{name}: {value}")))
    } else {
        let entry = example(name, "a sequence").map_or(value, |list| list.trim_matches(['[', ']']));
        let told = say(format!("แต่ละรายการของ `{name}` ต้องเป็น{th}"), format!("each entry of `{name}` must be {en}"));
        fault(told, help(&format!("- {entry}")))
    })
}

/// A word outside a closed list.
fn not_in_list(name: &str, written: &str, known: &[&str]) -> Fault {
    let list = known.join(", ");
    let all = say(format!("ค่าที่ใช้ได้คือ {list}"), format!("values: {list}"));
    if written.is_empty() {
        return fault(say(format!("`{name}` ยังไม่ได้ใส่ค่า"), format!("`{name}` is left empty")), all);
    }
    let told = say(format!("`{name}` ไม่มีค่า `{written}`"), format!("`{name}` has no value `{written}`"));
    match nearest(written, known.iter().copied()) {
        Some(hint) => fault(told, say(format!("หมายถึง `{hint}` หรือไม่ {}", all.th), format!("did you mean `{hint}`? {}", all.en))),
        None => fault(told, all),
    }
}

/// Words for what the reader expected of a name, and a good value.
fn kind(name: &str, expected: &str) -> (&'static str, &'static str, &'static str) {
    let example = example(name, expected);
    match expected {
        "the name of a file" => ("ชื่อไฟล์", "the name of a file", "stats.csv"),
        "a boolean" | "true, false or auto" => (" true หรือ false", "true or false", "true"),
        "a sequence" | "a name or a list of names" => ("รายการ", "a list", example.unwrap_or("[ก, ข]")),
        it if it.starts_with("struct") || it == "a map" => {
            ("รายการย่อยแบบ `ชื่อ: ค่า`", "lines of the form `name: value`", example.unwrap_or("{name: value}"))
        }
        it if ["u8", "u16", "u32", "u64", "i32", "i64", "f64", "usize"].contains(&it) => ("ตัวเลขอารบิก", "a number", "12"),
        _ if ["updated", "from", "date", "closes"].contains(&name) => ("วันที่", "a date", "2568-04-18"),
        _ => ("ข้อความ", "text", "ข้อความ"),
    }
}

/// A good value for names that hold more than a word.
fn example(name: &str, expected: &str) -> Option<&'static str> {
    Some(match name {
        "covers" | "period" | "window" => "{from: 2567-10-01, to: 2568-09-30}",
        "answers" => "{indicator: 6}",
        "evidence" => "[{file: report.pdf, title: รายงาน}]",
        "offices" if expected == "a name or a list of names" => "[clerk, finance]",
        "offices" => "[{id: clerk, name: สำนักปลัด}]",
        "aliases" => "[2567/o5/]",
        "shows" => "[chart]",
        "fiscal_years" => "[2568]",
        _ => return None,
    })
}
