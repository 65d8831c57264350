//! Two kills side by side as a page, for tickets and mails.

use std::sync::Arc;

use super::page::{Block, Column, Fact, Page, Table};
use super::{GENERATOR, json::Names, kill};
use crate::analysis::{Case, Difference, Fate, Figure, FigureChange, Pair, PartChange, StatChange, TaskChange};
use crate::lang::Language;
use crate::model::{Bytes, Source, Span, StatUnit};
use crate::text;

/// How many names of processes are listed.
const NAMES_LISTED: usize = 100;

/// The page of a comparison of two kills, the earlier one first.
pub fn comparison(difference: &Difference, kills: [&Arc<Case>; 2], sources: &[Source]) -> Page {
    let mut blocks = vec![Block::Facts(facts(difference, kills, Names(sources)))];
    if !difference.remarks.is_empty() {
        blocks.push(Block::List(difference.remarks.clone()));
    }
    let table = |blocks: &mut Vec<_>, heading, rows: Vec<Vec<String>>, has_total| {
        if !rows.is_empty() {
            blocks.push(Block::Heading(heading));
            blocks.push(Block::Table(Table { columns: columns(), rows, has_total }));
        }
    };
    if let Some(parts) = &difference.parts {
        let total = Pair { before: Some(parts.totals.0), after: Some(parts.totals.1) };
        let change = i128::from(parts.totals.1.0) - i128::from(parts.totals.0.0);
        let all = [sizes("All".to_owned(), total, Some(change))];
        table(&mut blocks, "Memory", parts.changes.iter().map(part).chain(all).collect(), true);
    }
    table(&mut blocks, "Figures", difference.figures.iter().map(figure).collect(), false);
    let names = difference.tasks.names.iter().take(NAMES_LISTED);
    table(&mut blocks, "Processes by name", names.map(task).collect(), false);
    let left = difference.tasks.names.len().saturating_sub(NAMES_LISTED);
    if left > 0 {
        blocks.push(Block::Paragraph(format!(
            "{} of processes are not listed",
            text::counted(left as u64, "more name", "more names")
        )));
    }
    let changed = difference.stats.iter().filter(|stat| stat.change() != Some(0));
    table(&mut blocks, "Statistics that changed", changed.map(stat).collect(), false);
    Page {
        title: difference.sentence.clone(),
        blocks,
        footer: format!("Made by {GENERATOR} from the log alone."),
        language: Language::English,
    }
}

