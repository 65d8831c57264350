//! `kubectl get events`: a table for people whose columns begin where their headings begin.

use super::{ClusterFacts, EventFacts};
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

/// Reads the rows.
pub(super) fn read(text: &str, source: SourceId, facts: &mut ClusterFacts) {
    let mut lines = text.lines();
    let Some(header) = lines.by_ref().find(|line| is_header(line)) else { return };
    for line in lines {
        facts.events.extend(row(header, line, source));
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
