#!/usr/bin/env bash
# A Dask worker in a service or batch job with a memory limit sets itself the whole node's memory as its limit.
#
# Guess:     it reads its own cgroup's limit, as it knows cgroups (both versions) and resident limits; so it pauses and spills before the kernel kills.
# Behaviour: it reads memory.max at the root of the mounted tree only, without the path from /proc/self/cgroup. In a container with a cgroup
#            namespace that is its own; under systemd (or a scheduler that makes cgroups on the node) the root has no such file, and the
#            limit is MemTotal. The worker's thresholds of 60, 70, 80 and 95 % are of that, so that the kernel kills first.
# Version:   distributed 2026.8.0 (PyPI), with a tree of cgroup v2 in place of the kernel's (root).
# Source:    distributed/system.py, memory_limit().
# So:        CONSTRAINT_MEMCG kills of dask workers far below "memory_limit" of their own log; give --memory-limit by hand.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check distributed==2026.8.0
cat >inside.sh <<'S'
while umount -l /sys/fs/cgroup 2>/dev/null; do :; done
mount -t tmpfs tmpfs /sys/fs/cgroup
own=/sys/fs/cgroup$1; mkdir -p "$own"
echo 536870912 >"$own/memory.max"; echo 1048576 >"$own/memory.current"
echo "0::$1" >cgroup; mount --bind "$PWD/cgroup" "/proc/$$/cgroup"
exec env/bin/python -c 'from distributed.system import memory_limit; print(memory_limit())'
S
total=$(($(awk '/^MemTotal:/ { print $2 }' /proc/meminfo) * 1024))
container=$(unshare -m bash inside.sh /) service=$(unshare -m bash inside.sh /system.slice/worker.service)
printf 'the limit is 536870912 in both; in a container it takes %s, in a service %s; the node has %s\n' "$container" "$service" "$total"
[ "$container" = 536870912 ]
[ "$service" = "$total" ]
echo "seen: a limit of 512 MiB, and a worker that reckons with the node"
