#!/usr/bin/env bash
# No way to write "GFP_KERNEL|__GFP_ZERO" as code in a Markdown table is read alike: one loses a column, the other keeps a backslash.
#
# Guess:     backquotes protect what stands in them, the pipe too; or "\|" is a pipe, wherever a pipe must be escaped.
# Behaviour: by GitHub's rules cells are cut before code is looked for: markdown-it and marked cut the row at the "|", and drop the last
#            column. Written "\|", it is whole there, but Python-Markdown (MkDocs) and mistune show the backslash, as code has no escapes;
#            Python-Markdown is the one that takes the bare pipe. `&#124;` is shown as it stands by all, in code.
# Version:   markdown-it and marked (npm), Markdown and mistune (PyPI), as pinned below.
# Source:    GitHub Flavored Markdown Spec, 4.10 Tables, example 200; Python-Markdown docs, "Tables".
# So:        a mask in a wiki's table may lack flags, or have a "\" that the kernel did not print; a list or a block of code keeps it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund markdown-it@15.0.3 marked@18.2.1 >/dev/null
python3 -m venv env && env/bin/pip install --quiet Markdown==3.11.3 mistune==3.4.0
printf '| gfp_mask | kills |\n|---|---|\n| `GFP_KERNEL|__GFP_ZERO` | 17 |\n' >bare.md
sed 's/KERNEL|/KERNEL\\|/' bare.md >escaped.md
sed 's/KERNEL|/KERNEL\&#124;/' bare.md >named.md
cat >read.js <<'J'
const fs = require("fs"), it = require("markdown-it")(), { marked } = require("marked");
for (const name of ["bare", "escaped", "named"]) {
    const text = fs.readFileSync(name + ".md", "utf8");
    for (const [reader, html] of [["markdown-it", it.render(text)], ["marked", marked.parse(text)]]) console.log(name, reader, html.replace(/\n/g, ""));
}
J
cat >read.py <<'P'
import markdown, mistune
for name in ["bare", "escaped", "named"]:
    text = open(name + ".md").read()
    for reader, html in [("Markdown", markdown.markdown(text, extensions=["tables"])), ("mistune", mistune.create_markdown(plugins=["table"])(text))]:
        print(name, reader, html.replace("\n", ""))
P
{ node read.js; env/bin/python read.py; } | sed 's#.*\(bare\|escaped\|named\) \([A-Za-z-]*\) .*<tbody>\(.*\)</tbody>.*#\1 \2 \3#; s/> *</></g' | sort | tee seen.txt
whole='<tr><td><code>GFP_KERNEL|__GFP_ZERO</code></td><td>17</td></tr>'
for reader in markdown-it marked; do
    grep -qxF "bare $reader <tr><td>\`GFP_KERNEL</td><td>__GFP_ZERO\`</td></tr>" seen.txt
    grep -qxF "escaped $reader $whole" seen.txt
done
grep -qxF "bare Markdown $whole" seen.txt
for reader in Markdown mistune; do grep -qF "escaped $reader <tr><td><code>GFP_KERNEL\\|__GFP_ZERO</code></td>" seen.txt; done
[ "$(grep -c '^named .*amp;#124;' seen.txt)" = 4 ]
echo "seen: each spelling fails somewhere"
