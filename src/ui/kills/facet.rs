//! What kills can be told apart by, besides the verdict's scope: nodes, pods, processes. Values are numbered once when kills
//! arrive, so that counting them at each letter that is typed compares no text.

use crate::lang::Language;
use crate::say;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::filter::Filter;
use super::rows::KillRow;

/// What kills can be told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// The node.
    Host,
    /// The pod, or the container or cgroup where the log knows no pod.
    Owner,
    /// The victim's name.
    Victim,
    /// What the pod belongs to.
    Workload,
}

impl Facet {
    /// All facets.
    pub(crate) const ALL: [Self; 4] = [Self::Host, Self::Owner, Self::Victim, Self::Workload];

    /// So many of its values.
    pub(crate) fn counted(self, language: Language, count: usize) -> String {
        match self {
            Self::Host => say!(language, "list-nodes", count = count),
            Self::Owner => say!(language, "list-pods", count = count),
            Self::Victim => say!(language, "list-processes", count = count),
            Self::Workload => say!(language, "list-workloads", count = count),
        }
    }

    /// So many of its values, of more.
    pub(crate) fn some(self, language: Language, count: usize) -> String {
        match self {
            Self::Host => say!(language, "list-some-nodes", count = count),
            Self::Owner => say!(language, "list-some-pods", count = count),
            Self::Victim => say!(language, "list-some-processes", count = count),
            Self::Workload => say!(language, "list-some-workloads", count = count),
        }
    }

    /// All its values.
    pub(crate) fn all(self, language: Language) -> &'static str {
        match self {
            Self::Host => say!(language, "list-all-nodes"),
            Self::Owner => say!(language, "list-all-pods"),
            Self::Victim => say!(language, "list-all-processes"),
            Self::Workload => say!(language, "list-all-workloads"),
        }
    }

    /// What leaves kills of one value only.
    pub(crate) fn only(self, language: Language, name: &str) -> String {
        match self {
            Self::Host => say!(language, "list-only-host", name = name),
            Self::Owner => say!(language, "list-only-owner", name = name),
            Self::Victim => say!(language, "list-only-victim", name = name),
            Self::Workload => say!(language, "list-only-workload", name = name),
        }
    }

    /// The values that a filter lets through; all where empty.
    pub(crate) const fn of(self, filter: &Filter) -> &Vec<Arc<str>> {
        match self {
            Self::Host => &filter.hosts,
            Self::Owner => &filter.owners,
            Self::Victim => &filter.victims,
            Self::Workload => &filter.workloads,
        }
    }

    /// The same, to change them.
    pub(crate) const fn of_mut(self, filter: &mut Filter) -> &mut Vec<Arc<str>> {
        match self {
            Self::Host => &mut filter.hosts,
            Self::Owner => &mut filter.owners,
            Self::Victim => &mut filter.victims,
            Self::Workload => &mut filter.workloads,
        }
    }

    pub(crate) const fn value(self, row: &KillRow) -> Option<&Arc<str>> {
        match self {
            Self::Host => row.host.as_ref(),
            Self::Owner => row.owner.as_ref(),
            Self::Victim => Some(&row.victim),
            Self::Workload => row.workload.as_ref(),
        }
    }
}

/// The facets of all kills.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facets {
    values: [FacetValues; 4],
    /// True where all that the kills belong to are pods.
    pub(crate) only_pods: bool,
    /// True where a workload has kills of several pods.
    pub(crate) gathers_pods: bool,
    /// A pod of each workload.
    of_workload: HashMap<Arc<str>, Arc<str>, RandomState>,
    /// How many rows were numbered.
    numbered: usize,
}

/// The values of one facet.
#[derive(Clone, Debug, Default)]
struct FacetValues {
    /// Each once, as they come.
    names: Vec<Arc<str>>,
    /// Their numbers.
    numbers: HashMap<Arc<str>, u32, RandomState>,
    /// Which of them each row has.
    of_row: Vec<Option<u32>>,
}

impl Facets {
    /// Numbers the values of these rows.
    #[cfg(test)]
    pub(crate) fn new(rows: &[KillRow]) -> Self {
        let mut facets = Self::default();
        facets.extend(rows);
        facets
    }

    /// Numbers the values of the rows that came since: those before are as they were.
    pub(crate) fn extend(&mut self, rows: &[KillRow]) {
        let since = rows.get(self.numbered..).unwrap_or_default();
        let are_pods = since.iter().all(|row| row.owner.is_none() || row.owner_is_pod);
        self.only_pods = are_pods && (self.only_pods || self.numbered == 0);
        for (workload, pod) in since.iter().filter_map(|row| row.workload.as_ref().zip(row.owner.as_ref())) {
            let known = self.of_workload.entry(Arc::clone(workload)).or_insert_with(|| Arc::clone(pod));
            self.gathers_pods |= known != pod;
        }
        for (facet, values) in Facet::ALL.into_iter().zip(&mut self.values) {
            values.extend(facet, since);
        }
        self.numbered = rows.len();
    }

