//! Where in the input something stands.

/// One input of a load: a file, an archive member, stdin, a paste. Index into the load's list of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A line of a source, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The source.
    pub source: SourceId,
    /// The line, from 1.
    pub line: u64,
}

/// Lines `first` to `last` of a source, both included, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source.
    pub source: SourceId,
    /// The first line, from 1.
    pub first: u64,
    /// The last line, not below `first`.
    pub last: u64,
}

impl Place {
    /// This line alone.
    pub const fn span(self) -> Span {
        Span { source: self.source, first: self.line, last: self.line }
    }
}

impl Span {
    /// The span that also takes in `place`; places of another source change nothing.
    #[must_use]
    pub fn with(self, place: Place) -> Self {
        if place.source != self.source {
            return self;
        }
        Self { first: self.first.min(place.line), last: self.last.max(place.line), ..self }
    }

    /// True where the line lies inside.
    pub fn contains(self, place: Place) -> bool {
        place.source == self.source && (self.first..=self.last).contains(&place.line)
    }

    /// How many lines it holds.
    pub const fn lines(self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }
}
