//! The rule `unused-file`.

use std::collections::BTreeSet;

use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::path::SitePath;
use crate::site::link::Target;

rule! {
    /// ## What it checks
    /// Every file of `content/` beside the pages is evidence of a page, or a page links to it or shows it. Notes called `README`
    /// are for staff. Nothing is said of a file that a page with a fault may name: a broken link, a page that cannot be read.
    ///
    /// ## Why it matters
    /// Only files that a page names are published: whoever put it there believes that the public can open it.
    "unused-file", Group::LinkQuality
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Site(run) };

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let named = named(scene);
    let in_doubt = in_doubt(scene);
    let idle = scene.inputs.attachments.keys().filter(|it| !named.contains(it) && !it.stem().eq_ignore_ascii_case("readme"));
    for path in idle.filter(|it| it.as_str().starts_with("content/") && !in_doubt.iter().any(|folder| it.as_str().starts_with(folder))) {
        sink.push(fault(path));
    }
}

/// The files that pages name.
fn named<'a>(scene: &Scene<'a>) -> BTreeSet<&'a SitePath> {
    let pages = scene.pages();
    let targets = pages.iter().flat_map(|page| {
        let evidence = page.item().into_iter().flat_map(|(_, page)| page.evidence.iter().map(|it| &it.target));
        page.body.targets.iter().chain(evidence)
    });
    let named = targets.filter_map(|it| if let Target::Attachment(path) = it { Some(path) } else { None });
    named.chain(pages.iter().flat_map(|page| page.body.data.iter().map(|it| &it.path))).collect()
}

/// Folders with files that may be named by what was not understood: a page that is no part of the site, a link or evidence with
/// a fault.
fn in_doubt(scene: &Scene<'_>) -> BTreeSet<String> {
    let pages = scene.pages();
    let read: BTreeSet<&SitePath> = pages.iter().map(|it| it.origin.path(scene.sources())).collect();
    let texts = scene.inputs.texts.keys().chain(&scene.inputs.unread);
    let lost = texts.filter(|it| it.extension() == "md" && !it.stem().eq_ignore_ascii_case("readme") && !read.contains(it)).map(year);
    lost.chain(pages.iter().flat_map(|it| meant_by(scene, it))).collect()
}

/// The folders that the broken links, the faulty evidence and the faulty tables of a page may lead to.
fn meant_by(scene: &Scene<'_>, page: &Page<'_>) -> Vec<String> {
    let own = page.origin.path(scene.sources());
    let links = page.body.fragment.links.iter().zip(&page.body.targets).filter(|(_, target)| **target == Target::Broken);
    let folders = links.filter_map(|(link, _)| SitePath::resolve(own.folder(), &link.target)).map(|it| format!("{}/", it.folder()));
    let mut res: Vec<String> = folders.collect();
    if !res.is_empty() || page.body.has_faulty_data || page.item().is_some_and(|(_, page)| page.has_faulty_evidence) {
        res.push(beside(own));
    }
    res
}

/// `content/2568/items/o12.md` → `content/2568/`.
fn year(path: &SitePath) -> String {
    path.as_str().split_inclusive('/').take(2).filter(|it| it.ends_with('/')).collect()
}

/// The folder with the files of a page.
fn beside(page: &SitePath) -> String {
    if page.name() == "index.md" { format!("{}/", page.folder()) } else { format!("{}/{}/", page.folder(), page.stem()) }
}

fn fault(path: &SitePath) -> Diagnostic {
    let name = path.name();
    RULE.at(path, "ไม่มีหน้าใดอ้างถึงไฟล์นี้ ไฟล์จึงไม่ถูกเผยแพร่", "no page names this file, so it is not published").help(
        format!("ในหน้าที่ใช้ไฟล์นี้ เพิ่ม `- file: {name}` ใต้ `evidence:` หรือลิงก์ถึงในเนื้อหา หากไม่ใช้ให้ลบไฟล์"),
        format!("in the page that it belongs to, add `- file: {name}` below `evidence:` or link to it; else delete it"),
    )
}
