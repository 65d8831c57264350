# 名前 (process-named、pod-named など) は必ず英数字か閉じ括弧で終わるので、後に空白を置く。上限 (limit-…) は自分の空白を持つ。

# 判定: 誰の上限に達したか、その理由、次にすべきこと

## 文中の名前

process-unnamed = プロセス { $pid }
pod-named = Pod { $name }
container-named = コンテナー { $name }
container-of-pod = { $pod } の{ $container }
some-container-of-pod = コンテナー ({ $pod })
some-container = コンテナー (名前はログになし)
another-container = コンテナー (詳細不明)
container-by-id = コンテナー { $id }
container-by-runtime = { $runtime } コンテナー { $id }
inside-container = { $container } 内の { $inner }
pod-by-uid = Pod { $uid }
pod-around = Pod (外側)
memory-node = メモリノード { $node }
memory-nodes = メモリノード { $nodes }
certain-memory-nodes = メモリノード (一部)
slurm-job = Slurm ジョブ { $number }
virtual-machine = 仮想マシン { $name }
cgroup-named = cgroup { $path }

## 文中の上限

limit-memory = メモリ上限
limit-memory-of = メモリ上限 { $size }{ " " }
limit-memory-and-swap = メモリとスワップの合計の上限
limit-memory-and-swap-of = メモリとスワップの合計の上限 { $size }{ " " }

## 見出しの後半: カーネルが何を強制終了したか

killed = カーネルは { $victim } を強制終了しました
killed-of-pod = カーネルは { $pod } の { $victim } を強制終了しました
killed-with-others = カーネルは { $victim } とほか { $others } 個のプロセスを強制終了しました
killed-of-pod-with-others = カーネルは { $pod } の { $victim } とほか { $others } 個のプロセスを強制終了しました
killed-none-killable = 強制終了できるプロセスは見つかりませんでした
killed-panicked = カーネルはパニックしました
killed-nothing = カーネルは何も強制終了しませんでした
killed-not-in-log = カーネルがどのプロセスを強制終了したかはログにありません

## すべての上限に共通

reached-its = { $subject } が{ $limit }に達しました。{ $killed }
limit-named = カーネルは、上限に達した cgroup の名前を出力しています (oom_memcg)。それは、{ $whose } です
limit-named-by-task-line = カーネルは、上限に達した cgroup の名前を出力しています ("killed as a result of limit of")。それは、{ $whose } です
limit-named-by-statistics = 上限の持ち主を示す行はログにありませんが、メモリの統計はあります。カーネルが統計を出力するのは上限に達した cgroup についてであり、それは、{ $whose } です
whose-that-of = { $name } の cgroup
held-all = 使用量は { $usage } (ログでは { $kib } kB) で、上限いっぱいでした
held-all-with-swap = メモリとスワップの使用量は合わせて { $usage } (ログでは { $kib } kB) で、上限いっぱいでした
held-nearly-all = 使用量は上限 { $limit } kB に対して { $usage } kB でした。カーネルはメモリをまとめて計上するため、これで上限いっぱいです
held-less = 使用量は上限 { $limit } kB に対して { $usage } kB でした。次に要求された分が収まらなかったか、カーネルが値を読んだのが少し後だったと考えられます
held-without-limit = 使用量は { $usage } で、ログに上限は出力されていません
held-not-in-log = 使用量と上限を示す行はログにありません
swap-limit-reached-too = メモリとスワップの合計の上限 { $limit } にも達していました ("memory+swap:" の failcnt は { $failcnt })。スワップアウトされた分はこちらに計上されます
swap-limit-is-memory-limit = 割り当てを拒否したのは、メモリとスワップの合計の上限です ("memory+swap:" の failcnt は { $failcnt }、"memory:" は { $memory_failcnt })。ここでは両方の上限が同じ値でスワップアウトの余地がないため、実質的にはメモリ上限です
swap-limit-alone = 達したのはメモリだけの上限ではなく、メモリとスワップの合計の上限です ("memory+swap:" の failcnt は { $failcnt })。スワップアウトされた分も計上されます
nested = この Kubernetes は、{ $outer } の中で動いています。達したのは内側のクラスターの上限であり、マシンの上限ではありません
may-be-innocent = 強制終了されたプロセスが、メモリを使いすぎたプロセスとは限りません。カーネルは、終了させたときに最も多くのメモリが空くプロセスを、oom_score_adj で補正したうえで選びます
outside-kubernetes = Kubernetes の管理外であり、Pod の上限に達したのではありません
no-pods-limit = 個々の Pod の上限には達していません

## 強制終了に至らなかった場合

