# Signs of kills that no report of the kernel in these inputs shows.

## What was killed, within the sentences below

subject-container-of-pod = container { $container } of pod { $pod }
subject-container = container { $container }
subject-pod = pod { $pod }
subject-process = { $name } (PID { $pid })
subject-process-of-pod = { $process } in pod { $pod }
subject-pid = PID { $pid }
subject-unknown = a process that isn't named

## What was seen

sign-oom-killed = Kubernetes shows { $subject } as OOMKilled
sign-oom-killed-code = Kubernetes shows { $subject } as OOMKilled (exit code { $code })
sign-task-oom = The container runtime reported an out-of-memory event for { $subject }
sign-system-oom = The kubelet reported a system OOM: the kernel killed { $subject }
sign-problem-detector = node-problem-detector reported an OOM kill by the kernel: { $subject }
sign-unit-oom = systemd reported that the kernel's OOM killer killed a process of { $subject }
sign-unit-failed = { $subject } failed with the result oom-kill
sign-exit-137 = { $subject } ended with exit code 137 (SIGKILL)
sign-oomd = systemd-oomd killed { $subject }
sign-earlyoom = earlyoom killed { $subject }
sign-talos = Talos's OOM controller killed { $subject }
sign-eviction = The kubelet evicted { $subject }

## What that proves, and what it leaves open

sign-proves-container = The kernel's OOM killer killed at least one process of this container
sign-open-container = It doesn't show which limit was reached (the container's, the pod's, or the node's) or which process was killed
sign-proves-unit = The kernel's OOM killer killed at least one process of this unit
sign-open-unit = It doesn't show which limit was reached (the unit's, a slice's, or the node's) or which process was killed
sign-proves-process = The kernel's OOM killer killed this process
sign-open-process = It doesn't show which limit was reached, or what used the memory
sign-open-system-oom = It doesn't show whether the node was out of memory: the kubelet reports a system OOM for every kill whose cgroup it can't read, including kills at a container's limit
sign-proves-cgroup = The kernel's OOM killer killed this process because a cgroup's limit was reached
sign-open-cgroup = It doesn't show whose limit was reached: the container's, the pod's, or that of all pods
sign-proves-failed = A process of this unit was killed for lack of memory
sign-open-failed = It doesn't show who killed it: systemd gives the same result after kills by the kernel and by systemd-oomd
sign-proves-137 = SIGKILL ended the container's main process
sign-open-137 = It doesn't show who sent the signal: the kernel's OOM killer, a failed liveness probe, a shutdown, or a person
sign-proves-userspace = A program made this kill, not the kernel
sign-open-userspace = It doesn't mean that a memory limit was reached
sign-proves-eviction = The kubelet ended this pod because the node was low on memory. The kernel didn't kill it
sign-open-eviction = It doesn't mean that a limit of the pod was reached

## What to ask for next

sign-ask = Ask for the node's kernel log at that time: { $command }
sign-ask-time = Ask for the node's kernel log around { $time }: { $command }
sign-ask-node = Ask for the kernel log of node { $node }: { $command }
sign-ask-node-time = Ask for the kernel log of node { $node } around { $time }: { $command }
sign-ask-killer = Ask for what it logged around the kill: { $command }

## Headings, counts and notes

signs-heading = Signs of kills without a kernel report
signs-words = These lines and lists show kills that have no kernel report in these inputs. They aren't counted as kernel OOM kills
signs-not-shown = { $count ->
    [one] { $count } more sign isn't shown here
   *[other] { $count } more signs aren't shown here
}
sign-column-when = When
sign-column-what = What was seen
sign-column-node = Node
sign-column-proves = What it proves
sign-column-open = What it leaves open
sign-column-ask = Ask for
sign-said = { $what }. { $proves }. { $open }. { $ask }
sign-said-at = { $time }: { $what }. { $proves }. { $open }. { $ask }
