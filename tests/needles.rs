//! A mask that fails closed: a needle in the place of every word of every kind of line is in no report, whatever the format.

#![expect(clippy::expect_used, clippy::string_slice, reason = "a test whose set-up fails has failed")]

use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use oomscope::analysis::Review;
use oomscope::load::{Options, pipeline};
use oomscope::report::{self, Format, Mask};
use oomscope::source::{Input, Store};

/// What a customer's names look like. Each holds one of [`MARKS`], in whatever spelling it leaves.
const NEEDLES: &[&str] = &[
    "acmeneedle",
    "systemd-needle",
    "10.77.31.9",
    "kworker/needle",
    "i-0needle5def4567890",
    "fd77::31:9",
    "needle@acme.example",
    "52:77:00:31:09:aa",
    "arn:aws:iam::773109773109:role/needle",
    "needle決済",
    "memory-needle",
    "77310977-3109-4eda-8523-773109773109",
];

/// What must be in no report.
const MARKS: &[&str] = &["needle", "acme", "決済", "77.31.", "77::31", "77:00:31", "773109"];

const HOST: &str = "Dec 13 07:23:21 aks-pool-vmss000000 ";

const POD: &str =
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod479f327f_a27b_4eda_8523_90bdabcf0a27.slice";
const CONTAINER: &str = "cri-containerd-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope";

/// The report of a kill at a pod's limit.
fn pod_limit() -> Vec<String> {
    [
        "stress-ng-vm invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1000",
        "CPU: 1 PID: 716580 Comm: stress-ng-vm Not tainted 5.15.0-1051-azure #59-Ubuntu",
        "Hardware name: Microsoft Corporation Virtual Machine/Virtual Machine, BIOS 090008  12/07/2018",
        "Call Trace:",
        " dump_header+0x53/0x228",
        " oom_kill_process.cold+0xb/0x10 [zram]",
        " mem_cgroup_out_of_memory+0x13b/0x150 [zram]",
        " ? __alloc_pages_may_oom+0x1f/0x220 [zram]",
        " handle_mm_fault+0x10c/0x2e0",
        "RIP: 0033:0x55d0c6b6f1b7",
        "memory: usage 512000kB, limit 512000kB, failcnt 37",
        "swap: usage 0kB, limit 9007199254740988kB, failcnt 0",
        &format!("Memory cgroup stats for {POD}:"),
        "anon 484630528",
        "file 37752832",
        "Tasks state (memory values in pages):",
        "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name",
        "[ 716518] 65535 716518      243        1    28672        0          -998 pause",
        "[ 716580]     0 716580   276111   118439  1015808        0          1000 stress-ng-vm",
        &format!(
            "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset={CONTAINER},mems_allowed=0,oom_memcg={POD},task_memcg={POD}/{CONTAINER},task=stress-ng-vm,pid=716580,uid=0"
        ),
        "Memory cgroup out of memory: Killed process 716580 (stress-ng-vm) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB, shmem-rss:64kB, UID:0 pgtables:992kB oom_score_adj:1000",
        "oom_reaper: reaped process 716580 (stress-ng-vm), now anon-rss:0kB, file-rss:0kB, shmem-rss:64kB",
        &format!("Tasks in {POD} are going to be killed due to memory.oom.group set"),
    ]
    .map(str::to_owned)
    .into()
}

/// The report of a kill for want of memory on the node, and a panic.
fn node_kill() -> Vec<String> {
    [
        "java invoked oom-killer: gfp_mask=0x1100cca(GFP_HIGHUSER_MOVABLE), nodemask=(null), order=0, oom_score_adj=0",
        "Mem-Info:",
        "active_anon:1 inactive_anon:2 isolated_anon:0",
        " free:13024 free_pcp:90 free_cma:0",
        "Node 0 active_anon:4kB inactive_anon:8kB unevictable:0kB all_unreclaimable? yes",
        "Node 0 Normal free:44kB boost:0kB min:45kB low:56kB high:67kB managed:900kB",
        "lowmem_reserve[]: 0 0 0 0",
        "Node 0 Normal: 5*4kB (UME) 1*8kB (U) 0*16kB = 28kB",
        "Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB",
        "100 total pagecache pages",
        "Free swap  = 0kB",
        "Total swap = 0kB",
        "524158 pages RAM",
        "Unreclaimable slab info:",
        "Name                      Used          Total",
        "kmalloc-64              9000KB        9000KB",
        "Tasks state (memory values in pages):",
        "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name",
        "[   6001]  1077  6001   276111   118439  1015808        0          1000 java",
        "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/indexer.service,task=java,pid=6001,uid=1077",
        "Out of memory: Killed process 6001 (java) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB, shmem-rss:0kB, UID:1077 pgtables:992kB oom_score_adj:1000",
        "python3 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
        "Kernel panic - not syncing: Out of memory: compulsory panic_on_oom is enabled, call somebody",
    ]
    .map(str::to_owned)
    .into()
}

