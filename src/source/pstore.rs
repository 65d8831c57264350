//! The kernel's last words as firmware keeps them. A folder like `/sys/fs/pstore` holds one report as several files, its end
//! first (`pstore_dump()` of 6.1's `fs/pstore/platform.c`: `Panic#1 Part1` is the newest); systemd-pstore puts them together
//! in a `dmesg.txt` beside them.

use std::cmp::Reverse;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::found_file::FoundFile;
use crate::model::{SkippedInput, limits};
use crate::tell;

/// A file that was put together has no more to look at.
const WHOLE_BYTES: u64 = 64 << 20;

/// What a part's first line says, and the stamp in its name.
#[derive(Debug, PartialEq, Eq)]
struct DumpPart {
    report: DumpReport,
    number: u32,
    path: PathBuf,
}

/// What parts of one report have in common.
#[derive(Debug, PartialEq, Eq)]
struct DumpReport {
    /// `Panic#1`.
    reason: String,
    /// The seconds in the name of a part that EFI keeps, else nothing.
    seconds: String,
}

/// Makes one file of the parts of each report among a folder's files from `from` on, the oldest first. Parts that a file
/// beside them already holds are skipped.
pub(super) fn join(files: &mut Vec<FoundFile>, from: usize, folder: &Path, skipped: &mut Vec<SkippedInput>) {
    let is_candidate = |file: &FoundFile| file.path.parent() == Some(folder) && base(&file.path).starts_with("dmesg-");
    if !files.iter().skip(from).any(is_candidate) {
        return;
    }
    let whole = files.iter().skip(from).find(|file| file.path == folder.join("dmesg.txt"));
    let whole = whole.and_then(|file| text_of(&file.path, WHOLE_BYTES).ok()).unwrap_or_default();
    let (mut reports, mut others): (Vec<Vec<(DumpPart, FoundFile)>>, Vec<FoundFile>) = (Vec::new(), Vec::new());
    for file in files.split_off(from.min(files.len())) {
        let Some(part) = Some(&file).filter(|file| is_candidate(file)).and_then(DumpPart::of) else {
            others.push(file);
            continue;
        };
        if whole.contains(&format!("{}:", base(&file.path))) {
            skipped.push(SkippedInput { name: file.name, why: tell!("skip-part-of-whole"), failed: false });
            continue;
        }
        // Of two reports of one kind, each has its own parts.
        let fits = |report: &Vec<(DumpPart, FoundFile)>| {
            report.iter().all(|(other, _)| other.report == part.report && other.number != part.number)
        };
        match reports.iter_mut().find(|report| fits(report)) {
            Some(report) => report.push((part, file)),
            None => reports.push(vec![(part, file)]),
        }
    }
    files.append(&mut others);
    for mut report in reports {
        report.sort_by_key(|(part, _)| Reverse(part.number));
        let parts = report.iter().map(|(part, _)| part.path.clone()).collect();
        let bytes = report.iter().map(|(_, file)| file.bytes).sum();
        let more = report.len() - 1;
        if let Some((_, first)) = report.into_iter().next() {
            let name = if more > 0 { format!("{} (+{more})", first.name) } else { first.name.clone() };
            files.push(FoundFile { name, bytes, parts, ..first });
        }
    }
}

/// What the parts of a report hold.
#[derive(Debug, Default)]
pub(super) struct DumpText {
    pub(super) text: Vec<u8>,
    /// A part has more than is read of one.
    pub(super) is_cut: bool,
}

/// The text of all parts.
pub(super) fn read(parts: &[PathBuf]) -> io::Result<DumpText> {
    let most = limits::DUMP_PART.most;
    let mut read = DumpText::default();
    for part in parts {
        let begin = read.text.len();
        File::open(part)?.take(most as u64 + 1).read_to_end(&mut read.text)?;
        read.is_cut |= read.text.len() - begin > most;
        read.text.truncate(begin + most);
        if !read.text.ends_with(b"\n") {
            read.text.push(b'\n');
        }
    }
    Ok(read)
}

impl DumpPart {
    fn of(file: &FoundFile) -> Option<Self> {
        let head = text_of(&file.path, 64).ok()?;
        let (reason, number) = head.lines().next()?.split_once(" Part")?;
        let (word, count) = reason.split_once('#')?;
        let told = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let numbered = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        let name = base(&file.path);
        // `dmesg-efi-176561060103001`: seconds, two digits of the part, three of the count.
        let digits = name.rsplit('-').next().filter(|digits| digits.len() > 12).unwrap_or("");
        let seconds = digits.get(..digits.len().saturating_sub(5)).unwrap_or("").to_owned();
        let number = number.trim_end().parse().ok()?;
        let report = DumpReport { reason: reason.to_owned(), seconds };
        (told && numbered).then(|| Self { report, number, path: file.path.clone() })
    }
}

fn base(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

fn text_of(path: &Path, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
