//! FTP, with TLS unless the address says otherwise.
//!
//! TLS 1.2, and one session for control and data: servers demand that the second resume the first, which they cannot tell with 1.3.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use rustls::version::TLS12;
use suppaftp::list::ListParser;
use suppaftp::types::{FileType, Response};
use suppaftp::{FtpError, RustlsConnector, RustlsFtpStream, Status};

use super::remote::{Entry, EntryKind, Fault, Host, Kind, Made, Remote};
use super::secret::Login;
use super::tls::Authorities;
use super::trust::Trust;
use crate::config::target::{Place, Protocol};

/// The longest wait for one answer.
const LIMIT: Duration = Duration::from_secs(30);
/// What comes after the part of a file that was asked for is read to its end, up to so many bytes.
const MAX_REST: u64 = 64 * 1024 * 1024;

/// A host that is spoken to by FTP.
pub struct Ftps<'a> {
    place: &'a Place,
    login: Login,
    trust: &'a Trust<'a>,
    authorities: Authorities,
}

impl<'a> Ftps<'a> {
    /// Nothing is connected yet.
    #[must_use]
    pub fn new(place: &'a Place, login: Login, trust: &'a Trust<'a>) -> Ftps<'a> {
        Ftps { place, login, trust, authorities: Authorities::of_the_machine() }
    }

    /// A connection on which nothing was said yet; over TLS unless the address says otherwise.
    fn open(&self) -> Result<RustlsFtpStream, Fault> {
        if self.place.protocol == Protocol::Ftp {
            return self.plain().map_err(|err| fault(&err));
        }
        self.authorities.open(&self.place.host_and_port(), self.trust, &[&TLS12], |tls| {
            let opened = self.plain().and_then(|it| it.into_secure(RustlsConnector::from(tls.config.clone()), &self.place.host));
            opened.map_err(|err| fault(&err))
        })
    }

    fn plain(&self) -> Result<RustlsFtpStream, FtpError> {
        let host = self.place.host.trim_start_matches('[').trim_end_matches(']');
        let mut last = None;
        for address in (host, self.place.port).to_socket_addrs().map_err(FtpError::ConnectionError)? {
            match connected(address) {
                Ok(stream) => {
                    let mut ftp = RustlsFtpStream::connect_with_stream(stream)?.passive_stream_builder(connected);
                    // Hosts behind a router tell an address that nobody reaches.
                    ftp.set_passive_nat_workaround(true);
                    return Ok(ftp);
                }
                Err(err) => last = Some(err),
            }
        }
        Err(last.unwrap_or_else(|| FtpError::ConnectionError(io::Error::new(io::ErrorKind::NotFound, "the host has no address"))))
    }
}

fn connected(address: SocketAddr) -> Result<TcpStream, FtpError> {
    let stream = TcpStream::connect_timeout(&address, LIMIT).map_err(FtpError::ConnectionError)?;
    let set =
        stream.set_read_timeout(Some(LIMIT)).and_then(|()| stream.set_write_timeout(Some(LIMIT))).and_then(|()| stream.set_nodelay(true));
    set.map(|()| stream).map_err(FtpError::ConnectionError)
}

impl Host for Ftps<'_> {
    fn connect(&self) -> Result<Box<dyn Remote>, Fault> {
        let mut ftp = self.open()?;
        let password = self.login.password.as_ref().map_or("", super::secret::Secret::expose);
        ftp.login(self.login.user.as_str(), password).map_err(|err| match err {
            FtpError::UnexpectedResponse(Response { status: Status::NotLoggedIn | Status::InvalidCredentials, .. }) => {
                Fault::new(Kind::Login, format!("{} is not let in", self.login.user))
            }
            // What the server says of it, whatever it is, might repeat what it was told.
            FtpError::UnexpectedResponse(Response { status, .. }) => {
                Fault::new(kind_of(status), format!("{} is not let in now: the host answers {}", self.login.user, status.code()))
            }
            err => fault(&err),
        })?;
        ftp.transfer_type(FileType::Binary).map_err(|err| fault(&err))?;
        let features = ftp.feat().unwrap_or_default();
        if features.contains_key("UTF8") {
            // Most do it without being asked.
            let _ = ftp.opts("UTF8", Some("ON"));
        }
        let has_mlsd = features.contains_key("MLST") || features.contains_key("MLSD");
        let home = ftp.pwd().map_err(|err| fault(&err))?;
        let place = Place { folder: absolute(&home, &self.place.folder), ..self.place.clone() };
        Ok(Box::new(Line { ftp, place, has_mlsd }))
    }

    fn connections(&self) -> usize {
        3
    }
}

fn absolute(home: &str, folder: &str) -> String {
    match folder {
        "." => home.to_owned(),
        _ if folder.starts_with('/') => folder.to_owned(),
        _ => format!("{}/{folder}", home.trim_end_matches('/')),
    }
}

struct Line {
    ftp: RustlsFtpStream,
    place: Place,
    has_mlsd: bool,
}