all-exempt = 対象となるプロセスはすべて強制終了から除外されています (oom_score_adj -1000)
none-killable = 対象となるプロセスのうち、強制終了できるものは残っていませんでした
machine-stopped = カーネルは代わりにマシンを停止させました: "{ $words }"
none-could-be-killed = カーネルは、どのプロセスも強制終了できなかったと出力しています

## Kubernetes のコンテナー

container-reached = コンテナーの{ $limit }に達しました。{ $killed }
whose-container = Pod やノードのものではなく、コンテナー自身の cgroup
container-raise = コンテナーのメモリ上限 (resources.limits.memory) を引き上げるか、プログラムのメモリ使用量を減らしてください
within-reached = { $container } 内の { $inner } の{ $limit }に達しました。{ $killed }
whose-within = コンテナーの中で作られた cgroup { $inner }
within-not-the-container = 達したのはコンテナー自身の上限ではなく、内側の cgroup に設定された上限です
within-find = コンテナーの中で { $inner } に上限を設定しているもの (systemd の MemoryMax=、入れ子のコンテナーなど) を探し、その値を引き上げてください
look-for-tmpfs = medium: Memory の emptyDir や /dev/shm のファイルがないか確認してください。そこに置かれたものは上限に計上され、プロセスが終了しても残ります
look-for-kernel-memory = カーネルがこれほど多くのメモリを保持している原因 (大量のファイル、ソケット、スレッド、マッピングなど) を調べてください。プロセスを強制終了しても、ほとんど解放されないことがあります

## Pod

pod-reached = Pod の{ $limit }に達しました。{ $killed }
whose-pod = ノードのものではなく、Pod 自身の cgroup
pod-raise = Pod のコンテナーのメモリ上限 (resources.limits.memory。その合計が Pod の上限になります) か、Pod 自身に上限があればその値を引き上げてください。または、プログラムのメモリ使用量を減らしてください
pod-several = この Pod では複数のコンテナーが動いており、Pod の上限はその上限の合計です。上限は全体で使い切られました。どのプロセスがどのコンテナーのものかは、カーネルは出力しません
pod-listed-one = Pod の一覧によると、この Pod のコンテナーは 1 つだけです。{ $in_effect }
pod-one-running-of-listed = 動いていた Pod のコンテナーは 1 つだけですが、Pod の一覧には { $count } 個あります。Pod の上限はその上限の合計なので、1 つだけで動いているコンテナーがすべてを使い切ることがあります
pod-listed-several = Pod の一覧によると、この Pod には { $count } 個のコンテナーがあり、Pod の上限はその上限の合計です。どのプロセスがどのコンテナーのものかは、カーネルは出力しません
pod-one-running = 動いていた Pod のコンテナーは 1 つだけです。{ $in_effect }
pod-started-one = ログには Pod の起動の様子が残っており、起動したコンテナーは 1 つだけです。この後に起動するコンテナーがなかったとすれば、次のように言えます。{ $in_effect }
pod-started-several = ログによると、この Pod では複数のコンテナーが起動しました ({ $names })。init コンテナーが含まれている可能性があります。1 つを除いてすべて init コンテナーであれば、次のように言えます。{ $in_effect }
pod-unknown-count = Pod のコンテナーが 1 つだけであれば、次のように言えます。{ $in_effect }。Pod にコンテナーがいくつあるかは、ログからは分かりません
in-effect-containers = 達したのは、実質的にはそのコンテナーの上限です。Kubernetes は Pod にコンテナーの上限の合計を与えますが、小さな pause プロセスの分も計上されるため、コンテナーの上限よりわずかに早く Pod の上限に達します

## 多くの Pod

class-best-effort = BestEffort
class-burstable = Burstable
qos-reached = ノードの { $class } の Pod 全体が{ $limit }に達しました。{ $killed }
whose-qos = ノードのすべての { $class } の Pod をまとめる cgroup
qos-see-reserved = kubelet が --qos-reserved 付きで動いていないか確認してください。QoS クラス全体に上限を設定する Kubernetes の機能はほかにありません
node-pods-reached = ノードのすべての Pod の合計が、ノードが Pod に割り当てられる上限である{ $amount }に達しました。{ $killed }
amount-memory = メモリ量
amount-memory-of = メモリ { $limit }{ " " }
amount-memory-and-swap = メモリとスワップの合計 { $limit }{ " " }
whose-node-pods = ノードのすべての Pod をまとめる kubepods
node-pods-placed-by-requests = 個々の Pod の上限には達していません。Pod は上限 (limits) ではなく要求 (requests) に基づいて配置されるため、1 つのノード上の上限の合計がノードのメモリを超えることがあります
node-pods-allocatable = ノードが Pod に割り当てられるのは、ノードのメモリからシステム用と Kubernetes 用に予約された分を除いた残りです。本来は使い切る前に kubelet が Pod を退避 (eviction) させますが、今回は十分な空きを間に合うように確保できませんでした
raise-requests = メモリを最も多く使っている Pod のメモリ要求 (requests) を引き上げ、1 つのノードに配置される Pod を減らしてください
more-memory-or-nodes = ノードのメモリを増やすか、クラスターのノード数を増やしてください
see-what-is-reserved = 予約量がシステムに必要な量より多くないか確認してください (kube-reserved、system-reserved)

