#!/usr/bin/env bash
# Whisper, Graphite's store, drops a kill that was counted in one minute of ten when the minutes are rolled up.
#
# Guess:     the coarser archive gets the average of what is there, 1, or the sum.
# Behaviour: by default (xFilesFactor 0.5) a slot of the coarser archive stays empty unless half of the finer slots have a value. A program
#            that sends a 1 when something was killed, and else nothing, has a full record for as long as the finest archive lasts, and
#            then none at all. With zeros sent in between, the kill is an average of 0.1.
# Version:   whisper 1.1.10 (PyPI).
# Source:    Graphite's documentation of the Whisper database, "Rollup Aggregation"; whisper.create(): xFilesFactor=0.5, average.
# So:        "no kills in March" from such a series means nothing; ask for storage-aggregation.conf, or for logs.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet whisper==1.1.10
env/bin/python >seen.txt <<'P'
import whisper
now = 1700000399
def told(others, span):
    """What a reader gets of a kill in the fourth of ten minutes, looking back so many hours."""
    name = f"{others}.{span}.wsp"
    whisper.create(name, [(60, 1440), (600, 1440)])          # a day of minutes, ten days of ten minutes
    first = now + 1 - 3600
    for minute in range(10):
        value = 1 if minute == 3 else others
        if value is not None:
            whisper.update(name, value, first + 60 * minute, now)
    return [value for value in whisper.fetch(name, now - 3600 * span, now, now)[1] if value]
print("sent 1, nothing else:  within the day", told(None, 2), "later", told(None, 48))
print("sent 1, zeros between: within the day", told(0, 2), "later", told(0, 48))
P
cat seen.txt
grep -qx 'sent 1, nothing else:  within the day \[1.0\] later \[\]' seen.txt
grep -qx 'sent 1, zeros between: within the day \[1.0\] later \[0.1\]' seen.txt
echo "seen: the kill is gone"
