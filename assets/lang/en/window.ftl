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
window-sentence = { $words }.
window-open-others = Open other logs…
window-what-was-read = What was read
window-drop-to-add = Drop to add to what is open
window-drop-to-open = Drop to open (hold Ctrl to add)

## What became of something

window-saved = Saved { $path }
window-report-not-made = The report could not be made: { $why }

## The toolbar's buttons and menus

window-open = Open…
window-recent = Recent
window-paste = Paste
window-paste-hint = Open the log lines on the clipboard (Ctrl+V)
window-paste-lines = Open the log lines on the clipboard
window-add = Add to what is open…
window-open-by-path = Open by path…
window-close-all = Close all
window-reopen = Open again what was open before
window-nothing-opened = Nothing was opened yet
window-recent-masked = Their names are hidden while names are masked
window-sample = The sample log
window-export = Export
window-export-html = Save report as HTML…
window-export-markdown = Save report as Markdown…
window-export-csv = Save kills as CSV…
window-export-tsv = Save kills as TSV…
window-export-json = Save everything as JSON…
window-export-jsonl = Save kills as JSON lines…
window-copy-card = Copy card as picture
window-picture-of = Picture of kill, timeline or overview…
window-theme = Light or dark
window-theme-system = System
window-theme-light = Light
window-theme-dark = Dark
window-calm = Move less
window-calm-hint = Nothing fades, slides or blinks
window-moves = Move as usual
window-mask = Mask
window-mask-hint = Made-up names for nodes, pods, processes and addresses, here and in everything that is exported (Ctrl+M)
window-mask-later = Once everything has been read
window-show-all-kills = Show all kills
window-show-all-kills-hint = Show all kills (Esc)
window-filter-regex = Filter by regular expression
window-filter = Filter: process, pod, node, verdict
window-lanes-verdict = Verdict
window-lanes-pod = Pod
window-lanes-host = Node
window-lanes-victim = Victim

## What keys do

window-shortcuts = Shortcuts
window-shortcut-hint = { $what } ({ $keys })
window-group-logs = Logs
window-group-kills = Kills
window-group-timeline = Timeline
window-group-tabs = Below the card
window-group-pass-on = Passing on
window-group-window = Window
window-key-open = Open logs
window-key-add = Open logs beside those that are open
window-key-open-path = Open a log by its path
window-key-close = Close all logs
window-key-account = What was read
window-key-copy-card = Copy the kill’s card as a picture
window-key-picture = Make a picture of the kill, the timeline or all of it
window-key-save-report = Save the report as HTML
window-key-mask = Made-up names instead of the real ones, and back
window-key-help = Show these shortcuts
window-key-commands = Find a command or a kill by its name
window-key-choose-all = Choose all kills of the list
window-key-compare = Compare two chosen kills, or one with the last of its series
window-key-filter = Filter the kills
window-key-find-in-log = Find in the log
window-key-go-to-line = Go to a line of the log
window-key-next = Next kill (also ↓)
window-key-previous = Previous kill (also ↑)
window-key-page-down = Ten kills on
window-key-page-up = Ten kills back
window-key-first = First kill
window-key-last = Last kill
window-key-unfold = Unfold the kill’s series
window-key-fold = Fold it
window-key-choose-next = Choose the next kill too
window-key-choose-previous = Choose the previous kill too
window-key-next-in-time = Next kill on the timeline
window-key-previous-in-time = Previous kill on the timeline
window-key-zoom-in = Look at the timeline more closely
window-key-zoom-out = Look at more of the timeline
window-key-zoom-fit = All of the timeline
window-key-next-find = Next find in the log
window-key-previous-find = Previous find in the log
window-key-escape = Close what lies on top, else show all kills

## The search for commands

window-quick = Type a command, a file, a process, a pod
window-quick-none = Nothing has such a name
window-quick-colours = Colours: { $theme }
window-quick-lanes = Lanes of the timeline: { $lanes }
window-quick-sort = Sort the kills: { $order }
window-quick-columns = The task table’s columns as they were at first
window-quick-sample = Open the sample log
window-quick-open = Open { $path }

## Sheets