/// What old kernels print.
fn old_kill() -> Vec<String> {
    [
        "httpd invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0",
        "httpd cpuset=docker-app mems_allowed=0",
        "CPU: 0 PID: 206 Comm: httpd Tainted: G        W 3.10.0-1160.el7.x86_64 #1",
        "Task in /docker/app killed as a result of limit of /docker",
        "memory: usage 49152kB, limit 49152kB, failcnt 9",
        "memory+swap: usage 49152kB, limit 49152kB, failcnt 50",
        "kmem: usage 304kB, limit 9007199254740988kB, failcnt 0",
        "Memory cgroup stats for /docker: cache:0KB rss:0KB inactive_anon:0KB",
        "Memory cgroup stats for /docker/app: cache:12KB rss:49000KB mapped_file:4KB",
        "[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name",
        "[  206]    48   206    16671    10299      34        0             0 httpd",
        "Memory cgroup out of memory: Kill process 206 (httpd) score 900 or sacrifice child",
        "Killed process 206 (httpd) total-vm:66684kB, anon-rss:40540kB, file-rss:656kB",
        "oom_reaper: unable to reap pid:206 (httpd)",
        "watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [kworker/0:1:8]",
    ]
    .map(str::to_owned)
    .into()
}

/// A kill that somebody asked for, of a kernel before and after `sysrq:` was in every line.
fn kill_by_hand() -> Vec<String> {
    [
        "sysrq: Manual OOM execution",
        "kworker/0:1 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0",
        "CPU: 1 PID: 9 Comm: kworker/0:1 Kdump: loaded Tainted: P           OE      6.1.0-28-cloud-amd64 #1 Debian 6.1.119-1",
        "Hardware name: Amazon EC2 m5.xlarge/, BIOS 1.0 10/16/2017",
        "Workqueue: events moom_callback [zram]",
        "Call Trace:",
        " moom_callback+0x90/0xb0 [zram]",
        " process_one_work+0x1e5/0x3b0",
        "Out of memory: Killed process 6001 (java) total-vm:1104444kB, anon-rss:473048kB, file-rss:644kB, shmem-rss:0kB, UID:1077 pgtables:992kB oom_score_adj:1000",
    ]
    .map(str::to_owned)
    .into()
}

/// Cgroups as the kubelet, runtimes, systemd and schedulers name them.
const CGROUPS: &[&str] = &[
    "/kubepods/burstable/pod479f327f-a27b-4eda-8523-90bdabcf0a27/679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be",
    "/kubepods.slice/kubepods-pod479f327fa27b4eda852390bdabcf0a27.slice/crio-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope",
    "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/cri-containerd-679f9845995b.scope",
    "/docker/679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be",
    "/system.slice/docker-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope",
    "/machine.slice/libpod-679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be.scope/container",
    "/machine.slice/libpod-conmon-679f9845995b.scope",
    "/machine.slice/machine-qemu\\x2d1\\x2dweb.scope/libvirt/emulator",
    "/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-editor-77.scope",
    "/user.slice/user-1000.slice/session-3.scope",
    "/system.slice/system-getty.slice/getty@tty1.service",
    "/system.slice/sshd@3-22.service",
    "/lxc/web01/ns/system.slice/nginx.service",
    "/lxc.payload.web01/init.scope",
    "/ecs/f00f00f00f00/679f9845995b",
    "/ecstasks.slice/ecstasks-f00f00f00f00.slice",
    "/nomad.slice/share.slice/reindex.scope",
    "/slurm/uid_1000/job_12/step_0/task_0",
    "/system.slice/slurmstepd.scope/job_12/step_batch",
    "/YARN/container_1700000000001_0001_01_000002",
    "/jobs.slice/etl-nightly.slice/etl.service/worker",
    "/k8s.io/679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be",
    "/azure.slice/walinuxagent.service",
    "/../../outside",
];

