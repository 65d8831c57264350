#!/usr/bin/env bash
# An RRD shows most of a peak in the step *before* the one in which it was measured, and a lower one.
#
# Guess:     a gauge of 900 that was measured one minute into a step is in that step; the one before has the 100 that was measured then.
# Behaviour: a value stands for all the time since the update before it. Measured every five minutes, one minute past each step, 900 counts
#            for the last four minutes of the step that was over already: that has 740, the step of the measurement 260. A graph so shows
#            the growth before a kill up to one interval too early, at a time when the node was measured to be at 100.
# Version:   rrdtool 1.7.2-4+b8, Debian 12.
# Source:    rrdcreate(1), DS, GAUGE, and "The HEARTBEAT and the STEP"; rrdtool src/rrd_update.c.
# So:        figures from RRDs (collectd, munin, cacti, ganglia) do not place growth before or after a line of the log that is within one
#            interval.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq rrdtool=1.7.2-4+b8 librrd8=1.7.2-4+b8 libdbi1=0.9.0-6 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/usr/lib/x86_64-linux-gnu
rrdtool() { unpacked/usr/bin/rrdtool "$@"; }
start=1700000100
rrdtool create memory.rrd --start $start --step 300 DS:mb:GAUGE:600:0:U RRA:AVERAGE:0.5:1:100
for ((step = 0; step < 10; step++)); do
    mb=100; if ((step == 5)); then mb=900; fi
    rrdtool update memory.rrd $((start + 60 + 300 * step)):$mb
done
rrdtool fetch memory.rrd AVERAGE -s $((start + 900)) -e $((start + 2100)) | awk -F: -v start=$start '/^[0-9]/ && $2 + 0 > 0 {
    printf "step from %d to %d s: %d\n", $1 - 300 - start, $1 - start, $2 }' | tee seen.txt
echo "measured: 100 at 1260 s, 900 at 1560 s, 100 at 1860 s"
grep -qx 'step from 1200 to 1500 s: 740' seen.txt
grep -qx 'step from 1500 to 1800 s: 260' seen.txt
echo "seen: a peak that is over before it was measured"
