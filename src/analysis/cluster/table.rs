//! `kubectl get events` and `kubectl get pods`: tables for people whose columns begin where their headings begin.

use super::{ClusterFacts, EventFacts, PodFacts};
use crate::model::SourceId;

/// Events that speak of memory, kills or restarts; the others are left out.
const REASONS: &[&str] = &[
    "SystemOOM",
    "OOMKilling",
    "OOMKilled",
    "BackOff",
    "Evicted",
    "EvictionThresholdMet",
    "NodeHasInsufficientMemory",
    "Killing",
    "Unhealthy",
];

/// True for the reason of an event that is kept.
pub(super) fn matters(reason: &str) -> bool {
    REASONS.contains(&reason)
}

/// True for the table's header.
pub(super) fn is_header(line: &str) -> bool {
    ["LAST SEEN", "REASON", "OBJECT", "MESSAGE"].iter().all(|heading| line.contains(heading))
}

/// True for the header of `kubectl get pods`, with or without `-A` and `-o wide`.
pub(super) fn is_pod_header(line: &str) -> bool {
    let mut headings = line.split_whitespace().skip_while(|heading| *heading == "NAMESPACE");
    ["NAME", "READY", "STATUS", "RESTARTS", "AGE"].iter().all(|heading| headings.next() == Some(heading))
}

/// Reads the rows of `kubectl get pods`.
pub(super) fn read_pods(text: &str, source: SourceId, facts: &mut ClusterFacts) {
    let mut lines = text.lines();
    let Some(header) = lines.by_ref().find(|line| is_pod_header(line)) else { return };
    for line in lines {
        let column = |heading: &str| cell(header, heading, line);
        let name = header.find("NAME ").and_then(|at| header.get(at..)).and_then(|rest| {
            // NAMESPACE begins like NAME: what stands before is left out on both lines.
            cell(rest, "NAME", line.get(header.len() - rest.len()..)?)
        });
        let Some(name) = name else { continue };
        if !facts.has_room() {
            return;
        }
        facts.pods.push(PodFacts {
            source,
            namespace: column("NAMESPACE").map(Into::into),
            name: name.into(),
            node: column("NODE").filter(|node| *node != "<none>").map(Into::into),
            reason: column("STATUS").map(Into::into),
            ..PodFacts::default()
        });
    }
}

/// Reads the rows.
pub(super) fn read(text: &str, source: SourceId, facts: &mut ClusterFacts) {
    let mut lines = text.lines();
    let Some(header) = lines.by_ref().find(|line| is_header(line)) else { return };
    for event in lines.filter_map(|line| row(header, line, source)) {
        if !facts.has_room() {
            return;
        }
        facts.events.push(event);
    }
}

fn row(header: &str, line: &str, source: SourceId) -> Option<EventFacts> {
    let column = |heading: &str| cell(header, heading, line);
    let reason = column("REASON").filter(|reason| matters(reason))?;
    let (kind, name) = column("OBJECT")?.split_once('/')?;
    Some(EventFacts {
        source,
        reason: reason.into(),
        kind: kind.into(),
        namespace: column("NAMESPACE").map(Into::into),
        name: name.into(),
        uid: None,
        count: column("COUNT").and_then(|count| count.parse().ok()).unwrap_or(1),
        // An age like `5m` counts from a moment that the table does not tell.
        last_seen: column("LAST SEEN").and_then(super::time),
        message: column("MESSAGE").unwrap_or("").to_owned(),
    })
}

/// What stands below a heading: from its beginning to the beginning of the next one.
fn cell<'a>(header: &str, heading: &str, line: &'a str) -> Option<&'a str> {
    let start = header.find(heading)?;
    let rest = header.get(start + heading.len()..)?;
    let gap = rest.len() - rest.trim_start().len();
    let end = if gap == rest.len() { line.len() } else { start + heading.len() + gap };
    // A row with letters beyond ASCII may cut a character: then the row is not read.
    let text = line.get(start..end.min(line.len()))?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pods_of_a_table_are_read_with_their_status() {
        let short = "\
NAME                        READY   STATUS             RESTARTS      AGE
cart-7d9c5b7f4-x2x7l        0/1     OOMKilled          3 (32s ago)   5m
web-0                       1/1     Running            0             9d
";
        let wide = "\
NAMESPACE   NAME     READY   STATUS      RESTARTS   AGE   IP           NODE       NOMINATED NODE
shop        cart-1   0/1     OOMKilled   3          5m    10.42.0.7    worker-1   <none>
";
        let read = |text: &str| {
            let mut facts = ClusterFacts::default();
            assert!(is_pod_header(text.lines().next().unwrap()));
            read_pods(text, SourceId(0), &mut facts);
            facts.pods
        };
        let pods = read(short);
        let told: Vec<_> = pods.iter().map(|pod| (&*pod.name, pod.reason.as_deref())).collect();
        assert_eq!(told, [("cart-7d9c5b7f4-x2x7l", Some("OOMKilled")), ("web-0", Some("Running"))]);
        let pods = read(wide);
        assert_eq!(pods.len(), 1);
        let PodFacts { namespace, name, node, .. } = &pods[0];
        assert_eq!((namespace.as_deref(), &**name, node.as_deref()), (Some("shop"), "cart-1", Some("worker-1")));
    }

    #[test]
    fn rows_are_read_below_their_headings() {
        let text = "\
NAMESPACE   LAST SEEN   TYPE      REASON      OBJECT           MESSAGE
default     2m          Warning   SystemOOM   node/worker-1    System OOM encountered, victim process: cart, pid: 6149
shop        5m          Normal    Pulled      pod/cart-1       Container image already present
shop        12s         Warning   BackOff     pod/cart-1       Back-off restarting failed container api in pod cart-1
";
        let mut facts = ClusterFacts::default();
        read(text, SourceId(0), &mut facts);
        let read: Vec<_> =
            facts.events.iter().map(|e| (&*e.reason, &*e.kind, &*e.name, e.namespace.as_deref())).collect();
        assert_eq!(
            read,
            [("SystemOOM", "node", "worker-1", Some("default")), ("BackOff", "pod", "cart-1", Some("shop"))]
        );
        assert!(facts.events[0].message.ends_with("pid: 6149"));
        assert!(facts.events.iter().all(|event| event.last_seen.is_none()), "an age is no time");
    }
}
