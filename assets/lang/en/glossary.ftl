# What the kernel's words mean, for the hover: a message for each word of the table in src/ui/glossary.rs.

## What a cgroup's memory is made of

glossary-anon = Memory that belongs to no file: heaps, stacks, anonymous maps. It can only be given back by ending the process or by swapping.
glossary-shmem = Shared memory and tmpfs: /dev/shm, emptyDir volumes with medium Memory, memfd. It counts until the file is deleted, even when no process is left, and can only be swapped.
glossary-page_cache = File contents kept in memory, without shared memory. Clean pages can be given back at once, so a large page cache is seldom the cause of a kill.
glossary-slab = The kernel's own small objects made on behalf of this cgroup: directory entries, inodes, sockets.
glossary-kernel_stack = The kernel's stack of each thread, 16 KiB on x86-64. Much of it means very many threads.
glossary-page_tables = The tables that map virtual to physical memory. They grow with what is mapped, and with the number of processes that map it.
glossary-other_kernel = Kernel memory with no name of its own in this list: per-CPU data, vmalloc, socket buffers, and what the counter "kernel" holds beyond them.
glossary-huge_pages = Memory set aside in the hugetlb pool. It is taken from the node whether or not somebody uses it.
glossary-locked = Memory that cannot be evicted: locked by a process (mlock), of ramfs, or of shared memory that must not be swapped.
glossary-sockets = Buffers of network sockets: data that was received and not read, or sent and not confirmed.
glossary-zram = Pages of zram and zswap: swapped-out memory that stays in RAM, compressed.
glossary-gpu = Pages that GPU drivers hold (printed from kernel 7.1 on). No process counts them as resident.
glossary-balloon = Memory that the hypervisor took back from this machine through a balloon driver (printed from kernel 6.19 on).
glossary-GFP_KERNEL = The kernel needs memory for itself and may wait for it; from zone Normal or below.
glossary-GFP_KERNEL_ACCOUNT = The same, counted to the cgroup that it is for.
glossary-GFP_USER = For a process, from memory that the kernel can use itself.
glossary-GFP_HIGHUSER = For a process; may come from high memory, but cannot be moved.
glossary-GFP_HIGHUSER_MOVABLE = For a page of a process, which can be moved: any zone will do, CMA included.
glossary-GFP_NOFS = May not start work of a file system, because one waits for it.
glossary-GFP_NOIO = May not start input or output.
glossary-GFP_ATOMIC = May not wait, and may go below the mark by a part. It never invokes the OOM killer.
glossary-GFP_DMA = From the first 16 MiB on x86, for old devices.
glossary-GFP_DMA32 = From the first 4 GiB, for devices that cannot address more.
glossary-GFP_TRANSHUGE = For a transparent huge page.
glossary-__GFP_ZERO = The memory has to be filled with zeros.
glossary-__GFP_COMP = Several pages are to be one compound page.
glossary-__GFP_ACCOUNT = Counts to the cgroup.
glossary-__GFP_NOWARN = The kernel is not to log a failure.
glossary-__GFP_RETRY_MAYFAIL = Tries hard, and fails rather than invoking the OOM killer.
glossary-__GFP_NORETRY = Tries once and may fail.
glossary-__GFP_NOFAIL = Must not fail: the kernel tries until it has the memory.
glossary-__GFP_HARDWALL = Keeps to the memory nodes of the cpuset.
glossary-__GFP_THISNODE = From one memory node only.
glossary-__GFP_WRITE = The page will be written to soon.
glossary-__GFP_RECLAIMABLE = For kernel objects that can be given back.
glossary-__GFP_MOVABLE = The page can be moved, so that zone Movable and CMA may serve it.
glossary-__GFP_HIGHMEM = High memory will do (32-bit kernels).
glossary-__GFP_NOMEMALLOC = May not use the emergency reserves.
glossary-free = Memory that nobody uses. Below the zone's "min" only urgent requests may take it.
glossary-not_itemised = What is left of the usage when every part that the log names is taken away: pages charged ahead per CPU, parts that the kernel did not print.

## The counters

glossary-usage = What was charged to this cgroup and all cgroups below it at the moment of the kill.
glossary-limit = The most that this cgroup may use: memory.max (cgroup v2), memory.limit_in_bytes (v1). In Kubernetes it comes from resources.limits.memory, for the node's pods from Allocatable.
glossary-failcnt = How often a request met this limit since the cgroup was made. Most of those times the kernel made room without a kill: it is not a number of kills.
glossary-swap = Memory moved to disk. Kubernetes nodes mostly have none.
glossary-memory_and_swap = Memory and swap together (cgroup v1, memory.memsw).
glossary-kernel_memory = The kernel's part of the memory (cgroup v1, memory.kmem). It is contained in the usage.
glossary-protection = Memory that the kernel does not take away from this cgroup while others can give: memory.min and memory.low.

## The report's head