## Kubernetes の外

runtime-not-kubernetes = Pod のコンテナーではありません。この上限は Kubernetes が設定したものではなく、Kubernetes がこの強制終了を報告することもありません
runtime-raise = 上限を引き上げる ({ $place }) か、プログラムのメモリ使用量を減らしてください
where-docker = docker run --memory、または compose ファイルの mem_limit
where-podman = podman run --memory、またはユニットの Memory=
where-containerd = nerdctl run --memory、ctr run --memory-limit
where-lxc = lxc.cgroup2.memory.max、Incus や LXD では limits.memory
where-nspawn = マシンのユニットの MemoryMax=
where-ecs = タスク定義の memory
where-nomad = タスクの resources の memory と memory_max
where-started = コンテナーを起動した場所
user-numbered = ユーザー { $uid }
user-unknown = ユーザー (不明)
whose-login-session = { $user } のログインセッションの cgroup
login-session = { $user } のログインセッション ({ $unit })
whose-unit-of-user = { $user } が実行している { $unit } の cgroup
unit-of-user = { $user } の { $unit }
whose-all-of-user = { $user } が実行しているものすべての cgroup
all-of-user = 実行中のもの全体 ({ $user })
whose-all-users = 全ユーザーのセッションの cgroup
all-users = セッション全体 (全ユーザー)
session-raise = ユーザーのスライスまたはユニットの上限 (systemd の MemoryMax=) を引き上げるか、より余裕のある場所で処理を実行してください
whose-unit = systemd ユニット { $unit } の cgroup
unit-raise = { $unit } の MemoryMax= を引き上げるか (cgroup v1 では MemoryLimit=。現在の値は "systemctl show { $unit } -p MemoryMax" で分かります)、より多くのメモリが必要な理由を調べてください
slice-reached = { $slice } に含まれるもの全体が{ $limit }に達しました。{ $killed }
whose-slice = 複数のサービスをまとめる { $slice }
slice-raise = { $slice } の上限 (MemoryMax=) を引き上げるか、最も大きいサービスを別の場所に移してください
slice-reservation = kubelet がこのスライスに予約量を強制している場合は (enforceNodeAllocatable の system-reserved、kube-reserved)、予約量を引き上げるか、強制をやめてください
job-raise = ジョブにより多くのメモリを要求する (sbatch --mem) か、メモリ使用量を減らしてください
machine-raise = マシンの cgroup の上限 (libvirt の hard_limit) を、RAM とホスト側プロセスに必要な量の合計より大きくしてください
other-raise = この cgroup を作成して上限 (memory.max) を設定したものを調べ、その値を引き上げてください

## 手動の要求

manual = この強制終了は、人またはプログラムが要求したものです。{ $killed }
manual-order = カーネルが order=-1 を出力するのは、強制終了が要求された場合だけです。誰かが SysRq+f を押したか、/proc/sysrq-trigger に f を書き込んだか、earlyoom -k などのプログラムが要求しました
manual-no-limit = 何らかの上限に達していたとは限らず、ノードのメモリが不足していたとも限りません
manual-find = 監査ログ、シェルの履歴、この直前の行などから、誰が (何が) /proc/sysrq-trigger に書き込んだかを調べてください

## 特定のメモリノード

nodes-ran-out = { $nodes } のメモリが不足しました。{ $killed }
cpuset-confines = メモリを必要としたプロセスが使えるのは { $nodes } だけです (cpuset による制限)
cpuset-allow = 使えるメモリノードを増やすか (cpuset.mems)、kubelet の静的メモリマネージャーや CPU 固定の設定がなぜ制限しているのかを調べてください
policy-confines = メモリを必要としたプロセスは { $nodes } からだけ確保しようとしました (NUMA ポリシーによる制限)
policy-loosen = ポリシー (numactl --membind、mbind) を緩めるか、処理をより多くのメモリノードに分散させてください

## ノード全体

