//! Why this process was chosen and not another.

use super::processes::is_cut;
use super::read;
use crate::analysis::Insight;
use crate::analysis::facts::{Facts, named, task_named};
use crate::analysis::scores::{NEVER, Ranked};
use crate::analysis::verdict::is_pause;
use crate::model::{Bytes, Constraint, NoteKind, Pages, Task};
use crate::text::{count, size};

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
    let scores = &facts.scores;
    let task = facts.task(victim.pid)?;
    let chosen = Ranked { task, points: scores.of(task)? };
    let highest = scores.highest(&facts.tasks)?;
    let text = if highest.task.pid == victim.pid || chosen.points.saturating_add(scores.tolerance()) >= highest.points {
        because(facts, chosen)?
    } else {
        let doubt = match facts.constraint() {
            Some(Constraint::Cpuset | Constraint::MemoryPolicy) => {
                "The kernel looks only at processes that may use the same memory nodes, which the log does not tell of each"
            }
            _ => "The table is printed after the choice, and the log does not tell why the kernel chose as it did",
        };
        let (first, victim) = (task_named(highest.task), named(victim));
        format!("By the figures in the task table {first} had more points than {victim}. {doubt}")
    };
    Some(read("badness", text, arithmetic(facts, chosen, highest)?))
}

/// `java (pid 31) was chosen because it had the highest score: …`.
fn because(facts: &Facts<'_>, chosen: Ranked<'_>) -> Option<String> {
    let scores = &facts.scores;
    let freed = size(scores.freed(chosen.task)?.bytes(facts.page()));
    let adj = chosen.task.oom_score_adj;
    let shift = Pages(scores.adjustment(adj)?.unsigned_abs()).bytes(facts.page());
    let shifted = match adj {
        0 => String::new(),
        1.. => format!(", plus {} for its oom_score_adj of {adj}", size(shift)),
        _ => format!(", less {} for its oom_score_adj of {adj}", size(shift)),
    };
    let rivals = facts.tasks.iter().filter(|task| task.pid != chosen.task.pid && !is_pause(task));
    if !is_cut(facts) && rivals.filter(|task| task.oom_score_adj > NEVER).count() == 0 {
        let beside = if facts.tasks.iter().any(is_pause) { " beside the pod's pause process" } else { "" };
        return Some(format!("{} was the only process to choose{beside}", task_named(chosen.task)));
    }
    let listed = if is_cut(facts) { " of the processes that the log lists" } else { "" };
    Some(format!(
        "{} was chosen because it had the highest score{listed}: the {freed} that its death frees{shifted}",
        task_named(chosen.task)
    ))
}

fn arithmetic(facts: &Facts<'_>, chosen: Ranked<'_>, highest: Ranked<'_>) -> Option<String> {
    let (Ranked { task, points }, scores) = (chosen, &facts.scores);
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
    text.push_str(&format!(" = {} points of {}", signed(points), size(Bytes(facts.page().bytes()))));
    let rivals = facts.tasks.iter().filter(|other| other.pid != task.pid);
    let next = if highest.task.pid == task.pid { scores.highest(rivals) } else { Some(highest) };
    if let Some(next) = next {
        text.push_str(&format!("; {} has {}", task_named(next.task), signed(next.points)));
    }
    Some(text)
}

fn signed(points: i64) -> String {
    format!("{}{}", if points < 0 { "-" } else { "" }, count(points.unsigned_abs()))
}

/// The largest process, where its adjustment saved it.
pub(super) fn spared(facts: &Facts<'_>) -> Option<Insight> {
    let chosen = facts.task(facts.incident.chosen()?.pid)?;
    let freed = |task: &Task| facts.scores.freed(task).unwrap_or_default();
    let largest = facts.tasks.iter().max_by_key(|task| freed(task))?;
    (largest.oom_score_adj < chosen.oom_score_adj && freed(largest) > freed(chosen)).then_some(())?;
    let held = size(freed(largest).bytes(facts.page()));
    let how = if largest.oom_score_adj <= NEVER {
        format!("its oom_score_adj of {} exempts it", largest.oom_score_adj)
    } else {
        format!("its oom_score_adj of {} weighs less than {}", largest.oom_score_adj, chosen.oom_score_adj)
    };
    Some(read(
        "spared",
        format!("{} held more ({held}) and was not chosen: {how}", task_named(largest)),
        format!("The process that was killed held {}", size(freed(chosen).bytes(facts.page()))),
    ))
}
