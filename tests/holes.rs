//! Lines lost between two reports: no incident may tell of two kills, and no kill may be lost whose line is there.
//!
//! Every log with several kills is read whole; which report a line belongs to is known from that. Then holes of 1 to 200
//! lines, or of 20 to 2,000 bytes, are cut at seeded places, and the facts of each incident are asked which report their
//! lines came from. `cargo test --test holes -- --ignored --nocapture` takes 200 places a log; `HOLES_PLACES` says another
//! number, `HOLES_SEED` other places, `HOLES_LOGS` names a folder of other logs.
//!
//! Where no line tells the kernel's own time, two reports of one cgroup may join as if nothing were missing between them:
//! a few in a thousand holes cannot be seen.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::load::{Options, pipeline};
use oomscope::model::Incident;
use oomscope::source::{Input, Store};

/// Holes cut into each log by `cargo test`, which reads one of so many logs, and by the whole run.
const PLACES: u64 = 8;
const ONE_LOG_OF: usize = 5;
const PLACES_OF_ALL: u64 = 200;

/// In so many of a thousand holes two kills may be told as one.
const UNSEEN_OF_THOUSAND: usize = 10;

/// Lines before a hole's report and behind the hole that are read with it.
const LINES_BEFORE: usize = 150;
const LINES_BEHIND: usize = 500;

#[test]
fn a_hole_mixes_no_two_kills_and_loses_none_that_is_there() {
    let logs: Vec<_> = sample_logs().into_iter().step_by(ONE_LOG_OF).collect();
    let found = cut_all(&logs, PLACES);
    assert!(found.places > 200, "only {} places", found.places);
    found.assert_clean();
}

#[test]
#[ignore = "takes minutes"]
fn many_holes_mix_no_two_kills_and_lose_none_that_is_there() {
    let logs = match std::env::var_os("HOLES_LOGS") {
        Some(folder) => files_below(Path::new(&folder)),
        None => sample_logs(),
    };
    let places = std::env::var("HOLES_PLACES").ok().and_then(|places| places.parse().ok()).unwrap_or(PLACES_OF_ALL);
    let found = cut_all(&logs, places);
    println!(
        "{} logs, {} holes, {} incidents; mixed {}, lost {}, split {}",
        found.logs,
        found.places,
        found.incidents,
        found.mixed.len(),
        found.lost.len(),
        found.split.len()
    );
    for (name, told) in [("mixed", &found.mixed), ("lost", &found.lost), ("split", &found.split)] {
        for line in told.iter().take(40) {
            println!("{name}: {line}");
        }
    }
    found.assert_clean();
}

/// One kill after another, of other processes in another pod, so many milliseconds later.
fn two_kills(millis: u32) -> [Vec<String>; 2] {
    let seed = text_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/seed-aks-pod-limit.log"));
    let first = seed.replace("716580", "1001").replace("716579", "1000").replace("stress-ng-vm", "first-app");
    let first = first.replace("usage 512000kB, limit 512000kB", "usage 131072kB, limit 131072kB");
    let second = seed.replace("716580", "2002").replace("716579", "2001").replace("stress-ng-vm", "second-app");
    let second = second.replace("679f9845995b", "aaaf9845995b").replace("479f327f", "579f327f");
    let wall = 21 + millis / 1000;
    let second = second.replace("07:23:21", &format!("07:{:02}:{:02}", 23 + wall / 60, wall % 60));
    let second = second.lines().map(|line| {
        let (before, rest) = line.split_once('[').expect("a stamp");
        let (stamp, text) = rest.split_once(']').expect("its end");
        let micros: u64 = stamp.replace('.', "").parse().expect("a number");
        let micros = micros + u64::from(millis) * 1000;
        format!("{before}[{}.{:06}]{text}\n", micros / 1_000_000, micros % 1_000_000)
    });
    [first.lines().map(|line| format!("{line}\n")).collect(), second.collect()]
}

