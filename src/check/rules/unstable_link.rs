//! The rule `unstable-link`.

use crate::check::links::{self, Kind, Web};
use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Links to the web name a page, not a row of a database or a script of the system that the site happens to run on:
    /// `?id=7`, `/node/123`, `index.php?…`, `page.aspx?…`, `/?p=12`. Addresses of large services, such as
    /// `facebook.com/profile.php?id=…`, are theirs for good.
    ///
    /// ## Why it matters
    /// Such an address dies when the site moves to another system, and assessors look again only at the address that was entered.
    "unstable-link", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

/// Services that number what people put there, and keep the numbers.
const SERVICES: [&str; 8] =
    ["facebook.com", "fb.com", "google.com", "google.co.th", "instagram.com", "line.me", "tiktok.com", "youtube.com"];
/// Endings of scripts.
const SCRIPTS: [&str; 7] = [".php", ".aspx", ".asp", ".ashx", ".jsp", ".cgi", ".cfm"];

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    for link in links::to_the_web(page) {
        if link.web.kind() == Kind::Public
            && !SERVICES.iter().any(|it| link.web.is_of(it))
            && let Some(part) = id_or_script(&link.web)
        {
            sink.push(fault(link.at(scene, page), &part));
        }
    }
}

/// The part of the address that will not last.
fn id_or_script(web: &Web<'_>) -> Option<String> {
    let parts: Vec<&str> = web.path.split('/').collect();
    let number = parts.windows(2).find(|it| ["id", "node"].contains(&it[0].to_ascii_lowercase().as_str()) && is_number(it[1]));
    if let Some(number) = number {
        return Some(number.join("/"));
    }
    if web.query.is_empty() {
        return None;
    }
    let script = parts.last().filter(|it| SCRIPTS.iter().any(|end| it.to_ascii_lowercase().ends_with(end)));
    let id = || web.query.split('&').find(|it| is_id(it)).map(str::to_owned);
    script.map(|it| format!("{it}?")).or_else(id)
}

/// `id=7`, `newsid=7`, `p=7`.
fn is_id(parameter: &str) -> bool {
    let Some((key, value)) = parameter.split_once('=') else { return false };
    let key = key.to_ascii_lowercase();
    is_number(value) && (key == "p" || key.ends_with("id"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn fault(span: Span, part: &str) -> Diagnostic {
    RULE.at(
        span,
        format!("ลิงก์อ้างถึงเลขหรือสคริปต์ของระบบเว็บ (`{part}`) ซึ่งใช้ไม่ได้เมื่อเปลี่ยนระบบ"),
        format!("the link names a number or script of a web system (`{part}`) and dies with that system"),
    )
    .help(
        "วางไฟล์ไว้ในโฟลเดอร์ของหน้านี้แล้วอ้างด้วยชื่อไฟล์ เช่น `plan.pdf` หรือใช้ที่อยู่ถาวรของหน้านั้น",
        "put the file into this page's folder and name it, such as `plan.pdf`, or use that page's permanent address",
    )
}
