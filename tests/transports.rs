//! Logs as the tools that carry them wrote them: each sample is what a real tool, named with its version, made of a kernel's
//! lines. `docs/transports.md` is this table.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::{Case, Review};
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// A sample and what it tells.
struct Sample {
    /// Under `tests/transports`, without `.gz`.
    file: &'static str,
    /// What wrote it.
    tool: &'static str,
    /// What it is.
    what: &'static str,
    kills: Kills,
    host: Option<&'static str>,
    /// When the first kill was, as the log tells it, to the second.
    time: Option<&'static str>,
    /// True where the boot clock is known.
    clock: bool,
}

/// Whose kills they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kills {
    /// `stress-ng-vm` at the limit of a pod on AKS.
    Seed,
    /// The lab's first kill: `java` at the limit of a pod.
    Java,
    /// The lab's first two.
    JavaAndDotnet,
    /// Two of the lab's, the first of a group of five.
    Groups,
    /// `node` at the limit of a pod, kernel 4.19.
    Node,
    /// `mysqld` on a node without memory.
    Node5_15,
    /// The last two lines of a report: a container's limit.
    App,
}

const fn sample(
    file: &'static str,
    tool: &'static str,
    what: &'static str,
    kills: Kills,
    (host, time, clock): (Option<&'static str>, Option<&'static str>, bool),
) -> Sample {
    Sample { file, tool, what, kills, host, time, clock }
}

const AKS: Option<&str> = Some("aks-ubuntu-26835060-vmss000000");
const SEED_TIME: Option<&str> = Some("2025-12-13T07:23:21");
const LOCAL: Option<&str> = Some("127.0.0.1");

use Kills::{App, Groups, Java, JavaAndDotnet, Node, Node5_15, Seed};

