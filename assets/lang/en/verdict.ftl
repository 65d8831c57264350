# Whose limit was hit, why, and what to do.

## Names, within a sentence

process-unnamed = process { $pid }
pod-named = pod { $name }
container-named = container { $name }
container-of-pod = { $container } of { $pod }
some-container-of-pod = a container of { $pod }
some-container = a container
the-container = the container
the-pod = the pod
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

killed = The kernel killed { $victim }
killed-of-pod = The kernel killed { $victim } of { $pod }
killed-with-others = The kernel killed { $victim } and { $others ->
    [one] { $others } other process
   *[other] { $others } other processes
}
killed-of-pod-with-others = The kernel killed { $victim } of { $pod } and { $others ->
    [one] { $others } other process
   *[other] { $others } other processes
}
killed-none-killable = The kernel found no process that it may kill
killed-panicked = The kernel panicked
killed-nothing = The kernel killed no process
killed-not-in-log = The log doesn't show which process was killed

## Said of every limit

# $subject: whose limit it was
reached-its = { $subject } reached its { $limit }. { $killed }
reached-their = { $subject } reached their { $limit }. { $killed }
# The limit was below what was in use.
lowered-its = The memory limit of { $subject } was lowered to { $limit } while { $usage } was in use. { $killed }
above-its = The memory usage of { $subject } ({ $usage }) was above its limit of { $limit }. { $killed }
# $whose: whose cgroup it is
limit-named = The limit that was reached is { $whose } (oom_memcg in the oom-kill line)
limit-named-by-task-line = The limit that was reached is { $whose } ("killed as a result of limit of")
limit-named-by-statistics = The limit that was reached is { $whose }: the kernel prints the memory statistics of the cgroup whose limit was reached. The line that names it isn't in the log
limit-named-by-statistics-shortened = The limit that was reached is { $whose }: the kernel prints the memory statistics of the cgroup whose limit was reached. The line that names it is in the log, but not all of the name
limit-named-by-statistics-without-kill = The limit that was reached is { $whose }: the kernel prints the memory statistics of the cgroup whose limit was reached. It prints the line that names the cgroup only if it kills a process
whose-that-of = that of { $name }
held-all = Memory usage was { $usage } ({ $kib } kB in the log), equal to the limit
held-all-with-swap = Usage of memory and swap was { $usage } ({ $kib } kB in the log), equal to the limit
held-nearly-all = Usage was { $usage } kB against a limit of { $limit } kB. The kernel charges memory in per-CPU batches, so this counts as at the limit
held-less = Usage was { $usage } kB against a limit of { $limit } kB. Either the next allocation didn't fit, or usage changed before the kernel printed it
held-more = Usage was { $usage } ({ $kib } kB in the log), { $excess } more than the limit. Either the limit was lowered below what was in use ({ $ways }), or the kernel let an allocation through that must not fail
held-more-version-1 = Usage was { $usage } ({ $kib } kB in the log), { $excess } more than the limit. The kernel lets allocations through that must not fail
held-more-lowered = Usage was { $usage } ({ $kib } kB in the log), { $excess } more than the new limit. The call trace shows that the kill came from a write to the limit (memory_max_write)
held-more-lowered-by = Usage was { $usage } ({ $kib } kB in the log), { $excess } more than the new limit. The call trace shows that the kill came from a write to the limit (memory_max_write) by { $writer }
held-unlimited = Usage was { $usage }, and the limit printed with it is "unlimited" ({ $kib } kB). Either the limit was raised before the kernel printed it, or the line belongs to another cgroup
# what lowers a limit, by its kind
ways-pod = an in-place resize of the pod, or a write to memory.max
ways-docker = docker update, or a write to memory.max
ways-podman = podman update, or a write to memory.max
ways-systemd = systemctl set-property, a changed unit file, or a write to memory.max
ways-file = a write to memory.max
figures-of-another = The memory figures are those of { $counted }, but the line that names the limit names { $limit }. The kernel prints both for the same cgroup, so lines of two kills are mixed, or the log was edited. The figures aren't used here
held-not-in-log = The line with its usage and limit isn't in the log
swap-limit-reached-too = The limit on memory and swap together of { $limit } was reached too ("memory+swap:", failcnt { $failcnt }). Memory that is swapped out counts toward it
swap-limit-is-memory-limit = The limit on memory and swap together refused the allocation ("memory+swap:" has failcnt { $failcnt }, "memory:" { $memory_failcnt }). Both limits are the same, so nothing can be swapped out, and this is effectively the memory limit
swap-limit-alone = The limit on memory and swap together was reached, not the memory limit ("memory+swap:", failcnt { $failcnt }). Memory that is swapped out counts toward it
nested = This Kubernetes runs inside { $outer }. The limit belongs to the inner cluster, not to the machine
may-be-innocent = The killed process isn't necessarily the cause. The kernel kills the process with the highest OOM score, which is its memory footprint adjusted by oom_score_adj
victim-held-most = { $victim } itself held most of the memory in use ({ $share })
victim-held-most-listed = { $victim } itself held most of what the listed processes have ({ $share })
outside-kubernetes = The limit isn't a pod's: Kubernetes didn't set it
no-pods-limit = No single pod's own limit was involved

