//! The task table, kept packed: ten thousand incidents with two thousand rows each must fit in memory.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Task, TaskColumns};

/// The rows of one table, in the log's order, about 16 bytes each.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TaskTable {
    /// The columns that the header names.
    pub columns: TaskColumns,
    /// The line of the header, where there is one.
    pub header_line: Option<u64>,
    /// Shared by the clones of a case that differ in something else.
    packed: Arc<Vec<u8>>,
    /// The names, each once, one after the other, and where each ends.
    names: String,
    name_ends: Vec<u32>,
    /// Where each name stands, while rows are pushed.
    known: HashMap<Box<str>, u64>,
    rows: usize,
    last: LastRow,
}

/// What a row is packed against: the row before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct LastRow {
    pid: u32,
    uid: u32,
    line: u64,
}

/// What is so in most rows, and then takes one bit of the row's first byte instead of a number.
mod usual {
    /// The process is its own thread group.
    pub(super) const OWN_GROUP: u64 = 1;
    /// The user of the row before.
    pub(super) const SAME_USER: u64 = 2;
    /// Nothing is swapped out.
    pub(super) const NO_SWAP: u64 = 4;
    /// The line after the row before.
    pub(super) const NEXT_LINE: u64 = 8;
    /// The page tables are whole pages of [`super::PGTABLES_PAGE`], and counted in them.
    pub(super) const WHOLE_PAGES: u64 = 16;
}

/// The smallest page that kernels have.
const PGTABLES_PAGE: u64 = 4096;

impl TaskTable {
    /// An empty table with these columns.
    pub fn new(columns: TaskColumns, header_line: Option<u64>) -> Self {
        Self { columns, header_line, ..Self::default() }
    }

    /// How many rows.
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// True where the log has no row.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds a row. Columns that [`Self::columns`] does not name are not kept.
    pub fn push(&mut self, task: &Task) {
        let name = self.name_index(&task.name);
        let (columns, last) = (self.columns, self.last);
        let whole_pages = task.pgtables_bytes.is_some_and(|bytes| bytes % PGTABLES_PAGE == 0);
        let usual = [
            (usual::OWN_GROUP, task.tgid == task.pid),
            (usual::SAME_USER, task.uid == last.uid),
            (usual::NO_SWAP, task.swapents == 0),
            (usual::NEXT_LINE, task.line == last.line.wrapping_add(1)),
            (usual::WHOLE_PAGES, whole_pages),
        ];
        let usual = usual.iter().filter(|(_, is_so)| *is_so).fold(0, |bits, (bit, _)| bits | bit);
        let packed = Arc::make_mut(&mut self.packed);
        let mut put = |value: u64| put_varint(packed, value);
        put(usual);
        // Processes are listed in the order in which they began: a pid is mostly a little more than the one before.
        put(zigzag(i64::from(task.pid) - i64::from(last.pid)));
        if usual & usual::OWN_GROUP == 0 {
            put(zigzag(i64::from(task.tgid) - i64::from(task.pid)));
        }
        if usual & usual::SAME_USER == 0 {
            put(u64::from(task.uid));
        }
        put(task.total_vm);
        put(task.rss);
        if columns.rss_parts {
            for part in [task.rss_anon, task.rss_file, task.rss_shmem] {
                put(option_up(part));
            }
        }
        if columns.pgtables_bytes {
            let unit = if whole_pages { PGTABLES_PAGE } else { 1 };
            put(option_up(task.pgtables_bytes.map(|bytes| bytes / unit)));
        }
        if columns.nr_ptes {
            put(option_up(task.nr_ptes));
        }
        if columns.nr_pmds {
            put(option_up(task.nr_pmds));
        }
        if usual & usual::NO_SWAP == 0 {
            put(task.swapents);
        }
        put(zigzag(i64::from(task.oom_score_adj)));
        put(name);
        if usual & usual::NEXT_LINE == 0 {
            put(zigzag(task.line.cast_signed().wrapping_sub(last.line.cast_signed())));
        }
        self.last = LastRow { pid: task.pid, uid: task.uid, line: task.line };
        self.rows += 1;
    }

    /// The rows, in the log's order.
    pub fn iter(&self) -> impl Iterator<Item = Task> + '_ {
        let mut reader = Unpack { bytes: &self.packed, last: LastRow::default() };
        let names = self.names();
        (0..self.rows).map(move |_| reader.task(self.columns, &names))
    }

    /// The row of this process, if it is listed.
    pub fn find(&self, pid: u32) -> Option<Task> {
        self.iter().find(|task| task.pid == pid)
    }

    /// Gives back memory that pushing reserved; call once the table is whole.
    pub fn shrink(&mut self) {
        Arc::make_mut(&mut self.packed).shrink_to_fit();
        self.names.shrink_to_fit();
        self.name_ends.shrink_to_fit();
        self.known = HashMap::new();
    }

    fn names(&self) -> Vec<Arc<str>> {
        let ends = self.name_ends.iter().map(|end| usize::try_from(*end).unwrap_or(usize::MAX));
        let starts = std::iter::once(0).chain(ends.clone());
        starts.zip(ends).map(|(start, end)| self.names.get(start..end).unwrap_or_default().into()).collect()
    }

    /// Names repeat (`nginx` workers, `pause`): each is kept once.
    fn name_index(&mut self, name: &str) -> u64 {
        if let Some(at) = self.known.get(name) {
            return *at;
        }
        let at = self.name_ends.len() as u64;
        self.names.push_str(name);
        self.name_ends.push(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.known.insert(name.into(), at);
        at
    }
}

