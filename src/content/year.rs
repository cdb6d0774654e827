//! A year: `content/2568/year.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::front_matter::{self, Allow, Origin, RawPeriod, filled};
use crate::diag::Sink;
use crate::diag::rules::bad_value;
use crate::input::Inputs;
use crate::source::FileId;
use crate::text::date::{Date, Period};
use crate::yaml::{self, shape};

/// A year as its file says, with ids not yet looked up.
#[derive(Debug, Clone)]
pub struct YearFile {
    /// Where it stands.
    pub origin: Origin,
    /// Id of the scheme.
    pub scheme: String,
    /// Whether the list of another year is used on purpose.
    pub internal_tracking: bool,
    /// When assessors look; addresses must not even be redirected then.
    pub window: Option<Period>,
    /// Title of the printable report.
    pub report_title: Option<String>,
    /// Its date.
    pub report_date: Option<Date>,
    /// Address of the survey for the public.
    pub eit_url: Option<String>,
    /// Last day to answer it.
    pub eit_closes: Option<Date>,
    /// Result of the assessment.
    pub result: Option<YearResult>,
    /// Covering memo of the report.
    pub memo: Option<Memo>,
    /// Rules silenced in this file.
    pub allow: Vec<Allow>,
}

/// The result of an assessment. Scores are of 100.
#[derive(Debug, Clone)]
pub struct YearResult {
    /// Per tool id: one score, or the parts of the tool.
    pub scores: Vec<(&'static str, Vec<f64>)>,
    /// Total.
    pub total: f64,
    /// Id of the grade.
    pub grade: Option<String>,
}

/// A covering memo: posts, never names.
#[derive(Debug, Clone)]
pub struct Memo {
    /// Number; ends in `/` when the running number is missing.
    pub number: String,
    /// Date.
    pub date: Option<Date>,
    /// Id of the office.
    pub office: Option<String>,
    /// Subject.
    pub subject: String,
    /// To whom.
    pub to: String,
    /// Who passed it on.
    pub chain: Vec<MemoStep>,
}

/// One post a memo passed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ผู้ผ่านเรื่อง", description = "ตำแหน่งหนึ่งที่บันทึกผ่าน")]
pub struct MemoStep {
    /// Post.
    #[schemars(title = "ตำแหน่ง", description = "ไม่ใส่ชื่อบุคคล")]
    pub post: String,
    /// Part it took.
    #[serde(default)]
    #[schemars(title = "ทำหน้าที่", description = "เช่น ผู้เสนอรายงาน")]
    pub role: String,
    /// Remark.
    #[serde(default)]
    #[schemars(title = "ความเห็น", description = "เช่น เสนอเพื่อทราบ")]
    pub remark: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "year.yaml", description = "ชุดข้อ แบบวัด EIT และผลการประเมินของปี")]
pub(crate) struct RawYear {
    #[schemars(title = "ชุดข้อ", description = "รายการข้อที่ใช้ในปีนี้ เช่น oit-2568", extend("x-list" = "schemes"))]
    scheme: String,
    #[serde(default)]
    #[schemars(title = "ติดตามงานภายใน", description = "true เมื่อตั้งใจใช้ชุดข้อของปีอื่น หน้าเว็บจะบอกไว้")]
    internal_tracking: bool,
    #[schemars(title = "ช่วงที่ผู้ตรวจประเมินเปิดดู", description = "ช่วงนี้ที่อยู่ของหน้าต้องไม่เปลี่ยน")]
    window: Option<RawPeriod>,
    #[schemars(title = "รายงานฉบับพิมพ์")]
    report: Option<RawReport>,
    #[schemars(title = "แบบวัด EIT")]
    eit: Option<RawEit>,
    #[schemars(title = "ผลการประเมิน")]
    result: Option<RawResult>,
    #[schemars(title = "บันทึกข้อความนำส่งรายงาน")]
    memo: Option<RawMemo>,
    #[serde(default)]
    #[schemars(title = "ข้อยกเว้นของกฎตรวจ", description = "ใช้เฉพาะหน้านี้ ต้องมีเหตุผล")]
    allow: Vec<Allow>,
}

#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields)]
#[schemars(title = "รายงานฉบับพิมพ์")]
struct RawReport {
    #[schemars(title = "ชื่อรายงาน")]
    title: Option<String>,
    #[schemars(with = "Option<shape::DayOrNothing>", title = "วันที่ของรายงาน")]
    date: Option<String>,
}

#[derive(Deserialize, JsonSchema, Default)]
#[serde(deny_unknown_fields)]
#[schemars(title = "แบบวัด EIT")]
struct RawEit {
    #[schemars(
        with = "Option<shape::Web>",
        title = "ลิงก์แบบวัดของหน่วยงาน",
        description = "คัดลอกจากระบบ ITAS เป็นลิงก์ของหน่วยงานเอง ไม่ใช่หน้าแรกของระบบ"
    )]
    url: Option<String>,
    #[schemars(with = "Option<shape::DayOrNothing>", title = "วันสุดท้ายที่ตอบได้")]
    closes: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ผลการประเมิน", description = "คะแนนเต็ม 100")]
