//! The search for needles in a chunk of bytes, and the count of its line ends: what every worker does.

use aho_corasick::{AhoCorasick, MatchKind, Span, packed};

use super::chunk::Chunk;
use super::hit::{AsidePlace, NeedleHit};
use super::naming_lines::NamingRule;
use super::passing::PassRule;
use super::{Asks, Line, Needle, encoding};

/// Bytes of a needle that are sought, at every place of a source; the rest is compared where they are found.
const STEM_BYTES: usize = 4;

/// The number of any line but a source's first.
const NOT_THE_FIRST: u64 = 2;

/// Finds needles and counts line ends.
#[derive(Clone, Debug)]
pub(super) struct Finder {
    search: StemSearch,
    /// The needles of each beginning that is sought; of those that fit at one place the first counts.
    needles: Vec<Vec<Needle>>,
    asides: Option<NamingRule>,
    passing: Option<PassRule>,
    /// Bytes of the piece before that a chunk must bring along.
    pub(super) lead: usize,
    /// The byte that ends a line.
    pub(super) line_end: u8,
}

/// Seeks the beginnings of needles.
#[derive(Clone, Debug)]
enum StemSearch {
    Nothing,
    /// Vectorised, for up to 64 of them; fastest up to 32.
    Packed(packed::Searcher),
    Automaton(AhoCorasick),
}

impl Finder {
    /// A finder for lines that end with a line feed.
    pub(super) fn new(needles: &[Needle]) -> Self {
        let lengths = || needles.iter().map(|needle| needle.text.len()).filter(|length| *length > 0);
        let longest = lengths().max().unwrap_or(1);
        // All of one length, so that never two of them begin at one place.
        let stem_bytes = lengths().min().unwrap_or(0).min(STEM_BYTES);
        let (mut stems, mut of_stems): (Vec<&[u8]>, Vec<Vec<Needle>>) = (Vec::new(), Vec::new());
        for needle in needles {
            let Some(stem) = needle.text.as_bytes().get(..stem_bytes).filter(|stem| !stem.is_empty()) else { continue };
            if let Some(of_stem) = stems.iter().position(|known| *known == stem).and_then(|at| of_stems.get_mut(at)) {
                of_stem.push(*needle);
            } else {
                stems.push(stem);
                of_stems.push(vec![*needle]);
            }
        }
        for of_stem in &mut of_stems {
            of_stem.sort_by_key(|needle| std::cmp::Reverse((needle.asks, needle.text.len())));
        }
        let (asides, passing) = (None, None);
        Self { search: StemSearch::new(&stems), needles: of_stems, asides, passing, lead: longest - 1, line_end: b'\n' }
    }

    /// The same finder for lines that end with this byte, of which some are set aside.
    pub(super) fn of_source(&self, line_end: u8, asides: Option<NamingRule>) -> Self {
        Self { asides, line_end, ..self.clone() }
    }

    /// The same finder for a source of which whole records may be passed by.
    pub(super) fn passing(self, passing: Option<PassRule>) -> Self {
        Self { passing, ..self }
    }

    /// True where whole records may be passed by.
    pub(super) const fn may_pass(&self) -> bool {
        self.passing.is_some()
    }

    /// Fills in the chunk's hits and line ends, from its bytes.
    pub(super) fn search(&self, chunk: &mut Chunk) {
        let Chunk { bytes, lead, hits, asides, .. } = chunk;
        let (bytes, lead) = (&**bytes, *lead);
        hits.clear();
        asides.clear();
        // Where records span lines, they are set aside whole.
        let line_rule = self.asides.filter(|_| self.passing.is_none_or(|rule| rule.of_lines));
        let (mut from, mut counted, mut line_ends) = (0, lead, 0);
        while let Some(found) = self.next(bytes, from, bytes.len()) {
            let last = found.end - 1;
            // All of it lies in the chunk before, where it was found.
            if last < lead {
                from = found.start + 1;
                continue;
            }
            line_ends += self.count(bytes, counted, last);
            counted = last;
            let stop = self.line_end_from(bytes, last);
            let asks = self.asks(bytes, &found, stop);
            let whole = line_rule.filter(|_| !asks.looks_back()).zip(self.whole_line(bytes, lead, found.start, stop));
            let aside = whole.filter(|(rule, text)| (rule.is_aside)(text)).map(|(rule, text)| {
                let at = asides.add(Line { number: line_ends + 1, text }, rule.marks);
                AsidePlace { index: at, end: stop - lead }
            });
            hits.push(NeedleHit { at: last - lead, line_ends, asks, aside });
            // One hit a line: what its other needles ask for is in `asks` already.
            from = stop;
        }
        chunk.line_ends = line_ends + self.count(bytes, counted, bytes.len());
        if let Some(rule) = self.passing {
            rule.search(chunk, self.line_end, self.asides);
        }
    }

