//! Parts that most of many things have not.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A part that is empty in most of what a load may keep by the ten thousand: it takes a pointer's room until something is
/// written into it, and reads as its default.
#[derive(Clone)]
pub struct Rare<T>(Option<Box<T>>);

/// What can be empty.
pub trait Blank: Default + PartialEq + 'static {
    /// The empty one.
    fn blank() -> &'static Self;
}

impl<T: Blank> Rare<T> {
    /// The part by itself.
    pub fn into_inner(self) -> T {
        self.0.map(|part| *part).unwrap_or_default()
    }

    /// True where nothing was written.
    pub fn is_blank(&self) -> bool {
        **self == *T::blank()
    }

    /// True where no room is taken.
    pub const fn takes_nothing(&self) -> bool {
        self.0.is_none()
    }

    /// The part, where there may be something to change.
    pub fn as_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    /// Gives back the room of one in which nothing is left.
    pub fn settle(&mut self) {
        if self.is_blank() {
            self.0 = None;
        }
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Blank> From<T> for Rare<T> {
    fn from(part: T) -> Self {
        Self((part != *T::blank()).then(|| Box::new(part)))
    }
}

impl<T: Blank> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(part) => part,
            None => T::blank(),
        }
    }
}

impl<T: Blank> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Blank> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Blank + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
