//! What a report of ours carries from logs that are not here. It was concluded where the logs were, from more than the
//! report tells: nothing here concludes anew, in whatever language is asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::shortage::Shortage;
use super::{Case, Witness};
use crate::model::Place;

/// What reports carry beside their kills.
#[derive(Clone, Debug, Default)]
pub struct CarriedFacts {
    /// Signs of kills without a report of the kernel.
    pub witnesses: Vec<Witness>,
    /// How many of those were not kept.
    pub witnesses_left_out: usize,
    /// Why requests were refused without a kill, by the line of the kernel that says so.
    pub shortages: BTreeMap<Place, Shortage>,
}

/// The cases that reports told, as they are, with their places.
pub(super) struct AsTold(Vec<ToldCase>);

struct ToldCase {
    at: usize,
    case: Arc<Case>,
}

impl AsTold {
    pub(super) fn of(cases: &[Arc<Case>]) -> Self {
        let told = cases.iter().enumerate().filter(|(_, case)| case.is_carried());
        Self(told.map(|(at, case)| ToldCase { at, case: Arc::clone(case) }).collect())
    }

    /// Takes back what was concluded anew.
    pub(super) fn put_back(self, cases: &mut [Arc<Case>]) {
        for ToldCase { at, case } in self.0 {
            if let Some(anew) = cases.get_mut(at) {
                *anew = case;
            }
        }
    }
}
