//! What `oom_score_adj` tells of a pod: kubelet sets it by QoS class and memory request
//! (`pkg/kubelet/qos/policy.go`).

use std::ops::Range;

use super::{InsightRow, InsightTopic, Need, inferred, row};
use crate::analysis::Insight;
use crate::analysis::facts::Facts;
use crate::lang::Language;
use crate::model::{Bytes, Kib};
use crate::say;
use crate::text::{count, manifest_size, size};

/// The insights of this file.
pub(super) const INSIGHTS: &[InsightRow] = &[
    row(InsightTopic::Pods, &["memory-request"], &[Need::Victim, Need::MemInfo], of_victim),
    row(InsightTopic::Pods, &["qos-from-adj"], &[Need::Victim], qos_from_adj),
];

/// kubelet gives burstable pods 1000 - 1000 × request / capacity, kept within these.
const BURSTABLE: std::ops::RangeInclusive<i32> = 3..=999;

/// What systemd's user manager and browsers give their children.
const DESKTOP: [i32; 3] = [100, 200, 300];

/// The memory request behind a burstable pod's `oom_score_adj` on a node of this capacity: from, up to (not included).
/// `None` for adjustments that kubelet does not compute, or where it cut the figure off.
pub fn memory_request(oom_score_adj: i32, capacity: Bytes) -> Option<Range<Bytes>> {
    let inside = oom_score_adj > *BURSTABLE.start() && oom_score_adj < *BURSTABLE.end();
    let share = |thousandths: i32| {
        let bytes = u128::from(capacity.0) * u128::try_from(thousandths).ok()? / 1000;
        u64::try_from(bytes).ok().map(Bytes)
    };
    inside.then_some(())?;
    Some(share(1000 - oom_score_adj)?..share(1001 - oom_score_adj)?)
}

/// The victim's request, where the node's capacity is in the log.
fn of_victim(facts: &Facts<'_>) -> Option<Insight> {
    let victim = facts.incident.chosen()?;
    facts.victim.as_ref().filter(|identity| identity.pod.is_some() && identity.qos == Some("burstable"))?;
    let node = facts.incident.node_memory.as_ref()?;
    let capacity = node.usable_ram()?.bytes(facts.page());
    let adj = victim.oom_score_adj?;
    let Range { start: from, end: to } = memory_request(adj, capacity)?;
    let language = facts.language;
    let victim = facts.victim_named(victim);
    let [from_said, to_said] = in_one_unit(language, [from, to]);
    Some(inferred(
        "memory-request",
        say!(language, "memory-request", victim = victim, from = from_said, to = to_said),
        say!(
            language,
            "memory-request-arithmetic",
            adj = adj.to_string(),
            capacity = size(language, capacity),
            from = whole_kib(from),
            to = whole_kib(to)
        ),
    ))
}

/// Two sizes in the unit of both, or in MiB: `1,023.5 MiB` and `1,039.5 MiB`, as `1 GiB` would hide how far apart they are.
fn in_one_unit(language: Language, sizes: [Bytes; 2]) -> [String; 2] {
    const MIB: u64 = 1 << 20;
    let [first, second] = sizes.map(|bytes| size(language, bytes));
    let unit = |size: &str| size.rsplit_once(' ').map(|(_, unit)| unit.to_owned());
    if unit(&first) == unit(&second) {
        return [first, second];
    }
    let mib = |bytes: Bytes| {
        let tenths = bytes.0.saturating_mul(10) / MIB;
        format!(
            "{}{}{} {}",
            count(language, tenths / 10),
            language.decimal_mark(),
            tenths % 10,
            say!(language, "unit-mib")
        )
    };
    sizes.map(mib)
}

fn whole_kib(size: Bytes) -> String {
    manifest_size(Kib(size.0 / 1024).bytes())
}

/// The QoS class by the adjustment alone, where no line names a cgroup.
fn qos_from_adj(facts: &Facts<'_>) -> Option<Insight> {
    (facts.victim.is_none() && facts.limit.is_none()).then_some(())?;
    let victim = facts.incident.chosen()?;
    let adj = victim.oom_score_adj?;
    let (language, victim, printed) = (facts.language, facts.victim_named(victim), adj.to_string());
    let text = match adj {
        -997 => say!(language, "qos-guaranteed", victim = victim, adj = printed),
        -998 => say!(language, "qos-guaranteed-old", victim = victim, adj = printed),
        1000 => say!(language, "qos-best-effort", victim = victim, adj = printed),
        adj if BURSTABLE.contains(&adj) && !DESKTOP.contains(&adj) => {
            say!(language, "qos-burstable", victim = victim, adj = printed)
        }
        _ => return None,
    };
    Some(inferred("qos-from-adj", text, say!(language, "qos-arithmetic").to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_behind_an_adjustment() {
        // The article's node: 975 on 4007948Ki is 100Mi.
        let request = memory_request(975, Kib(4_007_948).bytes()).unwrap();
        assert!(request.contains(&Kib(100 << 10).bytes()), "{request:?}");
        for cut_off_or_foreign in [-998, 0, 3, 999, 1000] {
            assert_eq!(memory_request(cut_off_or_foreign, Bytes(1 << 32)), None);
        }
        assert!(memory_request(4, Bytes(u64::MAX)).is_some());
    }
}
