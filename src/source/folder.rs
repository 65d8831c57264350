//! Folders and rotated sets: which files there are, and in which order they are read.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use super::found_file::FoundFile;
use super::{Input, pstore};
use crate::lang::Sentence;
use crate::model::{SkippedInput, limits};
use crate::tell;

/// What was found in the order in which it is to be read.
#[derive(Debug, Default)]
pub(super) struct FolderListing {
    pub(super) files: Vec<FoundFile>,
    pub(super) skipped: Vec<SkippedInput>,
    full: bool,
}

impl FolderListing {
    /// Looks at a path that the user named.
    pub(super) fn add(&mut self, path: &Path, name: &str) {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.skip(&shown(&path.to_string_lossy()), failure(&error), true),
        };
        if metadata.is_dir() {
            let before = (self.files.len(), self.skipped.len());
            self.enter(path, name, 0);
            if before == (self.files.len(), self.skipped.len()) {
                self.skip(name, tell!("skip-empty-folder"), false);
            }
            return;
        }
        match special(path, &metadata) {
            Some(why) => self.skip(name, why, false),
            None => self.files.push(found(path, name, &metadata)),
        }
    }

    fn enter(&mut self, folder: &Path, name: &str, depth: usize) {
        if depth >= limits::FOLDER_DEPTH.most {
            return self.skip(name, limits::FOLDER_DEPTH.sentence(), true);
        }
        let mut entries: Vec<(String, PathBuf)> = match fs::read_dir(folder) {
            Ok(entries) => entries
                .filter_map(Result::ok)
                .map(|entry| (shown(&entry.file_name().to_string_lossy()), entry.path()))
                .collect(),
            Err(error) => return self.skip(name, failure(&error), true),
        };
        entries.sort_by(|(a, _), (b, _)| reading_order(a).cmp(&reading_order(b)));
        let from = self.files.len();
        for (entry, path) in entries {
            if self.full {
                return;
            }
            self.add_entry(&path, &format!("{name}/{entry}"), depth);
        }
        pstore::join(&mut self.files, from, folder, &mut self.skipped);
    }

    fn add_entry(&mut self, path: &Path, name: &str, depth: usize) {
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.skip(name, failure(&error), true),
        };
        if metadata.is_dir() {
            return self.enter(path, name, depth + 1);
        }
        if metadata.is_symlink() {
            // What it leads to is read at its own place, or does not belong to the folder.
            return self.skip(name, tell!("skip-link"), false);
        }
        if let Some(why) = special(path, &metadata) {
            return self.skip(name, why, false);
        }
        if self.files.len() >= limits::FILES.most {
            self.full = true;
            return self.skip(name, limits::FILES.sentence(), true);
        }
        self.files.push(found(path, name, &metadata));
    }

    fn skip(&mut self, name: &str, why: Sentence, failed: bool) {
        self.skipped.push(SkippedInput { name: name.to_owned(), why, failed });
    }
}

fn found(path: &Path, name: &str, metadata: &Metadata) -> FoundFile {
    FoundFile {
        path: path.to_owned(),
        name: name.to_owned(),
        bytes: metadata.len(),
        modified: metadata.modified().ok(),
        parts: Vec::new(),
    }
}

/// Why a file that is none of the ordinary ones is not read: it might never end, or never begin.
fn special(path: &Path, metadata: &Metadata) -> Option<Sentence> {
    if metadata.is_file() || is_open_pipe(path) {
        return None;
    }
    Some(kind_of(metadata).unwrap_or_else(|| tell!("skip-no-file")))
}

#[cfg(unix)]
fn kind_of(metadata: &Metadata) -> Option<Sentence> {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        Some(tell!("skip-pipe"))
    } else if kind.is_socket() {
        Some(tell!("skip-socket"))
    } else if kind.is_char_device() || kind.is_block_device() {
        Some(tell!("skip-device"))
    } else {
        None
    }
}

#[cfg(not(unix))]
fn kind_of(_metadata: &Metadata) -> Option<Sentence> {
    None
}

/// A pipe that somebody already writes to (`oomscope report <(zcat kern.log.gz)`): it has no name of its own.
pub(super) fn is_open_pipe(path: &Path) -> bool {
    fs::read_link(path).is_ok_and(|target| target.to_string_lossy().starts_with("pipe:["))
}

