//! A page without a format: what the readable reports say, said once. Markdown and HTML only spell it.
//!
//! Every text here may hold anything a log can hold; whoever spells it escapes it.

use crate::analysis::{Breakdown, Scope};
use crate::lang::Language;
pub use crate::text::visible as one_line;

/// A readable report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its title: the headline of the review.
    pub title: String,
    /// What it says, downwards.
    pub blocks: Vec<Block>,
    /// The last line: what made it, and what it rests on.
    pub footer: String,
    /// The language of all this.
    pub language: Language,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The head of a chapter: one kill, or the account of the sources.
    Chapter {
        /// Its words.
        title: String,
        /// The verdict's scope, for its colour.
        scope: Option<Scope>,
        /// Whose chapter it is, of a kill's.
        kill: Option<KillChapter>,
    },
    /// A head within a chapter.
    Heading(&'static str),
    /// A head of what is looked up more than read: what follows up to the next head is folded where the format can fold.
    Fold(&'static str),
    /// A sentence or more.
    Paragraph(String),
    /// Sentences one below the other.
    List(Vec<String>),
    /// Labels with their values.
    Facts(Vec<Fact>),
    /// Lines of a log, with where they stand.
    Lines(Vec<LogLine>),
    /// Rows and columns.
    Table(Table),
    /// A pie, where the format can draw, and the same as a table: its rows are the parts, then the sum.
    Pie {
        /// The parts.
        breakdown: Breakdown,
        /// The same in numbers.
        table: Table,
    },
    /// All incidents over time, where the format can draw; a table says the same.
    Timeline(Timeline),
}

/// A kill that has a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KillChapter {
    /// Its number.
    pub number: u32,
    /// True where it repeats an earlier one of its series that has a chapter, too.
    pub repeats: bool,
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// What the log says.
    pub value: String,
    /// True where the value stands in the log letter by letter: paths, ids.
    pub verbatim: bool,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// `kern.log:70`.
    pub at: String,
    /// Its text.
    pub text: String,
}

/// Rows and columns. Each row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// True where the last row is the sum of the others.
    pub has_total: bool,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its title.
    pub title: &'static str,
    /// True for numbers, which stand at the right.
    pub number: bool,
    /// True where the cells are numbers of kills, each of which may have a chapter.
    pub names_kill: bool,
}

/// Incidents on one clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The clock.
    pub clock: Clock,
    /// The incidents.
    pub marks: Vec<TimelineMark>,
}

/// A clock that counts seconds, along an axis of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Since 1970, as the log's own zone shows it.
    #[default]
    Wall,
    /// Since the node's boot, where no kill has a calendar time.
    Boot,
}

/// One incident on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineMark {
    /// When, in seconds of the clock.
    pub seconds: f64,
    /// Its verdict's scope.
    pub scope: Scope,
}

impl TableColumn {
    /// A column of words.
    pub const fn words(title: &'static str) -> Self {
        Self { title, number: false, names_kill: false }
    }

    /// A column of numbers.
    pub const fn number(title: &'static str) -> Self {
        Self { title, number: true, names_kill: false }
    }

    /// A column of kills' numbers.
    pub const fn kill(title: &'static str) -> Self {
        Self { title, number: true, names_kill: true }
    }
}

impl Fact {
    /// A value in our words.
    pub fn said(label: &'static str, value: impl Into<String>) -> Self {
        Self { label, value: value.into(), verbatim: false }
    }

    /// A value that stands in the log as it is.
    pub fn verbatim(label: &'static str, value: impl Into<String>) -> Self {
        Self { label, value: value.into(), verbatim: true }
    }
}

/// Text that HTML shows as it is, in elements and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
