//! Which columns the task table shows, in which order and how wide: as the user chose, and where nothing was chosen, as
//! the room allows. No window here.

use crate::lang::Language;
use crate::say;
use crate::ui::language::LabelFn;
use serde::{Deserialize, Serialize};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum TaskViewColumn {
    Name,
    Processes,
    Pid,
    Tgid,
    Uid,
    Rss,
    Share,
    Anon,
    File,
    Shmem,
    Virtual,
    PageTables,
    Swap,
    Adjustment,
    Badness,
}

/// How a column is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    pub(crate) column: TaskViewColumn,
    title: LabelFn,
    /// The kernel's word for it, which the glossary explains.
    pub(crate) word: &'static str,
    /// In points, where the user chose no width.
    pub(crate) width: f32,
    /// Where there is no room for all columns, those of the least worth are left out first.
    worth: u8,
}

/// The worth of a column without which the table says nothing.
const ALWAYS: u8 = u8::MAX;

impl Heading {
    /// The column's name.
    pub(crate) fn title(&self, language: Language) -> &'static str {
        (self.title)(language)
    }
}

const fn heading(column: TaskViewColumn, title: LabelFn, word: &'static str, width: f32, worth: u8) -> Heading {
    Heading { column, title, word, width, worth }
}

/// Every column, in the order in which they stand while the user chose no other.
pub(crate) const HEADINGS: &[Heading] = &[
    heading(TaskViewColumn::Name, |it| say!(it, "tabs-column-name"), "name", 168.0, ALWAYS),
    heading(TaskViewColumn::Processes, |it| say!(it, "tabs-column-processes"), "processes", 92.0, ALWAYS),
    heading(TaskViewColumn::Pid, |it| say!(it, "tabs-column-pid"), "pid", 72.0, 12),
    heading(TaskViewColumn::Tgid, |it| say!(it, "tabs-column-tgid"), "tgid", 72.0, 1),
    heading(TaskViewColumn::Uid, |it| say!(it, "tabs-column-uid"), "uid", 60.0, 4),
    heading(TaskViewColumn::Rss, |it| say!(it, "tabs-column-resident"), "rss", 92.0, ALWAYS),
    heading(TaskViewColumn::Share, |it| say!(it, "tabs-column-share"), "share", 116.0, 9),
    heading(TaskViewColumn::Anon, |it| say!(it, "tabs-column-anonymous"), "rss_anon", 98.0, 8),
    heading(TaskViewColumn::File, |it| say!(it, "tabs-column-file"), "rss_file", 84.0, 3),
    heading(TaskViewColumn::Shmem, |it| say!(it, "tabs-column-shared"), "rss_shmem", 84.0, 5),
    heading(TaskViewColumn::Virtual, |it| say!(it, "tabs-column-virtual"), "total_vm", 84.0, 2),
    heading(TaskViewColumn::PageTables, |it| say!(it, "tabs-column-page-tables"), "pgtables_bytes", 98.0, 6),
    heading(TaskViewColumn::Swap, |it| say!(it, "tabs-column-swap"), "swapents", 72.0, 7),
    heading(TaskViewColumn::Adjustment, |it| say!(it, "tabs-column-adjustment"), "oom_score_adj", 100.0, 10),
    heading(TaskViewColumn::Badness, |it| say!(it, "tabs-column-badness"), "badness", 88.0, 11),
];

/// How narrow and how wide a column can be made, in points.
const WIDTHS: std::ops::RangeInclusive<f32> = 44.0..=600.0;

/// How much of the room that is left the name and the share take before the others get any, in points.
const GROWING: [(TaskViewColumn, f32); 2] = [(TaskViewColumn::Name, 140.0), (TaskViewColumn::Share, 120.0)];

/// What the user chose of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ColumnChoice {
    column: TaskViewColumn,
    /// Shown or not whatever the room; by the room where nothing was chosen.
    #[serde(default)]
    shown: Option<bool>,
    /// In points.
    #[serde(default)]
    width: Option<u16>,
}

/// What the user chose of the columns, in the order in which they shall stand; empty while nothing was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(Vec<ColumnChoice>);

/// A column that is shown, as wide as it is so far.
#[derive(Clone, Copy)]
struct FittedColumn {
    heading: Heading,
    choice: ColumnChoice,
    /// In points.
    width: f32,
}

/// A column in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlacedColumn {
    pub(crate) heading: Heading,
    /// Its left edge from that of the table, in points.
    pub(crate) left: f32,
    pub(crate) width: f32,
}

impl Choices {
    /// Every column once: as chosen, and those that were not, behind the one that they follow by nature.
    fn all(&self) -> Vec<ColumnChoice> {
        let mut all: Vec<ColumnChoice> = Vec::with_capacity(HEADINGS.len());
        for choice in &self.0 {
            if !all.iter().any(|known| known.column == choice.column) {
                all.push(*choice);
            }
        }
        for (at, heading) in HEADINGS.iter().enumerate() {
            if all.iter().any(|known| known.column == heading.column) {
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| HEADINGS.get(before)).map(|heading| heading.column);
            let place = all.iter().position(|known| Some(known.column) == before).map_or(0, |place| place + 1);
            all.insert(place, ColumnChoice { column: heading.column, shown: None, width: None });
        }
        all
    }