/// One of the names that standard input has. A file behind it can be read as such; anything else cannot be opened anew.
pub(super) fn is_stdin(path: &Path) -> bool {
    let named = ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|name| path == Path::new(name));
    named && !fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// A failure as the end of a sentence.
pub(super) fn failure(error: &std::io::Error) -> Sentence {
    tell!("skip-unread", why = error)
}

/// The name under which a file, or a folder, is shown.
pub(super) fn display_name(path: &Path) -> String {
    shown(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// A name as it can be shown: one line, no control characters.
pub(super) fn shown(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The place of a name among its folder's, in the order of its fields: sets by name, the oldest of a rotated set first
/// (`syslog.2.gz`, `syslog.1`, `syslog`; `messages-20261101`, `messages-20261108`, `messages`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ReadingOrder<'a> {
    /// `syslog`.
    set: &'a str,
    age: Age<'a>,
}

pub(super) fn reading_order(name: &str) -> ReadingOrder<'_> {
    let packed = [".gz", ".xz", ".zst", ".bz2", ".lz4"];
    let plain = packed.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    let parts = plain.rsplit_once(['.', '-']);
    match parts.filter(|(_, age)| !age.is_empty() && age.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((set, date)) if date.len() >= 8 => ReadingOrder { set, age: Age::Date(date) },
        Some((set, number)) => match number.parse() {
            Ok(number) => ReadingOrder { set, age: Age::Rotations(Reverse(number)) },
            Err(_) => ReadingOrder { set: plain, age: Age::Newest },
        },
        None => ReadingOrder { set: plain, age: Age::Newest },
    }
}

/// How old a file of a rotated set is: the oldest is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Age<'a> {
    /// Rotated on this day.
    Date(&'a str),
    /// Rotated so often.
    Rotations(Reverse<u32>),
    /// Still written to.
    Newest,
}

/// The inputs with the files of each rotated set that the user named one by one in order; a set stands where its first
/// file was named.
pub(super) fn in_order(inputs: &[Input]) -> Vec<&Input> {
    let mut places: HashMap<(Option<&Path>, String), usize> = HashMap::new();
    let mut keyed: Vec<(usize, String, &Input)> = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        let Input::Path(path) = input else {
            keyed.push((at, String::new(), input));
            continue;
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let set = (path.parent(), reading_order(&name).set.to_owned());
        keyed.push((*places.entry(set).or_insert(at), name, input));
    }
    keyed.sort_by(|(a, a_name, _), (b, b_name, _)| {
        a.cmp(b).then_with(|| reading_order(a_name).age.cmp(&reading_order(b_name).age))
    });
    keyed.into_iter().map(|(.., input)| input).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_a_rotated_set_comes_first() {
        let mut names = [
            "syslog",
            "syslog.1",
            "syslog.10.gz",
            "syslog.2.gz",
            "messages-20261108",
            "messages-20261101.xz",
            "messages",
            "kern.log",
            "kern.log.1",
            "a-b",
            "kern.log.zst",
        ];
        names.sort_by(|a, b| reading_order(a).cmp(&reading_order(b)));
        assert_eq!(
            names,
            [
                "a-b",
                "kern.log.1",
                "kern.log",
                "kern.log.zst",
                "messages-20261101.xz",
                "messages-20261108",
                "messages",
                "syslog.10.gz",
                "syslog.2.gz",
                "syslog.1",
                "syslog",
            ]
        );
    }

    #[test]
    fn a_set_named_file_by_file_is_ordered_and_the_rest_stays_as_it_was_named() {
        let path = |path: &str| Input::Path(PathBuf::from(path));
        let inputs = [
            path("b/z"),
            path("a/syslog"),
            Input::Stdin,
            path("a/syslog.1"),
            path("b/syslog.1"),
            path("a/syslog.2.gz"),
        ];
        let ordered: Vec<Input> = in_order(&inputs).into_iter().cloned().collect();
        let wanted = [
            path("b/z"),
            path("a/syslog.2.gz"),
            path("a/syslog.1"),
            path("a/syslog"),
            Input::Stdin,
            path("b/syslog.1"),
        ];
        assert_eq!(ordered, wanted);
    }
}
