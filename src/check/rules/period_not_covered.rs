//! The rule `period-not-covered`.

use crate::check::{Check, Page, Run, Scene, times};
use crate::content::item::Status;
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::scheme::{self, Covers};
use crate::site::asked::{accepted, is_covered};
use crate::site::{ItemPage, Year};
use crate::source::Span;
use crate::text::date::Period;

rule! {
    /// ## What it checks
    /// The `covers` of an item contains the days that the scheme asks for: the fiscal year, its first six months, the year before;
    /// for a plan of several years more than one year, and the fiscal year in it. What must be in force has not ended before the
    /// fiscal year. Where the scheme accepts several, one is enough. An item that is done says what it covers, unless it is about
    /// what is in force.
    ///
    /// ## Why it matters
    /// Content of another time counts as no content: last year's file under this year's number is the commonest reason for a 0.
    "period-not-covered", Group::Period
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    let Some((item, file)) = page.item() else { return };
    let asked = item.asked(page.year);
    let at = |path: &str| page.at(scene, path);
    match file.covers {
        Some(stated) if stated.is_reversed() || is_covered(asked, stated, page.year) => {}
        Some(stated) => {
            let fault = Fault::of(asked.covers, stated, page.year);
            let key = if fault == Fault::Partial { gap(asked.covers, stated, page.year) } else { "covers" };
            sink.push(other(at(key), fault, asked, page.year));
        }
        None if is_silent(file, asked) || page.origin.has_faults => {}
        None => sink.push(not_said(at("status"), asked, page.year)),
    }
}

/// Whether an item may leave out what it covers.
fn is_silent(file: &ItemPage, asked: &scheme::Item) -> bool {
    file.status != Status::Done || accepted(asked).any(|it| it == Covers::Current)
}

/// What is wrong with what a page covers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Days at the beginning or end are missing.
    Partial,
    /// A plan of one year instead of several.
    OneYear,
    /// Another time.
    Elsewhere,
}

impl Fault {
    fn of(covers: Covers, stated: Period, year: &Year) -> Fault {
        let days = covers.period(year.year).unwrap_or_else(|| year.year.period());
        if covers == Covers::MultiYear && stated == days {
            Fault::OneYear
        } else if covers != Covers::Current && stated.touches(days) {
            Fault::Partial
        } else {
            Fault::Elsewhere
        }
    }
}

/// Which end is wrong.
fn gap(covers: Covers, stated: Period, year: &Year) -> &'static str {
    let days = covers.period(year.year).unwrap_or_else(|| year.year.period());
    match (stated.from > days.from, stated.to < days.to) {
        (true, false) => "covers.from",
        (false, true) => "covers.to",
        _ => "covers",
    }
}

fn not_said(span: Span, asked: &scheme::Item, year: &Year) -> Diagnostic {
    let (code, time) = (asked.code, times::asked_for(asked, year.year));
    let example = times::typed(asked.covers, year.year);
    RULE.at(
        span,
        format!("ข้อ {code} กำหนดให้แสดง{} แต่ไม่ได้ระบุช่วงเวลาของข้อมูล", time.th),
        format!("{code} asks for {}, but the page does not say which time it covers", time.en),
    )
    .help(format!("เพิ่มช่วงเวลาตามเอกสาร เช่น `{example}`"), format!("add the time of the paper, for example `{example}`"))
}

fn other(span: Span, fault: Fault, asked: &scheme::Item, year: &Year) -> Diagnostic {
    let (code, time) = (asked.code, times::asked_for(asked, year.year));
    let (th, en) = match fault {
        Fault::Partial => ("ไม่ครบช่วงนั้น", "does not contain all of it"),
        Fault::OneYear => ("เป็นเวลาเพียงปีเดียว", "is one year only"),
        Fault::Elsewhere => ("เป็นช่วงเวลาอื่น", "is another time"),
    };
    let right = times::typed(asked.covers, year.year);
    RULE.at(span, format!("ข้อ {code} กำหนดให้แสดง{} แต่ `covers` {th}", time.th), format!("{code} asks for {}, but `covers` {en}", time.en))
        .help(
            format!("ใช้เอกสารของช่วงเวลาที่กำหนด แล้วแก้เป็น `{right}`"),
            format!("use a paper of the time that is asked for, and write `{right}`"),
        )
}
