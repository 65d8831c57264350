#!/usr/bin/env bash
# gunicorn logs "Worker was sent SIGKILL! Perhaps out of memory?" of workers that it killed itself, for taking too long.
#
# Guess:     the line stands where somebody else's SIGKILL took the worker; gunicorn knows which workers it killed.
# Behaviour: a worker that does not answer for --timeout seconds gets SIGABRT, and a second later SIGKILL if it still runs, as one does
#            that is within a long computation of a C function. The line is printed for each end by SIGKILL, this one too. What tells them
#            apart is the line "WORKER TIMEOUT" of the same pid about a second before.
# Version:   gunicorn 23.0.0 (PyPI).
# Source:    gunicorn/arbiter.py, murder_workers() and reap_workers().
# So:        this line alone is no OOM kill. Without a kernel line for the pid, and with WORKER TIMEOUT before it, it was a slow request.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check gunicorn==23.0.0
cat >slow.py <<'P'
def application(environ, start):
    total = sum(range(10 ** 8 * 1000)) if environ["PATH_INFO"] == "/slow" else 0
    start("200 OK", [])
    return [b"%d" % total]
P
env/bin/gunicorn --workers 1 --timeout 1 --bind unix:socket slow:application >server.log 2>&1 & server=$!
sleep 2
curl --silent --max-time 6 --unix-socket socket http://server/slow || true
sleep 1
kill "$server"; wait "$server" 2>/dev/null || true
sed -n 's/.*\(WORKER TIMEOUT\|was sent SIGKILL.*\)/\1/p' server.log | sed 's/ (pid:.*//' | tee seen.txt
[ "$(paste -sd, seen.txt)" = 'WORKER TIMEOUT,was sent SIGKILL! Perhaps out of memory?' ]
echo "seen: out of time, told as out of memory"
