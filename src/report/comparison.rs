//! Two kills side by side as a page, for tickets and mails.

use std::sync::Arc;

use super::page::{Block, Fact, Page, Table, TableColumn};
use super::{GENERATOR, json::SourceNames, kill};
use crate::analysis::{
    BeforeAfter, Both, Case, Difference, Fate, FigureChange, FigureValue, PartChange, StatChange, TaskChange,
};
use crate::lang::Language;
use crate::model::{Bytes, Source, Span, StatUnit};
use crate::say;
use crate::text;

/// How many names of processes are listed.
const NAMES_LISTED: usize = 100;

/// The page of a comparison of two kills, the earlier one first, in the language of the comparison.
pub fn comparison(difference: &Difference, kills: [&Arc<Case>; 2], sources: &[Source]) -> Page {
    let language = difference.language;
    let mut blocks = vec![Block::Facts(facts(difference, kills, SourceNames(sources)))];
    if !difference.remarks.is_empty() {
        blocks.push(Block::List(difference.remarks.clone()));
    }
    let table = |blocks: &mut Vec<_>, heading, rows: Vec<Vec<String>>, has_total| {
        if !rows.is_empty() {
            blocks.push(Block::Heading(heading));
            blocks.push(Block::Table(Table { columns: columns(language), rows, has_total }));
        }
    };
    if let Some(parts) = &difference.parts {
        let Both { before, after } = parts.totals;
        let total = BeforeAfter { before: Some(before), after: Some(after) };
        let change = i128::from(after.0) - i128::from(before.0);
        let all = [sizes(language, say!(language, "list-all").to_owned(), total, Some(change))];
        let rows = parts.changes.iter().map(|change| part(language, change)).chain(all).collect();
        table(&mut blocks, say!(language, "list-memory"), rows, true);
    }
    let figures = difference.figures.iter().map(|change| figure(language, change)).collect();
    table(&mut blocks, say!(language, "comparison-figures"), figures, false);
    let names = difference.tasks.names.iter().take(NAMES_LISTED);
    let names = names.map(|change| task(language, change)).collect();
    table(&mut blocks, say!(language, "list-processes-by-name"), names, false);
    let left = difference.tasks.names.len().saturating_sub(NAMES_LISTED);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(language, "comparison-names-not-listed", names = left)));
    }
    let changed = difference.stats.iter().filter(|stat| stat.change() != Some(0));
    let changed = changed.map(|change| stat(language, change)).collect();
    table(&mut blocks, say!(language, "comparison-statistics"), changed, false);
    Page {
        title: difference.sentence.clone(),
        blocks,
        footer: say!(language, "comparison-footer", generator = GENERATOR),
        language,
    }
}

