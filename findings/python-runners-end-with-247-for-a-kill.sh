#!/usr/bin/env bash
# invoke, tox and pdm end with 247 when the command that they run was killed by SIGKILL, and not with 137.
#
# Guess:     137, as the shell and make's message have it; 247 is some exit value of the program's own.
# Behaviour: Python tells a killed child as -9, the runners hand that to their own exit, and the kernel keeps the lowest eight bits: 256 less 9.
#            By the same way a SIGTERM is 241 and an abort 250. uv, which is no Python program, gives 137 for the same command.
# Version:   invoke 3.0.3, tox 4.67.15, pdm 2.29.4, uv 0.13.9 (PyPI).
# Source:    CPython subprocess.py, returncode (negative for signals); exit(3): status & 0xff.
# So:        "exit code 247" in a job's log is a SIGKILL: look for the OOM kill, as one would for 137.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check invoke==3.0.3 tox==4.67.15 pdm==2.29.4 uv==0.13.9
export HOME=$folder PATH=$folder/env/bin:$PATH
cat >tasks.py <<'P'
from invoke import task
@task
def build(context): context.run("kill -9 $$")
P
printf '[tox]\nskipsdist = true\nenv_list = build\n[testenv]\nskip_install = true\nallowlist_externals = sh\ncommands = sh -c "kill -9 $$"\n' >tox.ini
printf '[project]\nname = "job"\nversion = "1"\nrequires-python = ">=3.9"\n' >pyproject.toml
told() { local status=0; "$@" >"$1.log" 2>&1 || status=$?; printf '%s %s\n' "$1" "$status"; }
{
    told inv build
    told tox
    told pdm run sh -c 'kill -9 $$'
    told uv run --no-project sh -c 'kill -9 $$'
} 2>/dev/null | tee seen.txt
[ "$(paste -sd, seen.txt)" = 'inv 247,tox 247,pdm 247,uv 137' ]
echo "seen: 247 is a kill"
