# What became of the inputs: what was not read, what was odd about a file, what failed.

## Why an input was not read, as the end of a sentence that its name begins

skipped-input = { $name } { $why }
skip-unread = could not be read: { $why }
skip-binary = is a binary file
skip-system-activity = is sysstat's binary file of a day; on the machine that wrote it, `sar -A -f NAME` prints it as text that can be opened
skip-program = is a program ({ $format })
skip-picture = is a picture ({ $format })
skip-media = is a picture or a sound ({ $format })
skip-document = is a document ({ $format })
skip-database = is a database ({ $format })
skip-event-log = is a Windows event log
skip-capture = is a network capture
skip-crash-dump = is a crash dump of the kernel
skip-package = is a package ({ $format })
skip-library = is a package or library ({ $format })
skip-archive = is an archive ({ $format }), which must be unpacked first
skip-packed = is packed with { $packer }, and must be unpacked first
skip-link = is a link; open the file that it points to
skip-link-within = is a link; the file that it points to is read where it is
skip-part-of-whole = is part of a report that dmesg.txt in the same folder contains in full
skip-pipe = is a named pipe, not a file
skip-socket = is a socket, not a file
skip-device = is a device, not a file
skip-empty-folder = is a folder without files
skip-no-file = isn't an ordinary file
skip-deep = lies more than { $most } folders deep
skip-after-most = and what follows it comes after { $most } files
skip-members-most = has more than { $most } members; the rest is not read
skip-names-cut = has { $members ->
    [one] { $members } member
   *[other] { $members } members
} with names longer than { $size }, which were cut
skip-damaged = is damaged at byte { $byte }; what belongs to it there was not read
skip-encrypted = is encrypted with a password
skip-overlapping = shares bytes with another member, which no archive program writes
skip-nested = lies in more than { $most } archives
skip-part-most = has a part of more than { $most }; the rest of that is not read
skip-mails-deep = holds mails that are attached to each other more than { $most } deep; what is attached further in is not read
skip-mails-size = is larger than { $most }; what is attached to its mails behind that is not read
skip-unread-rest = could not be read to its end: { $why }
failed-input = { $name }: { $why }
failed-more = { $inputs ->
    [one] { $inputs } more input could not be read, or not to its end
   *[other] { $inputs } more inputs could not be read, or not to their ends
}
nothing-unread = Nothing could be read
nothing-unread-because = Nothing could be read: { $reasons }

## What was odd about a source