node-ran-out = ノードのメモリが不足しました。{ $killed }
node-no-cgroup = cgroup の上限が理由ではありません (CONSTRAINT_NONE)。カーネルはノード自体のメモリから確保しようとしました
node-root = 上限の cgroup はルートであり、ノードのメモリ以外に上限はありません
node-by-report = レポートにはノード全体のメモリ (Mem-Info) が出力されています。カーネルがこれを出力するのは、cgroup の上限が理由ではない場合だけです
node-panic-unconfined = カーネルがこの文言でパニックするのは、cpuset や NUMA ポリシーがメモリの探索を制限していなかった場合だけです
node-confined-not-in-log = cpuset や NUMA ポリシーによる制限があったかどうかは oom-kill の行で分かりますが、この行がログにありません
node-free = RAM { $total } のうち { $free } が空いていました
node-free-no-swap = RAM { $total } のうち { $free } が空いていました。スワップはありません
node-free-swap-full = RAM { $total } のうち { $free } が空いていました。スワップ { $swap } は使い切られていました
node-free-swap = RAM { $total } のうち { $free } と、スワップ { $swap } のうち { $swap_free } が空いていました
node-victim-in-pod = 強制終了されたプロセスは Pod の中で動いていましたが、その Pod の上限には達していません。このような場合、カーネルは、終了させたときに最も多くのメモリが空くプロセスを oom_score_adj で補正したうえで選ぶため、そのプロセスが原因とは限りません
node-see-who = タスクの一覧を大きい順に見て、何がメモリを使っていたかを確認してください
node-raise-requests = Kubernetes では、メモリを最も多く使っている Pod のメモリ要求 (requests) を引き上げてこのノードに配置される Pod を減らし、システムのサービス用に十分な量を予約してください (system-reserved、kube-reserved)
node-more-memory = ノードのメモリを増やすか、処理をより多くのノードに分散させてください
node-ran-out-by-kill-line = 強制終了の行から分かる範囲では、ノードのメモリが不足しました。{ $killed }
kill-line-no-cgroup = 強制終了の行には "Memory cgroup out of memory" ではなく "Out of memory" とあり、cgroup の上限が理由ではありません
kill-line-more-not-in-log = より詳しいことを示す行はログにありません。ノード全体のメモリが不足したのか、cpuset や NUMA ポリシーが許すメモリノードだけが不足したのかは oom-kill の行に、手動で要求された強制終了かどうかは "invoked oom-killer" の行に出力されます
panic-no-cgroup = カーネルがこの文言でパニックするのは、cgroup の上限が理由ではない場合だけです。より詳しいことを示す行はログにありません

## ログから分からないこと

cgroup-not-in-log = メモリ上限に達しましたが、何の上限かはログに示されていません。{ $killed }
cgroup-some = 理由は、コンテナー、Pod、サービス、全 Pod の合計など、いずれかの cgroup の上限です。ノード全体のメモリが不足したのではありません
cgroup-line-not-in-log = 何の上限かを示す行 (oom_memcg= を含む "oom-kill:"。5.0 より前のカーネルでは "Task in … killed as a result of limit of …") はログにありません
reports-are-limited = カーネルが完全なレポートを出力するのは 5 秒間に 10 件までで、それ以降の強制終了は 1 行ずつしか出力されません
container-is-not-the-limit = どのコンテナーが強制終了されたかはログから分かりますが、そのコンテナーの上限だったとは示されていません
contradiction = 何の上限に達したかについて、ログの 2 つの行が矛盾しています。{ $killed }
contradiction-node-not-cgroup = 強制終了の行には、カーネルが cgroup の上限の場合に出力する "{ $words }" とありますが、oom-kill の行 (global_oom) はノード全体だったと示しており、両者は矛盾しています
contradiction-cgroup-by-constraint = 強制終了の行には、カーネルがノード全体の場合に出力する "{ $words }" とありますが、oom-kill の行 (CONSTRAINT_MEMCG) は cgroup の上限だったと示しており、両者は矛盾しています
contradiction-cgroup-by-name = 強制終了の行には、カーネルがノード全体の場合に出力する "{ $words }" とありますが、上限の cgroup を示す行は cgroup の上限だったと示しており、両者は矛盾しています
contradiction-mixed = カーネルが 1 回の強制終了について両方を出力することはありません。2 回分の行が混ざったか、ログが変更された可能性があります
not-in-log = 何のメモリ上限に達したかはログに示されていません。{ $killed }
not-in-log-trigger = { $trigger } が要求したメモリは確保できませんでした。何の上限だったか、何が強制終了されたかはログに示されていません
not-in-log-lines = それを示す行はログにありません: "oom-kill:" (oom_memcg= は cgroup を、global_oom はノードを示します)、5.0 より前のカーネルでは "Task in … killed as a result of limit of …"、または "Killed process" の前の文言
look-in-other-logs = 同じ起動中のほかのログ (dmesg、journalctl -k、/var/log/kern.log) で完全なレポートを探してください
look-for-other-programs = 同じ時刻の kubelet、containerd、systemd の行を探してください。コンテナーやユニットの名前が分かります
