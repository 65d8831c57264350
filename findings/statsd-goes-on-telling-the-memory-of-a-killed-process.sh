#!/usr/bin/env bash
# statsd sends the last gauge of a process that was killed at every flush, for as long as statsd runs.
#
# Guess:     a gauge that is not sent any more is not passed on; the line in the graph ends with the process.
# Behaviour: gauges are kept, counters are set to 0: 1.7 GB of resident memory stand there for days after the kill, each point with a new
#            time, as if they had been measured, and the counter of kills has zeros that nobody sent. deleteGauges and deleteCounters turn
#            both off.
# Version:   statsd 0.9.0 (npm).
# Source:    statsd's docs/metric_types.md, Gauges: "If the gauge is not updated at the next flush, it will send the previous value";
#            stats.js.
# So:        a level line after a kill is no sign that the memory was not given back.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${daemon:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund statsd@0.9.0 >/dev/null
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >config.js <<T
{ port: $port, address: '127.0.0.1', mgmt_port: $port, mgmt_address: '127.0.0.1', flushInterval: 500, backends: ['./backends/console'] }
T
node node_modules/statsd/stats.js config.js >flushes.txt 2>&1 & daemon=$!
until grep -q 'Flushing stats' flushes.txt; do sleep 0.2; done
python3 -c '
import socket, sys
out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for sent in [b"java.rss:1717986918|g", b"java.kills:1|c"]: out.sendto(sent, ("127.0.0.1", int(sys.argv[1])))' "$port"
sleep 4
grep -oE "'java.(rss|kills)': [0-9]+" flushes.txt | sort | uniq -c | tee seen.txt
[ "$(awk '/java.rss/ { print $1 }' seen.txt)" -ge 5 ]
grep -q "'java.rss': 1717986918" seen.txt
echo "seen: sent once, told for ever"
