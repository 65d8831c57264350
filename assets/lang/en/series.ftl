# Kills of one container, pod, service or process.

series-pods = { $workload } ({ $pods } pods)
series-container = { $pod }, container { $container }
series-on-host = { $name } on { $host }
series-rhythm = { $count ->
    [one] { $count } kill
   *[other] { $count } kills
} in { $span }, typically { $interval } apart
series-one-container = All in one running container: it was not restarted in between
series-crash-loop = Crash loop: { $containers } containers, each started anew, were killed in turn
series-slow-leak = Looks like a slow leak: the memory fills at a steady rhythm, and most of it is anonymous
series-same = Anonymous memory was about the same at each kill ({ $size })
series-grew = Anonymous memory at the kill grew from { $first } to { $last }
series-fell = Anonymous memory at the kill fell from { $first } to { $last }
