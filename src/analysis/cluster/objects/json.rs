//! Objects in JSON, one after the other, each bounded before it is kept.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{ClusterObject, Inspected, Lenient};
use crate::analysis::ClusterFacts;
use crate::model::SourceId;

/// The largest value in a list, and the largest object in another. etcd takes no request over 1.5 MiB
/// (`--max-request-bytes`); printed with blanks, what it keeps is longer.
pub(super) const VALUE_BYTES: usize = 4 * 1024 * 1024;

/// Reads one JSON value or several, one after the other; of a list that breaks off, the items before that. What could not be
/// read is said in the end.
pub(in crate::analysis::cluster) fn read_json(
    text: &str,
    source: SourceId,
    facts: &mut ClusterFacts,
) -> Result<(), String> {
    // `kubectl cluster-info dump` puts the containers' logs behind the lists.
    let text = text.split_once("\n==== START logs for container ").map_or(text, |(lists, _)| lists);
    if holds_too_large(text) {
        return Err(format!("it holds a value of more than {} MiB", VALUE_BYTES >> 20));
    }
    let (mut rest, mut trouble) = (text.trim_start(), None);
    while !rest.is_empty() {
        let read = if is_under_ids(rest) {
            next_of(rest, |inspected: BTreeMap<String, Lenient<Inspected>>| {
                tell_inspected(inspected, source, facts);
                Ok(())
            })
        } else {
            next_of(rest, |object: ClusterObject| object.tell(source, facts))
        };
        let (told, bytes) = match read {
            Ok(read) => read,
            // One odd value must not hide the others.
            Err(odd) if odd.is_data() => match next_of(rest, |IgnoredAny| Err(odd.to_string())) {
                Ok(read) => read,
                Err(error) => return broken_off(rest, &error, source, facts),
            },
            Err(error) => return broken_off(rest, &error, source, facts),
        };
        if trouble.is_none() {
            trouble = told.err();
        }
        rest = rest.get(bytes..).unwrap_or("").trim_start();
    }
    trouble.map_or(Ok(()), Err)
}

/// The first value of the text given to `tell`, with what that says and the bytes that the value takes.
fn next_of<T: for<'de> Deserialize<'de>>(
    text: &str,
    tell: impl FnOnce(T) -> Result<(), String>,
) -> Result<(Result<(), String>, usize), serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    let told = values.next().transpose()?.map_or(Ok(()), tell);
    Ok((told, values.byte_offset()))
}

fn broken_off(text: &str, error: &serde_json::Error, source: SourceId, facts: &mut ClusterFacts) -> Result<(), String> {
    if error.is_eof() {
        read_begun_list(text, source, facts);
    }
    Err(error.to_string())
}

/// True where a value within a list, or an object within another, is larger than what Kubernetes keeps: reading it would
/// take many times its size.
pub(super) fn holds_too_large(text: &str) -> bool {
    let (mut depth, mut judged): (usize, Option<(usize, usize)>) = (0, None);
    let (mut is_text, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if is_text {
            is_text = is_escaped || byte != b'"';
            is_escaped = byte == b'\\' && !is_escaped;
            continue;
        }
        match byte {
            b'"' => is_text = true,
            b'{' | b'[' => {
                if judged.is_none() && (depth > 1 || depth == 1 && byte == b'{') {
                    judged = Some((at, depth));
                }
                depth = depth.saturating_add(1);
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                judged = judged.filter(|(_, begun)| *begun < depth);
            }
            _ => {}
        }
        if judged.is_some_and(|(begin, _)| at - begin > VALUE_BYTES) {
            return true;
        }
    }
    false
}

/// True for containers that crictl inspected, under their ids.
fn is_under_ids(text: &str) -> bool {
    let key = text.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"'));
    let id = key.and_then(|key| key.split_once('"')).map_or("", |(id, _)| id);
    id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn tell_inspected(inspected: BTreeMap<String, Lenient<Inspected>>, source: SourceId, facts: &mut ClusterFacts) {
    for inspected in inspected.into_values() {
        if let Lenient::Good(inspected) = inspected {
            facts.pods.extend(inspected.status.and_then(|status| status.inspected(source)));
        }
    }
}

/// Reads the items of a list whose end is missing (`… | head`).
fn read_begun_list(text: &str, source: SourceId, facts: &mut ClusterFacts) {
    let list = text.split_once("\"items\"").and_then(|(_, rest)| rest.split_once('['));
    let mut rest = list.map_or("", |(_, items)| items);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut items = serde_json::Deserializer::from_str(rest).into_iter::<Lenient<ClusterObject>>();
        let Some(Ok(item)) = items.next() else { return };
        if let Lenient::Good(object) = item {
            // That the text breaks off is said already.
            object.tell(source, facts).unwrap_or_default();
        }
        rest = rest.get(items.byte_offset()..).unwrap_or("");
    }
}
