//! Archives and compression as tools write them, whole, damaged and made to harm: what can be decoded is read, and what
//! could not is told.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Level, Review};
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn seed() -> Vec<u8> {
    std::fs::read(root().join("sample-logs/seed-aks-pod-limit.log")).expect("the sample")
}

/// The same kill, of another process.
fn other_seed() -> Vec<u8> {
    String::from_utf8_lossy(&seed()).replace("716580", "4711").into_bytes()
}

fn read(path: &Path) -> Review {
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date"));
    let input = [Input::Path(path.to_owned())];
    pipeline::run(&input, options, &Store::forgetful(), &AtomicBool::new(false), &mut |_| {})
}

fn read_input(name: &str) -> Review {
    read(&root().join("tests/inputs/packed").join(name))
}

fn read_bytes(bytes: &[u8]) -> Review {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    read(file.path())
}

/// Everything that makes the exit code 1, in words.
fn failures(review: &Review) -> String {
    oomscope::report::failures(review).join("\n")
}

/// The killed processes in the order of the kills, each with the line that proves it.
fn kills(review: &Review) -> Vec<(u32, u64)> {
    let line = |case: &oomscope::analysis::Case| case.incident.home().map_or(0, |home| home.last);
    review.cases.iter().flat_map(|case| case.incident.victims.iter().map(move |v| (v.pid, line(case)))).collect()
}

fn names(review: &Review) -> Vec<&str> {
    review.sources.iter().map(|source| source.name.rsplit(" › ").next().unwrap_or_default()).collect()
}

const SEED_PID: u32 = 716_580;

#[test]
fn what_tools_write_is_read_whole_and_without_a_note() {
    // The file, its sources, its kills.
    let cases: &[(&str, &[&str], usize)] = &[
        ("gzip-zero-padding.gz", &["gzip-zero-padding.gz"], 1),
        ("lz4-skippable-first.lz4", &["lz4-skippable-first.lz4"], 1),
        ("lz4-skippable-middle.lz4", &["lz4-skippable-middle.lz4"], 2),
        ("lz4-legacy.lz4", &["lz4-legacy.lz4"], 1),
        ("packed.lzma", &["packed.lzma"], 1),
        ("zip-bzip2.zip", &["seed.log"], 1),
        ("zip-deflate64.zip", &["seed.log"], 1),
        ("zip-lzma.zip", &["seed.log"], 1),
        ("zip-zstd.zip", &["seed.log"], 1),
        ("pax-sparse-text.tar", &["kern.log"], 2),
        ("pax-sparse-journal.tar.gz", &["journal/system.journal"], 18),
    ];
    for (file, sources, kills) in cases {
        let review = read_input(file);
        assert_eq!(names(&review), *sources, "{file}");
        assert_eq!((review.cases.len(), failures(&review)), (*kills, String::new()), "{file}");
        if *kills == 1 {
            let case = review.cases.first().expect("a kill");
            assert_eq!(case.conclusions.verdict.level, Level::Pod, "{file}");
            assert_eq!(self::kills(&review), [(SEED_PID, 71)], "{file}");
            assert_eq!(review.sources.first().map(|source| source.bytes), Some(8264), "{file}");
        }
    }
}

#[test]
fn a_sparse_text_keeps_its_lines_where_they_stand_in_the_file() {
    let review = read_input("pax-sparse-text.tar");
    assert_eq!(kills(&review), [(SEED_PID, 71), (716_999, 142)]);
    assert_eq!(review.sources.first().map(|source| (source.lines, source.bytes)), Some((142, 1_056_840)));
}

#[test]
fn a_flipped_bit_that_only_the_checksum_at_the_end_tells_of_is_told() {
    let review = read_input("tar-gz-damage-unnoticed.tgz");
    assert!(failures(&review).contains("could not be read to its end"), "{}", failures(&review));
    assert!(review.cases.len() >= 18, "what can be decoded is read: {}", review.cases.len());
}

/// A way to pack bytes.
type Pack = fn(&[u8]) -> Vec<u8>;

/// Each as its own tool packs without being asked for anything: with a checksum over the whole.
const PACKINGS: &[(&str, Pack)] =
    &[("gz", gzip), ("xz", xz), ("bz2", bzip2), ("zst", zstandard), ("lz4", lz4), ("lz", lzip)];

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).expect("memory");
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn lzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = lzma_rust2::LzipWriter::new(Vec::new(), lzma_rust2::LzipOptions::with_preset(1));
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    let mut packer = zstd::Encoder::new(Vec::new(), 3).expect("memory");
    packer.include_checksum(true).expect("a parameter");
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn lz4(bytes: &[u8]) -> Vec<u8> {
    let info = lz4_flex::frame::FrameInfo::new().content_checksum(true);
    let mut packer = lz4_flex::frame::FrameEncoder::with_frame_info(info, Vec::new());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mtime(1_702_452_201);
        header.set_cksum();
        archive.append_data(&mut header, name, *bytes).expect("memory");
    }
    archive.into_inner().expect("memory")
}

