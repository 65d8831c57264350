//! `kubectl describe pod` and `kubectl describe node`: text for people, read by its keys and their depth.

use super::objects::bare_id;
use super::{
    ClusterFacts, ContainerFacts, EndFacts, EventFacts, NodeFacts, OwnerFacts, PodFacts, PodOwner, quantity, table,
};
use crate::model::SourceId;

/// True where the text begins like a description of a pod or node.
pub(super) fn is_beginning(head: &str) -> bool {
    if is_events(head.lines().next().unwrap_or("")) {
        return head.lines().skip(1).take(3).any(|line| described_event(line).is_some());
    }
    let mut keys = head.lines().filter_map(|line| line.split_once(": ").or_else(|| line.split_once(':')));
    let named = keys.next().is_some_and(|(key, name)| key == "Name" && !name.trim().is_empty());
    let second = keys.next().map_or("", |(key, _)| key);
    let known = ["Priority:", "Node:", "Service Account:", "Labels:", "Annotations:"];
    named && matches!(second, "Namespace" | "Roles") && known.iter().any(|key| head.contains(key))
}

/// Reads one description after the other; where only the events of one were copied, those.
pub(super) fn read(text: &str, source: SourceId, facts: &mut ClusterFacts) {
    let mut open: Option<Described<'_>> = None;
    let mut in_events = false;
    for line in text.lines() {
        in_events = is_events(line) || in_events && line.starts_with([' ', '\t']);
        if let Some(event) = described_event(line).filter(|_| in_events) {
            // Where the name of what the events are about was not copied: those that matter are a node's.
            let nameless = || Described { source, is_node: true, ..Described::default() };
            let described = open.get_or_insert_with(nameless);
            if facts.has_room_beside(described.events.len()) {
                described.events.push(event);
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else {
            if let Some(described) = &mut open {
                described.label(line.trim());
            }
            continue;
        };
        let (name, value) = (key.trim_start(), value.trim());
        let depth = key.len() - name.len();
        if depth == 0 && name == "Name" {
            if let Some(described) = open.replace(Described { source, ..Described::default() }) {
                described.tell(facts);
            }
            if !facts.has_room() {
                return;
            }
        }
        if let Some(described) = &mut open
            && facts.has_room_beside(described.parts.saturating_sub(1))
        {
            described.line(depth, name, value);
        }
    }
    if let Some(described) = open {
        described.tell(facts);
    }
}

fn is_events(line: &str) -> bool {
    line.trim() == "Events:"
}

/// A row of a description's events: type, reason, age, who saw it, message. Its columns are as wide as their contents, so
/// that words tell them apart also where a ticket has folded the blanks.
fn described_event(line: &str) -> Option<EventFacts> {
    let (kind, rest) = word(line)?;
    let (reason, rest) = word(rest)?;
    if !matches!(kind, "Warning" | "Normal") || !table::matters(reason) {
        return None;
    }
    let (_age, mut rest) = word(rest)?;
    let mut count = 1;
    // `2m13s (x16 over 3m50s)`.
    if let Some((times, after)) = rest.trim_start().strip_prefix("(x").and_then(|rest| rest.split_once(')')) {
        count = times.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or(1);
        rest = after;
    }
    let (mut from, mut message) = word(rest)?;
    // Up to kubectl 1.18: `kubelet, worker-1`.
    if from.ends_with(',') {
        (from, message) = word(message)?;
    }
    (!from.is_empty()).then(|| EventFacts {
        reason: reason.into(),
        count,
        message: message.trim().to_owned(),
        ..EventFacts::default()
    })
}

fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    (!text.is_empty()).then(|| text.split_once([' ', '\t']).unwrap_or((text, "")))
}

/// What one description has told so far.
#[derive(Default)]
struct Described<'a> {
    source: SourceId,
    is_node: bool,
    pod: PodFacts,
    node: NodeFacts,
    events: Vec<EventFacts>,
    /// How many containers, their ends and uids it has, of which a hostile text names one in a few bytes.
    parts: usize,
    /// The key without indentation, then the nearest at depth 2 (a container), 4 (its property).
    section: &'a str,
    property: &'a str,
}

impl<'a> Described<'a> {
    fn line(&mut self, depth: usize, key: &'a str, value: &'a str) {
        if depth == 0 {
            self.section = key;
            self.top(key, value);
        }
        match (self.section, depth) {
            ("Capacity" | "Allocatable" | "System Info", 1..) => self.of_node(key, value),
            ("Annotations", _) => {
                // The first annotation stands on the line of the key.
                let pair = if depth == 0 { value.split_once(':') } else { Some((key, value)) };
                if let Some((_, hash)) = pair.filter(|(key, _)| *key == "kubernetes.io/config.hash") {
                    self.pod.uids.push(hash.trim().into());
                    self.parts += 1;
                }
            }
            ("Containers" | "Init Containers", 2) if value.is_empty() => {
                let init = self.section == "Init Containers";
                self.pod.containers.push(ContainerFacts { name: key.into(), init, ..ContainerFacts::default() });
                self.parts += 1;
            }
            ("Containers" | "Init Containers", 4..) => self.of_container(depth, key, value),
            _ => {}
        }
    }

