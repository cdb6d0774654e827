//! The rule `short-link`.

use crate::check::links::{self, Kind};
use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Links are whole, not shortened by a service such as `bit.ly`, `tinyurl.com`, `shorturl.at`, `t.co` or a maker of QR codes.
    /// LINE's `lin.ee` and Google's `maps.app.goo.gl` belong to the services that they lead to.
    ///
    /// ## Why it matters
    /// Nobody sees where it leads, and it dies with the service; `goo.gl` did.
    "short-link", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    for link in links::to_the_web(page) {
        if link.web.kind() == Kind::Short {
            sink.push(fault(link.at(scene, page), &link.web.host));
        }
    }
}

fn fault(span: Span, host: &str) -> Diagnostic {
    RULE.at(
        span,
        format!("ลิงก์ย่อของ `{host}` ไม่บอกว่าไปที่ใด และเลิกใช้ได้ทุกเมื่อ"),
        format!("the short link of `{host}` does not say where it leads, and may end any day"),
    )
    .help(
        "เปิดลิงก์นี้ แล้วคัดลอกที่อยู่เต็มจากแถบที่อยู่ของเบราว์เซอร์มาใส่แทน",
        "open it, copy the whole address from the browser's address bar and put that here",
    )
}
