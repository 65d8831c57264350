//! What the table of those affected says, made once when something changed: cells, and what they are sorted by.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::analysis::{Affected, AffectedGroup};
use crate::lang::Language;
use crate::model::IncidentId;
use crate::report;
use crate::say;
use crate::text;
use crate::ui::kills::facet::Facet;
use crate::ui::kills::rows::{KillRow, RowKind};
use crate::ui::state::AppState;

/// A column, in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AffectedColumn {
    Name,
    Kills,
    First,
    Last,
    Apart,
    Limit,
    Largest,
    Level,
}

impl AffectedColumn {
    pub(super) const ALL: [Self; 8] =
        [Self::Name, Self::Kills, Self::First, Self::Last, Self::Apart, Self::Limit, Self::Largest, Self::Level];

    /// Those that give way in a narrow window, the least useful first. The pointer still finds what they say.
    pub(super) const GIVE_WAY: [Self; 6] =
        [Self::Level, Self::First, Self::Apart, Self::Largest, Self::Last, Self::Limit];

    /// What stands above it.
    pub(super) fn title(self, facet: Facet, language: Language) -> &'static str {
        match self {
            Self::Name if facet == Facet::Host => say!(language, "fact-node"),
            Self::Name => say!(language, "column-owner"),
            Self::Kills => say!(language, "column-kills"),
            Self::First => say!(language, "column-first"),
            Self::Last => say!(language, "column-last"),
            Self::Apart => say!(language, "column-apart"),
            Self::Limit => say!(language, "rows-limit"),
            Self::Largest => say!(language, "column-largest"),
            Self::Level => say!(language, "column-limit-of"),
        }
    }

    /// Whether what matters most, and so stands first, is the smallest: names rise, numbers fall.
    const fn rises(self) -> bool {
        matches!(self, Self::Name | Self::First | Self::Apart | Self::Level)
    }
}

/// By what both tables are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AffectedOrder {
    pub(super) by: AffectedColumn,
    reversed: bool,
}

impl Default for AffectedOrder {
    fn default() -> Self {
        Self { by: AffectedColumn::Kills, reversed: false }
    }
}

impl AffectedOrder {
    /// After a click on a heading: another column, or the same the other way round.
    pub(super) fn clicked(self, column: AffectedColumn) -> Self {
        Self { by: column, reversed: self.by == column && !self.reversed }
    }

    pub(super) const fn rises(self) -> bool {
        self.by.rises() != self.reversed
    }
}

/// A line of a table.
#[derive(Clone, Debug)]
pub(super) struct AffectedRow {
    /// The cells, by column.
    pub(super) cells: [String; 8],
    /// The kind of the first of its rows in the list.
    pub(super) kind: RowKind,
    /// What leaves only its kills in the list; `None` where no filter can say it.
    pub(super) value: Option<(Facet, Arc<str>)>,
    /// What is another at its last kill than at its first.
    pub(super) changed: Option<String>,
    keys: [Option<i64>; 8],
}

/// The lines of one table.
#[derive(Clone, Debug)]
pub(super) struct AffectedTable {
    /// What its lines are told apart by.
    pub(super) facet: Facet,
    pub(super) lines: Vec<AffectedRow>,
}

impl AffectedTable {
    /// Workloads and what else owns kills; nodes.
    pub(super) fn both(state: &AppState, affected: &Affected) -> [Self; 2] {
        let make = |facet, groups: &[AffectedGroup]| {
            let one_day = is_one_day(state);
            let lines = groups.iter().filter_map(|group| AffectedRow::new(state, facet, group, one_day)).collect();
            Self { facet, lines }
        };
        [make(Facet::Workload, &affected.owners), make(Facet::Host, &affected.nodes)]
    }

    /// Puts the lines in an order. What has no value comes last whichever way.
    pub(super) fn sort(&mut self, order: AffectedOrder) {
        let at = order.by as usize;
        let turned = |ordering: Ordering| if order.rises() { ordering } else { ordering.reverse() };
        let text = |line: &AffectedRow| line.cells.get(at).map(|cell| cell.to_lowercase());
        let is_text = matches!(order.by, AffectedColumn::Name | AffectedColumn::Level);
        self.lines.sort_by(|a, b| {
            if is_text {
                return (a.value.is_none().cmp(&b.value.is_none())).then_with(|| turned(text(a).cmp(&text(b))));
            }
            let (one, other) = (a.keys.get(at).copied().flatten(), b.keys.get(at).copied().flatten());
            one.is_none().cmp(&other.is_none()).then_with(|| turned(one.cmp(&other)))
        });
    }
}

/// True where all kills were on one day, which the headline names.
fn is_one_day(state: &AppState) -> bool {
    let mut days = state.rows.iter().filter(|row| row.is_report()).map(|row| row.day);
    let first = days.next();
    days.all(|day| Some(day) == first)
}

impl AffectedRow {
    fn new(state: &AppState, facet: Facet, group: &AffectedGroup, one_day: bool) -> Option<Self> {
        let language = state.language;
        let row = |id: IncidentId| state.index_of(id).and_then(|at| state.rows.get(at));
        let first = row(*group.incidents.first()?)?;
        let value = match facet {
            Facet::Host => Facet::Host.value(first).map(|value| (Facet::Host, value)),
            _ => [Facet::Workload, Facet::Owner].into_iter().find_map(|facet| Some((facet, facet.value(first)?))),
        };
        let name = value.map_or_else(|| text::not_in_log(language).to_owned(), |(_, value)| value.to_string());
        let time = |row: &KillRow| if one_day { row.time.to_string() } else { row.when.to_string() };
        let [begin, end] = [group.span.and_then(|span| row(span.first)), group.span.and_then(|span| row(span.last))];
        let nothing = || "–".to_owned();
        let seconds = |row: Option<&KillRow>| row.and_then(|row| row.seconds(state.clock)).map(in_millis);
        let size = |size: Option<u64>| size.and_then(|size| i64::try_from(size).ok());
        Some(Self {
            cells: [
                name,
                text::count(language, group.kills as u64),
                begin.map_or_else(nothing, time),
                end.map_or_else(nothing, time),
                report::affected::apart(language, group).unwrap_or_else(nothing),
                report::affected::limits(language, group).unwrap_or_else(nothing),
                report::affected::largest(language, group).unwrap_or_else(nothing),
                report::affected::levels(language, group),
            ],
            kind: first.kind,
            value: value.map(|(facet, value)| (facet, Arc::clone(value))),
            changed: group.changed.clone(),
            keys: [
                None,
                i64::try_from(group.kills).ok(),
                seconds(begin),
                seconds(end),
                group.apart.map(|apart| apart.num_milliseconds()),
                size(group.limits.map(|limits| limits.most.0)),
                size(group.largest.as_ref().map(|largest| largest.held.0)),
                None,
            ],
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a time on an axis, to be put in an order")]
fn in_millis(seconds: f64) -> i64 {
    (seconds * 1e3) as i64
}
