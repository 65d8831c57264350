//! Conclusions → bytes. [`Format`] is the table of formats and [`render`] spells a review in any of them. Pure but for
//! `write`, the only place that writes files that anybody asked for. The readable reports are one walk over the review ([`page()`]) that
//! [`markdown()`] and [`html()`] spell.

pub mod affected;
mod comparison;
mod csv;
mod failures;
mod format;
mod html;
mod jira;
pub mod json;
mod kill;
mod lines;
mod markdown;
mod mask;
pub mod page;
mod picture;
mod plain;
mod refusals;
mod rows;
mod summary;
mod svg;
mod terms;
mod ticket;
mod walk;
mod write;

pub use comparison::{comparison, figure_growth, figure_words, stat_growth, stat_words, task_count};
pub use csv::write as write_csv;
pub use failures::{failures, unread};
pub use format::{Format, render};
pub use html::write as html;
pub use markdown::{table as markdown_table, write as markdown};
pub use mask::Mask;
pub use picture::{LaneBy, MOST_SCALE, PictureFormat, PictureLayout, PictureSubject, Spec};
pub use plain::{table as plain_table, write as plain};
pub use rows::{kills as kills_table, tsv};
pub use summary::{HeadlineCounts, has_kill, headline, headline_of, nothing_found};
pub use walk::page;

pub use write::{Inputs, WriteError, is_standard_output, write_atomically, write_atomically_by, write_settings};

/// Name and version of this program, as reports carry it.
pub const GENERATOR: &str = concat!("oomscope ", env!("CARGO_PKG_VERSION"));
