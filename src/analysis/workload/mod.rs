//! What a pod belongs to: the Deployment, DaemonSet, StatefulSet or CronJob whose pods come and go. The pod list tells it
//! by owners; where it does not, the pod's name may have the form that Kubernetes gives to the pods of one. That is marked
//! as inferred.

mod form;
mod lists;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub(crate) use self::form::{PodForm, PodTail, job_form, pod_form, set_stem};
use self::lists::{ListedOwner, OwnerIndex};
use super::{Basis, Case, PodIdentity, Review, Workload, WorkloadSign};
use crate::lang::Language;
use crate::say;

/// A kind of workload by its name in Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WorkloadKind(&'static str);

impl WorkloadKind {
    pub(crate) const DEPLOYMENT: Self = Self("Deployment");
    pub(crate) const STATEFUL_SET: Self = Self("StatefulSet");
    pub(crate) const DAEMON_SET: Self = Self("DaemonSet");
    pub(crate) const REPLICA_SET: Self = Self("ReplicaSet");
    pub(crate) const CRON_JOB: Self = Self("CronJob");
    pub(crate) const JOB: Self = Self("Job");
    /// What owns the mirror of a static pod.
    const NODE: Self = Self("Node");

    /// True for the kind of this name.
    pub(crate) fn is(self, name: &str) -> bool {
        self.0 == name
    }
}

impl Workload {
    /// `Deployment shop/cart`, and that it is inferred where it is of any of its kills.
    pub fn title(&self, language: Language) -> String {
        let name = self.plain_title(language);
        if self.is_any_inferred { say!(language, "workload-inferred", workload = name) } else { name }
    }

    /// `Deployment shop/cart`.
    fn plain_title(&self, language: Language) -> String {
        let name = match &self.namespace {
            Some(namespace) => format!("{namespace}/{}", self.name),
            None => self.name.to_string(),
        };
        match &self.kind {
            Some(kind) => say!(language, "workload-of-kind", kind = &**kind, name = name),
            None => say!(language, "workload-of-some-kind", name = name),
        }
    }

    /// The same with what tells that this kill's pod belongs to it.
    pub fn told(&self, language: Language) -> String {
        let workload = self.plain_title(language);
        match self.told_by {
            WorkloadSign::Owner => say!(language, "workload-by-owner", workload = workload),
            WorkloadSign::OwnersName => say!(language, "workload-by-owners-name", workload = workload),
            WorkloadSign::PodName => say!(language, "workload-by-pod-name", workload = workload),
        }
    }

    /// True where another workload is the same.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.kind, &self.name, &self.namespace) == (&other.kind, &other.name, &other.namespace)
    }

    pub(super) fn is_of(&self, kind: WorkloadKind) -> bool {
        self.kind.as_deref().is_some_and(|name| kind.is(name))
    }
}

/// Says of each kill whose pod is known what that belongs to.
pub(super) fn tell(review: &mut Review) {
    let lists = OwnerIndex::new(&review.cluster);
    let stems = Stems::of(review);
    let found: Vec<_> = review.cases.iter().map(|case| of_case(case, &lists, &stems)).collect();
    let found = gathered(found);
    for (case, workload) in review.cases.iter_mut().zip(found) {
        if case.conclusions.workload != workload {
            Arc::make_mut(case).conclusions.workload = workload;
        }
    }
}

fn of_case(case: &Case, lists: &OwnerIndex<'_>, stems: &Stems<'_>) -> Option<Workload> {
    let pod = case.conclusions.pod.as_ref()?;
    match lists.owner_of(pod) {
        ListedOwner::By(workload) => Some(workload),
        ListedOwner::Alone => None,
        ListedOwner::Unknown => by_name(pod, stems),
    }
}

fn by_name(pod: &PodIdentity, stems: &Stems<'_>) -> Option<Workload> {
    // The kubelet's own pods have no UID of the API, and are named after their node.
    let is_static = pod.uid.as_deref().is_some_and(|uid| !uid.contains('-'));
    let name = pod.name.as_deref().filter(|name| !is_static && !stems.ends_with_host(name))?;
    let PodForm { stem, tail } = pod_form(name)?;
    let namespace = pod.namespace.as_deref();
    if tail == PodTail::OwnOfLetters && !stems.sure.contains(&PodStem { namespace, stem }) {
        return None;
    }
    Some(Workload {
        kind: tail.kind().map(|WorkloadKind(name)| name.into()),
        name: stem.into(),
        namespace: namespace.map(Into::into),
        told_by: WorkloadSign::PodName,
        is_any_inferred: true,
    })
}

/// What the names of a workload's pods begin with.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PodStem<'a> {
    namespace: Option<&'a str>,
    stem: &'a str,
}

