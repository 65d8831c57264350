#!/usr/bin/env bash
# npm-run-all and foreman (nf) end with success when a script was killed by SIGKILL, and npm-run-all goes on to the next one.
#
# Guess:     a script that did not end by itself has failed: the rest is left out, and the exit value is 137 or 1, as npm's own is 137.
# Behaviour: Node tells of a killed child the code null and the signal apart; both tools look at the code only, and null counts as 0. A build
#            that the OOM killer took is followed by the deployment of what was there before. Where /bin/sh stays between (dash, for a
#            script without exec), it is the shell that tells 137, and all is as guessed: it depends on the image's shell.
# Version:   npm-run-all 4.1.5, foreman 3.0.1, concurrently 9.1.0 (which gives 1), npm.
# Source:    npm-run-all lib/run-task.js ("close") and lib/run-tasks.js (if (result.code)); foreman lib/proc.js, child.on('exit').
# So:        a green job is no sign that nothing was killed in it; a step that wrote nothing, and the kernel's line, are.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
printf '%s' '{"name": "site", "version": "1.0.0", "private": true, "scripts": {"build": "exec node killed.js", "fail": "exit 3", "deploy": "echo deployed"}}' >package.json
echo 'process.kill(process.pid, "SIGKILL")' >killed.js
echo 'web: exec node killed.js' >Procfile
npm install --silent --no-audit --no-fund npm-run-all@4.1.5 foreman@3.0.1 concurrently@9.1.0 >/dev/null
PATH=$PWD/node_modules/.bin:$PATH
told() { local name=$1 status=0; shift; "$@" >out.txt 2>&1 || status=$?; printf '%s: exit value %s%s\n' "$name" "$status" "$(grep -qx deployed out.txt && echo ', deployed' || true)"; }
{
    told 'npm, killed' npm run build
    told 'npm-run-all, killed' npm-run-all build deploy
    told 'npm-run-all, failed' npm-run-all fail deploy
    told 'foreman, killed' nf start
    told 'concurrently, killed' concurrently 'exec node killed.js'
} 2>/dev/null | tee seen.txt
grep -qx 'npm, killed: exit value 137' seen.txt
grep -qx 'npm-run-all, killed: exit value 0, deployed' seen.txt
grep -qx 'npm-run-all, failed: exit value 1' seen.txt
grep -qx 'foreman, killed: exit value 0' seen.txt
grep -qx 'concurrently, killed: exit value 1' seen.txt
echo "seen: killed, and deployed"
