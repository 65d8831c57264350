#!/usr/bin/env bash
# SEC, the event correlator, sees three kills of three days within one minute when it is given a saved log.
#
# Guess:     a window of 60 seconds is one of the log's own time, or a log without live input raises nothing.
# Behaviour: SEC reads no stamps. A line happens when it is read, so that "three kills in 60 s" is true of any file that holds three, and
#            the alarm is dated today. Pairs ("kill, then no restart within 5 minutes") are as wrong the other way round.
# Version:   sec 2.9.1-1.1, Debian 12.
# Source:    sec(1), SingleWithThreshold: the window counts from when events are matched; --input, --notail.
# So:        alarms of such a tool over a customer's export tell of the file, not of the node.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq sec=2.9.1-1.1 2>/dev/null
dpkg -x sec_*.deb unpacked
cat >kills.conf <<'T'
type=SingleWithThreshold
ptype=RegExp
pattern=Killed process \d+ \((\S+)\)
desc=three kills of $1 in a minute
action=write alarms.txt %t: %s
window=60
thresh=3
T
for day in 27 28 29; do echo "Nov $day 06:52:00 node kernel: Out of memory: Killed process 4$day (java)"; done >saved.log
cat saved.log
perl unpacked/usr/bin/sec --conf=kills.conf --input=saved.log --notail --nointevents 2>/dev/null
cat alarms.txt
grep -q ': three kills of java in a minute$' alarms.txt
! grep -q 'Nov 2[789]' alarms.txt
echo "seen: three days are a minute"
