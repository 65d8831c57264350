#!/usr/bin/env bash
# rsyslog takes the year at the start of a line for the length of a frame, and loses the lines that are sent to it over TCP.
#
# Guess:     a message a line, as of plain syslog over TCP; a line without a priority gets a default one.
# Behaviour: where a frame begins with a digit, imtcp reads a number of bytes (RFC 6587's octet counting, on by default). Of `dmesg
#            --time-format iso | nc node 514` each line begins with "2026-": the 2,026 bytes that follow are taken as one frame, and as
#            they do not begin with a blank, they are left out. Four lines of a kill leave nothing but a framing error in rsyslog's own
#            log; the same lines with "<4>" before them are four messages.
# Version:   rsyslog 8.2302.0-1+deb12u2, Debian 12.
# Source:    RFC 6587, 3.4.1; rsyslog's documentation of imtcp, SupportOctetCountedFraming (default on).
# So:        kernel lines that are missing at a central log, with "delimiter is not SP but has ASCII value 45" in its own, were sent so.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${daemon:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq rsyslog=8.2302.0-1+deb12u2 libestr0=0.1.11-1 libfastjson4=1.2304.0-1 liblognorm5=2.0.6-4 libsystemd0=252.39-1~deb12u2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >rsyslog.conf <<T
module(load="imtcp")
input(type="imtcp" port="$port" address="127.0.0.1")
*.* action(type="omfile" file="$PWD/received.log")
T
cat >kernel.log <<'T'
2026-12-01T06:52:00,123456+00:00 java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=936
2026-12-01T06:52:00,123470+00:00 Memory cgroup out of memory: Killed process 4242 (java) total-vm:8388608kB
2026-12-01T06:52:01,123470+00:00 oom_reaper: reaped process 4242 (java), now anon-rss:0kB
2026-12-01T06:53:01,123470+00:00 eth0: link up
T
library=$PWD/unpacked/usr/lib/x86_64-linux-gnu
LD_LIBRARY_PATH=$library:$PWD/unpacked/lib/x86_64-linux-gnu unpacked/usr/sbin/rsyslogd -n -f rsyslog.conf -i "$PWD/pid" -M "$library/rsyslog" 2>own.log & daemon=$!
send() { python3 -c 'import socket, sys; s = socket.create_connection(("127.0.0.1", int(sys.argv[1]))); s.sendall(sys.stdin.buffer.read()); s.close()' "$port"; sleep 1; }
for try in $(seq 50); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
send <kernel.log
plain=$(grep -c . received.log 2>/dev/null || true)
sed 's/^/<4>/' kernel.log | send
with=$(grep -c . received.log)
printf 'sent 4 lines, received %s; sent 4 with a priority, received %s\n' "${plain:-0}" "$((with - ${plain:-0}))"
grep -m 1 -o 'delimiter is not SP but has ASCII value 45' own.log
[ "${plain:-0}" = 0 ]
[ "$with" = 4 ]
echo "seen: four lines are one frame, and none arrives"