    /// The text of the line with this place, up to its end at `stop`. `None` where a part of it lies in another chunk, it
    /// may be the source's first, or it is no UTF-8.
    fn whole_line<'c>(&self, bytes: &'c [u8], lead: usize, place: usize, stop: usize) -> Option<&'c str> {
        let start = memchr::memrchr(self.line_end, bytes.get(..place)?)? + 1;
        let line = bytes.get(start..stop).filter(|_| start >= lead && stop < bytes.len())?;
        std::str::from_utf8(encoding::trim(line, NOT_THE_FIRST)).ok()
    }

    /// The most that a needle of the line asks for.
    fn asks(&self, bytes: &[u8], found: &FoundNeedle, stop: usize) -> Asks {
        let (mut asks, mut from) = (found.asks, found.start + 1);
        // No needle asks for more than what lies before: the rest of the line need not be searched then.
        while asks != Asks::Before
            && let Some(next) = self.next(bytes, from, stop)
        {
            (asks, from) = (asks.max(next.asks), next.start + 1);
        }
        asks
    }

    /// The first needle that lies between these places.
    pub(super) fn next(&self, bytes: &[u8], mut from: usize, to: usize) -> Option<FoundNeedle> {
        loop {
            let (stem, start) = self.search.next(bytes, from, to)?;
            let rest = bytes.get(start..to)?;
            let fits = |needle: &&Needle| rest.starts_with(needle.text.as_bytes());
            if let Some(needle) = self.needles.get(stem)?.iter().find(fits) {
                return Some(FoundNeedle { asks: needle.asks, start, end: start + needle.text.len() });
            }
            from = start + 1;
        }
    }

    fn line_end_from(&self, bytes: &[u8], from: usize) -> usize {
        let rest = bytes.get(from..).unwrap_or_default();
        memchr::memchr(self.line_end, rest).map_or(bytes.len(), |at| from + at)
    }

    fn count(&self, bytes: &[u8], from: usize, to: usize) -> u64 {
        memchr::memchr_iter(self.line_end, bytes.get(from..to).unwrap_or_default()).count() as u64
    }
}

/// A needle's place, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundNeedle {
    pub(super) asks: Asks,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl StemSearch {
    fn new(stems: &[&[u8]]) -> Self {
        if stems.is_empty() {
            return Self::Nothing;
        }
        let packed = packed::Config::new().match_kind(packed::MatchKind::LeftmostFirst).builder().extend(stems).build();
        if let Some(searcher) = packed {
            return Self::Packed(searcher);
        }
        AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(stems).map_or(Self::Nothing, Self::Automaton)
    }

    /// The first beginning between these places: its number and its place.
    fn next(&self, bytes: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
        if from >= to {
            return None;
        }
        let span = Span { start: from, end: to };
        let found = match self {
            Self::Nothing => None,
            Self::Packed(searcher) => searcher.find_in(bytes, span),
            Self::Automaton(automaton) => automaton.find(aho_corasick::Input::new(bytes).span(span)),
        }?;
        Some((found.pattern().as_usize(), found.start()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDLES: &[Needle] = &[
        Needle { text: "oom-killer", asks: Asks::Behind },
        Needle { text: "Killed process", asks: Asks::Before },
        Needle { text: "oom", asks: Asks::Behind },
        Needle { text: "kill", asks: Asks::Before },
    ];

    fn search(text: &str, lead: usize) -> Chunk {
        let mut chunk = Chunk { bytes: text.as_bytes().to_vec(), lead, ..Chunk::default() };
        Finder::new(NEEDLES).search(&mut chunk);
        chunk
    }

    #[test]
    fn a_line_is_hit_once_and_every_needle_of_it_is_asked() {
        let chunk = search("a\noom oom oom\nb\noom Killed process 1\noom-killer\n", 0);
        let hits: Vec<(u64, bool)> = chunk.hits.iter().map(|hit| (hit.line_ends, hit.asks.looks_back())).collect();
        assert_eq!(hits, [(1, false), (3, true), (4, true)]);
        assert_eq!(chunk.line_ends, 5);
    }

    #[test]
    fn a_needle_across_the_edge_belongs_to_the_chunk_it_ends_in() {
        let chunk = search("Killed process 1\noom", 13);
        assert_eq!(chunk.hits.first(), Some(&NeedleHit { at: 0, line_ends: 0, asks: Asks::Before, aside: None }));
        assert_eq!(chunk.hits.len(), 2);
        let chunk = search("Killed process 1\nx", 14);
        assert_eq!((chunk.hits.len(), chunk.line_ends), (0, 1));
    }

    #[test]
    fn more_needles_than_the_packed_search_takes_are_found_all_the_same() {
        let words: Vec<&'static str> = (0..100).map(|n| &*format!("{n:03}-needle").leak()).collect();
        let needles: Vec<Needle> = words.iter().map(|&text| Needle { text, asks: Asks::Behind }).collect();
        let finder = Finder::new(&needles);
        for word in words {
            let mut chunk = Chunk { bytes: format!("x {word} y\n").into_bytes(), ..Chunk::default() };
            finder.search(&mut chunk);
            assert_eq!(chunk.hits.len(), 1, "{word}");
        }
    }

    #[test]
    fn without_needles_lines_are_still_counted() {
        let mut chunk = Chunk { bytes: b"a\nb\n".to_vec(), ..Chunk::default() };
        Finder::new(&[]).search(&mut chunk);
        assert_eq!((chunk.hits.len(), chunk.line_ends), (0, 2));
    }
}
