# The window's labels and sentences.

## The toolbar

language = Language
language-system = System
language-no-font = Japanese (no font on this machine has its letters)
language-cannot-write = Japanese cannot be shown: no font on this machine has its letters. Install a Japanese font (on Debian and Ubuntu: fonts-noto-cjk) and start oomscope again

## The empty window

window-empty-title = Whose memory limit was hit?
window-empty-words = Open the logs that a Linux node left behind: syslog, kern.log, a journal export, dmesg, a whole support bundle, compressed or not. Every kill by the kernel’s OOM killer is found and explained, with the lines that prove it. Nothing leaves this machine.
window-open-logs = Open logs…
window-try-sample = Try the sample
window-drop-or-paste = Or drop files and folders here, or paste lines with Ctrl+V.
window-opened-before = Opened before

## Where there is no kill

window-reading = Reading…
window-reading-words = Kills appear here as soon as they are found.
window-nothing-read = Nothing could be read
window-no-kill = No kill in these logs
window-stopped-words = Reading was stopped before the end: a kill may stand in the rest.
window-skipped = { $name } { $why }.
window-sentence = { $words }.
window-open-others = Open other logs…
window-what-was-read = What was read
window-drop-to-add = Drop to add to what is open
window-drop-to-open = Drop to open (hold Ctrl to add)
