//! Kubernetes's objects in JSON and YAML, and the runtime's as crictl prints them.

mod json;
mod owners;
mod yaml;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

pub(super) use self::json::read_json;
use self::owners::OwnerReference;
pub(super) use self::yaml::read_yaml;
use super::listed::{BoundedList, CountedList, WantedMap};
use super::{ClusterFacts, ClusterTool, ContainerFacts, EndFacts, EventFacts, NodeFacts, PodFacts, quantity, table};
use crate::model::{Bytes, SourceId};

/// An item of a list, or what is not of the expected shape: one odd item must not hide the others.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lenient<T> {
    Good(Box<T>),
    // Anything else is passed over.
    Bad(IgnoredAny),
}

/// Whatever stands in a list or alone; every key may be missing or null.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClusterObject {
    kind: Option<String>,
    items: Option<BoundedList<Lenient<Self>>>,
    metadata: Option<Metadata>,
    spec: Option<PodSpec>,
    status: Option<Status>,
    // Events.
    #[serde(alias = "regarding")]
    #[serde(rename = "involvedObject")]
    about: Option<ObjectReference>,
    reason: Option<String>,
    #[serde(alias = "note")]
    message: Option<String>,
    count: Option<u64>,
    #[serde(alias = "deprecatedLastTimestamp")]
    last_timestamp: Option<String>,
    event_time: Option<String>,
    series: Option<Lenient<EventSeries>>,
    // crictl.
    containers: Option<BoundedList<Lenient<Self>>>,
    id: Option<String>,
    pod_sandbox_id: Option<String>,
    labels: Option<WantedMap<String>>,
}

