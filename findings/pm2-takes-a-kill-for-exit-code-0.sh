#!/usr/bin/env bash
# pm2 logs an application that was killed as "exited with code [0]", and with --stop-exit-codes 0 does not start it again.
#
# Guess:     a killed application has no exit code, or 137; "stop-exit-codes 0" means: restart whatever did not end in good order.
# Behaviour: the code null becomes 0. After SIGKILL the application stays stopped, with 0 restarts, as after a good end; one that exits
#            with 3 is restarted. The log has "code [0] via signal [SIGKILL]" for the one, and "code [3] via signal [SIGINT]" for the
#            other, which no signal ended.
# Version:   pm2 5.4.3 (npm).
# Source:    pm2 lib/God.js, God.handleExit(): the code as it comes, "|| 0", and the signal, "|| 'SIGINT'".
# So:        an outage that begins with an OOM kill and has no restart after it may be this; read the signal in pm2.log where the code is 0,
#            and nothing from it where the code is another.
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
export PM2_HOME=$folder/state
stop() { node_modules/.bin/pm2 kill >/dev/null 2>&1 || true; rm -rf "$folder"; }; trap stop EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" pm2@5.4.3 >/dev/null
echo 'setTimeout(() => process.kill(process.pid, "SIGKILL"), 300)' >killed.js
echo 'setTimeout(() => process.exit(3), 300)' >failed.js
for name in killed failed; do node_modules/.bin/pm2 start "$name.js" --name "$name" --stop-exit-codes 0 >/dev/null 2>&1; done
sleep 5
node_modules/.bin/pm2 jlist 2>/dev/null | python3 -c '
import json, sys
text = sys.stdin.read()
for app in json.loads(text[text.index("[{"):]):
    print(app["name"], "stopped" if app["pm2_env"]["status"] == "stopped" else "goes on", "restarts", "0" if not app["pm2_env"]["restart_time"] else "some")
' | tee seen.txt
sed -n 's/.*App \[\(killed\|failed\):[0-9]*\] exited/\1 exited/p' state/pm2.log | sort -u | tee -a seen.txt
grep -qx 'killed stopped restarts 0' seen.txt
grep -qx 'failed goes on restarts some' seen.txt
grep -qx 'killed exited with code \[0\] via signal \[SIGKILL\]' seen.txt
grep -qx 'failed exited with code \[3\] via signal \[SIGINT\]' seen.txt
echo "seen: a kill is a good end"
