//! Answers to browsers on this machine, from a picture of the site in memory.
//!
//! Below `/` lie the pages as the staff see them, below `/_/public/` the same as the public does, below `/_/` what only `serve`
//! has. Only addresses of the picture are looked up, so no address can leave the site. Hosts that are not this machine are refused:
//! a page from elsewhere could have its name lead here.

use std::convert::Infallible;
use std::io::{Seek, SeekFrom};
use std::net::TcpListener;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body as Content, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{self, Sse};
use futures_util::stream::{self, Stream};
use tokio::io::AsyncReadExt as _;
use tokio::runtime;
use tokio::signal;
use tokio::sync::watch::Receiver;
use tokio::task::spawn_blocking;

use super::draft::Draft;
use super::editor::Editor;
use super::picture::{Newest, Picture};
use super::watch::Event;
use super::{desk, live};
use crate::diag::Diagnostic;
use crate::output::{Body, media_type};
use crate::path::{OutPath, percent_decode, percent_encode};
use crate::render::Face;

/// Where the public face lies.
const PUBLIC: &str = "/_/public/";
/// Bytes of a file that are read at once.
const PIECE: u64 = 64 * 1024;

/// What every answer is made from.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    /// Folder of the site.
    pub(super) root: PathBuf,
    /// What opens a source.
    pub(super) editor: Editor,
    /// What is shown.
    pub(super) picture: Receiver<Arc<Picture>>,
}

impl Stage {
    /// Opens the place of a finding in the editor; empty when it is in no text.
    pub(super) fn edit(&self, draft: &Draft, it: &Diagnostic) -> String {
        let (path, at) = it.position(&draft.inputs.sources);
        if draft.inputs.texts.contains_key(path) { self.editor.link(&self.root, path, at) } else { String::new() }
    }
}

/// Answers from now on, on a thread of its own. `stop` is told when the user stops the program.
pub(super) fn start(listener: TcpListener, stage: Stage, stop: Sender<Event>) -> Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().context("starting the server")?;
    listener.set_nonblocking(true).context("starting the server")?;
    let listener = runtime.block_on(async { tokio::net::TcpListener::from_std(listener) }).context("starting the server")?;
    thread::spawn(move || {
        runtime.block_on(async move {
            tokio::spawn(async move {
                if signal::ctrl_c().await.is_ok() {
                    // The loop may have ended by itself.
                    let _ = stop.send(Event::Stop);
                }
            });
            // Ends with the program only: errors of single connections are not its own.
            let _ = axum::serve(listener, Router::new().fallback(answer).with_state(stage)).await;
        });
    });
    Ok(())
}

type Answer = Response<Content>;

async fn answer(State(stage): State<Stage>, request: Request) -> Answer {
    let (asked, _) = request.into_parts();
    let mut res = match refusal(&asked) {
        Some((status, reason)) => plain(status, reason),
        None if asked.uri.path() == "/_/events" => Sse::new(events(stage)).into_response(),
        // Pages are made at the first look, and files are opened: neither may hold up other answers.
        None => spawn_blocking(move || reply(&stage, &asked)).await.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "500\n")),
    };
    for (name, value) in SAFE {
        res.headers_mut().entry(name).or_insert_with(|| header::HeaderValue::from_static(value));
    }
    res
}

/// What keeps pages of other sites out, and answers fresh.
const SAFE: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Why a request is not answered at all.
fn refusal(asked: &Parts) -> Option<(StatusCode, &'static str)> {
    let host = text(&asked.headers, &header::HOST).unwrap_or_default();
    let authority = asked.uri.authority().map_or(host, |it| it.as_str());
    if !is_local(host) || !is_local(authority) {
        return Some((
            StatusCode::FORBIDDEN,
            "prongsai serve: เปิดได้จากเครื่องนี้เท่านั้น ที่ http://127.0.0.1 หรือ http://localhost\nonly http://127.0.0.1 and http://localhost are answered\n",
        ));
    }
    let is_read = asked.method == Method::GET || asked.method == Method::HEAD;
    (!is_read).then_some((StatusCode::METHOD_NOT_ALLOWED, "prongsai serve: อ่านได้อย่างเดียว\nonly GET and HEAD are answered\n"))
}

