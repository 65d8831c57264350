# What kubectl and other programs' lines say of a kill.

## What became of the container, by the lines of kubelet and the runtime

# $code: the exit code, or "none" where the log has none
ended-noticed = { $code ->
    [none] The container ended, and the runtime noticed the kill: Kubernetes shows the reason OOMKilled
   *[other] The container ended with exit code { $code }, and the runtime noticed the kill: Kubernetes shows the reason OOMKilled
}
ended-unnoticed = { $code ->
    [none] The container ended, but the runtime's lines do not tell of the kill: expect the reason Error in kubectl, not OOMKilled
   *[other] The container ended with exit code { $code }, but the runtime's lines do not tell of the kill: expect the reason Error in kubectl, not OOMKilled
}
ended = { $code ->
    [none] The container ended
   *[other] The container ended with exit code { $code }
}
lived-on-noticed = The container lived on, although the runtime noticed the kill: kubectl shows no restart, and OOMKilled only once the container ends
lived-on = The container lived on: kubectl shows neither a restart nor a reason
lived-on-arithmetic = The log tells of no end of this container in the minute after, but of ends later
container-by-pid = The kernel's lines do not name the container; by line { $line } it is the one whose first process had the victim's pid and ended at that time

## How Kubernetes shows the end

reason-none = none
how-by-reason = reason { $reason }
how-by-reason-and-code = reason { $reason } and exit code { $code }
# $teller: kubectl or crictl; $how: one of the above
end-shown-later = { $teller } shows that container { $name } ended later, with { $how }
end-shown-agrees = { $teller } shows this end of container { $name } with { $how }, which agrees with the log
end-shown-hides = { $teller } shows this end of container { $name } with { $how }, which hides that the kernel killed it
end-shown-silent = { $teller } shows this end of container { $name } with { $how }, which does not tell of the kernel's kill
end-running-asked-before = kubectl shows this container { $name } as running: it was asked before the container ended
end-running-silent = kubectl shows this container { $name } as running: the process that was killed was not the container's first, and the kill is silent
end-running-either = kubectl shows this container { $name } as running: the process that was killed was not the container's first, or kubectl was asked before the kill
end-not-shown = kubectl does not show this end of container { $name }: Kubernetes keeps the last two ends of a container

## Restarts

restarts-seen = kubectl shows { $restarts ->
    [one] { $restarts } restart
   *[other] { $restarts } restarts
} of container { $name }, the log { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}
restarts-seen-all-after = kubectl shows { $restarts ->
    [one] { $restarts } restart
   *[other] { $restarts } restarts
} of container { $name }, the log { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
}, after kubectl was asked
restarts-seen-some-after = kubectl shows { $restarts ->
    [one] { $restarts } restart
   *[other] { $restarts } restarts
} of container { $name }, the log { $kills ->
    [one] { $kills } kill
   *[other] { $kills } kills
} ({ $after } of them after kubectl was asked)
# $seen: one of the above
restarts-agree = { $seen }: they agree
restarts-agree-yet = { $seen }: they agree, as no restart followed the last one (yet)
restarts-more-ends = { $seen }: { $ends ->
    [one] { $ends } end
   *[other] { $ends } ends
} had another cause or lie outside this log
restarts-silent = { $seen }: { $silent ->
    [one] { $silent } was
   *[other] { $silent } were
} silent
restarts-arithmetic = { $before ->
    [one] { $before } kill
   *[other] { $before } kills
} before kubectl was asked, { $after ->
    [one] { $after } kill
   *[other] { $after } kills
} after it; { $ends ->
    [one] { $ends } end
   *[other] { $ends } ends
} of the container

## The limit in the pod's specification

what-of-container = the limit of container { $name }
what-pods-own = a limit of the pod's own (pod-level resources)
what-of-only-container = the limit of its only container { $name }, so in effect the container's
what-sum = what its containers' limits come to
# $what: one of the above
limit-as-listed = The limit that was hit, { $enforced }, is { $what }
limit-changed = The limit that was hit is { $enforced }, but the pod list says { $listed } for { $what }: it was changed in between
sum-of-init = an init container's { $init }, more than { $sum }
sum-with-overhead = { $sum } + overhead { $overhead }

## Events

event-names-kill = The node's event { $reason } names this kill
events-of-pod = Events of this pod: { $events }. None tells of the kernel's kill itself

## Allocatable

rule-aks-tiers = AKS's rule up to 1.28: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112 and 2 % of the rest are reserved, and pods are evicted below 750Mi
rule-aks-pods = AKS's rule from 1.29 on: 20Mi per pod and 50Mi, at most 25 % of the memory, are reserved, and pods are evicted below 100Mi
rule-eks = EKS's rule: 11Mi per pod and 255Mi are reserved, and pods are evicted below 100Mi
rule-gke = GKE's rule: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112 and 2 % of the rest are reserved, and pods are evicted below 100Mi
rule-kubelet = the kubelet's default: nothing is reserved, and pods are evicted below 100Mi
# $rule: one of the above
allocatable-by-rule = { $node } offers { $allocatable } to pods, by { $rule }. All pods together may use { $pods }
allocatable-by-rule-as-printed = { $node } offers { $allocatable } to pods, by { $rule }. All pods together may use { $pods }, the limit that the kernel printed
allocatable-by-rule-otherwise = { $node } offers { $allocatable } to pods, by { $rule }. All pods together may use { $pods }; the kernel printed a limit of { $printed }
allocatable-sum = { $capacity } − { $reserved } reserved = { $pods } for all pods; − { $eviction } eviction threshold = { $allocatable }
allocatable-sum-of-vm = { $capacity } − { $reserved } reserved (of a VM of { $size }) = { $pods } for all pods; − { $eviction } eviction threshold = { $allocatable }
allocatable-by-kernel = { $node } has { $capacity }; all pods together may use { $limit }, and { $allocatable } are offered to them: { $reserved } is reserved, and pods are evicted when less than { $eviction } is free. No provider's usual rule gives these figures: the kubelet's configuration does
allocatable-own = { $node } has { $capacity } and offers { $allocatable } to pods; { $withheld } are reserved or kept free by eviction. No provider's usual rule gives these figures: the kubelet's configuration does

