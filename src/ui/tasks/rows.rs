//! The task table as rows to show: unpacked once per kill, then sorted, filtered, grouped and summed without a window.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use crate::analysis::Scores;
use crate::lang::Language;
use crate::model::{Bytes, Incident, PageSize, Pages, Task};
use crate::say;
use crate::text;
use crate::ui::settings::columns::{HEADINGS, Heading, TaskViewColumn};

/// What a process was in the incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TaskRole {
    Victim,
    Trigger,
    #[default]
    Bystander,
}

/// One line of the table: a process, or all processes of a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct TaskRow {
    pub(super) task: Task,
    pub(super) part: TaskRole,
    pub(super) badness: Option<i64>,
    /// How many processes it stands for.
    pub(super) processes: u64,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(Arc<str>),
    Number(i64),
    /// A size, with the pages that the log prints where it prints pages.
    Size(Bytes, Option<Pages>),
    /// A part of the resident memory of all processes that the log lists, in pages.
    Share(Pages, Pages),
    /// Not in the log.
    Unknown,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TaskOrder {
    pub(super) by: TaskViewColumn,
    pub(super) reversed: bool,
}

/// Which rows, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TaskSelection {
    pub(super) order: TaskOrder,
    pub(super) filter: String,
    pub(super) grouped: bool,
    /// What was killed stands first, and then what asked for memory, whatever the order.
    pub(super) pinned: bool,
}

/// What a row's figures are counted in and held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    pub(super) page: PageSize,
    /// The resident pages of all processes that the log lists.
    pub(super) whole: Pages,
}

impl Default for TaskSelection {
    fn default() -> Self {
        Self {
            order: TaskOrder { by: TaskViewColumn::Rss, reversed: false },
            filter: String::new(),
            grouped: false,
            pinned: false,
        }
    }
}

impl TaskOrder {
    /// Whether the smallest or the first in the alphabet stands first.
    pub(super) const fn rises(self) -> bool {
        // Of figures the largest are looked for, of names and numbers that stand for something their order.
        matches!(self.by, TaskViewColumn::Name | TaskViewColumn::Pid | TaskViewColumn::Tgid | TaskViewColumn::Uid)
            != self.reversed
    }

    /// The order after a click on this column's heading: the same again turns it round.
    pub(super) fn clicked(self, column: TaskViewColumn) -> Self {
        Self { by: column, reversed: self.by == column && !self.reversed }
    }
}

/// The rows of one incident, unpacked.
#[derive(Debug)]
pub(super) struct TaskRows {
    measure: Measure,
    all: Vec<TaskRow>,
    has: Vec<TaskViewColumn>,
}

impl TaskRows {
    pub(super) fn new(incident: &Incident) -> Self {
        let scores = Scores::new(incident);
        let trigger = incident.trigger.as_ref().and_then(|trigger| trigger.pid);
        let row = |task: Task| {
            let part = if incident.victims.iter().any(|victim| victim.pid == task.pid) {
                TaskRole::Victim
            } else if trigger == Some(task.pid) {
                TaskRole::Trigger
            } else {
                TaskRole::Bystander
            };
            TaskRow { part, badness: scores.of(&task), processes: 1, task }
        };
        let all: Vec<TaskRow> = incident.tasks.iter().map(row).collect();
        let columns = incident.tasks.columns;
        let there = |column: &TaskViewColumn| match column {
            TaskViewColumn::Processes => false,
            TaskViewColumn::Tgid => all.iter().any(|row| row.task.tgid != row.task.pid),
            TaskViewColumn::Anon | TaskViewColumn::File | TaskViewColumn::Shmem => columns.rss_parts,
            TaskViewColumn::PageTables => columns.pgtables_bytes || columns.nr_ptes,
            TaskViewColumn::Badness => all.iter().any(|row| row.badness.is_some()),
            _ => true,
        };
        let has = HEADINGS.iter().map(|heading| heading.column).filter(there).collect();
        let whole = all.iter().fold(0, |sum: u64, row| sum.saturating_add(row.task.rss));
        Self { measure: Measure { page: incident.page_size.size, whole: Pages(whole) }, all, has }
    }

