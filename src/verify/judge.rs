//! What is wrong with an answer. Pure: asks nobody.

use std::collections::BTreeSet;

use super::{Answer, Expected, Known, Old, Page, looks};
use crate::diag::rules::{bad_redirect, foreign_file, login_wall, not_published_yet, page_changed, page_gone, wrong_media_type};
use crate::diag::{Diagnostic, Say, say};
use crate::output::{Body, Digest, media_type};
use crate::path::OutPath;

/// The finding of an answer; nothing when it is what it should be, or when there is none because nobody asked.
#[must_use]
pub fn judge(expected: &Expected, answer: &Answer, known: &Known) -> Option<Diagnostic> {
    let (place, address) = (expected.place.clone(), expected.address());
    let page = match answer {
        Answer::Unasked => return None,
        Answer::Nothing(reason) => return Some(page_gone::fault(place, address, &say(format!("({reason})"), reason))),
        Answer::Page(page) => page,
    };
    let last = page.steps.last().map_or("", String::as_str);
    if page.is_astray && looks::is_login(last) {
        return Some(login_wall::led(place, address, last));
    }
    if page.is_astray {
        return Some(bad_redirect::fault(place, address, &page.steps.join(" → ")));
    }
    if matches!(page.status, 401 | 403) {
        return Some(login_wall::fault(place, address));
    }
    if page.status != 200 {
        let status = page.status;
        let instead = say(format!("เครื่องแม่ข่ายตอบ {status}"), format!("the host answers {status}"));
        return Some(gone(expected, known, matches!(status, 404 | 410), &instead));
    }
    let digest = Digest::of(&page.bytes);
    let is_led_on = !page.steps.is_empty() && expected.moved_to == Some(digest);
    if digest != expected.digest && !is_led_on {
        return Some(differs(expected, page, digest, known));
    }
    let wanted = media_type(&extension(expected.path));
    let served = page.media_type.as_deref().unwrap_or(wanted);
    if !is_same_type(served, wanted) {
        return Some(wrong_media_type::fault(place, address, served, wanted));
    }
    let charset = page.charset.as_deref().filter(|it| !matches!(*it, "utf-8" | "utf8"));
    let charset = charset.filter(|_| wanted.starts_with("text/"));
    charset.map(|it| wrong_media_type::fault(place, address, &format!("{served}; charset={it}"), &format!("{wanted}; charset=utf-8")))
}

/// The same for an old address without a page of its own: it leads on, or shows nothing where it is given up.
#[must_use]
pub fn judge_old(old: &Old, answer: &Answer, known: &Known) -> Option<Diagnostic> {
    let (place, address) = (old.place.clone(), old.address());
    let page = match answer {
        Answer::Page(page) if page.status == 200 && !page.is_astray => Some(page),
        _ => None,
    };
    let Some((to, digest)) = &old.to else {
        let is_there = page.is_some_and(|it| known.nothing.as_ref().is_none_or(|nothing| !nothing.is_like(&old.path, &it.bytes)));
        return is_there.then(|| foreign_file::left(place, &address));
    };
    // The page itself is looked at by its own address; here a version of it that was published last is good enough.
    let path = OutPath::of_address(to);
    let last = path.and_then(|it| known.record.get(&it));
    let is_right = page.map(|it| Digest::of(&it.bytes)).is_some_and(|it| it == *digest || Some(it) == last);
    let instead = say(format!("ไม่พาไปที่ `{to}` ตามที่กำหนดใน .htaccess"), format!("it does not lead on to `{to}`, as .htaccess says"));
    (!is_right).then(|| page_gone::fault(place, &address, &instead))
}

/// A page that is not there: of a page that was never sent that is no fault of the host.
fn gone(expected: &Expected, known: &Known, is_absent: bool, instead: &Say) -> Diagnostic {
    let (place, address) = (expected.place.clone(), expected.address());
    if is_absent && !known.record.is_empty() && !known.record.contains(expected.path) {
        return not_published_yet::unsent(place, address);
    }
    page_gone::fault(place, address, instead)
}

