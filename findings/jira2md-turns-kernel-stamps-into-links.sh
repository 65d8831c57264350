#!/usr/bin/env bash
# jira2md makes a link of each kernel stamp in a Jira comment, and stars of the underscores in gfp_mask and oom_score_adj.
#
# Guess:     [12345.678901] is text: it is no address; _ within a word is no emphasis, in Jira as in Markdown.
# Behaviour: all that stands in brackets becomes <…>: "[12345.678901]" and the "[ 4242]" of the task table alike. The text from one
#            underscore to a later one is emphasis, across words: gfp_mask … oom_score_adj becomes gfp*mask … oom_score*adj. "1*4kB" of the
#            buddy lists becomes "1**4kB". Only {noformat} or {code} keeps a line.
# Version:   jira2md 3.0.1 (npm).
# Source:    jira2md index.js, to_markdown(): expressions for links, for emphasis and for strong text, without a look at word borders.
# So:        a log that was pasted into a comment and moved by such a tool has lost its times and pids; ask for the comment's raw text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund jira2md@3.0.1 >/dev/null
cat >comment.txt <<'T'
[12345.678901] java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=936
[ 4242]     0  4242   123456    65432   200704        0             0 java
Node 0 DMA: 1*4kB (U) 0*8kB 1*16kB (U) = 20kB
T
node -e 'console.log(require("jira2md").to_markdown(require("fs").readFileSync("comment.txt", "utf8")));' | grep . | tee seen.txt
grep -qxF '<12345.678901> java invoked oom-killer: gfp*mask=0xcc0(GFP_KERNEL), order=0, oom_score*adj=936' seen.txt
grep -qF '< 4242>     0  4242' seen.txt
grep -qF '1**4kB' seen.txt
echo "seen: links and stars"
