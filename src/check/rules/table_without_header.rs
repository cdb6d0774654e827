//! The rule `table-without-header`.

use crate::check::{Check, Page, Run, Scene};
use crate::diag::{Diagnostic, Group, Sink, rule};
use crate::source::Span;

rule! {
    /// ## What it checks
    /// The first row of a table names its columns. One empty cell, such as that over the names of the rows, is fine.
    ///
    /// ## Why it matters
    /// Without names of columns a number is only a number, most of all for who has the table read aloud cell by cell.
    "table-without-header", Group::Access
}

/// The rule.
pub(crate) const CHECK: Check = Check { rule: &RULE, run: Run::Page(run) };

fn run(scene: &Scene<'_>, page: &Page<'_>, sink: &mut Sink) {
    for head in &page.body.fragment.empty_heads {
        sink.push(fault(page.in_body(scene, head)));
    }
}

fn fault(span: Span) -> Diagnostic {
    RULE.at(span, "ตารางไม่มีชื่อคอลัมน์", "the columns of the table have no names")
        .help("เขียนชื่อคอลัมน์ในแถวแรก เช่น `| รายการ | จำนวน |`", "name the columns in the first row: `| รายการ | จำนวน |`")
}