/// Files of a node's settings, each with its name.
const SETTINGS: &[(&str, &str)] = &[
    (
        "etc/systemd/system/indexer.service",
        "[Unit]\nDescription=Indexer of the shop\nDocumentation=https://docs.example/indexer\n\n[Service]\nUser=indexer\n\
         ExecStart=/opt/indexer/bin/run --all\nMemoryMax=512M\nSlice=jobs.slice\n",
    ),
    ("etc/systemd/system/indexer.service.d/50-limit.conf", "# by hand\n[Service]\nMemoryMax=1G\n"),
    (
        "systemctl-show.txt",
        "Type=simple\nRestart=no\nMemoryAccounting=yes\nMemoryMax=536870912\nId=indexer.service\nNames=indexer.service\n\
         FragmentPath=/etc/systemd/system/indexer.service\nDropInPaths=/etc/systemd/system/indexer.service.d/a.conf\n",
    ),
    (
        "var/lib/kubelet/config.yaml",
        "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nclusterDomain: cluster.local\nevictionHard:\n  \
         memory.available: 100Mi\nkubeReserved:\n  memory: 1638Mi\nsystemReservedCgroup: /system.slice\nsingleProcessOOMKill: false\n",
    ),
    (
        "etc/default/kubelet",
        "KUBELET_FLAGS=--kube-reserved=memory=1638Mi --node-labels=agentpool=shop --hostname-override=x\n",
    ),
    ("proc/meminfo", "MemTotal:        2014756 kB\nMemFree:          100000 kB\nSwapTotal:             0 kB\n"),
];

/// What stands in a log without a kill.
const NO_KILL: &[(&str, &str)] = &[
    (
        "var/log/syslog",
        "Dec 13 07:23:22 aks-pool-vmss000000 app[7]: request of somebody served\nDec 13 07:23:23 aks-pool-vmss000000 cron[9]: (root) CMD (run-parts)\n",
    ),
    ("app.log", "2023-12-13 07:23:22,123 ERROR com.shop.cart.Main - java.lang.OutOfMemoryError: Java heap space\n"),
    (
        "gateway.json",
        "{\"time\":\"2023-12-13T07:23:22Z\",\"host\":\"gateway\",\"message\":\"exit code 137 of cart\"}\n",
    ),
    (
        "events.txt",
        "LAST SEEN   TYPE      REASON      OBJECT       MESSAGE\n5m          Warning   OOMKilling   node/worker   Memory cgroup out of memory: Killed process 7 (java)\n",
    ),
];

