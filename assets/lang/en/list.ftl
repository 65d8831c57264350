# The list of kills and the timeline.

## The timeline

list-timeline-in-words = Timeline: { $count ->
    [one] { $count } kill
   *[other] { $count } kills
}
list-other-programs = Other programs
list-another-program = Another program
list-companion-hint = { $place } · click to show it in the log
list-event-hint = Cluster event, { $time }, { $source }
list-event-repeated-hint = Cluster event, seen { $count } times, last { $time }, { $source }
list-events-left-out = { $zone } { $count ->
    [one] { $count } cluster event isn't
   *[other] { $count } cluster events aren't
} shown: events use UTC, and the time zone of these logs is unknown.
list-others-close-by = and { $count ->
    [one] { $count } more kill
   *[other] { $count } more kills
} close by: zoom in with the wheel
list-stretch = { $from } – { $to } · { $length } · { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}
list-only-this-lane = Show only { $name }, or all again
list-fit = Fit
list-fit-hint = Show all kills (double click)
list-lanes-hint = Choose the lanes of the timeline
list-other-lanes = { $count } others
list-since-boot = since boot
list-zone-boot = No line has a calendar time, so the axis counts seconds since boot.
list-zone-of-log = The time zone named in the log, or the one selected above.
list-zone-none = The logs don't name one time zone, so times are shown as printed.
list-without-time = { $zone } { $count ->
    [one] { $count } kill has
   *[other] { $count } kills have
} no such time and are only in the list.
list-length-days = { $days } d
list-length-days-hours = { $days } d { $hours } h
list-length-hours = { $hours } h
list-length-hours-minutes = { $hours } h { $minutes } min
list-length-minutes = { $minutes } min
list-length-minutes-seconds = { $minutes } min { $seconds } s
list-length-seconds = { $seconds } s
list-length-milliseconds = { $milliseconds } ms
list-axis-seconds = { $seconds } s
list-axis-year = { $year }

## The rows

list-no-victim-asked = no victim ({ $name } asked)
list-victim-cut-off = Who was killed is cut off in the log
list-panicked = No kill: the kernel panicked
list-no-victim = no victim in the log
list-kill = Kill { $number }
list-row-label = Kill { $number }: { $victim }, { $scope }, { $when }
list-row-label-on-host = Kill { $number }: { $victim }, { $scope }, { $when } on { $host }
list-time-not-in-log = time not in the log
list-pod-by-uid = pod { $uid }
list-container-by-id = container { $id }
list-not-in-log = not in the log
list-day-year-assumed = { $day } (year assumed)
list-day-not-in-log = Day not in the log
list-series-label = { $title }: { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}

## The head of the list

list-kills = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
}
list-incidents = { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}
list-some-kills = { $shown } of { $all ->
    [one] { $all } kill
   *[other] { $all } kills
}
list-some-incidents = { $shown } of { $all ->
    [one] { $all } incident
   *[other] { $all } incidents
}
list-sort-hint = Sort the kills. Selecting the same order again reverses it
list-sort-time = Time
list-sort-victim = Victim
list-sort-held = Memory
list-sort-owner = Pod
list-sort-verdict = Verdict
list-sort-host = Node
list-gather = Group repeats
list-gather-hint = Show kills of the same container, pod, or process under one line
list-unfold-all = Expand all
list-fold-all = Collapse all
list-none-fits = No kill matches the filter
list-all-shown-again = All kills are shown again: the filter hid this one
list-the-expression = The expression “{ $text }”
list-the-text = The text “{ $text }”
list-show-all-kills = Show all { $count ->
    [one] { $count } kill
   *[other] { $count } kills
}

## What the list is narrowed to