source-no-utf-8 = The text isn't UTF-8; it was read as { $encoding } (first in line { $line })
source-broken-utf-8 = Bytes that aren't UTF-8 are shown as � in { $lines } of the lines that were read, first in line { $line }
source-lines-cut = { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
} longer than { $most } were cut, first line { $line }
source-record-left-out = A record longer than { $most } was left out
source-layers-most = A line has more than { $most } envelopes around it. The rest wasn't opened
source-nesting-most = A line holds JSON or quoted text within more than { $most } others. The rest wasn't opened
source-depth-most = The OOM killer is named in an object within more than { $most } others. It wasn't read there
source-fields-most = The OOM killer is named in a record behind more than { $most } fields. It wasn't read there
source-values-most = The OOM killer is named on a line behind more than { $most } values. It wasn't read there
source-short-most = More than { $most } lines are shorter than 16 bytes. The rest of those wasn't read
source-stopped = Reading was stopped after { $bytes } bytes
source-ended = Reading ended after { $bytes } bytes: { $why }
source-unread-rest = It could not be read to its end, only { $bytes } bytes: { $why }
source-attachment = An attachment of this mail isn't text. If it isn't listed separately, save it as a file and open that
source-hidden = A script or a style that begins in line { $line } of this page has no end, so nothing after it was read
source-incidents-most = { $kills } kills beyond the first { $most } were left out
source-companions-most = { $lines } lines of other programs beyond the first { $most } were left out of the timeline
source-signs-most = { $signs ->
    [one] { $signs } sign
   *[other] { $signs } signs
} of kills without a report of the kernel beyond the first { $most } were left out
source-refused-most = { $refused ->
    [one] { $refused } request
   *[other] { $refused } requests
} beyond the first { $most } were refused without a kill. The node's memory at those wasn't kept
report-carried = A report that { $generator } wrote. The logs behind it aren't here: its verdicts and sentences are shown as they stand in it
report-masked = The names in this report are made up
report-unknown-keys = The report holds what this version doesn't know ({ $keys }). It is kept and written again, but not shown
report-unread = { $count ->
    [one] { $count } part of the report wasn't understood: { $why }
   *[other] { $count } parts of the report weren't understood, the first because of this: { $why }
}
report-malformed = { $incidents ->
    [one] The report breaks off or is damaged behind { $incidents } kill
   *[other] The report breaks off or is damaged behind { $incidents } kills
}
report-other-schema = The report is in the form { $schema }, and this version reads { $ours }. Nothing of it is shown
source-report-most = What is longer than { $most } in the report was left out
source-kubectl-most = Only the first { $most } of kubectl's output are read
source-kubectl-parts = The listed pods have more than { $most } containers and owners. The rest was left out
source-kubectl-many = More than { $most } pods, nodes and events are listed. The rest was left out
source-settings-most = Only the first { $most } of a node's own file are read
source-settings-many = Nodes' own files have more than { $most } settings. The rest was left out
source-history-most = Prometheus' answer is larger than { $most } and was not read
source-history-many = More than { $most } series of measurements were handed over. The rest was left out
source-history-thinned = A series here has more than { $most } samples. Those that follow each other were taken together, with their least, mean and most
source-history-empty = This has sysstat's header, but no memory was measured: sar -r prints it, sar -S swap
source-history-unread = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} of measurements could not be read and { $rows ->
    [one] is
   *[other] are
} left out
source-history-frozen = All { $rows } rows tell the same of memory, which vmstat of procps-ng 4.0.2 does whatever happens: it repeats the figures of its first row. They are left out
# $day, $or: 2026-12-01
source-history-date = The date in the header may be read in two ways: { $day } is assumed, and it may be { $or }
source-history-no-matrix = This looks like Prometheus' answer to a range query, but it could not be read in full
source-history-other = { $series ->
    [one] { $series } series here is
   *[other] { $series } series here are
} neither container_memory_working_set_bytes with a pod's name nor node_memory_MemAvailable_bytes, and left out
source-kubectl-cut = This is output of kubectl, but it could not be read in full: { $why }
# $year: without thousands set apart
year-as-set = The timestamps of this log have no year. { $year } is the year that was set
year-by-dates = The timestamps of this log have no year. { $year } is taken from dates in other lines
year-by-file = The timestamps of this log have no year. { $year } is taken from the date of the file
stamp-label-assumed = TAI64N labels (@4000…) are read as daemontools and runit write them, 10 seconds ahead of Unix time; if s6-log wrote them, all their times are 27 seconds too late
note-hour-twice = The clock showed this hour twice, as summer time ended. The log doesn't show which of the two it is. The first is assumed, and the kill may have been later by as much as the clock went back
year-by-today = The timestamps of this log have no year. { $year } is taken from today's date

## What failed

fault-not-found = there is no such file or folder
fault-not-allowed = permission denied
fault-is-folder = it is a folder
fault-no-folder = a part of its path isn't a folder
fault-disk-full = no space is left on the disk
fault-read-only = it lies on a file system that cannot be written to
fault-name = its name isn't valid
fault-ends-early = it ends too early
# $words: what a decoder says, in English
fault-damaged = { $words }
fault-too-much = it unpacks to more than { $size } and to more than { $ratio } times its size
fault-tar-end = the mark at the end of the archive is missing, and so might be some members
fault-sparse-map = the map of its holes is damaged
fault-zip-header = the header before it is damaged
fault-zip-method = it is packed with { $method }, and must be unpacked first
fault-checksum = its checksum is wrong
fault-behind = its end is followed by data that isn't part of it
fault-dictionary = unpacking it needs more than { $size } of memory
fault-decoder = the decoder stopped early
fault-grew-shorter = it became shorter while it was read
fault-kept-lines = the lines that were kept could not be read back in full
fault-journal-size = it is a binary journal larger than { $size }; `journalctl --file NAME -o export` may turn it into text that can be opened
fault-journal-damaged = it is a binary journal that is damaged at byte { $byte }; `journalctl --file NAME -o export` may turn it into text that can be opened
fault-gone = { $path } can no longer be opened: { $why }
fault-shorter = { $path } has become shorter since it was read; open it again to see its lines
fault-written = { $path } has been written to since it was read; open it again to see its lines
fault-another = { $path } doesn't begin as it did when it was read; open it again to see its lines
fault-links = its path has too many symbolic links
fault-stdout-is-input = Standard output goes to one of the logs that were opened, and nothing is written to it; choose another file
fault-is-input = { $path } is one of the logs that were opened and is not overwritten; choose another name
fault-unwritten = { $path } could not be written: { $why }