/// Lines of other programs, each as its program writes it.
const COMPANIONS: &[(&str, &str)] = &[
    (
        "kernel",
        "[36370.9] kworker/0:1: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0",
    ),
    (
        "kernel",
        "[36370.9] DOM Worker: page allocation stalls for 10646ms, order:0, mode:0x24280ca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)",
    ),
    (
        "kernel",
        "[36370.9] emerge: vmalloc: allocation failure, allocated 8192 of 20480 bytes, mode:0x7080c0(GFP_KERNEL_ACCOUNT|__GFP_ZERO), nodemask=(null)",
    ),
    ("kernel", "[36370.9] virtio_balloon virtio3: Out of puff! Can't get 256 pages"),
    ("kernel", "[36370.9] hv_balloon: Balloon request will be partially fulfilled. Balloon floor reached."),
    ("kernel", "[36370.9] Adding 559100k swap on /dev/zram0.  Priority:100 extents:1 across:559100k SSFS"),
    ("kernel", "[36370.9] TCP: out of memory -- consider tuning tcp_mem"),
    ("kernel", "[36370.9] ** 105 printk messages dropped **"),
    (
        "systemd-oomd[7]",
        "Marked /jobs.slice/compactor.service for killing due to memory pressure for /jobs.slice being 46.79% > 5.00% for > 5s with reclaim activity",
    ),
    (
        "controller-runtime",
        r#"Sending SIGKILL to cgroup {"component": "controller-runtime", "controller": "runtime.OOMController", "cgroup": "/sys/fs/cgroup/kubepods/burstable/podc11937f9-989d-48b2-9a5e-000000000000"}"#,
    ),
    ("kubelet[9]", "System OOM encountered, victim process: node, pid: 1154034"),
    ("systemd[1]", "indexer.service: A process of this unit has been killed by the OOM killer."),
    ("systemd[1]", "kubepods.slice: Failed with result 'oom-kill'. on some machine"),
    ("systemd[1]", "compactor.service: systemd-oomd killed 2 process(es) in this unit."),
    (
        "systemd-oomd[7]",
        "Killed /jobs.slice/compactor.service due to memory pressure for /jobs.slice being 46.79% > 5.00% for > 5s with reclaim activity",
    ),
    (
        "earlyoom[9]",
        r#"sending SIGTERM to process 359 uid 0 "leaky-app": oom_score 1342, VmRSS 669 MiB, cmdline "/lab/hog comm=leaky-app;mbps=120""#,
    ),
    (
        "node-problem-detector[3]",
        "New status generated: &{Source:kernel-monitor Events:[{Severity:warn Reason:OOMKilling Message:Killed process 716580 (stress-ng-vm) total-vm:1104444kB}] Conditions:[]}",
    ),
    (
        "kubelet[9]",
        r#"I1117 09:26:40.235640 369 oom_watcher_linux.go:84] "Got sys oom event" event={"Pid":6149,"ProcessName":"cache-warmer","TimeOfDeath":"2026-11-17T09:26:20.202781035Z","ContainerName":"/","VictimContainerName":"/kubepods/x","Constraint":""}"#,
    ),
    (
        "kubelet[9]",
        r#"I1213 07:23:22.0 9 oom_watcher_linux.go:79] "Got sys oom event" event="&{Pid:716580 ProcessName:app TimeOfDeath:x ContainerName:/ VictimContainerName:/kubepods/x Constraint:C}""#,
    ),
    (
        "kubelet[9]",
        r#"I1117 09:13:42.536242 369 generic.go:413] "Generic (PLEG): container finished" podID="8e81973e-0bec-47b0-b898-d190f9ebdacc" containerID="953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e" exitCode=137"#,
    ),
    (
        "kubelet[9]",
        r#"I1117 09:13:42.538010 369 kubelet.go:2752] "SyncLoop (PLEG): event for pod" pod="shop/checkout-1" event={"ID":"8e81973e-0bec-47b0-b898-d190f9ebdacc","Type":"ContainerDied","Data":"953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e"}"#,
    ),
    (
        "kubelet[9]",
        r#"E1117 09:13:54.194586 369 pod_workers.go:1324] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"api\" with CrashLoopBackOff: \"back-off 10s restarting failed container=api pod=checkout-1_shop(8e81973e-0bec-47b0-b898-d190f9ebdacc)\"" pod="shop/checkout-1" podUID="8e81973e-0bec-47b0-b898-d190f9ebdacc""#,
    ),
    (
        "kubelet[9]",
        r#"W0329 10:02:11.120337 402 eviction_manager.go:342] "Eviction manager: attempting to reclaim" resourceName="memory""#,
    ),
    (
        "kubelet[9]",
        r#"I0329 10:02:19.541006 402 eviction_manager.go:614] "Eviction manager: pod is evicted successfully" pod="batch/etl-1""#,
    ),
    (
        "kubelet[9]",
        r#"I0329 10:02:12.480100 402 kubelet_node_status.go:696] "Recording event message for node" node="worker-1" event="NodeHasInsufficientMemory""#,
    ),
    (
        "containerd[5]",
        r#"time="2026-11-17T09:13:40.484102216Z" level=info msg="TaskOOM event container_id:\"953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e\"""#,
    ),
    (
        "containerd[5]",
        r#"time="2026-11-17T09:16:04.248939358Z" level=error msg="failed to handle container TaskExit event container_id:\"43785374a7dfd94c4bcd904a8aadac588fdaf1c06ff50e5a36d58b61cb81a306\" id:\"43785374a7dfd94c4bcd904a8aadac588fdaf1c06ff50e5a36d58b61cb81a306\" pid:1740 exit_status:137" error="failed to stop container: context deadline exceeded""#,
    ),
    (
        "crio[5]",
        r#"time="2024-02-06 09:12:01" level=info msg="Created container 5e2d0f6a9b1c47d38e0f61b2c3d4e5f60718293a4b5c6d7e8f9001122334455a: shop/cart-1/cart" id=0d5a7b66-63b4-4a2f-a9b1-3d0a4a4a8b11 name=/runtime.v1.RuntimeService/CreateContainer"#,
    ),
    (
        "dockerd[5]",
        r#"time="2023-12-13T07:23:21.402331772Z" level=info msg="ignoring event" container=679f9845c1b3a2d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c module=libcontainerd namespace=moby topic=/tasks/oom type="*events.TaskOOM""#,
    ),
];

