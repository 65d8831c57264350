//! Inputs made to harm: of up to 64 MiB each, and the program must end on its own, in bounded time and memory. Measured on
//! the real binary, optimised, one input after the other:
//!
//! ```text
//! cargo test --release --test abuse -- --ignored --nocapture
//! ```

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Processor time that an input of up to 64 MiB may take, of all cores together; where it takes longer, a note says what
/// was not read.
const CPU: Duration = Duration::from_secs(10);

/// Memory that it may take at its peak, in KiB.
const PEAK_KIB: u64 = 256 * 1024;

/// After so long it is taken for one that never ends.
const NEVER: Duration = Duration::from_mins(2);

/// Bytes of the larger inputs.
const LARGE: usize = 64 * 1024 * 1024;

/// A case: its name, and the bytes of the input.
type Case = (&'static str, fn() -> Vec<u8>);

const CASES: &[Case] = &[
    ("gzip, zeros in many members", || repeated(&gzip(&vec![0; 8 << 20]), LARGE)),
    ("gzip, just as much as is allowed", || repeated(&gzip(&noise(1 << 20)), LARGE)),
    ("gzip in gzip, nine times", || (0..9).fold(noise(4 << 20), |bytes, _| gzip(&bytes))),
    ("tar, one sparse member of a PiB", || sparse(1, 1 << 50)),
    ("tar.gz, 50 sparse members of 8 GiB", || gzip(&sparse(50, 8 << 30))),
    ("tar.gz, 1,511 names of 900 kB", || gzip(&long_names(1_511, 900_000))),
    ("zip, 500 names of 64 kB", || zip(500, 64_000)),
    ("tar.gz, 101,000 members", || gzip(&members(101_000))),
    ("zip, members that share their bytes", overlapping),
    ("zeros", || vec![0; LARGE]),
    ("line ends", || vec![b'\n'; LARGE]),
    ("one line", || vec![b'x'; LARGE]),
    ("bytes by chance", || chance(LARGE)),
    ("lines of logs without a kill", || noise(LARGE)),
    ("open brackets", || vec![b'['; LARGE]),
    ("open braces with names", || repeated(b"{\"a\":", LARGE)),
    ("a YAML list of nothing", || {
        [&b"apiVersion: v1\nkind: List\nitems:\n"[..], &repeated(b"- kind: Pod\n", LARGE / 4)].concat()
    }),
    ("headers of reports", || {
        repeated(b"[1.0] x invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n", LARGE)
    }),
    ("kills without a report", || {
        let kill = |n: u64| {
            format!(
                "Dec 13 07:23:21 n1 kernel: [{}.{n:06}] Killed process {n} (p{n}) total-vm:1kB, anon-rss:1kB, file-rss:0kB\n",
                n / 10
            )
        };
        (1..400_000).map(kill).collect::<String>().into_bytes()
    }),
    ("kills that quote their names, as CSV", || {
        let row = |n: usize| {
            format!(
                "2026-12-13T07:23:21Z,n,\"[{n}.0] Killed process {n} (p\"\"{n}) total-vm:1kB, anon-rss:1kB, file-rss:0kB\"\n"
            )
        };
        many("time,host,message\n", row)
    }),
    ("lines that announce kills, each of another pod", || {
        let line = |n: usize| {
            format!(
                "[{}.{n:06}] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,\
                 oom_memcg=/kubepods/pod{n},task_memcg=/kubepods/pod{n}/c,task=p{n},pid={},uid=0\n",
                n / 10,
                n + 1
            )
        };
        many("", line)
    }),
    ("lines of a runtime, each of another container", || {
        let line = |n: usize| {
            let stamp = format!("2026-11-17T09:13:40.{n:09}Z");
            format!("time=\"{stamp}\" level=info msg=\"TaskOOM event container_id:\\\"{n:064x}\\\"\"\n")
        };
        many("", line)
    }),
    ("a list of pods whose containers all ended", || {
        let pod = |n: usize| {
            format!(
                "{}{{\"kind\":\"Pod\",\"metadata\":{{\"name\":\"p{n}\",\"namespace\":\"n\",\"uid\":\"{n:032x}\"}},\"status\":\
                 {{\"containerStatuses\":[{{\"name\":\"c\",\"containerID\":\"containerd://{n:064x}\",\"lastState\":\
                 {{\"terminated\":{{\"reason\":\"OOMKilled\",\"exitCode\":137}}}}}}]}}}}\n",
                if n > 0 { "," } else { "" }
            )
        };
        [many("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n", pod), b"]}\n".to_vec()].concat()
    }),
    ("a CSV whose quote is never closed, lines of a letter", || [CSV_OPEN, &repeated(b"x\n", LARGE - 1024)].concat()),
    ("a CSV whose quote is never closed, quotes alone", || [CSV_OPEN, &repeated(b"\"\n", LARGE - 1024)].concat()),
    ("a CSV whose quotes are never closed", || {
        many("time,host,message\n", |n| format!("2026-12-13T07:23:21Z,n,\"[{n}.0] Killed process 1 (p)\n"))
    }),
    ("a CSV of a million columns", || {
        let names: String = (0..1_000_000).map(|n| format!(",c{n}")).collect();
        let row = format!("2026-12-13T07:23:21Z,[1.0] Killed process 1 (p){}\n", ",".repeat(1_000_000));
        [format!("time,message{names}\n").into_bytes(), repeated(row.as_bytes(), LARGE - names.len() - 64)].concat()
    }),
    ("lines that announce kills, without a stamp", || {
        many("", |n| {
            format!(
                "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,\
                 task=p,pid={},uid=0\n",
                n + 1
            )
        })
    }),
    ("lines that end in nothing but a needle", || repeated(b"x \"Killed process 1 (a)\"\n", LARGE)),
    ("pairs that hold a kill's words", || repeated(b"level=info msg=\"Killed process 1 (a)\"\n", LARGE)),
    ("JSON that holds a kill's words", || repeated(b"{\"a\":\"b\",\"c\":\"Killed process 1 (a)\"}\n", LARGE)),
    ("JSON in JSON that holds a kill's words", || {
        repeated(b"{\"log\":\"{\\\"c\\\":\\\"Killed process 1 (a)\\\"}\"}\n", LARGE)
    }),
    ("other programs' lines with a kill's words", || {
        many("", |n| format!("Dec 13 07:23:21 n app[{n}]: Killed process {n} (a)\n"))
    }),
    ("kills, each with the end of its container", || {
        many("", |n| {
            format!(
                "Nov 17 09:13:40 n1 kernel: [{n}.000000] Memory cgroup out of memory: Killed process {0} (p{n}) total-vm:1kB, \
                 anon-rss:1kB, file-rss:0kB, shmem-rss:0kB\nNov 17 09:13:40 n1 containerd[1]: time=\"2026-11-17T09:13:40.{n:09}Z\" \
                 level=info msg=\"received container exit event container_id:\\\"{n:064x}\\\"  id:\\\"{n:064x}\\\"  pid:{0}  \
                 exit_status:137\"\n",
                n + 1
            )
        })
    }),
    ("tiny reports", || {
        many("", |n| {
            format!(
                "[{n}.0] p{n} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n[{n}.0] Memory cgroup \
                 out of memory: Killed process {n} (p{n}) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB\n"
            )
        })
    }),
    ("members of a group", || {
        many("", |n| {
            format!(
                "[{n}.0] Tasks in /k{n} are going to be killed due to memory.oom.group set\n[{n}.0] Memory cgroup out of \
                 memory: Killed process {n} (p) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB\n"
            )
        })
    }),
    ("a mail in quoted-printable, lines of a letter", || {
        [MAIL, b"[1.0] Killed process 1 (p)\n", &repeated(b"x\n", LARGE - 1024)].concat()
    }),
    ("a mail in quoted-printable, kills that it broke", || {
        many(&String::from_utf8_lossy(MAIL), |n| {
            format!("[{n}.0] Out of memory: Killed process {n} (=70{n}) total-vm:1kB, anon-rss:1kB, f=\nile-rss:0kB\n")
        })
    }),
    ("zip, 65,000 members with a kill each", || {
        kills_zipped(65_000, |n| {
            format!("[{n}.0] Killed process {n} (p{n}) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB\n")
        })
    }),
    ("zip, 65,000 members with half a report each", || {
        kills_zipped(65_000, |n| {
            let half = if n % 2 == 0 {
                "x invoked oom-killer: gfp_mask=0xcc0, order=0"
            } else {
                "Killed process 1 (p) total-vm:1kB"
            };
            format!("[1.0] {half}\n")
        })
    }),
    ("descriptions of pods", || {
        many("", |n| {
            format!(
                "Name:         p{n}\nNamespace:    n\nNode:         n/10.0.0.1\nContainers:\n  c:\n    Container ID:   \
                 containerd://{n:064x}\n    Last State:     Terminated\n      Reason:       OOMKilled\n"
            )
        })
    }),
    ("a description of one pod of many containers", || [DESCRIBED, &repeated(b"  c:\n", LARGE - 1024)].concat()),
    ("a pod of many containers, as YAML", || {
        [YAML_POD, b"  containers:\n", &repeated(b"  - name: c\n", LARGE - 1024)].concat()
    }),
    ("a pod of many labels, as YAML", || {
        many(&format!("{}  labels:\n", String::from_utf8_lossy(YAML_META)), |n| format!("    a{n}: b\n"))
    }),
    ("pods of many containers, as JSON", || {
        let containers = repeated(b",{\"name\":\"c\"}", 1 << 20);
        let pod = [
            b"{\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"c\"}",
            &containers[..],
            b"]}},\n",
        ]
        .concat();
        let list: &[u8] = b"{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n";
        [list, &repeated(&pod, LARGE - (2 << 20)), b"{}]}\n"].concat()
    }),
    ("a table of pods", || {
        many("NAMESPACE   NAME   READY   STATUS      RESTARTS   AGE\n", |n| {
            format!("ns   p{n}   0/1   OOMKilled   1   1d\n")
        })
    }),
    ("units, each with a limit", || many("", |n| format!("Id=a{n}.service\nMemoryMax=4096\n\n"))),
    ("rows of a task table", || {
        let head = b"[1.0] x invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n[1.0] Tasks state (memory values in pages):\n";
        [
            &head[..],
            &repeated(
                b"[1.0] [   6001]  1077  6001   276111   118439  1015808        0          1000 x\n",
                LARGE - 1024,
            ),
        ]
        .concat()
    }),
];

/// A table whose last value is never closed.
const CSV_OPEN: &[u8] = b"time,host,message\n2026-12-13T07:23:21Z,n,\"[1.0] Killed process 1 (p)\n";

const MAIL: &[u8] =
    b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n";

const YAML_META: &[u8] = b"apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: n\n";

const YAML_POD: &[u8] = b"apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: n\nspec:\n";

const DESCRIBED: &[u8] = b"Name:         p\nNamespace:    n\nNode:         n/10.0.0.1\nContainers:\n";

#[test]
#[ignore = "takes minutes, and measures: run it alone and optimised"]
fn inputs_made_to_harm_end_in_bounded_time_and_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut over = Vec::new();
    for (name, make) in CASES {
        let input = folder.path().join("input");
        let bytes = make();
        assert!(bytes.len() <= LARGE + (1 << 20), "{name}");
        std::fs::write(&input, &bytes).expect("written");
        drop(bytes);
        let measured = measure(&input);
        println!(
            "{name:40} {:6.2} s, {:4} MiB, code {:?}",
            measured.cpu.as_secs_f64(),
            measured.peak_kib / 1024,
            measured.status.code()
        );
        let is_noted = measured.status.code() == Some(1) || measured.status.code() == Some(2);
        let is_clean = matches!(measured.status.code(), Some(0..=2));
        if !is_clean || measured.peak_kib > PEAK_KIB || (measured.cpu > CPU && !is_noted) {
            over.push(*name);
        }
    }
    assert_eq!(over, Vec::<&str>::new());
}

