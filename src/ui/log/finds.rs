//! What a search through a whole source has found so far, and the way from one find to the next. No window here.

use crate::lang::Language;
use crate::lang::Sentence;
use crate::load::search::Finds;
use crate::model::SourceId;
use crate::say;
use crate::source::{FoundLine, Pattern, SearchedBytes};
use crate::text;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SearchQuery {
    pub(crate) text: String,
    pub(crate) is_regex: bool,
}

/// A search and what it has found so far.
#[derive(Debug, Default)]
pub(crate) struct LogSearch {
    /// What is looked for, and where; nothing while the field is empty.
    wanted: Option<(SourceId, SearchQuery)>,
    /// `None` while nothing is looked for, an error's sentence where the text is no regular expression.
    pub(crate) pattern: Option<Result<Pattern, Sentence>>,
    /// False where only the lines around kills are kept.
    pub(crate) all_kept: bool,
    lines: Vec<FoundLine>,
    count: u64,
    bytes: SearchedBytes,
    ended: Option<Result<(), Sentence>>,
    /// The find that was shown last.
    at: Option<u64>,
    /// Which of the panel's searches this is.
    number: u64,
    /// A step that waits until the search has come so far.
    waiting: Option<bool>,
}

impl LogSearch {
    /// Turns to something else to find; true where a search must be started (or, for an empty text, ended).
    pub(crate) fn turn(&mut self, source: SourceId, wanted: &SearchQuery) -> bool {
        let next = (!wanted.text.is_empty()).then(|| (source, wanted.clone()));
        if self.wanted == next {
            return false;
        }
        let pattern = next.is_some().then(|| Pattern::new(&wanted.text, wanted.is_regex));
        *self = Self { wanted: next, pattern, at: self.at, number: self.number + 1, ..Self::default() };
        true
    }

    /// The pattern, where there is a good one.
    pub(crate) fn good(&self) -> Option<&Pattern> {
        self.pattern.as_ref().and_then(|pattern| pattern.as_ref().ok())
    }

    /// What is wrong, for the user.
    pub(crate) fn complaint(&self) -> Option<&Sentence> {
        let pattern = self.pattern.as_ref().and_then(|pattern| pattern.as_ref().err());
        let ended = self.ended.as_ref().and_then(|ended| ended.as_ref().err());
        pattern.or(ended)
    }

    /// Takes what the search tells.
    pub(crate) fn take(&mut self, finds: Finds) {
        self.lines.extend(finds.lines.into_iter().map(made_visible));
        (self.count, self.bytes, self.ended) = (finds.count, finds.bytes, finds.ended);
    }

    /// Whether the search still goes on.
    pub(crate) fn is_running(&self) -> bool {
        self.good().is_some() && self.ended.is_none()
    }

    /// On to the next find from `line`, or back: the line to show. Round the end once all of the source is known; before
    /// that the step waits.
    pub(crate) fn step(&mut self, forward: bool, line: u64) -> Option<u64> {
        let from = self.at.unwrap_or(line);
        let found = if forward {
            let on_it = self.at.is_some();
            let is_behind = |find: &FoundLine| if on_it { find.number <= from } else { find.number < from };
            self.lines.get(self.lines.partition_point(is_behind))
        } else {
            self.lines.partition_point(|find| find.number < from).checked_sub(1).and_then(|at| self.lines.get(at))
        };
        let round = if forward { self.lines.first() } else { self.lines.last() };
        let next = found.or_else(|| round.filter(|_| self.ended.is_some())).map(|find| find.number);
        self.waiting = (next.is_none() && self.is_running()).then_some(forward);
        self.at = next.or(self.at);
        next
    }

    /// The step that waited, once the search has come so far.
    pub(crate) fn waited(&mut self, line: u64) -> Option<u64> {
        let forward = self.waiting?;
        self.step(forward, line)
    }

    /// The find on this line is the one that is shown.
    pub(crate) fn go_to(&mut self, line: u64) {
        (self.at, self.waiting) = (Some(line), None);
    }

    /// Another line has the attention: the next step goes on from there.
    pub(crate) fn attend(&mut self, line: u64) {
        self.at = self.place_of(line).map(|_| line);
    }

