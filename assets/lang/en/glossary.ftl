# What the kernel's words mean, for the hover: a message for each word of the table in src/analysis/glossary.rs.

## What a cgroup's memory is made of

glossary-anon = Memory that belongs to no file: heaps, stacks, anonymous mappings. It is freed only when the process ends or it is swapped out.
glossary-shmem = Shared memory and tmpfs: /dev/shm, emptyDir volumes with medium Memory, memfd. It counts until the file is deleted, even if no process is left, and can only be swapped out.
glossary-page_cache = File contents in memory, without shared memory. Clean pages can be reclaimed at once, so a large page cache is seldom the cause of a kill.
glossary-slab = The kernel's own small objects: directory entries, inodes, sockets. In a cgroup's statistics, those made on its behalf.
glossary-kernel_stack = The kernel's stack of each thread: 16 KiB on x86-64, arm64, and ppc64le (32 KiB on ppc64le from kernel 6.8 on), 64 KiB on arm64 with pages of 64 KiB. A large value means very many threads.
glossary-page_tables = The tables that map virtual to physical memory. They grow with what is mapped, and with the number of processes that map it.
glossary-other_kernel = Kernel memory without a name of its own in this list: per-CPU data, vmalloc, socket buffers, and what the counter "kernel" holds beyond them.
glossary-huge_pages = Memory set aside in the hugetlb pool. The node can't use it for anything else, whether or not it is in use.
glossary-locked = Memory that can't be reclaimed or swapped out: locked by a process (mlock), of ramfs, or of shared memory that must not be swapped.
glossary-sockets = Buffers of network sockets: data that was received and not read, or sent and not confirmed.
glossary-zram = Pages of zram and zswap: swapped-out memory that stays in RAM, compressed.
glossary-gpu = Pages that GPU drivers hold (printed from kernel 7.1 on). No process counts them as resident.
glossary-balloon = Memory that the hypervisor took back from this machine through a balloon driver (printed from kernel 6.19 on).
glossary-GFP_KERNEL = The kernel needs memory for itself and may wait for it; from zone Normal or below.
glossary-GFP_KERNEL_ACCOUNT = Like GFP_KERNEL, and charged to the cgroup that it is for.
glossary-GFP_USER = For a process, from memory that the kernel can use itself.
glossary-GFP_HIGHUSER = For a process; may come from high memory, but cannot be moved.
glossary-GFP_HIGHUSER_MOVABLE = For a page of a process, which can be moved: any zone will do, CMA included.
glossary-GFP_NOFS = May not start work of a file system, because one waits for it.
glossary-GFP_NOIO = May not start input or output.
glossary-GFP_ATOMIC = May not wait, and may go below min, to three eighths of it. It never invokes the OOM killer.
glossary-GFP_DMA = From the first 16 MiB on x86, for old devices.
glossary-GFP_DMA32 = From the first 4 GiB, for devices that cannot address more.
glossary-GFP_TRANSHUGE = For a transparent huge page.
glossary-__GFP_ZERO = The memory has to be filled with zeros.
glossary-__GFP_COMP = Several pages are to be one compound page.
glossary-__GFP_ACCOUNT = Charged to the cgroup.
glossary-__GFP_NOWARN = The kernel is not to log a failure.
glossary-__GFP_RETRY_MAYFAIL = Tries hard, and fails rather than invoking the OOM killer.
glossary-__GFP_NORETRY = Tries once and may fail.
glossary-__GFP_NOFAIL = Must not fail: the kernel tries until it has the memory.
glossary-__GFP_HARDWALL = Keeps to the memory nodes of the cpuset.
glossary-__GFP_THISNODE = From one memory node only.
glossary-__GFP_WRITE = The page will be written to soon.
glossary-__GFP_RECLAIMABLE = For kernel objects that can be reclaimed.
glossary-__GFP_MOVABLE = The page can be moved, so that zone Movable and CMA may serve it.
glossary-__GFP_HIGHMEM = High memory will do (32-bit kernels).
glossary-__GFP_NOMEMALLOC = May not use the emergency reserves.
glossary-GFP_NOWAIT = May not wait, and may not use reserves. It may fail.
glossary-GFP_HIGHMEM = High memory will do (32-bit kernels).
glossary-GFP_MOVABLE = The page can be moved, so that zone Movable and CMA may serve it.
glossary-GFP_TRANSHUGE_LIGHT = For a transparent huge page, without waiting for one to be made.
glossary-__GFP_DMA = From zone DMA: the first 16 MiB on x86, for old devices.
glossary-__GFP_DMA32 = From the first 4 GiB, for devices that cannot address more.
glossary-__GFP_WAIT = May wait for memory (up to kernel 4.3).
glossary-__GFP_HIGH = Urgent: may go below min, to a half of it, or to three eighths if it may not wait.
glossary-__GFP_IO = May start input and output to make room.
glossary-__GFP_FS = May call into file systems to make room.
glossary-__GFP_COLD = The page need not be in a processor cache (up to kernel 4.14).
glossary-__GFP_REPEAT = Tries again, and may fail (up to kernel 4.12).
glossary-__GFP_MEMALLOC = May use all reserves, because it is about to free memory.
glossary-__GFP_NOTRACK = kmemcheck is not to track it (up to kernel 4.14).
glossary-__GFP_NO_KSWAPD = Does not wake kswapd (up to kernel 4.3).
glossary-__GFP_OTHER_NODE = Made on behalf of another memory node (up to kernel 4.9).
glossary-__GFP_ATOMIC = May not wait, and has a high priority (up to kernel 6.2).
glossary-__GFP_DIRECT_RECLAIM = May reclaim memory itself, and so wait (from kernel 4.4 on).
glossary-__GFP_KSWAPD_RECLAIM = May wake kswapd, which reclaims in the background (from kernel 4.4 on).
glossary-free = Memory that isn't in use. Below the zone's "min" only urgent requests may take it.
glossary-not_itemised = What is left of the usage after every part that the log names: pages charged ahead per CPU, and parts that the kernel didn't print.