/// Whether a host, with or without port, is this machine.
fn is_local(host: &str) -> bool {
    let is_port = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let rest = host.get(..name.len()).filter(|it| it.eq_ignore_ascii_case(name)).map(|_| &host[name.len()..]);
        rest.is_some_and(|it| it.is_empty() || it.strip_prefix(':').is_some_and(is_port))
    })
}

/// The present picture, and each that follows, as it comes.
fn events(stage: Stage) -> impl Stream<Item = Result<sse::Event, Infallible>> {
    let mut picture = stage.picture.clone();
    picture.mark_changed();
    stream::unfold((picture, stage), |(mut picture, stage)| async move {
        picture.changed().await.ok()?;
        let now = Arc::clone(&picture.borrow_and_update());
        Some((Ok(sse::Event::default().data(live::told(&now, &stage))), (picture, stage)))
    })
}

fn reply(stage: &Stage, asked: &Parts) -> Answer {
    let picture = Arc::clone(&stage.picture.borrow());
    let path = asked.uri.path();
    match path {
        "/_/live.js" => typed("text/javascript; charset=utf-8", live::SCRIPT),
        "/_/live.css" => typed("text/css; charset=utf-8", live::STYLE),
        "/_" => moved("/_/"),
        "/_/public" => moved(PUBLIC),
        "/_/" => at_desk(stage, &picture),
        _ => match (picture.pages(), path.strip_prefix(PUBLIC)) {
            (None, _) => page(StatusCode::SERVICE_UNAVAILABLE, live::blank(&picture)),
            (Some(draft), Some(address)) => section(stage, &picture, draft, Face::Public, address, asked),
            (Some(draft), None) => section(stage, &picture, draft, Face::Staff, path.strip_prefix('/').unwrap_or(path), asked),
        },
    }
}

fn at_desk(stage: &Stage, picture: &Picture) -> Answer {
    let found = match &picture.newest {
        Newest::Judged { found, .. } => &found[..],
        Newest::Awaited | Newest::Failed(_) => &[],
    };
    match picture.newest_draft().and_then(|draft| desk::page(draft, found, stage)) {
        Some(Ok(html)) => page(StatusCode::OK, live::page(&String::from_utf8_lossy(&html), &picture.edition(), "")),
        // A fault of the template is among the errors that lie over the page.
        Some(Err(_)) | None => page(StatusCode::SERVICE_UNAVAILABLE, live::blank(picture)),
    }
}

/// A file of the section, on one of its faces.
fn section(stage: &Stage, picture: &Picture, draft: &Draft, face: Face, address: &str, asked: &Parts) -> Answer {
    let home = if face == Face::Public { PUBLIC } else { "/" };
    let show = |status, path: &OutPath, html: &[u8]| {
        let source = draft.source(path).map_or(String::new(), |it| stage.editor.link(&stage.root, it, None));
        page(status, live::page(&String::from_utf8_lossy(html), &picture.edition(), &source))
    };
    match find(&|path| draft.find(face, path), draft.prepared.site.config.base_path(), &percent_decode(address)) {
        Found::File(path, Body::Bytes(html)) if path.as_str().ends_with(".html") => show(StatusCode::OK, &path, html),
        Found::File(path, body) => {
            let is_versioned = asked.uri.query().is_some_and(|it| it.strip_prefix("v=") == Some(draft.prepared.theme.version.as_str()));
            let lasts = if is_versioned { "max-age=31536000, immutable" } else { "no-cache" };
            file(stage, &path, body, lasts, asked).unwrap_or_else(|| missing(draft, face, &show))
        }
        Found::Elsewhere(address) => {
            let query = asked.uri.query().map_or(String::new(), |it| format!("?{it}"));
            moved(&format!("{home}{}{query}", percent_encode(&address)))
        }
        Found::Nothing => missing(draft, face, &show),
    }
}

