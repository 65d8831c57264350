//! Reports told line by line.

mod damaged;
mod limits;
mod whole;

use super::*;
use crate::model::{Bytes, Constraint, Kib, NoteKind, Outcome, PageSizeBasis, Place, SourceId, Uptime};

const SEED: &str = include_str!("../../../sample-logs/seed-aks-pod-limit.log");
const KERN_5_10: &str = include_str!("../../../sample-logs/debian-5.10-cgroup-v1-kern.log");
const KERN_6_1: &str = include_str!("../../../sample-logs/debian-6.1-kern.log");
const DMESG_6_12: &str = include_str!("../../../sample-logs/debian-6.12-dmesg.txt");

/// Feeds lines of `kern.log` or `dmesg`: `[Mon dd hh:mm:ss HOST kernel: ][seconds] text`.
fn read(log: &str) -> Vec<Incident> {
    read_lines(&log.lines().zip(1..).collect::<Vec<_>>())
}

fn read_lines(lines: &[(&str, u64)]) -> Vec<Incident> {
    let mut assembler = Assembler::new();
    for (line, number) in lines {
        feed(&mut assembler, line, *number);
    }
    assembler.finish();
    assembler.take()
}

fn feed(assembler: &mut Assembler, line: &str, number: u64) {
    let (host, text) = match line.split_once(" kernel: ") {
        Some((envelope, text)) => (envelope.split_whitespace().nth(3), text),
        None => (None, line),
    };
    let stamped = text.strip_prefix('[').and_then(|rest| {
        let (stamp, text) = rest.split_once("] ")?;
        let (seconds, micros) = stamp.trim().split_once('.')?;
        Some((seconds.parse::<u64>().ok()? * 1_000_000 + micros.parse::<u64>().ok()?, text))
    });
    let micros = stamped.map(|(micros, _)| micros);
    let text = stamped.map_or(text, |(_, text)| text);
    let own = host.is_some() || micros.is_some();
    let origin = if own { Origin::Kernel } else { Origin::Unknown };
    assembler.feed(&Record {
        moment: Moment { uptime: micros.map(|micros| Uptime { micros }), ..Moment::default() },
        host,
        ..Record::bare(Place { source: SourceId(0), line: number }, origin, text)
    });
}

fn only(mut incidents: Vec<Incident>) -> Incident {
    assert_eq!(incidents.len(), 1, "{incidents:#?}");
    incidents.remove(0)
}

fn kinds(incident: &Incident) -> Vec<NoteKind> {
    incident.notes().iter().map(|note| note.kind).collect()
}

fn victims(incidents: &[Incident]) -> Vec<(u32, &str)> {
    incidents.iter().flat_map(|incident| &incident.victims).map(|victim| (victim.pid, &*victim.name)).collect()
}

/// Kernel 3.10 (RHEL 7): one-line statistics for each cgroup, `Kill process … or sacrifice child`, `UID N,`.
const EL7: &str = "\
java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=968
java cpuset=docker-4e1f.scope mems_allowed=0
CPU: 2 PID: 4242 Comm: java Kdump: loaded Tainted: G           OE  ------------ T 3.10.0-1160.el7.x86_64 #1
Hardware name: Red Hat KVM, BIOS 1.11.0-2.el7 04/01/2014
Call Trace:
 [<ffffffff97d81340>] dump_stack+0x19/0x1b
Task in /kubepods/burstable/pod7c1b/9f2e killed as a result of limit of /kubepods/burstable/pod7c1b
memory: usage 102400kB, limit 102400kB, failcnt 7
memory+swap: usage 102400kB, limit 9007199254740988kB, failcnt 0
kmem: usage 0kB, limit 9007199254740988kB, failcnt 0
Memory cgroup stats for /kubepods/burstable/pod7c1b: cache:0KB rss:40KB rss_huge:0KB mapped_file:0KB swap:0KB inactive_anon:0KB active_anon:40KB inactive_file:0KB active_file:0KB unevictable:0KB
Memory cgroup stats for /kubepods/burstable/pod7c1b/9f2e: cache:12KB rss:102348KB rss_huge:0KB mapped_file:8KB swap:0KB inactive_anon:0KB active_anon:102348KB inactive_file:8KB active_file:4KB unevictable:0KB
[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name
[ 4200]     0  4200      255        1       4        0          -998 pause
[ 4242]  1000  4242   651234    25500     131        0           968 java
Memory cgroup out of memory: Kill process 4242 (java) score 1966 or sacrifice child
Killed process 4242 (java), UID 1000, total-vm:2604936kB, anon-rss:101884kB, file-rss:116kB, shmem-rss:0kB";
