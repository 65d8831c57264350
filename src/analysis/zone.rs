//! Times as another zone shows them.

use std::sync::Arc;

use super::{Case, Review};
use crate::model::{Moment, TimeZone};

/// Shows all times of a review in a zone. Times whose offset nobody knows stay as they are.
pub fn in_zone(review: &mut Review, zone: TimeZone) {
    for case in &mut review.cases {
        case_in_zone(Arc::make_mut(case), zone);
    }
    for companion in &mut review.companions {
        zone.show_moment(&mut companion.moment);
        companion.moved_to_wall = companion.moved_to_wall.map(|wall| zone.show(wall));
    }
    for witness in &mut review.witnesses {
        witness.time = witness.time.map(|wall| zone.show(wall));
    }
}

/// Shows the times of one case in a zone.
pub fn case_in_zone(case: &mut Case, zone: TimeZone) {
    case.incident.moments_mut().for_each(|moment: &mut Moment| zone.show_moment(moment));
    if let Some(wall) = &mut case.conclusions.moved_to_wall {
        **wall = zone.show(**wall);
    }
}
