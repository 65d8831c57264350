//! A line that lacks its end, kept until what follows completes it or proves that there is no more: records that the
//! kernel wrote in pieces (`KERN_CONT`), and lines that mail or a terminal wrapped.

use super::seen::Seen;
use crate::kernel::{MemInfo, Message, classify, is_begun};
use crate::model::{Moment, Origin, Place, Record};

/// The longest line that pieces are joined to. A summary with two paths of 4096 bytes each is the longest real one.
const JOINED_MAX: usize = 10 * 1024;

/// How many pieces are joined to one line.
const PIECES_MAX: u8 = 64;

/// How many lines that are no piece may stand between two pieces.
const LINES_BETWEEN: u8 = 16;

/// What a wrapped summary goes on with behind a comma.
const SUMMARY_KEYS: [&str; 9] =
    ["nodemask=", "cpuset=", "mems_allowed=", "oom_memcg=", "global_oom", "task_memcg=", "task=", "pid=", "uid="];

/// The line so far.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) text: String,
    place: Place,
    last: Place,
    moment: Moment,
    origin: Origin,
    host: Option<Box<str>>,
    boot: Option<Box<str>>,
    missing: usize,
    pieces: u8,
    between: u8,
}

impl Held {
    pub(super) fn new(record: &Record<'_>, text: &str, missing: usize) -> Self {
        Self {
            text: text.to_owned(),
            place: record.place,
            last: record.place,
            moment: record.moment.clone(),
            origin: record.origin,
            host: record.host.map(Into::into),
            boot: record.boot.map(Into::into),
            missing,
            pieces: 0,
            between: 0,
        }
    }

    /// A line that breaks off within its fixed words, so that nothing is told of it yet.
    pub(super) fn begun(record: &Record<'_>, text: &str) -> Self {
        Self::new(record, text, usize::MAX)
    }

    /// Where and when the line began.
    pub(super) fn seen(&self) -> Seen<'_> {
        Seen {
            place: self.place,
            last: self.last,
            moment: &self.moment,
            origin: self.origin,
            host: self.host.as_deref(),
            boot: self.boot.as_deref(),
            text: &self.text,
            continuation: false,
        }
    }

    /// True where nothing that lines of this shape have is missing any more.
    pub(super) const fn is_whole(&self) -> bool {
        self.missing == 0
    }

    /// Adds the record's text if it is the next piece.
    pub(super) fn join(&mut self, record: &Record<'_>, text: &str, message: Option<&Message<'_>>) -> bool {
        if self.pieces >= PIECES_MAX || self.text.len() + text.len() > JOINED_MAX || !self.may_continue_with(message) {
            return false;
        }
        let stamped = record.origin == Origin::Kernel && !record.continuation;
        let joined = self.at_seam(text).or_else(|| self.wrapped_summary(text, stamped));
        let joined = joined.or_else(|| self.by_gain(text, stamped)).or_else(|| self.still_begun(text, stamped));
        let Some((joined, missing)) = joined else { return false };
        self.text = joined;
        self.missing = missing;
        self.last = record.place;
        self.pieces += 1;
        self.between = 0;
        true
    }

    /// Only lines that are nothing by themselves, or could be anything, are pieces of another. Behind `out of memory:` a kill
    /// is one that lacks just these words.
    fn may_continue_with(&self, message: Option<&Message<'_>>) -> bool {
        let prefixed = self.missing == usize::MAX && self.between == 0 && self.text.trim_end().ends_with("memory:");
        may_continue(message) || prefixed && matches!(message, Some(Message::Killed(killed)) if killed.prefix.is_none())
    }

    /// Counts a line that is no piece; true where the wait has ended.
    pub(super) const fn pass(&mut self) -> bool {
        self.between = self.between.saturating_add(1);
        self.between > LINES_BETWEEN
    }

    /// Joins where the two ends belong together by their words, as the kernel splits them.
    fn at_seam(&self, text: &str) -> Option<(String, usize)> {
        let (before, piece) = (self.text.trim_end(), text.trim());
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let summary = self.is_summary();
        let key = before.ends_with(',') && SUMMARY_KEYS.iter().any(|key| piece.starts_with(key));
        let word = !piece.contains(' ');
        let path = piece.starts_with('/') && word;
        let glue = if (summary && (piece.starts_with(',') || key)) || (summary && word && before.ends_with('=')) {
            ""
        } else if path && ends(&["Task in", "Tasks in", "stats for", "limit of"])
            || piece.starts_with("killed as a result of limit of") && before.contains("Task in /")
            || piece.starts_with("are going to be killed") && before.contains("Tasks in /")
        {
            " "
        } else if piece.starts_with(':') && before.contains("stats for /") {
            ""
        } else {
            return None;
        };
        let joined = format!("{before}{glue}{piece}");
        let missing = classify(&joined)?.missing();
        Some((joined, missing))
    }

    /// A summary has no blanks but those of names, so it is wrapped hard, in the middle of paths: the very next line goes on.
    fn wrapped_summary(&self, text: &str, stamped: bool) -> Option<(String, usize)> {
        if stamped || self.between > 0 || !self.is_summary() {
            return None;
        }
        let joined = format!("{}{}", self.text.trim_end(), text.trim());
        let missing = classify(&joined)?.missing();
        (missing < self.missing || !text.trim().contains(' ')).then_some((joined, missing))
    }

    /// The fixed words of a line may be wrapped several times.
    fn still_begun(&self, text: &str, stamped: bool) -> Option<(String, usize)> {
        if self.missing != usize::MAX || stamped || self.between > 0 {
            return None;
        }
        let joined = format!("{} {}", self.text.trim_end(), text.trim());
        is_begun(&joined).then_some((joined, usize::MAX))
    }

    fn is_summary(&self) -> bool {
        self.text.trim_start().starts_with("oom-kill:")
    }

    /// Joins where that fills a gap. A record with a stamp of its own is only then a piece if it holds what stands
    /// behind a name (the name held a newline).
    fn by_gain(&self, text: &str, stamped: bool) -> Option<(String, usize)> {
        const BEHIND_A_NAME: [&str; 5] = [") total-vm:", "), UID ", "ainted", ",pid=", "*4kB"];
        if self.is_summary() && !stamped || stamped && !BEHIND_A_NAME.iter().any(|mark| text.contains(mark)) {
            return None;
        }
        let tries = ["", " "].map(|glue| {
            let joined = if stamped {
                format!("{}\n{}", self.text, text)
            } else {
                format!("{}{glue}{}", self.text.trim_end(), text.trim())
            };
            let missing = classify(&joined).map(|message| message.missing());
            (joined, missing)
        });
        let mut best: Vec<_> = tries.into_iter().filter_map(|(joined, missing)| Some((joined, missing?))).collect();
        // Lines are wrapped at blanks, but for a path that is longer than the line.
        if !self.text.split_whitespace().next_back().is_some_and(|word| word.starts_with('/')) {
            best.reverse();
        }
        best.into_iter().filter(|(_, missing)| *missing < self.missing).min_by_key(|(_, missing)| *missing)
    }
}

const fn may_continue(message: Option<&Message<'_>>) -> bool {
    matches!(
        message,
        None | Some(
            Message::Stat(..)
                | Message::MoreInline(_)
                | Message::Mem(MemInfo::Counters(_) | MemInfo::MoreSizes(..) | MemInfo::Slab(..))
        )
    )
}
