//! The sentences over a whole review that the window and every report share.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use crate::analysis::{Review, Scope, wall_time};
use crate::lang::Language;
use crate::model::{Bytes, CompanionKind, Incident};
use crate::{say, text};

/// Scopes in the order in which a headline tells them, each with its words after a number.
const SCOPES: [(Scope, &str); 5] = [
    (Scope::Container, "at a container or pod limit"),
    (Scope::Node, "at node level"),
    (Scope::OutsideKubernetes, "at a limit outside Kubernetes"),
    (Scope::Manual, "asked for by hand"),
    (Scope::Unknown, "at a level that the log does not tell"),
];

/// How many inputs are named before the rest are only counted.
const NAMES_SHOWN: usize = 5;

/// The headline: `14 kills on 2 nodes, 13 Dec 2023 07:23:21 – 09:11:02: 12 at a container or pod limit, 2 at node
/// level`. A kill of a whole group of processes counts once; reports that end without a kill are counted apart.
pub fn headline(review: &Review) -> String {
    let (killed, without): (Vec<_>, Vec<_>) = review.cases.iter().partition(|case| has_kill(&case.incident));
    if killed.is_empty() && without.is_empty() {
        return "No OOM kill found".to_owned();
    }
    let mut line = say!(Language::English, "kills", count = killed.len());
    let hosts: BTreeSet<_> = review.cases.iter().filter_map(|case| case.incident.host.as_deref()).collect();
    match hosts.len() {
        0 => {}
        1 => hosts.iter().for_each(|host| line.push_str(&format!(" on {host}"))),
        many => line.push_str(&format!(" on {many} nodes")),
    }
    if let Some(span) = time_span(review) {
        line.push_str(&format!(", {span}"));
    }
    let counts: Vec<_> = SCOPES
        .into_iter()
        .map(|(scope, words)| (killed.iter().filter(|case| case.conclusions.verdict.scope == scope).count(), words))
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| if count == killed.len() { words.to_owned() } else { format!("{count} {words}") })
        .collect();
    if !counts.is_empty() {
        line.push_str(&format!(": {}", counts.join(", ")));
    }
    if !without.is_empty() {
        let reports = text::counted(without.len() as u64, "report", "reports");
        line.push_str(&format!("; {reports} of the OOM killer without a kill"));
    }
    line
}

/// What to tell where a review holds no kill: what was read, what speaks for a kill all the same, and where on the
/// node to look. Empty where there is an incident.
pub fn nothing_found(review: &Review) -> Vec<String> {
    if !review.cases.is_empty() {
        return Vec::new();
    }
    let mut said = vec![what_was_read(review)];
    said.extend(unknown_format(review));
    said.extend(left_out(review));
    said.extend(witnesses(review));
    said.extend(
        [
            "The kernel's lines may be in another file: /var/log/kern.log or /var/log/syslog on Debian and Ubuntu, \
             /var/log/messages on Red Hat, Amazon and Azure Linux, only the journal on many newer systems",
            "The kill may be older than this log: look at the rotated files too (kern.log.1, kern.log.2.gz), or at \
             earlier boots (journalctl -k -b -1)",
            "A log without any kernel line was filtered: rsyslog may send kern.* elsewhere, and a log service may \
             collect programs only",
            "On the node, journalctl -k --since \"2 days ago\" and dmesg -T show what the kernel itself still knows",
        ]
        .map(str::to_owned),
    );
    said
}

/// True where a process was killed; false for reports that end in a panic or break off.
pub fn has_kill(incident: &Incident) -> bool {
    !incident.victims.is_empty()
}

/// From the first to the last incident, where the log has calendar times.
fn time_span(review: &Review) -> Option<String> {
    let times: Vec<_> = review.cases.iter().filter_map(|case| wall_time(case)).collect();
    let (first, last) = (times.iter().min()?, times.iter().max()?);
    let assumed =
        review.cases.iter().any(|case| case.incident.moment.wall.as_ref().is_some_and(|wall| wall.year_assumed()));
    let note = if assumed { " (year assumed)" } else { "" };
    Some(format!("{}{note}", between(*first, *last)))
}

fn between(first: NaiveDateTime, last: NaiveDateTime) -> String {
    let (from, to) = (text::day_time(Language::English, first), text::day_time(Language::English, last));
    match () {
        () if from == to => from,
        () if first.date() == last.date() => format!("{from} – {}", last.format("%H:%M:%S")),
        () => format!("{from} – {to}"),
    }
}

fn what_was_read(review: &Review) -> String {
    let lines = review.sources.iter().fold(0_u64, |sum, source| sum.saturating_add(source.lines));
    let bytes = review.sources.iter().fold(Bytes(0), |sum, source| sum.plus(Bytes(source.bytes)));
    let amount = format!("{}, {}", text::counted(lines, "line", "lines"), text::size(bytes));
    match review.sources.as_slice() {
        [] => "Nothing was read".to_owned(),
        [one] if one.dialects.is_empty() => format!("{} was read ({amount}); no OOM kill was found", one.name),
        [one] => {
            format!("{} was read as {} ({amount}); no OOM kill was found", one.name, one.dialects.join(", "))
        }
        many => format!("{} files were read ({amount}); no OOM kill was found", text::count(many.len() as u64)),
    }
}

