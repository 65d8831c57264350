//! The sentences over a whole review that the window and every report share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::analysis::{Case, Review, Scope, Witness, WitnessWords, shown_wall};
use crate::lang::Language;
use crate::model::{Bytes, Incident, Outcome, Source};
use crate::{say, text};

/// How many inputs are named before the rest are only counted.
const NAMES_SHOWN: usize = 5;

/// What a headline counts, kill by kill: a window that finds thousands looks at each but once.
#[derive(Clone, Debug, Default)]
pub struct HeadlineCounts {
    hosts: BTreeSet<Arc<str>>,
    killed: BTreeMap<Scope, usize>,
    without_kill: usize,
    times: Option<Times>,
}

/// The first and the last time, as printed and in UTC as far as zones are known.
#[derive(Clone, Copy, Debug)]
struct Times {
    printed: TimeRange,
    comparable: TimeRange,
    offset: Option<i32>,
    one_zone: bool,
    year_assumed: bool,
    zone_assumed: bool,
}

#[derive(Clone, Copy, Debug)]
struct TimeRange {
    first: NaiveDateTime,
    last: NaiveDateTime,
}

impl TimeRange {
    fn with(self, time: NaiveDateTime) -> Self {
        Self { first: self.first.min(time), last: self.last.max(time) }
    }
}

impl HeadlineCounts {
    /// All cases of a review.
    fn of(review: &Review) -> Self {
        let mut counted = Self::default();
        review.cases.iter().for_each(|case| counted.add(case));
        counted
    }

    /// One more.
    pub fn add(&mut self, case: &Case) {
        if let Some(host) = case.incident.host.as_ref().filter(|host| !self.hosts.contains(*host)) {
            self.hosts.insert(Arc::clone(host));
        }
        if has_kill(&case.incident) {
            *self.killed.entry(case.conclusions.verdict.scope).or_insert(0) += 1;
        } else {
            self.without_kill += 1;
        }
        let Some(wall) = shown_wall(case) else { return };
        let (printed, comparable) = (wall.local, wall.comparable());
        let offset = wall.offset_seconds;
        let times = self.times.get_or_insert(Times {
            printed: TimeRange { first: printed, last: printed },
            comparable: TimeRange { first: comparable, last: comparable },
            offset,
            one_zone: true,
            year_assumed: false,
            zone_assumed: false,
        });
        times.printed = times.printed.with(printed);
        times.comparable = times.comparable.with(comparable);
        times.one_zone &= times.offset == offset;
        times.year_assumed |= wall.year_assumed();
        times.zone_assumed |= wall.offset_assumed;
    }

    /// From the first to the last incident, where the log has calendar times.
    fn time_span(&self, language: Language) -> Option<String> {
        let times = self.times?;
        // Of several zones, only UTC has an order.
        let TimeRange { first, last } = if times.one_zone { times.printed } else { times.comparable };
        let span = between(language, first, last);
        Some(match (times.year_assumed, times.zone_assumed) {
            (true, true) => say!(language, "span-year-and-zone-assumed", span = span),
            (true, false) => say!(language, "span-year-assumed", span = span),
            (false, true) => say!(language, "span-zone-assumed", span = span),
            (false, false) => span,
        })
    }
}

/// The headline: `14 kills on 2 nodes, 13 Dec 2023 07:23:21 – 09:11:02: 12 at a container or pod limit, 2 at node
/// level`. A kill of a whole group of processes counts once; reports that end without a kill are counted apart.
pub fn headline(review: &Review) -> String {
    headline_of(review, &HeadlineCounts::of(review))
}

