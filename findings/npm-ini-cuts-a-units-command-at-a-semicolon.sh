#!/usr/bin/env bash
# The npm package ini reads a systemd unit's command up to its first semicolon, and of several Environment= only the last.
#
# Guess:     a unit is an ini file; ";" begins a comment at the start of a line, and a key that stands twice gives a list.
# Behaviour: ";" and "#" begin a comment anywhere: "ExecStart=/bin/sh -c 'ulimit -v 2000000; exec java -Xmx2g'" is "/bin/sh -c 'ulimit -v
#            2000000", and the heap that the service runs with is gone. Environment=JAVA_OPTS=… before another Environment= is lost, as is
#            each drop-in's first part. Nothing tells of it. systemd knows comments only at the start of a line, and adds such lines up.
# Version:   ini 6.0.0 (npm).
# Source:    ini lib/ini.js, decode() and unsafe(); systemd.syntax(7); systemd.exec(5), Environment=.
# So:        what a tool in JavaScript says of a unit's limits and heap is to be looked up in `systemctl cat` of the bundle.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund ini@6.0.0 >/dev/null
cat >shop.service <<'T'
[Service]
MemoryMax=2G
Environment=JAVA_OPTS=-Xmx1500m
Environment=LANG=C.UTF-8
ExecStart=/bin/sh -c 'ulimit -v 2000000; exec java -Xmx2g'
T
node -e '
const unit = require("ini").parse(require("fs").readFileSync("shop.service", "utf8")).Service;
for (const key in unit) console.log(key + " = " + unit[key]);' | tee seen.txt
grep -qxF "ExecStart = /bin/sh -c 'ulimit -v 2000000" seen.txt
grep -qxF 'Environment = LANG=C.UTF-8' seen.txt
! grep -q Xmx seen.txt
echo "seen: no heap is left"
