//! Lines that were broken, joined, beheaded or parted on their way: what is told is what the whole report tells.
//!
//! `WIDTHS=all cargo test --test broken` wraps every sample log at every width from 40 to 160; the ordinary run takes some
//! logs at some widths.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Level, Review};
use oomscope::load::{Options, pipeline};
use oomscope::model::{Incident, Kib, NoteKind, Outcome};
use oomscope::source::{Input, Store};

macro_rules! broken {
    ($name:literal) => {
        include_str!(concat!("broken/", $name))
    };
}

const SEED: &str = include_str!("../sample-logs/seed-aks-pod-limit.log");

fn review(inputs: &[(&str, &str)]) -> Review {
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date"));
    let text = |(name, text): &(&str, &str)| Input::Text { name: (*name).to_owned(), text: (*text).to_owned() };
    let inputs: Vec<Input> = inputs.iter().map(text).collect();
    pipeline::run(&inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn incidents(text: &str) -> Vec<Incident> {
    review(&[("log", text)]).cases.iter().map(|case| case.incident.clone()).collect()
}

fn only(text: &str) -> (Incident, Level) {
    let review = review(&[("log", text)]);
    assert_eq!(review.cases.len(), 1, "{:#?}", review.cases);
    let case = review.cases.first().expect("a case");
    (case.incident.clone(), case.conclusions.verdict.level)
}

/// Kills, levels and sizes: what may not change.
fn told(review: &Review) -> Vec<String> {
    let mut told: Vec<String> = review.cases.iter().flat_map(|case| told_of(case)).collect();
    told.sort();
    told
}

fn told_of(case: &Case) -> Vec<String> {
    let incident = &case.incident;
    let memory = incident.cgroup_memory.memory.map(|counter| (counter.usage, counter.limit_printed));
    let limit = incident.limit_cgroup.as_ref().map(|cgroup| cgroup.path.to_string());
    let victims = incident.victims.iter().map(|victim| {
        format!(
            "{} {} {:?} {:?} {:?} {:?} {:?}",
            victim.pid, victim.name, victim.total_vm, victim.anon_rss, victim.file_rss, victim.shmem_rss, victim.uid
        )
    });
    let level = case.conclusions.verdict.level;
    victims.map(|victim| format!("{victim} {level:?} {memory:?} {limit:?} {} rows", incident.tasks.len())).collect()
}

#[test]
fn a_report_wrapped_at_72_columns_is_whole() {
    let (incident, level) = only(broken!("word-wrap-72-whole-report.log"));
    let victim = incident.victims.first().expect("a victim");
    assert_eq!((victim.pid, victim.total_vm, victim.anon_rss), (716_580, Some(Kib(1_104_444)), Some(Kib(473_048))));
    assert_eq!(incident.cgroup_memory.memory.map(|counter| counter.usage), Some(Kib(512_000)));
    assert_eq!((incident.tasks.len(), level), (4, Level::Pod));
    assert!(incident.complete, "{:#?}", incident.notes);
}

#[test]
fn a_row_wrapped_behind_its_pid_or_user_is_read() {
    let log = broken!("word-wrap-after-row-pid.log");
    assert_eq!(only(log).0.tasks.len(), 4);
    let behind_user = log.replace("[ 716580]\n0 716580", "[ 716580]     0\n716580");
    assert_ne!(behind_user, log);
    assert_eq!(only(&behind_user).0.tasks.len(), 4);
}

#[test]
fn a_kill_line_wrapped_anywhere_in_its_words_is_read_with_them() {
    let log = broken!("word-wrap-in-kill-words.log");
    let whole = log.replacen("out of\nmemory", "out of memory", 1);
    assert_ne!(whole, log);
    let (_, level) = only(&whole);
    let text = whole.find("Memory cgroup").expect("the words");
    let last = whole.find("oom_score_adj").expect("the end");
    let blanks = whole.match_indices(' ').map(|(at, _)| at).filter(|at| (text..last).contains(at));
    for at in blanks {
        let mut wrapped = whole.clone();
        wrapped.replace_range(at..=at, "\n");
        let (incident, wrapped_level) = only(&wrapped);
        let victim = incident.victims.first().expect("a victim");
        assert_eq!((victim.pid, &*victim.name, victim.anon_rss), (4242, "app", Some(Kib(26_372))), "{wrapped}");
        assert_eq!(wrapped_level, level, "{wrapped}");
    }
}

#[test]
fn a_panic_wrapped_in_its_words_is_one() {
    let panicked = Outcome::Panicked("System is deadlocked on memory".into());
    assert_eq!(only(broken!("word-wrap-in-panic-line.log")).0.outcome, panicked);
    let other = broken!("word-wrap-in-panic-line.log").replace("System is\ndeadlocked", "System\nis deadlocked");
    assert_eq!(only(&other).0.outcome, panicked);
}

#[test]
fn a_release_behind_a_wrap_is_no_files_name() {
    let release = |log: &str| only(log).0.kernel.and_then(|kernel| kernel.release);
    assert_eq!(release(broken!("word-wrap-release.log")).as_deref(), Some("5.15.0-1051-azure"));
    let newer = broken!("word-wrap-release.log").replace("5.15.0-1051-azure", "6.8.0-45-generic");
    assert_eq!(release(&newer).as_deref(), Some("6.8.0-45-generic"));
}

#[test]
fn a_record_over_literals_that_touch_is_one() {
    let log = broken!("adjacent-string-literals.log");
    let plus = log.replace("\"\n", "\" +\n");
    let kill = "let a = \"[  100.000003] Killed process 571 \"\n    \"(python) total-vm:9kB, anon-rss:8kB, file-rss:0kB\\n\";\n";
    for log in [log.to_owned(), plus] {
        let (incident, level) = only(&log);
        assert_eq!((incident.victims.first().map(|victim| victim.pid), level), (Some(4242), Level::Container), "{log}");
        let path = incident.limit_cgroup.expect("the limit's cgroup").path;
        assert!(path.starts_with("/system.slice/docker-0123456789abcdef") && !path.contains('"'), "{path}");
    }
    assert_eq!(
        only(kill).0.victims.first().map(|victim| (victim.pid, victim.name.to_string())),
        Some((571, "python".to_owned()))
    );
}

#[test]
fn line_ends_that_quoted_printable_encodes_end_lines() {
    for log in
        [broken!("quoted-printable-0A.log").to_owned(), broken!("quoted-printable-0A.log").replace("=0A=", "=0D=0A=")]
    {
        let (incident, level) = only(&log);
        let victim = incident.victims.first().expect("a victim");
        assert_eq!((victim.pid, victim.anon_rss, victim.oom_score_adj), (4242, Some(Kib(156)), Some(0)));
        assert_eq!(level, Level::WholeNode);
    }
}

#[test]
fn a_first_line_without_its_first_characters_is_read() {
    let log = broken!("first-bracket-lost.log");
    let text = log.split_once("] ").expect("a stamp").1;
    for begin in [
        "Thu May 23 18:40:42 2024] ",
        "ay 23 18:40:42 2024] ",
        " 1257.892709] ",
        "57.892709] ",
        "y 23 18:40:42 node1 kernel: ",
    ] {
        let (incident, level) = only(&format!("{begin}{text}"));
        assert_eq!(level, Level::Container, "{begin}");
        assert_eq!(incident.victims.first().map(|victim| victim.anon_rss), Some(Some(Kib(26_372))), "{begin}");
    }
}

#[test]
fn lines_that_are_lost_between_two_reports_mix_them_at_no_distance() {
    let lines: Vec<&str> = SEED.lines().collect();
    let at = |words: &str| lines.iter().position(|line| line.contains(words)).expect("the line");
    let (kill, usage, stats, tasks) =
        (at("oom-kill:"), at("memory: usage"), at("Memory cgroup stats for"), at("Tasks state"));
    let first: Vec<String> = lines
        .iter()
        .map(|line| {
            let line = line.replace("716580", "1001").replace("716579", "1000").replace("stress-ng-vm", "first-app");
            line.replace("usage 512000kB, limit 512000kB", "usage 131072kB, limit 131072kB")
        })
        .collect();
    for (until, from) in [(tasks, tasks), (usage + 1, stats), (kill, kill)] {
        for gap in [200_000_u64, 900_000, 2_000_000, 4_000_000, 8_000_000, 20_000_000, 60_000_000] {
            let second = lines.iter().map(|line| {
                let line =
                    line.replace("716580", "2002").replace("716579", "2001").replace("stress-ng-vm", "second-app");
                let line = line.replace("679f9845995b", "aaaf9845995b").replace("479f327f", "579f327f");
                let (before, rest) = line.split_once('[').expect("a stamp");
                let (stamp, text) = rest.split_once(']').expect("a stamp");
                let (seconds, micros) = stamp.trim().split_once('.').expect("a stamp");
                let micros = seconds.parse::<u64>().expect("a number") * 1_000_000
                    + micros.parse::<u64>().expect("a number")
                    + gap;
                format!("{before}[{}.{:06}]{text}", micros / 1_000_000, micros % 1_000_000)
            });
            let log = first.iter().take(until).cloned().chain(second.skip(from)).collect::<Vec<_>>().join("\n");
            for incident in incidents(&log).iter().filter(|incident| !incident.victims.is_empty()) {
                let trigger = incident.trigger.as_ref().map(|trigger| &*trigger.name);
                let limit = incident.cgroup_memory.memory.map(|memory| memory.limit_printed);
                let told = (trigger, limit, incident.complete);
                assert_eq!(told, (None, None, false), "from {from}, {gap} us: {:#?}", incident.notes);
                assert!(incident.notes.iter().any(|note| note.kind == NoteKind::HeaderMissing));
            }
            assert!(incidents(&log).iter().any(|incident| incident.victims.iter().any(|victim| victim.pid == 2002)));
        }
    }
}

#[test]
fn a_report_that_rotation_cut_is_one_where_both_files_are_opened() {
    let (newer, older) = (("kern.log", broken!("kern.log")), ("kern.log.1", broken!("kern.log.1")));
    for inputs in [[newer, older], [older, newer]] {
        let review = review(&inputs);
        assert_eq!(review.cases.len(), 1, "{:#?}", review.cases);
        let case = review.cases.first().expect("a case");
        assert_eq!((case.incident.seen_in.len(), case.conclusions.verdict.level), (2, Level::Pod));
        assert!(case.incident.complete, "{:#?}", case.incident.notes);
    }
}

#[test]
fn a_report_cut_anywhere_is_one_again() {
    let lines: Vec<&str> = SEED.lines().collect();
    let whole = review(&[("kern.log", SEED)]);
    for cut in 1..lines.len() {
        let (older, newer) = lines.split_at_checked(cut).expect("a cut");
        let (older, newer) = (older.join("\n") + "\n", newer.join("\n") + "\n");
        let halves = [("kern.log", &*newer), ("kern.log.1", &*older)];
        for stamps in [true, false] {
            let plain = |text: &str| if stamps { text.to_owned() } else { without_uptime(text) };
            let texts = halves.map(|(name, text)| (name, plain(text)));
            let inputs: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, &**text)).collect();
            assert_eq!(told(&review(&inputs)), told(&whole), "cut before line {}", cut + 1);
        }
    }
}