## The counters

glossary-usage = What was charged to this cgroup and all cgroups below it at the moment of the kill. kubectl top shows the working set, which is the usage without inactive_file.
glossary-limit = The most that this cgroup may use: memory.max (cgroup v2), memory.limit_in_bytes (v1). In Kubernetes it comes from resources.limits.memory. For all pods of the node (kubepods) it is the node's memory minus kube-reserved and system-reserved; Allocatable is smaller by the eviction threshold.
glossary-failcnt = How often a request met this limit since the cgroup was created. Usually the kernel then made room without a kill, so it isn't a number of kills. From kernel 6.19 on cgroup v2 it is "max" of memory.events.
glossary-swap = Memory that was swapped out: to a disk, or compressed to zram. Most Kubernetes nodes have no swap, or give pods a swap limit of 0.
glossary-memory_and_swap = Memory and swap together (cgroup v1, memory.memsw).
glossary-kernel_memory = The kernel's part of the memory (cgroup v1, memory.kmem). It is included in the usage.
glossary-protection = memory.min is never reclaimed from this cgroup. memory.low is reclaimed only if nothing unprotected is left. The line adds up the protection in use below this cgroup.

## The report's head

glossary-trigger = The process whose allocation triggered the OOM killer. It is often not the one that was killed, and not the one that used most.
glossary-gfp_mask = The kind of allocation. GFP_KERNEL is an ordinary request of the kernel for a process, GFP_HIGHUSER_MOVABLE one for a process's own pages.
glossary-order = How many contiguous pages were requested, as a power of two: 0 is one page. -1 means that a person or program triggered the kill.
glossary-constraint = What limited the request: a cgroup's limit (CONSTRAINT_MEMCG), the node (CONSTRAINT_NONE), or the memory nodes of a cpuset or of a memory policy.
glossary-cpuset = The cpuset of the process that triggered the kill, last part of its path only. It isn't necessarily the victim's.
glossary-mems_allowed = The memory nodes that the process that triggered the kill may use.
glossary-oom_memcg = The cgroup whose limit was reached. Only this tells container, pod, and node level apart.
glossary-task_memcg = The victim's cgroup: the one whose limit was reached, or one below it.
glossary-oom_group = With memory.oom.group set, all processes of the cgroup are killed together, except those with an oom_score_adj of -1000. Kubernetes 1.28 and later sets it for containers on cgroup v2, unless the kubelet has singleProcessOOMKill: true (1.32 and later). The container then ends with exit code 137.
glossary-page_size = The unit of the task table: 4 KiB on x86-64 and most arm64 nodes, 64 KiB on ppc64le and some arm64 nodes, 16 KiB on some arm64 nodes.

