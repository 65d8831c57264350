//! What is no secret: names that every node has, and words that paths and file names are made of.

/// Programs of the node itself, by their whole names, as the kernel cuts them at 15 bytes and as other programs print
/// them.
const PROCESSES: &[&str] = &[
    "(sd-pam)",
    "NetworkManager",
    "agetty",
    "apparmor_parser",
    "auditd",
    "chronyd",
    "cloud-init",
    "conmon",
    "conmonrs",
    "containerd",
    "containerd-shim",
    "containerd-shim-runc-v2",
    "coredns",
    "crio",
    "cron",
    "crond",
    "crun",
    "dbus-broker",
    "dbus-broker-lau",
    "dbus-daemon",
    "dhclient",
    "docker-proxy",
    "dockerd",
    "earlyoom",
    "firewalld",
    "init",
    "irqbalance",
    "journalctl",
    "kernel",
    "kube-proxy",
    "kubelet",
    "login",
    "lxcfs",
    "multipathd",
    "networkd-dispat",
    "node-problem-de",
    "node-problem-detector",
    "ntpd",
    "pause",
    "polkitd",
    "rpcbind",
    "rs:main Q:Reg",
    "rsyslogd",
    "runc",
    "snapd",
    "sshd",
    "systemctl",
    "systemd",
    "systemd-cgroups",
    "systemd-coredum",
    "systemd-executo",
    "systemd-homed",
    "systemd-hostnam",
    "systemd-importd",
    "systemd-journal",
    "systemd-journald",
    "systemd-localed",
    "systemd-logind",
    "systemd-machine",
    "systemd-modules",
    "systemd-network",
    "systemd-networkd",
    "systemd-nspawn",
    "systemd-oomd",
    "systemd-resolve",
    "systemd-resolved",
    "systemd-run",
    "systemd-shutdow",
    "systemd-sleep",
    "systemd-sysctl",
    "systemd-timedat",
    "systemd-timesyn",
    "systemd-timesyncd",
    "systemd-tmpfile",
    "systemd-udevd",
    "systemd-userdbd",
    "systemd-userwor",
    "udevd",
];

/// Units that most nodes have, without their ending, beside those of [`PROCESSES`].
const UNITS: &[&str] = &["dbus", "docker", "rsyslog", "ssh", "system-getty", "system-modprobe"];

/// Threads of the kernel (`kernel/kthread.c`, `kernel/workqueue.c`, `mm/vmscan.c` …).
const THREADS: &[&str] = &[
    "kauditd",
    "kblockd",
    "kdevtmpfs",
    "khugepaged",
    "khungtaskd",
    "kintegrityd",
    "ksmd",
    "kthreadd",
    "kthrotld",
    "oom_reaper",
    "rcu_bh",
    "rcu_gp",
    "rcu_par_gp",
    "rcu_preempt",
    "rcu_sched",
    "rcu_tasks_kthre",
    "rcu_tasks_rude_",
    "rcu_tasks_trace",
    "swapper",
    "writeback",
];

/// Threads of the kernel of which there are several: the number follows.
const NUMBERED_THREADS: &[&str] = &[
    "cpuhp/",
    "idle_inject/",
    "kcompactd",
    "ksoftirqd/",
    "kswapd",
    "migration/",
    "rcuc/",
    "rcuog/",
    "rcuop/",
    "rcuos/",
    "scsi_eh_",
    "scsi_tmf_",
    "swapper/",
    "watchdog/",
];

/// Words of cgroup paths that the kubelet, the runtimes and systemd choose themselves.
const PATH_WORDS: &[&str] = &[
    "0",
    "agent",
    "app",
    "azure",
    "background",
    "besteffort",
    "buildkit",
    "burstable",
    "conmon",
    "container",
    "containerd",
    "cri",
    "crio",
    "cron",
    "default",
    "dev",
    "docker",
    "ecs",
    "ecstasks",
    "etc",
    "getty",
    "guaranteed",
    "home",
    "hugepages",
    "init",
    "io",
    "job",
    "k8s",
    "kata",
    "kube",
    "kubelet",
    "kubepods",
    "kubernetes",
    "libpod",
    "lxc",
    "machine",
    "mesos",
    "moby",
    "modprobe",
    "monitor",
    "mount",
    "nerdctl",
    "nomad",
    "nspawn",
    "overhead",
    "payload",
    "pod",
    "podman",
    "podruntime",
    "proc",
    "qemu",
    "reserve",
    "reserved",
    "root",
    "run",
    "runtime",
    "serial",
    "session",
    "share",
    "slurm",
    "slurmstepd",
    "ssh",
    "step",
    "sys",
    "system",
    "systemd",
    "task",
    "tty",
    "uid",
    "user",
    "var",
];