    /// A label, on a line of its own but for the first.
    fn label(&mut self, label: &str) {
        if let Some(hash) = label.strip_prefix("pod-template-hash=").filter(|_| self.section == "Labels") {
            self.pod.template_hash = Some(hash.into());
        }
    }

    fn top(&mut self, key: &str, value: &str) {
        let set = |slot: &mut Option<Box<str>>| *slot = (!value.is_empty()).then(|| value.into());
        match key {
            "Name" => {
                self.pod.name = value.into();
                self.node.name = value.into();
            }
            "Roles" | "Capacity" => self.is_node = true,
            "Namespace" => set(&mut self.pod.namespace),
            "Node" => self.pod.node = value.split('/').next().filter(|name| *name != "<none>").map(Into::into),
            "Status" => set(&mut self.pod.phase),
            "Reason" => set(&mut self.pod.reason),
            "Labels" => self.label(value),
            "Controlled By" => {
                let owner = value.split_once('/').filter(|(kind, name)| !kind.is_empty() && !name.is_empty());
                let owner = owner.map(|(kind, name)| OwnerFacts { kind: kind.into(), name: name.into() });
                self.pod.owner = owner.map_or(PodOwner::Unknown, PodOwner::By);
            }
            "ProviderID" => self.node.provider = value.split_once("://").map(|(provider, _)| provider.into()),
            _ => {}
        }
    }

    fn of_node(&mut self, key: &str, value: &str) {
        match (self.section, key) {
            ("Capacity", "memory") => self.node.capacity = quantity::bytes(value),
            ("Capacity", "pods") => self.node.max_pods = value.parse().ok(),
            ("Allocatable", "memory") => self.node.allocatable = quantity::bytes(value),
            ("System Info", "Kernel Version") => self.node.kernel = Some(value.into()),
            ("System Info", "Kubelet Version") => self.node.kubelet = Some(value.into()),
            _ => {}
        }
    }

    fn of_container(&mut self, depth: usize, key: &'a str, value: &str) {
        if depth == 4 {
            self.property = key;
        }
        let Some(container) = self.pod.containers.last_mut() else { return };
        self.parts += usize::from(key == self.property && value == "Terminated");
        match (self.property, key) {
            ("Container ID", _) => container.id = bare_id(value),
            ("State", "State") => {
                container.running = value == "Running";
                if value == "Terminated" {
                    container.ends.push(EndFacts { id: container.id.clone(), ..EndFacts::default() });
                }
            }
            ("Last State", "Last State") if value == "Terminated" => container.ends.push(EndFacts::default()),
            ("State", "Reason") if container.ends.is_empty() => container.waiting = Some(value.into()),
            ("State" | "Last State", _) => {
                if let Some(end) = container.ends.last_mut() {
                    of_end(end, key, value);
                }
            }
            ("Restart Count", _) => container.restarts = value.parse().ok(),
            ("Limits", "memory") => container.limit = quantity::bytes(value),
            ("", "Image") => container.image = Some(value.into()),
            ("Requests", "memory") => container.request = quantity::bytes(value),
            _ => {}
        }
    }

    fn tell(self, facts: &mut ClusterFacts) {
        let Self { source, is_node, pod, node, events, .. } = self;
        let (kind, name, namespace) =
            if is_node { ("Node", &node.name, None) } else { ("Pod", &pod.name, pod.namespace.as_ref()) };
        facts.events.extend(events.into_iter().map(|event| EventFacts {
            source,
            kind: kind.into(),
            name: name.clone(),
            namespace: namespace.cloned(),
            ..event
        }));
        if is_node && !node.name.is_empty() {
            facts.nodes.push(NodeFacts { source, ..node });
        } else if !is_node && pod.namespace.is_some() {
            facts.pods.push(PodFacts { source, has_spec: !pod.containers.is_empty(), ..pod }.shrunk());
        }
    }
}