const PODS_JSON: &str = r#"{"apiVersion":"v1","kind":"List","items":[
{"kind":"Pod","metadata":{"name":"checkout-1","namespace":"shop","uid":"479f327f-a27b-4eda-8523-90bdabcf0a27","labels":{"app":"checkout"},"annotations":{"kubernetes.io/config.hash":"479f327fa27b4eda852390bdabcf0a27"}},
"spec":{"nodeName":"aks-pool-vmss000000","containers":[{"name":"api","image":"registry.example/shop/api:1","resources":{"limits":{"memory":"500Mi"},"requests":{"memory":"300Mi"}}}]},
"status":{"phase":"Running","reason":"Evicted","containerStatuses":[{"name":"api","containerID":"containerd://679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be","restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"reason":"OOMKilled","exitCode":137,"finishedAt":"2023-12-13T07:23:22Z","containerID":"containerd://679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be"}}}]}},
{"kind":"Node","metadata":{"name":"aks-pool-vmss000000"},"spec":{"providerID":"azure:///subscriptions/8e81973e-0bec-47b0-b898-d190f9ebdacc/resourceGroups/shop/x"},"status":{"capacity":{"memory":"4007948Ki"},"allocatable":{"memory":"2191372Ki"},"nodeInfo":{"kernelVersion":"5.15.0-1051-azure","kubeletVersion":"v1.27.7"}}},
{"kind":"Event","involvedObject":{"kind":"Pod","namespace":"shop","name":"checkout-1","uid":"479f327f-a27b-4eda-8523-90bdabcf0a27"},"reason":"BackOff","message":"Back-off restarting failed container api in pod checkout-1_shop","count":7,"lastTimestamp":"2023-12-13T07:23:22Z"}
]}"#;

const POD_YAML: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: checkout-1
  namespace: shop
  uid: 479f327f-a27b-4eda-8523-90bdabcf0a27
spec:
  nodeName: aks-pool-vmss000000
  containers:
  - name: api
    resources:
      limits:
        memory: 500Mi
status:
  phase: Running
  containerStatuses:
  - name: api
    containerID: containerd://679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be
    restartCount: 3
    lastState:
      terminated:
        reason: OOMKilled
        exitCode: 137
";

const DESCRIBED: &str = "\
Name:             checkout-1
Namespace:        shop
Node:             aks-pool-vmss000000/10.0.0.4
Status:           Running
Containers:
  api:
    Container ID:   containerd://679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be
    Image:          registry.example.com/cart:2.14.0
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Finished:     Wed, 13 Dec 2023 07:23:22 +0000
    Restart Count:  5
    Limits:
      memory:  500Mi
Events:
  Type     Reason   Age                  From     Message
  ----     ------   ----                 ----     -------
  Warning  BackOff  12s (x7 over 5m)     kubelet  Back-off restarting failed container api in pod checkout-1
";

const DESCRIBED_NODE: &str = "\
Name:               aks-pool-vmss000000
Roles:              agent
Labels:             agentpool=shop
                    kubernetes.azure.com/agentpool=shop
Annotations:        node.alpha.kubernetes.io/ttl: 0
Taints:             shop=yes:NoSchedule
Capacity:
  memory:             4007948Ki
Allocatable:
  memory:             2191372Ki
System Info:
  Kernel Version:             5.15.0-1051-azure
  Kubelet Version:            v1.27.7
ProviderID:                   azure:///subscriptions/x/resourceGroups/shop
Events:
  Type     Reason      Age   From            Message
  ----     ------      ----  ----            -------
  Warning  SystemOOM   5m    kubelet         System OOM encountered, victim process: java, pid: 6001
";

const PODS_TABLE: &str = "\
NAMESPACE   NAME         READY   STATUS      RESTARTS      AGE   IP           NODE
shop        checkout-1   0/1     OOMKilled   3 (2m ago)    5m    10.0.0.9     aks-pool-vmss000000
";

const EVENTS_TABLE: &str = "\
NAMESPACE   LAST SEEN   TYPE      REASON       OBJECT            MESSAGE
shop        5m          Warning   BackOff      pod/checkout-1    Back-off restarting failed container api in pod checkout-1
default     5m          Warning   OOMKilling   node/aks-pool     Memory cgroup out of memory: Killed process 7 (java)
";

const CRICTL: &str = r#"{"items":[{"id":"679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be","podSandboxId":"76808dceeec9f6b989e2d159e8a047e1db1f022c562e31df594a192c53de8540",
"metadata":{"name":"api","attempt":1},"labels":{"io.kubernetes.container.name":"api","io.kubernetes.pod.name":"checkout-1","io.kubernetes.pod.namespace":"shop","io.kubernetes.pod.uid":"479f327f-a27b-4eda-8523-90bdabcf0a27"}}]}"#;

