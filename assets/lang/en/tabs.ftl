# The tabs below the card.

## Statistics

tabs-no-statistics = The log holds no memory statistics of this kill.
tabs-no-statistics-why = The kernel prints them only where a cgroup’s limit was hit; some kernels cut them short.
tabs-statistics-of = Of { $cgroup } and everything below it, as printed
tabs-statistics-key = Key
tabs-statistics-value = Value
tabs-statistics-share = Of usage
tabs-statistics-meaning = What it is
tabs-show-its-line = Click to show its line

## Node memory

tabs-no-node-memory = The log says nothing about the node’s memory at this kill.
tabs-no-node-memory-why = The kernel prints it only where no cgroup’s limit was hit: when the node itself had run out.
tabs-ram = RAM { $size }
tabs-reserved = reserved { $size }
tabs-page-cache = page cache { $size }
tabs-swap = swap { $size }
tabs-swap-free = swap free { $size }
tabs-zones = Zones
tabs-zones-hint = The kernel refuses ordinary requests below “min” and frees memory in the background below “low”.
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
tabs-zones-picture-hint = Bold line: min, then low and high. Coloured: what the request could have; grey: kept for lower requests, CMA or atomic ones
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
tabs-more-in-log = { $count } more stand in the log

## The tabs

tabs-tasks = Tasks
tabs-log = Log
tabs-statistics = Statistics
tabs-node-memory = Node memory
tabs-stack = Stack

## Tasks

tabs-no-tasks = The log holds no task table of this kill.
tabs-filter-tasks = Filter: name, PID, UID
tabs-filter-tasks-hint = Filter the processes
tabs-group-by-name = Group by name
tabs-killed-on-top = Killed on top
tabs-killed-on-top-hint = Keep what was killed and what asked for memory above all others
tabs-columns = Columns
tabs-copy = Copy
tabs-as-spreadsheet = As a table for a spreadsheet
tabs-as-markdown = As Markdown
tabs-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
tabs-move-right = Move { $column } further right
tabs-move-left = Move { $column } further left
tabs-columns-reset = As they were at first
tabs-columns-reset-hint = Columns as wide and as many as the room allows
tabs-columns-hint = Drag a heading to move it, its edge to widen it.
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
tabs-column-badness = Badness
tabs-heading-hint = { $word } · click to sort, again to turn round; right click for the columns
tabs-task-in-words = Process { $pid } { $name }, resident { $size }
tabs-task-in-words-killed = Process { $pid } { $name }, resident { $size }, killed
tabs-task-in-words-asked = Process { $pid } { $name }, resident { $size }, asked for memory
tabs-badge-killed = killed
tabs-badge-trigger = trigger
tabs-total = Total: { $processes }
tabs-total-of-column = { $value } { $column }
tabs-total-hint = Pages that processes share are counted in each of them: the sum may be more than the memory that is used
tabs-not-in-log = not in the log
tabs-pages-and-bytes = { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
} · { $bytes } bytes
tabs-bytes = { $bytes } bytes
tabs-share-of-pages = { $part } of the { $whole ->
    [one] { $whole } page
   *[other] { $whole } pages
} that are resident in all processes

## Log

tabs-only-own = Only this kill’s lines
tabs-only-own-hint = Leave out other programs’ lines and those before and after the kill
tabs-find = Find in the log
tabs-find-hint = Find in all lines of this source (Ctrl+Shift+F)
tabs-find-regex = Find by regular expression
tabs-find-previous = Previous find (Shift+Enter)
tabs-find-next = Next find (Enter)
tabs-find-kept-hint = Of this source only the lines around the kills are kept: it is compressed or a stream
tabs-searching = Searching
tabs-not-found = Not found
tabs-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
tabs-find-of = { $number } of { $count }
tabs-line = Line
tabs-line-hint = Go to a line by its number (Ctrl+G)
tabs-first-line = First line of the source
tabs-last-line = Last line of the source
tabs-copy-selected-whole = The selected lines, as they are
tabs-copy-selected-bare = The selected lines, without their prefixes
tabs-copy-own-whole = This kill’s lines, as they are
tabs-copy-own-bare = This kill’s lines, without their prefixes
tabs-show-here = Show the kill in this source
tabs-fetching = Fetching the lines…
tabs-lines-not-kept = The lines of this source are not kept, because it was read from a stream.
tabs-no-stack = The log holds no call trace of this kill.
tabs-lines-in-words = Lines of the log
tabs-line-in-words = Line { $number }: { $text }