/// A line below `State:` or `Last State:`.
fn of_end(end: &mut EndFacts, key: &str, value: &str) {
    match key {
        "Reason" => end.reason = Some(value.into()),
        "Exit Code" => end.exit_code = value.parse().ok(),
        "Finished" => end.finished = Some(value.into()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_events_of_a_description_are_read() {
        let rows = "\
Events:
  Type     Reason      Age                     From            Message
  ----     ------      ----                    ----            -------
  Warning  SystemOOM   2m13s (x16 over 3m50s)  kubelet         System OOM encountered, victim process: node, pid: 4242
  Warning  OOMKilling  2m  kernel-monitor, worker-1  Memory cgroup out of memory: Kill process 25169 (app) score 2109 or sacrifice child
  Normal   Pulled      2m  kubelet  Container image already present
";
        let named = format!("Name:               worker-1\nRoles:              agent\nLabels:  a=b\n{rows}");
        for (text, name) in [(rows.to_owned(), ""), (named, "worker-1")] {
            assert!(is_beginning(&text));
            let mut facts = ClusterFacts::default();
            read(&text, SourceId(0), &mut facts);
            let told: Vec<_> =
                facts.events.iter().map(|event| (&*event.reason, &*event.kind, &*event.name, event.count)).collect();
            assert_eq!(told, [("SystemOOM", "Node", name, 16), ("OOMKilling", "Node", name, 1)]);
            assert_eq!(facts.events[0].message, "System OOM encountered, victim process: node, pid: 4242");
            assert!(facts.events[1].message.starts_with("Memory cgroup out of memory: Kill process 25169"));
            assert_eq!(facts.nodes.len(), usize::from(!name.is_empty()));
        }
    }
    use crate::model::Bytes;

    const POD: &str = "\
Name:             cart-1
Namespace:        shop
Priority:         0
Service Account:  default
Node:             worker-1/10.0.0.4
Labels:           app=cart
Annotations:      <none>
Status:           Running
Containers:
  api:
    Container ID:   containerd://5585653e9425
    Image:          registry.example.com/cart:2.14.0
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Tue, 17 Nov 2026 09:17:06 +0000
      Finished:     Tue, 17 Nov 2026 09:17:09 +0000
    Ready:          False
    Restart Count:  5
    Limits:
      memory:  64Mi
    Requests:
      memory:     32Mi
    Environment:  <none>
Conditions:
  Type              Status
  Initialized       True
QoS Class:                   Burstable
Events:
  Type     Reason   Age                  From     Message
  ----     ------   ----                 ----     -------
  Warning  BackOff  12s (x7 over 5m)     kubelet  Back-off restarting failed container api in pod cart-1
";

    #[test]
    fn a_described_pod_tells_limits_restarts_and_ends() {
        let mut facts = ClusterFacts::default();
        assert!(is_beginning(POD));
        read(POD, SourceId(0), &mut facts);
        let [pod] = &facts.pods[..] else { panic!("{facts:?}") };
        assert_eq!(
            (pod.namespace.as_deref(), &*pod.name, pod.node.as_deref()),
            (Some("shop"), "cart-1", Some("worker-1"))
        );
        let [api] = &pod.containers[..] else { panic!("{pod:?}") };
        assert_eq!((api.restarts, api.limit, api.request), (Some(5), Some(Bytes(64 << 20)), Some(Bytes(32 << 20))));
        assert_eq!((api.id.as_deref(), api.waiting.as_deref()), (Some("5585653e9425"), Some("CrashLoopBackOff")));
        let [end] = &api.ends[..] else { panic!("{api:?}") };
        assert_eq!((end.reason.as_deref(), end.exit_code), (Some("OOMKilled"), Some(137)));
    }

    #[test]
    fn two_described_nodes_stay_two() {
        let node = "Name:               worker-1\nRoles:              agent\nLabels:             a=b\n\
                    Capacity:\n  cpu:                2\n  memory:             4007948Ki\n  pods:               30\n\
                    Allocatable:\n  memory:             2191372Ki\n  pods:               30\n\
                    System Info:\n  Kernel Version:             5.15.0-1051-azure\n  Kubelet Version:            v1.27.7\n\
                    ProviderID:                   azure:///subscriptions/x\n";
        let mut facts = ClusterFacts::default();
        read(&format!("{node}\n\n{}", node.replace("worker-1", "worker-2")), SourceId(0), &mut facts);
        let [one, two] = &facts.nodes[..] else { panic!("{facts:?}") };
        assert_eq!((&*one.name, &*two.name), ("worker-1", "worker-2"));
        assert_eq!((one.capacity, one.allocatable), (Some(Bytes(4_007_948 << 10)), Some(Bytes(2_191_372 << 10))));
        assert_eq!((one.max_pods, one.provider.as_deref()), (Some(30), Some("azure")));
        assert_eq!((one.kernel.as_deref(), one.kubelet.as_deref()), (Some("5.15.0-1051-azure"), Some("v1.27.7")));
    }
}