fn without_uptime(log: &str) -> String {
    let line =
        |line: &str| match line.split_once(": [").and_then(|(before, rest)| Some((before, rest.split_once("] ")?))) {
            Some((before, (_, text))) => format!("{before}: {text}"),
            None => line.to_owned(),
        };
    log.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn halves_of_two_reports_stay_two() {
    let half = SEED.lines().take(60).map(|line| format!("{line}\n")).collect::<String>();
    let rest =
        |from: &str, to: &str| SEED.lines().skip(60).map(|line| line.replace(from, to) + "\n").collect::<String>();
    for (what, other) in [
        ("another node", rest("vmss000000", "vmss000001")),
        ("two seconds later", rest("[36370.", "[36372.")),
        ("before it", rest("[36370.037", "[36370.036")),
        ("another pod", rest("479f327f", "579f327f")),
    ] {
        let review = review(&[("kern.log.1", &half), ("kern.log", &other)]);
        assert_eq!(review.cases.len(), 2, "{what}");
    }
}

/// How a text was wrapped.
#[derive(Clone, Copy, Debug)]
struct Wrap {
    width: usize,
    /// The blank at which a line is broken stays at its end.
    keeps_blank: bool,
    /// Words that are longer than the width are cut.
    cuts_words: bool,
    /// All words are.
    hard: bool,
    quote: &'static str,
    indent: &'static str,
}

impl Wrap {
    fn text(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        for line in text.lines() {
            for (at, piece) in self.line(line).iter().enumerate() {
                let indent = if at > 0 { self.indent } else { "" };
                let _ = writeln!(out, "{}{indent}{piece}", self.quote);
            }
        }
        out
    }

    fn line(self, line: &str) -> Vec<String> {
        let letters: Vec<char> = line.chars().collect();
        if self.hard {
            return letters.chunks(self.width).map(|piece| piece.iter().collect()).collect();
        }
        let (mut pieces, mut piece, mut blanks) = (Vec::new(), String::new(), String::new());
        // Words and the blanks before them, as Python's textwrap has them.
        let mut words = Vec::new();
        for c in letters {
            let is_blank = c == ' ';
            match words.last_mut() {
                Some((blank, word)) if *blank == is_blank => String::push(word, c),
                _ => words.push((is_blank, String::from(c))),
            }
        }
        for (is_blank, word) in words {
            if is_blank {
                blanks = word;
                continue;
            }
            let columns = |text: &str| text.chars().count();
            let fits = columns(&piece) + columns(&blanks) + columns(&word) <= self.width;
            if fits || piece.is_empty() {
                piece += &blanks;
                piece += &word;
            } else {
                if self.keeps_blank {
                    piece += &blanks;
                }
                pieces.push(std::mem::take(&mut piece));
                piece = word;
            }
            blanks.clear();
            while self.cuts_words && piece.chars().count() > self.width {
                let rest = piece.chars().skip(self.width).collect();
                pieces.push(piece.chars().take(self.width).collect());
                piece = rest;
            }
        }
        pieces.push(piece);
        pieces
    }
}

/// Mail, tickets, `fold -s`, flowed mail, `fold` and terminals, quoted and indented ones.
fn wraps(width: usize) -> [Wrap; 7] {
    let mail = Wrap { width, keeps_blank: false, cuts_words: false, hard: false, quote: "", indent: "" };
    [
        mail,
        Wrap { cuts_words: true, ..mail },
        Wrap { cuts_words: true, keeps_blank: true, ..mail },
        Wrap { keeps_blank: true, ..mail },
        Wrap { hard: true, ..mail },
        Wrap { quote: "> ", ..mail },
        Wrap { indent: "    ", ..mail },
    ]
}

fn text_of(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a log");
    let mut unpacked = Vec::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        flate2::read::MultiGzDecoder::new(&*bytes).read_to_end(&mut unpacked).expect("a log");
    } else {
        unpacked = bytes;
    }
    String::from_utf8_lossy(&unpacked).into_owned()
}