#[rustfmt::skip]
const SAMPLES: &[Sample] = &[
    sample("dmesg238-json-seed.json", "util-linux 2.38.1", "`dmesg -F FILE -J`: each record holds the rest of the file", Seed, (None, None, true)),
    sample("dmesg238-json-rest-of-file.json", "util-linux 2.38.1", "the same of two kills", Groups, (None, None, true)),
    sample("dmesg241-caller-T.txt", "util-linux 2.41.5", "`dmesg -T` with the callers' ids", Seed, (None, Some("2026-11-29T15:34:27"), false)),
    sample("dmesg241-caller-notime.txt", "util-linux 2.41.5", "`dmesg --time-format notime` with the callers' ids", Seed, (None, None, false)),
    sample("dmesg241-json-pid-as-caller.json", "util-linux 2.41.5", "`dmesg -F FILE -J`: the task table's pids as callers", Seed, (None, None, true)),
    sample("dmesg241-two-stamps-ctime-iso.txt", "util-linux 2.41.5", "`dmesg --time-format ctime --time-format iso`", Seed, (None, Some("2026-11-29T15:34:27"), false)),
    sample("dmesg241-two-stamps-iso-delta.txt", "util-linux 2.41.5", "`dmesg --time-format iso --time-format delta`", Seed, (None, Some("2026-11-29T15:34:27"), false)),
    sample("dmesg241-two-stamps-raw-iso.txt", "util-linux 2.41.5", "`dmesg --time-format raw --time-format iso`", Seed, (None, Some("2026-11-29T15:34:27"), true)),
    sample("dmesg242-raw-and-delta.txt", "util-linux 2.42.4", "`dmesg --time-format raw -d`", Java, (None, None, true)),
    sample("dmesg-Tx-indented.log", "as published", "`dmesg -Tx`, indented", App, (None, Some("2023-08-17T17:29:27"), false)),
    sample("pdsh-dmesg-T.log", "as published", "pdsh, clush: `dmesg -T` of a node", App, (Some("node01"), Some("2023-08-17T17:29:27"), false)),
    sample("netconsole-ext-ng.log", "syslog-ng 3.38.1", "extended netconsole", Seed, (Some("localhost"), Some("2026-11-29T05:48:54"), true)),
    sample("netconsole-ext-ng.json", "syslog-ng 3.38.1", "extended netconsole, `$(format-json)`", Seed, (Some("localhost"), Some("2026-11-29T05:48:54"), true)),
    sample("netconsole-ext-rsyslog-5424.log", "rsyslog 8.2302.0", "extended netconsole, RFC 5424", Seed, (Some("localhost"), Some("2026-11-29T05:48:53"), true)),
    sample("netconsole-ext-rsyslog-rfc3339.log", "rsyslog 8.2302.0", "extended netconsole, RSYSLOG_FileFormat", Seed, (Some("localhost"), Some("2026-11-29T05:48:53"), true)),
    sample("netconsole-plain-ng.json", "syslog-ng 3.38.1", "netconsole, `$(format-json)`: half a bracket is left", JavaAndDotnet, (Some("localhost"), Some("2026-11-29T05:49:38"), true)),
    sample("netconsole-plain-ng-message.json", "syslog-ng 3.38.1", "the same, time, host and message", JavaAndDotnet, (Some("localhost"), Some("2026-11-29T05:49:38"), true)),
    sample("netconsole-without-stamps-5424.log", "rsyslog 8.2610.0", "netconsole of a kernel without stamps, RFC 5424", Java, (LOCAL, Some("2026-11-29T07:23:47"), false)),
    sample("netconsole-without-stamps-same-trad.log", "rsyslog 8.2610.0", "the same, RSYSLOG_TraditionalFileFormat", Java, (LOCAL, Some("2026-11-29T07:23:47"), false)),
    sample("netconsole-without-stamps.json", "rsyslog 8.2610.0", "the same, a JSON template", Java, (LOCAL, Some("2026-11-29T07:23:47"), false)),
    sample("netconsole-without-stamps-syslogng.json", "syslog-ng 4.12.0", "the same, `$(format-json)`", Java, (LOCAL, Some("2026-11-29T07:25:36"), false)),
    sample("journal-netconsole-unit-short.txt", "systemd 252", "`journalctl -o short` of a unit that receives netconsole", Seed, (Some("logger-1"), SEED_TIME, true)),
    sample("journal-netconsole-unit-monotonic.txt", "systemd 252", "`journalctl -o short-monotonic` of the same", Seed, (Some("logger-1"), None, true)),
    sample("journal-netconsole-unit.json", "systemd 252", "`journalctl -o json` of the same", Seed, (Some("logger-1"), SEED_TIME, true)),
    sample("relay-second-header-blank-rs-rfc3339.log", "rsyslog 8.2302.0", "a relay's header before `2026-12-13 07:23:21`", Seed, (Some("aks-1"), Some("2026-12-13T07:23:21"), true)),
    sample("relay-second-header-full-rs-trad.log", "rsyslog 8.2302.0", "a relay's header before `journalctl -o short-full`", Seed, (Some("aks-1"), Some("2026-12-13T07:23:21"), true)),
    sample("relay-second-header-iso0900-rs-rfc3339.log", "rsyslog 8.2302.0", "a relay's header before `journalctl -o short-iso`", Seed, (Some("aks-1"), Some("2026-12-13T07:23:21"), true)),
    sample("relay-second-header-iso0900-rs-trad.log", "rsyslog 8.2302.0", "the same, RSYSLOG_TraditionalFileFormat", Seed, (Some("aks-1"), Some("2026-12-13T07:23:21"), true)),
    sample("relay-second-header-year-rs-rfc3339.log", "rsyslog 8.2302.0", "a relay that took the year for the host", Seed, (Some("aks-1"), Some("2026-12-13T07:23:21"), true)),
    sample("rsyslog-console-tag.log", "rsyslog 8.2302.0", "imfile of a captured console, its tag `console:`", Seed, (Some("host1"), Some("2026-11-29T05:56:02"), true)),
    sample("rsyslog-imfile-multiline.log", "rsyslog 8.2302.0", "imfile with `startmsg.regex`: line feeds as `\\n`", Seed, (Some("host1"), Some("2026-11-29T05:55:57"), true)),
    sample("rsyslog-imfile-multiline.json", "rsyslog 8.2302.0", "the same, a JSON template", Seed, (Some("host1"), Some("2026-11-29T05:55:57"), true)),
    sample("rsyslog-escape-octal.log", "rsyslog 8.2610.0", "imfile, `controlCharacters=\"escape-octal\"`", Java, (Some("vm"), Some("2026-11-29T07:23:44"), true)),
    sample("imkubernetes-trad.log", "rsyslog 8.2610.0", "imkubernetes: every container's tag is `kubernetes:`", Java, (Some("vm"), SEED_TIME, true)),
    sample("imkubernetes-5424.log", "rsyslog 8.2610.0", "the same, RFC 5424", Java, (Some("vm"), Some("2026-12-13T07:23:21"), true)),
    sample("imkubernetes-same.json", "rsyslog 8.2610.0", "the same, a JSON template", Java, (Some("vm"), Some("2026-12-13T07:23:21"), true)),
    sample("syslogng-isodate.json", "syslog-ng 3.38.1", "`$(format-json --key ISODATE)`", Seed, (Some("localhost"), Some("2026-11-29T05:48:50"), true)),
    sample("metalog-default.log", "metalog 20260902", "metalog: the program in brackets", Java, (None, Some("2026-11-29T07:23:33"), true)),
    sample("metalog-rfc5424.log", "metalog 20260902", "`log_format = rfc5424`: the host left out", Java, (None, Some("2026-11-29T07:23:39"), true)),
    sample("socklog-svlogd-ttt.log", "socklog 2.1.0, runit 2.1.2", "socklog through `svlogd -ttt`", Seed, (None, Some("2026-11-29T06:02:41"), true)),
    sample("svlogd-t.log", "runit 2.1.2", "`svlogd -t`: TAI64N labels", Seed, (None, Some("2026-11-29T06:00:00"), true)),
    sample("svlogd-tt.log", "runit 2.1.2", "`svlogd -tt`", Seed, (None, Some("2026-11-29T06:00:00"), true)),
    sample("multilog-t.log", "daemontools 0.76", "`multilog t`: TAI64N labels", Seed, (None, Some("2026-11-29T06:00:00"), true)),
    sample("ts-br.log", "moreutils", "`ts '[%Y-%m-%d %H:%M:%S]'`", Seed, (None, Some("2026-11-29T06:00:01"), true)),
    sample("minicom.log", "minicom 2.8", "a console with minicom's stamps", Seed, (None, Some("2026-11-29T06:01:11"), true)),
    sample("annotate-output-iso.log", "devscripts 2.23.4", "`annotate-output +%FT%T%z`", Seed, (None, Some("2026-11-29T06:00:02"), true)),
    sample("vmware-guest-console.log", "as published", "the guest's console in `vmware.log`", Node, (None, Some("2023-12-04T10:49:30"), true)),
    sample("outer-wall-clock-lost.log", "as published", "openQA's serial log", Node5_15, (None, Some("2025-06-04T17:51:40"), true)),
    sample("aws-query-text.txt", "awscli 1.46.2", "`aws logs … --query 'events[].message' --output text`: one line", Seed, (AKS, SEED_TIME, true)),
    sample("aws-table.txt", "awscli 1.46.2", "`aws logs … --output table`", Seed, (AKS, SEED_TIME, true)),
    sample("az-tsv.txt", "knack 0.14.0", "`az monitor log-analytics query … -o tsv`", Seed, (AKS, SEED_TIME, true)),
    sample("az-query-tsv.txt", "knack 0.14.0", "the same with `| project SyslogMessage, TimeGenerated`", Seed, (None, SEED_TIME, true)),
    sample("cat-A.txt", "coreutils 9.1", "`cat -A`", Seed, (AKS, SEED_TIME, true)),
    sample("sed-l0.txt", "sed 4.9", "`sed -n 'l 0'`", Seed, (AKS, SEED_TIME, true)),
    sample("yaml-folded.txt", "PyYAML 6.0", "`safe_dump`: a scalar folded at 80 columns", Seed, (AKS, SEED_TIME, true)),
    sample("python-pprint.txt", "Python 3.11", "`pprint` of a list of lines", Seed, (AKS, SEED_TIME, true)),
    sample("utf-32.log", "Python 3.11.7", "UTF-32", Seed, (AKS, SEED_TIME, true)),
    sample("gbk.log", "Python 3.11.7", "GBK, with lines of a program in Chinese", Seed, (AKS, SEED_TIME, true)),
    sample("euc-kr.log", "Python 3.11.7", "EUC-KR, with lines of a program in Korean", Seed, (AKS, SEED_TIME, true)),
    sample("euc-jp.log", "Python 3.11.7", "EUC-JP, with lines of a program in Japanese", Seed, (AKS, SEED_TIME, true)),
    sample("windows-1251.log", "Python 3.11.7", "Windows-1251, with lines of a program in Russian", Seed, (AKS, SEED_TIME, true)),
    sample("kern-bzip2.zip", "Python 3.11.7", "zip, bzip2", Seed, (AKS, SEED_TIME, true)),
    sample("kern-lzma.zip", "Python 3.11.7", "zip, LZMA", Seed, (AKS, SEED_TIME, true)),
    sample("kern-xz.zip", "xz 5.4.1, Python 3.11.7", "zip, xz", Seed, (AKS, SEED_TIME, true)),
    sample("kern.7z", "7-Zip 26.02", "7z, LZMA2", Seed, (AKS, SEED_TIME, true)),
    sample("kern.log.lz", "lzip 1.23", "lzip", Seed, (AKS, SEED_TIME, true)),
    sample("kern-sparse.tar", "bsdtar 3.6.2", "a file with a hole of 2 MiB in a tar: sparse pax headers", Seed, (AKS, SEED_TIME, true)),
    sample("case.rtf", "as WordPad saves it", "rich text", Seed, (AKS, SEED_TIME, true)),
    sample("case.eml", "Python 3.11.7", "a saved mail with `kern.log.gz` attached", Seed, (AKS, SEED_TIME, true)),
    sample("case.mbox", "Python 3.11.7", "a mailbox of two mails, one with `kern.log.gz` attached", Seed, (AKS, SEED_TIME, true)),
];

