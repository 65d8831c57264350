#!/usr/bin/env bash
# Converters of HTML to Markdown write gfp\_mask, \[12345.678901\] and "oom-", line break, "kill:" for the kernel's lines of a ticket.
#
# Guess:     letters, digits, brackets and underscores within a word come out as they went in; Markdown needs no escape there.
# Behaviour: markdownify puts a backslash before each underscore and star, turndown before brackets as well; every cgroup path, gfp mask,
#            function name and line of the buddy lists ("1\*4kB") is changed. html2text leaves the letters, but breaks lines at 78 columns,
#            at hyphens too: "oom-kill:constraint=…" begins with "kill:" on a line of its own. Only what stands in <pre> is kept.
# Version:   markdownify 1.2.3 and html2text 2025.4.15 (PyPI), turndown 7.2.5 (npm).
# Source:    markdownify's options escape_underscores, escape_asterisks (default True); turndown's README, "Escaping Markdown Characters";
#            html2text's docs/usage.md, --body-width and wrap_on_hyphens.
# So:        a log from a wiki or a ticket system that went through Markdown needs its backslashes taken off, and lines joined, before it
#            is read.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund turndown@7.2.5 >/dev/null
python3 -m venv env && env/bin/pip install --quiet markdownify==1.2.3 html2text==2025.4.15
cat >kernel.log <<'T'
[12345.678901] java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=936
oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/kubepods,task=java,pid=4242,uid=0
T
sed 's#.*#<p>&</p>#' kernel.log >ticket.html
env/bin/python >seen.txt <<'P'
import html2text, markdownify
page = open("ticket.html").read()
print("markdownify", markdownify.markdownify(page))
print("html2text", html2text.html2text(page))
print("in pre", markdownify.markdownify("<pre>" + open("kernel.log").read() + "</pre>"))
P
node -e 'const T = require("turndown"); console.log("turndown", new T().turndown(require("fs").readFileSync("ticket.html", "utf8")));' >>seen.txt
grep . seen.txt
grep -qF 'markdownify [12345.678901] java invoked oom-killer: gfp\_mask=0xcc0(GFP\_KERNEL), order=0, oom\_score\_adj=936' seen.txt
grep -qF 'turndown \[12345.678901\] java invoked oom-killer: gfp\_mask=' seen.txt
grep -qx 'oom-' seen.txt
grep -q '^kill:constraint=CONSTRAINT_MEMCG,' seen.txt
[ "$(grep -cxF -f kernel.log seen.txt)" = 2 ]
echo "seen: not a line is as the kernel wrote it"
