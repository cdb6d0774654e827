//! `year.yaml` of a new year.

use super::page::Frame;
use crate::config::Config;
use crate::content::year::Memo;
use crate::text::date::FiscalYear;
use crate::text::digits::to_thai;
use crate::text::years::named;
use crate::yaml::write::scalar;

/// What is known of a year already.
#[derive(Debug, Default)]
pub struct KnownYear {
    /// Title of the printable report.
    pub report_title: Option<String>,
    /// Lines of a memo that may be used again.
    pub memo: Vec<String>,
}

/// The text of the file.
#[must_use]
pub fn file(frame: Frame<'_>, known: &KnownYear) -> String {
    let KnownYear { report_title, memo } = known;
    let (year, scheme) = (frame.year, frame.scheme);
    let choose = |th: String, en: String| if frame.is_thai() { th } else { en };
    let mut res = format!("scheme: {}\n", scalar(&scheme.id));
    if !scheme.fiscal_years.contains(&year.be()) {
        res.push_str(&choose(
            format!("# ชุดข้อนี้ไม่ใช่ของปี {year} หน้าเว็บจะบอกไว้ เมื่อมีชุดของปีนี้แล้วให้แก้ scheme และลบบรรทัดข้างล่าง\n"),
            format!("# not the list of {year}, and pages say so; when there is one, name it above and delete the next line\n"),
        ));
        res.push_str("internal_tracking: true\n");
    }
    if let Some(title) = report_title {
        res.push_str(&format!("report:\n  title: {}\n", scalar(title)));
    }
    res.push_str(&choose(
        format!("# ลิงก์แบบวัด EIT ของหน่วยงานสำหรับปี {year} คัดลอกจากระบบ ITAS\n"),
        format!("# the agency's own link to the EIT survey of {year}, from ITAS\n"),
    ));
    res.push_str("eit:\n  url:\n");
    res.push_str(&choose(
        "# ลบ # ของบรรทัดข้างล่างเมื่อรู้ช่วงที่ผู้ตรวจประเมินเปิดดู และเมื่อประกาศผล\n".into(),
        "# take away the # when it is known when assessors look, and when the result is out\n".into(),
    ));
    let period = year.period();
    res.push_str(&format!("# window: {{from: {}, to: {}}}\n", period.from.typed(), period.to.typed()));
    res.push_str("# result: {iit: 0.00, eit: 0.00, oit: 0.00, total: 0.00}\n");
    res.extend(memo.iter().map(|it| format!("# {it}\n")));
    res
}

/// The old memo as lines that can be used again: without number, dates and remarks.
pub(super) fn memo(memo: &Memo, office: Option<usize>, config: &Config, old: FiscalYear, new: FiscalYear) -> Vec<String> {
    let mut res = vec!["memo:".to_owned(), "  number:".into(), "  date:".into()];
    res.extend(office.map(|n| format!("  office: {}", scalar(&config.offices[n].id))));
    res.push(format!("  subject: {}", scalar(&renamed(&memo.subject, old, new))));
    res.push(format!("  to: {}", scalar(&memo.to)));
    res.extend((!memo.chain.is_empty()).then(|| "  chain:".into()));
    for step in &memo.chain {
        res.push(format!("    - post: {}", scalar(&step.post)));
        res.extend((!step.role.is_empty()).then(|| format!("      role: {}", scalar(&step.role))));
    }
    res
}

/// A title with the new year in place of the old one, in the digits that it is written in.
pub(super) fn renamed(title: &str, old: FiscalYear, new: FiscalYear) -> String {
    let mut res = title.to_owned();
    for it in named(title).iter().rev().filter(|it| it.year == old) {
        let words = &title[it.range.clone()];
        let [old, new] = [old, new].map(|it| it.to_string());
        let other = words.replace(&old, &new).replace(&*to_thai(&old), &to_thai(&new));
        res.replace_range(it.range.clone(), &other);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_takes_the_new_year() {
        let [old, new] = [2568, 2569].map(|it| FiscalYear::new(it).expect("in range"));
        for (title, expected) in [
            ("รายงาน ประจำปีงบประมาณ 2568", "รายงาน ประจำปีงบประมาณ 2569"),
            ("รายงาน ปี พ.ศ. ๒๕๖๘ (ปี 2568)", "รายงาน ปี พ.ศ. ๒๕๖๙ (ปี 2569)"),
            ("แผน ปี 2566–2570 ตาม พ.ร.บ. พ.ศ. 2568", "แผน ปี 2566–2570 ตาม พ.ร.บ. พ.ศ. 2568"),
        ] {
            assert_eq!(renamed(title, old, new), expected);
        }
    }
}
