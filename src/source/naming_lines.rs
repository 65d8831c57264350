//! Lines, or records of several, that are set aside while a source is searched: kept unread, with marks by which their reader tells later which of
//! them it wants. All of it is done on the threads that search, while the line is in the core's own cache.

use super::Line;

/// A short sign of what a line names.
pub type IdPrefix = u16;

/// Says which lines are set aside.
#[derive(Clone, Copy, Debug)]
pub struct NamingRule {
    /// True for a line that is set aside; asked of those with needles of which none looks back.
    pub is_aside: fn(&str) -> bool,
    /// Gives the line's marks.
    pub marks: fn(&str, &mut dyn FnMut(IdPrefix)),
}

/// Lines of one chunk that were set aside, in their order.
#[derive(Clone, Debug, Default)]
pub struct NamingLines {
    /// Line ends of the source before those that the lines' own numbers count from.
    line_ends: u64,
    text: String,
    lines: Vec<NamingLine>,
    marks: Vec<NamingMark>,
}

/// A mark and the place of its line among the lines.
#[derive(Clone, Copy, Debug)]
struct NamingMark {
    prefix: IdPrefix,
    line: usize,
}

/// A line: its number, where its text lies, whether it still waits to be given.
#[derive(Clone, Copy, Debug)]
struct NamingLine {
    number: u64,
    start: usize,
    end: usize,
    waits: bool,
}

impl NamingLines {
    /// Adds a line that follows the others, with its number within the source.
    pub fn push(&mut self, line: Line<'_>, marks: fn(&str, &mut dyn FnMut(IdPrefix))) {
        self.add(Line { number: line.number.saturating_sub(self.line_ends), ..line }, marks);
        self.wait(self.lines.len() - 1);
    }

    /// Bytes of the lines.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Bytes of memory that they take.
    pub(super) fn memory(&self) -> usize {
        let lines = self.lines.capacity() * size_of::<NamingLine>();
        self.text.capacity() + lines + self.marks.capacity() * size_of::<NamingMark>()
    }

    /// Forgets the lines, and keeps the room that they took.
    pub fn clear(&mut self) {
        self.text.clear();
        self.lines.clear();
        self.marks.clear();
        self.line_ends = 0;
    }

    /// Gives `read` each line that was not given yet, of which a mark may be wanted, and which then is.
    pub fn take(
        &mut self,
        may: impl Fn(IdPrefix) -> bool,
        is_wanted: impl Fn(&str) -> bool,
        mut read: impl FnMut(Line<'_>),
    ) {
        for mark in &self.marks {
            if !may(mark.prefix) {
                continue;
            }
            let Some(line) = self.lines.get_mut(mark.line).filter(|line| line.waits) else { continue };
            let text = self.text.get(line.start..line.end).unwrap_or_default();
            if is_wanted(text) {
                line.waits = false;
                read(Line { number: self.line_ends + line.number, text });
            }
        }
    }

    /// Adds a line that does not wait yet, because it may be given like any other; gives its place.
    pub(super) fn add(&mut self, line: Line<'_>, marks: fn(&str, &mut dyn FnMut(IdPrefix))) -> usize {
        let (at, start) = (self.lines.len(), self.text.len());
        self.text.push_str(line.text);
        self.lines.push(NamingLine { number: line.number, start, end: self.text.len(), waits: false });
        marks(line.text, &mut |prefix| self.marks.push(NamingMark { prefix, line: at }));
        at
    }

    /// The line at this place is not given like any other: it waits.
    pub(super) fn wait(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            line.waits = true;
        }
    }

    /// The line at this place, with its number from where they count.
    pub(super) fn line(&self, at: usize) -> Line<'_> {
        let line = self.lines.get(at);
        let text = line.and_then(|line| self.text.get(line.start..line.end)).unwrap_or_default();
        Line { number: line.map_or(1, |line| line.number), text }
    }

    /// From now on the lines' numbers count from here.
    pub(super) const fn count_from(&mut self, line_ends: u64) {
        self.line_ends = line_ends;
    }

    /// True where no line is kept.
    pub(super) const fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_added_to_those_of_a_chunk_keeps_its_number() {
        let (mut asides, mut read) = (NamingLines::default(), Vec::new());
        let at = asides.add(Line { number: 7, text: "a" }, |_, mark| mark(1));
        asides.wait(at);
        asides.count_from(3000);
        asides.push(Line { number: 3620, text: "b" }, |_, mark| mark(1));
        asides.take(|_| true, |_| true, |line| read.push((line.number, line.text.to_owned())));
        assert_eq!(read, [(3007, "a".to_owned()), (3620, "b".to_owned())]);
    }
}