#[test]
fn each_transport_gives_the_whole_kill() {
    let mut differing = Vec::new();
    for sample in SAMPLES {
        let review = read(&folder().join(format!("{}.gz", sample.file)));
        let got: Vec<String> = review.cases.iter().map(|case| told(case)).collect();
        if got != wanted(sample) {
            differing.push(format!("{}:\n  want {:?}\n  got  {got:?}", sample.file, wanted(sample)));
        }
    }
    assert!(differing.is_empty(), "{} of {}:\n{}", differing.len(), SAMPLES.len(), differing.join("\n"));
}

#[test]
fn every_sample_of_the_folder_is_in_the_table() {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().trim_end_matches(".gz").to_owned())
        .collect();
    files.sort();
    let mut named: Vec<&str> = SAMPLES.iter().map(|sample| sample.file).collect();
    named.sort_unstable();
    assert_eq!(files, named);
}

#[test]
fn the_table_of_transports_is_the_one_that_is_tested() {
    let mut table = String::from(
        "# Transports\n\nHow a kernel's lines reach an engineer: what wrote each sample of `tests/transports`, and what it is \
         read as. `tests/transports.rs`\nreads them all and holds this table (`UPDATE=1 cargo test --test transports`).\n\n\
         | Transport | Written by | Read as |\n|---|---|---|\n",
    );
    for sample in SAMPLES {
        let review = read(&folder().join(format!("{}.gz", sample.file)));
        let dialects = review.sources.iter().flat_map(|source| &source.dialects);
        let dialects: Vec<String> = dialects.map(|name| format!("`{name}`")).collect();
        writeln!(table, "| {} | {} | {} |", sample.what.replace('|', "\\|"), sample.tool, dialects.join(", "))
            .expect("memory");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/transports.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &table).expect("written");
    }
    assert_eq!(std::fs::read_to_string(path).expect("the table"), table);
}

