//! The window.

pub mod settings;
pub mod state;

#[expect(dead_code, reason = "the panels that read it follow")]
mod filter;
#[expect(dead_code, reason = "the panels that read it follow")]
mod rows;
