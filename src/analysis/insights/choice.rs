//! Why this process was chosen and not another.

use super::processes::is_cut;
use super::{InsightRow, InsightTopic, Need, read, row};
use crate::analysis::Insight;
use crate::analysis::facts::{Facts, is_pause};
use crate::analysis::scores::{NEVER, Ranked};
use crate::lang::Language;
use crate::model::{Bytes, Constraint, NoteKind, Pages, Task};
use crate::say;
use crate::text::{count, size};

/// The insights of this file.
pub(super) const INSIGHTS: &[InsightRow] = &[
    row(InsightTopic::Choice, &["badness"], &[Need::Victim], badness),
    row(InsightTopic::Choice, &["spared"], &[Need::Tasks], spared),
];

/// Why this process: its points against the others'.
fn badness(facts: &Facts<'_>) -> Option<Insight> {
    let incident = facts.incident;
    let victim = incident.chosen()?;
    if facts.foreign_figures().is_some() {
        return None; // neither the limit nor the table need be this kill's
    }
    if victim.prefix.as_deref().is_some_and(|prefix| prefix.contains("oom_kill_allocating_task")) {
        let text = say!(facts.language, "chosen-for-asking", name = facts.victim_named(victim));
        return Some(read("badness", text, String::new()));
    }
    if incident.noted.iter().any(|note| note.kind == NoteKind::ChildSacrificed) {
        return None; // the note says it
    }
    let scores = &facts.scores;
    let task = facts.task(victim.pid)?;
    let chosen = Ranked { task, points: scores.of(task)? };
    let highest = scores.highest(&facts.tasks)?;
    let text = if highest.task.pid == victim.pid || chosen.points.saturating_add(scores.tolerance()) >= highest.points {
        because(facts, chosen, highest)?
    } else {
        let (first, victim) = (facts.task_named(highest.task), facts.victim_named(victim));
        match facts.constraint() {
            Some(Constraint::Cpuset | Constraint::MemoryPolicy) => {
                say!(facts.language, "chosen-not-highest-confined", first = first, victim = victim)
            }
            _ => say!(facts.language, "chosen-not-highest", first = first, victim = victim),
        }
    };
    Some(read("badness", text, arithmetic(facts, chosen, highest)?))
}

/// `java (PID 31) had the highest OOM score: …`.
fn because(facts: &Facts<'_>, chosen: Ranked<'_>, highest: Ranked<'_>) -> Option<String> {
    let language = facts.language;
    let name = facts.task_named(chosen.task);
    let mut rivals = facts.tasks.iter().filter(|task| task.pid != chosen.task.pid && !is_pause(task));
    // That the only process was chosen says nothing.
    if !is_cut(facts) && !rivals.any(|task| task.oom_score_adj > NEVER) {
        return None;
    }
    let gain = gain(facts, chosen)?;
    if chosen.points < highest.points {
        let other = facts.task_named(highest.task);
        return Some(say!(language, "chosen-about-highest", name = name, gain = gain, other = other));
    }
    let others = facts.tasks.iter().filter(|task| task.pid != chosen.task.pid);
    let next = facts.scores.highest(others).filter(|next| next.points == chosen.points);
    if let Some(next) = next {
        let other = facts.task_named(next.task);
        return Some(say!(language, "chosen-equal", name = name, gain = gain, other = other));
    }
    Some(if is_cut(facts) {
        say!(language, "chosen-highest-listed", name = name, gain = gain)
    } else {
        say!(language, "chosen-highest", name = name, gain = gain)
    })
}

/// `462 MiB of memory (…) plus 98 MiB for its oom_score_adj of 975`. What counts is not what its end frees: shared memory and
/// file pages may stay.
fn gain(facts: &Facts<'_>, Ranked { task, .. }: Ranked<'_>) -> Option<String> {
    let (language, adj) = (facts.language, task.oom_score_adj);
    let freed = size(language, facts.scores.freed(task)?.bytes(facts.page()));
    let shift = size(language, Pages(facts.scores.adjustment(adj)?.unsigned_abs()).bytes(facts.page()));
    Some(match adj {
        0 => say!(language, "gain-plain", freed = freed),
        1.. => say!(language, "gain-plus", freed = freed, shift = shift, adj = adj.to_string()),
        _ => say!(language, "gain-less", freed = freed, shift = shift, adj = adj.to_string()),
    })
}

fn arithmetic(facts: &Facts<'_>, chosen: Ranked<'_>, highest: Ranked<'_>) -> Option<String> {
    let (Ranked { task, points }, scores) = (chosen, &facts.scores);
    let freed = scores.freed(task)?.0;
    let tables = freed.saturating_sub(task.rss).saturating_sub(task.swapents);
    let page = size(facts.language, Bytes(facts.page().bytes()));
    let exact = scores.unfloored(task)?;
    let sum = match (task.oom_score_adj, scores.total()) {
        (adj, Some(total)) if adj != 0 => say!(
            facts.language,
            "score-arithmetic-shifted",
            resident = task.rss,
            swapped = task.swapents,
            tables = tables,
            sign = if adj < 0 { "-" } else { "+" },
            adj = u64::from(adj.unsigned_abs()),
            part = total.0 / 1000,
            total = total.0,
            points = signed(facts.language, exact),
            page = page
        ),
        _ => say!(
            facts.language,
            "score-arithmetic",
            resident = task.rss,
            swapped = task.swapents,
            tables = tables,
            points = signed(facts.language, exact),
            page = page
        ),
    };
    let sum = if exact == points { sum } else { say!(facts.language, "score-counted-as-one", arithmetic = sum) };
    let rivals = facts.tasks.iter().filter(|other| other.pid != task.pid);
    let next = if highest.task.pid == task.pid { scores.highest(rivals) } else { Some(highest) };
    let Some(Ranked { task: next, points }) = next else { return Some(sum) };
    let (next, points) = (facts.task_named(next), signed(facts.language, points));
    Some(say!(facts.language, "score-arithmetic-next", arithmetic = sum, next = next, points = points))
}

fn signed(language: Language, points: i64) -> String {
    format!("{}{}", if points < 0 { "-" } else { "" }, count(language, points.unsigned_abs()))
}

/// The largest process, where its adjustment saved it.
fn spared(facts: &Facts<'_>) -> Option<Insight> {
    let chosen = facts.task(facts.incident.chosen()?.pid)?;
    let freed = |task: &Task| facts.scores.freed(task).unwrap_or_default();
    let largest = facts.tasks.iter().max_by_key(|task| freed(task))?;
    (largest.oom_score_adj < chosen.oom_score_adj && freed(largest) > freed(chosen)).then_some(())?;
    let held = size(facts.language, freed(largest).bytes(facts.page()));
    let (name, adj) = (facts.task_named(largest), largest.oom_score_adj.to_string());
    let text = if largest.oom_score_adj <= NEVER {
        say!(facts.language, "spared-exempt", name = name, held = held, adj = adj)
    } else {
        let victim_adj = chosen.oom_score_adj.to_string();
        say!(facts.language, "spared-weighs-less", name = name, held = held, adj = adj, victim_adj = victim_adj)
    };
    let held = size(facts.language, freed(chosen).bytes(facts.page()));
    Some(read("spared", text, say!(facts.language, "spared-arithmetic", held = held)))
}
