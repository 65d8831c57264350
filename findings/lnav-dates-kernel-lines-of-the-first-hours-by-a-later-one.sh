#!/usr/bin/env bash
# lnav gives the lines of a saved dmesg up to 10,000 s of uptime the time of the first line after that, in 1970.
#
# Guess:     each line has the time of its own stamp, or the file is plain text; a kill is of level error.
# Behaviour: the stamp of a line is taken for seconds since 1970 only where no blank stands in the bracket; lines with a padded stamp go
#            to the first line that has one. A kill 999 s after boot stands at 03:25:45, as does one at 12345 s. The text begins with
#            the bracket that closes the stamp. Through syslog a kill line is of level info, as is systemd's "Failed with result
#            'oom-kill'"; a line beside them with the word error is an error.
# Version:   lnav 0.11.1-3, Debian 12.
# Source:    lnav src/log_format_impls.cc, generic_log_format: formats of stamps with and without brackets; level by words of the line.
# So:        in lnav, a search for errors or a span of time leaves kills out; search for "Killed process".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq lnav=0.11.1-3 libarchive13=3.6.2-1+deb12u5 libcurl3-gnutls libpcre2-8-0=10.42-1+deb12u2 libsqlite3-0=3.40.1-2+deb12u2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
cat >dmesg.txt <<'L'
[    0.000000] Linux version 6.1.0
[  999.250000] Out of memory: Killed process 1 (a)
[12345.500000] Out of memory: Killed process 2 (b)
[12346.500000] Out of memory: Killed process 3 (c)
L
cat >syslog.txt <<'L'
Dec 13 07:23:21 node kernel: [36370.037095] Out of memory: Killed process 412 (mysqld) total-vm:1806592kB
Dec 13 07:23:22 node systemd[1]: mysql.service: Failed with result 'oom-kill'.
Dec 13 07:23:23 node kernel: [36372.037095] EDAC error
L
seen() {
    TZ=UTC HOME=$folder LD_LIBRARY_PATH=unpacked/usr/lib/x86_64-linux-gnu unpacked/usr/bin/lnav -n \
        -c ';SELECT log_time, log_level, log_body FROM all_logs' -c ':write-csv-to -' "$1"
}
seen dmesg.txt | tee dmesg.csv
seen syslog.txt | tee syslog.csv
[ "$(grep -c '^1970-01-01 03:25:45.500,' dmesg.csv)" = 3 ]
grep -q '^1970-01-01 03:25:45.500,unknown,\] Out of memory: Killed process 1 (a)$' dmesg.csv
grep -q '^1970-01-01 03:25:46.500,unknown,\] Out of memory: Killed process 3 (c)$' dmesg.csv
grep -q ',info,.*Killed process 412' syslog.csv
grep -q ",info,.*oom-kill" syslog.csv
grep -q ',error,.*EDAC' syslog.csv
echo "seen: a kill at 999 s stands at 12345 s, and none is an error"
