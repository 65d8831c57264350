#!/usr/bin/env bash
# rsyslog's "8k" is 8,192 bytes and its "8K" 8,000: a kubelet's line between the two becomes two messages.
#
# Guess:     small and capital letters are the same, 1,024 both, as in logrotate and systemd.
# Behaviour: small letters count by 1,024, capital ones by 1,000, in each parameter of type size. A line of 8,103 bytes is one message with
#            maxMessageSize="8k", and two of 8,000 and 102 with "8K": the second has no time, host or program of its own.
# Version:   rsyslog 8.2302.0-1+deb12u2, Debian 12.
# Source:    rsyslog's documentation of parameters of type "size"; global option maxMessageSize.
# So:        pieces of a JSON line in a central log, cut at a round decimal number, come from such a setting.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${daemon:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq rsyslog=8.2302.0-1+deb12u2 libestr0=0.1.11-1 libfastjson4=1.2304.0-1 liblognorm5=2.0.6-4 libsystemd0=252.39-1~deb12u2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
library=$PWD/unpacked/usr/lib/x86_64-linux-gnu
received() { # SIZE: the lengths of what arrives of one line of 8,103 bytes
    port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cat >rsyslog.conf <<T
global(maxMessageSize="$1")
module(load="imtcp")
input(type="imtcp" port="$port" address="127.0.0.1")
template(name="raw" type="string" string="%rawmsg%\n")
*.* action(type="omfile" file="$PWD/$1.log" template="raw")
T
    LD_LIBRARY_PATH=$library:$PWD/unpacked/lib/x86_64-linux-gnu unpacked/usr/sbin/rsyslogd -n -f rsyslog.conf -i "$PWD/pid.$1" -M "$library/rsyslog" 2>own.log & daemon=$!
    for try in $(seq 50); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
    python3 -c '
import socket, sys
line = b"<4>Dec  1 06:52:00 node kubelet: "
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as to: to.sendall(line + b"x" * (8103 - len(line)) + b"\n")' "$port"
    for try in $(seq 50); do [ -s "$1.log" ] && break; sleep 0.1; done; sleep 0.5
    kill $daemon; wait $daemon || true
    awk '{ print length }' "$1.log" | paste -sd' '
}
for size in 8k 8K; do printf '%s: %s\n' $size "$(received $size)"; done | tee seen.txt
grep -qx '8k: 8103' seen.txt
grep -qx '8K: 8000 10[0-9]' seen.txt
echo "seen: K is a thousand"
