//! Whole reports, told line by line.

use super::*;
use crate::model::{Bytes, Constraint, Kib, NoteKind, Outcome, PageSizeBasis, Place, SourceId, Uptime, Victim};

const SEED: &str = include_str!("../../sample-logs/seed-aks-pod-limit.log");
const KERN_5_10: &str = include_str!("../../sample-logs/debian-5.10-cgroup-v1-kern.log");
const KERN_6_1: &str = include_str!("../../sample-logs/debian-6.1-kern.log");
const DMESG_6_12: &str = include_str!("../../sample-logs/debian-6.12-dmesg.txt");

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
    assembler.feed(&Record {
        place: Place { source: SourceId(0), line: number },
        moment: Moment { uptime: micros.map(|micros| Uptime { micros }), ..Moment::default() },
        host,
        program: None,
        program_pid: None,
        origin: if own { Origin::Kernel } else { Origin::Unknown },
        caller: None,
        boot: None,
        text,
        continuation: false,
    });
}

fn only(mut incidents: Vec<Incident>) -> Incident {
    assert_eq!(incidents.len(), 1, "{incidents:#?}");
    incidents.remove(0)
}

fn kinds(incident: &Incident) -> Vec<NoteKind> {
    incident.notes.iter().map(|note| note.kind).collect()
}

fn victims(incidents: &[Incident]) -> Vec<(u32, &str)> {
    incidents.iter().flat_map(|incident| &incident.victims).map(|victim| (victim.pid, &*victim.name)).collect()
}

#[test]
fn the_seed_is_understood_whole() {
    let incident = only(read(SEED));
    let trigger = incident.trigger.as_ref().unwrap();
    assert_eq!((&*trigger.name, trigger.pid, trigger.order), ("stress-ng-vm", Some(716_580), Some(0)));
    assert_eq!(trigger.gfp_mask.as_deref(), Some("0xcc0(GFP_KERNEL)"));
    let kernel = incident.kernel.as_ref().unwrap();
    assert_eq!(kernel.release.as_deref(), Some("5.15.0-1051-azure"));
    assert_eq!(kernel.taint.as_deref(), Some("Not tainted"));
    assert!(kernel.hardware.as_deref().unwrap().starts_with("Microsoft Corporation Virtual Machine"));
    assert_eq!(incident.summary.as_ref().unwrap().constraint, Constraint::Memcg);
    let (limit, victim) = (incident.limit_cgroup.as_ref().unwrap(), incident.victim_cgroup.as_ref().unwrap());
    assert!(limit.path.ends_with("pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice"));
    assert!(victim.path.ends_with("679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope"));
    let memory = incident.cgroup_memory.memory.unwrap();
    assert_eq!((memory.usage, memory.limit(), memory.failcnt), (Kib(512_000), Some(Kib(512_000)), 37));
    assert_eq!(incident.cgroup_memory.swap.unwrap().limit(), None);
    let stats = &incident.cgroup_memory.stats;
    assert_eq!(stats.bytes("anon"), Some(Bytes(484_630_528)));
    assert_eq!(stats.bytes("workingset_refault_anon"), None, "an event is no size");
    assert_eq!(stats.0.len(), 28);
    assert_eq!(incident.tasks.len(), 4);
    assert_eq!(incident.page_size.basis, PageSizeBasis::KillLine);
    let expected = Victim {
        pid: 716_580,
        name: "stress-ng-vm".into(),
        uid: Some(0),
        total_vm: Some(Kib(1_104_444)),
        anon_rss: Some(Kib(473_048)),
        file_rss: Some(Kib(644)),
        shmem_rss: Some(Kib(64)),
        pgtables: Some(Kib(992)),
        oom_score_adj: Some(1000),
        prefix: Some("Memory cgroup out of memory".into()),
        at: Place { source: SourceId(0), line: 71 },
        moment: incident.moment.clone(),
        ..Victim::default()
    };
    assert_eq!(incident.victims, [expected]);
    assert_eq!(incident.moment.uptime.unwrap().micros, 36_370_037_095);
    let home = incident.home().unwrap();
    assert_eq!((home.first, home.last), (1, 71));
    let stack = incident.stack.unwrap();
    assert_eq!((stack.first, stack.last), (4, 32));
    assert!(incident.complete);
    assert_eq!(kinds(&incident), [NoteKind::StatsCut]);
    assert_eq!(incident.notes[0].span.map(|span| (span.first, span.last)), Some((63, 64)));
}

#[test]
fn sample_logs_hold_as_many_kills_as_the_machine_made() {
    for (log, reports, name) in [(KERN_5_10, 9, "5.10"), (KERN_6_1, 19, "6.1"), (DMESG_6_12, 18, "6.12")] {
        let incidents = read(log);
        let headed = incidents.iter().filter(|incident| incident.trigger.is_some()).count();
        assert_eq!(headed, reports, "{name}");
        for incident in &incidents {
            assert!(incident.complete, "{name}: {:#?}", incident.notes);
            assert_eq!(incident.outcome, Outcome::Killed, "{name}");
        }
    }
}

#[test]
fn a_kill_without_a_report_stands_alone() {
    let log = "[10.000001] Memory cgroup out of memory: Killed process 219 (celery) total-vm:51200kB, anon-rss:40960kB, \
               file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:140kB oom_score_adj:0\n\
               [10.100000] Memory cgroup out of memory: Killed process 220 (a,pid=1,uid=0) total-vm:51200kB, \
               anon-rss:40960kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:140kB oom_score_adj:0";
    let incidents = read(log);
    assert_eq!(victims(&incidents), [(219, "celery"), (220, "a,pid=1,uid=0")]);
    for incident in &incidents {
        assert_eq!(kinds(incident), [NoteKind::NoReport]);
        assert!(!incident.complete && incident.limit_cgroup.is_none());
    }
}
