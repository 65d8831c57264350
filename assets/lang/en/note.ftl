# What was odd, missing, cut or assumed.

note-more-notes = More notes were left out
note-sightings = The log shows this kill more than { $most } times. The rest isn't listed
note-suppressed = The kernel suppressed { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
} before this line (it prints at most 10 in 5 seconds). A suppressed kill is a single line without cgroup and memory
note-page-size-assumed = The log doesn't show the page size. 4 KiB is assumed
note-no-report = This kill has no report: the kernel prints at most 10 reports in 5 seconds, or the log lost it. The cgroup and the memory figures aren't in the log
note-trace-missing = Between the line that begins the report and its figures the log lacks what the kernel prints there (the CPU line and the call trace), so the figures may be of another kill's report
note-header-missing = The beginning of the report isn't in the log, so what triggered the kill is unknown
note-header-cut = The report's first line is cut
note-cgroup-memory-missing = The usage and limit of the cgroup aren't in the log
note-node-memory-missing = The memory of the node isn't in the log
note-counter-cut = A memory counter is cut and was left out
note-cgroups-cut = The line that names the cgroups is cut
note-task-rows-unread = { $rows } rows of the task table lack figures and were left out
note-task-rows-most = The task table has more than { $most } rows. The rest was left out
note-tasks-empty = The task table has no rows: either no process was left to list, or its rows aren't in the log
note-tasks-missing = The task table isn't in the log
note-tasks-begin-missing = The beginning of the task table isn't in the log
note-tasks-lack-chosen = The task table doesn't list the chosen process: part of it isn't in the log
note-tasks-cut = The log ends in or directly after the task table
note-summary-missing = The oom-kill: line isn't in the log, so what it names is unknown: the constraint and the cgroups
note-summary-cut = The oom-kill: line is cut. What follows the cut isn't in the log
note-end-missing = The report ends early, so which process was killed isn't in the log
note-kill-line-missing = The kill line isn't in the log, so the victim's sizes are unknown
# $key: the last statistic that was printed
note-stats-end = The statistics end at { $key }. The rest isn't in the log
note-stats-cut = The statistics end at { $key }. Kernels 5.3 to 6.4 print about 1000 bytes of them. The rest is unknown, not zero
note-lost = The log lost { $messages } messages here, possibly parts of the report
note-lost-some = The log lost messages here, possibly parts of the report
note-victims-most = More than { $most } processes were killed. The rest was left out
note-child-or-thread = The kernel chose { $chosen_pid } ({ $chosen }) and killed process { $pid } ({ $process }). The first is a thread of that process or its parent: the log doesn't show which
note-child-sacrificed = The kernel chose process { $chosen_pid } ({ $chosen }) and killed its child { $pid } ({ $process }) instead, as kernels up to 5.1 do
note-unit-mended = The kernel printed the size of the page tables in bytes but wrote kB. It was divided by 1024
note-exiting = Process { $pid } ({ $process }) was already exiting and wasn't killed
note-reap-failed = The kernel couldn't free the memory of process { $pid } ({ $process })

## More than is kept

note-stack-most = The call trace of this report has more than { $most } lines. The rest wasn't read
note-stats-most = This report has more than { $most } statistics of a cgroup. The rest was left out
note-children-most = This report has statistics of more than { $most } cgroups. Those of the rest count in the sums only
note-mem-info-most = The Mem-Info of this report has more than { $most } entries of one kind. The rest was left out
note-pieces-most = A line of this report is split into more than { $most } pieces. The rest wasn't joined to it
note-joined-most = A line of this report that was split is longer than { $most }. The rest wasn't joined to it
note-backward-most = This report has more than { $most } lines in a log whose newest line comes first. Some lines were left out
note-kill-lines-most = This report has more than { $most } kill lines in a log whose newest line comes first. The rest was left out
note-members-most = This group kill has more than { $most } members in a log whose newest line comes first. Some of them are told as kills of their own
note-doubt-most = More than { $most } lines follow a place at which another report may have begun. Whether one did wasn't examined
note-habits-most = The reports of this node have more than { $most } different lines. Where the log lost lines, two reports may be told as one
note-streams-most = More than { $most } nodes, boots, or callers write to this log in turn, so this report was ended early. What it lacks may be in the log
