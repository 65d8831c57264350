#!/usr/bin/env bash
# syslog-ng reads a saved dmesg with the kernel's stamp as the process id; of the first hours of a node it breaks the stamp instead.
#
# Guess:     a line without a syslog header is the message, whole.
# Behaviour: "[36370.037095] Out of memory: …" has the PID 36370.037095, no program, and the message begins after the stamp, which so is
#            gone from every output that writes $MESSAGE. A stamp that is padded (below 10,000 s) loses its bracket and two blanks: the
#            message is "  36.037095] Out of memory: …". The rows of the task table, which begin "[    412]", lose it likewise where
#            dmesg printed no stamps. Without stamps the first word of a line is the program: Out, Memory, java. With "<4>" before it, as
#            `dmesg --raw` prints, the line is left whole and the program is kernel.
# Version:   syslog-ng-core 3.38.1-5+deb12u1, Debian 12, file() and network() without flags.
# Source:    syslog-ng modules/syslogformat/syslog-format.c, … parse_legacy_program_name(); flags(no-parse) turns it off.
# So:        the kernel's clock of such lines must be looked for in the field PID, and "] Out of memory" without "[" is no broken file.
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
stop() { kill "$(cat "$folder/own" 2>/dev/null)" 2>/dev/null || true; wait; rm -rf "$folder"; }; trap stop EXIT
apt-get download -qq syslog-ng-core=3.38.1-5+deb12u1 libivykis0=0.42.4-1 libnet1=1.1.6+dfsg-3.2 libglib2.0-0 libjson-c5=0.16-2 \
    libwrap0=7.6.q-32 libpcre3=2:8.39-15 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
cat >dmesg.txt <<'L'
[36370.037095] Out of memory: Killed process 7 (java) total-vm:1806592kB
[   36.037095] Out of memory: Killed process 8 (java) total-vm:1806592kB
Out of memory: Killed process 9 (java) total-vm:1806592kB
<4>[   36.037095] Out of memory: Killed process 10 (java) total-vm:1806592kB
L
cat >syslog-ng.conf <<C
@version: 3.38
source saved { file("$folder/dmesg.txt" read-old-records(yes)); };
destination parts { file("$folder/parts.txt" template("\${PROGRAM}|\${PID}|\${MESSAGE}\n")); };
log { source(saved); destination(parts); };
C
export LD_LIBRARY_PATH=$folder/unpacked/usr/lib/x86_64-linux-gnu:$folder/unpacked/lib/x86_64-linux-gnu:$folder/unpacked/usr/lib/syslog-ng
unpacked/usr/sbin/syslog-ng -F -f syslog-ng.conf --no-caps -R "$folder/kept" -c "$folder/control" --pidfile "$folder/pid" \
    --module-path "$(dirname "$(find "$folder/unpacked" -name libsyslogformat.so)")" & echo $! >own
for _ in 1 2 3 4 5 6 7 8 9 10; do [ "$(cat parts.txt 2>/dev/null | wc -l)" -ge 4 ] && break; sleep 1; done
cat parts.txt
grep -qx '|36370.037095|Out of memory: Killed process 7 .*' parts.txt
grep -qx '||  36.037095\] Out of memory: Killed process 8 .*' parts.txt
grep -qx 'Out||of memory: Killed process 9 .*' parts.txt
grep -qx 'kernel||\[   36.037095\] Out of memory: Killed process 10 .*' parts.txt
echo "seen: the stamp is the process id, or loses its bracket"
