//! Records of named fields (JSON, journal export, CSV): which field is the message, the time, the host, by shape.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::draft::RecordDraft;
use super::printk;
use super::scan::is_host;
use super::stamp::{self, Stamp};
use super::{syslog, tag};
use crate::model::{Origin, Uptime};

/// One field of a structured record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// The name of the object or array that holds it, empty at the top.
    pub(super) parent: &'a str,
    /// Its name as printed.
    pub(super) key: &'a str,
    /// The name without what loggers put before it (`__REALTIME_TIMESTAMP`, `@timestamp`) and units after it
    /// (`TimeGenerated [UTC]`).
    name: &'a str,
    /// The last part of a dotted name, in the same way.
    last: Option<&'a str>,
    /// Its value as text.
    pub(super) value: Cow<'a, str>,
}

/// Usual names of the message, the likeliest first. Others are found by what they hold.
const MESSAGE: &[&str] = &[
    "message",
    "msg",
    "textpayload",
    "log",
    "line",
    "syslogmessage",
    "logentry",
    "logmessage",
    "text",
    "body",
    "stringvalue",
    "content",
    "renderedmessage",
    "description",
    "event",
    "raw",
    "rawdata",
    "original",
    "value",
    "entry",
];

/// Names of fields that hold commands or queries: never a message.
const NOT_MESSAGE: &[&str] = &["cmdline", "command", "args", "query", "exe", "comm", "filter", "expression", "pattern"];

/// Names of the line as it was received.
const ORIGINAL: &[&str] = &["raw", "original", "rawdata", "raw_message", "full_message", "event"];

/// Names of the time, the nearest to the kernel first.
const TIME: &[&str] = &[
    "source_realtime_timestamp",
    "realtime_timestamp",
    "timestamp",
    "time",
    "ts",
    "datetime",
    "date",
    "lasttimestamp",
    "eventtime",
    "timegenerated",
    "isodate",
    "r_isodate",
    "s_isodate",
    "c_isodate",
    "unixtime",
    "r_unixtime",
    "s_unixtime",
    "timeunixnano",
    "timereported",
    "receivetimestamp",
    "received_at",
    "observedtimestamp",
    "ingestiontime",
    "timecreated",
    "t",
];

/// Names of the node.
const HOST: &[&str] = &[
    "hostname",
    "host",
    "computer",
    "node_name",
    "nodename",
    "node",
    "kubernetes_host",
    "host_name",
    "hostip",
    "source_host",
    "fromhost",
    "source",
];

/// Names of columns that hold labels.
const LABELS: &[&str] = &["labels", "stream", "attributes", "resource", "tags", "fields"];

/// Names of the program that wrote the message.
const PROGRAM: &[&str] = &[
    "syslog_identifier",
    "identifier",
    "ident",
    "appname",
    "app_name",
    "app-name",
    "programname",
    "program",
    "processname",
    "process_name",
    "application_name",
    "syslogtag",
    "syslog_tag",
];

/// Reasons of Kubernetes' events that tell of kills in the kernel's words or their own. An event repeats what somebody saw:
/// it is no record of the kernel.
const EVENT_REASONS: &[&str] = &["OOMKilling", "SystemOOM", "OOMKilled", "Evicted"];

/// The program under which an event of Kubernetes stands.
pub(super) const EVENT_PROGRAM: &str = "kubernetes-event";

/// What a message of the kernel's OOM killer or a whole syslog line of the kernel holds.
const KERNELISH: &[&str] = &[" kernel: ", "oom-kill:", "invoked oom-killer", "Killed process ", "ut of memory"];

/// Shorter values hold none of these and anything else.
const KERNELISH_BYTES: usize = 12;

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(KERNELISH).ok());

impl<'a> Field<'a> {
    pub(super) fn new(parent: &'a str, key: &'a str, value: Cow<'a, str>) -> Self {
        let bare = |name: &'a str| name.trim_start_matches(['_', '@', '$']);
        let plain = bare(key);
        let name = plain.strip_suffix(']').and_then(|name| name.rsplit_once(" [")).map_or(plain, |(name, _)| name);
        Self { parent, key, name, last: name.rsplit_once('.').map(|(_, last)| bare(last)), value }
    }

    /// True for a field of a time's usual name.
    pub(super) fn is_time(&self) -> bool {
        self.is(TIME)
    }

