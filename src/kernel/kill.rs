//! The end of a report: who was chosen, who was killed, what the reaper left, and the ends without a kill.
//!
//! A name may hold anything, the words of these very lines included, so each name is found from the right end.

use std::ops::Range;

use super::Message;
use super::prefix::is_prefix;
use super::scan::{Scan, value_of};
use crate::model::Kib;
use crate::source::words::{find, parted, parted_at_last};

/// `716580 (stress)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process<'a> {
    /// Its pid.
    pub pid: u32,
    /// Its name.
    pub name: &'a str,
}

/// `oom-kill:constraint=…`: everything by its key; what the line does not hold is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SummaryLine<'a> {
    /// `CONSTRAINT_MEMCG`.
    pub constraint: &'a str,
    /// `(null)`, `0-1`.
    pub nodemask: Option<&'a str>,
    /// The invoking task's.
    pub cpuset: Option<&'a str>,
    /// The invoking task's.
    pub mems_allowed: Option<&'a str>,
    /// Whose limit was hit. A path that the line's end cuts is not taken.
    pub limit_cgroup: Option<&'a str>,
    /// True where it says `global_oom`.
    pub global_oom: bool,
    /// Where the victim lives.
    pub victim_cgroup: Option<&'a str>,
    /// The victim's name.
    pub task: Option<&'a str>,
    /// The victim's pid.
    pub pid: Option<u32>,
    /// The victim's user.
    pub uid: Option<u32>,
    /// How many of the keys before `pid` the line holds.
    keys: usize,
}

/// `Out of memory: Kill process 4468 (x) score 0 or sacrifice child`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KillAnnouncement<'a> {
    /// `Out of memory`.
    pub prefix: &'a str,
    /// Who was chosen, where the line is whole so far.
    pub process: Option<Process<'a>>,
    /// Per mille of the memory.
    pub score: Option<u64>,
}

/// `Memory cgroup out of memory: Killed process 716580 (stress) total-vm:…`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Killed<'a> {
    /// `Memory cgroup out of memory`; up to 5.0 the line has none.
    pub prefix: Option<&'a str>,
    /// The pid; `None` where the line is cut before it.
    pub pid: Option<u32>,
    /// The name; `None` where the line is cut before its end.
    pub name: Option<&'a str>,
    /// `UID:0`, or `UID 0,` (RHEL 6 and 7).
    pub uid: Option<u32>,
    /// `total-vm`.
    pub total_vm: Option<Kib>,
    /// `anon-rss`.
    pub anon_rss: Option<Kib>,
    /// `file-rss`.
    pub file_rss: Option<Kib>,
    /// `shmem-rss`.
    pub shmem_rss: Option<Kib>,
    /// `pgtables`, which 5.4 prints in bytes.
    pub pgtables: Option<Kib>,
    /// `oom_score_adj`.
    pub oom_score_adj: Option<i32>,
    /// True where what ends the line is there, so that nothing that others hold is missing.
    pub(super) is_whole: bool,
}

/// `oom_reaper: reaped process 181 (x), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaper<'a> {
    /// Who.
    pub process: Process<'a>,
    /// What is left of `anon-rss`.
    pub anon_rss: Option<Kib>,
    /// What is left of `file-rss`.
    pub file_rss: Option<Kib>,
    /// What is left of `shmem-rss`.
    pub shmem_rss: Option<Kib>,
}

impl SummaryLine<'_> {
    /// How many of its parts a cut line lacks.
    pub fn missing(&self) -> usize {
        // The victim's user ends the line. A kernel without cpusets prints neither `cpuset=` nor `mems_allowed=`, one without
        // memory cgroups no cgroup.
        if self.uid.is_some() && self.pid.is_some() && self.task.is_some() {
            return 0;
        }
        // `oom_memcg` and `global_oom` stand for each other.
        KEYS.len().saturating_sub(1 + self.keys) + usize::from(self.pid.is_none()) + usize::from(self.uid.is_none())
    }
}

