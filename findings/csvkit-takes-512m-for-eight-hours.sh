#!/usr/bin/env bash
# csvkit takes a column of memory limits such as 512M, or of CPU requests such as 500m, for durations.
#
# Guess:     text, or numbers with a suffix; a tool that infers types leaves alone what it does not know.
# Behaviour: if all cells of a column can be read as a time, it is one: m and M are minutes. 512M is 8:32:00, 500m of a CPU 8:20:00, 1500m
#            "1 day, 1:00:00". csvlook shows it so, csvstat adds it up, and csvsort *writes* it so. One "1g" among them, and all is text.
#            Cells none, null, n/a and na become empty: a process of that name has none. `-I --blanks` turns all of this off.
# Version:   csvkit 2.2.0, agate 1.14.2 with pytimeparse 1.1.10 (PyPI).
# Source:    agate/type_tester.py (TimeDelta is tried before Text) and data_types/timedelta.py; pytimeparse.parse().
# So:        a table of limits that came through csvkit may hold hours; 8:32:00 is 512 MB.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet csvkit==2.2.0 agate==1.14.2 pytimeparse==1.1.10
printf 'pod,cpu,memory\njava,1500m,512M\nnone,250m,256M\n' >pods.csv
env/bin/csvsort -c pod pods.csv | tee seen.txt
env/bin/csvsort -I --blanks -c pod pods.csv | tee as-it-is.txt
grep -qx 'java,"1 day, 1:00:00",8:32:00' seen.txt
grep -qx ',4:10:00,4:16:00' seen.txt
grep -qx 'none,250m,256M' as-it-is.txt
printf 'pod,memory\njava,512M\nnginx,1g\n' >mixed.csv
env/bin/csvsort -c pod mixed.csv >mixed.txt; grep -qx java,512M mixed.txt
echo "seen: 512M is eight and a half hours"
