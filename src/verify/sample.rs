//! A part of the addresses, another one each day.

use super::Expected;
use crate::output::Digest;
use crate::text::date::Date;

/// `n` addresses of all, the front page always among them; the same ones all day.
///
/// The addresses are dealt into as many hands as are needed, and each day has the next one: after `all / (n - 1)` days every address was
/// looked at once, whatever else changes.
#[must_use]
pub fn sample(all: Vec<Expected<'_>>, n: usize, today: Option<Date>) -> Vec<Expected<'_>> {
    let (mut res, mut others): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.path.address().is_empty());
    let n = n.saturating_sub(res.len()).max(1);
    // What lies together does not end up in one hand.
    others.sort_by_cached_key(|it| Digest::of(it.path.as_str().as_bytes()));
    let n_hands = others.len().div_ceil(n).max(1);
    let hand = today.map_or(0, |it| usize::try_from(it.days()).unwrap_or(0)) % n_hands;
    res.extend(others.into_iter().skip(hand).step_by(n_hands));
    res.sort_by(|a, b| a.path.cmp(b.path));
    res
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::output::{Body, Output};
    use crate::path::OutPath;
    use crate::verify::ledger_file;

    #[test]
    fn after_so_many_days_every_address_was_in_a_sample() {
        let mut output = Output::default();
        for n in 0..131 {
            output.insert(OutPath::new(&format!("2568/o{n}/index.html")).expect("inside"), Body::Bytes(Vec::new()));
        }
        output.insert(OutPath::new("index.html").expect("inside"), Body::Bytes(Vec::new()));
        let all = || {
            let one = |(path, body)| Expected { path, body, digest: Digest::of(b""), moved_to: None, place: ledger_file() };
            output.iter().map(one).collect::<Vec<_>>()
        };
        for n in [1, 2, 6, 131, 132, 500] {
            let mut seen = BTreeSet::new();
            let n_days = 131_usize.div_ceil(n.max(2) - 1);
            for day in 0..n_days as u64 {
                let today = Date::of_epoch_in_thailand((20_000 + day) * 86_400);
                let part = sample(all(), n, today);
                assert!(part.len() <= n.max(2) && part.iter().any(|it| it.path.address().is_empty()), "{n}: {}", part.len());
                assert_eq!(part.len(), sample(all(), n, today).len());
                seen.extend(part.iter().map(|it| it.path.as_str().to_owned()));
            }
            assert_eq!(seen.len(), 132, "{n}");
        }
    }
}
