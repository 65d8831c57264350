//! What the card of a series says, made once for each revision: no egui.

use crate::analysis::{Brief, Course, MemoryOwner, Review};
use crate::lang::Language;
use crate::model::{Bytes, IncidentId};
use crate::report::page::Clock;
use crate::say;
use crate::text;
use crate::ui::kills::rows::{KillRow, RowKind, common_offset};
use crate::ui::timeline::dial::{Dial, length};
use crate::ui::timeline::view::TimeView;

/// How many kills are told in words, one by one.
const KILLS_IN_WORDS: usize = 50;

/// A kill on the charts.
#[derive(Clone, Debug)]
pub(super) struct KillPoint {
    pub(super) id: IncidentId,
    /// Where it stands on the axis.
    pub(super) seconds: Option<f64>,
    /// Anonymous memory, in bytes.
    pub(super) held: Option<Bytes>,
    /// The limit that was hit, in bytes.
    pub(super) limit: Option<Bytes>,
    /// Since the kill before it, in seconds.
    pub(super) since: Option<f64>,
    /// Which kill, when, and all of its figures.
    pub(super) words: String,
}

/// Everything that the card says.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Story {
    pub(in crate::ui) title: String,
    pub(super) summary: String,
    /// What the kills tell together, a sentence each.
    pub(super) told: Vec<String>,
    /// By the first kill: kills of a series are of one scope.
    pub(super) kind: RowKind,
    /// Whose anonymous memory is shown.
    pub(super) held: MemoryOwner,
    pub(super) points: Vec<KillPoint>,
    pub(super) dial: Dial,
    pub(super) language: Language,
    /// The same for people who do not read logs.
    pub(in crate::ui) brief: Brief,
}

impl Story {
    /// By the first kill.
    pub(in crate::ui) const fn kind(&self) -> RowKind {
        self.kind
    }

    /// In which all is told.
    pub(in crate::ui) const fn language(&self) -> Language {
        self.language
    }

    /// The story of one of the review's series; `rows` are those of the review.
    pub(in crate::ui) fn new(review: &Review, rows: &[KillRow], clock: Clock, series: usize) -> Option<Self> {
        let series = review.series.get(series)?;
        let language = review.language;
        let course = Course::of(review, series);
        let row = |id: IncidentId| rows.get(usize::try_from(id.0).ok()?.checked_sub(1)?).filter(|row| row.id == id);
        let points: Vec<KillPoint> = course
            .kills
            .iter()
            .filter_map(|kill| {
                let row = row(kill.id)?;
                let mut words = vec![say!(language, "list-kill", number = kill.id.0.to_string()), row.when.to_string()];
                words.extend(
                    kill.held.map(|held| say!(language, "series-card-anonymous", size = text::size(language, held))),
                );
                words.extend(
                    kill.limit.map(|limit| say!(language, "series-card-under", limit = text::size(language, limit))),
                );
                words.extend(
                    kill.since.map(|since| {
                        say!(language, "series-card-since", time = length(language, since.as_seconds_f64()))
                    }),
                );
                Some(KillPoint {
                    id: kill.id,
                    seconds: row.seconds(clock),
                    held: kill.held,
                    limit: kill.limit,
                    since: kill.since.map(|since| since.as_seconds_f64()),
                    words: words.join(" · "),
                })
            })
            .collect();
        let kind = row(points.first()?.id)?.kind;
        let shift = f64::from(common_offset(rows).filter(|_| clock == Clock::Wall).unwrap_or(0));
        let has_times = points.iter().any(|point| point.seconds.is_some());
        // What the summary says already is not said twice.
        let told = course.told.into_iter().filter(|sentence| !series.summary.contains(sentence.as_str())).collect();
        Some(Self {
            brief: Brief::of_series(review, series),
            title: series.title.clone(),
            summary: series.summary.clone(),
            told,
            kind,
            held: course.held,
            points,
            dial: Dial { clock, shift, language, has_times },
            language,
        })
    }

    /// The kills' numbers.
    pub(in crate::ui) fn ids(&self) -> impl Iterator<Item = IncidentId> {
        self.points.iter().map(|point| point.id)
    }

    /// The stretch that shows every kill; none where fewer than two have a time.
    pub(super) fn fitting(&self) -> Option<TimeView> {
        let mut times = self.points.iter().filter_map(|point| point.seconds);
        let first = times.next()?;
        let (mut from, mut to, mut count) = (first, first, 1);
        for at in times {
            (from, to, count) = (from.min(at), to.max(at), count + 1);
        }
        (count > 1).then(|| TimeView::holding((from, to)))
    }

    /// Whose anonymous memory the first chart shows.
    pub(super) fn held_words(&self) -> &'static str {
        match self.held {
            MemoryOwner::Cgroup => say!(self.language, "series-card-held-cgroup"),
            MemoryOwner::Victim => say!(self.language, "series-card-held-victim"),
        }
    }

    /// All of it in words, kill by kill.
    pub(in crate::ui) fn words(&self) -> String {
        let sentences = std::iter::once(&self.summary).chain(&self.told);
        let mut lines: Vec<String> = std::iter::once(&self.title).chain(sentences).cloned().collect();
        lines.push(String::new());
        lines.extend(self.points.iter().take(KILLS_IN_WORDS).map(|point| point.words.clone()));
        let more = self.points.len().saturating_sub(KILLS_IN_WORDS);
        if more > 0 {
            lines.push(say!(self.language, "series-card-more-kills", count = more));
        }
        lines.join("\n")
    }
}
