# What a series of measurements (sysstat's sar, vmstat, Prometheus) tells of the time before a kill.

## What was measured, at the beginning of a sentence

history-node = Memory in use on the node
history-node-and-swap = Memory and swap in use on the node
history-container = The container's working set
history-pod = The pod's working set

## What it did

# $share: 30 % of the total; $rise: what was left then
history-spike = { $what } was at { $share } of { $total } only { $span } before the kill: a spike of { $rise } within that time
# $rate: 41 MiB; $fit: 0.98
history-leak = { $what } grew by { $rate } an hour for { $span } (R² { $fit }), from { $first } to { $last } of { $total }: a leak of that size
history-shorter-than-a-day = The series covers less than a day, so a rise that every day has would look the same
# from so much to so much: 93 % to 96 %
history-level = { $least } to { $most }
history-tight = { $what } was at { $level } of { $total } in all { $samples } samples, from { $span } before the kill on: too little memory from the start, neither a leak nor a spike
history-step = { $what } rose by { $rise } within { $span }, { $ago } before the kill, and stayed there: a step, not a leak
history-swings = { $what } rose and fell between { $least } and { $most } of { $total } in the { $span } before the kill: no steady growth, so nothing here shows a leak
history-unclear = { $what } was between { $least } and { $most } of { $total } in the { $span } before the kill: neither a steady growth nor one jump
history-last-sample = The last sample, { $ago } before the kill, shows { $share } in use
history-too-few = The series has only { $samples ->
    [one] { $samples } sample
   *[other] { $samples } samples
} between this kill and the last break before it: too few to tell a leak from a spike
history-not-covered = No series covers the time before this kill
history-no-zone = The times of the series are in UTC, and the log tells no zone: say it with --log-zone to have the two compared
history-no-total = A series covers the time before this kill, but neither it nor the report tells how much memory there is in all

## How it was computed

# $columns: kbavail
history-of-what-is-left = In use is { $total } less { $columns }
history-of-what-is-used = In use is { $columns }, the limit is { $total }
# $source: sar30; $first, $last: sizes; $from, $to: times by the series' clock; $ago: before the kill
history-figures = { $source }: { $samples } samples, typically { $interval } apart, { $first } at { $from }, { $last } at { $to }, { $ago } before the kill
history-line = The growth is a line by least squares through the { $samples } samples from { $from } on
history-zone-assumed = The series tells no zone; its times are taken as the log's
history-node-assumed = The log names no node; the series' is taken for it
history-more-sources = { $names } and { $more } more
