//! Kills as people publish them: in questions, tickets, articles and mails, shortened, glued, quoted and blotted out.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// A kill: the pid and the name of the victim, whose limit, the node.
type Kill = (u32, &'static str, &'static str, Option<&'static str>);

const ID: &str = "0f2b3fcdd2578165ea77266cdc7b1ad43e75877b0ac1889ecda30a78cb78bd53";

/// What a text is, the text (`ID` stands for a container's id), and its kills.
const TEXTS: &[(&str, &str, &[Kill])] = &[
    (
        "a sentence that goes on behind the line",
        "We looked into the messages, as follows Out of memory: Kill process 5372 (mongod) score 130 or sacrifice child \
         Killed process 5372 (mongod), UID 0, total-vm:2539052kB, anon-rss:2117096kB, file-rss:0kB, shmem-rss:0kB and so on\n",
        &[(5372, "mongod", "whole-node", None)],
    ),
    (
        "a sentence in another script",
        "日志如下：Out of memory: Killed process 4541 (v2ray) total-vm:100kB, anon-rss:100kB, file-rss:0kB\n",
        &[(4541, "v2ray", "whole-node", None)],
    ),
    (
        "the subject of a mail",
        "Subject: Re: was: Re: Out of Memory: Killed process 16498 (java).\n",
        &[(16498, "java", "whole-node", None)],
    ),
    (
        "a kill without its figures, and prose in the next line",
        "[482936.204122] Out of memory: Killed process 28451 (java)\nThis means that the node had none left.\n",
        &[(28451, "java", "whole-node", None)],
    ),
    (
        "figures in an indented line",
        "[482936.204] memory cgroup out of memory: Killed process 28451 (java)\n  total-vm:4892176kB, anon-rss:524288kB\n",
        &[(28451, "java", "unknown", None)],
    ),
    (
        "a title that says what the log says",
        "# kernel: Memory cgroup out of memory: Kill process 1841 (exe) score 0 or sacrifice child\n\n\
         May 15 17:05:42 n1 kernel: Task in /kubepods/pod1/ID killed as a result of limit of /kubepods/pod1/ID\n\
         May 15 17:05:42 n1 kernel: memory: usage 51200kB, limit 51200kB, failcnt 840635\n\
         May 15 17:05:42 n1 kernel: Memory cgroup out of memory: Kill process 1841 (exe) score 0 or sacrifice child\n\
         May 15 17:05:42 n1 kernel: Killed process 1841 (exe) total-vm:6548kB, anon-rss:100kB, file-rss:160kB\n",
        &[(1841, "exe", "container", Some("n1"))],
    ),
    (
        "hosts that were blotted out",
        "Feb 03 19:57:08 ** kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,\
         oom_memcg=/docker/ID,task_memcg=/docker/ID,task=qemu,pid=39079,uid=107\n\
         Feb 03 19:57:08 ** kernel: Memory cgroup out of memory: Killed process 39079 (qemu) total-vm:178kB, anon-rss:167kB\n",
        &[(39079, "qemu", "container", None)],
    ),
    (
        "a whole report without line ends",
        "[193038.106468] Task in /docker/ID killed as a result of limit of /docker/ID[193038.106478] memory: usage 524288kB, \
         limit 524288kB, failcnt 77[193038.106480] kmem: usage 3708kB, limit 9007199254740988kB, failcnt 0[193038.106494] \
         [ pid ] uid tgid total_vm rss pgtables_bytes swapents oom_score_adj name[193038.106571] [27281] 0 27281 1153302 134371 \
         1466368 0 0 java[193038.106574] Memory cgroup out of memory: Kill process 27281 (java) score 1027 or sacrifice \
         child[193038.148334] Killed process 27281 (java) total-vm:4613208kB, anon-rss:520404kB, file-rss:17080kB, shmem-rss:0kB\n",
        &[(27281, "java", "container", None)],
    ),
    (
        "lines without ends between them, broken by a magazine",
        "Oct 14 10:22:40 n1 kernel: [ 2702]     0  2702    28281 \u{21aa}50    7        0             0 shOct 14 10:22:40 n1 \
         kernel: Memory cgroup out of memory: \u{21aa}Kill process 2687 (sh) score 0 or sacrifice childOct 14 10:22:40 n1 kernel: \
         Killed process 2702 (sh) \u{21aa}total-vm:113124kB, anon-rss:200kB, file-rss:0kB\n",
        &[(2702, "sh", "unknown", Some("n1"))],
    ),
    (
        "a path that breaks off within the victim's",
        "5193605.506728] Task in /kubepods/pod951f6bc5-c5a5-11ea-8707-80e455f266a2/ID killed as a result of limit of /kubepo\n\
         ds/pod951f6bc5-c5a5-11ea-8707-80e455f266a2/ID\n\
         [5193605.506735] memory: usage 524288kB, limit 524288kB, failcnt 0\n\
         [5193605.506739] Memory cgroup stats for /kubepods/pod951f6bc5-c5a5-11ea-8707-80e455f266a2/ID: cache:1KB rss:2KB\n\
         [5193605.506956] Memory cgroup out of memory: Kill process 62685 (bash) score 0 or sacrifice child\n\
         [5193605.508964] Killed process 62769 (cp) total-vm:17528kB, anon-rss:88kB, file-rss:1556kB, shmem-rss:0kB\n",
        &[(62769, "cp", "container", None)],
    ),
    (
        "a line that names the chosen one alone",
        "<3>Mar 12 09:17:05 gw kernel: Out of memory: Kill process 991 (build)\n",
        &[(991, "build", "whole-node", Some("gw"))],
    ),
    (
        "the words of 2.6.24",
        "[ 1.000001] Out of memory: kill process 12475 (qemu) score 7899 or a child\n[ 1.000002] Killed process 12475 (qemu)\n",
        &[(12475, "qemu", "whole-node", None)],
    ),
    (
        "a mark behind the stamp",
        "[  142.890123] [ oom-killer ] Memory cgroup out of memory: Killed process 28914 (llama) total-vm:9kB, anon-rss:8kB\n",
        &[(28914, "llama", "unknown", None)],
    ),
    (
        "a name in a list, with a remark behind it",
        "- `Memory cgroup out of memory: Killed process 1974108 (in:imuxsock)` (rsyslog).\n",
        &[(1974108, "in:imuxsock", "unknown", None)],
    ),
    (
        "what kills nobody",
        "slurmstepd: error: Detected 1 oom-kill event(s) in StepId=191.batch cgroup.\n\
         flux-shell[0]: ERROR: oom: Memory cgroup out of memory: killed 1 task on n7.\n\
         What does Out of memory: Kill process or sacrifice child mean?\n\
         \"pattern\": \"Kill process \\\\d+ (.+) score \\\\d+ or sacrifice child\\\\nKilled process \\\\d+ (.+) total-vm:\\\\d+kB\"\n",
        &[],
    ),
];

#[test]
fn what_people_publish_says_the_same_of_each_kill() {
    for (what, text, wanted) in TEXTS {
        let input = Input::Text { name: "pasted text".to_owned(), text: text.replace("ID", ID) };
        let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
        let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
        let kill = |case: &std::sync::Arc<oomscope::analysis::Case>| {
            let victim = case.incident.chosen().map(|victim| (victim.pid, victim.name.to_string()));
            (victim, case.conclusions.verdict.level.name(), case.incident.host.as_deref().map(str::to_owned))
        };
        let found: Vec<_> = review.cases.iter().map(kill).collect();
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(pid, name, level, host)| (Some((*pid, (*name).to_owned())), *level, host.map(str::to_owned)))
            .collect();
        assert_eq!(found, wanted, "{what}");
    }
}

