//! The table of the README's "How fast": the whole program against ripgrep counting three words, in one run.
//!
//! `cargo bench --bench speed [-- MB]` makes a syslog of that size (1000 MB otherwise) from node chatter and the real
//! incidents of `sample-logs`, packs it, cuts it into ten rotated files, writes the same messages as cloud services export
//! them and as binary journals, and times both programs in turn. Needs `sh`, `rg`, `split`, `gzip`, `zstd` and `xz`; lnav, jq,
//! and journalctl with systemd-journal-remote stand beside them where they are installed.
//! Seconds tell on an idle machine; processor seconds, of all threads together, tell on a busy one, too.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints, and ends where its set-up fails")]

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;
const OOMSCOPE: &str = env!("CARGO_BIN_EXE_oomscope");
const WORDS: &str = "invoked oom-killer|Killed process|oom-kill:constraint";

/// How long a command took, in seconds: by the clock, and of all processors together.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    processors: f64,
}

fn main() {
    let megabytes: u64 = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1000);
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("syslog");
    let kills = make_log(&log, megabytes * 1_000_000);
    println!(
        "{megabytes} MB of syslog with {kills} incidents, warm cache, {} threads, median of {ROUNDS} in turn; words: `{WORDS}`\n",
        threads()
    );
    println!("{}; oomscope {}\n", version("rg"), env!("CARGO_PKG_VERSION"));
    println!(
        "| input | other programs | seconds (processors) | oomscope report | ratio | peak memory |\n|---|---|---|---|---|---|"
    );
    row("plain", &format!("rg -c '{WORDS}' {}", log.display()), &log);
    for (ending, packer, unpacker) in
        [("gz", "gzip -1 -k", "zcat"), ("zst", "zstd -q -3 -k", "zstdcat"), ("xz", "xz -1 -T2 -k", "xzcat")]
    {
        shell(&format!("{packer} {}", log.display()));
        let packed = PathBuf::from(format!("{}.{ending}", log.display()));
        row(ending, &format!("{unpacker} {} | rg -c '{WORDS}'", packed.display()), &packed);
        std::fs::remove_file(packed).expect("removed");
    }
    rotated(&log);
    for (name, begin, record, end) in EXPORTS {
        let export = folder.path().join(name);
        write_export(&log, &export, begin, *record, end);
        row(name, &format!("rg -c '{WORDS}' '{}'", export.display()), &export);
        if name.contains("JSON") && is_installed("jq") {
            let words = format!("jq -c '.. | strings | select(test(\"{WORDS}\"))' '{}'", export.display());
            println!("| {name} | `jq` | {} | | | |", told(shell(&format!("{words} > /dev/null"))));
        }
        std::fs::remove_file(export).expect("removed");
    }
    journals(&log);
    if is_installed("lnav") {
        let find = format!("lnav -n -c ':filter-in {WORDS}' {} > /dev/null", log.display());
        println!("| plain | `lnav -n` | {} | | | |", told(shell(&find)));
    }
}

/// Ten compressed files, as logrotate leaves them.
fn rotated(log: &Path) {
    let folder = log.with_extension("rotated");
    std::fs::create_dir(&folder).expect("a folder");
    let (log, names) = (log.display(), folder.join("kern.log.").display().to_string());
    shell(&format!("split -n l/10 -d '{log}' '{names}' && gzip -1 '{names}'*"));
    row("ten .gz", &format!("zcat '{names}'*.gz | rg -c '{WORDS}'"), &folder);
    std::fs::remove_dir_all(folder).expect("removed");
}

/// What writes a journal of the format for exports.
const TO_JOURNAL: &str = "/lib/systemd/systemd-journal-remote";

/// Ten binary journals, as journald leaves them.
fn journals(log: &Path) {
    if !is_installed("journalctl") || !Path::new(TO_JOURNAL).exists() {
        return;
    }
    let folder = log.with_extension("journals");
    std::fs::create_dir(&folder).expect("a folder");
    let (mut out, mut entries) = (None, 0_u64);
    let mut lines =
        BufReader::new(File::open(log).expect("the log")).lines().map(|line| line.expect("the log")).peekable();
    let most = std::fs::metadata(log).expect("the log").len() / 10;
    let (mut written, mut files) = (0, 0);
    while let Some(line) = lines.next() {
        let message = line.get(16..).and_then(|rest| rest.split_once(": "));
        let Some((Some((host, tag)), text)) = message.map(|(writer, text)| (writer.split_once(' '), text)) else {
            continue;
        };
        let program = tag.split('[').next().unwrap_or(tag);
        let to = out.get_or_insert_with(|| {
            files += 1;
            let command = format!("{TO_JOURNAL} -o '{}/system-{files}.journal' - 2> /dev/null", folder.display());
            let mut child = Command::new("sh").args(["-c", &command]).stdin(Stdio::piped()).spawn().expect("sh");
            (BufWriter::new(child.stdin.take().expect("its input")), child)
        });
        to.0.write_all(entry(entries, [host, program, text]).as_bytes()).expect("written");
        (entries, written) = (entries + 1, written + line.len() as u64);
        if written >= most || lines.peek().is_none() {
            let (mut last, mut child) = out.take().expect("a file");
            last.flush().expect("written");
            drop(last);
            assert!(child.wait().expect("ended").success());
            written = 0;
        }
    }
    let read = format!("journalctl -D '{}' _TRANSPORT=kernel -o cat | rg -c '{WORDS}'", folder.display());
    row("ten journals", &read, &folder);
    std::fs::remove_dir_all(folder).expect("removed");
}