/// What the names of all pods and hosts tell together.
struct Stems<'a> {
    /// Namespaces and stems of pods whose own part has a digit, and is no word.
    sure: HashSet<PodStem<'a>>,
    hosts: HashSet<&'a str>,
}

impl<'a> Stems<'a> {
    fn of(review: &'a Review) -> Self {
        let killed = review.cases.iter().filter_map(|case| case.conclusions.pod.as_ref());
        let killed = killed.filter_map(|pod| Some((pod.namespace.as_deref(), pod.name.as_deref()?)));
        let listed = review.cluster.pods.iter().map(|pod| (pod.namespace.as_deref(), &*pod.name));
        let stem = |(namespace, name)| match pod_form(name)? {
            PodForm { stem, tail: PodTail::Own } => Some(PodStem { namespace, stem }),
            _ => None,
        };
        let logged = review.cases.iter().filter_map(|case| case.incident.host.as_deref());
        let nodes = review.cluster.nodes.iter().map(|node| &*node.name);
        let bound = review.cluster.pods.iter().filter_map(|pod| pod.node.as_deref());
        let hosts = logged.chain(nodes).chain(bound);
        let with_short = hosts.flat_map(|host| [host, host.split('.').next().unwrap_or(host)]);
        Self { sure: killed.chain(listed).filter_map(stem).collect(), hosts: with_short.collect() }
    }

    fn ends_with_host(&self, name: &str) -> bool {
        let tail = |(at, _): (usize, &str)| name.get(at + 1..).unwrap_or("");
        name.match_indices('-').map(tail).any(|tail| self.hosts.contains(tail))
    }
}

/// The same workload under one kind: a name that fits several kinds is of the one that an owner tells.
fn gathered(mut found: Vec<Option<Workload>>) -> Vec<Option<Workload>> {
    let mut kinds: HashMap<WorkloadName, HashSet<Box<str>>> = HashMap::new();
    let told = found.iter().flatten().filter(|workload| workload.told_by != WorkloadSign::PodName);
    for workload in told {
        kinds.entry(WorkloadName::of(workload)).or_default().extend(workload.kind.clone());
    }
    let mut inferred: HashSet<WorkloadKey> = HashSet::new();
    for workload in found.iter_mut().flatten() {
        if workload.kind.is_none() {
            let of_name = kinds.get(&WorkloadName::of(workload));
            workload.kind = of_name.filter(|kinds| kinds.len() == 1).and_then(|kinds| kinds.iter().next()).cloned();
        }
        if workload.told_by.basis() == Basis::Inferred {
            inferred.insert(WorkloadKey::of(workload));
        }
    }
    for workload in found.iter_mut().flatten() {
        workload.is_any_inferred = inferred.contains(&WorkloadKey::of(workload));
    }
    found
}

/// A workload's name where it stands; its kind need not be known.
#[derive(PartialEq, Eq, Hash)]
struct WorkloadName {
    namespace: Option<Box<str>>,
    name: Box<str>,
}

impl WorkloadName {
    fn of(workload: &Workload) -> Self {
        Self { namespace: workload.namespace.clone(), name: workload.name.clone() }
    }
}

/// What makes two workloads one.
#[derive(PartialEq, Eq, Hash)]
struct WorkloadKey {
    kind: Option<Box<str>>,
    name: WorkloadName,
}

