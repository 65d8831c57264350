# Two kills held against each other. Sentences begin with a small letter where another may stand before them.

## The parts of the memory, within a sentence

within-anon = anonymous memory
within-locked = locked memory
within-shmem = shared memory and tmpfs
within-page-cache = page cache
within-slab = slab
within-kernel-stack = kernel stacks
within-page-tables = page tables
within-sockets = socket buffers
within-other-kernel = other kernel memory
within-huge-pages = huge pages
within-zram = zram
within-gpu = GPU drivers
within-balloon = the balloon
within-free = free memory
within-not-itemised = what the log doesn't itemize

## What changed

size-and-share = { $size } ({ $share })
below-a-second = less than a second
# One memory that was seen twice
change-grew = { $part } grew by { $size }
change-grew-in = { $part } grew by { $size } in { $span }
change-shrank = { $part } shrank by { $size }
change-shrank-in = { $part } shrank by { $size } in { $span }
# Two memories
change-more = { $part } was { $size } more
change-more-later = { $part } was { $size } more { $span } later
change-less = { $part } was { $size } less
change-less-later = { $part } was { $size } less { $span } later
changes-two = { $first }, { $second }
changes-rest-less = { $changes }. More changed less
changes-rest-same = { $changes }. The rest is the same
changes-rest-about-same = { $changes }. The rest is about the same
changes-none = the memory was the same in every part at both kills
changes-none-apart = the memory was the same in every part at both kills, { $span } apart
changes-hardly = the memory was about the same in every part at both kills
changes-hardly-apart = the memory was about the same in every part at both kills, { $span } apart
limit-higher = the limit was higher, { $after } instead of { $before }, and { $changes }
limit-lower = the limit was lower, { $after } instead of { $before }, and { $changes }

## Where the memory cannot be compared

no-pair = One kill has a cgroup’s memory, the other the node’s, so they can't be compared
no-memory-of-either = The log doesn't show what the memory of either kill was used for
no-memory-of = The log doesn't show what the memory of kill { $kill } was used for
victim-same = { $why }. The killed process had the same anonymous memory, { $size }
victim-same-later = { $why }. The killed process had the same anonymous memory, { $size }, { $span } later
victim-more = { $why }. The killed process had { $size } more anonymous memory
victim-more-later = { $why }. The killed process had { $size } more anonymous memory, { $span } later
victim-less = { $why }. The killed process had { $size } less anonymous memory
victim-less-later = { $why }. The killed process had { $size } less anonymous memory, { $span } later

## What must be known to read the figures rightly

remark-levels = Different limits were reached: { $before } at the earlier kill, { $after } at the later one
remark-cgroups = The figures belong to two cgroups, each with its own limit
remark-no-clock = No clock covers both kills. Their order is taken from the list
remark-zone = The time between the kills depends on an assumed time zone that isn't in the log
remark-parts = A part that only one kill’s log has shows no change of its own. It is in “Not itemized”
remark-no-tasks = The log has no task table for kill { $kill }
remark-tasks-cut = The task table of kill { $kill } is cut. Missing processes might have been there
remark-no-stats = The log has no memory statistics for kill { $kill }
remark-stats-cut = The memory statistics of kill { $kill } are cut

## What the two have in common

same-container = Same container
same-pod = Same pod
same-limit = Same limit
same-node = Same node
another-kills-container = Another container
another-kills-pod = Another pod
another-kills-limit = Limit of another cgroup
another-kills-node = Another node
unknown-container = Container not in the log
unknown-pod = Pod not in the log
unknown-limit = Limit’s cgroup or node not in the log
unknown-node = Node not in the log

## Single figures

figure-memory-used = Memory used
figure-memory-limit = Memory limit
figure-failed-charges = Failed charges
figure-swap-used = Swap used
figure-swap-limit = Swap limit
figure-memory-and-swap-used = Memory and swap used
figure-memory-and-swap-limit = Memory and swap limit
figure-kernel-memory-used = Kernel memory used
figure-anonymous = Anonymous memory of the killed
figure-file = File memory of the killed
figure-shared = Shared memory of the killed
figure-no-limit = no limit
change-same = same

## The comparison as a page

comparison-before = Before
comparison-after = After
comparison-changed = Changed
comparison-in-common = In common
comparison-what = What
comparison-change = Change
comparison-kill = kill { $kill }
comparison-figures = Figures
comparison-statistics = Statistics that changed
comparison-names-not-listed = { $names ->
    [one] { $names } more name
   *[other] { $names } more names
} of processes aren't listed
comparison-footer = Made by { $generator } from the log alone.

## Kills as rows

rows-usage = Usage
rows-limit = Limit
rows-no-limit = none
# What else is another at the later kill; joined by clause-separator.
setting-kernel = kernel { $before } → { $after }
setting-pool = node pool { $before } → { $after }
setting-node = node { $before } → { $after }
setting-image = image { $before } → { $after }
setting-container = container { $before } → { $after }
setting-processes = { $before } → { $after } processes
clause-separator = {"; "}
