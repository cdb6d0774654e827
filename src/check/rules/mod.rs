//! One rule each.

pub mod broken_sara_am;
pub mod case_collision;
pub mod cloud_drive_link;
pub mod copied_text;
pub mod double_sara_e;
pub mod eit_link_generic;
pub mod eit_link_missing;
pub mod element_not_shown;
pub mod encrypted_file;
pub mod ends_before_it_starts;
pub mod file_type_mismatch;
pub mod forbidden_file_type;
pub mod future_date;
pub mod heading_skip;
pub mod iit_link;
pub mod image_without_alt;
pub mod insecure_link;
pub mod invisible_character;
pub mod macro_file;
pub mod measure_part_missing;
pub mod missing_item;
pub mod misspelling;
pub mod national_id;
pub mod no_evidence;
pub mod not_signed;
pub mod outside_fiscal_year;
pub mod period_not_covered;
pub mod placeholder;
pub mod result_inconsistent;
pub mod same_link_text;
pub mod scanned_pdf;
pub mod short_link;
pub mod staging_link;
pub mod table_without_header;
pub mod unmet_dependency;
pub mod unsafe_file_name;
pub mod unstable_link;
pub mod unused_file;
pub mod vague_link_text;
pub mod wrong_year_in_title;

use super::Check;

/// All of them, sorted by id.
pub static ALL: &[Check] = &[
    broken_sara_am::CHECK,
    case_collision::CHECK,
    cloud_drive_link::CHECK,
    copied_text::CHECK,
    double_sara_e::CHECK,
    eit_link_generic::CHECK,
    eit_link_missing::CHECK,
    element_not_shown::CHECK,
    encrypted_file::CHECK,
    ends_before_it_starts::CHECK,
    file_type_mismatch::CHECK,
    forbidden_file_type::CHECK,
    future_date::CHECK,
    heading_skip::CHECK,
    iit_link::CHECK,
    image_without_alt::CHECK,
    insecure_link::CHECK,
    invisible_character::CHECK,
    macro_file::CHECK,
    measure_part_missing::CHECK,
    missing_item::CHECK,
    misspelling::CHECK,
    national_id::CHECK,
    no_evidence::CHECK,
    not_signed::CHECK,
    outside_fiscal_year::CHECK,
    period_not_covered::CHECK,
    placeholder::CHECK,
    result_inconsistent::CHECK,
    same_link_text::CHECK,
    scanned_pdf::CHECK,
    short_link::CHECK,
    staging_link::CHECK,
    table_without_header::CHECK,
    unmet_dependency::CHECK,
    unsafe_file_name::CHECK,
    unstable_link::CHECK,
    unused_file::CHECK,
    vague_link_text::CHECK,
    wrong_year_in_title::CHECK,
];
