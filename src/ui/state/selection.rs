//! What is selected: the kill that is shown, those chosen together with it, and the two that are compared. Keys walk the
//! list's lines as they are shown.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::AppState;
use super::command::{Effect, Fold, Spelling, Toast};
use crate::analysis::{Case, Review, Series};
use crate::model::IncidentId;
use crate::report;
use crate::say;
use crate::ui::kills::facet::Facet;
use crate::ui::kills::filter::Filter;
use crate::ui::kills::folds::Entry;
use crate::ui::kills::rows::{KillRow, KillSource, RowKind};
use crate::ui::kills::sign;

/// Kills that are chosen together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChosenKills {
    /// Empty, or two and more, the shown kill among them.
    pub(crate) kills: BTreeSet<IncidentId>,
    /// Where a range begins.
    anchor: Option<IncidentId>,
}

/// Which kill is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lead {
    /// The list's first, whatever that is: nobody chose one yet.
    #[default]
    First,
    /// One that someone chose.
    Chosen,
}

impl AppState {
    /// True for a kill that is chosen together with others.
    pub(crate) fn is_chosen(&self, id: IncidentId) -> bool {
        self.selection.chosen.kills.contains(&id)
    }

    /// True for a kill that is chosen together with others, or compared with another.
    pub(crate) fn is_marked(&self, id: IncidentId) -> bool {
        self.is_chosen(id) || self.selection.compared.is_some_and(|(one, other)| [one, other].contains(&id))
    }

    /// The chosen cases in the review's order; the shown one where none are chosen together.
    pub(crate) fn chosen_cases(&self) -> Vec<Arc<Case>> {
        if self.selection.chosen.kills.is_empty() {
            let series = self.selection.series.and_then(|at| self.review.series.get(at));
            return match series {
                Some(series) => series.incidents.iter().filter_map(|id| self.case(*id)).cloned().collect(),
                None => self.selected_case().cloned().into_iter().collect(),
            };
        }
        self.selection.chosen.kills.iter().filter_map(|id| self.case(*id)).cloned().collect()
    }

    /// The review as far as it is about the chosen kills.
    pub(crate) fn chosen_review(&self) -> Review {
        let chosen = self.chosen_cases();
        self.review.only(&chosen.iter().map(|case| case.incident.id).collect())
    }

    /// Selects one kill and shows it, unfolding its series.
    pub(crate) fn select(&mut self, id: IncidentId) {
        if let Some(series) = self.series_of(id) {
            self.list.listing.folds.open.insert(series);
        }
        self.select_folded(id);
    }

    /// The same, wherever its line is.
    pub(crate) fn select_folded(&mut self, id: IncidentId) {
        self.selection.chosen = ChosenKills { anchor: Some(id), ..ChosenKills::default() };
        self.show_kill(id);
    }

    fn show_kill(&mut self, id: IncidentId) {
        self.selection.selected = Some(id);
        (self.log.wanted_line, self.selection.sought) = (None, None);
        (self.selection.compared, self.selection.series) = (None, None);
        self.selection.reveal += 1;
    }

    /// Shows the card of a series; its first kill of the list is selected.
    pub(crate) fn show_series(&mut self, series: usize) {
        self.refresh();
        let Some(kills) = self.review.series.get(series).map(|series| &series.incidents) else { return };
        let rows: HashSet<usize> = kills.iter().filter_map(|id| self.index_of(*id)).collect();
        let first = self.list.listing.lines.order.iter().find(|row| rows.contains(row));
        if let Some(id) = first.and_then(|row| self.rows.get(*row)).map(|row| row.id) {
            self.select_folded(id);
            self.selection.series = Some(series);
        }
    }

    /// The same for the series of the selected kill.
    pub(crate) fn show_own_series(&mut self) {
        match self.selection.selected.map(|id| self.series_of(id)) {
            Some(Some(series)) => self.show_series(series),
            Some(None) => self.complain(say!(self.language, "list-alone")),
            None => self.complain(say!(self.language, "list-select-first")),
        }
    }

    /// What the selected kill is told apart by: its pod, node or process, where not all kills have the same.
    pub(crate) fn selected_value(&self, facet: Facet) -> Option<&Arc<str>> {
        let row = self.rows.get(self.index_of(self.selection.selected?)?)?;
        facet.value(row).filter(|_| self.list.facets.is_varied(facet))
    }