window-close = Close
window-not-read = Not read: it { $why }
window-userspace-kills = { $count ->
    [one] { $count } line
   *[other] { $count } lines
} of kubelet, systemd-oomd or earlyoom tell of kills that the kernel did not make
window-nothing-yet = Nothing yet
window-close-one = Close { $name }
window-close-one-hint = Close { $name }; the others are read anew
window-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
window-not-to-its-end = could not be read to its end
window-note-at-line = • { $note } (line { $line })
window-note-at-lines = • { $note } (lines { $first }–{ $last })
window-open-path-words = Type the path of a file or folder, drop files on the window, or name them on the command line. Where Open… brings no file dialog, this desktop offers none: install xdg-desktop-portal-gtk or zenity to get one.
window-open-path-verb = Open
window-save-path = Save to a path
window-save-path-words = This desktop offers no file dialog. Type where the file shall be written.
window-save-path-verb = Save
window-path = Path

## Closing and opening again

window-logs = { $count ->
    [one] { $count } log
   *[other] { $count } logs
}
window-closed = Closed { $what }
window-stdin-would-be-lost = Standard input can be read only once: closing another log would lose it
window-stdin-gone = Standard input can be read only once and is no longer there
window-stdin-not-shown = Standard input can be read only once and is no longer shown
window-nothing-before = Nothing was open before
window-masked-log = a log
window-standard-input = standard input
window-title-reading = oomscope – { $what } – reading
window-title-kills = oomscope – { $what } – { $count ->
    [one] { $count } kill
   *[other] { $count } kills
}
window-title-incidents = oomscope – { $what } – { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}
window-undo = Undo
window-open-folder = Open folder
window-close-message = Close this message
window-clipboard-empty = The clipboard holds no text: copy some lines of a log first
window-copied = Copied { $what }
window-copied-card = Copied the card as a picture
window-copied-timeline = Copied the timeline as a picture
window-copied-overview = Copied the overview as a picture
window-copied-words = what the picture says
window-lines-busy = The log's lines cannot be fetched just now

## The headline

window-none-yet = No kill found yet
window-none-found = No kill found
window-stopped = Stopped: the rest was not read
window-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
window-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
window-account-hint = What was read, what was skipped, and what was odd
window-stop = Stop
window-stop-hint = Stop reading; what was found stays
window-read = Read { $size }
window-read-of = Read { $size } of { $total }

window-select-a-kill = Select a kill in the list or on the timeline

window-key-fold-tabs = Fold the tabs, or unfold them
window-quick-language = Language: { $language }

## What else is said

window-too-busy = Too much is being made just now; try again in a moment
window-dialog-open = Open logs
window-dialog-save = Save
window-the-sample-log = the sample log
window-pasted-text = pasted text

## Times

window-times = Times
window-times-printed = Times as printed
window-times-computer = Times in this computer's zone
window-times-in = Times in { $zone }
window-times-year-assumed = { $times } · year assumed
window-times-zone-assumed = { $times } · zone assumed
window-times-year-and-zone-assumed = { $times } · year and zone assumed
window-times-hint = The zone that times are shown in, and what is assumed of them
window-times-show = Show times
window-times-choice-printed = As printed
window-times-show-hint = In the window, its pictures and its reports. What the log itself prints is never changed.
window-times-without-zone = Logs that name no zone
window-times-log-zone = Log's zone
window-times-not-known = Not known
window-times-without-zone-hint = Their times are not shifted, unless you say in which zone they were written. What follows from that is marked as assumed.
window-times-without-year = Logs whose dates have no year
window-times-without-year-hint = The year of the log's last line; years before follow at each New Year. It is marked as assumed.
window-times-choice-computer = This computer's
window-times-typed = The offset that you typed
window-times-another = { $what }: another offset from UTC
window-times-offset = { $what }: offset from UTC
window-times-set = Set
window-times-write-like = Write it like +09:00 or -03:30
window-times-earlier = A year earlier
window-times-later = A year later
window-times-as-inferred = As inferred
window-times-correct-year = Correct the year…
window-times-stdin = Standard input can be read only once: save it to a file and open that, or use oomscope report with --year and --log-zone
window-tabs-unfold = Unfold the tabs (T)
window-tabs-fold = Fold the tabs (T)