/// The site's own page for addresses that do not exist.
fn missing(draft: &Draft, face: Face, show: &dyn Fn(StatusCode, &OutPath, &[u8]) -> Answer) -> Answer {
    let path = OutPath::new("404.html").expect("a plain path");
    match draft.find(face, &path) {
        Some(Body::Bytes(html)) if face == Face::Public => {
            // Its links are absolute, for it is shown at any depth; they stay on the face.
            let (from, to) = (format!("=\"{}", draft.prepared.site.config.base_path()), format!("=\"{PUBLIC}"));
            show(StatusCode::NOT_FOUND, &path, String::from_utf8_lossy(html).replace(&from, &to).as_bytes())
        }
        Some(Body::Bytes(html)) => show(StatusCode::NOT_FOUND, &path, html),
        _ => plain(StatusCode::NOT_FOUND, "404\n"),
    }
}

/// What lies at an address.
enum Found<'a> {
    File(OutPath, &'a Body),
    /// A page at another address.
    Elsewhere(String),
    Nothing,
}

/// Looks an address up. Pages lie at addresses with `/` at their end; the addresses of the published section, which lie below
/// `base_path`, are known too.
fn find<'a>(file: &dyn Fn(&OutPath) -> Option<&'a Body>, base_path: &str, address: &str) -> Found<'a> {
    let at = |address: &str| OutPath::of_address(address).and_then(|path| file(&path).map(|body| (path, body)));
    if let Some((path, body)) = at(address) {
        return Found::File(path, body);
    }
    let folder = format!("{address}/");
    if at(&folder).is_some() {
        return Found::Elsewhere(folder);
    }
    let published = format!("/{address}");
    match published.strip_prefix(base_path).filter(|it| *it != address).map(|it| (it, find(file, "/", it))) {
        Some((below, Found::File(..))) => Found::Elsewhere(below.to_owned()),
        Some((_, Found::Elsewhere(below))) => Found::Elsewhere(below),
        _ => Found::Nothing,
    }
}

/// A file that is no page, or a part of it. `lasts` says how long a browser may keep it. `None` when it has changed on disk since
/// the site was read.
fn file(stage: &Stage, path: &OutPath, body: &Body, lasts: &str, asked: &Parts) -> Option<Answer> {
    let tag = format!("\"{}\"", body.digest());
    let kind = with_charset(media_type(&path.as_str().rsplit_once('.').map_or(String::new(), |it| it.1.to_lowercase())));
    let base = Response::builder()
        .header(header::CONTENT_TYPE, kind)
        .header(header::ETAG, &tag)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::CACHE_CONTROL, lasts);
    if text(&asked.headers, &header::IF_NONE_MATCH).is_some_and(|it| it.split(',').any(|it| it.trim().trim_start_matches("W/") == tag)) {
        return base.status(StatusCode::NOT_MODIFIED).body(Content::empty()).ok();
    }
    let size = body.size();
    // A part of what was another file then would not fit.
    let is_current = text(&asked.headers, &header::IF_RANGE).is_none_or(|it| it == tag);
    let wanted = text(&asked.headers, &header::RANGE).filter(|_| is_current).map_or(Wanted::Whole, |it| wanted(it, size));
    let (base, range) = match wanted {
        Wanted::Whole => (base, 0..size),
        Wanted::Part(range) => {
            let told = format!("bytes {}-{}/{size}", range.start, range.end - 1);
            (base.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, told), range)
        }
        Wanted::Beyond => {
            let base = base.status(StatusCode::RANGE_NOT_SATISFIABLE).header(header::CONTENT_RANGE, format!("bytes */{size}"));
            return base.body(Content::empty()).ok();
        }
    };
    let base = base.header(header::CONTENT_LENGTH, range.end - range.start);
    base.body(content(stage, body, range)?).ok()
}

