#!/usr/bin/env bash
# In a container with its own /proc/meminfo (LXC with lxcfs), Zabbix's agent and busybox's free set the container's figures beside the host's.
#
# Guess:     where /proc/meminfo tells the container's memory, as lxcfs makes it do, a program shows that, or it shows the host's.
# Behaviour: zabbix_agentd and `busybox free` ask sysinfo(2), which lxcfs cannot change, for total and free, and /proc/meminfo for available and
#            cached. A container with 16 GB, all but half a GB of it in use, on a larger host: total and used are of the host, available
#            is of the container, and pavailable the one by the other. zabbix_agent2 of the same release asks /proc/meminfo for all, so that the
#            same item of two agents differs; so do `busybox top` and free of procps.
# Version:   zabbix-agent and zabbix-agent2 1:6.0.14+dfsg-1+b1, busybox 1:1.35.0-4+deb12u1+b1, Debian 12, with a meminfo file over the
#            kernel's, as lxcfs mounts its own (root).
# Source:    zabbix src/libs/zbxsysinfo/linux/memory.c (sysinfo() and MemAvailable); busybox procps/free.c, free_main() and parse_meminfo().
# So:        a used or available percentage of a container may divide by another machine's memory; take the kill line's limit.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq zabbix-agent=1:6.0.14+dfsg-1+b1 zabbix-agent2=1:6.0.14+dfsg-1+b1 busybox=1:1.35.0-4+deb12u1+b1 libmodbus5=3.1.6-2.1+deb12u1 \
    libldap-2.5-0=2.5.13+dfsg-5 libsasl2-2 libpcre2-8-0=10.42-1+deb12u2 libcurl4 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/usr/lib/x86_64-linux-gnu
printf 'Server=127.0.0.1\nHostname=node\n' >agent.conf
host=$(($(awk '/^MemTotal:/ { print $2 }' /proc/meminfo) * 1024))
cat >meminfo <<'T'
MemTotal:       16384000 kB
MemFree:          200000 kB
MemAvailable:     500000 kB
Buffers:           50000 kB
Cached:          3000000 kB
SwapCached:            0 kB
SwapTotal:             0 kB
SwapFree:              0 kB
Shmem:             10000 kB
SReclaimable:     100000 kB
T
cat >inside.sh <<'S'
mount --bind "$PWD/meminfo" /proc/meminfo
for agent in zabbix_agentd zabbix_agent2; do
    for item in total available; do
        value=$("unpacked/usr/sbin/$agent" -c agent.conf -t "vm.memory.size[$item]" | sed -n 's/.*|\([0-9]*\)\]$/\1/p')
        printf '%s %s %s\n' "$agent" "$item" "$value"
    done
done
unpacked/bin/busybox free | awk '$1 == "Mem:" { printf "busybox total %.0f\nbusybox available %.0f\n", $2 * 1024, $7 * 1024 }'
S
unshare -m bash inside.sh | tee seen.txt
[ "$host" != $((16384000 * 1024)) ]
for reader in zabbix_agentd busybox; do
    grep -qx "$reader total $host" seen.txt
    grep -qx "$reader available 512000000" seen.txt
done
grep -qx 'zabbix_agent2 total 16777216000' seen.txt
grep -qx 'zabbix_agent2 available 512000000' seen.txt
echo "seen: the host's total, the container's available"