    /// Leaves the kills in the list that share this with the selected one; all again where only they are left.
    pub(crate) fn only(&mut self, facet: Facet) {
        self.refresh();
        let Some(value) = self.selected_value(facet).cloned() else { return };
        let values = facet.of_mut(&mut self.list.filter);
        *values = if values.as_slice() == [Arc::clone(&value)] { Vec::new() } else { vec![value] };
    }

    /// Whether the list holds this kill, folded or not.
    pub(crate) fn is_listed(&self, id: IncidentId) -> bool {
        self.index_of(id).is_some_and(|row| self.list.listing.lines.holds(row))
    }

    /// On to another line of the list; to the line of a series is to its card.
    pub(crate) fn step(&mut self, step: isize) {
        self.refresh();
        let row = self.selection.selected.and_then(|id| self.index_of(id));
        let Some(walked) = self.list.listing.lines.walk(row, self.selection.series, step) else { return };
        match (walked.series, self.rows.get(walked.row).map(|row| row.id)) {
            (Some(series), _) => self.show_series(series),
            (None, Some(id)) => self.select_folded(id),
            (None, None) => {}
        }
    }

    /// Walks a kill on, choosing everything from where the walk began.
    pub(crate) fn extend(&mut self, step: isize) {
        self.refresh();
        let row = self.selection.selected.and_then(|id| self.index_of(id));
        let next = self.list.listing.lines.reach(row, step);
        if let Some(id) = next.and_then(|row| self.rows.get(row)).map(|row| row.id) {
            self.choose_to(id);
        }
    }

    /// Chooses everything from where the choice began to this kill.
    pub(crate) fn choose_to(&mut self, id: IncidentId) {
        self.refresh();
        let anchor = self.selection.chosen.anchor.or(self.selection.selected).unwrap_or(id);
        let rows = self.index_of(anchor).zip(self.index_of(id));
        let between = rows.map(|(one, other)| self.list.listing.lines.between(one, other)).unwrap_or_default();
        let kills = between.iter().filter_map(|row| self.rows.get(*row)).map(|row| row.id).collect();
        self.show_kill(id);
        self.selection.chosen = ChosenKills { kills, anchor: Some(anchor) };
        self.settle();
    }

    /// Chooses these kills too, as far as the filter leaves them, or no longer where all of them are chosen already.
    pub(crate) fn choose(&mut self, ids: &[IncidentId]) {
        self.refresh();
        let shown: BTreeSet<_> =
            self.list.listing.lines.order.iter().filter_map(|row| Some(self.rows.get(*row)?.id)).collect();
        let ids: Vec<_> = ids.iter().copied().filter(|id| shown.contains(id)).collect();
        let Some(first) = ids.first() else { return };
        let before = self.selection.chosen.kills.clone();
        let mut kills = if before.is_empty() { self.selection.selected.into_iter().collect() } else { before };
        let all = ids.iter().all(|id| kills.contains(id));
        if !all {
            kills.extend(&ids);
            self.show_kill(*first);
        } else if kills.len() > ids.len() {
            kills.retain(|id| !ids.contains(id));
            if self.selection.selected.is_some_and(|id| ids.contains(&id))
                && let Some(next) = kills.first()
            {
                self.show_kill(*next);
            }
        }
        self.selection.chosen = ChosenKills { kills, anchor: Some(*first) };
        self.settle();
    }

    /// Chooses all kills that the filter leaves.
    pub(crate) fn choose_shown(&mut self) {
        self.refresh();
        let shown = self.list.listing.lines.order.iter().filter_map(|row| self.rows.get(*row)).map(|row| row.id);
        self.selection.chosen.kills = shown.collect();
        if !self.selection.selected.is_some_and(|id| self.is_chosen(id))
            && let Some(first) = self.selection.chosen.kills.first().copied()
        {
            self.show_kill(first);
        }
        self.selection.compared = None;
        self.settle();
    }

