//! Paths of cgroups and names of files: what everybody has stays, the rest gets made-up names. The shape stays too, so that
//! a masked path is understood like the real one.

use super::pseudonyms::{NameKind, Pseudonyms};
use super::{ids, public_words};
use crate::model::is_note;

/// Endings of systemd's units with what their names name.
const UNITS: [(&str, NameKind); 6] = [
    (".service", NameKind::Service),
    (".slice", NameKind::Slice),
    (".scope", NameKind::Scope),
    (".mount", NameKind::Group),
    (".socket", NameKind::Group),
    (".timer", NameKind::Group),
];

/// A cgroup's path, or its last component.
pub(super) fn cgroup(book: &mut Pseudonyms, path: &str) -> String {
    path.split('/').map(|component| unit(book, component)).collect::<Vec<_>>().join("/")
}

/// One component of a cgroup's path: a unit, a container's directory, a pod's.
pub(super) fn unit(book: &mut Pseudonyms, component: &str) -> String {
    let group = UnitParts { stem: component, ending: "", kind: NameKind::Group };
    let UnitParts { stem, ending, kind } = unit_parts(component).unwrap_or(group);
    if public_words::is_unit(stem) {
        return component.to_owned();
    }
    let (start, rest) = stem.split_at_checked(known_start(stem)).unwrap_or(("", stem));
    let start = ids::replaced(book, start);
    if rest.is_empty() { format!("{start}{ending}") } else { format!("{start}{}{ending}", book.word(kind, rest)) }
}

/// True for a unit whose name tells nothing about whose it is; false for what is no unit.
pub(super) fn is_known_unit(name: &str) -> bool {
    unit_parts(name).is_some_and(|unit| public_words::is_unit(unit.stem) || known_start(unit.stem) == unit.stem.len())
}

/// `cart.service`, taken apart.
pub(super) struct UnitParts<'a> {
    /// `cart`.
    pub(super) stem: &'a str,
    /// `.service`.
    pub(super) ending: &'static str,
    /// What it names.
    pub(super) kind: NameKind,
}

pub(super) fn unit_parts(name: &str) -> Option<UnitParts<'_>> {
    UNITS.into_iter().find_map(|(ending, kind)| Some(UnitParts { stem: name.strip_suffix(ending)?, ending, kind }))
}

/// The name of a source: `node-a/var/log/kern.log`, `acme.tar.gz › kern.log`.
pub(super) fn source(book: &mut Pseudonyms, name: &str) -> String {
    let folders = |book: &mut Pseudonyms, path: &str| {
        path.split(['/', '\\']).map(|part| file(book, part)).collect::<Vec<_>>().join("/")
    };
    name.split(" › ").map(|part| folders(book, part)).collect::<Vec<_>>().join(" › ")
}

/// One component of a file's path. The endings that everybody knows stay: `.log.2.gz`.
fn file(book: &mut Pseudonyms, name: &str) -> String {
    let stem = without_endings(name);
    let plain = |c: char| c.is_ascii_alphanumeric() || " -_.:".contains(c);
    let mut all = words(stem).map(|(_, word)| word).peekable();
    let is_known =
        stem.bytes().all(|byte| byte == b'.') || all.peek().is_some_and(|first| public_words::is_file_word(first));
    if is_known && stem.chars().all(plain) && all.all(|word| public_words::is_file_word(word) || is_date(word)) {
        return name.to_owned();
    }
    let endings = name.strip_prefix(stem).unwrap_or("");
    let made = book.word(NameKind::File, stem);
    // What people wrote is told by its name.
    let note = if is_note(name) && !is_note(&format!("{made}{endings}")) { "-note" } else { "" };
    format!("{made}{note}{endings}")
}

/// The name without `.log`, `.gz` and their like, and without a rotation's number or date behind one of them.
fn without_endings(name: &str) -> &str {
    let mut stem = name;
    while let Some((start, ending)) = stem.rsplit_once('.').filter(|(start, _)| !start.is_empty()) {
        let rotated = || (public_words::is_count(ending) && ending.len() <= 3) || is_date(ending);
        let is_log = || {
            public_words::is_file_word(start)
                || start.rsplit_once('.').is_some_and(|(_, it)| public_words::is_file_ending(it))
        };
        if !(public_words::is_file_ending(ending) || rotated() && is_log()) {
            break;
        }
        stem = start;
    }
    stem
}

/// `20231213`.
fn is_date(word: &str) -> bool {
    word.len() == 8 && word.starts_with("20") && public_words::is_count(word)
}

/// Numbers of an address: that many in one name are none of ours.
const ADDRESS_NUMBERS: usize = 4;

