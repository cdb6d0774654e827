//! What the code of a number format makes of a number: days, hours, per cent, decimals.

/// How the number of a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFormat {
    /// As it is.
    General,
    /// With so many decimals.
    Decimals(usize),
    /// Per cent, with so many decimals.
    Percent(usize),
    /// A day.
    Date,
    /// A month of a year.
    Month,
    /// Hours and minutes.
    Time,
}

impl NumberFormat {
    /// Reads a code: `#,##0.00`, `0.0%`, `[$-41E]d mmm bbbb`.
    #[must_use]
    pub fn of(code: &str) -> NumberFormat {
        let signs = signs(code);
        let has = |wanted: &[char]| signs.chars().any(|it| wanted.contains(&it));
        if signs.is_empty() || signs.contains("general") || has(&['@', '/', 'e']) && !has(&['d', 'y', 'b']) {
            return NumberFormat::General;
        }
        let decimals = signs.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(|it| matches!(it, '0' | '#' | '?')).count());
        match () {
            () if has(&['d']) => NumberFormat::Date,
            // `mm:ss` are minutes.
            () if has(&['h', 's']) => NumberFormat::Time,
            () if has(&['m']) => NumberFormat::Month,
            () if has(&['y', 'b']) => NumberFormat::Date,
            () if has(&['%']) => NumberFormat::Percent(decimals),
            () if has(&['0', '#', '?']) => NumberFormat::Decimals(decimals),
            () => NumberFormat::General,
        }
    }
}

/// The signs of a code for positive numbers, in lower case: without quoted words, escaped signs and what stands in brackets.
fn signs(code: &str) -> String {
    let mut res = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => drop(chars.by_ref().find(|it| *it == '"')),
            // `[h]` counts hours; colours and languages say nothing here.
            '[' => {
                let inside: String = chars.by_ref().take_while(|it| *it != ']').collect();
                if matches!(inside.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    res.push('h');
                }
            }
            '\\' | '_' | '*' => drop(chars.next()),
            c => res.extend(c.to_lowercase()),
        }
    }
    res
}

/// The code of a format that every workbook knows by its number.
pub(super) fn built_in(id: &str) -> &'static str {
    match id {
        "1" | "59" => "0",
        "2" | "60" => "0.00",
        "3" | "37" | "38" | "41" | "42" | "61" => "#,##0",
        "4" | "39" | "40" | "43" | "44" | "62" => "#,##0.00",
        "9" | "67" => "0%",
        "10" | "68" => "0.00%",
        "17" | "73" => "mmm-yy",
        "14" | "15" | "16" | "22" | "27" | "30" | "36" | "50" | "57" | "71" | "72" | "74" | "77" | "81" => "d/m/yyyy",
        "18" | "19" | "20" | "21" | "45" | "46" | "47" | "75" | "76" | "78" | "79" | "80" => "h:mm",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_a_number_is() {
        use NumberFormat::{Date, Decimals, General, Month, Percent, Time};
        for (code, expected) in [
            ("", General),
            ("General", General),
            ("@", General),
            ("0", Decimals(0)),
            ("#,##0", Decimals(0)),
            ("#,##0.00", Decimals(2)),
            ("_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_-", Decimals(2)),
            ("\"฿\"#,##0.0", Decimals(1)),
            ("#,##0 \"บาท\"", Decimals(0)),
            ("#,##0\\ \"day\"", Decimals(0)),
            ("[Red]#,##0.00", Decimals(2)),
            ("[$฿-41E]#,##0", Decimals(0)),
            ("0%", Percent(0)),
            ("0.0%", Percent(1)),
            ("d/m/yyyy", Date),
            ("[$-107041E]d mmm yyyy;@", Date),
            ("[$-D07041E]d mmmm bbbb", Date),
            ("[$-41E]d mmm bb", Date),
            ("mmm-yy", Month),
            ("[$-41E]mmm bbbb", Month),
            ("mmmm", Month),
            ("yyyy", Date),
            ("d/m/yyyy h:mm", Date),
            ("h:mm", Time),
            ("[h]:mm:ss", Time),
            ("mm:ss", Time),
            ("0.00E+00", General),
            ("# ?/?", General),
        ] {
            assert_eq!(NumberFormat::of(code), expected, "{code}");
        }
        assert_eq!(["0", "4", "14", "164"].map(|it| NumberFormat::of(built_in(it))), [General, Decimals(2), Date, General]);
    }
}
