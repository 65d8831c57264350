//! What the list is narrowed to, and its order.

use std::ops::RangeInclusive;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use super::rows::RowKind;
use crate::lang::Language;
use crate::say;

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Text that a kill must hold: its process, pod, host, cgroup or verdict.
    pub text: String,
    /// Whether the text is a regular expression.
    pub is_regex: bool,
    /// Kinds of rows to show, kills by their verdicts; all where empty.
    pub kinds: Vec<RowKind>,
    /// Nodes to show; all where empty.
    pub hosts: Vec<Arc<str>>,
    /// Pods (or containers, or cgroups) to show; all where empty.
    pub owners: Vec<Arc<str>>,
    /// Victims' names to show; all where empty.
    pub victims: Vec<Arc<str>>,
    /// Workloads to show; all where empty.
    pub workloads: Vec<Arc<str>>,
    /// The part of the time axis to show.
    pub span: Option<RangeInclusive<f64>>,
}

/// The list's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// Whether the other way round.
    pub reversed: bool,
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// When it happened.
    #[default]
    Time,
    /// The victim's name.
    Victim,
    /// What the victim held, most first.
    Held,
    /// The verdict.
    Verdict,
    /// The node.
    Host,
    /// The pod, or the container or cgroup where the log knows no pod.
    Owner,
}

impl SortBy {
    /// All orders, as a menu offers them.
    pub(crate) const ALL: [Self; 6] = [Self::Time, Self::Victim, Self::Held, Self::Owner, Self::Verdict, Self::Host];

    /// Whether the smallest, the earliest or the first in the alphabet stands first, unless it is reversed.
    pub(crate) fn rises(self) -> bool {
        // Of memory the most is looked for.
        self != Self::Held
    }

    /// What the menu says.
    pub(crate) fn label(self, language: Language) -> &'static str {
        match self {
            Self::Time => say!(language, "list-sort-time"),
            Self::Victim => say!(language, "list-sort-victim"),
            Self::Held => say!(language, "list-sort-held"),
            Self::Owner => say!(language, "list-sort-owner"),
            Self::Verdict => say!(language, "list-sort-verdict"),
            Self::Host => say!(language, "list-sort-host"),
        }
    }
}

impl Default for Sort {
    fn default() -> Self {
        Self { by: SortBy::Time, reversed: false }
    }
}

impl Filter {
    /// True where nothing is left out.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
            && self.kinds.is_empty()
            && self.span.is_none()
            && self.hosts.is_empty()
            && self.owners.is_empty()
            && self.victims.is_empty()
            && self.workloads.is_empty()
    }

    /// What is wrong with the regular expression, if it is one and cannot be used.
    pub(super) fn complaint(&self) -> Option<Complaint> {
        let error = Some(self).filter(|filter| filter.is_regex)?.regex().err()?;
        let why = match &error {
            regex::Error::Syntax(told) => told.lines().rev().find_map(|line| line.trim().strip_prefix("error: ")),
            _ => None,
        };
        Some(Complaint { text: self.text.clone(), why: why.map(str::to_owned) })
    }

    pub(super) fn regex(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.text).case_insensitive(true).size_limit(1 << 20).build()
    }
}

/// Why an expression cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    text: String,
    /// In the words of the regular expressions' own parser; `None` where the expression is too large.
    why: Option<String>,
}

impl Complaint {
    /// As a sentence.
    pub(crate) fn words(&self, language: Language) -> String {
        match &self.why {
            Some(why) => say!(language, "list-not-an-expression", text = &self.text, why = why),
            None => say!(language, "list-expression-too-large", text = &self.text),
        }
    }
}
