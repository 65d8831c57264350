# The window's labels and sentences.

## The toolbar

language = Language
language-system = System
language-no-font = Japanese (no font on this computer has its letters)
language-cannot-write = Japanese can't be shown because no font on this computer has its letters. Install a Japanese font (on Debian and Ubuntu: fonts-noto-cjk) and restart oomscope

## The empty window

window-empty-title = Whose memory limit was reached?
window-empty-words = Open the logs of a Linux node: syslog, kern.log, a journal export, dmesg, or a whole support bundle, compressed or not. oomscope finds and explains every kill by the kernel’s OOM killer, with the lines that prove it. Nothing leaves this computer.
window-open-logs = Open logs…
window-try-sample = Try the sample
window-drop-or-paste = Or drop files and folders here, or paste lines with Ctrl+V.
window-opened-before = Opened before

## Where there is no kill

window-reading = Reading…
window-reading-words = Kills appear here as they are found.
window-nothing-read = Nothing could be read
window-no-kill = No kill in these logs
window-stopped-words = Reading was stopped before the end. The rest might contain kills.
window-sentence = { $words }.
window-open-others = Open other logs…
window-what-was-read = What was read
window-drop-to-add = Drop to add to what is open
window-drop-to-open = Drop to open (hold Ctrl to add)

## What became of something

window-saved = Saved { $path }
window-report-not-made = The report couldn't be made: { $why }

## The toolbar's buttons and menus

window-open = Open…
window-recent = Recent
window-paste = Paste
window-paste-hint = Open the log lines from the clipboard (Ctrl+V)
window-paste-lines = Open the log lines from the clipboard
window-add = Add to what is open…
window-open-by-path = Open by path…
window-close-all = Close all
window-reopen = Reopen what was open before
window-nothing-opened = Nothing opened yet
window-recent-masked = Names are hidden while masking is on
window-sample = The sample log
window-export = Export
window-export-html = Save report as HTML…
window-export-markdown = Save report as Markdown…
window-export-csv = Save kills as CSV…
window-export-tsv = Save kills as TSV…
window-export-ticket = Save ticket text (Markdown)…
window-export-jira = Save ticket text (Jira)…
window-copy-ticket = Copy text for a ticket (Markdown)
window-copy-ticket-jira = Copy text for a ticket (Jira)
window-export-json = Save everything as JSON…
window-export-jsonl = Save kills as JSON lines…
window-copy-card = Copy card as picture
window-picture-of = Picture of kill, timeline or overview…
window-theme = Light or dark
window-theme-system = System
window-theme-light = Light
window-theme-dark = Dark
window-calm = Reduce motion
window-calm-hint = No fading, sliding, or blinking
window-moves = Restore motion
window-mask = Mask
window-mask-hint = Replace the names of nodes, pods, processes, and addresses with placeholders, here and in everything that is exported (Ctrl+M)
window-mask-later = Available when everything has been read
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
window-group-pass-on = Sharing
window-group-window = Window
window-key-open = Open logs
window-key-add = Open more logs
window-key-open-path = Open a log by path
window-key-close = Close all logs
window-key-account = What was read
window-key-copy-card = Copy the kill’s card as a picture
window-key-picture = Make a picture of the kill, the timeline, or the overview
window-key-save-report = Save the report as HTML
window-key-mask = Mask names, or show them again
window-key-help = Show these shortcuts
window-key-commands = Find a command or a kill by name
window-key-choose-all = Select all kills in the list
window-key-compare = Compare two selected kills, or one with the previous kill of its series
window-key-filter = Filter the kills
window-key-find-in-log = Find in the log
window-key-go-to-line = Go to a line of the log
window-key-wrap-log = Wrap long lines of the log, or no longer
window-key-list-finds = List all lines that were found, or no longer
window-key-next = Next kill (also ↓)
window-key-previous = Previous kill (also ↑)
window-key-page-down = Ten kills forward
window-key-page-up = Ten kills back
window-key-first = First kill
window-key-last = Last kill
window-key-unfold = Expand the kill’s series
window-key-fold = Collapse the kill’s series
window-key-choose-next = Extend the selection to the next kill
window-key-choose-previous = Extend the selection to the previous kill
window-key-next-in-time = Next kill on the timeline
window-key-previous-in-time = Previous kill on the timeline
window-key-zoom-in = Zoom in on the timeline
window-key-zoom-out = Zoom out on the timeline
window-key-zoom-fit = Show the whole timeline
window-key-next-find = Next match in the log
window-key-previous-find = Previous match in the log
window-key-escape = Close the topmost panel, or show all kills

## The search for commands

window-quick = Type a command, file, process, or pod
window-quick-none = No matches
window-quick-colours = Theme: { $theme }
window-quick-lanes = Timeline lanes: { $lanes }
window-quick-sort = Sort kills: { $order }
window-quick-columns = Reset the task table’s columns
window-quick-sample = Open the sample log
window-quick-open = Open { $path }

## Sheets

