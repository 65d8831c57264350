#!/usr/bin/env bash
# `pidstat -r 1` does not list a process that holds 300 MB and rests.
#
# Guess:     -r reports "memory utilization": the processes with their RSS and %MEM, the largest among them.
# Behaviour: a process has a line in an interval only if it had page faults (or another size) in it. What filled the memory and now waits
#            is in no table, while a shell that has just forked is. A sum of RSS over such a table is the sum of those that moved. `-p ALL`
#            lists all.
# Version:   sysstat 12.6.1-1, Debian 12.
# Source:    pidstat(1), -p ALL: "for all the tasks managed by the system"; what is listed without it, the page does not say.
# So:        in a bundle's pidstat, the process that was killed for its size may be missing until it began to grow.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "$process" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq sysstat=12.6.1-1 2>/dev/null
dpkg -x sysstat_*.deb unpacked
python3 -c "
import signal
held = bytearray(300 << 20)
open('holding', 'w').close()
signal.pause()" & process=$!
until [ -e holding ]; do sleep 0.1; done; sleep 0.5
rss=$(awk '/^VmRSS/ { print $2 }' /proc/$process/status)
S_TIME_FORMAT=ISO LC_ALL=C unpacked/usr/bin/pidstat -r 1 3 >moved.txt
S_TIME_FORMAT=ISO LC_ALL=C unpacked/usr/bin/pidstat -r -p ALL 1 3 >all.txt
lines() { awk -v process=$process '$4 == process || $3 == process' "$1" | wc -l; }
printf 'RSS %s kB; lines of it with -r: %s, with -r -p ALL: %s\n' "$rss" "$(lines moved.txt)" "$(lines all.txt)"
[ "$rss" -gt 300000 ]
grep -q ' RSS ' moved.txt
[ "$(lines moved.txt)" = 0 ]
[ "$(lines all.txt)" = 4 ]
echo "seen: the largest process is not there"
