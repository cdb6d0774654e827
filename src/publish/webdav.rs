//! `WebDAV`, over HTTPS unless the address says otherwise.

use std::io::{self, Read, Write};
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use futures_util::stream::unfold;
use quick_xml::events::Event;
use reqwest::header::CONTENT_LENGTH;
use reqwest::redirect::Policy;
use reqwest::{Body, Client, Method, RequestBuilder, Response, StatusCode, Url};
use rustls::ALL_VERSIONS;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use super::remote::{Entry, EntryKind, Fault, Host, Kind, Made, Remote};
use super::secret::Login;
use super::tls::{Authorities, in_words};
use super::trust::Trust;
use crate::config::target::{Place, Protocol};
use crate::path::percent_decode;

/// The longest wait for a connection, and for an answer that carries nothing.
const LIMIT: Duration = Duration::from_secs(30);
/// The longest time for one file, however large.
const WHOLE: Duration = Duration::from_hours(1);
/// A host that carries fewer bytes in a second is as good as gone: the library only counts the time of a whole request.
const SLOWEST: u64 = 16 * 1024;
/// A listing of one folder gets the time of so many bytes.
const USUAL_LISTING: u64 = 1024 * 1024;
/// A listing of one folder is not longer than this, in bytes.
const MAX_LISTING: u64 = 32 * 1024 * 1024;

/// A host that is spoken to by `WebDAV`.
pub struct Webdav<'a> {
    place: &'a Place,
    login: Login,
    trust: &'a Trust<'a>,
    authorities: Authorities,
}

impl<'a> Webdav<'a> {
    /// Nothing is connected yet.
    #[must_use]
    pub fn new(place: &'a Place, login: Login, trust: &'a Trust<'a>) -> Webdav<'a> {
        Webdav { place, login, trust, authorities: Authorities::of_the_machine() }
    }

    fn root(&self) -> Result<Url, Fault> {
        let scheme = if self.place.protocol == Protocol::Webdav { "http" } else { "https" };
        Url::parse(&format!("{scheme}://{}:{}/", self.place.host, self.place.port)).map_err(|err| Fault::new(Kind::Refused, err))
    }
}

impl Host for Webdav<'_> {
    fn connect(&self) -> Result<Box<dyn Remote>, Fault> {
        let line = self.authorities.open(&self.place.host_and_port(), self.trust, ALL_VERSIONS, |tls| {
            let client = Client::builder()
                .tls_backend_preconfigured((*tls.config).clone())
                // The password goes to this host and to no other.
                .redirect(Policy::none())
                .connect_timeout(LIMIT)
                .timeout(LIMIT)
                .tcp_nodelay(true)
                .no_proxy()
                .build()
                .map_err(|err| Fault::new(Kind::Refused, in_words(err)))?;
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|err| Fault::new(Kind::Refused, err))?;
            let line = Line { runtime, client, root: self.root()?, place: self.place.clone(), login: self.login.clone() };
            line.properties("", true, "0")?;
            Ok(line)
        })?;
        Ok(Box::new(line))
    }

    fn connections(&self) -> usize {
        4
    }
}

struct Line {
    runtime: Runtime,
    client: Client,
    root: Url,
    place: Place,
    login: Login,
}

impl Line {
    /// The address of a file; of a folder with `/` at its end.
    fn url(&self, path: &str, is_folder: bool) -> Url {
        let mut res = self.root.clone();
        let whole = self.place.at(path);
        if let Ok(mut parts) = res.path_segments_mut() {
            parts.clear().extend(whole.split('/').filter(|it| !matches!(*it, "" | "." | "~")));
            if is_folder {
                parts.push("");
            }
        }
        res
    }

    fn ask(&self, method: &str, url: Url) -> Result<RequestBuilder, Fault> {
        let method = Method::from_bytes(method.as_bytes()).map_err(|err| Fault::new(Kind::Refused, err))?;
        let password = self.login.password.as_ref().map(super::secret::Secret::expose);
        Ok(self.client.request(method, url).basic_auth(&self.login.user, password))
    }

    fn properties(&self, path: &str, is_folder: bool, depth: &str) -> Result<Option<Vec<Found>>, Fault> {
        let request = self.ask("PROPFIND", self.url(path, is_folder))?.header("Depth", depth);
        let request = if depth == "0" { request } else { request.timeout(patience(USUAL_LISTING)) };
        let answer = self.send(path, request)?;
        match answer.status() {
            StatusCode::MULTI_STATUS => {
                let mut text = Vec::new();
                self.copy(answer, MAX_LISTING, &mut text)?;
                let text = String::from_utf8(text).ok();
                text.and_then(|it| listing(&it))
                    .map(Some)
                    .ok_or_else(|| Fault::new(Kind::Refused, format!("`{path}`: a listing that cannot be read")))
            }
            status if is_nothing(status) => Ok(None),
            status => Err(refused(path, status)),
        }
    }

