#!/usr/bin/env bash
# An RRD's MAX is that of averages over its step: a peak of half a minute in a step of five is told as a fifth of its height.
#
# Guess:     an archive of MAX keeps the highest value that was ever put in.
# Behaviour: all values of one step are averaged first, whatever the archive's function; MAX and MIN only choose among such averages. A
#            container at 100 MB that was at 1,000 MB for 30 s before its kill has a MAX of 190 MB, in the finest archive too, which is the
#            same as its AVERAGE. What was measured every 10 s cannot be got back.
# Version:   rrdtool 1.7.2-4+b8, Debian 12 (and so collectd, munin, cacti, ganglia).
# Source:    rrdcreate(1), "The HEARTBEAT and the STEP": updates become primary data points, and archives are built from these.
# So:        a graph far below the limit is no contradiction to a kill at the limit; ask for its step.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq rrdtool=1.7.2-4+b8 librrd8=1.7.2-4+b8 libdbi1=0.9.0-6 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/usr/lib/x86_64-linux-gnu
rrdtool() { unpacked/usr/bin/rrdtool "$@"; }
start=1700000100
rrdtool create memory.rrd --start $start --step 300 DS:mb:GAUGE:600:0:U RRA:AVERAGE:0.5:1:100 RRA:MAX:0.5:1:100
for ((i = 1; i <= 90; i++)); do
    mb=100; if ((i >= 45 && i <= 47)); then mb=1000; fi
    echo "update memory.rrd $((start + 10 * i)):$mb"
done | rrdtool - >/dev/null
highest() { rrdtool fetch memory.rrd "$1" -s $start -e $((start + 899)) | awk '/^[0-9]+: [0-9]/ { if ($2 > most) most = $2 } END { print most + 0 }'; }
printf 'put in: 100, and three times 1000\nMAX: %s\nAVERAGE: %s\n' "$(highest MAX)" "$(highest AVERAGE)"
[ "$(highest MAX)" = 190 ]
[ "$(highest AVERAGE)" = 190 ]
echo "seen: the maximum is an average"
