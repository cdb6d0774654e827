//! A reader that panics all the same takes nothing down and says nothing on the terminal.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What the call returns; none when it panicked. Panics of other threads are said as before.
pub(super) fn quietly<T>(call: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    let outer = QUIET.replace(true);
    let res = catch_unwind(AssertUnwindSafe(call)).ok();
    QUIET.set(outer);
    res
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_panic_becomes_nothing() {
        assert_eq!(super::quietly(|| 1), Some(1));
        assert_eq!(super::quietly(|| assert!(std::hint::black_box(false))), None);
    }
}
