# What a node's own files (systemd's units, the kubelet's configuration, /proc/meminfo) say of a kill. They were copied at
# another moment than the kill.
# $file: where it was on the node; $line: of the file; $key: MemoryMax; $amount: 512 MiB, 50 %, infinity; $unit: app.service

unit-limit-as-set = { $file } (line { $line }) sets this limit: { $key } is { $amount }
# $ram, $limit: sizes as they stand in manifests
unit-limit-of-ram = { $share } of { $ram } = { $limit }
unit-limit-share = { $file } (line { $line }) sets { $key } to { $amount } of the node's RAM, and the limit in the kernel's report is { $enforced }. How much RAM the node has is not in these files
unit-limit-differs = { $file } (line { $line }) sets { $key } to { $amount }, but the limit in the kernel's report is { $enforced }. Either the file was changed in between, or another file or a command overrides it. systemctl show { $unit } -p MemoryMax -p DropInPaths shows which
unit-limit-absent = { $file } sets no MemoryMax, so another file or a command sets this limit. systemctl show { $unit } -p MemoryMax -p DropInPaths shows which

node-size = The node has { $ram } of RAM ({ $file })
node-size-without-swap = The node has { $ram } of RAM and no swap ({ $file })
node-size-with-swap = The node has { $ram } of RAM and { $swap } of swap ({ $file })

# $kube, $system, $left, $limit: sizes as they stand in manifests
kubelet-reserves = The kubelet keeps { $kube } (kubeReserved) and { $system } (systemReserved) of the node's memory from pods ({ $file })
kubelet-evicts-below = It evicts pods when less than { $amount } is available
kubelet-reserves-nothing = The kubelet keeps no memory from pods: { $file } sets neither kubeReserved nor systemReserved. Pods can take what the system's own services need
kubelet-leaves-the-limit = That leaves { $left } for all pods together, the limit that was reached
kubelet-leaves-another = That leaves { $left } for all pods together, but the limit in the kernel's report is { $limit }: the configuration or the node's memory was changed in between

single-process-oom-kill-on = singleProcessOOMKill is true in { $file }: the kernel kills one process of a container, and the container runs on unless that was its main process
single-process-oom-kill-off = singleProcessOOMKill is false in { $file }: on cgroup v2 the kernel kills all processes of a container together
