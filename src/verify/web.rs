//! Asking a web host: politely, without cookies, within bounds of time and size.

use std::io::Read as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use reqwest::Url;
use reqwest::blocking::{Client, Response};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::tls::TlsInfo;
use rustls::ALL_VERSIONS;

use super::{Answer, Page};
use crate::diag::{Say, say};
use crate::publish::remote::Fault;
use crate::publish::tls::{Authorities, Tls, in_words, validity};
use crate::publish::trust::{Hosts, Trust};

/// The longest time for one answer, beside that for its bytes.
const LIMIT: Duration = Duration::from_mins(1);
/// A file may come as slowly as this, in bytes a second.
const SLOWEST: u64 = 64 * 1024;
/// An address may lead on so often.
const MAX_STEPS: usize = 5;
/// So much more than the true file has is read of an answer, in bytes.
const MARGIN: u64 = 1024 * 1024;
/// The longest time that a host may ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// A host that gives so many addresses in a row no answer is not asked any more.
const MAX_SILENT: usize = 10;

/// How a host is asked.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// So often a second; 0 for as often as it answers.
    pub rate: u32,
    /// Again so often when there is no answer, or the host says that it cannot just now.
    pub retries: u32,
    /// So long in all.
    pub time: Duration,
}

/// Why a host is not asked any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It asks to be left alone.
    Busy,
    /// It does not answer.
    Silent,
    /// The time is over.
    Late,
}

impl Stop {
    /// In words.
    #[must_use]
    pub fn say(self) -> Say {
        match self {
            Stop::Busy => say("เพราะเครื่องแม่ข่ายขอให้หยุดถามก่อน", "the host asks to be left alone"),
            Stop::Silent => say("เพราะเครื่องแม่ข่ายไม่ตอบ", "the host does not answer"),
            Stop::Late => say("เพราะหมดเวลา", "the time is over"),
        }
    }
}

/// A host.
pub struct Web {
    client: Client,
    tls: Tls,
    base: Url,
    next: Mutex<Instant>,
    pause: Duration,
    retries: u32,
    deadline: Instant,
    n_silent: AtomicUsize,
    stop: OnceLock<Stop>,
}

impl Web {
    /// A host whose section lies at `base`.
    ///
    /// # Errors
    /// When `base` is no address, or the library refuses.
    pub fn new(base: &str, manners: Manners) -> anyhow::Result<Web> {
        let Manners { rate, retries, time } = manners;
        let tls = Tls::new(&Authorities::of_the_machine(), None, ALL_VERSIONS)?;
        let client = Client::builder()
            .user_agent(concat!("prongsai/", env!("CARGO_PKG_VERSION"), " (verify)"))
            .tls_backend_preconfigured((*tls.config).clone())
            .tls_info(true)
            .redirect(Policy::none())
            .timeout(LIMIT)
            .connect_timeout(Duration::from_secs(20))
            .build()?;
        let pause = if rate == 0 { Duration::ZERO } else { Duration::from_secs(1) / rate };
        let (base, now) = (Url::parse(base)?, Instant::now());
        let next = Mutex::new(now);
        Ok(Web { client, tls, base, next, pause, retries, deadline: now + time, n_silent: AtomicUsize::new(0), stop: OnceLock::new() })
    }

    /// Why the host is not asked any more; `None` while it is.
    #[must_use]
    pub fn stopped(&self) -> Option<Stop> {
        self.stop.get().copied()
    }

    /// What comes for an address of the section whose true file has `size` bytes.
    pub fn ask(&self, address: &str, size: u64) -> Answer {
        self.ask_with(address, None, size)
    }

    /// The same, with what follows a question mark.
    pub fn ask_with(&self, address: &str, query: Option<&str>, size: u64) -> Answer {
        let Ok(mut url) = self.base.join(&crate::path::percent_encode(address)) else { return Answer::Nothing("no address".to_owned()) };
        url.set_query(query);
        let mut page = Page::default();
        loop {
            let answer = match self.get(&url) {
                Ok(answer) => answer,
                Err(Failure::Stopped) => return Answer::Unasked,
                Err(Failure::Silent(reason)) => return Answer::Nothing(reason),
            };
            page.status = answer.status().as_u16();
            let to = answer.headers().get(LOCATION).and_then(|it| it.to_str().ok()).and_then(|it| url.join(it).ok());
            let Some(to) = to.filter(|_| answer.status().is_redirection()) else {
                (page.media_type, page.charset) = media_type(answer.headers());
                match read(answer, size + MARGIN, LIMIT + Duration::from_secs(size / SLOWEST)) {
                    Ok(bytes) => page.bytes = bytes,
                    Err(reason) => return Answer::Nothing(reason),
                }
                return Answer::Page(page);
            };
            page.steps.push(to.to_string());
            let is_less_safe = url.scheme() == "https" && to.scheme() != "https";
            page.is_astray = is_less_safe || !self.is_of_the_section(&to) || page.steps.len() > MAX_STEPS;
            if page.is_astray {
                return Answer::Page(page);
            }
            url = to;
        }
    }

