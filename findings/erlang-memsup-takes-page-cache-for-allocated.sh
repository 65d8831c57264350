#!/usr/bin/env bash
# Erlang's memsup sets its alarm system_memory_high_watermark for a node that has read files, while it knows what is available.
#
# Guess:     the alarm is set when more than 80 % of the memory cannot be had: total less available, which get_system_memory_data() tells.
# Behaviour: "allocated" is total less free by sysconf(3), with all page cache in it. A node of 16 GB of which 14 GB are available has 97 %
#            allocated, and the alarm from its first check on, for as long as the cache is warm. Its own list has available_memory beside
#            it.
# Version:   erlang-os-mon 1:25.2.3+dfsg-1+deb12u4 (os_mon 2.8), Debian 12, with another node's meminfo and sysconf() (root, gcc).
# Source:    os_mon c_src/memsup.c, get_basic_mem(): _SC_PHYS_PAGES less _SC_AVPHYS_PAGES; memsup(3), system_memory_high_watermark.
# So:        "alarm_handler: {set,{system_memory_high_watermark,[]}}" in the log of an Erlang service says nothing about a kill.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=1:25.2.3+dfsg-1+deb12u4
apt-get download -qq erlang-base=$version erlang-os-mon=$version erlang-snmp=$version erlang-mnesia=$version 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
cat >meminfo <<'T'
MemTotal:       16384000 kB
MemFree:          500000 kB
MemAvailable:   14000000 kB
Buffers:           50000 kB
Cached:         13500000 kB
SwapTotal:             0 kB
SwapFree:              0 kB
T
cat >node.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
/* the pages of the node above, instead of this machine's */
long sysconf(int name) {
    if (name == _SC_PHYS_PAGES) return 16384000 / 4;
    if (name == _SC_AVPHYS_PAGES) return 500000 / 4;
    return ((long (*)(int))dlsym(RTLD_NEXT, "sysconf"))(name);
}
C
gcc -shared -fPIC -o node.so node.c
cat >inside.sh <<'S2'
mount --bind meminfo /proc/meminfo
export ROOTDIR=$PWD/unpacked/usr/lib/erlang EMU=beam PROGNAME=erl HOME=$PWD
export BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
printf '#!/bin/sh\nLD_PRELOAD=%s exec %s "$@"\n' "$PWD/node.so" "$PWD/memsup" >wrapper
port=$(echo "$ROOTDIR"/lib/os_mon-*/priv/bin/memsup); mv "$port" memsup; mv wrapper "$port"; chmod +x "$port"
"$BINDIR/erlexec" -boot "$ROOTDIR/bin/start_clean" -noshell -eval '
    application:start(sasl), application:start(os_mon), timer:sleep(2000),
    {Total, Allocated, _} = memsup:get_memory_data(), Alarms = [Name || {Name, _} <- alarm_handler:get_alarms()],
    io:format("total ~p allocated ~p available ~p~nalarms ~p~n",
        [Total, Allocated, proplists:get_value(available_memory, memsup:get_system_memory_data()), Alarms]), halt().'
S2
unshare -m bash inside.sh 2>/dev/null | grep -E '^(total|alarms)' | tee seen.txt
grep -qx 'total 16777216000 allocated 16265216000 available 14336000000' seen.txt
grep -q '^alarms .*system_memory_high_watermark' seen.txt
echo "seen: an alarm at 85 % available"
