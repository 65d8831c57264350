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

short-zone = { $zones } ran out of memory, while { $free } were free in zones that the request can't use. { $killed }
short-node = { $nodes } ran out of memory, while { $free } were free on other nodes. { $killed }
short-fragmented = No free block of { $piece } was left in { $zones }, although { $free } were free there in smaller pieces. { $killed }
short-cma = Most of the { $free } that were free in { $zones } were set aside for CMA, which the request can't use. { $killed }
short-reserve = Most of the { $free } that were free in { $zones } were kept for atomic requests. { $killed }
short-page-fault = A page fault could not be served although { $free } of memory were free. { $killed }
short-page-fault-alone = A page fault could not be served. { $killed }
short-freed = A request for memory failed, although { $free } were free when the kernel printed its report. { $killed }
short-unknown = The kernel could not get memory for a request on this node. { $killed }
short-movable-only = { $nodes } had { $free } free, but only in zone Movable, which the request can't use. { $killed }
short-some-nodes = { $nodes } ran out of memory, to which a cpuset or a NUMA policy confined the request. { $killed }

## The second line: who held it

holder-line = { $holder } held { $share } of RAM
holder-line-unaccounted = { $share } of RAM were held by something that the report doesn't count
holder-sized = { $holder } { $size }
holder-processes-of-home = { $home } ({ $count } processes of { $name })
holder-processes-named = { $name } ({ $count } processes)
holder-processes = Other processes
holder-processes-unlisted = Anonymous memory of no listed process
holder-processes-together = All processes together
holder-shmem = Shared memory and tmpfs
holder-page-cache = Page cache
holder-slab = Kernel objects in slab
# $name: kmalloc-8k, dentry
holder-slab-of = Kernel objects in slab (largest caches: { $name })
holder-page-tables = Page tables
holder-page-tables-of = Page tables of { $name }
holder-kernel-stacks = Kernel stacks of threads
holder-huge-pages = Reserved huge pages
holder-locked = Locked memory
holder-locked-of = Locked memory of { $name }
holder-sockets = Socket buffers
holder-vmalloc = vmalloc
holder-balloon = The hypervisor's balloon
holder-zram = zram (compressed swap in RAM)
holder-gpu = GPU drivers
holder-unaccounted = Memory in no counter of the report

## Why

asked-page-fault = No request for memory failed here: gfp_mask=0x0 is what the kernel prints where a page fault came back with an error (pagefault_out_of_memory)
asked-any-zone = The request was for { $piece } in one piece (order { $order }), from any zone
asked-lowest-zone = The request was for { $piece } in one piece (order { $order }), from zone { $zone } only
asked-zone = The request was for { $piece } in one piece (order { $order }), from zone { $zone } or the zones below it only
why-below-min = Each zone that the request can use was down to its min mark, below which ordinary requests are refused
why-all-below-min = Each zone was down to its min mark, below which ordinary requests are refused
why-near-marks = No zone that the request can use had clearly more left than the high mark, which the kernel's last attempt before a kill asks for
left-below-min = What { $zones } had left was at the min mark or below, where ordinary requests are refused
left-near-high = What { $zones } had left wasn't clearly above the high mark, which the kernel's last attempt before a kill asks for
why-zone = { $left }. This request can't use the { $free } that were free in { $others }
why-zone-hidden = { $left }. { $free } more were free, in higher zones that this request can't use and that the report leaves out
why-node = What these memory nodes had left is below the marks; { $free } were free on nodes that the request can't use
why-fragmented = { $free } were free in { $zones }, more than the marks ask for, but the largest free block that the request can take was { $largest }
why-cma = Of the { $free } that were free in { $zones }, { $cma } were set aside for CMA, which only movable pages can borrow. { $left } were left, while min is { $min } and the last attempt before a kill asks for high, { $high }
why-highatomic = Of the { $free } that were free in { $zones }, { $kept } were kept for atomic requests. { $left } were left, while min is { $min } and the last attempt before a kill asks for high, { $high }
why-more-elsewhere = { $free } more were free in zones that this request can't use
why-page-fault = { $free } were free, above the marks: the page fault was refused for another reason, often a limit on kernel memory (kmem) of a cgroup v1 container, or a driver
why-freed = When the report was printed, zone { $zone } had { $free } for this request, above its high mark of { $high }: either memory had come free in the meantime, or something else refused the request
why-no-request = The log doesn't show what was asked for (the "invoked oom-killer" line isn't in it), so it doesn't show why the request failed
why-zones-lost = The log doesn't hold all lines of the zones that the request can use, so it doesn't show why the request failed
why-movable-only = The report shows no zone of these memory nodes but Movable, where only memory that can be moved may lie. The request's flags lack __GFP_MOVABLE, so it can't use the { $free } that were free there
why-holder = { $holder } held { $share } of RAM ({ $percent })
why-holder-unaccounted = { $share } of RAM ({ $percent }) were in no counter of the report and in no process
why-only-some-nodes = The report shows only { $nodes }: the kernel leaves out memory nodes that the request can't use, so a cpuset or a NUMA policy confined it

