#!/usr/bin/env bash
# An RRD of the type COUNTER has 14 million kills a second for the five minutes in which a node was restarted.
#
# Guess:     a counter that falls was reset: no value, or what it counts from 0, as Prometheus takes it.
# Behaviour: a fall is taken for the overflow of a 32-bit counter. oom_kill of /proc/vmstat at 6 before a reboot and 0 after it are 2³²-6
#            kills in 300 s, 14316557.6 a second. DERIVE with a minimum of 0 gives unknown. The sum over the year is 4 thousand million,
#            and all that is true in the graph is too small to be seen.
# Version:   rrdtool 1.7.2-4+b8, Debian 12.
# Source:    rrdcreate(1), DS, COUNTER: "The update function takes the overflow into account", and DERIVE.
# So:        a peak near 2³² divided by the step, in a graph of kills, is a restart of the node.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq rrdtool=1.7.2-4+b8 librrd8=1.7.2-4+b8 libdbi1=0.9.0-6 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/usr/lib/x86_64-linux-gnu
rrdtool() { unpacked/usr/bin/rrdtool "$@"; }
start=1700000100
rrdtool create kills.rrd --start $start --step 300 DS:counter:COUNTER:600:0:U DS:derive:DERIVE:600:0:U RRA:AVERAGE:0.5:1:100
at=$start
for kills in 5 5 6 0 0 1; do at=$((at + 300)); rrdtool update kills.rrd $at:$kills:$kills; done
rrdtool fetch kills.rrd AVERAGE -s $((start + 300)) -e $((start + 1799)) | awk -v start=$start '
    NF == 2 && !/^[0-9]/ { print "until", $0 } /^[0-9]/ { printf "%d s: %s %s\n", $1 - start, $2, $3 }' | tee seen.txt
grep -q '^1200 s: 1.4316557630e+07 -nan$' seen.txt
grep -q '^900 s: 3.3333333333e-03 3.3333333333e-03$' seen.txt
echo "seen: 14 million kills a second"
