//! The rule `insecure-link`.

use crate::check::links::{self, Kind};
use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Links to the public web begin with `https://`. An address in running text that begins with `www.` is opened with `http://`.
    ///
    /// ## Why it matters
    /// What is sent without encryption can be read and changed on the way, and browsers warn of it before they open the page.
    "insecure-link", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    for link in links::to_the_web(page) {
        if !link.web.is_secure && link.web.kind() == Kind::Public {
            sink.push(fault(link.at(scene, page), &secure(link.address)));
        }
    }
}

/// The same address with `https://`.
fn secure(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    format!("https://{}", rest.trim_end())
}

fn fault(span: Span, address: &str) -> Diagnostic {
    RULE.at(span, "ลิงก์เปิดด้วย `http://` ซึ่งไม่เข้ารหัส", "the link is opened with `http://`, without encryption")
        .help(format!("ถ้าเปิดได้ ให้ใช้ `{address}`"), format!("if it opens, use `{address}`"))
}
