//! One incident as customers send it: quoted, copied out of mails, pages, spreadsheets and terminals, exported by log
//! services and relayed by syslog. Whatever stands around the lines, the incident is the same.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

const SEED: &str = "sample-logs/seed-aks-pod-limit.log";

/// A line of the log: `2023-12-13T07:23:21.036951`, the host, the message with the kernel's stamp, the whole line.
#[derive(Clone, Debug)]
struct Row {
    iso: String,
    host: String,
    message: String,
    raw: String,
}

/// What a variant cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lacks {
    Nothing,
    Host,
    /// Host and calendar time.
    Wall,
}
use Lacks::{Host, Nothing, Wall};

/// A name, what it makes of the lines, and what it cannot tell.
type Variant = (&'static str, fn(&[Row]) -> String, Lacks);

const VARIANTS: &[Variant] = &[
    ("mail: quoted-printable with headers", |rows| quoted_printable(&raw(rows), true), Nothing),
    ("mail: quoted-printable without headers", |rows| quoted_printable(&raw(rows), false), Nothing),
    ("mail: base64 attachment", base64_mail, Nothing),
    ("mail: quoted and filled to 76 columns", |rows| each(rows, |row| filled(&row.raw, "> ")), Nothing),
    (
        "page: a paragraph a line",
        |rows| format!("<html><body>{}</body></html>", marked(rows, "<p>", "</p>\n")),
        Nothing,
    ),
    ("page: breaks, all on one line", |rows| format!("<html>{}</html>", marked(rows, "", "<br/>")), Nothing),
    ("page: divisions with attributes", |rows| marked(rows, "<div class=\"x\"><span>", "</span></div>"), Nothing),
    ("page: cells with line numbers", |rows| marked(rows, "<tr><td>7</td><td>", "</td></tr>\n"), Nothing),
    ("page: preformatted", |rows| format!("<pre>{}</pre>", escaped(&raw(rows))), Nothing),
    ("page: references by name and number", |rows| format!("<pre>{}</pre>", referred(&raw(rows))), Nothing),
    ("syslog: metalog behind a host", |rows| each(rows, |row| syslog(row, "[kernel]")), Nothing),
    ("syslog: FreeBSD's facility and level", |rows| each(rows, freebsd), Nothing),
    ("source code: literals that touch, C", |rows| halves(rows, "", ";"), Nothing),
    ("source code: literals added, Go", |rows| halves(rows, " +", ""), Nothing),
    ("document: Word", |rows| marked(rows, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"), Nothing),
    ("ticket: code block", |rows| format!("h2. Log\n{{code}}\n{}\n{{code}}\n", raw(rows)), Nothing),
    (
        "ticket: table",
        |rows| format!("||Time||Message||\n{}", each(rows, |r| format!("|{}|{}|", r.iso, r.message))),
        Host,
    ),
    (
        "Markdown: table",
        |rows| format!("| # | message |\n|---|---|\n{}", each(rows, |r| format!("| 7 | {} |", r.raw))),
        Nothing,
    ),
    ("bullets", |rows| each(rows, |row| format!("\u{2022} {}", row.raw)), Nothing),
    ("quotes of a word processor", |rows| each(rows, |row| format!("\u{201c}{}\u{201d}", row.raw)), Nothing),
    ("marks without a width", |rows| each(rows, |row| format!("\u{200b}{}", row.raw)), Nothing),
    ("line numbers of cat -n", |rows| each(rows, |row| format!("    12\t{}", row.raw)), Nothing),
    ("line numbers with a bar", |rows| each(rows, |row| format!("  12 | {}", row.raw)), Nothing),
    ("line numbers of an editor", |rows| each(rows, |row| format!(" 12 {}", row.raw)), Nothing),
    ("a list of Python", |rows| format!("['{}']", raw(rows).replace('\n', "', '")), Nothing),
    ("a terminal of 80 columns", |rows| each(rows, |row| broken(&row.raw, 80)), Nothing),
    ("a terminal of 120 columns", |rows| each(rows, |row| broken(&row.message, 120)), Wall),
    (
        "spreadsheet: semicolons and a mark",
        |rows| format!("\u{feff}Time;Host;Message\r\n{}", table(rows, ';')),
        Nothing,
    ),
    ("spreadsheet: sep= line", |rows| format!("sep=;\r\nTime;Host;Message\r\n{}", table(rows, ';')), Nothing),
    (
        "spreadsheet: dates without seconds",
        |rows| {
            format!(
                "Time,Host,Message\n{}",
                each(rows, |r| format!("12/13/2023 7:23,{},\"{}\"", r.host, doubled(&r.message)))
            )
        },
        Nothing,
    ),
    ("CSV: nothing quoted", |rows| format!("time,host,message\n{}", each(rows, bare_csv)), Nothing),
    ("CSV: nothing quoted, no names", |rows| each(rows, bare_csv), Nothing),
    (
        "CSV: quoted, no names, a level beside",
        |rows| each(rows, |r| format!("\"{}\",\"{}\",\"kern\",\"warning\",\"{}\"", r.iso, r.host, doubled(&r.message))),
        Nothing,
    ),
    (
        "Kibana: dotted names",
        |rows| {
            let line = |r: &Row| format!("\"Dec 13, 2023 @ 07:23:21.036\",\"{}\",\"{}\"", r.host, doubled(&r.message));
            format!("\"@timestamp\",\"host.name\",message\n{}", each(rows, line))
        },
        Nothing,
    ),
    (
        "Grafana: labels in a column",
        |rows| {
            let line =
                |r: &Row| format!("\"{}\",1702452201036,\"{{\"\"host\"\":\"\"{}\"\"}}\"", doubled(&r.message), r.host);
            format!("Line,Time,labels\n{}", each(rows, line))
        },
        Nothing,
    ),
    (
        "Loki: logcli",
        |rows| each(rows, |r| format!("{}Z {{host=\"{}\", job=\"kern\"}} {}", r.iso, r.host, r.message)),
        Nothing,
    ),
    (
        "Papertrail: no colon behind the tag",
        |rows| each(rows, |r| format!("Dec 13 07:23:21 {} kernel {}", r.host, r.message)),
        Nothing,
    ),
    (
        "Kiwi: tabs",
        |rows| {
            each(rows, |r| format!("{}\tKernel.Warning\t{}\tkernel: {}", r.iso.replace('T', " "), r.host, r.message))
        },
        Nothing,
    ),
    (
        "syslog-ng: source and relay",
        |rows| each(rows, |r| format!("Dec 13 07:23:21 s_sys@{}/relay kernel: {}", r.host, r.message)),
        Nothing,
    ),
    ("RFC 5424 over TCP, in one line", |rows| rows.iter().map(framed).collect(), Nothing),
    (
        "RFC 5424 with structured data",
        |rows| {
            let data = "[timeQuality tzKnown=\"1\"][x@32473 a=\"b\\]c\"]";
            each(rows, |r| format!("<4>1 {}Z {} kernel - - {data} {}", r.iso, r.host, r.message))
        },
        Nothing,
    ),
    (
        "Fluentd: a file",
        |rows| {
            each(rows, |r| {
                format!(
                    "{}+00:00\tsystem.kern\t{{\"host\":\"{}\",\"ident\":\"kernel\",\"message\":{}}}",
                    r.iso,
                    r.host,
                    quoted(&r.message)
                )
            })
        },
        Nothing,
    ),
    (
        "Fluent Bit: standard output",
        |rows| {
            each(rows, |r| {
                format!(
                    "[0] kernel: [[1702452201.036951, {{}}], {{\"priority\"=>4, \"time\"=>\"{}\", \"msg\"=>{}}}]",
                    r.iso,
                    quoted(&r.message)
                )
            })
        },
        Host,
    ),
    (
        "AKS run-command",
        |rows| {
            format!(
                "{{\"value\":[{{\"code\":\"x\",\"message\":{}}}]}}",
                quoted(&format!("Enable succeeded: \n[stdout]\n{}\n\n[stderr]\n", raw(rows)))
            )
        },
        Nothing,
    ),
    (
        "journal-gatewayd events",
        |rows| {
            each(rows, |r| {
                format!(
                    "data: {{\"_HOSTNAME\":\"{}\",\"_TRANSPORT\":\"kernel\",\"__REALTIME_TIMESTAMP\":\"1702452201036951\",\"MESSAGE\":{}}}",
                    r.host,
                    quoted(&r.message)
                )
            })
        },
        Nothing,
    ),
    (
        "Log Analytics: tables with columns and rows",
        |rows| {
            let row = |r: &Row| format!("[\"{}Z\",\"{}\",\"kern\",{}]", r.iso, r.host, quoted(&r.message));
            let rows: Vec<String> = rows.iter().map(row).collect();
            let column = |name: &&str| format!("{{\"name\":\"{name}\",\"type\":\"string\"}}");
            let columns: Vec<String> =
                ["TimeGenerated", "Computer", "Facility", "SyslogMessage"].iter().map(column).collect();
            let (columns, rows) = (columns.join(","), rows.join(",\n"));
            format!("{{\"tables\":[{{\"name\":\"PrimaryResult\",\"columns\":[{columns}],\"rows\":[{rows}]}}]}}")
        },
        Nothing,
    ),
    (
        "OpenTelemetry: records of a resource",
        |rows| {
            let host = rows.first().map_or("", |row| row.host.as_str());
            let record = |r: &Row| {
                format!(
                    "{{\"timeUnixNano\":\"1702452201036951000\",\"body\":{{\"stringValue\":{}}}}}",
                    quoted(&r.message)
                )
            };
            let records: Vec<String> = rows.iter().map(record).collect();
            format!(
                "{{\"resourceLogs\":[{{\"resource\":{{\"attributes\":[{{\"key\":\"host.name\",\"value\":{{\"stringValue\":\"{host}\"}}}}]}},\
                 \"scopeLogs\":[{{\"logRecords\":[{}]}}]}}]}}",
                records.join(",")
            )
        },
        Nothing,
    ),
    (
        "Cloud Logging: the machine in a label",
        |rows| {
            let entry = |r: &Row| {
                format!(
                    "{{\"labels\":{{\"compute.googleapis.com/resource_name\":\"{}\"}},\"textPayload\":{},\"timestamp\":\"{}Z\"}}",
                    r.host,
                    quoted(&r.message),
                    r.iso
                )
            };
            each(rows, entry)
        },
        Nothing,
    ),
    ("Azure CLI: -o table", azure_table, Nothing),
    (
        "dates with dots, the day first",
        |rows| each(rows, |r| format!("13.12.2023 07:23:21 {} kernel: {}", r.host, r.message)),
        Nothing,
    ),
    (
        "dates with strokes and halves of the day",
        |rows| each(rows, |r| format!("12/13/2023 07:23:21 AM {} kernel: {}", r.host, r.message)),
        Nothing,
    ),
    (
        "a hole of zeros between lines",
        |rows| raw(rows).replacen('\n', &format!("\n{}\n", "\0".repeat(5000)), 20),
        Nothing,
    ),
    (
        "a hole of zeros in a line",
        |rows| raw(rows).replacen("\nDec", &format!("\nDec 13 07{}Dec", "\0".repeat(600)), 1),
        Nothing,
    ),
];

#[test]
fn an_incident_is_the_same_however_it_was_sent() {
    let rows = rows();
    let wanted = told(&read(raw(&rows)), Nothing);
    assert_eq!(wanted.len(), 1);
    let mut differing = Vec::new();
    for (name, make, lacks) in VARIANTS {
        let (got, wanted) = (told(&read(make(&rows)), *lacks), told(&read(raw(&rows)), *lacks));
        if got != wanted {
            differing.push(format!("{name}:\n  want {wanted:?}\n  got  {got:?}"));
        }
    }
    assert!(differing.is_empty(), "{} of {}:\n{}", differing.len(), VARIANTS.len(), differing.join("\n"));
}

/// What an incident says, without where it stands.
fn told(review: &Review, lacks: Lacks) -> Vec<String> {
    let case = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        let incident = &case.incident;
        let victims: Vec<_> = incident
            .victims
            .iter()
            .map(|v| (v.pid, &*v.name, v.uid, v.total_vm, v.anon_rss, v.file_rss, v.shmem_rss, v.oom_score_adj))
            .collect();
        let trigger = incident.trigger.as_ref().map(|t| (&*t.name, t.pid, t.order));
        let paths = [&incident.limit_cgroup, &incident.victim_cgroup].map(|path| path.as_ref().map(|p| &*p.path));
        let stats: Vec<_> = incident.cgroup_memory.stats.0.iter().map(|stat| (&*stat.key, stat.value)).collect();
        let tasks: Vec<_> = incident.tasks.iter().map(|task| (task.pid, task.rss)).collect();
        let host = incident.host.as_deref().filter(|_| lacks == Nothing);
        let minute = incident.moment.wall.map(|wall| wall.local.format("%F %R").to_string()).filter(|_| lacks != Wall);
        let uptime = incident.moment.uptime;
        let memory =
            incident.cgroup_memory.memory.map(|counter| (counter.usage, counter.limit_printed, counter.failcnt));
        let level = (case.conclusions.verdict.level, incident.complete);
        format!(
            "{victims:?} {trigger:?} {paths:?} {memory:?} {stats:?} {tasks:?} {host:?} {minute:?} {uptime:?} {level:?}"
        )
    };
    review.cases.iter().map(case).collect()
}

fn read(text: impl Into<String>) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
    let options = Options { year: Some(2023), ..Options::new(today) };
    let input = Input::Text { name: "pasted text".to_owned(), text: text.into() };
    pipeline::run(&[input], options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn rows() -> Vec<Row> {
    let seed = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SEED)).expect("the seed");
    let row = |line: &str| {
        let (head, message) = line.split_once(" kernel: ").expect("a kernel line");
        let host = head.rsplit(' ').next().expect("a host").to_owned();
        Row { iso: "2023-12-13T07:23:21.036951".to_owned(), host, message: message.to_owned(), raw: line.to_owned() }
    };
    seed.lines().map(row).collect()
}

fn raw(rows: &[Row]) -> String {
    each(rows, |row| row.raw.clone())
}

fn each(rows: &[Row], line: impl Fn(&Row) -> String) -> String {
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn table(rows: &[Row], separator: char) -> String {
    each(rows, |row| format!("{}{separator}{}{separator}\"{}\"\r", row.iso, row.host, doubled(&row.message)))
}

/// As knack writes a table: the columns in the alphabet's order, filled with blanks.
fn azure_table(rows: &[Row]) -> String {
    let cells = |r: &Row| [r.host.clone(), r.message.clone(), "PrimaryResult".to_owned(), format!("{}Z", r.iso)];
    let names = ["Computer", "SyslogMessage", "TableName", "TimeGenerated"].map(str::to_owned);
    let all: Vec<[String; 4]> = std::iter::once(names).chain(rows.iter().map(cells)).collect();
    let width = |at: usize| all.iter().filter_map(|row| row.get(at)).map(String::len).max().unwrap_or(0);
    let widths = [0, 1, 2, 3].map(width);
    let line = |row: &[String; 4]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    let mut lines: Vec<String> = all.iter().map(line).collect();
    lines.insert(1, line(&widths.map(|width| "-".repeat(width))));
    lines.join("\n")
}

fn bare_csv(row: &Row) -> String {
    format!("{},{},{}", row.iso, row.host, row.message)
}

fn doubled(text: &str) -> String {
    text.replace('"', "\"\"")
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The punctuation as a page may refer to it.
fn referred(text: &str) -> String {
    let text = escaped(text).replace(':', "&colon;").replace('[', "&lbrack;").replace(']', "&#x5D;");
    text.replace('_', "&lowbar;").replace('(', "&#40;").replace('=', "&equals;")
}

fn syslog(row: &Row, tag: &str) -> String {
    row.raw.replacen("kernel:", tag, 1)
}

/// `Dec 13 07:23:21 <kern.warn> host kernel: text`.
fn freebsd(row: &Row) -> String {
    row.raw.replacen(&row.host, &format!("<kern.warn> {}", row.host), 1)
}

/// Each line as two string literals, broken in the middle.
fn halves(rows: &[Row], between: &str, end: &str) -> String {
    let literals = each(rows, |row| {
        let (head, tail) = row.raw.split_at(row.raw.len() / 2);
        format!("    \"{head}\"{between}\n    \"{tail}\\n\"{between}")
    });
    let literals = literals.trim_end().trim_end_matches(between);
    format!("static const char *log =\n{literals}{end}\n")
}

fn marked(rows: &[Row], before: &str, after: &str) -> String {
    rows.iter().map(|row| format!("{before}{}{after}", escaped(&row.raw))).collect()
}

fn framed(row: &Row) -> String {
    let message = format!("<4>1 {}Z {} kernel - - - {}", row.iso, row.host, row.message);
    format!("{} {message}", message.len())
}

/// The line filled anew, at blanks.
fn filled(line: &str, quote: &str) -> String {
    let mut out = String::from(quote);
    let mut column = 0;
    for word in line.split(' ') {
        if column > 0 && column + word.len() > 74 {
            out.truncate(out.trim_end().len());
            out.push_str(&format!("\n{quote}"));
            column = 0;
        }
        out.push_str(word);
        out.push(' ');
        column += word.len() + 1;
    }
    out.truncate(out.trim_end().len());
    out
}

/// The line broken at a column, in the middle of words.
fn broken(line: &str, columns: usize) -> String {
    let letters: Vec<char> = line.chars().collect();
    letters.chunks(columns).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

fn quoted_printable(text: &str, headers: bool) -> String {
    let mut out = if headers {
        "Subject: kill\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n".to_owned()
    } else {
        String::new()
    };
    for line in text.lines() {
        let mut column = 0;
        for letter in line.chars() {
            let piece = if letter == '=' { "=3D".to_owned() } else { letter.to_string() };
            if column + piece.len() > 75 {
                out.push_str("=\n");
                column = 0;
            }
            column += piece.len();
            out.push_str(&piece);
        }
        out.push('\n');
    }
    out
}

fn base64_mail(rows: &[Row]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = raw(rows);
    let mut letters = Vec::new();
    for three in text.as_bytes().chunks(3) {
        let value = three.iter().chain(&[0; 2]).take(3).fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
        for at in 0..=three.len() {
            letters.extend(LETTERS.get((value >> (18 - 6 * at) & 63) as usize));
        }
        letters.extend(std::iter::repeat_n(b'=', 3 - three.len()));
    }
    let body: Vec<_> = letters.chunks(76).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    format!(
        "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nsee below\n--b\n\
         Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"kern.log\"\n\n{}\n--b--\n",
        body.join("\n")
    )
}
