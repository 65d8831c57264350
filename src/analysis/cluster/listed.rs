//! Lists of objects, bounded: an object takes a kilobyte, and a hostile text names one in a dozen bytes.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

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
