//! The rule `result-inconsistent`.

use crate::check::{Check, Run, Scene};
use crate::content::year::YearResult;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::scheme::Grade;
use crate::site::{Year, score};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The result of a year agrees with itself: the total is that of the scores and their weights, the grade is not better than
    /// the total and the scores allow, and each tool has one score.
    ///
    /// ## Why it matters
    /// Figures that do not agree are noticed by the first who adds them up, and put the rest of the report in doubt.
    "result-inconsistent", Group::Text
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Year(run) };

fn run(scene: &Scene<'_>, year: &Year, sink: &mut Sink) {
    let Some(result) = &year.result else { return };
    let at = |key: &str| year.origin.at(scene.sources(), &format!("result.{key}"));
    // Scores that cannot be are reported already; nothing follows from them.
    let can_be = result.scores.iter().flat_map(|it| &it.1).all(|it| (0.0..=100.0).contains(it));
    if let Some(computed) = score::weighted_total(&year.scheme, result).filter(|it| can_be && !score::agree(result.total, *it)) {
        sink.push(total(at("total"), result.total, computed));
    }
    if let Some(allowed) = allowed(year, result).filter(|_| can_be) {
        sink.push(grade(at("grade"), allowed, year.scheme.grades_confirmed));
    }
    for (tool, _) in result.scores.iter().filter(|(_, parts)| parts.len() > 1) {
        sink.push(parts(at(tool), tool));
    }
}

/// The grade that the figures allow, where a better one is stated.
fn allowed<'a>(year: &'a Year, result: &YearResult) -> Option<&'a Grade> {
    let (stated, _) = score::stated_grade(&year.scheme, result)?;
    let (best, grade) = score::best_grade(&year.scheme, result)?;
    (stated < best).then_some(grade)
}

fn total(span: Span, stated: f64, computed: f64) -> Diagnostic {
    RULE.at(
        span,
        format!("คะแนนรวม {stated:.2} ไม่ตรงกับที่คำนวณจากคะแนนและน้ำหนักได้ {computed:.2}"),
        format!("the total is {stated:.2}; the scores and their weights give {computed:.2}"),
    )
    .help("ตรวจคะแนนทุกตัวกับประกาศผลการประเมิน", "compare each score with the announced result")
}

fn grade(span: Span, allowed: &Grade, is_confirmed: bool) -> Diagnostic {
    let Grade { id, title, .. } = allowed;
    let (th, en) = if is_confirmed {
        ("", "")
    } else {
        (" (เกณฑ์นี้ยังไม่ได้ยืนยัน)", " (the bands are not confirmed)")
    };
    RULE.at(
        span,
        format!("ระดับสูงกว่าที่คะแนนให้ได้ คือ {}{th}", title.th),
        format!("the grade is better than the scores allow: {}{en}", title.en),
    )
    .help(format!("ตรวจกับประกาศผลการประเมิน หรือเขียน `grade: {id}`"), format!("compare with the announced result, or write `grade: {id}`"))
}

fn parts(span: Span, tool: &str) -> Diagnostic {
    let name = tool.to_uppercase();
    RULE.at(
        span,
        format!("{name} มีหลายคะแนน แต่ไม่ได้บอกว่าคะแนนใดเป็นของส่วนใด"),
        format!("{name} has several scores, and nothing says which is of which part"),
    )
    .help(
        format!("ใส่คะแนนเดียวตามประกาศผลการประเมิน เช่น `{tool}: 95.00`"),
        format!("give the one score of the announced result, such as `{tool}: 95.00`"),
    )
}
