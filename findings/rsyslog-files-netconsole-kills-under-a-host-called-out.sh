#!/usr/bin/env bash
# rsyslog takes the first word of a kernel line from netconsole for the host's name: kills are of a host "Out", or "Memory".
#
# Guess:     a datagram without a syslog header is the message, whole, from the host that sent it.
# Behaviour: where no stamp begins the line (netconsole of a node with printk.time=0), the first word is the host and the second the
#            program, if they are plain words: "Out of memory: Killed process …" becomes host Out, program of, message " memory: Killed
#            process …"; "java invoked oom-killer" becomes host java, program invoked. A line with a colon in its first word keeps the
#            sender as host. In the usual file the pieces stand side by side again, and only the host is missing.
# Version:   rsyslog 8.2302.0-1+deb12u2, Debian 12, imudp, default parsers.
# Source:    rsyslog tools/pmrfc3164.c, parse(): host and tag are looked for though no date was found; rsyslog issue 1789, open.
# So:        kills of one node lie in as many files or indices as there are first words, and a search for "Out of memory" in the message
#            finds none of them; search for "Killed process".
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
stop() { kill "$(cat "$folder/pid" 2>/dev/null)" 2>/dev/null || true; wait; rm -rf "$folder"; }; trap stop EXIT
apt-get download -qq rsyslog=8.2302.0-1+deb12u2 libestr0=0.1.11-1 libfastjson4=1.2304.0-1 liblognorm5=2.0.6-4 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
libraries=$folder/unpacked/usr/lib/x86_64-linux-gnu
port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >rsyslog.conf <<R
module(load="imudp")
global(workDirectory="$folder")
template(name="parts" type="string" string="%hostname%|%programname%|%msg%\n")
input(type="imudp" port="$port" address="127.0.0.1")
action(type="omfile" file="$folder/parts.txt" template="parts")
R
LD_LIBRARY_PATH=$libraries unpacked/usr/sbin/rsyslogd -n -f rsyslog.conf -i NONE -M "$libraries/rsyslog" & echo $! >pid
sleep 2
python3 - "$port" <<'P'
import socket, sys
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in ("java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0", "oom-kill:constraint=CONSTRAINT_NONE,task=java,pid=7",
             "Out of memory: Killed process 7 (java)", "Memory cgroup out of memory: Killed process 8 (java)",
             "[   12.000001] Out of memory: Killed process 9 (java)"):
    sender.sendto((line + "\n").encode(), ("127.0.0.1", int(sys.argv[1])))
P
for _ in 1 2 3 4 5 6 7 8 9 10; do [ "$(cat parts.txt 2>/dev/null | wc -l)" -ge 5 ] && break; sleep 1; done
cat parts.txt
grep -qxF 'Out|of| memory: Killed process 7 (java)' parts.txt
grep -qxF 'Memory|cgroup| out of memory: Killed process 8 (java)' parts.txt
grep -qxF 'java|invoked| oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0' parts.txt
grep -q '|oom-kill|constraint=CONSTRAINT_NONE' parts.txt
grep -q '||\[   12.000001\] Out of memory: Killed process 9' parts.txt
echo "seen: hosts called Out, Memory and java"