    /// The headings in the order in which they stand, of the columns that are there.
    pub(crate) fn in_order(&self, there: &[TaskViewColumn]) -> Vec<Heading> {
        let known = self.all().into_iter().filter(|choice| there.contains(&choice.column));
        known.filter_map(|choice| heading_of(choice.column)).collect()
    }

    /// Shows a column or leaves it out, whatever the room.
    pub(crate) fn show(&mut self, column: TaskViewColumn, shown: bool) {
        self.change(column, |choice| choice.shown = Some(shown));
    }

    /// Gives a column a width in points.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a column can have")]
    pub(crate) fn widen(&mut self, column: TaskViewColumn, width: f32) {
        let width = width.clamp(*WIDTHS.start(), *WIDTHS.end()).round() as u16;
        self.change(column, |choice| choice.width = Some(width));
    }

    /// Gives a column the width that it has by nature.
    pub(crate) fn unwiden(&mut self, column: TaskViewColumn) {
        self.change(column, |choice| choice.width = None);
    }

    /// Moves a column by so many places among those that are there.
    pub(crate) fn shift(&mut self, column: TaskViewColumn, step: isize, there: &[TaskViewColumn]) {
        let all = self.all();
        let seen: Vec<usize> =
            (0..all.len()).filter(|at| all.get(*at).is_some_and(|choice| there.contains(&choice.column))).collect();
        let from = seen.iter().position(|at| all.get(*at).is_some_and(|choice| choice.column == column));
        let to = from.map(|from| from.saturating_add_signed(step).min(seen.len().saturating_sub(1)));
        let over = to.and_then(|at| all.get(*seen.get(at)?)).map(|choice| choice.column);
        if let Some(over) = over {
            self.put(column, over);
        }
    }

    /// Puts a column where another is.
    pub(crate) fn put(&mut self, column: TaskViewColumn, over: TaskViewColumn) {
        let mut all = self.all();
        let place = |wanted| all.iter().position(|choice| choice.column == wanted);
        let (Some(from), Some(to)) = (place(column), place(over)) else { return };
        let moved = all.remove(from);
        all.insert(to, moved);
        self.0 = all;
    }

    fn change(&mut self, column: TaskViewColumn, change: impl FnOnce(&mut ColumnChoice)) {
        self.0 = self.all();
        if let Some(choice) = self.0.iter_mut().find(|choice| choice.column == column) {
            change(choice);
        }
    }

    /// The columns to show of those that are there, in their places. `sorted` is shown whatever the room. They are wider
    /// than the room only where the user wants more than there is room for.
    pub(crate) fn fit(&self, there: &[TaskViewColumn], sorted: TaskViewColumn, room: f32) -> Vec<PlacedColumn> {
        let mut columns: Vec<FittedColumn> = Vec::new();
        for choice in self.all() {
            let Some(heading) = heading_of(choice.column) else { continue };
            if there.contains(&choice.column) && choice.shown != Some(false) {
                columns.push(FittedColumn { heading, choice, width: choice.width.map_or(heading.width, f32::from) });
            }
        }
        let wide = |columns: &[FittedColumn]| columns.iter().map(|column| column.width).sum::<f32>();
        while wide(&columns) > room {
            let can_go = |(_, FittedColumn { heading, choice, .. }): &(usize, &FittedColumn)| {
                choice.shown.is_none() && heading.worth != ALWAYS && heading.column != sorted
            };
            let least = columns.iter().enumerate().filter(can_go).min_by_key(|(_, column)| column.heading.worth);
            let Some((at, _)) = least else { break };
            columns.remove(at);
        }
        let left_over = room - wide(&columns);
        grow(&mut columns, left_over);
        let mut left = 0.0;
        let placed = |FittedColumn { heading, width, .. }| {
            let placed = PlacedColumn { heading, left, width };
            left += width;
            placed
        };
        columns.into_iter().map(placed).collect()
    }
}

/// Gives the room that is left to the columns whose width was not chosen.
fn grow(columns: &mut [FittedColumn], mut left_over: f32) {
    let mut free: Vec<&mut FittedColumn> = columns.iter_mut().filter(|column| column.choice.width.is_none()).collect();
    for FittedColumn { heading, width, .. } in &mut free {
        let most = GROWING.iter().find(|(column, _)| *column == heading.column).map_or(0.0, |(_, most)| *most);
        let more = most.min(left_over.max(0.0));
        *width += more;
        left_over -= more;
    }
    if !free.is_empty() && left_over > 0.0 {
        let each = left_over / free.len() as f32;
        for column in free {
            column.width += each;
        }
    }
}