/// Words of the names that logs usually have.
const FILE_WORDS: &[&str] = &[
    "all",
    "archive",
    "audit",
    "boot",
    "bundle",
    "bz2",
    "cat",
    "clipboard",
    "cloud",
    "console",
    "containers",
    "crictl",
    "csv",
    "daemon",
    "debian",
    "debug",
    "describe",
    "dmesg",
    "docker",
    "events",
    "export",
    "fields",
    "full",
    "get",
    "gz",
    "host",
    "imjournal",
    "input",
    "iso",
    "journal",
    "journald",
    "json",
    "jsonl",
    "k",
    "kern",
    "kernel",
    "kube",
    "kubectl",
    "kubelet",
    "kubernetes",
    "log",
    "logs",
    "lz4",
    "messages",
    "monotonic",
    "ndjson",
    "node",
    "nodes",
    "notime",
    "old",
    "out",
    "pasted",
    "plain",
    "pod",
    "pods",
    "precise",
    "pretty",
    "raw",
    "rfc3164",
    "rfc3339",
    "rfc5424",
    "rsyslog",
    "seq",
    "serial",
    "short",
    "sosreport",
    "standard",
    "stdin",
    "syslog",
    "system",
    "systemd",
    "tar",
    "text",
    "tgz",
    "tsv",
    "txt",
    "unit",
    "unix",
    "var",
    "with",
    "xz",
    "zst",
];

/// Endings of file names.
const FILE_ENDINGS: &[&str] = &[
    "bz2", "csv", "export", "gz", "html", "journal", "json", "jsonl", "log", "lz4", "lzma", "md", "ndjson", "old",
    "out", "tar", "tbz2", "text", "tgz", "tsv", "txt", "txz", "xml", "xz", "yaml", "yml", "zip", "zst", "zstd",
];

/// Namespaces that every cluster has.
const NAMESPACES: &[&str] = &["default", "k8s.io", "kube-node-lease", "kube-public", "kube-system", "moby"];

/// Words that our sentences and the kernel's use: a process of such a name is replaced only where a name must stand.
const COMMON_WORDS: &[&str] = &[
    "admin",
    "api",
    "app",
    "backend",
    "cgroup",
    "cache",
    "container",
    "core",
    "data",
    "database",
    "default",
    "file",
    "frontend",
    "group",
    "kernel",
    "kill",
    "killed",
    "limit",
    "log",
    "main",
    "master",
    "memory",
    "name",
    "node",
    "out",
    "pod",
    "process",
    "run",
    "server",
    "service",
    "swap",
    "system",
    "task",
    "tasks",
    "test",
    "usage",
    "user",
    "web",
    "work",
    "worker",
];

/// True for a program that every node has.
pub(super) fn is_process(name: &str) -> bool {
    name.is_empty() || PROCESSES.contains(&name)
}

/// True for a unit that most nodes have, by its name without its ending.
pub(super) fn is_unit(stem: &str) -> bool {
    is_process(stem) || UNITS.contains(&stem)
}

/// True for what is written like a thread of the kernel. A program may call itself so, too: such a thread has no memory of
/// its own, and is in no task table.
pub(super) fn is_thread(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // `kworker/0:1`, `kworker/0:1H`, `kworker/u8:3`; what follows `kworker/R-` is the name of somebody's queue.
    let is_worker = |text: &str| {
        let pool = text.strip_prefix('u').unwrap_or(text);
        pool.split_once(':').is_some_and(|(cpu, id)| is_number(cpu) && is_number(id.strip_suffix('H').unwrap_or(id)))
    };
    THREADS.contains(&name)
        || NUMBERED_THREADS.iter().any(|start| name.strip_prefix(start).is_some_and(is_number))
        || name.strip_prefix("kworker/").is_some_and(is_worker)
}

/// True for a namespace that every cluster has.
pub(super) fn is_namespace(name: &str) -> bool {
    NAMESPACES.contains(&name)
}

/// True for a word of a cgroup path that tells nothing about whose it is. Short numbers are no secret: they are uids and
/// counts.
pub(super) fn is_path_word(word: &str) -> bool {
    let is_device = || ["tty", "ttyS", "hvc"].iter().any(|tty| word.strip_prefix(tty).is_some_and(is_count));
    is_count(word) || PATH_WORDS.contains(&word) || is_device()
}

/// True for a number that is too short for an account's, a subscription's or a machine's.
pub(super) fn is_count(word: &str) -> bool {
    (1..=10).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for a word of a file name that tells nothing about whose it is.
pub(super) fn is_file_word(word: &str) -> bool {
    FILE_WORDS.contains(&&*word.to_ascii_lowercase())
}

/// True for what ends the names of logs, packed ones and exports.
pub(super) fn is_file_ending(word: &str) -> bool {
    FILE_ENDINGS.contains(&&*word.to_ascii_lowercase())
}

/// True where replacing every such word would ruin sentences.
pub(super) fn is_common(name: &str) -> bool {
    name.len() < 3 || name.bytes().all(|byte| byte.is_ascii_digit()) || COMMON_WORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_begins_like_the_systems_is_not_the_systems() {
        for name in
            ["kworker/0:1", "kworker/u8:3", "kworker/1:0H", "migration/0", "kswapd0", "rcu_sched", "ksoftirqd/12"]
        {
            assert!(is_thread(name), "{name}");
        }
        for name in [
            "migration-acme",
            "migration/acme",
            "migration/",
            "kworker/acme",
            "kworker/R-acme_wq",
            "kworker/u8:3-acme",
            "kswapd-acme",
            "rcu_acme",
        ] {
            assert!(!is_thread(name) && !is_process(name), "{name}");
        }
        for name in ["systemd-acme", "journal-acme", "login-acme", "containerd-shim-acme", "apparmor-acme", "kubelet2"]
        {
            assert!(!is_process(name) && !is_unit(name), "{name}");
        }
        assert!(is_process("systemd-journal") && is_unit("rsyslog") && !is_process("rsyslog"));
    }
}
