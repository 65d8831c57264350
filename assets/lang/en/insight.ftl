# What the numbers tell beyond the verdict.

## Phrases

# $part: page cache; $size: 12 MiB
part-sized = { $part } { $size }
of-the-whole = { $part } of the { $total } in use ({ $share })
resident-sum = Resident memory of { $processes ->
    [one] { $processes } process
   *[other] { $processes } processes
} = { $sum }; usage { $usage }

## Why this process was chosen

chosen-for-asking = { $name } was killed because its allocation triggered the OOM killer (vm.oom_kill_allocating_task is set), not for its size
chosen-not-highest = According to the task table, { $first } had a higher OOM score than { $victim }. The table is printed after the choice, and the log doesn't show why the kernel chose this process
chosen-not-highest-confined = According to the task table, { $first } had a higher OOM score than { $victim }. The kernel considers only processes that may use the same memory nodes, and the log doesn't show which ones may
chosen-highest = { $name } had the highest OOM score: { $gain }
chosen-highest-listed = { $name } had the highest OOM score of the processes in the log: { $gain }
chosen-about-highest = { $name } had about the highest OOM score: { $gain }. { $other } had slightly more in the task table, which is printed after the choice
chosen-equal = { $name } and { $other } had the same OOM score, the highest: { $gain }
gain-plain = { $freed } of memory (resident, swapped out, page tables)
gain-plus = { $freed } of memory (resident, swapped out, page tables) plus { $shift } for its oom_score_adj of { $adj }
gain-less = { $freed } of memory (resident, swapped out, page tables) minus { $shift } for its oom_score_adj of { $adj }
# $shift: nothing, or as " + 975 × (1,001,987 / 1000)"
score-arithmetic = { $resident } pages resident + { $swapped } swapped out + { $tables } of page tables = { $points } pages of { $page }
# $part: a thousandth of the pages that the kill is about, rounded down
score-arithmetic-shifted = { $resident } pages resident + { $swapped } swapped out + { $tables } of page tables { $sign } { $adj } × { $part } = { $points } pages of { $page } ({ $part } is a thousandth of { $total } pages, rounded down)
score-counted-as-one = { $arithmetic }, counted as 1 (kernels before 5.9 give at least 1)
score-arithmetic-next = { $arithmetic }. { $next } has { $points }
spared-exempt = { $name } had more memory ({ $held }) and wasn't chosen: its oom_score_adj of { $adj } exempts it
spared-weighs-less = { $name } had more memory ({ $held }) and wasn't chosen: its oom_score_adj of { $adj } is lower than { $victim_adj }
spared-arithmetic = The killed process had { $held } (resident, swapped out, page tables)

## What Kubernetes shows

