//! `serve`: the site in memory, built anew when a file changes, for browsers on this machine.
//!
//! One loop: events of the folder in, pictures of the site out. Writes nothing, reads nothing of `public/`, does not print: the
//! caller is told what came of each build. Invariant: a build that is refused, crashes or finds errors takes no good page off
//! the screen.

mod desk;
mod draft;
mod editor;
mod http;
mod live;
mod picture;
mod watch;

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::{Duration, SystemTime};

use anyhow::Result;
use tokio::sync::watch as screen;

pub use draft::Draft;
pub use editor::Editor;
pub use picture::{Newest, Picture};
pub use watch::Watching;

use crate::history::History;
use crate::text::date::Date;
use draft::Kept;
use http::Stage;
use watch::{Event, Inbox, Watch};

/// Browsers have the machine for themselves for so long, to load a page of a large section before the rest of it is made.
const LOADING: Duration = Duration::from_millis(300);

/// What to serve and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of the site.
    pub root: PathBuf,
    /// How changes are noticed.
    pub watching: Watching,
    /// What opens a source.
    pub editor: Editor,
    /// The present day in Thailand, asked for at every build: a server runs over midnight.
    pub today: fn() -> Option<Date>,
    /// The clock, to tell files that have just been saved.
    pub now: fn() -> SystemTime,
    /// The days of the files, as they were when the server was started.
    pub history: History,
}

/// Serves until the user stops it. `say` is told what came of every build.
///
/// # Errors
/// When the server cannot be started, and those of `say`.
pub fn run(settings: &Settings, listener: TcpListener, say: &mut dyn FnMut(&Picture, Watching) -> Result<()>) -> Result<()> {
    let (sender, receiver) = mpsc::channel();
    let mut inbox = Inbox::new(receiver);
    let mut watch = Watch::start(&settings.root, settings.watching, sender.clone());
    let kept = Kept::new(settings.now);
    let (screen, picture) = screen::channel(Arc::new(Picture::default()));
    http::start(listener, Stage { root: settings.root.clone(), editor: settings.editor.clone(), picture }, sender)?;
    let mut events = BTreeSet::from([Event::Changed]);
    while !events.is_empty() && !events.contains(&Event::Stop) {
        if events.contains(&Event::FolderChanged) {
            watch.renew();
        }
        if events.contains(&Event::Blind) {
            watch.poll();
        }
        if build(settings, &kept, &screen, &mut inbox) {
            say(&screen.borrow(), watch.watching())?;
        }
        events = inbox.next();
    }
    Ok(())
}

/// Builds and shows what came of it. `false` when another change made it useless.
fn build(settings: &Settings, kept: &Kept, screen: &screen::Sender<Arc<Picture>>, inbox: &mut Inbox) -> bool {
    let show = |newest| screen.send_modify(|picture| *picture = Arc::new(picture.after(newest)));
    let draft = match attempt(|| Draft::read(&settings.root, kept, &settings.history, (settings.today)())) {
        Ok(draft) => Arc::new(draft),
        Err(reason) => {
            show(Newest::Failed(reason));
            return true;
        }
    };
    if !draft.is_small() {
        let found = attempt(|| Ok(draft.glance()));
        show(Newest::of(&draft, found));
        if !inbox.rests(LOADING) {
            return false;
        }
    }
    match attempt(|| Ok(draft.examine(&mut || inbox.has_news()))) {
        Ok(None) => false,
        Ok(Some(found)) => {
            show(Newest::of(&draft, Ok(found)));
            true
        }
        Err(reason) => {
            show(Newest::Failed(reason));
            true
        }
    }
}

/// What a piece of work gives, or why it gives nothing: a bug that one file brings up must not end the server.
fn attempt<T>(work: impl FnOnce() -> Result<T>) -> Result<T, String> {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(res) => res.map_err(|err| format!("{err:#}")),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            Err(text.unwrap_or("panic").to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_is_a_failed_attempt() {
        assert_eq!(attempt(|| Ok(1)), Ok(1));
        assert_eq!(attempt(|| anyhow::bail!("disk")) as Result<(), _>, Err("disk".to_owned()));
        assert_eq!(attempt(|| panic!("at {}", 7)) as Result<(), _>, Err("at 7".to_owned()));
        assert_eq!(attempt(|| panic!("plain")) as Result<(), _>, Err("plain".to_owned()));
    }
}
