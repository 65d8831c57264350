//! A comparison in words: one sentence with what grew most, and remarks on what the figures cannot tell.

use chrono::TimeDelta;

use super::super::{Case, Level, PartKind, shown_wall};
use super::{Difference, Figure, Kinship, PartChange, Parts, Whole, grown as grown_by};
use crate::lang::Language;
use crate::model::{Bytes, Incident, NoteKind};
use crate::text;

/// The smallest change that is worth a word: so many thousandths of the larger total, and not less than so many bytes.
const NOTABLE_PERMILLE: u128 = 5;
const NOTABLE_BYTES: u128 = 64 << 10;

/// How many parts a sentence names.
const NAMED: usize = 2;

/// `Anonymous memory grew by 12 MiB (16 %) in 46 s; the rest is the same`.
pub(super) fn sentence(difference: &Difference, before: &Case, after: &Case) -> String {
    let Some(parts) = &difference.parts else { return without_parts(difference, before, after) };
    match raised(difference) {
        Some(limit) => format!("{limit}; {}", lower(&grown(difference, parts))),
        None => grown(difference, parts),
    }
}

/// What changed most, when, and what of the rest.
fn grown(difference: &Difference, parts: &Parts) -> String {
    let least = u128::from(parts.totals.0.max(parts.totals.1).0) * NOTABLE_PERMILLE / 1000;
    let least = least.max(NOTABLE_BYTES);
    let size = |part: &PartChange| part.change.map_or(0, i128::unsigned_abs);
    let mut ranked: Vec<&PartChange> = parts.changes.iter().collect();
    ranked.sort_by_key(|part| std::cmp::Reverse(size(part)));
    let notable: Vec<_> = ranked.iter().filter(|part| size(part) >= least).collect();
    let rest = ranked.iter().skip(notable.len().min(NAMED)).map(|part| size(part)).max().unwrap_or(0);
    let later = later(difference);
    let Some((first, others)) = notable.split_first() else {
        let alike = if rest == 0 { "the same" } else { "about the same" };
        let apart = difference.apart.map(|apart| format!(", {} apart", span(apart))).unwrap_or_default();
        return format!("The memory was {alike} in every part at both kills{apart}");
    };
    let mut told = clause(first, is_one_memory(difference), later.as_deref());
    for part in others.iter().take(NAMED - 1) {
        told.push_str(&format!(", {}", lower(&clause(part, is_one_memory(difference), None))));
    }
    told + match (notable.len() > NAMED, rest) {
        (true, _) => "; more changed less",
        (false, 0) => "; the rest is the same",
        (false, _) => "; the rest is about the same",
    }
}

fn clause(part: &PartChange, one_memory: bool, later: Option<&str>) -> String {
    let change = part.change.unwrap_or(0);
    let by = Bytes(u64::try_from(change.unsigned_abs()).unwrap_or(u64::MAX));
    let name = match part.kind {
        PartKind::NotItemised => "What the log does not itemise",
        kind => text::part(Language::English, kind),
    };
    // What is not itemised may have taken up a part that one log lacks: that is no share of what it was before.
    let own = part.kind != PartKind::NotItemised || part.change == grown_by(part.sizes);
    let whole = part.sizes.before.filter(|before| own && before.0 > 0 && part.sizes.after.is_some());
    let share = whole
        .map(|before| format!(" ({})", text::percent(Language::English, by, before).replace(".0 %", " %")))
        .unwrap_or_default();
    let size = text::size(by);
    let later = later.map(|later| format!(" {later}")).unwrap_or_default();
    match (one_memory, change > 0, part.kind) {
        (true, true, _) => format!("{name} grew by {size}{share}{later}"),
        (true, false, _) => format!("{name} shrank by {size}{share}{later}"),
        (false, true, _) => format!("{name} was {size}{share} more{later}"),
        (false, false, _) => format!("{name} was {size}{share} less{later}"),
    }
}

/// `in 46 s` for one memory that was seen twice, `46 s later` for two.
fn later(difference: &Difference) -> Option<String> {
    let span = span(difference.apart?);
    Some(if is_one_memory(difference) { format!("in {span}") } else { format!("{span} later") })
}

fn span(apart: TimeDelta) -> String {
    if apart.num_seconds() == 0 { "less than a second".to_owned() } else { text::duration(Language::English, apart) }
}