/// The seed's kill at the end of some noise that does not shrink to nothing.
fn noisy_seed() -> Vec<u8> {
    let noise = (0..400_u64).fold(String::new(), |log, n| {
        log + &format!("Dec 13 07:23:20 node app[{n}]: request {} served\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    });
    [noise.into_bytes(), seed()].concat()
}

#[test]
fn a_log_behind_garbage_is_read_whatever_the_garbage_begins_like() {
    let garbage: Vec<u8> = (1..=200).collect();
    for start in [&b""[..], b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b", b"BZh9"] {
        let review = read_bytes(&[start, &garbage, b"\n", &noisy_seed()].concat());
        assert_eq!(review.cases.len(), 1, "{start:?}");
    }
    let wide: Vec<u8> = String::from_utf8_lossy(&seed()).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_bytes(&[&b"\xff\xfe"[..], &wide].concat()).cases.len(), 1, "a mark before a text of that kind");
}

/// Ways to put a log into bytes that are then packed.
fn contents() -> Vec<(&'static str, Vec<u8>)> {
    let log = noisy_seed();
    let several: &[(&str, &[u8])] = &[("kern.log.1", &log), ("syslog", b"nothing\n"), ("kern.log", &log)];
    vec![("plain", log.clone()), ("tar", tar(&[("kern.log", &log)])), ("tar of three", tar(several))]
}

fn same_bytes(one: &Review, other: &Review) -> bool {
    let counts =
        |review: &Review| -> Vec<_> { review.sources.iter().map(|source| (source.bytes, source.lines)).collect() };
    counts(one) == counts(other)
}

/// A flip there changes nothing that anybody reads: times, names and the system in gzip's header.
fn is_idle(packing: &str, at: usize) -> bool {
    packing == "gz" && (4..10).contains(&at)
}

#[test]
fn a_flipped_bit_anywhere_is_told_or_changes_nothing() {
    let mut state = 7_u64;
    for (inside, bytes) in contents() {
        for (packing, pack) in PACKINGS {
            let packed = pack(&bytes);
            let whole_read = read_bytes(&packed);
            let whole = kills(&whole_read);
            assert!(!whole.is_empty(), "{inside} in {packing}");
            for _ in 0..25 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = usize::try_from(state >> 33).expect("31 bits") % packed.len();
                let mut broken = packed.clone();
                if let Some(byte) = broken.get_mut(at) {
                    *byte ^= 1 << (state % 8);
                }
                let review = read_bytes(&broken);
                let is_told = !failures(&review).is_empty() || !review.skipped.is_empty();
                // bzip2's tables can say the same in two ways, which no checksum tells apart.
                let is_idle = is_idle(packing, at) || (*packing == "bz2" && same_bytes(&review, &whole_read));
                assert!(
                    is_told || (is_idle && kills(&review) == whole),
                    "{inside} in {packing}, bit {} of byte {at} of {}",
                    state % 8,
                    packed.len()
                );
            }
        }
    }
}

#[test]
fn a_cut_of_the_last_bytes_is_told_and_all_the_same_everything_is_read() {
    for (inside, bytes) in contents() {
        for (packing, pack) in PACKINGS {
            let packed = pack(&bytes);
            let whole = kills(&read_bytes(&packed));
            // Behind what was packed stand a checksum and the size, more of it for xz.
            for cut in (1..=8).chain([12]) {
                let review = read_bytes(packed.get(..packed.len() - cut).unwrap_or_default());
                assert!(!failures(&review).is_empty(), "{inside} in {packing} without its last {cut} bytes");
                if cut <= 4 {
                    assert_eq!(kills(&review), whole, "{inside} in {packing} without its last {cut} bytes");
                }
            }
        }
    }
}

#[test]
fn a_cut_stream_gives_what_was_decoded_before_the_cut() {
    let log = std::fs::read(root().join("sample-logs/debian-6.1-kern.log")).expect("the sample");
    let all = read_bytes(&log);
    for (packing, pack) in PACKINGS {
        let packed = pack(&log);
        let review = read_bytes(packed.get(..packed.len() - 1024).unwrap_or_default());
        assert!(failures(&review).contains("it ends too early"), "{packing}: {}", failures(&review));
        let Some(source) = review.sources.first() else {
            // One block of 900 kB or 4 MB holds all of it, and comes out whole or not at all.
            assert!(["bz2", "lz4"].contains(packing), "{packing}");
            continue;
        };
        // Packed bytes stand for 5 to 15 of the log's.
        assert!(source.bytes > 180_000 || ["bz2", "lz4", "zst"].contains(packing), "{packing}: {}", source.bytes);
        let ended_before =
            |case: &&oomscope::analysis::Case| case.incident.home().is_some_and(|home| home.last < source.lines);
        let wanted = all.cases.iter().map(std::convert::AsRef::as_ref).filter(ended_before).count();
        assert!(review.cases.len() >= wanted && wanted >= if source.bytes > 180_000 { 15 } else { 0 }, "{packing}");
    }
}

#[test]
fn streams_behind_a_damaged_one_are_read() {
    let (first, second) = (noisy_seed(), other_seed());
    for (packing, pack) in PACKINGS.iter().filter(|(packing, _)| *packing != "lz4") {
        let mut damaged = pack(&first);
        let middle = damaged.len() / 2;
        damaged.iter_mut().skip(middle).take(40).for_each(|byte| *byte = !*byte);
        let review = read_bytes(&[damaged, pack(&second)].concat());
        assert!(!failures(&review).is_empty(), "{packing}");
        assert!(kills(&review).iter().any(|(pid, _)| *pid == 4711), "{packing}: {:?}", kills(&review));
    }
}

#[test]
fn several_streams_in_a_row_are_one_log() {
    let bytes = noisy_seed();
    let (a, b) = bytes.split_at(bytes.len() / 2);
    let zeros = [0; 512];
    for (packing, pack) in PACKINGS {
        for whole in [[pack(a), pack(b)].concat(), [pack(a), pack(b), zeros.to_vec()].concat()] {
            let review = read_bytes(&whole);
            assert_eq!(failures(&review), "", "{packing}");
            assert_eq!(review.sources.first().map(|source| source.bytes), Some(bytes.len() as u64), "{packing}");
            assert_eq!(kills(&review), [(SEED_PID, 471)], "{packing}");
        }
        let behind = read_bytes(&[pack(a), pack(b), b"garbage".to_vec()].concat());
        assert!(failures(&behind).contains("isn't part of it"), "{packing}: {}", failures(&behind));
        assert_eq!(kills(&behind), [(SEED_PID, 471)], "{packing}");
    }
}

#[test]
fn a_damaged_header_of_a_tar_archive_costs_its_own_member() {
    let log = seed();
    let mut archive = tar(&[("a.log", &log), ("b.log", &log), ("c.log", &log)]);
    let second = 512 + log.len().next_multiple_of(512);
    assert_eq!(second, 9_216);
    archive.iter_mut().skip(second + 2).take(1).for_each(|byte| *byte ^= 4);
    let review = read_bytes(&archive);
    assert_eq!(names(&review), ["a.log", "c.log"]);
    assert!(failures(&review).contains("is damaged at byte 9,216"), "{}", failures(&review));
}

#[test]
fn tar_archives_one_behind_the_other_are_one_and_what_else_stands_behind_is_none() {
    let log = seed();
    let two = [tar(&[("a.log", &log)]), tar(&[("b.log", &log)])].concat();
    let review = read_bytes(&two);
    assert_eq!((names(&review), failures(&review)), (vec!["a.log", "b.log"], String::new()));
    let behind = read_bytes(&[tar(&[("a.log", &log)]), b"some words\n".to_vec()].concat());
    assert_eq!((names(&behind), failures(&behind)), (vec!["a.log"], String::new()));
    let mut without_end = tar(&[("a.log", &log)]);
    without_end.truncate(without_end.len() - 1024);
    assert!(failures(&read_bytes(&without_end)).contains("the mark at the end of the archive is missing"));
}

#[test]
fn a_zip_archive_that_is_cut_gives_the_members_before_the_cut() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, log) in [("a.log", seed()), ("b.log", other_seed())] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(&log).expect("memory");
    }
    let whole = archive.finish().expect("memory").into_inner();
    let review = read_bytes(whole.get(..whole.len() - 30).unwrap_or_default());
    assert_eq!(names(&review), ["a.log", "b.log"]);
    assert_eq!(review.cases.len(), 2);
    assert!(!failures(&review).is_empty());
    let mut damaged = whole;
    damaged.iter_mut().skip(900).take(1).for_each(|byte| *byte ^= 1);
    let review = read_bytes(&damaged);
    assert_eq!(names(&review), ["a.log", "b.log"]);
    assert!(failures(&review).contains("a.log: It could not be read to its end"), "{}", failures(&review));
}