## Victims and tasks

glossary-oom_score_adj = An adjustment from -1000 (never kill) to 1000 (kill first). Kubernetes sets -997 for guaranteed and node-critical pods (-998 in old versions), 1000 for best-effort pods, and 3 to 999 by memory request for burstable pods. A sidecar gets at most the lowest value of the pod's regular containers, and pod-level requests are shared out (1.32 and later). Programs can change their own value.
glossary-badness = The kernel kills the process with the highest score: resident pages, swapped pages, and page tables, plus oom_score_adj thousandths of the memory that the kill is about.
glossary-total_vm = Address space, used or not. It says little about memory use.
glossary-rss = Resident memory. Shared pages count in every process that maps them, so the sum over processes can exceed the usage.
glossary-anon_rss = The victim's own memory, which is freed when it ends unless a forked process shares it.
glossary-file_rss = The victim's mapped file pages. They can stay in memory after it ends.
glossary-shmem_rss = The victim's mapped shared memory. It stays as long as its file exists.
glossary-pgtables = The victim's page tables.
glossary-reaped = The kernel's OOM reaper freed the victim's memory before it ended by itself. The line shows what was left.
glossary-qos = The pod's class in Kubernetes: guaranteed if CPU and memory requests equal limits for all containers, best-effort if there are none, burstable otherwise.

## What Kubernetes shows and decides

glossary-allocatable = What kubectl describe node shows as Allocatable: the node's memory minus kube-reserved, system-reserved, and the eviction threshold. Pods are scheduled against it by their requests. The limit of kubepods, which the kernel enforces, is larger: the eviction threshold isn't taken off it.
glossary-kube_reserved = Memory that is kept from pods for the kubelet, the container runtime, and the system's services. On AKS and GKE the provider sets it. On EKS and on your own nodes you can.
glossary-eviction = The kubelet ends pods when the node is low on memory. The node then has the events NodeHasInsufficientMemory and EvictionThresholdMet, and the pod has the reason Evicted. That isn't a kill by the kernel. The kubelet checks every 10 seconds, so a kernel kill can come first.
glossary-oom_killed = The reason that kubectl shows for a container's end if the runtime saw an OOM kill in its cgroup, whichever process was killed and whatever the exit code. If the runtime missed the kill, the reason is Error. The kubelet's own log never says OOMKilled.
glossary-exit_137 = 128 + 9: SIGKILL ended the container's main process. The kernel's OOM killer isn't the only sender: a failed liveness probe, a deletion, or a person can send it, too.
glossary-restart_policy = Always (the default) restarts a container after any end, OnFailure after an exit code other than 0, Never not at all. An init container is tried again unless it is Never, and kubectl shows Init:OOMKilled. A sidecar (an init container with a restartPolicy of Always of its own) always restarts.
glossary-working_set = kubectl top shows the working set: the usage without the inactive part of the page cache. It is sampled, so a fast rise before a kill can be missing in it.
glossary-limited_swap = The kubelet's setting with which burstable pods may swap, in proportion to their memory requests. All other pods, and all pods without this setting, may not swap.
glossary-empty_dir = A volume that lasts as long as its pod. With medium: Memory it is a tmpfs, and its files count toward the memory limit of the container that wrote them.
glossary-pause = The process that holds a pod's namespaces (its sandbox). It uses almost no memory.

## The node's memory

glossary-mem_info = The part of a report that counts the memory of the whole node, by kind, by memory node, and by zone. The kernel prints it only if no cgroup's limit is the reason.
glossary-zone = Memory by what may use it: DMA and DMA32 for devices with short addresses, Normal for everything, HighMem on 32-bit kernels, Movable for pages that can be moved. A request may use its own zone and those below it.
glossary-watermarks = Marks of a zone. Below low the kernel starts to reclaim in the background, and at min and below it refuses ordinary requests. The last attempt before an OOM kill asks for high. vm.min_free_kbytes and vm.watermark_scale_factor set them.
glossary-memory_node = Memory that is near to some of the processors (NUMA). A cpuset or a memory policy can confine a process to certain memory nodes.
glossary-cma = Memory that is set aside for devices which need large contiguous blocks. Only movable pages may borrow it in the meantime.
glossary-panic_on_oom = vm.panic_on_oom: with 0 the kernel kills a process, with 1 it stops the machine if the whole node runs out of memory, with 2 also if a cgroup, a cpuset, or a policy does.

