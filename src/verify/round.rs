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
use crate::output::Output;
use crate::publish::standing::{MAX_RECORD, RECORD};

/// So many answers are awaited at once.
const AT_ONCE: usize = 4;
/// So many addresses that are none of ours are asked for.
const MAX_STRANGERS: usize = 200;

/// What came of asking for addresses.
#[derive(Debug, Default)]
struct Count {
    /// So many are as they should be.
    right: usize,
    /// For so many nobody asked.
    unasked: usize,
}

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
        Round { web, base, output, known: Known::of(nothing, page(RECORD, MAX_RECORD)) }
    }

    /// Asks for all of them, then for old addresses that only the rules of the server answer; says how many are as they should be, and
    /// tells once of those for which nobody asked. `done` is called after each of the former.
    ///
    /// # Errors
    /// When no threads can be started.
    pub fn look(&self, all: &[Expected], old: &[Old], found: &mut Sink, done: &(dyn Fn() + Sync)) -> Result<usize> {
        let (pages, silence) = self.all(all, found, done)?;
        let moved = self.old(old, found);
        let n_unasked = pages.unasked + moved.unasked;
        if let Some(reason) = silence {
            found.push(unasked_address::silent(ledger_file(), n_unasked, &reason));
        } else if let (1.., Some(why)) = (n_unasked, self.web.stopped()) {
            found.push(unasked_address::fault(ledger_file(), n_unasked, &why.say()));
        }
        Ok(pages.right + moved.right)
    }

    /// Asks for all of them. With a reason when nothing at all was answered: then it tells of none.
    fn all(&self, all: &[Expected], found: &mut Sink, done: &(dyn Fn() + Sync)) -> Result<(Count, Option<String>)> {
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
        let is_answered = judged.iter().any(|it| matches!(it.0, Answer::Page(_)));
        if self.web.stopped() == Some(Stop::Silent) && !is_answered {
            let reason = judged.into_iter().find_map(|it| if let Answer::Nothing(reason) = it.0 { Some(reason) } else { None });
            return Ok((Count { right: 0, unasked: all.len() }, reason));
        }
        let unasked = judged.iter().filter(|it| matches!(it.0, Answer::Unasked)).count();
        let n_wrong = judged.iter().filter(|it| it.1.is_some()).count();
        judged.into_iter().filter_map(|it| it.1).for_each(|it| found.push(it));
        self.foreign(open.into_inner().unwrap_or_else(PoisonError::into_inner), found);
        Ok((Count { right: all.len() - unasked - n_wrong, unasked }, None))
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

    fn old(&self, all: &[Old], found: &mut Sink) -> Count {
        let mut res = Count::default();
        for it in all {
            match self.web.ask_with(&it.path, it.query.as_deref(), 0) {
                Answer::Unasked => res.unasked += 1,
                answer => match judge_old(it, &answer, &self.known) {
                    Some(finding) => found.push(finding),
                    None => res.right += 1,
                },
            }
        }
        res
    }
}
