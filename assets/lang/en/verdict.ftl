# Whose limit was hit, why, and what to do.

## Names, within a sentence

process-unnamed = process { $pid }
pod-named = pod { $name }
container-named = container { $name }
container-of-pod = { $container } of { $pod }
some-container-of-pod = a container of { $pod }
some-container = a container
another-container = another container
container-by-id = the container { $id }
container-by-runtime = the { $runtime } container { $id }
inside-container = { $inner } inside { $container }
pod-by-uid = the pod { $uid }
pod-around = the pod around it
memory-node = memory node { $node }
memory-nodes = memory nodes { $nodes }
certain-memory-nodes = certain memory nodes
slurm-job = Slurm job { $number }
virtual-machine = the virtual machine { $name }
cgroup-named = the cgroup { $path }

## The limit, within a sentence

limit-memory = memory limit
limit-memory-of = memory limit of { $size }
limit-memory-and-swap = limit on memory and swap together
limit-memory-and-swap-of = limit on memory and swap together of { $size }

## The second half of a headline: whom the kernel killed

killed = the kernel killed { $victim }
killed-of-pod = the kernel killed { $victim } of { $pod }
killed-with-others = the kernel killed { $victim } and { $others ->
    [one] { $others } other process
   *[other] { $others } other processes
}
killed-of-pod-with-others = the kernel killed { $victim } of { $pod } and { $others ->
    [one] { $others } other process
   *[other] { $others } other processes
}
killed-none-killable = the kernel found no process that it may kill
killed-panicked = the kernel panicked
killed-nothing = the kernel killed nothing
killed-not-in-log = the log does not show whom the kernel killed

## Said of every limit

# $subject: whose limit it was
reached-its = { $subject } reached its { $limit }; { $killed }
# $whose: whose cgroup it is
limit-named = The kernel names the cgroup whose limit was reached (oom_memcg), and it is { $whose }
limit-named-by-task-line = The kernel names the cgroup whose limit was reached ("killed as a result of limit of"), and it is { $whose }
limit-named-by-statistics = The line that names the limit's owner is not in the log, but the memory statistics are: the kernel prints those of the cgroup whose limit was reached, and it is { $whose }
whose-that-of = that of { $name }
held-all = It held { $usage } ({ $kib } kB in the log), all that its limit allows
held-all-with-swap = It held { $usage } of memory and swap ({ $kib } kB in the log), all that its limit allows
held-nearly-all = It held { $usage } kB of its limit of { $limit } kB: the kernel counts memory in batches, so this is full
held-less = It held { $usage } kB of its limit of { $limit } kB: the next piece did not fit, or the kernel read the figure a moment later
held-without-limit = It held { $usage }, and the log prints no limit for it
held-not-in-log = The line with its usage and limit is not in the log
swap-limit-reached-too = Its limit on memory and swap together of { $limit } was reached, too ("memory+swap:", failcnt { $failcnt }): what it swaps out counts there
swap-limit-is-memory-limit = It is the limit on memory and swap together that refused more ("memory+swap:" has failcnt { $failcnt }, "memory:" { $memory_failcnt }). Both limits are the same here, so nothing can be swapped out, and it is in effect the memory limit
swap-limit-alone = It is the limit on memory and swap together ("memory+swap:", failcnt { $failcnt }), not that of memory alone: what is swapped out counts, too
nested = This Kubernetes runs inside { $outer }: the limit is one of the inner cluster, not of the machine
may-be-innocent = The process that was killed need not be the one that used too much: the kernel picks the process whose death frees the most, shifted by oom_score_adj
outside-kubernetes = It is outside of Kubernetes: no pod reached a limit
no-pods-limit = No single pod's limit was reached

## How a report ended without a kill

all-exempt = Every process in reach is exempt from being killed (oom_score_adj -1000)
none-killable = No process in reach was left that may be killed
machine-stopped = The kernel stopped the machine instead: "{ $words }"
none-could-be-killed = The kernel says that no process could be killed

## A container of Kubernetes