const DOCKER_EVENTS: &str = "2023-12-13T07:23:21.402331772Z container oom 679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be (image=shop/api:1, name=checkout, com.docker.compose.project=shop)\n";

const DOCKER_INSPECT: &str = r#"[{"Id":"679f9845995b4ae4812789eb3c3d1df88040a1bc3f0c046a05c9aa9b5b5f93be","Name":"/checkout","State":{"Status":"exited","OOMKilled":true,"ExitCode":137,"Error":"some error","FinishedAt":"2023-12-13T07:23:22.1Z"},"Config":{"Hostname":"checkout","Image":"shop/api:1"},"HostConfig":{"Memory":524288000}}]"#;

const ECS_TASKS: &str = r#"{"tasks":[{"taskArn":"arn:aws:ecs:eu-west-1:1:task/shop/7","clusterArn":"arn:aws:ecs:eu-west-1:1:cluster/shop","group":"service:checkout","stoppedAt":"2023-12-13T07:23:22Z","containers":[{"name":"api","runtimeId":"679f9845995b4ae4812789eb3c3d1df8-1","exitCode":137,"reason":"OutOfMemoryError: Container killed due to memory usage"}]}]}"#;

#[test]
fn no_needle_in_a_report_of_the_kernel_leaves() {
    for lines in [pod_limit(), node_kill(), old_kill(), kill_by_hand()] {
        let with_needle = |changed: Option<(usize, String)>| {
            let mut log = String::new();
            for (at, line) in lines.iter().enumerate() {
                let line = changed.as_ref().filter(|(there, _)| *there == at).map_or(line, |(_, line)| line);
                log.push_str(&format!("{HOST}kernel: [36370.{at:06}] {line}\n"));
            }
            vec![("kern.log".to_owned(), log)]
        };
        let mut leaks = Vec::new();
        let mut tried = 0;
        for (at, line) in lines.iter().enumerate() {
            for changed in planted(line) {
                tried += 1;
                let said = changed.clone();
                leaks.extend(found(with_needle(Some((at, changed))), tried).map(|what| format!("{what}: {said}")));
            }
        }
        assert!(leaks.is_empty(), "{} of {tried} leave:\n{}", leaks.len(), leaks.join("\n"));
        assert!(tried > 80, "only {tried} needles");
    }
}

