//! `serve`: the site in the browser of this machine, anew after every save.

use std::env;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Format, Outcome, Run};
use crate::diag::human::summary;
use crate::diag::{Diagnostic, Language, Level, Tally};
use crate::history::History;
use crate::serve::{self, Draft, Editor, Newest, Picture, Settings, Watching};

/// The port, and the first of those that are tried when it is taken.
const PORT: u16 = 4000;
/// So many ports are tried.
const TRIED: u16 = 100;

#[derive(Debug, Args)]
pub(super) struct RawServe {
    /// Port on 127.0.0.1 [default: 4000, or the next free one]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// Look for changes twice a second instead of being told of them; for network drives
    #[arg(long)]
    poll: bool,
    /// What opens sources: vscode, vscodium, cursor, zed, or an address with {file}, {line}, {column} [default: vscode]
    #[arg(long, value_name = "EDITOR")]
    editor: Option<String>,
}

/// Serves until Ctrl-C.
pub(super) fn run(run: &Run, raw: RawServe) -> Result<Outcome> {
    let RawServe { port, open, poll, editor } = raw;
    let settings = Settings {
        root: run.root.canonicalize().with_context(|| format!("reading `{}`", run.root.display()))?,
        watching: if poll { Watching::Polling } else { Watching::Told },
        editor: self::editor(editor.or_else(|| env::var("PRONGSAI_EDITOR").ok()))?,
        today: super::today,
        now: SystemTime::now,
        history: History::read(&run.root),
    };
    super::tell_lack(run.term, &settings.history)?;
    let listener = bind(port)?;
    let place = listener.local_addr().context("asking for the port")?;
    let mut is_first = true;
    serve::run(&settings, listener, &mut |picture, watching| {
        tell(run, picture)?;
        if std::mem::take(&mut is_first) {
            welcome(run, picture, place, port.is_none() && place.port() != PORT, !poll && watching == Watching::Polling)?;
            if open && open::that_detached(url(place)).is_err() {
                run.term.findings(say(
                    run,
                    picture,
                    "เปิดเบราว์เซอร์ไม่ได้ คัดลอกที่อยู่ข้างบนไปเปิดเอง\n",
                    "no browser could be opened; open the address above\n",
                ))?;
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}

fn url(place: SocketAddr) -> String {
    format!("http://{place}/")
}

fn editor(written: Option<String>) -> Result<Editor> {
    let Some(written) = written else { return Ok(Editor::default()) };
    match Editor::new(&written) {
        Some(editor) => Ok(editor),
        None => bail!(
            "`{written}` opens no file; write, for example, `--editor vscode` or `--editor \"idea://open?file={{file}}&line={{line}}\"`"
        ),
    }
}

/// The port asked for; without one, the first that is free.
fn bind(port: Option<u16>) -> Result<TcpListener> {
    let at = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| format!("listening at 127.0.0.1:{port}"));
    match port {
        Some(port) => at(port),
        None => (PORT + 1..PORT + TRIED).fold(at(PORT), |found, next| found.or_else(|first| at(next).map_err(|_| first))),
    }
}

/// Where the site is, what is not as usual, and how to stop.
fn welcome(run: &Run, picture: &Picture, place: SocketAddr, is_elsewhere: bool, is_deaf: bool) -> Result<()> {
    run.term.result(&format!("{}\n", url(place)))?;
    let lines = [
        (is_elsewhere, "พอร์ต 4000 มีโปรแกรมอื่นใช้อยู่ จึงใช้พอร์ตถัดไปที่ว่าง\n", "port 4000 is taken; this is the next free one\n"),
        (
            is_deaf,
            "ระบบไม่แจ้งเมื่อไฟล์เปลี่ยน โปรแกรมจะตรวจดูเองวินาทีละ 2 ครั้ง\n",
            "the system does not tell of changes; files are looked at twice a second\n",
        ),
        (true, "กด Ctrl-C เพื่อหยุด\n", "press Ctrl-C to stop\n"),
    ];
    run.term.note(&lines.iter().filter(|it| it.0).map(|(_, th, en)| say(run, picture, th, en)).collect::<String>())
}

/// What came of a build.
fn tell(run: &Run, picture: &Picture) -> Result<()> {
    match &picture.newest {
        Newest::Awaited => Ok(()),
        Newest::Failed(reason) => {
            run.term.findings(&format!("prongsai: {reason}\n"))?;
            run.term.note(behind(run, picture))
        }
        Newest::Judged { draft, found } => judged(run, picture, draft, found),
    }
}

fn judged(run: &Run, picture: &Picture, draft: &Draft, found: &[Diagnostic]) -> Result<()> {
    let language = language(run, picture);
    let errors: Vec<Diagnostic> = found.iter().filter(|it| it.level == Level::Error).cloned().collect();
    if !errors.is_empty() {
        run.report(&errors, &draft.inputs.sources, Format::Human, language)?;
        return run.term.note(behind(run, picture));
    }
    let all = summary(Tally::of(found), language);
    let all = if all.is_empty() { String::new() } else { format!(" ({all})") };
    run.term.note(&format!("{}{all}\n", say(run, picture, "หน้าเว็บตรงกับไฟล์แล้ว", "the pages are up to date")))
}

/// What stays on the screen.
fn behind(run: &Run, picture: &Picture) -> &'static str {
    if picture.is_behind() {
        say(run, picture, "หน้าจอยังแสดงฉบับก่อนหน้า แก้แล้วบันทึกไฟล์อีกครั้ง\n", "the version before it is still shown; mend the file and save it\n")
    } else {
        say(run, picture, "หน้าที่เห็นยังไม่ครบ แก้แล้วบันทึกไฟล์อีกครั้ง\n", "what is shown is not whole; mend the file and save it\n")
    }
}

fn say(run: &Run, picture: &Picture, th: &'static str, en: &'static str) -> &'static str {
    match language(run, picture) {
        Language::Thai => th,
        Language::English => en,
    }
}

fn language(run: &Run, picture: &Picture) -> Language {
    run.language(picture.newest_draft().map_or(Language::Thai, |it| it.prepared.site.config.language))
}