fn differs(expected: &Expected, page: &Page, digest: Digest, known: &Known) -> Diagnostic {
    let (place, address) = (expected.place.clone(), expected.address());
    if known.record.get(expected.path) == Some(digest) {
        return not_published_yet::fault(place, address);
    }
    let is_own_look = |nothing: &super::Nothing| matches!(expected.body, Body::Bytes(own) if nothing.is_like(expected.path.address(), own));
    if known.nothing.as_ref().is_some_and(|it| it.is_like(expected.path.address(), &page.bytes) && !is_own_look(it)) {
        let instead = say("เครื่องแม่ข่ายแสดงหน้าไม่พบข้อมูล แต่ตอบว่าสำเร็จ (200)", "the host shows the page for what is not there, and says 200");
        return gone(expected, known, true, &instead);
    }
    let text = String::from_utf8_lossy(&page.bytes);
    if looks::asks_for_a_password(&text) {
        return login_wall::fault(place, address);
    }
    page_changed::fault(place, address, &difference(expected, page, &text))
}

/// How a page differs, in a few words.
fn difference(expected: &Expected, page: &Page, text: &str) -> Say {
    let Body::Bytes(own) = expected.body else {
        let (now, before) = (page.bytes.len(), expected.body.size());
        return say(format!("(เดิม {before} ไบต์ ตอนนี้ {now} ไบต์)"), format!("it had {before} bytes and has {now}"));
    };
    let own = String::from_utf8_lossy(own);
    let strange: BTreeSet<&str> = hosts(text).difference(&hosts(&own)).copied().collect();
    let named = strange.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    let more = |what: &str| text.matches(what).count() > own.matches(what).count();
    if more("<script") || more("<iframe") {
        return say(format!("มีสคริปต์หรือกรอบที่แทรกเข้ามา {named}"), format!("a script or frame was put into it {named}"));
    }
    if !strange.is_empty() {
        return say(format!("มีลิงก์ไปที่ {named} ซึ่งหน้าเดิมไม่มี"), format!("it leads to {named}, which the true page does not"));
    }
    if page.bytes.len() < own.len() && own.as_bytes().starts_with(&page.bytes) {
        return say("ได้มาไม่ครบทั้งไฟล์", "only its first part is there");
    }
    if text.contains("/cdn-cgi/") {
        return say("บริการที่คั่นอยู่หน้าเว็บไซต์ (CDN) แก้หน้าเว็บ", "a service before the host rewrites pages");
    }
    say("ข้อความไม่ตรงกับต้นฉบับ", "its text is another one")
}

/// The hosts that a text names.
fn hosts(text: &str) -> BTreeSet<&str> {
    let after = text.split("//").skip(1);
    let host = |it: &'_ str| it.find(|c: char| !c.is_ascii_alphanumeric() && !".-".contains(c)).unwrap_or(it.len());
    after.map(|it| &it[..host(it)]).filter(|it| it.contains('.')).collect()
}

fn extension(path: &OutPath) -> String {
    path.as_str().rsplit_once('.').map_or(String::new(), |it| it.1.to_lowercase())
}

/// Whether one media type is as good as another.
fn is_same_type(served: &str, wanted: &str) -> bool {
    let plain = |it: &str| match it {
        "application/javascript" | "application/x-javascript" => "text/javascript".to_owned(),
        "application/csv" => "text/csv".to_owned(),
        "text/xml" | "application/atom+xml" | "application/rss+xml" => "application/xml".to_owned(),
        it => it.to_owned(),
    };
    // A host may know more kinds of files than we do.
    if wanted == "application/octet-stream" {
        return served != "text/html";
    }
    // What a host does not know it offers as a file, which can be opened; but no browser draws a page with it.
    let is_of_a_page = ["text/html", "text/css", "text/javascript", "image/"].iter().any(|it| wanted.starts_with(it));
    plain(served) == plain(wanted) || (served == "application/octet-stream" && !is_of_a_page)
}
