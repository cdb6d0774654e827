//! The rule `staging-link`.

use crate::check::links::{self, Kind, Web};
use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// Links lead to sites that the public can open: not to `localhost`, addresses of a local network (`10.…`, `172.16.…` to
    /// `172.31.…`, `192.168.…`), sites under test (`staging.`, `test.`, `dev.`, `demo.`, `beta.`) or ports such as `:8080`.
    ///
    /// ## Why it matters
    /// It opens on the desk of whoever wrote it and nowhere else; the assessor finds nothing.
    "staging-link", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    for link in links::to_the_web(page) {
        let fault = match link.web.kind() {
            Kind::Local => local,
            Kind::Stage => stage,
            Kind::Port => port,
            Kind::Drive | Kind::Short | Kind::Public => continue,
        };
        sink.push(with_cure(fault(link.at(scene, page), &link.web)));
    }
}

fn local(span: Span, web: &Web<'_>) -> Diagnostic {
    let host = &web.host;
    RULE.at(
        span,
        format!("`{host}` เป็นเครื่องหรือเครือข่ายภายใน ผู้อื่นเปิดไม่ได้"),
        format!("`{host}` is a machine or network of the agency's own: nobody else can open it"),
    )
}

fn stage(span: Span, web: &Web<'_>) -> Diagnostic {
    let host = &web.host;
    RULE.at(span, format!("`{host}` เป็นเว็บสำหรับทดสอบ"), format!("`{host}` is a site for trying things out"))
}

fn port(span: Span, web: &Web<'_>) -> Diagnostic {
    let port = web.port.unwrap_or_default();
    RULE.at(span, format!("พอร์ต `:{port}` ไม่ใช่ของเว็บที่เปิดให้ประชาชน"), format!("the port `:{port}` is not one of sites for the public"))
}

fn with_cure(it: Diagnostic) -> Diagnostic {
    it.help(
        "ใช้ที่อยู่ที่ประชาชนเปิดได้ เช่น `https://www.example.go.th/plan`",
        "use the address that the public opens, such as `https://www.example.go.th/plan`",
    )
}