/// The same of a review whose cases were counted.
pub fn headline_of(review: &Review, counted: &HeadlineCounts) -> String {
    let language = review.language;
    if review.cases.is_empty() {
        let none = say!(language, "headline-none");
        let signs = review.witnesses.len();
        return if signs > 0 { say!(language, "headline-none-but-signs", signs = signs) } else { none.to_owned() };
    }
    let HeadlineCounts { hosts, killed, without_kill: without, .. } = counted;
    let (kills, without) = (killed.values().sum::<usize>(), *without);
    // Where no report tells whom the kernel killed, what they do tell comes first, not a zero.
    let mut line = match review.cases.as_slice() {
        [only] if kills == 0 && !only.words().headline.is_empty() => {
            return only_report(review, only, counted);
        }
        _ if kills == 0 => say!(language, "headline-only-without-kill", reports = without),
        _ => say!(language, "kills", count = kills),
    };
    line = match (hosts.first(), hosts.len()) {
        (None, _) => line,
        (Some(host), 1) => say!(language, "headline-on-host", kills = line, host = &**host),
        (Some(_), many) => say!(language, "headline-on-nodes", kills = line, nodes = many),
    };
    if let Some(span) = counted.time_span(language) {
        line = say!(language, "headline-when", what = line, span = span);
    }
    let levels: Vec<_> = Scope::ALL
        .into_iter()
        .filter_map(|scope| Some((scope, *killed.get(&scope)?)))
        .map(|(scope, count)| at_level(language, scope, Some(count).filter(|count| *count < kills)))
        .collect();
    if !levels.is_empty() {
        line = say!(language, "headline-levels", what = line, levels = levels.join(say!(language, "list-separator")));
    }
    if without > 0 && kills > 0 {
        line = say!(language, "headline-without-kill", what = line, reports = without);
    }
    line
}

/// The headline of a log that holds one report and no kill: `node-1, 13 Dec 2023 07:23:21: The node ran out of memory. …`.
fn only_report(review: &Review, only: &Case, counted: &HeadlineCounts) -> String {
    let headline = only.words().into_owned().headline;
    let whereabouts: Vec<String> =
        only.incident.host.iter().map(ToString::to_string).chain(counted.time_span(review.language)).collect();
    if whereabouts.is_empty() {
        return headline;
    }
    let whereabouts = whereabouts.join(say!(review.language, "list-separator"));
    say!(review.language, "headline-of-report", whereabouts = whereabouts, headline = headline)
}

/// `12 at a container or pod limit`, without the number where all are.
fn at_level(language: Language, scope: Scope, count: Option<usize>) -> String {
    let Some(count) = count else {
        let all = match scope {
            Scope::Container => say!(language, "at-container"),
            Scope::Node => say!(language, "at-node"),
            Scope::OutsideKubernetes => say!(language, "at-outside"),
            Scope::Manual => say!(language, "at-manual"),
            Scope::Unknown => say!(language, "at-unknown"),
        };
        return all.to_owned();
    };
    match scope {
        Scope::Container => say!(language, "at-container-counted", count = count),
        Scope::Node => say!(language, "at-node-counted", count = count),
        Scope::OutsideKubernetes => say!(language, "at-outside-counted", count = count),
        Scope::Manual => say!(language, "at-manual-counted", count = count),
        Scope::Unknown => say!(language, "at-unknown-counted", count = count),
    }
}

/// What to tell where a review holds no kill: what was read, what speaks for a kill all the same, and where on the
/// node to look. Empty where there is an incident.
pub fn nothing_found(review: &Review) -> Vec<String> {
    if !review.cases.is_empty() {
        return Vec::new();
    }
    let mut said = vec![what_was_read(review)];
    said.extend(unknown_format(review));
    said.extend(review.sources.iter().filter_map(|source| surveyed(review.language, source)).take(NAMES_SHOWN));
    said.extend(left_out(review));
    let seen = witnesses(review);
    if !seen.is_empty() {
        // They say where to look themselves.
        said.extend(seen);
        return said;
    }
    let language = review.language;
    let elsewhere = [
        say!(language, "look-in-other-files"),
        say!(language, "look-in-older-logs"),
        say!(language, "look-for-filters"),
        say!(language, "look-on-node"),
    ];
    said.extend(elsewhere.map(str::to_owned));
    said
}

