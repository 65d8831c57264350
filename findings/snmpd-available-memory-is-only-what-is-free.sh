#!/usr/bin/env bash
# net-snmp's memAvailReal is what is free, and its storage table shows "Available memory" as a store of which nothing is used.
#
# Guess:     memAvailReal is the kernel's MemAvailable, as the page of the MIB says "available"; "Physical memory" in hrStorageTable has
#            total less available as used.
# Behaviour: memAvailReal and memTotalFree are MemFree (plus free swap), on a healthy node a few per cent. hrStorageUsed of "Physical
#            memory" is total less MemFree, page cache included. MemAvailable is memSysAvail, a later number that older pollers do not ask, and
#            the size (not the use) of the entry "Available memory", which reads 0 % used for ever.
# Version:   snmpd 5.9.3+dfsg-2+deb12u1, Debian 12.
# Source:    net-snmp agent/mibgroup/hardware/memory/memory_linux.c and ucd-snmp/memory.c; UCD-SNMP-MIB, memory 6 and 27.
# So:        "the node had 3 % left for hours" in a graph from SNMP says nothing of an OOM kill.
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
stop() { kill "$(cat "$folder/pid" 2>/dev/null)" 2>/dev/null || true; wait; rm -rf "$folder"; }; trap stop EXIT
version=5.9.3+dfsg-2+deb12u1
apt-get download -qq "snmpd=$version" "snmp=$version" "libsnmp40=$version" libwrap0=7.6.q-32 libpci3=1:3.9.0-4 libsensors5=1:3.6.0-7.1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$folder/unpacked/usr/lib/x86_64-linux-gnu:$folder/unpacked/lib/x86_64-linux-gnu SNMP_PERSISTENT_DIR=$folder/state MIBS='' SNMPCONFPATH=$folder
port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'rocommunity test 127.0.0.1\nagentaddress udp:127.0.0.1:%s\n' "$port" >agent.conf
unpacked/usr/sbin/snmpd -f -Lf agent.log -C -c agent.conf & echo $! >pid
sleep 3
ask() { unpacked/usr/bin/snmpget -v2c -c test -Oqv "127.0.0.1:$port" "$1"; }
kernel() { awk -v name="$1:" '$1 == name { print $2 }' /proc/meminfo; }
head -c 268435456 /dev/urandom >filler; cat filler >/dev/null  # some page cache, so that free and available differ
real=$(ask .1.3.6.1.4.1.2021.4.6.0) free=$(kernel MemFree) available=$(kernel MemAvailable) total=$(kernel MemTotal)
later=$(ask .1.3.6.1.4.1.2021.4.27.0) used=$(ask .1.3.6.1.2.1.25.2.3.1.6.1) size=$(ask .1.3.6.1.2.1.25.2.3.1.5.11) store=$(ask .1.3.6.1.2.1.25.2.3.1.6.11)
printf 'kernel, kB:      free %s available %s\nmemAvailReal     %s\nmemSysAvail      %s\nPhysical memory  used %s of %s\nAvailable memory used %s of %s\n' \
    "$free" "$available" "$real" "$later" "$used" "$total" "$store" "$size"
near() { local apart=$(($1 - $2)); [ "${apart#-}" -lt 131072 ]; }
[ $((available - free)) -gt 196608 ]
near "$real" "$free"
near "$later" "$available"
near "$used" $((total - free))
[ "$store" = 0 ]
near "$size" "$available"
echo "seen: memAvailReal is MemFree"
