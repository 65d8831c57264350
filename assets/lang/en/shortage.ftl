# Why a node had no memory to give, and who held it.

## A share of a whole, within a sentence

# $part: 1.6; $total: 1.9 GiB
of-total-one-unit = { $part } of { $total }
# $part: 460 MiB; $total: 1.9 GiB
of-total = { $part } of { $total }
zones-named = { $count ->
    [one] zone { $names }
   *[other] zones { $names }
}
of-the-ram = { $part } of RAM ({ $share })

## Headlines

short-zone = { $zones } ran out of memory, while { $free } was free in zones that the request can't use. { $killed }
short-node = { $nodes } ran out of memory, while { $free } was free on other nodes. { $killed }
short-fragmented = No free block of { $piece } was left in { $zones }, although { $free } was free there in smaller blocks. { $killed }
short-cma = Most of the { $free } that was free in { $zones } is set aside for CMA, which the request can't use. { $killed }
short-reserve = Most of the { $free } that was free in { $zones } is kept for atomic requests. { $killed }
short-page-fault = A page fault failed, although { $free } of memory was free. { $killed }
short-page-fault-alone = A page fault failed. { $killed }
short-freed = A request for memory failed, although { $free } was free when the kernel printed its report. { $killed }
short-unknown = The kernel couldn't get memory for a request on this node. { $killed }
short-movable-only = { $nodes } had { $free } free, but only in zone Movable, which the request can't use. { $killed }
short-some-nodes = A cpuset or a NUMA policy confined a request to { $nodes }, which ran out of memory. { $killed }

## The second line: who held it

holder-line = { $holder } held { $share } of RAM
holder-line-unaccounted = The report doesn't show what held { $share } of RAM
# The holders begin with a small letter, as within a sentence.
holder-sized = { $holder } { $size }
holder-processes-of-home = { $home } ({ $count } processes of { $name })
holder-processes-named = { $name } ({ $count } processes)
holder-process = process { $name }
holder-processes = other processes
holder-processes-unlisted = anonymous memory of no listed process
holder-processes-together = all processes together
holder-shmem = shared memory and tmpfs
holder-page-cache = page cache
holder-slab = kernel objects in slab
# $name: kmalloc-8k, dentry
holder-slab-of = kernel objects in slab (largest caches: { $name })
holder-page-tables = page tables
holder-page-tables-of = page tables of { $name }
holder-kernel-stacks = kernel stacks of threads
holder-huge-pages = reserved huge pages
holder-locked = locked memory
holder-locked-of = locked memory of { $name }
holder-sockets = socket buffers
holder-vmalloc = vmalloc
holder-balloon = the hypervisor's balloon
holder-zram = zram (compressed swap in RAM)
holder-gpu = GPU drivers
holder-unaccounted = memory in no counter

## Why

asked-page-fault = No request for memory failed here. The kernel prints gfp_mask=0x0 when a page fault returns an error (pagefault_out_of_memory)
asked-any-zone = The request was for { $piece } in one block (order { $order }), from any zone
asked-lowest-zone = The request was for { $piece } in one block (order { $order }), from zone { $zone } only
asked-zone = The request was for { $piece } in one block (order { $order }), from zone { $zone } or the zones below it only
why-below-min = Every zone that the request can use was at its min mark or below, where ordinary requests are refused
why-all-below-min = Every zone was at its min mark or below, where ordinary requests are refused
why-near-marks = No zone that the request can use was clearly above its high mark, which the kernel's last attempt before a kill asks for
left-below-min = What { $zones } had left was at the min mark or below, where ordinary requests are refused
left-near-high = What { $zones } had left wasn't clearly above the high mark, which the kernel's last attempt before a kill asks for
why-zone = { $left }. This request can't use the { $free } that was free in { $others }
why-zone-hidden = { $left }. Another { $free } was free in higher zones, which this request can't use and the report leaves out
why-node = These memory nodes had too little left for the request. { $free } was free on nodes that it can't use
why-fragmented = { $free } was free in { $zones }, more than the marks ask for, but the largest free block that the request can use was { $largest }
why-cma = Of the { $free } that was free in { $zones }, { $cma } is set aside for CMA, which only movable pages can borrow. That left { $left }, while min is { $min } and the last attempt before a kill asks for high, { $high }
why-highatomic = Of the { $free } that was free in { $zones }, { $kept } is kept for atomic requests. That left { $left }, while min is { $min } and the last attempt before a kill asks for high, { $high }
why-more-elsewhere = Another { $free } was free in zones that this request can't use
why-page-fault = { $free } was free, above the marks. The page fault failed for another reason, often a limit on kernel memory (kmem) of a cgroup v1 container, or a driver
why-freed = When the kernel printed the report, zone { $zone } had { $free } for this request, above its high mark of { $high }. Either memory was freed in the meantime, or something else refused the request
why-no-request = The "invoked oom-killer" line isn't in the log, so what was requested and why it failed are unknown
why-zones-lost = The log doesn't have all lines of the zones that the request can use, so it doesn't show why the request failed
why-movable-only = The only zone that the report shows of these memory nodes is Movable, which holds only memory that can be moved. The request's flags lack __GFP_MOVABLE, so it can't use the { $free } that was free there
why-holder = { $holder } held { $share } of RAM ({ $percent })
why-holder-unaccounted = { $share } of RAM ({ $percent }) is in no counter of the report and in no process
why-only-some-nodes = The report shows only { $nodes }. The kernel leaves out memory nodes that the request can't use, so a cpuset or a NUMA policy confined it