impl KillAnnouncement<'_> {
    pub(super) fn missing(&self) -> usize {
        usize::from(self.process.is_none()) + usize::from(self.score.is_none())
    }
}

impl Killed<'_> {
    pub(super) fn missing(&self) -> usize {
        if self.is_whole {
            return 0;
        }
        let sizes = [self.total_vm, self.anon_rss, self.file_rss, self.shmem_rss, self.pgtables];
        sizes.iter().filter(|size| size.is_none()).count()
            + usize::from(self.pid.is_none())
            + usize::from(self.name.is_none())
            + usize::from(self.uid.is_none())
            + usize::from(self.oom_score_adj.is_none())
    }
}

impl Reaper<'_> {
    pub(super) fn missing(&self) -> usize {
        let sizes = [self.anon_rss, self.file_rss, self.shmem_rss];
        sizes.iter().filter(|size| size.is_none()).count() + usize::from(self.process.name.is_empty())
    }
}

/// `dump_oom_summary()` (later `dump_oom_victim()`) of `mm/oom_kill.c`, since 5.0. Neither paths nor names are quoted:
/// the keys come in a fixed order, and `pid` and `uid` are found from the end.
pub(super) fn summary(text: &str) -> Option<Message<'_>> {
    let (constraint, rest) = constraint(text.trim_start()).or_else(|| without_beginning(text))?;
    let SummaryIds { before: body, pid, uid } = split_ids(rest);
    let whole = rest.trim_end_matches('>').ends_with(',')
        || rest.get(body.len()..).is_some_and(|ids| ids.starts_with(",pid=") || ids.starts_with(", pid="));
    let mut line = SummaryLine { constraint, pid, uid, ..SummaryLine::default() };
    let mut keys = KEYS.iter().filter_map(|key| Some((key, find_key(body, key)?))).peekable();
    let mut reached = 0;
    while let Some((key, place)) = keys.next() {
        if place.start < reached {
            continue;
        }
        let end = keys.peek().map(|(_, next)| next.start).filter(|next| *next > place.start);
        let value = body.get(place.end..end.unwrap_or(body.len())).map(str::trim_end);
        reached = place.end;
        line.keys += 1;
        set(&mut line, key, value.filter(|value| !value.is_empty()), whole || end.is_some());
    }
    Some(Message::Summary(line))
}

/// `oom-kill:constraint=CONSTRAINT_MEMCG,…` → `CONSTRAINT_MEMCG`, the rest.
fn constraint(text: &str) -> Option<(&str, &str)> {
    let mut scan = Scan::new(text);
    scan.tag("oom-kill:")?;
    // rsyslog puts a blank behind what it takes for a tag; people put more of them in.
    scan.blanks();
    scan.tag("constraint=")?;
    let constraint = scan.run(|c| c.is_ascii_uppercase() || c == '_')?;
    Some((constraint, scan.rest()))
}

/// What is left of a line whose first characters were not copied. `dump_oom_summary()` prints `oom_memcg` of a cgroup's limit
/// only, so that the constraint is known all the same; of the others it is not.
fn without_beginning(text: &str) -> Option<(&str, &str)> {
    const MEMCG: &str = "oom-kill:constraint=CONSTRAINT_MEMCG";
    let at = find(text, ",nodemask=").filter(|at| *at < MEMCG.len())?;
    let (left, rest) = text.split_at_checked(at)?;
    let is_whole = [",oom_memcg=/", ",task_memcg=/", ",task="].iter().all(|key| rest.contains(key));
    let ids = rest.rsplit_once(",pid=").is_some_and(|(_, ids)| ids.contains(",uid="));
    (is_whole && ids && MEMCG.ends_with(left)).then_some(("CONSTRAINT_MEMCG", rest))
}

/// Where a key stands; its value begins behind it. A line wrapped by hand has blanks behind the comma.
fn find_key(body: &str, key: &str) -> Option<Range<usize>> {
    let exact = find(body, key).map(|at| at..at + key.len());
    exact.or_else(|| {
        let bare = key.trim_start_matches(',');
        let mut places = body.match_indices(bare).map(|(at, _)| at);
        let parted = |at: usize| Some(body.get(..at)?.trim_end_matches(' ').strip_suffix(',')?.len()..at + bare.len());
        places.find_map(parted)
    })
}