## What to do, by the cause

step-64-bit = Run a 64-bit kernel: a 32-bit kernel can use only its low memory for itself, however much RAM there is; until then, find what fills the low memory (slab, page tables, sockets)
step-dma-first = Find the driver that asks for memory from zone DMA (the first 16 MiB on x86; the call trace names it), and update or replace it
step-dma = Find the driver that asks for memory below 4 GiB (its DMA mask; the call trace names it), and update it, or give it an IOMMU
step-movable = Give less memory to ZONE_MOVABLE, which the kernel can't use for itself: movable_node, movablecore= or kernelcore= on the kernel's command line, or how hot-plugged memory is onlined (online_movable, memory_hotplug.auto_movable_ratio)
step-movable-only = Allow the workload a memory node that has zone Normal too (cpuset.mems, numactl --membind), or bring the memory of these nodes online otherwise than as movable only (movable_node, online_movable)
step-memory-node = Allow the workload more memory nodes (cpuset.mems, numactl --membind, the kubelet's memory manager), or spread it over them
step-compact = Have the kernel keep larger blocks free: raise vm.watermark_scale_factor and vm.min_free_kbytes, lower vm.extfrag_threshold, and compact once with "echo 1 > /proc/sys/vm/compact_memory"
step-order = Find out who asks for blocks of order { $order } (the call trace: network buffers, kernel stacks, drivers); more RAM is no remedy
step-cma = Make the CMA area smaller (cma= on the kernel's command line, or its device tree node)
step-min-free = Raise vm.min_free_kbytes, so that reclaim begins earlier
step-page-fault = See the lines just before for "SLUB: Unable to allocate memory … cache(…)" with a container's id, or for a driver's message; lift a limit on kernel memory (memory.kmem.limit_in_bytes)
step-page-fault-kernel = Update the kernel: from 5.16 on, and in the stable series from November 2021 on, a page fault that fails no longer leads to a kill
step-freed = See what asked for much memory within seconds just before (the call trace, the lines before); the node was not short a moment later
step-whole-report = See whether another log holds the whole report (journalctl -k, dmesg): the lines that tell the cause are missing here

## What to do, by the holder

step-unit = Give { $unit } a limit (systemctl set-property { $unit } MemoryHigh=… MemoryMax=…), or find out why it needs that much
step-process-of-pod = Find out why { $name } needs that much, and give its container a memory limit (resources.limits.memory)
step-process = Find out why { $name } needs that much, and give it a limit of its own
step-tmpfs = Find the tmpfs that holds it (df -h -t tmpfs: /dev/shm, /run, /tmp; emptyDir volumes with medium: Memory; ipcs -m), delete what is not needed, and give it a size limit (size=, sizeLimit)
step-page-cache = See why file pages could not be given back: data that waits for a slow or failed disk or network file system, or pages that are locked; vm.dirty_bytes bounds what waits
step-slab = Find the cache that grows: slabtop -s c, and its owner, such as a driver, very many files (dentry, inode) or sockets; if it is a leak, a reboot helps only until it is fixed
step-page-tables = Let the shared memory use huge pages (for PostgreSQL huge_pages=on), or run fewer processes that map it
step-threads = Find what runs so many threads: ps -eo nlwp,pid,comm --sort=-nlwp, and bound them (TasksMax=, the pod's pids limit)
step-huge-pages-used = Check what uses the huge pages (grep HugetlbPages /proc/*/status), and reserve fewer (vm.nr_hugepages, hugepages= on the kernel's command line) or give the node the RAM for them
step-unlisted = Find memory whose process has ended or is ending: the task table lists only processes that still have their memory. On such a node, compare AnonPages in /proc/meminfo with the processes' Pss (smem)
step-huge-pages = Give idle huge pages back: lower vm.nr_hugepages (or hugepages= on the kernel's command line), or use them
step-locked = See who locks memory (grep VmLck /proc/*/status) and bound it (LimitMEMLOCK=), or give the node the RAM for it
step-sockets = Find the sockets with full queues (ss -tmn), whose peers read too slowly; net.ipv4.tcp_mem bounds them
step-vmalloc = See /proc/vmallocinfo, and bpftool map for the maps of eBPF programs
step-balloon = Ask for more memory for this machine at its hypervisor: Hyper-V dynamic memory (minimum), VMware (vmware-toolbox-cmd stat balloon; the reservation), KVM (virsh dommemstat), Xen
step-balloon-if = See how large the balloon is (Hyper-V dynamic memory, vmware-toolbox-cmd stat balloon, virsh dommemstat). If it holds much, have the hypervisor give this machine more memory (Hyper-V: minimum memory; VMware: the reservation)
step-zram = Make the zram device smaller (zramctl; disksize, mem_limit), or move the swap to a disk
step-gpu = See the driver's own tool for who uses the GPU's memory (nvidia-smi, rocm-smi, intel_gpu_top)
step-unaccounted = On such a node, look at what the kernel doesn't print: a balloon (vmware-toolbox-cmd stat balloon, Hyper-V dynamic memory), ZFS (arcstat), a GPU (nvidia-smi, rocm-smi), eBPF maps (bpftool map), /proc/vmallocinfo, per-CPU memory (Percpu in /proc/meminfo), zram (zramctl), TCP buffers (ss -tmn)
step-reserve = Reserve memory for the node's services: system-reserved and kube-reserved are yours on EKS and on nodes of your own; on AKS and GKE the provider sets them, so take a larger machine, or run the service as a DaemonSet with a memory request

## What stands out

who-held = In use, largest first: { $holders }; the node has { $ram }
who-held-arithmetic = { $held } in use ({ $accounted } in counters and processes, { $unaccounted } in no counter) + { $free } free = { $ram }
who-used-largest = Largest processes by resident memory: { $largest }
table-against-counters = { $name } has { $most } of resident memory in the task table, but the counters of the node have only { $own } for all processes: the lines contradict each other, or the process maps memory that the counters leave out (device memory, for example)
shared-sum = The processes' resident memory adds up to { $sum }, more than they can hold, because pages that they share are counted in each of them. Each has at most { $most }, shared pages included
node-tmpfs-heavy = { $share } were shared memory: files in tmpfs (/dev/shm, /run, /tmp, emptyDir with medium: Memory), or memory that processes share. Files stay there when a process is killed
node-page-tables-heavy = { $share } were page tables: many processes map the same large memory, or one maps far more than it uses
node-page-cache-waiting = { $share } were page cache, of which { $dirty } were changed and not yet written and { $writeback } were being written: the disk or the network file system was too slow
node-reclaimable-slab = { $share } were reclaimable slab, usually names and inodes of files. The kernel gives such objects back one by one, and only those that nothing uses
node-locked-heavy = { $share } were locked in memory (mlock): that cannot be swapped out or given back. grep VmLck /proc/*/status shows whose
node-balloon-heavy = { $share } were taken by the hypervisor's balloon driver, so the machine had less memory than it was configured with
node-gpu-heavy = { $share } were pages of GPU drivers, which belong to no process's resident memory
node-zram-heavy = { $share } were in no counter, while swap is on a zram device: that is where swapped-out pages lie, compressed. zramctl shows how much
node-unaccounted = { $share } were in no counter that the kernel prints and in no process: usually a balloon of the hypervisor, ZFS's cache, a GPU or network driver, vmalloc and per-CPU memory (eBPF maps), or TCP buffers. /proc/meminfo and these tools on such a node show which
node-unaccounted-balloon = { $share } were in no counter that the kernel prints and in no process. A balloon driver's line is just before: "{ $line }". The hypervisor, or vmware-toolbox-cmd stat balloon, shows its size
swap-no-help = { $free } of { $total } of swap were free: swapping out would not have helped this request. gfp_mask and order in the "invoked oom-killer" line show what it asked for
swap-little-to-swap = { $free } of { $total } of swap were free: only { $own } of the memory in use could have been swapped out. Whether it may have been swapped, memory.swap.max of the cgroups shows
swap-locked = { $free } of { $total } of swap were free: most of what could have been swapped out is locked in memory. grep VmLck /proc/*/status shows whose
swap-not-for-pods = { $free } of { $total } of swap were free. The victim lived in a pod, and pods may not swap unless the kubelet runs with LimitedSwap and the pod is Burstable (memory.swap.max is 0 otherwise). memory.swap.max of its cgroup shows which
swap-not-allowed = { $free } of { $total } of swap were free: the memory may be of cgroups that must not swap (memory.swap.max=0), or the swap device was too slow or failed
zones-for-request = What the request could have of each zone: { $zones }
zone-against-min = { $zone } { $left } kB, min { $min } kB
zone-against-high = { $zone } { $left } kB, min { $min } kB, high { $high } kB
zone-against-lowered-min = { $zone } { $left } kB, min { $min } kB ({ $mark } kB for an urgent request)
guaranteed-victim-held = { $victim } has the oom_score_adj of a guaranteed pod (-997), which the kernel takes last; it was taken because it held nearly all that the listed processes had ({ $share }). kubectl describe pod shows the QoS class

## Page allocation failures without a kill

witnesses-of-failures = { $lines ->
    [one] { $lines } page allocation failure was
   *[other] { $lines } page allocation failures were
} logged: the kernel refused a request for memory and killed nobody
failure-said = Line { $line }: a request of { $process } was refused (order { $order }, { $mask })
witnesses-of-waits = { $lines ->
    [one] { $lines } request for memory was
   *[other] { $lines } requests for memory were
} logged as waiting for 10 seconds or longer: the kernel had neither served nor refused it
wait-said = Line { $line }: a request of { $process } had been waiting for { $seconds } s (order { $order }, { $mask })
vmalloc-failure-said = Line { $line }: { $process } got no memory from vmalloc ("{ $words }"). This alone doesn't show that memory was short: vmalloc also needs free address space, and it refuses a process that is being killed
failure-urgent = It can't wait until the kernel has reclaimed memory, so it was refused at once
failure-short = Each zone that it could use was at this mark or below when the kernel printed the line
failure-near = No zone that it could use was clearly above this mark when the kernel printed the line
failure-fragmented = Enough memory was free, but no block of that size that it could take
failure-freed = When the kernel printed the line, a zone had enough for it: memory had come free in the meantime, or something else refused it
failure-step = What helps if this recurs: { $step }
failure-zones = It asked for { $piece } in one piece. What it could have of each zone: { $zones }
failure-zones-block = It asked for { $piece } in one piece. What it could have of each zone: { $zones }. The largest free block that it can take was { $largest }
failures-of-objects = { $lines ->
    [one] { $lines } time
   *[other] { $lines } times
} the kernel got no memory for an object ("SLUB: Unable to allocate memory") and killed nobody. A cache whose name ends in a container's id points to that container's limit on kernel memory (kmem)
failures-of-sockets = { $lines ->
    [one] { $lines } line says
   *[other] { $lines } lines say
} that TCP reached its limit on memory (net.ipv4.tcp_mem) or has too many orphaned sockets. The kernel drops data then and kills nobody. ss -tmn shows the sockets with full queues
