//! Binary journals of systemd, as `journalctl -o export` prints them: the entries in the order in which they were written,
//! each with the fields that say who spoke, when and what.
//!
//! The format is described at <https://systemd.io/JOURNAL_FILE_FORMAT>. A file is a header and objects, one behind the
//! other, each with its kind and size; an entry names the objects that hold its fields, which lie before it. They are read
//! where they lie: of a journal of any size a few pages are in memory.

mod chosen;
mod field;
#[cfg(test)]
mod made;
mod pages;

use std::fs::File;
use std::io::{self, Read, Write as _};

use self::chosen::SelectedEntries;
use self::field::FIELD_BYTES;
use self::pages::{PageBacking, PageCache};
use super::budget::{Budget, too_much};
use super::finder::Finder;
use super::spool::{SPOOL_BYTES, Spool};
use crate::tell;

/// How such files begin.
pub(super) const MAGIC: &[u8] = b"LPKSHHRH";

/// The fields of one entry may be this long together, and so much may be unpacked for them; what follows is left out.
const ENTRY_BYTES: usize = 16 * 1024 * 1024;

/// The fields of one entry that are looked at. systemd itself refuses entries of more than 1,024.
const ENTRY_FIELDS: usize = 4096;

/// So much may be unpacked and written out of any journal, whatever its size: entries of few bytes can name the same
/// field of many, again and again.
const UNPACKED_ALWAYS: u64 = 256 * 1024 * 1024;

/// Out of a larger journal, so many bytes for each of its own. An entry is about as long as what it says.
const UNPACKED_RATIO: u64 = 64;

/// What is handed on at once, unless one entry is longer.
const TEXT_BYTES: usize = 64 * 1024;

/// Fields that are remembered. Each lies at the place that its own gives; one that comes later takes it.
const REMEMBERED: usize = 16 * 1024;

/// Longer fields are not remembered.
const REMEMBERED_BYTES: usize = 256;

/// So much of the file's header is read.
const HEADER: usize = 144;

/// Where an object's contents begin, by its kind and, for fields, by the file's layout.
const OBJECT_HEAD: usize = 16;
const ENTRY_HEAD: usize = 64;
const DATA_HEAD: usize = 64;
const DATA_HEAD_COMPACT: usize = 72;

/// Kinds of objects.
const DATA: u8 = 1;
const ENTRY: u8 = 3;

/// In the header's flags: entries are written in few bytes.
const COMPACT: u32 = 1 << 4;

/// A journal as text.
pub(super) struct Export {
    pages: PageCache,
    layout: Layout,
    /// The next object.
    at: u64,
    /// The entries that are given and were not yet. Where there are none, every entry is.
    chosen: Option<std::vec::IntoIter<u64>>,
    text: Vec<u8>,
    given: usize,
    /// Where the fields of the entry lie that is being written.
    items: Vec<u64>,
    remembered: Vec<Remembered>,
    spent: Spent,
    /// Told how far reading is, where nobody else tells.
    budget: Option<Budget>,
    /// Why the file could not be read to its end. What was read of it is given first.
    failed: Option<io::Error>,
}

/// Where in a journal what lies.
#[derive(Clone, Copy, Debug)]
struct Layout {
    /// The first object.
    first: u64,
    /// The last object; 0 where nothing was written.
    last: u64,
    /// Whether entries are written in few bytes.
    compact: bool,
    /// Where the contents of a field begin.
    data_head: usize,
}

/// Bytes that were unpacked or written, and how many may be.
#[derive(Clone, Copy, Debug)]
struct Spent {
    bytes: u64,
    most: u64,
}

/// What is known of the field that lies at a place.
#[derive(Clone, Default)]
struct Remembered {
    at: u64,
    /// As it is written; empty where it is not given.
    written: Box<[u8]>,
}

/// An object's head.
#[derive(Clone, Copy, Debug)]
struct ObjectHeader {
    kind: u8,
    flags: u8,
    bytes: u64,
}

impl Layout {
    /// So much of an object is looked at. `None` for what is too long to be given.
    fn looked_at(self, object: ObjectHeader) -> Option<usize> {
        let most = match object.kind {
            ENTRY => {
                return usize::try_from(object.bytes)
                    .ok()
                    .map(|bytes| bytes.min(ENTRY_HEAD + ENTRY_FIELDS * self.item_bytes()));
            }
            // A little more than it holds may be what it is packed to.
            DATA => FIELD_BYTES + FIELD_BYTES / 8 + self.data_head as u64,
            _ => 0,
        };
        usize::try_from(object.bytes).ok().filter(|count| *count as u64 <= most)
    }

    const fn item_bytes(self) -> usize {
        if self.compact { 4 } else { 16 }
    }