/// In the kernel's order.
const KEYS: [&str; 7] =
    [",nodemask=", ",cpuset=", ",mems_allowed=", ",oom_memcg=", ",global_oom", ",task_memcg=", ",task="];

/// The end of a summary.
struct SummaryIds<'a> {
    /// The text before `,pid=`.
    before: &'a str,
    pid: Option<u32>,
    uid: Option<u32>,
}

/// `…,task=x,pid=1,pid=258,uid=1015` → the text before `,pid=258`, 258, 1015. A pid that no user follows may be cut in its
/// middle, and so is none. A pager marks with `>` where it cut the line.
fn split_ids(text: &str) -> SummaryIds<'_> {
    let Some((before, rest)) = parted_at_last(text, ",pid=").or_else(|| parted_at_last(text, ", pid=")) else {
        return SummaryIds { before: text.trim_end_matches(['>', ',', '…', ' ']), pid: None, uid: None };
    };
    let mut scan = Scan::new(rest);
    let pid = scan.number();
    let uid = scan.tag(",uid=").or_else(|| scan.tag(", uid=")).and_then(|()| user(&mut scan));
    // Whoever put the blanks in wrote the line by hand, and a number to its end.
    let by_hand = text.contains(", pid=") && scan.rest().trim().is_empty();
    SummaryIds { before, pid: pid.filter(|_| uid.is_some() || by_hand), uid }
}

fn set<'a>(line: &mut SummaryLine<'a>, key: &str, value: Option<&'a str>, whole: bool) {
    match key {
        ",nodemask=" => line.nodemask = value,
        ",cpuset=" => line.cpuset = value,
        ",mems_allowed=" => line.mems_allowed = value,
        // Half a path would name another cgroup.
        ",oom_memcg=" => line.limit_cgroup = value.filter(|_| whole),
        ",global_oom" => line.global_oom = true,
        ",task_memcg=" => line.victim_cgroup = value,
        _ => line.task = value,
    }
}

/// A user's number; kernels print the highest ones as negative in some lines.
fn user(scan: &mut Scan<'_>) -> Option<u32> {
    let number = scan.signed()?;
    u32::try_from(number).ok().or_else(|| i32::try_from(number).ok().map(i32::cast_unsigned))
}

/// `oom_kill_process()` up to 5.0. What follows it tells who was killed: the chosen one or its child.
pub(super) fn chosen(text: &str) -> Option<Message<'_>> {
    let text = text.trim_start();
    // Up to 2.6.35: `kill process 4468 (x) score 0 or a child`.
    let words = parted(text, ": Kill process").or_else(|| parted(text, ": kill process"));
    let (prefix, rest) = words.filter(|(prefix, _)| is_prefix(prefix))?;
    let mut scan = Scan::new(rest);
    scan.blanks();
    let pid = scan.number();
    if scan.rest().trim().is_empty() {
        return Some(Message::Chosen(KillAnnouncement { prefix, process: None, score: None }));
    }
    opens_name(&mut scan)?;
    let (pid, named) = (pid?, scan.rest());
    let Some(name) = scan.until_last(") score ") else {
        // Somebody left the score out.
        let process = name_before_words(named).map(|name| Process { pid, name });
        return Some(Message::Chosen(KillAnnouncement { prefix, process, score: None }));
    };
    Some(Message::Chosen(KillAnnouncement { prefix, process: Some(Process { pid, name }), score: scan.number() }))
}