kubectl-sandbox = The pod's pause process was killed. Kubernetes restarts the whole pod with all its containers. kubectl describe pod shows the new restart counts
kubectl-cut = The log doesn't show whether only { $victim } or the whole container was killed (memory.oom.group, which Kubernetes 1.28 and later sets on cgroup v2). If the container ended because of it, kubectl shows its exit code (137 for a killed main process) and the reason OOMKilled if the runtime saw the kill. If it kept running, kubectl shows nothing. The kernel's lines directly after the kill, or kubectl describe pod, show which
kubectl-whole-container = All processes of the container were killed (memory.oom.group, which Kubernetes 1.28 and later sets on cgroup v2). The container restarts unless restartPolicy is Never. kubectl shows exit code 137, with the reason OOMKilled, or Error if the runtime missed the kill. kubectl describe pod shows which
kubectl-whole-pod = All processes of the pod were killed (memory.oom.group), so its containers ended. kubectl shows exit code 137, with the reason OOMKilled, or Error if the runtime missed the kill. kubectl describe pod shows which
kubectl-only-process = { $victim } was the only process, so the container ended. It restarts unless restartPolicy is Never. kubectl shows exit code 137, with the reason OOMKilled, or Error if the runtime missed the kill. kubectl describe pod shows which
kubectl-only-process-arithmetic = The task table lists no other process but pause
kubectl-one-of-several = Only { $victim } was killed: { $why }. If it was the container's main process, the container ended and restarts unless restartPolicy is Never: kubectl shows exit code 137. If it was a child process, the main process decides: it might keep running with no trace in kubectl, or end with any exit code, including 0 and 1, after which restartPolicy decides. The reason is OOMKilled if the runtime saw the kill. The restart count in kubectl describe pod shows which
# why only one process was killed
alone = memory.oom.group isn't set (Kubernetes before 1.28, cgroup v1, or singleProcessOOMKill: true for the kubelet)
alone-version-2 = memory.oom.group isn't set (Kubernetes before 1.28, or singleProcessOOMKill: true for the kubelet)
alone-version-1 = cgroup v1 has no memory.oom.group
alone-before-groups = kernels before 4.19 have no memory.oom.group
group-container = The kernel killed every process of the container (memory.oom.group)
group-container-but-exempt = The kernel killed every process of the container (memory.oom.group) except those with an oom_score_adj of -1000: { $spared }
group-but-exempt = The kernel killed every process of the cgroup (memory.oom.group) except those with an oom_score_adj of -1000: { $spared }
group-within = The kernel killed every process of { $inner } inside the container (memory.oom.group)
group-pod = The kernel killed every process of the pod (memory.oom.group)
group-unit = The kernel killed every process of { $unit } (memory.oom.group, which systemd sets for OOMPolicy=kill)
group-cgroup = The kernel killed every process of the victim's cgroup (memory.oom.group)

## The limit cgroup's memory

kernel-heavy = { $share } is kernel memory charged to the programs: { $parts }. Slab memory can remain after a process ends
kernel-heavy-of-sockets = { $share } is kernel memory charged to the programs: { $parts }. Socket buffers are freed when their data is read or sent, or when the connection ends
kernel-heavy-of-processes = { $share } is kernel memory charged to the programs: { $parts }. Page tables and kernel stacks are freed when the processes end
thread-heavy = { $share } is kernel stacks: about { $threads ->
    [one] { $threads } thread
   *[other] { $threads } threads
}. ps -eLf on the node shows their number while they run
thread-heavy-arithmetic = { $stacks } / { $stack } for each thread's stack = { $threads ->
    [one] { $threads } thread
   *[other] { $threads } threads
}
page-tables-heavy = { $share } is page tables: many processes map the same memory, or one maps far more than it uses. They are freed when the processes end
tmpfs-heavy = { $share } is shared memory: files in a memory-backed volume (emptyDir with medium: Memory) or in /dev/shm, or memory that processes share. Files stay there after the process ends, so a restarted container can reach its limit again
page-cache-heavy = { $share } is page cache, which the kernel normally reclaims before it kills a process
page-cache-heavy-waiting = { $share } is page cache, which the kernel normally reclaims before it kills a process. { $waiting } of it was waiting to be written to disk
by-container = By container, largest first: { $containers }
by-container-arithmetic = rss + cache of each cgroup's own line
cgroup-swap-full = The cgroup's swap was full too: { $usage } of { $limit }
cgroup-memory-and-swap-full = Memory and swap together were at their limit too: { $usage } of { $limit }
shared-memory-inside-cache = This log doesn't show shared memory separately. The { $cache } of page cache can include some
statistics-exceed-usage = The statistics add up to { $excess } more than the usage: the kernel doesn't read both at the same moment. The chart reduces the largest part by that amount
statistics-contradict-usage = The statistics add up to { $excess } more than the usage, too much to come from reading both at different moments: the lines belong to different kills, or the log was edited. The chart reduces the largest part by that amount

## The node's memory

