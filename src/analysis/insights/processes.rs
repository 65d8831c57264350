//! What the task table tells: who used the memory, and why this process was chosen.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{list, read, sized};
use crate::analysis::cgroup::Group;
use crate::analysis::facts::{Facts, named, plain, task_named};
use crate::analysis::scores::{NEVER, Ranked, Scores};
use crate::analysis::verdict::is_pause;
use crate::analysis::{Insight, PartKind};
use crate::model::{Bytes, Constraint, NoteKind, Pages, Task, Victim};
use crate::text::{count, counted, percent, size};

/// What no process of the table accounts for, or only as far as it maps it.
const OUTSIDE: [PartKind; 6] = [
    PartKind::PageCache,
    PartKind::Shmem,
    PartKind::Slab,
    PartKind::KernelStack,
    PartKind::PageTables,
    PartKind::OtherKernel,
];

/// Processes of one name.
#[derive(Debug)]
struct Namesakes {
    name: Arc<str>,
    count: u64,
    rss: Pages,
}

/// Who used the memory, where it was more than one pod's matter.
pub(super) fn who_used(facts: &Facts<'_>) -> Option<Insight> {
    const SHOWN: usize = 4;
    let many_pods = matches!(facts.group(), Some(Group::NodePods | Group::Qos | Group::Slice(_) | Group::Root));
    (facts.limit.is_none() || many_pods).then_some(())?;
    (!is_cut(facts)).then_some(())?;
    let (names, total) = by_name(facts)?;
    let largest = names.iter().take(SHOWN).filter(|group| group.rss.0 > 0);
    let largest: Vec<String> = largest.map(|group| in_words(facts, group)).collect();
    (!largest.is_empty()).then_some(())?;
    Some(read(
        "who-used",
        format!("Most memory was held by {}", list(&largest)),
        format!(
            "Resident memory of {}, added up by name: {} together. Memory that processes share counts in each",
            counted(facts.incident.tasks.len() as u64, "process", "processes"),
            size(total)
        ),
    ))
}

/// True where rows of the table are missing.
fn is_cut(facts: &Facts<'_>) -> bool {
    facts.incident.notes.iter().any(|note| note.kind == NoteKind::TasksCut)
}

/// Many processes of one name, together a good part of it.
pub(super) fn of_one_name(facts: &Facts<'_>) -> Option<Insight> {
    const MANY: u64 = 3;
    let (names, total) = by_name(facts)?;
    let group = names.iter().find(|group| group.count >= MANY)?;
    let sum = group.rss.bytes(facts.page());
    (sum.share_of(total) >= super::HEAVY).then_some(())?;
    Some(read(
        "processes-of-one-name",
        format!(
            "{} processes named {} held {} together, {} of what the task table adds up to",
            count(group.count),
            plain(&group.name),
            size(sum),
            percent(sum, total)
        ),
        format!("On average {} each; memory that they share counts in each", size(Bytes(sum.0 / group.count))),
    ))
}

/// All rows by name, largest first, and their sum.
fn by_name(facts: &Facts<'_>) -> Option<(Vec<Namesakes>, Bytes)> {
    let mut names: BTreeMap<Arc<str>, Namesakes> = BTreeMap::new();
    let mut total = Bytes(0);
    for task in facts.incident.tasks.iter() {
        total = total.plus(Pages(task.rss).bytes(facts.page()));
        let group = || Namesakes { name: Arc::clone(&task.name), count: 0, rss: Pages(0) };
        let group = names.entry(Arc::clone(&task.name)).or_insert_with(group);
        group.count += 1;
        group.rss = Pages(group.rss.0.saturating_add(task.rss));
    }
    let mut names: Vec<_> = names.into_values().collect();
    names.sort_by_key(|group| std::cmp::Reverse(group.rss));
    (total.0 > 0).then_some((names, total))
}

fn in_words(facts: &Facts<'_>, group: &Namesakes) -> String {
    let name = plain(&group.name);
    let sum = size(group.rss.bytes(facts.page()));
    match group.count {
        1 => format!("{name} ({sum})"),
        many => format!("{name} ({sum} in {} processes)", count(many)),
    }
}

/// Why this process: its points against the others'.
pub(super) fn badness(facts: &Facts<'_>) -> Option<Insight> {
    let incident = facts.incident;
    let victim = incident.chosen()?;
    if victim.prefix.as_deref().is_some_and(|prefix| prefix.contains("oom_kill_allocating_task")) {
        let text = format!(
            "{} was killed because it asked for memory at that moment (vm.oom_kill_allocating_task is set), not for its size",
            named(victim)
        );
        return Some(read("badness", text, String::new()));
    }
    if incident.notes.iter().any(|note| note.kind == NoteKind::ChildSacrificed) {
        return None; // the note says it
    }
    let scores = Scores::new(incident);
    let row = incident.tasks.find(victim.pid)?;
    let points = scores.of(&row)?;
    let highest = scores.highest(incident)?;
    let chosen = Ranked { task: row, points };
    let text = if highest.task.pid == victim.pid || points.saturating_add(scores.tolerance()) >= highest.points {
        because(facts, &scores, &chosen)?
    } else {
        let doubt = match facts.constraint() {
            Some(Constraint::Cpuset | Constraint::MemoryPolicy) => {
                "The kernel looks only at processes that may use the same memory nodes, which the log does not tell of each"
            }
            _ => "The table is printed after the choice, and the log does not tell why the kernel chose as it did",
        };
        let (first, victim) = (task_named(&highest.task), named(victim));
        format!("By the figures in the task table {first} had more points than {victim}. {doubt}")
    };
    Some(read("badness", text, arithmetic(facts, &scores, &chosen, &highest)?))
}

