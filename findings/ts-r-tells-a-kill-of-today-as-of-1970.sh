#!/usr/bin/env bash
# `dmesg --time-format iso | ts -r` tells each line as "56y348d ago".
#
# Guess:     "1h26m ago": ts -r is made to turn the stamps of a log into ages.
# Behaviour: it finds the stamp, comma, microseconds and all, and hands it to a reader that takes fractions behind a point only. What comes
#            back is nothing, which counts as the second 0 of 1970. The offset is left standing behind it. The same line with a point in
#            place of the comma is right.
# Version:   moreutils 0.67-1, libtimedate-perl 2.3300-2, Debian 12; util-linux' dmesg writes the comma.
# Source:    ts(1), -r; moreutils ts, the expressions of -r; Date::Parse, str2time().
# So:        ages in a customer's paste that are as old as Unix are no broken clock of the node.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq moreutils=0.67-1 libtimedate-perl=2.3300-2 libtime-duration-perl=1.21-2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
now=$(date -u -d '2 hours ago' +%Y-%m-%dT%H:%M:%S)
{ echo "$now,123456+00:00 Out of memory: Killed process 4242 (java)"; echo "$now.123456+00:00 Out of memory: Killed process 4242 (java)"; } |
    perl -I unpacked/usr/share/perl5 unpacked/usr/bin/ts -r 2>/dev/null | tee seen.txt
sed -n 1p seen.txt | grep -qE '^[5-9][0-9]y.* ago.*Out of memory'
sed -n 2p seen.txt | grep -qE '^2h.* ago.*Out of memory'
echo "seen: two hours are half a century"
