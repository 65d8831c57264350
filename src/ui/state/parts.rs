//! The parts of the window's memory, each a thing of its own.

use super::command::{Phase, Tab, TimelineMove};
use super::selection::{ChosenKills, Lead};
use crate::analysis::Review;
use crate::model::{IncidentId, Place};
use crate::report::{HeadlineCounts, Mask};
use crate::ui::kills::facet::Facets;
use crate::ui::kills::filter::{Filter, Sort};
use crate::ui::kills::folds::Listing;
use crate::ui::kills::shown::Shown;

/// How far reading is.
#[derive(Debug, Default)]
pub struct Loading {
    /// Reading, done, stopped, broken off.
    pub phase: Phase,
    /// How many bytes that is.
    pub progress: ReadBytes,
    /// Whether the user asked to stop.
    pub(super) stop_asked: bool,
}

/// How many bytes were read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadBytes {
    /// So many,
    pub done: u64,
    /// of so many, where it is known.
    pub total: Option<u64>,
}

/// What is said of all kills together, as of the last [`super::AppState::refresh`].
#[derive(Debug, Default)]
pub(in crate::ui) struct ReviewSummary {
    /// The window's first sentence.
    pub(in crate::ui) headline: String,
    /// Where there is no kill: what was read, and where else to look.
    pub(in crate::ui) nothing_found: Vec<String>,
    /// True where each report ends with a kill.
    pub(in crate::ui) all_killed: bool,
    /// Whether a kill's year is not in its log.
    pub(in crate::ui) assumes_year: bool,
    /// Whether times can be shown in another zone than the log's: all of them, some, or none.
    pub(in crate::ui) shiftable: Shiftable,
    /// Of which revision this is true.
    pub(super) told_for: Option<u64>,
    /// What was counted of the first kills.
    pub(super) counted: HeadlineCounts,
    /// How many kills that was.
    pub(super) counted_kills: usize,
    /// What is known of their times.
    pub(super) dated: DatedKills,
}

/// Kills with a time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DatedKills {
    pub(super) all: usize,
    /// Those whose time names its offset from UTC.
    pub(super) with_offset: usize,
}

/// Which kill is shown, and which are chosen together with it.
#[derive(Debug, Default)]
pub struct Selection {
    /// The selected kill.
    pub selected: Option<IncidentId>,
    /// The kills that are chosen together with it.
    pub(in crate::ui) chosen: ChosenKills,
    /// Grows whenever `chosen` may have changed.
    pub(in crate::ui) chosen_revision: u64,
    /// The two kills that are compared, instead of showing one.
    pub(in crate::ui) compared: Option<(IncidentId, IncidentId)>,
    /// The series whose card is shown, by its index, instead of that of the selected kill, which is one of it.
    pub(in crate::ui) series: Option<usize>,
    /// True while the table of who is affected is shown instead of a kill.
    pub(in crate::ui) affected: bool,
    /// Whether someone chose which kill is shown; else it is the list's first.
    pub(in crate::ui) lead: Lead,
    /// When it was last seen to that a kill of the list is shown: for which lines, kill and choice.
    pub(super) listed_for: Option<(u64, Option<IncidentId>, Lead)>,
    /// The kill to select once it is found, by its first line.
    pub(super) sought: Option<Place>,
    /// Grows whenever something asks the list to bring the selection into view.
    pub(in crate::ui) reveal: u64,
}

/// Moves of the timeline.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::ui) struct TimelineMoves {
    /// How many were asked for.
    pub(in crate::ui) count: u64,
    pub(in crate::ui) last: TimelineMove,
}

impl TimelineMoves {
    pub(super) const fn ask(&mut self, asked: TimelineMove) {
        (self.count, self.last) = (self.count + 1, asked);
    }
}

/// What the list shows.
#[derive(Debug, Default)]
pub(in crate::ui) struct ListState {
    /// What it is narrowed to.
    pub(in crate::ui) filter: Filter,
    /// Its order.
    pub(in crate::ui) sort: Sort,
    /// True once somebody chose that order: no load changes it any more.
    pub(super) is_sort_chosen: bool,
    /// The kills that the filter leaves.
    pub(super) shown: Shown,
    /// Grows whenever `shown` changes.
    pub(in crate::ui) shown_revision: u64,
    pub(super) shown_for: Option<(u64, Filter, Sort)>,
    /// Its lines and folds.
    pub(in crate::ui) listing: Listing,
    /// What the kills can be told apart by.
    pub(super) facets: Facets,
}

/// The tabs below the card.
#[derive(Debug, Default)]
pub struct Tabs {
    /// The one that is shown.
    pub shown: Tab,
    /// Grows whenever someone asks for a tab, so that it makes room for itself.
    pub(in crate::ui) asked: u64,
}

/// What the log is asked to show.
#[derive(Debug, Default)]
pub(in crate::ui) struct LogRequest {
    /// The line that it should show next.
    pub(in crate::ui) wanted_line: Option<Place>,
    /// Grows with every line that is asked for, so that the same line can be asked for again.
    pub(in crate::ui) lines_wanted: u64,
    /// Grows with every step from find to find in the log.
    pub(in crate::ui) find_steps: u64,
    /// Whether the last of those steps went on, not back.
    pub(in crate::ui) finds_forward: bool,
}

/// Under which names and times what was found is shown.
#[derive(Debug, Default)]
pub(in crate::ui) struct Presentation {
    /// Made-up names, where they are shown instead of the real ones.
    pub(in crate::ui) mask: Option<Mask>,
    /// What was really found, while made-up names or another zone's times are shown.
    pub(super) real: Option<Review>,
    /// What is being made.
    pub(super) changing: Option<PresentationChange>,
    /// How many times something else was asked for.
    pub(super) change: u64,
}

/// Another presentation, which is being made.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct PresentationChange {
    /// Whether it has made-up names.
    pub(super) masked: bool,
    /// True until an errand was made of it.
    pub(super) asked: bool,
}

/// How many of the kills' times name their offset from UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) enum Shiftable {
    All,
    Some,
    #[default]
    None,
}

impl Shiftable {
    pub(super) const fn of(kills: DatedKills) -> Self {
        match kills.with_offset {
            0 => Self::None,
            some if some == kills.all => Self::All,
            _ => Self::Some,
        }
    }
}
