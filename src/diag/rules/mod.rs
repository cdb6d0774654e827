//! Rules whose faults are found while files are read, linked and laid out: one file each, with documentation, words and cure.
//!
//! The code that finds a fault calls the constructor here; rules that judge the finished site stand in `check`.

pub mod bad_alias;
pub mod bad_certificate;
pub mod bad_date;
pub mod bad_front_matter;
pub mod bad_ledger;
pub mod bad_redirect;
pub mod bad_table;
pub mod bad_template;
pub mod bad_value;
pub mod bad_yaml;
pub mod broken_anchor;
pub mod broken_link;
pub mod certificate_ends_soon;
pub mod duplicate_header;
pub mod duplicate_item;
pub mod duplicate_url;
pub mod file_too_large;
pub mod foreign_file;
pub mod formula_without_value;
pub mod ledger_outdated;
pub mod login_wall;
pub mod lost_url;
pub mod merged_cells;
pub mod misfiled_item;
pub mod missing_file;
pub mod not_published_yet;
pub mod not_utf8;
pub mod page_changed;
pub mod page_gone;
pub mod ragged_row;
pub mod raw_html;
pub mod snapshot_differs;
pub mod table_too_large;
pub mod unasked_address;
pub mod unknown_column;
pub mod unknown_element;
pub mod unknown_field;
pub mod unknown_item;
pub mod unknown_office;
pub mod unknown_rule;
pub mod unknown_scheme;
pub mod unknown_sheet;
pub mod unnamed_column;
pub mod unsafe_link_scheme;
pub mod unused_allow;
pub mod wrong_media_type;

use super::Rule;

/// All of them, sorted by id.
pub static ALL: &[&Rule] = &[
    &bad_alias::RULE,
    &bad_certificate::RULE,
    &bad_date::RULE,
    &bad_front_matter::RULE,
    &bad_ledger::RULE,
    &bad_redirect::RULE,
    &bad_table::RULE,
    &bad_template::RULE,
    &bad_value::RULE,
    &bad_yaml::RULE,
    &broken_anchor::RULE,
    &broken_link::RULE,
    &certificate_ends_soon::RULE,
    &duplicate_header::RULE,
    &duplicate_item::RULE,
    &duplicate_url::RULE,
    &file_too_large::RULE,
    &foreign_file::RULE,
    &formula_without_value::RULE,
    &ledger_outdated::RULE,
    &login_wall::RULE,
    &lost_url::RULE,
    &merged_cells::RULE,
    &misfiled_item::RULE,
    &missing_file::RULE,
    &not_published_yet::RULE,
    &not_utf8::RULE,
    &page_changed::RULE,
    &page_gone::RULE,
    &ragged_row::RULE,
    &raw_html::RULE,
    &snapshot_differs::RULE,
    &table_too_large::RULE,
    &unasked_address::RULE,
    &unknown_column::RULE,
    &unknown_element::RULE,
    &unknown_field::RULE,
    &unknown_item::RULE,
    &unknown_office::RULE,
    &unknown_rule::RULE,
    &unknown_scheme::RULE,
    &unknown_sheet::RULE,
    &unnamed_column::RULE,
    &unsafe_link_scheme::RULE,
    &unused_allow::RULE,
    &wrong_media_type::RULE,
];