    fn send(&self, path: &str, request: RequestBuilder) -> Result<Response, Fault> {
        self.runtime.block_on(async { request.send().await }).map_err(|err| unsent(path, err))
    }

    /// Hands over what an answer carries, at most `limit` bytes of it; how many.
    fn copy(&self, mut answer: Response, limit: u64, to: &mut dyn Write) -> Result<u64, Fault> {
        let mut n_bytes = 0;
        while n_bytes < limit
            && let Some(piece) = self.runtime.block_on(answer.chunk()).map_err(|err| Fault::new(Kind::Lost, in_words(err)))?
        {
            let n = piece.len().min(usize::try_from(limit - n_bytes).unwrap_or(usize::MAX));
            to.write_all(&piece[..n]).map_err(|err| Fault::new(Kind::Refused, err))?;
            n_bytes += n as u64;
        }
        Ok(n_bytes)
    }

    /// A file or folder by itself; `None` when there is none.
    fn first(&self, path: &str, is_folder: bool) -> Result<Option<Found>, Fault> {
        Ok(self.properties(path, is_folder, "0")?.and_then(|it| it.into_iter().next()))
    }
}

/// The longest time for a request that carries so many bytes.
fn patience(n_bytes: u64) -> Duration {
    (LIMIT + Duration::from_secs(n_bytes / SLOWEST)).min(WHOLE)
}

fn unsent(path: &str, err: reqwest::Error) -> Fault {
    Fault::new(Kind::Lost, format!("`{path}`: {}", in_words(err)))
}

/// An entry of a listing.
#[derive(Debug, Default)]
struct Found {
    /// Path on the host, decoded, without `/` at its end.
    path: String,
    is_folder: bool,
    size: Option<u64>,
}