    /// Where the fields of an entry lie.
    fn items(self, entry: &[u8]) -> impl Iterator<Item = u64> {
        entry.get(ENTRY_HEAD..).unwrap_or_default().chunks_exact(self.item_bytes()).filter_map(move |item| {
            if self.compact { bytes(item, 0).map(|at| u32::from_le_bytes(at).into()) } else { number(item, 0) }
        })
    }
}

impl Spent {
    const fn add(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    const fn is_too_much(self) -> bool {
        self.bytes > self.most
    }
}

impl ObjectHeader {
    /// The head of an object that begins with these bytes.
    fn read(head: &[u8]) -> Option<Self> {
        Some(Self { kind: *head.first()?, flags: *head.get(1)?, bytes: number(head, 8)? })
    }

    /// True for an object that lies within a file of so many bytes.
    fn lies_within(self, at: u64, file: u64) -> bool {
        self.bytes >= OBJECT_HEAD as u64 && at.checked_add(self.bytes).is_some_and(|end| end <= file)
    }

    /// Where the next begins: at a multiple of eight.
    fn end(self, at: u64) -> Option<u64> {
        at.saturating_add(self.bytes).checked_next_multiple_of(8)
    }
}

impl Export {
    /// A journal that is a file of its own. How far reading is, the budget is told.
    ///
    /// # Errors
    /// Where it cannot be read, or is no journal behind its first bytes.
    pub(super) fn of_file(file: File, budget: Budget, finder: &Finder) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        Self::new(PageCache::new(PageBacking::File(file), bytes), Some(budget), None, finder)
    }

