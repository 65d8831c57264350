# Words that the window, the verdicts and the reports share.

kills = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
}

## The parts of a pie

part-anon = Anonymous memory
part-locked = Locked memory
part-shmem = Shared memory and tmpfs
part-page-cache = Page cache
part-slab = Slab
part-kernel-stack = Kernel stacks
part-page-tables = Page tables
part-sockets = Socket buffers
part-other-kernel = Other kernel memory
part-huge-pages = Huge pages
part-zram = zram
part-gpu = GPU drivers
part-balloon = Balloon
part-free = Free
part-not-itemised = Not itemized

## Verdicts' scopes, as a lane or a chip is named

scope-container = Container or pod
scope-node = Node
scope-outside-kubernetes = Outside Kubernetes
scope-manual = Manual
scope-unknown = Unknown

## Shares and times

# $share: 92.4
percent = { $share } %
percent-below-tenth = < 0.1 %
# $day, $year: without leading zeros; $month: 1 to 12, written out below; $time: 07:23:21
day-time = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year } { $time }
# $seconds: 36,370.037
after-boot = { $seconds } s after boot

## Lists

# a, b and c: $most is "a, b", $last is "c"
list = { $most } and { $last }
list-separator = { ", " }

## Sentences, and spans of time

# between two sentences of one paragraph
sentence-separator = { ". " }
duration-two = { $large } { $small }
duration-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
duration-hours = { $hours } h
duration-minutes = { $minutes } min
duration-seconds = { $seconds } s

## Verdicts' levels, in a table

level-container = container
level-pod = pod
level-qos = qos
level-node-allocatable = all pods
level-whole-node = whole node
level-cpuset = cpuset
level-mempolicy = mempolicy
level-manual = manual
level-system-service = system service
level-user-session = user session
level-other-cgroup = other cgroup
level-unknown = unknown

## A day on a time axis

axis-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

## Days

day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
day-of-year-time = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $time }

## Sizes

# behind a number and a blank
unit-byte = B
unit-kib = KiB
unit-mib = MiB
unit-gib = GiB
unit-tib = TiB
