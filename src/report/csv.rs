//! One row per killed process, as RFC 4180 says it, for spreadsheets. An incident that killed nobody has one row without
//! a process, so that it is not lost.
//!
//! Spreadsheets take a text for a formula by its first character; such texts get an apostrophe before them.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::json::SourceNames;
use super::page::one_line;
use crate::analysis::{Case, Review};
use crate::model::{Incident, Kib, Place, Victim};
use crate::text;

/// A column: its title, and its cell for a row.
type CsvColumn = (&'static str, fn(&CsvKill<'_>) -> CsvCell);

/// The columns, in order. New ones come last.
const COLUMNS: [CsvColumn; 38] = [
    ("incident", |row| number(Some(row.incident().id.0))),
    ("time", |row| words(row.incident().moment.wall.as_ref().map(text::iso_time).as_deref())),
    ("time_printed", |row| words(row.incident().moment.printed.as_deref())),
    ("uptime_seconds", |row| CsvCell::Ours(opt(row.incident().moment.uptime.map(|uptime| uptime.seconds())))),
    ("host", |row| words(row.incident().host.as_deref())),
    ("kernel_release", |row| words(row.incident().kernel.as_ref().and_then(|kernel| kernel.release.as_deref()))),
    ("level", |row| words(Some(row.case.conclusions.verdict.level.name()))),
    ("scope", |row| words(Some(row.case.conclusions.verdict.scope.name()))),
    ("headline", |row| words(Some(&row.case.words().headline))),
    ("pid", |row| number(row.victim.map(|victim| victim.pid))),
    ("name", |row| words(row.victim.map(|victim| &*victim.name))),
    ("uid", |row| number(row.victim.and_then(|victim| victim.uid))),
    ("total_vm_kb", |row| kib(row, |victim| victim.total_vm)),
    ("anon_rss_kb", |row| kib(row, |victim| victim.anon_rss)),
    ("file_rss_kb", |row| kib(row, |victim| victim.file_rss)),
    ("shmem_rss_kb", |row| kib(row, |victim| victim.shmem_rss)),
    ("pgtables_kb", |row| kib(row, |victim| victim.pgtables)),
    ("oom_score_adj", |row| number(row.victim.and_then(|victim| victim.oom_score_adj))),
    ("group_member", |row| CsvCell::Ours(opt(row.victim.map(|victim| victim.group_member)))),
    ("memory_usage_bytes", |row| number(row.memory().map(|memory| memory.usage.bytes().0))),
    ("memory_limit_bytes", |row| number(row.memory().and_then(|memory| memory.limit()).map(|limit| limit.bytes().0))),
    ("oom_memcg", |row| words(row.incident().limit_cgroup.as_ref().map(|cgroup| &*cgroup.path))),
    ("task_memcg", |row| words(row.incident().victim_cgroup.as_ref().map(|cgroup| &*cgroup.path))),
    ("pod_namespace", |row| words(row.pod().and_then(|pod| pod.namespace.as_deref()))),
    ("pod_name", |row| words(row.pod().and_then(|pod| pod.name.as_deref()))),
    ("pod_uid", |row| words(row.pod().and_then(|pod| pod.uid.as_deref()))),
    ("pod_qos", |row| words(row.pod().and_then(|pod| pod.qos.as_deref()))),
    ("container_name", |row| words(row.container().and_then(|container| container.name.as_deref()))),
    ("container_id", |row| words(row.container().and_then(|container| container.id.as_deref()))),
    ("constraint", |row| words(row.incident().summary.as_ref().map(|summary| summary.constraint.printed()))),
    ("trigger", |row| words(row.incident().trigger.as_ref().map(|trigger| &*trigger.name))),
    ("trigger_pid", |row| number(row.incident().trigger.as_ref().and_then(|trigger| trigger.pid))),
    ("source", |row| words(row.place().map(|place| row.names.of(place.source)))),
    ("line", |row| number(row.place().map(|place| place.line))),
    ("complete", |row| CsvCell::Ours(row.incident().complete.to_string())),
    ("workload_kind", |row| words(row.workload().and_then(|workload| workload.kind.as_deref()))),
    ("workload_name", |row| words(row.workload().map(|workload| &*workload.name))),
    ("workload_basis", |row| words(row.workload().map(|workload| workload.told_by.basis().name()))),
];

/// Writes the review's killed processes as CSV.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS.map(|(title, _)| title))?;
    for_each(review, &mut |cells| Ok(csv.write_record(cells.map(CsvCell::spelled))?))?;
    csv.flush()
}

/// Writes the same with tabs between the cells and a line for each row: a text's own tabs and line ends become blanks, and
/// nothing is quoted.
///
/// # Errors
/// Where `out` cannot be written.
pub(super) fn write_tabs(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.map(|(title, _)| title).join("\t"))?;
    for_each(review, &mut |cells| writeln!(out, "{}", cells.map(CsvCell::between_tabs).join("\t")))
}

/// The rows, one after the other.
fn for_each(review: &Review, take: &mut dyn FnMut([CsvCell; COLUMNS.len()]) -> io::Result<()>) -> io::Result<()> {
    let names = SourceNames(&review.sources);
    for case in &review.cases {
        let victims = case.incident.victims.iter().map(Some);
        let nobody = case.incident.victims.is_empty().then_some(None);
        for victim in victims.chain(nobody) {
            let row = CsvKill { case, victim, names };
            take(COLUMNS.map(|(_, cell)| cell(&row)))?;
        }
    }
    Ok(())
}