    /// A journal that comes as a stream. It is kept whole first, on disk unless it is small.
    ///
    /// # Errors
    /// Where it cannot be read, is larger than what is kept, or is no journal behind its first bytes.
    pub(super) fn open(mut reader: impl Read, finder: &Finder) -> io::Result<Self> {
        let mut spool = Spool::default();
        let mut piece = vec![0; TEXT_BYTES];
        let failed = loop {
            match reader.read(&mut piece) {
                Ok(0) => break None,
                Ok(count) if spool.append(piece.get(..count).unwrap_or_default()).is_some() => {}
                Ok(_) => {
                    let most = format!("{} GiB", SPOOL_BYTES / (1024 * 1024 * 1024));
                    return Err(io::Error::other(tell!("fault-journal-size", size = most)));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Some(error),
            }
        };
        let bytes = spool.len();
        Self::new(PageCache::new(PageBacking::Spool(spool), bytes), None, failed, finder)
    }

    fn new(
        mut pages: PageCache,
        budget: Option<Budget>,
        mut failed: Option<io::Error>,
        finder: &Finder,
    ) -> io::Result<Self> {
        let Some(layout) = pages.get(0, HEADER).and_then(layout) else {
            return Err(failed.or_else(|| pages.take_error()).unwrap_or_else(|| damaged(pages.len())));
        };
        let mut spent = Spent { bytes: 0, most: UNPACKED_ALWAYS.max(pages.len().saturating_mul(UNPACKED_RATIO)) };
        let mut chosen = None;
        match chosen::choose(&mut pages, layout, finder, &mut spent) {
            Ok(Some(SelectedEntries { entries, damaged: at })) => {
                if let Some(at) = at {
                    failed.get_or_insert_with(|| damaged(at));
                }
                chosen = Some(entries.into_iter());
            }
            Ok(None) => spent.bytes = 0,
            Err(error) => failed = Some(error),
        }
        let remembered = vec![Remembered::default(); REMEMBERED];
        let (text, items) = (Vec::new(), Vec::new());
        Ok(Self { pages, layout, at: layout.first, chosen, text, given: 0, items, remembered, spent, budget, failed })
    }

    /// Writes the entries that follow, until there is something to hand on; nothing is written at the end.
    fn next_entries(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        let begun = self.at;
        // A journal in which nothing was written has no last object.
        while self.layout.last > 0 && self.text.len() < TEXT_BYTES {
            if self.spent.is_too_much() {
                return self.end_with(too_much(UNPACKED_ALWAYS, UNPACKED_RATIO));
            }
            let Some(goes_on) = self.next_object() else {
                let error = self.failed.take().or_else(|| self.pages.take_error());
                return self.end_with(error.unwrap_or_else(|| damaged(self.at)));
            };
            if !goes_on {
                break;
            }
        }
        if let Some(budget) = &self.budget {
            budget.add_read(self.at - begun);
        }
        // What follows the last object is room for more.
        if self.text.is_empty() { self.failed.take().map_or(Ok(()), Err) } else { Ok(()) }
    }

    /// Nothing more is read. What was written comes before the error.
    fn end_with(&mut self, error: io::Error) -> io::Result<()> {
        self.layout.last = 0;
        if self.text.is_empty() {
            return Err(error);
        }
        self.failed = Some(error);
        Ok(())
    }

    /// Goes behind the next object that is given; an entry is written. False behind the last, `None` where it is damaged.
    fn next_object(&mut self) -> Option<bool> {
        if let Some(entries) = &mut self.chosen {
            let Some(at) = entries.next() else { return Some(false) };
            self.at = at;
        }
        let at = self.at;
        if at > self.layout.last {
            return Some(false);
        }
        let object = self.object(at)?;
        if object.kind == ENTRY {
            self.write_entry(at, object)?;
        }
        self.at = object.end(at)?;
        Some(true)
    }

    /// The head of the object that begins here, of which all lies in the file.
    fn object(&mut self, at: u64) -> Option<ObjectHeader> {
        let object = ObjectHeader::read(self.pages.get(at, OBJECT_HEAD)?)?;
        object.lies_within(at, self.pages.len()).then_some(object)
    }

    /// Writes an entry in the export format.
    fn write_entry(&mut self, at: u64, object: ObjectHeader) -> Option<()> {
        let begun = self.text.len();
        let entry = self.pages.get(at, self.layout.looked_at(object)?)?;
        let (realtime, monotonic) = (number(entry, 24)?, number(entry, 32)?);
        let boot = u128::from_be_bytes(bytes(entry, 40)?);
        self.items.clear();
        self.items.extend(self.layout.items(entry));
        // Writing to memory does not fail.
        drop(write!(
            self.text,
            "__REALTIME_TIMESTAMP={realtime}\n__MONOTONIC_TIMESTAMP={monotonic}\n_BOOT_ID={boot:032x}\n"
        ));
        let items = std::mem::take(&mut self.items);
        let mut unpacked = 0;
        for at in &items {
            self.write_field(*at, begun, &mut unpacked);
            if unpacked > ENTRY_BYTES {
                break;
            }
        }
        self.items = items;
        self.text.push(b'\n');
        self.spent.add((self.text.len() - begun).saturating_add(unpacked));
        Some(())
    }

    /// Writes the field that lies there, if it is one of those that are given. What is damaged in one field costs that field.
    fn write_field(&mut self, at: u64, begun: usize, unpacked: &mut usize) {
        let slot = usize::try_from((at / 8) % REMEMBERED as u64).unwrap_or_default();
        if let Some(known) = self.remembered.get(slot).filter(|known| known.at == at && at > 0) {
            if self.text.len() - begun + known.written.len() <= ENTRY_BYTES {
                self.text.extend_from_slice(&known.written);
            }
            return;
        }
        let written = self.text.len();
        let is_all = self.read_field(at, begun, unpacked);
        let field = self.text.get(written..).filter(|field| is_all && field.len() <= REMEMBERED_BYTES);
        if let (Some(slot), Some(field)) = (self.remembered.get_mut(slot), field)
            && !is_told_once(field)
        {
            *slot = Remembered { at, written: field.into() };
        }
    }

    /// Writes the field that lies there, as it is read. True where that is all there is to know of it.
    fn read_field(&mut self, at: u64, begun: usize, unpacked: &mut usize) -> bool {
        let Some(object) = self.object(at).filter(|object| object.kind == DATA) else { return true };
        let Some(count) = self.layout.looked_at(object) else { return true };
        let Some(packed) = self.pages.get(at, count).and_then(|object| object.get(self.layout.data_head..)) else {
            return true;
        };
        match field::given(packed, object.flags, unpacked) {
            Some(field) if self.text.len() - begun + field.len() <= ENTRY_BYTES => field::write(&field, &mut self.text),
            Some(_) => return false,
            None => {}
        }
        true
    }
}

/// Where what lies, from the file's header.
fn layout(header: &[u8]) -> Option<Layout> {
    let compact = u32::from_le_bytes(bytes(header, 12)?) & COMPACT != 0;
    let data_head = if compact { DATA_HEAD_COMPACT } else { DATA_HEAD };
    Some(Layout { first: number(header, 88)?, last: number(header, 136)?, compact, data_head })
}

/// True for fields that hardly two entries share: to remember them would cost more than to read them again.
fn is_told_once(written: &[u8]) -> bool {
    written.starts_with(b"_SOURCE_")
}

impl Read for Export {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() {
            self.next_entries()?;
        }
        let left = self.text.get(self.given..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), left.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

fn damaged(at: u64) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, tell!("fault-journal-damaged", byte = at))
}

fn number(bytes_of: &[u8], at: usize) -> Option<u64> {
    bytes(bytes_of, at).map(u64::from_le_bytes)
}

