//! A comparison in words: one sentence with what grew most, and remarks on what the figures cannot tell.

use std::cmp::Ordering;

use chrono::TimeDelta;

use super::super::{Case, Level, PartKind, shown_wall};
use super::{Difference, FigureValue, Kinship, PartChange, Parts, PieWhole, grown as grown_by};
use crate::lang::Language;
use crate::model::{Bytes, Incident, NoteKind};
use crate::say;
use crate::text;

/// The smallest change that is worth a word: so many thousandths of the larger total, and not less than so many bytes.
const NOTABLE_PERMILLE: u128 = 5;
const NOTABLE_BYTES: u128 = 64 << 10;

/// How many parts a sentence names.
const NAMED: usize = 2;

/// `Anonymous memory grew by 12 MiB (16 %) in 46 s; the rest is the same`.
pub(super) fn sentence(language: Language, difference: &Difference, before: &Case, after: &Case) -> String {
    let Some(parts) = &difference.parts else { return without_parts(language, difference, before, after) };
    text::capitalised(language, &with_limits(language, difference, changes(language, difference, parts)))
}

/// The changes behind that of the limit, where it is another one.
fn with_limits(language: Language, difference: &Difference, changes: String) -> String {
    let values = difference.figures.iter().find(|figure| figure.word == "limit").map(|figure| figure.values);
    let Some((Some(FigureValue::Size(before)), Some(FigureValue::Size(after)))) =
        values.map(|both| (both.before, both.after))
    else {
        return changes;
    };
    let (is, was) = (text::size(language, after), text::size(language, before));
    match after.cmp(&before) {
        Ordering::Greater => say!(language, "limit-higher", before = was, after = is, changes = changes),
        Ordering::Less => say!(language, "limit-lower", before = was, after = is, changes = changes),
        Ordering::Equal => changes,
    }
}

/// What changed most, when, and what of the rest.
fn changes(language: Language, difference: &Difference, parts: &Parts) -> String {
    let least = u128::from(parts.totals.before.max(parts.totals.after).0) * NOTABLE_PERMILLE / 1000;
    let least = least.max(NOTABLE_BYTES);
    let size = |part: &PartChange| part.change.map_or(0, i128::unsigned_abs);
    let mut ranked: Vec<&PartChange> = parts.changes.iter().collect();
    ranked.sort_by_key(|part| std::cmp::Reverse(size(part)));
    let notable: Vec<_> = ranked.iter().filter(|part| size(part) >= least).collect();
    let rest = ranked.iter().skip(notable.len().min(NAMED)).map(|part| size(part)).max().unwrap_or(0);
    let apart = difference.apart.map(|apart| span(language, apart));
    let Some((first, others)) = notable.split_first() else { return none(language, rest == 0, apart) };
    let one_memory = is_one_memory(difference);
    let mut told = clause(language, first, one_memory, apart);
    for part in others.iter().take(NAMED - 1) {
        let second = clause(language, part, one_memory, None);
        told = say!(language, "changes-two", first = told, second = second);
    }
    match (notable.len() > NAMED, rest) {
        (true, _) => say!(language, "changes-rest-less", changes = told),
        (false, 0) => say!(language, "changes-rest-same", changes = told),
        (false, _) => say!(language, "changes-rest-about-same", changes = told),
    }
}

/// Nothing changed that is worth a word.
fn none(language: Language, is_same: bool, apart: Option<String>) -> String {
    match (is_same, apart) {
        (true, Some(span)) => say!(language, "changes-none-apart", span = span),
        (true, None) => say!(language, "changes-none").to_owned(),
        (false, Some(span)) => say!(language, "changes-hardly-apart", span = span),
        (false, None) => say!(language, "changes-hardly").to_owned(),
    }
}

/// `in 46 s` for one memory that was seen twice, `46 s later` for two.
fn clause(language: Language, part: &PartChange, one_memory: bool, apart: Option<String>) -> String {
    let change = part.change.unwrap_or(0);
    let by = Bytes(u64::try_from(change.unsigned_abs()).unwrap_or(u64::MAX));
    let name = part.kind.words_within(language);
    // What is not itemised may have taken up a part that one log lacks: that is no share of what it was before.
    let own = part.kind != PartKind::NotItemised || part.change == grown_by(part.sizes);
    let whole = part.sizes.before.filter(|before| own && before.0 > 0 && part.sizes.after.is_some());
    let size = match whole {
        Some(before) => {
            let share = text::percent(language, by, before).replace(".0", "");
            say!(language, "size-and-share", size = text::size(language, by), share = share)
        }
        None => text::size(language, by),
    };
    match (one_memory, change > 0, apart) {
        (true, true, Some(span)) => say!(language, "change-grew-in", part = name, size = size, span = span),
        (true, true, None) => say!(language, "change-grew", part = name, size = size),
        (true, false, Some(span)) => say!(language, "change-shrank-in", part = name, size = size, span = span),
        (true, false, None) => say!(language, "change-shrank", part = name, size = size),
        (false, true, Some(span)) => say!(language, "change-more-later", part = name, size = size, span = span),
        (false, true, None) => say!(language, "change-more", part = name, size = size),
        (false, false, Some(span)) => say!(language, "change-less-later", part = name, size = size, span = span),
        (false, false, None) => say!(language, "change-less", part = name, size = size),
    }
}

