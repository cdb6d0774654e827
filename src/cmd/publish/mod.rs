//! `publish`: the site, built anew, on the agency's web host.

mod checkout;
mod login;
mod told;

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};

use self::checkout::Checkout;
use self::told::Told;
use super::{Format, Outcome, Run, forbids};
use crate::config::Config;
use crate::config::target::{Place, Target};
use crate::diag::{Diagnostic, Language, Level, Sink};
use crate::output::Manifest;
use crate::pipeline::{self, Overrides};
use crate::publish::apply::Ways;
use crate::publish::folder::Folder;
use crate::publish::plan::Limit;
use crate::publish::remote::{Fault, Host, Remote};
use crate::publish::standing::Listing;
use crate::publish::trust::{Hosts, Stranger, Trust};
use crate::publish::{self, Asker, Begun, Session};
use crate::render::{Face, Minify, Options};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct RawPublish {
    /// Name of a target in site.yaml; not needed where there is one
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    /// Say what would be done; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    /// Trust a host that is met for the first time; for CI
    #[arg(long)]
    accept_new: bool,
    /// Let so many files be deleted [default: 50, and no more than a quarter of those on the host]
    #[arg(long, value_name = "N")]
    max_delete: Option<usize>,
    /// Write over files of others that stand where ours belong
    #[arg(long)]
    take_over: bool,
    /// List the folders on the host, whatever its record says
    #[arg(long)]
    list: bool,
    /// Take the lock of a run that ended without giving it back
    #[arg(long)]
    unlock: bool,
    /// Wait so long for another run to end
    #[arg(long, value_name = "SECONDS", default_value_t = 180)]
    wait: u64,
    /// Try again so often when the connection is lost
    #[arg(long, value_name = "N", default_value_t = 4)]
    retries: u32,
    /// How the plan is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: PlanFormat,
}

/// How a plan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum PlanFormat {
    /// For people
    #[default]
    Human,
    /// For machines
    Json,
}

/// Builds and publishes; does neither when there are findings at error level.
pub(super) fn run(run: &Run, raw: &RawPublish) -> Result<Outcome> {
    let mut sink = Sink::default();
    let inputs = super::read(&run.root, run.term, &mut sink)?;
    let overrides = Overrides { today: super::today(), locked: true, ..Overrides::default() };
    let built = pipeline::build(&inputs, &overrides, Options { face: Face::Public, minify: Minify::Yes }, &mut sink);
    let found = sink.sorted(&inputs.sources);
    let language = run.language(built.site.config.language);
    if forbids(&found, false) {
        let errors: Vec<Diagnostic> = found.into_iter().filter(|it| it.level == Level::Error).collect();
        run.report(&errors, &inputs.sources, Format::Human, language)?;
        run.term.note(say(
            language,
            "ยังไม่ได้เผยแพร่ แก้ข้อผิดพลาดข้างบนแล้วสั่งใหม่\n",
            "nothing was published; mend the errors above and try again\n",
        ))?;
        return Ok(Outcome::Problems);
    }
    let (name, target) = choose(&built.site.config, raw.target.as_deref())?;
    let manifest = built.output.manifest();
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let checkout = if raw.dry_run { None } else { Some(Checkout::open(&run.root, now())?) };
    let known = Hosts::read(&run.root)?;
    let trust = Trust::new(known.clone(), |it| accepts(run, raw, language, it));
    let host = host(run, target, &trust, language)?;
    let told = Told { term: run.term, language, name, target: &target.to_string() };
    let ways = Ways { host: host.as_ref(), retries: raw.retries, pause: Duration::from_millis(500), now: &now, done: &|| () };
    let session = begin(run, raw, &ways, &built.output, &manifest, checkout.as_ref(), &told);
    remember(run, &known, &trust, language)?;
    let Some(session) = session? else { return Ok(Outcome::Unpublished) };
    decide(raw, session, &built.output, &manifest, &ways, &told)
}

