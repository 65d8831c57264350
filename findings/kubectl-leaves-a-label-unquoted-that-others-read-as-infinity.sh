#!/usr/bin/env bash
# A label such as 1234e567 (digits of a commit with one e) stands unquoted in kubectl's YAML; js-yaml and ruamel.yaml read Infinity.
#
# Guess:     kubectl quotes every string that another parser would take for a number, as it does for "12e5", "0o17" and "1_000".
# Behaviour: it quotes what its own reader takes for a number. 1234e567 is too large for a float, is a string to Go, and stays bare.
#            By YAML 1.2's core schema it is a float, so js-yaml and ruamel.yaml give Infinity where a string must stand (a reader that
#            expects a map of strings may refuse the whole list of pods); PyYAML, by YAML 1.1, gives the string.
# Version:   kubernetes-client 1.20.5+really1.20.2-1.1+deb12u1, Debian 12; js-yaml 4.1.0; ruamel.yaml 0.18.6; PyYAML 6.0.2.
# Source:    go-yaml resolve.go (ParseFloat fails with a range error, the scalar stays a string); YAML 1.2.2, 10.3.2, tag resolution.
# So:        a reader of `kubectl get pods -o yaml` must take labels as they are written, not as their schema types them.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
apt-get download -qq kubernetes-client=1.20.5+really1.20.2-1.1+deb12u1
dpkg-deb -x kubernetes-client_*.deb unpacked
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ruamel.yaml==0.18.6 PyYAML==6.0.2
npm install --silent --no-audit --no-fund js-yaml@4.1.0 >/dev/null

cat > pod.json <<'J'
{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "labels": {"commit": "1234e567", "small": "12e5"}},
 "spec": {"containers": [{"name": "c", "image": "x"}]}}
J
unpacked/usr/bin/kubectl label --local -o yaml -f pod.json seen=yes > pod.yaml
grep -E 'commit|small' pod.yaml
grep -q '^    commit: 1234e567$' pod.yaml
grep -q '^    small: "12e5"$' pod.yaml
venv/bin/python - <<'P'
import yaml
from ruamel.yaml import YAML
text = open("pod.yaml").read()
old = yaml.safe_load(text)["metadata"]["labels"]["commit"]
new = YAML(typ="safe", pure=True).load(text)["metadata"]["labels"]["commit"]
print("PyYAML:", repr(old), " ruamel.yaml:", repr(new))
assert old == "1234e567" and new == float("inf")
P
node -e '
const label = require("js-yaml").load(require("fs").readFileSync("pod.yaml", "utf8")).metadata.labels.commit;
console.log("js-yaml:", label);
if (label !== Infinity) process.exit(1);'
echo "seen: a bare label that is a string to kubectl and PyYAML, and Infinity to js-yaml and ruamel.yaml"