    /// What the figures are counted in.
    pub(super) const fn measure(&self) -> Measure {
        self.measure
    }

    /// How many processes the log lists.
    pub(super) const fn len(&self) -> usize {
        self.all.len()
    }

    /// The columns that there are: those that the kernel printed, and of groups those that can be summed.
    pub(super) fn columns(&self, grouped: bool) -> Vec<TaskViewColumn> {
        let of_one = [
            TaskViewColumn::Pid,
            TaskViewColumn::Tgid,
            TaskViewColumn::Uid,
            TaskViewColumn::Adjustment,
            TaskViewColumn::Badness,
        ];
        let there = |column: &TaskViewColumn| match (grouped, column) {
            (true, TaskViewColumn::Processes) => true,
            (true, column) => self.has.contains(column) && !of_one.contains(column),
            (false, column) => self.has.contains(column),
        };
        HEADINGS.iter().map(|heading| heading.column).filter(there).collect()
    }

    /// The rows that a wish asks for, in its order.
    pub(super) fn select(&self, wish: &TaskSelection) -> Vec<TaskRow> {
        let wanted = wish.filter.to_lowercase();
        let fits = |row: &&TaskRow| {
            wanted.is_empty()
                || row.task.name.to_lowercase().contains(&wanted)
                || row.task.pid.to_string() == wanted
                || row.task.uid.to_string() == wanted
        };
        let chosen = self.all.iter().filter(fits);
        let mut rows: Vec<TaskRow> = if wish.grouped { grouped(chosen) } else { chosen.cloned().collect() };
        let place = |row: &TaskRow| match row.part {
            TaskRole::Victim if wish.pinned => 0,
            TaskRole::Trigger if wish.pinned => 1,
            _ => 2,
        };
        rows.sort_by(|a, b| {
            let order = compare(a, b, wish.order, self.measure);
            place(a).cmp(&place(b)).then(order).then(a.task.pid.cmp(&b.task.pid))
        });
        rows
    }
}

/// One row for each name, with sums. A sum is unknown where one of its parts is.
fn grouped<'a>(rows: impl Iterator<Item = &'a TaskRow>) -> Vec<TaskRow> {
    let mut places: HashMap<Arc<str>, usize> = HashMap::new();
    let mut groups: Vec<TaskRow> = Vec::new();
    for row in rows {
        let at = *places.entry(Arc::clone(&row.task.name)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => add(group, row),
            None => groups.push(row.clone()),
        }
    }
    groups
}

fn add(sum: &mut TaskRow, row: &TaskRow) {
    let both = |a: Option<u64>, b: Option<u64>| Some(a?.saturating_add(b?));
    let (to, from) = (&mut sum.task, &row.task);
    to.rss = to.rss.saturating_add(from.rss);
    to.total_vm = to.total_vm.saturating_add(from.total_vm);
    to.swapents = to.swapents.saturating_add(from.swapents);
    to.rss_anon = both(to.rss_anon, from.rss_anon);
    to.rss_file = both(to.rss_file, from.rss_file);
    to.rss_shmem = both(to.rss_shmem, from.rss_shmem);
    to.pgtables_bytes = both(to.pgtables_bytes, from.pgtables_bytes);
    to.nr_ptes = both(to.nr_ptes, from.nr_ptes);
    to.nr_pmds = both(to.nr_pmds, from.nr_pmds);
    sum.processes += row.processes;
    if row.part == TaskRole::Victim || sum.part == TaskRole::Bystander {
        sum.part = row.part;
    }
}

