//! Reports of ours are an input like any other: read back, they say what they said.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test whose set-up fails has failed")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::report::{Format, Mask, json, render};
use oomscope::source::{Input, Store};
use serde_json::Value;

fn read(inputs: &[Input]) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    pipeline::run(inputs, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn pasted(name: &str, bytes: &[u8]) -> Input {
    Input::Text { name: name.to_owned(), text: String::from_utf8(bytes.to_vec()).expect("UTF-8") }
}

fn written(review: &Review, write: fn(&Review, &mut dyn Write) -> std::io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    write(review, &mut out).expect("memory");
    out
}

fn object(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

/// Every log among the samples, in the order of their paths.
fn samples() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs"), &mut found);
    found.sort();
    found
}

/// What differs between two values, by its place.
fn differences(one: &Value, other: &Value, at: &str, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let (a, b) = (a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null));
                differences(a, b, &format!("{at}/{key}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (place, (a, b)) in a.iter().zip(b).enumerate() {
                differences(a, b, &format!("{at}/{place}"), found);
            }
        }
        _ if one == other => {}
        _ => found.push(format!("{at}: {one} | {other}")),
    }
}

#[test]
fn a_report_of_a_report_tells_the_same_incidents_to_the_field() {
    let (mut incidents, mut wrong) = (0, Vec::new());
    for path in samples() {
        let review = read(&[Input::Path(path.clone())]);
        if review.cases.is_empty() {
            continue;
        }
        let report = written(&review, json::write);
        let again = read(&[pasted("report.json", &report)]);
        let (first, second) = (object(&report), object(&written(&again, json::write)));
        for key in ["incidents", "companions", "witnesses", "series", "skipped", "affected"] {
            let mut found = Vec::new();
            differences(&first[key], &second[key], key, &mut found);
            wrong.extend(found.into_iter().take(3).map(|what| format!("{}: {what}", path.display())));
        }
        incidents += review.cases.len();
    }
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
    assert!(incidents > 500, "only {incidents} incidents");
}

/// Formats that say all of a review, each with what stays out of the comparison: what only the log's own account holds.
#[test]
fn other_formats_say_the_same_of_a_report_as_of_its_log() {
    let logs = [
        "seed-aks-pod-limit.log",
        "debian-6.1-kern.log",
        "why/6.1-why.dmesg.gz",
        "lab/6.1-panic2/serial-console.txt.gz",
    ];
    for log in logs {
        let review = read(&[Input::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(log))]);
        let again = read(&[pasted("report.json", &written(&review, json::write))]);
        for format in [Format::Csv, Format::Tsv, Format::Markdown, Format::Html, Format::Jira] {
            let said = |review: &Review| {
                let mut out = Vec::new();
                render(review, format, &mut out).expect("memory");
                String::from_utf8(out).expect("UTF-8")
            };
            // The account of the inputs comes last, and has the report in it.
            let kills = |review: &Review| {
                let text = said(review);
                text.rsplit_once("What was read").map_or_else(|| text.clone(), |(kills, _)| kills.to_owned())
            };
            let (first, second) = (kills(&review), kills(&again));
            let wrong: Vec<_> = first.lines().zip(second.lines()).filter(|(one, other)| one != other).take(4).collect();
            assert!(wrong.is_empty(), "{log} as {format:?}: {wrong:#?}");
            assert_eq!(first.lines().count(), second.lines().count(), "{log} as {format:?}");
        }
    }
}

fn sample(name: &str) -> Input {
    Input::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs").join(name))
}

/// The notes on the first source.
fn noted(review: &Review) -> Vec<String> {
    review.sources[0].notes.iter().map(|note| note.text.said(review.language)).collect()
}

fn pids(review: &Review) -> Vec<u32> {
    review.cases.iter().flat_map(|case| &case.incident.victims).map(|victim| victim.pid).collect()
}