## What to do, by the cause

step-64-bit = Run a 64-bit kernel. A 32-bit kernel can use only low memory for itself, no matter how much RAM there is. Until then, find out what fills low memory (slab, page tables, sockets)
step-dma-first = Find the driver that asks for memory from zone DMA (the first 16 MiB on x86). The call trace names it. Update or replace it
step-dma = Find the driver that asks for memory below 4 GiB (its DMA mask). The call trace names it. Update it, or give it an IOMMU
step-movable = Give less memory to ZONE_MOVABLE, which the kernel can't use for itself: movable_node, movablecore= or kernelcore= on the kernel command line, or how hot-plugged memory is onlined (online_movable, memory_hotplug.auto_movable_ratio)
step-movable-only = Allow the workload a memory node that also has zone Normal (cpuset.mems, numactl --membind), or bring the memory of these nodes online in another way than as movable (movable_node, online_movable)
step-memory-node = Allow the workload more memory nodes (cpuset.mems, numactl --membind, the kubelet's memory manager), or spread it over them
step-compact = Keep larger blocks free: raise vm.watermark_scale_factor and vm.min_free_kbytes, and lower vm.extfrag_threshold. To compact memory once: echo 1 > /proc/sys/vm/compact_memory
step-order = Find out what asks for blocks of order { $order } (see the call trace: network buffers, kernel stacks, drivers). More RAM doesn't help
step-cma = Make the CMA area smaller (cma= on the kernel command line, or its device tree node)
step-min-free = Raise vm.min_free_kbytes, so that the kernel reclaims memory earlier
step-page-fault = Check the lines just before for "SLUB: Unable to allocate memory … cache(…)" with a container's id, or for a driver's message. Lift a limit on kernel memory (memory.kmem.limit_in_bytes) if there is one
step-page-fault-kernel = Update the kernel. From 5.16 on, and in the stable series from November 2021 on, a page fault that fails no longer leads to a kill
step-freed = Find out what asked for much memory in the seconds before (the call trace, the lines before). A moment later the node was no longer short
step-whole-report = Look for the full report in another log (journalctl -k, dmesg). The lines that show the cause are missing here

## What to do, by the holder

step-unit = Give { $unit } a limit (systemctl set-property { $unit } MemoryHigh=… MemoryMax=…), or find out why it needs that much
step-process-of-pod = Find out why { $name } needs that much, and give its container a memory limit, or lower it (resources.limits.memory)
step-process = Find out why { $name } needs that much, and give it a limit of its own
step-tmpfs = Find the tmpfs that holds it (df -h -t tmpfs: /dev/shm, /run, /tmp; emptyDir volumes with medium: Memory; ipcs -m). Delete what isn't needed, and set a size limit (size=, sizeLimit)
step-page-cache = Find out why the kernel couldn't reclaim file pages: data that waits for a slow or failed disk or network file system, or locked pages. vm.dirty_bytes bounds what waits
step-slab = Find the cache that grows (slabtop -s c) and what uses it: a driver, a very large number of files (dentry, inode), or sockets. If it is a leak, a restart helps only until the leak is fixed
step-page-tables = Let the shared memory use huge pages (for PostgreSQL huge_pages=on), or run fewer processes that map it
step-threads = Find what runs so many threads (ps -eo nlwp,pid,comm --sort=-nlwp), and limit them (TasksMax=, the pod's PID limit)
step-huge-pages-used = Find out what uses the huge pages (grep HugetlbPages /proc/*/status). Reserve fewer (vm.nr_hugepages, hugepages= on the kernel command line), or give the node the RAM for them
step-unlisted = Look for memory whose process has ended or is ending: the task table lists only processes that still have their memory. On such a node, compare AnonPages in /proc/meminfo with the sum of the processes' Pss (smem)
step-huge-pages = Release the idle huge pages (lower vm.nr_hugepages, or hugepages= on the kernel command line), or use them
step-locked = Find out what locks memory (grep VmLck /proc/*/status). Limit it (LimitMEMLOCK=), or give the node the RAM for it
step-sockets = Find the sockets with full queues (ss -tmn): their peers read too slowly. net.ipv4.tcp_mem bounds them
step-vmalloc = Check /proc/vmallocinfo, and bpftool map for the maps of eBPF programs
step-balloon = Give this machine more memory at its hypervisor: Hyper-V dynamic memory (minimum memory), VMware (the reservation; vmware-toolbox-cmd stat balloon), KVM (virsh dommemstat), Xen
step-balloon-if = Check how large the balloon is (Hyper-V dynamic memory, vmware-toolbox-cmd stat balloon, virsh dommemstat). If it holds much, give this machine more memory at its hypervisor (Hyper-V: minimum memory; VMware: the reservation)
step-zram = Make the zram device smaller (zramctl; disksize, mem_limit), or move the swap to a disk
step-gpu = Find out what uses the GPU's memory with the driver's own tool (nvidia-smi, rocm-smi, intel_gpu_top)
step-unaccounted = On such a node, check what the kernel doesn't print: a balloon (vmware-toolbox-cmd stat balloon, Hyper-V dynamic memory), ZFS (arcstat), a GPU (nvidia-smi, rocm-smi), eBPF maps (bpftool map), /proc/vmallocinfo, per-CPU memory (Percpu in /proc/meminfo), zram (zramctl), TCP buffers (ss -tmn)
step-reserve = Reserve memory for the node's services. On EKS and on your own nodes you set system-reserved and kube-reserved. On AKS and GKE the provider sets them, so use a larger machine, or run the service as a DaemonSet with a memory request

## What stands out

who-held = Memory in use, largest first: { $holders }. The node has { $ram } of RAM
who-held-arithmetic = { $held } in use ({ $accounted } in counters and processes, { $unaccounted } in no counter) + { $free } free = { $ram }
who-used-largest = Largest processes by resident memory: { $largest }
table-against-counters = { $name } has { $most } of resident memory in the task table, but the counters of the node have only { $own } for all processes. Either the lines contradict each other, or the process maps memory that the counters leave out (device memory, for example)
shared-sum = The processes' resident memory adds up to { $sum }, more than they can hold, because shared pages are counted once per process. Each has at most { $most }, shared pages included
node-tmpfs-heavy = { $share } is shared memory: files in tmpfs (/dev/shm, /run, /tmp, emptyDir with medium: Memory), or memory that processes share. Files stay there after a process is killed
node-page-tables-heavy = { $share } is page tables: many processes map the same large memory, or one maps far more than it uses
node-page-cache-waiting = { $share } is page cache. Of it, { $dirty } was changed and not yet written, and { $writeback } was being written. The disk or the network file system might be too slow: iostat -x and nfsiostat on such a node show it
node-reclaimable-slab = { $share } is reclaimable slab, usually names and inodes of files. The kernel reclaims such objects one by one, and only those that nothing uses
node-locked-heavy = { $share } is locked in memory (mlock) and can't be swapped out or reclaimed. grep VmLck /proc/*/status shows which process locked it
node-balloon-heavy = { $share } was taken by the hypervisor's balloon driver, so the machine had less memory than it was configured with
node-gpu-heavy = { $share } is pages of GPU drivers, which no process's resident memory includes
node-zram-heavy = { $share } is in no counter, while swap is on a zram device, which keeps swapped-out pages in RAM, compressed. zramctl shows how much
node-unaccounted = { $share } is in no counter that the kernel prints and in no process. Usually that is a balloon of the hypervisor, ZFS's cache, a GPU or network driver, vmalloc and per-CPU memory (eBPF maps), or TCP buffers. On such a node, /proc/meminfo and the tools for each show which
node-unaccounted-balloon = { $share } is in no counter that the kernel prints and in no process. Just before, a balloon driver logged: "{ $line }". The hypervisor, or vmware-toolbox-cmd stat balloon, shows the balloon's size
swap-no-help = { $free } of { $total } of swap was free, but swapping out wouldn't have helped this request. gfp_mask and order in the "invoked oom-killer" line show what it asked for
swap-little-to-swap = { $free } of { $total } of swap was free, but only { $own } of the memory in use could have been swapped out. memory.swap.max of the cgroups shows whether swapping was allowed
swap-locked = { $free } of { $total } of swap was free, but most of what could have been swapped out is locked in memory. grep VmLck /proc/*/status shows which process locked it
swap-not-for-pods = { $free } of { $total } of swap was free. The victim ran in a pod, and pods can't swap unless the kubelet uses LimitedSwap and the pod is Burstable (otherwise memory.swap.max is 0). memory.swap.max of its cgroup shows which
swap-not-allowed = { $free } of { $total } of swap was free. Either the memory belongs to cgroups that can't swap (memory.swap.max=0), or the swap device was too slow or failed
zones-for-request = What each zone had left for the request: { $zones }
zone-against-min = { $zone } { $left } kB (min { $min } kB)
zone-against-high = { $zone } { $left } kB (min { $min } kB, high { $high } kB)
zone-against-lowered-min = { $zone } { $left } kB (min { $min } kB, { $mark } kB for an urgent request)
guaranteed-victim-held = { $victim } has the oom_score_adj of a guaranteed pod (-997), which the kernel kills last. It was killed because it held nearly all that the listed processes had ({ $share }). kubectl describe pod shows the QoS class

## Page allocation failures without a kill

witnesses-of-failures = { $lines ->
    [one] { $lines } page allocation failure was
   *[other] { $lines } page allocation failures were
} logged: the kernel refused a request for memory and killed no process
failure-said = Line { $line }: the kernel refused a request of { $process } (order { $order }, { $mask })
witnesses-of-waits = { $lines ->
    [one] { $lines } request for memory was
   *[other] { $lines } requests for memory were
} logged as waiting for 10 seconds or longer: the kernel had neither served nor refused it
wait-said = Line { $line }: a request of { $process } had been waiting for { $seconds } s (order { $order }, { $mask })
vmalloc-failure-said = Line { $line }: { $process } got no memory from vmalloc ("{ $words }"). This alone doesn't show that memory was short: vmalloc also needs free address space, and it refuses a process that is being killed
failure-urgent = The request can't wait until the kernel has reclaimed memory, so it was refused at once
failure-short = Each zone that it could use was at this mark or below when the kernel printed the line
failure-near = No zone that it could use was clearly above this mark when the kernel printed the line
failure-fragmented = Enough memory was free, but no block of that size that the request can use
failure-freed = When the kernel printed the line, a zone had enough for the request. Either memory was freed in the meantime, or something else refused it
failure-step = What helps if this recurs: { $step }
failure-zones = It asked for { $piece } in one block. What each zone had left for it: { $zones }
failure-zones-block = It asked for { $piece } in one block. What each zone had left for it: { $zones }. The largest free block that it can use was { $largest }
failures-of-objects = { $lines ->
    [one] { $lines } time
   *[other] { $lines } times
} the kernel got no memory for an object ("SLUB: Unable to allocate memory") and killed no process. A cache whose name ends in a container's id points to that container's limit on kernel memory (kmem)
failures-of-sockets = { $lines ->
    [one] { $lines } line says
   *[other] { $lines } lines say
} that TCP reached its limit on memory (net.ipv4.tcp_mem) or has too many orphaned sockets. The kernel drops data then and kills nobody. ss -tmn shows the sockets with full queues
