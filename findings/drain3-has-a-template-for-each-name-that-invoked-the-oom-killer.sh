#!/usr/bin/env bash
# drain3 makes a template of its own for each process name that "invoked oom-killer", and another for padded stamps.
#
# Guess:     five of six words are the same, well above the threshold of similarity (0.4): one template, "<*> invoked oom-killer: …".
# Behaviour: lines are first sorted by their number of words and by their first two words, and only within that compared. "java invoked …"
#            and "mysqld invoked …" never meet, so that kills of ten programs are ten rare templates. A stamp of a young node, "[
#            12.345678]", is two words where "[12345.678901]" is one: the same kill has two templates before and after 10,000 s. The kill's
#            own line, with the name further back, is one.
# Version:   drain3 0.9.11 (PyPI), default settings.
# Source:    P. He et al., "Drain: An Online Log Parsing Approach with Fixed Depth Tree" (2017), III-C and III-D; drain3/drain.py,
#            tree_search().
# So:        a list of the commonest templates hides kills; take kernel stamps off first, and look for rare templates with the same end.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet drain3==0.9.11
env/bin/python >seen.txt <<'P'
from drain3 import TemplateMiner
from drain3.template_miner_config import TemplateMinerConfig
def templates(lines):
    miner = TemplateMiner(config=TemplateMinerConfig())
    for line in lines:
        miner.add_log_message(line)
    return len(miner.drain.clusters)
names = ["java", "mysqld", "nginx", "python3"]
print("invoked:", templates(f"{name} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=936" for name in names))
kill = "Out of memory: Killed process {} ({}) total-vm:{}kB"
print("killed:", templates(kill.format(40 + at, name, 1000 + at) for at, name in enumerate(names)))
print("killed, early and late:", templates(stamp + kill.format(7, "java", 1000) for stamp in ["[   12.345678] ", "[12345.678901] "]))
P
cat seen.txt
grep -qx 'invoked: 4' seen.txt
grep -qx 'killed: 1' seen.txt
grep -qx 'killed, early and late: 2' seen.txt
echo "seen: four names are four templates"
