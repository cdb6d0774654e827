//! Rules whose faults are found while files are read, linked and laid out: one file each, with documentation, words and cure.
//!
//! The code that finds a fault calls the constructor here; rules that judge the finished site stand in `check`.

pub mod bad_alias;
pub mod bad_date;
pub mod bad_front_matter;
pub mod bad_ledger;
pub mod bad_template;
pub mod bad_value;
pub mod bad_yaml;
pub mod broken_anchor;
pub mod broken_link;
pub mod duplicate_item;
pub mod duplicate_url;
pub mod file_too_large;
pub mod ledger_outdated;
pub mod lost_url;
pub mod misfiled_item;
pub mod missing_file;
pub mod not_utf8;
pub mod raw_html;
pub mod unknown_element;
pub mod unknown_field;
pub mod unknown_item;
pub mod unknown_office;
pub mod unknown_rule;
pub mod unknown_scheme;
pub mod unsafe_link_scheme;
pub mod unused_allow;

use super::Rule;

/// All of them, sorted by id.
pub static ALL: &[&Rule] = &[
    &bad_alias::RULE,
    &bad_date::RULE,
    &bad_front_matter::RULE,
    &bad_ledger::RULE,
    &bad_template::RULE,
    &bad_value::RULE,
    &bad_yaml::RULE,
    &broken_anchor::RULE,
    &broken_link::RULE,
    &duplicate_item::RULE,
    &duplicate_url::RULE,
    &file_too_large::RULE,
    &ledger_outdated::RULE,
    &lost_url::RULE,
    &misfiled_item::RULE,
    &missing_file::RULE,
    &not_utf8::RULE,
    &raw_html::RULE,
    &unknown_element::RULE,
    &unknown_field::RULE,
    &unknown_item::RULE,
    &unknown_office::RULE,
    &unknown_rule::RULE,
    &unknown_scheme::RULE,
    &unsafe_link_scheme::RULE,
    &unused_allow::RULE,
];
