//! zip archives: the members that the directory at the end names, the oldest of a rotated set first. Where that directory
//! is missing, because the archive is cut, the members are found by the headers in front of them.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use chrono::NaiveDate;
use zip::CompressionMethod;
use zip::read::Config;
use zip::unstable::read::ZipIterable;

use super::super::budget::{LimitedReader, XZ_MEMORY_KIB};
use super::super::folder::reading_order;
use super::super::magic::Packing;
use super::super::origin::StreamOrigin;
use super::super::streams::{Deflate, Deflate64, LzmaOfZip, Machine as _, Streams};
use super::super::unpack;
use super::members::MemberSink;
use super::names::MemberNames;
use crate::model::limits;
use crate::tell;

/// How the header in front of a member begins.
const LOCAL: &[u8] = b"PK\x03\x04";

/// Bytes of that header before the name.
const LOCAL_BYTES: u64 = 30;

/// In a header's flags: the sizes stand behind the member.
const SIZES_BEHIND: u16 = 1 << 3;

/// In a header's flags: the member is encrypted.
const ENCRYPTED: u16 = 1;

/// Bytes read at once where headers are looked for.
const SEEK_BYTES: usize = 64 * 1024;

/// A member as the directory has it.
#[derive(Clone, Debug)]
struct Member {
    name: String,
    modified: Option<NaiveDate>,
    /// Where the header in front of it lies.
    at: u64,
    packed: u64,
    /// `None` where it is not known before the end.
    account: Option<DeclaredContent>,
    method: u16,
    kind: EntryKind,
}

/// What must come out of a member.
#[derive(Clone, Copy, Debug)]
struct DeclaredContent {
    bytes: u64,
    checksum: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryKind {
    File,
    Folder,
    Link,
    Encrypted,
    /// Its bytes are those of another member, too.
    Overlapping,
}

/// Reads the members of a zip archive.
pub(in super::super) fn read<R: Read + Seek>(session: &mut dyn MemberSink, mut reader: R, origin: &StreamOrigin) {
    let mut names = MemberNames::default();
    let (members, is_whole) = match directory(session, &mut reader, origin, &mut names) {
        Ok(members) => (members, true),
        Err(error) => {
            session.skip_rest(&origin.name, &error);
            (headers(&mut reader, &mut names).unwrap_or_default(), false)
        }
    };
    for member in members {
        if session.stopped() {
            return;
        }
        read_member(session, &mut reader, &member, &origin.member(&member.name, member.modified));
    }
    if is_whole {
        names.tell(session, origin);
    }
}

fn read_member<R: Read + Seek>(session: &mut dyn MemberSink, reader: &mut R, member: &Member, origin: &StreamOrigin) {
    match member.kind {
        EntryKind::Folder => {}
        EntryKind::Link => session.skip(&origin.name, tell!("skip-link-within")),
        EntryKind::Encrypted => session.skip_beyond(&origin.name, tell!("skip-encrypted")),
        EntryKind::Overlapping => session.skip_beyond(&origin.name, tell!("skip-overlapping")),
        EntryKind::File => match contents(reader, member) {
            Ok(contents) => {
                session.stream(&mut LimitedReader { inner: contents, budget: origin.budget.clone() }, origin, false);
            }
            Err(error) => session.skip_failed(&origin.name, &error),
        },
    }
}

/// The members that the directory names, in the order in which they are read.
fn directory<R: Read + Seek>(
    session: &mut dyn MemberSink,
    reader: &mut R,
    origin: &StreamOrigin,
    names: &mut MemberNames,
) -> io::Result<Vec<Member>> {
    // It is read entry by entry, and seeks before each.
    let mut archive = ZipIterable::try_new(BufReader::with_capacity(512, reader), Config::default())?;
    let mut members = Vec::new();
    for entry in archive.files()? {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if members.is_empty() => return Err(error.into()),
            Err(error) => {
                session.skip_rest(&origin.name, &error.into());
                break;
            }
        };
        if members.len() >= limits::MEMBERS.most {
            session.skip_beyond(&origin.name, limits::MEMBERS.sentence());
            break;
        }
        let date = entry.last_modified().map(|date| (date.year().into(), date.month().into(), date.day().into()));
        members.push(Member {
            name: names.shown(entry.name().as_deref().map_or_else(|_| entry.name_raw(), str::as_bytes)),
            modified: date.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day)),
            at: entry.header_start(),
            packed: entry.compressed_size(),
            account: Some(DeclaredContent { bytes: entry.size(), checksum: entry.crc32() }),
            method: number_of(entry.compression()),
            kind: if entry.is_dir() {
                EntryKind::Folder
            } else if entry.is_symlink() {
                EntryKind::Link
            } else if entry.encrypted() {
                EntryKind::Encrypted
            } else {
                EntryKind::File
            },
        });
    }
    mark_overlapping(&mut members);
    members.sort_by(|a, b| reading_order(&a.name).cmp(&reading_order(&b.name)));
    Ok(members)
}