fn facts(difference: &Difference, kills: [&Arc<Case>; 2], names: Names<'_>) -> Vec<Fact> {
    let labels = ["Before", "After"];
    let kill = |case: &Case| {
        let span = |span: Span| format!("{}:{}–{}", names.of(span.source), span.first, span.last);
        let words = [
            Some(format!("kill {}", case.incident.id.0)),
            text::when(Language::English, &case.incident.moment),
            Some(kill::who_died(Language::English, &case.incident)),
            kill::pod_or_cgroup(Language::English, case),
            case.incident.host.as_deref().map(str::to_owned),
            case.incident.home().map(span),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let mut facts: Vec<_> = labels.into_iter().zip(kills).map(|(label, case)| Fact::said(label, kill(case))).collect();
    let kin: Vec<_> = difference.kinship.iter().map(|kin| kin.words()).collect();
    facts.push(Fact::said("In common", kin.join(", ")));
    facts
}

fn columns() -> Vec<Column> {
    vec![Column::words("What"), Column::number("Before"), Column::number("After"), Column::number("Change")]
}

fn part(part: &PartChange) -> Vec<String> {
    sizes(text::part(Language::English, part.kind).to_owned(), part.sizes, part.change)
}

fn sizes(name: String, sizes: Pair<Bytes>, change: Option<i128>) -> Vec<String> {
    row(name, sizes, text::size, change.map(text::growth))
}

fn row<T: Copy>(name: String, values: Pair<T>, spelled: impl Fn(T) -> String, change: Option<String>) -> Vec<String> {
    let value = |value: Option<T>| value.map_or_else(|| "not in the log".to_owned(), &spelled);
    vec![name, value(values.before), value(values.after), change.unwrap_or_default()]
}

/// A figure as it is shown.
pub fn figure_words(figure: Figure) -> String {
    match figure {
        Figure::Size(size) => text::size(size),
        Figure::Count(count) => text::count(count),
        Figure::Unlimited => "no limit".to_owned(),
    }
}

/// By how much a figure grew, as it is shown.
pub fn figure_growth(figure: &FigureChange) -> Option<String> {
    let counts = matches!(figure.values.before, Some(Figure::Count(_)));
    figure.change().map(if counts { text::count_growth } else { text::growth })
}

fn figure(figure: &FigureChange) -> Vec<String> {
    row(figure.name.to_owned(), figure.values, figure_words, figure_growth(figure))
}

fn task(task: &TaskChange) -> Vec<String> {
    let fate = match task.fate() {
        Fate::New => ", new".to_owned(),
        Fate::Gone => ", gone".to_owned(),
        Fate::Stayed | Fate::Unknown => String::new(),
    };
    let count = match task_count(task) {
        Some(count) => format!(" ({count}{fate})"),
        None if fate.is_empty() => fate,
        None => format!(" ({})", fate.trim_start_matches(", ")),
    };
    sizes(format!("{}{count}", task.name), task.resident, task.change())
}

/// How many processes of a name there were, where that is worth a word: `2 processes`, `2 → 1 processes`.
pub fn task_count(task: &TaskChange) -> Option<String> {
    match (task.processes.before, task.processes.after) {
        (None | Some(0 | 1), None | Some(0 | 1)) => None,
        (Some(before), Some(after)) if before != after && before > 0 && after > 0 => {
            Some(format!("{} → {} processes", text::count(before), text::count(after)))
        }
        (before, after) => Some(text::counted(before.max(after).unwrap_or_default(), "process", "processes")),
    }
}

/// A statistic's value as it is shown.
pub fn stat_words(value: i64, unit: StatUnit) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let number = value.unsigned_abs();
    match unit {
        StatUnit::Bytes => format!("{sign}{}", text::size(Bytes(number))),
        StatUnit::Count => format!("{sign}{}", text::count(number)),
    }
}

/// By how much a statistic grew, as it is shown.
pub fn stat_growth(stat: &StatChange) -> Option<String> {
    stat.change().map(if stat.unit == StatUnit::Count { text::count_growth } else { text::growth })
}

fn stat(stat: &StatChange) -> Vec<String> {
    row(stat.key.to_string(), stat.values, |value| stat_words(value, stat.unit), stat_growth(stat))
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
        let mut difference = Difference::of(&kills[0], &kills[1]);
        let resident = Pair { before: Some(Bytes(4096)), after: Some(Bytes(8192)) };
        let task = |number: usize| TaskChange {
            name: format!("worker-{number}").into(),
            processes: Pair { before: Some(1), after: Some(1) },
            resident,
            killed: (false, false),
        };
        difference.tasks.names = (0..NAMES_LISTED + 2).map(task).collect();
        let values = Pair { before: Some(1), after: Some(2) };
        difference.stats = vec![StatChange { key: "anon".into(), unit: StatUnit::Bytes, values }];
        let page = comparison(&difference, [&kills[0], &kills[1]], &[]);
        let names = page.blocks.iter().position(|block| matches!(block, Block::Heading("Processes by name"))).unwrap();
        let [Block::Table(listed), Block::Paragraph(left), Block::Heading(next)] = &page.blocks[names + 1..names + 4]
        else {
            panic!("{:?}", page.blocks);
        };
        assert_eq!(listed.rows.len(), NAMES_LISTED);
        assert_eq!(left, "2 more names of processes are not listed");
        assert_eq!(*next, "Statistics that changed");
    }
}
