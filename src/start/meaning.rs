//! Which item of one list is which of another, by what they mean: the same number means another thing in another year.

use crate::scheme::{Scheme, Title};
use crate::text::normalise::fold;

/// For every item of the new list, those of the old one that it goes on from, by their places.
///
/// One list is itself. Else an item says what it continues (`continues` in the scheme), or bears the same title in Thai or in
/// English. No old item is used twice.
#[must_use]
pub fn pairs(old: &Scheme, new: &Scheme) -> Vec<Vec<usize>> {
    let mut is_free = vec![true; old.items.len()];
    let mut res: Vec<Vec<usize>> = vec![Vec::new(); new.items.len()];
    let mut take = |of: usize, found: &mut dyn Iterator<Item = usize>| {
        let free: Vec<usize> = found.filter(|it| std::mem::take(&mut is_free[*it])).collect();
        res[of].extend(free);
    };
    // What is said goes before what is only alike.
    for (n, item) in new.items.iter().enumerate() {
        let own = (old.id == new.id).then_some(item.code);
        let continued = item.continues.iter().filter(|(id, _)| *id == old.id).flat_map(|(_, codes)| codes.iter().copied());
        take(n, &mut own.into_iter().chain(continued).filter_map(|code| old.item(code)).map(|it| it.0));
    }
    let is_said: Vec<bool> = new.items.iter().map(|it| old.id == new.id || it.continues.iter().any(|(id, _)| *id == old.id)).collect();
    for alike in [same_in_thai, same_in_english] {
        for (n, item) in new.items.iter().enumerate().filter(|(n, _)| !is_said[*n]) {
            let mut found = old.items.iter().enumerate().filter(|(_, it)| alike(&it.title, &item.title)).map(|it| it.0);
            take(n, &mut found.by_ref().take(1));
        }
    }
    res
}

/// Whether two titles are one.
#[must_use]
pub fn is_same(a: &Title, b: &Title) -> bool {
    same_in_thai(a, b) || same_in_english(a, b)
}

fn same_in_thai(a: &Title, b: &Title) -> bool {
    fold(&a.th) == fold(&b.th)
}

fn same_in_english(a: &Title, b: &Title) -> bool {
    fold(&a.en) == fold(&b.en)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::Sink;
    use crate::input::Inputs;
    use crate::scheme::{BUILT_IN, Schemes};

    fn scheme(id: &str) -> Arc<Scheme> {
        let inputs = Inputs::of(&BUILT_IN);
        Schemes::find(&inputs).by_id(id, &inputs, &mut Sink::default()).expect("built in")
    }

    /// `O5>O3`: the old item and the new one.
    fn shown(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (scheme(old), scheme(new));
        let pairs = pairs(&old, &new);
        let lines =
            pairs.iter().zip(&new.items).flat_map(|(from, to)| from.iter().map(|it| format!("{}>{}", old.items[*it].code, to.code)));
        lines.collect()
    }

    #[test]
    fn items_are_found_again_by_their_meaning() {
        assert_eq!(shown("oit-2566", "oit-2566").len(), 43);
        // O1 takes in O1 and O3 of 2566: the lists say so.
        assert_eq!(
            shown("oit-2566", "oit-2568"),
            [
                "O1>O1", "O3>O1", "O2>O2", "O5>O3", "O7>O4", "O4>O5", "O13>O7", "O18>O10", "O16>O11", "O22>O13", "O26>O15", "O27>O17",
                "O28>O18", "O29>O19", "O30>O20", "O36>O25", "O42>O27"
            ]
        );
        assert_eq!(
            shown("oit-2566", "oit-2569"),
            ["O1>O1", "O3>O1", "O2>O2", "O7>O4", "O4>O5", "O13>O7", "O18>O10", "O21>O11", "O27>O16", "O28>O17", "O29>O18", "O36>O23"]
        );
        assert_eq!(
            shown("oit-2568", "oit-2569"),
            [
                "O1>O1", "O2>O2", "O4>O4", "O5>O5", "O6>O6", "O7>O7", "O8>O8", "O9>O9", "O10>O10", "O16>O15", "O17>O16", "O18>O17",
                "O19>O18", "O25>O23", "O26>O24", "O28>O26"
            ]
        );
    }
}