node-swap-full = The node's swap was full: { $free } free of { $total }
huge-pages = { $pool } of the node's { $ram } ({ $share }) is set aside as huge pages, which nothing else can use. { $free } of it was idle
unreclaimable-slab = { $slab } of the node's { $ram } ({ $share }) is unreclaimable slab (kernel objects). This can indicate a leak in a driver or in the kernel
unreclaimable-slab-mostly = { $slab } of the node's { $ram } ({ $share }) is unreclaimable slab (kernel objects). The largest caches: { $largest }. This can indicate a leak in a driver or in the kernel
guaranteed-victim = { $victim } has the oom_score_adj of a guaranteed pod (-997), which is killed last. Check processes with a lower oom_score_adj, and memory that belongs to no process (tmpfs, huge pages, kernel). kubectl describe pod shows the QoS class

## Processes

who-used-arithmetic = Resident memory of { $processes ->
    [one] { $processes } process
   *[other] { $processes } processes
}, added up by name: { $total } together. Memory that processes share counts in each
processes-of-one-name = { $count } processes named { $name } had { $sum } together, { $share } of the sum of the task table
processes-of-one-name-arithmetic = On average { $each } each. Memory that they share counts in each
process-sum = { $name } ({ $sum })
processes-sum = { $name } ({ $sum } in { $count } processes)
table-sum-more = The processes add up to { $sum }, more than the usage, because shared pages are counted once per process, and file pages are charged to the cgroup that read them first
table-sum-less = The processes add up to { $sum }, less than the usage. The log doesn't itemize the rest
table-sum-less-parts = The processes add up to { $sum }, less than the usage, which also counts memory that a process's resident memory leaves out, at least in part: { $parts }

## The pod's request

memory-request = The container of { $victim } has a memory request between { $from } and { $to }, if it is a regular container with a request of its own. kubectl describe pod shows it
memory-request-arithmetic = The kubelet sets oom_score_adj = 1000 - 1000 × request / capacity. { $adj } of { $capacity } gives { $from } to { $to }. Sidecars, pod-level requests, and programs that change their own value differ
suggested-limit = The log shows only that { $limit } wasn't enough. A limit of { $suggested } leaves at least a quarter more to see whether usage levels off: a leak reaches any limit. Measure the peak with { $measure }
suggested-limit-of-series = At the highest of { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
} the log shows only that { $limit } wasn't enough. A limit of { $suggested } leaves at least a quarter more to see whether usage levels off: a leak reaches any limit. Measure the peak with { $measure }
suggested-limit-arithmetic = { $limit } + 25 % = { $raised }, rounded up to { $suggested }
measure-pod = kubectl top pod, or memory.peak of its cgroup
measure-pod-by-kubectl = kubectl top pod
measure-pod-version-1 = kubectl top pod, or memory.max_usage_in_bytes of its cgroup
measure-pod-either = kubectl top pod, or memory.peak of its cgroup (kernel 5.19 and later; memory.max_usage_in_bytes on cgroup v1)
measure-cgroup = memory.peak of its cgroup (kernel 5.19 and later; memory.max_usage_in_bytes on cgroup v1)
measure-cgroup-version-1 = memory.max_usage_in_bytes of its cgroup
qos-guaranteed = On a Kubernetes node, the oom_score_adj of { $victim } ({ $adj }) is that of a guaranteed or node-critical pod. kubectl describe pod shows the QoS class
qos-guaranteed-old = On a Kubernetes node, the oom_score_adj of { $victim } ({ $adj }) is that of a guaranteed pod before Kubernetes 1.20, or of a pod's pause process. kubectl describe pod shows the QoS class
qos-best-effort = On a Kubernetes node, the oom_score_adj of { $victim } ({ $adj }) is that of a best-effort pod. kubectl describe pod shows the QoS class
qos-burstable = On a Kubernetes node, the oom_score_adj of { $victim } ({ $adj }) is that of a burstable pod. kubectl describe pod shows the QoS class
qos-arithmetic = The kubelet sets -997 for guaranteed pods (-998 in old versions), 1000 for best-effort pods, and 3 to 999 for burstable pods. Programs can change their own value
