//! Slips on the command line, in Thai; the parser itself tells them in English.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong, and what may have been meant; `None` for what is no slip, such as asking for help.
pub(super) fn in_thai(err: &Error) -> Option<String> {
    let told = |kind| err.get(kind).map(shown);
    let meant = |kind| told(kind).map_or(String::new(), |it| format!(" หมายถึง {it} หรือไม่"));
    Some(match err.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("ไม่มีคำสั่ง {}{}", told(ContextKind::InvalidSubcommand)?, meant(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => format!("ไม่มีตัวเลือก {}{}", told(ContextKind::InvalidArg)?, meant(ContextKind::SuggestedArg)),
        ErrorKind::InvalidValue => {
            let (value, name) = (told(ContextKind::InvalidValue)?, told(ContextKind::InvalidArg)?);
            let known = told(ContextKind::ValidValue).map_or(String::new(), |it| format!(" ค่าที่ใช้ได้คือ {it}"));
            if value == "``" {
                format!("{name} ยังไม่ได้ใส่ค่า{known}")
            } else {
                format!("ใช้ค่า {value} กับ {name} ไม่ได้{}{known}", meant(ContextKind::SuggestedValue))
            }
        }
        ErrorKind::ValueValidation => format!("ใช้ค่า {} กับ {} ไม่ได้", told(ContextKind::InvalidValue)?, told(ContextKind::InvalidArg)?),
        ErrorKind::MissingRequiredArgument => format!("ยังขาด {}", told(ContextKind::InvalidArg)?),
        _ => return None,
    })
}

/// Between backquotes, several with spaces between.
fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" "),
        other => format!("`{other}`"),
    }
}
