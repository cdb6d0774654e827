//! The desk, filled: readiness from the rules, links from the editor.

use super::draft::Draft;
use super::http::Stage;
use crate::check::readiness::{self, Part, Readiness};
use crate::diag::Diagnostic;
use crate::render::desk::{self, Desk};
use crate::render::view::{ReadinessRowView, ReadinessView};
use crate::theme::Fault;

/// The page at `/_/`. `None` while the site has no year.
pub(super) fn page(draft: &Draft, found: &[Diagnostic], stage: &Stage) -> Option<Result<Vec<u8>, Fault>> {
    let config = &draft.prepared.site.config;
    let readiness = draft.prepared.site.years.iter().map(|it| view(readiness::of(it, config, config.language))).collect();
    let edit = |path: &_, at| stage.editor.link(&stage.root, path, at);
    desk::page(&draft.prepared.site, &draft.prepared.theme, &draft.inputs, &Desk { found, readiness, edit: &edit })
}

fn view(it: Readiness) -> ReadinessView {
    let Readiness { fiscal_year: _, scheme: _, ready, asked, oit_estimate, subindicators, at_risk: _ } = it;
    let rows = subindicators.into_iter().map(|Part { id, title, ready, asked }| ReadinessRowView { id, title, ready, asked });
    ReadinessView { ready, asked, estimate: oit_estimate.map_or(String::new(), |it| format!("{it:.2}")), rows: rows.collect() }
}
