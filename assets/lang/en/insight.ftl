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

chosen-for-asking = { $name } was killed because it asked for memory at that moment (vm.oom_kill_allocating_task is set), not for its size
chosen-not-highest = By the figures in the task table { $first } had more points than { $victim }. The table is printed after the choice, and the log does not tell why the kernel chose as it did
chosen-not-highest-confined = By the figures in the task table { $first } had more points than { $victim }. The kernel looks only at processes that may use the same memory nodes, which the log does not tell of each
chosen-only = { $name } was the only process to choose
chosen-only-beside-pause = { $name } was the only process to choose beside the pod's pause process
chosen-highest = { $name } was chosen because it had the highest score: { $gain }
chosen-highest-listed = { $name } was chosen because it had the highest score of the processes that the log lists: { $gain }
gain-plain = the { $freed } that its death frees
gain-plus = the { $freed } that its death frees, plus { $shift } for its oom_score_adj of { $adj }
gain-less = the { $freed } that its death frees, less { $shift } for its oom_score_adj of { $adj }
# $shift: nothing, or as " + 975 × (1,001,987 / 1000)"
score-arithmetic = { $resident } pages resident + { $swapped } swapped out + { $tables } of page tables{ $shift } = { $points } points of { $page }
score-arithmetic-next = { $arithmetic }; { $next } has { $points }
spared-exempt = { $name } held more ({ $held }) and was not chosen: its oom_score_adj of { $adj } exempts it
spared-weighs-less = { $name } held more ({ $held }) and was not chosen: its oom_score_adj of { $adj } weighs less than { $victim_adj }
spared-arithmetic = The process that was killed held { $held }

## What Kubernetes shows

kubectl-sandbox = The pod's pause process was killed: Kubernetes then starts the whole pod anew, all its containers
kubectl-cut = Whether the whole container was killed or { $victim } alone cannot be told: that part of the report is not in the log
kubectl-whole-container = The container ended, as all its processes were killed, and is started again unless the pod's restartPolicy is Never. Expect exit code 137, with the reason OOMKilled or, where the runtime missed the kill, just Error
kubectl-whole-pod = The pod's containers ended, as all its processes were killed. Expect exit code 137, with the reason OOMKilled or, where the runtime missed the kill, just Error
kubectl-only-process = { $victim } was the only process, so the container ended and is started again unless the pod's restartPolicy is Never. Expect exit code 137, with the reason OOMKilled or, where the runtime missed the kill, just Error
kubectl-only-process-arithmetic = No other process but pause stands in the task table
kubectl-one-of-several = { $victim } was killed alone: the kernel was not told to kill the whole container (memory.oom.group). If it was the container's main process, the container ended: expect exit code 137, with the reason OOMKilled or, where the runtime missed the kill, just Error. If it was a child, nothing was restarted, kubectl shows nothing, and the container may run on without it. The log does not tell which
group-container = The kernel killed every process of the container (memory.oom.group)
group-within = The kernel killed every process of { $inner } inside the container (memory.oom.group)
group-pod = The kernel killed every process of the pod (memory.oom.group)
group-unit = The kernel killed every process of { $unit } (memory.oom.group, which systemd sets for OOMPolicy=kill)
group-cgroup = The kernel killed every process of the victim's cgroup (memory.oom.group)

## The limit cgroup's memory

kernel-heavy = { $share } is memory of the kernel itself, held for the programs: { $parts }. Killing a process may free little of it
thread-heavy = { $share } is kernel stacks: about { $threads ->
    [one] { $threads } thread
   *[other] { $threads } threads
}
thread-heavy-arithmetic = { $stacks } / { $stack } for each thread's stack on x86-64 and arm64 = { $threads ->
    [one] { $threads } thread
   *[other] { $threads } threads
}
page-tables-heavy = { $share } is page tables: many processes map the same memory, or one maps far more than it uses
tmpfs-heavy = { $share } is shared memory: files in a memory-backed volume (emptyDir with medium: Memory) or in /dev/shm, or memory that processes share. Files stay there when the process is killed, so a restart may end the same way
page-cache-heavy = { $share } is page cache, contents of files that the kernel normally gives up before it kills
page-cache-heavy-waiting = { $share } is page cache, contents of files that the kernel normally gives up before it kills; { $waiting } of it waits to be written to disk
by-container = By container, largest first: { $containers }
by-container-arithmetic = rss + cache of each cgroup's own line
cgroup-swap-full = Its swap was full too: { $usage } of { $limit }
cgroup-memory-and-swap-full = Memory and swap together were at their limit too: { $usage } of { $limit }
shared-memory-inside-cache = This log does not tell shared memory apart: the { $cache } of page cache may hold some
statistics-exceed-usage = The statistics add up to { $excess } more than the usage: the kernel read them at another moment. The largest part is drawn smaller by that

## The node's memory

node-swap-full = The node's swap was full: { $free } free of { $total }
huge-pages = { $pool } of the node's { $ram } ({ $share }) is set aside as huge pages, which nothing else can use; { $free } of it lay idle
unreclaimable-slab = { $slab } of the node's { $ram } ({ $share }) is kernel objects that cannot be given back: a driver or kernel feature may leak
unreclaimable-slab-mostly = { $slab } of the node's { $ram } ({ $share }) is kernel objects that cannot be given back, most of it { $largest }: a driver or kernel feature may leak
guaranteed-victim = { $victim } has the oom_score_adj of a guaranteed pod (-997), which the kernel takes last: look at processes with a lower oom_score_adj, and at memory that belongs to no process (tmpfs, huge pages, the kernel's)

## Processes

who-used = Most memory was held by { $largest }
who-used-arithmetic = Resident memory of { $processes ->
    [one] { $processes } process
   *[other] { $processes } processes
}, added up by name: { $total } together. Memory that processes share counts in each
processes-of-one-name = { $count } processes named { $name } held { $sum } together, { $share } of what the task table adds up to
processes-of-one-name-arithmetic = On average { $each } each; memory that they share counts in each
process-sum = { $name } ({ $sum })
processes-sum = { $name } ({ $sum } in { $count } processes)
table-sum-more = The processes add up to { $sum }, more than was in use here: memory that processes share counts in each of them, and a file's pages count where they were read first
table-sum-about = The processes add up to { $sum }, about what was in use
table-sum-less = The processes add up to { $sum }, less than was in use: the log does not itemise the rest
table-sum-less-parts = The processes add up to { $sum }, less than was in use: no single process holds the rest ({ $parts })

## The pod's request

memory-request = The container of { $victim } requested between { $from } and { $to } of memory
memory-request-arithmetic = kubelet sets oom_score_adj = 1000 - 1000 × request / capacity: { $adj } of { $capacity } gives { $from } to { $to }, unless the process changed its own
qos-guaranteed = On a Kubernetes node, the oom_score_adj of { $victim } ({ $adj }) is that of a guaranteed pod (or one that the node cannot do without)
qos-best-effort = On a Kubernetes node, the oom_score_adj of { $victim } ({ $adj }) is that of a best-effort pod
qos-burstable = On a Kubernetes node, the oom_score_adj of { $victim } ({ $adj }) is that of a burstable pod
qos-arithmetic = kubelet sets -997 for guaranteed, 1000 for best-effort and 3 to 999 for burstable pods; a program may change its own
