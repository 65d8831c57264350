#!/usr/bin/env bash
# liblognorm's field type kernel-timestamp does not take the stamps of a node's first 10,000 seconds.
#
# Guess:     "kernel-timestamp" takes what the kernel prints: [seconds.micros], padded with blanks to five places before the point.
# Behaviour: it wants at least five digits before the point and no blank, so "[   12.304535]" and "[ 9999.304535]" are refused with
#            the whole line. Every rule with this type is silent for the first 2 h 46 min after a boot, which is when a crash loop
#            that began with the boot kills.
# Version:   liblognorm 2.0.6-4, Debian 12 (the normaliser of rsyslog's mmnormalize).
# Source:    liblognorm src/parser.c, PARSER_Parse(KernelTimestamp); Linux kernel/printk/printk.c, print_time(): "[%5lu.%06lu]".
# So:        rules for kernel lines need a second form for padded stamps, and tests with lines of a young node.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq liblognorm-utils=2.0.6-4 liblognorm5=2.0.6-4 libestr0=0.1.11-1 libfastjson4=1.2304.0-1
for package in *.deb; do dpkg-deb -x "$package" unpacked; done
printf 'version=2\nrule=:%%stamp:kernel-timestamp%% %%text:rest%%\n' > kernel.rulebase
normalised() {
    LD_LIBRARY_PATH=$(dirname "$(find "$PWD/unpacked" -name 'liblognorm.so.5' | head -n 1)") \
        unpacked/usr/bin/lognormalizer -r kernel.rulebase
}
seen=$(normalised <<'L'
[36370.037095] Out of memory: Killed process 7 (java)
[   12.304535] Out of memory: Killed process 7 (java)
[ 9999.304535] Out of memory: Killed process 7 (java)
L
)
printf '%s\n' "$seen"
[ "$(grep -c '"stamp": "\[36370.037095\]"' <<<"$seen")" = 1 ]
[ "$(grep -c 'unparsed-data' <<<"$seen")" = 2 ]
echo "seen: stamps below 10,000 s are not taken"
