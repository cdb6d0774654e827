//! What browsers are shown: pages, and what is wrong with the newest state of the files.

use std::sync::Arc;

use super::draft::Draft;
use crate::diag::{Diagnostic, Language, Tally};
use crate::theme::Strings;

/// What browsers are shown.
#[derive(Debug, Default)]
pub struct Picture {
    /// What came of the newest build.
    pub newest: Newest,
    /// The pages on the screen.
    pages: Option<Pages>,
    /// Counts the changes of the pages.
    generation: u64,
    /// Those that were there before them, should they turn out to be broken.
    before: Option<Arc<Draft>>,
}

/// Pages on the screen.
#[derive(Debug, Clone)]
struct Pages {
    draft: Arc<Draft>,
    /// Whether an error is known in them; only where there is nothing better to show.
    are_broken: bool,
}

/// What came of a build.
#[derive(Debug, Default)]
pub enum Newest {
    /// It is the first one, and not done yet.
    #[default]
    Awaited,
    /// The site was read.
    Judged {
        /// The site.
        draft: Arc<Draft>,
        /// What is wrong with it.
        found: Vec<Diagnostic>,
    },
    /// It could not be read, or the program has a bug; why.
    Failed(String),
}

impl Picture {
    /// The picture after a build.
    #[must_use]
    pub(super) fn after(&self, newest: Newest) -> Picture {
        let pages = match &newest {
            Newest::Awaited | Newest::Failed(_) => self.pages.clone(),
            Newest::Judged { draft, found } if Tally::of(found).errors == 0 => Some(Pages { draft: Arc::clone(draft), are_broken: false }),
            Newest::Judged { draft, .. } => Some(self.kept(draft)),
        };
        let is_same = match (&self.pages, &pages) {
            (Some(old), Some(new)) => Arc::ptr_eq(&old.draft, &new.draft),
            (old, new) => old.is_none() && new.is_none(),
        };
        if is_same {
            return Picture { newest, pages, generation: self.generation, before: self.before.clone() };
        }
        let before = self.pages.as_ref().filter(|it| !it.are_broken).map(|it| Arc::clone(&it.draft));
        Picture { newest, pages, generation: self.generation + 1, before }
    }

    /// What stays on the screen while a draft has errors: the last good pages, and the draft itself if there are none.
    fn kept(&self, draft: &Arc<Draft>) -> Pages {
        match (&self.pages, &self.before) {
            (Some(pages), _) if !pages.are_broken && !Arc::ptr_eq(&pages.draft, draft) => pages.clone(),
            (_, Some(before)) => Pages { draft: Arc::clone(before), are_broken: false },
            (_, None) => Pages { draft: Arc::clone(draft), are_broken: true },
        }
    }

    /// The pages on the screen; `None` until the site could be read.
    #[must_use]
    pub fn pages(&self) -> Option<&Draft> {
        self.pages.as_ref().map(|it| &*it.draft)
    }

    /// Whether older pages are shown than the files would make.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        match (&self.newest, &self.pages) {
            (Newest::Judged { draft, .. }, Some(pages)) => !Arc::ptr_eq(draft, &pages.draft),
            (Newest::Failed(_), pages) => pages.is_some(),
            _ => false,
        }
    }

    /// The newest site that could be read.
    #[must_use]
    pub fn newest_draft(&self) -> Option<&Draft> {
        match &self.newest {
            Newest::Judged { draft, .. } => Some(draft),
            Newest::Awaited | Newest::Failed(_) => self.pages(),
        }
    }

    /// The words of its theme.
    pub(super) fn strings(&self) -> Arc<Strings> {
        self.newest_draft().map_or_else(|| Arc::new(Strings::built_in(Language::Thai)), |it| Arc::clone(&it.prepared.theme.strings))
    }

    /// A name for the pages on the screen, different after a restart.
    pub(super) fn edition(&self) -> String {
        format!("{}-{}", std::process::id(), self.generation)
    }
}

impl Newest {
    /// The outcome of looking at a draft.
    pub(super) fn of(draft: &Arc<Draft>, found: Result<Vec<Diagnostic>, String>) -> Newest {
        match found {
            Ok(found) => Newest::Judged { draft: Arc::clone(draft), found },
            Err(reason) => Newest::Failed(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::rules::misfiled_item;
    use crate::path::SitePath;

    fn draft() -> Arc<Draft> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let kept = crate::serve::draft::Kept::new(std::time::SystemTime::now);
        Arc::new(Draft::read(folder.path(), &kept, &crate::history::History::default(), None).expect("an empty folder is readable"))
    }

    fn judged(draft: &Arc<Draft>, is_good: bool) -> Newest {
        let path = SitePath::new("content/x.md").expect("inside");
        let found = if is_good { Vec::new() } else { vec![misfiled_item::unknown_place(&path, "o12.md")] };
        Newest::of(draft, Ok(found))
    }

    fn shows(picture: &Picture, draft: &Arc<Draft>) -> bool {
        picture.pages().is_some_and(|it| std::ptr::eq(it, &raw const **draft))
    }

    #[test]
    fn the_last_good_pages_stay_until_there_are_better_ones() {
        let [good, bad, better] = [draft(), draft(), draft()];
        let first = Picture::default().after(judged(&good, true));
        assert!(shows(&first, &good) && !first.is_behind());
        let broken = first.after(judged(&bad, false));
        assert!(shows(&broken, &good) && broken.is_behind());
        assert_eq!(broken.edition(), first.edition(), "nothing to load again");
        let failed = broken.after(Newest::Failed("disk".to_owned()));
        assert!(shows(&failed, &good) && failed.is_behind());
        let mended = failed.after(judged(&better, true));
        assert!(shows(&mended, &better) && !mended.is_behind());
        assert_ne!(mended.edition(), first.edition());
    }

    #[test]
    fn where_nothing_was_ever_good_the_broken_pages_are_shown() {
        let [bad, worse] = [draft(), draft()];
        let first = Picture::default().after(judged(&bad, false));
        assert!(shows(&first, &bad) && !first.is_behind());
        assert!(shows(&first.after(judged(&worse, false)), &worse));
        let failed = Picture::default().after(Newest::Failed("disk".to_owned()));
        assert!(failed.pages().is_none() && !failed.is_behind());
    }

    #[test]
    fn what_looked_good_and_was_not_gives_way() {
        let [good, hasty] = [draft(), draft()];
        let glance = Picture::default().after(judged(&good, true)).after(judged(&hasty, true));
        assert!(shows(&glance, &hasty));
        let examined = glance.after(judged(&hasty, false));
        assert!(shows(&examined, &good) && examined.is_behind());
        // Without anything before it, it stays, with its errors told.
        let alone = Picture::default().after(judged(&hasty, true)).after(judged(&hasty, false));
        assert!(shows(&alone, &hasty));
    }
}