/// Marks the members whose bytes are those of another one, too: a small archive could hold any number of them, and no
/// program packs so.
fn mark_overlapping(members: &mut [Member]) {
    members.sort_by_key(|member| member.at);
    let mut end = 0;
    for member in members.iter_mut().filter(|member| matches!(member.kind, EntryKind::File | EntryKind::Encrypted)) {
        if member.at < end {
            member.kind = EntryKind::Overlapping;
        } else {
            end = member.at.saturating_add(LOCAL_BYTES).saturating_add(member.packed);
        }
    }
}

/// The members of an archive without a directory, as the headers in front of them tell.
fn headers<R: Read + Seek>(reader: &mut R, names: &mut MemberNames) -> io::Result<Vec<Member>> {
    let (mut members, mut from) = (Vec::new(), 0);
    while let Some(at) = find(reader, from)? {
        let Some((fixed, name)) = local_header(reader, at)? else { break };
        let number =
            |at: usize| fixed.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
        let (flags, method) = (low(number(6)), low(number(8)));
        let is_known = flags & SIZES_BEHIND == 0 && number(18) != u32::MAX;
        let begins = at + LOCAL_BYTES + name.len() as u64 + u64::from(low(number(28)));
        let packed = if is_known { u64::from(number(18)) } else { u64::MAX };
        let kind = if name.ends_with(b"/") {
            EntryKind::Folder
        } else if flags & ENCRYPTED != 0 {
            EntryKind::Encrypted
        } else {
            EntryKind::File
        };
        let account = is_known.then(|| DeclaredContent { bytes: number(22).into(), checksum: number(14) });
        members.push(Member { name: names.shown(&name), modified: None, at, packed, account, method, kind });
        from = if is_known { begins.saturating_add(packed) } else { begins };
        if members.len() >= limits::MEMBERS.most {
            break;
        }
    }
    Ok(members)
}

const fn low(number: u32) -> u16 {
    let [a, b, _, _] = number.to_le_bytes();
    u16::from_le_bytes([a, b])
}

/// Where the next header in front of a member begins, at or behind `from`.
fn find<R: Read + Seek>(reader: &mut R, mut from: u64) -> io::Result<Option<u64>> {
    let mut bytes = Vec::new();
    loop {
        reader.seek(SeekFrom::Start(from))?;
        bytes.clear();
        reader.by_ref().take(SEEK_BYTES as u64).read_to_end(&mut bytes)?;
        if let Some(at) = memchr::memmem::find(&bytes, LOCAL) {
            return Ok(Some(from + at as u64));
        }
        if bytes.len() < SEEK_BYTES {
            return Ok(None);
        }
        from += (SEEK_BYTES - LOCAL.len() + 1) as u64;
    }
}

