//! A log whose lines stand in an envelope that no dialect knows says what it says without: the same kills, levels and figures.
//! The envelopes here stand for those that nobody has thought of yet; each was made up or is one that no table had.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// Kernels with and without cgroups of version 2, and with a `UID:` in the `CPU:` line.
const LOGS: &[&str] = &["lab/5.10-v1/dmesg.plain.gz", "lab/6.1-k8s/dmesg.plain.gz", "lab/6.12-k8s/dmesg.plain.gz"];

/// A line as the kernel wrote it and the second of its boot, in an envelope.
type Frame = (&'static str, fn(&str, u32) -> String);

const FRAMES: &[Frame] = &[
    ("a web server's date", |line, second| {
        format!("[03/Nov/2026:07:{:02}:{:02} +0000] node1 kernel: {line}", second / 60, second % 60)
    }),
    ("a level in front of the host", |line, second| {
        format!("Nov  3 07:{:02}:{:02} <kern.warn> node1 kernel: {line}", second / 60, second % 60)
    }),
    ("a security tool's header", |line, second| {
        format!("Nov  3 07:{:02}:{:02} node1 LEEF:1.0|Linux|kernel|6.1|oom|msg={line}", second / 60, second % 60)
    }),
    ("a pane's border", |line, _| format!("│{line:<150} │")),
    ("a tag with a number", |line, second| {
        format!("Nov 03 07:{:02}:{:02} node1 kmsg[0]: {line}", second / 60, second % 60)
    }),
    ("a hypervisor's log", |line, second| {
        format!("2026-11-03T07:{:02}:{:02}.000Z esx1 vmkernel: guest: {line}", second / 60, second % 60)
    }),
    ("fields over lines, the message in brackets", |line, second| {
        format!("LogRecord #{second}\nSeverityText: WARN\nBody: Str({line})")
    }),
    ("a list of a shell's objects", |line, second| {
        format!("TimeGenerated : 11/03/2026 07:{:02}:{:02}\nMessage       : {line}\n", second / 60, second % 60)
    }),
    ("stamps without a fraction", |line, second| format!("[{second}] {line}")),
    ("stamps of milliseconds", |line, second| format!("[{second:>5}.123] {line}")),
    ("stamps of a tenth behind a host", |line, second| {
        format!("Nov  3 07:{:02}:{:02} node1 kernel: [{second}.1] {line}", second / 60, second % 60)
    }),
    ("stamps that somebody made illegible", |line, _| format!("[xxxxx.xxxxxx] {line}")),
    ("stamps that somebody left out", |line, _| format!("[...] {line}")),
    ("elements of XML", |line, second| {
        format!("<entry time=\"2026-11-03T07:{:02}:{:02}+00:00\"><msg>{line}</msg></entry>", second / 60, second % 60)
    }),
];

#[test]
fn a_report_in_a_frame_that_nobody_knows_says_the_same() {
    let mut wrong = Vec::new();
    for log in LOGS {
        let lines = messages(log);
        let wanted = told(&read(&lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")));
        assert!(wanted.len() > 5, "{log}");
        for (name, frame) in FRAMES {
            let text: Vec<String> = lines.iter().map(|(second, line)| frame(line, *second)).collect();
            let got = told(&read(&text.join("\n")));
            if got != wanted {
                let same = got.iter().filter(|kill| wanted.contains(kill)).count();
                wrong.push(format!("{log}, {name}: {same} of {} among {}", wanted.len(), got.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One line in a frame teaches nothing: it may be what somebody said of a kill. The kernel's line itself is told in any words.
#[test]
fn a_header_by_itself_makes_no_frame() {
    let kill = "Out of memory: Killed process 31 (java) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB, UID:0";
    let said = |words: &str| format!("I saw [{words}] in the console, what is it?");
    let header = said("java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0");
    let review = read(&[header.as_str(), "and then", &said(kill)].join("\n"));
    // The two lines are of one kill, as they would be without the words around them.
    let pids = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        case.incident.victims.iter().map(|v| v.pid).collect::<Vec<_>>()
    };
    assert_eq!(review.cases.iter().map(pids).collect::<Vec<_>>(), [[31]]);
}

/// A name with a colon or a blank is a task's: the header of its report is told at once, whatever else the log holds.
#[test]
fn a_tasks_name_with_a_colon_in_a_large_log_hides_nothing() {
    for name in ["tmux: server", "nginx: worker p", "(sd-pam)", "a (b)"] {
        let report = messages("lab/6.1-k8s/dmesg.plain.gz");
        let lines: Vec<String> = report
            .iter()
            .map(|(second, line)| {
                let line = match line.split_once(" invoked oom-killer: ") {
                    Some((_, rest)) => format!("{name} invoked oom-killer: {rest}"),
                    None => line.clone(),
                };
                format!("Nov  3 07:{:02}:{:02} node1 kernel: {line}\n", second / 60, second % 60)
            })
            .collect();
        let other = "Nov  3 07:00:00 node1 sshd[7]: Accepted publickey for root\n".repeat(20_000);
        let wanted = told(&read(&lines.concat()));
        assert_eq!(told(&read(&format!("{other}{}{other}", lines.concat()))), wanted, "{name}");
        assert!(wanted.len() > 5, "{name}");
    }
}

/// Where the stamp stands in the frame, the kill has its time.
#[test]
fn the_time_in_a_frame_is_read() {
    let seed = messages("lab/6.1-k8s/dmesg.plain.gz");
    let text: Vec<String> = seed.iter().map(|(_, line)| format!("<e at=2026-11-03T07:00:09Z>{line}</e>")).collect();
    let review = read(&text.join("\n"));
    let times: Vec<_> = review.cases.iter().filter_map(|case| case.incident.moment.wall.as_ref()).collect();
    assert_eq!(times.len(), review.cases.len());
    assert!(!times.is_empty());
}

/// A list of texts in JSON is a text of several lines: no kill of it is lost.
/// Headers of syslog in front of Common Event Format, with the blank behind its mark or without, or none.
const CEF_HEADERS: &[fn(u32) -> String] = &[
    |_| "CEF:0".to_owned(),
    |second| format!("Nov  3 07:{:02}:{:02} node1 CEF:0", second / 60, second % 60),
    |second| format!("<4>Nov  3 07:{:02}:{:02} node1 CEF: 0", second / 60, second % 60),
    |second| format!("2026-11-03T07:{:02}:{:02}.000000+00:00 node1 CEF:0", second / 60, second % 60),
    |second| format!("2026-11-03T07:{:02}:{:02}Z node1 CEF: 0", second / 60, second % 60),
    |second| format!("<4>1 2026-11-03T07:{:02}:{:02}Z node1 CEF - - - CEF:0", second / 60, second % 60),
];

#[test]
fn common_event_format_says_the_same_behind_any_header_and_in_any_order() {
    for log in LOGS {
        let lines = messages(log);
        let syslog = |(second, line): &(u32, String)| {
            format!("2026-11-03T07:{:02}:{:02}Z node1 kernel: {line}\n", second / 60, second % 60)
        };
        let wanted = told(&read(&lines.iter().map(syslog).collect::<String>()));
        assert!(wanted.len() > 5, "{log}: {wanted:?}");
        for (number, header) in CEF_HEADERS.iter().enumerate() {
            for is_first in [true, false] {
                let cef = |(second, line): &(u32, String)| {
                    let message = format!("msg={}", line.replace('\\', "\\\\").replace('=', "\\="));
                    let others = format!(
                        "rt=Nov 03 2026 07:{:02}:{:02} dvchost=node1 deviceProcessName=kernel",
                        second / 60,
                        second % 60
                    );
                    let pairs = if is_first { format!("{message} {others}") } else { format!("{others} {message}") };
                    format!("{}|Linux|kernel|6.1|100|kernel|5|{pairs}\n", header(*second))
                };
                let review = read(&lines.iter().map(cef).collect::<String>());
                assert_eq!(told(&review), wanted, "{log}, header {number}, the message first: {is_first}");
                assert!(
                    review.cases.iter().all(|case| case.incident.host.as_deref() == Some("node1")),
                    "header {number}"
                );
            }
        }
    }
}

#[test]
fn each_text_of_a_list_is_read() {
    for log in LOGS {
        let lines: Vec<String> = messages(log).into_iter().map(|(_, line)| line).collect();
        let wanted = told(&read(&lines.join("\n")));
        let object = serde_json::json!({ "rc": 0, "stdout_lines": lines });
        assert_eq!(told(&read(&object.to_string())), wanted, "{log}");
        assert_eq!(told(&read(&serde_json::to_string_pretty(&object).expect("JSON"))), wanted, "{log}, pretty");
    }
}

/// The level, the victims, the memory and the limit of each kill.
fn told(review: &Review) -> Vec<String> {
    let of = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        let incident = &case.incident;
        let victims: Vec<_> =
            incident.victims.iter().map(|victim| (victim.pid, &*victim.name, victim.anon_rss)).collect();
        let memory = incident.cgroup_memory.memory.map(|memory| (memory.usage, memory.limit_printed));
        let rows = incident.tasks.iter().count();
        let stats = incident.cgroup_memory.stats.0.len();
        format!("{:?} {victims:?} {memory:?} {rows} rows, {stats} statistics", case.conclusions.verdict.level)
    };
    review.cases.iter().map(of).collect()
}

fn read(text: &str) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let input = Input::Text { name: "pasted text".to_owned(), text: text.to_owned() };
    pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

/// The lines of a log without their stamps, each with the second of its boot.
fn messages(log: &str) -> Vec<(u32, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(log);
    let mut text = String::new();
    let bytes = std::fs::read(&path).expect("a log");
    flate2::read::MultiGzDecoder::new(&*bytes).read_to_string(&mut text).expect("text");
    let mut second = 0;
    let mut of = |line: &str| {
        let stamped = line.strip_prefix('[').and_then(|line| line.split_once("] "));
        let (time, message) = stamped.unwrap_or(("", line));
        second = time.trim().split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or(second);
        (second, message.trim_end().to_owned())
    };
    text.lines().map(&mut of).collect()
}

/// As syslog-ng 3.38 writes a saved dmesg whose stamps are padded.
#[test]
fn a_padded_stamp_that_lost_its_bracket_behind_a_header_hides_no_kill() {
    let kill = "  36.037095] Out of memory: Killed process 412 (java) total-vm:4000kB, anon-rss:3000kB, file-rss:0kB, \
                shmem-rss:0kB, UID:0 pgtables:40kB oom_score_adj:0";
    for header in ["Nov 30 10:00:01 n1 ", "<4>Nov 30 10:00:01 n1 ", "2026-11-30T10:00:01+00:00 n1 "] {
        let review = read(&format!("{header}{kill}\n"));
        assert_eq!(review.cases.len(), 1, "{header}");
        let incident = &review.cases[0].incident;
        assert_eq!((incident.host.as_deref(), incident.victims[0].pid), (Some("n1"), 412), "{header}");
    }
}

/// The log's only line: a kill behind a word that no dialect knows is read with its victim and sizes; where a program quotes it,
/// it is that program's.
#[test]
fn a_kill_behind_an_unknown_word_of_the_kernels_is_read_once() {
    let kill = "Memory cgroup out of memory: Killed process 5192 (python3) total-vm:1052672kB, anon-rss:524000kB, \
                file-rss:4kB, shmem-rss:0kB, UID:1000 pgtables:1088kB oom_score_adj:0";
    for header in ["Nov 30 10:00:01 n1 kernel: ", "Nov 30 10:00:01 n1 kernel: [  100.000001] ", "[  100.000001] "] {
        let lines = format!("{header}memhog.scope: {kill}\nNov 30 10:00:02 n1 kubelet[1]: \"{kill}\"\n");
        let review = read(&lines);
        assert_eq!(review.cases.len(), 1, "{header}");
        let victim = &review.cases[0].incident.victims[0];
        let sizes = [victim.total_vm, victim.anon_rss, victim.file_rss].map(|size| size.map(|size| size.0));
        assert_eq!((victim.pid, &*victim.name, victim.uid), (5192, "python3", Some(1000)), "{header}");
        assert_eq!(sizes, [Some(1_052_672), Some(524_000), Some(4)], "{header}");
    }
    for line in [
        format!("Nov 30 10:00:01 n1 kubelet[1]: memhog.scope: {kill}"),
        format!("Nov 30 10:00:01 n1 kernel: kubelet[1]: {kill}"),
        format!("Nov 30 10:00:01 n1 kernel: app: \"{kill}\""),
    ] {
        assert!(read(&line).cases.is_empty(), "{line}");
    }
}
