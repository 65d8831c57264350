//! Lists that have one thing nearly always.

use std::ops::{Deref, DerefMut};

/// A list of which a load may keep ten thousands with one thing in each: that stands in the list itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Few<T> {
    /// Nothing.
    #[default]
    None,
    /// One.
    One(T),
    /// Any number.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// Adds one at the end.
    pub fn push(&mut self, thing: T) {
        self.extend([thing]);
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(thing) => std::slice::from_ref(thing),
            Self::Many(things) => things,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::None => &mut [],
            Self::One(thing) => std::slice::from_mut(thing),
            Self::Many(things) => things,
        }
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(things: Vec<T>) -> Self {
        match <[T; 1]>::try_from(things) {
            Ok([thing]) => Self::One(thing),
            Err(things) => Self::Many(things),
        }
    }
}

impl<T> From<T> for Few<T> {
    fn from(thing: T) -> Self {
        Self::One(thing)
    }
}

impl<T> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, more: I) {
        let mut things: Vec<T> = std::mem::take(self).into_iter().collect();
        things.extend(more);
        *self = things.into();
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = std::iter::Chain<std::option::IntoIter<T>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self {
            Self::None => (None, Vec::new()),
            Self::One(thing) => (Some(thing), Vec::new()),
            Self::Many(things) => (None, things),
        };
        one.into_iter().chain(many)
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Few<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_few_is_a_list() {
        let mut few = Few::<i32>::default();
        assert!(few.is_empty());
        for (length, thing) in (1..).zip([7, 8, 9]) {
            few.push(thing);
            assert_eq!(few.len(), length);
        }
        few.iter_mut().for_each(|thing| *thing *= 2);
        assert_eq!(*few, [14, 16, 18]);
        assert_eq!(few.clone().into_iter().sum::<i32>(), 48);
        assert_eq!(<Few<i32> as From<Vec<i32>>>::from(vec![7]), Few::One(7));
        assert!(<Few<i32> as From<Vec<i32>>>::from(Vec::new()).is_empty());
    }
}