    /// What the filter hides is not chosen: nobody would see what is copied.
    pub(crate) fn forget_hidden(&mut self) {
        if self.selection.chosen.kills.is_empty() && self.selection.compared.is_none() {
            return;
        }
        let shown: BTreeSet<_> =
            self.shown().rows.iter().filter_map(|row| self.rows.get(*row)).map(|row| row.id).collect();
        self.selection.compared =
            self.selection.compared.filter(|(one, other)| shown.contains(one) && shown.contains(other));
        if self.selection.chosen.kills.is_empty() {
            return;
        }
        self.selection.chosen.kills.retain(|id| shown.contains(id));
        if let Some(first) = self.selection.chosen.kills.first().copied()
            && !self.selection.selected.is_some_and(|id| self.is_chosen(id))
        {
            self.show_kill(first);
        }
        self.settle();
    }

    /// What is shown, and so what is copied, is always a kill of the list: its first, until someone chooses another, and
    /// again where the filter hides what was chosen. Of an empty list nothing is shown.
    pub(super) fn show_one_of_the_list(&mut self) {
        let key = (self.list.listing.revision, self.selection.selected, self.selection.lead);
        if self.selection.listed_for.replace(key) == Some(key) {
            return;
        }
        let order = &self.list.listing.lines.order;
        // A sign of a kill, and what a note quotes, is shown first only where there is nothing else.
        let is_kill = |row: &&KillRow| matches!(row.kind, RowKind::Report(_)) && row.told_by == KillSource::Log;
        let listed = || order.iter().filter_map(|row| self.rows.get(*row));
        let first = listed().find(is_kill).or_else(|| listed().next()).map(|row| row.id);
        let is_listed = |id: &IncidentId| self.is_listed(*id);
        let wanted =
            self.selection.selected.filter(|id| self.selection.lead == Lead::Chosen && is_listed(id)).or(first);
        // Of a series whose kills the filter hides but for one, that one is shown.
        let shown = |series: &Series| series.incidents.iter().filter(|id| is_listed(id)).take(2).count() > 1;
        self.selection.series = self.selection.series.filter(|at| self.review.series.get(*at).is_some_and(shown));
        if wanted == self.selection.selected {
            return;
        }
        match wanted {
            Some(id) => {
                let sought = self.selection.sought;
                self.show_kill(id);
                self.selection.sought = sought;
            }
            None => self.selection.selected = None,
        }
        self.selection.listed_for = Some((self.list.listing.revision, self.selection.selected, self.selection.lead));
    }

    /// Selects a kill wherever it was pointed at. One that the filter hides brings all kills back: it would be shown and
    /// not stand in the list.
    pub(super) fn find(&mut self, id: IncidentId) {
        self.refresh();
        let is_listed = self.index_of(id).is_some_and(|row| self.list.listing.lines.order.contains(&row));
        if !is_listed && !self.list.filter.is_empty() {
            self.list.filter = Filter::default();
            self.say(Toast::told(say!(self.language, "list-all-shown-again")));
        }
        self.select(id);
    }

    /// One kill is not several, and signs of kills are not chosen with others: nothing is compared or exported of them.
    fn settle(&mut self) {
        let kills = self.review.cases.len();
        self.selection.chosen.kills.retain(|id| usize::try_from(id.0).is_ok_and(|number| number <= kills));
        if self.selection.chosen.kills.len() < 2 {
            self.selection.chosen.kills.clear();
        }
        self.selection.chosen_revision += 1;
    }

    /// Closes the comparison, else gives up the choice; false where there was neither.
    pub(crate) fn unchoose(&mut self) -> bool {
        if self.selection.compared.take().is_some() {
            return true;
        }
        let several = !self.selection.chosen.kills.is_empty();
        self.selection.chosen.kills.clear();
        self.selection.chosen_revision += 1;
        several
    }

    /// The same kills under the numbers of a new review. `renamed` tells a kill's new number.
    pub(crate) fn renumber_chosen(&mut self, renamed: impl Fn(IncidentId) -> Option<IncidentId>) {
        self.selection.chosen.kills = self.selection.chosen.kills.iter().filter_map(|id| renamed(*id)).collect();
        self.selection.chosen.anchor = self.selection.chosen.anchor.and_then(&renamed);
        self.selection.compared =
            self.selection.compared.and_then(|(one, other)| Some((renamed(one)?, renamed(other)?)));
        self.settle();
    }