    /// Whether an address lies in the section; the host may be named with `www.` or without.
    fn is_of_the_section(&self, url: &Url) -> bool {
        let host = |it: &Url| it.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
        host(url) == host(&self.base) && url.path().starts_with(self.base.path())
    }

    /// One answer, asked for again when the host cannot just now or the connection broke.
    fn get(&self, url: &Url) -> Result<Response, Failure> {
        let mut pause = Duration::from_secs(1);
        for round in 0..=self.retries {
            self.take_turn()?;
            let answer = self.client.get(url.clone()).header("Accept-Encoding", "identity").send();
            let is_last = round == self.retries;
            match answer {
                Ok(answer) => {
                    self.n_silent.store(0, Ordering::Relaxed);
                    let (status, asked) = (answer.status().as_u16(), wait(answer.headers()));
                    let is_told_to_wait = status == 429 || (status == 503 && asked.is_some());
                    if is_last && is_told_to_wait {
                        return Err(self.stop(Stop::Busy));
                    }
                    if is_told_to_wait {
                        self.leave_alone(asked.unwrap_or(pause));
                    } else if is_last || status < 500 {
                        return Ok(answer);
                    } else {
                        thread::sleep(pause);
                    }
                }
                Err(err) if is_last => {
                    if self.n_silent.fetch_add(1, Ordering::Relaxed) + 1 >= MAX_SILENT {
                        self.stop(Stop::Silent);
                    }
                    return Err(Failure::Silent(in_words(err)));
                }
                Err(_) => thread::sleep(pause),
            }
            pause *= 2;
        }
        Err(Failure::Stopped)
    }

    /// Waits until it may ask.
    fn take_turn(&self) -> Result<(), Failure> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = (*next).max(Instant::now());
        if self.stopped().is_some() {
            return Err(Failure::Stopped);
        }
        if turn > self.deadline {
            return Err(self.stop(Stop::Late));
        }
        *next = turn + self.pause;
        drop(next);
        thread::sleep(turn.saturating_duration_since(Instant::now()));
        Ok(())
    }

    /// Nobody asks for a while.
    fn leave_alone(&self, pause: Duration) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        *next = (*next).max(Instant::now() + pause);
    }

    /// Nobody asks any more; the first reason counts.
    fn stop(&self, why: Stop) -> Failure {
        let _ = self.stop.set(why);
        Failure::Stopped
    }

    /// When the certificate of the host ends, in seconds since 1970; `None` without TLS.
    ///
    /// # Errors
    /// When the certificate is no good: why.
    pub fn certificate(&self) -> Result<Option<i64>, Fault> {
        if self.base.scheme() != "https" {
            return Ok(None);
        }
        let place = format!("{}:{}", self.base.host_str().unwrap_or_default(), self.base.port_or_known_default().unwrap_or(443));
        match self.client.get(self.base.clone()).send() {
            Ok(answer) => {
                let der = answer.extensions().get::<TlsInfo>().and_then(TlsInfo::peer_certificate).and_then(validity);
                Ok(der.map(|it| it.1))
            }
            // What is no fault of the certificate shows at every address.
            Err(_) => self.tls.judge(&place, &Trust::new(Hosts::default(), |_| false)).map(|_| None),
        }
    }
}

/// Why there is no answer.
enum Failure {
    /// Nobody asked.
    Stopped,
    /// None came: why.
    Silent(String),
}

/// How long a host asks to be left alone.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

/// Media type and character set.
fn media_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let written = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default().to_lowercase();
    let mut parts = written.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_owned();
    let charset = parts.find_map(|it| it.strip_prefix("charset=")).map(|it| it.trim_matches('"').to_owned());
    (Some(media_type), charset)
}

/// The bytes as they are, also where a host packs what it was asked not to.
fn read(answer: Response, limit: u64, time: Duration) -> Result<Vec<u8>, String> {
    let is_packed = answer.headers().get(CONTENT_ENCODING).is_some_and(|it| it.as_bytes() == b"gzip");
    let length = answer.content_length();
    let mut bytes = Vec::new();
    let since = Instant::now();
    let mut answer = answer.take(limit);
    let mut piece = vec![0; 64 * 1024];
    loop {
        match answer.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => bytes.extend_from_slice(&piece[..n]),
            // What came until then is told apart from the whole.
            Err(_) if length.is_some() && !bytes.is_empty() => break,
            Err(err) => return Err(err.to_string()),
        }
        if since.elapsed() > time {
            return Err("it does not end".to_owned());
        }
    }
    if is_packed {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).take(limit).read_to_end(&mut plain).map_err(|err| err.to_string())?;
        return Ok(plain);
    }
    Ok(bytes)
}