/// The target asked for; else the only one, or the one named `main`. What can be read on the way goes only by name.
fn choose<'a>(config: &'a Config, asked: Option<&'a str>) -> Result<(&'a str, &'a Target)> {
    let all = &config.publish;
    if let Some(name) = asked {
        return named(config, name).map(|target| (name, target));
    }
    let is_open = |it: &Target| matches!(it, Target::Host(Place { protocol, .. }) if protocol.is_open());
    let closed: Vec<_> = all.iter().filter(|(_, it)| !is_open(it)).collect();
    match (closed.iter().find(|(name, _)| *name == "main"), closed.as_slice()) {
        (Some((name, target)), _) | (None, [(name, target)]) => Ok((*name, *target)),
        (None, []) if all.is_empty() => {
            bail!("site.yaml names no target; write, for example,\npublish:\n  main: sftp://ita@host.example.go.th/public_html/ita")
        }
        (None, []) => {
            bail!("password and files can be read on the way to these targets, so they must be asked for by name; {}", names(config))
        }
        (None, _) => bail!("which target? {}", names(config)),
    }
}

/// The target of a name.
pub(super) fn named<'a>(config: &'a Config, name: &str) -> Result<&'a Target> {
    config.publish.get(name).ok_or_else(|| anyhow!("site.yaml has no target `{name}` below `publish`; {}", names(config)))
}

/// Does something with a connection to a target whose host is known already.
pub(super) fn with_host(run: &Run, target: &Target, language: Language, act: impl FnOnce(&mut dyn Remote) -> Result<()>) -> Result<()> {
    let trust = Trust::new(Hosts::read(&run.root)?, |_| false);
    let host = host(run, target, &trust, language)?;
    let mut remote = host.connect().map_err(|fault| anyhow!("listing {target}: {fault}"))?;
    act(remote.as_mut())
}

fn names(config: &Config) -> String {
    let names: Vec<&str> = config.publish.keys().map(String::as_str).collect();
    if names.is_empty() { "it has none".to_owned() } else { format!("it has: {}", names.join(", ")) }
}

/// Whether a host that is met for the first time is the right one.
fn accepts(run: &Run, raw: &RawPublish, language: Language, stranger: &Stranger) -> bool {
    let Stranger { place, fingerprint } = stranger;
    let known = match language {
        Language::Thai => format!("พบเครื่องแม่ข่าย {place} เป็นครั้งแรก\n  ลายนิ้วมือ {fingerprint}\n"),
        Language::English => format!("{place} is met for the first time\n  fingerprint {fingerprint}\n"),
    };
    if run.term.findings(&known).is_err() {
        return false;
    }
    if raw.accept_new || !run.term.can_ask() {
        return raw.accept_new;
    }
    let question =
        say(language, "เทียบกับที่ผู้ให้บริการแจ้งไว้ ถ้าตรงกันพิมพ์ yes: ", "Compare it with what the provider says; type yes if they are the same: ");
    run.term.ask(question).is_ok_and(|it| it.eq_ignore_ascii_case("yes"))
}

fn host<'a>(run: &Run, target: &'a Target, trust: &'a Trust<'a>, language: Language) -> Result<Box<dyn Host + 'a>> {
    match target {
        Target::Folder(folder) => Ok(Box::new(Folder::new(run.root.join(folder)))),
        Target::Host(place) => {
            if place.protocol.is_open() {
                let scheme = place.protocol.scheme().0;
                run.term.findings(&match language {
                    Language::Thai => format!("คำเตือน {scheme}:// ไม่เข้ารหัส คนอื่นอ่านรหัสผ่านและไฟล์ระหว่างทางได้\n"),
                    Language::English => format!("warning: {scheme}:// is not encrypted; password and files can be read on the way\n"),
                })?;
            }
            let login = login::find(run, place, language)?;
            publish::host(place, login, trust)
        }
    }
}

