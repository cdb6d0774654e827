//! A password, passphrase or private key: never shown, never written, gone from memory with its owner as far as that can be had.

/// A secret text. Has neither `Debug` with content nor `Serialize`, so that it cannot reach an output by accident.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a text in.
    #[must_use]
    pub fn new(text: String) -> Secret {
        Secret(text)
    }

    /// The text, for whoever hands it to a host.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

/// How to log in. What is not given is not tried.
#[derive(Debug, Clone, Default)]
pub struct Login {
    /// Name of the account.
    pub user: String,
    /// Password of the account.
    pub password: Option<Secret>,
    /// A private key in its text form, as OpenSSH writes it; for SFTP.
    pub key: Option<Secret>,
    /// What the private key is locked with.
    pub passphrase: Option<Secret>,
    /// Where an SSH agent listens; for SFTP.
    pub agent: Option<std::path::PathBuf>,
}
