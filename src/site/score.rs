//! What follows from the scores of a year: means of parts, the weighted total, the grade that the bands allow.
//!
//! Arithmetic only; whether the agency's own figures agree with it is for the result's page and for the rules to say.

use crate::content::year::YearResult;
use crate::scheme::{Grade, Scheme, Tool};

/// How far a total of two decimals may lie from the exact one; a little more, for 93.195 is a little less in binary.
const ROUNDING: f64 = 0.005 + 1e-6;

/// The mean of a tool's parts.
#[must_use]
pub fn mean(parts: &[f64]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a tool has two or three parts")]
    let n = parts.len() as f64;
    parts.iter().sum::<f64>() / n
}

/// The score of a tool, or those of its parts; nothing when the result gives none.
#[must_use]
pub fn parts<'r>(result: &'r YearResult, tool: &Tool) -> &'r [f64] {
    result.scores.iter().find(|(id, _)| *id == tool.id).map_or(&[], |(_, parts)| parts)
}

/// The total from scores and weights; `None` when a tool has no score.
#[must_use]
pub fn weighted_total(scheme: &Scheme, result: &YearResult) -> Option<f64> {
    let weighted = scheme.tools.iter().map(|tool| {
        let parts = parts(result, tool);
        (!parts.is_empty()).then(|| mean(parts) * tool.weight / 100.0)
    });
    weighted.sum::<Option<f64>>().filter(|_| !scheme.tools.is_empty())
}

/// Whether a stated total is the computed one, but for rounding.
#[must_use]
pub fn agree(stated: f64, computed: f64) -> bool {
    (stated - computed).abs() <= ROUNDING
}

/// The grade that the result states, and its place in the scheme's list.
#[must_use]
pub fn stated_grade<'s>(scheme: &'s Scheme, result: &YearResult) -> Option<(usize, &'s Grade)> {
    let id = result.grade.as_ref()?;
    scheme.grades.iter().enumerate().find(|(_, it)| it.id == *id)
}

/// The best grade that total and tools reach. The parts of a tool count as their mean: schemes do not say how a floor treats them.
#[must_use]
pub fn best_grade<'s>(scheme: &'s Scheme, result: &YearResult) -> Option<(usize, &'s Grade)> {
    scheme.grades.iter().enumerate().find(|(_, it)| result.total >= it.min_total && tools_below(scheme, result, it).is_empty())
}

/// The tools under the floor of a grade.
#[must_use]
pub fn tools_below<'s>(scheme: &'s Scheme, result: &YearResult, grade: &Grade) -> Vec<&'s Tool> {
    let Some(floor) = grade.min_each_tool else { return Vec::new() };
    let is_below = |tool: &&Tool| {
        let parts = parts(result, tool);
        !parts.is_empty() && mean(parts) < floor - ROUNDING
    };
    scheme.tools.iter().filter(is_below).collect()
}
