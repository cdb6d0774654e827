//! One rule each.

pub mod no_evidence;

use super::Check;

/// All of them, sorted by id.
pub static ALL: &[Check] = &[no_evidence::CHECK];