/// `__oom_kill_process()` of `mm/oom_kill.c`, all eras:
/// `Killed process N (X) total-vm:…` up to 5.0, `Killed process N (X), UID U, total-vm:…` (RHEL 7),
/// `Killed process N, UID U, (X) total-vm:…` (RHEL 6), `PREFIX: Killed process N (X) total-vm:…, UID:U …` since 5.2.
pub(super) fn killed(text: &str) -> Option<Message<'_>> {
    let text = text.trim_start();
    let (before, rest) = parted(text, "Killed").filter(|(before, _)| before.is_empty() || before.ends_with(": "))?;
    let prefix = before.strip_suffix(": ");
    if !prefix.is_none_or(is_prefix) {
        return None;
    }
    let mut scan = Scan::new(rest);
    let mut line = Killed { prefix, ..Killed::default() };
    if rest.trim() == "process" || (prefix.is_some() && " process".starts_with(rest)) {
        return Some(Message::Killed(line));
    }
    scan.tag(" process ")?;
    line.pid = Some(scan.number()?);
    if scan.tag(", UID ").is_some() {
        line.uid = user(&mut scan);
        if scan.tag(",").is_none() {
            // Somebody left out the comma and the brackets of RHEL 5: `Killed process N, UID U X`.
            let name = prefix.and_then(|_| scan.rest().strip_prefix(' ')).map(|name| name.trim_end_matches(['.', ' ']));
            line.name = name.filter(|name| !name.is_empty() && name.len() <= NAME_BYTES && !name.contains(' '));
            return line.name.is_some().then_some(Message::Killed(line));
        }
    }
    if scan.rest().trim().is_empty() {
        return Some(Message::Killed(line));
    }
    opens_name(&mut scan)?;
    let KilledTail { name, fields } = killed_tail(scan.rest(), &mut line.uid);
    // What stands behind it need not be the kernel's: only its own words before the name make it a kill then.
    let name = name
        .filter(|name| name.len() <= NAME_BYTES || !name.contains(')'))
        .or_else(|| prefix.and_then(|_| name_before_words(scan.rest())));
    line.name = name;
    let size = |key| value_of(fields, key).and_then(|value| Scan::new(value).kib());
    line.total_vm = size("total-vm:");
    line.anon_rss = size("anon-rss:");
    line.file_rss = size("file-rss:");
    line.shmem_rss = size("shmem-rss:");
    line.pgtables = size("pgtables:");
    line.uid = line.uid.or_else(|| value_of(fields, "UID:").and_then(|value| user(&mut Scan::new(value))));
    line.oom_score_adj =
        value_of(fields, "oom_score_adj:").and_then(|value| Scan::new(value).signed()?.try_into().ok());
    Some(Message::Killed(line))
}

/// ` (` before a name. Lines that were broken there may have got more blanks.
pub(super) fn opens_name(scan: &mut Scan<'_>) -> Option<()> {
    scan.tag(" ")?;
    scan.blanks();
    scan.tag("(")
}

/// Splits `X) total-vm:…` or `X), UID U, total-vm:…` behind the name; without sizes, at the last bracket. People shorten
/// the line: any of its sizes may be the first.
fn killed_tail<'a>(text: &'a str, uid: &mut Option<u32>) -> KilledTail<'a> {
    let split = parted_at_last(text, ") total-vm:").map(|(name, _)| name).or_else(|| {
        let (name, rest) = parted_at_last(text, "), UID ")?;
        *uid = user(&mut Scan::new(rest));
        Some(name)
    });
    let shortened = || {
        let marks = FIELDS.iter().filter_map(|field| {
            let at = find(text, field)?;
            text.get(..at)?.trim_end_matches([' ', '.', '…', ',']).strip_suffix(')')
        });
        marks.min_by_key(|name| name.len())
    };
    let split = split.or_else(shortened);
    let name = split.or_else(|| text.trim_end_matches([' ', '.', '…']).strip_suffix(')'));
    KilledTail { name, fields: name.and_then(|name| text.get(name.len()..)).unwrap_or("") }
}

/// What stands behind the bracket before a killed process's name.
struct KilledTail<'a> {
    /// The name; `None` where the line is cut in it.
    name: Option<&'a str>,
    /// `) total-vm:…`.
    fields: &'a str,
}

/// What may stand behind the name in a line that was shortened.
const FIELDS: [&str; 7] = ["total-vm:", "anon-rss:", "file-rss:", "shmem-rss:", "UID:", "pgtables:", "oom_score_adj:"];

