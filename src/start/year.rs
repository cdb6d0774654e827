//! `year.yaml` of a new year.

use super::page::Frame;
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
