//! The site's own word on rules: levels of `site.yaml`, silences of pages.
//!
//! Rules of the groups structure and address cannot be changed or silenced. A silence has a reason and silences something.

use std::collections::BTreeMap;

use super::{Scene, all, pages_of};
use crate::config::RuleLevel;
use crate::content::front_matter::{Allow, Origin};
use crate::diag::rules::{unknown_rule, unused_allow};
use crate::diag::{Diagnostic, Group, Level, Rule, Sink};
use crate::yaml;

/// Changes the level of findings, and drops those that are off or allowed where they are.
pub fn apply(scene: &Scene<'_>, sink: &mut Sink) {
    let rules: BTreeMap<&str, &Rule> = all().into_iter().map(|it| (it.id, it)).collect();
    let mut silences = silences(scene);
    let mut told = Sink::default();
    check_names(scene, &silences, &rules, &mut told);
    sink.retain(|it| {
        let may_change = rules.get(it.rule).is_some_and(|rule| is_free(rule));
        if !may_change {
            return true;
        }
        if let Some(silence) = silences.iter_mut().find(|silence| silence.covers(it, scene)) {
            silence.used = true;
            return false;
        }
        match scene.config().rules.get(it.rule) {
            Some(RuleLevel::Off) => return false,
            Some(RuleLevel::Error) => it.level = Level::Error,
            Some(RuleLevel::Warning) => it.level = Level::Warning,
            Some(RuleLevel::Note) => it.level = Level::Note,
            None => {}
        }
        true
    });
    for silence in silences.iter().filter(|it| !it.used && rules.contains_key(it.allow.rule.as_str())) {
        let place = silence.origin.at(scene.sources(), &format!("allow[{}].rule", silence.index));
        told.push(unused_allow::fault(place, &silence.allow.rule));
    }
    sink.absorb(told);
}

/// Whether a site may change a rule.
pub(crate) fn is_free(rule: &Rule) -> bool {
    !matches!(rule.group, Group::Structure | Group::Address)
}

/// An entry of `allow:`.
struct Silence<'a> {
    allow: &'a Allow,
    origin: &'a Origin,
    index: usize,
    used: bool,
}

impl Silence<'_> {
    /// Whether a finding is of its rule, and in its file or in a file beside it.
    fn covers(&self, it: &Diagnostic, scene: &Scene<'_>) -> bool {
        let (own, path) = (self.origin.path(scene.sources()), it.position(scene.sources()).0);
        it.rule == self.allow.rule && (path == own || path.belongs_to(own))
    }
}

fn silences<'a>(scene: &Scene<'a>) -> Vec<Silence<'a>> {
    let mut res = Vec::new();
    let mut add = |origin: &'a Origin, allow: &'a [Allow]| {
        res.extend(allow.iter().enumerate().map(|(index, allow)| Silence { allow, origin, index, used: false }));
    };
    for year in &scene.site.years {
        add(&year.origin, &year.allow);
        for page in pages_of(year) {
            add(page.origin, page.allow());
        }
    }
    res
}

/// Reports names of rules that do not exist, or that may not be changed.
fn check_names(scene: &Scene<'_>, silences: &[Silence<'_>], rules: &BTreeMap<&str, &Rule>, sink: &mut Sink) {
    let known: Vec<&str> = rules.keys().copied().collect();
    let mut check = |name: &str, place: &dyn Fn() -> crate::source::Span| match rules.get(name) {
        None => sink.push(unknown_rule::fault(place(), name, &known)),
        Some(rule) if !is_free(rule) => sink.push(unknown_rule::fixed(place(), name)),
        Some(_) => {}
    };
    if let Some(all) = scene.config().yaml {
        for name in scene.config().rules.keys() {
            check(name, &|| yaml::locate_key(scene.sources(), all, &format!("rules.{name}")));
        }
    }
    for silence in silences {
        check(&silence.allow.rule, &|| silence.origin.at(scene.sources(), &format!("allow[{}].rule", silence.index)));
    }
}
