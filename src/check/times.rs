//! The times that items ask for, in words and as they are typed, for findings and for pages to start from.

use crate::diag::{Say, say};
use crate::scheme::{self, Covers};
use crate::site::asked::accepted;
use crate::text::date::{FiscalYear, Period};

/// What an item asks for: `ข้อมูลของปีงบประมาณ 2568 หรือแผนหลายปีที่คลุมปีงบประมาณ 2568`.
pub(crate) fn asked_for(asked: &scheme::Item, year: FiscalYear) -> Say {
    let all: Vec<Say> = accepted(asked).map(|it| time(it, year)).collect();
    let th: Vec<&str> = all.iter().map(|it| it.th.as_str()).collect();
    let en: Vec<&str> = all.iter().map(|it| it.en.as_str()).collect();
    say(th.join(" หรือ"), en.join(" or "))
}

fn time(covers: Covers, year: FiscalYear) -> Say {
    let previous = year.previous();
    match covers {
        Covers::FiscalYear => say(format!("ข้อมูลของปีงบประมาณ {year}"), format!("fiscal year {year}")),
        Covers::FirstHalf => say(format!("ข้อมูล 6 เดือนแรกของปีงบประมาณ {year}"), format!("the first six months of fiscal year {year}")),
        Covers::PreviousYear => say(format!("ข้อมูลของปีงบประมาณ {previous}"), format!("fiscal year {previous}")),
        Covers::MultiYear => {
            say(format!("แผนหลายปีที่คลุมปีงบประมาณ {year}"), format!("a plan of several years that covers fiscal year {year}"))
        }
        Covers::Current => say(format!("ข้อมูลที่ใช้อยู่ในปีงบประมาณ {year}"), format!("what is in force in fiscal year {year}")),
    }
}

/// `covers: {from: 2567-10-01, to: 2568-03-31}` as it would be right; of a plan an example.
pub(crate) fn typed(covers: Covers, year: FiscalYear) -> String {
    let plan = || {
        let last = FiscalYear::new(year.be() + 2).unwrap_or(year);
        Period { from: year.previous().previous().period().from, to: last.period().to }
    };
    let period = match covers {
        Covers::MultiYear => plan(),
        Covers::Current => year.period(),
        Covers::FiscalYear | Covers::FirstHalf | Covers::PreviousYear => covers.period(year).unwrap_or_else(plan),
    };
    format!("covers: {}", period.typed())
}
