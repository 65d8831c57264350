//! The same line of another program, seen in two inputs: syslog and the journal of one node.

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};

use crate::model::{Companion, CompanionKind, SourceId};

/// How far the stamps of one line may differ between inputs: rsyslog stamps what it reads from the journal itself.
const SAME_LINE: TimeDelta = TimeDelta::seconds(2);

/// The same for lines that name a container, which do not come again in the same words: on a starved node, journald's
/// stamps lag by up to 16 seconds.
const SAME_LINE_OF_CONTAINER: TimeDelta = TimeDelta::seconds(60);

/// Leaves each line once, as the first input has it. Companions are in time order.
pub(super) fn drop_repeats(companions: &mut Vec<Companion>) {
    let mut seen: HashMap<(CompanionKind, &str), (SourceId, Option<NaiveDateTime>)> = HashMap::new();
    let mut repeated = Vec::with_capacity(companions.len());
    for companion in companions.iter() {
        let wall = companion.moment.wall.map(|wall| wall.comparable());
        let key = (companion.kind, &*companion.text);
        let again = seen.get(&key).is_some_and(|(source, before)| {
            let named = companion.ties.container_id.is_some();
            let window = if named { SAME_LINE_OF_CONTAINER } else { SAME_LINE };
            let near = before.zip(wall).is_some_and(|(before, wall)| (wall - before).abs() <= window);
            *source != companion.place.source && near
        });
        if !again {
            seen.insert(key, (companion.place.source, wall));
        }
        repeated.push(again);
    }
    let mut repeated = repeated.into_iter();
    companions.retain(|_| !repeated.next().unwrap_or(false));
}
