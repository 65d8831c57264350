#!/usr/bin/env bash
# The dmesg.txt that systemd-pstore makes of two crash dumps begins with the later one, in a folder whose name is a tenth of its time.
#
# Guess:     each dump that the kernel kept gets its own dmesg.txt, or both stand in one in the order of time; a folder is named by the
#            moment in seconds.
# Behaviour: records belong together if all but the last six digits of their number are equal. The number is seconds, two digits of
#            part and three of count, so six digits take one digit of the seconds too: an oops and the panic that follows within the
#            same ten seconds get one dmesg.txt. In it the parts go backwards by number: that puts each dump's parts right and the panic
#            before the oops. 1765610621 becomes a folder 176561062, which read as a time is of 1975. Originals are taken out of pstore.
# Version:   systemd 252.39-1~deb12u2, Debian 12; numbers of the kernel's efi-pstore.
# Source:    systemd src/pstore/pstore.c, process_dmesg_files() and PSTORE_FILENAME_IGNORE; Linux drivers/firmware/efi/efi-pstore.c,
#            generic_id().
# So:        in a bundle's /var/lib/systemd/pstore stamps may go back within a file though the node did not boot between; sort by them.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=252.39-1~deb12u2
apt-get download -qq "systemd=$version" "libsystemd-shared=$version" libacl1=2.3.1-3 libblkid1=2.38.1-5+deb12u3 libmount1=2.38.1-5+deb12u3 \
    libcap2=1:2.66-4+deb12u3+b1 libcrypt1=1:4.4.33-2 libgcrypt20=1.10.1-3+deb12u1 libgpg-error0=1.46-1 libip4tc2 libkmod2=30+20221128-1 \
    liblz4-1=1.9.4-1 libssl3 libpam0g=1.5.2-6+deb12u3 libaudit1=1:3.0.9-1 libcap-ng0=0.8.3-1+b3 libseccomp2=2.5.4-1+deb12u1 \
    libselinux1=3.4-1+b6 libpcre2-8-0=10.42-1+deb12u2 libzstd1=1.5.4+dfsg2-5+deb12u1 liblzma5=5.4.1-1+deb12u2 libc6 2>/dev/null
mkdir root
for package in *.deb; do dpkg -x "$package" root; done
store=root/sys/fs/pstore
mkdir -p "$store" root/var/lib/systemd
put() { { echo "$2"; cat; } >"$store/dmesg-efi-$1"; }
# The oops at 1765610621, in two parts (the first holds the end), and the panic three seconds later.
put 176561062101001 'Oops#1 Part1' <<<'<4>[   10.200000] oops, its end'
put 176561062102001 'Oops#1 Part2' <<<'<4>[   10.100000] oops, its beginning'
put 176561062401002 'Panic#2 Part1' <<<'<0>[   13.200000] panic, its end'
put 176561062402002 'Panic#2 Part2' <<<'<0>[   13.100000] panic, its beginning'
PATH=$PATH:/usr/sbin:/sbin
enter() { if [ "$(id -u)" = 0 ]; then chroot "$@"; else unshare -r chroot "$@"; fi; }
LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu/systemd enter root /lib/systemd/systemd-pstore
( cd root/var/lib/systemd/pstore && find . -name dmesg.txt && grep -h '^<' 176561062/dmesg.txt ) | tee seen.txt
[ "$(sed -n 1p seen.txt)" = ./176561062/dmesg.txt ]
[ "$(grep -o 'oops.*\|panic.*' seen.txt | paste -sd';')" = 'panic, its beginning;panic, its end;oops, its beginning;oops, its end' ]
[ -z "$(ls "$store")" ]
echo "seen: one file of two dumps, the later one first"
