//! From an [`Output`] to a host, so that every address works at every moment.
//!
//! Does not build and does not print. Nothing that prongsai did not put on the host is touched.

pub use crate::config::target as address;

pub mod apply;
pub mod folder;
pub mod ftps;
pub mod lock;
pub mod plan;
pub mod remote;
pub mod secret;
pub mod sftp;
pub mod standing;
pub mod tls;
pub mod trust;
pub mod webdav;

use self::apply::{Stopped, Ways};
use self::ftps::Ftps;
use self::lock::{Asked, Lock, Owner};
use self::plan::{Plan, Standing};
use self::remote::{Fault, Host, Remote};
use self::secret::Login;
use self::sftp::Sftp;
use self::standing::{Listing, Why};
use self::trust::Trust;
use self::webdav::Webdav;
use crate::config::target::{Place, Protocol};
use crate::output::{Manifest, Output};

/// Where connections to a host come from.
///
/// # Errors
/// When the machine refuses: the certificates that it trusts cannot be read.
pub fn host<'a>(place: &'a Place, login: Login, trust: &'a Trust<'a>) -> anyhow::Result<Box<dyn Host + 'a>> {
    match place.protocol {
        Protocol::Sftp => Ok(Box::new(Sftp::new(place, login, trust))),
        Protocol::Ftps | Protocol::Ftp => Ok(Box::new(Ftps::new(place, login, trust))),
        Protocol::Webdav | Protocol::Webdavs => Ok(Box::new(Webdav::new(place, login, trust))),
    }
}

/// Who asks for the lock of a section.
#[derive(Debug, Clone)]
pub struct Asker {
    /// One run; see [`Owner::run`].
    pub run: String,
    /// For people: account and machine.
    pub who: String,
    /// Whether the lock is taken also when somebody else seems to hold it.
    pub anyway: bool,
}

/// A host that was looked at, and what has to be done there.
pub struct Session {
    remote: Box<dyn Remote>,
    lock: Option<Lock>,
    standing: Standing,
    /// Why folders were listed, if they were.
    pub why: Option<Why>,
    /// What has to be done.
    pub plan: Plan,
}

/// What came of beginning.
pub enum Begun {
    /// The host was looked at.
    Session(Box<Session>),
    /// Somebody else is publishing.
    Held(Owner),
}

/// Connects, takes the lock, looks at the host and makes a plan. Without an asker there is no lock and nothing may be done.
///
/// # Errors
/// Those of the connection.
pub fn begin(ways: &Ways, output: &Output, after: &Manifest, listing: Listing, asker: Option<&Asker>) -> Result<Begun, Fault> {
    let mut line = apply::Line { ways, remote: None };
    let mut lock = None;
    if let Some(asker) = asker {
        line.tried(|it| if it.list("")?.is_none() { it.make_folder("").map(drop) } else { Ok(()) })?;
        match line.tried(|it| lock::ask(it, &asker.run, &asker.who, (ways.now)(), asker.anyway))? {
            Asked::Ours(ours) => lock = Some(ours),
            Asked::Held(owner) => return Ok(Begun::Held(owner)),
        }
    }
    let looked = line.tried(|it| standing::look(it, output, after, listing));
    let (standing, why) = match looked {
        Ok(looked) => looked,
        Err(fault) => {
            give_back(lock, line.remote.take());
            return Err(fault);
        }
    };
    let plan = plan::plan(output, after, &standing);
    let Some(remote) = line.remote else { return Err(Fault::new(remote::Kind::Lost, "the connection ended")) };
    Ok(Begun::Session(Box::new(Session { remote, lock, standing, why, plan })))
}

/// A lock that cannot be given back expires.
fn give_back(lock: Option<Lock>, remote: Option<Box<dyn Remote>>) {
    if let Some((lock, mut remote)) = lock.zip(remote) {
        let _ = lock.give_back(remote.as_mut());
    }
}

impl Session {
    /// Does what has to be done, and gives the lock back.
    ///
    /// # Errors
    /// When the host does not let it go on.
    pub fn apply(self, output: &Output, after: &Manifest, ways: &Ways) -> Result<(), Stopped> {
        let Session { remote, lock, standing, plan, why } = self;
        let Some(mut lock) = lock else { return Ok(()) };
        if plan.is_nothing() && !standing.is_unfinished && why.is_none() {
            give_back(Some(lock), Some(remote));
            return Ok(());
        }
        let (res, remote) = apply::apply(&plan, output, after, &standing, ways, remote, &mut lock);
        give_back(Some(lock), remote);
        res
    }

    /// Leaves the host as it is, and gives the lock back.
    pub fn leave(self) {
        give_back(self.lock, Some(self.remote));
    }
}