impl Remote for Line {
    fn list(&mut self, folder: &str) -> Result<Option<Vec<Entry>>, Fault> {
        let Some(found) = self.properties(folder, true, "1")? else { return Ok(None) };
        let own = percent_decode(self.url(folder, true).path()).trim_end_matches('/').to_owned();
        let below = found.into_iter().filter(|it| it.path != own);
        Ok(Some(
            below
                .map(|it| Entry {
                    kind: if it.is_folder { EntryKind::Folder } else { EntryKind::File(it.size) },
                    name: it.path.rsplit('/').next().unwrap_or_default().to_owned(),
                })
                .collect(),
        ))
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Fault> {
        Ok(self.first(path, false)?.filter(|it| !it.is_folder).and_then(|it| it.size))
    }

    fn get(&mut self, path: &str, limit: u64, to: &mut dyn Write) -> Result<Option<u64>, Fault> {
        let answer = self.send(path, self.ask("GET", self.url(path, false))?.timeout(patience(limit)))?;
        match answer.status() {
            StatusCode::OK => self.copy(answer, limit, to).map(Some),
            status if is_nothing(status) => Ok(None),
            status => Err(refused(path, status)),
        }
    }

    fn put(&mut self, path: &str, from: &mut dyn Read, size: u64) -> Result<(), Fault> {
        // The library wants to own what it reads, so the file passes through a channel of a few pieces.
        let (sender, pieces) = mpsc::channel(4);
        let body = unfold(pieces, async |mut it: mpsc::Receiver<io::Result<Vec<u8>>>| it.recv().await.map(|piece| (piece, it)));
        let request = self.ask("PUT", self.url(path, false))?.timeout(patience(size));
        let request = request.header(CONTENT_LENGTH, size).body(Body::wrap_stream(body));
        let answer = self.runtime.block_on(async {
            // A host that refuses a file need not read it to its end: its answer counts as soon as it is there.
            match select(pin!(request.send()), pin!(fill(sender, from))).await {
                Either::Left((answer, _)) => Ok(answer),
                Either::Right((read, answer)) => {
                    let answer = answer.await;
                    read.map(|()| answer)
                }
            }
        });
        let answer = answer.map_err(|err| Fault::new(Kind::Source, err))?.map_err(|err| unsent(path, err));
        match answer?.status() {
            status if status.is_success() => Ok(()),
            StatusCode::INTERNAL_SERVER_ERROR => {
                Err(Fault::new(Kind::Refused, format!("`{path}`: the host could not write it; perhaps no room is left, or it may not")))
            }
            status => Err(refused(path, status)),
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Fault> {
        let request = self.ask("MOVE", self.url(from, false))?.header("Destination", self.url(to, false).as_str()).header("Overwrite", "T");
        done(to, self.send(to, request)?.status())
    }

    fn remove(&mut self, path: &str) -> Result<(), Fault> {
        match self.send(path, self.ask("DELETE", self.url(path, false))?)?.status() {
            status if is_nothing(status) => Ok(()),
            status => done(path, status),
        }
    }

    fn make_folder(&mut self, path: &str) -> Result<Made, Fault> {
        match self.send(path, self.ask("MKCOL", self.url(path, true))?)?.status() {
            // Said of a file of that name too, and by hosts that make no folders.
            status @ StatusCode::METHOD_NOT_ALLOWED => match self.first(path, true)? {
                Some(it) if it.is_folder => Ok(Made::Already),
                // A lock may have been given back meanwhile.
                None if self.first(path, false)?.is_none() => {
                    Err(Fault::new(Kind::Busy, format!("`{path}`: the host answers {status}, and nothing is there")))
                }
                _ => Err(Fault::new(Kind::Refused, format!("`{path}` is there and is no folder"))),
            },
            status => done(path, status).map(|()| Made::New),
        }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Fault> {
        // The protocol removes a folder with all that is in it, so a look comes first.
        if self.list(path)?.is_none_or(|it| !it.is_empty()) {
            return Ok(());
        }
        match self.send(path, self.ask("DELETE", self.url(path, true))?)?.status() {
            status if is_nothing(status) => Ok(()),
            status => done(path, status),
        }
    }
}

/// Hands over everything that `from` gives; ends early when nobody takes it.
async fn fill(to: mpsc::Sender<io::Result<Vec<u8>>>, from: &mut dyn Read) -> io::Result<()> {
    loop {
        let mut piece = Vec::with_capacity(64 * 1024);
        match from.take(64 * 1024).read_to_end(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(_) => {
                if to.send(Ok(piece)).await.is_err() {
                    return Ok(());
                }
            }
            Err(err) => {
                // The other side must not take the file for whole.
                let _ = to.send(Err(io::Error::other("the file could not be read"))).await;
                return Err(err);
            }
        }
    }
}

/// What a listing tells; `None` when it is no XML, or ends before its end: a part of a listing is none.
fn listing(text: &str) -> Option<Vec<Found>> {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut res, mut within, mut value, mut is_whole) = (Vec::new(), None::<Found>, String::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                value.clear();
                match tag.local_name().as_ref() {
                    "response" => within = Some(Found::default()),
                    "collection" => within.iter_mut().for_each(|it| it.is_folder = true),
                    _ => {}
                }
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "collection" => within.iter_mut().for_each(|it| it.is_folder = true),
            Event::Text(text) => value.push_str(&text),
            Event::GeneralRef(name) => value.push(match name.as_ref() {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => name.resolve_char_ref().ok()??,
            }),
            Event::End(tag) => match (tag.local_name().as_ref(), within.as_mut()) {
                ("href", Some(it)) => it.path = path_of(value.trim()),
                ("getcontentlength", Some(it)) => it.size = value.trim().parse().ok(),
                ("response", Some(_)) => res.extend(within.take()),
                ("multistatus", None) => is_whole = true,
                _ => {}
            },
            Event::Eof => return is_whole.then_some(res),
            _ => {}
        }
    }
}

/// `/www/a b` of `/www/a%20b/`, or of a whole address.
fn path_of(href: &str) -> String {
    let path = href.split_once("://").map_or(href, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    percent_decode(path).trim_end_matches('/').to_owned()
}

fn is_nothing(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE)
}

fn done(path: &str, status: StatusCode) -> Result<(), Fault> {
    if status.is_success() { Ok(()) } else { Err(refused(path, status)) }
}

fn refused(path: &str, status: StatusCode) -> Fault {
    let kind = match status {
        StatusCode::UNAUTHORIZED => Kind::Login,
        StatusCode::INSUFFICIENT_STORAGE | StatusCode::PAYLOAD_TOO_LARGE => Kind::Full,
        StatusCode::LOCKED | StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Kind::Busy,
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Kind::Lost,
        _ => Kind::Refused,
    };
    Fault::new(kind, format!("`{path}`: the host answers {status}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_gets_the_time_of_what_is_carried_and_never_more_than_an_hour() {
        for (n_bytes, seconds) in [(0, 30), (16 * 1024, 31), (5 * 1024 * 1024, 350), (u64::MAX, 3_600)] {
            assert_eq!(patience(n_bytes), Duration::from_secs(seconds), "{n_bytes}");
        }
    }

    #[test]
    fn a_listing_that_ends_too_early_is_none() {
        let whole = "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/www/a%20b</D:href></D:response></D:multistatus>";
        assert_eq!(listing(whole).map(|it| it.into_iter().map(|it| it.path).collect()), Some(vec!["/www/a b".to_owned()]));
        for end in ["</D:multistatus>", "</D:response></D:multistatus>"] {
            assert!(listing(whole.strip_suffix(end).expect("its end")).is_none(), "{end}");
        }
    }
}
