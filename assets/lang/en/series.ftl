# Kills of one container, pod, service or process.

series-pods = { $workload } ({ $pods } pods)
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
series-slow-leak = The rhythm is steady and most of the memory is anonymous: a slow leak can look like this, and so can a job on a schedule
series-same = Anonymous memory was about the same at each kill ({ $size })
series-grew = Anonymous memory at the kill grew from { $first } to { $last }
series-fell = Anonymous memory at the kill fell from { $first } to { $last }
