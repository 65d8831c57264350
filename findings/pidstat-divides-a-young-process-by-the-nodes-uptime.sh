#!/usr/bin/env bash
# `pidstat -r` without an interval tells of a process that took 200 MB in a second a handful of page faults a second.
#
# Guess:     the average since the process was started; its 50,000 faults in two seconds of life are some 25,000 a second.
# Behaviour: all rates are divided by the time since the *node* was started, however young the process is. On a node that has been up for
#            ten days the same process has 0.06. What grew fastest just before a kill stands lowest, and what has run since the boot
#            highest.
# Version:   sysstat 12.6.1-1, Debian 12.
# Source:    pidstat(1): without parameters, "tasks statistics are to be reported for the time since system startup (boot)".
# So:        of a bundle's `pidstat -r` with one report only, VSZ and RSS are figures of that moment; minflt/s and majflt/s are not.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${process:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq sysstat=12.6.1-1 2>/dev/null
dpkg -x sysstat_*.deb unpacked
python3 -c "
import signal
held = bytearray(200 << 20)
for at in range(0, len(held), 4096): held[at] = 1
open('holding', 'w').close()
signal.pause()" & process=$!
until [ -e holding ]; do sleep 0.1; done
told=$(S_TIME_FORMAT=ISO LC_ALL=C unpacked/usr/bin/pidstat -r -p $process | awk -v process=$process '$3 == process { print $4 }')
faults=$(awk '{ print $10 }' /proc/$process/stat) up=$(awk '{ print $1 }' /proc/uptime) hertz=$(getconf CLK_TCK)
lived=$(awk -v up="$up" -v hertz="$hertz" '{ print up - $22 / hertz }' /proc/$process/stat)
printf '%s faults in %s s of life; told: %s a second\n' "$faults" "$lived" "$told"
awk -v faults="$faults" -v up="$up" -v lived="$lived" -v told="$told" 'BEGIN {
    if (up < 10 * lived) { print "the node is too young to show it"; exit 1 }
    by_node = faults / up; by_process = faults / lived
    exit !(told > 0.8 * by_node && told < 1.2 * by_node && told < by_process / 5) }'
echo "seen: divided by the node's uptime"
