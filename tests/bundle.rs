//! A support bundle with one of everything: it opens, every member is accounted for, and every kill in it is found.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// How many members the bundle has.
const MEMBERS: usize = 200;

/// What must become of a member.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// It is a source, with its kill.
    Read,
    /// It is a source without a kill.
    Quiet,
    /// Its inner members, named here, are sources with a kill each.
    Opened(&'static [&'static str]),
    /// It is left out on purpose, and the reason holds these words.
    Skipped(&'static str),
    /// It is read as far as it goes, or left out; either way it is marked as failed.
    Failed,
}

/// A member's name, what it holds, made from a log with one kill, and its fate.
type Kind = (&'static str, fn(&str) -> Vec<u8>, Fate);

const KINDS: &[Kind] = &[
    ("kern.log", |log| log.into(), Fate::Read),
    ("kern.log.1.gz", |log| gzip(log.as_bytes()), Fate::Read),
    ("kern.log.xz", |log| xz(log.as_bytes()), Fate::Read),
    ("kern.log.zst", |log| zst(log.as_bytes()), Fate::Read),
    ("kern.log.bz2", |log| bz2(log.as_bytes()), Fate::Read),
    ("kern.log.lz4", |log| lz4(log.as_bytes()), Fate::Read),
    ("no-ending-that-tells", |log| gzip(&gzip(log.as_bytes())), Fate::Read),
    ("powershell.txt", |log| wide(log, u16::to_le_bytes), Fate::Read),
    ("big-endian.txt", |log| wide(log, u16::to_be_bytes), Fate::Read),
    ("windows.txt", |log| log.replace('\n', "\r\n").into(), Fate::Read),
    ("mac.txt", |log| log.replace('\n', "\r").into(), Fate::Read),
    (
        "latin.log",
        |log| [log.as_bytes(), b"Dec 13 07:23:22 node app[1]: Gr\xf6\xdfe ge\xe4ndert\n"].concat(),
        Fate::Read,
    ),
    ("damaged.log", |log| [log.as_bytes(), b"Dec 13 07:23:22 node app[1]: \xff\xfe\xff\n"].concat(), Fate::Read),
    ("emptied.log", |log| [&[0; 4096], log.as_bytes()].concat(), Fate::Read),
    ("long-line.log", |log| [&[b'x'; 100_000], &b"\n"[..], log.as_bytes()].concat(), Fate::Read),
    ("docker.json", docker, Fate::Read),
    ("rows.csv", csv, Fate::Read),
    ("inner.zip", |log| zip("syslog", log.as_bytes()), Fate::Opened(&["syslog"])),
    ("inner.tar", |log| tar("a/b/syslog", log.as_bytes()), Fate::Opened(&["a/b/syslog"])),
    ("inner.tgz", |log| gzip(&tar("syslog.1", log.as_bytes())), Fate::Opened(&["syslog.1"])),
    ("deep.zip", |log| zip("in.tgz", &gzip(&tar("kern.log", log.as_bytes()))), Fate::Opened(&["in.tgz › kern.log"])),
    ("quiet.log", |_| b"Dec 13 07:23:22 node systemd[1]: Started cron.\n".to_vec(), Fate::Quiet),
    ("empty.log", |_| Vec::new(), Fate::Quiet),
    ("system.journal", |_| b"LPKSHHRH\0\0\0\0".to_vec(), Fate::Failed),
    ("kubelet", |_| b"\x7fELF\x02\x01\x01\0\0\0\0".to_vec(), Fate::Skipped("program")),
    ("screen.png", |_| b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Fate::Skipped("picture")),
    ("wtmp", |_| [7, 0, 0, 0, 0, 0, 0, b't'].repeat(100), Fate::Skipped("binary")),
    ("cut.gz", |log| cut(gzip(noise(log).as_bytes())), Fate::Failed),
    ("cut.xz", |log| cut(xz(noise(log).as_bytes())), Fate::Failed),
    ("cut.zip", |log| cut(zip("syslog", noise(log).as_bytes())), Fate::Failed),
];

#[test]
fn a_bundle_of_everything_opens_and_every_member_is_accounted_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bundle.tar.gz");
    let (bundle, fates) = bundle();
    std::fs::write(&path, bundle).expect("written");
    let review = read(&path);

    let sources: BTreeSet<&str> = review.sources.iter().map(|source| &*source.name).collect();
    assert_eq!(sources.len(), review.sources.len(), "a source is there twice");
    let mut kills = 0;
    for (member, fate) in fates {
        let name = format!("bundle.tar.gz › {member}");
        let source = review.sources.iter().find(|source| source.name == name);
        let skipped = review.skipped.iter().find(|skipped| skipped.name.starts_with(&name));
        match fate {
            Fate::Read => assert!(source.is_some_and(|source| !source.failed), "{name}: {skipped:?}"),
            Fate::Quiet => assert!(source.is_some() && skipped.is_none(), "{name}"),
            Fate::Opened(inner) => {
                let all = inner.iter().all(|inner| sources.contains(&*format!("{name} › {inner}")));
                assert!(all, "{name}: {sources:?}");
            }
            Fate::Skipped(why) => {
                assert!(
                    skipped.is_some_and(|skipped| skipped.why.to_string().contains(why) && !skipped.failed),
                    "{name}: {skipped:?}"
                );
            }
            Fate::Failed => {
                let failed =
                    source.is_some_and(|source| source.failed) || skipped.is_some_and(|skipped| skipped.failed);
                assert!(failed, "{name}: {source:?} {skipped:?}");
            }
        }
        kills += usize::from(matches!(fate, Fate::Read | Fate::Opened(_)));
    }
    let found: BTreeSet<u32> =
        review.cases.iter().flat_map(|case| &case.incident.victims).map(|victim| victim.pid).collect();
    let missing: Vec<u32> =
        (0..MEMBERS).filter(|at| kills_at(*at)).map(pid_of).filter(|pid| !found.contains(pid)).collect();
    assert_eq!(missing, Vec::<u32>::new(), "kills of {kills} members were not found");
}