struct Measured {
    cpu: Duration,
    peak_kib: u64,
    status: ExitStatus,
}

fn measure(input: &Path) -> Measured {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oomscope"));
    command.args(["report", "--format", "csv"]).arg(input).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the binary starts");
    let (begun, mut cpu, mut peak_kib) = (Instant::now(), Duration::ZERO, 0);
    let status = loop {
        // While it is not waited for, an ended process still tells of its time.
        cpu = cpu.max(cpu_of(&child).unwrap_or_default());
        peak_kib = peak_kib.max(peak_of(&child).unwrap_or_default());
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if begun.elapsed() > NEVER {
            child.kill().expect("a child");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    Measured { cpu, peak_kib, status }
}

/// Time in user and kernel mode: fields 14 and 15 of `stat`, in hundredths of a second.
fn cpu_of(child: &Child) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let (user, kernel): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Duration::from_millis((user + kernel) * 10))
}

fn peak_of(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

fn repeated(piece: &[u8], bytes: usize) -> Vec<u8> {
    piece.repeat(bytes / piece.len())
}

/// As many lines as there is room for, each with its number.
fn many(head: &str, line: impl Fn(usize) -> String) -> Vec<u8> {
    let mut text = head.to_owned();
    for n in 0.. {
        let line = line(n);
        if text.len() + line.len() > LARGE {
            break;
        }
        text.push_str(&line);
    }
    text.into_bytes()
}

/// Lines that shrink about as logs do.
fn noise(bytes: usize) -> Vec<u8> {
    let mut log = Vec::with_capacity(bytes + 100);
    for n in 0_u64.. {
        if log.len() >= bytes {
            break;
        }
        writeln!(log, "Dec 13 07:23:20 node app[{}]: request {} served", n % 997, n.wrapping_mul(0x9e37_79b9))
            .expect("memory");
    }
    log
}

fn chance(bytes: usize) -> Vec<u8> {
    let mut state = 7_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(bytes).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn sparse(members: usize, hole: u64) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for _ in 0..members {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::GNUSparse);
        header.set_size(5);
        let gnu = header.as_gnu_mut().expect("a header of GNU's");
        gnu.set_real_size(hole + 5);
        if let Some(first) = gnu.sparse.first_mut() {
            first.set_offset(hole);
            first.set_length(5);
        }
        header.set_cksum();
        archive.append(&header, &b"text\n"[..]).expect("memory");
    }
    archive.into_inner().expect("memory")
}