/// What an incident says, without where it stands.
fn told(case: &Case) -> String {
    let incident = &case.incident;
    let victims: Vec<_> = incident.victims.iter().map(|v| (v.pid, &*v.name, v.anon_rss.map(|size| size.0))).collect();
    let level = case.conclusions.verdict.level.name();
    let limit = incident.cgroup_memory.memory.map(|counter| counter.limit_printed.0);
    let counts = (incident.tasks.len(), incident.cgroup_memory.stats.0.len());
    let trigger = incident.trigger.as_ref().map(|trigger| &*trigger.name);
    let time = incident.moment.wall.map(|wall| wall.local.format("%FT%T").to_string());
    let host = incident.host.as_deref();
    let clock = incident.moment.uptime.is_some();
    format!("{level} {victims:?} {limit:?} {counts:?} {trigger:?} {host:?} {time:?} {clock} {}", incident.complete)
}

fn wanted(sample: &Sample) -> Vec<String> {
    let Sample { host, time, clock, .. } = sample;
    let tail = |complete: bool| format!("{host:?} {time:?} {clock} {complete}");
    // The sample holds the first line of the statistics alone.
    let stats = match sample.file {
        "dmesg242-raw-and-delta.txt" => 1,
        // The first of them is gone: its key became the host.
        "netconsole-without-stamps-same-trad.log" => 46,
        _ => 47,
    };
    let java = || format!("pod [(180, \"java\", Some(65216))] Some(65536) (2, {stats}) Some(\"java\") {}", tail(true));
    match sample.kills {
        Seed => vec![format!(
            "pod [(716580, \"stress-ng-vm\", Some(473048))] Some(512000) (4, 28) Some(\"stress-ng-vm\") {}",
            tail(true)
        )],
        Java => vec![java()],
        JavaAndDotnet => {
            let later = format!("{host:?} {:?} {clock} true", Some("2026-11-29T05:49:39"));
            let dotnet = "pod [(190, \"dotnet\", Some(48668))] Some(49152) (2, 47) Some(\"dotnet\")";
            vec![java(), format!("{dotnet} {later}")]
        }
        Groups => {
            let members = [(270, 41_264), (266, 4_044), (267, 9_284), (268, 9_284), (269, 9_284)];
            let members = members.map(|(pid, anon)| (pid, "gunicorn", Some(anon)));
            let webpack = "container [(283, \"webpack\", Some(54776))] Some(65536) (3, 47) Some(\"webpack\")";
            let group = format!("container {members:?} Some(73728) (5, 47) Some(\"gunicorn\")");
            vec![format!("{group} {}", tail(true)), format!("{webpack} {}", tail(true))]
        }
        Node => {
            vec![format!("pod [(19388, \"node\", Some(516000))] Some(614400) (4, 13) Some(\"node\") {}", tail(true))]
        }
        Node5_15 => {
            vec![format!("whole-node [(4242, \"mysqld\", Some(1919200))] None (7, 0) Some(\"java\") {}", tail(true))]
        }
        App => vec![format!("container [(4242, \"app\", Some(26372))] None (0, 0) None {}", tail(false))],
    }
}