/// The name in `X) and what somebody wrote behind it`.
pub(super) fn name_before_words(text: &str) -> Option<&str> {
    let ends = text.match_indices(')').map(|(at, _)| at).take_while(|at| *at <= NAME_BYTES);
    let parted =
        |at: &usize| text.get(at + 1..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    ends.filter(parted).last().and_then(|at| text.get(..at))
}

/// The longest name of a task (`TASK_COMM_LEN` of `include/linux/sched.h`, without the zero).
pub(super) const NAME_BYTES: usize = 15;

/// `mem_cgroup_print_oom_group()` of `mm/memcontrol.c`, since 4.19, in up to three pieces (`pr_cont`).
pub(super) fn group(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("Tasks in")?;
    let rest = scan.rest();
    if rest.trim().is_empty() {
        return Some(Message::Group { path: None, whole: false });
    }
    let ended = parted(rest, " are going to be killed");
    if scan.tag(" /").is_none() {
        // Somebody left out how the path begins.
        let is_shortened = ["...", "\u{2026}"].iter().any(|mark| rest.trim_start().starts_with(mark));
        return (is_shortened && ended.is_some()).then_some(Message::Group { path: None, whole: true });
    }
    let path = ended.map_or(rest, |(path, _)| path);
    Some(Message::Group { path: Some(path.trim()), whole: ended.is_some() })
}

/// `oom_reap_task_mm()` of `mm/oom_kill.c`, since 4.6.
pub(super) fn reaped(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("oom_reaper: reaped process ")?;
    let pid = scan.number()?;
    let name = scan.tag(" (").and_then(|()| scan.until_last(")")).unwrap_or("");
    let fields = scan.rest();
    let size = |key| value_of(fields, key).and_then(|value| Scan::new(value).kib());
    Some(Message::Reaped(Reaper {
        process: Process { pid, name },
        anon_rss: size("anon-rss:"),
        file_rss: size("file-rss:"),
        shmem_rss: size("shmem-rss:"),
    }))
}

/// `oom_reap_task()` of `mm/oom_kill.c`, since 4.6.
pub(super) fn reap_failed(text: &str) -> Option<Message<'_>> {
    let mut scan = Scan::new(text.trim_start());
    scan.tag("oom_reaper: unable to reap pid:")?;
    let pid = scan.number()?;
    scan.tag(" (")?;
    Some(Message::ReapFailed(Process { pid, name: scan.until_last(")")? }))
}

/// `__oom_kill_process()` since 5.9 (RHEL 8.5 too): the victim was gone before it could be killed.
pub(super) fn already_exiting(text: &str) -> Option<Message<'_>> {
    let (_, rest) = parted(text.trim_start(), ": OOM victim ").filter(|(prefix, _)| is_prefix(prefix))?;
    let mut scan = Scan::new(rest);
    let pid = scan.number()?;
    scan.tag(" (")?;
    Some(Message::AlreadyExiting(Process { pid, name: scan.until_last(") is already exiting")? }))
}

/// `out_of_memory()` of `mm/oom_kill.c`, since 4.19 (RHEL 8 too).
pub(super) fn no_killable(text: &str) -> Option<Message<'_>> {
    text.trim_start().starts_with("Out of memory and no killable processes").then_some(Message::NoKillable)
}

