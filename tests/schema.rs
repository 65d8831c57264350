//! `docs/report.schema.json` against what is written: the promise and the code must not part. And what is written is no log.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test whose set-up fails has failed")]

use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::report::{Mask, json};
use oomscope::source::{Input, Store};
use serde_json::{Map, Value, json};

/// Logs that together show every object of a report, each with what else tells of its kills.
const LOGS: [&[&str]; 9] = [
    &["sample-logs/seed-aks-pod-limit.log"],
    &["sample-logs/debian-5.10-cgroup-v1-kern.log"],
    &["sample-logs/debian-6.1-kern.log"],
    &["sample-logs/lab/6.1-global-numa/dmesg.plain.gz"],
    &["sample-logs/lab/6.1-panic2/serial-console.txt.gz"],
    &["sample-logs/why/6.1-why.dmesg.gz"],
    &["sample-logs/node/k136-ctrd2.1-6.12-static-single"],
    &["sample-logs/history/leak"],
    &["sample-logs/history/spike"],
];

/// A kill behind which the kernel says what it took back.
const REAPED: &str = "\
Nov 24 07:23:21 node-1 kernel: [100.000001] Out of memory: Killed process 4242 (java) total-vm:8388608kB, \
anon-rss:4194304kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:9000kB oom_score_adj:0
Nov 24 07:23:21 node-1 kernel: [100.100001] oom_reaper: reaped process 4242 (java), now anon-rss:0kB, file-rss:0kB, \
shmem-rss:0kB
";

/// Whose the pod of the first log is.
const OWNER: &str = r#"{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {
    "namespace": "shop", "name": "cart-0", "uid": "479f327f-a27b-4eda-8523-90bdabcf0a27",
    "ownerReferences": [{"kind": "StatefulSet", "name": "cart", "controller": true}]}, "spec": {"containers": []}}]}"#;

/// A sign of a kill without the kernel's report, and a file that is no log.
const SIGN: &str = "2026-11-24T07:23:21.000000+00:00 node-1 systemd[1]: shop.service: A process of this unit has been killed \
                    by the OOM killer.\n";

#[test]
fn every_report_fits_the_schema_and_no_key_is_missing_there() {
    let (strict, line) = (closed(schema()), incident_of(&closed(schema())));
    let mut incidents = 0;
    for review in reviews() {
        for review in [Mask::of(&review).review(&review), review] {
            let report = object(&review);
            fits(&strict, &report);
            for incident in lines(&review) {
                fits(&line, &incident);
                incidents += 1;
            }
        }
    }
    assert!(incidents > 60, "{incidents} incidents");
}

#[test]
fn what_a_later_version_adds_still_fits() {
    let mut report = object(&reviews()[0]);
    report["later"] = json!({ "key": 1 });
    report["incidents"][0]["later"] = json!(["word"]);
    fits(&schema(), &report);
    let told = faults(&closed(schema()), &report);
    assert_eq!(told, ["/incidents/0/later: not in the schema", "/later: not in the schema"]);
}

#[test]
fn every_object_of_the_schema_is_seen_in_a_report() {
    let reports: Vec<_> = reviews().iter().map(object).collect();
    let names: Vec<String> = schema()["$defs"].as_object().expect("definitions").keys().cloned().collect();
    for name in names {
        let mut without = schema();
        without["$defs"][&name] = json!(false);
        assert!(reports.iter().any(|report| !faults(&without, report).is_empty()), "no report has a {name}");
    }
}

#[test]
fn a_report_of_another_schema_or_with_a_wrong_type_does_not_fit() {
    let (schema, report) = (schema(), object(&reviews()[0]));
    let wrong = [
        ("/schema", json!("oomscope.report/2")),
        ("/incidents", json!(null)),
        ("/incidents/0/id", json!("1")),
        ("/incidents/0/page_size", json!(null)),
        ("/incidents/0/victims/0/pid", json!(-1)),
        ("/incidents/0/victims/0/pid", json!(4_294_967_296_u64)),
        ("/incidents/0/memory/usage_bytes", json!(1.5)),
    ];
    for (at, value) in wrong {
        let mut report = report.clone();
        *report.pointer_mut(at).expect("a value that is there") = value;
        assert!(!faults(&schema, &report).is_empty(), "{at}");
    }
}

#[test]
fn the_schema_bears_the_name_that_reports_give() {
    assert_eq!(schema()["properties"]["schema"]["const"], json::SCHEMA);
}

#[test]
fn the_command_prints_the_schema() {
    let output = Command::new(env!("CARGO_BIN_EXE_oomscope")).arg("schema").output().expect("the program runs");
    assert!(output.status.success(), "{:?}", output.status);
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).expect("JSON"), schema());
}

