#!/usr/bin/env bash
# GNU time's %x and GNU parallel's job log have 0 as the exit value of a command that the kernel killed.
#
# Guess:     137, as the shell, timeout and docker tell it, or -9; in any case not the value of success.
# Behaviour: both ask for the exit value of a process that has none, and get 0. time says "Command terminated by signal 9" on a line of its
#            own (and itself ends with 137), so that a file of lines by -f "%x %M" counts it as a success. parallel has a column Signal with 9
#            beside Exitval 0; a filter by the column before finds only what ended by itself.
# Version:   time 1.9-0.2, parallel 20221122+ds-2, Debian 12.
# Source:    time src/time.c, summarize(): WEXITSTATUS for %x; parallel, the job log's exitval and exitsignal; wait(2).
# So:        a batch with "no failures" may have lost its largest jobs to the OOM killer: look for Signal 9, or for missing output.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq time=1.9-0.2 parallel=20221122+ds-2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
printf '#!/bin/sh\nkill -9 $$\n' >killed; printf '#!/bin/sh\nexit 3\n' >failed; chmod +x killed failed
status=0; unpacked/usr/bin/time -f 'time: exit value %x' ./killed 2>seen.txt || status=$?
HOME=$PWD perl unpacked/usr/bin/parallel --will-cite --joblog jobs {} ::: ./killed ./failed true >/dev/null 2>&1 || true
awk -F '\t' 'NR > 1 { print "parallel:", $9, "exit value", $7, "signal", $8 }' jobs | sort >>seen.txt
cat seen.txt
[ "$status" = 137 ]
grep -qx 'time: exit value 0' seen.txt
grep -qx 'parallel: ./killed exit value 0 signal 9' seen.txt
grep -qx 'parallel: ./failed exit value 3 signal 0' seen.txt
echo "seen: killed, and 0"