#[test]
fn a_kill_is_not_told_with_the_limit_and_the_trigger_of_another() {
    for millis in [200, 900, 2_000, 4_000, 8_000, 20_000, 60_000] {
        let [first, second] = two_kills(millis);
        let at = |words: &str| first.iter().position(|line| line.contains(words)).expect("a line");
        let (usage, stats, table) = (at("memory: usage"), at("Memory cgroup stats for"), at("Tasks state"));
        let named = at("oom-kill:");
        for (end, begin) in [(table, table), (usage + 1, stats), (named, named), (stats, table), (named - 2, named - 1)]
        {
            let text: String = first.iter().take(end).chain(second.iter().skip(begin)).map(String::as_str).collect();
            let incidents = read(&text);
            let label = format!("{millis} ms, {end} | {begin}: {incidents:#?}");
            let kills: Vec<_> = incidents.iter().filter(|incident| !incident.victims.is_empty()).collect();
            let [kill] = *kills else { panic!("{label}") };
            assert_eq!(kill.victims[0].pid, 2002, "{label}");
            assert_eq!(kill.trigger, None, "{label}");
            assert_eq!(kill.cgroup_memory.memory, None, "{label}");
            assert!(!kill.complete && incidents.iter().all(|incident| !incident.complete), "{label}");
        }
    }
}

/// What came of the holes.
#[derive(Default)]
struct Found {
    logs: usize,
    places: usize,
    incidents: usize,
    /// Incidents whose facts are of two reports.
    mixed: Vec<String>,
    /// Kills whose line is there and that no incident tells of.
    lost: Vec<String>,
    /// Reports that are whole and were told as two.
    split: Vec<String>,
}

impl Found {
    fn assert_clean(&self) {
        assert_eq!(self.lost, Vec::<String>::new());
        assert_eq!(self.split, Vec::<String>::new());
        assert!(self.mixed.len() * 1000 <= self.places * UNSEEN_OF_THOUSAND, "{:#?}", self.mixed);
    }
}

fn cut_all(logs: &[PathBuf], places: u64) -> Found {
    let mut found = Found::default();
    for path in logs {
        let text = text_of(path);
        let truth = Truth::of(&text);
        if truth.reports < 2 {
            continue;
        }
        found.logs += 1;
        let name = path.iter().rev().take(2).map(|part| part.to_string_lossy()).collect::<Vec<_>>();
        let name = name.into_iter().rev().collect::<Vec<_>>().join("/");
        let seed = std::env::var("HOLES_SEED").unwrap_or_default();
        let mut chance = Chance::new(&format!("{name}{seed}"));
        for place in 0..places {
            let hole = truth.hole(&text, &mut chance);
            let label =
                format!("{name} #{place}, lines {}..{} of hole {:?}", hole.lines.start, hole.lines.end, hole.gone);
            truth.judge(&hole, &label, &mut found);
            found.places += 1;
        }
    }
    found
}

/// Which report each line of a whole log belongs to.
struct Truth {
    /// By line, from 1.
    owner: BTreeMap<u64, usize>,
    /// The kill lines: pid and name.
    kills: BTreeMap<u64, (u32, String)>,
    lines_of: Vec<BTreeSet<u64>>,
    reports: usize,
}

/// A part of a log with a hole in it.
struct Hole {
    text: String,
    /// What stands directly before and behind the hole, for whoever looks why.
    edge: String,
    /// The lines of the log that are there, as they are numbered in the whole log, by their number here; 0 where a line is
    /// made of two.
    numbers: Vec<u64>,
    lines: Range<usize>,
    gone: Range<u64>,
}

