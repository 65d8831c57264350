#!/usr/bin/env bash
# `az … -o tsv` and `-o table` put columns in other orders than the query's, and each in its own.
#
# Guess:     the columns come as `| project SyslogMessage, TimeGenerated` put them, with a line of names in both.
# Behaviour: tsv has no line of names; a plain mapping (what the service's JSON becomes) is ordered by name, an ordered one (what
#            some commands build) as it was built, so that the message may stand anywhere. null is the word None, nested values are empty.
#            table drops columns that hold only null or nested values, and orders by name where no transform is given.
# Version:   knack 0.14.0, the output layer of Azure CLI.
# Source:    knack/output.py, _dump_row (an OrderedDict as it is, other mappings sorted) and _auto_table_item (should_sort_keys).
# So:        a row of such an export has no fixed place for the message: it must be found by what it holds.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check knack==0.14.0
venv/bin/python - <<'P'
from collections import OrderedDict
from knack.output import format_table, format_tsv
from knack.util import CommandResultItem

pairs = [("TimeGenerated", "2025-12-13T07:23:21Z"), ("SyslogMessage", "oom-kill:constraint=…"), ("Computer", "n1"),
         ("Facility", None), ("Tags", {"a": 1})]
plain = format_tsv(CommandResultItem([dict(pairs)]))
ordered = format_tsv(CommandResultItem([OrderedDict(pairs)]))
table = format_table(CommandResultItem([dict(pairs)]))
print("plain:  ", repr(plain)); print("ordered:", repr(ordered)); print(table)
assert plain.split("\t")[:3] == ["n1", "None", "oom-kill:constraint=…"], plain
assert ordered.split("\t")[:3] == ["2025-12-13T07:23:21Z", "oom-kill:constraint=…", "n1"], ordered
assert table.split("\n")[0].split() == ["Computer", "SyslogMessage", "TimeGenerated"], table
print("seen: tsv by name for a plain mapping, as built for an ordered one; table by name, without null and nested columns")
P
