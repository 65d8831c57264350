//! Paths of cgroups and names of files: what everybody has stays, the rest gets made-up names. The shape stays too, so that
//! a masked path is understood like the real one.

use super::book::{Book, Kind};
use super::{ids, keep};

/// Endings of systemd's units with what their names name.
const UNITS: [(&str, Kind); 6] = [
    (".service", Kind::Service),
    (".slice", Kind::Slice),
    (".scope", Kind::Scope),
    (".mount", Kind::Group),
    (".socket", Kind::Group),
    (".timer", Kind::Group),
];

/// A cgroup's path, or its last component.
pub(super) fn cgroup(book: &mut Book, path: &str) -> String {
    path.split('/').map(|component| unit(book, component)).collect::<Vec<_>>().join("/")
}

/// One component of a cgroup's path: a unit, a container's directory, a pod's.
pub(super) fn unit(book: &mut Book, component: &str) -> String {
    let found = UNITS.into_iter().find(|(ending, _)| component.ends_with(ending));
    let (ending, kind) = found.unwrap_or(("", Kind::Group));
    let stem = component.strip_suffix(ending).unwrap_or(component);
    if keep::is_process(stem) && !stem.is_empty() {
        return component.to_owned();
    }
    let masked = ids::replaced(book, stem);
    let known = known_start(&masked);
    match masked.split_at_checked(known) {
        Some((start, rest)) if !rest.is_empty() => format!("{start}{}{ending}", book.word(kind, rest)),
        _ => format!("{masked}{ending}"),
    }
}

/// The name of a source: `node-a/var/log/kern.log`, `acme.tar.gz › kern.log`.
pub(super) fn source(book: &mut Book, name: &str) -> String {
    let file = |book: &mut Book, file: &str| {
        if file.is_empty() || words(file).all(|(_, word)| keep::is_file_word(word)) {
            return file.to_owned();
        }
        // The endings that everybody knows stay: `.log.2.gz`.
        let mut name = file;
        while let Some((start, ending)) = name.rsplit_once('.') {
            if start.is_empty() || !keep::is_file_word(ending) {
                break;
            }
            name = start;
        }
        format!("{}{}", book.word(Kind::File, name), file.strip_prefix(name).unwrap_or(""))
    };
    let folders = |book: &mut Book, path: &str| {
        path.split(['/', '\\']).map(|part| file(book, part)).collect::<Vec<_>>().join("/")
    };
    name.split(" › ").map(|part| folders(book, part)).collect::<Vec<_>>().join(" › ")
}

/// How much of the beginning is made of known words and ids: `lxc.payload.` of `lxc.payload.web01`.
fn known_start(stem: &str) -> usize {
    let unknown = words(stem).find(|(_, word)| !(keep::is_path_word(word) || ids::is_made_up(word)));
    unknown.map_or(stem.len(), |(at, _)| at)
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
        let mut book = Book::default();
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
        ] {
            assert_eq!(cgroup(&mut book, &path), masked);
        }
    }

    #[test]
    fn file_names_that_everybody_has_stay() {
        let mut book = Book::default();
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
        ] {
            assert_eq!(source(&mut book, name), masked, "{name}");
        }
    }
}
