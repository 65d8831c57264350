//! Lines of other programs that belong on the timeline: one table of shapes, each with a real sample.
//!
//! A line counts only where its program is known to write it: what an application says about "OOM" is not evidence.
//! Where the envelope names no program, a line must tie itself to a container, pod, unit or process to be taken.

mod event;
mod host;
mod kubelet;
mod runtime;
mod scan;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;

use crate::model::{Companion, CompanionKind, Origin, Record, Ties};
use crate::source::words::holds;
use crate::source::{Asks, Needle};

/// How much of a companion's text is kept.
pub const COMPANION_TEXT_KEPT: usize = 4096;

/// Literals of the companion lines; what node-problem-detector writes holds one of the kernel's. None holds a double quote
/// or backslash, which JSON logs escape. Each begins with four letters that are rare in a node's log, because those are what
/// the search seeks: "kOOM" and not "Task", "d **" and not "drop", which firewalls write into every line.
pub const COMPANION_NEEDLES: &[Needle] = &[
    needle("oom event"),
    needle("viction manager: "),
    needle("HasInsufficientMemory"),
    needle("(PLEG): "),
    needle("g failed container="),
    needle("kOOM event"),
    needle("xit event"),
    needle(",} returns "),
    needle("tContainer for "),
    needle("Created container "),
    needle("Ran pod sandbox "),
    needle("c=/tasks/"),
    needle("killed by the OOM killer"),
    needle("killed some processes in this unit"),
    needle("oom-kill'"),
    needle("oomd killed "),
    needle("Killed /"),
    needle("emory pressure for"),
    needle("emory used"),
    // In a dry run, earlyoom says in its next line that it did nothing.
    followed("g SIGTERM to process"),
    followed("g SIGKILL to process"),
    needle("g SIGKILL to cgroup"),
    needle("OOM encountered"),
    needle("d **"),
    needle("- CPU#"),
    needle("Missed "),
    needle(", mode:0x"),
    needle("balloon"),
    needle("zram"),
    needle("emory -- consider tuning"),
    needle("emory on node "),
];

/// What the lines hold that only join names to ids ([`CompanionKind::ContainerStarted`]): a busy node writes hundreds of
/// thousands of them, and few speak of a container that was killed.
pub const NAMING_WORDS: &[&str] = &[
    "ContainerStarted",
    "returns container id",
    "returns sandbox id",
    "StartContainer for",
    "Created container ",
    "Ran pod sandbox ",
];

/// One kind of line.
struct LineShape {
    /// Its name.
    #[cfg_attr(not(test), expect(dead_code, reason = "what a reader of the table looks at; tests walk it"))]
    name: &'static str,
    kind: CompanionKind,
    speaker: Speaker,
    /// What the line holds.
    words: &'static str,
    /// A line as the program writes it, without the envelope.
    #[cfg_attr(not(test), expect(dead_code, reason = "what a reader of the table looks at; tests walk it"))]
    sample: &'static str,
    /// Reads what the line names; `None` where it is not this kind of line after all.
    ties: fn(&str) -> Option<Ties>,
}

/// Who writes a line.
#[derive(Clone, Copy)]
enum Speaker {
    Kernel,
    /// Programs by their name in the log, without a path.
    Programs(&'static [&'static str]),
    /// The same, and nobody whose name the log does not tell.
    Named(&'static [&'static str]),
}

/// Reads a line of another program that belongs on the timeline.
pub fn companion(record: &Record<'_>) -> Option<Companion> {
    if record.continuation {
        return None;
    }
    let (shape, ties) = shapes_in(record.text).filter(|shape| may_say(shape, record)).find_map(|shape| {
        let ties = (shape.ties)(record.text)?;
        (record.origin != Origin::Unknown || ties != Ties::default()).then_some((shape, ties))
    })?;
    Some(Companion {
        moment: record.moment.clone(),
        host: record.host.map(Arc::from),
        kind: shape.kind,
        program: record.program.map(Arc::from),
        text: kept(record.text),
        place: record.place,
        ties,
        incident: None,
        moved_to_wall: None,
        is_carried: false,
    })
}

/// True for what earlyoom says in a dry run after a line like that of a kill (`kill.c` of earlyoom 1.9): no signal was sent.
pub fn takes_back_kill(record: &Record<'_>) -> bool {
    holds(record.text, "dryrun, not actually sending any signal")
}

/// The shapes whose words the text holds, in the table's order: one search for all of them.
fn shapes_in(text: &str) -> impl Iterator<Item = &'static LineShape> {
    static WORDS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::new(shapes().map(|shape| shape.words)).ok());
    let found = WORDS.iter().flat_map(|words| words.find_overlapping_iter(text));
    let found: BTreeSet<usize> = found.map(|found| found.pattern().as_usize()).collect();
    found.into_iter().filter_map(|at| shapes().nth(at))
}

fn shapes() -> impl Iterator<Item = &'static LineShape> {
    [kubelet::SHAPES, runtime::SHAPES, host::SHAPES, event::SHAPES].into_iter().flatten()
}

fn may_say(shape: &LineShape, record: &Record<'_>) -> bool {
    match (record.origin, shape.speaker) {
        (Origin::Kernel, Speaker::Kernel) | (Origin::Unknown, Speaker::Programs(_)) => true,
        (Origin::Program, Speaker::Programs(names) | Speaker::Named(names)) => {
            let program = record.program.unwrap_or("");
            let name = program.rsplit_once('/').map_or(program, |(_, name)| name);
            names.contains(&name)
        }
        (Origin::Kernel, Speaker::Programs(_))
        | (Origin::Kernel | Origin::Unknown, Speaker::Named(_))
        | (Origin::Program | Origin::Unknown, Speaker::Kernel) => false,
    }
}