/// How much of the beginning is made of known words and ids: `lxc.payload.` of `lxc.payload.web01`.
fn known_start(stem: &str) -> usize {
    let ids = ids::ranges(stem);
    // `pod` stands before the digits of a UID without a blank.
    let beside_id = |at: usize, word: &str| {
        let id = ids.iter().find(|id| id.start < at + word.len() && at < id.end);
        id.is_some_and(|id| id.start <= at || stem.get(at..id.start).is_some_and(public_words::is_path_word))
    };
    let apart: Vec<_> = words(stem).filter(|(at, word)| !beside_id(*at, word)).collect();
    let unknown = apart.iter().find(|(_, word)| !public_words::is_path_word(word)).map(|(at, _)| *at);
    let mut numbers = apart.iter().filter(|(_, word)| public_words::is_count(word)).map(|(at, _)| *at);
    let first = numbers.next().filter(|_| numbers.count() + 1 >= ADDRESS_NUMBERS);
    // What no word is made of (a name of signs alone) is not known either.
    let odd = stem.char_indices().find(|(_, c)| !c.is_ascii()).map(|(at, _)| at);
    [unknown, first, odd].into_iter().flatten().min().unwrap_or(stem.len())
}

/// The words of a name with where they begin. `\x2d` is systemd's way to write a dash.
fn words(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    name.split_inclusive(|c: char| !c.is_alphanumeric()).filter_map(move |piece| {
        let begins = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let escape =
            begins.checked_sub(1).and_then(|before| name.get(before..)).is_some_and(|s| s.starts_with("\\x2d"));
        let skip = if escape { "x2d".len() } else { 0 };
        word.get(skip..).filter(|word| !word.is_empty()).map(|word| (begins + skip, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cgroups_keep_their_shape_and_lose_their_names() {
        let id = "679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be";
        let masked_id = format!("000000000001{}", "0".repeat(52));
        let mut book = Pseudonyms::default();
        for (path, masked) in [
            (
                format!(
                    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice/cri-containerd-{id}.scope"
                ),
                format!(
                    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod00000001_0000_0000_0000_000000000000.slice/cri-containerd-{masked_id}.scope"
                ),
            ),
            (
                format!("/kubepods/burstable/pod479f327f-a27b-4eda-8523-90bdabcf0a27/{id}"),
                format!("/kubepods/burstable/pod00000001-0000-0000-0000-000000000000/{masked_id}"),
            ),
            (format!("/docker/{id}"), format!("/docker/{masked_id}")),
            ("/system.slice/acme-billing.service".to_owned(), "/system.slice/service-1.service".to_owned()),
            ("/system.slice/containerd.service".to_owned(), "/system.slice/containerd.service".to_owned()),
            ("/system.slice/acme@eu.service".to_owned(), "/system.slice/service-2.service".to_owned()),
            (
                "/user.slice/user-1000.slice/session-3.scope".to_owned(),
                "/user.slice/user-1000.slice/session-3.scope".to_owned(),
            ),
            ("/lxc.payload.web01".to_owned(), "/lxc.payload.group-1".to_owned()),
            (
                "/machine.slice/machine-qemu\\x2d1\\x2dacme.scope".to_owned(),
                "/machine.slice/machine-qemu\\x2d1\\x2dscope-1.scope".to_owned(),
            ),
            ("/slurm/uid_1000/job_12/step_0".to_owned(), "/slurm/uid_1000/job_12/step_0".to_owned()),
            ("/".to_owned(), "/".to_owned()),
            ("/system.slice/migration-acme.service".to_owned(), "/system.slice/service-3.service".to_owned()),
            ("/system.slice/systemd-acme.service".to_owned(), "/system.slice/systemd-service-4.service".to_owned()),
            (
                "/system.slice/sshd@12-10.77.0.4:22-10.77.0.5:50322.service".to_owned(),
                "/system.slice/service-5.service".to_owned(),
            ),
            ("/system.slice/run@10-77-1-9.service".to_owned(), "/system.slice/run@service-6.service".to_owned()),
            ("/ecs/123456789012".to_owned(), "/ecs/000000000002".to_owned()),
            ("/🚀".to_owned(), "/group-2".to_owned()),
        ] {
            assert_eq!(cgroup(&mut book, &path), masked);
        }
    }

    #[test]
    fn file_names_that_everybody_has_stay() {
        let mut book = Pseudonyms::default();
        for (name, masked) in [
            ("kern.log", "kern.log"),
            ("syslog.2.gz", "syslog.2.gz"),
            ("var/log/kern.log", "var/log/kern.log"),
            (
                "acme-prod.tar.gz › acme-prod/var/log/messages-20231213",
                "file-1.tar.gz › file-1/var/log/messages-20231213",
            ),
            ("seed-aks-pod-limit.log", "file-2.log"),
            ("journal.short-iso-precise.txt", "journal.short-iso-precise.txt"),
            ("", ""),
            ("10.77.9.9.log", "file-3.log"),
            ("acme-10.77.1.9.log", "file-4.log"),
            ("node-7.log", "file-5.log"),
            ("kern.log.1", "kern.log.1"),
            ("acme.log.20231213.gz", "file-6.log.20231213.gz"),
            ("/home/ann/kern.log", "/file-7/file-8/kern.log"),
            ("C:\\Users\\ann\\syslog.1", "file-9/file-10/file-8/syslog.1"),
            ("🚀.log", "file-11.log"),
        ] {
            assert_eq!(source(&mut book, name), masked, "{name}");
        }
    }
}
