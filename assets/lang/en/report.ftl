# Headings and sentences of reports.

not-in-the-log = not in the log

## The headline

headline-none = No OOM kill found
headline-none-but-signs = No kernel report of an OOM kill found; { $signs ->
    [one] { $signs } sign
   *[other] { $signs } signs
} of a kill from other sources
headline-on-host = { $kills } on { $host }
headline-on-nodes = { $kills } on { $nodes } nodes
headline-when = { $what }, { $span }
headline-levels = { $what }: { $levels }
headline-without-kill = { $what }; { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} of the OOM killer without a kill
at-container = at a container or pod limit
at-container-counted = { $count } at a container or pod limit
at-node = at node level
at-node-counted = { $count } at node level
at-outside = at a limit outside Kubernetes
at-outside-counted = { $count } at a limit outside Kubernetes
at-manual = asked for by hand
at-manual-counted = { $count } asked for by hand
at-unknown = at a level that the log does not tell
at-unknown-counted = { $count } at a level that the log does not tell
span-year-assumed = { $span } (year assumed)
span-zone-assumed = { $span } (zone assumed)
span-year-and-zone-assumed = { $span } (year and zone assumed)

## Where no kill was found

read-nothing = Nothing was read
# within the following sentences: "20 lines"
read-lines = { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}
read-one = { $name } was read ({ $lines }, { $size }); no OOM kill was found
read-one-as = { $name } was read as { $dialects } ({ $lines }, { $size }); no OOM kill was found
read-many = { $files } files were read ({ $lines }, { $size }); no OOM kill was found
read-not-understood = No line of { $names } was understood as a log line near a kill: it may be another kind of file
survey-empty = { $name } is empty
# The facts that follow are joined with the separator: "13 Dec 2023 07:23:21 – 07:25:00; nodes n1, n2; lines of the kernel are in it".
survey-whole = What { $name } holds: { $facts }
survey-beginning = What the beginning of { $name } holds: { $facts }
survey-nodes = nodes: { $nodes }
survey-kernel = lines of the kernel are in it
survey-no-kernel = no line of the kernel is in it
survey-separator = {"; "}
names-and-more = { $names } and { $more } more
left-out = Not read: { $inputs }
left-out-and-more = Not read: { $inputs }; and { $more } more
look-in-other-files = The kernel's lines may be in another file: /var/log/kern.log or /var/log/syslog on Debian and Ubuntu, /var/log/messages on Red Hat, Amazon and Azure Linux, only the journal on many newer systems
look-in-older-logs = The kill may be older than this log: look at the rotated files too (kern.log.1, kern.log.2.gz), or at earlier boots (journalctl -k -b -1)
look-for-filters = A log without any kernel line was filtered: rsyslog may send kern.* elsewhere, and a log service may collect programs only
look-on-node = On the node, journalctl -k --since "2 days ago" and dmesg -T show what the kernel itself still knows

## The chapter of a kill

kill-chapter = Kill { $number }: { $headline }
died-nobody = nobody
died-with-others = { $victim } and { $others } more
when-year-assumed = { $when }, year assumed
when-zone-assumed = { $when }, zone assumed
when-year-and-zone-assumed = { $when }, year and zone assumed
when-printed = { $when } (in the log: { $printed })
fact-when = When
fact-node = Node
fact-killed = Killed
fact-holder = Largest holder
fact-trigger = Asked for memory
fact-pod = Pod
fact-qos = QoS class
fact-container = Container
fact-container-id = Container id
fact-limit-cgroup = Limit was hit in
fact-victim-cgroup = Victim lived in
fact-kernel = Kernel
fact-in-log = In the log
heading-why = Why
heading-next-steps = What to do
heading-evidence = Evidence
counter-memory = Memory
counter-swap = Swap
counter-memory-and-swap = Memory and swap
counter-kernel = Kernel memory
heading-usage = Usage against limit
heading-cgroup-memory = Memory of the limit's cgroup
heading-node-memory = Memory of the node
heading-insights = What the numbers tell
inferred = { $text } (inferred)
usage-unlimited = { $usage } used, no limit, { $failcnt ->
    [one] { $failcnt } failed charge
   *[other] { $failcnt } failed charges
}
usage-limited = { $usage } of { $limit } used ({ $share }), { $failcnt ->
    [one] { $failcnt } failed charge
   *[other] { $failcnt } failed charges
}
column-part = Part
column-size = Size
column-bytes = Bytes
column-share = Share
row-all = All
column-pid = Pid
column-process = Process
column-user = User
column-anonymous = Anonymous
column-file = File
column-shared = Shared
column-page-tables = Page tables
column-oom-score-adj = oom_score_adj
column-resident = Resident
column-swapped-out = Swapped out
column-fate = Fate
fate-killed = killed
heading-victims = Killed processes
heading-tasks = Largest processes
and-more = … and { $more } more
page-size-assumed = The size of a page is not in the log; 4 KiB are assumed
heading-companions = What other programs wrote
heading-notes = Notes

## The page

column-kill = Kill
column-limit-of = Limit of
column-pod-or-cgroup = Pod or cgroup
kills-without-chapter = { $kills ->
    [one] { $kills } more kill has
   *[other] { $kills } more kills have
} no chapter here; the JSON report holds all of them
kills-left-out = { $kills ->
    [one] { $kills } more kill
   *[other] { $kills } more kills
} in these logs are left out: this report was asked for without them
kills-not-listed = { $kills ->
    [one] { $kills } more kill
   *[other] { $kills } more kills
} are not listed
heading-repeats = Repeats
series-line = { $title }: { $summary }
chapter-pressure = Memory pressure on the node
lines-not-shown = { $lines ->
    [one] { $lines } more line is
   *[other] { $lines } more lines are
} not shown
chapter-sources = What was read
column-source = Source
column-lines = Lines
column-read-as = Read as
sources-not-listed = { $sources ->
    [one] { $sources } more source
   *[other] { $sources } more sources
} are not listed
heading-source-notes = Notes on the sources
not-read = Not read
not-to-its-end = { $dialects } (not to its end)
page-footer = Made by { $generator } from the log alone. Sizes are binary: 1 MiB is 1,048,576 bytes; the kernel's kB is 1,024 bytes.
page-footer-zone = { $footer } Times are in { $zone }.
page-footer-masked = { $footer } { $stays }.
mask-stays = Names are made up, and what may be one is [masked]; user ids, process ids, times, sizes, line numbers and names that every node has are those of the log
kills-over-time = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} over time
axis-seconds = { $seconds } s