fn long_names(members: usize, bytes: usize) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for n in 0..members {
        let mut header = tar::Header::new_gnu();
        header.set_size(5);
        header.set_cksum();
        archive.append_data(&mut header, format!("{n}{}", "n".repeat(bytes)), &b"text\n"[..]).expect("memory");
    }
    archive.into_inner().expect("memory")
}

fn members(count: usize) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for n in 0..count {
        let mut header = tar::Header::new_gnu();
        header.set_size(5);
        header.set_cksum();
        archive.append_data(&mut header, format!("logs/{n:06}"), &b"text\n"[..]).expect("memory");
    }
    archive.into_inner().expect("memory")
}

fn zip(members: usize, name_bytes: usize) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for n in 0..members {
        let name = format!("{n:06}{}", "n".repeat(name_bytes));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(b"text\n").expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

/// A zip of so many small files.
fn kills_zipped(members: usize, text: impl Fn(usize) -> String) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for n in 0..members {
        archive.start_file(n.to_string(), zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(text(n).as_bytes()).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn overlapping() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("first", zip::write::SimpleFileOptions::default()).expect("memory");
    archive.write_all(&noise(64 << 20)).expect("memory");
    for n in 0..5_000 {
        archive.shallow_copy_file("first", &format!("{n}")).expect("a copy");
    }
    archive.finish().expect("memory").into_inner()
}