    /// True where the name is one of these; a dotted one also by its last part (`jsonPayload._HOSTNAME`) or with
    /// underscores (`host.name`).
    fn is(&self, names: &[&str]) -> bool {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        let plain = names.iter().any(|name| same(name, self.name));
        let Some(last) = self.last.filter(|_| !plain) else { return plain };
        let scored = self.name.replace('.', "_");
        names.iter().any(|name| same(name, last) || same(name, &scored))
    }
}

/// The record that the fields are, with the message as its text; `None` where none of them is a message. `learned` is
/// the name of the field that held kernel text before: it is preferred.
pub(super) fn draft<'a>(
    fields: &'a [Field<'a>],
    outer: RecordDraft<'a>,
    learned: &mut String,
) -> Option<RecordDraft<'a>> {
    let message = message(fields, learned)?;
    if is_kernelish(&message.value) && *learned != message.key {
        message.key.clone_into(learned);
    }
    let mut draft = RecordDraft { text: message.value.trim_end_matches('\n'), ..outer };
    speaker(fields, &mut draft);
    if let Some(stamp) = time(fields) {
        draft.stamped(stamp);
    }
    since_boot(fields, &mut draft);
    draft.host = host(fields).or(draft.host);
    if let Some(line) = original(fields, message) {
        line.stamp.into_iter().for_each(|stamp| draft.stamped(stamp));
        draft.host = line.host.or(draft.host);
    }
    draft.boot = named(fields, "_BOOT_ID").or(draft.boot);
    draft.tag = stream_tag(fields);
    Some(draft)
}

/// Takes the time since boot. The journal's own field is exact, where a printed stamp may be rounded.
fn since_boot<'a>(fields: &'a [Field<'a>], draft: &mut RecordDraft<'a>) {
    if let Some((uptime, printed)) = boot_clock(fields) {
        (draft.uptime, draft.uptime_printed) = (Some(uptime), printed);
    }
    if let Some(micros) = named(fields, "_SOURCE_MONOTONIC_TIMESTAMP").and_then(|value| value.parse().ok()) {
        draft.uptime = Some(Uptime { micros });
    }
}

fn stream_tag<'a>(fields: &'a [Field<'a>]) -> Option<&'a str> {
    fields
        .iter()
        .find(|field| field.is(&["tag"]))
        .map(|field| field.value.trim_end_matches(':'))
        .filter(|tag| !tag.is_empty())
}

/// A record whose message is a number or empty: host and program may be parts of a line of the kernel's.
pub(super) fn parts<'a>(fields: &'a [Field<'a>], outer: RecordDraft<'a>) -> Option<RecordDraft<'a>> {
    let text = fields.iter().find(|field| field.is(&["message", "msg"])).map_or("", |field| &*field.value);
    let mut draft = RecordDraft { text, ..outer };
    speaker(fields, &mut draft);
    draft.tag = stream_tag(fields);
    draft.program.or(draft.tag)?;
    draft.host = host(fields).or(draft.host);
    draft.stamp = time(fields).or(draft.stamp);
    Some(draft)
}

/// The whole line of syslog that another field holds beside the message, as collectors keep it.
fn original<'a>(fields: &'a [Field<'a>], message: &Field<'_>) -> Option<RecordDraft<'a>> {
    let lines = fields.iter().filter(|field| field.is(ORIGINAL) && field.key != message.key);
    lines.map(|field| RecordDraft::of(&field.value)).find_map(|mut line| {
        let header = syslog::rfc5424(&mut line) || syslog::rfc3164(&mut line) || syslog::rfc3339(&mut line);
        let same = message.value.starts_with(line.text) || line.text.starts_with(&*message.value);
        (header && same && !line.text.is_empty()).then_some(line)
    })
}

/// The field that holds the message.
pub(super) fn message<'a>(fields: &'a [Field<'a>], learned: &str) -> Option<&'a Field<'a>> {
    let mut best: Option<(u32, &Field<'_>)> = None;
    for field in fields {
        let score = score(field, learned);
        // The first of equals: objects hold the outer names first.
        if score > 0 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, field));
        }
    }
    best.map(|(_, field)| field)
}

/// True for a field that tells which program speaks, by its name.
pub(super) fn names_program(field: &Field<'_>) -> bool {
    field.is(PROGRAM)
}

/// Which of the columns of a table holds the message, by its name.
pub(super) fn message_column(names: &[String]) -> Option<usize> {
    let column = |name: &&str| names.iter().position(|known| Field::new("", known, Cow::Borrowed("")).is(&[name]));
    MESSAGE.iter().find_map(column)
}

