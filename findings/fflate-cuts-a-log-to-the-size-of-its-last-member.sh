#!/usr/bin/env bash
# fflate's gunzipSync() gives of a log of several gzip members as many bytes of the first as the last one has.
#
# Guess:     all members, as gzip(1) and RFC 1952 have it; or the first whole.
# Behaviour: the output is made as large as the last four bytes of the file say, which is the size of the last member, and filled from the
#            first. A morning of 96 bytes with an evening of 16 appended is the first 16 bytes of the morning, cut within a line, without
#            an error. The streaming class Gunzip of the same library gives both whole.
# Version:   fflate 0.8.3 (npm).
# Source:    RFC 1952, 2.2 ("a gzip file consists of a series of members") and 2.3.1, ISIZE; fflate src/index.ts, gunzipSync(), gzl().
# So:        logs that rotation appends to, or that pigz, bgzip or a collector wrote in pieces, look cut where they were read with it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund fflate@0.8.3 >/dev/null
for line in 1 2 3; do echo "kill $line of Monday, in the morning"; done >morning
echo 'kill of Tuesday' >evening
{ gzip -c morning; gzip -c evening; } >log.gz
cat >read.js <<'J'
const { gunzipSync, Gunzip } = require("fflate"), packed = require("fs").readFileSync("log.gz");
let streamed = "";
new Gunzip((piece) => { streamed += Buffer.from(piece); }).push(packed, true);
console.log("gunzipSync", JSON.stringify(Buffer.from(gunzipSync(packed)).toString()));
console.log("Gunzip", streamed.length);
J
node read.js | tee seen.txt
printf 'gzip -dc %s\n' "$(gzip -dc log.gz | wc -c)"
grep -qx 'gunzipSync "kill 1 of Monday"' seen.txt
grep -qx "Gunzip $(gzip -dc log.gz | wc -c)" seen.txt
echo "seen: sixteen bytes of the first member"