/// True where a process was killed; false for reports that end in a panic or break off.
pub fn has_kill(incident: &Incident) -> bool {
    // A group's kill may be all that is left of a report.
    !incident.victims.is_empty() || incident.outcome == Outcome::Killed
}

fn between(language: Language, first: NaiveDateTime, last: NaiveDateTime) -> String {
    let (from, to) = (text::day_time(language, first), text::day_time(language, last));
    if from == to {
        from
    } else if first.date() == last.date() {
        format!("{from} – {}", text::time_of_day(last))
    } else {
        format!("{from} – {to}")
    }
}

fn what_was_read(review: &Review) -> String {
    let language = review.language;
    let lines = review.sources.iter().fold(0_u64, |sum, source| sum.saturating_add(source.lines));
    let bytes = review.sources.iter().fold(Bytes(0), |sum, source| sum.plus(Bytes(source.bytes)));
    let (lines, size) = (say!(language, "read-lines", lines = lines), text::size(language, bytes));
    match review.sources.as_slice() {
        [] => say!(language, "read-nothing").to_owned(),
        [one] if one.dialects.is_empty() => {
            say!(language, "read-one", name = &one.name, lines = lines, size = size)
        }
        [one] => {
            let dialects = one.dialects.join(", ");
            say!(language, "read-one-as", name = &one.name, dialects = dialects, lines = lines, size = size)
        }
        many => say!(language, "read-many", files = many.len(), lines = lines, size = size),
    }
}

/// What stands in a log without a kill: its times, its nodes, whether the kernel's lines are in it at all.
fn surveyed(language: Language, source: &Source) -> Option<String> {
    let name = &source.name;
    if source.bytes == 0 {
        return Some(say!(language, "survey-empty", name = name));
    }
    let survey = source.survey.as_ref()?;
    let mut facts = Vec::new();
    if let (Some(first), Some(last)) = (&survey.first, &survey.last) {
        facts.push(between(language, first.local, last.local));
    }
    if !survey.hosts.is_empty() {
        let hosts: Vec<_> = survey.hosts.iter().map(String::as_str).collect();
        facts.push(say!(language, "survey-nodes", nodes = names(language, &hosts)));
    }
    if survey.told > 0 {
        let has_kernel = survey.kernel > 0;
        facts.push(
            if has_kernel { say!(language, "survey-kernel") } else { say!(language, "survey-no-kernel") }.to_owned(),
        );
    }
    let facts = Some(facts).filter(|facts| !facts.is_empty())?.join(say!(language, "survey-separator"));
    Some(if survey.whole {
        say!(language, "survey-whole", name = name, facts = facts)
    } else {
        say!(language, "survey-beginning", name = name, facts = facts)
    })
}

fn unknown_format(review: &Review) -> Option<String> {
    let read = review.sources.iter().filter(|source| source.lines > 0);
    let told = |source: &&crate::model::Source| {
        let is_log = source.survey.as_ref().is_some_and(|survey| survey.kernel > 0 || survey.told > 0);
        is_log || review.companions.iter().any(|line| line.place.source == source.id)
    };
    let unknown = read.filter(|source| source.dialects.is_empty() && !told(source));
    let unknown: Vec<_> = unknown.map(|source| &*source.name).collect();
    let language = review.language;
    (!unknown.is_empty()).then(|| say!(language, "read-not-understood", names = names(language, &unknown)))
}

fn left_out(review: &Review) -> Option<String> {
    let language = review.language;
    let shown = review.skipped.iter().take(NAMES_SHOWN).map(|skipped| skipped.said(language));
    let shown: Vec<_> = shown.collect();
    let (inputs, more) = (shown.join("; "), review.skipped.len().saturating_sub(shown.len()));
    match (shown.len(), more) {
        (0, _) => None,
        (_, 0) => Some(say!(language, "left-out", inputs = inputs)),
        (_, more) => Some(say!(language, "left-out-and-more", inputs = inputs, more = more)),
    }
}