fn score(field: &Field<'_>, learned: &str) -> u32 {
    let words = field.value.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'.');
    if !words || field.is(NOT_MESSAGE) {
        return 0;
    }
    let rank = MESSAGE.iter().zip(0..).find(|(name, _)| name.eq_ignore_ascii_case(field.name));
    let kernelish = is_kernelish(&field.value);
    let base = match (rank, kernelish) {
        (Some((_, rank)), true) => 1500 - rank,
        (None, true) => 1100,
        (Some((_, rank)), false) => 1000 - rank,
        // A name that nobody knows: a sentence may be the message.
        (None, false) if field.value.contains(' ') && !field.is(TIME) => 100,
        (None, false) => 0,
    };
    if field.key == learned { base + 200 } else { base }
}

/// True where a text speaks of a kill as the kernel does.
pub(super) fn is_kernelish(value: &str) -> bool {
    value.len() >= KERNELISH_BYTES && FINDER.as_ref().is_some_and(|finder| finder.is_match(value))
}

/// When the record was written, by the names of its fields.
pub(super) fn time<'a>(fields: &'a [Field<'a>]) -> Option<Stamp<'a>> {
    let nth = |name: &&str| fields.iter().filter(|field| field.is(&[name])).find_map(|field| stamp::any(&field.value));
    TIME.iter().find_map(nth)
}

/// Seconds since boot as a number: `time` beside `pri` (`dmesg -J`), `sec` and `usec` (Fluent Bit's kmsg), a process id that
/// is none (syslog-ng takes the brackets of the kernel's stamp for a tag's).
fn boot_clock<'a>(fields: &'a [Field<'a>]) -> Option<(Uptime, Option<&'a str>)> {
    let clock = named(fields, "PID").and_then(|value| Some((printk::bare_clock(value)?, Some(value))));
    if clock.is_some() {
        return clock;
    }
    if let (Some(seconds), Some(micros)) = (named(fields, "sec"), named(fields, "usec")) {
        let micros = seconds.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(micros.parse().ok()?)?;
        return Some((Uptime { micros }, None));
    }
    let value = named(fields, "time")?;
    named(fields, "pri")?;
    let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
    let part = format!("{part:0<6}");
    let micros = whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(part.get(..6)?.parse().ok()?)?;
    Some((Uptime { micros }, Some(value)))
}

/// The node on which the record was written, by the names of its fields.
pub(super) fn host<'a>(fields: &'a [Field<'a>]) -> Option<&'a str> {
    let usable = |field: &&'a Field<'a>| {
        !field.value.contains('/') && is_host(&field.value) && !field.value.bytes().all(|byte| byte.is_ascii_digit())
    };
    let nested = |field: &&'a Field<'a>| {
        field.parent.eq_ignore_ascii_case("host") && (field.is(&["name"]) || field.is(&["hostname"]))
            // Cloud Logging's label for the machine.
            || field.key == "compute.googleapis.com/resource_name"
    };
    let by_name = |name: &&str| fields.iter().find(|field| field.is(&[name]) && usable(field));
    HOST.iter()
        .find_map(by_name)
        .or_else(|| fields.iter().find(|field| nested(field) && usable(field)))
        .map(|field| field.value.as_ref())
        .or_else(|| fields.iter().filter(|field| field.is(LABELS)).find_map(|field| labelled_host(&field.value)))
}

/// The host among labels that are JSON in a column (`{"host": "node", "job": "kern"}`).
fn labelled_host(labels: &str) -> Option<&str> {
    ["\"host\":", "\"hostname\":", "\"node_name\":", "\"nodename\":", "\"node\":"].iter().find_map(|key| {
        let (_, value) = labels.split_once(key)?;
        let (host, _) = value.trim_start().strip_prefix('"')?.split_once('"')?;
        is_host(host).then_some(host)
    })
}

/// True for the reason of an event that tells of a kill, with or without quotation marks.
pub(super) fn is_event_reason(reason: &str) -> bool {
    EVENT_REASONS.contains(&reason.trim_matches('"'))
}

/// Who speaks: an event of Kubernetes says so by its reason; else journald's transport decides, then the identifier, then
/// the facility.
fn speaker<'a>(fields: &'a [Field<'a>], draft: &mut RecordDraft<'a>) {
    if fields.iter().any(|field| field.is(&["reason"]) && is_event_reason(&field.value)) {
        draft.speaks(EVENT_PROGRAM, None);
        draft.origin = Some(Origin::Program);
        return;
    }
    let identifier = PROGRAM
        .iter()
        .find_map(|name| fields.iter().find(|field| field.is(&[name]) && !field.value.is_empty() && field.value != "-"))
        .or_else(|| fields.iter().find(|field| field.parent.eq_ignore_ascii_case("process") && field.is(&["name"])))
        .map(|field| field.value.as_ref());
    let pid = ["SYSLOG_PID", "_PID", "pid", "procid", "ProcessID", "ProcessId"]
        .iter()
        .find_map(|name| named(fields, name)?.parse().ok());
    match named(fields, "_TRANSPORT") {
        Some("kernel") => draft.speaks(identifier.unwrap_or("kernel"), pid),
        Some(_) => {
            let program = identifier.or_else(|| named(fields, "_COMM")).unwrap_or("");
            draft.speaks(program, pid);
            // Anybody may call himself the kernel; the transport is journald's own word.
            draft.origin = Some(Origin::Program);
        }
        None => match identifier {
            Some(identifier) => {
                // rsyslog writes tags with their colon and process id.
                let tag = tag::tag(identifier);
                draft.speaks(tag.map_or(identifier, |tag| tag.program), tag.and_then(|tag| tag.pid).or(pid));
            }
            None if fields.iter().any(|field| field.is(&["facility"]) && matches!(&*field.value, "kern" | "0")) => {
                draft.origin = Some(Origin::Kernel);
            }
            None => {}
        },
    }
}

fn named<'a>(fields: &'a [Field<'a>], key: &str) -> Option<&'a str> {
    fields.iter().find(|field| field.key == key).map(|field| field.value.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<Field<'a>> {
        pairs.iter().map(|(key, value)| Field::new("", key, Cow::Borrowed(*value))).collect()
    }

    fn text_of(pairs: &[(&str, &str)]) -> Option<String> {
        let fields = fields(pairs);
        draft(&fields, RecordDraft::default(), &mut String::new()).map(|draft| draft.text.to_owned())
    }

    #[test]
    fn the_message_is_found_by_what_it_holds() {
        let kill = "Out of memory: Killed process 7 (x)";
        assert_eq!(text_of(&[("level", "a b"), ("zeile", kill)]).as_deref(), Some(kill));
        assert_eq!(text_of(&[("_CMDLINE", "grep Killed process "), ("MESSAGE", "done")]).as_deref(), Some("done"));
        assert_eq!(text_of(&[("raw", "<2>1 x: Out of memory"), ("message", kill)]).as_deref(), Some(kill));
        assert_eq!(text_of(&[("msg", "seen"), ("detail", kill)]).as_deref(), Some(kill));
        assert_eq!(text_of(&[("a", "1"), ("b", "")]), None);
    }

    #[test]
    fn a_field_that_held_kernel_text_is_preferred() {
        let mut learned = String::new();
        let first = fields(&[("note", "some words"), ("zeile", "kill: Killed process 7 (x)")]);
        draft(&first, RecordDraft::default(), &mut learned).expect("a message");
        let second = fields(&[("note", "some words"), ("zeile", "anon 1")]);
        assert_eq!(draft(&second, RecordDraft::default(), &mut learned).map(|draft| draft.text), Some("anon 1"));
    }

    #[test]
    fn only_journald_says_that_the_kernel_speaks() {
        let rows = [
            (vec![("_TRANSPORT", "kernel"), ("SYSLOG_IDENTIFIER", "kernel")], Some(Origin::Kernel)),
            (vec![("_TRANSPORT", "kernel"), ("SYSLOG_IDENTIFIER", "systemd")], Some(Origin::Program)),
            (vec![("_TRANSPORT", "syslog"), ("SYSLOG_IDENTIFIER", "kernel")], Some(Origin::Program)),
            (vec![("_TRANSPORT", "stdout"), ("_COMM", "java")], Some(Origin::Program)),
            (vec![("syslogtag", "kernel:")], Some(Origin::Kernel)),
            (vec![("ident", "kubelet[7]:")], Some(Origin::Program)),
            (vec![("facility", "kern")], Some(Origin::Kernel)),
            (vec![("unit", "x.service")], None),
            // An event repeats the kernel's words; another reason says nothing of who speaks.
            (vec![("reason", "OOMKilling"), ("facility", "kern")], Some(Origin::Program)),
            (vec![("reason", "Started"), ("facility", "kern")], Some(Origin::Kernel)),
        ];
        for (mut pairs, origin) in rows {
            pairs.push(("message", "Killed process 7 (x)"));
            let fields = fields(&pairs);
            let read = draft(&fields, RecordDraft::default(), &mut String::new()).expect("a message");
            assert_eq!(read.origin, origin, "{pairs:?}");
        }
    }
}