fn unknown_format(review: &Review) -> Option<String> {
    let read = review.sources.iter().filter(|source| source.lines > 0);
    let unknown: Vec<_> = read.filter(|source| source.dialects.is_empty()).map(|source| &*source.name).collect();
    (!unknown.is_empty()).then(|| {
        format!(
            "No line of {} was understood as a log line near a kill: it may be another kind of file",
            names(&unknown)
        )
    })
}

fn left_out(review: &Review) -> Option<String> {
    let shown = review.skipped.iter().take(NAMES_SHOWN).map(|skipped| format!("{} {}", skipped.name, skipped.why));
    let shown: Vec<_> = shown.collect();
    let more = review.skipped.len().saturating_sub(shown.len());
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    (!shown.is_empty()).then(|| format!("Not read: {}{more}", shown.join("; ")))
}

/// Other programs that saw a kill which the kernel's lines here do not show, or made one themselves.
fn witnesses(review: &Review) -> Vec<String> {
    let count = |wanted: &dyn Fn(CompanionKind) -> bool| {
        review.companions.iter().filter(|companion| wanted(companion.kind)).count() as u64
    };
    let kernel_kill = count(&|kind| {
        use CompanionKind::{DockerOom, ProblemDetector, SystemOom, TaskOom, UnitOom};
        matches!(kind, SystemOom | TaskOom | UnitOom | ProblemDetector | DockerOom)
    });
    let userspace = count(&CompanionKind::is_userspace_kill);
    let mut said = Vec::new();
    if kernel_kill > 0 {
        said.push(format!(
            "{} of a kernel OOM kill, so the kernel's own lines are missing here",
            text::counted(kernel_kill, "line of another program tells", "lines of other programs tell")
        ));
    }
    if userspace > 0 {
        said.push(format!(
            "{} of an eviction, of systemd-oomd or of earlyoom: those end processes too, but they are not kernel OOM kills",
            text::counted(userspace, "line tells", "lines tell")
        ));
    }
    said
}

fn names(all: &[&str]) -> String {
    let shown = all.iter().take(NAMES_SHOWN).copied().collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(NAMES_SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::{Case, Conclusions, Verdict};
    use crate::model::{Companion, Moment, Place, SkippedInput, Source, Victim, Wall, YearBasis};

    fn case(host: &str, minute: u32, scope: Scope, killed: bool) -> Arc<Case> {
        let local = chrono::NaiveDate::from_ymd_opt(2023, 12, 13).unwrap().and_hms_opt(7, minute, 0).unwrap();
        let wall = Wall { local, offset_seconds: None, year: YearBasis::Printed };
        let incident = Incident {
            host: Some(host.into()),
            moment: Moment { wall: Some(wall), ..Moment::default() },
            victims: if killed { vec![Victim::default(), Victim::default()] } else { vec![] },
            ..Incident::default()
        };
        let conclusions = Conclusions { verdict: Verdict { scope, ..Verdict::default() }, ..Conclusions::default() };
        Arc::new(Case { incident, conclusions })
    }

    fn of(cases: Vec<Arc<Case>>) -> String {
        headline(&Review { cases, ..Review::default() })
    }

    #[test]
    fn a_headline_counts_kills_nodes_and_scopes() {
        assert_eq!(of(vec![]), "No OOM kill found");
        assert_eq!(
            of(vec![case("a", 5, Scope::Container, true)]),
            "1 kill on a, 13 Dec 2023 07:05:00: at a container or pod limit"
        );
        let many = vec![
            case("a", 5, Scope::Node, true),
            case("b", 6, Scope::Container, true),
            case("a", 9, Scope::Container, true),
        ];
        assert_eq!(
            of(many),
            "3 kills on 2 nodes, 13 Dec 2023 07:05:00 – 07:09:00: 2 at a container or pod limit, 1 at node level"
        );
        assert_eq!(
            of(vec![case("a", 5, Scope::Node, false)]),
            "0 kills on a, 13 Dec 2023 07:05:00; 1 report of the OOM killer without a kill"
        );
    }

    #[test]
    fn a_log_without_a_kill_says_what_was_read_and_where_to_look() {
        let source = Source { name: "syslog".to_owned(), bytes: 2048, lines: 20, ..Source::default() };
        let skipped = SkippedInput { name: "core".to_owned(), why: "is a binary file".to_owned(), failed: false };
        let companion = Companion::bare(CompanionKind::TaskOom, Place::default(), "");
        let review =
            Review { sources: vec![source], skipped: vec![skipped], companions: vec![companion], ..Review::default() };
        let said = nothing_found(&review).join("\n");
        for part in [
            "syslog was read (20 lines, 2 KiB); no OOM kill was found",
            "Not read: core is a binary file",
            "1 line of another program tells of a kernel OOM kill",
            "/var/log/kern.log",
            "journalctl -k",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        assert!(nothing_found(&Review { cases: vec![case("a", 1, Scope::Node, true)], ..review }).is_empty());
    }
}
