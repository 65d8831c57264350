#!/usr/bin/env bash
# nsyslog-parser dates a line in rsyslog's forward format by the moment of reading; glossy takes the message's first word for its host.
#
# Guess:     "<4>2026-12-01T06:52:00.123456+00:00 node kernel: …" is what rsyslog sends (RSYSLOG_ForwardFormat): time and host are read.
# Behaviour: both know RFC 3164's stamp and RFC 5424 whole, and this is neither. nsyslog-parser gives type UNKNOWN, an empty host, and now
#            as its time; glossy has no time, and a host "Out" of "Out of memory: …", which then lacks its first word. Neither tells an
#            error.
# Version:   nsyslog-parser 0.10.1, glossy 0.1.7 (npm).
# Source:    rsyslog's documentation, "Reserved template names"; nsyslog-parser parser.js, generateTimestamp (on by default); glossy
#            lib/glossy/parse.js.
# So:        a saved log that came through them has all its kills at one moment, or a node for each first word; look for the original.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund nsyslog-parser@0.10.1 glossy@0.1.7 >/dev/null
cat >read.js <<'J'
const nsyslog = require("nsyslog-parser"), glossy = require("glossy").Parse;
for (const [name, line] of [
    ["forwarded", "<4>2020-12-01T06:52:00.123456+00:00 node kernel: Out of memory: Killed process 4242 (java)"],
    ["RFC 3164", "<4>Dec  1 06:52:00 node kernel: Out of memory: Killed process 4242 (java)"]]) {
    const one = nsyslog(line), other = glossy.parse(line), age = Date.now() - one.ts;
    console.log(`${name}: nsyslog-parser type ${one.type} host "${one.host}" ${age < 60000 ? "now" : "its time"}`);
    console.log(`${name}: glossy host "${other.host}" ${other.time ? "its time" : "no time"} message "${other.message}"`);
}
J
node read.js | tee seen.txt
grep -qx 'forwarded: nsyslog-parser type UNKNOWN host "" now' seen.txt
grep -qx 'forwarded: glossy host "Out" no time message "of memory: Killed process 4242 (java)"' seen.txt
grep -q '^RFC 3164: nsyslog-parser type BSD host "node"' seen.txt
grep -q '^RFC 3164: glossy host "node" its time' seen.txt
echo "seen: no time and no host"