#[test]
fn no_needle_in_a_line_of_another_program_leaves() {
    let mut leaks = Vec::new();
    let report: String =
        pod_limit().iter().enumerate().map(|(at, line)| format!("{HOST}kernel: [36370.{at:06}] {line}\n")).collect();
    for (program, line) in COMPANIONS {
        for (tried, changed) in planted(line).into_iter().enumerate() {
            let log = format!("{report}Dec 13 07:23:22 aks-pool-vmss000000 {program}: {changed}\n");
            leaks.extend(found(vec![("syslog".to_owned(), log)], tried).map(|what| format!("{what}: {changed}")));
        }
    }
    assert!(leaks.is_empty(), "{} leave:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn no_needle_in_what_kubectl_prints_leaves() {
    let report: String =
        pod_limit().iter().enumerate().map(|(at, line)| format!("{HOST}kernel: [36370.{at:06}] {line}\n")).collect();
    let mut leaks = Vec::new();
    let texts = [
        ("pods.json", PODS_JSON),
        ("pod.yaml", POD_YAML),
        ("describe.txt", DESCRIBED),
        ("node.txt", DESCRIBED_NODE),
        ("pods.txt", PODS_TABLE),
        ("events.txt", EVENTS_TABLE),
        ("crictl.json", CRICTL),
        ("docker-events.txt", DOCKER_EVENTS),
        ("docker.json", DOCKER_INSPECT),
        ("tasks.json", ECS_TASKS),
    ];
    for (name, text) in texts {
        for (tried, changed) in planted(text).into_iter().enumerate() {
            let inputs = vec![("kern.log".to_owned(), report.clone()), (name.to_owned(), changed)];
            leaks.extend(found(inputs, tried).map(|what| format!("{what} by {name}, word {tried}")));
        }
    }
    assert!(leaks.is_empty(), "{} leave:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn no_needle_in_a_cgroup_of_any_dialect_leaves() {
    let mut leaks = Vec::new();
    for cgroup in CGROUPS {
        for (tried, changed) in planted(cgroup).into_iter().enumerate() {
            let log: String = [
                "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0".to_owned(),
                "memory: usage 512000kB, limit 512000kB, failcnt 37".to_owned(),
                format!("Memory cgroup stats for {changed}:"),
                "anon 484630528".to_owned(),
                format!(
                    "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg={changed},\
                     task_memcg={changed}/inner,task=java,pid=6001,uid=1077"
                ),
                "Memory cgroup out of memory: Killed process 6001 (java) total-vm:1104444kB, anon-rss:473048kB, \
                 file-rss:644kB, shmem-rss:0kB, UID:1077 pgtables:992kB oom_score_adj:1000"
                    .to_owned(),
                format!("Tasks in {changed} are going to be killed due to memory.oom.group set"),
            ]
            .iter()
            .enumerate()
            .map(|(at, line)| format!("{HOST}kernel: [36370.{at:06}] {line}\n"))
            .collect();
            leaks.extend(found(vec![("kern.log".to_owned(), log)], tried).map(|what| format!("{what}: {changed}")));
        }
    }
    assert!(leaks.is_empty(), "{} leave:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn no_needle_in_a_nodes_settings_or_in_a_log_without_a_kill_leaves() {
    let report: String =
        node_kill().iter().enumerate().map(|(at, line)| format!("{HOST}kernel: [36370.{at:06}] {line}\n")).collect();
    let mut leaks = Vec::new();
    for (inputs, with_kill) in [(SETTINGS, true), (NO_KILL, true), (NO_KILL, false)] {
        for (name, text) in inputs {
            let in_text = planted(text).into_iter().map(|changed| ((*name).to_owned(), changed));
            let in_name = planted(name).into_iter().map(|changed| (changed, (*text).to_owned()));
            for (tried, input) in in_text.chain(in_name).enumerate() {
                let said = format!("{input:?}");
                let kill = with_kill.then(|| ("var/log/kern.log".to_owned(), report.clone()));
                leaks.extend(
                    found(kill.into_iter().chain([input]).collect(), tried).map(|what| format!("{what}: {said}")),
                );
            }
        }
    }
    assert!(leaks.is_empty(), "{} leave:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn no_needle_in_the_envelope_or_the_inputs_name_leaves() {
    let mut leaks = Vec::new();
    for (tried, needle) in NEEDLES.iter().enumerate() {
        let line = &pod_limit()[15];
        for (name, log) in [
            ("kern.log".to_owned(), format!("Dec 13 07:23:21 {needle} kernel: [36370.1] {line}\n")),
            ("kern.log".to_owned(), format!("2023-12-13T07:23:21+00:00 {needle} kernel: [36370.1] {line}\n")),
            (format!("{needle}.log"), format!("{HOST}kernel: [36370.1] {line}\n")),
            (format!("/home/{needle}/case-{needle}/kern.log"), format!("{HOST}kernel: [36370.1] {line}\n")),
            (format!("{needle}.tar.gz › {needle}/var/log/kern.log.1"), format!("{HOST}kernel: [36370.1] {line}\n")),
        ] {
            leaks.extend(found(vec![(name.clone(), log.clone())], tried).map(|what| format!("{what}: {name} {log}")));
        }
    }
    assert!(leaks.is_empty(), "{} leave:\n{}", leaks.len(), leaks.join("\n"));
}

/// The text with a needle in the place of each of its words in turn, or behind it; several words of a long text at a time.
fn planted(text: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !is_word(c)) {
        let word = piece.trim_end_matches(|c: char| !is_word(c));
        if !word.is_empty() {
            words.push(at..at + word.len());
        }
        at += piece.len();
    }
    let mut all = Vec::new();
    for ((number, word), needle) in words.iter().enumerate().zip(NEEDLES.iter().cycle()) {
        let behind = if number / NEEDLES.len() % 2 == 1 { text[word.clone()].to_owned() + "-" } else { String::new() };
        all.push(format!("{}{behind}{needle}{}", &text[..word.start], &text[word.end..]));
    }
    all
}

/// The formats in which a mark is still found. Pictures take long: one of sixty is drawn.
fn found(inputs: Vec<(String, String)>, tried: usize) -> impl Iterator<Item = String> {
    let inputs: Vec<_> = inputs.into_iter().map(|(name, text)| Input::Text { name, text }).collect();
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let real = pipeline::run(&inputs, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let masked = Mask::of(&real).review(&real);
    let mut formats = exports(&masked);
    if tried.is_multiple_of(60) {
        formats.extend(pictures(&masked));
    }
    let holds = |bytes: &[u8]| {
        MARKS.iter().find(|mark| bytes.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark.as_bytes())))
    };
    let found: Vec<_> =
        formats.iter().filter_map(|(format, bytes)| Some(format!("{} in {format}", holds(bytes)?))).collect();
    found.into_iter()
}

/// The review in every format that is text, and what is said on standard error.
fn exports(review: &Review) -> Vec<(&'static str, Vec<u8>)> {
    let texts = Format::ALL.iter().filter(|format| !matches!(format, Format::Picture(_)));
    let mut all: Vec<_> = texts
        .map(|format| {
            let mut bytes = Vec::new();
            report::render(review, *format, &mut bytes).expect("memory");
            (format.names().first().copied().unwrap_or_default(), bytes)
        })
        .collect();
    let said = review.skipped.iter().map(|skipped| skipped.said(review.language));
    let stderr =
        report::nothing_found(review).into_iter().chain(report::failures(review)).chain(report::unread(review));
    all.push(("stderr", stderr.chain(said).collect::<Vec<_>>().join("\n").into_bytes()));
    all.push(("text", report::plain(&report::page(review)).into_bytes()));
    all
}

/// Cards as files, and all that is packed in them.
#[cfg(feature = "window")]
fn pictures(review: &Review) -> Vec<(&'static str, Vec<u8>)> {
    use oomscope::report::{LaneBy, PictureFormat, PictureSubject, Spec};
    use oomscope::ui::picture::Content;

    let mut all = Vec::new();
    for (subject, form) in [
        (PictureSubject::Card, PictureFormat::Png),
        (PictureSubject::Card, PictureFormat::Pdf),
        (PictureSubject::Overview, PictureFormat::Pdf),
    ] {
        let Some(content) = Content::of(review, subject, None, LaneBy::Victim) else { continue };
        let bytes = content.file(Spec { subject, form, scale: 1, ..Spec::default() }).expect("a picture");
        if form == PictureFormat::Pdf {
            let mut document = lopdf::Document::load_mem(&bytes).expect("a PDF");
            document.decompress();
            let mut text = Vec::new();
            document.save_to(&mut text).expect("memory");
            text.extend(document.extract_text(&[1]).unwrap_or_default().into_bytes());
            text.extend(utf_16(&bytes));
            all.push(("pdf", text));
        } else {
            let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
            let chunks = reader.info().utf8_text.iter().map(|chunk| chunk.get_text().expect("a text"));
            all.push(("png", chunks.collect::<Vec<_>>().join("\n").into_bytes()));
        }
        all.push(("words", content.words().into_bytes()));
    }
    all
}

#[cfg(not(feature = "window"))]
fn pictures(_review: &Review) -> Vec<(&'static str, Vec<u8>)> {
    Vec::new()
}

/// The strings of a PDF that are written as hexadecimal digits of UTF-16.
#[cfg(feature = "window")]
fn utf_16(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut all = String::new();
    for digits in text.split("<FEFF").skip(1).filter_map(|rest| rest.split('>').next()) {
        let units = digits
            .as_bytes()
            .chunks(4)
            .filter_map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok());
        all.push_str(&String::from_utf16_lossy(&units.collect::<Vec<_>>()));
    }
    all.into_bytes()
}
