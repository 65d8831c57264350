#!/usr/bin/env bash
# Ganglia's mem_shared is 0 on a node whose tmpfs holds 12 GB, which stand in mem_cached.
#
# Guess:     mem_shared is Shmem of /proc/meminfo, so that cached less shared is what could be given back.
# Behaviour: gmond looks for MemShared, which kernels printed until 2.4, and sends 0 where it is not found. All graphs since have a row of
#            zeros, and the tmpfs is page cache in them: a node with 1.5 GB available looks as if 13 GB could be had.
# Version:   ganglia-monitor 3.7.2-6+b2, Debian 12, with a meminfo file in place of the kernel's (root).
# Source:    ganglia libmetrics/linux/metrics.c, mem_shared_func(): "MemShared:"; Linux Documentation/filesystems/proc.rst, Shmem.
# So:        of a case with Ganglia's figures, take shmem from the kernel's report or Shmem from meminfo before the cache is called free.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq ganglia-monitor=3.7.2-6+b2 libganglia1=3.7.2-6+b2 libconfuse2=3.3-3 libapr1=1.7.2-3+deb12u1 libpcre3=2:8.39-15 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >meminfo <<'T'
MemTotal:       16384000 kB
MemFree:         1000000 kB
MemAvailable:    1500000 kB
Buffers:          100000 kB
Cached:         13000000 kB
SwapCached:            0 kB
SwapTotal:             0 kB
SwapFree:              0 kB
Shmem:          12500000 kB
T
cat >gmond.conf <<T
globals { daemonize = no setuid = no send_metadata_interval = 1 module_dir = $(dirname "$(find "$PWD/unpacked" -name modmem.so)") }
cluster { name = "node" }
udp_send_channel { host = 127.0.0.1 port = $port }
udp_recv_channel { port = $port bind = 127.0.0.1 }
tcp_accept_channel { port = $port bind = 127.0.0.1 }
modules { module { name = "core_metrics" } module { name = "mem_module" path = "modmem.so" } }
collection_group {
  collect_every = 1 time_threshold = 2
  metric { name = "mem_free" } metric { name = "mem_shared" } metric { name = "mem_buffers" } metric { name = "mem_cached" }
}
T
cat >ask.py <<'P'
import re, socket, sys, time
for attempt in range(40):
    time.sleep(0.5)
    try:
        with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as asked:
            page = b"".join(iter(lambda: asked.recv(65536), b"")).decode()
    except OSError:
        continue
    values = dict(re.findall(r'METRIC NAME="(mem_\w+)" VAL="([^"]*)"', page))
    if len(values) == 4:
        print(*(f"{name} {value}" for name, value in sorted(values.items())), sep="\n")
        break
P
unshare -m bash -c "mount --bind meminfo /proc/meminfo; unpacked/usr/sbin/gmond -c gmond.conf & daemon=\$!; python3 ask.py $port; kill \$daemon" | tee seen.txt
grep -qx 'mem_shared 0' seen.txt
grep -qx 'mem_cached 13000000' seen.txt
echo "seen: 12.5 GB of tmpfs are 0"
