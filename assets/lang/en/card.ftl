# The card of one kill, and pictures of it.

## The verdict

card-verdict-none = No verdict was reached
# The slide of a kill for which the node was too small: who filled it, then what happened.
card-slide-headline = { $holder }. { $headline }
card-verdict-why = Why
card-verdict-next = What to do next
card-verdict-why-more = More on why
card-verdict-evidence = Evidence
card-copy-picture = Copy picture
card-copy-picture-hint = Copy this card as a picture
card-copy-text = Copy text
card-copy-text-hint = Copy the verdict with its evidence as text
card-picture = Picture…
card-picture-hint = A picture of this kill, the timeline or the overview
card-copied-text = the verdict
card-year-assumed = { $when } (year assumed)
card-zone-assumed = { $when } (zone assumed)
card-year-and-zone-assumed = { $when } (year and zone assumed)
card-time-not-in-log = Time not in the log
card-processes-killed = { $count ->
    [one] { $count } process killed
   *[other] { $count } processes killed
}
card-kernel-release = kernel { $release }
card-badge-container = Container or pod level
card-badge-node = Node level
card-badge-outside-kubernetes = Outside Kubernetes
card-badge-manual = Manual
card-badge-unknown = Unknown
card-level-container = Container limit
card-level-pod = Pod limit
card-level-qos = QoS class limit
card-level-node-allocatable = Limit of all pods
card-level-whole-node = Whole node
card-level-cpuset = Cpuset
card-level-mempolicy = Memory policy
card-level-manual = By hand
card-level-system-service = System service limit
card-level-user-session = User session limit
card-level-other-cgroup = Other cgroup limit
card-level-unknown = Unknown

## The memory

card-memory = Memory
card-memory-of-cgroup = Of the cgroup whose limit was hit
card-memory-of-node = Of the node's RAM
card-memory-not-in-log = The log doesn't show how much memory was used, or for what
card-memory-parts-not-in-log = The log doesn't show what the memory was used for
card-counter-swap = Swap
card-counter-memory-and-swap = Memory and swap
card-counter-kernel-memory = Kernel memory
card-failed-charges = { $count ->
    [one] { $count } failed charge
   *[other] { $count } failed charges
}
card-of-limit = of { $limit }
card-used-without-limit = used, no limit
card-counter-in-words = { $name }: { $usage } of { $limit }
card-pie-in-all = in all
card-pie-total = In all
card-pie-rest = Other, less than 1 % each
card-not-in-log = not in the log
card-part-exact = { $part }, { $bytes } bytes
card-part-in-words = { $part } { $share }
card-part-not-in-log = { $part } not in the log
card-pie-in-words = Pie of { $total }: { $parts }

## The killed processes

card-killed-process = Killed process
card-killed-processes = Killed processes ({ $count })
card-nobody-not-in-log = The log doesn't show which process was killed
card-nobody-killable = The kernel found no process that it may kill
card-nobody-panicked = The kernel panicked: { $words }
card-nobody-ignored = The kernel found no process to kill and ignored the request
card-no-name = (no name)
card-victim-pid = PID { $pid }
card-victim-pid-user = PID { $pid }, user { $uid }
card-group-member = Group member
card-group-member-hint = Killed because memory.oom.group is set for its cgroup, not because of its own score
card-group-member-word = group member
card-victim-memory-not-in-log = Its memory isn't in the log
card-resident = resident
card-share-of-usage = { $share } of the usage
card-share-of-ram = { $share } of the node's RAM
card-resident-in-words = { $name } resident: { $size }
card-heading-process = Process
card-heading-pid = PID
card-heading-anonymous = anonymous
card-heading-file = file
card-heading-adjustment = adj
card-heading-resident = resident
card-heading-swapped = swapped
card-and-more = and { $count } more
card-show-first = Show the first { $count }
card-show-all = Show all { $count }
card-victim-anonymous = anonymous
card-victim-file = file
card-victim-shared = shared
card-victim-page-tables = page tables
card-victim-address-space = address space
card-victim-score = score
card-victim-reaped = reaped
card-left-after-reaping = { $size } left
card-largest-processes = Largest processes
card-largest-holders = Who holds the memory
card-task-killed = killed
card-task-asked = triggered the kill

## What the card stands on

card-insights = Findings
card-inferred = Inferred
card-inferred-hint = The log doesn't say this. It follows from what the log says
card-computed = Computed
card-computed-hint = Computed from figures in the log
card-how-computed = Calculation
card-notes = Gaps in the log

## The facts