#[test]
fn members_that_share_their_bytes_are_refused_after_the_first() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("first.log", zip::write::SimpleFileOptions::default()).expect("memory");
    archive.write_all(&seed()).expect("memory");
    for n in 0..50 {
        archive.shallow_copy_file("first.log", &format!("{n}.log")).expect("a copy");
    }
    let review = read_bytes(&archive.finish().expect("memory").into_inner());
    assert_eq!((review.sources.len(), review.cases.len()), (1, 1));
    assert_eq!(failures(&review).matches("shares bytes with another member").count(), 50);
}

#[test]
fn what_is_attached_to_mails_is_read() {
    let review = read_input("attached.eml");
    assert_eq!(names(&review), ["attached.eml", "kern.log.gz"]);
    assert_eq!((kills(&review), failures(&review)), (vec![(SEED_PID, 71)], String::new()));
    let review = read_input("attached.mbox");
    assert_eq!(names(&review), ["attached.mbox", "kern.log.gz", "kern.log.gz"]);
    assert_eq!((kills(&review), failures(&review)), (vec![(SEED_PID, 71), (4711, 71)], String::new()));
    let packed = std::fs::read(root().join("tests/inputs/packed/attached.eml")).expect("the mail");
    assert_eq!(kills(&read_bytes(&gzip(&packed))), [(SEED_PID, 71)]);
}

