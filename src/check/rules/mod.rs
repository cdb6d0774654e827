//! One rule each.

pub mod eit_link_generic;
pub mod eit_link_missing;
pub mod element_not_shown;
pub mod ends_before_it_starts;
pub mod future_date;
pub mod measure_part_missing;
pub mod missing_item;
pub mod no_evidence;
pub mod not_signed;
pub mod outside_fiscal_year;
pub mod period_not_covered;
pub mod unmet_dependency;
pub mod wrong_year_in_title;

use super::Check;

/// All of them, sorted by id.
pub static ALL: &[Check] = &[
    eit_link_generic::CHECK,
    eit_link_missing::CHECK,
    element_not_shown::CHECK,
    ends_before_it_starts::CHECK,
    future_date::CHECK,
    measure_part_missing::CHECK,
    missing_item::CHECK,
    no_evidence::CHECK,
    not_signed::CHECK,
    outside_fiscal_year::CHECK,
    period_not_covered::CHECK,
    unmet_dependency::CHECK,
    wrong_year_in_title::CHECK,
];
