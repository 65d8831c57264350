//! A limit to try, from the log's own figures.

use std::collections::HashMap;
use std::sync::Arc;

use super::facts::reached;
use super::{Basis, Case, Insight, Level, Series};
use crate::lang::Language;
use crate::model::{Bytes, IncidentId, KernelSeries};
use crate::{say, text};

/// The name of the insight.
const NAME: &str = "suggested-limit";

/// What is put on top of the highest usage, in percent: enough to see whether usage levels off.
const HEADROOM_PERCENT: u64 = 25;

/// A suggestion is rounded up to this.
const STEP: u64 = 16 << 20;

/// Puts a limit to try among the insights of kills at a container's or pod's limit. Kills of one series are taken together:
/// what counts is the highest usage that the log shows.
pub(super) fn tell(cases: &mut [Arc<Case>], series: &[Series], language: Language) {
    let usage: HashMap<IncidentId, Bytes> =
        cases.iter().filter_map(|case| Some((case.incident.id, usage_at_a_limit(case)?))).collect();
    let mut highest: HashMap<IncidentId, (Bytes, usize)> = HashMap::new();
    for series in series {
        let usages = || series.incidents.iter().filter_map(|id| usage.get(id).copied());
        let Some(most) = usages().max() else { continue };
        highest.extend(series.incidents.iter().map(|id| (*id, (most, usages().count()))));
    }
    for case in cases.iter_mut().filter(|case| !case.is_carried()) {
        let own = usage.get(&case.incident.id).copied();
        let insight = own.map(|own| {
            let (most, kills) = highest.get(&case.incident.id).copied().unwrap_or((own, 1));
            suggestion(most, kills, case, language)
        });
        let told = case.conclusions.kept_insights().iter().find(|insight| insight.name == NAME);
        if told != insight.as_ref() {
            let all = Arc::make_mut(case).insights_mut();
            all.retain(|insight| insight.name != NAME);
            all.extend(insight);
        }
    }
}

/// What was in use where that was at the limit. A usage far above it, or figures of another cgroup, suggest nothing.
fn usage_at_a_limit(case: &Case) -> Option<Bytes> {
    let verdict = &case.conclusions.verdict;
    matches!(verdict.level, Level::Container | Level::Pod).then_some(())?;
    // Only a known total has a pie, and only figures of the limit's own cgroup are cut into one.
    case.conclusions.breakdown.as_ref()?;
    let counter = reached(&case.incident.cgroup_memory)?.counter;
    let limit = counter.limit()?;
    (counter.usage.0 <= limit.0.saturating_add(limit.0 / 100)).then(|| limit.bytes())
}

/// The limit to try for the container of these kills, where each was at its limit.
pub(super) fn limit_to_try(kills: &[&Case]) -> Option<Bytes> {
    kills.iter().filter_map(|case| usage_at_a_limit(case)).max().map(raised)
}

/// With room on top, as manifests write sizes.
fn raised(most: Bytes) -> Bytes {
    Bytes(with_headroom(most).0.div_ceil(STEP).saturating_mul(STEP))
}

fn with_headroom(most: Bytes) -> Bytes {
    Bytes(most.0.saturating_add(most.0 / 100 * HEADROOM_PERCENT))
}

/// Sizes and tools are those of Kubernetes where it set the limit.
fn suggestion(most: Bytes, kills: usize, case: &Case, language: Language) -> Insight {
    let (limit, rounded) = (text::size(language, most), raised(most));
    let (of_pod, measure) = (case.conclusions.pod.is_some(), measure(case, language));
    let suggested = if of_pod { text::manifest_size(rounded) } else { text::size(language, rounded) };
    let text = if kills > 1 {
        say!(
            language,
            "suggested-limit-of-series",
            limit = &limit,
            suggested = &suggested,
            kills = kills,
            measure = measure
        )
    } else {
        say!(language, "suggested-limit", limit = &limit, suggested = &suggested, measure = measure)
    };
    let arithmetic = say!(
        language,
        "suggested-limit-arithmetic",
        limit = limit,
        raised = text::size(language, with_headroom(most)),
        suggested = suggested
    );
    Insight { name: NAME.into(), text, arithmetic, basis: Basis::Inferred }
}

/// What holds the highest usage: `memory.peak` came with 5.19 on cgroup v2, `memory.max_usage_in_bytes` is v1's. Kernels up to
/// 5.2 print v1's counters on v2, too.
fn measure(case: &Case, language: Language) -> &'static str {
    let of_pod = case.conclusions.pod.is_some();
    let memory = &case.incident.cgroup_memory;
    let (version_1, version_2) = (memory.prints_v1_counters(), memory.swap.is_some());
    match case.incident.kernel_series() {
        Some(series) if version_1 && series >= KernelSeries(5, 3) && of_pod => say!(language, "measure-pod-version-1"),
        Some(series) if version_1 && series >= KernelSeries(5, 3) => say!(language, "measure-cgroup-version-1"),
        Some(series) if version_2 && series < KernelSeries(5, 19) && of_pod => say!(language, "measure-pod-by-kubectl"),
        Some(series) if version_2 && series >= KernelSeries(5, 19) && of_pod => say!(language, "measure-pod"),
        _ if of_pod => say!(language, "measure-pod-either"),
        _ => say!(language, "measure-cgroup"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{conclude, samples};
    use crate::model::Kib;

    fn case(number: u32, limit: u64, usage: u64) -> Arc<Case> {
        let mut incident = samples::seed();
        incident.id = IncidentId(number);
        let memory = incident.cgroup_memory.memory.as_mut().unwrap();
        (memory.usage, memory.limit_printed) = (Kib(usage), Kib(limit));
        Arc::new(Case { conclusions: conclude(&incident, Language::English), incident })
    }

    fn told(cases: &mut [Arc<Case>], series: &[Series]) -> Vec<Option<(String, String)>> {
        tell(cases, series, Language::English);
        let insight =
            |case: &Arc<Case>| case.conclusions.kept_insights().iter().find(|insight| insight.name == NAME).cloned();
        cases.iter().map(|case| insight(case).map(|insight| (insight.text, insight.arithmetic))).collect()
    }

    #[test]
    fn a_limit_to_try_has_its_arithmetic_and_its_caveat() {
        let (text, arithmetic) = told(&mut [case(1, 512_000, 512_000)], &[]).remove(0).unwrap();
        assert!(text.contains("A limit of 640Mi") && text.contains("a leak reaches any limit"), "{text}");
        assert_eq!(arithmetic, "500 MiB + 25 % = 625 MiB, rounded up to 640Mi");
    }

    #[test]
    fn the_highest_of_a_series_counts() {
        let series = Series { incidents: vec![IncidentId(1), IncidentId(2)], ..Series::default() };
        let mut cases = [case(1, 65_536, 65_536), case(2, 131_072, 131_072)];
        let first = told(&mut cases, std::slice::from_ref(&series));
        for told in &first {
            assert!(
                told.as_ref().is_some_and(|(text, _)| text.contains("160Mi") && text.contains("2 kills")),
                "{told:?}"
            );
        }
        assert_eq!(told(&mut cases, &[series]), first, "told twice, it is the same");
    }

    #[test]
    fn a_lowered_limit_suggests_none() {
        assert_eq!(told(&mut [case(1, 307_200, 512_000)], &[]), [None]);
    }
}
