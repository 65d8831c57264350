#!/usr/bin/env bash
# Prometheus' process-exporter tells of a group whose process was killed that it holds 0 bytes, and that it was started in the year 1.
#
# Guess:     its series end, so that a graph has a gap and an alert by absent() fires.
# Behaviour: a group that was seen once is kept. Its memory is 0 of each kind, num_procs 0, and oldest_start_time_seconds -62135596800, so
#            that "time() - oldest_start_time_seconds", the uptime, is 2,026 years; minimum and average over time are pulled to 0.
# Version:   prometheus-process-exporter 0.7.10-3+b5, Debian 12.
# Source:    process-exporter proc/grouper.go and collector/process_collector.go: Go's zero time.Time as Unix seconds.
# So:        an uptime of millennia in a dashboard is a process that is gone; 0 bytes there are none that was measured.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${exporter:-}" 2>/dev/null || true; kill "${victim:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq prometheus-process-exporter=0.7.10-3+b5 2>/dev/null
dpkg -x prometheus-process-exporter_*.deb unpacked
name=victim$$
cp "$(command -v sleep)" $name
./$name 60 & victim=$!
printf 'process_names:\n  - comm: [%s]\n' $name >groups.yml
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
unpacked/usr/bin/prometheus-process-exporter -config.path groups.yml -web.listen-address "127.0.0.1:$port" 2>/dev/null & exporter=$!
page() {
    python3 -c '
import sys, urllib.request
for line in urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/metrics").read().decode().splitlines():
    if sys.argv[2] in line and ("start_time" in line or "num_procs" in line or "memtype=\"resident\"" in line):
        print(line.replace(sys.argv[2], "victim").replace("namedprocess_namegroup_", ""))' "$port" $name
}
for try in $(seq 50); do page >before.txt 2>/dev/null && [ -s before.txt ] && break; sleep 0.2; done
kill -9 $victim; wait $victim 2>/dev/null || true
page >/dev/null; page >after.txt
cat before.txt; echo 'after the kill'; cat after.txt
grep -q '^num_procs.* 1$' before.txt
grep -q '^memory_bytes.* 0$' after.txt
grep -q '^num_procs.* 0$' after.txt
grep -q '^oldest_start_time_seconds.* -6.21355968e+10$' after.txt
echo "seen: started in the year 1"
