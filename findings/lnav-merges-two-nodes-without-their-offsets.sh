#!/usr/bin/env bash
# lnav sets 06:52:00+0900 and 06:52:00+0000 of two nodes' logs side by side, as one moment.
#
# Guess:     a stamp with an offset is a moment; files are merged by it, which is what lnav is used for.
# Behaviour: the offset is read over and left out. Of a node in Tokyo and one in London, exported by `journalctl -o short-iso` each in its
#            own zone, lines that are nine hours apart stand next to each other, with the same log_time, and a cause may stand after its
#            effect. The container runtime's stamps (…123456789+09:00) are taken alike.
# Version:   lnav 0.11.1-3, Debian 12.
# Source:    github.com/tstack/lnav, issue 359: support for time zones came with a later release.
# So:        for one timeline of several nodes, ask for exports with --utc.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq lnav=0.11.1-3 libarchive13=3.6.2-1+deb12u5 libcurl3-gnutls libpcre2-8-0=10.42-1+deb12u2 libsqlite3-0=3.40.1-2+deb12u2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
printf '2026-12-01T06:52:00+0900 tokyo kernel: Out of memory: Killed process 1 (a)\n2026-12-01T06:53:00+0900 tokyo kernel: up\n' >tokyo.log
printf '2026-12-01T06:52:00+0000 london kernel: Out of memory: Killed process 2 (b)\n2026-12-01T06:53:00+0000 london kernel: up\n' >london.log
TZ=UTC HOME=$folder LD_LIBRARY_PATH=unpacked/usr/lib/x86_64-linux-gnu unpacked/usr/bin/lnav -n \
    -c ';SELECT log_time, log_body FROM all_logs' -c ':write-csv-to -' tokyo.log london.log | tee seen.csv
[ "$(grep -c '^2026-12-01 06:52:00.000,.*Killed process' seen.csv)" = 2 ]
[ "$(grep -c '^2026-12-01 06:53:00.000,.*up' seen.csv)" = 2 ]
[ "$(sed -n '2,3p' seen.csv | grep -c 'Killed process')" = 2 ]
echo "seen: nine hours are none"