fn read(path: &Path) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let options = Options { year: None, ..Options::new(today) };
    let input = Input::Path(PathBuf::from(path));
    pipeline::run(&[input], options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transports")
}

/// A text as people cut, shorten and comment it, and what it says of its one kill.
#[rustfmt::skip]
const FRAGMENTS: &[(&str, &str)] = &[
    // A whole line behind a comment's sign.
    ("comment-prefix.log", "container [(4242, \"app\", Some(26372))] None (0, 0) None None None false false"),
    // A stamp without its bracket.
    ("first-bracket-lost.log", "container [(4242, \"app\", Some(26372))] None (0, 0) None None Some(\"2024-05-23T18:40:42\") false false"),
    // A header without its mask.
    ("header-without-gfp.log", "whole-node [(4242, \"app\", Some(26372))] None (0, 0) Some(\"app\") None None true false"),
    // Two blanks behind the tag.
    ("kernel-tag-two-blanks.log", "whole-node [(4242, \"app\", Some(26372))] None (0, 0) Some(\"app\") None None false false"),
    // A kill line whose first sizes were left out.
    ("kill-line-without-total-vm.log", "mempolicy [(4242, \"app\", Some(290664512))] None (0, 0) None None None false false"),
    // A comment behind the limit's path.
    ("limit-of-line-with-text-behind.log", "pod [(4242, \"app\", Some(26372))] Some(51200) (0, 10) None None None true false"),
    // A kernel without cpusets.
    ("no-cpusets-kernel.log", "whole-node [(4183, \"hostapd\", Some(156))] None (0, 0) None None None true false"),
    // Blanks behind the commas, the kill before its summary.
    ("oom-kill-line-with-blanks.log", "whole-node [(4242, \"app\", Some(26372))] None (0, 0) None None None false false"),
];