impl WorkloadKey {
    fn of(workload: &Workload) -> Self {
        Self { kind: workload.kind.clone(), name: WorkloadName::of(workload) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{ClusterFacts, ClusterForm, Conclusions, Findings};
    use crate::model::{Incident, IncidentId, SourceId};

    const UID: &str = "8e81973e-0bec-47b0-b898-d190f9ebdacc";

    /// Kills of these pods of namespace shop on node worker-1, with what kubectl says.
    fn told(pods: &[&str], list: &str) -> Vec<String> {
        let of_pods: Vec<_> = pods.iter().map(|pod| (*pod, None)).collect();
        told_of(&of_pods, list)
    }

    fn told_of(pods: &[(&str, Option<&str>)], list: &str) -> Vec<String> {
        let mut cluster = ClusterFacts::default();
        let notes = ClusterForm::of(list).map(|form| cluster.read(form, list, SourceId(0))).unwrap_or_default();
        assert_eq!(notes, [], "{list}");
        let case = |(id, (name, uid)): (u32, &(&str, Option<&str>))| {
            let pod = PodIdentity {
                uid: uid.map(Into::into),
                namespace: Some("shop".into()),
                name: Some((*name).into()),
                qos: None,
            };
            let incident =
                Incident { id: IncidentId(id), host: Some("worker-1.example".into()), ..Incident::default() };
            Arc::new(Case {
                incident,
                conclusions: Conclusions {
                    findings: Findings { pod: Some(pod), ..Findings::default() }.into(),
                    ..Conclusions::default()
                },
            })
        };
        let mut review = Review { cases: (1..).zip(pods).map(case).collect(), cluster, ..Review::default() };
        tell(&mut review);
        let told = review.cases.iter().map(|case| case.conclusions.workload.clone()).collect::<Vec<_>>();
        tell(&mut review);
        let again = review.cases.iter().map(|case| case.conclusions.workload.clone()).collect::<Vec<_>>();
        assert_eq!(told, again, "telling twice changes nothing");
        told.iter().map(|it| it.as_ref().map_or_else(|| "-".to_owned(), |it| it.told(Language::English))).collect()
    }

    /// A pod in JSON with this owner, and a hash of its template where there is one.
    fn pod(name: &str, owner: &str, hash: &str) -> String {
        let label =
            if hash.is_empty() { String::new() } else { format!(r#""labels":{{"pod-template-hash":"{hash}"}},"#) };
        let owners = match owner.split_once('/') {
            Some((kind, name)) => format!(
                r#""ownerReferences":[{{"kind":"Backup","name":"x"}},{{"apiVersion":"apps/v1","kind":"{kind}","name":"{name}","uid":"1","controller":true}}],"#
            ),
            None => String::new(),
        };
        format!(
            r#"{{"kind":"Pod","metadata":{{{label}{owners}"name":"{name}","namespace":"shop","uid":"{UID}"}},"spec":{{"containers":[]}}}}"#
        )
    }

    fn list(items: &[String]) -> String {
        format!(r#"{{"apiVersion":"v1","kind":"List","items":[{}]}}"#, items.join(","))
    }

    #[test]
    fn the_pod_list_tells_the_owner_and_names_only_what_it_does_not() {
        for (name, owner, hash, words) in [
            ("fluentd-bqkpx", "DaemonSet/fluentd", "", "DaemonSet shop/fluentd (the pod's owner, as listed)"),
            ("db-1", "StatefulSet/db", "", "StatefulSet shop/db (the pod's owner, as listed)"),
            ("pg-1", "Cluster/pg", "", "Cluster shop/pg (the pod's owner, as listed)"),
            (
                "cart-7d9c5b7f4-x2x7l",
                "ReplicaSet/cart-7d9c5b7f4",
                "7d9c5b7f4",
                "Deployment shop/cart (inferred from the name of the pod's owner)",
            ),
            (
                "web-75675f5897-7ci7o",
                "ReplicaSet/web-75675f5897",
                "3123191453",
                "Deployment shop/web (inferred from the name of the pod's owner)",
            ),
            // No Deployment gave its pods a hash.
            ("set-4b7f4-x2x7l", "ReplicaSet/set-4b7f4", "", "ReplicaSet shop/set-4b7f4 (the pod's owner, as listed)"),
            (
                "backup-28401120-x2x7l",
                "Job/backup-28401120",
                "",
                "CronJob shop/backup (inferred from the name of the pod's owner)",
            ),
            ("migrate-x2x7l", "Job/migrate", "", "Job shop/migrate (the pod's owner, as listed)"),
            // A pod that the kubelet runs by itself, and one that nobody makes anew, whatever they are called.
            ("etcd-0", "Node/worker-1", "", "-"),
            ("postgres-0", "", "", "-"),
        ] {
            assert_eq!(told(&[name], &list(&[pod(name, owner, hash)])), [words], "{name}");
        }
    }

    #[test]
    fn owners_of_owners_are_read_where_they_are_listed() {
        let owned = |kind: &str, name: &str, owner: &str| {
            pod(name, owner, "")
                .replace(r#""kind":"Pod""#, &format!(r#""kind":"{kind}""#))
                .replace("containers", "template")
        };
        let cart = pod("cart-7d9c5b7f4-x2x7l", "ReplicaSet/cart-7d9c5b7f4", "7d9c5b7f4");
        let set = owned("ReplicaSet", "cart-7d9c5b7f4", "Deployment/cart");
        let words = ["Deployment shop/cart (the pod's owner, as listed)"];
        assert_eq!(told(&["cart-7d9c5b7f4-x2x7l"], &list(&[cart.clone(), set.clone()])), words);
        // A list of ReplicaSets alone does not repeat their kind.
        let sets = list(&[set.replace(r#""kind":"ReplicaSet","#, "")]).replace(r#""List""#, r#""ReplicaSetList""#);
        assert_eq!(told(&["cart-7d9c5b7f4-x2x7l"], &format!("{}\n{sets}", list(&[cart]))), words);
        let job = pod("backup-28401120-x2x7l", "Job/backup-28401120", "");
        let jobs = list(&[job, owned("Job", "backup-28401120", "CronJob/backup")]);
        assert_eq!(told(&["backup-28401120-x2x7l"], &jobs), ["CronJob shop/backup (the pod's owner, as listed)"]);
    }

    #[test]
    fn a_description_tells_the_owner_too() {
        let text = "Name:             cart-7d9c5b7f4-x2x7l\nNamespace:        shop\nNode:             worker-1/10.0.0.4\n\
                    Labels:           app=cart\n                  pod-template-hash=7d9c5b7f4\nAnnotations:      <none>\n\
                    Status:           Running\nControlled By:  ReplicaSet/cart-7d9c5b7f4\n";
        let words = "Deployment shop/cart (inferred from the name of the pod's owner)";
        assert_eq!(told(&["cart-7d9c5b7f4-x2x7l"], text), [words]);
    }

    #[test]
    fn without_a_list_the_name_s_form_tells_and_is_said_to() {
        let by_name = |workload: &str| format!("{workload} (inferred from the pod's name)");
        assert_eq!(
            told(
                &[
                    "cart-7d9c5b7f4-x2x7l",
                    "backup-28401120-x2x7l",
                    "postgres-0",
                    "fluentd-8xk2p",
                    "fluentd-bqkpx",
                    "proxy-https",
                    "cart",
                    "kube-proxy-worker-1",
                    "etcd-worker-1.example",
                ],
                ""
            ),
            [
                by_name("Deployment shop/cart"),
                by_name("CronJob shop/backup"),
                by_name("StatefulSet shop/postgres"),
                by_name("workload shop/fluentd"),
                // Letters alone tell beside another pod of the same stem.
                by_name("workload shop/fluentd"),
                "-".to_owned(),
                "-".to_owned(),
                // The kubelet's own pods end in the name of their node.
                "-".to_owned(),
                "-".to_owned(),
            ]
        );
        assert_eq!(told_of(&[("etcd-0", Some("4699c31d755fc4610bc642e9f8fa5a8b"))], ""), ["-"], "a static pod");
    }

    #[test]
    fn another_pod_of_the_same_name_is_another() {
        let other = "00000000-0bec-47b0-b898-d190f9ebdacc";
        let bare = list(&[pod("postgres-0", "", "")]);
        assert_eq!(told_of(&[("postgres-0", Some(UID))], &bare), ["-"]);
        assert!(told_of(&[("postgres-0", Some(other))], &bare)[0].contains("inferred"));
    }

    #[test]
    fn pods_of_one_workload_are_gathered_whoever_tells() {
        let listed = list(&[pod("fluentd-8xk2p", "DaemonSet/fluentd", "")]);
        let mut cluster = ClusterFacts::default();
        assert_eq!(cluster.read(ClusterForm::Json, &listed, SourceId(0)), []);
        let case = |name: &str| {
            let pod = PodIdentity { namespace: Some("shop".into()), name: Some(name.into()), ..PodIdentity::default() };
            let conclusions = Conclusions {
                findings: Findings { pod: Some(pod), ..Findings::default() }.into(),
                ..Conclusions::default()
            };
            Arc::new(Case { incident: Incident::default(), conclusions })
        };
        let cases = vec![case("fluentd-8xk2p"), case("fluentd-bqkpx")];
        let mut review = Review { cases, cluster, ..Review::default() };
        tell(&mut review);
        let [one, other] = [0, 1].map(|at| review.cases[at].conclusions.workload.clone().unwrap());
        assert!(one.is_same(&other));
        assert_eq!((one.told_by, other.told_by), (WorkloadSign::Owner, WorkloadSign::PodName));
        // Where the name alone tells of one, the whole is said to be inferred.
        assert_eq!(one.title(Language::English), "DaemonSet shop/fluentd (inferred)");
        assert_eq!(one.title(Language::English), other.title(Language::English));
    }

    #[test]
    fn hostile_lists_tell_nothing_or_are_made_visible_later() {
        for owners in
            ["7", r#"[7,null,{"kind":"DaemonSet"}]"#, r#"[{"kind":"DaemonSet","name":"x","controller":"yes"}]"#]
        {
            let text = format!(
                r#"{{"apiVersion":"v1","kind":"List","items":[{{"metadata":{{"name":"fluentd","namespace":"shop","uid":"{UID}","ownerReferences":{owners}}},"spec":{{"containers":[]}}}}]}}"#
            );
            assert_eq!(told(&["fluentd"], &text), ["-"], "{owners}");
        }
    }
}