impl Line {
    /// Goes to a folder; whether there is one. Paths are absolute, so it does not matter to anything else.
    fn enter(&mut self, folder: &str) -> Result<bool, Fault> {
        Ok(self.there(folder, true, |ftp, at| ftp.cwd(at))?.is_some())
    }

    /// What is asked for; `None` when there is no such file or folder. Of what may not be had servers say the same, but they list it.
    fn there<T>(
        &mut self,
        path: &str,
        is_folder: bool,
        ask: impl Fn(&mut RustlsFtpStream, &str) -> Result<T, FtpError>,
    ) -> Result<Option<T>, Fault> {
        let at = self.place.at(path);
        match ask(&mut self.ftp, &at) {
            Ok(it) => Ok(Some(it)),
            Err(err) if !is_nothing(&err) => Err(fault(&err)),
            Err(_) if !self.is_listed(path, is_folder)? => Ok(None),
            // Another run may have made it since.
            Err(_) => ask(&mut self.ftp, &at).map(Some).map_err(|err| about(path, &err)),
        }
    }

    fn is_listed(&mut self, path: &str, is_folder: bool) -> Result<bool, Fault> {
        if path.is_empty() {
            return Ok(false);
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_it = |it: &Entry| it.name == name && matches!((it.kind, is_folder), (EntryKind::Folder, true) | (EntryKind::File(_), false));
        Ok(self.list(folder)?.is_some_and(|it| it.iter().any(is_it)))
    }

    fn send(&mut self, path: &str, from: &mut dyn Read) -> Result<Result<(), FtpError>, Fault> {
        let mut stream = match self.ftp.put_with_stream(self.place.at(path)) {
            Ok(stream) => stream,
            Err(err) => return Ok(Err(err)),
        };
        let mut piece = vec![0; 64 * 1024];
        loop {
            match from.read(&mut piece) {
                Ok(0) => return Ok(stream.finish()),
                Ok(n) => {
                    if let Err(err) = stream.write_all(&piece[..n]) {
                        // The server says why on the other connection, if it says anything.
                        return Ok(stream.finish().and(Err(FtpError::ConnectionError(err))));
                    }
                }
                Err(err) => {
                    let _ = stream.finish();
                    return Err(Fault::new(Kind::Source, err));
                }
            }
        }
    }
}

impl Remote for Line {
    fn list(&mut self, folder: &str) -> Result<Option<Vec<Entry>>, Fault> {
        if !self.enter(folder)? {
            return Ok(None);
        }
        let lines = if self.has_mlsd { self.ftp.mlsd(None) } else { self.ftp.list(Some("-a")) };
        let mut res = Vec::new();
        for line in lines.map_err(|err| fault(&err))?.iter().filter(|it| !it.trim().is_empty() && !it.starts_with("total ")) {
            let parsed = if self.has_mlsd { facts(line) } else { listed(line) };
            match parsed {
                Some(entry) if ["", ".", ".."].contains(&entry.name.as_str()) => {}
                Some(entry) => res.push(entry),
                None => return Err(Fault::new(Kind::Refused, format!("a listing that cannot be read: `{line}`"))),
            }
        }
        Ok(Some(res))
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Fault> {
        Ok(self.there(path, false, |ftp, at| ftp.size(at))?.map(|it| it as u64))
    }

    fn get(&mut self, path: &str, limit: u64, to: &mut dyn Write) -> Result<Option<u64>, Fault> {
        let Some(mut stream) = self.there(path, false, |ftp, at| ftp.retr_as_stream(at))? else { return Ok(None) };
        let mut first = (&mut stream).take(limit);
        let copied = io::copy(&mut first, to).map_err(|err| Fault::new(Kind::Lost, err));
        match io::copy(&mut (&mut stream).take(MAX_REST), &mut io::sink()) {
            Ok(MAX_REST..) => return Err(Fault::new(Kind::Lost, format!("`{path}` does not end"))),
            Ok(_) => {}
            Err(err) => return Err(Fault::new(Kind::Lost, format!("`{path}`: {err}"))),
        }
        stream.finish().map_err(|err| fault(&err))?;
        copied.map(Some)
    }

    fn put(&mut self, path: &str, from: &mut dyn Read, _size: u64) -> Result<(), Fault> {
        self.send(path, from)?.map_err(|err| match &err {
            // While a file is written, this is what servers say when the disk takes no more.
            FtpError::UnexpectedResponse(Response { status: Status::ActionAborted, .. }) => {
                Fault::new(Kind::Full, format!("`{path}`: {err}"))
            }
            err => about(path, err),
        })
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Fault> {
        let (old, new) = (self.place.at(from), self.place.at(to));
        match self.ftp.rename(old.as_str(), new.as_str()) {
            // Some servers do not rename over what is there; for a moment there is nothing then.
            Err(FtpError::UnexpectedResponse(_)) if self.size(to)?.is_some() && self.size(from)?.is_some() => {
                self.ftp.rm(&new).and_then(|()| self.ftp.rename(old, new)).map_err(|err| about(to, &err))
            }
            res => res.map_err(|err| about(to, &err)),
        }
    }

    fn remove(&mut self, path: &str) -> Result<(), Fault> {
        let at = self.place.at(path);
        match self.ftp.rm(&at) {
            // Nothing is listed for this: after a run that was cut off, hundreds of files that are not there are removed.
            Err(FtpError::UnexpectedResponse(_)) if self.ftp.size(&at).is_err_and(|err| is_nothing(&err)) => Ok(()),
            res => res.map_err(|err| about(path, &err)),
        }
    }

    fn make_folder(&mut self, path: &str) -> Result<Made, Fault> {
        match self.ftp.mkdir(self.place.at(path)) {
            Ok(()) => Ok(Made::New),
            Err(FtpError::UnexpectedResponse(_)) if self.enter(path)? => Ok(Made::Already),
            Err(err) => Err(about(path, &err)),
        }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Fault> {
        // Some servers do not remove the folder that one is in.
        self.enter("")?;
        match self.ftp.rmdir(self.place.at(path)) {
            Err(FtpError::UnexpectedResponse(_)) | Ok(()) => Ok(()),
            Err(err) => Err(about(path, &err)),
        }
    }
}

/// A line of MLSD: `type=file;size=12; name`.
fn facts(line: &str) -> Option<Entry> {
    let (facts, name) = line.trim_end_matches(['\r', '\n']).split_once(' ')?;
    let fact =
        |wanted: &str| facts.split(';').filter_map(|it| it.split_once('=')).find(|it| it.0.eq_ignore_ascii_case(wanted)).map(|it| it.1);
    let kind = match fact("type")?.to_ascii_lowercase().as_str() {
        "file" => EntryKind::File(fact("size").and_then(|it| it.parse().ok())),
        "dir" => EntryKind::Folder,
        // The folder itself and the one above it.
        "cdir" | "pdir" => return Some(Entry { name: String::new(), kind: EntryKind::Folder }),
        _ => EntryKind::Other,
    };
    Some(Entry { name: name.rsplit('/').next().unwrap_or(name).to_owned(), kind })
}

/// A line of LIST, as Unix or Windows writes it.
fn listed(line: &str) -> Option<Entry> {
    let file = ListParser::parse_posix(line).or_else(|_| ListParser::parse_dos(line)).ok()?;
    let kind = if file.is_directory() {
        EntryKind::Folder
    } else if file.is_file() {
        EntryKind::File(Some(file.size() as u64))
    } else {
        EntryKind::Other
    };
    Some(Entry { name: file.name().rsplit('/').next().unwrap_or_default().to_owned(), kind })
}

/// Whether a server says that there is no such thing, or that it may not be had.
fn is_nothing(err: &FtpError) -> bool {
    matches!(err, FtpError::UnexpectedResponse(Response { status: Status::FileUnavailable | Status::RequestFileActionIgnored, .. }))
}

fn about(path: &str, err: &FtpError) -> Fault {
    let Fault { kind, reason } = fault(err);
    Fault { kind, reason: format!("`{path}`: {reason}") }
}

fn kind_of(status: Status) -> Kind {
    match status {
        Status::NotAvailable => Kind::Busy,
        Status::CannotOpenDataConnection | Status::TransferAborted => Kind::Lost,
        Status::ExceededStorage | Status::RequestedActionNotTaken => Kind::Full,
        Status::NotLoggedIn | Status::InvalidCredentials => Kind::Login,
        _ => Kind::Refused,
    }
}

fn fault(err: &FtpError) -> Fault {
    let kind = match err {
        FtpError::UnexpectedResponse(answer) => kind_of(answer.status),
        FtpError::ConnectionError(_) | FtpError::SecureError(_) | FtpError::BadResponse | FtpError::DataConnectionAlreadyOpen => Kind::Lost,
        FtpError::InvalidAddress(_) => Kind::Refused,
    };
    Fault::new(kind, err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_listings_are_read() {
        let of = |name: &str, kind| Some(Entry { name: name.to_owned(), kind });
        for (line, expected) in [
            ("modify=20260101000000;type=file;size=12;UNIX.mode=0644; แผน ปี 2568.pdf", of("แผน ปี 2568.pdf", EntryKind::File(Some(12)))),
            ("Type=dir;Perm=el; 2568\r", of("2568", EntryKind::Folder)),
            ("type=cdir; /www", of("", EntryKind::Folder)),
            ("type=OS.unix=symlink;size=9; link", of("link", EntryKind::Other)),
            ("size=9; a", None),
            ("rubbish", None),
        ] {
            assert_eq!(facts(line), expected, "{line}");
        }
        for (line, expected) in [
            ("-rw-r--r--    1 1000     1000           12 Jan 01 10:00 แผน ปี.pdf", of("แผน ปี.pdf", EntryKind::File(Some(12)))),
            ("drwxr-xr-x    2 1000     1000         4096 Jan 01  2024 2568", of("2568", EntryKind::Folder)),
            ("10-19-20  03:19PM       <DIR>          2568", of("2568", EntryKind::Folder)),
            ("rubbish", None),
        ] {
            assert_eq!(listed(line), expected, "{line}");
        }
    }
}
