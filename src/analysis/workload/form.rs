//! What a pod's name tells of what made it, by how Kubernetes makes names. It proves nothing: people may choose such names.

use super::WorkloadKind;

/// What Kubernetes makes the ends of names of (`apimachinery/pkg/util/rand`): no vowels, no 0, 1, 3.
const GENERATED: &str = "bcdfghjklmnpqrstvwxz2456789";

/// Letters and digits of a pod's own part.
const OWN_LENGTH: usize = 5;

/// Letters and digits of a ReplicaSet's hash: 32 bits in decimal, spelled with other letters. Shorter ones are rare.
const HASH_LENGTH: std::ops::RangeInclusive<usize> = 8..=10;

/// The longest name that Kubernetes makes. What is as long may have been cut (`apiserver/pkg/storage/names`).
const LONGEST: usize = 63;

/// Minutes since 1970 in the names of a CronJob's jobs (`batch/cronjob/utils.go`, 1.21 on): 2019 to 2046.
const JOB_MINUTES: std::ops::RangeInclusive<u64> = 26_000_000..=40_000_000;

/// Seconds since 1970, up to 1.20. A ReplicaSet's hash was in decimal once, too (up to 1.8).
const JOB_SECONDS: std::ops::RangeInclusive<u64> = 1_400_000_000..=1_700_000_000;

/// The digits of a StatefulSet's ordinal. Longer numbers are rather years and ports.
const ORDINAL_LENGTH: std::ops::RangeInclusive<usize> = 1..=3;

/// The form of a pod's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PodForm<'a> {
    /// The name of the workload.
    pub(crate) stem: &'a str,
    /// What stands behind it.
    pub(crate) tail: PodTail<'a>,
}

/// What Kubernetes put behind a workload's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PodTail<'a> {
    /// A ReplicaSet's hash and five letters or digits: a Deployment's.
    Set,
    /// The time of a job, in minutes, and five letters or digits: a CronJob's.
    Minutes(&'a str),
    /// The time of a job in seconds, or a ReplicaSet's hash in decimal, and five letters or digits.
    Seconds(&'a str),
    /// Five letters and digits: a DaemonSet's, a Job's, or that of a ReplicaSet without a Deployment.
    Own,
    /// Five letters without a digit. They may be a word (`https`), so that others of the same stem must tell.
    OwnOfLetters,
    /// A number: a StatefulSet's.
    Ordinal(&'a str),
}

impl PodTail<'_> {
    /// The kind of workload; `None` where several kinds make such names.
    pub(super) const fn kind(self) -> Option<WorkloadKind> {
        match self {
            Self::Set => Some(WorkloadKind::DEPLOYMENT),
            Self::Minutes(_) => Some(WorkloadKind::CRON_JOB),
            Self::Ordinal(_) => Some(WorkloadKind::STATEFUL_SET),
            Self::Seconds(_) | Self::Own | Self::OwnOfLetters => None,
        }
    }
}

/// The form of a pod's name; `None` where it is one that somebody chose, as far as can be told.
pub(crate) fn pod_form(name: &str) -> Option<PodForm<'_>> {
    if name.len() > LONGEST || !is_name(name) {
        return None;
    }
    let (set, own) = name.rsplit_once('-')?;
    if is_ordinal(own) && is_stem(set) {
        return Some(PodForm { stem: set, tail: PodTail::Ordinal(own) });
    }
    if own.len() != OWN_LENGTH || !is_generated(own) {
        return None;
    }
    if let Some(job) = job_time(set) {
        return Some(job);
    }
    // Letters alone may be a word, but not beside an own part with a digit.
    let of_letters = || hash_stem(set).filter(|_| has_digit(own));
    if let Some(stem) = set_stem(set).or_else(of_letters) {
        return Some(PodForm { stem, tail: PodTail::Set });
    }
    // A name as long as this may be the beginning of a longer one; a Job with an index puts that before its letters.
    let is_indexed = set.rsplit_once('-').is_some_and(|(_, last)| is_ordinal(last));
    if name.len() == LONGEST || is_indexed || !is_stem(set) {
        return None;
    }
    let has_letter = own.contains(|c: char| c.is_ascii_alphabetic());
    let tail = if has_digit(own) { PodTail::Own } else { PodTail::OwnOfLetters };
    has_letter.then_some(PodForm { stem: set, tail })
}

/// The Deployment that a ReplicaSet's name is made of.
pub(crate) fn set_stem(set: &str) -> Option<&str> {
    hash_stem(set).filter(|stem| set.get(stem.len()..).is_some_and(has_digit))
}

fn hash_stem(set: &str) -> Option<&str> {
    let (stem, hash) = set.rsplit_once('-')?;
    (HASH_LENGTH.contains(&hash.len()) && is_generated(hash) && is_stem(stem)).then_some(stem)
}

