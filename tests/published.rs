//! Kills as people publish them: in questions, tickets, articles and mails, shortened, glued, quoted and blotted out.

#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::load::{Options, pipeline};
use oomscope::source::{Input, Store};

/// A kill: the pid and the name of the victim, whose limit, the node.
type Kill = (u32, &'static str, &'static str, Option<&'static str>);

const ID: &str = "0f2b3fcdd2578165ea77266cdc7b1ad43e75877b0ac1889ecda30a78cb78bd53";

/// What a text is, the text (`ID` stands for a container's id), and its kills.
const TEXTS: &[(&str, &str, &[Kill])] = &[
    (
        "a sentence that goes on behind the line",
        "We looked into the messages, as follows Out of memory: Kill process 5372 (mongod) score 130 or sacrifice child \
         Killed process 5372 (mongod), UID 0, total-vm:2539052kB, anon-rss:2117096kB, file-rss:0kB, shmem-rss:0kB and so on\n",
        &[(5372, "mongod", "whole-node", None)],
    ),
    (
        "lines of one level only: neither header nor kill, and the reaper tells whom",
        "6,301,816225424,-;Task in /kubepods/pod1/ID killed as a result of limit of /kubepods/pod1\n\
         6,302,816225428,-;memory: usage 20480kB, limit 20480kB, failcnt 136\n\
         6,303,816225430,-;Memory cgroup stats for /kubepods/pod1: cache:0KB rss:0KB inactive_anon:0KB active_anon:0KB\n\
         6,304,816225463,-;Memory cgroup stats for /kubepods/pod1/ID: cache:0KB rss:19800KB inactive_anon:0KB active_anon:19800KB\n\
         6,305,816225491,-;Tasks state (memory values in pages):\n\
         6,306,816225492,-;[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name\n\
         6,307,816225674,-;[2276312] 65535 2276312      242        1    28672        0          -998 pause\n\
         6,308,816225685,-;[2292670]     0 2292670   178320     5602   131072        0          -997 worker\n\
         6,309,816226814,-;oom_reaper: reaped process 2292670 (worker), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB\n",
        &[(2_292_670, "worker", "pod", None)],
    ),
    (
        "the line that names the victim, without its first characters",
        "MCG,nodemask=(null),cpuset=cri-containerd-ID.scope,mems_allowed=0,oom_memcg=/kubepods.slice,\
         task_memcg=/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-ID.scope,task=stress,\
         pid=68061,uid=0\n\
         Jun 24 18:49:43 n1 kernel: [ 8341.856870] Memory cgroup out of memory: Killed process 68061 (stress) total-vm:4195088kB, \
         anon-rss:2884696kB, file-rss:288kB, shmem-rss:0kB, UID:0 pgtables:5696kB oom_score_adj:872\n",
        &[(68061, "stress", "node-allocatable", Some("n1"))],
    ),
    (
        "kills with nothing at all between them",
        "Out of memory: kill process 12475 (qemu) score 7899 or a childKilled process 12475 (qemu)Out of memory: kill process 12481 \
         (applet) score 780 or a childKilled process 12481 (applet)\n",
        &[(12475, "qemu", "whole-node", None), (12481, "applet", "whole-node", None)],
    ),
    (
        "string literals that stand far to the right",
        "        lines += (\n\
         \x20                 \"[86012.123999] Out of memory: Killed process 4242 (java) total-vm:90kB, anon-rss:79kB\\n\"\n\
         \x20                 \"[90210.000001] Out of memory: Killed process 5151 (python3) total-vm:60kB, anon-rss:58kB\\n\")\n",
        &[(4242, "java", "whole-node", None), (5151, "python3", "whole-node", None)],
    ),
    (
        "lines that stand far to the right",
        "\x20                 [86012.123999] Out of memory: Killed process 4242 (java) total-vm:90kB, anon-rss:79kB\n\
         \x20                 [90210.000001] Out of memory: Killed process 5151 (python3) total-vm:60kB, anon-rss:58kB\n",
        &[(4242, "java", "whole-node", None), (5151, "python3", "whole-node", None)],
    ),
    (
        "a list that stands far to the right",
        "\x20                 - [86012.123999] Out of memory: Killed process 4242 (java) total-vm:90kB, anon-rss:79kB\n\
         \x20                 - [90210.000001] Out of memory: Killed process 5151 (python3) total-vm:60kB, anon-rss:58kB\n",
        &[(4242, "java", "whole-node", None), (5151, "python3", "whole-node", None)],
    ),
    (
        "a line that was written by hand, and nothing of the kill",
        "oom-kill:constraint=CONSTRAINT_MEMCG, oom_memcg=/slurm_n7/uid_16/job_59,\n         task=python, pid=567337\n\
         memory: usage 203161592kB, limit 203161592kB, failcnt 340170\n",
        &[(567_337, "python", "other-cgroup", None)],
    ),
    (
        "one kill with the boot's clock and, below, with the syslog's",
        "[500082.948394] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task=bot,pid=406656,\
         uid=0\n[500082.948422] Out of memory: Killed process 406656 (bot) total-vm:3044284kB, anon-rss:1330768kB\n\n\
         2026-06-25T13:22:40.509571+08:00 kernel: oom-kill:constraint=CONSTRAINT_NONE,task=bot,pid=406656\n\
         2026-06-25T13:22:40.509572+08:00 kernel: Out of memory: Killed process 406656 (bot)\n",
        &[(406_656, "bot", "whole-node", None)],
    ),
    (
        "a report that is explained line by line, its announcement first",
        "    Mar 13 13:18:41 n1 kernel: [630250.830734] Out of memory: Kill process 16886 (ruby) score 750 or sacrifice child\n\n\
         It was announced so, and in the table stands:\n\n\
         \x20   Mar 13 13:18:41 n1 kernel: [630250.830637] [ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name\n\
         \x20   Mar 13 13:18:41 n1 kernel: [630250.830727] [16886]  1001 16886  1257320   756433    1669        0             0 ruby\n\n\
         Its end:\n\n\
         \x20   Mar 13 13:18:41 n1 kernel: [630250.830790] Killed process 16886 (ruby) total-vm:5029280kB, anon-rss:3025732kB, \
         file-rss:0kB\n",
        &[(16886, "ruby", "whole-node", Some("n1"))],
    ),
    (
        "of the table what a search for oom leaves of it",
        "Jun 20 03:23:46 n1 kernel: [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name\n\
         Jun 20 03:23:46 n1 kernel: [   1762]   998  1762     4074      467    77824      144          -900 systemd-oomd\n\
         Jun 20 03:23:46 n1 kernel: oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=user.slice,mems_allowed=0,\
         global_oom,task_memcg=/user.slice,task=build,pid=1043271,uid=1000\n\
         Jun 20 03:23:46 n1 kernel: Out of memory: Killed process 1043271 (build) total-vm:4222280kB, anon-rss:3934380kB, \
         file-rss:688kB, shmem-rss:0kB, UID:1000 pgtables:7812kB oom_score_adj:200\n",
        &[(1_043_271, "build", "whole-node", Some("n1"))],
    ),
    (
        "a sentence in another script",
        "日志如下：Out of memory: Killed process 4541 (v2ray) total-vm:100kB, anon-rss:100kB, file-rss:0kB\n",
        &[(4541, "v2ray", "whole-node", None)],
    ),
    (
        "the subject of a mail",
        "Subject: Re: was: Re: Out of Memory: Killed process 16498 (java).\n",
        &[(16498, "java", "whole-node", None)],
    ),
    (
        "a kill without its figures, and prose in the next line",
        "[482936.204122] Out of memory: Killed process 28451 (java)\nThis means that the node had none left.\n",
        &[(28451, "java", "whole-node", None)],
    ),
    (
        "figures in an indented line",
        "[482936.204] memory cgroup out of memory: Killed process 28451 (java)\n  total-vm:4892176kB, anon-rss:524288kB\n",
        &[(28451, "java", "unknown", None)],
    ),
    (
        "a title that says what the log says",
        "# kernel: Memory cgroup out of memory: Kill process 1841 (exe) score 0 or sacrifice child\n\n\
         May 15 17:05:42 n1 kernel: Task in /kubepods/pod1/ID killed as a result of limit of /kubepods/pod1/ID\n\
         May 15 17:05:42 n1 kernel: memory: usage 51200kB, limit 51200kB, failcnt 840635\n\
         May 15 17:05:42 n1 kernel: Memory cgroup out of memory: Kill process 1841 (exe) score 0 or sacrifice child\n\
         May 15 17:05:42 n1 kernel: Killed process 1841 (exe) total-vm:6548kB, anon-rss:100kB, file-rss:160kB\n",
        &[(1841, "exe", "container", Some("n1"))],
    ),
    (
        "hosts that were blotted out",
        "Feb 03 19:57:08 ** kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,\
         oom_memcg=/docker/ID,task_memcg=/docker/ID,task=qemu,pid=39079,uid=107\n\
         Feb 03 19:57:08 ** kernel: Memory cgroup out of memory: Killed process 39079 (qemu) total-vm:178kB, anon-rss:167kB\n",
        &[(39079, "qemu", "container", None)],
    ),
    (
        "a whole report without line ends",
        "[193038.106468] Task in /docker/ID killed as a result of limit of /docker/ID[193038.106478] memory: usage 524288kB, \
         limit 524288kB, failcnt 77[193038.106480] kmem: usage 3708kB, limit 9007199254740988kB, failcnt 0[193038.106494] \
         [ pid ] uid tgid total_vm rss pgtables_bytes swapents oom_score_adj name[193038.106571] [27281] 0 27281 1153302 134371 \
         1466368 0 0 java[193038.106574] Memory cgroup out of memory: Kill process 27281 (java) score 1027 or sacrifice \
         child[193038.148334] Killed process 27281 (java) total-vm:4613208kB, anon-rss:520404kB, file-rss:17080kB, shmem-rss:0kB\n",
        &[(27281, "java", "container", None)],
    ),
    (
        "lines without ends between them, broken by a magazine",
        "Oct 14 10:22:40 n1 kernel: [ 2702]     0  2702    28281 \u{21aa}50    7        0             0 shOct 14 10:22:40 n1 \
         kernel: Memory cgroup out of memory: \u{21aa}Kill process 2687 (sh) score 0 or sacrifice childOct 14 10:22:40 n1 kernel: \
         Killed process 2702 (sh) \u{21aa}total-vm:113124kB, anon-rss:200kB, file-rss:0kB\n",
        &[(2702, "sh", "unknown", Some("n1"))],
    ),
    (
        "a path that breaks off within the victim's",
        "5193605.506728] Task in /kubepods/pod951f6bc5-c5a5-11ea-8707-80e455f266a2/ID killed as a result of limit of /kubepo\n\
         ds/pod951f6bc5-c5a5-11ea-8707-80e455f266a2/ID\n\
         [5193605.506735] memory: usage 524288kB, limit 524288kB, failcnt 0\n\
         [5193605.506739] Memory cgroup stats for /kubepods/pod951f6bc5-c5a5-11ea-8707-80e455f266a2/ID: cache:1KB rss:2KB\n\
         [5193605.506956] Memory cgroup out of memory: Kill process 62685 (bash) score 0 or sacrifice child\n\
         [5193605.508964] Killed process 62769 (cp) total-vm:17528kB, anon-rss:88kB, file-rss:1556kB, shmem-rss:0kB\n",
        &[(62769, "cp", "container", None)],
    ),
    (
        "a line that names the chosen one alone",
        "<3>Mar 12 09:17:05 gw kernel: Out of memory: Kill process 991 (build)\n",
        &[(991, "build", "whole-node", Some("gw"))],
    ),
    (
        "the words of 2.6.24",
        "[ 1.000001] Out of memory: kill process 12475 (qemu) score 7899 or a child\n[ 1.000002] Killed process 12475 (qemu)\n",
        &[(12475, "qemu", "whole-node", None)],
    ),
    (
        "a mark behind the stamp",
        "[  142.890123] [ oom-killer ] Memory cgroup out of memory: Killed process 28914 (llama) total-vm:9kB, anon-rss:8kB\n",
        &[(28914, "llama", "unknown", None)],
    ),
    (
        "a name in a list, with a remark behind it",
        "- `Memory cgroup out of memory: Killed process 1974108 (in:imuxsock)` (rsyslog).\n",
        &[(1974108, "in:imuxsock", "unknown", None)],
    ),
    (
        "a container of OpenVZ, wrapped before the words of the kill",
        "What does this mean?\n\n\
         Nov 24 12:17:04 hw1 kernel: [758955.653217] OOM killer in rage, 16 tasks killed in ub 1234\n\
         Nov 24 12:17:04 hw1 kernel: [758955.653313] Out of memory in UB 1234: OOM \n\
         killed process 21738 (php-cgi) score 0 vm:281988kB, rss:17004kB, swap:0kB\n\
         Nov 24 12:17:07 hw1 kernel: [758957.803617] Out of memory in UB 1234: OOM \n\
         killed process 21747 (php-cgi) score 0 vm:281988kB, rss:17008kB, swap:0kB\n\nThere is memory left.\n",
        &[(21738, "php-cgi", "container", Some("hw1")), (21747, "php-cgi", "container", Some("hw1"))],
    ),
    (
        "a container of OpenVZ whose number was blotted out, and the node itself",
        "[4038014.625029] Out of memory in UB XXXX: OOM killed process 601 (mysqld) score 0 vm:1212112kB, rss:84964kB, swap:748kB\n\
         [4038019.125000] Out of memory: OOM killed process 7 (java) score 91 vm:912112kB, rss:84964kB, swap:748kB\n",
        &[(601, "mysqld", "container", None), (7, "java", "whole-node", None)],
    ),
    (
        "a container of OpenVZ in a sentence",
        "The log had `out of memory in UB 815792: OOM killed process 29747 (MySQLD) error messages.`\n",
        &[(29747, "MySQLD", "container", None)],
    ),
    (
        "the host of OpenVZ counted as number 0",
        "[4038014.625029] Out of memory in UB 0: OOM killed process 601 (vzlist) score 0 vm:1212112kB, rss:84964kB, swap:748kB\n",
        &[(601, "vzlist", "unknown", None)],
    ),
    (
        "lines picked by words on a slow console",
        "$ dmesg | grep -i kill\n\
         [6710782.021013] java invoked oom-killer: gfp_mask=0xd0, order=0, oom_adj=0, oom_score_adj=0\n\
         [6710782.070639] [<ffffffff81118898>] ? oom_kill_process+0x68/0x140 \n\
         [6710782.257588] Task in /LXC0111 killed as a result of limit of /LXC0111 \n\
         [6710784.698347] Memory cgroup out of memory: Kill process 215701 (java) score 854 or sacrifice child \n\
         [6710784.707978] Killed process 215701, UID 679, (java) total-vm:110kB, anon-rss:71kB, file-rss:12kB\n",
        &[(215_701, "java", "other-cgroup", None)],
    ),
    (
        "the lines that choose, without pids",
        "oom-kill:constraint=CONSTRAINT_CPUSET,nodemask=(null),cpuset=emulator,mems_allowed=0,global_oom,task=qemu\n\
         Out of memory: Killed process 886679 (qemu) total-vm:192kB, anon-rss:164kB\n\n\
         oom-kill:constraint=CONSTRAINT_MEMORY_POLICY,nodemask=0,cpuset=vcpu1,mems_allowed=0,global_oom,task=qemu\n\
         Out of memory: Killed process 27410 (qemu) total-vm:192kB, anon-rss:142kB\n",
        &[(886_679, "qemu", "cpuset", None), (27410, "qemu", "mempolicy", None)],
    ),
    (
        "one stamp, and lines that were shortened",
        "[Sat Sep 19 09:17:40 2026] python invoked oom-killer: ... oom_score_adj=944\n\
         oom-kill:constraint=CONSTRAINT_MEMCG, ...\n   pod1fd97494.slice, task=python,pid=3864781\n\
         Memory cgroup out of memory: Killed process 3864781 (python) anon-rss:1210580kB\n\
         Tasks in ...pod1fd97494... are going to be killed due to memory.oom.group set\n\
         Memory cgroup out of memory: Killed process 3838301 (listener)\n",
        &[(3_864_781, "python", "unknown", None)],
    ),
    (
        "a mail that broke the line behind the pid and indented what goes on",
        "Aug 14 23:00:02 n1 kernel: Out of memory: Killed process 2692\n (systemd-udevd) total-vm:1056800kB, \
         anon-rss:1052760kB, file-rss:4kB,\n shmem-rss:0kB oom_score_adj:1000\n",
        &[(2692, "systemd-udevd", "whole-node", Some("n1"))],
    ),
    (
        "a title with figures over a report that breaks off",
        "# Memory cgroup out of memory: Killed process 4242 (java) total-vm:99kB, anon-rss:78kB, file-rss:0kB\n\n\
         [ 1234.100000] java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n\
         [ 1234.101000] memory: usage 512000kB, limit 512000kB, failcnt 37\n\
         [ 1234.102000] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/jobs,\
         task_memcg=/jobs,task=java,pid=4242,uid=0\n[ 1234.102100] Memory cgroup out of mem",
        &[(4242, "java", "other-cgroup", None)],
    ),
    (
        "a title over a line that names the victim and a kill that breaks off",
        "Title: Out of memory: Killed process 4242 (java) total-vm:9912345kB, anon-rss:7812344kB\n\
         Mar  1 10:00:00 n1 kernel: [ 1234.102000] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,\
         mems_allowed=0,global_oom,task_memcg=/jobs,task=java,pid=4242,uid=0\n\
         Mar  1 10:00:00 n1 kernel: [ 1234.102100] Out of memory: Killed process 4242 (java) total-vm:99",
        &[(4242, "java", "whole-node", Some("n1"))],
    ),
    (
        "a title over a table, neither with a time",
        "Out of memory: Kill process 4242 (java) score 911 or sacrifice child\n\n\
         java invoked oom-killer: gfp_mask=0x201da, order=0, oom_score_adj=0\n\
         [ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name\n\
         [ 4242]     0  4242  2478086  1953086     4000        0             0 java\n\
         Out of memory: Kill process 4242 (java) score 911 or sacr",
        &[(4242, "java", "whole-node", None)],
    ),
    (
        "a report of 2.6.10 on one line",
        "oom-killer: gfp_mask=0xd2 DMA per-cpu: cpu 0 hot: low 2, high 6, batch 1 cpu 0 cold: low 0, high 2, batch 1 Normal \
         per-cpu: cpu 0 hot: low 32, high 96, batch 16 Free pages: 5104kB (640kB HighMem) Active:64510 inactive:60120 dirty:0 \
         writeback:0 unstable:0 free:1276 slab:2210 mapped:124000 pagetables:900 Out of Memory: Killed process 3121 (httpd). \
         Out of Memory: Killed process 3122 (httpd).\n",
        &[(3121, "httpd", "whole-node", None), (3122, "httpd", "whole-node", None)],
    ),
    (
        "a path that was shortened where the statistics have it whole",
        "[    1.000100] memory: usage 512000kB, limit 512000kB, failcnt 37\n\
         [    1.000150] Memory cgroup stats for /kubepods/burstable/pod28fcb1a0-a45c-44e7-b9bf-e3b9360bedba:\n\
         [    1.000200] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=...,mems_allowed=0,\
         oom_memcg=/kubepods/burstable/pod28fc...,task_memcg=/kubepods/burstable/pod28fc.../3e5e...,task=java,pid=4242,uid=0\n\
         [    1.000300] Memory cgroup out of memory: Killed process 4242 (java) total-vm:99kB, anon-rss:78kB, file-rss:0kB\n",
        &[(4242, "java", "pod", None)],
    ),
    (
        "the same of an older kernel, with nothing left of the path",
        "Task in /... killed as a result of limit of /...\nmemory: usage 512000kB, limit 512000kB, failcnt 37\n\
         Memory cgroup stats for /kubepods/burstable/pod28fcb1a0-a45c-44e7-b9bf-e3b9360bedba: cache:0KB rss:0KB\n\
         Memory cgroup out of memory: Kill process 4242 (java) score 1911 or sacrifice child\n\
         Killed process 4242 (java) total-vm:99kB, anon-rss:78kB, file-rss:0kB\n",
        &[(4242, "java", "pod", None)],
    ),
    (
        "a path that was shortened, and no line that tells more",
        "[    1.000200] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=\u{2026},\
         task_memcg=/kubepods/\u{2026}/3e5e\u{2026},task=java,pid=4242,uid=0\n\
         [    1.000300] Memory cgroup out of memory: Killed process 4242 (java) total-vm:99kB, anon-rss:78kB, file-rss:0kB\n",
        &[(4242, "java", "unknown", None)],
    ),
    (
        "entries of Cloud Logging as YAML, the newest first",
        "---\ninsertId: a2\njsonPayload:\n  MESSAGE: 'Memory cgroup out of memory: Killed process 4242 (java) total-vm:99kB,\n    \
         anon-rss:78kB, file-rss:0kB, shmem-rss:0kB'\n  PRIORITY: '3'\n  SYSLOG_IDENTIFIER: kernel\n  _HOSTNAME: n1\n  \
         _TRANSPORT: kernel\nlogName: projects/p/logs/kernel\ntimestamp: '2026-12-13T07:23:21.037021Z'\n\
         ---\ninsertId: a1\njsonPayload:\n  MESSAGE: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,\
         mems_allowed=0,oom_memcg=/docker/ID,task_memcg=/docker/ID,task=java,pid=4242,uid=0\n  SYSLOG_IDENTIFIER: kernel\n  \
         _HOSTNAME: n1\n  _TRANSPORT: kernel\nlogName: projects/p/logs/kernel\ntimestamp: '2026-12-13T07:23:21.037011Z'\n",
        &[(4242, "java", "container", Some("n1"))],
    ),
    (
        "the line that names the victim and the kill in one sentence",
        "`dmesg` confirms: `oom-kill:constraint=CONSTRAINT_NONE,\u{2026}global_oom,task_memcg=/user,task=python3,pid=1485\u{2026} \
         Out of memory: Killed process 1485 (python3) total-vm:1692064kB, anon-rss:1680752kB\u{2026}` and no more\n",
        &[(1485, "python3", "whole-node", None)],
    ),
    (
        "a guest's console in its host's log",
        "Oct  2 10:00:00 hv1 systemd-vmspawn[812]: [  100.100000] memhog invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, \
         oom_score_adj=0\n\
         Oct  2 10:00:00 hv1 systemd-vmspawn[812]: [  100.200000] Out of memory: Killed process 77 (memhog) total-vm:20kB, \
         anon-rss:10kB, file-rss:0kB\n",
        &[(77, "memhog", "whole-node", None)],
    ),
    (
        "what kills nobody",
        "slurmstepd: error: Detected 1 oom-kill event(s) in StepId=191.batch cgroup.\n\
         flux-shell[0]: ERROR: oom: Memory cgroup out of memory: killed 1 task on n7.\n\
         What does Out of memory: Kill process or sacrifice child mean?\n\
         \"pattern\": \"Kill process \\\\d+ (.+) score \\\\d+ or sacrifice child\\\\nKilled process \\\\d+ (.+) total-vm:\\\\d+kB\"\n",
        &[],
    ),
];

#[test]
fn what_people_publish_says_the_same_of_each_kill() {
    for (what, text, wanted) in TEXTS {
        let input = Input::Text { name: "pasted text".to_owned(), text: text.replace("ID", ID) };
        let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
        let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
        let kill = |case: &std::sync::Arc<oomscope::analysis::Case>| {
            let victim = case.incident.chosen().map(|victim| (victim.pid, victim.name.to_string()));
            (victim, case.conclusions.verdict.level.name(), case.incident.host.as_deref().map(str::to_owned))
        };
        let found: Vec<_> = review.cases.iter().map(kill).collect();
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(pid, name, level, host)| (Some((*pid, (*name).to_owned())), *level, host.map(str::to_owned)))
            .collect();
        assert_eq!(found, wanted, "{what}");
    }
}