fn heading_of(column: TaskViewColumn) -> Option<Heading> {
    HEADINGS.iter().find(|heading| heading.column == column).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: [TaskViewColumn; 15] = {
        let mut all = [TaskViewColumn::Name; 15];
        let mut at = 0;
        while at < all.len() {
            all[at] = HEADINGS[at].column;
            at += 1;
        }
        all
    };

    fn columns(placed: &[PlacedColumn]) -> Vec<TaskViewColumn> {
        placed.iter().map(|placed| placed.heading.column).collect()
    }

    fn width(placed: &[PlacedColumn]) -> f32 {
        placed.iter().map(|placed| placed.width).sum()
    }

    #[test]
    fn columns_fill_the_room_and_the_least_useful_go_first() {
        let choices = Choices::default();
        for room in [600.0, 900.0, 1240.0, 1500.0, 3600.0] {
            let placed = choices.fit(&EVERY, TaskViewColumn::Rss, room);
            assert!((width(&placed) - room).abs() < 0.5, "{room}: {}", width(&placed));
        }
        assert_eq!(choices.fit(&EVERY, TaskViewColumn::Rss, 3600.0).len(), EVERY.len());
        let some = columns(&choices.fit(&EVERY, TaskViewColumn::Rss, 1000.0));
        assert!(!some.contains(&TaskViewColumn::Tgid) && !some.contains(&TaskViewColumn::Virtual), "{some:?}");
        assert!(some.contains(&TaskViewColumn::Adjustment) && some.contains(&TaskViewColumn::Badness), "{some:?}");
    }

    #[test]
    fn a_heading_goes_where_it_was_dropped_whatever_is_hidden_between() {
        let mut choices = Choices::default();
        let [from, over] = [TaskViewColumn::Pid, TaskViewColumn::Rss];
        let there: Vec<TaskViewColumn> = EVERY.into_iter().filter(|column| *column != TaskViewColumn::Tgid).collect();
        choices.put(from, over);
        let placed = columns(&choices.fit(&there, TaskViewColumn::Rss, 3600.0));
        let place = |column| placed.iter().position(|placed| *placed == column);
        assert_eq!(place(from), place(over).map(|at| at + 1), "{placed:?}");
    }

    #[test]
    fn in_next_to_no_room_the_name_and_the_memory_stay() {
        let placed = Choices::default().fit(&EVERY, TaskViewColumn::Virtual, 10.0);
        assert_eq!(
            columns(&placed),
            [TaskViewColumn::Name, TaskViewColumn::Processes, TaskViewColumn::Rss, TaskViewColumn::Virtual]
        );
    }

    #[test]
    fn what_was_chosen_is_shown_even_beyond_the_room() {
        let mut choices = Choices::default();
        choices.show(TaskViewColumn::Virtual, true);
        choices.show(TaskViewColumn::Pid, false);
        choices.widen(TaskViewColumn::Name, 300.0);
        let placed = choices.fit(&EVERY, TaskViewColumn::Rss, 400.0);
        assert!(columns(&placed).contains(&TaskViewColumn::Virtual) && width(&placed) > 400.0);
        let placed = choices.fit(&EVERY, TaskViewColumn::Rss, 2000.0);
        assert!(!columns(&placed).contains(&TaskViewColumn::Pid));
        assert_eq!(placed[0].width, 300.0, "a chosen width does not grow");
    }

    #[test]
    fn a_column_moves_among_those_that_are_there() {
        let there = [TaskViewColumn::Name, TaskViewColumn::Pid, TaskViewColumn::Rss];
        let mut choices = Choices::default();
        choices.shift(TaskViewColumn::Rss, -1, &there);
        let titles =
            |choices: &Choices| choices.in_order(&there).iter().map(|h| h.title(Language::English)).collect::<Vec<_>>();
        assert_eq!(titles(&choices), ["Name", "Resident", "PID"]);
        choices.shift(TaskViewColumn::Rss, -9, &there);
        assert_eq!(titles(&choices), ["Resident", "Name", "PID"]);
        choices.shift(TaskViewColumn::Rss, 9, &there);
        assert_eq!(titles(&choices), ["Name", "PID", "Resident"]);
    }

    #[test]
    fn columns_that_an_older_program_did_not_know_stand_where_they_belong() {
        let old: Choices = serde_json::from_str(
            r#"[{"column":"Pid"},{"column":"Rss","shown":true,"width":99},{"column":"Rss"},{"column":"Name"}]"#,
        )
        .unwrap();
        let order: Vec<TaskViewColumn> = old.in_order(&EVERY).iter().map(|heading| heading.column).collect();
        assert_eq!(order.len(), EVERY.len(), "each once");
        assert_eq!(order[..4], [TaskViewColumn::Pid, TaskViewColumn::Tgid, TaskViewColumn::Uid, TaskViewColumn::Rss]);
        let placed = old.fit(&[TaskViewColumn::Rss], TaskViewColumn::Rss, 10.0);
        assert_eq!(placed[0].width, 99.0);
    }
}
