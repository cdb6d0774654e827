//! Ids of headings.

use std::collections::{BTreeMap, BTreeSet};

use super::letters::{is_punctuation, is_thai};

/// Ids the theme uses itself.
const RESERVED: [&str; 7] = ["main", "elements", "evidence", "about", "reach", "board", "index"];

/// Whether the page itself uses an id: those above, and `e1`, `e2` … of its evidence.
fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id) || id.strip_prefix('e').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Longest id in characters. A heading can be as long as its file; an address cannot.
const LONGEST: usize = 100;

/// The id that a heading with this text gets, before it is made unique.
///
/// Letters and digits of all scripts stay (ASCII in lower case), spaces become `-`, punctuation goes.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut res = String::new();
    for c in text.chars().take(LONGEST) {
        if c.is_whitespace() || c == '-' {
            if !res.is_empty() && !res.ends_with('-') {
                res.push('-');
            }
        } else if is_thai(c) && !is_punctuation(c) || c.is_alphanumeric() {
            res.push(c.to_ascii_lowercase());
        }
    }
    res.truncate(res.trim_end_matches('-').len());
    // `fn-1` and `fnref-1` belong to the notes; nothing but punctuation leaves nothing.
    if res.is_empty() || res.starts_with("fn-") || res.starts_with("fnref-") {
        format!("section-{res}").trim_end_matches('-').to_owned()
    } else {
        res
    }
}

/// The ids given so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The number to try next, so that a thousand equal headings are not a million tries.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// An id for a heading: the author's if it is plain, else one of its text.
    pub(super) fn give(&mut self, wish: Option<&str>, text: &str) -> String {
        let plain = |id: &String| !id.is_empty() && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        // Through `slug` nonetheless: it keeps off the ids of notes.
        let base = wish.map(str::to_ascii_lowercase).filter(plain).map_or_else(|| slug(text), |id| slug(&id));
        let id = self.free(base);
        self.taken.insert(id.clone());
        id
    }

    fn free(&mut self, base: String) -> String {
        if !is_reserved(&base) && !self.taken.contains(&base) {
            return base;
        }
        let next = self.next.entry(base.clone()).or_insert(2);
        loop {
            let id = format!("{base}-{next}");
            *next += 1;
            if !self.taken.contains(&id) {
                return id;
            }
        }
    }
}
