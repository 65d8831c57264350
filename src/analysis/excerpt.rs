//! A part of a review: some of its kills, with what belongs to them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::joined::learn_witnesses;
use super::{Case, Review, Series, series};
use crate::lang::Language;
use crate::model::IncidentId;

impl Review {
    /// The review as far as it is about these kills: their companions, and the repeats among them. What was left out is
    /// counted in [`Review::left_out`].
    #[must_use]
    pub fn only(&self, kills: &BTreeSet<IncidentId>) -> Self {
        let cases: Vec<_> = self.cases.iter().filter(|case| kills.contains(&case.incident.id)).cloned().collect();
        let by_id: HashMap<_, _> = cases.iter().map(|case| (case.incident.id, Arc::clone(case))).collect();
        let theirs = |id: Option<IncidentId>| id.is_some_and(|id| kills.contains(&id));
        let mut only = Self {
            sources: self.sources.clone(),
            skipped: self.skipped.clone(),
            companions: self.companions.iter().filter(|companion| theirs(companion.incident)).cloned().collect(),
            refused: self.refused.clone(),
            witnesses: Vec::new(),
            series: self.series.iter().filter_map(|series| part_of(series, &by_id, self.language)).collect(),
            cluster: self.cluster.clone(),
            settings: self.settings.clone(),
            carried: self.carried.clone(),
            tracks: self.tracks.clone(),
            language: self.language,
            left_out: self.left_out + (self.cases.len() - cases.len()),
            masked: self.masked,
            cases,
        };
        learn_witnesses(&mut only);
        only
    }
}

/// What is left of a series. Who belongs together is taken over: made-up names no longer tell.
fn part_of(whole: &Series, kills: &HashMap<IncidentId, Arc<Case>>, language: Language) -> Option<Series> {
    let left: Vec<_> = whole.incidents.iter().filter_map(|id| kills.get(id)).cloned().collect();
    if left.len() == whole.incidents.len() {
        return Some(whole.clone());
    }
    if left.len() < 2 {
        return None;
    }
    let mut anew = series::gather(&left, language);
    let same = anew.pop().filter(|series| anew.is_empty() && series.incidents.len() == left.len());
    Some(same.unwrap_or_else(|| Series {
        title: whole.title.clone(),
        incidents: left.iter().map(|case| case.incident.id).collect(),
        summary: series::summary(&left.iter().map(|case| &**case).collect::<Vec<_>>(), language),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Conclusions;
    use crate::model::{Incident, Victim};

    #[test]
    fn repeats_are_those_among_what_is_left() {
        let kill = |id| {
            let victims = vec![Victim { name: "java".into(), ..Victim::default() }];
            let incident = Incident { id: IncidentId(id), victims, ..Incident::default() };
            Arc::new(Case { incident, conclusions: Conclusions::default() })
        };
        let cases: Vec<_> = (1..=4).map(kill).collect();
        let review = Review { series: series::gather(&cases, Language::English), cases, ..Review::default() };
        assert_eq!(review.series[0].incidents.len(), 4);
        let part = review.only(&BTreeSet::from([IncidentId(2), IncidentId(4), IncidentId(9)]));
        assert_eq!(part.series[0].incidents, [IncidentId(2), IncidentId(4)]);
        assert_eq!(part.left_out, 2);
        assert!(review.only(&BTreeSet::from([IncidentId(1)])).series.is_empty());
    }
}
