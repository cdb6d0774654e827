//! TLS to hosts: certificates that an authority vouches for, or that are known by their fingerprints.
//!
//! Invariant: a certificate that is no longer good, or not yet, never passes.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme, SupportedProtocolVersion};

use super::remote::{Fault, Kind};
use super::trust::Trust;
use crate::output::Digest;

/// The certificates that the machine trusts; `SSL_CERT_FILE` may name others.
pub struct Authorities(RootCertStore);

impl Authorities {
    /// Reads them.
    #[must_use]
    pub fn of_the_machine() -> Authorities {
        let mut roots = RootCertStore::empty();
        // One that cannot be read vouches for nothing.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Authorities(roots)
    }

    /// Opens something at a place. Where nobody vouches for the certificate but it is the known one, or is now taken for good, it is
    /// opened once more, with that certificate and no other.
    ///
    /// # Errors
    /// [`Kind::Trust`] when the host is not to be spoken to; those of `open`.
    pub fn open<T>(
        &self,
        place: &str,
        trust: &Trust,
        versions: &[&'static SupportedProtocolVersion],
        open: impl Fn(&Tls) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut pinned = trust.expected(place);
        for _ in 0..2 {
            let tls = Tls::new(self, pinned, versions).map_err(|err| Fault::new(Kind::Refused, err))?;
            match open(&tls) {
                Ok(it) => return Ok(it),
                Err(fault) => match tls.judge(place, trust)? {
                    Some(print) => pinned = Some(print),
                    None => return Err(fault),
                },
            }
        }
        Err(Fault::new(Kind::Trust, format!("{place} shows another certificate each time")))
    }
}

/// What stood in the way of a certificate.
#[derive(Debug, Clone)]
enum Seen {
    /// Nobody vouches for it, and it is not the known one: its fingerprint.
    Unknown(String),
    /// It is not good today.
    OutOfTime(String),
}

/// A configuration for one host, and what it saw there.
pub struct Tls {
    /// For whoever speaks.
    pub config: Arc<ClientConfig>,
    seen: Arc<Mutex<Option<Seen>>>,
}

impl Tls {
    /// For a host that may be known by a fingerprint.
    ///
    /// # Errors
    /// When the library refuses the protocol versions.
    pub fn new(authorities: &Authorities, pinned: Option<String>, versions: &[&'static SupportedProtocolVersion]) -> Result<Tls> {
        let provider = Arc::new(ring::default_provider());
        let roots = Arc::new(authorities.0.clone());
        let vouched = WebPkiServerVerifier::builder_with_provider(roots, provider.clone()).build().ok();
        let seen = Arc::new(Mutex::new(None));
        let verifier = Verifier { provider: provider.clone(), vouched, pinned, seen: seen.clone() };
        let builder = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions).context("setting up TLS")?;
        let config = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth();
        Ok(Tls { config: Arc::new(config), seen })
    }

    /// Judges what was seen at a place after a handshake that failed: whether it is worth another try, now that it is known.
    ///
    /// # Errors
    /// [`Kind::Trust`] when the host is not to be spoken to.
    pub fn judge(&self, place: &str, trust: &Trust) -> Result<Option<String>, Fault> {
        match self.seen.lock().unwrap_or_else(PoisonError::into_inner).take() {
            None => Ok(None),
            Some(Seen::OutOfTime(reason)) => Err(Fault::new(Kind::Trust, format!("{place}: {reason}"))),
            Some(Seen::Unknown(print)) => trust.judge(place, &print).map(|()| Some(print)),
        }
    }
}

#[derive(Debug)]
struct Verifier {
    provider: Arc<CryptoProvider>,
    /// `None` when the machine trusts nobody.
    vouched: Option<Arc<WebPkiServerVerifier>>,
    pinned: Option<String>,
    seen: Arc<Mutex<Option<Seen>>>,
}

impl Verifier {
    fn refuse(&self, seen: Seen, error: CertificateError) -> Error {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
        Error::InvalidCertificate(error)
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Some(reason) = out_of_time(leaf, now.as_secs()) {
            return Err(self.refuse(Seen::OutOfTime(reason), CertificateError::Expired));
        }
        let print = format!("sha256:{}", Digest::of(leaf));
        if self.pinned.as_ref() == Some(&print) {
            return Ok(ServerCertVerified::assertion());
        }
        let vouched = self.vouched.as_ref().map(|it| it.verify_server_cert(leaf, others, name, ocsp, now));
        match vouched {
            Some(Ok(verified)) => Ok(verified),
            _ => Err(self.refuse(Seen::Unknown(print), CertificateError::UnknownIssuer)),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// What stands in the way of an exchange over HTTP: the cause that lies deepest, without the address.
#[must_use]
pub fn in_words(err: reqwest::Error) -> String {
    let err = err.without_url();
    let mut res = err.to_string();
    let mut source = std::error::Error::source(&err);
    while let Some(inner) = source {
        res = inner.to_string();
        source = inner.source();
    }
    res
}

/// When a certificate begins and ends to be good, in seconds since 1970. `None` when it is none.
#[must_use]
pub fn validity(der: &[u8]) -> Option<(i64, i64)> {
    let (_, certificate) = x509_parser::parse_x509_certificate(der).ok()?;
    let validity = certificate.validity();
    Some((validity.not_before.timestamp(), validity.not_after.timestamp()))
}

fn out_of_time(der: &[u8], now: u64) -> Option<String> {
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    let Some((from, to)) = validity(der) else { return Some("the certificate cannot be read".to_owned()) };
    let day = |seconds: i64| {
        let day = u64::try_from(seconds).ok().and_then(crate::text::date::Date::of_epoch_in_thailand);
        day.map_or_else(|| "another time".to_owned(), crate::text::date::Date::iso)
    };
    if now > to {
        Some(format!("the certificate was good until {}; ask the provider for a new one", day(to)))
    } else if now < from {
        Some(format!("the certificate is good from {} on", day(from)))
    } else {
        None
    }
}