#[test]
fn a_report_is_read_whatever_it_is_packed_in() {
    let review = read(&[sample("debian-6.1-kern.log")]);
    let (report, rows) = (written(&review, json::write), written(&review, json::write_lines));
    let sorted = serde_json::to_vec(&object(&report)).expect("JSON");
    let pretty: Vec<u8> = rows
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .flat_map(|line| serde_json::to_vec_pretty(&object(line)).expect("JSON"))
        .collect();
    let listed = [b"[", rows.trim_ascii_end().to_vec().as_slice(), b"]"].concat();
    let listed = String::from_utf8(listed).expect("UTF-8").replace("}\n{", "},\n{").into_bytes();
    let wide: Vec<u8> = String::from_utf8_lossy(&rows).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [
        ("report.json", report.clone()),
        ("rows.jsonl", rows),
        ("sorted.json", sorted),
        ("pretty.jsonl", pretty),
        ("list.json", listed),
        ("utf-16.json", [b"\xff\xfe".to_vec(), wide].concat()),
        ("report.json.gz", gzip(&report)),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let again = read(&[Input::Path(path)]);
        assert_eq!(pids(&again), pids(&review), "{name}");
        let (first, second) = (object(&written(&review, json::write)), object(&written(&again, json::write)));
        let mut found = Vec::new();
        differences(&first["incidents"], &second["incidents"], "", &mut found);
        assert_eq!(found, Vec::<String>::new(), "{name}");
        assert!(!again.sources[0].failed && again.skipped.is_empty(), "{name}: {:?}", again.sources[0].notes);
    }
    // All of them are of the same kills.
    let all = read(&[Input::Path(folder.path().to_owned())]);
    assert_eq!(pids(&all), pids(&review));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory")
}

#[test]
fn beside_its_log_a_report_adds_nothing() {
    let log = sample("debian-6.1-kern.log");
    let review = read(std::slice::from_ref(&log));
    let report = pasted("report.json", &written(&review, json::write));
    for inputs in [[log.clone(), report.clone()], [report, log]] {
        let both = read(&inputs);
        assert_eq!(pids(&both), pids(&review));
        assert!(both.cases.iter().all(|case| !case.is_carried()));
        assert!(both.cases.iter().all(|case| case.incident.seen_in.len() == 1));
    }
}

#[test]
fn what_a_later_version_adds_is_kept_told_and_written_again() {
    let mut report = object(&written(&read(&[sample("seed-aks-pod-limit.log")]), json::write));
    report["incidents"][0]["later"] = serde_json::json!({ "key": [1, null] });
    report["incidents"][0]["victims"][0]["numa_node"] = 3.into();
    report["incidents"][0]["verdict"]["rule"] = "a-later-rule".into();
    let again = read(&[pasted("report.json", report.to_string().as_bytes())]);
    let told = noted(&again).join("\n");
    assert!(told.contains("later") && told.contains("victims.numa_node"), "{told}");
    let second = object(&written(&again, json::write));
    let mut found = Vec::new();
    differences(&report["incidents"], &second["incidents"], "", &mut found);
    assert_eq!(found, Vec::<String>::new());
    assert!(!again.sources[0].failed);
}

#[test]
fn what_an_older_version_did_not_write_is_not_known() {
    let mut report = object(&written(&read(&[sample("seed-aks-pod-limit.log")]), json::write));
    let incident = report["incidents"][0].as_object_mut().expect("an incident");
    for key in ["boot_id", "kernel_taint", "hardware", "cpuset", "workload", "outcome_text", "killed_uptime_seconds"] {
        incident.remove(key);
    }
    let again = read(&[pasted("report.json", report.to_string().as_bytes())]);
    let case = &again.cases[0];
    assert_eq!(case.incident.kernel.as_ref().and_then(|kernel| kernel.hardware.as_deref()), None);
    assert_eq!(case.words().headline, report["incidents"][0]["verdict"]["headline"].as_str().expect("words"));
    assert!(!again.sources[0].failed);
}

#[test]
fn another_schema_is_refused_wherever_it_is_named() {
    let mut report = object(&written(&read(&[sample("seed-aks-pod-limit.log")]), json::write));
    report["schema"] = "oomscope.report/2".into();
    // serde_json sorts the keys: the schema comes behind the incidents.
    let sorted = report.to_string();
    report.as_object_mut().expect("a report").remove("schema");
    let first = report.to_string().replacen('{', "{\"schema\":\"oomscope.report/2\",", 1);
    for text in [sorted, first] {
        let again = read(&[pasted("report.json", text.as_bytes())]);
        assert_eq!((again.cases.len(), again.sources[0].failed), (0, true));
        assert_eq!(
            noted(&again),
            [
                "The report is in the form oomscope.report/2, and this version reads oomscope.report/1. Nothing of it is shown"
            ]
        );
    }
}

#[test]
fn a_report_that_breaks_off_gives_what_is_whole_and_says_so() {
    let review = read(&[sample("debian-6.1-kern.log")]);
    let report = written(&review, json::write);
    let ids: Vec<usize> =
        String::from_utf8_lossy(&report).match_indices("\n      \"seen_in\"").map(|(at, _)| at).collect();
    assert_eq!(ids.len(), review.cases.len());
    for (cut, whole) in [(ids[5], 5), (report.len() / 2, usize::MAX), (report.len() - 3, review.cases.len())] {
        let again = read(&[pasted("report.json", &report[..cut])]);
        assert!(again.cases.len() == whole || whole == usize::MAX, "{} of {whole}", again.cases.len());
        assert_eq!(pids(&again), pids(&review)[..pids(&again).len()]);
        let told = noted(&again).join("\n");
        assert!(again.sources[0].failed && told.contains("breaks off or is damaged behind"), "{told}");
    }
}

