#!/usr/bin/env bash
# net-snmp's storage table shows a node of 3 TiB as 1 TiB with a quarter in use, and hrMemorySize as less than nothing.
#
# Guess:     sizes beyond 2^31 - 1 stop there, or are told in larger units, as the table has a column for the unit.
# Behaviour: each is cut to its lower 31 bits, in units of 1 KiB: "Physical memory" has 1073741824 of them (3 TiB less 2), of which
#            268435456 are used (2.25 TiB less 2); page cache of 1.5 TiB is listed whole beside it, and so is larger than the memory it lies in.
#            hrMemorySize is -1073741824.
# Version:   snmpd 5.9.3+dfsg-2+deb12u1, Debian 12, with a meminfo file of a large node in place of the kernel's (root).
# Source:    net-snmp agent/mibgroup/host/hrh_storage.c, var_hrstore(): & 0x7fffffff for memory, where file systems get larger units;
#            handle_memsize(): an int for hrMemorySize.
# So:        a curve of such a poller says nothing of nodes from 2 TiB on: read memTotalRealX and memSysAvail (64 bits).
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
stop() { kill "$(cat "$folder/pid" 2>/dev/null)" 2>/dev/null || true; wait; rm -rf "$folder"; }; trap stop EXIT
version=5.9.3+dfsg-2+deb12u1
apt-get download -qq "snmpd=$version" "snmp=$version" "libsnmp40=$version" libwrap0=7.6.q-32 libpci3=1:3.9.0-4 libsensors5=1:3.6.0-7.1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$folder/unpacked/usr/lib/x86_64-linux-gnu:$folder/unpacked/lib/x86_64-linux-gnu SNMP_PERSISTENT_DIR=$folder/state MIBS='' SNMPCONFPATH=$folder
export PORT; PORT=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'rocommunity test 127.0.0.1\nagentaddress udp:127.0.0.1:%s\n' "$PORT" >agent.conf
cat >meminfo <<'T'
MemTotal:       3221225472 kB
MemFree:         805306368 kB
MemAvailable:   2415919104 kB
Buffers:            106752 kB
Cached:         1610612736 kB
SwapCached:              0 kB
Active:          805306368 kB
Inactive:        805306368 kB
SwapTotal:               0 kB
SwapFree:                0 kB
Shmem:              100000 kB
SReclaimable:      1000000 kB
T
cat >inside.sh <<'S'
mount --bind "$PWD/meminfo" /proc/meminfo
unpacked/usr/sbin/snmpd -f -Lf agent.log -C -c agent.conf & echo $! >pid
sleep 3
ask() { printf '%s %s\n' "$1" "$(unpacked/usr/bin/snmpget -v2c -c test -Oqv "127.0.0.1:$PORT" "$2")"; }
ask hrMemorySize .1.3.6.1.2.1.25.2.2.0
ask physical-unit .1.3.6.1.2.1.25.2.3.1.4.1; ask physical-size .1.3.6.1.2.1.25.2.3.1.5.1; ask physical-used .1.3.6.1.2.1.25.2.3.1.6.1
ask cached-used .1.3.6.1.2.1.25.2.3.1.6.7
ask memTotalRealX .1.3.6.1.4.1.2021.4.20.0; ask memSysAvail .1.3.6.1.4.1.2021.4.27.0
kill "$(cat pid)"
S
unshare -m bash inside.sh | tee seen.txt
is() { grep -qx -- "$1" seen.txt; }
is 'hrMemorySize -1073741824'
is 'physical-unit 1024'
is 'physical-size 1073741824'
is 'physical-used 268435456'
is 'cached-used 1611612736'
is 'memTotalRealX 3221225472'
is 'memSysAvail 2415919104'
echo "seen: 3 TiB are 1 TiB, with 1.5 TiB of page cache in it"
