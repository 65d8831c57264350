#!/usr/bin/env bash
# kubectl writes a memory limit of 0.1Gi as 107374182400m: thousandths of a byte.
#
# Guess:     a quantity stays as it was written, or becomes 107374182.
# Behaviour: a quantity that is no whole number of bytes is written with the suffix m, of which there is no need to think for memory: 0.1Gi
#            is 107374182400m, which looks like 107 GB; 1.1Gi is 1181116006400m. Others change too: 1024Mi becomes 1Gi, 107520Ki 105Mi,
#            1.5G 1500M, while 1e3 stays "1e3" and 512m, half a byte, is taken without a word. A reader made for such limits,
#            kubernetes-resource-parser, gives NaN for 107374182400m.
# Version:   kubernetes-client 1.20.5+really1.20.2-1.1+deb12u1, Debian 12; kubernetes-resource-parser 0.1.0 (npm).
# Source:    k8s.io/apimachinery pkg/api/resource/quantity.go, CanonicalizeBytes(); the API server writes with the same code.
# So:        a limit in a manifest of the cluster may end in m and be a fraction; the kernel's limit of that container is 104856kB, whole pages.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=1.20.5+really1.20.2-1.1+deb12u1
apt-get download -qq "kubernetes-client=$version" 2>/dev/null
dpkg -x kubernetes-client_*.deb unpacked
cat >pod.yaml <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
  - {name: shop, image: shop, resources: {limits: {memory: 7Mi}}}
Y
written() {
    HOME=$folder unpacked/usr/bin/kubectl set resources --local -f pod.yaml "--limits=memory=$1" -o yaml | awk '$1 == "memory:" { print $2 }'
}
for limit in 0.1Gi 1.1Gi 1024Mi 107520Ki 1.5G 1e3 512m; do echo "$limit $(written "$limit")"; done | tee seen.txt
for line in '0.1Gi 107374182400m' '1.1Gi 1181116006400m' '1024Mi 1Gi' '107520Ki 105Mi' '1.5G 1500M' '1e3 "1e3"' '512m 512m'; do
    grep -qxF "$line" seen.txt
done
npm install --silent --no-audit --no-fund kubernetes-resource-parser@0.1.0 >/dev/null
read_back=$(node -p "require('kubernetes-resource-parser').memoryParser('$(written 0.1Gi)')")
echo "read back: $read_back"
[ "$read_back" = NaN ]
echo "seen: a limit in thousandths of a byte"