struct RawResult {
    #[schemars(with = "Option<shape::Scores>", title = "คะแนน IIT")]
    iit: Option<Scores>,
    #[schemars(with = "Option<shape::Scores>", title = "คะแนน EIT")]
    eit: Option<Scores>,
    #[schemars(with = "Option<shape::Scores>", title = "คะแนน OIT")]
    oit: Option<Scores>,
    #[schemars(title = "คะแนนรวม", range(min = 0, max = 100))]
    total: f64,
    #[schemars(title = "ระดับ", extend("x-list" = "grades"))]
    grade: Option<String>,
}

/// A number or a list of numbers: the scores of a tool.
struct Scores(Vec<f64>);

impl<'de> Deserialize<'de> for Scores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scores, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Scores;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("f64")
            }

            fn visit_f64<E>(self, score: f64) -> Result<Scores, E> {
                Ok(Scores(vec![score]))
            }

            fn visit_u64<E: serde::de::Error>(self, score: u64) -> Result<Scores, E> {
                u32::try_from(score)
                    .map(|it| Scores(vec![it.into()]))
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(score), &self))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Scores, A::Error> {
                let mut res = Vec::new();
                while let Some(score) = list.next_element()? {
                    res.push(score);
                }
                Ok(Scores(res))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "บันทึกข้อความ")]
struct RawMemo {
    #[serde(default)]
    #[schemars(title = "ที่", description = "เลขที่หนังสือ")]
    number: String,
    #[schemars(with = "Option<shape::DayOrNothing>", title = "วันที่")]
    date: Option<String>,
    #[schemars(title = "ส่วนงาน", description = "รหัสส่วนงานจาก site.yaml", extend("x-list" = "offices"))]
    office: Option<String>,
    #[serde(default)]
    #[schemars(title = "เรื่อง")]
    subject: String,
    #[serde(default)]
    #[schemars(title = "เรียน")]
    to: String,
    #[serde(default)]
    #[schemars(title = "ลำดับผู้ผ่านเรื่อง", description = "ตำแหน่งตามลำดับ ไม่ใส่ชื่อบุคคล")]
    chain: Vec<MemoStep>,
}

/// Reads the file.
pub fn read(inputs: &Inputs, file: FileId, sink: &mut Sink) -> Option<YearFile> {
    let sources = &inputs.sources;
    let all = sources.span(file, 0..usize::MAX);
    let raw = yaml::read(sources, all, yaml::Kind::File, sink)?;
    let origin = Origin { yaml: all, body: crate::source::Span { start: all.end, ..all }, has_faults: false };
    let RawYear { scheme, internal_tracking, window, report, eit, result, memo, allow } = raw;
    let RawReport { title, date } = report.unwrap_or_default();
    let RawEit { url, closes } = eit.unwrap_or_default();
    Some(YearFile {
        scheme,
        internal_tracking,
        window: front_matter::period(window, &origin, "window", sources, sink),
        report_title: filled(title),
        report_date: filled(date).and_then(|it| front_matter::date(&it, &origin, "report.date", sources, sink)),
        eit_url: filled(url).filter(|it| is_survey(it, &origin, inputs, sink)),
        eit_closes: filled(closes).and_then(|it| front_matter::date(&it, &origin, "eit.closes", sources, sink)),
        result: result.map(|it| resolve_result(it, &origin, inputs, sink)),
        memo: memo.map(|it| resolve_memo(it, &origin, inputs, sink)),
        allow,
        origin,
    })
}

fn is_survey(url: &str, origin: &Origin, inputs: &Inputs, sink: &mut Sink) -> bool {
    let fine = (url.starts_with("https://") || url.starts_with("http://")) && url.is_ascii() && !url.contains([' ', '"', '<', '>']);
    if !fine {
        let place = origin.at(&inputs.sources, "eit.url");
        let (th, en) = (format!("`{url}` ไม่ใช่ที่อยู่เว็บ"), format!("`{url}` is not an address on the web"));
        sink.push(bad_value::fault(place, &th, &en, "url: https://itas.nacc.go.th/go/eit/abc123"));
    }
    fine
}

fn resolve_result(raw: RawResult, origin: &Origin, inputs: &Inputs, sink: &mut Sink) -> YearResult {
    let RawResult { iit, eit, oit, total, grade } = raw;
    let scores: Vec<(&'static str, Vec<f64>)> =
        [("iit", iit), ("eit", eit), ("oit", oit)].into_iter().filter_map(|(tool, scores)| scores.map(|it| (tool, it.0))).collect();
    let all = scores.iter().flat_map(|(tool, parts)| (0..).zip(parts).map(move |(n, it)| (*tool, n, *it))).chain([("total", 0, total)]);
    for (name, n, _) in all.filter(|(_, _, score)| !(0.0..=100.0).contains(score)) {
        let place = origin.at(&inputs.sources, &format!("result.{name}[{n}]"));
        sink.push(bad_value::fault(place, "คะแนนต้องอยู่ระหว่าง 0 ถึง 100", "a score lies between 0 and 100", &format!("{name}: 95.00")));
    }
    YearResult { scores, total: total.clamp(0.0, 100.0), grade: filled(grade) }
}

fn resolve_memo(raw: RawMemo, origin: &Origin, inputs: &Inputs, sink: &mut Sink) -> Memo {
    let RawMemo { number, date, office, subject, to, chain } = raw;
    let date = filled(date).and_then(|it| front_matter::date(&it, origin, "memo.date", &inputs.sources, sink));
    Memo { number, date, office: filled(office), subject, to, chain }
}
