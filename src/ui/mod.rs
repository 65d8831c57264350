//! The window: an eframe shell ([`App`]) around panels that look at one state and push commands.

mod app;
pub mod card;
mod compare;
mod detail;
mod dialogs;
mod elide;
mod empty;
mod export;
mod focus;
pub mod glossary;
mod headline;
pub mod icon;
mod kills;
pub mod language;
mod list;
mod log;
mod node_memory;
pub mod picture;
pub mod raster;
mod semibold;
pub mod settings;
mod sheets;
mod shortcuts;
pub mod state;
mod statistics;
mod tasks;
pub mod theme;
mod timeline;
mod toasts;
mod toolbar;
pub mod widgets;
mod window;

pub use app::{App, Start, Surroundings};
pub use dialogs::{Answer, DesktopDialogs, FileDialogs, Picked};
pub use language::system_fonts;
pub use window::run;
