//! Conclusions → bytes. Pure but for [`write`], the only place that writes output.

pub mod json;
mod write;

pub use write::{WriteError, write_atomically};

/// Name and version of this program, as reports carry it.
pub const GENERATOR: &str = concat!("oomscope ", env!("CARGO_PKG_VERSION"));
