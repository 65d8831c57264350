//! Which kills the list shows and in which order. Computed when something changed, never per frame.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use memchr::memmem::Finder;

use super::facet::{Counts, Facets};
use super::filter::{Complaint, Filter, Sort, SortBy};
use super::rows::{KillRow, KillSource, RowKind};
use crate::report::page::Clock;

/// The kills to show, and how many there are of each facet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown {
    /// Indexes of rows, in the list's order.
    pub(crate) rows: Vec<usize>,
    /// Rows by kind, under all filters but the one by kind; zero where there are only others.
    pub(crate) kinds: BTreeMap<RowKind, usize>,
    /// Kills by the values of each facet, under all filters but its own.
    pub(crate) counts: Counts,
    /// What is wrong with the regular expression; then it leaves out nothing.
    pub(crate) complaint: Option<Complaint>,
}

/// Filters and sorts. An expression that is not finished yet shows everything.
pub(crate) fn show(rows: &[KillRow], facets: &Facets, filter: &Filter, sort: Sort, clock: Clock) -> Shown {
    let found = matcher(filter);
    let mut shown = Shown { complaint: filter.complaint(), ..Shown::default() };
    let mut tally = facets.tally(filter);
    for (at, row) in rows.iter().enumerate() {
        let count = shown.kinds.entry(row.kind).or_default();
        let in_span =
            filter.span.as_ref().is_none_or(|span| row.seconds(clock).is_some_and(|seconds| span.contains(&seconds)));
        if !in_span || !row.holds(&*found) {
            continue;
        }
        let kind_fits = filter.kinds.is_empty() || filter.kinds.contains(&row.kind);
        let facets_fit = tally.count(at, kind_fits);
        *count += usize::from(facets_fit);
        if kind_fits && facets_fit {
            shown.rows.push(at);
        }
    }
    shown.counts = tally.counts();
    order(&mut shown.rows, rows, sort, clock);
    shown
}

fn matcher(filter: &Filter) -> Box<dyn Fn(&str) -> bool> {
    if filter.text.is_empty() {
        return Box::new(|_| true);
    }
    if filter.is_regex {
        return match filter.regex() {
            Ok(regex) => Box::new(move |haystack| haystack.lines().any(|line| regex.is_match(line))),
            Err(_) => Box::new(|_| true),
        };
    }
    let text = filter.text.to_lowercase();
    let words: Vec<_> = text.split_whitespace().map(|word| Finder::new(word).into_owned()).collect();
    Box::new(move |haystack| words.iter().all(|word| word.find(haystack.as_bytes()).is_some()))
}

fn order(shown: &mut [usize], rows: &[KillRow], sort: Sort, clock: Clock) {
    let direction = |ordering: Ordering| if sort.reversed { ordering.reverse() } else { ordering };
    shown.sort_by(|a, b| {
        let (Some(a), Some(b)) = (rows.get(*a), rows.get(*b)) else { return Ordering::Equal };
        // What a note quotes, and what has no time, comes last whichever way times are sorted.
        let by_time = sort.by == SortBy::Time;
        let last = |row: &KillRow| {
            by_time && sort.reversed && (row.told_by == KillSource::Note || row.wall.is_none() && clock == Clock::Wall)
        };
        let last = last(a).cmp(&last(b));
        last.then_with(|| direction(compare(a, b, sort.by))).then_with(|| time_key(a).cmp(&time_key(b)))
    });
}

fn compare(a: &KillRow, b: &KillRow, by: SortBy) -> Ordering {
    match by {
        SortBy::Time => time_key(a).cmp(&time_key(b)),
        SortBy::Victim => a.victim.cmp(&b.victim),
        // Most first: that is what one looks for.
        SortBy::Held => b.held.cmp(&a.held),
        SortBy::Verdict => (a.kind, a.level).cmp(&(b.kind, b.level)),
        SortBy::Host => a.host.cmp(&b.host),
        // What has none comes last.
        SortBy::Owner => (a.owner.is_none(), &a.owner).cmp(&(b.owner.is_none(), &b.owner)),
    }
}

