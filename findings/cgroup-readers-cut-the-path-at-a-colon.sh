#!/usr/bin/env bash
# Two readers of /proc/PID/cgroup cut a path at its first colon, and so lose the container.
#
# Guess:     the line has three fields, and the path is all that follows the second colon, as cgroups(7) has it.
# Behaviour: both split at every colon and keep the third piece. Paths do hold colons: where the kubelet names cgroups systemd's way
#            and containerd does not (SystemdCgroup=false), a container's path is POD.slice:cri-containerd:ID. What is left is the path
#            of the pod, without an error. insights-core says of a container under such a path that it is none.
# Version:   @stroncium/procfs 1.2.1 (npm), insights-core 3.8.4 (PyPI).
# Source:    procfs lib/parsers/processCgroups.js; insights/parsers/init_process_cgroup.py, parse_content(); cgroups(7), /proc/PID/cgroup.
# So:        all containers of a pod have one cgroup in their output; the kernel's oom_memcg= and task_memcg= keep the whole path.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund @stroncium/procfs@1.2.1 >/dev/null
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check insights-core==3.8.4
cat >cgroup.txt <<'L'
4:memory:/system.slice/kubepods-pod12.slice:cri-containerd:0f1e2d3c
0::/kubepods.slice/kubepods-pod12.slice:cri-containerd:0f1e2d3c
L
cat >read.js <<'J'
const read = require('@stroncium/procfs/lib/parsers/processCgroups');
for (const group of read(require('fs').readFileSync('cgroup.txt', 'utf8'))) console.log('procfs', group.path);
J
cat >read.py <<'P'
from insights.parsers.init_process_cgroup import InitProcessCgroup
from insights.tests import context_wrap
read = InitProcessCgroup(context_wrap(open('cgroup.txt').read()))
for controller, (_, path) in read.data.items():
    print('insights', path, read.is_container)
P
{ node read.js; env/bin/python -W ignore read.py; } >seen.txt
cat seen.txt
grep -qx 'procfs /system.slice/kubepods-pod12.slice' seen.txt
grep -qx 'procfs /kubepods.slice/kubepods-pod12.slice' seen.txt
grep -qx 'insights /system.slice/kubepods-pod12.slice False' seen.txt
grep -qx 'insights /kubepods.slice/kubepods-pod12.slice False' seen.txt
echo "seen: the container's id is gone"
