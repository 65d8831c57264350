# Kills of one container, pod, service or process.

series-pods = { $workload } ({ $pods } pods)
series-inferred = That these pods belong together is inferred from their names
series-container = { $pod }, container { $container }
series-on-host = { $name } on { $host }
series-rhythm = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} in { $span }, typically { $interval } apart
series-at-once = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} in the same second
series-one-container = All in one running container, which wasn't restarted in between
series-crash-loop = Crash loop: { $containers } containers were started one after the other, and each was killed
series-crash-loop-of-pod = Crash loop in one pod: { $containers } containers were started one after the other, and each was killed
series-daily = The kills come at about the same time of day, which points to a scheduled job
series-hourly = The kills come whole hours apart, which points to a scheduled job
series-slow-leak = A steady rhythm, and most of the memory is anonymous: a slow leak can look like this, and so can a job on a schedule
series-same = Anonymous memory was about the same at each kill ({ $size })
series-grew = Anonymous memory at the kill grew from { $first } to { $last }
series-fell = Anonymous memory at the kill fell from { $first } to { $last }

## What the kills of a series tell one after the other

course-programs = Different programs were killed; anonymous memory was between { $least } and { $most }
course-varied = Anonymous memory went up and down between { $least } and { $most }
course-closer = The kills came closer and closer together: { $from } apart at first, { $to } at the end
course-further = The kills came further and further apart: { $from } apart at first, { $to } at the end
course-limit-same = The limit was { $limit } at each kill
course-limit-same-where-told = The limit was { $limit } at each of the { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
} that tell it
course-limit-raised = The limit rose from { $from } to { $to }: kill { $kill } is the first under it
course-limit-lowered = The limit fell from { $from } to { $to }: kill { $kill } is the first under it
course-limit-more = { $count ->
    [one] The limit changed { $count } more time
   *[other] The limit changed { $count } more times
}
course-restarts = The pod list counts { $count ->
    [one] { $count } restart
   *[other] { $count } restarts
} of container { $container } in { $pod }
course-restarts-more = { $count ->
    [one] The restarts of { $count } more container are in the pod list
   *[other] The restarts of { $count } more containers are in the pod list
}

## The card of a series

series-card-memory = Memory at each kill
series-card-intervals = Time since the previous kill
series-card-held-cgroup = anonymous memory under the limit
series-card-held-victim = anonymous memory of the victim
series-card-limit = limit
series-card-anonymous = { $size } anonymous
series-card-under = limit { $limit }
series-card-since = { $time } after the previous kill
series-card-more-kills = … and { $count ->
    [one] { $count } more kill
   *[other] { $count } more kills
}
series-card-no-memory = The log doesn't show the memory at these kills
series-card-no-times = The log has no times that put these kills in order, so there is nothing to draw over time
series-card-hidden = { $count ->
    [one] { $count } of these kills is
   *[other] { $count } of these kills are
} hidden by the list's filter
series-card-zoom = Zoom timeline
series-card-zoom-hint = Show the part of the timeline with these kills. The charts follow the timeline
course-changed = From the first kill to the last: { $changes }
