//! How ready a year is for the assessors: items ready of those asked, and what the others may cost.
//!
//! All figures are estimates from the scheme's own points, and none is given where the scheme is not confirmed or has none.

use std::fmt::Write as _;

use serde::Serialize;

use crate::config::Config;
use crate::diag::Language;
use crate::site::shown::missing_elements;
use crate::site::{Item, Year};

/// A year's readiness.
#[derive(Debug, Clone, Serialize)]
pub struct Readiness {
    /// Buddhist year.
    pub fiscal_year: u16,
    /// Id of the scheme.
    pub scheme: String,
    /// Items whose required elements are all shown.
    pub ready: usize,
    /// Items asked.
    pub asked: usize,
    /// The OIT score that would come of it, of 100; an estimate. `None` where the scheme is not sure.
    pub oit_estimate: Option<f64>,
    /// The same by sub-indicator.
    pub subindicators: Vec<Part>,
    /// Items that are not ready, the most costly first.
    pub at_risk: Vec<AtRisk>,
}

/// A sub-indicator.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// `9.1`.
    pub id: String,
    /// Title in the site's language.
    pub title: String,
    /// Items ready.
    pub ready: usize,
    /// Items asked.
    pub asked: usize,
}

/// An item that is not ready.
#[derive(Debug, Clone, Serialize)]
pub struct AtRisk {
    /// `O12`.
    pub item: String,
    /// What it may cost of the final 100 points; an estimate.
    pub points: Option<f64>,
    /// Names of the offices that answer.
    pub offices: Vec<String>,
}

/// Whether an assessor would find everything that is asked.
fn is_ready(year: &Year, item: &Item, config: &Config) -> bool {
    item.has_evidence() && missing_elements(year, item, &config.agency).is_empty()
}

/// Looks at a year.
#[must_use]
pub fn of(year: &Year, config: &Config, language: Language) -> Readiness {
    let scheme = &year.scheme;
    let ready: Vec<bool> = year.items.iter().map(|it| is_ready(year, it, config)).collect();
    let count = |subindicator: usize| scheme.items_of(subindicator).filter(|(n, _)| ready[*n]).count();
    let subindicators = scheme.subindicators.iter().enumerate().map(|(n, it)| Part {
        id: it.id.clone(),
        title: if language == Language::Thai { it.title.th.clone() } else { it.title.en.clone() },
        ready: count(n),
        asked: scheme.items_of(n).count(),
    });
    let is_sure = scheme.confirmed && scheme.subindicators.iter().all(|it| it.points.is_some());
    let mut at_risk: Vec<AtRisk> = year
        .items
        .iter()
        .zip(&ready)
        .filter(|(_, ready)| !**ready)
        .map(|(item, _)| AtRisk {
            item: item.code.to_string(),
            points: scheme.subindicators[item.asked(year).subindicator].points.filter(|_| is_sure),
            offices: item.page.iter().flat_map(|it| &it.offices).map(|n| config.office_name(*n).to_owned()).collect(),
        })
        .collect();
    // Stable: equal costs stay in the order of the scheme.
    at_risk.sort_by(|a, b| b.points.unwrap_or(0.0).total_cmp(&a.points.unwrap_or(0.0)));
    let subindicators: Vec<Part> = subindicators.collect();
    Readiness {
        fiscal_year: year.year.be(),
        scheme: scheme.id.clone(),
        ready: ready.iter().filter(|it| **it).count(),
        asked: ready.len(),
        oit_estimate: is_sure.then(|| estimate(year, &subindicators)).flatten(),
        subindicators,
        at_risk,
    }
}

/// An item scores 0 or 100; a sub-indicator is the mean of its items, an indicator of its sub-indicators, the tool of its
/// indicators (derived from published results; see the scheme's file).
fn estimate(year: &Year, parts: &[Part]) -> Option<f64> {
    let scheme = &year.scheme;
    let indicators = (0..scheme.indicators.len()).filter_map(|indicator| {
        let of_it = scheme.subindicators.iter().zip(parts).filter(|(it, part)| it.indicator == indicator && part.asked > 0);
        mean(of_it.map(|(_, part)| 100.0 * as_f64(part.ready) / as_f64(part.asked)))
    });
    mean(indicators).map(|it| (it * 100.0).round() / 100.0)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0, 0.0), |(n, sum), it| (n + 1, sum + it));
    (n > 0).then(|| sum / as_f64(n))
}

#[expect(clippy::cast_precision_loss, reason = "a scheme has at most 999 items")]
fn as_f64(n: usize) -> f64 {
    n as f64
}

/// The table at the end of `check`, for people.
#[must_use]
pub fn table(all: &[Readiness], language: Language) -> String {
    let mut res = String::new();
    for it in all {
        let say = |th: String, en: String| if language == Language::Thai { th } else { en };
        let (year, ready, asked) = (it.fiscal_year, it.ready, it.asked);
        let head = say(
            format!("ความพร้อมของปี {year}: แสดงองค์ประกอบครบ {ready} จาก {asked} ข้อ"),
            format!("readiness of {year}: {ready} of {asked} items show all that is asked"),
        );
        let _ = writeln!(res, "{head}");
        for part in &it.subindicators {
            let _ = writeln!(res, "  {:>3}/{:<3} {:<5} {}", part.ready, part.asked, part.id, part.title);
        }
        let _ = match it.oit_estimate {
            Some(oit) => {
                writeln!(res, "  {}", say(format!("OIT โดยประมาณ {oit:.2} จาก 100"), format!("OIT, an estimate: {oit:.2} of 100")))
            }
            None => writeln!(
                res,
                "  {}",
                say("ไม่ประมาณคะแนน เพราะชุดข้อนี้ยังไม่ได้ยืนยัน".into(), "no estimate of points: the scheme is not confirmed".into())
            ),
        };
        let costly: Vec<String> = it.at_risk.iter().filter_map(|it| Some(format!("{} {:.2}", it.item, it.points?))).take(10).collect();
        if !costly.is_empty() {
            let more = it.at_risk.len().saturating_sub(costly.len());
            let total: f64 = it.at_risk.iter().filter_map(|it| it.points).sum();
            let list = costly.join(", ");
            let line = say(
                format!(
                    "คะแนนที่อาจเสียโดยประมาณ {total:.2} ข้อที่เสียมากที่สุดก่อน {list}{}",
                    if more > 0 { format!(" และอีก {more} ข้อ") } else { String::new() }
                ),
                format!(
                    "points at risk, an estimate: {total:.2}; most costly first: {list}{}",
                    if more > 0 { format!(" and {more} more") } else { String::new() }
                ),
            );
            let _ = writeln!(res, "  {line}");
        }
    }
    res
}