#[test]
fn fragments_say_what_is_left_of_them() {
    let mut differing = Vec::new();
    for (file, wanted) in FRAGMENTS {
        let got: Vec<String> = read(&faults().join(file)).cases.iter().map(|case| told(case)).collect();
        if got != [*wanted] {
            differing.push(format!("{file}:\n  want {wanted}\n  got  {got:?}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn nothing_is_called_cut_where_the_kernel_prints_no_more() {
    for file in ["no-cpusets-kernel.log", "oom-kill-line-with-blanks.log"] {
        let review = read(&faults().join(file));
        let notes = review.cases.iter().flat_map(|case| case.incident.notes().into_owned());
        let cut: Vec<_> = notes.filter(|note| note.kind == oomscope::model::NoteKind::SummaryCut).collect();
        assert!(cut.is_empty(), "{file}: {cut:?}");
    }
    let review = read(&faults().join("oom-kill-line-with-blanks.log"));
    let paths: Vec<_> = review.cases.iter().filter_map(|case| case.incident.victim_cgroup.as_ref()).collect();
    assert!(paths.iter().any(|path| &*path.path == "/a"), "{paths:?}");
}

/// The pod and the container of each kill in a log, by what kubectl says of the cluster.
fn names(log: &str, cluster: &str) -> Vec<Option<String>> {
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let inputs = [log, cluster].map(|file| Input::Path(faults().join(file)));
    let review = pipeline::run(&inputs, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let name = |case: &std::sync::Arc<Case>| {
        let pod = case.conclusions.pod.as_ref()?;
        Some(format!("{}/{}", pod.namespace.as_deref()?, pod.name.as_deref()?))
    };
    review.cases.iter().map(name).collect()
}

#[test]
fn kyaml_names_pods_as_yaml_does() {
    for cluster in ["kyaml-pod.yaml", "kyaml-list.yaml"] {
        let names = names("kyaml-kernel.log", cluster);
        assert!(names.contains(&Some("shop/web-0".to_owned())), "{cluster}: {names:?}");
    }
}

#[test]
fn a_label_that_looks_like_a_number_hides_no_pod() {
    let names = names("kubectl-label-float.log", "kubectl-label-float.yaml");
    assert_eq!(names, [Some("batch/cache-warmer-48wqqqqft-2qcjd".to_owned())]);
}

fn faults() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

/// Reports that were broken in one place only, so that no width shows: what is said of the one kill, and of the release.
const BROKEN: &[(&str, &str, &str)] = &[
    (
        "word-wrap-after-row-pid.log",
        "pod [(716580, \"stress-ng-vm\", Some(473048))] Some(512000) (4, 28)",
        "5.15.0-1051-azure",
    ),
    (
        "word-wrap-release.log",
        "pod [(716580, \"stress-ng-vm\", Some(473048))] Some(512000) (4, 28)",
        "5.15.0-1051-azure",
    ),
    (
        "word-wrap-72-whole-report.log",
        "pod [(716580, \"stress-ng-vm\", Some(473048))] Some(512000) (4, 28)",
        "5.15.0-1051-azure",
    ),
    ("word-wrap-in-panic-line.log", "whole-node [] None (0, 0)", ""),
];

#[test]
fn a_report_that_was_broken_in_one_place_is_whole() {
    for (file, wanted, release) in BROKEN {
        let review = read(&faults().join(file));
        let [case] = review.cases.as_slice() else { panic!("{file}: {} kills", review.cases.len()) };
        assert!(told(case).starts_with(wanted), "{file}: {}", told(case));
        let read = case.incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref()).unwrap_or("");
        assert_eq!(read, *release, "{file}");
        let panicked = matches!(case.incident.outcome, oomscope::model::Outcome::Panicked(_));
        assert_eq!(panicked, file.contains("panic"), "{file}");
    }
}

#[test]
fn a_kill_is_found_wherever_its_words_were_broken() {
    let log = std::fs::read_to_string(faults().join("word-wrap-in-kill-words.log")).expect("a log").replace('\n', " ");
    let blanks: Vec<usize> = log
        .match_indices(' ')
        .map(|(at, _)| at)
        .filter(|at| *at > "Jul 31 07:38:06 docker-1 kernel: [52217.662961]".len())
        .collect();
    for at in blanks.iter().copied().take(9) {
        if log.get(at..).is_some_and(|rest| rest.starts_with(" process")) {
            // Neither line has words that are searched for.
            continue;
        }
        let mut text = log.trim_end().to_owned();
        text.replace_range(at..=at, "\n");
        let input = Input::Text { name: "pasted text".to_owned(), text: text.clone() };
        let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
        let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
        let victims: Vec<_> = review.cases.iter().flat_map(|case| &case.incident.victims).collect();
        let read: Vec<_> =
            victims.iter().map(|v| (v.pid, &*v.name, v.anon_rss.map(|size| size.0), v.oom_score_adj)).collect();
        assert_eq!(read, [(4242, "app", Some(26372), Some(984))], "{text}");
    }
}
