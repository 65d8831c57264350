//! Binary journals of systemd, as `journalctl -o export` prints them: the entries in the order in which they were written,
//! each with the fields that say who spoke, when and what.
//!
//! The format is described at <https://systemd.io/JOURNAL_FILE_FORMAT>. A file is a header and objects, one behind the
//! other, each with its kind and size; an entry names the objects that hold its fields, which lie before it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Read};

use super::budget::{XZ_MEMORY_KIB, too_much};
use super::zstandard;
use crate::tell;

/// How such files begin.
pub(super) const MAGIC: &[u8] = b"LPKSHHRH";

/// Journals are held in memory. systemd itself begins a new file at 128 MiB.
const JOURNAL_BYTES: u64 = 256 * 1024 * 1024;

/// One field may be this long; a longer one is left out.
const FIELD_BYTES: u64 = 8 * 1024 * 1024;

/// The fields of one entry may be this long together, and so much may be unpacked for them; what follows is left out.
const ENTRY_BYTES: usize = 16 * 1024 * 1024;

/// The fields of one entry that are looked at. systemd itself refuses entries of more than 1,024.
const ENTRY_FIELDS: usize = 4096;

/// So much may be unpacked and written out of any journal, whatever its size: entries of few bytes can name the same
/// field of many, again and again.
const UNPACKED_ALWAYS: u64 = 256 * 1024 * 1024;

/// Out of a larger journal, so many bytes for each of its own. An entry is about as long as what it says.
const UNPACKED_RATIO: u64 = 64;

/// Bytes of a field that are unpacked to see its name: the longest name that is given and its equals sign are shorter.
const NAME_BYTES: usize = 32;

/// What it costs to begin to unpack a field, as if so many bytes came out of it.
const BEGIN_BYTES: usize = 1024;

/// So many fields that are not given are remembered, so that no entry unpacks them again.
const LEFT_OUT_FIELDS: usize = 64 * 1024;

/// Where an object's contents begin, by its kind and, for fields, by the file's layout.
const ENTRY_HEAD: usize = 64;
const DATA_HEAD: usize = 64;
const DATA_HEAD_COMPACT: usize = 72;

/// Kinds of objects.
const DATA: u8 = 1;
const ENTRY: u8 = 3;

/// In the header's flags: entries are written in few bytes.
const COMPACT: u32 = 1 << 4;

/// In an object's flags: how its contents are packed.
const XZ: u8 = 1;
const LZ4: u8 = 2;
const ZSTD: u8 = 4;

/// The fields that are given: who spoke, when, and what was said.
const FIELDS: &[&[u8]] = &[
    b"MESSAGE",
    b"PRIORITY",
    b"SYSLOG_FACILITY",
    b"SYSLOG_IDENTIFIER",
    b"SYSLOG_PID",
    b"_TRANSPORT",
    b"_HOSTNAME",
    b"_PID",
    b"_COMM",
    b"_SYSTEMD_UNIT",
    b"UNIT",
    b"CONTAINER_ID_FULL",
    b"_SOURCE_MONOTONIC_TIMESTAMP",
    b"_SOURCE_REALTIME_TIMESTAMP",
];

/// A journal as text.
pub(super) struct Export {
    file: Vec<u8>,
    compact: bool,
    /// The next object.
    at: usize,
    /// The last object.
    last: usize,
    text: Vec<u8>,
    given: usize,
    /// Where fields lie that are not given.
    left_out: HashSet<usize>,
    /// Bytes that were unpacked or written so far.
    spent: u64,
    /// Why the file could not be read to its end. What was read of it is given first.
    failed: Option<io::Error>,
}

impl Export {
    /// Reads a journal whole.
    ///
    /// # Errors
    /// Where it cannot be read, is too large, or is no journal behind its first bytes.
    pub(super) fn open(reader: impl Read) -> io::Result<Self> {
        let mut file = Vec::new();
        let failed = reader.take(JOURNAL_BYTES + 1).read_to_end(&mut file).err();
        if file.len() as u64 > JOURNAL_BYTES {
            let most = format!("{} MiB", JOURNAL_BYTES / (1024 * 1024));
            return Err(io::Error::other(tell!("fault-journal-size", size = most)));
        }
        let header = (number(&file, 88), number(&file, 136), bytes(&file, 12));
        let (Some(at), Some(last), Some(flags)) = header else {
            return Err(failed.unwrap_or_else(|| damaged(file.len())));
        };
        let compact = u32::from_le_bytes(flags) & COMPACT != 0;
        Ok(Self { file, compact, at, last, text: Vec::new(), given: 0, left_out: HashSet::new(), spent: 0, failed })
    }