glossary-trigger = The process whose request for memory could not be met. It is often not the one that was killed, and not the one that used most.
glossary-gfp_mask = How the memory was asked for. GFP_KERNEL is an ordinary request of the kernel for a process; GFP_HIGHUSER_MOVABLE one for a process's own pages.
glossary-order = How many pages in one piece were asked for, as a power of two: 0 is one page. -1 means that a person or program asked for the kill.
glossary-constraint = What bounded the request: a cgroup's limit (CONSTRAINT_MEMCG), the node (CONSTRAINT_NONE), the memory nodes of a cpuset or of a memory policy.
glossary-cpuset = The cpuset of the process that triggered the kill, last part of its path only. It need not be the victim's.
glossary-mems_allowed = The memory nodes that the triggering process may use.
glossary-oom_memcg = The cgroup whose limit was hit. It alone tells container, pod and node level apart.
glossary-task_memcg = The cgroup that the victim lived in: at or below the one whose limit was hit.
glossary-oom_group = With memory.oom.group set, all processes of the cgroup are killed together. Kubernetes sets it for containers from version 1.28 on cgroup v2.
glossary-page_size = The unit of the task table. 4 KiB on x86-64 and most arm64 nodes, 16 or 64 KiB on some arm64 and ppc64.

## Victims and tasks

glossary-oom_score_adj = A handicap from -1000 (never kill) to 1000 (kill first). Kubernetes sets -997 for guaranteed, 1000 for best-effort pods, and a value between 3 and 999 by the memory request for burstable ones.
glossary-badness = The kernel kills the process with the most points: resident pages, swapped pages and page tables, plus oom_score_adj thousandths of what was allowed.
glossary-total_vm = Address space, used or not. It says little about memory.
glossary-rss = What is resident in memory. Shared pages are counted in every process that maps them, so the sum over processes may exceed the usage.
glossary-anon_rss = The victim's own memory: what its end gives back.
glossary-file_rss = The victim's mapped file pages. They may stay in memory when it ends.
glossary-shmem_rss = The victim's mapped shared memory. It stays as long as its file does.
glossary-pgtables = The victim's page tables.
glossary-reaped = The kernel's reaper took the victim's memory before it had ended by itself. What it could not take is printed.
glossary-qos = Kubernetes' class of the pod: guaranteed where requests equal limits for all containers, best-effort where there are none, burstable between.

## memory.stat and the task table, by their printed keys

glossary-file = File contents in memory, shared memory included.
glossary-kernel = All of the kernel's own memory: stacks, page tables, slab, percpu and the rest.
glossary-percpu = The kernel's data kept once for each processor.
glossary-sock = Buffers of network connections.
glossary-vmalloc = Memory that the kernel mapped page by page, such as large tables.
glossary-zswap = Swapped memory that is kept compressed in RAM, at its compressed size.
glossary-zswapped = What lies in zswap, at the size it had before.
glossary-file_mapped = File contents that processes have mapped: libraries and programs.
glossary-file_dirty = File contents that are yet to be written to disk.
glossary-file_writeback = File contents that are being written to disk just now.
glossary-swapcached = Memory that lies both in swap and in RAM.
glossary-anon_thp = Of the anonymous memory, what lies in transparent huge pages.
glossary-file_thp = Of the file contents, what lies in transparent huge pages.
glossary-shmem_thp = Of the shared memory, what lies in transparent huge pages.
glossary-inactive_anon = Anonymous and shared memory that was not used of late: swapped first, where there is swap.
glossary-active_anon = Anonymous and shared memory in use.
glossary-inactive_file = File contents that were not used of late: given back first.
glossary-active_file = File contents in use.
glossary-unevictable = Memory that may not be given back, such as locked pages.
glossary-slab_reclaimable = Of the slab, what can be given back, such as cached directory entries.
glossary-slab_unreclaimable = Of the slab, what cannot be given back.
glossary-pagetables = Page tables: what maps addresses to memory. Many processes or much address space make it large.
glossary-sec_pagetables = Page tables of virtual machines and devices.
glossary-pgfault = Page faults since the cgroup was made. Most are harmless.
glossary-pgmajfault = Page faults that had to wait for a disk. Many of them shortly before a kill mean thrashing.
glossary-pgscan = Pages that the kernel looked at in search of something to give back.
glossary-pgsteal = Pages that the kernel gave back.
glossary-pgrefill = Pages that were moved from the active to the inactive list.
glossary-pgactivate = Pages that were moved to the active list.
glossary-pgdeactivate = Pages that were moved to the inactive list.
glossary-workingset_refault_anon = Swapped pages that were needed again soon after.
glossary-workingset_refault_file = File pages that were given back and needed again soon after: memory was too small for the work.
glossary-thp_fault_alloc = Huge pages that were made at a page fault.
glossary-thp_collapse_alloc = Huge pages that were made of small ones.
glossary-cache = Page cache, shared memory included, of this cgroup alone.
glossary-rss_huge = Of the anonymous memory, what lies in transparent huge pages.
glossary-mapped_file = File contents that processes have mapped.
glossary-total_cache = Page cache, shared memory included, of this cgroup and all below it.
glossary-total_rss = Anonymous memory of this cgroup and all below it.
glossary-swapents = Pages of the process that lie in swap.
glossary-rss_anon = The process's own resident memory: heaps and stacks.
glossary-rss_file = The process's mapped file pages in memory.
glossary-rss_shmem = The process's mapped shared memory.
glossary-pgtables_bytes = The process's page tables.
glossary-pid = The process's number.
glossary-tgid = The process that the thread belongs to.
glossary-uid = The user, as the node numbers it: a container's user may have another number inside.
glossary-name = The process's name, cut at 15 bytes. A process may give itself any name.
