#!/usr/bin/env bash
# oom-messages-exporter takes "kubepods" for the container's id where systemd names the cgroups, as kubeadm sets nodes up since 1.22.
#
# Guess:     the id is the last part of task_memcg=, with or without cri-containerd- and .scope; the time is that of the log's line.
# Behaviour: the path is read up to the first character that is no letter, digit, slash or hyphen: /kubepods.slice/… ends at the dot, and
#            crictl is asked for a container "kubepods". Its namespace, pod and container so stay empty; a path of the cgroupfs driver
#            gives the id. The metric of the last kill's time is the moment when the line was read, for lines of any age.
# Version:   oom-messages-exporter 20230920 (PyPI).
# Source:    oom_messages_exporter/cricollector.py, get_containerID_from_oom_line(); exporter.py, set_to_current_time().
# So:        series of it without a pod are no proof of a kill outside Kubernetes, and their times are no times of kills.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check oom-messages-exporter==20230920 prometheus_client==0.26.0
cat >read.py <<'P'
import logging
logging.disable(logging.CRITICAL)
from oom_messages_exporter import CriCollector, Exporter
line = "Dec 13 07:23:21 n1 kernel: [34268134.409242] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),task_memcg=%s,task=java,pid=7,uid=0"
reader = CriCollector(test=True)
for driver, path in (("cgroupfs", "/kubepods/burstable/pod12/0f1e2d3c"),
                     ("systemd", "/kubepods.slice/kubepods-pod12.slice/cri-containerd-0f1e2d3c.scope")):
    print(driver, reader.get_containerID_from_oom_line(line % path))
open("messages", "w").close()
exporter = Exporter(log="messages", interval=0, test_enable="yes")
exporter.run_metrics_loop(test_runs=1, test_data=["Dec 13 2015 n1 kernel: [1.0] Killed process 7 (java) total-vm:1kB"])
import time
kill = exporter.last_killed_time.collect()[0].samples[0]
print("a kill of 2015, seconds ago:", round(time.time() - kill.value))
P
env/bin/python read.py >seen.txt
cat seen.txt
grep -qx 'cgroupfs 0f1e2d3c' seen.txt
grep -qx 'systemd kubepods' seen.txt
grep -qE '^a kill of 2015, seconds ago: [0-9]$' seen.txt
echo "seen: a container called kubepods, and a kill of just now"
