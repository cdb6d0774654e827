//! Prongsai turns a folder of Markdown files into the ITA section of a Thai local government's web site.

pub mod text;
pub mod path;
pub mod source;
pub mod diag;
pub mod yaml;
pub mod input;
pub mod config;
pub mod scheme;
pub mod content;
pub mod site;
pub mod output;
pub mod theme;
pub mod render;
pub mod pipeline;
pub mod term;
pub mod cmd;
