#!/usr/bin/env bash
# stress-ng gives its memory workers an oom_score_adj of 1000, whatever they inherited.
#
# Guess:     a worker has the value of the container that it was started in: 925 here, as of a burstable pod.
# Behaviour: the process that starts the worker keeps 925, the worker that holds the memory has 1000, the value of a best-effort pod.
# Version:   stress-ng 0.15.06-2, Debian 12, --vm.
# Source:    core-out-of-memory.c, stress_set_oom_adjustment(), called for the child of each worker that may be killed.
# So:        in a kill made to try a limit, the kill line's oom_score_adj tells nothing of the pod's QoS class, and the process that
#            is killed first is not the one that a real program would lose.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq stress-ng=0.15.06-2 libipsec-mb1 libsctp1 libjudydebian1 libkmod2 libegl1 libgles2 libgbm1 libglvnd0 libdrm2 \
    libwayland-server0 libbsd0 libmd0 libjpeg62-turbo libexpat1 libapparmor1 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
export LD_LIBRARY_PATH=$PWD/unpacked/usr/lib/x86_64-linux-gnu
( echo 925 >/proc/self/oom_score_adj; exec unpacked/usr/bin/stress-ng --vm 1 --vm-bytes 8M --timeout 5 --quiet ) &
starter=$!
sleep 2
{
    echo "starter $(cat /proc/$starter/oom_score_adj)"
    for child in $(pgrep -P "$starter"); do
        for worker in $(pgrep -P "$child"); do echo "worker $(cat "/proc/$worker/oom_score_adj")"; done
    done
} >seen.txt
wait "$starter"
cat seen.txt
grep -qx 'starter 925' seen.txt
grep -qx 'worker 1000' seen.txt
echo "seen: the worker does not have the value that it inherited"
