//! The real binary: exit codes, formats, and what it says when it cannot.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SEED: &str = "sample-logs/seed-aks-pod-limit.log";

fn oomscope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_oomscope"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::null())
        .output()
        .expect("the binary starts")
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_log_with_a_kill_is_reported_with_code_0() {
    let output = oomscope(&["report", SEED]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report = json(&output);
    assert_eq!(report["schema"], "oomscope.report/1");
    assert_eq!(report["incidents"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["sources"][0]["lines"], 71);
    assert_eq!(report["sources"][0]["bytes"], 8264);
}

#[test]
fn a_log_without_a_kill_is_read_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let quiet = folder.path().join("quiet.log");
    std::fs::write(&quiet, "Dec 13 07:23:21 node kernel: [1.0] eth0: link up\n").expect("written");
    let output = oomscope(&["report", path(&quiet)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(json(&output)["incidents"].as_array().map(Vec::len), Some(0));
    assert!(said(&output).contains("No OOM kill was found"), "{}", said(&output));
    let page = oomscope(&["report", path(&quiet), "--format", "markdown"]);
    let text = String::from_utf8_lossy(&page.stdout);
    assert!(text.starts_with("# No OOM kill found") && text.contains("/var/log/kern.log"), "{text}");
}

#[test]
fn one_missing_input_leaves_the_rest_and_gives_code_1() {
    let output = oomscope(&["report", SEED, "/no/such/file.log"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let report = json(&output);
    assert_eq!(report["incidents"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["skipped"][0]["name"], "/no/such/file.log");
}

#[test]
fn a_list_of_kubectls_that_breaks_off_gives_code_1_and_a_sentence_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("pods.json");
    let pod = r#"{"metadata":{"name":"cart-1","namespace":"shop"},"spec":{"containers":[]}}"#;
    for text in [
        format!(r#"{{"apiVersion":"v1","kind":"List","items":[{pod},{pod},{{"#),
        format!("apiVersion: v1\nkind: List\nitems:\n- {pod}\n- {{"),
        r#"[{"Id":"4f5e","State":{"OOMKilled":true}},{"Id":"#.to_owned(),
    ] {
        std::fs::write(&list, &text).expect("written");
        for format in ["json", "csv", "markdown", "html"] {
            let output = oomscope(&["report", SEED, path(&list), "--format", format]);
            assert_eq!(output.status.code(), Some(1), "{format}: {text}");
            assert!(said(&output).contains("pods.json: This is output of kubectl, but"), "{}", said(&output));
        }
    }
    std::fs::write(&list, format!(r#"{{"apiVersion":"v1","kind":"List","items":[{pod}]}}"#)).expect("written");
    assert_eq!(oomscope(&["report", SEED, path(&list)]).status.code(), Some(0));
}

#[test]
fn nothing_readable_gives_code_2_and_a_sentence() {
    let output = oomscope(&["report", "/no/such/file.log"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(said(&output).contains("Nothing could be read: /no/such/file.log"), "{}", said(&output));
}

#[test]
fn what_holds_no_log_is_called_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("a path").to_owned()
    };
    let empty = folder.path().join("nothing");
    std::fs::create_dir(&empty).expect("made");
    let quiet = "Dec 13 07:23:21 n1 sshd[1]: hello\n".repeat(5);
    let another = "another kind of file";
    for (path, words, is_log) in [
        (empty.to_str().expect("a path").to_owned(), "nothing is a folder without files", true),
        (file("empty.log", ""), "empty.log is empty", true),
        (file("prose.txt", "hello there\nthis is prose\n"), another, false),
        (file("quiet.log", &quiet), "no line of the kernel is in it", true),
    ] {
        let output = oomscope(&["report", &path]);
        let said = said(&output);
        assert!(said.contains(words) && said.contains(another) != is_log, "{path}: {said}");
    }
}

#[test]
fn wrong_usage_gives_code_2() {
    assert_eq!(oomscope(&["report"]).status.code(), Some(2));
    assert_eq!(oomscope(&["report", SEED, "--format", "xyz"]).status.code(), Some(2));
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_display_the_window_says_so_and_names_the_report() {
    let output = oomscope(&[SEED]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(said.contains("display") && said.contains("oomscope report"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn times_are_shown_in_the_zone_asked_for_and_never_guessed() {
    let offset = "sample-logs/lab/6.1-k8s/rsyslog.kern-rfc3339.log.gz";
    let first = |arguments: &[&str]| {
        let output = oomscope(&[&["report"], arguments].concat());
        let incident = json(&output)["incidents"][0].clone();
        let told = |key: &str| incident[key].as_str().unwrap_or("null").to_owned();
        [told("time"), told("time_printed"), told("zone_basis")]
    };
    let [time, printed, basis] = first(&[offset]);
    assert!(time.starts_with("2026-12-13T07:20:12.") && time.ends_with('Z') && basis == "printed", "{time}");
    let [shown, same, basis] = first(&[offset, "--zone", "+09:00"]);
    assert_eq!(shown, time.replace("T07", "T16").replace('Z', "+09:00"));
    assert_eq!((same, &*basis), (printed, "printed"));
    // No offset in the log: nothing is shifted until its zone is said, and then that is marked.
    let seed = ["2023-12-13T07:23:21", "Dec 13 07:23:21", "null"];
    assert_eq!(first(&[SEED, "--year", "2023", "--zone", "utc"]), seed);
    let said = ["2023-12-13T06:23:21Z", "Dec 13 07:23:21", "assumed"];
    assert_eq!(first(&[SEED, "--year", "2023", "--zone", "utc", "--log-zone", "+01:00"]), said);
    let page = oomscope(&["report", SEED, "--year", "2023", "--log-zone", "+01:00", "--format", "markdown"]);
    let page = String::from_utf8_lossy(&page.stdout);
    assert!(page.contains("year and zone assumed"), "{page}");
}

#[test]
fn jsonl_is_one_incident_a_line() {
    let output = oomscope(&["report", SEED, "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text.lines().count(), 1);
    let line: serde_json::Value = serde_json::from_str(text.trim()).expect("a JSON line");
    assert_eq!(line["victims"][0]["pid"], 716580);
    assert_eq!(line["seen_in"][0]["source"], "seed-aks-pod-limit.log");
}

#[test]
fn standard_input_is_read() {
    let log = std::fs::File::open(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(SEED)).expect("the sample");
    let output = Command::new(env!("CARGO_BIN_EXE_oomscope"))
        .args(["report", "-"])
        .stdin(log)
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(json(&output)["incidents"][0]["victims"][0]["pid"], 716580);
}

#[test]
fn an_input_is_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("kern.log");
    std::fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(SEED), &log).expect("a copy");
    let before = std::fs::read(&log).expect("the log");
    let output = oomscope(&["report", path(&log), "-o", path(&log)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("not overwritten"), "{}", said(&output));
    assert_eq!(std::fs::read(&log).expect("the log"), before);
}

#[test]
fn the_outputs_name_tells_the_format() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, start) in [
        ("page.html", "<!DOCTYPE html>"),
        ("page.md", "# 1 kill on aks-ubuntu"),
        ("ticket.txt", "# 1 kill on aks-ubuntu"),
        ("ticket.jira", "h1. 1 kill on aks-ubuntu"),
        ("kills.csv", "incident,time,"),
        ("kills.tsv", "incident\ttime\t"),
        ("report.json", "{"),
        ("kills.jsonl", "{\"id\":1,"),
    ] {
        let target = folder.path().join(name);
        let output = oomscope(&["report", SEED, "-o", path(&target)]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", said(&output));
        let text = std::fs::read_to_string(&target).expect("the report");
        assert!(text.starts_with(start), "{name} starts with {}", text.get(..40).unwrap_or(&text));
    }
    let output = oomscope(&["report", SEED, "-o", path(&folder.path().join("report.docx"))]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("write .html"), "{}", said(&output));
}

#[test]
fn formats_are_known_by_the_names_that_people_type() {
    for (typed, start) in
        [("md", "# 1 kill on"), ("HTML", "<!DOCTYPE html>"), ("ndjson", "{\"id\":1,"), ("tab", "incident\t")]
    {
        let output = oomscope(&["report", SEED, "--format", typed]);
        assert_eq!(output.status.code(), Some(0), "{typed}: {}", said(&output));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.starts_with(start), "{typed} starts with {}", text.get(..40).unwrap_or(&text));
    }
}

#[test]
fn a_masked_report_names_no_node_and_no_pod() {
    for format in ["json", "jsonl", "markdown", "ticket", "jira", "html", "csv", "tsv"] {
        let output = oomscope(&["report", SEED, "--mask", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("node-1") && text.contains("process-1"), "{format}: {text}");
        for name in ["aks-ubuntu", "479f327f", "679f9845995b", "stress-ng", "seed-aks"] {
            assert!(!text.contains(name), "{format} holds {name}");
        }
    }
}

#[cfg(feature = "window")]
#[test]
fn a_picture_is_a_png_of_the_scale_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let card = folder.path().join("card.png");
    let width = |scale: &str| {
        let output = oomscope(&["report", SEED, "--format", "png", "-o", path(&card), "--scale", scale]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let bytes = std::fs::read(&card).expect("the picture");
        assert_eq!(bytes.get(..8), Some(&b"\x89PNG\r\n\x1a\n"[..]));
        u32::from_be_bytes(bytes.get(16..20).and_then(|width| width.try_into().ok()).expect("a width"))
    };
    let once = width("1");
    assert!(once >= 800, "{once} pixels wide");
    assert_eq!(width("2"), 2 * once);
}

#[cfg(feature = "window")]
#[test]
fn a_picture_is_a_pdf_where_the_file_is_to_be_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let card = folder.path().join("card.pdf");
    let output = oomscope(&["report", SEED, "-o", path(&card)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let bytes = std::fs::read(&card).expect("the picture");
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
}

/// A name of Chinese characters, which fonts write otherwise in each country, with kana and Hangul.
#[cfg(feature = "window")]
#[test]
fn the_same_command_gives_the_same_bytes_whatever_the_locale() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("kern.log");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SEED)).expect("the log");
    std::fs::write(&log, text.replace("stress-ng-vm", "骨直令かな한글")).expect("written");
    for format in ["png", "pdf", "html", "json", "markdown"] {
        let report = |locale: &str| {
            let command = Command::new(env!("CARGO_BIN_EXE_oomscope"))
                .args(["report", path(&log), "--format", format, "--scale", "1"])
                .envs(["LANG", "LC_ALL", "LC_CTYPE", "LANGUAGE"].map(|name| (name, locale)))
                .stdin(Stdio::null())
                .output();
            let output = command.expect("the binary starts");
            assert_eq!(output.status.code(), Some(0), "{}", said(&output));
            assert!(output.stdout.len() > 1000, "{format}");
            output.stdout
        };
        let japanese = report("ja_JP.UTF-8");
        for locale in ["zh_CN.UTF-8", "C", "de_DE.UTF-8"] {
            assert!(report(locale) == japanese, "{format} differs between ja_JP.UTF-8 and {locale}");
        }
    }
}

#[cfg(feature = "window")]
#[test]
fn a_picture_of_a_kill_that_is_not_there_is_refused_in_words() {
    let output = oomscope(&["report", SEED, "--format", "png", "--incident", "7"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("1 kill"), "{}", said(&output));
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

const MANY: &str = "sample-logs/node/k136-ctrd2.1-6.12-api/syslog-rfc3339.log.gz";

fn incidents(report: &serde_json::Value) -> Vec<u64> {
    let all = report["incidents"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(|incident| incident["id"].as_u64()).collect()
}

#[test]
fn a_workload_is_reported_by_every_name_that_people_type() {
    // Kills 1, 2, 3, 5, 12 and 24 of the log are of shop/checkout-api-rc9xfk22x-cxxqc.
    for name in ["checkout-api", "shop/checkout-api", "deployment/checkout-api", "Deployment/shop/checkout-api"] {
        let output = oomscope(&["report", MANY, "--workload", name]);
        let report = json(&output);
        assert_eq!(incidents(&report), [1, 2, 3, 5, 12, 24], "{name}");
        let owners = report["affected"]["owners"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(owners.len(), 1, "{name}");
        assert_eq!((&owners[0]["kills"], &owners[0]["workload"]["basis"]), (&6.into(), &"inferred".into()));
    }
    for name in
        ["checkout", "db/checkout-api", "statefulset/checkout-api", "checkout-api-rc9xfk22x-cxxqc", "", "/", "a/b/c/d"]
    {
        let output = oomscope(&["report", MANY, "--workload", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(output.stdout.is_empty());
        assert!(
            said(&output).contains(&format!(
                "There is no workload {name} to show: 45 kills found, of CronJob batch/report (inferred), "
            )),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn the_workload_that_is_asked_for_is_the_real_one_also_where_names_are_made_up() {
    let output = oomscope(&["report", MANY, "--workload", "checkout-api", "--mask"]);
    assert_eq!(incidents(&json(&output)), [1, 2, 3, 5, 12, 24]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("checkout"));
    let output = oomscope(&["report", MANY, "--workload", "nobody", "--mask"]);
    assert_eq!(output.status.code(), Some(2));
    let told = said(&output);
    assert!(told.trim_end().ends_with("45 kills found"), "no other name is told: {told}");
}

#[test]
fn what_is_asked_for_holds_for_every_format() {
    let rows = |choice: &[&str], format: &str| {
        let arguments = [&["report", MANY, "--format", format][..], choice].concat();
        let output = oomscope(&arguments);
        assert_eq!(output.status.code(), Some(0), "{choice:?} {format}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    // Kills 7, 10, 13, 19 and 32 are postgres's, the third series.
    for (choice, kills) in
        [(&["--workload", "db/postgres"][..], 5), (&["--series", "3"][..], 5), (&["--incident", "7"][..], 1)]
    {
        assert_eq!(rows(choice, "jsonl").lines().count(), kills, "{choice:?}");
        let csv = rows(choice, "csv");
        assert!(csv.lines().skip(1).all(|row| row.contains("postgres-0")), "{choice:?}: {csv}");
        let tabs = rows(choice, "tsv");
        assert!(tabs.lines().skip(1).all(|row| row.contains("postgres-0")), "{choice:?}: {tabs}");
        for page in ["md", "html"] {
            let page = rows(choice, page);
            assert!(page.contains("postgres-0") && !page.contains("checkout-api"), "{choice:?}");
        }
        #[cfg(feature = "window")]
        for subject in ["card", "timeline", "overview"] {
            let arguments = ["report", MANY, "--format", "pdf", "--picture", subject];
            let output = oomscope(&[&arguments[..], choice].concat());
            assert_eq!(output.status.code(), Some(0), "{choice:?} {subject}: {}", said(&output));
            assert!(output.stdout.starts_with(b"%PDF-"), "{choice:?} {subject}");
        }
    }
}
