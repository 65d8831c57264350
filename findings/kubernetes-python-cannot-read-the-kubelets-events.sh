#!/usr/bin/env bash
# The official Python client raises on a list of events.k8s.io/v1 as soon as the kubelet has written one of them.
#
# Guess:     EventsV1Api lists what CoreV1Api lists, in the newer form; a SystemOOM or OOMKilling is in both.
# Behaviour: the newer form requires eventTime, by its schema. Events that came by the older way, and the kubelet's and node-problem-detector's
#            do, are served with "eventTime": null, and the client's check of the model raises; a single one loses the whole
#            list. The same events read as core/v1 are fine; the official JavaScript client gives null.
# Version:   kubernetes 37.0.2 (PyPI), @kubernetes/client-node 1.3.0 (npm).
# Source:    kubernetes/client/models/events_v1_event.py, event_time; Kubernetes staging/src/k8s.io/api/events/v1/types.go: eventTime without
#            omitempty, apimachinery's MicroTime.MarshalJSON() writes an empty time as null.
# So:        a collector that skips such errors has no event of memory at all; it must read core/v1, or as plain JSON.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check kubernetes==37.0.2
npm install --silent --no-audit --no-fund @kubernetes/client-node@1.3.0 >/dev/null
cat >core.json <<'T'
{"apiVersion": "v1", "kind": "EventList", "metadata": {}, "items": [{
  "metadata": {"name": "node-1.17f0c2", "namespace": "default", "creationTimestamp": "2025-12-13T07:23:21Z"},
  "involvedObject": {"kind": "Node", "name": "node-1", "uid": "node-1"}, "reason": "SystemOOM",
  "message": "System OOM encountered, victim process: java, pid: 2201", "source": {"component": "kubelet", "host": "node-1"},
  "firstTimestamp": "2025-12-13T07:23:21Z", "lastTimestamp": "2025-12-13T07:23:21Z", "count": 1, "type": "Warning",
  "eventTime": null, "reportingComponent": "kubelet", "reportingInstance": "node-1"}]}
T
cat >events.json <<'T'
{"apiVersion": "events.k8s.io/v1", "kind": "EventList", "metadata": {}, "items": [{
  "metadata": {"name": "node-1.17f0c2", "namespace": "default", "creationTimestamp": "2025-12-13T07:23:21Z"},
  "regarding": {"kind": "Node", "name": "node-1", "uid": "node-1"}, "reason": "SystemOOM",
  "note": "System OOM encountered, victim process: java, pid: 2201", "deprecatedSource": {"component": "kubelet", "host": "node-1"},
  "deprecatedFirstTimestamp": "2025-12-13T07:23:21Z", "deprecatedLastTimestamp": "2025-12-13T07:23:21Z", "deprecatedCount": 1,
  "type": "Warning", "eventTime": null, "reportingController": "kubelet", "reportingInstance": "node-1"}]}
T
env/bin/python - <<'P' | tee seen.txt
from kubernetes import client
for file, model in (("core.json", "CoreV1EventList"), ("events.json", "EventsV1EventList")):
    try:
        print("python", model, client.ApiClient().deserialize(open(file).read(), model, "application/json").items[0].reason)
    except ValueError as error:
        print("python", model, "raises,", "eventTime" if "eventTime" in str(error) else error)
P
cat >read.mjs <<'J'
import { readFileSync } from 'node:fs';
import { ObjectSerializer } from '@kubernetes/client-node/dist/gen/models/ObjectSerializer.js';
const [event] = ObjectSerializer.deserialize(JSON.parse(readFileSync('events.json')), 'EventsV1EventList').items;
console.log('javascript EventsV1EventList', event.reason, event.eventTime);
J
node read.mjs | tee -a seen.txt
grep -qx 'python CoreV1EventList SystemOOM' seen.txt
grep -qx 'python EventsV1EventList raises, eventTime' seen.txt
grep -qx 'javascript EventsV1EventList SystemOOM null' seen.txt
echo "seen: one event of the kubelet's, and the list is lost"
