//! Where a node's Allocatable comes from: capacity − what is reserved − the eviction threshold.
//!
//! The cgroup of all pods (`kubepods`) is limited to capacity − reserved: the eviction threshold is within its limit
//! (`getNodeAllocatableAbsolute` against `GetNodeAllocatableReservation`, pkg/kubelet/cm).

use std::ops::RangeInclusive;

use crate::analysis::cluster::NodeFacts;
use crate::analysis::{Basis, Insight};
use crate::lang::Language;
use crate::model::Bytes;
use crate::{say, text};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// A VM's size is larger than its capacity by what firmware and kernel take: this share of the capacity at most.
const FIRMWARE_PERCENT: u64 = 8;

/// VM sizes are multiples of this.
const SIZE_STEP: u64 = GIB / 4;

/// How many sizes are tried; enough for a node of 12 TiB.
const SIZES_TRIED: usize = 4096;

/// Providers round what they reserve to MiB.
const ROUNDING: u64 = MIB;

/// How one provider reserves memory.
struct ReservationRule {
    /// How it reads in a sentence.
    name: fn(Language) -> &'static str,
    /// The provider, as in a node's provider id; "" is the kubelet itself.
    provider: &'static str,
    /// The minor versions of the kubelet that it holds for.
    minors: RangeInclusive<u32>,
    reserved: Reserved,
    eviction: u64,
}

enum Reserved {
    /// Tiers of the VM's size.
    OfSize(fn(u64) -> u64),
    /// From capacity and the most pods that the node may run.
    OfPods(fn(u64, u64) -> u64),
}

const RULES: &[ReservationRule] = &[
    ReservationRule {
        name: |language| say!(language, "rule-aks-tiers"),
        provider: "azure",
        minors: 0..=28,
        reserved: Reserved::OfSize(tiers),
        eviction: 750 * MIB,
    },
    ReservationRule {
        name: |language| say!(language, "rule-aks-pods"),
        provider: "azure",
        minors: 29..=u32::MAX,
        reserved: Reserved::OfPods(|capacity, pods| {
            (pods.saturating_mul(20).saturating_add(50).saturating_mul(MIB)).min(capacity / 4)
        }),
        eviction: 100 * MIB,
    },
    ReservationRule {
        name: |language| say!(language, "rule-eks"),
        provider: "aws",
        minors: 0..=u32::MAX,
        reserved: Reserved::OfPods(|_, pods| pods.saturating_mul(11).saturating_add(255).saturating_mul(MIB)),
        eviction: 100 * MIB,
    },
    ReservationRule {
        name: |language| say!(language, "rule-gke"),
        provider: "gce",
        minors: 0..=u32::MAX,
        reserved: Reserved::OfSize(|size| if size < GIB { 255 * MIB } else { tiers(size) }),
        eviction: 100 * MIB,
    },
    ReservationRule {
        name: |language| say!(language, "rule-kubelet"),
        provider: "",
        minors: 0..=u32::MAX,
        reserved: Reserved::OfPods(|_, _| 0),
        eviction: 100 * MIB,
    },
];

/// Explains a node's Allocatable, and the limit of all pods together where a kill printed it.
pub(super) fn explain(node: &NodeFacts, kubepods_limit: Option<Bytes>, language: Language) -> Option<Insight> {
    let (capacity, allocatable) = (node.capacity?, node.allocatable?);
    let withheld = capacity.minus(allocatable)?;
    let known = RULES.iter().filter(|rule| rule.may_hold(node)).find_map(|rule| {
        let reserved = withheld.0.checked_sub(rule.eviction)?;
        let size = rule.fits(node, |by_rule| by_rule.abs_diff(reserved) < ROUNDING)?;
        Some((rule, reserved, size))
    });
    let (text, arithmetic) = match (known, kubepods_limit) {
        (Some((rule, reserved, size)), limit) => {
            let fit = RuleFit { rule, reserved: Bytes(reserved), size: size.map(Bytes) };
            (by_rule(node, fit, limit, language)?, sum_of_rule(node, fit, language)?)
        }
        (None, Some(limit)) if (allocatable..=capacity).contains(&limit) => by_kernel(node, limit, language)?,
        (None, _) => {
            let [all, offered, kept] = [capacity, allocatable, withheld].map(text::manifest_size);
            let arithmetic = format!("{all} − {offered} = {kept}");
            let name = &*node.name;
            let text =
                say!(language, "allocatable-own", node = name, capacity = all, allocatable = offered, withheld = kept);
            (text, arithmetic)
        }
    };
    Some(Insight { name: "allocatable".into(), text, arithmetic, basis: Basis::Inferred })
}

