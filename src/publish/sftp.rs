//! Files over SSH.
//!
//! A runtime of its own for each connection, so that the rest of the program need not wait in its way. Nothing waits longer than half a minute for an answer.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use russh::MethodKind;
use russh::client::{self, AuthResult, Handle, KeyboardInteractiveAuthResponse};
use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::AgentClient;
use russh::keys::{HashAlg, PrivateKeyWithHashAlg, PublicKeyOrCertificate, decode_secret_key};
use russh_sftp::client::RawSftpSession;
use russh_sftp::client::error::Error;
use russh_sftp::protocol::{FileAttributes, OpenFlags, Packet, Status, StatusCode};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use super::remote::{Entry, EntryKind, Fault, Host, Kind, Made, Remote};
use super::secret::Login;
use super::trust::Trust;
use crate::config::target::Place;

/// The longest wait for one answer.
const LIMIT: Duration = Duration::from_secs(30);
/// A file is sent and read in pieces of so many bytes, which every server takes.
const PIECE: usize = 32 * 1024;
/// So many pieces are on their way at once.
const ON_THE_WAY: usize = 16;
/// With the sixth wrong try OpenSSH ends a connection.
const MAX_WRONG: usize = 5;
/// Renaming over what is there, as OpenSSH has it.
const POSIX_RENAME: &str = "posix-rename@openssh.com";

/// A host that is spoken to by SFTP.
pub struct Sftp<'a> {
    place: &'a Place,
    login: Login,
    trust: &'a Trust<'a>,
}

impl<'a> Sftp<'a> {
    /// Nothing is connected yet.
    #[must_use]
    pub fn new(place: &'a Place, login: Login, trust: &'a Trust<'a>) -> Sftp<'a> {
        Sftp { place, login, trust }
    }
}

impl Host for Sftp<'_> {
    fn connect(&self) -> Result<Box<dyn Remote>, Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|err| Fault::new(Kind::Refused, err))?;
        let seen = Seen::default();
        let expected = self.trust.expected(&self.place.host_and_port());
        let mut handle = runtime.block_on(open(self.place, expected, &seen));
        if handle.is_err()
            && let Some(print) = seen.take()
        {
            // The key is another one than expected, or none was: it is judged here, and the door knocked at again.
            self.trust.judge(&self.place.host_and_port(), &print)?;
            handle = runtime.block_on(open(self.place, Some(print), &seen));
        }
        let mut handle = handle?;
        let (session, can_replace) = runtime.block_on(async {
            within(log_in(&mut handle, &self.login)).await?;
            within(start(&handle)).await
        })?;
        Ok(Box::new(Line { runtime, session: Arc::new(session), _handle: handle, place: self.place.clone(), can_replace }))
    }

    fn connections(&self) -> usize {
        4
    }
}

/// The fingerprint that a host showed, when it was not the expected one.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Option<String>>>);

impl Seen {
    fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    }
}

/// Lets a host pass by its fingerprint.
struct Door {
    expected: Option<String>,
    seen: Seen,
}

impl client::Handler for Door {
    type Error = russh::Error;

    async fn check_server_key(&mut self, key: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        let print = key.public_key().fingerprint(HashAlg::Sha256).to_string();
        let is_known = self.expected.as_ref() == Some(&print);
        if !is_known {
            *self.seen.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(print);
        }
        Ok(is_known)
    }
}

async fn open(place: &Place, expected: Option<String>, seen: &Seen) -> Result<Handle<Door>, Fault> {
    let config = client::Config {
        nodelay: true,
        inactivity_timeout: None,
        keepalive_interval: Some(LIMIT / 2),
        keepalive_max: 2,
        ..client::Config::default()
    };
    let door = Door { expected, seen: seen.clone() };
    let host = place.host.trim_start_matches('[').trim_end_matches(']');
    within(async { client::connect(Arc::new(config), (host, place.port), door).await.map_err(|err| lost(&err)) }).await
}