    /// The text of the next entry; none at the end.
    fn next_entry(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        let allowed = UNPACKED_ALWAYS.max((self.file.len() as u64).saturating_mul(UNPACKED_RATIO));
        if self.spent > allowed {
            return Err(too_much(UNPACKED_ALWAYS, UNPACKED_RATIO));
        }
        // A journal in which nothing was written has no last object.
        while self.last > 0 && self.at <= self.last && self.text.is_empty() {
            let at = self.at;
            let Some(object) = self.object(at) else { return Err(self.failed.take().unwrap_or_else(|| damaged(at))) };
            let (kind, size) = (object.first().copied(), object.len());
            // Objects begin at multiples of eight.
            self.at = at.saturating_add(size.next_multiple_of(8));
            if kind == Some(ENTRY) {
                self.entry(at).ok_or_else(|| damaged(at))?;
            }
        }
        // What follows the last object is room for more.
        if self.text.is_empty() { self.failed.take().map_or(Ok(()), Err) } else { Ok(()) }
    }

    /// The object that begins here.
    fn object(&self, at: usize) -> Option<&[u8]> {
        let size = number(&self.file, at.checked_add(8)?).filter(|size| *size >= 16)?;
        self.file.get(at..at.checked_add(size)?)
    }

    /// Writes an entry in the export format.
    fn entry(&mut self, at: usize) -> Option<()> {
        let (mut text, mut left_out) = (std::mem::take(&mut self.text), std::mem::take(&mut self.left_out));
        let mut unpacked = 0;
        let written = self.write_entry(at, &mut text, &mut left_out, &mut unpacked);
        self.spent = self.spent.saturating_add(text.len().saturating_add(unpacked) as u64);
        (self.text, self.left_out) = (text, left_out);
        written
    }

    fn write_entry(
        &self,
        at: usize,
        text: &mut Vec<u8>,
        left_out: &mut HashSet<usize>,
        unpacked: &mut usize,
    ) -> Option<()> {
        let entry = self.object(at)?;
        let (realtime, monotonic) = (number(entry, 24)?, number(entry, 32)?);
        let boot = u128::from_be_bytes(bytes(entry, 40)?);
        text.extend_from_slice(
            format!("__REALTIME_TIMESTAMP={realtime}\n__MONOTONIC_TIMESTAMP={monotonic}\n_BOOT_ID={boot:032x}\n")
                .as_bytes(),
        );
        for item in entry.get(ENTRY_HEAD..)?.chunks_exact(if self.compact { 4 } else { 16 }).take(ENTRY_FIELDS) {
            let at = if self.compact {
                usize::try_from(u32::from_le_bytes(bytes(item, 0)?)).ok()?
            } else {
                number(item, 0)?
            };
            if left_out.contains(&at) {
                continue;
            }
            match self.field(at, unpacked) {
                Some(field) if text.len().saturating_add(field.len()) <= ENTRY_BYTES => write(&field, text),
                // What is damaged in one field costs that field.
                None if left_out.len() < LEFT_OUT_FIELDS => drop(left_out.insert(at)),
                _ => {}
            }
            if *unpacked > ENTRY_BYTES {
                break;
            }
        }
        text.push(b'\n');
        Some(())
    }

    /// A field, `NAME=value`, of those that are given. What was unpacked to tell is added to `unpacked`, whether the
    /// field is given or not.
    fn field(&self, at: usize, unpacked: &mut usize) -> Option<Cow<'_, [u8]>> {
        let object = self.object(at).filter(|object| object.first() == Some(&DATA))?;
        let packed = object.get(if self.compact { DATA_HEAD_COMPACT } else { DATA_HEAD }..)?;
        let packing = object.get(1)? & (XZ | LZ4 | ZSTD);
        if packing != 0 {
            *unpacked = unpacked.saturating_add(BEGIN_BYTES);
        }
        let field = match packing {
            0 => Cow::Borrowed(packed),
            XZ => wanted(lzma_rust2::XzReader::new_mem_limit(packed, false, XZ_MEMORY_KIB), unpacked)?,
            ZSTD => wanted(zstandard::decoder(packed), unpacked)?,
            _ => {
                let size = number(packed, 0).filter(|size| *size as u64 <= FIELD_BYTES)?;
                let block = packed.get(8..).filter(|block| may_be_given(literals(block)))?;
                *unpacked = unpacked.saturating_add(size);
                Cow::Owned(lz4_flex::block::decompress(block, size).ok()?)
            }
        };
        let given = |name: &[u8]| field.strip_prefix(name).is_some_and(|rest| rest.first() == Some(&b'='));
        FIELDS.iter().any(|name| given(name)).then_some(field)
    }
}