/// What others say of kills that the kernel's lines here do not show: what was seen, what that proves, and what to ask for.
fn witnesses(review: &Review) -> Vec<String> {
    let language = review.language;
    let all = &review.witnesses;
    let mut said: Vec<_> = all.iter().take(NAMES_SHOWN).map(|witness| witness_said(language, witness)).collect();
    let more = all.len().saturating_sub(NAMES_SHOWN);
    if more > 0 {
        said.push(say!(language, "signs-not-shown", count = more));
    }
    said.extend(super::refusals::said(review));
    said
}

fn witness_said(language: Language, witness: &Witness) -> String {
    let WitnessWords { what, proves, leaves_open: open, ask_for: ask } = witness.told(language);
    match &witness.time {
        Some(wall) => {
            let time = text::day_time(language, wall.local);
            say!(language, "sign-said-at", time = time, what = what, proves = proves, open = open, ask = ask)
        }
        None => say!(language, "sign-said", what = what, proves = proves, open = open, ask = ask),
    }
}

fn names(language: Language, all: &[&str]) -> String {
    let shown = all.iter().take(NAMES_SHOWN).copied().collect::<Vec<_>>().join(say!(language, "list-separator"));
    match all.len().saturating_sub(NAMES_SHOWN) {
        0 => shown,
        more => say!(language, "names-and-more", names = shown, more = more),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analysis::{Case, Conclusions, Verdict};
    use crate::model::{Companion, CompanionKind, Moment, Place, SkippedInput, Victim, Wall, YearBasis};

    fn case(host: &str, minute: u32, scope: Scope, killed: bool) -> Arc<Case> {
        let local = chrono::NaiveDate::from_ymd_opt(2023, 12, 13).unwrap().and_hms_opt(7, minute, 0).unwrap();
        let wall = Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed };
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
        let mut cut = case("a", 5, Scope::Node, false);
        Arc::get_mut(&mut cut).unwrap().words_mut().headline =
            "The limit was hit; who was killed is cut off".to_owned();
        assert_eq!(
            of(vec![cut]),
            "a, 13 Dec 2023 07:05:00: The limit was hit; who was killed is cut off",
            "what is known comes first, not a zero"
        );
        assert_eq!(
            of(vec![case("a", 5, Scope::Node, false), case("a", 6, Scope::Node, false)]),
            "2 reports of the OOM killer that don't show which process was killed on a, 13 Dec 2023 07:05:00 – 07:06:00"
        );
    }

    #[test]
    fn a_log_without_a_kill_says_what_was_read_and_where_to_look() {
        let source = Source { name: "syslog".to_owned(), bytes: 2048, lines: 20, ..Source::default() };
        let skipped = SkippedInput { name: "core".to_owned(), why: crate::tell!("skip-binary"), failed: false };
        let mut companion = Companion::bare(CompanionKind::TaskOom, Place::default(), "TaskOOM event");
        companion.ties.container_id = Some("953bf484074435e3aa512f9d21ab6e1f".into());
        let review =
            Review { sources: vec![source], skipped: vec![skipped], companions: vec![companion], ..Review::default() };
        let mut review = review;
        crate::analysis::join(&mut review);
        let said = nothing_found(&review).join("\n");
        for part in [
            "syslog was read (20 lines, 2 KiB). No OOM kill was found",
            "Not read: core is a binary file",
            "The container runtime reported an out-of-memory event for container 953bf4840744",
            "It doesn't show which limit was reached",
            "journalctl _TRANSPORT=kernel",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        assert!(nothing_found(&Review { cases: vec![case("a", 1, Scope::Node, true)], ..review }).is_empty());
    }
}