fn facts(difference: &Difference, kills: [&Arc<Case>; 2], names: SourceNames<'_>) -> Vec<Fact> {
    let language = difference.language;
    let labels = [say!(language, "comparison-before"), say!(language, "comparison-after")];
    let kill = |case: &Case| {
        let span = |span: Span| format!("{}:{}–{}", names.of(span.source), span.first, span.last);
        let words = [
            Some(say!(language, "comparison-kill", kill = case.incident.id.0.to_string())),
            text::when(language, &case.incident.moment),
            Some(kill::who_died(language, &case.incident)),
            kill::pod_or_cgroup(language, case),
            case.incident.host.as_deref().map(str::to_owned),
            case.incident.home().map(span),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(say!(language, "list-separator"))
    };
    let mut facts: Vec<_> = labels.into_iter().zip(kills).map(|(label, case)| Fact::said(label, kill(case))).collect();
    let kin: Vec<_> = difference.kinship.iter().map(|kin| kin.words(language)).collect();
    facts.push(Fact::said(say!(language, "comparison-in-common"), kin.join(say!(language, "list-separator"))));
    let changed = difference.setting.as_ref();
    facts.extend(changed.map(|changed| Fact::said(say!(language, "comparison-changed"), changed)));
    facts
}

fn columns(language: Language) -> Vec<TableColumn> {
    vec![
        TableColumn::words(say!(language, "comparison-what")),
        TableColumn::number(say!(language, "comparison-before")),
        TableColumn::number(say!(language, "comparison-after")),
        TableColumn::number(say!(language, "comparison-change")),
    ]
}

fn part(language: Language, part: &PartChange) -> Vec<String> {
    sizes(language, part.kind.words(language).to_owned(), part.sizes, part.change)
}

fn sizes(language: Language, name: String, sizes: BeforeAfter<Bytes>, change: Option<i128>) -> Vec<String> {
    row(language, name, sizes, |size| text::size(language, size), change.map(|change| text::growth(language, change)))
}

fn row<T: Copy>(
    language: Language,
    name: String,
    values: BeforeAfter<T>,
    spelled: impl Fn(T) -> String,
    change: Option<String>,
) -> Vec<String> {
    let value = |value: Option<T>| value.map_or_else(|| text::not_in_log(language).to_owned(), &spelled);
    vec![name, value(values.before), value(values.after), change.unwrap_or_default()]
}

/// A figure as it is shown.
pub fn figure_words(language: Language, figure: FigureValue) -> String {
    match figure {
        FigureValue::Size(size) => text::size(language, size),
        FigureValue::Count(count) => text::count(language, count),
        FigureValue::Unlimited => say!(language, "figure-no-limit").to_owned(),
    }
}

/// By how much a figure grew, as it is shown.
pub fn figure_growth(language: Language, figure: &FigureChange) -> Option<String> {
    let counts = matches!(figure.values.before, Some(FigureValue::Count(_)));
    let growth = if counts { text::count_growth } else { text::growth };
    figure.change().map(|change| growth(language, change))
}

fn figure(language: Language, figure: &FigureChange) -> Vec<String> {
    let words = |value| figure_words(language, value);
    row(language, figure.name.to_owned(), figure.values, words, figure_growth(language, figure))
}

fn task(language: Language, task: &TaskChange) -> Vec<String> {
    let fate = match task.fate() {
        Fate::New => Some(say!(language, "list-new")),
        Fate::Gone => Some(say!(language, "list-gone")),
        Fate::Stayed | Fate::Unknown => None,
    };
    let words: Vec<_> = task_count(language, task).into_iter().chain(fate.map(str::to_owned)).collect();
    let name = match words.as_slice() {
        [] => task.name.to_string(),
        words => format!("{} ({})", task.name, words.join(say!(language, "list-separator"))),
    };
    sizes(language, name, task.resident, task.change())
}

/// How many processes of a name there were, where that is worth a word: `2 processes`, `2 → 1 processes`.
pub fn task_count(language: Language, task: &TaskChange) -> Option<String> {
    match (task.processes.before, task.processes.after) {
        (None | Some(0 | 1), None | Some(0 | 1)) => None,
        (Some(before), Some(after)) if before != after && before > 0 && after > 0 => Some(say!(
            language,
            "list-processes-then",
            before = text::count(language, before),
            after = text::count(language, after)
        )),
        (before, after) => Some(say!(language, "list-processes", count = before.max(after).unwrap_or_default())),
    }
}

/// A statistic's value as it is shown.
pub fn stat_words(language: Language, value: i64, unit: StatUnit) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let number = value.unsigned_abs();
    match unit {
        StatUnit::Bytes => format!("{sign}{}", text::size(language, Bytes(number))),
        StatUnit::Count => format!("{sign}{}", text::count(language, number)),
    }
}

/// By how much a statistic grew, as it is shown.
pub fn stat_growth(language: Language, stat: &StatChange) -> Option<String> {
    let growth = if stat.unit == StatUnit::Count { text::count_growth } else { text::growth };
    stat.change().map(|change| growth(language, change))
}

fn stat(language: Language, stat: &StatChange) -> Vec<String> {
    let words = |value| stat_words(language, value, stat.unit);
    row(language, stat.key.to_string(), stat.values, words, stat_growth(language, stat))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Conclusions;
    use crate::model::{Incident, IncidentId};

    #[test]
    fn names_that_are_not_listed_are_told_of_right_below_those_that_are() {
        let kill = |id| {
            let incident = Incident { id: IncidentId(id), ..Incident::default() };
            Arc::new(Case { incident, conclusions: Conclusions::default() })
        };
        let kills = [kill(1), kill(2)];
        let mut difference =
            Difference::of(&kills[0], &kills[1], &crate::analysis::ClusterFacts::default(), Language::English);
        let resident = BeforeAfter { before: Some(Bytes(4096)), after: Some(Bytes(8192)) };
        let task = |number: usize| TaskChange {
            name: format!("worker-{number}").into(),
            processes: BeforeAfter { before: Some(1), after: Some(1) },
            resident,
            killed: Both::default(),
        };
        difference.tasks.names = (0..NAMES_LISTED + 2).map(task).collect();
        let values = BeforeAfter { before: Some(1), after: Some(2) };
        difference.stats = vec![StatChange { key: "anon".into(), unit: StatUnit::Bytes, values }];
        let page = comparison(&difference, [&kills[0], &kills[1]], &[]);
        let names = page.blocks.iter().position(|block| matches!(block, Block::Heading("Processes by name"))).unwrap();
        let [Block::Table(listed), Block::Paragraph(left), Block::Heading(next)] = &page.blocks[names + 1..names + 4]
        else {
            panic!("{:?}", page.blocks);
        };
        assert_eq!(listed.rows.len(), NAMES_LISTED);
        assert_eq!(left, "2 more names of processes aren't listed");
        assert_eq!(*next, "Statistics that changed");
    }
}
