//! Badness: whom the kernel would have chosen, recomputed from the task table (`oom_badness` in `mm/oom_kill.c`).
//!
//! A process's points are the pages that its death would free (resident, swapped out, page tables), moved by
//! `oom_score_adj` thousandths of all the pages that the kill is about. The highest is killed. Three things are not
//! in the log and make the figures approximate: the kernel's counters are per CPU, the table is printed after the choice,
//! and kernels before 4.17 favour root's processes by 3 %.

use crate::model::{Constraint, Counter, Incident, KernelInfo, KernelSeries, Kib, NodeMemory, PageSize, Pages, Task};

/// The adjustment that keeps a process from being chosen.
pub(super) const NEVER: i32 = -1000;

/// The badness of each row of one incident's task table.
#[derive(Clone, Copy, Debug)]
pub struct Scores {
    page: PageSize,
    total: Option<Pages>,
    floored: bool,
}

/// A process and its points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked<'a> {
    /// The process.
    pub task: &'a Task,
    /// Its points.
    pub points: i64,
}

impl Scores {
    /// Prepares the scores of an incident.
    pub fn new(incident: &Incident) -> Self {
        Self {
            page: incident.page_size.size,
            total: total_pages(incident),
            floored: floors_at_one(incident.kernel.as_ref(), incident.tasks.columns.nr_ptes),
        }
    }

    /// The pages that the kill is about: the limit, or the node's memory and swap. `None` where the log does not hold it.
    pub(super) const fn total(&self) -> Option<Pages> {
        self.total
    }

    /// The row's badness; `None` where the log does not hold what it takes, and for processes that may never be chosen.
    pub fn of(&self, task: &Task) -> Option<i64> {
        if task.oom_score_adj <= NEVER {
            return None;
        }
        let points = self.unfloored(task)?;
        Some(if self.floored { points.max(1) } else { points })
    }

    /// The same before old kernels raise it to 1.
    pub(super) fn unfloored(&self, task: &Task) -> Option<i64> {
        Some(signed(self.freed(task)?.0).saturating_add(self.adjustment(task.oom_score_adj)?))
    }

    /// The memory that counts for the row, in pages: resident, swapped out and page tables. Shared pages and file pages among
    /// them may stay when it ends; `None` where its page tables are not in the log.
    pub(super) fn freed(&self, task: &Task) -> Option<Pages> {
        let tables = match (task.pgtables_bytes, task.nr_ptes) {
            (Some(bytes), _) => bytes / self.page.bytes(),
            (None, Some(ptes)) => ptes.saturating_add(task.nr_pmds.unwrap_or(0)),
            (None, None) => return None,
        };
        Some(Pages(task.rss.saturating_add(task.swapents).saturating_add(tables)))
    }

    /// The points that an `oom_score_adj` adds or takes. The kernel divides before it multiplies.
    pub(super) fn adjustment(&self, oom_score_adj: i32) -> Option<i64> {
        if oom_score_adj == 0 {
            return Some(0);
        }
        Some(signed(self.total?.0 / 1000).saturating_mul(i64::from(oom_score_adj)))
    }

    /// The row with the most points; of equals the later, as kernels since 5.3 choose.
    pub(super) fn highest<'a>(&self, tasks: impl IntoIterator<Item = &'a Task>) -> Option<Ranked<'a>> {
        let ranked = tasks.into_iter().filter_map(|task| Some(Ranked { points: self.of(task)?, task }));
        ranked.max_by_key(|ranked| ranked.points)
    }

    /// How far two figures may lie apart and still be taken for equal: a hundredth of the whole, 2 MiB at least.
    pub(super) fn tolerance(&self) -> i64 {
        let hundredth = self.total.map_or(0, |total| total.0 / 100);
        signed(hundredth.max((2 << 20) / self.page.bytes()))
    }
}

fn signed(pages: u64) -> i64 {
    i64::try_from(pages).unwrap_or(i64::MAX)
}

/// `totalpages` of `constrained_alloc` and `mem_cgroup_get_max`.
fn total_pages(incident: &Incident) -> Option<Pages> {
    let page = incident.page_size.size;
    let constraint = incident.summary.as_ref().map(|summary| &summary.constraint);
    let pages = |size: Kib| size.bytes().0 / page.bytes();
    if let Some(memory) = &incident.cgroup_memory.memory {
        let swap = swap_headroom(incident, memory)?;
        return Some(Pages(pages(memory.limit()?).saturating_add(pages(swap))));
    }
    let node = incident.node_memory.as_ref()?;
    let swap = pages(node.swap_total?);
    let ram = match constraint {
        Some(Constraint::Cpuset) => present(node, incident.summary.as_ref()?.mems_allowed.as_deref()?, page)?,
        Some(Constraint::MemoryPolicy) => present(node, incident.summary.as_ref()?.nodemask.as_deref()?, page)?,
        _ => node.usable_ram()?.0,
    };
    Some(Pages(ram.saturating_add(swap)))
}

/// How much the cgroup might swap beyond its limit. Its swap limit, if it has swap in use; the node's swap is not in the
/// report of a cgroup kill, and a node without swap is the rule under Kubernetes: no swap in use counts as none.
fn swap_headroom(incident: &Incident, memory: &Counter) -> Option<Kib> {
    let cgroup = &incident.cgroup_memory;
    let nothing = Some(Kib(0));
    if let Some(swap) = &cgroup.swap {
        return if swap.usage.0 == 0 { nothing } else { swap.limit() };
    }
    match &cgroup.memory_and_swap {
        Some(both) if both.usage.0 > memory.usage.0 => Some(Kib(both.limit()?.0.saturating_sub(memory.limit()?.0))),
        _ => nothing,
    }
}

