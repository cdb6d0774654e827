//! "Did you mean": the known word nearest to one that is not known.

/// The candidate that is close enough to be a slip of the hand, if any. Ties go to the first in order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = candidates.into_iter().map(|it| (score(&word, &it.to_lowercase()), it));
    let best = scored.fold(None::<(f64, &str)>, |best, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.filter(|(score, _)| *score >= 0.7).map(|(_, it)| it)
}

fn score(word: &str, candidate: &str) -> f64 {
    let near = strsim::jaro_winkler(word, candidate).min(strsim::normalized_damerau_levenshtein(word, candidate) + 0.25);
    // `office` for `offices`, `status_` for `status`.
    if candidate.starts_with(word) || word.starts_with(candidate) { near.max(0.8) } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let known = ["item", "offices", "status", "updated", "covers", "evidence"];
        assert_eq!(nearest("ofices", known), Some("offices"));
        assert_eq!(nearest("office", known), Some("offices"));
        assert_eq!(nearest("stauts", known), Some("status"));
        assert_eq!(nearest("Updated", known), Some("updated"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest("x", known), None);
    }
}
