//! What memory did before a kill: real runs of an emulated machine, with the log and `sar` of the same run, and what is said of
//! each. Figures are computed here once more, from the text of `sar`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test whose set-up fails has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Basis, History, HistoryShape, Insight, Review};
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::model::{Bytes, TimeZone};
use oomscope::report::{self, Mask};
use oomscope::source::{Input, Store};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sample(name: &str) -> PathBuf {
    root().join("sample-logs/history").join(name)
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a sample")
}

fn options() -> Options {
    Options { year: Some(2026), ..Options::new(NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date")) }
}

fn open(inputs: &[Input], options: Options) -> Review {
    pipeline::run(inputs, options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn read(texts: &[(&str, &str)]) -> Review {
    let input = |(name, text): &(&str, &str)| Input::Text { name: (*name).to_owned(), text: (*text).to_owned() };
    open(&texts.iter().map(input).collect::<Vec<_>>(), options())
}

fn folder(name: &str) -> Review {
    open(&[Input::Path(sample(name))], options())
}

fn history(review: &Review) -> &History {
    review.cases.last().expect("a kill").conclusions.history.as_ref().expect("a history")
}

fn insight(review: &Review) -> Insight {
    let words = review.cases.last().expect("a kill").words().into_owned();
    words.insights.into_iter().find(|insight| *insight.name == *"history").expect("a sentence")
}

/// `kbavail` in bytes, and seconds since the first row, of a text of `sar -r` in the locale C, up to a kill at this second of
/// the day behind so many midnights.
fn available(text: &str, until: i64) -> Vec<(f64, f64)> {
    let rows =
        text.lines().skip_while(|line| !line.contains("kbavail")).take_while(|line| !line.starts_with("Average"));
    let (mut found, mut days, mut last) = (Vec::new(), 0, 0);
    for row in rows.skip(1) {
        let fields: Vec<&str> = row.split_whitespace().collect();
        let parts: Vec<i64> = fields[0].split(':').map(|part| part.parse().expect("a time")).collect();
        let seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
        days += i64::from(seconds < last);
        last = seconds;
        let at = days * 86_400 + seconds;
        if at <= until {
            found.push((at as f64, fields[2].parse::<f64>().expect("kbavail") * 1024.0));
        }
    }
    let first = found[0].0;
    found.into_iter().map(|(at, left)| (at - first, left)).collect()
}

/// Between what the whole lies, by `kbmemused` and `%memused` of all rows.
fn whole(text: &str) -> (f64, f64) {
    let rows =
        text.lines().skip_while(|line| !line.contains("kbavail")).take_while(|line| !line.starts_with("Average"));
    rows.skip(1).fold((0.0_f64, f64::INFINITY), |(least, most), row| {
        let fields: Vec<f64> =
            row.split_whitespace().skip(3).take(2).map(|field| field.parse().expect("a number")).collect();
        let used = fields[0] * 1024.0 * 100.0;
        (least.max(used / (fields[1] + 0.005)), most.min(used / (fields[1] - 0.005)))
    })
}

/// Slope and R² by the textbook.
fn line(points: &[(f64, f64)]) -> (f64, f64) {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0 / count, sum.1 + point.1 / count));
    let sums = points.iter().fold((0.0, 0.0, 0.0), |sums, point| {
        let (dx, dy) = (point.0 - x, point.1 - y);
        (sums.0 + dx * dx, sums.1 + dy * dy, sums.2 + dx * dy)
    });
    (sums.2 / sums.0, sums.2 * sums.2 / (sums.0 * sums.1))
}

#[test]
fn a_leak_is_told_with_its_rate_and_every_figure_is_that_of_the_file() {
    // A process took 1400 KiB every 2 minutes for 9 hours: 42,000 KiB an hour are 41.02 MiB.
    let review = folder("leak");
    assert_eq!(
        insight(&review).text,
        "Memory in use on the node grew by 41 MiB an hour for 9 h (R² 0.99), from 92.8 MiB to 462.3 MiB of 470 MiB: a leak of \
         that size. The series covers less than a day, so a rise that every day has would look the same"
    );
    assert_eq!(
        insight(&review).arithmetic,
        "In use is 470 MiB less kbavail. leak/sar30: 55 samples, typically 10 min apart, 92.8 MiB at 30 Nov 2026 20:10:58, \
         462.3 MiB at 1 Dec 2026 05:10:58, 5 min 9 s before the kill. The growth is a line by least squares through the 55 \
         samples from 30 Nov 2026 20:10:58 on. The series tells no zone; its times are taken as the log's"
    );
    assert_eq!(insight(&review).basis, Basis::Inferred);
    let points = available(&text(&sample("leak/sar30")), 86_400 + 5 * 3600 + 16 * 60 + 7);
    let (slope, determination) = line(&points);
    let found = history(&review);
    let growth = found.growth.expect("a growth");
    assert_eq!((found.shape, found.samples, points.len()), (HistoryShape::Leak, 55, 55));
    assert_eq!(growth.per_hour, Bytes((-slope * 3600.0).round() as u64));
    assert!((growth.determination - determination).abs() < 1e-9, "{} {determination}", growth.determination);
    assert_eq!((growth.per_hour.0 >> 10, (slope * -36.0 / 1024.0).round() as i64), (42_013, 420));
    // Of each row, used and its rounded share tell between what the whole lies; /proc/meminfo of the machine had 481296 kB.
    let total = found.total.expect("a total");
    let (least, most) = whole(&text(&sample("leak/sar30")));
    assert!(most - least < 4096.0 && (least..=most).contains(&(481_296.0 * 1024.0)), "{least} {most}");
    assert_eq!(total, Bytes(f64::midpoint(least, most).round() as u64));
    assert_eq!(found.first, Some(Bytes(total.0 - 386_232 * 1024)));
    assert_eq!(found.last, Some(Bytes(total.0 - 7896 * 1024)));
    assert_eq!(found.kill_at.zip(found.last_at).map(|(kill, last)| kill - last), Some(309));
}

#[test]
fn a_spike_a_tight_limit_and_a_step_are_told_apart() {
    for (name, shape, sentence) in [
        (
            "spike",
            HistoryShape::Spike,
            "Memory in use on the node was at 35.3 % of 470 MiB only 55 s before the kill: a spike of 303.9 MiB within that time",
        ),
        (
            "tight",
            HistoryShape::Tight,
            "Memory in use on the node was at 98.0 % of 470 MiB in all 60 samples, from 1 h 58 min before the kill on: too \
             little memory from the start, neither a leak nor a spike",
        ),
        (
            "step",
            HistoryShape::Step,
            "Memory in use on the node rose by 195.3 MiB within 10 min, 1 h 57 min before the kill, and stayed there: a step, not a \
             leak. The last sample, 7 min 9 s before the kill, shows 66.2 % in use",
        ),
    ] {
        let review = folder(name);
        assert_eq!((history(&review).shape, insight(&review).text.as_str()), (shape, sentence), "{name}");
    }
}

#[test]
fn the_same_is_told_in_every_locale_of_sar_and_of_two_files_of_a_day_each() {
    let log = text(&sample("leak/messages"));
    let expected = folder("leak");
    let same = |review: &Review, what: &str| {
        let (found, wanted) = (history(review), history(&expected));
        assert_eq!((found.shape, found.growth, found.total), (wanted.shape, wanted.growth, wanted.total), "{what}");
        assert_eq!(
            (found.first_at, found.last_at, found.last),
            (wanted.first_at, wanted.last_at, wanted.last),
            "{what}"
        );
    };
    for locale in ["en_US", "de_DE", "ja_JP"] {
        let sar = text(&root().join(format!("tests/inputs/history/{locale}.sar")));
        same(&read(&[("kern.log", &log), ("sar", &sar)]), locale);
        same(&read(&[("sar", &sar), ("kern.log", &log)]), locale);
    }
    let whole = text(&sample("leak/sar30"));
    let memory = whole.split("\n\n").nth(2).expect("the block of memory");
    let at = memory.find("00:00:58").expect("midnight");
    let (first, rows) = memory.split_at(at);
    let [header, names] = [whole.as_str(), first].map(|text| text.lines().next().expect("a line"));
    let second =
        format!("{}\n\n{}\n{rows}", header.replace("11/30/26", "12/01/26"), names.replace("20:00:58", "00:00:01"));
    let first = format!("{header}\n\n{first}");
    let days = [("kern.log", &*log), ("sa/sar01", &second), ("sa/sar30", &first)];
    same(&read(&days), "two days");
    let days = [("kern.log", &*log), ("sa/sar01", &second), ("sa/sar30", &whole)];
    same(&read(&days), "a day that is told twice");
}

#[test]
fn a_series_of_another_node_or_time_covers_nothing() {
    let (log, sar) = (text(&sample("leak/messages")), text(&sample("leak/sar30")));
    for (what, sar) in [
        ("another node", sar.replace("(node-leak)", "(node-other)")),
        ("a week before", sar.replace("11/30/26", "11/23/26")),
        ("a week later", sar.replace("11/30/26", "12/07/26")),
    ] {
        let review = read(&[("kern.log", &log), ("sar", &sar)]);
        assert_eq!(history(&review).shape, HistoryShape::NotCovered, "{what}");
        assert_eq!(insight(&review).text, "No series covers the time before this kill", "{what}");
    }
    let review = read(&[("kern.log", &log), ("sar", &sar.replace("(node-leak)", "(node-leak.example.com)"))]);
    assert_eq!(history(&review).shape, HistoryShape::Leak, "with its domain");
    let review = read(&[("kern.log", &log)]);
    assert!(review.cases[0].conclusions.history.is_none(), "without a series nothing is said");
}

#[test]
fn a_log_without_a_node_has_the_only_one_and_it_is_said() {
    let (log, sar) = (text(&sample("leak/messages")), text(&sample("leak/sar30")));
    let nameless: String = log
        .lines()
        .filter_map(|line| line.split_once("kernel: ["))
        .map(|(_, message)| {
            format!("[{message}\n").replace("[33363.", "[Tue Dec  1 05:16:07 2026] x").replace("] x541448] ", "] ")
        })
        .collect();
    let dated: String = nameless
        .lines()
        .map(|line| match line.split_once("2026] x") {
            Some((stamp, message)) => {
                format!("{stamp}2026] {}\n", message.split_once("] ").map_or(message, |(_, rest)| rest))
            }
            None => format!("{line}\n"),
        })
        .collect();
    let review = read(&[("dmesg", &dated), ("sar", &sar)]);
    assert_eq!(history(&review).shape, HistoryShape::Leak);
    assert!(insight(&review).arithmetic.ends_with("The log names no node; the series' is taken for it"));
    let two = read(&[("dmesg", &dated), ("a", &sar), ("b", &sar.replace("(node-leak)", "(node-other)"))]);
    assert_eq!(history(&two).shape, HistoryShape::NotCovered, "of two nodes either may be meant");
}

#[test]
fn times_with_a_zone_and_a_zone_that_is_said_compare_with_sars_own() {
    let (log, sar) = (text(&sample("leak/messages")), text(&sample("leak/sar30")));
    let zoned: String = log
        .lines()
        .map(|line| {
            line.replace("Dec  1 05:16:", "2026-12-01T05:16:").replace("Nov 30 20:00:57", "2026-11-30T20:00:57")
        })
        .map(|line| line.split_once(' ').map(|(stamp, rest)| format!("{stamp}+09:00 {rest}\n")).expect("a stamp"))
        .map(|line| {
            line.replace("kern.err kernel", "kernel")
                .replace("kern.warn kernel", "kernel")
                .replace("kern.info kernel", "kernel")
        })
        .collect();
    let review = read(&[("kern.log", &zoned), ("sar", &sar)]);
    assert_eq!(review.cases[0].incident.moment.wall.and_then(|wall| wall.offset_seconds), Some(32_400));
    assert_eq!(history(&review).shape, HistoryShape::Leak);
    let said = Options { log_zone: Some(TimeZone::East(-18_000)), ..options() };
    let mut review = open(&[Input::Path(sample("leak"))], said);
    let before = history(&review).clone();
    assert_eq!(before.shape, HistoryShape::Leak);
    // Shown in another zone and told in another language it is the same.
    oomscope::analysis::in_zone(&mut review, TimeZone::UTC);
    oomscope::analysis::respeak(&mut review, Language::Japanese);
    assert_eq!(*history(&review), before);
    assert!(insight(&review).text.contains("41 MiB") && insight(&review).text.contains("R² 0.99"));
}

#[test]
fn a_gap_a_restart_and_missing_columns_are_no_run() {
    let (log, sar) = (text(&sample("leak/messages")), text(&sample("leak/sar30")));
    let without = |range: std::ops::RangeInclusive<u32>| -> String {
        let is_left_out = |line: &&str| {
            let hour = line.get(..2).and_then(|hour| hour.parse().ok());
            hour.is_some_and(|hour| range.contains(&hour))
        };
        sar.lines().filter(|line| !is_left_out(line)).map(|line| format!("{line}\n")).collect()
    };
    let review = read(&[("kern.log", &log), ("sar", &without(1..=2))]);
    let found = history(&review);
    assert_eq!((found.shape, found.samples), (HistoryShape::Leak, 14), "from 03:00:58 to 05:10:58");
    assert!(insight(&review).text.contains("for 2 h 10 min"), "{}", insight(&review).text);
    let review = read(&[("kern.log", &log), ("sar", &without(4..=5))]);
    assert_eq!(history(&review).shape, HistoryShape::NotCovered, "the last sample is of 03:50");
    let restarted = sar.replacen("04:50:58        22", "04:45:00     LINUX RESTART\t(1 CPU)\n\n04:45:00    kbmemfree   kbavail kbmemused  %memused kbbuffers  kbcached  kbcommit   %commit  kbactive   kbinact   kbdirty\n04:50:58        22", 1);
    assert_ne!(restarted, sar);
    let review = read(&[("kern.log", &log), ("sar", &restarted)]);
    assert_eq!((history(&review).shape, history(&review).samples), (HistoryShape::TooFew, 3));
    let empty = "Linux 6.1.0 (node-leak) \t11/30/26 \t_x86_64_\t(1 CPU)\n\n20:10:58        CPU     %user\n20:20:58        all      5.00\n";
    let review = read(&[("kern.log", &log), ("sar", empty)]);
    assert!(review.cases[0].conclusions.history.is_none());
    assert!(review.sources[1].notes.len() == 1 && !review.sources[1].failed);
}

#[test]
fn vmstat_that_repeats_its_first_row_tells_nothing_and_one_that_measures_does() {
    let log = text(&sample("leak/messages"));
    let stuck = text(&root().join("tests/inputs/history/procps-4.0.2.vmstat"));
    let review = read(&[("kern.log", &log), ("vmstat", &stuck)]);
    assert!(review.tracks.is_empty() && review.cases[0].conclusions.history.is_none());
    assert_eq!(review.sources[1].notes.len(), 1, "{:?}", review.sources[1].notes);
    // What it should have printed: sar's own figures in its columns.
    let rows = available(&text(&sample("leak/sar30")), 86_400 + 5 * 3600 + 16 * 60 + 7);
    let start = NaiveDate::from_ymd_opt(2026, 11, 30).and_then(|day| day.and_hms_opt(20, 10, 58)).expect("a time");
    let mut moved: String = stuck.lines().take(2).map(|line| format!("{}\n", line.replace(" UTC", " CET"))).collect();
    for (at, left) in &rows {
        let time = start + chrono::TimeDelta::seconds(*at as i64);
        moved.push_str(&format!(
            " 1  0      0 {}      0  0    0     0     0     0    9    9  0  1 99  0  0 {time}\n",
            left / 1024.0
        ));
    }
    let review = read(&[("kern.log", &log), ("vmstat", &moved)]);
    let found = history(&review);
    assert_eq!((found.shape, &*found.columns, found.samples), (HistoryShape::Leak, "free + buff + cache", 55));
    // The whole is the report's: 130942 pages RAM less 10618 reserved are 481296 kB, as /proc/meminfo has it.
    assert_eq!(found.total, Some(Bytes(481_296 * 1024)));
    let utc = moved.replace(" CET", " UTC");
    let review = read(&[("kern.log", &log), ("vmstat", &utc)]);
    assert_eq!(history(&review).shape, HistoryShape::NoZone, "the log has no zone");
}

#[test]
fn prometheus_tells_of_a_container_by_its_id() {
    let log = text(&root().join("sample-logs/seed-aks-pod-limit.log")).replace(
        "oom_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice,",
        "oom_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice/\
         cri-containerd-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope,",
    );
    // 13 Dec 2026 07:23:21 UTC; 20 MiB more each minute, 500 MiB are the limit.
    let kill = 1_797_146_601_i64;
    let value = |at: i64| format!("[{},\"{}\"]", kill - 30 - (40 - at) * 60, (100 + at * 10) << 20);
    let values: Vec<String> = (0..=40).map(value).collect();
    let answer = format!(
        "{{\"status\":\"success\",\"data\":{{\"resultType\":\"matrix\",\"result\":[{{\"metric\":{{\"__name__\":\
         \"container_memory_working_set_bytes\",\"namespace\":\"shop\",\"pod\":\"cart-0\",\"container\":\"api\",\"id\":\
         \"/kubepods.slice/x/cri-containerd-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope\"}},\
         \"values\":[{}]}},{{\"metric\":{{\"__name__\":\"up\"}},\"values\":[[1,\"1\"]]}}]}}}}\n",
        values.join(",")
    );
    let input = |name: &str, text: &str| Input::Text { name: name.to_owned(), text: text.to_owned() };
    let inputs = [input("syslog", &log), input("answer.json", &answer)];
    let review = open(&inputs, Options { log_zone: Some(TimeZone::UTC), ..options() });
    let found = history(&review);
    assert_eq!((found.shape, found.is_zone_told), (HistoryShape::Leak, true));
    assert_eq!(
        insight(&review).text,
        "The container's working set grew by 600 MiB an hour for 40 min (R² 1.00), from 100 MiB to 500 MiB of 500 MiB: a leak of \
         that size. The series covers less than a day, so a rise that every day has would look the same"
    );
    assert_eq!(review.sources[1].notes.len(), 1, "another series is left out: {:?}", review.sources[1].notes);
    assert_eq!(history(&open(&inputs, options())).shape, HistoryShape::NoZone);
}

#[test]
fn masked_reports_say_the_same_without_the_nodes_name() {
    let review = folder("leak");
    let masked = Mask::of(&review).review(&review);
    assert_eq!(history(&masked), history(&review));
    assert_eq!(insight(&masked).text, insight(&review).text);
    let page = report::markdown(&report::page(&masked));
    assert!(!page.contains("node-leak") && page.contains("grew by 41 MiB an hour"), "{page}");
}