/// A rule that gives a node's figures.
#[derive(Clone, Copy)]
struct RuleFit<'a> {
    rule: &'a ReservationRule,
    reserved: Bytes,
    /// The VM's size that it reserves a share of, if it is of one.
    size: Option<Bytes>,
}

/// What is said where a rule gives the node's figures.
fn by_rule(node: &NodeFacts, fit: RuleFit<'_>, limit: Option<Bytes>, language: Language) -> Option<String> {
    let RuleFit { rule, reserved, .. } = fit;
    let all_pods = node.capacity?.minus(reserved)?;
    let (name, rule) = (&*node.name, (rule.name)(language));
    let [allocatable, pods] = [node.allocatable?, all_pods].map(text::manifest_size);
    Some(match limit {
        None => {
            say!(language, "allocatable-by-rule", node = name, allocatable = allocatable, rule = rule, pods = pods)
        }
        Some(limit) if limit == all_pods => say!(
            language,
            "allocatable-by-rule-as-printed",
            node = name,
            allocatable = allocatable,
            rule = rule,
            pods = pods
        ),
        Some(limit) => say!(
            language,
            "allocatable-by-rule-otherwise",
            node = name,
            allocatable = allocatable,
            rule = rule,
            pods = pods,
            printed = text::manifest_size(limit)
        ),
    })
}

/// The arithmetic of a rule.
fn sum_of_rule(node: &NodeFacts, fit: RuleFit<'_>, language: Language) -> Option<String> {
    let RuleFit { rule, reserved, size } = fit;
    let all_pods = node.capacity?.minus(reserved)?;
    let [capacity, reserved, pods, eviction, allocatable] =
        [node.capacity?, reserved, all_pods, Bytes(rule.eviction), node.allocatable?].map(text::manifest_size);
    Some(match size {
        None => say!(
            language,
            "allocatable-sum",
            capacity = capacity,
            reserved = reserved,
            pods = pods,
            eviction = eviction,
            allocatable = allocatable
        ),
        Some(size) => say!(
            language,
            "allocatable-sum-of-vm",
            capacity = capacity,
            reserved = reserved,
            size = text::manifest_size(size),
            pods = pods,
            eviction = eviction,
            allocatable = allocatable
        ),
    })
}

/// Text and arithmetic where only a kill's own limit divides what is reserved from the eviction threshold.
fn by_kernel(node: &NodeFacts, limit: Bytes, language: Language) -> Option<(String, String)> {
    let (capacity, allocatable) = (node.capacity?, node.allocatable?);
    let (reserved, eviction) = (capacity.minus(limit)?, limit.minus(allocatable)?);
    let [all, limit, offered, reserved, eviction] =
        [capacity, limit, allocatable, reserved, eviction].map(text::manifest_size);
    let arithmetic = format!("{all} − {limit} = {reserved}; {limit} − {offered} = {eviction}");
    let text = say!(
        language,
        "allocatable-by-kernel",
        node = &*node.name,
        capacity = all,
        limit = limit,
        allocatable = offered,
        reserved = reserved,
        eviction = eviction
    );
    Some((text, arithmetic))
}

impl ReservationRule {
    /// False where the provider or the kubelet's version is known to be another.
    fn may_hold(&self, node: &NodeFacts) -> bool {
        let minor = node.kubelet.as_deref().and_then(minor_version);
        let version = minor.is_none_or(|minor| self.minors.contains(&minor));
        let provider =
            node.provider.as_deref().is_none_or(|provider| self.provider.is_empty() || provider == self.provider);
        version && provider
    }

    /// Where `fits` says that the rule reserves what the node lacks: the VM's size that it is of, if it is of one.
    #[expect(clippy::option_option, reason = "the inner is a fact of the rule, the outer whether it fits")]
    fn fits(&self, node: &NodeFacts, fits: impl Fn(u64) -> bool) -> Option<Option<u64>> {
        let capacity = node.capacity?.0;
        match self.reserved {
            Reserved::OfPods(reserved) => fits(reserved(capacity, node.max_pods.unwrap_or(0))).then_some(None),
            Reserved::OfSize(reserved) => {
                let largest = capacity.saturating_add(capacity / 100 * FIRMWARE_PERCENT) / SIZE_STEP;
                let sizes = (capacity.div_ceil(SIZE_STEP)..=largest).map(|steps| steps.saturating_mul(SIZE_STEP));
                sizes.take(SIZES_TRIED).find(|size| fits(reserved(*size))).map(Some)
            }
        }
    }
}