fn seven(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = sevenz_rust2::ArchiveWriter::new(std::io::Cursor::new(Vec::new())).expect("memory");
    for (name, bytes) in members {
        let entry = sevenz_rust2::ArchiveEntry::new_file(name);
        archive.push_archive_entry(entry, Some(*bytes)).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn a_7z_archive_is_read_and_its_damage_costs_a_block() {
    let (one, other) = (seed(), other_seed());
    let archive = seven(&[("var/log/kern.log.1", &one), ("var/log/kern.log", &other)]);
    for bytes in [archive.clone(), gzip(&archive)] {
        let review = read_bytes(&bytes);
        assert_eq!(names(&review), ["var/log/kern.log.1", "var/log/kern.log"]);
        assert_eq!((kills(&review), failures(&review)), (vec![(SEED_PID, 71), (4711, 71)], String::new()));
    }
    let mut damaged = archive.clone();
    damaged.iter_mut().skip(300).take(1).for_each(|byte| *byte ^= 1);
    let review = read_bytes(&damaged);
    assert!(failures(&review).contains("kern.log.1"), "{}", failures(&review));
    assert!(kills(&review).contains(&(4711, 71)), "{:?}", kills(&review));
    let cut = read_bytes(archive.get(..archive.len() - 20).unwrap_or_default());
    assert!(!failures(&cut).is_empty());
}

#[test]
fn members_of_one_name_are_all_read() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, log) in [("one.log", seed()), ("two.log", other_seed())] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(&log).expect("memory");
    }
    let bytes = archive.finish().expect("memory").into_inner();
    // The library refuses to write a name twice.
    let mut twice = bytes.clone();
    for at in memchr::memmem::find_iter(&bytes, b"two.log") {
        twice.iter_mut().skip(at).zip(b"one.log").for_each(|(to, from)| *to = *from);
    }
    let review = read_bytes(&twice);
    let mut pids: Vec<u32> = kills(&review).iter().map(|(pid, _)| *pid).collect();
    pids.sort_unstable();
    assert_eq!((pids, failures(&review)), (vec![4711, SEED_PID], String::new()));
}