window-close = Close
window-not-read = Not read: it { $why }
window-userspace-kills = { $count ->
    [one] { $count } line
   *[other] { $count } lines
} of kubelet, systemd-oomd, or earlyoom show kills that weren't made by the kernel
window-nothing-yet = Nothing yet
window-close-one = Close { $name }
window-close-one-hint = Close { $name }. The others are read again
window-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
window-not-to-its-end = couldn't be read to its end
window-note-at-line = • { $note } (line { $line })
window-note-at-lines = • { $note } (lines { $first }–{ $last })
window-open-path-words = Type the path of a file or folder, drop files on the window, or name them on the command line. If Open… shows no file dialog, this desktop doesn't have one: install xdg-desktop-portal-gtk or zenity.
window-open-path-verb = Open
window-save-path = Save to path
window-save-path-words = This desktop has no file dialog. Type where to save the file.
window-save-path-verb = Save
window-path = Path

## Closing and opening again

window-logs = { $count ->
    [one] { $count } log
   *[other] { $count } logs
}
window-closed = Closed { $what }
window-stdin-would-be-lost = Standard input can be read only once. Closing another log would lose it
window-stdin-gone = Standard input can be read only once and is no longer available
window-stdin-not-shown = Standard input can be read only once and is no longer shown
window-nothing-before = Nothing was open before
window-masked-log = a log
window-standard-input = standard input
window-title-reading = oomscope – { $what } – reading
window-title-signs = oomscope – { $what } – { $count ->
    [one] { $count } sign of a kill
   *[other] { $count } signs of kills
}
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
window-clipboard-empty = The clipboard has no text. Copy some lines of a log first
window-copied = Copied { $what }
window-copied-card = Copied the card as a picture
window-copied-timeline = Copied the timeline as a picture
window-copied-overview = Copied the overview as a picture
window-copied-ticket = the text for a ticket
window-copied-words = what the picture says
window-lines-busy = The log's lines can't be fetched right now

## The headline

window-none-yet = No kill found yet
window-none-found = No kill found
window-stopped = Stopped. The rest wasn't read
window-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
window-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
window-account-hint = What was read, what was skipped, and what was unusual
window-stop = Stop
window-stop-hint = Stop reading and keep what was found
window-read = Read { $size }
window-read-of = Read { $size } of { $total }

window-select-a-kill = Select a kill in the list or on the timeline

window-key-fold-tabs = Collapse or expand the tabs
window-quick-language = Language: { $language }

## What else is said

window-too-busy = Busy. Try again in a moment
window-dialog-open = Open logs
window-dialog-save = Save
window-the-sample-log = the sample log
window-pasted-text = pasted text

## Times

window-times = Times
window-times-printed = Times as printed
window-times-in = Times in { $zone }
window-times-zone-computer = this computer's zone
window-times-partly-in = Times in { $zone }, some as printed
window-times-year-assumed = year assumed
window-times-year-set = year { $year } set by hand
window-times-zone-set = log's zone set by hand
window-times-hint = The time zone of the times shown, and what is assumed about them
window-times-show = Show times
window-times-choice-printed = As printed
window-times-show-hint = In the window, in pictures, and in reports. The log's own text never changes.
window-times-without-zone = Logs without a time zone
window-times-log-zone = Time zone of the log
window-times-not-known = Unknown
window-times-without-zone-hint = Times aren't shifted unless you set the time zone in which they were written. Times shifted this way are marked as assumed.
window-times-without-year = Logs whose dates have no year
window-times-without-year-hint = The year of the log's last line. Earlier years follow at each New Year. It is marked as assumed.
window-times-choice-computer = This computer's
window-times-typed = The time zone that you typed
window-times-another = { $what }: another time zone, such as Europe/Berlin, or an offset from UTC
window-times-offset = { $what }: time zone or offset from UTC
window-times-set = Set
window-times-write-like = Use the form Europe/Berlin or +09:00
window-times-earlier = One year earlier
window-times-later = One year later
window-times-as-inferred = As inferred
window-times-correct-year = Correct the year…
window-times-stdin = Standard input can be read only once. Save it to a file and open that, or use oomscope report with --year and --log-zone
window-tabs-unfold = Expand the tabs (T)
window-tabs-fold = Collapse the tabs (T)
window-open-folder-of-logs = Open folder…
window-dialog-folder = Open a folder of logs
window-nothing-at-path = There is nothing at { $path }: what is open stays open
window-key-times = Times: zone and year…
window-quick-also-system = theme appearance colors colours
window-quick-also-light = theme appearance colors colours light mode
window-quick-also-dark = theme appearance colors colours dark mode
window-quick-also-lanes = timeline rows group by
window-quick-also-times = year zone timezone clock utc date
window-quick-kill = Kill { $number }: { $victim } · { $place } · { $scope }
window-key-series = Show the series of the selected kill: memory and rhythm
window-key-only-owner = Show only this kill’s pod, or all again
window-key-affected = Show who is affected, or the kill again
window-key-only-workload = Show only this kill’s workload, or all again
window-times-by-region = By region
window-times-by-region-of = { $what }: by region
window-times-example = Berlin, +09:00 …