/// An entry in the format for exports.
fn entry(number: u64, [host, program, text]: Message<'_>) -> String {
    let (micros, boot) = (number * 20_000, "0123456789abcdef0123456789abcdef");
    let stamped = text.split_once("] ").filter(|_| program == "kernel" && text.starts_with('['));
    let (transport, text) = if let Some((_, text)) = stamped { ("kernel", text) } else { ("syslog", text) };
    format!(
        "__REALTIME_TIMESTAMP={}\n__MONOTONIC_TIMESTAMP={micros}\n_BOOT_ID={boot}\n_MACHINE_ID={boot}\n_TRANSPORT={transport}\n\
         PRIORITY=6\n_HOSTNAME={host}\nSYSLOG_IDENTIFIER={program}\nMESSAGE={text}\n\n",
        1_797_146_601_000_000 + micros,
    )
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A message: its host, its program, its text.
type Message<'a> = [&'a str; 3];

/// How a record is written.
type Record = fn(Message<'_>, first: bool) -> String;

/// What cloud services export: the name, what stands before the records, how each is written, what stands behind them.
const EXPORTS: &[(&str, &str, Record, &str)] = &[
    ("JSON, a record a line", "", |message, _| json(message).to_string() + "\n", ""),
    ("CSV", "TimeGenerated [UTC],Computer,Facility,ProcessName,SyslogMessage\n", csv, ""),
    ("JSON over lines", "[\n", pretty, "\n]\n"),
];

fn csv([host, program, text]: Message<'_>, _first: bool) -> String {
    let text = text.replace('"', "\"\"");
    format!("\"12/13/2026, 7:23:21.000 AM\",{host},daemon,{program},\"{text}\"\n")
}

fn json([host, program, text]: Message<'_>) -> serde_json::Value {
    let time = "2026-12-13T07:23:21.000Z";
    serde_json::json!({"TimeGenerated": time, "Computer": host, "Facility": "daemon", "ProcessName": program, "SyslogMessage": text})
}

fn pretty(message: Message<'_>, first: bool) -> String {
    let record = serde_json::to_string_pretty(&json(message)).expect("JSON");
    format!("{}  {}", if first { "" } else { ",\n" }, record.replace('\n', "\n  "))
}

/// Writes the messages of a syslog in another format.
fn write_export(log: &Path, path: &Path, begin: &str, record: Record, end: &str) {
    let mut out = BufWriter::new(File::create(path).expect("a file"));
    out.write_all(begin.as_bytes()).expect("written");
    let (mut lines, mut line, mut first) = (BufReader::new(File::open(log).expect("the log")), String::new(), true);
    while lines.read_line(&mut line).expect("the log") > 0 {
        // The stamp has a width of its own.
        let message = line.get(16..).and_then(|rest| rest.trim_end().split_once(": "));
        if let Some((Some((host, tag)), text)) = message.map(|(writer, text)| (writer.split_once(' '), text)) {
            let program = tag.split('[').next().unwrap_or(tag);
            out.write_all(record([host, program, text], first).as_bytes()).expect("written");
            first = false;
        }
        line.clear();
    }
    out.write_all(end.as_bytes()).expect("written");
    out.flush().expect("written");
}

fn row(name: &str, others: &str, log: &Path) {
    let ours = format!("{OOMSCOPE} report '{}' --format json > /dev/null", log.display());
    let (mut theirs_took, mut ours_took) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (theirs, ours) = (shell(&format!("{others} > /dev/null")), shell(&ours));
        if round > 0 {
            theirs_took.push(theirs);
            ours_took.push(ours);
        }
    }
    let (theirs, ours) = (median(&theirs_took), median(&ours_took));
    let short = others.split(' ').next().unwrap_or("");
    let short = if others.starts_with("rg ") { "`rg -c`".to_owned() } else { format!("`{short} \\| rg -c`") };
    let ratio = ours.wall / theirs.wall;
    let peak = peak_megabytes(log).map_or_else(|| "not known here".to_owned(), |peak| format!("{peak} MB"));
    println!("| {name} | {short} | {} | {} | {ratio:.2} | {peak} |", told(theirs), told(ours));
}