    pub(crate) fn fold(&mut self, fold: Fold) {
        let here = self.selection.selected.and_then(|id| self.series_of(id));
        let folds = &mut self.list.listing.folds;
        match fold {
            Fold::Toggle(series) if folds.open.contains(&series) => _ = folds.open.remove(&series),
            Fold::Toggle(series) => _ = folds.open.insert(series),
            Fold::Here { open: true } => folds.open.extend(here),
            Fold::Here { open: false } => folds.open.retain(|series| Some(*series) != here),
            Fold::All { open: true } => folds.open = (0..self.review.series.len()).collect(),
            Fold::All { open: false } => folds.open.clear(),
            Fold::Never(flat) => folds.flat = flat,
        }
        self.selection.reveal += 1;
    }

    /// The series of this kill, by its index.
    pub(crate) fn series_of(&self, id: IncidentId) -> Option<usize> {
        self.review.series.iter().position(|series| series.incidents.contains(&id))
    }

    /// Which kill of its series this one is, and of which series; none where it is alone.
    pub(crate) fn repeats(&self, id: IncidentId) -> Option<String> {
        let series = self.review.series.get(self.series_of(id)?)?;
        let at = series.incidents.iter().position(|known| *known == id)?;
        let (number, all) = ((at + 1).to_string(), series.incidents.len());
        Some(say!(self.language, "list-one-of-series", number = number, all = all, title = &*series.title))
    }

    /// Compares the two chosen kills; where one is selected, it with the one before it in its series, and a folded
    /// series' first kill with its last.
    pub(crate) fn compare(&mut self) {
        self.refresh();
        let chosen: Vec<_> = self.selection.chosen.kills.iter().copied().collect();
        match (chosen.as_slice(), self.selection.selected) {
            ([one, other], _) => self.selection.compared = Some((*one, *other)),
            ([], Some(id)) => match self.counterpart(id) {
                Ok(pair) => self.selection.compared = Some(pair),
                Err(sentence) => self.complain(sentence),
            },
            ([], None) => self.complain(say!(self.language, "list-select-first")),
            _ => self.complain(say!(self.language, "list-choose-two")),
        }
    }