/// The bytes of a range that lies inside the file.
fn content(stage: &Stage, body: &Body, range: Range<u64>) -> Option<Content> {
    match body {
        Body::Bytes(_) | Body::Aside(_) => {
            let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
            Some(Content::from(Bytes::copy_from_slice(&body.bytes().ok()?[range])))
        }
        Body::Copy { from, size, .. } => {
            let mut file = open(&stage.root, from).filter(|it| it.metadata().is_ok_and(|it| it.len() == *size))?;
            file.seek(SeekFrom::Start(range.start)).ok()?;
            Some(Content::from_stream(pieces(tokio::fs::File::from_std(file), range.end - range.start)))
        }
    }
}

/// A file of `content/`. Between reading the site and now it could have become a link to somewhere else.
fn open(root: &Path, file: &Path) -> Option<std::fs::File> {
    let home = root.join("content").canonicalize().ok()?;
    let file = file.canonicalize().ok().filter(|it| it.starts_with(home))?;
    std::fs::File::open(file).ok()
}

/// So many bytes of a file, from where it stands: scanned papers need not pass through memory as a whole.
fn pieces(file: tokio::fs::File, left: u64) -> impl Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold((file, left), |(mut file, left)| async move {
        let mut piece = Vec::new();
        (&mut file).take(left.min(PIECE)).read_to_end(&mut piece).await?;
        let read = piece.len() as u64;
        Ok((read > 0).then(|| (Bytes::from(piece), (file, left - read))))
    })
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    /// Nothing of the file.
    Beyond,
}

/// Of a file of `size` bytes. What is not understood, and several ranges at once, mean the whole file.
fn wanted(range: &str, size: u64) -> Wanted {
    let Some((start, end)) = range.strip_prefix("bytes=").and_then(|it| it.split_once('-')) else { return Wanted::Whole };
    let (start, end) = (start.trim(), end.trim());
    let range = match (start.parse::<u64>(), end.parse::<u64>()) {
        (Ok(start), Ok(end)) if start <= end => start..size.min(end.saturating_add(1)),
        (Ok(start), Err(_)) if end.is_empty() => start..size,
        (Err(_), Ok(last)) if start.is_empty() => size.saturating_sub(last)..size,
        _ => return Wanted::Whole,
    };
    if range.start < range.end { Wanted::Part(range) } else { Wanted::Beyond }
}

fn with_charset(kind: &str) -> String {
    let is_text = kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("xml");
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn page(status: StatusCode, html: String) -> Answer {
    (status, typed("text/html; charset=utf-8", html)).into_response()
}

fn plain(status: StatusCode, text: &'static str) -> Answer {
    (status, typed("text/plain; charset=utf-8", text)).into_response()
}

fn typed(kind: &'static str, content: impl Into<Content>) -> Answer {
    ([(header::CONTENT_TYPE, kind)], content.into()).into_response()
}

fn moved(to: &str) -> Answer {
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_local() {
        for host in ["localhost", "LocalHost:4000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:4000"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["", "example.go.th:80", "localhost.", "localhost:", "localhost:8o", "127.0.0.1.nip.io", "127.0.0.10", "::1", "ตัวอย่าง"]
        {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn ranges_lie_inside_the_file() {
        for (range, expected) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=0-9", Wanted::Part(0..10)),
            ("bytes=5-", Wanted::Part(5..10)),
            ("bytes=5-99", Wanted::Part(5..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-99", Wanted::Part(0..10)),
            ("bytes=0-18446744073709551615", Wanted::Part(0..10)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=7-3", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=1-2,4-5", Wanted::Whole),
            ("bytes=0--1", Wanted::Whole),
            ("pages=1-2", Wanted::Whole),
        ] {
            assert_eq!(wanted(range, 10), expected, "{range}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Beyond);
    }
}
