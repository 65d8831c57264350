#!/usr/bin/env bash
# jc cannot read /proc/pagetypeinfo of a node with more than 100,000 free blocks of one kind.
#
# Guess:     every number of /proc/pagetypeinfo is a number, so a parser of it works on every machine.
# Behaviour: since 5.4 the kernel stops counting a list at 100,000 blocks and prints ">100000" in its place; jc takes each cell for an
#            integer and refuses the whole file. 400 MiB of free single pages of one type are enough, so it fails on roomy nodes
#            and works on the small machine where one tries it.
# Version:   jc 1.25.5 (PyPI).
# Source:    Linux mm/vmstat.c, pagetypeinfo_showfree_print(), since 5.4; jc/parsers/proc_pagetypeinfo.py.
# So:        a cell of this file is "at least", not a count; fragmentation told from a collector's JSON may be missing on large nodes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jc==1.25.5

table() {
    cat <<L
Page block order: 9
Pages per block:  512

Free pages count per migrate type at order       0      1      2      3      4      5      6      7      8      9     10 
Node    0, zone   Normal, type    Unmovable   1207    811    340    120     44     18      7      3      1      0      0 
Node    0, zone   Normal, type      Movable $1  61021  20110   7044   3100   1204    402    120     33      9      2 

Number of blocks type     Unmovable      Movable  Reclaimable   HighAtomic      Isolate 
Node 0, zone   Normal          812         7100          280            0            0 
L
}
small=$(table " 99999" | venv/bin/jc --proc-pagetypeinfo)
roomy=$(table ">100000" | venv/bin/jc --proc-pagetypeinfo 2>&1 || true)
printf 'a small node: %.90s…\na roomy node: %s\n' "$small" "$(head -n 1 <<<"$roomy")"
grep -q '99999' <<<"$small"
grep -q 'could not parse' <<<"$roomy"
echo "seen: the kernel's \">100000\" makes the whole file unreadable to jc"