list-not-an-expression = “{ $text }” isn't a regular expression: { $why }
list-expression-too-large = “{ $text }” isn't a regular expression: it is too large
list-nodes = { $count ->
    [one] { $count } node
   *[other] { $count } nodes
}
list-pods = { $count ->
    [one] { $count } pod
   *[other] { $count } pods
}
list-processes = { $count ->
    [one] { $count } process
   *[other] { $count } processes
}
list-workloads = { $count ->
    [one] { $count } workload
   *[other] { $count } workloads
}
list-some-nodes = { $count } of the nodes
list-some-pods = { $count } of the pods
list-some-processes = { $count } of the processes
list-some-workloads = { $count } of the workloads
list-all-nodes = All nodes
list-all-pods = All pods
list-all-processes = All processes
list-all-workloads = All workloads
list-more-by-filter = { $count } more: use the filter
list-part-of-timeline = Part of the timeline ✖
list-sign = Sign of a kill
list-signs = { $count ->
    [one] { $count } sign
   *[other] { $count } signs
}
list-some-signs = { $shown } of { $all ->
    [one] { $all } sign
   *[other] { $all } signs
}
list-sign-evicted = evicted
list-sign-exit-137 = exit 137
list-sign-not-counted = No report of the kernel: not counted as a kill
list-sign-as-text = the sign as text
list-show-all = ✖ Show all
list-show-all-hint = Clear all filters (Esc)

## Who is affected

affected-hint = A click on a line shows only its kills in the list; a second click shows all again. A click on a heading sorts
affected-close = Back to the kill

## Several kills

list-selected = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} selected
list-select-one = Select only one kill (Esc)
list-compare = Compare
list-compare-needs-two = Select two kills to compare
list-compare-with-previous = Compare with the previous kill
list-compare-ends = Compare the first kill of this series with the last
list-save-this = Save this kill as { $format }…
list-save-these = Save these kills as { $format }…
list-compare-the-two = Compare the two kills
list-select-series = Select all kills of this series
list-only-owner = Show only kills of { $name }
list-only-workload = Show only kills of { $name }
list-only-host = Show only kills on { $name }
list-only-victim = Show only kills of process { $name }
list-select-list = Select all kills in the list
list-copy = Copy
list-copy-tsv = Copy rows for a spreadsheet
list-copy-markdown = Copy rows as Markdown
list-copy-plain = Copy rows as text
list-export = Export
list-select-first = Select a kill first
list-choose-two = Select two kills to compare: Ctrl+click
list-no-relative = No other kill here is of the same container, pod, or process. Select two kills with Ctrl+click
list-none-before = This is the first kill of its series
list-kills-as-tsv = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} as tab-separated rows
list-kills-as-text = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} as text
list-kills-as-markdown = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} as a Markdown table

## The comparison of two kills

list-close-comparison = Close the comparison (Esc)
list-comparison-as-markdown = Copy as Markdown
list-comparison-as-text = Copy as text
list-comparison-as-picture = Copy as picture
list-copied-markdown = the comparison as Markdown
list-copied-text = the comparison as text
list-earlier = Earlier · { $time }
list-later = Later · { $time }
list-victim-pid = { $name } (PID { $pid })
list-leave-comparison = Close the comparison and show this kill
list-memory = Memory
list-part = Part
list-usage-and-limits = Usage and limits
list-figure = Figure
list-processes-by-name = Processes by name
list-name = Name
list-counted-in-each = Resident memory. Shared memory counts in each process
list-statistics = Statistics
list-key = Key
list-and-more-names = … and { $count ->
    [one] { $count } name
   *[other] { $count } names
} more
list-show-more-names = Show { $count ->
    [one] { $count } name
   *[other] { $count } names
} that changed less or not at all
list-and-more-statistics = … and { $count ->
    [one] { $count } statistic
   *[other] { $count } statistics
} more
list-show-more-statistics = Show { $count ->
    [one] { $count } statistic
   *[other] { $count } statistics
} that changed less or not at all
list-all = All
list-new = new
list-gone = gone
list-killed-both-times = killed both times
list-killed-at-first = killed the first time
list-killed-later = killed the second time
list-processes-then = { $before } → { $after } processes
list-row-in-words = { $name }: { $before }, then { $after }
list-change = Change
list-part-in-words = { $part }: { $size }, { $share }
list-memory-in-words = { $name }: memory of { $total }
# who held most of a node, in a row: backup-agent.service 1.6 of 1.9 GiB
list-holder = { $holder } { $share }
list-owners = { $count ->
    [one] { $count } pod or cgroup
   *[other] { $count } pods and cgroups
}
list-crash-loop = Crash loop
list-slow-leak = Steady rhythm

## Series

list-compare-ends-short = Compare first and last
list-show-series = Show memory and rhythm of this series
list-alone = No other kill here is of the same container, pod, service, or process
list-one-of-series = { $number } of { $all }: { $title }

## The whole timeline in small

list-strip = The whole timeline in small
list-strip-hint = The whole timeline. Drag the handle to another stretch, or click one
