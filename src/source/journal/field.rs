//! The fields of a journal's entries: which of them are given, how they are packed, how they are written.

use std::borrow::Cow;
use std::io::Read;

use super::super::budget::XZ_MEMORY_KIB;
use super::super::zstandard;
use super::number;

/// One field may be this long; a longer one is left out.
pub(super) const FIELD_BYTES: u64 = 8 * 1024 * 1024;

/// Bytes of a field that are unpacked to see its name: the longest name that is given and its equals sign are shorter.
const NAME_BYTES: usize = 32;

/// What it costs to begin to unpack a field, as if so many bytes came out of it.
const BEGIN_BYTES: usize = 1024;

/// In an object's flags: how its contents are packed.
pub(super) const XZ: u8 = 1;
pub(super) const LZ4: u8 = 2;
pub(super) const ZSTD: u8 = 4;

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

/// Whether an object's contents are packed, by its flags.
pub(super) const fn is_packed(flags: u8) -> bool {
    flags & (XZ | LZ4 | ZSTD) != 0
}

/// A field, `NAME=value`, of those that are given, as it lies packed in its object. What was unpacked to tell is added to
/// `unpacked`, whether the field is given or not.
pub(super) fn given<'p>(packed: &'p [u8], flags: u8, unpacked: &mut usize) -> Option<Cow<'p, [u8]>> {
    let packing = flags & (XZ | LZ4 | ZSTD);
    if is_packed(flags) {
        *unpacked = unpacked.saturating_add(BEGIN_BYTES);
    }
    let field = match packing {
        0 => Cow::Borrowed(packed),
        XZ => wanted(lzma_rust2::XzReader::new_mem_limit(packed, false, XZ_MEMORY_KIB), unpacked)?,
        ZSTD => wanted(zstandard::decoder(packed), unpacked)?,
        _ => {
            let size = number(packed, 0).filter(|size| *size <= FIELD_BYTES)?;
            let block = packed.get(8..).filter(|block| may_be_given(literals(block)))?;
            let size = usize::try_from(size).ok()?;
            *unpacked = unpacked.saturating_add(size);
            Cow::Owned(lz4_flex::block::decompress(block, size).ok()?)
        }
    };
    let is_given = |name: &[u8]| field.strip_prefix(name).is_some_and(|rest| rest.first() == Some(&b'='));
    FIELDS.iter().any(|name| is_given(name)).then_some(field)
}

/// Writes a field: on one line, or with its length where it holds several.
pub(super) fn write(field: &[u8], text: &mut Vec<u8>) {
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
