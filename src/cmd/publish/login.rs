//! Where account, password, key and passphrase come from: the environment, an agent, or somebody who types. Never a file of the site.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{Run, say};
use crate::config::target::{Place, Protocol};
use crate::diag::Language;
use crate::publish::secret::{Login, Secret};

/// What is there to log in with; asks for a password where nothing else is there and somebody can be asked.
pub(super) fn find(run: &Run, place: &Place, language: Language) -> Result<Login> {
    let user = if place.user.is_empty() { text("PRONGSAI_USER").unwrap_or_default() } else { place.user.clone() };
    if user.is_empty() {
        bail!("no account is named; write sftp://ACCOUNT@{} in site.yaml, or set PRONGSAI_USER", place.host);
    }
    let is_ssh = place.protocol == Protocol::Sftp;
    let key = if is_ssh { text("PRONGSAI_KEY").map(|it| key(&it)).transpose()? } else { None };
    let agent = if is_ssh { env::var_os("SSH_AUTH_SOCK").filter(|it| !it.is_empty()).map(PathBuf::from) } else { None };
    let mut password = text("PRONGSAI_PASSWORD").map(Secret::new);
    if password.is_none() && key.is_none() && agent.is_none() {
        if !run.term.can_ask() {
            bail!("there is nothing to log in with; set PRONGSAI_PASSWORD{}", if is_ssh { " or PRONGSAI_KEY" } else { "" });
        }
        let question = match language {
            Language::Thai => format!("รหัสผ่านของ {user} ที่ {}: ", place.host),
            Language::English => format!("Password of {user} at {}: ", place.host),
        };
        password = Some(Secret::new(run.term.ask_secret(&question)?));
    }
    let mut passphrase = text("PRONGSAI_PASSPHRASE").map(Secret::new);
    if key.as_ref().is_some_and(|it| is_locked(it.expose())) && passphrase.is_none() && run.term.can_ask() {
        passphrase = Some(Secret::new(run.term.ask_secret(say(language, "รหัสของกุญแจ: ", "Passphrase of the key: "))?));
    }
    Ok(Login { user, password, key, passphrase, agent })
}

/// A variable of the environment that is not empty.
fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|it| !it.trim().is_empty())
}

/// A key as text, or the name of the file that holds it.
fn key(written: &str) -> Result<Secret> {
    if written.trim_start().starts_with("-----BEGIN") {
        // CI systems may take away the last line end, which readers of keys want.
        return Ok(Secret::new(format!("{}\n", written.trim())));
    }
    fs::read_to_string(written).map(Secret::new).with_context(|| "reading the key that PRONGSAI_KEY names".to_owned())
}

/// Whether a key says that it needs a passphrase, as far as that can be read.
fn is_locked(key: &str) -> bool {
    key.contains("ENCRYPTED") || (key.contains("BEGIN OPENSSH") && !key.contains("bm9uZQAAAARub25l"))
}

/// Who publishes, for the lock on the host.
pub(super) fn who() -> String {
    let user = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "USERNAME"].into_iter().find_map(text);
    let machine = ["CI_JOB_URL", "GITHUB_REPOSITORY", "HOSTNAME", "COMPUTERNAME"].into_iter().find_map(text);
    [user, machine].into_iter().flatten().collect::<Vec<_>>().join(" @ ")
}
