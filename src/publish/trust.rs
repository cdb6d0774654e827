//! Which hosts are known: fingerprints of host keys and of certificates that no authority vouches for.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context as _, Result, bail};

use super::remote::{Fault, Kind};
use crate::input::HOSTS;

/// Fingerprints by `host:port`, as `content/hosts.lock` holds them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Hosts(BTreeMap<String, String>);

impl Hosts {
    /// Reads the file of a site; there need not be one.
    ///
    /// # Errors
    /// When the machine refuses to read it, or a line of it is something else.
    pub fn read(root: &Path) -> Result<Hosts> {
        let path = root.join(HOSTS);
        let naming = || format!("reading `{}`", path.display());
        match fs::read_to_string(&path) {
            Ok(text) => Hosts::parse(&text).with_context(naming),
            Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(Hosts::default()),
            Err(err) => Err(err).with_context(naming),
        }
    }

    /// Puts these hosts in the place of the file of a site.
    ///
    /// # Errors
    /// When the machine refuses to write.
    pub fn write(&self, root: &Path) -> Result<()> {
        let (path, draft) = (root.join(HOSTS), root.join("content/.hosts.lock.new"));
        let written = fs::write(&draft, self.to_text()).and_then(|()| fs::rename(&draft, &path));
        written.with_context(|| format!("writing `{}`", path.display()))
    }

    /// Reads what [`Hosts::to_text`] wrote: a line for each host, its place and its fingerprint; `#` begins a remark.
    ///
    /// # Errors
    /// When a line is something else.
    pub fn parse(text: &str) -> Result<Hosts> {
        let mut res = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{FEFF}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut words = line.split_whitespace();
            match (words.next(), words.next(), words.next()) {
                (Some(place), Some(print), None) => drop(res.insert(place.to_owned(), print.to_owned())),
                _ => bail!("line {}: `{line}` is no host with its fingerprint", index + 1),
            }
        }
        Ok(Hosts(res))
    }

    /// A line for each host, sorted.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines = self.0.iter().map(|(place, print)| format!("{place} {print}\n"));
        ["# Hosts that prongsai publishes to, and how they prove who they are. Commit this file.\n".to_owned()]
            .into_iter()
            .chain(lines)
            .collect()
    }
}

/// A host that is met for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// `host:port`.
    pub place: String,
    /// `SHA256:` and the digest, as `ssh-keygen -l` writes it; of a certificate `sha256:` and hexadecimal digits.
    pub fingerprint: String,
}

/// Judges hosts: known ones by their fingerprints, unknown ones by asking.
pub struct Trust<'a> {
    hosts: Mutex<Hosts>,
    accept: Box<dyn Fn(&Stranger) -> bool + Send + Sync + 'a>,
}

impl<'a> Trust<'a> {
    /// `accept` is asked once for each unknown host.
    pub fn new(hosts: Hosts, accept: impl Fn(&Stranger) -> bool + Send + Sync + 'a) -> Trust<'a> {
        Trust { hosts: Mutex::new(hosts), accept: Box::new(accept) }
    }

    /// The fingerprint that is expected at a place.
    pub fn expected(&self, place: &str) -> Option<String> {
        self.hosts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).0.get(place).cloned()
    }

    /// Lets a host pass that is known by this fingerprint, or is accepted now and known from now on.
    ///
    /// # Errors
    /// [`Kind::Trust`] when it is known by another one, or is not accepted.
    pub fn judge(&self, place: &str, fingerprint: &str) -> Result<(), Fault> {
        let mut hosts = self.hosts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match hosts.0.get(place) {
            Some(known) if known == fingerprint => Ok(()),
            Some(known) => Err(Fault::new(Kind::Trust, format!("{place} shows {fingerprint}, it was {known} before"))),
            None => {
                let stranger = Stranger { place: place.to_owned(), fingerprint: fingerprint.to_owned() };
                if !(self.accept)(&stranger) {
                    return Err(Fault::new(Kind::Trust, format!("{place} shows {fingerprint}, which is not known yet")));
                }
                hosts.0.insert(stranger.place, stranger.fingerprint);
                Ok(())
            }
        }
    }

    /// The hosts that are known now.
    pub fn known(&self) -> Hosts {
        self.hosts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}
