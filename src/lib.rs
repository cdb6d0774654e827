//! Prongsai turns a folder of Markdown files into the ITA section of a Thai local government's web site.
//!
//! The way of a build, as [`pipeline::build`] goes it:
//!
//! ```text
//! input::read        the disk              → Inputs        texts, attachments, theme files
//! config::read       content/site.yaml     → Config        agency, offices, address of the section
//! content::read      Markdown and YAML     → Documents     each on its own, in parallel
//! site::assemble     all of these, schemes → Site          ids looked up, links followed
//! theme::read        themes/               → Theme         templates, strings, static files
//! render::render     Site and Theme        → Output        every file of the section, in parallel
//! output::write      Output                → public/       in one step
//! ledger::write      its addresses         → content/urls.lock
//! ```
//!
//! Findings go into a [`diag::Sink`] all along the way; between the first and the last line nothing touches the disk.
//!
//! Modules stand in the order in which they may be used: a module uses itself and what stands above it.

pub mod text;
pub mod path;
pub mod source;
pub mod diag;
pub mod yaml;
pub mod formats;
pub mod inspect;
pub mod history;
pub mod input;
pub mod config;
pub mod scheme;
pub mod content;
pub mod site;
pub mod output;
pub mod ledger;
pub mod theme;
pub mod render;
pub mod check;
pub mod schema;
pub mod start;
pub mod pipeline;
pub mod serve;
pub mod publish;
pub mod verify;
pub mod snapshot;
pub mod term;
pub mod cmd;
