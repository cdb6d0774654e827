//! From an [`Output`](crate::output::Output) to a host, so that every address works at every moment.
//!
//! Does not build and does not print. Nothing that prongsai did not put on the host is touched.

pub mod address;
pub mod folder;
pub mod plan;
pub mod remote;
pub mod secret;
pub mod trust;
