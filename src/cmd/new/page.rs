//! `new item`, `new measure`, `new indicator`.

use anyhow::Result;

use super::{Read, no_year, refusal, there_already, write};
use crate::cmd::{Outcome, Run};
use crate::diag::{Language, Say, say};
use crate::input::Inputs;
use crate::site::{Site, Year};
use crate::start::Files;
use crate::start::page::{self, Frame, KnownItem, KnownPlan};
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;

/// What the page is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    Item(ItemCode),
    Measure(Option<u16>),
    Indicator(u16),
}

/// Makes a page. Findings are what `check` is for: a fault elsewhere does not stand in the way of a new page.
pub(super) fn run(run: &Run, read: &Read, year: Option<FiscalYear>, what: What) -> Result<Outcome> {
    let Read { inputs, site, language, .. } = read;
    let refused = |it: Say| refusal(&it, *language);
    let year = year_of(site, year).map_err(refused)?;
    let frame = Frame { year: year.year, scheme: &year.scheme, config: &site.config, language: *language };
    let made = match what {
        What::Item(code) => item(frame, year, code, inputs),
        What::Measure(number) => measure(frame, year, number, inputs),
        What::Indicator(number) => indicator(frame, year, number, inputs),
    };
    let (path, text) = made.map_err(refused)?;
    let path = format!("{}/{path}", year.origin.path(&inputs.sources).folder());
    let mut files = Files::default();
    files.text(&path, text);
    write(run, &files, *language)?;
    run.term.result(&format!("{path}\n"))?;
    run.term.note(match language {
        Language::Thai => "เปิดไฟล์นี้แล้วกรอกตามคำอธิบายหลังเครื่องหมาย #\n",
        Language::English => "open it and fill it in; the remarks behind # tell what belongs where\n",
    })?;
    Ok(Outcome::Clean)
}

/// The year asked for, else the newest.
fn year_of(site: &Site, asked: Option<FiscalYear>) -> Result<&Year, Say> {
    let found = match asked {
        Some(asked) => site.years.iter().find(|it| it.year == asked),
        None => site.years.first(),
    };
    found.ok_or_else(|| no_year(site, asked))
}

/// Path below the year's folder, and text.
type Page = Result<(String, String), Say>;

fn item(frame: Frame<'_>, year: &Year, code: ItemCode, inputs: &Inputs) -> Page {
    let Some((index, asked)) = year.scheme.item(code) else {
        let ends = [year.scheme.items.first(), year.scheme.items.last()].map(|it| it.map_or(String::new(), |it| it.code.to_string()));
        let (id, [first, last]) = (&year.scheme.id, ends);
        return Err(say(
            format!("ชุดข้อ {id} ไม่มีข้อ {code} ชุดนี้มีข้อ {first} ถึง {last}"),
            format!("the scheme {id} has no item {code}; its items are {first} to {last}"),
        ));
    };
    let item = &year.items[index];
    if let Some(page) = &item.page {
        return Err(there_already(page.origin.path(&inputs.sources).as_str()));
    }
    if item.is_unread {
        return Err(say(
            format!("มีไฟล์ของข้อ {code} แล้วแต่อ่านไม่ได้ สั่ง `prongsai check` เพื่อดูสาเหตุ"),
            format!("{code} has a file that cannot be read; `prongsai check` tells why"),
        ));
    }
    Ok((page::item_path(code), page::item(frame, asked, &KnownItem::default())))
}

fn measure(frame: Frame<'_>, year: &Year, number: Option<u16>, inputs: &Inputs) -> Page {
    let number = number.unwrap_or_else(|| year.measures.last().map_or(1, |it| it.number.saturating_add(1)));
    if let Some(there) = year.measures.iter().find(|it| it.number == number) {
        return Err(there_already(there.origin.path(&inputs.sources).as_str()));
    }
    Ok((format!("measures/{number}.md"), page::measure(frame, number, &KnownPlan::default())))
}

fn indicator(frame: Frame<'_>, year: &Year, number: u16, inputs: &Inputs) -> Page {
    let Some((_, asked)) = year.scheme.perception_indicators().find(|(_, it)| it.number == number) else {
        let known: Vec<String> = year.scheme.perception_indicators().map(|(_, it)| it.number.to_string()).collect();
        let known = known.join(", ");
        return Err(say(
            format!("ไม่มีตัวชี้วัดการรับรู้ที่ {number} ที่มีคือ {known}"),
            format!("there is no perception indicator {number}; there are {known}"),
        ));
    };
    if let Some(there) = year.indicators.iter().find(|it| it.number == number) {
        return Err(there_already(there.origin.path(&inputs.sources).as_str()));
    }
    Ok((format!("indicators/{number}.md"), page::indicator(frame, asked, &KnownPlan::default())))
}
