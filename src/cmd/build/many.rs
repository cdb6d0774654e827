//! Many sites in one run: each is built and written on its own, as many at once as there are processors.
//!
//! Invariants: a site that fails stops no other; what is said comes in the order the sites were given, whoever was ready first;
//! no more sites are in memory than are built at once.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};

use super::{Settings, one};
use crate::cmd::{Format, Outcome, find_root, report};
use crate::diag::{Diagnostic, Gathered, Language, Tally, human};
use crate::source::Sources;
use crate::term::Term;

/// One of several equal shares of the sites.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shard {
    /// From 1.
    number: u64,
    of: u64,
}

impl FromStr for Shard {
    type Err = anyhow::Error;

    fn from_str(written: &str) -> Result<Shard> {
        let numbers = written.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Shard { number, of }),
            _ => bail!("`{written}` is no share; write, for example, 3/16 for the third of sixteen"),
        }
    }
}

impl Shard {
    /// Whether a site is in this share. It stays in it whatever other sites come and go: only its name counts.
    fn holds(self, site: &Path) -> bool {
        let name = site.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
        let digest = Sha256::digest(name.as_bytes());
        let number = digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        number % self.of == self.number - 1
    }
}

/// What is said of a site: to people in words, to machines as findings.
struct Told {
    text: String,
    findings: Option<(Vec<Diagnostic>, Sources)>,
    outcome: Outcome,
}

/// Builds all sites of the share; ends with problems when one of them has any, or could not be read.
pub(super) fn run(
    given: Vec<PathBuf>,
    shard: Option<Shard>,
    term: Term,
    language: Option<Language>,
    settings: &Settings,
) -> Result<Outcome> {
    let started = Instant::now();
    // `sites/*` names plain files too.
    let (sites, others): (Vec<PathBuf>, Vec<PathBuf>) = given.into_iter().partition(|it| !it.is_file());
    for it in others {
        term.note(&format!("prongsai: passed over {}: a file, not the folder of a site\n", it.display()))?;
    }
    let sites: Vec<PathBuf> = sites.into_iter().filter(|it| shard.is_none_or(|shard| shard.holds(it))).collect();
    let mut gathered = Gathered::default();
    let mut failed: Vec<&Path> = Vec::new();
    let progress = term.progress(sites.len());
    in_order(
        &sites,
        |site| told(site, term, language, settings),
        |site, told| {
            if told.outcome != Outcome::Clean {
                failed.push(site);
            }
            if let Some((found, sources)) = told.findings {
                gathered.add(&site.to_string_lossy(), &found, &sources);
            }
            progress.step();
            progress.above(|| if told.outcome == Outcome::Clean { term.note(&told.text) } else { term.findings(&told.text) })
        },
    )?;
    progress.end();
    let language = language.unwrap_or_default();
    if settings.format != Format::Human {
        report(term, &gathered.found, &gathered.sources, settings.format, language)?;
    }
    term.note(&ending(sites.len(), &failed, started.elapsed(), language))?;
    Ok(if failed.is_empty() { Outcome::Clean } else { Outcome::Problems })
}

/// Works on all sites, as many at once as there are processors, and tells of each in the order given.
fn in_order<'s, T: Send>(
    sites: &'s [PathBuf],
    work: impl Fn(&'s Path) -> T + Sync,
    mut tell: impl FnMut(&'s Path, T) -> Result<()>,
) -> Result<()> {
    let n_threads = rayon::current_num_threads();
    let n_workers = n_threads.min(sites.len()).max(1);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..n_workers {
            // Threads of its own: workers that share some would begin one site in the middle of another.
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads / n_workers).build().context("starting threads")?;
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(site) = sites.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Nobody listens any more when telling has failed.
                    if sender.send((site, pool.install(|| work(site)))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut ready: BTreeMap<&PathBuf, T> = BTreeMap::new();
        let mut left = sites.iter().peekable();
        for (site, told) in receiver {
            ready.insert(site, told);
            while let Some(told) = left.peek().and_then(|site| ready.remove(site)) {
                left.next().map_or(Ok(()), |site| tell(site, told))?;
            }
        }
        Ok(())
    })
}