    /// The finds that are named, in order.
    pub(crate) fn lines(&self) -> &[FoundLine] {
        &self.lines
    }

    /// Grows with each other thing that is looked for.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// How many were found, also those that are not named.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// Which of them is shown.
    pub(crate) fn shown(&self) -> Option<usize> {
        self.place_of(self.at?)
    }

    fn place_of(&self, line: u64) -> Option<usize> {
        self.lines.binary_search_by_key(&line, |find| find.number).ok()
    }

    /// Which find is shown, of how many, and how far the search is: "3 of 1,204 · 45 %".
    pub(crate) fn account(&self, language: Language) -> String {
        let mut said = match (self.shown(), self.count) {
            (_, 0) if self.is_running() => say!(language, "tabs-searching").to_owned(),
            (_, 0) => say!(language, "tabs-not-found").to_owned(),
            (None, count) => say!(language, "tabs-lines", count = count),
            (Some(at), count) => say!(language, "tabs-find-of", number = at as u64 + 1, count = count),
        };
        if self.is_running() && self.bytes.all > 0 {
            let percent = u128::from(self.bytes.done) * 100 / u128::from(self.bytes.all);
            said.push_str(&format!(" · {percent} %"));
        }
        said
    }
}

/// The same, where what is not to be seen is made visible.
fn made_visible(find: FoundLine) -> FoundLine {
    if find.excerpt.chars().any(text::is_unseen) {
        return FoundLine { excerpt: text::visible(&find.excerpt.replace('\t', " ")).into(), ..find };
    }
    find
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(number: u64) -> FoundLine {
        FoundLine::new(number, "oom", 0)
    }

    fn found(lines: &[u64], ended: bool) -> LogSearch {
        let mut found = LogSearch::default();
        assert!(found.turn(SourceId(0), &SearchQuery { text: "oom".to_owned(), is_regex: false }));
        let ended = ended.then_some(Ok(()));
        found.take(Finds {
            lines: lines.iter().copied().map(find).collect(),
            count: lines.len() as u64,
            bytes: SearchedBytes { done: 45, all: 100 },
            ended,
        });
        found
    }

    #[test]
    fn steps_walk_the_finds_from_where_one_looks_and_go_round() {
        let mut found = found(&[10, 20, 30], true);
        assert_eq!(found.account(Language::English), "3 lines");
        assert_eq!(found.step(true, 20), Some(20), "the line itself is the first find");
        assert_eq!(found.account(Language::English), "2 of 3");
        assert_eq!(found.step(true, 1), Some(30));
        assert_eq!(found.step(true, 1), Some(10), "round the end");
        assert_eq!(found.step(false, 1), Some(30), "and back");
        found.attend(15);
        assert_eq!(found.step(false, 15), Some(10));
    }

    #[test]
    fn a_step_beyond_what_is_known_waits_for_the_search() {
        let mut found = found(&[10], false);
        assert_eq!(found.account(Language::English), "1 line · 45 %");
        assert_eq!(found.step(true, 11), None);
        assert_eq!(found.waited(11), None);
        found.take(Finds { lines: vec![find(500)], count: 2, ..Finds::default() });
        assert_eq!(found.waited(11), Some(500));
        assert_eq!(found.waited(11), None, "only once");
    }

    #[test]
    fn the_same_text_is_not_looked_for_twice_and_an_empty_one_ends_the_search() {
        let mut found = found(&[10], true);
        assert!(!found.turn(SourceId(0), &SearchQuery { text: "oom".to_owned(), is_regex: false }));
        assert!(found.turn(SourceId(1), &SearchQuery { text: "oom".to_owned(), is_regex: false }), "another source");
        assert!(found.turn(SourceId(1), &SearchQuery::default()));
        assert!(found.good().is_none() && !found.is_running());
    }

    #[test]
    fn what_is_no_regular_expression_is_said() {
        let mut found = LogSearch::default();
        found.turn(SourceId(0), &SearchQuery { text: "(".to_owned(), is_regex: true });
        assert!(found.complaint().is_some() && !found.is_running());
    }
}