/// The most memory that oomscope held at once, where the system says it of a running process (Linux).
fn peak_megabytes(log: &Path) -> Option<u64> {
    let report = [Path::new("report"), log, Path::new("--format"), Path::new("json")];
    let mut ours = Command::new(OOMSCOPE).args(report).stdout(Stdio::null()).spawn().expect("oomscope");
    let status = format!("/proc/{}/status", ours.id());
    let mut peak = None;
    while ours.try_wait().expect("oomscope").is_none() {
        let now = std::fs::read_to_string(&status).unwrap_or_default();
        let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()));
        std::thread::sleep(Duration::from_millis(2));
    }
    peak.map(|kib| kib * 1024 / 1_000_000)
}

fn told(took: Took) -> String {
    format!("{:.3} ({:.2})", took.wall, took.processors)
}

/// Runs a command in a shell of its own, which tells the processor time of its children.
fn shell(command: &str) -> Took {
    let start = Instant::now();
    let script = format!("{command}; status=$?; times; exit $status");
    let output = Command::new("sh").args(["-c", &script]).stdin(Stdio::null()).output().expect("sh");
    let wall = start.elapsed().as_secs_f64();
    assert!(output.status.success(), "{command}: {}", output.status);
    let printed = String::from_utf8_lossy(&output.stdout);
    let of_children = printed.lines().last().unwrap_or("");
    Took { wall, processors: of_children.split(' ').filter_map(seconds).sum() }
}

/// The seconds of `1m2.34s`.
fn seconds(text: &str) -> Option<f64> {
    let (minutes, seconds) = text.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}

fn median(all: &[Took]) -> Took {
    let middle = |of: fn(&Took) -> f64| {
        let mut sorted: Vec<f64> = all.iter().map(of).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Took { wall: middle(|took| took.wall), processors: middle(|took| took.processors) }
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn version(program: &str) -> String {
    let output = Command::new(program).arg("--version").output().expect("the program is installed");
    String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or("").to_owned()
}

/// Node chatter with the seed's incident every 20 MB, each with a pid of its own. Gives the number of incidents.
fn make_log(path: &Path, size: u64) -> u64 {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/seed-aks-pod-limit.log");
    let incident = std::fs::read_to_string(seed).expect("the seed");
    let mut out = BufWriter::new(File::create(path).expect("a file"));
    let (mut written, mut kills, mut state, mut line) = (0, 0, 42_u64, String::new());
    while written < size {
        line.clear();
        if written >= kills * 20_000_000 + 1_000_000 {
            line.push_str(&incident.replace("716580", &(100_000 + kills).to_string()));
            kills += 1;
        } else {
            chatter(&mut line, &mut state, written);
        }
        out.write_all(line.as_bytes()).expect("written");
        written += line.len() as u64;
    }
    out.flush().expect("written");
    kills
}

fn chatter(line: &mut String, state: &mut u64, written: u64) {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let (number, second) = (*state >> 40, written / 200_000);
    let stamp =
        format!("Dec 13 {:02}:{:02}:{:02} aks-nodepool1-vmss000000", second / 3600 % 24, second / 60 % 60, second % 60);
    let wrote = match number % 6 {
        // What a busy node writes most of that may join a name to a kill.
        0 if number % 4 == 0 => writeln!(
            line,
            "{stamp} kubelet[1873]: I1213 07:23:21.{number:06}    1873 kubelet.go:2457] \"SyncLoop (PLEG): event for pod\" pod=\"shop/cart-{number:x}\" event={{\"ID\":\"{number:08x}-8e81-4f6a-b898-d190f9ebdacc\",\"Type\":\"ContainerStarted\",\"Data\":\"{:016x}{:016x}{:016x}{:016x}\"}}",
            *state, number, !*state, number
        ),
        0 => writeln!(
            line,
            "{stamp} kubelet[1873]: I1213 07:23:21.{number:06}    1873 prober.go:107] \"Probe failed\" probeType=\"Readiness\" pod=\"shop/cart-{number:x}\" output=\"HTTP probe failed with statuscode: 503\""
        ),
        1 => writeln!(
            line,
            "{stamp} containerd[1422]: time=\"2026-12-13T07:23:21.{number:09}Z\" level=info msg=\"StopContainer for \\\"{number:016x}\\\" returns successfully\""
        ),
        2 => writeln!(line, "{stamp} systemd[1]: Started libcontainer container {:016x}{number:016x}.", *state),
        3 => writeln!(
            line,
            "{stamp} sshd[{}]: Failed password for invalid user admin from 203.0.113.{} port {} ssh2",
            number % 90000,
            number % 255,
            number % 60000
        ),
        4 => writeln!(
            line,
            "{stamp} kernel: [{second:>6}.{:06}] cbr0: port {}(veth{number:x}) entered forwarding state",
            number % 1_000_000,
            number % 64
        ),
        _ => writeln!(
            line,
            "{stamp} CRON[{}]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)",
            number % 90000
        ),
    };
    wrote.expect("memory");
}
