//! Addresses of targets: `sftp://clerk@host.example.go.th/public_html/ita`, or a folder.

use std::fmt;
use std::path::PathBuf;

use reqwest::Url;

use crate::path::percent_decode;

/// Where a section is published to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A folder of this machine, or one that is mounted; relative to the site's.
    Folder(PathBuf),
    /// A folder of a host.
    Host(Place),
}

/// A folder of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Name of the account; empty when none is given.
    pub user: String,
    /// Name or number of the host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Folder of the section: `/a/b` from the root of the host, `a/b` (written `/~/a/b`) from where one is after login; `/` and `.` alone.
    pub folder: String,
}

/// How a host is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Files over SSH.
    Sftp,
    /// FTP with TLS (`AUTH TLS`).
    Ftps,
    /// FTP without: password and files can be read on the way.
    Ftp,
    /// `WebDAV` over HTTPS.
    Webdavs,
    /// `WebDAV` over HTTP: password and files can be read on the way.
    Webdav,
}

impl Protocol {
    /// The word before `://`, and the port when none is written.
    #[must_use]
    pub fn scheme(self) -> (&'static str, u16) {
        match self {
            Protocol::Sftp => ("sftp", 22),
            Protocol::Ftps => ("ftps", 21),
            Protocol::Ftp => ("ftp", 21),
            Protocol::Webdavs => ("webdavs", 443),
            Protocol::Webdav => ("webdav", 80),
        }
    }

    /// Whether password and files can be read on the way.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Protocol::Ftp | Protocol::Webdav)
    }

    const ALL: [Protocol; 5] = [Protocol::Sftp, Protocol::Ftps, Protocol::Ftp, Protocol::Webdavs, Protocol::Webdav];
}

/// Why a text is no address of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// A password stands in it.
    Password,
    /// It begins with a word that is none of ours.
    Protocol,
    /// There is no host in it, or the rest is no address.
    Form,
}

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(written: &str) -> Result<Target, Wrong> {
        let Some((scheme, _)) = written.split_once("://") else {
            return if written.trim().is_empty() { Err(Wrong::Form) } else { Ok(Target::Folder(PathBuf::from(written))) };
        };
        let protocol = Protocol::ALL.into_iter().find(|it| it.scheme().0 == scheme).ok_or(Wrong::Protocol)?;
        let url = Url::parse(written).map_err(|_| Wrong::Form)?;
        if url.password().is_some() {
            return Err(Wrong::Password);
        }
        let host = url.host_str().filter(|it| !it.is_empty()).ok_or(Wrong::Form)?.to_owned();
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Wrong::Form);
        }
        let (user, path) = (percent_decode(url.username()), percent_decode(url.path()));
        if [&path, &user].iter().any(|it| it.contains(['\r', '\n', '\0'])) {
            return Err(Wrong::Form);
        }
        let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty() && *it != ".").collect();
        let folder = match parts.as_slice() {
            ["~"] => ".".to_owned(),
            ["~", rest @ ..] => rest.join("/"),
            parts => format!("/{}", parts.join("/")),
        };
        Ok(Target::Host(Place { protocol, user, host, port: url.port().unwrap_or(protocol.scheme().1), folder }))
    }
}

impl Place {
    /// `host:port`, as hosts are known by.
    #[must_use]
    pub fn host_and_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// A path of the section as the host is asked for it; `""` is the section's folder itself.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        match (self.folder.as_str(), path) {
            (folder, "") => folder.to_owned(),
            (".", path) => path.to_owned(),
            ("/", path) => format!("/{path}"),
            (folder, path) => format!("{folder}/{path}"),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Folder(folder) => write!(f, "{}", folder.display()),
            Target::Host(place) => place.fmt(f),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, port) = self.protocol.scheme();
        let account = if self.user.is_empty() { String::new() } else { format!("{}@", self.user) };
        let port = if self.port == port { String::new() } else { format!(":{}", self.port) };
        let folder = if self.folder.starts_with('/') { self.folder.clone() } else { format!("/~/{}", self.folder) };
        write!(f, "{scheme}://{account}{}{port}{folder}", self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(written: &str) -> Place {
        match Target::parse(written) {
            Ok(Target::Host(place)) => place,
            other => panic!("{written}: {other:?}"),
        }
    }

    #[test]
    fn an_address_names_protocol_account_host_and_folder() {
        let it = place("sftp://ita@host.example.go.th/home/ita/public%20html/ita/");
        assert_eq!((it.protocol, it.user.as_str(), it.host.as_str(), it.port), (Protocol::Sftp, "ita", "host.example.go.th", 22));
        assert_eq!(it.at("2568/index.html"), "/home/ita/public html/ita/2568/index.html");
        assert_eq!(place("ftps://127.0.0.1:2121").at(""), "/");
        assert_eq!(place("ftp://h/~/").at("a"), "a");
        assert_eq!(place("ftp://h/~/").at(""), ".");
        assert_eq!(place("webdavs://h/~/www/ita").at("a"), "www/ita/a");
        assert_eq!(place("webdavs://h/dav").port, 443);
        assert_eq!(place("sftp://%E0%B8%81@h/").user, "ก");
    }

    #[test]
    fn what_has_no_protocol_is_a_folder() {
        for written in ["../www/ita", "/mnt/www", "C:\\www"] {
            assert_eq!(Target::parse(written), Ok(Target::Folder(written.into())));
        }
    }

    #[test]
    fn what_is_no_address_is_told_apart() {
        for (written, wrong) in [
            ("sftp://ita:geheim@h/", Wrong::Password),
            ("http://h/", Wrong::Protocol),
            ("sftp:///a", Wrong::Form),
            ("sftp://h/a%0d%0aDELE", Wrong::Form),
            ("ftp://h/?a", Wrong::Form),
            ("", Wrong::Form),
        ] {
            assert_eq!(Target::parse(written), Err(wrong), "{written}");
        }
    }
}
