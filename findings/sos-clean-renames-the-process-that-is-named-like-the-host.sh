#!/usr/bin/env bash
# `sos clean` puts the mask of the host's name into whatever holds it: a host "mysql" makes "mysqld" a process "host0d".
#
# Guess:     names of hosts and addresses are masked as whole words; what the kernel says of a kill stays as it is, but for the host.
# Behaviour: the short name is replaced wherever its letters stand. On a host "mysql" the victim in kill line, oom-kill line and table is
#            host0d; on a host "node" the keyword nodemask= becomes host0mask=. Nothing marks it: host0d could be a program's name.
# Version:   sosreport 4.0-2, Debian 12.
# Source:    sos/cleaner/parsers/hostname_parser.py, parse_line(): "if short_name in line", then replace().
# So:        in a masked bundle, search for the mask inside names; a parser that needs the kernel's keywords must know the short name.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq sosreport=4.0-2 2>/dev/null
dpkg -x sosreport_*.deb unpacked
cleaned() {  # in a folder that does not hold the host's name, since that is masked in the path of the outcome as well
    local bundle=sosreport-$1-2025-12-13 place=$folder/bundle$2
    mkdir -p "$place/$bundle"/{sos_commands/host,sos_logs,sos_reports,var/log}
    echo '{}' | tee "$place/map" >"$place/$bundle/sos_reports/manifest.json"
    echo "$1.example.net" >"$place/$bundle/sos_commands/host/hostname"
    cat >"$place/$bundle/var/log/kern.log" <<L
Dec 13 07:23:21 $1 kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),mems_allowed=0,task=mysqld,pid=412,uid=0
Dec 13 07:23:21 $1 kernel: Memory cgroup out of memory: Killed process 412 (mysqld) total-vm:1806592kB, anon-rss:943212kB
L
    tar -C "$place" -cJf "$place/$bundle.tar.xz" "$bundle"
    PYTHONPATH=unpacked/usr/lib/python3/dist-packages python3 unpacked/usr/bin/sos clean --batch --tmp-dir "$place" --map "$place/map" \
        --no-update "$place/$bundle.tar.xz" >"$place/said.txt" 2>&1 || { tail -5 "$place/said.txt"; return 1; }
    tar -xOf "$place"/*-obfuscated.tar.xz --wildcards '*/kern.log' | cut -d ' ' -f 4-
}
cleaned mysql 1 | tee mysql.txt
cleaned node 2 | tee node.txt
grep -q 'task=host0d,pid=412' mysql.txt
grep -q 'Killed process 412 (host0d)' mysql.txt
grep -q 'host0mask=(null)' node.txt
grep -q 'Killed process 412 (mysqld)' node.txt
echo "seen: the mask stands inside the process's name, and inside the kernel's keyword"
