//! One round over the addresses of a host: all that is expected, then what pages that are not ours lead to.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::judge::{judge, judge_old};
use super::web::{Stop, Web};
use super::{Answer, Expected, Known, Nothing, Old, Page, ledger_file, strangers};
use crate::diag::rules::{foreign_file, unasked_address};
use crate::diag::{Diagnostic, Sink, say};
use crate::output::{Manifest, Output};
use crate::publish::standing::RECORD;

/// So many answers are awaited at once.
const AT_ONCE: usize = 4;
/// So many addresses that are none of ours are asked for.
const MAX_STRANGERS: usize = 200;
/// So large may the record of a host be, in bytes.
const MAX_RECORD: u64 = 256 * 1024 * 1024;

/// A host and what is known of it.
pub struct Round<'a> {
    web: &'a Web,
    base: &'a str,
    output: &'a Output,
    known: Known,
}

impl<'a> Round<'a> {
    /// Asks what the host shows where nothing is, and what it says was published last.
    #[must_use]
    pub fn begin(web: &'a Web, base: &'a str, output: &'a Output) -> Round<'a> {
        let nowhere = "prongsai-there-is-no-such-page/";
        let page = |address, size| match web.ask(address, size) {
            Answer::Page(page) if page.status == 200 && !page.is_astray => Some(page.bytes),
            _ => None,
        };
        let nothing = page(nowhere, 0).map(|it| Nothing::of(nowhere, &it));
        let record = page(RECORD, MAX_RECORD).and_then(|it| String::from_utf8(it).ok());
        let record = record.and_then(|it| Manifest::from_json(&it).ok()).unwrap_or_default();
        Round { web, base, output, known: Known { nothing, record } }
    }

    /// Asks for all of them, and says how many are as they should be. `done` is called after each.
    ///
    /// # Errors
    /// When no threads can be started.
    pub fn all(&self, all: &[Expected], found: &mut Sink, done: &(dyn Fn() + Sync)) -> Result<usize> {
        let open = Mutex::new(BTreeSet::new());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(AT_ONCE).build().context("starting threads")?;
        let one = |it: &Expected| {
            let answer = self.web.ask(it.path.address(), it.body.size());
            let res = judge(it, &answer, &self.known);
            if let (Some(_), Answer::Page(page)) = (&res, &answer) {
                let new = self.strangers(it.path.address(), &page.bytes);
                open.lock().unwrap_or_else(PoisonError::into_inner).extend(new);
            }
            done();
            // Not the pages themselves: there may be many.
            let answer = if let Answer::Page(_) = answer { Answer::Page(Page::default()) } else { answer };
            (answer, res)
        };
        let judged: Vec<(Answer, Option<Diagnostic>)> = pool.install(|| all.par_iter().map(one).collect());
        let reason = judged.iter().find_map(|it| if let Answer::Nothing(reason) = &it.0 { Some(reason) } else { None });
        if let (Some(Stop::Silent), Some(reason)) = (self.web.stopped(), reason)
            && !judged.iter().any(|it| matches!(it.0, Answer::Page(_)))
        {
            found.push(unasked_address::silent(ledger_file(), all.len(), reason));
            return Ok(0);
        }
        let n_unasked = judged.iter().filter(|it| matches!(it.0, Answer::Unasked)).count();
        let n_wrong = judged.iter().filter(|it| it.1.is_some()).count();
        judged.into_iter().filter_map(|it| it.1).for_each(|it| found.push(it));
        if let (1.., Some(why)) = (n_unasked, self.web.stopped()) {
            found.push(unasked_address::fault(ledger_file(), n_unasked, &why.say()));
        }
        self.foreign(open.into_inner().unwrap_or_else(PoisonError::into_inner), found);
        Ok(all.len() - n_unasked - n_wrong)
    }

    fn strangers(&self, address: &str, bytes: &[u8]) -> BTreeSet<String> {
        strangers(self.base, &format!("{}{}", self.base, crate::path::percent_encode(address)), bytes, self.output)
    }

    /// Follows links from one page that is none of ours to the next. What is only named and not there is no page of anybody's.
    fn foreign(&self, named: BTreeSet<String>, found: &mut Sink) {
        let mut seen = named.clone();
        let mut open: VecDeque<String> = named.into_iter().collect();
        let mut n_asked = 0;
        while n_asked < MAX_STRANGERS && self.web.stopped().is_none() {
            let Some(address) = open.pop_front() else { return };
            n_asked += 1;
            let Some(bytes) = self.stands_at(&address) else { continue };
            found.push(foreign_file::fault(ledger_file(), &address));
            let new = self.strangers(&address, &bytes);
            open.extend(new.into_iter().filter(|it| seen.insert(it.clone())));
        }
        if !open.is_empty() {
            let many = || say("ซึ่งหน้าแปลกปลอมพาไป เพราะมีมากเกินไป", "pages of others lead to too many");
            found.push(unasked_address::fault(ledger_file(), open.len(), &self.web.stopped().map_or_else(many, Stop::say)));
        }
    }

    /// What stands at an address where nothing of ours is.
    fn stands_at(&self, address: &str) -> Option<Vec<u8>> {
        match self.web.ask(address, 0) {
            Answer::Page(page) if page.status == 200 && !page.is_astray => {
                let is_nothing = self.known.nothing.as_ref().is_some_and(|it| it.is_like(address, &page.bytes));
                (!is_nothing).then_some(page.bytes)
            }
            _ => None,
        }
    }

    /// Asks for old addresses that only the rules of the server answer, and says how many it answers as it should.
    pub fn old(&self, all: &[Old], found: &mut Sink) -> usize {
        let (mut n_right, mut n_unasked) = (0, 0);
        for it in all {
            match self.web.ask_with(&it.path, it.query.as_deref(), 0) {
                Answer::Unasked => n_unasked += 1,
                answer => match judge_old(it, &answer, &self.known) {
                    Some(finding) => found.push(finding),
                    None => n_right += 1,
                },
            }
        }
        if let (1.., Some(why)) = (n_unasked, self.web.stopped()) {
            found.push(unasked_address::fault(ledger_file(), n_unasked, &why.say()));
        }
        n_right
    }
}