    /// A value by its number.
    pub(crate) fn value(&self, facet: Facet, number: u32) -> Option<&Arc<str>> {
        self.values.get(facet as usize)?.names.get(usize::try_from(number).ok()?)
    }

    /// The first values of those that were counted, and how often: most first, then by name.
    pub(crate) fn first(&self, facet: Facet, counts: &Counts, at_most: usize) -> Vec<(&Arc<str>, usize)> {
        let named = |(number, count): &(u32, usize)| Some((self.value(facet, *number)?, *count));
        let mut first: Vec<_> = counts.of(facet).iter().filter_map(named).collect();
        let order = |a: &(&Arc<str>, usize), b: &(&Arc<str>, usize)| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0));
        if at_most < first.len() {
            // This is asked in every frame while it is shown: what is not listed is not sorted.
            first.select_nth_unstable_by(at_most, order);
            first.truncate(at_most);
        }
        first.sort_unstable_by(order);
        first
    }

    /// Whether there is anything to choose among a facet's values.
    pub(crate) fn is_varied(&self, facet: Facet) -> bool {
        let Some(values) = self.values.get(facet as usize) else { return false };
        values.names.len() > 1 || (values.names.len() == 1 && values.of_row.iter().any(Option::is_none))
    }

    /// Begins to count what a filter leaves.
    pub(crate) fn tally(&self, filter: &Filter) -> Tally<'_> {
        let one = |facet: Facet, values: &FacetValues| {
            let wanted = facet.of(filter);
            let allowed = values.names.iter().map(|name| wanted.is_empty() || wanted.contains(name)).collect();
            Counting { allowed, all: wanted.is_empty(), counts: vec![0; values.names.len()] }
        };
        let [hosts, owners, victims, workloads] = &self.values;
        let [host, owner, victim, workload] = Facet::ALL;
        let counting = [one(host, hosts), one(owner, owners), one(victim, victims), one(workload, workloads)];
        Tally { facets: self, counting }
    }
}

impl FacetValues {
    fn extend(&mut self, facet: Facet, rows: &[KillRow]) {
        let Self { names, numbers, of_row } = self;
        of_row.extend(rows.iter().map(|row| {
            let value = facet.value(row)?;
            if let Some(number) = numbers.get(value) {
                return Some(*number);
            }
            let number = u32::try_from(names.len()).ok()?;
            names.push(Arc::clone(value));
            numbers.insert(Arc::clone(value), number);
            Some(number)
        }));
    }
}

/// Counts the values of kills as they are found.
pub(crate) struct Tally<'a> {
    facets: &'a Facets,
    counting: [Counting; 4],
}

/// The counts of one facet.
struct Counting {
    /// Which values the filter lets through.
    allowed: Vec<bool>,
    /// It lets through those without a value too.
    all: bool,
    counts: Vec<usize>,
}

impl Tally<'_> {
    /// Counts a kill for each facet whose own filter is the only one that may leave it out; `others` tells whether the
    /// filters beside the facets let it through. True where all facets do.
    pub(crate) fn count(&mut self, row: usize, others: bool) -> bool {
        let of = |values: &FacetValues| {
            values.of_row.get(row).copied().flatten().and_then(|value| usize::try_from(value).ok())
        };
        let values = self.facets.values.each_ref().map(of);
        let fits = |(counting, value): (&Counting, &Option<usize>)| {
            counting.all || value.is_some_and(|value| counting.allowed.get(value) == Some(&true))
        };
        let misses = self.counting.iter().zip(&values).filter(|pair| !fits(*pair)).count();
        if others && misses < 2 {
            for (counting, value) in self.counting.iter_mut().zip(&values) {
                let own = misses == usize::from(!fits((counting, value)));
                if let Some(count) = value.filter(|_| own).and_then(|value| counting.counts.get_mut(value)) {
                    *count += 1;
                }
            }
        }
        misses == 0
    }

    /// The counts.
    pub(crate) fn counts(self) -> Counts {
        Counts(self.counting.map(|counting| (0..).zip(counting.counts).filter(|(_, count)| *count > 0).collect()))
    }
}

/// Kills by the values of each facet: the value's number and the count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts([Vec<(u32, usize)>; 4]);

impl Counts {
    /// Those of one facet.
    pub(crate) fn of(&self, facet: Facet) -> &[(u32, usize)] {
        self.0.get(facet as usize).map_or(&[], Vec::as_slice)
    }
}
