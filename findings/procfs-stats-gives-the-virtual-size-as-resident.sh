#!/usr/bin/env bash
# The npm package procfs-stats gives a process's virtual size as its resident one if there is a blank in its name.
#
# Guess:     the name in /proc/PID/stat ends at the last ")", as proc(5) says, whatever is in it; rss is the same figure for all.
# Behaviour: the line is split at blanks. Of "tmux: server" or "Web Content" the name is its first word, the state its second, and every later
#            field is one place off: rss is the vsize, in bytes, where others have pages; the parent is the state. The brackets stay in
#            the name of each process, "(sd-pam)" has two pairs.
# Version:   procfs-stats 1.0.2 (npm); pidusage 4.0.1 (npm) beside it is right.
# Source:    procfs-stats index.js, stat(): split by blanks; Linux fs/proc/array.c, do_task_stat(): the name stands as it is, in brackets.
# So:        in a list made with it the largest "resident" processes are those with a blank in their name, by thousands of times.
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
npm install --silent --no-audit --no-fund procfs-stats@1.0.2 pidusage@4.0.1 >/dev/null
for name in 'tmux: server' tmux-server; do
    python3 -c 'import ctypes, sys, time; held = bytearray(100 << 20); ctypes.CDLL(None).prctl(15, sys.argv[1].encode(), 0, 0, 0); time.sleep(60)' "$name" &
    echo $! >>pids
done
stop() { kill $(cat "$folder/pids") 2>/dev/null || true; wait; rm -rf "$folder"; }; trap stop EXIT
sleep 3
cat >read.js <<'J'
const { readFileSync } = require('fs'), procfs = require('procfs-stats'), pidusage = require('pidusage');
const pids = process.argv.slice(2), page = 4096;
(async () => {
    for (const pid of pids) {
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8'), after = text.slice(text.lastIndexOf(')') + 2).split(' ');
        const stat = await new Promise(done => procfs(pid).stat((error, stat) => done(stat)));
        const rss = stat.rss === after[21] ? 'rss' : stat.rss === after[20] ? 'vsize' : stat.rss;
        const other = Math.abs((await pidusage(pid)).memory - after[21] * page) < 1048576 ? 'rss' : 'else';
        console.log(`${stat.comm} state ${stat.state} rss is the ${rss}, by pidusage the ${other}`);
    }
})();
J
node read.js $(cat pids) | tee seen.txt
grep -qxF '(tmux: state server) rss is the vsize, by pidusage the rss' seen.txt
grep -qxF '(tmux-server) state S rss is the rss, by pidusage the rss' seen.txt
echo "seen: a blank in the name, and the size is another"