fn kept(text: &str) -> String {
    let text = text.trim();
    if text.len() <= COMPANION_TEXT_KEPT {
        return text.to_owned();
    }
    let cut = text.floor_char_boundary(COMPANION_TEXT_KEPT);
    format!("{}…", text.get(..cut).unwrap_or(""))
}

const fn needle(text: &'static str) -> Needle {
    Needle { text, asks: Asks::Nothing }
}

const fn followed(text: &'static str) -> Needle {
    Needle { text, asks: Asks::Behind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    fn record<'a>(origin: Origin, program: Option<&'a str>, text: &'a str) -> Record<'a> {
        Record { host: Some("node"), program, ..Record::bare(Place::default(), origin, text) }
    }

    fn said(shape: &'static LineShape) -> Record<'static> {
        match shape.speaker {
            Speaker::Kernel => record(Origin::Kernel, Some("kernel"), shape.sample),
            Speaker::Programs(names) | Speaker::Named(names) => {
                record(Origin::Program, names.first().copied(), shape.sample)
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let names: std::collections::BTreeSet<_> = shapes().map(|shape| shape.name).collect();
        assert_eq!(names.len(), shapes().count());
    }

    #[test]
    fn every_sample_is_read_by_its_own_shape() {
        for shape in shapes() {
            let read = companion(&said(shape)).unwrap_or_else(|| panic!("{} is not read", shape.name));
            assert_eq!(read.kind, shape.kind, "{}", shape.name);
            let first =
                shapes().find(|other| shape.sample.contains(other.words) && (other.ties)(shape.sample).is_some());
            assert_eq!(first.map(|first| first.name), Some(shape.name));
        }
    }

    #[test]
    fn the_naming_words_are_those_of_the_shapes_that_join_names() {
        let naming = shapes().filter(|shape| shape.kind == CompanionKind::ContainerStarted);
        let words: std::collections::BTreeSet<&str> = naming.map(|shape| shape.words).collect();
        assert_eq!(words, NAMING_WORDS.iter().copied().collect());
    }

    #[test]
    fn every_sample_holds_a_needle() {
        for shape in shapes() {
            let mut needles = COMPANION_NEEDLES.iter().chain(crate::kernel::NEEDLES);
            assert!(needles.any(|needle| shape.sample.contains(needle.text)), "{}", shape.name);
        }
        for needle in COMPANION_NEEDLES {
            assert!(!needle.text.contains(['"', '\\']), "{} is escaped in JSON", needle.text);
        }
    }

    #[test]
    fn what_another_program_says_is_no_companion() {
        for shape in shapes() {
            assert_eq!(companion(&record(Origin::Program, Some("myapp"), shape.sample)), None, "{}", shape.name);
        }
    }

    #[test]
    fn a_line_without_a_program_must_tie_itself_to_something() {
        for shape in shapes().filter(|shape| matches!(shape.speaker, Speaker::Programs(_))) {
            let tied = companion(&record(Origin::Unknown, None, shape.sample)).is_some();
            assert_eq!(tied, (shape.ties)(shape.sample) != Some(Ties::default()), "{}", shape.name);
        }
    }

    #[test]
    fn a_program_may_be_named_by_its_path() {
        let sample = "Killed /a/b.service due to memory pressure for /a being 46.79% > 5.00% for > 5s";
        let read = companion(&record(Origin::Program, Some("/usr/lib/systemd/systemd-oomd"), sample)).unwrap();
        assert_eq!((read.kind, read.ties.unit.as_deref()), (CompanionKind::OomdKill, Some("b.service")));
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let long = format!("x.service: Failed with result 'oom-kill'. {}", "é".repeat(COMPANION_TEXT_KEPT));
        let read = companion(&record(Origin::Program, Some("systemd"), &long)).unwrap();
        assert!(read.text.ends_with("é…") && read.text.len() <= COMPANION_TEXT_KEPT + '…'.len_utf8());
    }

    #[test]
    fn containerds_lines_resolve_an_id_to_its_pod() {
        let ties = |name: &str| {
            let shape = shapes().find(|shape| shape.name == name).unwrap();
            (shape.ties)(shape.sample).unwrap()
        };
        let (created, sandbox) = (ties("containerd-created"), ties("containerd-sandbox"));
        assert_eq!(created.container.as_deref(), Some("kube-proxy"));
        assert!(created.sandbox_id.is_some());
        assert_eq!(created.sandbox_id, sandbox.sandbox_id);
        assert_eq!(
            (sandbox.namespace.as_deref(), sandbox.pod.as_deref()),
            (Some("kube-system"), Some("kube-proxy-8xk2p"))
        );
        assert_eq!(sandbox.pod_uid.as_deref(), Some("8d116ece-1738-47d9-bd9c-172411e20b8f"));
        let exit = ties("containerd-exit");
        assert_eq!((exit.pid, exit.exit_code), (Some(745), Some(137)));
        let crio = ties("crio-created");
        assert_eq!((crio.pod.as_deref(), crio.container.as_deref()), (Some("cart-7d9c5b7f4-x2x7l"), Some("cart")));
        assert_eq!(ties("earlyoom-kill").pid, Some(359));
        assert_eq!(ties("problem-detector").pid, Some(716_580));
        assert_eq!(ties("kubelet-sys-oom").pid, Some(6149));
    }
}
