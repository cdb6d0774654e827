//! The result: scores drawn and in a table, the grade and why it is what it is.

use super::chart::Axis;
use super::view::{BandView, PartView, ResultView, ScoreView};
use super::{Job, Page, Press};
use crate::content::year::YearResult;
use crate::scheme::{Scheme, Tool};
use crate::site::{Year, address, score};

/// The page; nothing when the year has no result.
pub(super) fn jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    let Some(result) = &year.result else { return };
    jobs.push(Box::new(move || {
        let be = press.digits(&year.year.to_string());
        let page = Page {
            kind: "result",
            template: "result.html",
            address: address::page(year.year, "result"),
            title: press.say("score.title_of_year", &[("year", &be)]),
            description: press.say("description.result", &[("agency", &press.config().agency.name), ("year", &be)]),
            trail: vec![(press.say("page.fiscal_year", &[("year", &be)]), address::HOME.to_owned())],
            year,
            owner: year.origin.yaml.into(),
            name: "result".into(),
        };
        vec![press.page(page, "result", &view(press, year, result))]
    }));
}

fn view(press: &Press<'_>, year: &Year, result: &YearResult) -> ResultView {
    let scheme = &year.scheme;
    let (target, lines) = lines(scheme);
    let all = result.scores.iter().flat_map(|(_, parts)| parts.iter().copied()).chain([result.total]);
    let axis = Axis::of(all, lines);
    let names: Vec<&str> = axis
        .lines
        .iter()
        .filter_map(|line| scheme.grades.iter().find(|it| (it.min_total - line).abs() < 0.001))
        .map(|it| press.words(&it.title))
        .collect();
    let computed = score::weighted_total(scheme, result);
    let parts = result.scores.iter().map(|(_, parts)| parts).find(|it| it.len() > 1);
    ResultView {
        total: press.score(result.total),
        grade: grade_title(press, year).unwrap_or_default(),
        tools: scores(press, year, &axis, target),
        total_svg: axis.track(&[result.total], 11),
        scale_svg: axis.scale(&names),
        axis_from: press.number(axis.from),
        bands: bands(press, scheme, result),
        bands_confirmed: scheme.grades_confirmed,
        target: press.number(target),
        computed: computed.map_or(String::new(), |it| press.score(it)),
        agrees: computed.is_some_and(|it| score::agree(result.total, it)),
        below: below(press, scheme, result),
        parts_unknown: parts.is_some(),
        parts_mean: parts.map_or(String::new(), |it| press.score(score::mean(it))),
    }
}

/// The best grade's line, and the lines of the two best grades, rising.
fn lines(scheme: &Scheme) -> (f64, Vec<f64>) {
    let mut lines: Vec<f64> = scheme.grades.iter().map(|it| it.min_total).filter(|it| *it > 0.0).collect();
    lines.dedup();
    lines.truncate(2);
    lines.reverse();
    (lines.last().copied().unwrap_or(0.0), lines)
}

/// A row per tool of the scheme.
pub(super) fn scores(press: &Press<'_>, year: &Year, axis: &Axis, target: f64) -> Vec<ScoreView> {
    let Some(result) = &year.result else { return Vec::new() };
    let row = |tool: &Tool| {
        let parts = score::parts(result, tool);
        ScoreView {
            name: tool.id.to_uppercase(),
            title: press.words(&tool.title).to_owned(),
            respondents: tool.respondents.clone(),
            scores: parts.iter().map(|it| PartView { score: press.score(*it), low: *it < target }).collect(),
            mean: if parts.len() > 1 { press.score(score::mean(parts)) } else { String::new() },
            weight: press.number(tool.weight),
            points: if parts.is_empty() { String::new() } else { press.score(score::mean(parts) * tool.weight / 100.0) },
            reaches: !parts.is_empty() && parts.iter().all(|it| *it >= target),
            svg: axis.track(parts, 8),
        }
    };
    year.scheme.tools.iter().map(row).collect()
}

/// Scores for the printed report, without a drawing of their own axis.
pub(super) fn plain_scores(press: &Press<'_>, year: &Year) -> Vec<ScoreView> {
    let (target, lines) = lines(&year.scheme);
    scores(press, year, &Axis::of(std::iter::empty(), lines), target)
}

/// Title of the stated grade.
pub(super) fn grade_title(press: &Press<'_>, year: &Year) -> Option<String> {
    score::stated_grade(&year.scheme, year.result.as_ref()?).map(|(_, it)| press.words(&it.title).to_owned())
}

/// What keeps the grade below that of the total: tools, or parts of one, under the floor of the next better grade.
fn below(press: &Press<'_>, scheme: &Scheme, result: &YearResult) -> Vec<String> {
    let Some((n, _)) = score::stated_grade(scheme, result) else { return Vec::new() };
    let better = scheme.grades[..n].iter().rev().find(|it| result.total >= it.min_total);
    let Some(floor) = better.and_then(|it| it.min_each_tool) else { return Vec::new() };
    let low = scheme.tools.iter().flat_map(|tool| {
        let parts = score::parts(result, tool).iter().filter(|it| **it < floor);
        parts.map(|it| format!("{} {}", tool.id.to_uppercase(), press.score(*it))).collect::<Vec<_>>()
    });
    low.collect()
}

fn bands(press: &Press<'_>, scheme: &Scheme, result: &YearResult) -> Vec<BandView> {
    let here = score::stated_grade(scheme, result).map(|(n, _)| n);
    let bands = scheme.grades.iter().enumerate().map(|(n, it)| BandView {
        title: press.words(&it.title).to_owned(),
        min_total: press.number(it.min_total),
        min_each: it.min_each_tool.map_or(String::new(), |it| press.number(it)),
        below: if it.min_total > 0.0 {
            String::new()
        } else {
            n.checked_sub(1).map_or(String::new(), |n| press.number(scheme.grades[n].min_total))
        },
        here: here == Some(n),
    });
    bands.collect()
}
