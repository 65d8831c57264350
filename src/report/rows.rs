//! Kills as rows, for the clipboard.

use std::sync::Arc;

use super::csv::between_tabs;
use super::page::{Table, TableColumn};
use super::{json::SourceNames, kill};
use crate::analysis::Case;
use crate::lang::Language;
use crate::model::{Kib, Span};
use crate::say;
use crate::text;

/// A row for each kill: what a ticket needs to know of it. What the log does not hold is said so.
pub fn kills(language: Language, cases: &[Arc<Case>], sources: &[crate::model::Source]) -> Table {
    let columns = vec![
        TableColumn::number(say!(language, "column-kill")),
        TableColumn::words(say!(language, "fact-when")),
        TableColumn::words(say!(language, "fact-node")),
        TableColumn::words(say!(language, "column-limit-of")),
        TableColumn::words(say!(language, "column-pod-or-cgroup")),
        TableColumn::words(say!(language, "fact-killed")),
        TableColumn::number(say!(language, "figure-anonymous")),
        TableColumn::number(say!(language, "rows-usage")),
        TableColumn::number(say!(language, "rows-limit")),
        TableColumn::words(say!(language, "fact-in-log")),
    ];
    Table {
        columns,
        rows: cases.iter().map(|case| row(language, case, SourceNames(sources))).collect(),
        has_total: false,
    }
}

fn row(language: Language, case: &Case, names: SourceNames<'_>) -> Vec<String> {
    let Case { incident, conclusions } = case;
    let unknown = || text::not_in_log(language).to_owned();
    let size = |size: Option<Kib>| size.map_or_else(unknown, |size| text::size(language, size.bytes()));
    let memory = incident.cgroup_memory.memory.as_ref();
    let limit = memory.map_or_else(unknown, |memory| {
        memory
            .limit()
            .map_or_else(|| say!(language, "rows-no-limit").to_owned(), |size| text::limit_size(language, size))
    });
    let moved = || conclusions.moved_to_wall.as_ref().map(|moved| text::day_time(language, moved.local));
    let when = incident.moment.wall.map(|wall| text::day_time(language, wall.local)).or_else(moved);
    let span = |span: Span| format!("{}:{}–{}", names.of(span.source), span.first, span.last);
    vec![
        incident.id.0.to_string(),
        when.or_else(|| text::when(language, &incident.moment)).unwrap_or_else(unknown),
        incident.host.as_deref().map_or_else(unknown, str::to_owned),
        conclusions.verdict.level.words(language).to_owned(),
        kill::pod_or_cgroup(language, case).unwrap_or_else(unknown),
        kill::who_died(language, incident),
        size(incident.chosen().and_then(|victim| victim.anon_rss)),
        size(memory.map(|memory| memory.usage)),
        limit,
        incident.home().map_or_else(unknown, span),
    ]
}

/// A table with tabs between its cells, for spreadsheets.
pub fn tsv(table: &Table) -> String {
    let titles = table.columns.iter().map(|column| column.title.to_owned()).collect::<Vec<_>>();
    let line = |cells: &Vec<String>| cells.iter().map(|cell| between_tabs(cell)).collect::<Vec<_>>().join("\t");
    std::iter::once(&titles).chain(&table.rows).map(|cells| line(cells) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Conclusions;
    use crate::model::{CgroupMemory, Counter, Incident, IncidentId, Place, Report, SourceId, Victim};

    #[test]
    fn what_the_log_lacks_is_said_and_what_has_no_limit_too() {
        let counter =
            Counter { usage: Kib(2048), limit_printed: Kib::UNLIMITED_FROM, failcnt: 0, at: Place::default() };
        let incident = Incident {
            id: IncidentId(7),
            victims: vec![Victim { pid: 9, name: "a\tb".into(), ..Victim::default() }],
            seen_in: vec![Span { source: SourceId(0), first: 3, last: 8 }].into(),
            report: Report {
                cgroup_memory: CgroupMemory { memory: Some(counter), ..CgroupMemory::default() },
                ..Report::default()
            }
            .into(),
            ..Incident::default()
        };
        let table = kills(Language::English, &[Arc::new(Case { incident, conclusions: Conclusions::default() })], &[]);
        let text = tsv(&table);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        let cells: Vec<_> = lines[1].split('\t').collect();
        assert_eq!(cells.len(), table.columns.len(), "a tab in a name makes no cell");
        assert_eq!((cells[0], cells[1], cells[5]), ("7", "not in the log", "a b (9)"));
        assert_eq!(cells[6..9], ["not in the log", "2 MiB", "none"]);
        assert!(cells[9].ends_with(":3–8"));
    }

    #[test]
    fn a_spreadsheet_takes_no_pasted_cell_for_a_formula_or_a_quotation() {
        for (name, pasted) in [
            ("java", "java"),
            ("=1+1", "'=1+1"),
            ("\"=1+1\"", "'\"=1+1\""),
            (" \"a", "' \"a"),
            ("\"", "'\""),
            ("a\"b", "a\"b"),
        ] {
            let rows = vec![vec![name.to_owned(), "2".to_owned()]];
            let columns = vec![TableColumn::words("Name"), TableColumn::number("PID")];
            assert_eq!(tsv(&Table { columns, rows, has_total: false }), format!("Name\tPID\n{pasted}\t2\n"));
        }
    }
}