/// The tiers that AKS (up to 1.28) and GKE reserve of a VM's size.
fn tiers(size: u64) -> u64 {
    const TIERS: [(u64, u64); 5] = [(4 * GIB, 25), (4 * GIB, 20), (8 * GIB, 10), (112 * GIB, 6), (u64::MAX, 2)];
    let (mut left, mut reserved) = (size, 0_u64);
    for (tier, percent) in TIERS {
        let part = left.min(tier);
        reserved = reserved.saturating_add(part / 100 * percent + part % 100 * percent / 100);
        left -= part;
    }
    reserved
}

/// The minor version of `v1.28.5`.
fn minor_version(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: u64 = 1024;

    fn node(capacity_kib: u64, allocatable_kib: u64, pods: u64, kubelet: &str, provider: &str) -> NodeFacts {
        NodeFacts {
            name: "node".into(),
            capacity: Some(Bytes(capacity_kib * KIB)),
            allocatable: Some(Bytes(allocatable_kib * KIB)),
            max_pods: Some(pods),
            kubelet: Some(kubelet.into()),
            provider: Some(provider.into()),
            ..NodeFacts::default()
        }
    }

    #[test]
    fn the_node_of_the_article_comes_out_exactly() {
        let node = node(4_007_948, 2_191_372, 30, "v1.27.7", "azure");
        let insight = explain(&node, Some(Bytes(2_959_372 * KIB)), Language::English).unwrap();
        assert!(insight.text.contains("AKS's rule up to 1.28"), "{}", insight.text);
        assert!(insight.text.ends_with("can use 2959372Ki, the limit that the kernel printed"), "{}", insight.text);
        assert_eq!(
            insight.arithmetic,
            "4007948Ki − 1Gi reserved (of a VM of 4Gi) = 2959372Ki for all pods. 2959372Ki − 750Mi eviction threshold = 2191372Ki Allocatable"
        );
    }

    #[test]
    fn each_providers_rule_is_known_by_its_figures() {
        let gib = 1024 * 1024;
        // 30 pods: 650Mi. A VM of 8 GiB: 25 % of 4 and 20 % of 4 GiB. 17 pods: 442Mi.
        for (node, words) in [
            (node(8_145_040, 8_145_040 - (650 + 100) * 1024, 30, "v1.29.2", "azure"), "AKS's rule from 1.29"),
            (node(8_145_040, 8_145_040 - (gib + gib * 4 / 5) - 100 * 1024, 110, "v1.30.1", "gce"), "GKE's rule"),
            (node(3_977_480, 3_977_480 - (442 + 100) * 1024, 17, "v1.28.5", "aws"), "EKS's rule"),
            (node(4_007_948, 4_007_948 - 100 * 1024, 110, "v1.31.0", ""), "the kubelet's default"),
            (node(4_007_948, 3_000_000, 110, "v1.31.0", "azure"), "No provider's usual rule"),
        ] {
            let insight = explain(&node, None, Language::English).unwrap();
            assert!(insight.text.contains(words), "{}", insight.text);
        }
    }

    #[test]
    fn what_a_kill_printed_divides_reserved_from_eviction() {
        let node = node(4_007_948, 3_000_000, 110, "v1.31.0", "azure");
        let insight = explain(&node, Some(Bytes(3_200_000 * KIB)), Language::English).unwrap();
        assert_eq!(insight.arithmetic, "4007948Ki − 3125Mi = 807948Ki; 3125Mi − 3000000Ki = 200000Ki");
    }

    #[test]
    fn a_small_node_reserves_a_quarter_at_most() {
        let quarter = 4_007_948 / 4;
        let node = node(4_007_948, 4_007_948 - quarter - 100 * 1024, 110, "v1.30.0", "azure");
        assert!(explain(&node, None, Language::English).unwrap().text.contains("from 1.29"));
    }

    #[test]
    fn nonsense_figures_explain_nothing() {
        assert_eq!(explain(&node(10, 20, 1, "v1", ""), None, Language::English), None);
        assert!(explain(&node(u64::MAX / KIB, 0, u64::MAX, "", ""), None, Language::English).is_some());
    }
}