/// Panics over memory: `panic_on_oom`, no candidate, deadlock.
pub(super) fn panic(text: &str) -> Option<Message<'_>> {
    let reason = text.trim().strip_prefix("Kernel panic - not syncing: ")?;
    let memory = reason.starts_with("Out of memory") || reason.starts_with("System is deadlocked on memory");
    memory.then_some(Message::Panic(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_kill_line_keeps_what_is_left_of_it() {
        for (line, pid, name, anon, adj) in [
            (
                "Out of memory: Killed process 4242 (app) anon-rss:290664512kB oom_score_adj:200",
                4242,
                "app",
                Some(290_664_512),
                Some(200),
            ),
            ("Killed process 7 (a (b)) file-rss:0kB, shmem-rss:0kB", 7, "a (b)", None, None),
            ("Killed process 7 (a) ... oom_score_adj:9", 7, "a", None, Some(9)),
            ("Memory cgroup out of memory: Killed process 7 (a), anon-rss:5kB", 7, "a", Some(5), None),
            ("Memory cgroup out of memory: Killed process 7 (a)   total-vm:9kB, anon-rss:5kB", 7, "a", Some(5), None),
            ("Memory cgroup out of memory: Killed process 7  (a) total-vm:9kB, anon-rss:5kB", 7, "a", Some(5), None),
            ("Memory cgroup out of memory: Killed process 7 (a) total-vm: 9kB, anon-rss: 5kB", 7, "a", Some(5), None),
            ("Out of memory: Killed process 7 (a) was what it said (twice)", 7, "a", None, None),
            ("Out of memory: Killed process 7 (a (b)), we saw", 7, "a (b)", None, None),
            ("Memory cgroup out of memory: Killed process 7 (in:imuxsock)` (rsyslog).", 7, "in:imuxsock", None, None),
        ] {
            let Some(Message::Killed(read)) = killed(line) else { panic!("no kill: {line}") };
            assert_eq!(
                (read.pid, read.name, read.anon_rss.map(|size| size.0)),
                (Some(pid), Some(name), anon),
                "{line}"
            );
            assert_eq!(read.oom_score_adj, adj, "{line}");
        }
        for line in ["Killed process (app) anon-rss:5kB", "Killed process # (app) anon-rss:#kB"] {
            assert!(killed(line).is_none(), "{line}");
        }
        let Some(Message::Killed(read)) = killed("Killed process 7 (a) by hand") else { panic!("half a kill") };
        assert_eq!(read.name, None, "anybody says so");
    }

    #[test]
    fn a_process_is_chosen_in_the_words_of_every_era() {
        for (line, name, score) in [
            ("Out of memory: Kill process 991 (build) score 7 or sacrifice child", "build", Some(7)),
            ("Out of memory: kill process 991 (build) score 7899 or a child", "build", Some(7899)),
            ("Out of memory: Kill process 991 (build)", "build", None),
            ("Out of memory: Kill process 991 (a) b) or sacrifice child", "a) b", None),
        ] {
            let Some(Message::Chosen(read)) = chosen(line) else { panic!("nobody chosen: {line}") };
            assert_eq!((read.process, read.score), (Some(Process { pid: 991, name }), score), "{line}");
        }
    }

    #[test]
    fn a_summary_ends_with_its_user_whatever_the_kernel_leaves_out() {
        for (line, limit, global) in [
            (
                "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),global_oom,task_memcg=/,task=x,pid=7,uid=0",
                None,
                true,
            ),
            ("oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),task=x,pid=7,uid=0", None, false),
            (
                "oom-kill: constraint=CONSTRAINT_NONE, nodemask=(null), cpuset=/, mems_allowed=0, global_oom, task_memcg=/a, task=x, pid=7, uid=0",
                None,
                true,
            ),
            (
                "oom-kill: constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=x,pid=7,uid=0",
                Some("/a"),
                false,
            ),
        ] {
            let Some(Message::Summary(read)) = summary(line) else { panic!("no summary: {line}") };
            assert_eq!((read.limit_cgroup, read.global_oom, read.missing()), (limit, global, 0), "{line}");
            assert_eq!(
                (read.task, read.pid, read.uid, read.nodemask),
                (Some("x"), Some(7), Some(0), Some("(null)")),
                "{line}"
            );
        }
    }

    #[test]
    fn a_blank_behind_a_comma_does_not_run_two_paths_together() {
        let line = "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a.service, \
                    task_memcg=/a.service,task=x,pid=7,uid=0";
        let Some(Message::Summary(read)) = summary(line) else { panic!("no summary") };
        assert_eq!((read.limit_cgroup, read.victim_cgroup), (Some("/a.service"), Some("/a.service")));
        assert_eq!((read.task, read.pid), (Some("x"), Some(7)));
    }
}