/// Only who reports events is told to have reported one.
#[test]
fn a_sentence_is_no_event() {
    let text = "as follows Out of memory: Killed process 4541 (v2ray) total-vm:100kB, anon-rss:100kB, file-rss:0kB\n";
    let input = Input::Text { name: "pasted text".to_owned(), text: text.to_owned() };
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    assert!(review.companions.is_empty(), "{:?}", review.companions);
}

/// What an incident says.
type Said = (u32, &'static str, Option<u64>, usize, usize, Option<String>);

fn said(text: String) -> Vec<Said> {
    let input = Input::Text { name: "pasted text".to_owned(), text };
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let said = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        let incident = &case.incident;
        let memory = incident.cgroup_memory.memory.map(|counter| counter.limit_printed.0);
        let victim = incident.chosen().map_or(0, |victim| victim.pid);
        let counts = (incident.tasks.len(), incident.cgroup_memory.stats.0.len());
        (
            victim,
            case.conclusions.verdict.level.name(),
            memory,
            counts.0,
            counts.1,
            incident.host.as_deref().map(str::to_owned),
        )
    };
    review.cases.iter().map(said).collect()
}

/// What stands around each line says nothing of the kill.
#[test]
fn a_report_in_quotes_in_bold_and_behind_a_switchs_marks_says_the_same() {
    let seed = include_str!("../sample-logs/seed-aks-pod-limit.log");
    let node = "aks-ubuntu-26835060-vmss000000";
    let dress = |line: &dyn Fn(&str) -> String| seed.lines().map(|text| line(text) + "\n").collect::<String>();
    let bare = |text: &str| text.split_once(" kernel: ").map_or("", |(_, bare)| bare).to_owned();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\\\""));
    for (name, text, host) in [
        ("jq -R", dress(&quoted), Some(node)),
        ("jq -R in an array", format!("[\n{}]\n", dress(&|text| format!("  {},", quoted(text)))), Some(node)),
        ("jq -Rs", format!("\"{}\"\n", seed.replace('"', "\\\"").replace('\n', "\\n")), Some(node)),
        ("string literals", dress(&|text| format!("    \"{text}\\n\"")), Some(node)),
        ("rows with a number", dress(&|text| format!("1,\"{text}\"")), Some(node)),
        ("bold", dress(&|text| format!("**{text}**")), Some(node)),
        ("code of Jira", dress(&|text| format!("{{{{{text}}}}}")), Some(node)),
        (
            "NX-OS",
            dress(&|text| format!("2025 Dec 13 07:23:21 sw1 %KERN-4-SYSTEM_MSG: {} - kernel", bare(text))),
            Some("sw1"),
        ),
        ("BIG-IP", dress(&|text| format!("Dec 13 07:23:21 lb-1 warning kernel: {}", bare(text))), Some("lb-1")),
        (
            "BIG-IP, an empty code",
            dress(&|text| format!("Dec 13 07:23:21 lb-1 warning kernel: : {}", bare(text))),
            Some("lb-1"),
        ),
        (
            "Vector's logfmt",
            dress(&|text| {
                let message = bare(text);
                let message = message.split_once("] ").map_or("", |(_, message)| message);
                format!(
                    "PRIORITY=4 SYSLOG_IDENTIFIER=kernel host=n1 message={} source_type=journald timestamp=2025-12-13T07:23:21Z",
                    quoted(message)
                )
            }),
            Some("n1"),
        ),
    ] {
        let wanted = (716_580, "pod", Some(512_000), 4, 28, host.map(str::to_owned));
        assert_eq!(said(text), [wanted], "{name}");
    }
}