/// The present pages of the memory nodes in a list like `0-1,3`; `None` where Mem-Info shows none of them.
fn present(node: &NodeMemory, list: &str, page: PageSize) -> Option<u64> {
    let allowed = |id: u32| {
        list.split(',').any(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            matches!((first.parse::<u32>(), last.parse::<u32>()), (Ok(first), Ok(last)) if (first..=last).contains(&id))
        })
    };
    let zones = node.zones.iter().filter(|zone| zone.node.is_some_and(allowed));
    let sizes = zones.filter_map(|zone| zone.size("present")).map(|size| size.bytes().0 / page.bytes());
    sizes.reduce(u64::saturating_add)
}

/// Kernels up to 5.8 (and RHEL 8 before 4.18.0-348) give every eligible process at least one point; later ones are signed.
fn floors_at_one(kernel: Option<&KernelInfo>, old_columns: bool) -> bool {
    let release = kernel.and_then(|kernel| kernel.release.as_deref()).unwrap_or_default();
    match KernelSeries::of(release) {
        Some(KernelSeries(4, 18)) => build(release) < 348,
        Some(series) => series < KernelSeries(5, 9),
        // Tables with a column of page tables by number ended long before that.
        None => old_columns,
    }
}

/// `4.18.0-240.el8.x86_64` → 240; 0 where there is none.
fn build(release: &str) -> u32 {
    release.split(|c: char| !c.is_ascii_digit()).nth(3).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples;
    use crate::model::TaskColumns;

    #[test]
    fn the_victim_of_the_article_had_the_most_points() {
        let incident = samples::seed();
        let scores = Scores::new(&incident);
        assert_eq!(scores.total(), Some(Pages(128_000)));
        let points: Vec<_> = incident.tasks.iter().map(|task| scores.of(&task).unwrap()).collect();
        assert_eq!(points, [-127_736, 135_012, 128_442, 246_687]);
        let rows: Vec<Task> = incident.tasks.iter().collect();
        let highest = scores.highest(&rows).unwrap();
        assert_eq!((highest.task.pid, highest.points), (716_580, 246_687));
    }

    #[test]
    fn a_whole_node_counts_usable_ram_and_swap() {
        let mut incident = samples::whole_node();
        assert_eq!(Scores::new(&incident).total(), Some(Pages(176_818)));
        incident.node_memory.as_mut().unwrap().swap_total = Some(Kib(4096));
        assert_eq!(Scores::new(&incident).total(), Some(Pages(176_818 + 1024)));
    }

    #[test]
    fn a_cpuset_counts_its_memory_nodes_only() {
        let mut incident = samples::whole_node();
        let summary = incident.summary.as_mut().unwrap();
        summary.constraint = Constraint::Cpuset;
        assert_eq!(Scores::new(&incident).total(), Some(Pages(769_896 / 4)));
        incident.summary.as_mut().unwrap().mems_allowed = Some("1-3,5".into());
        assert_eq!(Scores::new(&incident).total(), None);
    }

    #[test]
    fn swap_in_use_without_a_limit_leaves_the_whole_unknown() {
        let mut incident = samples::seed();
        incident.cgroup_memory.swap.as_mut().unwrap().usage = Kib(4);
        let scores = Scores::new(&incident);
        let points: Vec<_> = incident.tasks.iter().map(|task| scores.of(&task)).collect();
        assert_eq!(points, [None; 4]);
        incident.cgroup_memory.swap.as_mut().unwrap().limit_printed = Kib(4000);
        assert_eq!(Scores::new(&incident).total(), Some(Pages(129_000)));
    }

    #[test]
    fn old_kernels_count_page_table_pages_and_floor_at_one() {
        let mut incident = samples::seed();
        incident.kernel.as_mut().unwrap().release = Some("4.4.121".into());
        let columns = TaskColumns { nr_ptes: true, nr_pmds: true, ..TaskColumns::default() };
        let task = Task { rss: 100, swapents: 5, nr_ptes: Some(7), nr_pmds: Some(3), ..Task::default() };
        incident.tasks = crate::model::TaskTable::new(columns, None);
        let scores = Scores::new(&incident);
        assert_eq!(scores.of(&task), Some(115));
        assert_eq!(scores.of(&Task { oom_score_adj: -998, ..task.clone() }), Some(1));
        assert_eq!(scores.of(&Task { oom_score_adj: -1000, ..task.clone() }), None);
        assert_eq!(scores.of(&Task { nr_ptes: None, ..task }), None);
    }

    #[test]
    fn the_floor_goes_by_the_kernel() {
        for (release, floored) in [
            ("3.10.0-1160.el7.x86_64", true),
            ("4.18.0-240.el8.x86_64", true),
            ("4.18.0-348.2.1.el8_5.x86_64", false),
            ("5.4.0-42-generic", true),
            ("5.10.0-46-cloud-amd64", false),
            ("6.12.117+deb13-cloud-amd64", false),
        ] {
            let kernel = KernelInfo { release: Some(release.into()), ..KernelInfo::default() };
            assert_eq!(floors_at_one(Some(&kernel), false), floored, "{release}");
        }
        assert!(floors_at_one(None, true));
    }
}