/// Builds one site and puts what there is to say into words. Not even a fault of the program stops the others.
fn told(site: &Path, term: Term, language: Option<Language>, settings: &Settings) -> Told {
    let done =
        catch_unwind(AssertUnwindSafe(|| build(site, term, language, settings))).unwrap_or_else(|_| Err(anyhow!("the program failed")));
    let one::Done { found, sources, language, told, .. } = match done {
        Ok(done) => done,
        Err(err) => return Told { text: format!("{}: {err:#}\n", site.display()), findings: None, outcome: Outcome::Problems },
    };
    let outcome = if told.is_some() { Outcome::Clean } else { Outcome::Problems };
    let shown: Vec<Diagnostic> = settings.shown(&found).cloned().collect();
    if settings.format != Format::Human {
        return Told { text: String::new(), findings: Some((shown, sources)), outcome };
    }
    let mut text = match (&told, language) {
        (Some(told), _) => format!("{}: {}", site.display(), told.in_short(language)),
        (None, Language::Thai) => format!("{}: ยังไม่ได้เขียน ของเดิมอยู่ครบตามเดิม", site.display()),
        (None, Language::English) => format!("{}: not written, the old site is as it was", site.display()),
    };
    let all = human::summary(Tally::of(&found), language);
    text += &if all.is_empty() { "\n".to_owned() } else { format!(" ({all})\n") };
    text += &human::render(&shown, &sources, human::Style { language, color: term.color, width: term.width });
    Told { text, findings: None, outcome }
}

fn build(site: &Path, term: Term, language: Option<Language>, settings: &Settings) -> Result<one::Done> {
    // The bar is of all sites, not of the files of one.
    let term = Term { quiet: true, ..term };
    one::build(&find_root(Some(site.to_path_buf()))?, term, language, settings)
}

/// How many were built, and the names of those that were not.
fn ending(n_sites: usize, failed: &[&Path], time: Duration, language: Language) -> String {
    let (n_built, n_failed, time) = (n_sites - failed.len(), failed.len(), time.as_secs_f64());
    let names: String = failed.iter().map(|it| format!("  {}\n", it.display())).collect();
    match language {
        Language::Thai if failed.is_empty() => format!("สร้างครบ {n_built} แห่ง ใช้เวลา {time:.1} วินาที\n"),
        Language::Thai => format!("สร้างแล้ว {n_built} จาก {n_sites} แห่ง ใช้เวลา {time:.1} วินาที ไม่สำเร็จ {n_failed} แห่ง\n{names}"),
        Language::English if failed.is_empty() => format!("built all {n_built} sites in {time:.1} s\n"),
        Language::English => format!("built {n_built} of {n_sites} sites in {time:.1} s; {n_failed} failed\n{names}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_site_is_in_one_share_and_stays_there() {
        let shards: Vec<Shard> = (1..=16).map(|n| format!("{n}/16").parse().expect("a share")).collect();
        let mut sizes = [0; 16];
        for n in 0..800 {
            let holding: Vec<usize> = (0..16).filter(|shard| shards[*shard].holds(Path::new(&format!("sites/agency-{n:04}/")))).collect();
            assert_eq!(holding.len(), 1, "{n}");
            sizes[holding[0]] += 1;
        }
        assert!(sizes.iter().all(|n| (25..=75).contains(n)), "{sizes:?}");
        // Where a site lies does not count, nor on which machine.
        let share = |path: &str| (1..=16).find(|n| shards[n - 1].holds(Path::new(path)));
        assert_eq!((share("a/rongheep"), share("/b/rongheep")), (Some(1), Some(1)));
        for wrong in ["", "3", "0/16", "17/16", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_told_comes_in_the_order_given() {
        let sites: Vec<PathBuf> = (0..40).map(|n| PathBuf::from(format!("{}", 40 - n))).collect();
        let mut told = Vec::new();
        let slow = |site: &Path| std::thread::sleep(Duration::from_micros(if site.ends_with("39") { 3_000 } else { 10 }));
        in_order(&sites, slow, |site, ()| {
            told.push(site.to_path_buf());
            Ok(())
        })
        .expect("nothing fails");
        assert_eq!(told, sites);
        let mut n_told = 0;
        let res = in_order(
            &sites,
            |_| (),
            |_, ()| {
                n_told += 1;
                bail!("the pipe is closed")
            },
        );
        assert!(res.is_err() && n_told == 1, "{n_told}");
    }
}
