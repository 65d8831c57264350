//! What memory did before a kill: series that sysstat, vmstat or Prometheus wrote, kept small.
//!
//! [`HistoryForm`] tells such a text from its beginning, [`HistoryReader`] reads it line by line into [`MemoryTrack`]s, and a
//! [`TrackRun`] is what of a track lies before one kill without a gap; [`judge`] says by [`SHAPES`] what it looks like. What is
//! said of a kill is told in `past`, which knows the kills.

mod clock;
mod prometheus;
mod reader;
mod run;
mod sar;
mod shape;
mod track;
mod vmstat;

pub use reader::{HistoryForm, HistoryFound, HistoryReader};
pub(super) use run::TrackRun;
pub(super) use shape::judge;
pub use shape::{History, HistoryShape, Rise, SHAPES, ShapeRule, SteadyGrowth, shapes_as_markdown};
pub use track::{MemoryTrack, TrackMeasure, TrackOwner, TrackPoint};
