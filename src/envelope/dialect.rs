//! The table of dialects: what each is called, what it looks like, and the function that takes it off.

use super::draft::RecordDraft;
use super::fields::Field;
use super::{cef, klog, printk, quoting, syslog, values};

/// A way in which lines of a log are written or wrapped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    /// How the code asks for it.
    pub(super) id: DialectId,
    /// Its name in reports.
    pub(super) name: &'static str,
    /// What writes it, in a line for people.
    pub(super) about: &'static str,
    /// Real lines of it.
    pub(super) samples: &'static [&'static str],
    pub(super) opens: Opens,
}

/// Takes a dialect off the front of a draft's text; changes nothing and says false where it is another.
type TakeDialect = fn(&mut RecordDraft<'_>) -> bool;

/// How a dialect is opened.
#[derive(Clone, Copy, Debug)]
pub(super) enum Opens {
    /// The header of one message: what is left is the message.
    Header(TakeDialect),
    /// A header that needs a host already known.
    Monotonic,
    /// The level in front of another header.
    Level(TakeDialect),
    /// Something around a line: what is left is a line.
    Wrapping(TakeDialect),
    /// JSON objects, on one line or over several; whether an object of these fields is of this dialect.
    Json(fn(&[Field<'_>]) -> bool),
    /// Values on one line, with names or without.
    Values(fn(&str) -> bool),
    /// The sign of a comment in front of a line.
    Comment,
    /// A string literal that holds a line or several.
    Literal,
    /// Records over several lines, told from the beginning of the source.
    Whole,
    /// What is mended in a line before it is read.
    Mended,
    /// No envelope at all.
    Bare,
}

/// Makes the table out of its rows, and of them `DialectId`.
macro_rules! dialects {
    ($(dialect($id:ident, $name:literal, $about:expr, $opens:expr, $samples:expr $(,)?)),* $(,)?) => {
        /// How the code asks for a dialect; as a number, its place in the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum DialectId {
            $($id),*
        }

        /// Every dialect, in the order in which they are tried: the particular before the general.
        pub(super) const DIALECTS: &[Dialect] = &[
            $(Dialect { id: DialectId::$id, name: $name, about: $about, samples: $samples, opens: $opens }),*
        ];
    };
}

/// True where a JSON object has one of these fields.
fn has_any(fields: &[Field<'_>], names: &[&str]) -> bool {
    fields.iter().any(|field| names.contains(&field.key))
}

/// Which dialect a JSON object is of: the last row of them takes what no other knows.
pub(super) fn of_json(fields: &[Field<'_>]) -> DialectId {
    let knows = |dialect: &&Dialect| matches!(dialect.opens, Opens::Json(is) if is(fields));
    DIALECTS.iter().find(knows).map_or(DialectId::Json, |dialect| dialect.id)
}

dialects!(
    dialect(
        TsvNameless,
        "tsv-nameless",
        "tabs without a line of names, the message first and the time last: `az … -o tsv`",
        Opens::Values(values::is_tail),
        &["[   16.713931] Call Trace:\tPrimaryResult\t2026-12-13T07:20:16.650907Z"],
    ),
    dialect(
        Rfc5424,
        "rfc5424",
        "syslog, RFC 5424",
        Opens::Header(syslog::rfc5424),
        &[
            "<4>1 2026-12-13T07:20:15.712917+00:00 aks-nodepool1-12345678-vmss000000 kernel - - - [   16.713931] dotnet \
         invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986",
            "<30>1 2026-12-13T07:20:15Z node kubelet 369 - [origin ip=\"10.0.0.1\"] Killed process 7 (x)",
        ],
    ),
    dialect(
        Rfc3164,
        "rfc3164",
        "syslog without a year: `/var/log/syslog`, `kern.log`, `messages`, `journalctl -o short`, `short-precise`; with or \
         without priority, host and tag",
        Opens::Header(syslog::rfc3164),
        &[
            "Dec 13 07:23:21 aks-ubuntu-26835060-vmss000000 kernel: [36370.036951] stress-ng-vm invoked oom-killer: \
             gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1000",
            "Dec 13 07:20:12 kernel: anon 66854912",
            "Nov  2 03:10:26 aks-nodepool1-12345678-vmss000002 kernel: Call Trace:",
            "Dec 13 07:20:12.264904 aks-nodepool1-12345678-vmss000000 kernel: anon 66854912",
            "<6>Dec 13 07:20:12 node kernel: Tasks state (memory values in pages):",
            "Dez 13 07:20:12 node kernel: anon 66854912",
        ],
    ),
    dialect(
        DmesgIso,
        "dmesg-iso",
        "`dmesg --time-format iso`",
        Opens::Header(printk::dmesg_iso),
        &[
            "2026-12-13T07:20:15,713931+00:00 dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986",
        ],
    ),
    dialect(
        Rfc3339,
        "rfc3339",
        "syslog with ISO 8601 stamps: rsyslog's file format, `journalctl -o short-iso`, `short-iso-precise`",
        Opens::Header(syslog::rfc3339),
        &[
            "2026-11-02T03:10:26.160577+00:00 aks-nodepool1-12345678-vmss000002 kernel: [   24.955712] my app invoked \
             oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=900",
            "2026-12-13T07:20:16+0000 aks-nodepool1-12345678-vmss000000 kernel:  <TASK>",
            "2026-12-13T07:20:12.250794+0000 aks-nodepool1-12345678-vmss000000 kernel: anon 66854912",
        ],
    ),
    dialect(
        LocalDate,
        "local-date",
        "syslog with dates as a country writes them: `13.12.2026`, `12/13/2026 … PM`",
        Opens::Header(syslog::local_date),
        &[
            "13.12.2026 07:20:12 aks-nodepool1-12345678-vmss000000 kernel: anon 66854912",
            "12/13/2026 07:20:12 PM aks-nodepool1-12345678-vmss000000 kernel: anon 66854912",
        ],
    ),
    dialect(
        JournalFull,
        "journal-full",
        "`journalctl -o short-full`, `with-unit`",
        Opens::Header(syslog::journal_full),
        &[
            "Sun 2026-12-13 07:20:12 UTC aks-nodepool1-12345678-vmss000000 kernel: anon 66854912",
            "Sun 2026-12-13 07:20:15 UTC aks-nodepool1-12345678-vmss000000 init.scope[1]: Started kubelet.service.",
        ],
    ),
    dialect(
        JournalUnix,
        "journal-unix",
        "`journalctl -o short-unix` and others with seconds since 1970",
        Opens::Header(syslog::epoch),
        &[
            "1797146412.264904 aks-nodepool1-12345678-vmss000000 kernel: anon 66854912",
            "1797146412 node [   12.304535] anon 66854912",
        ],
    ),
    dialect(
        JournalMonotonic,
        "journal-monotonic",
        "`journalctl -o short-monotonic`",
        Opens::Monotonic,
        &["[   12.304409] aks-nodepool1-12345678-vmss000000 kernel: Tasks state (memory values in pages):"],
    ),
    dialect(
        Dmesg,
        "dmesg",
        "`dmesg`, serial consoles",
        Opens::Header(printk::dmesg),
        &[
            "[   16.713931] dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986",
            "[  246.610518][ T1778] Tasks state (memory values in pages):",
        ],
    ),
    dialect(
        DmesgTime,
        "dmesg-time",
        "`dmesg -T`, in several languages",
        Opens::Header(printk::dmesg_time),
        &[
            "[Sun Dec 13 07:20:15 2026] dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986",
            "[日 12月 13 07:20:15 2026] Call Trace:",
            "[So Dez 13 07:20:15 2026] Call Trace:",
            "[dim. déc. 13 07:20:15 2026] Call Trace:",
        ],
    ),
    dialect(
        DmesgHuman,
        "dmesg-human",
        "`dmesg -H`, `--reltime`, `-d`",
        Opens::Header(printk::dmesg_human),
        &[
            "[Dec13 07:19] Linux version 6.1.0-56-cloud-amd64",
            "[  +0.000126] anon 66854912",
            "[<    0.000126>] anon 66854912",
        ],
    ),
    dialect(
        DmesgCaller,
        "dmesg-caller",
        "`dmesg --time-format notime` of a kernel that names its callers",
        Opens::Header(printk::called),
        &["[T716580] Tasks state (memory values in pages):", "[    C1] Call Trace:"],
    ),
    dialect(
        DmesgCut,
        "dmesg-cut",
        "dmesg whose first letters were cut",
        Opens::Header(printk::cut_stamp),
        &["  12.294818] Call Trace:", "Thu May 23 18:40:42 2024] Tasks state (memory values in pages):"],
    ),
    dialect(
        Kmsg,
        "kmsg",
        "records of `/dev/kmsg`, extended netconsole",
        Opens::Header(printk::kmsg),
        &[
            "4,5001,36370036958,-,ncfrag=0/1012;CPU: 1 PID: 716580 Comm: stress-ng-vm",
            "4,1234,16713931,-;dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986",
            "6,1235,16718173,-,caller=T190;anon 50110464\\x0afile 0\\x0akernel 221184",
        ],
    ),
    dialect(
        Talos,
        "talos",
        "`talosctl dmesg`",
        Opens::Header(printk::talos),
        &[
            "10.5.0.2: kern: warning: [2026-12-13T07:20:15.713931Z]: dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), \
         order=0, oom_score_adj=986",
            "kern:    info: [2026-12-13T07:20:15.713931Z]: Tasks state (memory values in pages):",
        ],
    ),
    dialect(
        Klog,
        "klog",
        "files of the kubelet and of other programs of Kubernetes",
        Opens::Header(klog::klog),
        &["I1213 07:20:16.650907    2573 kubelet.go:2421] \"SyncLoop (PLEG): event for pod\" pod=\"shop/api-0\""],
    ),
    dialect(
        KernelTag,
        "kernel-tag",
        "lines cut to `kernel: …`",
        Opens::Header(syslog::tag_only),
        &[
            "kernel: Memory cgroup stats for /system.slice/indexer.service:",
            "node-7 kernel: Call Trace:",
            "... kernel: [   16.713931] Call Trace:",
        ],
    ),
    dialect(
        DmesgRaw,
        "dmesg-raw",
        "`dmesg -r`, `/proc/kmsg`",
        Opens::Level(printk::priority),
        &["<4>[   16.713931] dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986"],
    ),
    dialect(
        DmesgDecoded,
        "dmesg-decoded",
        "`dmesg -x`",
        Opens::Level(printk::decoded),
        &[
            "kern  :warn  : [   16.713931] dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986",
        ],
    ),
    dialect(
        JournalJson,
        "journal-json",
        "`journalctl -o json`, `json-pretty`, `json-seq`",
        Opens::Json(|fields| has_any(fields, &["__REALTIME_TIMESTAMP", "_TRANSPORT", "__CURSOR"])),
        &[
            "{\"__REALTIME_TIMESTAMP\":\"1797146416650907\",\"_SOURCE_MONOTONIC_TIMESTAMP\":\"16713931\",\"_TRANSPORT\":\"kernel\",\
         \"_HOSTNAME\":\"node\",\"SYSLOG_IDENTIFIER\":\"kernel\",\"MESSAGE\":\"dotnet invoked oom-killer: order=0\"}",
            "\u{1e}{\"__REALTIME_TIMESTAMP\":\"1797146416650907\",\"_TRANSPORT\":\"kernel\",\"MESSAGE\":[97,110,111,110,32,49]}",
        ],
    ),
    dialect(
        DmesgJson,
        "dmesg-json",
        "`dmesg -J`",
        Opens::Json(|fields| has_any(fields, &["pri"]) && has_any(fields, &["msg"])),
        &["{\"pri\": 4, \"time\": 16.713931, \"msg\": \"dotnet invoked oom-killer: order=0\"}"],
    ),
    dialect(
        Json,
        "json",
        "JSON of any other make, the message found by what it holds: Fluent Bit, Fluentd, Vector, CloudWatch, Cloud Logging, \
         Loki, Docker's json-file, Elasticsearch",
        Opens::Json(|_| true),
        &[
            "{\"date\":1797146416.650907,\"priority\":4,\"host\":\"node\",\"ident\":\"kernel\",\"msg\":\"anon 66854912\"}",
            "{\"log\":\"[   16.713931] anon 66854912\\n\",\"stream\":\"stdout\",\"time\":\"2026-12-13T07:20:16.650907Z\"}",
            "{\"textPayload\":\"kernel: anon 66854912\",\"timestamp\":\"2026-12-13T07:20:16.650907Z\"}",
            "{\"_index\":\"logs\",\"_source\":{\"@timestamp\":\"2026-12-13T07:20:16Z\",\"host\":{\"name\":\"node\"},\
             \"message\":\"Dec 13 07:20:16 node kernel: anon 66854912\"}}",
            "{\"stream\":{\"host\":\"node\"},\"values\":[[\"1797146416650907000\",\"kernel: anon 66854912\"]]}",
        ],
    ),
    dialect(
        JournalExport,
        "journal-export",
        "`journalctl -o export`",
        Opens::Whole,
        &["__CURSOR=s=648f666fadc547e9a66278beec0b29dd;i=222"],
    ),
    dialect(
        JournalVerbose,
        "journal-verbose",
        "`journalctl -o verbose`",
        Opens::Whole,
        &[
            "Sun 2026-12-13 07:20:12.264904 UTC [s=648f666fadc547e9a66278beec0b29dd;i=211;t=6627ec1832dc8;x=350f75645e5b0e10]",
        ],
    ),
    dialect(
        Csv,
        "csv",
        "CSV with a line of names: exports of Log Analytics, Data Explorer, Splunk",
        Opens::Whole,
        &["TimeGenerated [UTC],Computer,Facility,SyslogMessage"],
    ),
    dialect(Tsv, "tsv", "the same with tabs", Opens::Whole, &["time\thost\tmessage"]),
    dialect(
        Columns,
        "columns",
        "columns parted by blanks under a line of names and a rule: `az … -o table`",
        Opens::Whole,
        &["Message    TimeGenerated\n---------  --------------------"],
    ),
    dialect(
        Cef,
        "cef",
        "Common Event Format: what collectors for SIEMs pass on",
        Opens::Values(cef::is_cef),
        &["CEF:0|Linux|kernel|6.1|100|kernel|5|rt=Dec 13 2026 07:20:16 dvchost=node msg=[   16.713931] Call Trace:"],
    ),
    dialect(
        Logfmt,
        "logfmt",
        "pairs of names and values: Loki, Go programs",
        Opens::Values(values::is_logfmt),
        &["ts=2026-12-13T07:20:16.650907Z level=warn msg=\"[   16.713931] Call Trace:\""],
    ),
    dialect(
        CsvNameless,
        "csv-nameless",
        "CSV whose line of names was left out",
        Opens::Values(values::is_columns),
        &["2026-12-13T07:20:16.650907Z,node,warn,\"[   16.713931] Call Trace:\""],
    ),
    dialect(
        Cri,
        "cri",
        "container log files of the kubelet",
        Opens::Wrapping(quoting::cri),
        &["2026-12-13T07:20:16.650907123Z stdout F [   16.713931] Call Trace:"],
    ),
    dialect(
        Stamped,
        "stamped",
        "`kubectl logs --timestamps`, `docker logs -t`",
        Opens::Wrapping(quoting::stamped),
        &["2026-12-13T07:20:16.650907123Z [   16.713931] Call Trace:"],
    ),
    dialect(
        StampedConsole,
        "stamped-console",
        "consoles and supervisors: `[2026-12-13 07:20:16]` (ts, minicom, tio), TAI64N labels (multilog, svlogd, s6-log)",
        Opens::Wrapping(quoting::stamped_console),
        &["[2026-12-13 07:20:16] [   16.713931] Call Trace:", "@400000006b0bbf49365a739c [   16.713931] Call Trace:"],
    ),
    dialect(
        Compose,
        "compose",
        "`docker compose logs`",
        Opens::Wrapping(quoting::compose),
        &["node-exporter-1  | [   16.713931] Call Trace:"],
    ),
    dialect(
        MailQuote,
        "mail-quote",
        "quoting in mails and tickets",
        Opens::Wrapping(quoting::mail),
        &["> > [   16.713931] Call Trace:"],
    ),
    dialect(
        Grep,
        "grep",
        "what `grep` and `zgrep` print before a line",
        Opens::Wrapping(quoting::grep),
        &["/var/log/kern.log.2.gz:[   16.713931] Call Trace:", "kern.log-812-Dec 13 07:20:16 node kernel: Call Trace:"],
    ),
    dialect(
        Indented,
        "indented",
        "Markdown and tickets: indentation, lists, inline code",
        Opens::Wrapping(quoting::indented),
        &["    [   16.713931] Call Trace:", "- `[   16.713931] Call Trace:`"],
    ),
    dialect(
        Comment,
        "comment",
        "comments in source text",
        Opens::Comment,
        &[
            "// oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=x,pid=7,uid=0",
        ],
    ),
    dialect(
        Prefixed,
        "prefixed",
        "words before a line: stern, `kubectl logs --prefix`, logcli, Fluentd, pdsh, consoles of hypervisors and of BMCs",
        Opens::Wrapping(quoting::prefixed),
        &[
            "2026-12-13T07:20:16.127Z In(05) vcpu-5 - Guest: <4>[   16.713931] Call Trace:",
            "node01: [Sun Dec 13 07:20:15 2026] Call Trace:",
            "[pod/kmsg-reader-x7k2p/reader] [   16.713931] Call Trace:",
            "kmsg-reader-x7k2p reader [   16.713931] Call Trace:",
            "{job=\"kern\", host=\"node\"} Dec 13 07:20:16 node kernel: Call Trace:",
            "Sun Dec 13 07:20:16 2026 kern.warn kernel: [   16.713931] Call Trace:",
        ],
    ),
    dialect(
        StringLiteral,
        "string-literal",
        "string literals of program text and of cut JSON",
        Opens::Literal,
        &[
            "            b\"[   16.713931] Call Trace:\\n\",  # noqa: E501",
            "  \"message\": \"Out of memory: Killed process 412 (mysqld)\",",
        ],
    ),
    dialect(
        Console,
        "console",
        "escape codes of terminals, no-break spaces",
        Opens::Mended,
        &["\u{1b}[32m[   16.713931] \u{1b}[0m\u{1b}[33mdotnet invoked oom-killer: \u{1b}[0m\u{1b}[1morder=0\u{1b}[0m"],
    ),
    dialect(Html, "html", "text copied with its HTML escapes", Opens::Mended, &["&gt; [   16.714600]  &lt;TASK&gt;"]),
    dialect(Rtf, "rtf", "rich text of a word processor", Opens::Whole, &["{\\rtf1 [   16.713931] Call Trace:\\par"]),
    dialect(
        Mail,
        "mail",
        "quoted-printable and base64, as mails are stored and copied",
        Opens::Whole,
        &["Content-Transfer-Encoding: quoted-printable"],
    ),
    dialect(
        Marked,
        "marked",
        "lines that end with `$`: `cat -A`, `sed -n l`",
        Opens::Whole,
        &["[   16.713931] Call Trace:$\n[   16.713935]  <TASK>$\n"],
    ),
    dialect(
        Folded,
        "folded",
        "scalars of YAML and lists of Python that are folded over lines; entries of `gcloud logging read`; reports that `fmt` filled anew",
        Opens::Whole,
        &["log: 'Dec 13 07:20:16 n kernel: Call\n  Trace:\n\n  '"],
    ),
    dialect(
        Wrapped,
        "wrapped",
        "lines that a terminal broke at its width",
        Opens::Whole,
        &["[   16.713931] dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, o\n\
             om_score_adj=986\n\
             [   16.714020] CPU: 0 PID: 190 Comm: dotnet Not tainted 6.1.0-56-cloud-amd64 #1 \n\
              Debian 6.1.174-1\n\
             [   16.714100] Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.\n\
             2-debian-1.16.2-1 04/01/2014"],
    ),
    dialect(
        DmesgShortened,
        "dmesg-shortened",
        "dmesg whose stamp somebody shortened or made illegible: `[36370]`, `[xxxxx.xxxxxx]`",
        Opens::Header(printk::take_odd_stamp),
        &["[xxxxx.xxxxxx] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,\
           task_memcg=/,task=java,pid=31,uid=0"],
    ),
    dialect(
        Bare,
        "bare",
        "no envelope: `journalctl -o cat`, `dmesg --time-format notime`, pasted fragments",
        Opens::Bare,
        &["dotnet invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=986"],
    ),
);