/// What a Job's name is made of.
pub(crate) struct JobForm<'a> {
    /// The CronJob's name.
    pub(crate) stem: &'a str,
    pub(crate) time: &'a str,
}

/// The form of a Job's name that a CronJob gave.
pub(crate) fn job_form(job: &str) -> Option<JobForm<'_>> {
    match job_time(job)? {
        PodForm { stem, tail: PodTail::Minutes(time) | PodTail::Seconds(time) } => Some(JobForm { stem, time }),
        _ => None,
    }
}

fn job_time(job: &str) -> Option<PodForm<'_>> {
    let (stem, time) = job.rsplit_once('-').filter(|(stem, _)| is_stem(stem))?;
    if !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u64 = time.parse().ok()?;
    match time.len() {
        8 if JOB_MINUTES.contains(&number) => Some(PodForm { stem, tail: PodTail::Minutes(time) }),
        10 if JOB_SECONDS.contains(&number) => Some(PodForm { stem, tail: PodTail::Seconds(time) }),
        _ => None,
    }
}

/// The hash of a pod template as it stands in names: each character's place among the letters that names are made of
/// (`SafeEncodeString`). Up to 1.11 the label has it in decimal.
pub(super) fn encoded(hash: &str) -> String {
    let letters = GENERATED.as_bytes();
    let letter = |byte: u8| letters.get(usize::from(byte) % letters.len()).copied().map_or('-', char::from);
    hash.bytes().map(letter).collect()
}

fn is_generated(part: &str) -> bool {
    part.chars().all(|c| GENERATED.contains(c))
}

fn has_digit(part: &str) -> bool {
    part.contains(|c: char| c.is_ascii_digit())
}

fn is_ordinal(part: &str) -> bool {
    ORDINAL_LENGTH.contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_digit())
        && (part == "0" || !part.starts_with('0'))
}

/// Whether it may be the name of a workload.
fn is_stem(stem: &str) -> bool {
    let ends = [stem.chars().next(), stem.chars().next_back()];
    ends.iter().all(|end| end.is_some_and(|c| c.is_ascii_alphanumeric()))
}

fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_as_kubernetes_makes_them() {
        use PodTail::{Minutes, Ordinal, Own, OwnOfLetters, Seconds, Set};
        for (pod, told) in [
            ("cart-7d9c5b7f4-x2x7l", Some(("cart", Set))),
            ("checkout-api-rc9xfk22x-cxxqc", Some(("checkout-api", Set))),
            ("orders-worker-gmrgwfxmw-94hfx", Some(("orders-worker", Set))),
            ("web-ctrlwrks-bqkpx", Some(("web-ctrlwrks", OwnOfLetters))),
            ("coredns-5dd5756b68-bcdfg", Some(("coredns", Set))),
            ("backup-28401120-x2x7l", Some(("backup", Minutes("28401120")))),
            ("backup-1605571200-x2x7l", Some(("backup", Seconds("1605571200")))),
            ("kube-proxy-8xk2p", Some(("kube-proxy", Own))),
            ("fluentd-bqkpx", Some(("fluentd", OwnOfLetters))),
            ("proxy-https", Some(("proxy", OwnOfLetters))),
            ("postgres-0", Some(("postgres", Ordinal("0")))),
            ("kafka-broker-12", Some(("kafka-broker", Ordinal("12")))),
            // Somebody's names, or ones that say too little.
            ("my-app-deployment-grafana", None),
            ("app-2024", None),
            ("app-01", None),
            ("web-24567", None),
            ("render-3-x2x7l", None),
            ("cart", None),
            ("x2x7l", None),
            ("-x2x7l", None),
            ("-0", None),
            ("", None),
            ("-", None),
            ("cart--0", None),
            ("cart-7d9c5b7f4-x2x7", None),
            ("cart-7d9c5b7f4-x2x7lx", None),
            ("cart-7D9C5B7F4-X2X7L", None),
            ("c\u{202e}art-0", None),
            ("カート-0", None),
            ("cart-٣", None),
            ("a b-0", None),
            ("cart-0\n", None),
            ("shop/cart-0", None),
        ] {
            assert_eq!(pod_form(pod).map(|form| (form.stem, form.tail)), told, "{pod:?}");
        }
    }

    #[test]
    fn a_name_that_may_be_cut_tells_no_stem() {
        let stem = "a".repeat(57);
        assert_eq!(pod_form(&format!("{stem}-x2x7l")), None, "63 letters may be the beginning of more");
        assert!(pod_form(&format!("{}-x2x7l", "a".repeat(56))).is_some());
        assert_eq!(pod_form(&format!("{}-0", "a".repeat(250))), None, "the controller makes no such name");
    }

    #[test]
    fn the_hash_of_old_labels_is_spelled_as_in_names() {
        assert_eq!(encoded("3123191453"), "75675f5897");
    }
}