/// All rows in one, for the line below the table.
pub(super) fn total(rows: &[TaskRow]) -> TaskRow {
    let mut rows = rows.iter();
    let mut sum = rows.next().cloned().unwrap_or_default();
    rows.for_each(|row| add(&mut sum, row));
    sum
}

impl TaskRow {
    pub(super) fn cell(&self, column: TaskViewColumn, measure: Measure) -> Cell {
        let (task, page) = (&self.task, measure.page);
        let size = |pages: Option<u64>| {
            pages.map_or(Cell::Unknown, |pages| Cell::Size(Pages(pages).bytes(page), Some(Pages(pages))))
        };
        let number = |number: u64| Cell::Number(i64::try_from(number).unwrap_or(i64::MAX));
        match column {
            TaskViewColumn::Name => Cell::Text(text::visible(&task.name).into()),
            TaskViewColumn::Processes => number(self.processes),
            TaskViewColumn::Pid => number(task.pid.into()),
            TaskViewColumn::Tgid => number(task.tgid.into()),
            TaskViewColumn::Uid => number(task.uid.into()),
            TaskViewColumn::Rss => size(Some(task.rss)),
            TaskViewColumn::Share => Cell::Share(Pages(task.rss), measure.whole),
            TaskViewColumn::Anon => size(task.rss_anon),
            TaskViewColumn::File => size(task.rss_file),
            TaskViewColumn::Shmem => size(task.rss_shmem),
            TaskViewColumn::Virtual => size(Some(task.total_vm)),
            TaskViewColumn::PageTables => match task.pgtables_bytes {
                Some(bytes) => Cell::Size(Bytes(bytes), None),
                None => size(task.nr_ptes.map(|ptes| ptes.saturating_add(task.nr_pmds.unwrap_or(0)))),
            },
            TaskViewColumn::Swap => size(Some(task.swapents)),
            TaskViewColumn::Adjustment => Cell::Number(task.oom_score_adj.into()),
            TaskViewColumn::Badness => self.badness.map_or(Cell::Unknown, Cell::Number),
        }
    }
}

impl Cell {
    /// As the table shows it.
    pub(super) fn shown(&self, language: Language) -> String {
        match self {
            Self::Text(name) => name.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Size(bytes, _) => text::size(language, *bytes),
            Self::Share(part, whole) => text::percent(language, Bytes(part.0), Bytes(whole.0)),
            Self::Unknown => say!(language, "tabs-not-in-log").to_owned(),
        }
    }

    /// What the hover adds: the exact size, and the pages as printed.
    pub(super) fn exact(&self, language: Language) -> Option<String> {
        match self {
            Self::Size(bytes, Some(pages)) => {
                Some(say!(language, "tabs-pages-and-bytes", pages = pages.0, bytes = bytes.0))
            }
            Self::Size(bytes, None) => Some(say!(language, "tabs-bytes", bytes = bytes.0)),
            Self::Share(part, whole) => Some(say!(language, "tabs-share-of-pages", part = part.0, whole = whole.0)),
            Self::Text(_) | Self::Number(_) | Self::Unknown => None,
        }
    }