fn kills_at(at: usize) -> bool {
    KINDS.get(at % KINDS.len()).is_some_and(|kind| matches!(kind.2, Fate::Read | Fate::Opened(_)))
}

/// Every member tells of a kill of its own.
fn pid_of(at: usize) -> u32 {
    100_000 + u32::try_from(at).expect("few members")
}

/// The bundle, and its members' names and fates.
fn bundle() -> (Vec<u8>, Vec<(String, Fate)>) {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/seed-aks-pod-limit.log");
    let seed = std::fs::read_to_string(seed).expect("the seed");
    let (mut archive, mut fates) = (tar::Builder::new(Vec::new()), Vec::new());
    for at in 0..MEMBERS {
        let (name, make, fate) = KINDS.get(at % KINDS.len()).copied().expect("a kind");
        let name = format!("node-{}/var/log/{name}", at / KINDS.len());
        let log = seed.replace("716580", &pid_of(at).to_string());
        append(&mut archive, &name, &make(&log));
        fates.push((name, fate));
    }
    for (name, kind) in [
        ("node-0/var/log/link", tar::EntryType::Symlink),
        ("node-0/var/log/pipe", tar::EntryType::Fifo),
        ("node-0/dev/sda", tar::EntryType::Block),
    ] {
        let mut header = header_of(name, 0);
        header.set_entry_type(kind);
        header.set_cksum();
        archive.append(&header, &[][..]).expect("memory");
        fates.push((name.to_owned(), Fate::Skipped("is a")));
    }
    append(&mut archive, "../../../etc/cron.d/evil", b"* * * * * root true\n");
    fates.push(("../../../etc/cron.d/evil".to_owned(), Fate::Quiet));
    (gzip(&archive.into_inner().expect("memory")), fates)
}

fn append(archive: &mut tar::Builder<Vec<u8>>, name: &str, bytes: &[u8]) {
    archive.append(&header_of(name, bytes.len()), bytes).expect("memory");
}

/// A header that takes every name, also one that leads out of the archive.
fn header_of(name: &str, bytes: usize) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes as u64);
    header.set_mtime(1_702_452_201);
    let field = &mut header.as_gnu_mut().expect("a GNU header").name;
    field.iter_mut().zip(name.as_bytes()).for_each(|(to, from)| *to = *from);
    header.set_cksum();
    header
}

fn read(path: &Path) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let options = Options::new(today);
    let inputs = [Input::Path(path.to_owned())];
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut packer =
        lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(0)).expect("an xz writer");
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut packer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn lz4(bytes: &[u8]) -> Vec<u8> {
    let mut packer = lz4_flex::frame::FrameEncoder::new(Vec::new());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    append(&mut archive, name, bytes);
    archive.into_inner().expect("memory")
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
    archive.write_all(bytes).expect("memory");
    archive.finish().expect("memory").into_inner()
}

fn wide(log: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    log.encode_utf16().flat_map(bytes).collect()
}

/// The log after so much noise that a cut in the middle costs it.
fn noise(log: &str) -> String {
    let noise: String =
        (0..5000_u32).map(|n| format!("Dec 13 07:00:00 node app[{n}]: {}\n", n.wrapping_mul(7919))).collect();
    noise + log
}

fn cut(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() / 2);
    bytes
}

fn docker(log: &str) -> Vec<u8> {
    let line = |line: &str| {
        let log = serde_json::Value::from(format!("{line}\n"));
        format!("{{\"log\":{log},\"stream\":\"stdout\",\"time\":\"2023-12-13T07:23:21.123456789Z\"}}\n")
    };
    log.lines().map(line).collect::<String>().into()
}

fn csv(log: &str) -> Vec<u8> {
    let row = |line: &str| format!("2023-12-13T07:23:21Z,aks-node,\"{}\"\n", line.replace('"', "\"\""));
    ("TimeGenerated,Computer,SyslogMessage\n".to_owned() + &log.lines().map(row).collect::<String>()).into()
}
