#!/usr/bin/env bash
# Zabbix's "used" and its "available" add up to far more than the memory there is; collectl's "Used" is of the same kind.
#
# Guess:     vm.memory.size[pused] and [pavailable] add up to 100; collectl's [MEM]Used leaves out what it lists as Buf and Cached.
# Behaviour: both take total less MemFree: the page cache is in it, beside being listed. pused 90 and pavailable 88 stand together on a
#            healthy node. free and top of the same release say total less available, sar leaves out slab and tmpfs as well.
# Version:   zabbix-agent 6.0.14+dfsg-1+b1, collectl 4.3.1-1, Debian 12.
# Source:    zabbix src/libs/zbxsysinfo/linux/memory.c, VM_MEMORY_USED(): totalram - freeram; collectl formatit.ph, $memUsed.
# So:        "used 97 %" means nothing before one knows who wrote it; take available where there is one, else free plus cached.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq zabbix-agent=1:6.0.14+dfsg-1+b1 libmodbus5=3.1.6-2.1+deb12u1 libldap-2.5-0=2.5.13+dfsg-5 libsasl2-2 \
    libpcre2-8-0=10.42-1+deb12u2 libcurl4 collectl=4.3.1-1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
printf 'Server=127.0.0.1\nHostname=node\nLogType=console\n' >agent.conf
zabbix() {
    LD_LIBRARY_PATH=unpacked/usr/lib/x86_64-linux-gnu:unpacked/lib/x86_64-linux-gnu unpacked/usr/sbin/zabbix_agentd -c agent.conf \
        -t "vm.memory.size[$1]" | sed 's/.*|\([0-9]*\).*/\1/'
}
kernel() { awk -v name="$1:" '$1 == name { print $2 }' /proc/meminfo; }
head -c 536870912 /dev/urandom >filler; cat filler >/dev/null  # some page cache, whatever the machine did before
used=$(zabbix used) pused=$(zabbix pused) pavailable=$(zabbix pavailable)
free=$(kernel MemFree) total=$(kernel MemTotal) available=$(kernel MemAvailable)
perl unpacked/usr/bin/collectl -sm -P -c1 -i1 2>/dev/null >collectl.txt
read -r _ _ _ listed idle _ buffers cached _ < <(tail -n 1 collectl.txt)
printf 'kernel:   free %s available %s of %s kB\nzabbix:   used %s kB, pused %s, pavailable %s\ncollectl: used %s, of that buffers %s and cached %s\n' \
    "$free" "$available" "$total" $((used / 1024)) "$pused" "$pavailable" "$listed" "$buffers" "$cached"
near() { local apart=$(($1 - $2)); [ "${apart#-}" -lt 131072 ]; }
near $((used / 1024)) $((total - free))
[ $((pused + pavailable)) -gt 100 ]
[ $((listed + idle)) = "$total" ]
[ "$listed" -gt "$cached" ]
echo "seen: used and available together are more than all"
