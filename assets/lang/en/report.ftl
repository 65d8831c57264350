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
# $whereabouts: the node and the time
headline-of-report = { $whereabouts }: { $headline }
headline-when = { $what }, { $span }
headline-levels = { $what }: { $levels }
headline-only-without-kill = { $reports } reports of the OOM killer that don't show which process was killed
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
at-manual = triggered manually
at-manual-counted = { $count } triggered manually
at-unknown = at a level that the log doesn't show
at-unknown-counted = { $count } at a level that the log doesn't show
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
read-one = { $name } was read ({ $lines }, { $size }). No OOM kill was found
read-one-as = { $name } was read as { $dialects } ({ $lines }, { $size }). No OOM kill was found
read-many = { $files } files were read ({ $lines }, { $size }). No OOM kill was found
read-not-understood = { $names } has no line near a kill that could be read as a log line. It might be another kind of file
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
left-out-and-more = Not read: { $inputs } and { $more } more
look-in-other-files = The kernel's lines might be in another file: /var/log/kern.log or /var/log/syslog on Debian and Ubuntu, /var/log/messages on Red Hat, Amazon Linux, and Azure Linux, and only the journal on many newer systems
look-in-older-logs = The kill might be older than this log. Check the rotated files (kern.log.1, kern.log.2.gz) and earlier boots (journalctl -k -b -1)
look-for-filters = If a log has no kernel lines at all, it might have been filtered: rsyslog can send kern.* elsewhere, and a log service can collect programs only
look-on-node = On the node, journalctl _TRANSPORT=kernel --since "2 days ago" shows the kernel's lines of all boots (journalctl -k those of one boot only), and dmesg -T what is still in the kernel's buffer

## The chapter of a kill

kill-chapter = Kill { $number }: { $headline }
died-nobody = none
died-with-others = { $victim } and { $others } more
when-year-assumed = { $when }, year assumed
when-zone-assumed = { $when }, zone assumed
when-year-and-zone-assumed = { $when }, year and zone assumed
when-printed = { $when } (in the log: { $printed })
fact-when = When
fact-node = Node
fact-killed = Killed
fact-holder = Largest holder
fact-trigger = Triggered by
fact-request = Request
request-printed = gfp_mask={ $mask }, order={ $order } ({ $size })
request-named = gfp_mask={ $mask } ({ $names } on kernel { $kernel }), order={ $order } ({ $size })
request-without-size = gfp_mask={ $mask }, order={ $order }
fact-pod = Pod
fact-workload = Workload
fact-qos = QoS class
fact-container = Container
fact-container-id = Container id
fact-limit-cgroup = Limit of cgroup
fact-figures-of = Figures of
fact-victim-cgroup = Victim's cgroup
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
heading-cgroup-memory = Memory of the cgroup
heading-node-memory = Memory of the node
heading-insights = Findings
heading-terms = Terms
inferred = { $text } (inferred)
computed = { $text } (computed)
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
column-pid = PID
column-process = Process
column-user = User
column-anonymous = Anonymous
column-file = File
column-shared = Shared
column-page-tables = Page tables
column-oom-score-adj = oom_score_adj
column-resident = Resident
column-swapped-out = Swapped out
column-fate = Result
fate-killed = killed
heading-victims = Killed processes
heading-tasks = Largest processes
and-more = … and { $more } more
page-size-assumed = The page size isn't in the log. 4 KiB is assumed
heading-companions = Lines of other programs
heading-notes = Notes

## The page

column-kill = Kill
heading-kills = All kills
heading-affected = Who is affected
column-owner = Workload, pod, or cgroup
column-kills = Kills
column-first = First
column-last = Last
column-apart = Typically apart
column-largest = Largest victim
affected-victim = { $name }, { $size }
affected-level = { $level } ({ $count })
affected-changed = { $node }, from its first kill to its last: { $changes }
affected-not-listed = And { $count } more, with { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}
column-limit-of = Limit of
column-pod-or-cgroup = Pod or cgroup
kills-without-chapter = { $kills ->
    [one] { $kills } more kill has
   *[other] { $kills } more kills have
} no chapter here. The JSON report has all of them
paper-repeats = { $kills ->
    [one] { $kills } kill that repeats an earlier one of its series isn't printed. Its chapter is
   *[other] { $kills } kills that repeat an earlier one of their series aren't printed. Their chapters are
} in this page on a screen, as are parts that are folded
kills-left-out = { $kills ->
    [one] { $kills } more kill in these logs isn't
   *[other] { $kills } more kills in these logs aren't
} part of this report, as requested
ticket-unread = Not read, or not to the end
ticket-signs = { $count ->
    [one] { $count } sign of a kill in the lines of other programs has
   *[other] { $count } signs of kills in the lines of other programs have
} no room in this short form. The full report has all of them
ticket-rest = { $kills ->
    [one] { $kills } more kill has
   *[other] { $kills } more kills have
} no room in this short form. The full report has all of them
kills-not-listed = { $kills ->
    [one] { $kills } more kill isn't
   *[other] { $kills } more kills aren't
} listed
heading-repeats = Repeats
series-line = { $title }: { $summary }
chapter-pressure = Memory pressure on the node
lines-not-shown = { $lines ->
    [one] { $lines } more line isn't
   *[other] { $lines } more lines aren't
} shown
chapter-sources = What was read
column-source = Source
column-lines = Lines
column-read-as = Read as
sources-not-listed = { $sources ->
    [one] { $sources } more source isn't
   *[other] { $sources } more sources aren't
} listed
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