#[test]
fn an_incident_that_is_not_understood_is_counted_and_the_rest_is_read() {
    let review = read(&[sample("debian-6.1-kern.log")]);
    let mut report = object(&written(&review, json::write));
    report["incidents"][3]["victims"] = "none".into();
    report["incidents"][4].as_object_mut().expect("an incident").remove("verdict");
    let again = read(&[pasted("report.json", report.to_string().as_bytes())]);
    assert_eq!(again.cases.len(), review.cases.len() - 2);
    let told = noted(&again).join("\n");
    assert!(again.sources[0].failed && told.contains("2 parts of the report weren't understood"), "{told}");
}

#[test]
fn sentences_stay_in_the_reports_language() {
    let review = read(&[sample("seed-aks-pod-limit.log")]);
    let mut again = read(&[pasted("report.json", &written(&review, json::write))]);
    let headline = again.cases[0].words().headline.clone();
    oomscope::analysis::respeak(&mut again, oomscope::lang::Language::Japanese);
    assert_eq!(again.cases[0].words().headline, headline);
    assert_eq!(headline, review.cases[0].words().headline);
}

#[test]
fn a_mask_leaves_no_name_of_a_report() {
    let review = read(&[sample("seed-aks-pod-limit.log")]);
    let mut report = object(&written(&review, json::write));
    let incident = &mut report["incidents"][0];
    incident["pod"]["name"] = "needle-cart-7".into();
    incident["pod"]["namespace"] = "needlespace".into();
    incident["container"] = serde_json::json!({"id": null, "runtime": null, "name": "needlebox"});
    incident["workload"] = serde_json::json!({"kind": "Deployment", "name": "needle-cart", "namespace": "needlespace",
        "basis": "read", "told_by": "owner"});
    incident["host"] = "needlehost".into();
    incident["victims"][0]["name"] = "needled".into();
    incident["verdict"]["headline"] = "Pod needlespace/needle-cart-7 on needlehost was killed by needled".into();
    incident["verdict"]["why"] = serde_json::json!(["needlewhy is why"]);
    incident["insights"] = serde_json::json!([{"name": "x", "text": "needletext", "arithmetic": "needle + 1"}]);
    incident["later"] = "needlekey".into();
    report["witnesses"] = serde_json::json!([{"kind": "unit-oom", "count": 1, "unit": "needle.service",
        "host": "needlehost", "lines": [{"source": "needle.log", "line": 1, "text": "needle.service: killed"}]}]);
    let again = read(&[pasted("needle.json", report.to_string().as_bytes())]);
    assert_eq!((again.cases.len(), again.witnesses.len()), (1, 1));
    let masked = Mask::of(&again).review(&again);
    for format in [Format::Json, Format::Jsonl, Format::Csv, Format::Markdown, Format::Html, Format::Ticket] {
        let mut out = Vec::new();
        render(&masked, format, &mut out).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(!text.to_lowercase().contains("needle"), "{format:?}: {text}");
    }
}

#[test]
fn a_masked_report_stays_one() {
    let review = read(&[sample("seed-aks-pod-limit.log")]);
    let masked = Mask::of(&review).review(&review);
    let again = read(&[pasted("report.json", &written(&masked, json::write))]);
    assert!(again.masked && noted(&again).contains(&"The names in this report are made up".to_owned()));
    assert!(object(&written(&again, json::write))["masked"].is_string());
    let beside = read(&[pasted("report.json", &written(&masked, json::write)), sample("debian-6.1-kern.log")]);
    assert!(!beside.masked);
}

#[test]
fn a_piped_report_is_read() {
    let rows = written(&read(&[sample("debian-6.1-kern.log")]), json::write_lines);
    let mut input = tempfile::NamedTempFile::new().expect("a file");
    input.write_all(&rows).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_oomscope"));
    let piped = std::fs::File::open(input.path()).expect("the file");
    let output = command.args(["report", "--format", "jsonl", "-"]).stdin(piped).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = |bytes: &[u8]| {
        bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(object).collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    differences(&Value::Array(lines(&rows)), &Value::Array(lines(&output.stdout)), "", &mut found);
    assert_eq!(found, Vec::<String>::new());
}
