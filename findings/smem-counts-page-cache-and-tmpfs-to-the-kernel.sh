#!/usr/bin/env bash
# `smem -w` puts page cache and tmpfs into "kernel dynamic memory", and tmpfs there into what can be reclaimed.
#
# Guess:     kernel dynamic memory is slab, page tables and stacks; a file in a tmpfs is user data, and cannot be reclaimed.
# Behaviour: the row is what remains of total less free, anonymous and mapped pages: on a node that reads files it is most of the memory,
#            without any leak in the kernel. Its column Cache holds all of Cached that is not mapped, tmpfs with it, and is headed (in
#            the tool's own words) as reclaimable; with no swap none of the tmpfs is. Free memory has its whole size in Cache too.
# Version:   smem 1.5-2, Debian 12.
# Source:    smem, showsystem(): kd, kdc.
# So:        neither "the kernel had 20 GiB" nor "all of it was cache" in a bundle's smem speaks of a leak or of its absence.
set -euo pipefail
folder=$(mktemp -d); shared=$(mktemp -d -p /dev/shm); trap 'rm -rf "$folder" "$shared"' EXIT; cd "$folder"
apt-get download -qq smem=1.5-2 2>/dev/null
dpkg -x smem_*.deb unpacked
head -c 268435456 /dev/urandom >"$shared/report"
python3 unpacked/usr/bin/smem -w | tee whole.txt
python3 - <<'P'
kernel = {line.split(':')[0]: int(line.split()[1]) for line in open('/proc/meminfo')}
rows = {line[:24].strip(): [int(cell) for cell in line[24:].split()] for line in open('whole.txt').read().splitlines()[1:]}
used, cache, rest = rows['kernel dynamic memory']
own = kernel['Slab'] + kernel['PageTables'] + kernel['KernelStack']
print('slab, page tables and stacks:', own, 'kB; tmpfs and shared memory:', kernel['Shmem'], 'kB')
near = lambda one, other: abs(one - other) < 131072
assert near(used, kernel['MemTotal'] - kernel['MemFree'] - kernel['AnonPages'] - kernel['Mapped'])
assert used > own + 200000
assert kernel['Shmem'] >= 262144
assert near(cache, kernel['Buffers'] + kernel['SReclaimable'] + kernel['Cached'] - kernel['Mapped'])
assert rows['free memory'][0] == rows['free memory'][1]
P
echo "seen: what the kernel holds by this table is page cache and tmpfs"