/// A tar archive of one sparse member whose holes are this large, with the seed at its end.
fn sparse(hole: u64, dialect: &str) -> Vec<u8> {
    let log = seed();
    let size = hole + log.len() as u64;
    let record = |key: &str, value: &str| {
        let rest = key.len() + value.len() + 3;
        let length = (1..20).map(|digits| rest + digits).find(|length| length.to_string().len() + rest == *length);
        format!("{} {key}={value}\n", length.expect("a length"))
    };
    let map = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<Vec<_>>();
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    let (mut attributes, mut data) = (String::new(), log.clone());
    match dialect {
        "old" => {
            header.set_entry_type(tar::EntryType::GNUSparse);
            let gnu = header.as_gnu_mut().expect("a header of GNU's");
            gnu.set_real_size(size);
            if let Some(first) = gnu.sparse.first_mut() {
                first.set_offset(hole);
                first.set_length(log.len() as u64);
            }
        }
        "0.0" => {
            attributes += &record("GNU.sparse.size", &size.to_string());
            attributes += &record("GNU.sparse.numblocks", "1");
            attributes += &record("GNU.sparse.offset", &hole.to_string());
            attributes += &record("GNU.sparse.numbytes", &log.len().to_string());
        }
        "0.1" => {
            attributes += &record("GNU.sparse.size", &size.to_string());
            attributes += &record("GNU.sparse.numblocks", "1");
            attributes += &record("GNU.sparse.map", &map(&[hole, log.len() as u64]).join(","));
            attributes += &record("GNU.sparse.name", "kern.log");
        }
        _ => {
            attributes += &record("GNU.sparse.major", "1");
            attributes += &record("GNU.sparse.minor", "0");
            attributes += &record("GNU.sparse.realsize", &size.to_string());
            attributes += &record("GNU.sparse.name", "kern.log");
            let mut front = (map(&[1, hole, log.len() as u64]).join("\n") + "\n").into_bytes();
            front.resize(512, 0);
            data = [front, log].concat();
        }
    }
    if !attributes.is_empty() {
        let mut extended = tar::Header::new_ustar();
        extended.set_entry_type(tar::EntryType::XHeader);
        extended.set_size(attributes.len() as u64);
        extended.set_cksum();
        archive.append(&extended, attributes.as_bytes()).expect("memory");
    }
    header.set_size(data.len() as u64);
    let name: &[u8] = if ["old", "0.0"].contains(&dialect) { b"kern.log" } else { b"GNUSparseFile.0/kern.log" };
    header.as_old_mut().name.iter_mut().zip(name).for_each(|(to, from)| *to = *from);
    header.set_cksum();
    archive.append(&header, &*data).expect("memory");
    let mut after = tar::Header::new_gnu();
    let other = other_seed();
    after.set_size(other.len() as u64);
    after.set_cksum();
    archive.append_data(&mut after, "after.log", &*other).expect("memory");
    archive.into_inner().expect("memory")
}

#[test]
fn holes_of_any_size_in_any_dialect_of_sparse_members_take_no_time_and_hide_no_kill() {
    for dialect in ["old", "0.0", "0.1", "1.0"] {
        for hole in [4096, 3 << 20, 1 << 50] {
            for bytes in [sparse(hole, dialect), gzip(&sparse(hole, dialect))] {
                let review = read_bytes(&bytes);
                assert_eq!(names(&review), ["kern.log", "after.log"], "{dialect} with a hole of {hole}");
                assert_eq!((review.cases.len(), failures(&review)), (2, String::new()), "{dialect}, {hole}");
                assert_eq!(kills(&review), [(SEED_PID, 71), (4711, 71)], "{dialect}, {hole}");
            }
        }
    }
}

#[test]
fn names_beyond_any_path_are_cut_and_told_and_their_members_read() {
    let long = "n".repeat(900_000);
    let log = seed();
    let mut attributes = format!("path={long}\n");
    attributes.insert_str(0, &format!("{} ", attributes.len() + 7));
    let mut pax = tar::Builder::new(Vec::new());
    let mut extended = tar::Header::new_ustar();
    extended.set_entry_type(tar::EntryType::XHeader);
    extended.set_size(attributes.len() as u64);
    extended.set_cksum();
    pax.append(&extended, attributes.as_bytes()).expect("memory");
    let mut header = tar::Header::new_ustar();
    header.set_size(log.len() as u64);
    header.set_cksum();
    pax.append(&header, &*log).expect("memory");
    let pax = pax.into_inner().expect("memory");
    let gnu = tar(&[(&long, &log)]);
    for archive in [pax, gnu] {
        let review = read_bytes(&archive);
        assert_eq!(review.cases.len(), 1);
        let longest = review.sources.iter().map(|source| source.name.len()).max();
        assert!(longest > Some(4096) && longest < Some(4300), "{longest:?}");
        assert!(failures(&review).contains("with names longer than 4 KiB"), "{}", failures(&review));
    }
}

#[test]
fn members_behind_the_last_that_is_read_make_the_exit_code_1() {
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(0);
    header.set_cksum();
    for _ in 0..100_001 {
        archive.append(&header, std::io::empty()).expect("memory");
    }
    let review = read_bytes(&gzip(&archive.into_inner().expect("memory")));
    assert!(failures(&review).contains("has more than 100,000 members"), "{}", failures(&review));
    assert_eq!(review.language, Language::English);
}
