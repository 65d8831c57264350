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
tabs-counters = Counters
tabs-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
tabs-slab = Unreclaimable slab
tabs-more-in-log = { $count } more stand in the log
