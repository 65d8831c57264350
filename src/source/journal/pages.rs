//! The bytes of a file at any place, with a bounded part of it in memory: a journal's entries name fields that may lie
//! anywhere before them, mostly right before.

use std::fs::File;
use std::io;

use super::super::positioned::read_full_at;
use super::super::spool::Spool;

/// Bytes of a page. What is looked at mostly lies one behind the other; what many entries share lies anywhere.
const PAGE_BYTES: u64 = 32 * 1024;

/// Pages in memory, 4 MiB together. A page lies where its number says, so that each is found at once.
const PAGES: u64 = 128;

/// Where the bytes lie.
#[derive(Debug)]
pub(super) enum PageBacking {
    /// In a file of its own.
    File(File),
    /// In what was kept of a stream.
    Spool(Spool),
}

impl PageBacking {
    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => read_full_at(file, buffer, at),
            Self::Spool(spool) => spool.fill(at, buffer),
        }
    }
}

/// A file of which pages are in memory.
#[derive(Debug)]
pub(super) struct PageCache {
    place: PageBacking,
    bytes: u64,
    slots: Vec<Option<CachedPage>>,
    /// What lies across pages.
    joined: Vec<u8>,
    /// Why something could not be read.
    failed: Option<io::Error>,
}

#[derive(Debug)]
struct CachedPage {
    number: u64,
    bytes: Vec<u8>,
}

impl PageCache {
    /// The first `bytes` of what lies there.
    pub(super) fn new(place: PageBacking, bytes: u64) -> Self {
        let slots = (0..PAGES).map(|_| None).collect();
        Self { place, bytes, slots, joined: Vec::new(), failed: None }
    }

    /// How long the file is.
    pub(super) const fn len(&self) -> u64 {
        self.bytes
    }

    /// Fills the buffer from there on, past the pages; with fewer bytes where the file ends.
    pub(super) fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.bytes.saturating_sub(at)).unwrap_or(usize::MAX).min(buffer.len());
        self.place.read(at, buffer.get_mut(..left).unwrap_or_default())
    }

    /// Why something could not be read that lies within the file.
    pub(super) fn take_error(&mut self) -> Option<io::Error> {
        self.failed.take()
    }

    /// So many bytes from there on. `None` where the file has fewer or cannot be read.
    pub(super) fn get(&mut self, at: u64, count: usize) -> Option<&[u8]> {
        let end = at.checked_add(count as u64).filter(|end| *end <= self.bytes)?;
        let (number, within) = (at / PAGE_BYTES, usize::try_from(at % PAGE_BYTES).ok()?);
        if end <= (number + 1) * PAGE_BYTES {
            return self.page(number)?.get(within..within + count);
        }
        let (mut joined, mut number, mut within) = (std::mem::take(&mut self.joined), number, within);
        joined.clear();
        while joined.len() < count {
            let page = self.page(number)?;
            let (rest, is_whole) = (page.get(within..)?, page.len() as u64 == PAGE_BYTES);
            joined.extend_from_slice(rest.get(..count - joined.len()).unwrap_or(rest));
            if joined.len() < count && !is_whole {
                return None;
            }
            (number, within) = (number + 1, 0);
        }
        self.joined = joined;
        self.joined.get(..count)
    }

    /// A page that has at least one byte.
    fn page(&mut self, number: u64) -> Option<&[u8]> {
        let slot = self.slots.get_mut(usize::try_from(number % PAGES).ok()?)?;
        if slot.as_ref().is_none_or(|page| page.number != number) {
            // Its buffer is filled anew.
            let mut bytes = slot.take().map_or_else(Vec::new, |page| page.bytes);
            let at = number * PAGE_BYTES;
            let wanted = usize::try_from(self.bytes.checked_sub(at)?.min(PAGE_BYTES)).ok()?;
            bytes.resize(wanted, 0);
            match self.place.read(at, &mut bytes) {
                Ok(count) => bytes.truncate(count),
                Err(error) => {
                    self.failed.get_or_insert(error);
                    return None;
                }
            }
            *slot = Some(CachedPage { number, bytes });
        }
        slot.as_ref().map(|page| &*page.bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn byte(at: u64) -> u8 {
        (at % 251) as u8
    }

    #[test]
    fn whatever_is_asked_for_in_whatever_order_is_what_lies_there() {
        let bytes = PAGE_BYTES * (PAGES + 3) + 17;
        let whole: Vec<u8> = (0..bytes).map(byte).collect();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&whole).unwrap();
        let mut spool = Spool::default();
        spool.append(&whole).unwrap();
        for place in [PageBacking::File(file), PageBacking::Spool(spool)] {
            let mut pages = PageCache::new(place, bytes);
            let (mut at, mut count) = (1, 1);
            for _ in 0..4000 {
                let wanted = usize::try_from(at).unwrap()..usize::try_from(at).unwrap() + count;
                assert_eq!(pages.get(at, count), whole.get(wanted), "{count} bytes at {at}");
                at = (at * 48_271 + 11) % bytes;
                count = (count * 7 + 3) % 700_000;
            }
            assert_eq!(pages.get(bytes - 1, 1), Some(&[byte(bytes - 1)][..]));
            for (at, count) in [(bytes, 1), (u64::MAX, 2), (bytes - 1, 2)] {
                assert_eq!(pages.get(at, count), None);
            }
            assert!(pages.slots.len() as u64 == PAGES && pages.take_error().is_none());
        }
    }

    #[test]
    fn a_file_that_has_become_shorter_gives_nothing_there() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[7; 100]).unwrap();
        let mut pages = PageCache::new(PageBacking::File(file), PAGE_BYTES * 2);
        assert_eq!(pages.get(90, 10), Some(&[7; 10][..]));
        assert_eq!(pages.get(95, 10), None);
        assert_eq!(pages.get(PAGE_BYTES - 1, 2), None);
    }
}
