//! What a later version wrote and this one does not know: kept, named, and written again where it stood.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_ignored::Path;
use serde_json::{Map, Value};

/// How many keys are kept in mind.
const KEYS: usize = 64;

/// What was read, and what was not understood of it.
pub(super) struct Understood<T> {
    pub value: T,
    /// The text of an object that holds what is unknown, and nothing else.
    pub unknown: Option<Box<str>>,
}

/// Reads JSON. Keys that are not known are added to `keys`, each once, with those above it: `verdict.later`.
///
/// # Errors
/// Where it is no JSON, or a value is of another type.
pub(super) fn understood<T: DeserializeOwned>(
    json: &[u8],
    keys: &mut Vec<String>,
) -> serde_json::Result<Understood<T>> {
    let (mut paths, mut reader) = (Vec::new(), serde_json::Deserializer::from_slice(json));
    let value = serde_ignored::deserialize(&mut reader, |path| paths.push(PathStep::of(&path)))?;
    reader.end()?;
    if paths.is_empty() {
        return Ok(Understood { value, unknown: None });
    }
    let whole: Value = serde_json::from_slice(json)?;
    let mut unknown = Value::Null;
    for path in &paths {
        let name = name_of(path);
        if keys.len() < KEYS && !keys.contains(&name) {
            keys.push(name);
        }
        copy(&whole, &mut unknown, path);
    }
    Ok(Understood { value, unknown: Some(unknown.to_string().into()) })
}

/// A step from a value to one within it.
#[derive(Clone, Debug)]
enum PathStep {
    Key(String),
    Item(usize),
}

impl PathStep {
    fn of(path: &Path<'_>) -> Vec<Self> {
        let (mut steps, mut at) = (Vec::new(), path);
        loop {
            at = match at {
                Path::Root => break,
                Path::Map { parent, key } => {
                    steps.push(Self::Key(key.clone()));
                    parent
                }
                Path::Seq { parent, index } => {
                    steps.push(Self::Item(*index));
                    parent
                }
                Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => parent,
            };
        }
        steps.reverse();
        steps
    }
}

fn name_of(path: &[PathStep]) -> String {
    let keys = path.iter().filter_map(|step| if let PathStep::Key(key) = step { Some(key.as_str()) } else { None });
    keys.collect::<Vec<_>>().join(".")
}

/// Copies the value at a path to the same path.
fn copy(from: &Value, to: &mut Value, path: &[PathStep]) {
    let Some((step, rest)) = path.split_first() else {
        *to = from.clone();
        return;
    };
    match step {
        PathStep::Key(key) => {
            if !to.is_object() {
                *to = Value::Object(Map::new());
            }
            if let (Some(from), Value::Object(to)) = (from.get(key), to) {
                copy(from, to.entry(key.as_str()).or_insert(Value::Null), rest);
            }
        }
        PathStep::Item(at) => {
            if !to.is_array() {
                *to = Value::Array(Vec::new());
            }
            if let (Some(from), Value::Array(to)) = (from.get(*at), to) {
                to.resize(to.len().max(at + 1), Value::Null);
                if let Some(to) = to.get_mut(*at) {
                    copy(from, to, rest);
                }
            }
        }
    }
}

/// The value as JSON, with what was not understood in the places where it stood.
///
/// # Errors
/// Where it cannot be written as JSON.
pub(super) fn with_unknown<T: Serialize>(value: &T, unknown: &str) -> serde_json::Result<Value> {
    let mut known = serde_json::to_value(value)?;
    merge(&mut known, serde_json::from_str(unknown)?);
    Ok(known)
}

fn merge(known: &mut Value, unknown: Value) {
    match (known, unknown) {
        (Value::Object(known), Value::Object(unknown)) => {
            for (key, value) in unknown {
                match known.get_mut(&key) {
                    Some(there) => merge(there, value),
                    None => drop(known.insert(key, value)),
                }
            }
        }
        (Value::Array(known), Value::Array(unknown)) => {
            for (there, value) in known.iter_mut().zip(unknown) {
                merge(there, value);
            }
        }
        // What is known stays as it is.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Deserialize, Serialize)]
    struct Known {
        a: u32,
        list: Vec<Inner>,
    }

    #[derive(Deserialize, Serialize)]
    struct Inner {
        b: u32,
    }

    #[test]
    fn what_is_unknown_is_named_and_written_again_where_it_stood() {
        let text = json!({"a": 1, "later": [null, {"x": 2}], "list": [{"b": 3}, {"b": 4, "new": "n"}]});
        let mut keys = Vec::new();
        let read = understood::<Known>(text.to_string().as_bytes(), &mut keys).unwrap();
        assert_eq!(keys, ["later", "list.new"]);
        assert_eq!(with_unknown(&read.value, &read.unknown.unwrap()).unwrap(), text);
    }

    #[test]
    fn where_all_is_known_nothing_is_kept() {
        let (text, mut keys) = (json!({"a": 1, "list": []}).to_string(), Vec::new());
        assert!(understood::<Known>(text.as_bytes(), &mut keys).unwrap().unknown.is_none() && keys.is_empty());
        assert!(understood::<Known>(b"{\"a\":1,\"list\":[]} x", &mut keys).is_err());
    }
}