#[derive(Deserialize)]
struct Metadata {
    name: Option<String>,
    namespace: Option<String>,
    uid: Option<String>,
    annotations: Option<WantedMap<String>>,
    labels: Option<WantedMap<String>>,
    #[serde(rename = "ownerReferences")]
    owners: Option<CountedList<Lenient<OwnerReference>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PodSpec {
    node_name: Option<String>,
    #[serde(rename = "providerID")]
    provider_id: Option<String>,
    containers: Option<CountedList<ContainerSpec>>,
    init_containers: Option<CountedList<ContainerSpec>>,
    resources: Option<Resources>,
    overhead: Option<Amounts>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContainerSpec {
    name: String,
    image: Option<String>,
    resources: Option<Resources>,
    restart_policy: Option<String>,
}

#[derive(Deserialize)]
struct Resources {
    limits: Option<Amounts>,
    requests: Option<Amounts>,
}

type Amounts = WantedMap<Quantity>;

#[derive(Deserialize)]
#[serde(untagged)]
enum Quantity {
    Number(u64),
    Text(String),
    // Anything else is passed over.
    Other(IgnoredAny),
}

/// A pod's or node's status, and a container's as crictl inspects it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    phase: Option<String>,
    reason: Option<String>,
    container_statuses: Option<CountedList<ContainerStatus>>,
    init_container_statuses: Option<CountedList<ContainerStatus>>,
    capacity: Option<Amounts>,
    allocatable: Option<Amounts>,
    node_info: Option<NodeInfo>,
    // crictl inspect.
    id: Option<String>,
    metadata: Option<Metadata>,
    labels: Option<WantedMap<String>>,
    exit_code: Option<i32>,
    finished_at: Option<String>,
    state: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContainerStatus {
    name: String,
    #[serde(rename = "containerID")]
    container_id: Option<String>,
    restart_count: Option<u32>,
    state: Option<ContainerState>,
    last_state: Option<ContainerState>,
}

#[derive(Deserialize)]
struct ContainerState {
    running: Option<IgnoredAny>,
    waiting: Option<WaitingState>,
    terminated: Option<Terminated>,
}

#[derive(Deserialize)]
struct WaitingState {
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Terminated {
    reason: Option<String>,
    exit_code: Option<i32>,
    finished_at: Option<String>,
    #[serde(rename = "containerID")]
    container_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NodeInfo {
    kernel_version: Option<String>,
    kubelet_version: Option<String>,
}

#[derive(Deserialize)]
struct ObjectReference {
    kind: Option<String>,
    namespace: Option<String>,
    name: Option<String>,
    uid: Option<String>,
}

/// How an event went on, since events.k8s.io/v1.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EventSeries {
    count: Option<u64>,
    last_observed_time: Option<String>,
}

#[derive(Deserialize)]
struct Inspected {
    status: Option<Status>,
}

impl ClusterObject {
    /// Gives what it says to the facts; an error says what was left out.
    fn tell(self, source: SourceId, facts: &mut ClusterFacts) -> Result<(), String> {
        let mut told = Ok(());
        // Within a list that was made for them, objects do not say their kind.
        let of_list = self.kind.as_deref().and_then(|kind| kind.strip_suffix("List")).filter(|kind| !kind.is_empty());
        for list in self.items.into_iter().chain(self.containers) {
            let whole = list.is_whole();
            told = told.and(whole);
            for item in list {
                if let Lenient::Good(mut item) = item {
                    item.kind = item.kind.take().or_else(|| of_list.map(str::to_owned));
                    let of_item = item.tell(source, facts);
                    told = told.and(of_item);
                }
            }
        }
        let metadata = self.metadata;
        if let Some(about) = self.about {
            let series = self.series.and_then(|series| if let Lenient::Good(it) = series { Some(*it) } else { None });
            let (goes_on, count) = series.map_or((None, None), |series| (series.last_observed_time, series.count));
            let times = [goes_on, self.last_timestamp, self.event_time];
            let last_seen = times.iter().flatten().find_map(|printed| super::time(printed));
            let count = self.count.or(count);
            let told = event(about, (self.reason, self.message), source);
            facts.events.extend(told.map(|told| EventFacts { count: count.unwrap_or(1), last_seen, ..told }));
        } else if let Some(id) = self.id {
            facts.pods.extend(metadata.and_then(|metadata| {
                let is_container = self.pod_sandbox_id.is_some();
                of_runtime(&id, metadata, self.labels.as_ref()?, is_container, source)
            }));
        } else if self.kind.as_deref() == Some("Node") || self.status.as_ref().is_some_and(|s| s.node_info.is_some()) {
            facts.nodes.extend(metadata.and_then(|metadata| node(metadata, self.spec, self.status?, source)));
        } else if self.spec.as_ref().is_some_and(|spec| spec.containers.is_some()) {
            facts.pods.extend(metadata.and_then(|metadata| pod(metadata, self.spec?, self.status, source)));
        } else if let Some(kind) = self.kind.as_deref().filter(|kind| matches!(*kind, "ReplicaSet" | "Job")) {
            facts.owned.extend(metadata.and_then(|metadata| owners::owned(metadata, kind)));
        } else if let Some(status) = self.status {
            facts.pods.extend(status.inspected(source));
        }
        told
    }
}

fn event(
    about: ObjectReference,
    (reason, message): (Option<String>, Option<String>),
    source: SourceId,
) -> Option<EventFacts> {
    let reason = reason.filter(|reason| table::matters(reason))?;
    Some(EventFacts {
        source,
        reason: reason.into(),
        kind: about.kind.unwrap_or_default().into(),
        namespace: about.namespace.map(Into::into),
        name: about.name?.into(),
        uid: about.uid.map(Into::into),
        message: message.unwrap_or_default(),
        ..EventFacts::default()
    })
}

fn node(metadata: Metadata, spec: Option<PodSpec>, status: Status, source: SourceId) -> Option<NodeFacts> {
    let amount = |amounts: &Option<Amounts>, key| amounts.as_ref()?.get(key)?.bytes();
    let provider = spec.and_then(|spec| spec.provider_id);
    let provider = provider.and_then(|id| id.split_once("://").map(|(provider, _)| provider.into()));
    let by_label = || metadata.labels.as_ref().and_then(super::provider_of_labels);
    let (kernel, kubelet) = status.node_info.map_or((None, None), |info| (info.kernel_version, info.kubelet_version));
    Some(NodeFacts {
        source,
        capacity: amount(&status.capacity, "memory"),
        allocatable: amount(&status.allocatable, "memory"),
        max_pods: amount(&status.capacity, "pods").map(|pods| pods.0),
        kernel: kernel.map(Into::into),
        kubelet: kubelet.map(Into::into),
        provider: provider.or_else(by_label),
        pool: metadata.labels.as_ref().and_then(super::pool_of_labels),
        name: metadata.name?.into(),
    })
}

fn pod(metadata: Metadata, spec: PodSpec, status: Option<Status>, source: SourceId) -> Option<PodFacts> {
    let owner = metadata.owner();
    let template_hash = metadata.labels.as_ref().and_then(|labels| labels.get("pod-template-hash"));
    let template_hash = template_hash.map(|hash| Box::from(hash.as_str()));
    let mirrored = metadata.annotations.and_then(|mut notes| notes.take("kubernetes.io/config.hash"));
    let mut uids: Vec<Box<str>> = metadata.uid.into_iter().chain(mirrored).map(Into::into).collect();
    uids.dedup();
    let specified = |containers: Option<CountedList<ContainerSpec>>, init| {
        containers.into_iter().flatten().map(move |container| container.facts(init))
    };
    let mut containers: Vec<_> =
        specified(spec.init_containers, true).chain(specified(spec.containers, false)).collect();
    let (mut phase, mut reason) = (None, None);
    if let Some(status) = status {
        (phase, reason) = (status.phase, status.reason);
        let all = status.init_container_statuses.into_iter().chain(status.container_statuses).flatten();
        let mut places: BTreeMap<Box<str>, usize> = BTreeMap::new();
        for (at, container) in containers.iter().enumerate() {
            places.entry(container.name.clone()).or_insert(at);
        }
        for status in all {
            if let Some(container) = places.get(&*status.name).and_then(|at| containers.get_mut(*at)) {
                status.tell(container);
            }
        }
    }
    let pod = PodFacts {
        source,
        told_by: ClusterTool::Kubectl,
        namespace: metadata.namespace.map(Into::into),
        name: metadata.name?.into(),
        uids,
        node: spec.node_name.map(Into::into),
        phase: phase.map(Into::into),
        reason: reason.map(Into::into),
        owner,
        template_hash,
        own_limit: spec.resources.and_then(|resources| resources.limit()),
        overhead: spec.overhead.and_then(|overhead| overhead.get("memory")?.bytes()),
        has_spec: true,
        containers,
    };
    Some(pod.shrunk())
}

/// A container of `crictl ps` or a sandbox of `crictl pods`.
fn of_runtime(
    id: &str,
    metadata: Metadata,
    labels: &WantedMap<String>,
    is_container: bool,
    source: SourceId,
) -> Option<PodFacts> {
    let name = metadata.name?;
    let container = ContainerFacts { name: name.into(), id: Some(id.into()), ..ContainerFacts::default() };
    of_labels(labels, is_container.then_some(container), source)
}

/// The pod that the runtime's labels name.
fn of_labels(labels: &WantedMap<String>, container: Option<ContainerFacts>, source: SourceId) -> Option<PodFacts> {
    let label = |key| labels.get(key).map(|value| Box::from(value.as_str()));
    Some(PodFacts {
        source,
        told_by: ClusterTool::Crictl,
        namespace: label("io.kubernetes.pod.namespace"),
        name: label("io.kubernetes.pod.name")?,
        uids: label("io.kubernetes.pod.uid").into_iter().collect(),
        containers: container.into_iter().collect(),
        ..PodFacts::default()
    })
}

impl Status {
    /// A container as `crictl inspect` shows it.
    fn inspected(self, source: SourceId) -> Option<PodFacts> {
        let id: Box<str> = self.id?.into();
        let ended = self.state.as_deref() == Some("CONTAINER_EXITED");
        let end = ended.then(|| EndFacts {
            reason: self.reason.filter(|reason| !reason.is_empty()).map(Into::into),
            exit_code: self.exit_code,
            id: Some(id.clone()),
            finished: self.finished_at.map(Into::into),
        });
        let container = ContainerFacts {
            name: self.metadata.and_then(|metadata| metadata.name)?.into(),
            id: Some(id),
            running: self.state.as_deref() == Some("CONTAINER_RUNNING"),
            ends: end.into_iter().collect(),
            ..ContainerFacts::default()
        };
        of_labels(&self.labels?, Some(container), source)
    }
}

impl ContainerSpec {
    fn facts(self, init: bool) -> ContainerFacts {
        ContainerFacts {
            init,
            sidecar: init && self.restart_policy.as_deref() == Some("Always"),
            limit: self.resources.as_ref().and_then(Resources::limit),
            request: self.resources.as_ref().and_then(|resources| resources.requests.as_ref()?.get("memory")?.bytes()),
            name: self.name.into(),
            image: self.image.map(Into::into),
            ..ContainerFacts::default()
        }
    }
}

impl ContainerStatus {
    fn tell(self, container: &mut ContainerFacts) {
        container.id = self.container_id.as_deref().and_then(bare_id);
        container.restarts = self.restart_count;
        for state in [self.state, self.last_state].into_iter().flatten() {
            container.running |= state.running.is_some();
            container.waiting =
                container.waiting.take().or_else(|| state.waiting.and_then(|w| w.reason).map(Into::into));
            container.ends.extend(state.terminated.map(|end| EndFacts {
                reason: end.reason.map(Into::into),
                exit_code: end.exit_code,
                id: end.container_id.as_deref().and_then(bare_id),
                finished: end.finished_at.map(Into::into),
            }));
        }
    }
}

/// The id without its runtime: `containerd://953b…`.
pub(super) fn bare_id(text: &str) -> Option<Box<str>> {
    let id = text.rsplit_once("://").map_or(text, |(_, id)| id).trim();
    (!id.is_empty()).then(|| id.into())
}

impl Resources {
    fn limit(&self) -> Option<Bytes> {
        self.limits.as_ref()?.get("memory")?.bytes()
    }
}

impl Quantity {
    fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::Number(number) => Some(Bytes(*number)),
            Self::Text(text) => quantity::bytes(text),
            Self::Other(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::json::VALUE_BYTES;
    use super::*;
    use crate::analysis::cluster::listed::LISTED_MAX;

    const YAML: &str = "\
apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata:
    annotations: {kubernetes.io/config.hash: 4699c31d755fc4610bc642e9f8fa5a8b}
    name: cart-1
    namespace: shop
    uid: 8e81973e-0bec-47b0-b898-d190f9ebdacc
  spec:
    nodeName: worker-1
    initContainers:
    - {name: proxy, restartPolicy: Always, resources: {limits: {memory: 48Mi}}}
    containers:
    - name: api
      resources:
        limits: {cpu: 1, memory: 64Mi}
        requests: {memory: 33554432}
  status:
    phase: Running
    containerStatuses:
    - containerID: containerd://5585653e
      name: api
      restartCount: 5
      state: {waiting: {reason: CrashLoopBackOff}}
      lastState: {terminated: {containerID: containerd://60eb71fa, exitCode: 137, reason: Error}}
- 7
- apiVersion: v1
  kind: Node
  metadata: {name: worker-1, labels: {kubernetes.azure.com/cluster: x}}
  status:
    capacity: {memory: 4007948Ki, pods: \"30\"}
    allocatable: {memory: 2191372Ki}
    nodeInfo: {kernelVersion: 5.15.0-1051-azure, kubeletVersion: v1.27.7}
kind: List
";

    #[test]
    fn yaml_tells_what_json_tells() {
        let mut facts = ClusterFacts::default();
        read_yaml(YAML, SourceId(3), &mut facts).unwrap();
        let [pod] = &facts.pods[..] else { panic!("{facts:?}") };
        assert_eq!((pod.namespace.as_deref(), &*pod.name, pod.source), (Some("shop"), "cart-1", SourceId(3)));
        assert_eq!(pod.uids.len(), 2);
        let [proxy, api] = &pod.containers[..] else { panic!("{pod:?}") };
        assert!(proxy.init && proxy.sidecar && !api.init);
        assert_eq!(
            (proxy.limit, api.limit, api.request),
            (Some(Bytes(48 << 20)), Some(Bytes(64 << 20)), Some(Bytes(32 << 20)))
        );
        assert_eq!((api.id.as_deref(), api.restarts, api.running), (Some("5585653e"), Some(5), false));
        assert_eq!((api.ends[0].id.as_deref(), api.ends[0].exit_code), (Some("60eb71fa"), Some(137)));
        let [node] = &facts.nodes[..] else { panic!("{facts:?}") };
        assert_eq!((node.capacity, node.max_pods), (Some(Bytes(4_007_948 << 10)), Some(30)));
        assert_eq!(node.provider.as_deref(), Some("azure"));
    }

    #[test]
    fn one_odd_item_does_not_hide_the_others() {
        let text = r#"{"kind":"List","items":[{"metadata":{"name":7},"spec":{"containers":3}},null,
            {"metadata":{"name":"cart-1","namespace":"shop"},"spec":{"containers":[{"name":"api"}]},"status":null}]}"#;
        let mut facts = ClusterFacts::default();
        read_json(text, SourceId(0), &mut facts).unwrap();
        assert_eq!(facts.pods.len(), 1);
    }

    #[test]
    fn a_cut_text_says_so_and_gives_what_is_there() {
        let mut facts = ClusterFacts::default();
        let pod = r#"{"metadata":{"name":"cart-1","namespace":"shop"},"spec":{"containers":[]}}"#;
        assert!(read_json(&format!(r#"{{"kind":"List","items":[{pod}, {pod}, {{"#), SourceId(0), &mut facts).is_err());
        assert_eq!(facts.pods.len(), 2);
        assert!(read_yaml("items: [", SourceId(0), &mut facts).is_err());
    }

    #[test]
    fn of_a_list_of_too_many_objects_the_first_are_read_and_the_rest_is_told() {
        let pod = r#"{"metadata":{"name":"cart-1"},"spec":{"containers":[]}},"#;
        let list = |count| format!(r#"{{"kind":"List","items":[{}null]}}"#, pod.repeat(count));
        let mut facts = ClusterFacts::default();
        let said = read_json(&list(LISTED_MAX + 1), SourceId(0), &mut facts).unwrap_err();
        assert!(said.contains("more than 100000 objects, 2 of them are left out"), "{said}");
        assert_eq!(facts.pods.len(), LISTED_MAX);
        let yaml = list(3).replace("List", "Pods").replace("null", "");
        assert_eq!(read_yaml(&yaml, SourceId(0), &mut facts), Ok(()));
        assert_eq!(facts.pods.len(), LISTED_MAX + 3);
    }

    #[test]
    fn a_value_that_nobody_keeps_is_refused_and_what_no_limit_bounds_is_read() {
        let told = |text: &str| read_json(text, SourceId(0), &mut ClusterFacts::default());
        let zeros = "0,".repeat(VALUE_BYTES / 2);
        for hostile in [
            format!(r#"{{"kind":"List","items":[{{"x":[{zeros}0]}}]}}"#),
            format!(r#"{{"kind":"List","items":[[{zeros}0]]}}"#),
            format!(r#"{{"kind":"Pod","metadata":{{"labels":[{zeros}0]}}}}"#),
        ] {
            assert!(told(&hostile).is_err_and(|said| said.contains("more than 4 MiB")));
        }
        let brackets = format!(r#"{{"kind":"List","items":[{{"x":"\"{}"}}]}}"#, "[{".repeat(100));
        assert_eq!(told(&brackets), Ok(()));
        assert_eq!(told(&format!(r#"{{"kind":"List","x":[{zeros}0],"items":[]}}"#)), Ok(()));
    }

    #[test]
    fn a_value_of_another_shape_is_told_and_does_not_hide_the_next() {
        let mut facts = ClusterFacts::default();
        let text = r#"{"kind":"List","items":{"a":1}} {"metadata":{"name":"cart-1"},"spec":{"containers":[]}}"#;
        assert!(read_json(text, SourceId(0), &mut facts).is_err());
        assert_eq!(facts.pods.len(), 1);
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let inner = format!("*a{}, ", level - 1).repeat(9);
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", inner.trim_end_matches(", ")));
        }
        assert!(read_yaml(&bomb, SourceId(0), &mut ClusterFacts::default()).is_err());
    }

    #[test]
    fn events_that_do_not_matter_are_left_out() {
        let event = |reason: &str| {
            format!(
                r#"{{"kind":"Event","involvedObject":{{"kind":"Pod","namespace":"shop","name":"cart-1"}},"reason":"{reason}","message":"m","count":7}}"#
            )
        };
        let mut facts = ClusterFacts::default();
        read_json(&format!("{}\n{}", event("Pulled"), event("BackOff")), SourceId(0), &mut facts).unwrap();
        let [event] = &facts.events[..] else { panic!("{facts:?}") };
        assert_eq!((&*event.reason, event.count, event.last_seen), ("BackOff", 7, None));
    }

    #[test]
    fn an_event_was_seen_when_its_latest_time_says() {
        let seen = |times: &str| {
            let mut facts = ClusterFacts::default();
            let about = r#""kind":"Event","regarding":{"kind":"Node","name":"worker-1"},"reason":"OOMKilling""#;
            read_json(&format!("{{{about},{times}}}"), SourceId(0), &mut facts).unwrap();
            let event = facts.events.pop().unwrap();
            (event.last_seen.map(|wall| wall.comparable().to_string()), event.count)
        };
        let nine = Some("2026-11-17 09:17:06".to_owned());
        assert_eq!(seen(r#""lastTimestamp":"2026-11-17T09:17:06Z","count":3"#), (nine.clone(), 3));
        assert_eq!(seen(r#""deprecatedLastTimestamp":"2026-11-17T10:17:06+01:00""#), (nine.clone(), 1));
        assert_eq!(
            seen(
                r#""lastTimestamp":null,"eventTime":"2026-11-17T08:00:00.000000Z","series":{"count":4,"lastObservedTime":"2026-11-17T09:17:06.000000Z"}"#
            ),
            (nine, 4)
        );
        assert_eq!(seen(r#""lastTimestamp":"5m","series":null"#), (None, 1));
        assert_eq!(seen(r#""lastTimestamp":null"#), (None, 1));
    }
}
