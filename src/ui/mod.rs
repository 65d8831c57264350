//! The window.

pub mod raster;
pub mod settings;
pub mod state;
pub mod theme;

#[expect(dead_code, reason = "the panels that read it follow")]
mod filter;
#[expect(dead_code, reason = "the panels that read it follow")]
mod rows;