/// `java (pid 31) was chosen because it had the highest score: …`.
fn because(facts: &Facts<'_>, scores: &Scores, chosen: &Ranked) -> Option<String> {
    let freed = size(scores.freed(&chosen.task)?.bytes(facts.page()));
    let adj = chosen.task.oom_score_adj;
    let shift = Pages(scores.adjustment(adj)?.unsigned_abs()).bytes(facts.page());
    let shifted = match adj {
        0 => String::new(),
        1.. => format!(", plus {} for its oom_score_adj of {adj}", size(shift)),
        _ => format!(", less {} for its oom_score_adj of {adj}", size(shift)),
    };
    let rivals = facts.incident.tasks.iter().filter(|task| task.pid != chosen.task.pid && !is_pause(task));
    if !is_cut(facts) && rivals.filter(|task| task.oom_score_adj > NEVER).count() == 0 {
        let beside = if facts.incident.tasks.iter().any(|task| is_pause(&task)) {
            " beside the pod's pause process"
        } else {
            ""
        };
        return Some(format!("{} was the only process to choose{beside}", task_named(&chosen.task)));
    }
    let listed = if is_cut(facts) { " of the processes that the log lists" } else { "" };
    Some(format!(
        "{} was chosen because it had the highest score{listed}: the {freed} that its death frees{shifted}",
        task_named(&chosen.task)
    ))
}

fn arithmetic(facts: &Facts<'_>, scores: &Scores, chosen: &Ranked, highest: &Ranked) -> Option<String> {
    let Ranked { task, points } = chosen;
    let freed = scores.freed(task)?.0;
    let tables = freed.saturating_sub(task.rss).saturating_sub(task.swapents);
    let mut text = format!(
        "{} pages resident + {} swapped out + {} of page tables",
        count(task.rss),
        count(task.swapents),
        count(tables)
    );
    if let (adj, Some(total)) = (task.oom_score_adj, scores.total())
        && adj != 0
    {
        text.push_str(&format!(" {} {} × ({} / 1000)", if adj < 0 { '-' } else { '+' }, adj.abs(), count(total.0)));
    }
    text.push_str(&format!(" = {} points of {}", signed(*points), size(Bytes(facts.page().bytes()))));
    let rivals = facts.incident.tasks.iter().filter(|other| other.pid != task.pid);
    let rivals = rivals.filter_map(|task| Some(Ranked { points: scores.of(&task)?, task }));
    let next =
        if highest.task.pid == task.pid { rivals.max_by_key(|rival| rival.points) } else { Some(highest.clone()) };
    if let Some(next) = next {
        text.push_str(&format!("; {} has {}", task_named(&next.task), signed(next.points)));
    }
    Some(text)
}

fn signed(points: i64) -> String {
    format!("{}{}", if points < 0 { "-" } else { "" }, count(points.unsigned_abs()))
}

/// The largest process, where its adjustment saved it.
pub(super) fn spared(facts: &Facts<'_>) -> Option<Insight> {
    let incident = facts.incident;
    let scores = Scores::new(incident);
    let chosen = incident.tasks.find(incident.chosen()?.pid)?;
    let freed = |task: &Task| scores.freed(task).unwrap_or_default();
    let largest = incident.tasks.iter().max_by_key(|task| freed(task))?;
    (largest.oom_score_adj < chosen.oom_score_adj && freed(&largest) > freed(&chosen)).then_some(())?;
    let held = size(freed(&largest).bytes(facts.page()));
    let how = if largest.oom_score_adj <= NEVER {
        format!("its oom_score_adj of {} exempts it", largest.oom_score_adj)
    } else {
        format!("its oom_score_adj of {} weighs less than {}", largest.oom_score_adj, chosen.oom_score_adj)
    };
    Some(read(
        "spared",
        format!("{} held more ({held}) and was not chosen: {how}", task_named(&largest)),
        format!("The process that was killed held {}", size(freed(&chosen).bytes(facts.page()))),
    ))
}

/// What the table adds up to, against the usage of the cgroup.
pub(super) fn table_sum(facts: &Facts<'_>) -> Option<Insight> {
    let incident = facts.incident;
    let pie = facts.breakdown.as_ref()?;
    (!is_cut(facts)).then_some(())?;
    let (_, sum) = by_name(facts)?;
    let (usage, near) = (pie.total, Bytes(pie.total.0 / 20));
    let words = if sum.0 > usage.0.saturating_add(near.0) {
        "more than was in use here: memory that processes share counts in each of them, and a file's pages count where \
         they were read first"
            .to_owned()
    } else if sum.plus(near) >= usage {
        "about what was in use".to_owned()
    } else {
        let outside = OUTSIDE.iter().filter_map(|kind| Some((kind, pie.bytes(*kind).filter(|bytes| *bytes >= near)?)));
        let outside: Vec<String> = outside.map(|(kind, bytes)| sized(*kind, bytes)).collect();
        if outside.is_empty() {
            "less than was in use: the log does not itemise the rest".to_owned()
        } else {
            format!("less than was in use: no single process holds the rest ({})", list(&outside))
        }
    };
    Some(read(
        "table-sum",
        format!("The processes add up to {}, {words}", size(sum)),
        format!(
            "Resident memory of {} = {}; usage {}",
            counted(incident.tasks.len() as u64, "process", "processes"),
            size(sum),
            size(usage)
        ),
    ))
}

/// True where the victim is the only process of the table beside the sandbox's.
pub(super) fn is_alone(facts: &Facts<'_>, victim: &Victim) -> bool {
    let mut others = facts.incident.tasks.iter().filter(|task| !is_pause(task));
    let first = others.next();
    first.is_some_and(|task| task.pid == victim.pid) && others.next().is_none()
}