/// Tries what there is: key, password, agent. What was given for this host comes first, for the tries are few.
async fn log_in(handle: &mut Handle<Door>, login: &Login) -> Result<(), Fault> {
    let user = login.user.as_str();
    let rsa_hash = match handle.best_supported_rsa_hash().await {
        Ok(Some(hash)) => hash,
        _ => Some(HashAlg::Sha256),
    };
    let mut tried = Vec::new();
    if let Some(key) = &login.key {
        let passphrase = login.passphrase.as_ref().map(super::secret::Secret::expose);
        let key = decode_secret_key(key.expose(), passphrase)
            .map_err(|_| Fault::new(Kind::Login, "the key cannot be read; is PRONGSAI_PASSPHRASE right?"))?;
        tried.push("key");
        let key = PrivateKeyWithHashAlg::new(Arc::new(key), rsa_hash);
        if handle.authenticate_publickey(user, key).await.map_err(|err| lost(&err))?.success() {
            return Ok(());
        }
    }
    if let Some(password) = &login.password {
        tried.push("password");
        match handle.authenticate_password(user, password.expose()).await.map_err(|err| lost(&err))? {
            AuthResult::Success => return Ok(()),
            AuthResult::Failure { remaining_methods, .. } if remaining_methods.contains(&MethodKind::KeyboardInteractive) => {
                tried.push("password as if typed");
                if typed(handle, user, password.expose()).await? {
                    return Ok(());
                }
            }
            AuthResult::Failure { .. } => {}
        }
    }
    let of_agent;
    if let Some(agent) = &login.agent {
        let (n_tried, n_keys) = match by_agent(handle, user, agent, rsa_hash, MAX_WRONG.saturating_sub(tried.len())).await {
            ByAgent::Opened => return Ok(()),
            ByAgent::Not { n_tried, n_keys } => (n_tried, n_keys),
        };
        of_agent = if n_tried < n_keys { format!("{n_tried} of {n_keys} keys of the agent") } else { "agent".to_owned() };
        if handle.is_closed() {
            return Err(Fault::new(Kind::Lost, format!("the connection ended while {user} was to be let in (tried: {of_agent})")));
        }
        tried.push(&of_agent);
    }
    Err(Fault::new(Kind::Login, format!("{user} is not let in (tried: {})", tried.join(", "))))
}

/// The password where the host asks for it as if somebody sat there.
async fn typed(handle: &mut Handle<Door>, user: &str, password: &str) -> Result<bool, Fault> {
    let mut answer = handle.authenticate_keyboard_interactive_start(user, None::<String>).await.map_err(|err| lost(&err))?;
    for _ in 0..4 {
        answer = match answer {
            KeyboardInteractiveAuthResponse::Success => return Ok(true),
            KeyboardInteractiveAuthResponse::Failure { .. } => return Ok(false),
            KeyboardInteractiveAuthResponse::InfoRequest { prompts, .. } => {
                // What is shown while it is typed is no password.
                let answers = prompts.iter().map(|it| if it.echo { String::new() } else { password.to_owned() }).collect();
                handle.authenticate_keyboard_interactive_respond(answers).await.map_err(|err| lost(&err))?
            }
        };
    }
    Ok(false)
}

/// What came of trying keys of an agent.
enum ByAgent {
    Opened,
    Not { n_tried: usize, n_keys: usize },
}

/// An agent that does not answer, or has no key that opens, is as none.
#[cfg(unix)]
async fn by_agent(handle: &mut Handle<Door>, user: &str, agent: &Path, rsa_hash: Option<HashAlg>, n_most: usize) -> ByAgent {
    const NOTHING: ByAgent = ByAgent::Not { n_tried: 0, n_keys: 0 };
    let Ok(mut agent) = AgentClient::connect_uds(agent).await else { return NOTHING };
    let Ok(identities) = agent.request_identities().await else { return NOTHING };
    let keys: Vec<_> =
        identities.into_iter().filter_map(|it| if let AgentIdentity::PublicKey { key, .. } = it { Some(key) } else { None }).collect();
    let (n_keys, n_tried) = (keys.len(), keys.len().min(n_most));
    for key in keys.into_iter().take(n_most) {
        let hash = if key.algorithm().is_rsa() { rsa_hash } else { None };
        if handle.authenticate_publickey_with(user, key, hash, &mut agent).await.is_ok_and(|it| it.success()) {
            return ByAgent::Opened;
        }
    }
    ByAgent::Not { n_tried, n_keys }
}

#[cfg(not(unix))]
async fn by_agent(_: &mut Handle<Door>, _: &str, _: &Path, _: Option<HashAlg>, _: usize) -> ByAgent {
    ByAgent::Not { n_tried: 0, n_keys: 0 }
}

/// The session, and whether the host renames over what is there.
async fn start(handle: &Handle<Door>) -> Result<(RawSftpSession, bool), Fault> {
    let channel = handle.channel_open_session().await.map_err(|err| lost(&err))?;
    channel.request_subsystem(true, "sftp").await.map_err(|err| lost(&err))?;
    let session = RawSftpSession::new(channel.into_stream());
    session.set_timeout(LIMIT.as_secs());
    let version = session.init().await.map_err(|err| failed(&err))?;
    let can_replace = version.extensions.contains_key(POSIX_RENAME);
    Ok((session, can_replace))
}

