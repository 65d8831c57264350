//! What the task table tells of who used the memory.

use super::{InsightRow, InsightTopic, Need, holders, read, row, sized};
use crate::analysis::cgroup::CgroupKind;
use crate::analysis::facts::{Facts, HEAVY, is_pause};
use crate::analysis::named::plain;
use crate::analysis::namesakes::{RowsByName, by_name, largest};
use crate::analysis::{Insight, PartKind};
use crate::model::{Bytes, NoteKind, Victim};
use crate::say;
use crate::text::{list, percent, size};

/// The insights of this file.
pub(super) const INSIGHTS: &[InsightRow] = &[
    row(InsightTopic::Holders, &["who-used"], &[Need::Tasks], who_used),
    row(InsightTopic::Processes, &["processes-of-one-name"], &[Need::Tasks], of_one_name),
    row(InsightTopic::Processes, &["table-sum"], &[Need::Tasks], table_sum),
];

/// What no process of the table accounts for, or only as far as it maps it.
const OUTSIDE: [PartKind; 7] = [
    PartKind::PageCache,
    PartKind::Shmem,
    PartKind::Slab,
    PartKind::KernelStack,
    PartKind::PageTables,
    PartKind::Sockets,
    PartKind::OtherKernel,
];

/// Who used the memory, where it was more than one pod's matter.
fn who_used(facts: &Facts<'_>) -> Option<Insight> {
    const SHOWN: usize = 4;
    let many_pods =
        matches!(facts.group(), Some(CgroupKind::NodePods | CgroupKind::Qos | CgroupKind::Slice(_) | CgroupKind::Root));
    (facts.limit.is_none() || many_pods).then_some(())?;
    (!is_cut(facts) && !holders::are_told(facts) && facts.foreign_figures().is_none()).then_some(())?;
    let total = by_name(facts)?.total;
    let largest = largest(facts, SHOWN);
    (!largest.is_empty()).then_some(())?;
    let language = facts.language;
    // The table shows a part of what is in use, so that no process is said to hold most of it.
    Some(read(
        "who-used",
        say!(language, "who-used-largest", largest = list(language, &largest)),
        say!(language, "who-used-arithmetic", processes = facts.tasks.len(), total = size(language, total)),
    ))
}

/// True where rows of the table are missing.
pub(super) fn is_cut(facts: &Facts<'_>) -> bool {
    facts.incident.noted.iter().any(|note| note.kind == NoteKind::TasksCut)
}

/// Many processes of one name, together a good part of it.
fn of_one_name(facts: &Facts<'_>) -> Option<Insight> {
    const MANY: u64 = 3;
    (!holders::is_counted_several_times(facts)).then_some(())?;
    let RowsByName { names, total } = by_name(facts)?;
    let group = names.iter().find(|group| group.count >= MANY)?;
    let sum = group.rss.bytes(facts.page());
    (sum.share_of(total) >= HEAVY).then_some(())?;
    let language = facts.language;
    let (name, share) = (plain(group.name), percent(language, sum, total));
    let each = size(language, Bytes(sum.0 / group.count));
    Some(read(
        "processes-of-one-name",
        say!(
            language,
            "processes-of-one-name",
            count = group.count,
            name = name,
            sum = size(language, sum),
            share = share
        ),
        say!(language, "processes-of-one-name-arithmetic", each = each),
    ))
}

/// What the table adds up to, against the usage of the cgroup.
fn table_sum(facts: &Facts<'_>) -> Option<Insight> {
    let pie = facts.breakdown.as_ref()?;
    (!is_cut(facts)).then_some(())?;
    let sum = by_name(facts)?.total;
    let (usage, near) = (pie.total, Bytes(pie.total.0 / 20));
    let language = facts.language;
    let text = if sum.0 > usage.0.saturating_add(near.0) {
        say!(language, "table-sum-more", sum = size(language, sum))
    } else if sum.plus(near) >= usage {
        return None; // as expected
    } else {
        let outside = OUTSIDE.iter().filter_map(|kind| Some((kind, pie.bytes(*kind).filter(|bytes| *bytes >= near)?)));
        let outside: Vec<String> = outside.map(|(kind, bytes)| sized(facts, *kind, bytes)).collect();
        if outside.is_empty() {
            say!(language, "table-sum-less", sum = size(language, sum))
        } else {
            say!(language, "table-sum-less-parts", sum = size(language, sum), parts = list(language, &outside))
        }
    };
    let (processes, sum, usage) = (facts.tasks.len(), size(language, sum), size(language, usage));
    let arithmetic = say!(language, "resident-sum", processes = processes, sum = sum, usage = usage);
    Some(read("table-sum", text, arithmetic))
}

/// True where the victim is the only process of the table beside the sandbox's.
pub(super) fn is_alone(facts: &Facts<'_>, victim: &Victim) -> bool {
    let mut others = facts.tasks.iter().filter(|task| !is_pause(task));
    let first = others.next();
    first.is_some_and(|task| task.pid == victim.pid) && others.next().is_none()
}