impl std::fmt::Debug for TaskTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TaskTable").field("columns", &self.columns).field("rows", &self.rows).finish_non_exhaustive()
    }
}

struct Unpack<'a> {
    bytes: &'a [u8],
    last: LastRow,
}

impl Unpack<'_> {
    fn task(&mut self, columns: TaskColumns, names: &[Arc<str>]) -> Task {
        // Everything is read in the order in which `TaskTable::push` put it.
        let (usual, last) = (self.varint(), self.last);
        let is = |bit: u64| usual & bit != 0;
        let pid = u32::try_from(i64::from(last.pid).wrapping_add(unzigzag(self.varint()))).unwrap_or(last.pid);
        let tgid = if is(usual::OWN_GROUP) { 0 } else { unzigzag(self.varint()) };
        let uid = if is(usual::SAME_USER) { last.uid } else { self.small() };
        let (total_vm, rss) = (self.varint(), self.varint());
        let mut part = |there: bool| if there { option_down(self.varint()) } else { None };
        let (rss_anon, rss_file, rss_shmem) =
            (part(columns.rss_parts), part(columns.rss_parts), part(columns.rss_parts));
        let (pgtables, nr_ptes, nr_pmds) = (part(columns.pgtables_bytes), part(columns.nr_ptes), part(columns.nr_pmds));
        let unit = if is(usual::WHOLE_PAGES) { PGTABLES_PAGE } else { 1 };
        let swapents = if is(usual::NO_SWAP) { 0 } else { self.varint() };
        let oom_score_adj = i32::try_from(unzigzag(self.varint())).unwrap_or(0);
        let name =
            usize::try_from(self.varint()).ok().and_then(|at| names.get(at)).map_or_else(|| "".into(), Arc::clone);
        let line = last.line.wrapping_add_signed(if is(usual::NEXT_LINE) { 1 } else { unzigzag(self.varint()) });
        self.last = LastRow { pid, uid, line };
        Task {
            pid,
            uid,
            tgid: u32::try_from(i64::from(pid).wrapping_add(tgid)).unwrap_or(pid),
            total_vm,
            rss,
            rss_anon,
            rss_file,
            rss_shmem,
            pgtables_bytes: pgtables.map(|pgtables| pgtables.saturating_mul(unit)),
            nr_ptes,
            nr_pmds,
            swapents,
            oom_score_adj,
            name,
            line,
        }
    }

    fn small(&mut self) -> u32 {
        u32::try_from(self.varint()).unwrap_or(u32::MAX)
    }

    fn varint(&mut self) -> u64 {
        let (mut value, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        value
    }
}

fn put_varint(packed: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        packed.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    packed.push((value & 0x7f) as u8);
}

/// 0, -1, 1, -2 … as 0, 1, 2, 3 …: what is small in either direction takes one byte.
const fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

const fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -((value & 1).cast_signed())
}

/// `None` as 0, `Some(n)` as n + 1: a column that a damaged row lost stays unknown.
fn option_up(value: Option<u64>) -> u64 {
    value.map_or(0, |value| value.saturating_add(1))
}

const fn option_down(value: u64) -> Option<u64> {
    value.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(pid: u32, name: &str) -> Task {
        Task {
            pid,
            uid: 65535,
            tgid: pid,
            total_vm: 276_111,
            rss: 118_439,
            pgtables_bytes: Some(1_015_808),
            swapents: 0,
            oom_score_adj: -998,
            name: name.into(),
            line: 60 + u64::from(pid),
            ..Task::default()
        }
    }

    #[test]
    fn rows_come_back_as_they_went_in() {
        let mut table = TaskTable::new(TaskColumns { pgtables_bytes: true, ..TaskColumns::default() }, Some(65));
        let rows = [
            row(4, "pause"),
            row(1, "Web Content"),
            row(7, "pause"),
            Task { rss: u64::MAX, tgid: 3, ..row(2, "") },
            Task { uid: 0, swapents: 77, pgtables_bytes: Some(4095), line: 3, ..row(9, "pause") },
            row(8, "java"),
        ];
        for task in &rows {
            table.push(task);
        }
        assert_eq!(table.iter().collect::<Vec<_>>(), rows);
        assert_eq!((table.len(), table.name_ends.len()), (6, 4));
        assert_eq!(table.find(7).map(|task| task.line), Some(67));
    }

    #[test]
    fn a_lost_column_stays_unknown() {
        let mut table = TaskTable::new(TaskColumns { pgtables_bytes: true, ..TaskColumns::default() }, None);
        table.push(&Task { pgtables_bytes: None, ..row(1, "x") });
        table.push(&Task { pgtables_bytes: Some(0), ..row(2, "x") });
        let tables: Vec<_> = table.iter().map(|task| task.pgtables_bytes).collect();
        assert_eq!(tables, [None, Some(0)]);
    }

    #[test]
    fn a_row_takes_about_sixteen_bytes() {
        let mut table = TaskTable::new(TaskColumns { pgtables_bytes: true, ..TaskColumns::default() }, None);
        for pid in 1_000_000..1_002_000 {
            table.push(&row(pid, "java"));
        }
        assert!(table.packed.len() < 17 * 2000, "{} bytes for 2000 rows", table.packed.len());
    }
}
