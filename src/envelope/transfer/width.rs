//! Lines that a terminal broke at its width, or a program at a column, in the middle of words.

use super::super::wrap;
use super::{Give, JOINED_BYTES};

/// Narrower terminals are none.
const LEAST_WIDTH: usize = 60;

/// So many lines must fill the width.
const LEAST_FULL: usize = 3;

/// Of the lines behind a full one, and of the others, at most one in so many is not as it should be.
const ONE_IN: usize = 10;

/// So many lines of the beginning are looked at.
const LINES: usize = 400;

/// Puts broken lines together.
#[derive(Debug)]
pub(super) struct Width {
    columns: usize,
    held: String,
    first: u64,
    /// How many columns the last line that was added to the held one fills.
    filled: usize,
}

impl Width {
    /// The width of the terminal, where it shows: no line is wider, many are exactly as wide, and what follows those is
    /// the beginning of no record, while every other line is.
    pub(super) fn of(head: &str) -> Option<Self> {
        let lines: Vec<&str> = head.lines().map(str::trim_end).take(LINES).collect();
        let columns = lines.iter().map(|line| line.chars().count()).max().filter(|columns| *columns >= LEAST_WIDTH)?;
        let (mut full, mut tails, mut tails_stamped, mut others, mut others_bare) = (0, 0, 0, 0, 0);
        let mut after_full = false;
        for line in lines.iter().filter(|line| !line.is_empty()) {
            let stamped = wrap::starts_with_stamp(line.trim_start());
            let filled = line.chars().count();
            if after_full {
                tails += 1;
                tails_stamped += usize::from(stamped);
            } else {
                others += 1;
                others_bare += usize::from(!stamped);
            }
            // One column less: a blank at the end went.
            after_full = filled == columns || filled + 1 == columns;
            full += usize::from(after_full);
        }
        let broken = full >= LEAST_FULL && tails_stamped * ONE_IN <= tails && others_bare * ONE_IN <= others;
        (broken && others > 0).then_some(Self::at(columns))
    }

    const fn at(columns: usize) -> Self {
        Self { columns, held: String::new(), first: 0, filled: 0 }
    }

    pub(super) const fn fresh(&self) -> Self {
        Self::at(self.columns)
    }

    pub(super) fn feed(&mut self, number: u64, line: &str, give: Give<'_>) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let filled = line.trim_end().chars().count();
        // A line that is wider was printed by something that broke none.
        let goes_on = (self.columns.saturating_sub(1)..=self.columns).contains(&self.filled)
            && !line.trim().is_empty()
            && !wrap::starts_with_stamp(line.trim_start())
            && self.held.len() <= JOINED_BYTES;
        if goes_on {
            let blanks = self.columns.saturating_sub(self.filled);
            self.held.extend(std::iter::repeat_n(' ', blanks));
            self.held.push_str(line.trim_end());
        } else {
            self.finish(give);
            self.first = number;
            self.held.push_str(line.trim_end());
        }
        self.filled = filled;
    }

    pub(super) fn finish(&mut self, give: Give<'_>) {
        if self.first > 0 || !self.held.is_empty() {
            give(self.first, &self.held);
        }
        self.held.clear();
        (self.first, self.filled) = (0, 0);
    }
}
