//! What is laid over every page while it is served: a bar, the errors of the last save, and a script that loads the page again.
//!
//! None of it is part of a theme or of an output, so none of it can get into `public/`.

use serde::Serialize;

use super::draft::Draft;
use super::http::Stage;
use super::picture::{Newest, Picture};
use crate::diag::{Diagnostic, Language, Level, Tally};
use crate::path::percent_encode;
use crate::render;
use crate::theme::{Strings, language_id};

/// The script, at `/_/live.js`.
pub(super) const SCRIPT: &str = include_str!("live.js");
/// Its style, at `/_/live.css`.
pub(super) const STYLE: &str = include_str!("live.css");

/// So many errors are shown over a page; the desk shows all.
const SHOWN: usize = 20;

/// What the script needs beside the site's own style.
const POLICY: [&str; 2] = ["script-src 'self'", "connect-src 'self'"];

/// A page with the script in its head, and with a policy that lets it run. `source` opens the page's file in the editor.
pub(super) fn page(html: &str, edition: &str, source: &str) -> String {
    // Percent-encoded, it needs no other escaping.
    let source = percent_encode(source);
    let script = format!("<script src=\"/_/live.js\" defer data-edition=\"{edition}\" data-source=\"{source}\"></script>\n");
    let html = with_policy(html);
    match html.find("</head>") {
        Some(at) => format!("{}{script}{}", &html[..at], &html[at..]),
        None => script + &html,
    }
}

/// The page's own policy with what the script needs.
fn with_policy(html: &str) -> String {
    const START: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
    let Some(start) = html.find(START).map(|at| at + START.len()) else { return html.to_owned() };
    let policy = html[start..].split('"').next().unwrap_or_default();
    let missing = POLICY.iter().filter(|it| !policy.contains(it.split(' ').next().unwrap_or_default()));
    let missing: String = missing.map(|it| format!("{it}; ")).collect();
    format!("{}{missing}{}", &html[..start], &html[start..])
}

/// The page that is shown while there is none of the site's.
pub(super) fn blank(picture: &Picture) -> String {
    let key = if matches!(picture.newest, Newest::Failed(_)) { "live.failed" } else { "live.waiting" };
    let (title, lang) = (picture.strings().say(key, &[]), language_id(Language::Thai));
    let html = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n</main>\n</body>\n</html>\n"
    );
    page(&html, &picture.edition(), "")
}

/// What the script is told at every change.
#[derive(Serialize)]
struct Told {
    /// The pages that should be on the screen.
    edition: String,
    /// What lies over the page; nothing when nothing is wrong.
    trouble: Option<Trouble>,
    /// How much there is to do, for the bar.
    summary: String,
    /// Texts of the bar.
    words: Words,
}

#[derive(Serialize)]
struct Trouble {
    heading: String,
    lead: String,
    findings: Vec<Finding>,
    /// That there are more; empty when all are shown.
    more: String,
}

#[derive(Serialize)]
struct Finding {
    message: String,
    help: String,
    /// `content/2568/items/o12.md:3:7`; empty when it is in no file.
    place: String,
    /// Opens the place in the editor; empty when it is in no text.
    edit: String,
}

#[derive(Serialize)]
struct Words {
    bar: String,
    faces: String,
    staff: String,
    public: String,
    source: String,
    show: String,
    hide: String,
    lost: String,
}

/// What the script is told, as JSON.
pub(super) fn told(picture: &Picture, stage: &Stage) -> String {
    let strings = picture.strings();
    let say = |key: &str| strings.say(key, &[]);
    let (trouble, summary) = match &picture.newest {
        Newest::Awaited => (None, say("live.waiting")),
        Newest::Failed(reason) => (Some(failure(picture, &strings, reason)), say("live.failed")),
        Newest::Judged { draft, found } => (errors(picture, draft, found, stage), summary(draft, found)),
    };
    let words = Words {
        bar: say("live.bar"),
        faces: say("live.faces"),
        staff: say("live.staff"),
        public: say("live.public"),
        source: say("live.source"),
        show: say("live.show"),
        hide: say("live.hide"),
        lost: say("live.lost"),
    };
    serde_json::to_string(&Told { edition: picture.edition(), trouble, summary, words }).expect("texts serialise")
}

/// `ต้องแก้ 1 · ควรแก้ 12`.
fn summary(draft: &Draft, found: &[Diagnostic]) -> String {
    let (strings, digits) = (&draft.prepared.theme.strings, draft.prepared.site.config.digits);
    let Tally { errors, warnings, notes: _ } = Tally::of(found);
    let counts = [("staff.error", errors), ("staff.warning", warnings)];
    let told = counts.iter().filter(|it| it.1 > 0).map(|(key, n)| format!("{} {}", strings.say(key, &[]), digits.show(&n.to_string())));
    let told = told.collect::<Vec<_>>().join(" · ");
    if told.is_empty() { strings.say("live.clean", &[]) } else { told }
}

fn failure(picture: &Picture, strings: &Strings, reason: &str) -> Trouble {
    let finding = Finding { message: reason.to_owned(), help: String::new(), place: String::new(), edit: String::new() };
    Trouble { heading: strings.say("live.failed", &[]), lead: lead(picture, strings), findings: vec![finding], more: String::new() }
}

/// The findings that keep pages off the screen.
fn errors(picture: &Picture, draft: &Draft, found: &[Diagnostic], stage: &Stage) -> Option<Trouble> {
    let (strings, digits) = (&draft.prepared.theme.strings, draft.prepared.site.config.digits);
    let errors: Vec<&Diagnostic> = found.iter().filter(|it| it.level == Level::Error).collect();
    let n_more = errors.len().saturating_sub(SHOWN);
    let more = || strings.say("live.more", &[("count", &digits.show(&n_more.to_string()))]);
    (!errors.is_empty()).then(|| Trouble {
        heading: strings.say("live.broken", &[]),
        lead: lead(picture, strings),
        findings: errors.iter().take(SHOWN).map(|it| finding(it, draft, stage)).collect(),
        more: if n_more > 0 { more() } else { String::new() },
    })
}

/// What the reader sees meanwhile.
fn lead(picture: &Picture, strings: &Strings) -> String {
    strings.say(if picture.is_behind() { "live.kept" } else { "live.unkept" }, &[])
}

fn finding(it: &Diagnostic, draft: &Draft, stage: &Stage) -> Finding {
    let view = render::finding_view(it, &draft.inputs, &draft.prepared.site.config);
    Finding { message: view.message, help: view.help, place: view.place, edit: stage.edit(draft, it) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_in_the_head_and_may_run() {
        let html =
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\"></head><body></body>";
        let served = page(html, "7-1", "vscode://file/a b\".md:1");
        assert_eq!(
            served,
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'; connect-src 'self'; default-src 'none'; \
             style-src 'self'\"><script src=\"/_/live.js\" defer data-edition=\"7-1\" \
             data-source=\"vscode%3A//file/a%20b%22.md%3A1\"></script>\n</head><body></body>"
        );
    }

    #[test]
    fn a_policy_that_lets_it_run_stays_as_it_is() {
        let html = "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self'; script-src 'self'\"></head>";
        assert!(
            page(html, "1-1", "")
                .starts_with("<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self'; script-src 'self'\">")
        );
        assert!(page("<p>", "1-1", "").ends_with("</script>\n<p>"), "a page without a head has one too");
    }
}
