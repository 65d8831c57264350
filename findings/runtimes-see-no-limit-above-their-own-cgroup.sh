#!/usr/bin/env bash
# Java 17 and Node 20 size their heap by their own cgroup's limit, and not by a lower one of the slice that it is in.
#
# Guess:     a runtime that "knows containers" takes the tightest limit on the way up, since that is what the kernel enforces.
# Behaviour: both read memory.max of the cgroup that /proc/self/cgroup names, and no other. A service of 1 GiB in a slice of 512 MiB has
#            the heap of a service of 1 GiB; with no limit of its own it has that of the whole node, and Java says "Memory Limit: Unlimited".
# Version:   openjdk-17 17.0.21.1+2-1~deb12u1, Debian 12, node 20.18.0 (npm), with files in place of the kernel's cgroups (root).
# Source:    OpenJDK 17 cgroupV2Subsystem_linux.cpp, construct_path(): the mount and the path of its own cgroup; libuv src/unix/linux.c,
#            uv_get_constrained_memory().
# So:        where the report's oom_memcg= is a parent of task_memcg=, the heap may well have been set for more than the parent's limit;
#            set -Xmx or --max-old-space-size by hand there.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund node@20.18.0 >/dev/null
node=$(find "$PWD/node_modules" -path '*bin/node' -type f -perm -u+x | head -n 1)
apt-get download -qq openjdk-17-jre-headless=17.0.21.1+2-1~deb12u1 2>/dev/null
dpkg -x openjdk-17-jre-headless_*.deb unpacked
java=$(find "$PWD/unpacked" -path '*bin/java' -type f | head -n 1)
cat >in-a-slice.sh <<'S'
# usage: in-a-slice.sh OWN PARENT COMMAND…; shows a cgroup tree of /batch.slice/worker.service, for this process only
while umount -l /sys/fs/cgroup 2>/dev/null; do :; done
mount -t cgroup2 cgroup2 /sys/fs/cgroup
parent=/sys/fs/cgroup/batch.$NAME.slice own=/sys/fs/cgroup/batch.$NAME.slice/worker.service
mkdir -p "$parent"; mount -t tmpfs tmpfs "$parent"; mkdir "$own"
echo 'cpuset cpu io memory pids' | tee controllers "$parent/cgroup.controllers" >"$own/cgroup.controllers"
mount --bind "$PWD/controllers" /sys/fs/cgroup/cgroup.controllers
for group in "$parent" "$own"; do
    echo max >"$group/memory.high"; echo max >"$group/memory.swap.max"; echo 'max 100000' >"$group/cpu.max"; echo 1048576 >"$group/memory.current"
done
echo "$1" >"$own/memory.max"; echo "$2" >"$parent/memory.max"
echo "0::/batch.$NAME.slice/worker.service" >cgroup
printf '23 1 254:0 / / rw - ext4 /dev/vda rw\n24 23 0:22 / /proc rw - proc proc rw\n31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n' >mountinfo
{ printf '#subsys_name\thierarchy\tnum_cgroups\tenabled\n'; for name in cpuset cpu cpuacct memory pids; do printf '%s\t0\t80\t1\n' $name; done; } >cgroups
mount --bind "$PWD/cgroups" /proc/cgroups; mount --bind "$PWD/mountinfo" "/proc/$$/mountinfo"; mount --bind "$PWD/cgroup" "/proc/$$/cgroup"
shift 2; exec "$@"
S
export NAME=$$
leave() { unshare -m sh -c "mount -t cgroup2 cgroup2 /mnt && rmdir /mnt/batch.$NAME.slice" 2>/dev/null || true; rm -rf "$folder"; }; trap leave EXIT
heaps() { # MiB of heap, Java's and Node's
    unshare -m bash in-a-slice.sh "$1" "$2" "$java" -XX:+PrintFlagsFinal -version 2>/dev/null | awk '$2 == "MaxHeapSize" { printf "%d ", $4 / 1048576 }'
    unshare -m bash in-a-slice.sh "$1" "$2" "$node" -p 'Math.round(require("v8").getHeapStatistics().heap_size_limit / 1048576)'
}
half=$(heaps 536870912 max) whole=$(heaps 1073741824 max) inside=$(heaps 1073741824 536870912) bare=$(heaps max 536870912) free=$(heaps max max)
printf 'MiB of heap, Java and Node\nown limit 512 MiB:                   %s\nown limit 1 GiB:                     %s\n' "$half" "$whole"
printf 'own limit 1 GiB, in one of 512 MiB:  %s\nno limit, in one of 512 MiB:         %s\nno limit:                            %s\n' "$inside" "$bare" "$free"
[ "$half" != "$whole" ]
[ "$inside" = "$whole" ]
[ "$bare" = "$free" ]
[ "${bare%% *}" -gt "${whole%% *}" ]
echo "seen: the slice's limit changes nothing"