container-reached = The container's { $limit } was reached; { $killed }
whose-container = the container's own, not that of its pod or of the node
container-raise = Raise the container's memory limit (resources.limits.memory), or make the program use less
within-reached = The { $limit } of { $inner } inside { $container } was reached; { $killed }
whose-within = { $inner }, a cgroup that was made inside the container
within-not-the-container = It is not the container's own limit that was reached: the inner cgroup has one of its own
within-find = Find what set a limit on { $inner } inside the container (systemd's MemoryMax=, a nested container), and raise it
look-for-tmpfs = Look for an emptyDir with medium: Memory and for files in /dev/shm: what lies there counts to the limit, and stays when the process is gone
look-for-kernel-memory = Look for what makes the kernel keep so much for it (very many files, sockets, threads or mappings): killing a process may free little of that

## A pod

pod-reached = The pod's { $limit } was reached; { $killed }
whose-pod = the pod's own, not that of the node
pod-raise = Raise the memory limits of the pod's containers (resources.limits.memory), whose sum is the pod's limit, or the pod's own limit where it has one; or make the programs use less
pod-several = The pod runs more than one container, and its limit is the sum of theirs: together they used it up. The kernel does not print which process belongs to which container
pod-listed-one = The pod has only one container, says the pod list, so { $in_effect }
pod-one-running-of-listed = Only one container of the pod was running, but the pod list shows { $count }, and the pod's limit is the sum of theirs: one that runs alone may use it all
pod-listed-several = The pod list shows { $count } containers of the pod, whose limit is the sum of theirs. The kernel does not print which process belongs to which container
pod-one-running = Only one container of the pod was running, so { $in_effect }
pod-started-one = The log shows how the pod was started, and only one container in it. Unless another was yet to start, { $in_effect }
pod-started-several = The log shows more than one container started in the pod ({ $names }); init containers may be among them. If all but one are, { $in_effect }
pod-unknown-count = If the pod has only one container, { $in_effect }. The log does not tell how many containers the pod has
in-effect-containers = this is in effect that container's limit: Kubernetes gives a pod the sum of its containers' limits, and the pod's small pause process counts too, so the pod's limit is reached a little before the container's

## Many pods

# $class: one of these
class-best-effort = best-effort
class-burstable = burstable
qos-reached = All { $class } pods of the node together reached their { $limit }; { $killed }
whose-qos = the one that holds all { $class } pods of the node
qos-see-reserved = See whether the kubelet runs with --qos-reserved: nothing else of Kubernetes puts a limit on a whole QoS class
node-pods-reached = All pods of the node together reached the { $amount } that the node has for pods; { $killed }
amount-memory = memory
amount-memory-of = { $limit }
amount-memory-and-swap = { $limit } of memory and swap
whose-node-pods = kubepods, which holds all pods of the node
node-pods-placed-by-requests = No single pod's limit was reached. Pods are placed by their requests and not by their limits, so the limits on one node may add up to more than the node has
node-pods-allocatable = The node has for its pods what is left of its memory when the parts reserved for the system and for Kubernetes are taken off. The kubelet is there to evict pods before that is used up; here that did not free enough in time
raise-requests = Raise the memory requests of the pods that use the most, so that fewer of them are placed on one node
more-memory-or-nodes = Give the node more memory, or the cluster more nodes
see-what-is-reserved = See whether more is reserved than the system needs (kube-reserved, system-reserved)

## Outside Kubernetes

runtime-not-kubernetes = It is no pod's container: Kubernetes did not set this limit and does not report this kill
# $place: where that runtime's limit is set
runtime-raise = Raise the limit ({ $place }), or make the program use less
where-docker = docker run --memory, or mem_limit in a compose file
where-podman = podman run --memory, or Memory= in the unit
where-containerd = nerdctl run --memory, ctr run --memory-limit
where-lxc = lxc.cgroup2.memory.max, or limits.memory with Incus and LXD
where-nspawn = MemoryMax= of the machine's unit
where-ecs = memory in the task definition
where-nomad = memory and memory_max in the task's resources
where-started = where the container was started
user-numbered = user { $uid }
user-unknown = a user
whose-login-session = that of a login session of { $user }
login-session = A login session of { $user } ({ $unit })
whose-unit-of-user = that of { $unit }, run by { $user }
unit-of-user = { $unit } of { $user }
whose-all-of-user = that of everything { $user } runs
all-of-user = Everything that { $user } runs
whose-all-users = that of all users' sessions
all-users = All users' sessions together
session-raise = Raise the limit of the user's slice or unit (MemoryMax= in systemd), or run the work where it has more room
whose-unit = that of the systemd unit { $unit }
unit-raise = Raise MemoryMax= of { $unit } (MemoryLimit= with cgroup v1; "systemctl show { $unit } -p MemoryMax" tells it), or find out why it needs more
slice-reached = Everything in { $slice } together reached its { $limit }; { $killed }
whose-slice = { $slice }, which holds several services together
slice-raise = Raise the limit of { $slice } (MemoryMax=), or move its largest service elsewhere
slice-reservation = If the kubelet enforces a reservation on it (system-reserved, kube-reserved in enforceNodeAllocatable), raise the reservation or do not enforce it
job-raise = Ask for more memory for the job (sbatch --mem), or make it use less
machine-raise = Raise the limit of the machine's cgroup (hard_limit in libvirt) above its RAM plus what its host process needs
other-raise = Find who made this cgroup and set its limit (memory.max), and raise it

## Asked for by hand

manual = This kill was asked for by a person or a program; { $killed }
manual-order = The kernel prints order=-1 only for a kill that was asked for: somebody pressed SysRq+f or wrote f to /proc/sysrq-trigger, or a program such as earlyoom -k did
manual-no-limit = No limit need have been reached, and the node need not have been short of memory
manual-find = Find out who or what wrote to /proc/sysrq-trigger: the audit log, the shell history, the lines just before this one

## Certain memory nodes

nodes-ran-out = { $nodes } ran out of memory; { $killed }
cpuset-confines = The process that needed memory may use { $nodes } only: a cpuset confines it
cpuset-allow = Allow more memory nodes (cpuset.mems), or see why the kubelet's static memory manager or a CPU pinning rule confines it
policy-confines = The process that needed memory asked for it from { $nodes } only: a NUMA policy confines it
policy-loosen = Loosen the policy (numactl --membind, mbind), or spread the work over more memory nodes

## The whole node

node-ran-out = The node ran out of memory; { $killed }
node-no-cgroup = No cgroup's limit is the reason (CONSTRAINT_NONE): the kernel looked for memory on the node itself
node-root = The limit's cgroup is the root, which has no limit but the memory of the node
node-by-report = The report shows the memory of the whole node (Mem-Info), which the kernel prints only where no cgroup's limit is the reason
node-panic-unconfined = The kernel panics with these words only where neither a cpuset nor a NUMA policy confined the search for memory
node-confined-not-in-log = Whether a cpuset or a NUMA policy confined the search for memory, only the oom-kill line would tell, and it is not in the log
node-free = { $free } of its { $total } of RAM were free
node-free-no-swap = { $free } of its { $total } of RAM were free, and it has no swap
node-free-swap-full = { $free } of its { $total } of RAM were free, and its { $swap } of swap were full
node-free-swap = { $free } of its { $total } of RAM were free, and { $swap_free } of its { $swap } of swap
node-victim-in-pod = The process that was killed lived in a pod, but no limit of that pod was reached: for such a kill the kernel picks the process whose death frees the most, shifted by oom_score_adj, and it may be innocent
node-see-who = See who used the memory: the task table, largest first
node-raise-requests = Under Kubernetes, raise the memory requests of the pods that use the most, so that fewer are placed on this node, and reserve enough for the system's own services (system-reserved, kube-reserved)
node-more-memory = Give the node more memory, or spread the work over more nodes
node-ran-out-by-kill-line = The node ran out of memory, as far as the kill line tells; { $killed }
kill-line-no-cgroup = The kill line says "Out of memory" and not "Memory cgroup out of memory": no cgroup's limit was the reason
kill-line-more-not-in-log = The lines that would tell more are not in the log: whether the whole node was short, or only the memory nodes that a cpuset or NUMA policy allowed, stands in the oom-kill line; whether the kill was asked for by hand, in the "invoked oom-killer" line
panic-no-cgroup = The kernel panics with these words only where no cgroup's limit is the reason; the lines that would tell more are not in the log

## What the log does not tell

cgroup-not-in-log = A memory limit was reached, but the log does not say whose; { $killed }
cgroup-some = Some cgroup's limit was the reason: a container's, a pod's, a service's or that of all pods together. It was not the node as a whole that ran out of memory
cgroup-line-not-in-log = The line that would tell whose is not in the log: "oom-kill:" with oom_memcg= (before kernel 5.0 "Task in … killed as a result of limit of …")
reports-are-limited = The kernel prints at most ten full reports in five seconds; further kills are one line each
container-is-not-the-limit = The log does tell which container was killed, but not that it was this container's limit
contradiction = Two lines of the log contradict each other on whose limit was reached; { $killed }
contradiction-node-not-cgroup = The kill line says "{ $words }", which the kernel prints for a cgroup's limit, and the oom-kill line (global_oom) says that it was the whole node: the two contradict each other
contradiction-cgroup-by-constraint = The kill line says "{ $words }", which the kernel prints for the whole node, and the oom-kill line (CONSTRAINT_MEMCG) says that it was a cgroup's limit: the two contradict each other
contradiction-cgroup-by-name = The kill line says "{ $words }", which the kernel prints for the whole node, and the line that names the limit's cgroup says that it was a cgroup's limit: the two contradict each other
contradiction-mixed = The kernel never prints both of one kill: lines of two kills may have been mixed, or the log was changed
not-in-log = The log does not say whose memory limit was reached; { $killed }
not-in-log-trigger = { $trigger } asked for memory that was not there; the log does not say whose limit it was or who was killed
not-in-log-lines = The lines that would tell are not in the log: "oom-kill:" (oom_memcg= names a cgroup, global_oom the node), "Task in … killed as a result of limit of …" before kernel 5.0, or the words before "Killed process"
look-in-other-logs = Look for the full report in another log of the same boot: dmesg, journalctl -k, /var/log/kern.log
look-for-other-programs = Look for lines of kubelet, containerd and systemd at the same time, which name the container or the unit