/// A process that was killed, or an incident without one.
struct CsvKill<'a> {
    case: &'a Case,
    victim: Option<&'a Victim>,
    names: SourceNames<'a>,
}

/// What stands in a cell.
enum CsvCell {
    /// A number or word of ours, which no spreadsheet takes for a formula.
    Ours(String),
    /// Text that may hold anything.
    Text(String),
}

impl CsvKill<'_> {
    fn incident(&self) -> &Incident {
        &self.case.incident
    }

    fn memory(&self) -> Option<&crate::model::Counter> {
        self.incident().cgroup_memory.memory.as_ref()
    }

    fn pod(&self) -> Option<&crate::analysis::PodIdentity> {
        self.case.conclusions.pod.as_ref()
    }

    fn workload(&self) -> Option<&crate::analysis::Workload> {
        self.case.conclusions.workload.as_ref()
    }

    fn container(&self) -> Option<&crate::analysis::ContainerIdentity> {
        self.case.conclusions.container.as_ref()
    }

    /// The kill line, or where the incident begins.
    fn place(&self) -> Option<Place> {
        let begins = || self.incident().home().map(|home| Place { source: home.source, line: home.first });
        self.victim.map(|victim| victim.at).or_else(begins)
    }
}

impl CsvCell {
    fn spelled(self) -> String {
        match self {
            Self::Text(text) if is_formula(&text) => format!("'{text}"),
            Self::Ours(text) | Self::Text(text) => text,
        }
    }

    fn between_tabs(self) -> String {
        match self {
            Self::Ours(text) => text,
            Self::Text(text) => between_tabs(&text),
        }
    }
}

/// Text as a cell between tabs. Spreadsheets take quotation marks off a cell that begins with one, and then all until the
/// next one as its text: such cells get an apostrophe, as formulas do.
pub(super) fn between_tabs(text: &str) -> String {
    match one_line(text) {
        risky if is_formula(&risky) || risky.trim_start().starts_with('"') => format!("'{risky}"),
        text => text.into_owned(),
    }
}

/// True where a spreadsheet may take the text for a formula, or the next cell for one.
fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn words(words: Option<&str>) -> CsvCell {
    CsvCell::Text(text::visible(words.unwrap_or_default()).into_owned())
}

fn number(number: Option<impl ToString>) -> CsvCell {
    CsvCell::Ours(opt(number))
}

fn kib(row: &CsvKill<'_>, size: fn(&Victim) -> Option<Kib>) -> CsvCell {
    number(row.victim.and_then(size).map(|size| size.0))
}

/// What the log does not say is an empty cell, never 0.
fn opt(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::Conclusions;

    fn table(victims: Vec<Victim>) -> String {
        let incident = Incident { victims, ..Incident::default() };
        let case = Arc::new(Case { incident, conclusions: Conclusions::default() });
        let mut bytes = Vec::new();
        write(&Review { cases: vec![case], ..Review::default() }, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn victim(name: &str) -> Victim {
        Victim { pid: 7, name: name.into(), oom_score_adj: Some(-998), ..Victim::default() }
    }

    #[test]
    fn there_is_a_row_for_each_killed_process() {
        assert_eq!(table(vec![victim("a"), victim("b")]).matches("\r\n").count(), 3);
        assert_eq!(table(vec![]).matches("\r\n").count(), 2, "a report without a kill has a row too");
    }

    #[test]
    fn no_name_is_a_formula() {
        for (name, cell) in [
            ("=1+1", ",'=1+1,"),
            ("+cmd|'/c calc'!A0", ",'+cmd|'/c calc'!A0,"),
            ("-2", ",'-2,"),
            ("@SUM(A1)", ",'@SUM(A1),"),
            ("\t=1", ",' =1,"),
            (" =1", ",' =1,"),
            ("\r=1", ",' =1,"),
            ("a\"b,c", ",\"a\"\"b,c\","),
            ("a\nb", ",a b,"),
            ("\u{1b}[31mred", ",\u{fffd}[31mred,"),
            ("\u{202e}gnp.exe\u{9b}2J", ",\u{fffd}gnp.exe\u{fffd}2J,"),
        ] {
            assert!(table(vec![victim(name)]).contains(cell), "{name:?}");
        }
        assert!(table(vec![victim("a")]).contains(",-998,"), "a number is not a formula");
    }

    #[test]
    fn between_tabs_every_row_is_a_line_of_as_many_cells() {
        let names = ["a\tb\nc", "=1+1", "\"quoted", "plain"];
        let incident = Incident { victims: names.map(victim).into(), ..Incident::default() };
        let case = Arc::new(Case { incident, conclusions: Conclusions::default() });
        let mut bytes = Vec::new();
        write_tabs(&Review { cases: vec![case], ..Review::default() }, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len()), "{text}");
        let names: Vec<&str> = rows.iter().skip(1).map(|row| row[10]).collect();
        assert_eq!(names, ["a b c", "'=1+1", "'\"quoted", "plain"]);
        assert_eq!(rows[1][17], "-998", "a number is not a formula");
    }

    #[test]
    fn rows_are_as_wide_as_the_titles_and_titles_differ() {
        let titles: std::collections::HashSet<_> = COLUMNS.map(|(title, _)| title).into();
        assert_eq!(titles.len(), COLUMNS.len());
        let text = table(vec![victim("x")]);
        let widths: Vec<_> = text.lines().map(|line| line.matches(',').count()).collect();
        assert_eq!(widths, [COLUMNS.len() - 1; 2]);
    }
}