impl Truth {
    fn of(text: &str) -> Self {
        let incidents = read(text);
        let mut owners: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
        for (at, incident) in incidents.iter().enumerate() {
            for line in lines_of(incident) {
                owners.entry(line).or_default().insert(at);
            }
        }
        let only = |owners: &BTreeSet<usize>| (owners.len() == 1).then(|| owners.first().copied()).flatten();
        let owner: BTreeMap<_, _> = owners.iter().filter_map(|(line, of)| Some((*line, only(of)?))).collect();
        let mut lines_of = vec![BTreeSet::new(); incidents.len()];
        for (line, at) in &owner {
            lines_of.get_mut(*at).expect("an incident").insert(*line);
        }
        let kills = incidents.iter().flat_map(|incident| &incident.victims).filter(|victim| !victim.from_summary_only);
        let kills = kills.map(|victim| (victim.at.line, (victim.pid, victim.name.to_string()))).collect();
        Self { owner, kills, lines_of, reports: incidents.len() }
    }

    /// A hole somewhere in a report.
    fn hole(&self, text: &str, chance: &mut Chance) -> Hole {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let report = self.lines_of.get(chance.below(self.reports)).filter(|lines| !lines.is_empty());
        let report = report.or_else(|| self.lines_of.iter().find(|lines| !lines.is_empty())).expect("a report");
        let first = usize::try_from(*report.first().expect("a line")).expect("small") - 1;
        let last = usize::try_from(*report.last().expect("a line")).expect("small") - 1;
        // Near its end as often as anywhere: that is where the next begins.
        let begin = first + chance.below(last - first + 1);
        let begin = if chance.below(2) == 0 { begin } else { begin.max(last.saturating_sub(60)) };
        let window = first.saturating_sub(LINES_BEFORE)..(begin + LINES_BEHIND).min(lines.len());
        let mut kept: Vec<(u64, String)> = Vec::new();
        let gone = if chance.below(2) == 0 {
            begin..(begin + 1 + chance.below(200)).min(window.end)
        } else {
            let (mut bytes, mut end) = (20 + chance.below(1981), begin);
            let cut_at = chance.below(lines.get(begin).map_or(1, |line| line.len()).max(1));
            bytes += cut_at;
            while end < window.end && bytes >= lines.get(end).map_or(0, |line| line.len()) {
                bytes -= lines.get(end).map_or(0, |line| line.len());
                end += 1;
            }
            // The line where the hole begins and the one where it ends are one now.
            let head = lines.get(begin).map(|line| lossy(line, 0..cut_at)).unwrap_or_default();
            let tail = lines.get(end).map(|line| lossy(line, bytes..line.len())).unwrap_or_default();
            kept.push((0, head + &tail));
            begin..(end + 1).min(window.end)
        };
        let number = |at: usize| at as u64 + 1;
        let of = |range: Range<usize>| range.map(|at| (number(at), (*lines.get(at).expect("a line")).to_owned()));
        let all: Vec<_> =
            of(window.start..gone.start.max(window.start)).chain(kept).chain(of(gone.end..window.end)).collect();
        Hole {
            text: all.iter().map(|(_, line)| line.as_str()).collect(),
            numbers: all.iter().map(|(number, _)| *number).collect(),
            edge: [gone.start.saturating_sub(1), gone.end]
                .map(|at| lines.get(at).map(|line| line.trim_end().chars().rev().take(60).collect::<Vec<_>>()))
                .map(|line| line.unwrap_or_default().into_iter().rev().collect::<String>())
                .join(" | "),
            lines: window,
            gone: number(gone.start)..number(gone.end),
        }
    }