/// Connects, once nobody else publishes. `None`: somebody still does.
fn begin(
    run: &Run,
    raw: &RawPublish,
    ways: &Ways,
    output: &crate::output::Output,
    manifest: &Manifest,
    checkout: Option<&Checkout>,
    told: &Told,
) -> Result<Option<Box<Session>>> {
    let asker = checkout.map(|it| Asker { run: it.id.clone(), who: login::who(), anyway: raw.unlock });
    let listing = if raw.list { Listing::Always } else { Listing::WhenNeeded };
    let since = Instant::now();
    let mut is_first = true;
    loop {
        match publish::begin(ways, output, manifest, listing, asker.as_ref()) {
            Ok(Begun::Session(session)) => return Ok(Some(session)),
            Ok(Begun::Held(owner)) => {
                if since.elapsed() >= Duration::from_secs(raw.wait) {
                    told.held(&owner)?;
                    return Ok(None);
                }
                if std::mem::take(&mut is_first) {
                    told.waits(&owner)?;
                }
                thread::sleep(Duration::from_secs(2));
            }
            Err(fault) => {
                run.term.findings(told::hint(&fault, told.language))?;
                return Err(could_not(&fault, told));
            }
        }
    }
}

fn could_not(fault: &Fault, told: &Told) -> anyhow::Error {
    anyhow!("publishing to {}: {fault}", told.target)
}

/// Writes down the hosts that were met.
fn remember(run: &Run, before: &Hosts, trust: &Trust, language: Language) -> Result<()> {
    let known = trust.known();
    if known == *before {
        return Ok(());
    }
    known.write(&run.root)?;
    run.term.note(say(
        language,
        "จำเครื่องแม่ข่ายไว้ใน content/hosts.lock แล้ว ให้ commit ไฟล์นี้ด้วย\n",
        "the host is written down in content/hosts.lock; commit that file\n",
    ))
}

/// Shows the plan, and carries it out when nothing and nobody is against it.
fn decide(
    raw: &RawPublish,
    session: Box<Session>,
    output: &crate::output::Output,
    manifest: &Manifest,
    ways: &Ways,
    told: &Told,
) -> Result<Outcome> {
    let plan = session.plan.clone();
    let limit = raw.max_delete.map_or(Limit::default(), |files| Limit { files, percent: 100 });
    if raw.format == PlanFormat::Human {
        told.plan(&plan, session.why)?;
    }
    let may = may(raw, &plan, limit, told);
    if raw.dry_run || !matches!(may, Ok(true)) {
        session.leave();
        if raw.format == PlanFormat::Json {
            told.json(&plan, told::Ended::NotDone)?;
        }
        return if raw.dry_run && may.is_ok() { Ok(Outcome::Clean) } else { may.map(|_| Outcome::Unpublished) };
    }
    let progress = told.term.progress(plan.put.len() + plan.delete.len());
    let done = session.apply(output, manifest, &Ways { done: &|| progress.step(), ..*ways });
    progress.end();
    if raw.format == PlanFormat::Json {
        told.json(&plan, if done.is_ok() { told::Ended::Done } else { told::Ended::PartWay })?;
    }
    match done {
        Ok(()) => told.done(&plan).map(|()| Outcome::Clean),
        Err(stopped) => told.stopped(&plan, &stopped).map(|()| Outcome::Unpublished),
    }
}

/// Whether a plan may be carried out; says why not.
fn may(raw: &RawPublish, plan: &publish::plan::Plan, limit: Limit, told: &Told) -> Result<bool> {
    if !plan.in_the_way.is_empty() && !raw.take_over {
        told.in_the_way(plan)?;
        return Ok(false);
    }
    if plan.deletes_too_much(limit) {
        told.too_much(plan)?;
        return Ok(false);
    }
    if raw.yes || raw.dry_run || plan.is_nothing() || !told.term.can_ask() {
        return Ok(true);
    }
    let answer = told.term.ask(say(told.language, "ดำเนินการหรือไม่ [y/N] ", "Go on? [y/N] "))?;
    Ok(["y", "yes"].contains(&answer.to_lowercase().as_str()))
}

fn say(language: Language, th: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Thai => th,
        Language::English => en,
    }
}
