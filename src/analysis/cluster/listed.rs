//! Lists of objects, bounded: an object takes a kilobyte, and a hostile text names one in a dozen bytes.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::limits;

/// Objects in one list, documents in one text. What [`super::CLUSTER_BYTES_READ`] can hold of real objects is fewer.
pub(super) const LISTED_MAX: usize = 100_000;

/// The first items of a list.
#[derive(Debug)]
pub(super) struct BoundedList<T> {
    items: Vec<T>,
    left_out: u64,
}

impl<T> BoundedList<T> {
    /// Whether all items are there; an error says that they are not.
    pub(super) fn is_whole(&self) -> Result<(), String> {
        if self.left_out == 0 {
            return Ok(());
        }
        Err(format!("it lists more than {LISTED_MAX} objects, {} of them are left out", self.left_out))
    }
}

impl<T> IntoIterator for BoundedList<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for BoundedList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = BoundedList<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let (mut items, mut left_out) = (Vec::new(), 0);
        while items.len() < LISTED_MAX {
            let Some(item) = list.next_element()? else { break };
            items.push(item);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            left_out += 1;
        }
        Ok(BoundedList { items, left_out })
    }
}

thread_local! {
    /// How many more parts of objects the text that is being read may have: pods have containers, and a hostile text names one
    /// in a dozen bytes. Deserialisation hands nothing down by which they could be counted.
    static ROOM: Cell<usize> = const { Cell::new(limits::LISTED_PARTS.most) };
    /// True once one was left out.
    static CUT: Cell<bool> = const { Cell::new(false) };
}

/// Begins to count the parts of a text's objects, beside those that are kept.
pub(super) fn count_parts(kept: usize) {
    ROOM.set(limits::LISTED_PARTS.most.saturating_sub(kept));
    CUT.set(false);
}

/// True where a part was left out since then.
pub(super) fn is_part_left_out() -> bool {
    CUT.get()
}

/// The parts of an object, as long as there is room for them.
#[derive(Debug)]
pub(super) struct CountedList<T>(Vec<T>);

impl<T> CountedList<T> {
    /// Its parts.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T> IntoIterator for CountedList<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for CountedList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(CountedParts(PhantomData))
    }
}

struct CountedParts<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for CountedParts<T> {
    type Value = CountedList<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        // Most pods have one container: room for four of them would be most of what a list of pods takes.
        let mut parts = Vec::with_capacity(1);
        while let Some(left) = ROOM.get().checked_sub(1) {
            let Some(part) = list.next_element()? else { break };
            ROOM.set(left);
            parts.push(part);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            CUT.set(true);
        }
        parts.shrink_to_fit();
        Ok(CountedList(parts))
    }
}

/// The values of a map under the keys that are asked for: what else a map holds, of whatever length, is passed over.
#[derive(Debug)]
pub(super) struct WantedMap<V>(BTreeMap<String, V>);

impl<V> WantedMap<V> {
    /// The value under a key.
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.0.get(key)
    }

    /// Takes the value under a key.
    pub(super) fn take(&mut self, key: &str) -> Option<V> {
        self.0.remove(key)
    }

    /// True where a key begins so.
    pub(super) fn has_key_at(&self, start: &str) -> bool {
        self.0.keys().any(|key| key.starts_with(start))
    }
}

/// How the keys begin that are asked for: of pods, of nodes, of what the runtime labels, of amounts.
const WANTED: [&str; 11] = [
    "pod-template-hash",
    "kubernetes.io/config.hash",
    "kubernetes.azure.com/agentpool",
    "eks.amazonaws.com/nodegroup",
    "cloud.google.com/gke-nodepool",
    "karpenter.sh/nodepool",
    "io.kubernetes.pod.name",
    "io.kubernetes.pod.namespace",
    "io.kubernetes.pod.uid",
    "memory",
    "pods",
];

/// How the labels begin that only one provider sets; one of each is enough.
pub(super) const OF_PROVIDERS: [(&str, &str); 3] =
    [("kubernetes.azure.com/", "azure"), ("eks.amazonaws.com/", "aws"), ("cloud.google.com/gke", "gce")];

impl<'de, V: Deserialize<'de>> Deserialize<'de> for WantedMap<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Wanted(PhantomData))
    }
}

struct Wanted<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Wanted<V> {
    type Value = WantedMap<V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut kept = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let of_provider = OF_PROVIDERS.iter().find(|(start, _)| key.starts_with(start));
            let is_first = |(start, _): &(&str, &str)| !kept.keys().any(|key: &String| key.starts_with(start));
            if WANTED.contains(&key.as_str()) || of_provider.is_some_and(is_first) {
                kept.insert(key, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(WantedMap(kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_holds_beyond_the_limit_is_counted() {
        let list = |count: usize| format!("[{}1]", "1,".repeat(count - 1));
        let read = |count| serde_json::from_str::<BoundedList<u8>>(&list(count)).unwrap();
        assert_eq!((read(LISTED_MAX).is_whole(), read(LISTED_MAX).into_iter().count()), (Ok(()), LISTED_MAX));
        let longer = read(LISTED_MAX + 7);
        assert!(longer.is_whole().is_err_and(|why| why.contains("more than 100000 objects, 7 of them")));
        assert_eq!(longer.into_iter().count(), LISTED_MAX);
    }
}