    /// As a spreadsheet wants it: plain numbers, sizes in bytes, shares in percent, nothing where nothing is known.
    fn plain(&self) -> String {
        match self {
            Self::Size(bytes, _) => bytes.0.to_string(),
            Self::Share(part, whole) => format!("{:.1}", Bytes(part.0).share_of(Bytes(whole.0)) * 100.0),
            Self::Unknown => String::new(),
            Self::Text(name) => name.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Names and numbers of processes grow downwards, sizes and scores shrink; what is unknown stands last either way.
fn compare(a: &TaskRow, b: &TaskRow, order: TaskOrder, measure: Measure) -> Ordering {
    let turned = |ordering: Ordering| if order.reversed { ordering.reverse() } else { ordering };
    match (a.cell(order.by, measure), b.cell(order.by, measure)) {
        (Cell::Unknown, Cell::Unknown) => Ordering::Equal,
        (Cell::Unknown, _) => Ordering::Greater,
        (_, Cell::Unknown) => Ordering::Less,
        (Cell::Text(a), Cell::Text(b)) => turned(a.to_lowercase().cmp(&b.to_lowercase())),
        (Cell::Size(a, _), Cell::Size(b, _)) => turned(b.cmp(&a)),
        (Cell::Share(a, _), Cell::Share(b, _)) => turned(b.cmp(&a)),
        (Cell::Number(a), Cell::Number(b)) => match order.by {
            TaskViewColumn::Adjustment | TaskViewColumn::Badness | TaskViewColumn::Processes => turned(b.cmp(&a)),
            _ => turned(a.cmp(&b)),
        },
        _ => Ordering::Equal,
    }
}

/// The rows as tab-separated values, sizes in bytes.
pub(super) fn as_tsv(headings: &[Heading], rows: &[TaskRow], measure: Measure) -> String {
    let clean = |text: String| text.replace(['\t', '\n', '\r'], " ");
    let head: Vec<&str> = headings.iter().map(|heading| heading.word).collect();
    let line = |row: &TaskRow| {
        let cells: Vec<String> = headings.iter().map(|h| clean(row.cell(h.column, measure).plain())).collect();
        cells.join("\t") + "\n"
    };
    head.join("\t") + "\n" + &rows.iter().map(line).collect::<String>()
}

/// The rows as a Markdown table, as shown.
pub(super) fn as_markdown(headings: &[Heading], rows: &[TaskRow], measure: Measure, language: Language) -> String {
    let clean = |text: String| text.replace('|', "\\|").replace(['\n', '\r'], " ");
    let head: Vec<&str> = headings.iter().map(|heading| heading.title(language)).collect();
    let rule: Vec<&str> =
        headings.iter().map(|h| if h.column == TaskViewColumn::Name { "---" } else { "---:" }).collect();
    let line = |row: &TaskRow| {
        let cells: Vec<String> = headings.iter().map(|h| clean(row.cell(h.column, measure).shown(language))).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    format!("| {} |\n| {} |\n", head.join(" | "), rule.join(" | ")) + &rows.iter().map(line).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Report, TaskColumns, TaskTable, Trigger, Victim};
    use crate::ui::settings::columns::Choices;

    fn incident() -> Incident {
        let columns = TaskColumns { pgtables_bytes: true, ..TaskColumns::default() };
        let mut tasks = TaskTable::new(columns, None);
        for (pid, name, rss, pgtables) in [
            (10, "pause", 1, Some(28672)),
            (11, "java", 900, None),
            (12, "Java", 300, Some(4096)),
            (13, "sh|x", 5, Some(1)),
        ] {
            let task = Task { pid, tgid: pid, name: name.into(), rss, pgtables_bytes: pgtables, ..Task::default() };
            tasks.push(&task);
        }
        Incident {
            victims: vec![Victim { pid: 11, ..Victim::default() }],
            report: Report {
                tasks,
                trigger: Some(Trigger { pid: Some(12), ..Trigger::default() }),
                ..Report::default()
            }
            .into(),
            ..Incident::default()
        }
    }

    fn pids(wish: &TaskSelection) -> Vec<u32> {
        TaskRows::new(&incident()).select(wish).iter().map(|row| row.task.pid).collect()
    }

    fn by(column: TaskViewColumn, reversed: bool) -> TaskSelection {
        TaskSelection { order: TaskOrder { by: column, reversed }, ..TaskSelection::default() }
    }

    #[test]
    fn the_largest_stands_first_and_a_second_click_turns_the_order_round() {
        assert_eq!(pids(&TaskSelection::default()), [11, 12, 13, 10]);
        let order = TaskSelection::default().order.clicked(TaskViewColumn::Rss);
        assert_eq!(pids(&TaskSelection { order, ..TaskSelection::default() }), [10, 13, 12, 11]);
        assert_eq!(order.clicked(TaskViewColumn::Pid), TaskOrder { by: TaskViewColumn::Pid, reversed: false });
    }

    #[test]
    fn unknown_stands_last_in_both_directions() {
        assert_eq!(pids(&by(TaskViewColumn::PageTables, false)), [10, 12, 13, 11]);
        assert_eq!(pids(&by(TaskViewColumn::PageTables, true)), [13, 12, 10, 11]);
    }

    #[test]
    fn names_sort_without_regard_to_case() {
        assert_eq!(pids(&by(TaskViewColumn::Name, false)), [11, 12, 10, 13]);
    }

    #[test]
    fn victim_and_trigger_are_told_apart() {
        let rows = TaskRows::new(&incident()).select(&TaskSelection::default());
        assert_eq!(rows.iter().map(|row| row.part).collect::<Vec<_>>()[..2], [TaskRole::Victim, TaskRole::Trigger]);
    }

    #[test]
    fn a_group_sums_what_is_known_and_stays_unknown_where_a_part_is() {
        let mut same = incident();
        same.tasks = renamed();
        let rows = TaskRows::new(&same).select(&TaskSelection { grouped: true, ..TaskSelection::default() });
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].processes, rows[0].task.rss, rows[0].task.pgtables_bytes), (2, 1200, None));
        assert_eq!(rows[0].part, TaskRole::Victim);
    }

