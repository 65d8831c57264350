# What was odd, missing, cut or assumed.

note-more-notes = More notes were left out
note-sightings = The log tells of this kill more than { $most } times; the rest is not listed
note-suppressed = The kernel left out { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} before this line (it prints at most 10 in 5 seconds); such a kill is a single line without cgroup and memory
note-manual = A person or program asked for the kill by hand (sysrq-f) just before
note-page-size-assumed = The log does not tell the page size; 4 KiB is assumed
note-no-report = There is no report with this kill: the kernel prints at most 10 reports in 5 seconds, or the log lost it. Which limit was hit is not in the log
note-header-missing = The report's beginning is not in the log: who asked for memory is unknown
note-header-cut = The report's first line is cut
note-cgroup-memory-missing = The memory of the cgroup is not in the log
note-node-memory-missing = The memory of the node is not in the log
note-counter-cut = A memory counter is cut and was left out
note-cgroups-cut = The line that names the cgroups is cut
note-task-rows-unread = { $rows } rows of the task table lack figures and were left out
note-task-rows-most = The task table has more than { $most } rows; the rest was left out
note-tasks-missing = The task table is not in the log
note-tasks-begin-missing = The beginning of the task table is not in the log
note-tasks-lack-chosen = The task table does not list the chosen process: a part of it is not in the log
note-tasks-cut = The log breaks off in or behind the task table
note-summary-missing = The oom-kill: line is not in the log: which cgroup was at its limit is unknown
note-summary-cut = The oom-kill: line is cut; what stands behind the cut is not in the log
note-end-missing = The report breaks off before its end: whom the kernel killed is not in the log
note-kill-line-missing = The line of the kill itself is not in the log: the victim's sizes are unknown
# $key: the last statistic that was printed
note-stats-end = The statistics end at { $key }; the rest is not in the log
note-stats-cut = The statistics end at { $key }: kernels 5.3 to 6.4 print about 1000 bytes of them; the rest is unknown, not zero
note-lost = The log lost { $messages } messages here; parts of the report may be among them
note-lost-some = The log lost messages here; parts of the report may be among them
note-victims-most = More than { $most } processes were killed; the rest was left out
note-child-sacrificed = The kernel chose process { $chosen_pid } ({ $chosen }) and killed its child { $pid } ({ $process }) instead, as kernels up to 5.1 do
note-unit-mended = The kernel printed the size of the page tables in bytes and wrote kB; it was divided by 1024
note-exiting = Process { $pid } ({ $process }) was exiting already and was not killed
note-reap-failed = The kernel could not free the memory of process { $pid } ({ $process })