    fn judge(&self, hole: &Hole, label: &str, found: &mut Found) {
        let incidents = read(&hole.text);
        found.incidents += incidents.len();
        let original = |line: u64| {
            let number = usize::try_from(line).ok()?.checked_sub(1).and_then(|at| hole.numbers.get(at)).copied();
            number.filter(|number| *number > 0)
        };
        let mut told: HashMap<usize, usize> = HashMap::new();
        for incident in &incidents {
            let lines: Vec<_> = lines_of(incident).into_iter().filter_map(original).collect();
            let owners: BTreeSet<_> = lines.iter().filter_map(|line| self.owner.get(line)).copied().collect();
            if owners.len() > 1 {
                let of = lines.iter().filter_map(|line| Some((*self.owner.get(line)?, *line)));
                let mut parts: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
                of.for_each(|(owner, line)| parts.entry(owner).or_default().push(line));
                let parts: Vec<_> = parts
                    .iter()
                    .map(|(owner, lines)| (owner, lines.iter().min(), lines.iter().max(), lines.len()))
                    .collect();
                found.mixed.push(format!("{label}: complete {}, {parts:?}\n    {}", incident.complete, hole.edge));
            }
            for owner in owners {
                *told.entry(owner).or_default() += 1;
            }
        }
        let there: BTreeSet<u64> = hole.numbers.iter().copied().collect();
        let kills: BTreeSet<u64> = incidents
            .iter()
            .flat_map(|incident| &incident.victims)
            .filter_map(|victim| original(victim.at.line))
            .collect();
        for (line, (pid, name)) in &self.kills {
            if there.contains(line) && !kills.contains(line) {
                found.lost.push(format!("{label}: line {line}, {pid} {name}"));
            }
        }
        for (owner, lines) in self.lines_of.iter().enumerate() {
            let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
            let untouched = *last < hole.gone.start || *first >= hole.gone.end;
            let whole = untouched && lines.iter().all(|line| there.contains(line));
            if whole && told.get(&owner).is_some_and(|times| *times > 1) {
                found.split.push(format!("{label}: report {owner} of {:?}..{:?}", lines.first(), lines.last()));
            }
        }
    }
}

/// The lines that an incident takes facts from.
fn lines_of(incident: &Incident) -> BTreeSet<u64> {
    let memory = &incident.cgroup_memory;
    let counters = [memory.memory, memory.swap, memory.memory_and_swap, memory.kernel_memory];
    let paths = [&incident.limit_cgroup, &incident.victim_cgroup, &incident.oom_group, &memory.stats_cgroup];
    let places = counters.iter().flatten().map(|counter| counter.at);
    let places = places.chain(paths.into_iter().flatten().map(|path| path.at));
    let places = places.chain(incident.trigger.iter().map(|trigger| trigger.at));
    let places = places.chain(incident.kernel.iter().map(|kernel| kernel.at));
    let places = places.chain(incident.summary.iter().map(|summary| summary.at));
    let places = places.chain(memory.stats.0.iter().map(|stat| stat.at));
    let places = places.chain(memory.children.iter().map(|child| child.at));
    let places = places.chain(incident.victims.iter().map(|victim| victim.at));
    let places =
        places.chain(incident.victims.iter().filter_map(|victim| victim.reaped.as_ref()).map(|reaped| reaped.at));
    let lines = places.map(|place| place.line);
    let lines = lines.chain(incident.tasks.iter().map(|task| task.line)).chain(incident.tasks.header_line);
    let spans = incident.node_memory.iter().map(|memory| memory.span).chain(incident.stack);
    lines.chain(spans.flat_map(|span| [span.first, span.last])).collect()
}

fn read(text: &str) -> Vec<Incident> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let input = Input::Text { name: "log".to_owned(), text: text.to_owned() };
    let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    review.cases.iter().map(|case| case.incident.clone()).collect()
}

fn lossy(line: &str, bytes: Range<usize>) -> String {
    String::from_utf8_lossy(line.as_bytes().get(bytes).unwrap_or_default()).into_owned()
}

fn sample_logs() -> Vec<PathBuf> {
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs"))
}

/// The logs of a kernel below a folder, in order.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if is_log(&path) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
}

fn is_log(path: &Path) -> bool {
    const OTHERS: [&str; 6] = ["truth", "kubectl", "kubelet", "crictl", "README", "INDEX"];
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !OTHERS.iter().any(|other| name.starts_with(other))
}

fn text_of(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a log");
    let mut unpacked = Vec::new();
    let is_packed = flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut unpacked).is_ok();
    String::from_utf8_lossy(if is_packed { &unpacked } else { &bytes }).into_owned()
}

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn new(seed: &str) -> Self {
        Self(
            seed.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % (end.max(1) as u64)).unwrap_or(0)
    }
}