    /// The pair that [`Self::compare`] compares where one kill is selected, or why there is none.
    pub(crate) fn counterpart(&self, id: IncidentId) -> Result<(IncidentId, IncidentId), &'static str> {
        let alone = say!(self.language, "list-no-relative");
        let series = self.series_of(id).ok_or(alone)?;
        let kills = &self.review.series.get(series).ok_or(alone)?.incidents;
        if self.selection.series == Some(series) || self.is_folded(series) {
            return kills.first().copied().zip(kills.last().copied()).ok_or(alone);
        }
        let at = kills.iter().position(|known| *known == id).ok_or(alone)?;
        let before = at.checked_sub(1).and_then(|before| kills.get(before)).copied();
        before.map(|before| (before, id)).ok_or_else(|| say!(self.language, "list-none-before"))
    }

    /// True where the list shows one line for all kills of this series.
    fn is_folded(&self, series: usize) -> bool {
        let is_line =
            |entry: &Entry| matches!(entry, Entry::Series { series: known, open: false, .. } if *known == series);
        self.list.listing.lines.entries.iter().any(is_line)
    }

    /// The two kills that are compared.
    pub(crate) fn compared_cases(&self) -> Option<(&Arc<Case>, &Arc<Case>)> {
        let (one, other) = self.selection.compared?;
        self.case(one).zip(self.case(other))
    }

    /// The chosen kills as rows on the clipboard.
    pub(crate) fn copy_kills(&mut self, spelling: Spelling) -> Option<Effect> {
        if let Some(witness) = self.selected_witness() {
            let told = sign::as_text(witness, &self.review.sources, self.language);
            return Some(self.copy(told, say!(self.language, "list-sign-as-text")));
        }
        let chosen = self.chosen_cases();
        if chosen.is_empty() {
            return None;
        }
        let table = report::kills_table(self.language, &chosen, &self.review.sources);
        let (language, count) = (self.language, chosen.len());
        let (text, what) = match spelling {
            Spelling::Tsv => (report::tsv(&table), say!(language, "list-kills-as-tsv", count = count)),
            Spelling::Text => (report::plain_table(&table), say!(language, "list-kills-as-text", count = count)),
            Spelling::Markdown => {
                (report::markdown_table(&table), say!(language, "list-kills-as-markdown", count = count))
            }
        };
        Some(self.copy(text, &what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::PodIdentity;
    use crate::load::Event;
    use crate::ui::kills::filter::{Sort, SortBy};
    use crate::ui::state::command::Command;
    use crate::ui::state::tests::{case, reading};

    /// In the list's order: nginx at 7 is kill 2, redis at 8 is kill 3, java at 9 is kill 1.
    fn after(commands: impl IntoIterator<Item = Command>) -> AppState {
        let mut state = reading();
        for command in commands {
            state.apply(command);
        }
        state
    }

    fn chosen(state: &AppState) -> Vec<u32> {
        state.selection.chosen.kills.iter().map(|id| id.0).collect()
    }

    const fn id(id: u32) -> IncidentId {
        IncidentId(id)
    }

    /// Kills 1 to 4, of which 1, 2 and 4 are a series.
    fn with_series() -> AppState {
        let mut state = reading();
        let cases = (1..=4).map(|kill| case(kill, u64::from(kill) * 100, "java", kill)).collect();
        let series = vec![Series { incidents: vec![id(1), id(2), id(4)], ..Series::default() }];
        state.take(Event::Done(Box::new(Review { cases, series, ..Review::default() })));
        state
    }

    fn narrowed(text: &str) -> Command {
        Command::Narrow(Filter { text: text.to_owned(), ..Filter::default() })
    }

    #[test]
    fn a_filter_that_hides_the_shown_kill_shows_the_first_of_the_list() {
        let mut state = after([Command::Select(id(2)), narrowed("java")]);
        let reveal = state.selection.reveal;
        state.refresh();
        assert_eq!(
            (state.selection.selected, state.selection.reveal),
            (Some(id(1)), reveal + 1),
            "and brings it into view"
        );
        let Some(Effect::Copy(rows)) = state.apply(Command::CopyKills(Spelling::Tsv)) else { panic!("nothing copied") };
        assert!(rows.contains("java") && !rows.contains("nginx"), "what is copied is what is shown: {rows}");
        state.apply(narrowed("none has this"));
        state.refresh();
        assert_eq!(
            (state.selection.selected, state.apply(Command::CopyCard)),
            (None, None),
            "of an empty list nothing is shown"
        );
        state.apply(Command::Narrow(Filter::default()));
        state.refresh();
        assert_eq!(state.selection.selected, Some(id(2)), "the first of all");
    }

    #[test]
    fn a_comparison_ends_where_the_filter_hides_one_of_the_two() {
        let mut state = after([Command::Select(id(1)), Command::Choose(vec![id(2)]), Command::Compare]);
        state.apply(narrowed("nginx"));
        state.refresh();
        assert_eq!((state.selection.compared, state.selection.selected), (None, Some(id(2))));
    }

    #[test]
    fn a_kill_that_the_filter_hides_brings_all_kills_back_when_it_is_chosen() {
        let mut state = after([narrowed("java"), Command::Select(id(2))]);
        state.refresh();
        assert_eq!(
            (state.selection.selected, state.list.filter.is_empty(), state.messages.len()),
            (Some(id(2)), true, 1)
        );
    }

    #[test]
    fn the_kill_shown_first_is_the_list_s_first_and_not_what_was_read_first() {
        let mut state = reading();
        state.refresh();
        assert_eq!(state.selection.selected, Some(id(2)), "nginx at 7, though java at 9 was read first");
        state.take(Event::Incident(case(4, 50, "cron", 6)));
        state.refresh();
        assert_eq!(state.selection.selected, Some(id(4)), "until someone chooses");
        state.apply(Command::Order(Sort { by: SortBy::Time, reversed: true }));
        state.refresh();
        assert_eq!(state.selection.selected, Some(id(1)));
        state.apply(Command::Select(id(3)));
        state.apply(Command::Order(Sort::default()));
        state.refresh();
        assert_eq!(state.selection.selected, Some(id(3)), "what someone chose stays");
    }

    #[test]
    fn only_the_kills_of_the_selected_one_s_process_are_shown_and_all_again() {
        let mut state = after([Command::Select(id(3)), Command::Only(Facet::Victim)]);
        state.refresh();
        assert_eq!((state.list.filter.victims.as_slice(), state.list.shown.rows.len()), (&["redis".into()][..], 1));
        assert_eq!(state.selection.selected, Some(id(3)));
        state.apply(Command::Only(Facet::Victim));
        state.refresh();
        assert_eq!((state.list.filter.is_empty(), state.selection.selected), (true, Some(id(3))));
    }

    #[test]
    fn the_kills_of_all_pods_of_a_workload_are_shown_together() {
        let named = |kill: u32, pod: &str| {
            let mut case = case(kill, u64::from(kill) * 100, "java", kill);
            let pod = PodIdentity { name: Some(pod.into()), namespace: Some("shop".into()), ..PodIdentity::default() };
            Arc::make_mut(&mut case).conclusions.pod = Some(pod);
            case
        };
        let cases = vec![named(1, "cart-7d9c5b7f4-x2x7l"), named(2, "cart-7d9c5b7f4-bq7kp"), named(3, "cart")];
        let mut review = Review { cases, ..Review::default() };
        crate::analysis::join(&mut review);
        let mut state = reading();
        state.take(Event::Done(Box::new(review)));
        state.refresh();
        assert!(state.facets().gathers_pods);
        state.apply(Command::Select(id(2)));
        state.apply(Command::Only(Facet::Workload));
        state.refresh();
        assert_eq!(state.list.filter.workloads, ["Deployment shop/cart (inferred)".into()]);
        assert_eq!(state.list.shown.rows.len(), 2);
        state.apply(Command::Only(Facet::Owner));
        state.refresh();
        assert_eq!(state.list.shown.rows.len(), 1, "the pod narrows it further");
    }

    #[test]
    fn a_click_with_ctrl_chooses_and_again_chooses_no_longer() {
        let mut state = after([Command::Select(id(2)), Command::Choose(vec![id(1)])]);
        assert_eq!((chosen(&state), state.selection.selected), (vec![1, 2], Some(id(1))));
        state.apply(Command::Choose(vec![id(3)]));
        assert_eq!(chosen(&state), [1, 2, 3]);
        state.apply(Command::Choose(vec![id(3)]));
        assert_eq!((chosen(&state), state.selection.selected), (vec![1, 2], Some(id(1))), "another of them is shown");
        state.apply(Command::Choose(vec![id(1)]));
        assert_eq!((chosen(&state), state.selection.selected), (vec![], Some(id(2))), "one is not several");
        state.apply(Command::Choose(vec![id(2)]));
        assert_eq!((chosen(&state), state.selection.selected), (vec![], Some(id(2))), "something is always shown");
    }

    #[test]
    fn what_the_filter_hides_is_not_chosen() {
        let filter = Filter { text: "nginx".to_owned(), ..Filter::default() };
        let state =
            after([Command::Select(id(2)), Command::Narrow(filter), Command::Choose(vec![id(2), id(1), id(3)])]);
        assert_eq!((chosen(&state), state.selection.selected), (vec![], Some(id(2))), "one is not several");
    }

    #[test]
    fn a_click_with_shift_chooses_the_lines_between() {
        let mut state = after([Command::Select(id(2)), Command::ChooseTo(id(1))]);
        assert_eq!((chosen(&state), state.selection.selected), (vec![1, 2, 3], Some(id(1))));
        state.apply(Command::ChooseTo(id(3)));
        assert_eq!(chosen(&state), [2, 3], "from where the choice began");
    }

    #[test]
    fn shift_and_arrows_widen_and_narrow_the_choice() {
        let mut state = after([Command::Select(id(2)), Command::Extend(1)]);
        assert_eq!((chosen(&state), state.selection.selected), (vec![2, 3], Some(id(3))));
        state.apply(Command::Extend(1));
        assert_eq!(chosen(&state), [1, 2, 3]);
        state.apply(Command::Extend(-1));
        assert_eq!(chosen(&state), [2, 3]);
        state.apply(Command::Step(1));
        assert_eq!((chosen(&state), state.selection.selected), (vec![], Some(id(1))));
    }

    #[test]
    fn all_of_the_list_is_what_the_filter_leaves() {
        let java = || Command::Narrow(Filter { text: "j".to_owned(), ..Filter::default() });
        let redis = Command::Narrow(Filter { text: "re".to_owned(), ..Filter::default() });
        let mut state = after([Command::ChooseShown]);
        assert_eq!((chosen(&state), state.chosen_cases().len()), (vec![1, 2, 3], 3));
        state.apply(java());
        state.refresh();
        assert_eq!(chosen(&state), [0; 0], "what is hidden is not chosen");
        state.apply(redis);
        state.apply(Command::ChooseShown);
        assert_eq!((chosen(&state), state.selection.selected), (vec![], Some(id(3))), "the one that is left is shown");
    }

    #[test]
    fn escape_gives_up_one_thing_at_a_time() {
        let mut state = after([Command::Select(id(1)), Command::Choose(vec![id(2)]), Command::Compare]);
        state.list.filter.text = "a".to_owned();
        assert_eq!(state.selection.compared, Some((id(1), id(2))));
        state.apply(Command::Escape);
        assert_eq!((state.selection.compared, chosen(&state).len()), (None, 2));
        state.apply(Command::Escape);
        assert_eq!((chosen(&state).len(), state.list.filter.text.as_str()), (0, "a"));
        state.apply(Command::Escape);
        assert!(state.list.filter.is_empty());
    }

    #[test]
    fn the_choice_survives_the_final_numbering() {
        let mut state = after([Command::Select(id(2)), Command::Choose(vec![id(3)]), Command::Compare]);
        let cases = vec![case(1, 300, "nginx", 7), case(2, 500, "redis", 8), case(3, 100, "java", 9)];
        state.take(Event::Done(Box::new(Review { cases, ..Review::default() })));
        assert_eq!((chosen(&state), state.selection.compared), (vec![1, 2], Some((id(1), id(2)))));
    }

    #[test]
    fn a_folded_series_is_one_line_and_all_of_its_kills() {
        let mut state = with_series();
        state.apply(Command::Step(isize::MIN));
        state.apply(Command::Step(1));
        assert_eq!(state.selection.selected, Some(id(3)), "the series is walked over as one");
        state.apply(Command::Extend(-1));
        assert_eq!(chosen(&state), [1, 2, 3, 4]);
        state.apply(Command::Select(id(2)));
        state.apply(Command::Step(1));
        assert_eq!(state.selection.selected, Some(id(4)), "to select one of its kills unfolds it");
        state.apply(Command::Fold(Fold::Here { open: false }));
        state.apply(Command::Step(1));
        assert_eq!(state.selection.selected, Some(id(3)));
        state.apply(Command::Fold(Fold::Never(true)));
        state.apply(Command::Step(-1));
        assert_eq!(state.selection.selected, Some(id(2)));
    }

    #[test]
    fn one_kill_is_compared_with_the_one_before_it_and_a_folded_series_end_to_end() {
        let compared = |commands: &[Command]| {
            let mut state = with_series();
            for command in commands {
                state.apply(command.clone());
            }
            state.apply(Command::Compare);
            (state.selection.compared.map(|(one, other)| (one.0, other.0)), state.messages.len())
        };
        assert_eq!(compared(&[Command::Select(id(4))]), (Some((2, 4)), 0));
        assert_eq!(compared(&[Command::Step(isize::MIN)]), (Some((1, 4)), 0));
        assert_eq!(compared(&[Command::Select(id(1))]), (None, 1), "there is none before it");
        assert_eq!(compared(&[Command::Select(id(3))]), (None, 1), "it stands alone");
        assert_eq!(compared(&[Command::ChooseShown]), (None, 1), "four are too many");
    }

    #[test]
    fn to_select_another_kill_leaves_the_comparison() {
        for command in [Command::Select(id(1)), Command::Step(1), Command::Choose(vec![id(1)])] {
            let mut state = after([Command::Select(id(2)), Command::Choose(vec![id(3)]), Command::Compare]);
            assert!(state.selection.compared.is_some());
            state.apply(command);
            assert_eq!(state.selection.compared, None);
        }
    }

    #[test]
    fn copied_kills_are_counted_in_what_is_said() {
        let mut state = after([Command::Select(id(2)), Command::Choose(vec![id(3)])]);
        let Some(Effect::Copy(rows)) = state.apply(Command::CopyKills(Spelling::Tsv)) else { panic!("nothing copied") };
        assert_eq!(rows.lines().count(), 3, "a head and two kills");
        assert_eq!(state.messages[0].text, "Copied 2 kills as tab-separated rows");
        assert_eq!(state.chosen_review().left_out, 1);
    }
}