async fn within<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    timeout(LIMIT, work).await.unwrap_or_else(|_| Err(Fault::new(Kind::Lost, "no answer in time")))
}

fn lost(err: &russh::Error) -> Fault {
    match err {
        russh::Error::UnknownKey => Fault::new(Kind::Trust, "the key of the host is not the expected one"),
        err => Fault::new(Kind::Lost, err),
    }
}

fn failed(err: &Error) -> Fault {
    let kind = match err {
        Error::Status(Status { status_code: StatusCode::NoConnection | StatusCode::ConnectionLost, .. })
        | Error::IO(_)
        | Error::Timeout
        // What the library says when the connection ended under it.
        | Error::UnexpectedBehavior(_) => Kind::Lost,
        _ => Kind::Refused,
    };
    Fault::new(kind, err)
}

/// What was asked for; `None` when there is no such thing.
fn there<T>(res: Result<T, Error>) -> Result<Option<T>, Fault> {
    match res {
        Ok(it) => Ok(Some(it)),
        Err(Error::Status(Status { status_code: StatusCode::NoSuchFile, .. })) => Ok(None),
        Err(err) => Err(failed(&err)),
    }
}

struct Line {
    runtime: Runtime,
    session: Arc<RawSftpSession>,
    _handle: Handle<Door>,
    place: Place,
    can_replace: bool,
}

impl Line {
    fn attributes(&self, path: &str) -> Result<Option<FileAttributes>, Fault> {
        Ok(there(self.runtime.block_on(self.session.lstat(self.place.at(path))))?.map(|it| it.attrs))
    }

    /// A fault with the file it is about; where the host only says that it failed, whether there is room left.
    fn about(&self, path: &str, err: &Error) -> Fault {
        let fault = failed(err);
        let is_vague = matches!(err, Error::Status(Status { status_code: StatusCode::Failure, .. }));
        let reason = format!("`{path}`: {fault}");
        if is_vague {
            let folder = path.rsplit_once('/').map_or("", |it| it.0);
            let room = self.runtime.block_on(self.session.statvfs(self.place.at(folder)));
            if room.is_ok_and(|it| it.blocks_avail.saturating_mul(it.fragment_size) < PIECE as u64 || it.inodes_avail == 0) {
                return Fault::new(Kind::Full, format!("{reason}; there is no room left"));
            }
        }
        Fault::new(fault.kind, reason)
    }
}

