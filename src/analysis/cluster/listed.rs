//! Lists of objects, bounded: an object takes a kilobyte, and a hostile text names one in a dozen bytes.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// Objects in one list, documents in one text. What [`super::CLUSTER_BYTES_READ`] can hold of real objects is fewer.
pub(super) const LISTED_MAX: usize = 100_000;

/// The items of a list; reading a longer one is an error.
#[derive(Debug)]
pub(super) struct Listed<T>(Vec<T>);

impl<T> IntoIterator for Listed<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Listed<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut listed = Vec::new();
        while let Some(item) = items.next_element()? {
            if listed.len() == LISTED_MAX {
                return Err(A::Error::custom(format_args!("it lists more than {LISTED_MAX} objects")));
            }
            listed.push(item);
        }
        Ok(Listed(listed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_too_many_is_refused() {
        let list = |count: usize| format!("[{}1]", "1,".repeat(count - 1));
        let read = |count| serde_json::from_str::<Listed<u8>>(&list(count)).map(|listed| listed.into_iter().count());
        assert_eq!(read(LISTED_MAX).ok(), Some(LISTED_MAX));
        assert!(read(LISTED_MAX + 1).is_err_and(|error| error.to_string().contains("more than 100000 objects")));
    }
}
