#!/usr/bin/env bash
# Readers of logfmt give the letter n, or true, for a quoted value with a line break in it.
#
# Guess:     "\n" in a quoted value is a line break, as Go's loggers write it, who made the format known.
# Behaviour: the two of npm take the backslash off and keep the letter: "failed:\n\tout of memory" becomes "failed:ntout of memory". That
#            of PyPI gives true as the value, and loses the rest of the line. Of a key without a value the second one of npm, made to
#            follow the first, gives the next key's name as the value, and loses that key.
# Version:   logfmt 1.4.0 and @jclem/logfmt2 2.4.3 (npm), logfmt 0.4 (PyPI).
# Source:    Go's log/slog, TextHandler (values are quoted by strconv.Quote); logfmt lib/logfmt_parser.js; logfmt/parser.py.
# So:        a stack trace or several lines of an error in a value (a container runtime's "failed to create", a Go program's "out of
#            memory") are not to be found by what such a reader made of them; search the log itself.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund logfmt@1.4.0 @jclem/logfmt2@2.4.3 >/dev/null
python3 -m venv env && env/bin/pip install --quiet logfmt==0.4
cat >lines.log <<'T'
level=error err="failed:\n\tout of memory" pod=shop
level=error err="limit \"512Mi\" reached" pod=shop
level=error killed pod=shop
T
node -e '
const lines = require("fs").readFileSync("lines.log", "utf8").trim().split("\n");
for (const [name, read] of [["logfmt", require("logfmt").parse], ["logfmt2", require("@jclem/logfmt2").decode]])
    for (const line of lines) console.log(name, JSON.stringify(read(line)));' >seen.txt
env/bin/python -c '
import json, logfmt
for fields in logfmt.parse(open("lines.log")): print("python", json.dumps(fields))' >>seen.txt
cat seen.txt
[ "$(grep -c 'failed:ntout of memory' seen.txt)" = 2 ]
grep -qx 'python {"level": "error", "err": true}' seen.txt
[ "$(grep -c '"err":"limit' seen.txt)" = 2 ]
grep -qx 'logfmt {"level":"error","killed":true,"pod":"shop"}' seen.txt
grep -qx 'logfmt2 {"level":"error","killed":"pod"}' seen.txt
echo "seen: a line break is an n, or true"
