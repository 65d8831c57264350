//! Facts and nothing else: what the log says, with the line that says it.
//!
//! Types here know no other layer, hold numbers as printed (pages stay pages, the kernel's kB stays KiB)
//! and are not serialisable: the JSON format is a promise of `report`, not a mirror of these types.
//! "Not printed" is `None`, never zero.

mod beancounter;
mod cgroup;
mod companion;
mod few;
mod incident;
pub mod limits;
mod moment;
mod node;
mod note;
mod place;
mod rare;
mod record;
mod refused;
mod shortened;
mod source;
mod task;
mod task_table;
mod time_zone;
mod units;

pub use beancounter::{Beancounter, beancounter};
pub use cgroup::{CgroupMemory, CgroupPath, ChildStats, Counter, Protection, Stat, StatUnit, Stats};
pub use companion::{Companion, CompanionKind, Ties};
pub use few::Few;
pub use incident::{
    CallPath, Caller, Constraint, Incident, IncidentId, KernelInfo, KernelSeries, Outcome, PageSizeFact, Quote, Reaped,
    Report, Summary, Trigger, Victim,
};
pub use moment::{Moment, Uptime, Wall, YearBasis};
pub use node::{FreeBlock, HugePages, KeyedPages, KeyedSize, NodeMemory, NumaNode, SlabRow, Zone};
pub use note::{Note, NoteKind};
pub use place::{Place, SourceId, Span};
pub use rare::{Blank, Rare};
pub use record::{Origin, Record};
pub use refused::RefusedRequest;
pub use shortened::{is_shortened, may_be_one, whole_beginning};
pub use source::{SkippedInput, Source, Survey, is_note};
pub use task::{Task, TaskColumns};
pub use task_table::TaskTable;
pub use time_zone::{NamedZone, Offsets, Readings, TimeZone};
pub use units::{Bytes, Kib, PageSize, PageSizeBasis, Pages};
