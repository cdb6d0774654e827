//! A lock on the host that keeps two runs apart, and expires.
//!
//! A folder, because every host makes one in one step: of two runs that do it at once, one is told that it was first. Times are those
//! of the runs' own clocks, in seconds since 1970; a clock that is wrong by minutes makes a lock last longer or shorter, no more.

use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::remote::{Fault, Kind, Made, Remote};

/// The folder.
pub const LOCK: &str = ".prongsai-lock";
const OWNER: &str = ".prongsai-lock/owner.json";
/// A lock is given this long, in seconds, each time its owner shows that it lives.
const LASTS: u64 = 120;
/// A file is sent at no less than this, in bytes a second, when the lock is given time for it.
const SLOWEST: u64 = 16 * 1024;

/// Who holds a lock, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// One run; the same for two runs of one checkout on one machine, which are kept apart there.
    pub run: String,
    /// For people: account and machine.
    pub who: String,
    /// When the lock expires.
    pub until: u64,
}

/// What came of asking for the lock.
#[derive(Debug)]
pub enum Asked {
    /// It is ours.
    Ours(Lock),
    /// Somebody else holds it.
    Held(Owner),
}

/// A lock that is ours.
#[derive(Debug)]
pub struct Lock {
    owner: Owner,
}

/// Asks for the lock. `anyway`: also when somebody else seems to hold it.
///
/// # Errors
/// Those of the connection.
pub fn ask(remote: &mut dyn Remote, run: &str, who: &str, now: u64, anyway: bool) -> Result<Asked, Fault> {
    if remote.make_folder(LOCK)? == Made::Already && !anyway {
        match owner(remote)? {
            Some(held) if held.run != run && held.until > now => return Ok(Asked::Held(held)),
            Some(_) => {}
            // Between the folder and the name in it lies a moment; who died there left no name.
            None => {
                thread::sleep(Duration::from_secs(3));
                if let Some(held) = owner(remote)?.filter(|it| it.run != run && it.until > now) {
                    return Ok(Asked::Held(held));
                }
            }
        }
    }
    let mut lock = Lock { owner: Owner { run: run.to_owned(), who: who.to_owned(), until: 0 } };
    lock.write(remote, now, 0)?;
    // Two that found the same old lock both wrote their names; the last one stands.
    match owner(remote)? {
        Some(held) if held.run != run => Ok(Asked::Held(held)),
        _ => Ok(Asked::Ours(lock)),
    }
}

fn owner(remote: &mut dyn Remote) -> Result<Option<Owner>, Fault> {
    let mut bytes = Vec::new();
    remote.get(OWNER, 64 * 1024, &mut bytes)?;
    Ok(serde_json::from_slice(&bytes).ok())
}

impl Lock {
    /// Shows that we live, when half of the time is over or a file of `size` bytes is about to be sent.
    ///
    /// # Errors
    /// Those of the connection; [`Kind::Busy`] when somebody else took the lock.
    pub fn keep(&mut self, remote: &mut dyn Remote, now: u64, size: u64) -> Result<(), Fault> {
        if self.owner.until >= now + LASTS / 2 + size / SLOWEST {
            return Ok(());
        }
        match owner(remote)? {
            Some(held) if held.run != self.owner.run => Err(taken(&held)),
            _ => self.write(remote, now, size),
        }
    }

    /// Gives the lock back.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn give_back(self, remote: &mut dyn Remote) -> Result<(), Fault> {
        remote.remove(OWNER)?;
        remote.remove_folder(LOCK)
    }

    fn write(&mut self, remote: &mut dyn Remote, now: u64, size: u64) -> Result<(), Fault> {
        self.owner.until = now + LASTS + size / SLOWEST;
        let text = serde_json::to_string(&self.owner).map_err(|err| Fault::new(Kind::Source, err))?;
        remote.put(OWNER, &mut text.as_bytes(), text.len() as u64)
    }
}

fn taken(held: &Owner) -> Fault {
    Fault::new(Kind::Refused, format!("{} took the lock of the section", held.who))
}
