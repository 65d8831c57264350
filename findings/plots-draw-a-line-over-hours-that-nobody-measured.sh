#!/usr/bin/env bash
# gnuplot and pygal draw a straight line over the hours for which a series of memory has no value.
#
# Guess:     a gap: the line ends where the samples end, and begins anew.
# Behaviour: gnuplot leaves a row with an empty field, or with the mark of `set datafile missing`, out as if it were not there, and joins
#            its neighbours; only NaN or an empty line breaks the line. pygal joins over None, unless allow_interruptions is set. A node
#            that was dead for two hours looks as if its memory had been level.
# Version:   gnuplot-nox 5.4.4+dfsg1-2+b2, Debian 12; pygal 3.1.3 (PyPI).
# Source:    gnuplot's help, "missing"; pygal's documentation of the option allow_interruptions (default False).
# So:        straight pieces in such a picture are no samples; ask for the numbers.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq $(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances gnuplot-nox=5.4.4+dfsg1-2+b2 |
    grep -E '^(gnuplot|lib)' | grep -vE '^(libc6|libgcc|libstdc)') gnuplot-nox=5.4.4+dfsg1-2+b2 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
libraries=$(find "$PWD/unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
python3 -m venv env && env/bin/pip install --quiet pygal==3.1.3
printf '1,10\n2,20\n3,\n4,\n5,20\n6,50\n' >empty.csv
sed 's/,$/,NaN/' empty.csv >nan.csv
lines() { # FILE: of how many unbroken lines gnuplot makes it, and of how many points
    LD_LIBRARY_PATH=$libraries unpacked/usr/bin/gnuplot-nox -e 'set terminal svg; set output "out.svg"; set datafile separator ","; plot "'"$1"'" using 1:2 with lines notitle'
    grep -A 3 'plot_1' out.svg | grep -o "d='M[^']*'" | tee path.txt | grep -o M | wc -l; grep -o '[0-9],' path.txt | wc -l
}
printf 'gnuplot, empty fields: %s lines, %s points\n' $(lines empty.csv) | tee seen.txt
printf 'gnuplot, NaN: %s lines, %s points\n' $(lines nan.csv) | tee -a seen.txt
env/bin/python - <<'P' | tee -a seen.txt
import re, pygal
for joined in [False, True]:
    chart = pygal.Line(allow_interruptions=joined)
    chart.add("MB", [10, 20, None, None, 20, 50])
    paths = re.findall(r'<path d="(M[^"]*)" class="line reactive', chart.render(is_unicode=True))
    print(f"pygal, None, allow_interruptions={joined}: {len(paths)} lines")
P
grep -qx 'gnuplot, empty fields: 1 lines, 4 points' seen.txt
grep -qx 'gnuplot, NaN: 2 lines, 4 points' seen.txt
grep -qx 'pygal, None, allow_interruptions=False: 1 lines' seen.txt
grep -qx 'pygal, None, allow_interruptions=True: 2 lines' seen.txt
echo "seen: one line over what is missing"