/// Only who reports events is told to have reported one.
#[test]
fn a_sentence_is_no_event() {
    let text = "as follows Out of memory: Killed process 4541 (v2ray) total-vm:100kB, anon-rss:100kB, file-rss:0kB\n";
    let input = Input::Text { name: "pasted text".to_owned(), text: text.to_owned() };
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    assert!(review.companions.is_empty(), "{:?}", review.companions);
}

/// What an incident says.
type Said = (u32, &'static str, Option<u64>, usize, usize, Option<String>);

fn said(text: String) -> Vec<Said> {
    let input = Input::Text { name: "pasted text".to_owned(), text };
    let today = NaiveDate::from_ymd_opt(2026, 12, 24).expect("a date");
    let review = pipeline::run(&[input], Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let said = |case: &std::sync::Arc<oomscope::analysis::Case>| {
        let incident = &case.incident;
        let memory = incident.cgroup_memory.memory.map(|counter| counter.limit_printed.0);
        let victim = incident.chosen().map_or(0, |victim| victim.pid);
        let counts = (incident.tasks.len(), incident.cgroup_memory.stats.0.len());
        (
            victim,
            case.conclusions.verdict.level.name(),
            memory,
            counts.0,
            counts.1,
            incident.host.as_deref().map(str::to_owned),
        )
    };
    review.cases.iter().map(said).collect()
}

/// What stands around each line says nothing of the kill.
#[test]
fn a_report_in_quotes_in_bold_and_behind_a_switchs_marks_says_the_same() {
    let seed = include_str!("../sample-logs/seed-aks-pod-limit.log");
    let node = "aks-ubuntu-26835060-vmss000000";
    let dress = |line: &dyn Fn(&str) -> String| seed.lines().map(|text| line(text) + "\n").collect::<String>();
    let bare = |text: &str| text.split_once(" kernel: ").map_or("", |(_, bare)| bare).to_owned();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\\\""));
    for (name, text, host) in [
        ("jq -R", dress(&quoted), Some(node)),
        ("jq -R in an array", format!("[\n{}]\n", dress(&|text| format!("  {},", quoted(text)))), Some(node)),
        ("jq -Rs", format!("\"{}\"\n", seed.replace('"', "\\\"").replace('\n', "\\n")), Some(node)),
        ("string literals", dress(&|text| format!("    \"{text}\\n\"")), Some(node)),
        ("rows with a number", dress(&|text| format!("1,\"{text}\"")), Some(node)),
        ("bold", dress(&|text| format!("**{text}**")), Some(node)),
        ("code of Jira", dress(&|text| format!("{{{{{text}}}}}")), Some(node)),
        (
            "NX-OS",
            dress(&|text| format!("2025 Dec 13 07:23:21 sw1 %KERN-4-SYSTEM_MSG: {} - kernel", bare(text))),
            Some("sw1"),
        ),
        ("BIG-IP", dress(&|text| format!("Dec 13 07:23:21 lb-1 warning kernel: {}", bare(text))), Some("lb-1")),
        (
            "BIG-IP, an empty code",
            dress(&|text| format!("Dec 13 07:23:21 lb-1 warning kernel: : {}", bare(text))),
            Some("lb-1"),
        ),
        (
            "Vector's logfmt",
            dress(&|text| {
                let message = bare(text);
                let message = message.split_once("] ").map_or("", |(_, message)| message);
                format!(
                    "PRIORITY=4 SYSLOG_IDENTIFIER=kernel host=n1 message={} source_type=journald timestamp=2025-12-13T07:23:21Z",
                    quoted(message)
                )
            }),
            Some("n1"),
        ),
    ] {
        let wanted = (716_580, "pod", Some(512_000), 4, 28, host.map(str::to_owned));
        assert_eq!(said(text), [wanted], "{name}");
    }
}
