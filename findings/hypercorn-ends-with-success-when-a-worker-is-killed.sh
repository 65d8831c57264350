#!/usr/bin/env bash
# Hypercorn stops all its workers and ends with success when one worker is killed, and logs nothing of it.
#
# Guess:     another worker is started, as gunicorn and uvicorn do, with a line in the log; or the server fails.
# Behaviour: when a worker ends with another value than 0, the others are told to stop, and the exit value is that of the last, 0.
#            systemd's Restart=on-failure does not start it again, a Job of Kubernetes counts as completed. The log has the lines of the
#            start, and nothing after them.
# Version:   Hypercorn 0.18.0 (PyPI), -w 2.
# Source:    hypercorn/run.py, run(): the exit code -9 of the first ends the loop, and is then written over by that of the others, 0.
# So:        a service that "ended normally" at the time of a kill: look whether the report's PID is one of its "Running on" lines.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet hypercorn==0.18.0
cat >app.py <<'P'
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})
P
touch server.log
env/bin/hypercorn app:app -w 2 -b "unix:$PWD/socket" >server.log 2>&1 & server=$!
until [ "$(grep -c 'Running on' server.log)" = 2 ]; do sleep 0.2; done; sleep 1
killed=$(sed -n '1s/.*\] \[\([0-9]*\)\] \[INFO\] Running on.*/\1/p' server.log)
kill -9 "$killed"
ended=0; wait $server || ended=$?
printf 'worker %s killed, the server ended with %s after these lines:\n' "$([ -n "$killed" ] && echo 1 of 2)" "$ended"
sed 's/\[[0-9]*\]/[worker]/; s/^\[[^]]*\]/[time]/; s/on .*/on …/' server.log
[ "$ended" = 0 ]
[ "$(wc -l <server.log)" = 2 ]
echo "seen: one worker was killed, all are gone, and all is well"