impl Remote for Line {
    fn list(&mut self, folder: &str) -> Result<Option<Vec<Entry>>, Fault> {
        let session = &self.session;
        self.runtime.block_on(async {
            let Some(handle) = there(session.opendir(self.place.at(folder)).await)? else { return Ok(None) };
            let mut res = Vec::new();
            loop {
                match session.readdir(handle.handle.as_str()).await {
                    Ok(names) => res.extend(
                        names
                            .files
                            .into_iter()
                            .filter(|it| it.filename != "." && it.filename != "..")
                            .map(|it| entry(it.filename, &it.attrs)),
                    ),
                    Err(Error::Status(Status { status_code: StatusCode::Eof, .. })) => break,
                    Err(err) => return Err(failed(&err)),
                }
            }
            session.close(handle.handle).await.map_err(|err| failed(&err))?;
            Ok(Some(res))
        })
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Fault> {
        Ok(self.attributes(path)?.filter(|it| !matches!(kind(it), EntryKind::Folder | EntryKind::Other)).and_then(|it| it.size))
    }

    fn get(&mut self, path: &str, limit: u64, to: &mut dyn Write) -> Result<Option<u64>, Fault> {
        let session = &self.session;
        self.runtime.block_on(async {
            let opened = session.open(self.place.at(path), OpenFlags::READ, FileAttributes::empty()).await;
            let Some(handle) = there(opened)? else { return Ok(None) };
            let mut at = 0;
            while at < limit {
                let n = u32::try_from((limit - at).min(PIECE as u64)).unwrap_or(1);
                match session.read(handle.handle.as_str(), at, n).await {
                    Ok(data) if data.data.is_empty() => break,
                    Ok(data) => {
                        to.write_all(&data.data).map_err(|err| Fault::new(Kind::Refused, err))?;
                        at += data.data.len() as u64;
                    }
                    Err(Error::Status(Status { status_code: StatusCode::Eof, .. })) => break,
                    Err(err) => return Err(failed(&err)),
                }
            }
            session.close(handle.handle).await.map_err(|err| failed(&err))?;
            Ok(Some(at))
        })
    }

    fn put(&mut self, path: &str, from: &mut dyn Read, _size: u64) -> Result<(), Fault> {
        let session = &self.session;
        let at = self.place.at(path);
        let sent = self.runtime.block_on(async {
            let flags = OpenFlags::WRITE | OpenFlags::CREATE | OpenFlags::TRUNCATE;
            let handle = session.open(at, flags, FileAttributes::empty()).await.map_err(Failed::Host)?.handle;
            let mut waiting = FuturesUnordered::new();
            let mut at = 0;
            let res = loop {
                let mut piece = Vec::with_capacity(PIECE);
                match from.take(PIECE as u64).read_to_end(&mut piece) {
                    Err(err) => break Err(Failed::Source(err)),
                    Ok(0) => break Ok(()),
                    Ok(n) => {
                        waiting.push(session.write(handle.as_str(), at, piece));
                        at += n as u64;
                    }
                }
                if waiting.len() >= ON_THE_WAY
                    && let Some(Err(err)) = waiting.next().await
                {
                    break Err(Failed::Host(err));
                }
            };
            let mut res = res;
            while let Some(written) = waiting.next().await {
                res = res.and_then(|()| written.map(drop).map_err(Failed::Host));
            }
            let closed = session.close(handle.as_str()).await;
            res.and_then(|()| closed.map(drop).map_err(Failed::Host))
        });
        sent.map_err(|err| match err {
            Failed::Host(err) => self.about(path, &err),
            Failed::Source(err) => Fault::new(Kind::Source, err),
        })
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Fault> {
        let (old, new) = (self.place.at(from), self.place.at(to));
        let session = &self.session;
        let renamed = self.runtime.block_on(async {
            if !self.can_replace {
                let refused = match session.rename(old.clone(), new.clone()).await {
                    Err(err @ Error::Status(_)) => err,
                    res => return res.map(drop),
                };
                // The plain protocol does not rename over what is there; for a moment there is nothing.
                // Nothing makes room for a file that is not there: the last answer may have been lost, and it be in its place.
                if session.lstat(old.clone()).await.is_err() || session.lstat(new.clone()).await.is_err() {
                    return Err(refused);
                }
                session.remove(new.clone()).await?;
                return session.rename(old, new).await.map(drop);
            }
            let mut names = Vec::new();
            for name in [&old, &new] {
                names.extend(u32::try_from(name.len()).unwrap_or(u32::MAX).to_be_bytes());
                names.extend(name.as_bytes());
            }
            match session.extended(POSIX_RENAME, names).await? {
                Packet::Status(status) if status.status_code == StatusCode::Ok => Ok(()),
                Packet::Status(status) => Err(status.into()),
                _ => Err(Error::UnexpectedPacket),
            }
        });
        renamed.map_err(|err| self.about(to, &err))
    }

    fn remove(&mut self, path: &str) -> Result<(), Fault> {
        let removed = self.runtime.block_on(self.session.remove(self.place.at(path)));
        there(removed).map(drop).map_err(|err| Fault::new(err.kind, format!("`{path}`: {err}")))
    }

    fn make_folder(&mut self, path: &str) -> Result<Made, Fault> {
        match self.runtime.block_on(self.session.mkdir(self.place.at(path), FileAttributes::empty())) {
            Ok(_) => Ok(Made::New),
            // The plain protocol has no word for "it is there already".
            Err(Error::Status(_)) if self.attributes(path)?.is_some_and(|it| kind(&it) == EntryKind::Folder) => Ok(Made::Already),
            Err(err) => Err(self.about(path, &err)),
        }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Fault> {
        match self.runtime.block_on(self.session.rmdir(self.place.at(path))) {
            Ok(_) | Err(Error::Status(Status { status_code: StatusCode::NoSuchFile | StatusCode::Failure, .. })) => Ok(()),
            Err(err) => Err(self.about(path, &err)),
        }
    }
}

/// What went wrong while a file was sent.
enum Failed {
    Host(Error),
    Source(std::io::Error),
}

fn entry(name: String, attributes: &FileAttributes) -> Entry {
    Entry { name, kind: kind(attributes) }
}

fn kind(attributes: &FileAttributes) -> EntryKind {
    match attributes.file_type() {
        it if it.is_dir() => EntryKind::Folder,
        it if it.is_file() => EntryKind::File(attributes.size),
        _ => EntryKind::Other,
    }
}