card-facts = Facts
card-fact-when = When
card-fact-printed-as = { $when }, printed as { $printed }
card-fact-node = Node
card-fact-pod = Pod
card-fact-workload = Workload
card-fact-pod-uid = Pod UID
card-fact-qos = QoS class
card-fact-container = Container
card-fact-container-id = Container id
card-fact-runtime = Runtime
card-fact-limit-hit-in = Limit of cgroup
card-fact-victim-lived-in = Victim's cgroup
card-fact-killed-as-group = Killed as a group
card-fact-asked-for-memory = Triggered by
card-fact-how = Allocation flags
card-fact-order = Order
card-fact-constraint = Constraint
card-fact-cpuset = Cpuset
card-fact-memory-nodes = Memory nodes
card-fact-page-size = Page size
card-fact-kernel = Kernel
card-fact-hardware = Hardware
card-fact-protection = Protection
card-fact-in-the-log = In the log
card-page-size-kill-line = { $kib } KiB, from the kill line
card-page-size-limit = { $kib } KiB, from the unlimited limit
card-page-size-free-list = { $kib } KiB, from the free lists
card-page-size-assumed = { $kib } KiB, assumed

## Pictures

card-picture-title = Picture
card-picture-drawing = Drawing…
card-picture-not-drawn = No preview
card-picture-pixels = { $width } × { $height } pixels
card-picture-save = Save picture…
card-picture-copy = Copy picture
card-picture-copy-words = Copy picture text
card-picture-copy-words-hint = The content of the picture as text, for people who can't see it. A saved picture contains it too
card-picture-shows = Shows
card-picture-layout = Layout
card-picture-colours = Colors
card-picture-light = Light
card-picture-dark = Dark
card-picture-sharpness = Sharpness
card-picture-form = File
card-picture-any-size = Sharp at any size, with searchable text
card-picture-choice = { $name }: { $choice }
card-picture-in-small = The picture in small
card-subject-card = This kill
card-subject-timeline = Timeline
card-subject-overview = Overview
card-shape-wide = Page
card-shape-document = Document
card-shape-slide = Slide 16:9
card-shape-brief = Brief slide
card-shape-a4 = A4 paper
card-shape-letter = Letter paper
card-picture-not-made = The picture couldn't be made: { $why }
card-picture-needs-kill = Select a kill first

## The overview

card-reasons = Why, and what to do
card-reason-first = The first of { $kills } kills
card-reason-step = Next: { $step }
card-overview-where = Where
card-overview-other-programs = Other programs
card-lanes-not-drawn = { $lanes } more lanes with { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
} aren't drawn
card-kills-not-drawn = { $count ->
    [one] { $count } kill has
   *[other] { $count } kills have
} no such time and aren't drawn
card-overview-places = Container, pod, service or process
card-more-places = and { $places ->
    [one] { $places } more place
   *[other] { $places } more places
} with { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}
card-overview-kills = Kills
card-overview-first = First
card-overview-last = Last
card-overview-largest = Most memory
card-place-without-kill = { $name }: { $scope }
card-place-in-words = { $name }: { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}, { $scope }
card-largest-victim = largest victim { $size }
card-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
card-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}

card-show-line = Show this line in the log
# A value or a line that is very long.
card-text-cut = { $text }… (cut here, the log has it all)
card-letters-unseen = No font on this computer has { $letter } and perhaps others: what you see as boxes is text. For Japanese, Chinese, and Korean, install fonts-noto-cjk

## Where a picture comes from

card-origin-kill = OOM kill { $number }, verdict { $level }
card-origin-of-pair = Kill { $number }, verdict { $level }, lines { $lines }
card-origin-lines = Lines { $lines }
card-origin-unknown = Source not known
card-origin-masked = { $origin }  ·  names made up; user and process ids, times and sizes as in the log
card-origin-incidents = { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}
card-origin-more-files = { $count ->
    [one] { $count } more file
   *[other] { $count } more files
}
card-times-in = Times in { $zone }
card-times-in-assumed = { $times }. The log's own time zone is assumed
card-times-as-printed = Times as printed (the log names no time zone)
card-times-since-boot = Times since boot (the log has no wall clock)
card-no-times = The log has no times
card-more-places-of-kill = { $count ->
    [one] and one more place
   *[other] and { $count } more places
}
card-parts-not-in-log = Not in the log: { $parts }
card-fact-repeats = Repeats
card-subject-comparison = These two kills
card-subject-series = This series
card-origin-series = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} of a series: { $numbers }

## Commands to copy

card-commands = Commands
card-commands-hint = What to type next, with names, times, and the limit to try filled in. A click copies
card-commands-copy = Copy a command…
card-commands-copied = Command
command-describe-pod = The pod’s limits, restarts, and events
command-describe-node = The node’s allocatable memory, conditions, and events
command-set-limit = A limit to try, at least 25 % above the one that wasn't enough
command-set-limit-inferred = A limit to try, at least 25 % above the one that wasn't enough. That the pod belongs to a Deployment is inferred from its name
command-inspect = On the node, while it still has the container
command-journal = On the node: its journal around the kill
