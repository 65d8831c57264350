# Signs of kills that no report of the kernel in these inputs shows.

## What was killed, within the sentences below

subject-container-of-pod = Pod { $pod } のコンテナー { $container }
subject-container = コンテナー { $container }
subject-pod = Pod { $pod }
subject-process = { $name } (PID { $pid })
subject-process-of-pod = Pod { $pod } の { $process }
subject-pid = PID { $pid }
subject-unknown = 名前が不明なプロセス

## What was seen

sign-oom-killed = Kubernetes では、{ $subject } が OOMKilled と表示されています
sign-oom-killed-code = Kubernetes では、{ $subject } が OOMKilled (終了コード { $code }) と表示されています
sign-task-oom = コンテナーランタイムが { $subject } のメモリ不足イベントを記録しています
sign-system-oom = kubelet が System OOM を報告しています (カーネルによる { $subject } の強制終了)
sign-problem-detector = node-problem-detector がカーネルによる OOM キルを報告しています: { $subject }
sign-unit-oom = カーネルの OOM killer が { $subject } のプロセスを強制終了したと systemd が報告しています
sign-unit-failed = { $subject } が oom-kill の結果で失敗しています
sign-exit-137 = { $subject } が終了コード 137 (SIGKILL) で終了しています
sign-oomd = systemd-oomd が { $subject } を強制終了しました
sign-earlyoom = earlyoom が { $subject } を強制終了しました
sign-talos = Talos の OOM コントローラーが { $subject } を強制終了しました
sign-eviction = kubelet が { $subject } を退避させました

## What that proves, and what it leaves open

sign-proves-container = カーネルの OOM killer が、このコンテナーのプロセスを少なくとも 1 つ強制終了したことが分かります
sign-open-container = どの上限 (コンテナー、Pod、ノード) に達したか、どのプロセスが強制終了されたかは分かりません
sign-proves-unit = カーネルの OOM killer が、このユニットのプロセスを少なくとも 1 つ強制終了したことが分かります
sign-open-unit = どの上限 (ユニット、スライス、ノード) に達したか、どのプロセスが強制終了されたかは分かりません
sign-proves-process = カーネルの OOM killer がこのプロセスを強制終了したことが分かります
sign-open-process = どの上限に達したか、何がメモリを使用していたかは分かりません
sign-open-system-oom = ノードのメモリが不足していたかどうかは分かりません。kubelet は、cgroup を読み取れない強制終了を、コンテナーの上限によるものも含めてすべて System OOM として報告します
sign-proves-cgroup = cgroup の上限に達したため、カーネルの OOM killer がこのプロセスを強制終了したことが分かります
sign-open-cgroup = どの上限 (コンテナー、Pod、全 Pod) に達したかは分かりません
sign-proves-failed = このユニットのプロセスがメモリ不足のため強制終了されたことが分かります
sign-open-failed = カーネルと systemd-oomd のどちらによる強制終了かは分かりません。systemd ではどちらも同じ結果になります
sign-proves-137 = コンテナーのメインプロセスが SIGKILL で終了したことが分かります
sign-open-137 = シグナルの送信元 (カーネルの OOM killer、失敗した Liveness Probe、シャットダウン、人の操作) は分かりません
sign-proves-userspace = カーネルではなく、プログラムによる強制終了です
sign-open-userspace = メモリの上限に達したことを意味しません
sign-proves-eviction = ノードのメモリが少なくなったため、kubelet がこの Pod を終了させました。カーネルによる強制終了ではありません
sign-open-eviction = Pod の上限に達したことを意味しません

## What to ask for next

sign-ask = その時刻のノードのカーネルログの提供を依頼してください: { $command }
sign-ask-time = { $time } 前後のノードのカーネルログの提供を依頼してください: { $command }
sign-ask-node = ノード { $node } のカーネルログの提供を依頼してください: { $command }
sign-ask-node-time = ノード { $node } の { $time } 前後のカーネルログの提供を依頼してください: { $command }
sign-ask-killer = 強制終了前後の次のログの提供を依頼してください: { $command }

## Headings, counts and notes

signs-heading = カーネルのレポートがない強制終了の手掛かり
signs-words = 以下の行と一覧は、入力中のカーネルのレポートにない強制終了を示しています。カーネルの OOM キルには数えません
signs-not-shown = ほかに { $count } 件の手掛かりがあります (ここには表示していません)
sign-column-when = 日時
sign-column-what = 記録の内容
sign-column-node = ノード
sign-column-proves = 分かること
sign-column-open = 分からないこと
sign-column-ask = 提供を依頼するもの
sign-said = { $what }。{ $proves }。{ $open }。{ $ask }
sign-said-at = { $time }: { $what }。{ $proves }。{ $open }。{ $ask }