fn reviews() -> Vec<Review> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |logs: &[&str]| logs.iter().map(|log| Input::Path(root.join(log))).collect::<Vec<_>>();
    let mut inputs: Vec<Vec<Input>> = LOGS.into_iter().map(of).collect();
    let text = |name: &str, text: &str| Input::Text { name: name.to_owned(), text: text.to_owned() };
    inputs.push(vec![Input::Path(root.join(LOGS[0][0])), text("pods.json", OWNER)]);
    inputs.push(vec![text("reaped.log", REAPED), text("sign.log", SIGN), Input::Path(root.join("no such file.log"))]);
    inputs.iter().map(|inputs| read(inputs)).collect()
}

fn read(inputs: &[Input]) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    pipeline::run(inputs, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn object(review: &Review) -> Value {
    let mut out = Vec::new();
    json::write(review, &mut out).expect("memory");
    serde_json::from_slice(&out).expect("JSON")
}

fn lines(review: &Review) -> Vec<Value> {
    let mut out = Vec::new();
    json::write_lines(review, &mut out).expect("memory");
    let lines = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).expect("a line of JSON")).collect()
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../docs/report.schema.json")).expect("the schema is JSON")
}

/// The schema without leave for keys that it does not name.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(object) => {
            for value in object.values_mut() {
                *value = closed(value.take());
            }
            if object.contains_key("properties") && object.contains_key("required") {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| *value = closed(value.take())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    schema
}

/// What one line of JSONL is.
fn incident_of(schema: &Value) -> Value {
    json!({ "$schema": schema["$schema"], "$ref": "#/$defs/Incident", "$defs": schema["$defs"] })
}

fn fits(schema: &Value, report: &Value) {
    let faults = faults(schema, report);
    assert!(faults.is_empty(), "{:?}", faults.iter().take(5).collect::<Vec<_>>());
}

/// What does not fit, each with its place. The schema keeps to the few words of JSON Schema that are read here: a crate
/// for all of them would make the tests read numbers with another feature of `serde_json` than what is shipped.
fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, "", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let Value::Object(words) = schema else {
        if schema != &json!(true) {
            faults.push(format!("{at}: may not be"));
        }
        return;
    };
    for (word, asked) in words {
        match word.as_str() {
            // The last two are read below, by the key.
            "$schema" | "$defs" | "title" | "description" | "properties" | "additionalProperties" => {}
            "$ref" => {
                let target = asked.as_str().and_then(|name| root.pointer(name.strip_prefix('#')?));
                check(root, target.expect("a definition"), value, at, faults);
            }
            "anyOf" => {
                let tried: Vec<_> =
                    asked.as_array().expect("a list").iter().map(|one| tried(root, one, value, at)).collect();
                if tried.iter().all(|faults| !faults.is_empty()) {
                    faults.extend(tried.into_iter().flatten());
                }
            }
            "const" => told(asked == value, at, "another value", faults),
            "type" => told(is_of(asked, value), at, "another type", faults),
            "minimum" => told(value.is_null() || value.as_f64() >= asked.as_f64(), at, "too small", faults),
            "maximum" => told(value.is_null() || value.as_f64() <= asked.as_f64(), at, "too large", faults),
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, asked, item, &format!("{at}/{place}"), faults);
                }
            }
            "required" => {
                let named = asked.as_array().expect("a list").iter().filter_map(Value::as_str);
                let missing = named.filter(|key| value.is_object() && value.get(key).is_none());
                faults.extend(missing.map(|key| format!("{at}/{key}: missing")));
            }
            other => faults.push(format!("{at}: {other} is not read by this test")),
        }
    }
    if let Value::Object(object) = value {
        keys(root, words, object, at, faults);
    }
}

fn keys(root: &Value, words: &Map<String, Value>, object: &Map<String, Value>, at: &str, faults: &mut Vec<String>) {
    for (key, value) in object {
        let at = format!("{at}/{key}");
        match (words.get("properties").and_then(|known| known.get(key)), words.get("additionalProperties")) {
            (None, Some(Value::Bool(false))) => faults.push(format!("{at}: not in the schema")),
            (Some(schema), _) | (None, Some(schema)) => check(root, schema, value, &at, faults),
            (None, None) => {}
        }
    }
}

fn tried(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut faults = Vec::new();
    check(root, schema, value, at, &mut faults);
    faults
}

fn told(fits: bool, at: &str, what: &str, faults: &mut Vec<String>) {
    if !fits {
        faults.push(format!("{at}: {what}"));
    }
}

fn is_of(asked: &Value, value: &Value) -> bool {
    match asked {
        Value::Array(types) => types.iter().any(|one| is_of(one, value)),
        Value::String(name) => match name.as_str() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => false,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}