## What a term is called in the glossary of a report, where it is no printed word

term-badness = OOM score
term-zone = Zone
term-memory_node = Memory node

## memory.stat and the task table, by their printed keys

glossary-file = File contents in memory, shared memory included.
glossary-kernel = All of the kernel's own memory: stacks, page tables, slab, percpu and the rest.
glossary-percpu = The kernel's data kept once for each processor.
glossary-sock = Buffers of network connections.
glossary-vmalloc = Memory that the kernel mapped page by page, such as large tables.
glossary-zswap = Swapped memory that is kept compressed in RAM, at its compressed size.
glossary-zswapped = The uncompressed size of what is in zswap.
glossary-file_mapped = File contents that processes map: libraries and programs.
glossary-file_dirty = File contents that are waiting to be written to disk.
glossary-file_writeback = File contents that are being written to disk.
glossary-swapcached = Memory that is both in swap and in RAM.
glossary-anon_thp = The part of anonymous memory in transparent huge pages.
glossary-file_thp = The part of the file contents in transparent huge pages.
glossary-shmem_thp = The part of the shared memory in transparent huge pages.
glossary-inactive_anon = Anonymous and shared memory that wasn't used recently. It is swapped out first if there is swap.
glossary-active_anon = Anonymous and shared memory in use.
glossary-inactive_file = File contents that weren't used recently. They are reclaimed first.
glossary-active_file = File contents in use.
glossary-unevictable = Memory that can't be reclaimed, such as locked pages.
glossary-slab_reclaimable = The reclaimable part of slab, such as cached directory entries.
glossary-slab_unreclaimable = The unreclaimable part of slab.
glossary-pagetables = Page tables: what maps addresses to memory. Many processes or much address space make it large.
glossary-sec_pagetables = Page tables of virtual machines and devices.
glossary-pgfault = Page faults since the cgroup was created. Most are harmless.
glossary-pgmajfault = Page faults that waited for a disk. Many of them shortly before a kill mean thrashing.
glossary-pgscan = Pages that the kernel scanned for something to reclaim.
glossary-pgsteal = Pages that the kernel reclaimed.
glossary-pgrefill = Pages that were moved from the active to the inactive list.
glossary-pgactivate = Pages that were moved to the active list.
glossary-pgdeactivate = Pages that were moved to the inactive list.
glossary-workingset_refault_anon = Swapped pages that were needed again.
glossary-workingset_refault_file = File pages that were reclaimed and had to be read again. Many mean that memory is tight.
glossary-thp_fault_alloc = Huge pages allocated at a page fault.
glossary-thp_collapse_alloc = Huge pages made of small ones.
glossary-cache = Page cache, shared memory included, of this cgroup alone.
glossary-rss_huge = The part of anonymous memory in transparent huge pages.
glossary-stat_rss = Anonymous memory and swap cache of this cgroup, without file pages and shared memory. Every page counts once.
glossary-mapped_file = File contents that processes map.
glossary-total_cache = Page cache, shared memory included, of this cgroup and all below it.
glossary-total_rss = Anonymous memory of this cgroup and all below it.
glossary-swapents = Pages of the process that are in swap.
glossary-rss_anon = The process's own resident memory: heaps and stacks.
glossary-rss_file = The process's mapped file pages in memory.
glossary-rss_shmem = The process's mapped shared memory.
glossary-pgtables_bytes = The process's page tables.
glossary-pid = The process's number.
glossary-tgid = The process that the thread belongs to.
glossary-uid = The user as the node numbers it. Inside a container, the same user can have another number.
glossary-name = The process's name, cut at 15 bytes. A process can set any name, and Java and Python often show the name of a thread or of the interpreter.
