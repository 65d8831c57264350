#!/usr/bin/env bash
# ssh ends with 255 when the command on the other side was killed, as it does when there was no connection; paramiko gives -1.
#
# Guess:     137, as a shell tells it; 255 is kept for errors of ssh itself ("… or with 255 if an error occurred").
# Behaviour: the server tells of a killed command in another message (exit-signal) than of one that ended (exit-status). The client
#            prints nothing for it and ends with 255; paramiko's recv_exit_status() is -1, its value for "no status came". Where the user's
#            shell on the node stays in between it gives 137, so it depends on that shell whether it runs a lone command in its own place.
# Version:   openssh-server, openssh-client 1:9.2p1-2+deb12u10, Debian 12; paramiko 3.5.0 (PyPI).
# Source:    OpenSSH session.c, session_exit_message() (exit-signal, RFC 4254, 6.10), clientloop.c, client_input_channel_req(): exit-status
#            only; paramiko/channel.py, exit_status = -1.
# So:        a job over ssh that is "retried, since the network failed" may run out of memory each time; look at the node's kernel lines.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
version=1:9.2p1-2+deb12u10
apt-get download -qq "openssh-server=$version" "openssh-client=$version" libwrap0=7.6.q-32 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check paramiko==3.5.0
export LD_LIBRARY_PATH=$PWD/unpacked/usr/lib/x86_64-linux-gnu PORT
PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
for key in own host; do unpacked/usr/bin/ssh-keygen -q -t ed25519 -N '' -f "$key"; done
cat >server.conf <<T
Port $PORT
ListenAddress 127.0.0.1
HostKey $PWD/host
AuthorizedKeysFile $PWD/own.pub
UsePAM no
StrictModes no
PermitRootLogin yes
PidFile none
T
cat >inside.sh <<'S'
{ grep -v '^sshd:' /etc/passwd; echo 'sshd:x:105:65534::/run/sshd:/usr/sbin/nologin'; } >passwd; mount --bind "$PWD/passwd" /etc/passwd
mount -t tmpfs tmpfs /run; mkdir -m 755 /run/sshd
"$PWD/unpacked/usr/sbin/sshd" -D -e -f "$PWD/server.conf" 2>server.log & server=$!
sleep 2
told() { local name=$1 port=$2 status=0; shift 2
    unpacked/usr/bin/ssh -F none -i own -p "$port" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=QUIET root@127.0.0.1 "$@" || status=$?
    printf 'ssh, %s: %s\n' "$name" "$status"; }
told killed "$PORT" "exec sh -c 'kill -9 \$\$'"
told failed "$PORT" 'exit 3'
told 'nobody there' 1 true
env/bin/python - <<'P'
import os, paramiko
client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
client.connect("127.0.0.1", int(os.environ["PORT"]), "root", key_filename="own", allow_agent=False, look_for_keys=False)
for name, command in (("killed", "exec sh -c 'kill -9 $$'"), ("failed", "exit 3")):
    print(f"paramiko, {name}:", client.exec_command(command)[1].channel.recv_exit_status())
P
kill "$server"
S
unshare -m bash inside.sh | tee seen.txt
[ "$(paste -sd ';' seen.txt)" = 'ssh, killed: 255;ssh, failed: 3;ssh, nobody there: 255;paramiko, killed: -1;paramiko, failed: 3' ]
echo "seen: one number for a kill and for no connection"
