//! Words as Thai staff write them: digits, dates, item codes, look-alike characters.
//!
//! Pure functions over strings. Knows nothing of sites, files or the present day.

pub mod code;
pub mod date;
pub mod digits;
pub mod html;
pub mod normalise;
pub mod spelling;
pub mod suggest;
pub mod years;