impl Read for Export {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() {
            self.next_entry()?;
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

/// Writes a field: on one line, or with its length where it holds several.
fn write(field: &[u8], text: &mut Vec<u8>) {
    let name = memchr::memchr(b'=', field).and_then(|at| Some((field.get(..at)?, field.get(at + 1..)?)));
    match name {
        Some((name, value)) if memchr::memchr(b'\n', value).is_some() => {
            text.extend_from_slice(name);
            text.push(b'\n');
            text.extend_from_slice(&(value.len() as u64).to_le_bytes());
            text.extend_from_slice(value);
        }
        _ => text.extend_from_slice(field),
    }
    text.push(b'\n');
}

/// Unpacks a field if its first bytes may be those of one that is given. What comes out is added to `unpacked`.
fn wanted(mut reader: impl Read, unpacked: &mut usize) -> Option<Cow<'static, [u8]>> {
    let mut bytes = Vec::new();
    let mut more = |bytes: &mut Vec<u8>, most: u64| {
        let before = bytes.len();
        let read = reader.by_ref().take(most).read_to_end(bytes);
        *unpacked = unpacked.saturating_add(bytes.len() - before);
        read.ok()
    };
    more(&mut bytes, NAME_BYTES as u64)?;
    if !may_be_given(&bytes) {
        return None;
    }
    more(&mut bytes, FIELD_BYTES + 1)?;
    (bytes.len() as u64 <= FIELD_BYTES).then_some(Cow::Owned(bytes))
}

/// False where a field that begins so is certainly none of those that are given.
fn may_be_given(beginning: &[u8]) -> bool {
    FIELDS.iter().any(|name| name.iter().chain(b"=").zip(beginning).all(|(name, begins)| name == begins))
}

/// The bytes that stand at the beginning of an LZ4 block as they are: a part of the field's name, or all of it.
fn literals(block: &[u8]) -> &[u8] {
    // A count of fifteen goes on in the bytes behind it. Fifteen letters tell almost all names apart.
    let count = usize::from(block.first().copied().unwrap_or_default() >> 4);
    let at = if count < 15 { 1 } else { block.iter().skip(1).take_while(|more| **more == u8::MAX).count() + 2 };
    block.get(at..).map_or(&[], |rest| rest.get(..count).unwrap_or(rest))
}

fn damaged(at: usize) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, tell!("fault-journal-damaged", byte = at))
}

fn number(bytes_of: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(bytes(bytes_of, at)?)).ok()
}

fn bytes<const COUNT: usize>(bytes: &[u8], at: usize) -> Option<[u8; COUNT]> {
    bytes.get(at..at.checked_add(COUNT)?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::probe::Probe;
    use super::*;
    use crate::model::NoteKind;

    /// A journal with these objects behind its header; the last is the last of the file.
    fn journal(flags: u32, objects: &[Vec<u8>]) -> Vec<u8> {
        let mut file = vec![0; 272];
        file.splice(..8, MAGIC.iter().copied());
        file.splice(12..16, flags.to_le_bytes());
        file.splice(88..96, 272_u64.to_le_bytes());
        for object in objects {
            let at = file.len() as u64;
            file.splice(136..144, at.to_le_bytes());
            file.extend_from_slice(object);
            file.resize(file.len().next_multiple_of(8), 0);
        }
        file
    }

    fn object(kind: u8, flags: u8, head: usize, contents: &[u8]) -> Vec<u8> {
        let mut object = vec![0; head];
        object.splice(..2, [kind, flags]);
        object.splice(8..16, ((head + contents.len()) as u64).to_le_bytes());
        object.extend_from_slice(contents);
        object
    }

    fn entry(items: &[u64]) -> Vec<u8> {
        let mut entry = object(
            ENTRY,
            0,
            ENTRY_HEAD,
            &items.iter().flat_map(|at| [*at, 0]).flat_map(u64::to_le_bytes).collect::<Vec<_>>(),
        );
        entry.splice(24..32, 1_797_146_412_000_000_u64.to_le_bytes());
        entry.splice(40..56, [7; 16]);
        entry
    }

    fn text(file: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Export::open(file)?.read_to_string(&mut text).map(|_| text)
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
        assert!(probe.notes().contains("more than 256 MiB and more than 64 times its size"), "{}", probe.notes());
    }
}
