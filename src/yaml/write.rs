//! Values as a person would write them.

/// A text as a value of one line: as it is where YAML takes it for the same text, else in quotes.
#[must_use]
pub fn scalar(text: &str) -> String {
    let ends_a_list = text.contains([',', '[', ']', '{', '}']);
    let reads_back = || serde_yaml::from_str::<serde_yaml::Value>(text).is_ok_and(|it| it.as_str() == Some(text));
    if !ends_a_list && reads_back() { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// `[clerk, finance]`.
#[must_use]
pub fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|it| scalar(it)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::{list, scalar};

    #[test]
    fn what_is_written_reads_back() {
        for (text, written) in [
            ("แผน (ร่าง) ปี 2568", "แผน (ร่าง) ปี 2568"),
            ("https://www.example.go.th/x?a=1", "https://www.example.go.th/x?a=1"),
            ("แผน: ฉบับแก้ไข", "\"แผน: ฉบับแก้ไข\""),
            ("ก, ข", "\"ก, ข\""),
            ("[ร่าง]", "\"[ร่าง]\""),
            ("#ผล", "\"#ผล\""),
            ("9.4", "\"9.4\""),
            ("true", "\"true\""),
            ("", "\"\""),
            (" ก", "\" ก\""),
            ("- ก", "\"- ก\""),
            ("ก\nข", "\"ก\\nข\""),
            ("ก \"ข\"", "ก \"ข\""),
            ("\"ข\"", "\"\\\"ข\\\"\""),
            ("C:\\x # ก", "\"C:\\\\x # ก\""),
        ] {
            assert_eq!(scalar(text), written);
            for yaml in [format!("k: {}", scalar(text)), format!("k: [{}]", scalar(text))] {
                let value: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap_or_else(|err| panic!("{yaml}: {err}"));
                let value = value["k"].as_str().or(value["k"][0].as_str());
                assert_eq!(value, Some(text), "{yaml}");
            }
        }
        assert_eq!(list(&["clerk".into(), "12".into()]), "[clerk, \"12\"]");
    }
}
