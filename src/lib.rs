//! Prongsai turns a folder of Markdown files into the ITA section of a Thai local government's web site.

pub mod text;
pub mod path;
pub mod source;
pub mod diag;
pub mod yaml;
