//! A line that lacks its end, kept until what follows completes it or proves that there is no more: records that the
//! kernel wrote in pieces (`KERN_CONT`), and lines that mail or a terminal wrapped.

use super::seen::MessageSeen;
use crate::kernel::{MemInfo, Message, classify};
use crate::model::limits::{self, Limit};
use crate::model::{Moment, Origin, Place, Record};

/// How many lines that are no piece may stand between two pieces.
const LINES_BETWEEN: u8 = 16;

/// What a wrapped summary goes on with behind a comma.
const SUMMARY_KEYS: [&str; 9] =
    ["nodemask=", "cpuset=", "mems_allowed=", "oom_memcg=", "global_oom", "task_memcg=", "task=", "pid=", "uid="];

/// The line so far.
#[derive(Debug)]
pub(super) struct PendingLine {
    pub(super) text: String,
    place: Place,
    last: Place,
    moment: Moment,
    origin: Origin,
    host: Option<Box<str>>,
    boot: Option<Box<str>>,
    missing: usize,
    pieces: usize,
    between: u8,
    /// The limit that a further piece met.
    pub(super) reached: Option<&'static Limit>,
}

impl PendingLine {
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
            reached: None,
        }
    }

    /// Where and when the line began.
    pub(super) fn seen(&self) -> MessageSeen<'_> {
        MessageSeen {
            place: self.place,
            last: self.last,
            moment: &self.moment,
            origin: self.origin,
            continuation: false,
            host: self.host.as_deref(),
            boot: self.boot.as_deref(),
            text: &self.text,
        }
    }

    /// True where nothing that lines of this shape have is missing any more.
    pub(super) const fn is_whole(&self) -> bool {
        self.missing == 0
    }

    /// Adds the record's text if it is the next piece.
    pub(super) fn join(&mut self, record: &Record<'_>, text: &str, message: Option<&Message<'_>>) -> bool {
        if self.reached.is_some() || !may_continue(message) {
            return false;
        }
        let stamped = record.origin == Origin::Kernel && !record.continuation;
        let joined = self.at_seam(text).or_else(|| self.wrapped_summary(text, stamped));
        let Some(joined) = joined.or_else(|| self.by_gain(text, stamped)) else { return false };
        if self.pieces >= limits::LINE_PIECES.most {
            self.reached = Some(&limits::LINE_PIECES);
            return false;
        }
        if joined.text.len() > limits::JOINED_LINE.most {
            self.reached = Some(&limits::JOINED_LINE);
            return false;
        }
        self.text = joined.text;
        self.missing = joined.missing;
        self.last = record.place;
        self.pieces += 1;
        self.between = 0;
        true
    }

    /// Counts a line that is no piece; true where the wait has ended.
    pub(super) const fn pass(&mut self) -> bool {
        self.between = self.between.saturating_add(1);
        self.between > LINES_BETWEEN
    }

    /// Joins where the two ends belong together by their words, as the kernel splits them.
    fn at_seam(&self, text: &str) -> Option<JoinedText> {
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
        JoinedText::of(format!("{before}{glue}{piece}"))
    }

    /// A summary has no blanks but those of names, so it is wrapped hard, in the middle of paths: the very next line goes on.
    fn wrapped_summary(&self, text: &str, stamped: bool) -> Option<JoinedText> {
        if stamped || self.between > 0 || !self.is_summary() {
            return None;
        }
        let joined = JoinedText::of(format!("{}{}", self.text.trim_end(), text.trim()))?;
        (joined.missing < self.missing || !text.trim().contains(' ')).then_some(joined)
    }

    fn is_summary(&self) -> bool {
        self.text.trim_start().starts_with("oom-kill:")
    }

    /// Joins where that fills a gap. A record with a stamp of its own is only then a piece if it holds what stands
    /// behind a name (the name held a newline).
    fn by_gain(&self, text: &str, stamped: bool) -> Option<JoinedText> {
        const BEHIND_A_NAME: [&str; 5] = [") total-vm:", "), UID ", "ainted", ",pid=", "*4kB"];
        if self.is_summary() && !stamped || stamped && !BEHIND_A_NAME.iter().any(|mark| text.contains(mark)) {
            return None;
        }
        let tries = ["", " "].map(|glue| {
            JoinedText::of(if stamped {
                format!("{}\n{}", self.text, text)
            } else {
                format!("{}{glue}{}", self.text.trim_end(), text.trim())
            })
        });
        // Of two that lack the same, the first is taken: the one with a blank, as lines are wrapped between words.
        let best = tries.into_iter().flatten().rev();
        best.filter(|joined| joined.missing < self.missing).min_by_key(|joined| joined.missing)
    }
}

/// Pieces as one line of the kernel's.
struct JoinedText {
    text: String,
    /// How much it still lacks.
    missing: usize,
}

impl JoinedText {
    fn of(text: String) -> Option<Self> {
        let missing = classify(&text)?.missing();
        Some(Self { text, missing })
    }
}

/// Only lines that are nothing by themselves, or could be anything, are pieces of another.
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
