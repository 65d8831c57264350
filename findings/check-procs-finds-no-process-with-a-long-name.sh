#!/usr/bin/env bash
# `check_procs -c 1: -C kube-controller-manager` is CRITICAL, "0 processes", while the process runs.
#
# Guess:     -C is the command's name, as it stands in `ps aux` and in the unit.
# Behaviour: it is compared with the kernel's name of the task, which is cut to 15 bytes: "kube-controller". The cut name is found, the
#            whole one never, and no hint is given, as pgrep gives one. An alert of "process is gone" so set up has been there since it was
#            made.
# Version:   monitoring-plugins-basic 2.3.3-5+deb12u2, Debian 12.
# Source:    check_procs --help, -C; Linux include/linux/sched.h, TASK_COMM_LEN; proc(5), /proc/PID/comm.
# So:        the kill line has the cut name as well; such an alert at the time of a kill may be neither new nor about it.
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${process:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq monitoring-plugins-basic=2.3.3-5+deb12u2 2>/dev/null
dpkg -x monitoring-plugins-basic_*.deb unpacked
name=finding-controller-manager
cp "$(command -v sleep)" $name
./$name 30 & process=$!
until [ "$(cat /proc/$process/comm)" = "${name:0:15}" ]; do sleep 0.1; done
ask() { unpacked/usr/lib/nagios/plugins/check_procs -c 1: -C "$1" || true; }
ask $name | tee seen.txt
ask ${name:0:15} | tee -a seen.txt
grep -q "^PROCS CRITICAL: 0 processes with command name '$name'" seen.txt
grep -q "^PROCS OK: 1 process with command name '${name:0:15}'" seen.txt
echo "seen: fifteen letters are all that is compared"
