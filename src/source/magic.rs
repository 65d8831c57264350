//! What a file is, told by how it begins and never by its name.

use super::{encoding, journal, lz4, own_report};
use crate::lang::Sentence;
use crate::tell;

/// How much is looked at.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// A block of a tar archive, its header first.
const TAR_BLOCK: usize = 512;

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileType {
    /// Text of some encoding.
    Text,
    /// Compressed: what comes out is looked at in turn.
    Packed(Packing),
    /// A binary journal of systemd: its entries come out as text.
    Journal,
    /// A tar archive.
    Tar,
    /// A zip archive.
    Zip,
    /// A 7z archive.
    SevenZip,
    /// A report that this program wrote.
    OwnReport,
    /// Nothing that can be read here.
    Other(Foreign),
}

/// What holds no log that could be read here, most with the name of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    Binary,
    Program(&'static str),
    Picture(&'static str),
    Media(&'static str),
    Document(&'static str),
    Database(&'static str),
    EventLog,
    SystemActivity,
    Capture,
    CrashDump,
    Package(&'static str),
    Library(&'static str),
    Archive(&'static str),
    Packed(&'static str),
}

impl Foreign {
    /// What it is, as the end of a sentence.
    pub(super) fn told(self) -> Sentence {
        match self {
            Self::Binary => tell!("skip-binary"),
            Self::Program(format) => tell!("skip-program", format = format),
            Self::Picture(format) => tell!("skip-picture", format = format),
            Self::Media(format) => tell!("skip-media", format = format),
            Self::Document(format) => tell!("skip-document", format = format),
            Self::Database(format) => tell!("skip-database", format = format),
            Self::EventLog => tell!("skip-event-log"),
            Self::SystemActivity => tell!("skip-system-activity"),
            Self::Capture => tell!("skip-capture"),
            Self::CrashDump => tell!("skip-crash-dump"),
            Self::Package(format) => tell!("skip-package", format = format),
            Self::Library(format) => tell!("skip-library", format = format),
            Self::Archive(format) => tell!("skip-archive", format = format),
            Self::Packed(packer) => tell!("skip-packed", packer = packer),
        }
    }
}

/// Ways to compress a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// gzip, also several members in a row.
    Gzip,
    /// xz.
    Xz,
    /// Zstandard frames.
    Zstd,
    /// bzip2.
    Bzip2,
    /// lz4 frames, also those of `lz4 -l`.
    Lz4,
    /// lzip members.
    Lzip,
    /// LZMA as it was before xz.
    Lzma,
}

/// How files begin, and what they then are. The first row that fits is taken.
const MAGIC: &[(&[u8], FileType)] = &[
    (b"\x1f\x8b\x08", FileType::Packed(Packing::Gzip)),
    (b"\xfd7zXZ\0", FileType::Packed(Packing::Xz)),
    (b"\x28\xb5\x2f\xfd", FileType::Packed(Packing::Zstd)),
    (b"BZh", FileType::Packed(Packing::Bzip2)),
    (&lz4::FRAME, FileType::Packed(Packing::Lz4)),
    (&lz4::LEGACY, FileType::Packed(Packing::Lz4)),
    (b"LZIP\x01", FileType::Packed(Packing::Lzip)),
    (b"\x5d\0\0", FileType::Packed(Packing::Lzma)),
    (b"PK\x03\x04", FileType::Zip),
    (b"PK\x05\x06", FileType::Zip),
    (journal::MAGIC, FileType::Journal),
    (b"\x7fELF", FileType::Other(Foreign::Program("ELF"))),
    (b"MZ", FileType::Other(Foreign::Program("Windows"))),
    (b"\xfe\xed\xfa", FileType::Other(Foreign::Program("macOS"))),
    (b"\xcf\xfa\xed\xfe", FileType::Other(Foreign::Program("macOS"))),
    (b"\xca\xfe\xba\xbe", FileType::Other(Foreign::Program("Java, macOS"))),
    (b"\x89PNG", FileType::Other(Foreign::Picture("PNG"))),
    (b"\xff\xd8\xff", FileType::Other(Foreign::Picture("JPEG"))),
    (b"GIF8", FileType::Other(Foreign::Picture("GIF"))),
    (b"RIFF", FileType::Other(Foreign::Media("RIFF"))),
    (b"%PDF-", FileType::Other(Foreign::Document("PDF"))),
    (b"SQLite format 3\0", FileType::Other(Foreign::Database("SQLite"))),
    (b"7z\xbc\xaf\x27\x1c", FileType::SevenZip),
    (b"Rar!", FileType::Other(Foreign::Archive("RAR"))),
    (b"\x1f\x9d", FileType::Other(Foreign::Packed("compress (.Z)"))),
    (b"\x89LZO\0", FileType::Other(Foreign::Packed("lzop"))),
    (b"ElfFile\0", FileType::Other(Foreign::EventLog)),
    (b"\xd4\xc3\xb2\xa1", FileType::Other(Foreign::Capture)),
    (b"\x0a\x0d\x0d\x0a", FileType::Other(Foreign::Capture)),
    (b"KDUMP   ", FileType::Other(Foreign::CrashDump)),
    (b"\xed\xab\xee\xdb", FileType::Other(Foreign::Package("RPM"))),
    (b"!<arch>\n", FileType::Other(Foreign::Library("ar"))),
];

/// What begins like this.
pub(super) fn look(head: &[u8]) -> FileType {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, kind)| head.starts_with(magic) && is_really(*kind, head)) {
        return *kind;
    }
    if lz4::is_skippable(head) {
        return FileType::Packed(behind_skippable(head));
    }
    if is_tar(head) {
        return FileType::Tar;
    }
    if is_system_activity(head) {
        return FileType::Other(Foreign::SystemActivity);
    }
    if own_report::begins(head) {
        return FileType::OwnReport;
    }
    if encoding::wide(head).is_none() && is_binary(head) && is_binary(behind_garbage(head)) {
        return FileType::Other(Foreign::Binary);
    }
    FileType::Text
}

/// sysstat's `saNN`: `SYSSTAT_MAGIC`, 0xd596, and one of the numbers of its format from 0x2170 on (`sa.h`).
fn is_system_activity(head: &[u8]) -> bool {
    matches!(head, [0x96, 0xd5, 0x70..=0x7f, 0x21, ..] | [0xd5, 0x96, 0x21, 0x70..=0x7f, ..])
}

/// lz4 and Zstandard may both begin with frames that their decoders skip: the first frame that holds data tells. Where it
/// lies farther behind, it is Zstandard, which has more programs that write such frames.
fn behind_skippable(mut head: &[u8]) -> Packing {
    while lz4::is_skippable(head) {
        let length = head.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes);
        let frame = length.and_then(|length| usize::try_from(length).ok()).and_then(|length| length.checked_add(8));
        head = frame.and_then(|frame| head.get(frame..)).unwrap_or_default();
    }
    if head.starts_with(&lz4::FRAME) || head.starts_with(&lz4::LEGACY) { Packing::Lz4 } else { Packing::Zstd }
}

/// The header of LZMA has no mark: the bytes that everybody writes who does not choose otherwise (`lc=3 lp=0 pb=2`), a
/// dictionary of two to the power of something or half as much again, and a size that is unknown or less than 256 GiB. The
/// first byte of what is packed is always zero.
fn is_lzma(head: &[u8]) -> bool {
    let [_, a, b, c, d, size @ ..] = head else { return false };
    let dictionary = u32::from_le_bytes([*a, *b, *c, *d]);
    let is_usual = dictionary >= 4096 && (dictionary.is_power_of_two() || (dictionary / 3 * 2).is_power_of_two());
    let Some((size, packed)) = size.split_first_chunk() else { return false };
    let size = u64::from_le_bytes(*size);
    is_usual && (size == u64::MAX || size < 1 << 38) && packed.first() == Some(&0)
}

/// Short marks of letters could begin a text, too.
fn is_really(kind: FileType, head: &[u8]) -> bool {
    match kind {
        FileType::Packed(Packing::Bzip2) => {
            matches!(head.get(3), Some(b'1'..=b'9'))
                && matches!(head.get(4..10), Some(b"1AY&SY" | b"\x17\x72\x45\x38\x50\x90"))
        }
        FileType::Packed(Packing::Lzma) => is_lzma(head),
        FileType::Other(_) => !head.starts_with(b"MZ") && !head.starts_with(b"RIFF") || head.contains(&0),
        _ => true,
    }
}

/// A header whose checksum is right, whatever its flavour.
pub(super) fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..TAR_BLOCK) else { return false };
    let Some((before, rest)) = header.split_at_checked(148) else { return false };
    let Some((checksum, after)) = rest.split_at_checked(8) else { return false };
    let sum: u64 = before.iter().chain(after).map(|byte| u64::from(*byte)).sum::<u64>() + 8 * u64::from(b' ');
    let digits = checksum.iter().map(|byte| char::from(*byte)).collect::<String>();
    let printed = digits.trim_matches(|c: char| c == ' ' || c == '\0');
    !printed.is_empty() && u64::from_str_radix(printed, 8) == Ok(sum)
}

/// So many zeros in a row are a hole: what a file system leaves where a machine went down before it had written.
const HOLE_BYTES: usize = 512;

/// So many bytes of garbage do not make a text behind them binary: what a terminal, a serial line or a block of a disk left.
const GARBAGE_BYTES: usize = 2048;

/// A line of a log is longer; a word in a binary file is not.
const LEAST_TEXT_BYTES: usize = 64;

/// What stands behind the last byte in front that no text has, unless there is hardly any of it.
fn behind_garbage(head: &[u8]) -> &[u8] {
    let front = head.get(..GARBAGE_BYTES).unwrap_or(head);
    let ends = front.iter().rposition(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127..));
    let behind = ends.and_then(|at| head.get(at + 1..)).unwrap_or(head);
    if behind.len() < LEAST_TEXT_BYTES { head } else { behind }
}

/// More zeros, control characters or broken UTF-8 than a log has that was damaged. Zeros in front do not count, and
/// neither do holes: a log that was emptied while it was open begins with them, and one has them where a machine fell.
fn is_binary(head: &[u8]) -> bool {
    let zeros_in_front = head.iter().take_while(|byte| **byte == 0).count();
    let text = head.get(zeros_in_front..).unwrap_or_default();
    let rows = text.chunk_by(|a, b| *a == 0 && *b == 0).map(<[u8]>::len);
    let holes: usize = rows.filter(|bytes| *bytes >= HOLE_BYTES).sum();
    let zeros = memchr::memchr_iter(0, text).count() - holes;
    let controls = text.iter().filter(|byte| matches!(byte, 1..=6 | 14..=26 | 28..=31 | 127)).count();
    let broken: usize = text.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let most = text.len() - holes;
    zeros > most / 10 + 1 || controls > most / 20 + 1 || (broken * 10 > most * 3 && encoding::legacy(text).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_told_by_its_own_row() {
        for (magic, kind) in MAGIC {
            let mut head = magic.to_vec();
            if *kind == FileType::Packed(Packing::Bzip2) {
                head.extend_from_slice(b"91AY&SY");
            }
            if *kind == FileType::Packed(Packing::Lzma) {
                head.extend_from_slice(b"\x80\0\xff\xff\xff\xff\xff\xff\xff\xff");
            }
            head.extend_from_slice(&[0; 64]);
            assert_eq!(look(&head), *kind);
        }
    }

    #[test]
    fn text_is_text_however_it_is_damaged_or_written() {
        let damaged =
            [b"Dec 13 07:23:21 node kernel: \xff\xfe oom\0\n".repeat(5), b"BZh is no mark\n".to_vec()].concat();
        let emptied = [vec![0; 5000], b"Dec 13 07:23:21 node kernel: x\n".repeat(9)].concat();
        let fallen =
            [b"Dec 13 07:23:21 node kernel: x\n".repeat(3), vec![0; 5000], b"Dec 13 kernel: y\n".repeat(3)].concat();
        let wide: Vec<u8> = "Dec 13 kernel: oom\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let coloured = b"\x1b[1;31mkernel:\x1b[0m out of memory\n".to_vec();
        let japanese = encoding_rs::SHIFT_JIS.encode("水 11月 25 メモリ不足です。プロセスを終了しました\n").0.repeat(3);
        for text in
            [&*damaged, &emptied, &fallen, &wide, &coloured, &japanese, b"MZ is how this log begins\n", b"", &[0; 900]]
        {
            assert_eq!(look(text), FileType::Text, "{:?}", String::from_utf8_lossy(text.get(..40).unwrap_or(text)));
        }
    }

    #[test]
    fn garbage_in_front_of_a_text_leaves_it_a_text() {
        let mut state = 7_u64;
        for garbage_bytes in [100, 300, 700, 1000] {
            let garbage: Vec<u8> = std::iter::repeat_with(|| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                // No byte with which a mark begins.
                state.to_be_bytes()[0] | 1
            })
            .take(garbage_bytes)
            .collect();
            for lines in [8, 20, 3000] {
                let text = b"Dec 13 07:23:21 node kernel: oom\n".repeat(lines);
                for garbage in [&*garbage, &*vec![1; garbage_bytes], &*b"\0\x07".repeat(garbage_bytes / 2)] {
                    let whole = [garbage, &text].concat();
                    assert_eq!(look(&whole), FileType::Text, "{garbage_bytes} before {lines}");
                }
            }
        }
    }

    #[test]
    fn a_days_file_of_sysstat_is_told_by_its_mark() {
        // The first bytes that sadc 12.6.1 writes.
        let head = [0x96, 0xd5, 0x75, 0x21, 0x0c, 0x06, 0x01, 0, 0x50, 0x01, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0];
        assert_eq!(look(&head), FileType::Other(Foreign::SystemActivity));
    }

    #[test]
    fn bytes_without_a_mark_that_are_no_text_are_binary() {
        let mut state = 7_u64;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state.to_be_bytes()[0]
        })
        .take(4000)
        .collect();
        let login_records = [&[7, 0, 0, 0, 0x39, 5, 0, 0], &b"tty1"[..], &[0; 300], b"root", &[0; 60]].concat();
        for bytes in [noise, login_records.repeat(5)] {
            assert_eq!(look(&bytes), FileType::Other(Foreign::Binary));
        }
    }
}
