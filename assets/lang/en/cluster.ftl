# What kubectl and other programs' lines say of a kill.

## What became of the container, by the lines of kubelet and the runtime

# $code: the exit code, or "none" where the log has none
ended-noticed = { $code ->
    [none] The container ended, and the runtime logged the OOM event. kubectl describe pod shows the reason OOMKilled
   *[other] The container ended with exit code { $code }, and the runtime logged the OOM event. kubectl describe pod shows the reason OOMKilled
}
ended-unnoticed = { $code ->
    [none] The container ended, but the runtime didn't log an OOM event. kubectl describe pod probably shows the reason Error instead of OOMKilled
   *[other] The container ended with exit code { $code }, but the runtime didn't log an OOM event. kubectl describe pod probably shows the reason Error instead of OOMKilled
}
ended = { $code ->
    [none] The container ended
   *[other] The container ended with exit code { $code }
}
lived-on-noticed = The container kept running, although the runtime logged the OOM event. kubectl shows no restart, and OOMKilled only after the container ends. The restart count in kubectl describe pod confirms it
lived-on = The container kept running. kubectl shows neither a restart nor a reason. The restart count in kubectl describe pod confirms it
lived-on-arithmetic = The log shows no end of this container in the minute after the kill, but shows ends of containers later
container-by-pid = The kernel's lines don't name the container. Line { $line } shows the container whose main process had the victim's PID and ended at that time. crictl inspect confirms it while the node still has the container

## How Kubernetes shows the end

reason-none = none
how-by-reason = reason { $reason }
how-by-reason-and-code = reason { $reason } and exit code { $code }
# $teller: kubectl or crictl; $how: one of the above
end-shown-later = { $teller } shows that container { $name } ended later, with { $how }
end-shown-agrees = { $teller } shows container { $name } as terminated with { $how }, which agrees with the log
end-shown-hides = { $teller } shows container { $name } as terminated with { $how }. The log shows that it was an OOM kill
end-shown-silent = { $teller } shows container { $name } as terminated with { $how }. That alone doesn't show the OOM kill in the log
end-running-asked-before = kubectl shows container { $name } as running: the list was made before the container ended
end-running-silent = kubectl shows container { $name } as running. The killed process wasn't the container's main process, so kubectl shows no trace of the kill
end-running-either = kubectl shows container { $name } as running. Either the killed process wasn't the container's main process, or the list was made before the kill
end-not-shown = kubectl doesn't show this termination of container { $name }. Kubernetes shows at most the current and the last termination of a container

## Restarts

restarts-seen = kubectl shows { $restarts ->
    [one] { $restarts } restart
   *[other] { $restarts } restarts
} of container { $name }, and the log has { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}
restarts-seen-all-after = kubectl shows { $restarts ->
    [one] { $restarts } restart
   *[other] { $restarts } restarts
} of container { $name }, and the log has { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}, after the list was made
restarts-seen-some-after = kubectl shows { $restarts ->
    [one] { $restarts } restart
   *[other] { $restarts } restarts
} of container { $name }, and the log has { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
} ({ $after } of them after the list was made)
# $seen: one of the above
restarts-agree = { $seen }. They agree
restarts-agree-yet = { $seen }. They agree: the list has no restart after the last kill
restarts-more-ends = { $seen }. { $ends ->
    [one] { $ends } termination had another cause or is
   *[other] { $ends } terminations had another cause or are
} outside this log
restarts-silent = { $seen }. { $silent ->
    [one] One kill
   *[other] { $silent } kills
} didn't restart the container
restarts-arithmetic = { $before ->
    [one] { $before } kill
   *[other] { $before } kills
} before the list was made, { $after ->
    [one] { $after } kill
   *[other] { $after } kills
} after it, { $ends ->
    [one] { $ends } termination
   *[other] { $ends } terminations
} of the container

## The limit in the pod's specification

what-of-container = the limit of container { $name }
what-pods-own = the pod's own limit (pod-level resources)
what-of-only-container = the limit of its only container { $name }
what-sum = the sum of its containers' limits
what-of-only-container-and-overhead = the limit of its only container { $name } plus the pod's overhead (RuntimeClass)
what-sum-and-overhead = the sum of its containers' limits plus the pod's overhead (RuntimeClass)
what-init = the limit for its largest init container, which is more than the sum of its containers' limits
# $what: one of the above
limit-as-listed = The limit that was reached, { $enforced }, is { $what }
limit-rounded = The limit that was reached, { $enforced }, is { $what }: { $listed }, rounded down to whole pages
limit-changed = The limit that was reached is { $enforced }, but the pod list shows { $listed } for { $what }. Either the limit was changed in between, or the list shows another pod of this name or leaves out its RuntimeClass overhead
sum-of-init = an init container's { $init }, more than { $sum }
sum-with-overhead = { $sum } + overhead { $overhead }

## Events

event-names-kill = The node's event { $reason } names this kill
events-of-pod = Pod events: { $events }. Kubernetes records no event for a kill at a container or pod limit

## Allocatable

rule-aks-tiers = AKS's rule up to 1.28: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112 and 2 % of the rest are reserved, and pods are evicted below 750Mi
rule-aks-pods = AKS's rule from 1.29 on: 20Mi for each pod that the node may run plus 50Mi, but at most 25 % of the memory, are reserved, and pods are evicted below 100Mi
rule-eks = EKS's rule: 11Mi for each pod that the node may run plus 255Mi are reserved, and pods are evicted below 100Mi
rule-gke = GKE's rule: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112 and 2 % of the rest are reserved, and pods are evicted below 100Mi
rule-kubelet = the kubelet's default: nothing is reserved, and pods are evicted below 100Mi
# $rule: one of the above
allocatable-by-rule = { $node } has { $allocatable } of Allocatable memory for pods, by { $rule }. All pods together can use { $pods }
allocatable-by-rule-as-printed = { $node } has { $allocatable } of Allocatable memory for pods, by { $rule }. All pods together can use { $pods }, the limit that the kernel printed
allocatable-by-rule-otherwise = { $node } has { $allocatable } of Allocatable memory for pods, by { $rule }. All pods together can use { $pods }, but the kernel printed a limit of { $printed }
allocatable-sum = { $capacity } − { $reserved } reserved = { $pods } for all pods. { $pods } − { $eviction } eviction threshold = { $allocatable } Allocatable
allocatable-sum-of-vm = { $capacity } − { $reserved } reserved (of a VM of { $size }) = { $pods } for all pods. { $pods } − { $eviction } eviction threshold = { $allocatable } Allocatable
allocatable-by-kernel = { $node } has { $capacity }. All pods together can use { $limit }, and { $allocatable } of it is Allocatable: { $reserved } is reserved, and pods are evicted when less than { $eviction } is available. No provider's usual rule gives these figures, so they come from the kubelet's configuration
allocatable-own = { $node } has { $capacity }, of which { $allocatable } is Allocatable. { $withheld } is reserved or kept for the eviction threshold. No provider's usual rule gives these figures, so they come from the kubelet's configuration


## What a pod belongs to

# $kind: Deployment, StatefulSet …, $name: shop/cart
workload-of-kind = { $kind } { $name }
workload-of-some-kind = workload { $name }
# $workload: one of the above
workload-inferred = { $workload } (inferred)
workload-by-owner = { $workload } (the pod's owner, as listed)
workload-by-owners-name = { $workload } (inferred from the name of the pod's owner)
workload-by-pod-name = { $workload } (inferred from the pod's name)
