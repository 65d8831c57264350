//! The task table. Its columns changed five times: the header's words say what a row holds.

use super::Message;
use super::scan::Scan;
use crate::model::{Task, TaskColumns};
use crate::source::words::holds;

/// The words of the table's header behind `[ pid ]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskHeaderText<'a>(&'a str);

/// A row: the pid in brackets, then figures, then the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskLine<'a> {
    /// The pid in brackets.
    pub pid: u32,
    rest: &'a str,
}

/// What the columns of a table hold, in order, the name excepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskTableHeader {
    columns: Vec<TaskColumn>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TaskColumn {
    Uid,
    Tgid,
    TotalVm,
    Rss,
    RssAnon,
    RssFile,
    RssShmem,
    NrPtes,
    NrPmds,
    PgtablesBytes,
    Swapents,
    OomScoreAdj,
    /// `cpu`, `oom_adj` of 2.6, and what patched kernels add.
    Other,
}

const NAMES: [(&str, TaskColumn); 12] = [
    ("uid", TaskColumn::Uid),
    ("tgid", TaskColumn::Tgid),
    ("total_vm", TaskColumn::TotalVm),
    ("rss", TaskColumn::Rss),
    ("rss_anon", TaskColumn::RssAnon),
    ("rss_file", TaskColumn::RssFile),
    ("rss_shmem", TaskColumn::RssShmem),
    ("nr_ptes", TaskColumn::NrPtes),
    ("nr_pmds", TaskColumn::NrPmds),
    ("pgtables_bytes", TaskColumn::PgtablesBytes),
    ("swapents", TaskColumn::Swapents),
    ("oom_score_adj", TaskColumn::OomScoreAdj),
];

/// No kernel has more columns; a header with more is none.
const COLUMNS_MAX: usize = 24;

/// Figures that a row has at least: `uid tgid total_vm rss nr_ptes swapents oom_score_adj`.
const FIGURES_MIN: usize = 7;

impl TaskHeaderText<'_> {
    /// True where the header's last word is there.
    pub fn is_whole(&self) -> bool {
        self.0.split_whitespace().next_back() == Some("name")
    }

    /// The columns that the words name.
    pub fn columns(&self) -> TaskTableHeader {
        let known =
            |word| NAMES.iter().find(|(name, _)| *name == word).map_or(TaskColumn::Other, |(_, column)| *column);
        let words = self.0.split_whitespace().filter(|word| *word != "name");
        TaskTableHeader { columns: words.take(COLUMNS_MAX).map(known).collect() }
    }
}

impl TaskLine<'_> {
    /// How much a row lacks that every kernel prints: figures and the name.
    pub(super) fn missing(&self) -> usize {
        let figures = self.rest.split_whitespace().take_while(|word| is_figure(word)).count();
        let named = self.rest.split_whitespace().nth(figures).is_some();
        FIGURES_MIN.saturating_sub(figures) + usize::from(!named)
    }
}

impl TaskTableHeader {
    /// What can be told of a table whose header is lost by the number of figures in a row.
    ///
    /// Seven figures are either the columns up to 4.3 or those of 4.15 to 6.6: the fifth is page tables in pages or in
    /// bytes, and bytes come in whole pages.
    pub fn guess(row: &TaskLine<'_>) -> Option<Self> {
        use TaskColumn::{
            NrPmds, NrPtes, OomScoreAdj, PgtablesBytes, Rss, RssAnon, RssFile, RssShmem, Swapents, Tgid, TotalVm, Uid,
        };
        let figures: Vec<i64> =
            row.rest.split_whitespace().map_while(|word| word.parse().ok()).take(COLUMNS_MAX).collect();
        let tables: &[TaskColumn] = match figures.len() {
            10.. => &[RssAnon, RssFile, RssShmem, PgtablesBytes],
            8 | 9 => &[NrPtes, NrPmds],
            7 if figures.get(4).is_some_and(|tables| *tables != 0 && tables % 4096 == 0) => &[PgtablesBytes],
            7 => &[NrPtes],
            _ => return None,
        };
        let columns = [&[Uid, Tgid, TotalVm, Rss], tables, &[Swapents, OomScoreAdj]].concat();
        Some(Self { columns })
    }

