#!/usr/bin/env bash
# fastjsonschema takes a schema of draft 2020-12 for an older one, without a word: it refuses what is valid and takes what is not.
#
# Guess:     an error for a "$schema" that it does not know, or the check that is asked for.
# Behaviour: it reads all unknown drafts as draft 7, where words that came later mean nothing. "prefixItems" with "items": false, a pair of
#            numbers, refuses every array that is not empty; "unevaluatedProperties": false and "dependentRequired" let everything through.
# Version:   fastjsonschema 2.22.3, jsonschema 4.26.0 (PyPI) beside it.
# Source:    fastjsonschema/__init__.py, _get_code_generator_class(); JSON Schema 2020-12, Core, 10.3.1.1 and 11.
# So:        a report (of a tool whose schema is of this draft) that "does not validate" may be fine: ask what it was checked with.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet fastjsonschema==2.22.3 jsonschema==4.26.0
env/bin/python >seen.txt <<'P'
import fastjsonschema, jsonschema
schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "unevaluatedProperties": False,
          "properties": {"lines": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}], "items": False}}}
def tried(check):
    try:
        check()
    except Exception:
        return "refused"
    return "taken"
for value in [{"lines": [17, 21]}, {"lines": [17, 21, 25]}, {"unknown": 1}]:
    print(value, "jsonschema:", tried(lambda: jsonschema.validate(value, schema)),
          "fastjsonschema:", tried(lambda: fastjsonschema.compile(schema)(value)))
P
cat seen.txt
grep -qF "{'lines': [17, 21]} jsonschema: taken fastjsonschema: refused" seen.txt
grep -qF "{'lines': [17, 21, 25]} jsonschema: refused fastjsonschema: refused" seen.txt
grep -qF "{'unknown': 1} jsonschema: refused fastjsonschema: taken" seen.txt
echo "seen: the wrong way round"
