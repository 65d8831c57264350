# The tabs below the card.

## Statistics

tabs-no-statistics = The log has no memory statistics for this kill.
tabs-no-statistics-why = The kernel prints them only if a cgroup’s limit was reached. Some kernels cut them short.
tabs-statistics-of = { $cgroup } and everything below it, as printed
tabs-statistics-key = Key
tabs-statistics-value = Value
tabs-statistics-share = Of usage
tabs-statistics-meaning = Meaning
tabs-show-its-line = Click to show its line

## Node memory

tabs-no-node-memory = The log has no memory figures of the node for this kill.
tabs-no-node-memory-why = The kernel prints them only if no cgroup’s limit was involved.
tabs-ram = RAM { $size }
tabs-reserved = reserved { $size }
tabs-page-cache = page cache { $size }
tabs-swap = swap { $size }
tabs-swap-free = swap free { $size }
tabs-zones = Zones
tabs-zones-hint = The kernel refuses ordinary requests below “min”, and reclaims memory in the background below “low”.
tabs-zone = Zone
tabs-zone-free = Free
tabs-zone-min = Min
tabs-zone-low = Low
tabs-zone-high = High
tabs-zone-managed = Managed
tabs-zone-free-against-high = Free against high
tabs-zone-of-node = Node { $node } { $zone }
tabs-zone-not-in-log = not in the log
tabs-zone-in-words = Free { $free } of high { $high }
tabs-holders = Who holds the memory
tabs-zones-picture = What was free, and what the request could have
tabs-zones-picture-hint = Bold line: min, then low and high. Colored: what the request could have; gray: kept for lower requests, CMA or atomic ones
tabs-zone-not-usable = not for this request
tabs-zone-passes = above min
tabs-zone-refuses = refused
tabs-zone-untold = not told by the log
tabs-counters = Counters
tabs-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
tabs-slab = Unreclaimable slab
tabs-more-in-log = { $count } more are in the log

## The tabs

tabs-tasks = Tasks
tabs-log = Log
tabs-statistics = Statistics
tabs-node-memory = Node memory
tabs-stack = Stack

## Tasks

tabs-no-tasks = The log has no task table for this kill.
tabs-filter-tasks = Filter: name, PID, UID
tabs-filter-tasks-hint = Filter the processes
tabs-group-by-name = Group by name
tabs-killed-on-top = Killed first
tabs-killed-on-top-hint = Keep killed processes, and the one that triggered the kill, above all others
tabs-columns = Columns
tabs-copy = Copy
tabs-as-spreadsheet = As a table for a spreadsheet
tabs-as-markdown = As Markdown
tabs-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
tabs-move-right = Move { $column } right
tabs-move-left = Move { $column } left
tabs-columns-reset = Reset
tabs-columns-reset-hint = Fit the columns to the available width
tabs-columns-hint = Drag a heading to move it, or its edge to resize it.
tabs-processes = { $count ->
    [one] { $count } process
   *[other] { $count } processes
}
tabs-some-processes = { $shown } of { $all ->
    [one] { $all } process
   *[other] { $all } processes
}
tabs-table = Processes
tabs-column-name = Name
tabs-column-processes = Processes
tabs-column-pid = PID
tabs-column-tgid = TGID
tabs-column-uid = UID
tabs-column-resident = Resident
tabs-column-share = Share
tabs-column-anonymous = Anonymous
tabs-column-file = File
tabs-column-shared = Shared
tabs-column-virtual = Virtual
tabs-column-page-tables = Page tables
tabs-column-swap = Swap
tabs-column-adjustment = Adjustment
tabs-column-badness = Score
tabs-heading-hint = { $word } · click to sort, click again to reverse, right-click for columns
tabs-task-in-words = Process { $pid } { $name }, resident { $size }
tabs-task-in-words-killed = Process { $pid } { $name }, resident { $size }, killed
tabs-task-in-words-asked = Process { $pid } { $name }, resident { $size }, triggered the kill
tabs-badge-killed = killed
tabs-badge-trigger = trigger
tabs-total = Total: { $processes }
tabs-total-of-column = { $value } { $column }
tabs-total-hint = Shared pages count in each process, so the sum can be more than the memory in use
tabs-not-in-log = not in the log
tabs-pages-and-bytes = { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
} · { $bytes } bytes
tabs-bytes = { $bytes } bytes
tabs-share-of-pages = { $part } of { $whole ->
    [one] { $whole } page
   *[other] { $whole } pages
} resident in all processes

## Log

tabs-only-own = Only this kill’s lines
tabs-only-own-hint = Hide other programs’ lines and the lines before and after the kill
tabs-find = Find in the log
tabs-find-hint = Find in all lines of this source (Ctrl+Shift+F)
tabs-find-regex = Find by regular expression
tabs-find-previous = Previous match (Shift+Enter)
tabs-find-next = Next match (Enter)
tabs-find-kept-hint = Only the lines around the kills are kept, because this source can't be read twice
tabs-searching = Searching
tabs-not-found = No matches
tabs-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
tabs-find-of = { $number } of { $count }
tabs-list-finds = List
tabs-find-in-words = Found on line { $number }: { $text }
tabs-finds-left =
    { $count ->
        [one] { $count } more line isn’t listed
       *[other] { $count } more lines aren’t listed
    }
tabs-wrap = Wrap
tabs-minimap = The whole log in small
tabs-minimap-line = Line { $line }
tabs-copy-lines-whole = Copy the selected lines
tabs-copy-lines-bare = Copy them without their prefixes
tabs-show-its-kill = Show this line’s kill
tabs-copy-row = Copy this row
tabs-only-named = Only processes named { $name }
tabs-line = Line
tabs-line-hint = Go to a line by number (Ctrl+G)
tabs-first-line = First line of the source
tabs-last-line = Last line of the source
tabs-copy-selected-whole = The selected lines, as they are
tabs-copy-selected-bare = The selected lines, without their prefixes
tabs-copy-own-whole = This kill’s lines, as they are
tabs-copy-own-bare = This kill’s lines, without their prefixes
tabs-show-here = Show the kill in this source
tabs-fetching = Fetching the lines…
tabs-lines-of-report = These are the lines that the report quotes. The log itself isn't here
tabs-lines-not-kept = The lines of this source aren't kept, because it was read from a stream.
tabs-no-stack = The log has no call trace for this kill.
tabs-lines-in-words = Log lines
tabs-line-in-words = Line { $number }: { $text }
tabs-places = { $count } places