fn bytes<const COUNT: usize>(bytes: &[u8], at: usize) -> Option<[u8; COUNT]> {
    bytes.get(at..at.checked_add(COUNT)?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::probe::{NEEDLES, Probe};
    use super::field::{LZ4, XZ, ZSTD};
    use super::made::{entry, journal, object};
    use super::*;
    use crate::model::NoteKind;

    fn text(file: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Export::open(file, &Finder::new(NEEDLES))?.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn entries_are_given_with_their_fields_packed_or_not() {
        let packed = lz4_flex::block::compress(b"MESSAGE=anon 1\nfile 2");
        let packed = [&21_u64.to_le_bytes(), &*packed].concat();
        let objects = [
            object(DATA, 0, DATA_HEAD, b"_TRANSPORT=kernel"),
            object(DATA, LZ4, DATA_HEAD, &packed),
            object(DATA, 0, DATA_HEAD, b"_CMDLINE=secret"),
            entry(&[272, 360, 360 + 96, 999_999]),
        ];
        let file = journal(0, &objects);
        let read = text(&file).expect("a journal");
        assert!(
            read.starts_with("__REALTIME_TIMESTAMP=1797146412000000\n__MONOTONIC_TIMESTAMP=0\n_BOOT_ID=0707"),
            "{read}"
        );
        assert!(read.contains("\n_TRANSPORT=kernel\nMESSAGE\n\u{d}\0\0\0\0\0\0\0anon 1\nfile 2\n\n"), "{read:?}");
        assert!(!read.contains("secret"), "{read}");
    }

    #[test]
    fn a_journal_that_breaks_off_says_so_and_what_to_do() {
        let file = journal(0, &[object(DATA, 0, DATA_HEAD, b"_TRANSPORT=kernel"), entry(&[272])]);
        for length in 8..file.len() - 1 {
            let error = text(&file[..length]).expect_err("broken off").to_string();
            assert!(error.contains("damaged") && error.contains("journalctl --file"), "{length}: {error}");
        }
        assert_eq!(text(&journal(0, &[])).expect("empty"), "");
    }

    fn xz(bytes: &[u8]) -> Vec<u8> {
        let mut packer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(0)).unwrap();
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn fields_that_are_not_wanted_are_not_unpacked_again_and_again() {
        let secret = [b"_CMDLINE=", &*vec![b'x'; (8 << 20) - 9]].concat();
        let (xz, zstd) = (xz(&secret), zstd::encode_all(&*secret, 1).unwrap());
        let lz4 = [&(secret.len() as u64).to_le_bytes(), &*lz4_flex::block::compress(&secret)].concat();
        for (flags, packed) in [(XZ, xz), (ZSTD, zstd), (LZ4, lz4)] {
            let message = object(DATA, 0, DATA_HEAD, b"MESSAGE=Killed process 7 (java)");
            let behind = 272 + message.len().next_multiple_of(8) as u64;
            let items: Vec<u64> = std::iter::repeat_n(behind, 3_000).chain([272]).collect();
            let file = journal(0, &[message, object(DATA, flags, DATA_HEAD, &packed), entry(&items)]);
            let begun = std::time::Instant::now();
            let read = text(&file).expect("a journal");
            assert!(read.ends_with("\nMESSAGE=Killed process 7 (java)\n\n"), "{flags}: {read}");
            // It took minutes.
            assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{flags}: {:?}", begun.elapsed());
        }
    }

    #[test]
    fn a_field_that_is_too_long_for_its_entry_is_not_unpacked_again_and_again() {
        let message = [b"MESSAGE=", &*vec![b'x'; 5 << 20]].concat();
        let file = journal(0, &[object(DATA, XZ, DATA_HEAD, &xz(&message)), entry(&vec![272; 3_000])]);
        let begun = std::time::Instant::now();
        let read = text(&file).expect("a journal");
        assert_eq!(read.matches("MESSAGE").count(), 3);
        assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
    }

    #[test]
    fn a_journal_out_of_which_too_much_comes_ends_and_says_so() {
        let message = [b"MESSAGE=Killed process ", &*vec![b'x'; 7 << 20]].concat();
        let message = object(DATA, ZSTD, DATA_HEAD, &zstd::encode_all(&*message, 1).unwrap());
        let objects: Vec<Vec<u8>> = std::iter::once(message).chain((0..100).map(|_| entry(&[272]))).collect();
        let probe = Probe::default().bytes(&journal(0, &objects));
        let source = probe.sources.first().expect("a source");
        // Half of what may come out is unpacked, the other half written from it.
        assert!(source.failed && source.bytes > 100 << 20 && source.bytes < 200 << 20, "{}", source.bytes);
        assert!(source.notes.iter().any(|note| note.kind == NoteKind::LimitReached), "{}", probe.notes());
        assert!(probe.notes().contains("more than 256 MiB and to more than 64 times its size"), "{}", probe.notes());
    }
}