/// True where the figures are of one cgroup or node, so that one can say that it grew.
fn is_one_memory(difference: &Difference) -> bool {
    let wanted = match difference.parts.as_ref().map(|parts| parts.whole) {
        Some(Whole::Node) => "node",
        _ => "limit",
    };
    difference.kinship.iter().any(|kin| kin.of == wanted && kin.kinship == Kinship::Same)
}

/// The limit, where it is another one.
fn raised(difference: &Difference) -> Option<String> {
    let limit = difference.figures.iter().find(|figure| figure.word == "limit")?;
    let (Figure::Size(before), Figure::Size(after)) = limit.values.before.zip(limit.values.after)? else { return None };
    let verb = if after > before { "higher" } else { "lower" };
    (before != after).then(|| format!("The limit was {verb}, {} instead of {}", text::size(after), text::size(before)))
}

/// Where the pies cannot be held against each other: why, and what can be said instead.
fn without_parts(difference: &Difference, before: &Case, after: &Case) -> String {
    let has = |case: &Case| case.conclusions.breakdown.is_some() || case.conclusions.node_breakdown.is_some();
    let why = match (has(before), has(after)) {
        (true, true) => "One kill tells of a cgroup’s memory, the other of the node’s: the two are no pair".to_owned(),
        (false, false) => "The log does not hold what the memory of either kill was used for".to_owned(),
        (one, _) => {
            let lacking = if one { after } else { before };
            format!("The log does not hold what the memory of kill {} was used for", lacking.incident.id.0)
        }
    };
    let anon = |incident: &Incident| Some(incident.chosen()?.anon_rss?.bytes());
    let Some((one, other)) = anon(&before.incident).zip(anon(&after.incident)) else { return why };
    let (more, by) = if other >= one { ("more", other.minus(one)) } else { ("less", one.minus(other)) };
    let by = by.unwrap_or_default();
    let later = difference.apart.map(|apart| format!(", {} later", span(apart))).unwrap_or_default();
    match by.0 {
        0 => format!("{why}; the killed process held the same anonymous memory, {}{later}", text::size(one)),
        _ => format!("{why}; the killed process held {} {more} anonymous memory{later}", text::size(by)),
    }
}

/// What must be known to read the figures rightly.
pub(super) fn remarks(difference: &Difference, before: &Case, after: &Case) -> Vec<String> {
    let mut remarks = Vec::new();
    let kills = [before, after];
    let levels = kills.map(|case| case.conclusions.verdict.level);
    let another = difference.kinship.iter().any(|kin| kin.of == "limit" && kin.kinship == Kinship::Other);
    if levels[0] != levels[1] && levels.iter().all(|level| *level != Level::Unknown) {
        let [one, other] = levels.map(|level| level.name().replace('-', " "));
        remarks.push(format!("Different limits were hit: {one} at the earlier kill, {other} at the later one"));
    } else if another {
        remarks.push("The figures are of two cgroups, each with its own limit".to_owned());
    }
    if difference.apart.is_none() {
        remarks
            .push("No one clock dates both kills: which came first is taken from their order in the list".to_owned());
    } else if shown_wall(before).zip(shown_wall(after)).is_some_and(|(one, other)| {
        let by_walls = other.comparable().signed_duration_since(one.comparable());
        (one.offset_assumed || other.offset_assumed) && difference.apart == Some(by_walls)
    }) {
        remarks.push("The time between the kills counts on a time zone that is assumed, not in the log".to_owned());
    }
    let lacking = |part: &PartChange| part.change.is_none();
    if difference.parts.as_ref().is_some_and(|parts| parts.changes.iter().any(lacking)) {
        remarks
            .push("A part that only one kill’s log holds has no change of its own; it is in “Not itemised”".to_owned());
    }
    for case in kills {
        let has = |kind| case.incident.notes.iter().any(|note| note.kind == kind);
        let number = case.incident.id.0;
        match (case.incident.tasks.is_empty(), has(NoteKind::TasksCut)) {
            (true, _) => remarks.push(format!("The log holds no task table of kill {number}")),
            (false, true) => {
                remarks.push(format!("The task table of kill {number} is cut: what it lacks may have been there"));
            }
            (false, false) => {}
        }
        if case.incident.cgroup_memory.stats.is_empty() && case.conclusions.breakdown.is_some() {
            remarks.push(format!("The log holds no memory statistics of kill {number}"));
        } else if has(NoteKind::StatsCut) {
            remarks.push(format!("The memory statistics of kill {number} are cut"));
        }
    }
    remarks
}

fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