    /// Which of the columns that come and go are there.
    pub fn flags(&self) -> TaskColumns {
        let has = |column| self.columns.contains(&column);
        TaskColumns {
            rss_parts: has(TaskColumn::RssAnon),
            pgtables_bytes: has(TaskColumn::PgtablesBytes),
            nr_ptes: has(TaskColumn::NrPtes),
            nr_pmds: has(TaskColumn::NrPmds),
        }
    }

    /// True where no header and no row has told the columns yet.
    pub const fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Reads a row; `None` where it lacks figures. The name is all that stands behind the last figure and one blank.
    pub fn task(&self, row: &TaskLine<'_>, line: u64) -> Option<Task> {
        let mut task = Task { pid: row.pid, tgid: row.pid, line, ..Task::default() };
        let mut scan = Scan::new(row.rest);
        for column in &self.columns {
            scan.blanks();
            let figure = scan.signed()?;
            if !scan.rest().is_empty() && !scan.rest().starts_with([' ', '\t']) {
                return None;
            }
            set(&mut task, *column, figure)?;
        }
        scan.tag(" ");
        task.name = scan.rest().into();
        Some(task)
    }
}

fn set(task: &mut Task, column: TaskColumn, figure: i64) -> Option<()> {
    let size = || u64::try_from(figure).ok();
    match column {
        // Printed with a sign: the highest users come out negative.
        TaskColumn::Uid => {
            task.uid = u32::try_from(figure).or_else(|_| i32::try_from(figure).map(i32::cast_unsigned)).ok()?;
        }
        TaskColumn::Tgid => task.tgid = u32::try_from(figure).ok()?,
        TaskColumn::TotalVm => task.total_vm = size()?,
        TaskColumn::Rss => task.rss = size()?,
        TaskColumn::RssAnon => task.rss_anon = size(),
        TaskColumn::RssFile => task.rss_file = size(),
        TaskColumn::RssShmem => task.rss_shmem = size(),
        TaskColumn::NrPtes => task.nr_ptes = size(),
        TaskColumn::NrPmds => task.nr_pmds = size(),
        TaskColumn::PgtablesBytes => task.pgtables_bytes = size(),
        TaskColumn::Swapents => task.swapents = size()?,
        TaskColumn::OomScoreAdj => task.oom_score_adj = i32::try_from(figure).ok()?,
        TaskColumn::Other => {}
    }
    Some(())
}

/// `dump_tasks()`, since 4.19.
pub(super) fn title(text: &str) -> Option<Message<'_>> {
    text.trim_start().starts_with("Tasks state (memory values in").then_some(Message::TasksTitle)
}

/// `[  pid  ]   uid  tgid total_vm      rss … name`.
pub(super) fn header(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("[")?;
    scan.blanks();
    scan.tag("pid")?;
    scan.blanks();
    scan.tag("]")?;
    let words = scan.rest();
    words.split_whitespace().take(2).eq(["uid", "tgid"]).then_some(Message::TasksHeader(TaskHeaderText(words)))
}

/// `[ 716580]     0 716580   276111   118439  1015808        0          1000 stress`.
pub(super) fn row(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("[")?;
    scan.blanks();
    let pid = scan.number()?;
    scan.tag("]")?;
    let rest = scan.rest();
    let first = rest.split_whitespace().next()?;
    // A header whose name looks like a row's beginning; no row's name is as long as these words.
    if holds(rest, " invoked oom-killer:") {
        return None;
    }
    (rest.starts_with([' ', '\t']) && is_figure(first)).then_some(Message::Row(TaskLine { pid, rest }))
}

fn is_figure(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
