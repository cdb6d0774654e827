//! `explain`: the documentation of a rule.

use anyhow::{Result, bail};
use clap::Args;

use super::Outcome;
use crate::check;
use crate::term::Term;
use crate::text::suggest::nearest;

#[derive(Debug, Args)]
pub(super) struct RawExplain {
    /// Id of the rule; without one, all are listed
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// Prints it.
pub(super) fn run(raw: &RawExplain, term: Term) -> Result<Outcome> {
    let Some(id) = &raw.rule else {
        let lines: String =
            check::all().into_iter().map(|it| format!("{} ({}, {})\n", it.id, it.group.id(), it.group.level().id())).collect();
        return term.result(&lines).map(|()| Outcome::Clean);
    };
    match check::all().into_iter().find(|it| it.id == *id) {
        Some(rule) => {
            let docs: String = rule.docs.lines().map(|it| format!("{}\n", it.strip_prefix(' ').unwrap_or(it))).collect();
            term.result(&format!("# {} ({}, {})\n\n{docs}", rule.id, rule.group.id(), rule.group.level().id()))?;
            Ok(Outcome::Clean)
        }
        None => match nearest(id, check::all().into_iter().map(|it| it.id)) {
            Some(near) => bail!("there is no rule `{id}`; did you mean `{near}`?"),
            None => bail!("there is no rule `{id}`; `prongsai explain` lists them"),
        },
    }
}