/// Logs of one record a line. Names made to break parsers are no texts that people send.
fn logs() -> Vec<PathBuf> {
    const OTHERS: [&str; 8] = [".json", ".export", ".verbose", ".journal", "truth.jsonl", "hostile", ".md", "node/"];
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs")];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !OTHERS.iter().any(|other| name.contains(other)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
#[ignore = "a sweep of minutes: WIDTHS=all takes every width"]
fn a_report_wrapped_at_any_width_tells_what_the_whole_one_tells() {
    let all = std::env::var_os("WIDTHS").is_some();
    let only = std::env::var("WIDTHS_IN").unwrap_or_default();
    let (mut tried, mut wrong) = (0, Vec::new());
    for (number, path) in logs().iter().enumerate().filter(|(_, path)| path.to_string_lossy().contains(&only)) {
        let seed = path.ends_with("seed-aks-pod-limit.log");
        let text = text_of(path);
        let whole = told(&review(&[("log", &text)]));
        let widths = (40..=160).filter(|width| all || seed && width % 5 == 0 || (width * 7 + number) % 997 == 0);
        for wrap in widths.flat_map(wraps) {
            tried += 1;
            let wrapped = told(&review(&[("log", &wrap.text(&text))]));
            if wrapped != whole {
                let lost = whole.iter().filter(|told| !wrapped.contains(told)).count();
                let example = whole.iter().find(|told| !wrapped.contains(told)).cloned().unwrap_or_default();
                let instead = wrapped.iter().find(|told| !whole.contains(told)).cloned().unwrap_or_default();
                wrong.push(format!(
                    "{} {wrap:?}: {lost} of {} differ: {example} | {instead}",
                    path.display(),
                    whole.len()
                ));
            }
        }
    }
    assert!(tried > 100 || !only.is_empty(), "only {tried} texts");
    assert!(wrong.is_empty(), "{} of {tried} differ\n{}", wrong.len(), wrong.join("\n"));
}