/// Calendar times first, in order; then the boot clock; then as found.
fn time_key(row: &KillRow) -> impl Ord + use<> {
    (row.wall.is_none(), row.wall, row.uptime, row.id)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::facet::Facet;
    use super::*;
    use crate::analysis::{Case, Conclusions, Scope, Verdict};
    use crate::lang::Language;
    use crate::model::{Incident, IncidentId, Kib, Moment, Uptime, Victim};

    fn row(id: u32, victim: &str, host: &str, scope: Scope) -> KillRow {
        let incident = Incident {
            id: IncidentId(id),
            host: Some(host.into()),
            moment: Moment { uptime: Some(Uptime { micros: u64::from(id) * 1_000_000 }), ..Moment::default() },
            victims: vec![Victim { name: victim.into(), anon_rss: Some(Kib(u64::from(id))), ..Victim::default() }],
            ..Incident::default()
        };
        let verdict = Verdict { scope, ..Verdict::default() };
        KillRow::new(
            &Case { incident, conclusions: Conclusions { verdict, ..Conclusions::default() } },
            Language::English,
        )
    }

    fn rows() -> Vec<KillRow> {
        vec![
            row(1, "java", "node-a", Scope::Container),
            row(2, "nginx: worker", "node-a", Scope::Node),
            row(3, "java", "node-b", Scope::Container),
        ]
    }

    fn ids(filter: &Filter, sort: Sort) -> Vec<u32> {
        let rows = rows();
        show(&rows, &Facets::new(&rows), filter, sort, Clock::Boot).rows.iter().map(|at| rows[*at].id.0).collect()
    }

    #[test]
    fn every_word_must_be_found_whatever_its_case() {
        for (text, found) in [("java", vec![1, 3]), ("JAVA node-b", vec![3]), ("worker", vec![2]), ("mysql", vec![])] {
            let filter = Filter { text: text.to_owned(), ..Filter::default() };
            assert_eq!(ids(&filter, Sort::default()), found, "{text}");
        }
    }

    #[test]
    fn a_half_typed_expression_shows_everything_and_complains_in_words() {
        let complaint = |text: &str| {
            let filter = Filter { text: text.to_owned(), is_regex: true, ..Filter::default() };
            (
                ids(&filter, Sort::default()).len(),
                show(&rows(), &Facets::new(&rows()), &filter, Sort::default(), Clock::Boot)
                    .complaint
                    .map(|it| it.words(Language::English)),
            )
        };
        for (text, why) in [
            ("(java", "unclosed group"),
            ("*", "repetition operator missing expression"),
            ("[a", "unclosed character class"),
            ("\\w{9}{9}{9}{9}{9}", "it is too large"),
        ] {
            let (shown, said) = complaint(text);
            assert_eq!((shown, said.unwrap()), (3, format!("“{text}” isn't a regular expression: {why}")));
        }
        assert_eq!((complaint("").1, complaint("java$").1), (None, None));
    }

    #[test]
    fn facets_count_what_the_other_filters_leave() {
        let filter = Filter { hosts: vec!["node-a".into()], ..Filter::default() };
        let shown = show(&rows(), &Facets::new(&rows()), &filter, Sort::default(), Clock::Boot);
        let kinds = [Scope::Container, Scope::Node].map(|scope| (RowKind::Report(scope), 1));
        assert_eq!(shown.kinds, BTreeMap::from(kinds));
        let facets = Facets::new(&rows());
        let named = |shown: &Shown, facet: Facet| -> Vec<(Arc<str>, usize)> {
            let counted = facets.first(facet, &shown.counts, usize::MAX);
            counted.into_iter().map(|(value, count)| (Arc::clone(value), count)).collect()
        };
        assert_eq!(named(&shown, Facet::Host), [("node-a".into(), 2), ("node-b".into(), 1)]);
        assert_eq!(named(&shown, Facet::Victim), [("java".into(), 1), ("nginx: worker".into(), 1)]);
        assert_eq!(shown.rows.len(), 2);
    }

    #[test]
    fn facets_combine() {
        let filter = Filter {
            hosts: vec!["node-a".into(), "node-b".into()],
            victims: vec!["java".into()],
            kinds: vec![RowKind::Report(Scope::Container)],
            ..Filter::default()
        };
        assert_eq!(ids(&filter, Sort::default()), [1, 3]);
        assert_eq!(ids(&Filter { hosts: vec!["node-b".into()], ..filter.clone() }, Sort::default()), [3]);
        assert_eq!(
            ids(&Filter { kinds: vec![RowKind::Report(Scope::Node)], ..filter.clone() }, Sort::default()),
            [0; 0]
        );
        assert!(!filter.is_empty());
    }

    #[test]
    fn a_span_of_time_is_a_filter_too() {
        let filter = Filter { span: Some(1.5..=3.0), ..Filter::default() };
        assert_eq!(ids(&filter, Sort::default()), [2, 3]);
    }

    #[test]
    fn equal_rows_keep_their_time_order_in_both_directions() {
        let sort = |reversed| Sort { by: SortBy::Victim, reversed };
        assert_eq!(ids(&Filter::default(), sort(false)), [1, 3, 2]);
        assert_eq!(ids(&Filter::default(), sort(true)), [2, 1, 3]);
        assert_eq!(ids(&Filter::default(), Sort { by: SortBy::Held, reversed: false }), [3, 2, 1]);
    }
}