/// The header in front of a member, and the name behind it; `None` where it is cut or none. The reader stands behind it.
fn local_header<R: Read + Seek>(reader: &mut R, at: u64) -> io::Result<Option<(Vec<u8>, Vec<u8>)>> {
    reader.seek(SeekFrom::Start(at))?;
    let mut fixed = Vec::new();
    reader.by_ref().take(LOCAL_BYTES).read_to_end(&mut fixed)?;
    let Some(&[name, name_high, extra, extra_high]) = fixed.get(26..30).filter(|_| fixed.starts_with(LOCAL)) else {
        return Ok(None);
    };
    let (name_bytes, extra) = (u16::from_le_bytes([name, name_high]), u16::from_le_bytes([extra, extra_high]));
    let mut name = Vec::new();
    reader.by_ref().take(name_bytes.into()).read_to_end(&mut name)?;
    reader.seek(SeekFrom::Current(extra.into()))?;
    Ok(Some((fixed, name)))
}

/// What comes out of a member.
fn contents<'r, R: Read + Seek>(reader: &'r mut R, member: &Member) -> io::Result<Box<dyn Read + 'r>> {
    if local_header(reader, member.at)?.is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, tell!("fault-zip-header")));
    }
    let packed = reader.take(member.packed);
    let inner: Box<dyn Read + 'r> = match member.method {
        0 => Box::new(packed),
        8 => Box::new(Streams::of(packed, Deflate::new()?)),
        9 => Box::new(Streams::of(packed, Deflate64::new()?)),
        12 => unpack::decoder(Packing::Bzip2, packed),
        14 => lzma(packed, member)?,
        93 => unpack::decoder(Packing::Zstd, packed),
        95 => unpack::decoder(Packing::Xz, packed),
        method => {
            let name = format!("{} ({method})", CompressionMethod::name_from_u16(method));
            return Err(io::Error::other(tell!("fault-zip-method", method = name)));
        }
    };
    let Some(account) = member.account else { return Ok(inner) };
    Ok(Box::new(Checked { inner, account, given: 0, checksum: flate2::Crc::new(), has_failed: false }))
}

/// LZMA as zip archives have it: a version, the size of the properties, and the properties.
fn lzma<'r>(mut packed: impl Read + 'r, member: &Member) -> io::Result<Box<dyn Read + 'r>> {
    let mut head = [0; 9];
    packed.read_exact(&mut head)?;
    let [_, _, 5, 0, properties, dictionary @ ..] = head else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, tell!("fault-zip-header")));
    };
    let dictionary = u32::from_le_bytes(dictionary);
    if dictionary / 1024 > XZ_MEMORY_KIB {
        let most = format!("{} MiB", XZ_MEMORY_KIB / 1024);
        return Err(io::Error::other(tell!("fault-dictionary", size = most)));
    }
    let bytes = member.account.map_or(u64::MAX, |account| account.bytes);
    Ok(Box::new(Streams::of(packed, LzmaOfZip::of(bytes, properties, dictionary)?)))
}

/// The number of a method, as the format counts.
#[expect(deprecated, reason = "methods are decoded here, also those that the library was built without")]
const fn number_of(method: CompressionMethod) -> u16 {
    method.to_u16()
}

/// Compares what came out of a member with its account.
struct Checked<R> {
    inner: R,
    account: DeclaredContent,
    given: u64,
    checksum: flate2::Crc,
    has_failed: bool,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer);
        self.has_failed |= read.is_err();
        let count = read?;
        self.checksum.update(buffer.get(..count).unwrap_or_default());
        self.given += count as u64;
        let has_ended = count == 0 && !buffer.is_empty() && !self.has_failed;
        if has_ended && (self.given, self.checksum.sum()) != (self.account.bytes, self.account.checksum) {
            self.has_failed = true;
            return Err(io::Error::new(io::ErrorKind::InvalidData, tell!("fault-checksum")));
        }
        Ok(count)
    }
}