fn span(language: Language, apart: TimeDelta) -> String {
    if apart.num_seconds() == 0 { say!(language, "below-a-second").to_owned() } else { text::duration(language, apart) }
}

/// True where the figures are of one cgroup or node, so that one can say that it grew.
fn is_one_memory(difference: &Difference) -> bool {
    let wanted = match difference.parts.as_ref().map(|parts| parts.whole) {
        Some(PieWhole::Node) => "node",
        _ => "limit",
    };
    difference.kinship.iter().any(|kin| kin.of == wanted && kin.kinship == Kinship::Same)
}

/// Where the pies cannot be held against each other: why, and what can be said instead.
fn without_parts(language: Language, difference: &Difference, before: &Case, after: &Case) -> String {
    let has = |case: &Case| case.conclusions.breakdown.is_some() || case.conclusions.node_breakdown.is_some();
    let why = match (has(before), has(after)) {
        (true, true) => say!(language, "no-pair").to_owned(),
        (false, false) => say!(language, "no-memory-of-either").to_owned(),
        (one, _) => say!(language, "no-memory-of", kill = number(if one { after } else { before })),
    };
    let anon = |incident: &Incident| Some(incident.chosen()?.anon_rss?.bytes());
    let Some((one, other)) = anon(&before.incident).zip(anon(&after.incident)) else { return why };
    let apart = difference.apart.map(|apart| span(language, apart));
    let by = if other >= one { other.minus(one) } else { one.minus(other) };
    let by = text::size(language, by.unwrap_or_default());
    match (other.cmp(&one), apart) {
        (Ordering::Equal, None) => say!(language, "victim-same", why = why, size = text::size(language, one)),
        (Ordering::Equal, Some(span)) => {
            say!(language, "victim-same-later", why = why, size = text::size(language, one), span = span)
        }
        (Ordering::Greater, None) => say!(language, "victim-more", why = why, size = by),
        (Ordering::Greater, Some(span)) => say!(language, "victim-more-later", why = why, size = by, span = span),
        (Ordering::Less, None) => say!(language, "victim-less", why = why, size = by),
        (Ordering::Less, Some(span)) => say!(language, "victim-less-later", why = why, size = by, span = span),
    }
}

fn number(case: &Case) -> String {
    case.incident.id.0.to_string()
}

/// What must be known to read the figures rightly.
pub(super) fn remarks(language: Language, difference: &Difference, before: &Case, after: &Case) -> Vec<String> {
    let kills = [before, after];
    let mut remarks: Vec<String> = limits(language, difference, kills).into_iter().collect();
    if difference.apart.is_none() {
        remarks.push(say!(language, "remark-no-clock").to_owned());
    } else if shown_wall(before).zip(shown_wall(after)).is_some_and(|(one, other)| {
        let by_walls = other.comparable().signed_duration_since(one.comparable());
        (one.offset_assumed || other.offset_assumed) && difference.apart == Some(by_walls)
    }) {
        remarks.push(say!(language, "remark-zone").to_owned());
    }
    let lacking = |part: &PartChange| part.change.is_none();
    if difference.parts.as_ref().is_some_and(|parts| parts.changes.iter().any(lacking)) {
        remarks.push(say!(language, "remark-parts").to_owned());
    }
    remarks.extend(kills.iter().flat_map(|case| what_is_missing(language, case)));
    remarks
}

/// What of a kill's report the log does not hold.
fn what_is_missing(language: Language, case: &Case) -> Vec<String> {
    let has = |kind| case.incident.noted.iter().any(|note| note.kind == kind);
    let mut missing = Vec::new();
    if case.incident.tasks.is_empty() {
        missing.push(say!(language, "remark-no-tasks", kill = number(case)));
    } else if has(NoteKind::TasksCut) {
        missing.push(say!(language, "remark-tasks-cut", kill = number(case)));
    }
    if case.incident.cgroup_memory.stats.is_empty() && case.conclusions.breakdown.is_some() {
        missing.push(say!(language, "remark-no-stats", kill = number(case)));
    } else if has(NoteKind::StatsCut) {
        missing.push(say!(language, "remark-stats-cut", kill = number(case)));
    }
    missing
}

/// Where not one limit was hit twice.
fn limits(language: Language, difference: &Difference, kills: [&Case; 2]) -> Option<String> {
    let levels = kills.map(|case| case.conclusions.verdict.level);
    if levels[0] != levels[1] && levels.iter().all(|level| *level != Level::Unknown) {
        let [before, after] = levels.map(|level| level.words(language));
        return Some(say!(language, "remark-levels", before = before, after = after));
    }
    let another = difference.kinship.iter().any(|kin| kin.of == "limit" && kin.kinship == Kinship::Other);
    another.then(|| say!(language, "remark-cgroups").to_owned())
}