## How a report ended without a kill

all-exempt = Every process that could be killed is exempt (oom_score_adj -1000)
none-killable = No process that could be killed was left
machine-stopped = The kernel stopped the machine instead: "{ $words }"
none-could-be-killed = The kernel reports that no process could be killed
panic-compulsory = vm.panic_on_oom is 2 on this node, so any cgroup that reaches its limit stops the whole machine. Set it to 0: sysctl -w vm.panic_on_oom=0
panic-system-wide = vm.panic_on_oom is 1 on this node, so it stops when it runs out of memory instead of killing a process. Set it to 0: sysctl -w vm.panic_on_oom=0
lift-exemption = Remove oom_score_adj -1000 from a process that may be killed. A process sets it itself or inherits it from its parent. Until then, the kernel can only let allocations fail or wait

## A container of Kubernetes

container-reached = The container's { $limit } was reached. { $killed }
whose-container = the container's own, not the pod's or the node's
container-raise = Raise the container's memory limit (resources.limits.memory), or reduce what the program uses
limit-lowered-find = Find out what lowered the limit: { $ways }. Set it above what the program uses
look-for-slab = Find out why kernel objects (slab) take so much: many open files, directory entries, or sockets. Slab memory can remain after the process ends
look-for-sockets = Find the connections whose peers read too slowly, and the queues that are full: ss -tmn in the container's network namespace. Smaller socket buffers (net.ipv4.tcp_rmem, net.ipv4.tcp_wmem) hold less
look-for-threads = Find out why there are so many threads: a thread leak or the size of a thread pool. Their stacks are freed when they end
look-for-mappings = Find out what is mapped: a large sparse mapping, or many processes that map the same shared memory. Huge pages need fewer page tables
hint-jvm = For a JVM, check the heap against the limit: -XX:MaxRAMPercentage (25 by default) or -Xmx. Metaspace, thread stacks, and direct buffers come on top
hint-node = For Node.js, check --max-old-space-size against the limit. Buffers and native memory come on top
hint-dotnet = For .NET, check DOTNET_GCHeapHardLimitPercent (75 by default in a container) against the limit. Native memory comes on top
hint-workers = Check the number of workers: each has its own memory. Fewer workers, or restarting them after a number of requests (gunicorn --max-requests), use less
hint-postgres = For PostgreSQL, check shared_buffers, and work_mem multiplied by the number of connections and sorts
hint-mysql = For MySQL and MariaDB, check innodb_buffer_pool_size, and the buffers for each connection multiplied by max_connections
hint-redis = For Redis, set maxmemory below the limit. A background save can need as much again
hint-mongo = For MongoDB, check storage.wiredTiger.engineConfig.cacheSizeGB against the limit
hint-php = For PHP-FPM, check pm.max_children multiplied by memory_limit
hint-go = For a Go program, set GOMEMLIMIT to about 90 % of the limit, so that it collects garbage before it reaches the limit
within-reached = The { $limit } of { $inner } inside { $container } was reached. { $killed }
whose-within = that of { $inner }, a cgroup created inside the container
within-not-the-container = The limit isn't the container's own: the inner cgroup has a limit of its own
within-find = Find out what set the limit of { $inner } inside the container (systemd's MemoryMax=, a nested container), and raise it
look-for-tmpfs = Check for an emptyDir with medium: Memory and for files in /dev/shm. They count toward the limit and stay after the process ends

## A pod

pod-reached = The pod's { $limit } was reached. { $killed }
whose-pod = the pod's own, not the node's
pod-raise = Raise the memory limits of the pod's containers (resources.limits.memory), or the pod's own limit if it has one. Otherwise, reduce what the programs use
pod-several = The pod runs more than one container, and together they reached the pod's limit: the sum of the containers' limits, or the pod's own limit (pod-level resources, Kubernetes 1.32 and later). The kernel doesn't print which process belongs to which container
pod-limit-of-its-own = The limit is the pod's own (pod-level resources), according to the pod list: all its containers count toward it
pod-listed-one = According to the pod list, the pod has only one container, so { $in_effect }
pod-one-running-of-listed = Only one container of the pod was running, but the pod list shows { $count }. Unless the pod has a limit of its own, its limit is the sum of their limits, and one container can use all of it
pod-listed-several = The pod list shows { $count } containers. Unless the pod has a limit of its own, its limit is the sum of their limits. The kernel doesn't print which process belongs to which container
pod-one-running = Only one container of the pod was running, so { $in_effect }
pod-started-one = The log shows one container starting in the pod. Unless another was still to start, { $in_effect }
pod-started-several = The log shows more than one container starting in the pod ({ $names }), possibly including init containers. If all but one are init containers, { $in_effect }
pod-unknown-count = If the pod has only one container, { $in_effect }. The log doesn't show how many containers the pod has
in-effect-containers = this is effectively the container's limit. Unless it has a limit of its own, a pod's limit is the sum of its containers' limits, and the pause process counts toward it, so it is reached slightly earlier

## Many pods

# $class: one of these
class-best-effort = best-effort
class-burstable = burstable
qos-reached = All { $class } pods of the node together reached their { $limit }. { $killed }
whose-qos = that of all { $class } pods of the node together
qos-see-reserved = Check whether the kubelet runs with --qos-reserved: no other Kubernetes setting limits a whole QoS class
node-pods-reached = All pods of the node together reached { $amount }, the limit of kubepods. { $killed }
amount-memory = the memory that they may use
amount-memory-of = { $limit }
amount-memory-and-swap = { $limit } of memory and swap
whose-node-pods = that of kubepods, which holds all pods of the node
node-pods-placed-by-requests = No single pod's own limit was involved. Pods are scheduled by their requests, not by their limits, so the limits on one node can add up to more than the node has
node-pods-allocatable = kubepods is limited to the node's memory minus kube-reserved and system-reserved. Allocatable in kubectl describe node is smaller by the eviction threshold. The kubelet normally evicts pods before this point. This log doesn't show whether it tried
node-pods-allocatable-aks = kubepods is limited to the node's memory minus kube-reserved and system-reserved. Allocatable in kubectl describe node is smaller by the eviction threshold (750Mi on AKS up to 1.28, 100Mi later). The kubelet normally evicts pods before this point. This log doesn't show whether it tried
limit-the-largest = Give the pods that use the most a memory limit, or lower it. A best-effort pod has none and can use all that the node has for pods
limit-the-largest-named = Give the pods that use the most a memory limit, or lower it. The largest processes here: { $largest }. A best-effort pod has no limit and can use all that the node has for pods
describe-node = Check Allocatable, Allocated resources, and the events NodeHasInsufficientMemory and EvictionThresholdMet: kubectl describe node { $node }
node-placeholder = <node>
raise-requests = Set memory requests near what the pods really use, so that fewer are scheduled on one node. Best-effort pods have none
more-memory-or-nodes = Use larger nodes, or more of them
see-what-is-reserved = Check whether more is reserved than the system needs (kube-reserved, system-reserved)

## Outside Kubernetes

runtime-not-kubernetes = This isn't a pod's container: Kubernetes didn't set the limit and doesn't report this kill
# $place: where that runtime's limit is set
runtime-raise = Raise the limit ({ $place }), or reduce what the program uses
where-docker = docker run --memory, or mem_limit in a compose file
where-podman = podman run --memory, or Memory= in the unit
where-containerd = nerdctl run --memory, ctr run --memory-limit
where-lxc = lxc.cgroup2.memory.max, or limits.memory with Incus and LXD
where-nspawn = MemoryMax= of the machine's unit
where-ecs = memory in the task definition
where-nomad = memory and memory_max in the task's resources
where-started = where the container was started
# $number: the container's number
openvz-container = OpenVZ container { $number }
openvz-some-container = A container of OpenVZ
openvz-ran-out = { $container } ran out of memory. { $killed }
# $words: UB 1234
openvz-beancounter = The kill line names a user beancounter ({ $words }). OpenVZ counts what a container uses in one, which has the container's number, and kills in the container when its memory is used up
openvz-cgroup-inside = It names a memory cgroup inside the container: its limit was reached, not that of the whole container
openvz-limit-not-in-log = How high the limit is and how much was in use isn't in this line
openvz-failcnt = See which limit was reached: on the host or in the container, cat /proc/user_beancounters shows held, limit, and failcnt of physpages, swappages, and oomguarpages
openvz-raise = Give the container more memory or swap on the OpenVZ host (vzctl set { $number } --ram --swap --save), or reduce what its programs use
openvz-number = <container>
inspect-by-runtime = While the container still exists, see its name, limit, and exit code: { $runtime } inspect { $id }
user-numbered = user { $uid }
user-unknown = a user
whose-login-session = that of a login session of { $user }
login-session = A login session of { $user } ({ $unit })
whose-unit-of-user = that of { $unit }, run by { $user }
unit-of-user = { $unit } of { $user }
whose-all-of-user = that of everything { $user } runs
all-of-user = Everything that { $user } runs
whose-made-below = that of { $path }, a cgroup that somebody created below { $parent }
made-below = The cgroup { $path }
made-below-a-unit = This cgroup was created below { $unit }, by the unit or by somebody else. The limit isn't that of { $unit } itself
made-below-only = Somebody created this cgroup below { $parent }. Other sessions aren't limited by it
whose-all-users = that of all users' sessions
all-users = All users' sessions together
session-raise = Raise the limit of the user's slice or unit (MemoryMax= in systemd), or run the work where more memory is available
whose-unit = that of the systemd unit { $unit }
unit-raise = Raise MemoryMax= of { $unit } (MemoryLimit= on cgroup v1), or find out why it needs more. To see the limit: systemctl show { $unit } -p MemoryMax
slice-reached = The units of { $slice } together reached its { $limit }. { $killed }
whose-slice = that of { $slice }, which holds several services
slice-raise = Raise the limit of { $slice } (MemoryMax=), or move its largest service elsewhere
show-unit = To see the limit: systemctl show { $unit } -p MemoryMax
slice-reservation = If the kubelet enforces a reservation on this slice (system-reserved or kube-reserved in enforceNodeAllocatable), raise the reservation or stop enforcing it
job-raise = Request more memory for the job (sbatch --mem), or reduce what it uses
machine-raise = Raise the limit of the virtual machine's cgroup (hard_limit in libvirt) above its RAM plus what its host process needs
other-raise = Find out who created this cgroup and set its limit (memory.max, or memory.limit_in_bytes on cgroup v1), and raise it

## Asked for by hand

manual = A person or program triggered this kill. { $killed }
manual-order = The kernel prints order=-1 only for a kill that was triggered: SysRq+f on the console, f written to /proc/sysrq-trigger, or a program such as earlyoom -k
manual-line = The kernel says so directly before the report: "{ $words }"
manual-frame = The call trace shows it: { $words } is the handler of SysRq+f
manual-no-limit = A manual kill doesn't mean that a limit was reached or that the node was low on memory
manual-find = Find out who or what triggered it. Check the audit log, the shell history, and the lines just before this one

## Certain memory nodes

nodes-ran-out-by-summary = According to the oom-kill line, { $nodes } ran out of memory. { $killed }
nodes-ran-out = { $nodes } ran out of memory. { $killed }
nodes-unknown = The kernel couldn't get memory for a request on { $nodes }. { $killed }
cpuset-confines = The process that needed memory may use { $nodes } only: a cpuset confines it
cpuset-allow = Allow more memory nodes (cpuset.mems), or find out why the kubelet's static memory manager or a CPU pinning rule confines it
policy-confines = The process that needed memory asked for it from { $nodes } only: a NUMA policy confines it
policy-loosen = Loosen the policy (numactl --membind, mbind), or spread the work over more memory nodes

## The whole node

node-ran-out = The node ran out of memory. { $killed }
node-ran-out-by-panic = According to the panic message, the node ran out of memory. { $killed }
node-ran-out-by-summary = According to the oom-kill line, the node ran out of memory. { $killed }
node-free-not-in-log = How much memory was free isn't in the log (Mem-Info), so the log doesn't show why the kernel found none
node-no-cgroup = No cgroup limit was involved (CONSTRAINT_NONE): the kernel looked for memory on the node itself
node-no-cgroup-named = The oom-kill line names no cgroup whose limit was reached (CONSTRAINT_NONE)
node-root = The cgroup is the root, whose only limit is the memory of the node
node-by-report = The report shows the memory of the whole node (Mem-Info), which the kernel prints only if no cgroup limit was involved
node-panic-unconfined = The kernel panics with these words only if neither a cpuset nor a NUMA policy confined the search for memory
node-confined-not-in-log = The oom-kill line would show whether a cpuset or a NUMA policy confined the search for memory. It isn't in the log
node-confined-not-printed = This kernel doesn't print whether a cpuset or a NUMA policy confined the search for memory (kernels do from 5.0 on)
node-confined-without-kill = The log doesn't show whether a cpuset or a NUMA policy confined the search for memory: the kernel prints the oom-kill line only if it kills a process
node-free = { $free } of the node's { $total } of RAM was free
node-free-no-swap = { $free } of the node's { $total } of RAM was free. The node has no swap
node-free-swap-full = { $free } of the node's { $total } of RAM was free. Its swap ({ $swap }) was full
node-free-swap = { $free } of the node's { $total } of RAM was free, and { $swap_free } of its { $swap } of swap
node-victim-in-pod = The killed process ran in a pod, but that pod's limit wasn't the reason
node-see-who = See who used the memory: the task table, largest first
node-see-who-elsewhere = Find out who used the memory from metrics of that time (Container insights, Prometheus), or set vm.oom_dump_tasks=1 and read the full report of the next kill
node-raise-requests = Set the memory requests of the pods that use the most near what they really use, so that fewer pods are scheduled on this node
node-more-memory = Give the node more memory, or spread the work over more nodes
node-ran-out-by-kill-line = According to the kill line, the node ran out of memory. { $killed }
kill-line-no-cgroup = The kill line says "Out of memory", not "Memory cgroup out of memory", so no cgroup limit was involved
kill-line-more-not-in-log = The oom-kill line would show whether a cpuset or NUMA policy was involved, and the "invoked oom-killer" line whether the kill was manual. Neither is in this log
panic-no-cgroup = The kernel panics with these words only if no cgroup limit was involved. The lines with more detail aren't in the log

## What the log does not tell

cgroup-not-in-log = A memory limit was reached, but the log doesn't show whose. { $killed }
cgroup-some = A cgroup's limit was reached: a container's, a pod's, a service's, or that of all pods together. The memory of the node as a whole wasn't the reason
cgroup-by-call-trace = The call trace shows that the killer was called for a cgroup's limit: { $frame }
statistics-of-one = The memory statistics begin in the middle, with those of { $path }. The limit is that of this cgroup or of one above it
statistics-of-several = The memory statistics begin in the middle, with those of several cgroups below { $path }. The limit is that of { $path } or of a cgroup above it
cgroup-line-not-in-log = The line that shows whose limit it was isn't in the log: "oom-kill:" with oom_memcg= ("Task in … killed as a result of limit of …" before kernel 5.0)
reports-are-limited = The kernel prints at most ten full reports in five seconds. Further kills are one line each
container-is-not-the-limit = The log shows which container the process was in, but not that this container's limit was reached
contradiction = Two lines of the log contradict each other about whose limit was reached. { $killed }
contradiction-node-not-cgroup = The kill line says "{ $words }", which the kernel prints for a cgroup's limit. The oom-kill line says global_oom, which means the whole node
contradiction-cgroup-by-constraint = The kill line says "{ $words }", which the kernel prints for the whole node. The oom-kill line says CONSTRAINT_MEMCG, which means a cgroup's limit
contradiction-cgroup-by-name = The kill line says "{ $words }", which the kernel prints for the whole node. Another line names the cgroup whose limit was reached
contradiction-mixed = The kernel never prints both for one kill. Either lines of two kills are mixed, or the log was edited
not-in-log = The log doesn't show whether a limit was reached or the node was short of memory. { $killed }
not-in-log-trigger = An allocation by { $trigger } triggered the OOM killer. Whether a limit was reached, and which process was killed, isn't in the log
not-in-log-lines = The deciding lines aren't in the log: "oom-kill:" (oom_memcg= names a cgroup, global_oom the node), "Task in … killed as a result of limit of …" before kernel 5.0, or the words before "Killed process"
node-by-call-trace = The call trace shows that the page allocator called the killer ({ $frame }), so no cgroup limit was involved
node-ran-out-by-call-trace = According to the call trace, a request for memory failed on the node itself. { $killed }
group-alone = The kernel killed every process of { $group } (memory.oom.group). Whether a limit was reached, and which processes were killed, isn't in the log
group-of-container = a container
group-of-pod = a pod
group-of-unit = { $unit }
group-of-cgroup = the cgroup { $path }
group-line = The kernel prints this line directly after it killed the first process of the group, so a kill took place
group-exempt = Processes with an oom_score_adj of -1000 are spared
look-in-other-logs = Look for the full report in another log of the same boot: journalctl -k, dmesg, /var/log/kern.log
look-for-other-programs = Look for kubelet, containerd, and systemd lines of the same time: they name the container or the unit
look-at-first-of-burst = Look at the kills just before this one: the kernel prints the full report only for the first ten within five seconds
describe-pod = See the limits, Last State, Restart Count, and events: kubectl describe pod { $pod } -n { $namespace }
find-pod = Find the pod's name: kubectl get pods -A -o custom-columns=NS:.metadata.namespace,POD:.metadata.name,UID:.metadata.uid | grep { $uid }
find-static-pod = Find the static pod's name, on the node: crictl pods --label io.kubernetes.pod.uid={ $uid }
inspect-container = While the node still has the container, see its name, limit, and exit code, on the node: crictl inspect { $id }

## For people who do not read logs: what happened, how full it was, what to decide

brief-limit = { $count ->
    [one] { $name } reached its memory limit of { $limit }, and one of its programs was stopped
   *[other] { $name } reached its memory limit of { $limit } { $count } times, and each time one of its programs was stopped
}
brief-some-limit = { $count ->
    [one] { $name } reached its memory limit, and one of its programs was stopped
   *[other] { $name } reached its memory limit { $count } times, and each time one of its programs was stopped
}
brief-node = { $count ->
    [one] { $host } ran out of memory, and its program { $victim } was stopped
   *[other] { $host } ran out of memory { $count } times, and each time its program { $victim } was stopped
}
brief-some-node = { $count ->
    [one] The machine ran out of memory, and its program { $victim } was stopped
   *[other] The machine ran out of memory { $count } times, and each time its program { $victim } was stopped
}
# $sentence: what the verdict says of the first of several
brief-first-of = { $sentence } ({ $more ->
    [one] and { $more } more like it
   *[other] and { $more } more like it
})
brief-decide = What to decide
brief-do-limit = Give it more memory than { $limit }, or find out why it needs that much?
brief-do-some-limit = Give it more memory, or find out why it needs so much?
brief-do-node = Give the machine more memory, or less to do?
brief-do-balloon = Have the machine's host give back the memory that it took?
brief-do-holder = Find out why so much memory is held there, or give the machine more?
brief-do-operator = Who of those that run the machine looks into it?
brief-do-part = Should the machine's memory be divided among its programs in another way?
brief-do-manual = Nothing, unless nobody knows who asked for it
brief-do-ask = Whom to ask for the machine's complete log: this one doesn't say whose limit it was
brief-memory = Memory of its programs when one was stopped
brief-used = { $size } in use
brief-allowed = { $size } allowed
brief-held = { $holder }: { $size }
brief-ram = { $size } in the machine