    fn renamed() -> TaskTable {
        let mut tasks = TaskTable::new(TaskColumns { pgtables_bytes: true, ..TaskColumns::default() }, None);
        tasks.push(&Task { pid: 12, name: "java".into(), rss: 300, pgtables_bytes: Some(4096), ..Task::default() });
        tasks.push(&Task { pid: 11, name: "java".into(), rss: 900, ..Task::default() });
        tasks
    }

    #[test]
    fn a_copied_table_holds_bytes_and_escapes_what_would_break_it() {
        let rows = TaskRows::new(&incident());
        let chosen = rows.select(&TaskSelection { filter: "SH".to_owned(), ..TaskSelection::default() });
        let headings = Choices::default().in_order(&rows.columns(false));
        let tsv = as_tsv(&headings, &chosen, rows.measure());
        let (head, row) = tsv.trim_end().split_once('\n').unwrap();
        assert_eq!(head, "name\tpid\tuid\trss\tshare\ttotal_vm\tpgtables_bytes\tswapents\toom_score_adj\tbadness");
        // Five pages resident of 1 + 900 + 300 + 5, no page table's worth, no adjustment.
        assert_eq!(row, "sh|x\t13\t0\t20480\t0.4\t0\t1\t0\t0\t5");
        let markdown = as_markdown(&headings, &chosen, rows.measure(), Language::English);
        assert!(markdown.contains("| sh\\|x | 13 |"), "{markdown}");
    }

    #[test]
    fn columns_that_the_kernel_does_not_print_are_not_shown() {
        let there = TaskRows::new(&incident()).columns(false);
        assert!(!there.contains(&TaskViewColumn::Anon) && !there.contains(&TaskViewColumn::Tgid), "{there:?}");
    }

    #[test]
    fn what_was_killed_can_be_kept_on_top_whatever_the_order() {
        let wish = TaskSelection { pinned: true, ..by(TaskViewColumn::Rss, true) };
        assert_eq!(pids(&wish), [11, 12, 10, 13]);
    }

    #[test]
    fn shares_are_of_all_processes_whatever_is_filtered() {
        let rows = TaskRows::new(&incident());
        let chosen = rows.select(&TaskSelection { filter: "java".to_owned(), ..TaskSelection::default() });
        // 900 and 300 of 1206 pages.
        let shares: Vec<_> =
            chosen.iter().map(|row| row.cell(TaskViewColumn::Share, rows.measure()).shown(Language::English)).collect();
        assert_eq!(shares, ["74.6 %", "24.9 %"]);
    }
}
