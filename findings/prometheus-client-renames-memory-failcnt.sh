#!/usr/bin/env bash
# The official Python parser renames cAdvisor's container_memory_failcnt, the count of hits on a memory limit.
#
# Guess:     the sample keeps the name that the text gives it; the format's page on exposition says nothing of names' endings.
# Behaviour: a metric that is typed counter and does not end in _total gets that ending: the sample is
#            container_memory_failcnt_total. Its value is right, a look-up by the name that stands in the text finds nothing.
# Version:   prometheus_client 0.26.0 (Python), text_string_to_metric_families(); cAdvisor types container_memory_failcnt as counter.
# Source:    prometheus_client/parser.py, build_metric(); cAdvisor metrics/prometheus.go.
# So:        in a saved /metrics/cadvisor of a node, look for both names; 0 hits on a limit and a name not found look alike.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet prometheus_client==0.26.0
env/bin/python - >seen.txt <<'P'
from prometheus_client.parser import text_string_to_metric_families
text = '''# HELP container_memory_failcnt Number of memory usage hits limits
# TYPE container_memory_failcnt counter
container_memory_failcnt{container="shop"} 41
# HELP container_oom_events_total Count of out of memory events observed for the container
# TYPE container_oom_events_total counter
container_oom_events_total{container="shop"} 3
'''
for family in text_string_to_metric_families(text):
    for sample in family.samples:
        print(family.name, sample.name, int(sample.value))
P
cat seen.txt
grep -qx 'container_memory_failcnt container_memory_failcnt_total 41' seen.txt
grep -qx 'container_oom_events container_oom_events_total 3' seen.txt
echo "seen: a counter is renamed while it is read"
