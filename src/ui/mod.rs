//! The window: an eframe shell ([`App`]) around panels that look at one state and push commands.

mod app;
pub mod card;
pub mod command;
mod detail;
mod dialogs;
mod empty;
mod export;
mod filter;
mod folds;
pub mod glossary;
mod headline;
pub mod icon;
mod lanes;
mod list;
mod log;
mod log_lines;
mod node_memory;
pub mod picture;
pub mod raster;
mod rows;
pub mod settings;
mod sheets;
mod shortcuts;
pub mod state;
mod statistics;
mod task_rows;
mod tasks;
pub mod theme;
mod timeline;
mod toasts;
mod toolbar;
pub mod widgets;
mod window;

pub use app::{App, Start, Surroundings};
pub use dialogs::{Answer, DesktopDialogs, FileDialogs, Picked};
pub use window::run;
