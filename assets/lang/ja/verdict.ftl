# 名前 (process-named、pod-named など) は必ず英数字か閉じ括弧で終わるので、後に空白を置く。上限 (limit-…) は自分の空白を持つ。

# 判定: 誰の上限に達したか、その理由、次にすべきこと

## 文中の名前

process-unnamed = プロセス { $pid }
pod-named = Pod { $name }
container-named = コンテナー { $name }
container-of-pod = { $pod } の{ $container }
some-container-of-pod = コンテナー ({ $pod })
some-container = コンテナー (名前はログになし)
the-container = コンテナー (名前はログになし)
the-pod = Pod (名前はログになし)
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

limit-memory = 上限
limit-memory-of = 上限 ({ $size }){ " " }
limit-memory-and-swap = メモリ + スワップの上限
limit-memory-and-swap-of = メモリ + スワップの上限 ({ $size }){ " " }

## 見出しの後半: カーネルが何を強制終了したか

killed = カーネルは { $victim } を強制終了しました
killed-of-pod = カーネルは { $pod } の { $victim } を強制終了しました
killed-with-others = カーネルは { $victim } とほか { $others } 個のプロセスを強制終了しました
killed-of-pod-with-others = カーネルは { $pod } の { $victim } とほか { $others } 個のプロセスを強制終了しました
killed-none-killable = 強制終了できるプロセスは見つかりませんでした
killed-panicked = カーネルパニックが発生しました
killed-nothing = カーネルは何も強制終了しませんでした
killed-not-in-log = どのプロセスが強制終了されたかはログにありません

## すべての上限に共通

reached-its = { $subject } のメモリ使用量が{ $limit }に達しました。{ $killed }
reached-their = { $subject } のメモリ使用量の合計が{ $limit }に達しました。{ $killed }
lowered-its = { $subject } のメモリ上限が、{ $usage } を使用中に { $limit } に引き下げられました。{ $killed }
above-its = { $subject } のメモリ使用量 ({ $usage }) が上限 { $limit } を超えていました。{ $killed }
limit-named = oom-kill の行の oom_memcg から、上限に達したのは、{ $whose } であることが分かります
limit-named-by-task-line = "killed as a result of limit of" の行から、上限に達したのは、{ $whose } であることが分かります
limit-named-by-statistics = 上限に達した cgroup を示す行はログにありませんが、カーネルがメモリの統計を出力するのは上限に達した cgroup についてだけです。統計から、上限に達したのは、{ $whose } であることが分かります
limit-named-by-statistics-shortened = 上限に達した cgroup を示す行はログにありますが、名前の一部が省かれています。カーネルがメモリの統計を出力するのは上限に達した cgroup についてだけです。統計から、上限に達したのは、{ $whose } であることが分かります
limit-named-by-statistics-without-kill = 上限に達した cgroup を示す行は強制終了の場合にだけ出力されますが、カーネルがメモリの統計を出力するのは上限に達した cgroup についてだけです。統計から、上限に達したのは、{ $whose } であることが分かります
whose-that-of = { $name }
held-all = 使用量は { $usage } (ログでは { $kib } kB) で、上限に達していました
held-all-with-swap = メモリとスワップの使用量は合わせて { $usage } (ログでは { $kib } kB) で、上限に達していました
held-nearly-all = 使用量は上限 { $limit } kB に対して { $usage } kB でした。カーネルはメモリを CPU ごとに一定量ずつまとめて計上するため、実質的に上限に達した状態です
held-less = 使用量は上限 { $limit } kB に対して { $usage } kB でした。次の割り当てが収まらなかったか、カーネルが出力するまでの間に使用量が変わったと考えられます
held-more = 使用量は { $usage } (ログでは { $kib } kB) で、上限を { $excess } 超えていました。使用中の量より低い値に上限が引き下げられたか ({ $ways })、失敗が許されない割り当てをカーネルが許可したと考えられます
held-more-version-1 = 使用量は { $usage } (ログでは { $kib } kB) で、上限を { $excess } 超えていました。カーネルは、失敗が許されない割り当てを、上限を超えて許可することがあります
held-more-lowered = 使用量は { $usage } (ログでは { $kib } kB) で、新しい上限を { $excess } 超えていました。コールトレースから、上限への書き込み (memory_max_write) による強制終了であることが分かります
held-more-lowered-by = 使用量は { $usage } (ログでは { $kib } kB) で、新しい上限を { $excess } 超えていました。コールトレースから、{ $writer } による上限への書き込み (memory_max_write) が強制終了の原因であることが分かります
held-unlimited = 使用量は { $usage } で、同じ行の上限は無制限 ({ $kib } kB) です。カーネルが出力する前に上限が引き上げられたか、別の cgroup の行と考えられます
ways-pod = Pod のインプレースリサイズ、memory.max への書き込みなど
ways-docker = docker update、memory.max への書き込みなど
ways-podman = podman update、memory.max への書き込みなど
ways-systemd = systemctl set-property、ユニットファイルの変更、memory.max への書き込みなど
ways-file = memory.max への書き込みなど
figures-of-another = メモリの値は { $counted } のものですが、上限を示す行は { $limit } を示しています。カーネルは両方を同じ cgroup について出力するため、2 回分の行が混ざっているか、ログが編集されています。この値は使用していません
held-not-in-log = 使用量と上限を示す行はログにありません
swap-limit-reached-too = メモリとスワップの合計の上限 { $limit } にも達していました ("memory+swap:" の failcnt は { $failcnt })。スワップアウトされたメモリもこの上限に含まれます
swap-limit-is-memory-limit = 割り当てを拒否したのは、メモリとスワップの合計の上限です ("memory+swap:" の failcnt は { $failcnt }、"memory:" は { $memory_failcnt })。2 つの上限が同じ値でスワップアウトの余地がないため、実質的にはメモリ上限です
swap-limit-alone = 達したのはメモリ上限ではなく、メモリとスワップの合計の上限です ("memory+swap:" の failcnt は { $failcnt })。スワップアウトされたメモリもこの上限に含まれます
nested = この Kubernetes は { $outer } の中で動いています。上限はマシンのものではなく、内側のクラスターのものです
may-be-innocent = 強制終了されたプロセスが原因とは限りません。カーネルは、メモリ使用量を oom_score_adj で補正したスコアが最も高いプロセスを選びます
victim-held-most = 使用中のメモリの大部分を { $victim } 自身が使用していました ({ $share })
victim-held-most-listed = 一覧のプロセスのメモリの大部分を { $victim } 自身が使用していました ({ $share })
outside-kubernetes = Pod の上限ではなく、Kubernetes が設定した上限でもありません
no-pods-limit = 個々の Pod 自身の上限が理由ではありません

## 強制終了に至らなかった場合

all-exempt = 対象となるプロセスはすべて強制終了から除外されています (oom_score_adj -1000)
none-killable = 強制終了できるプロセスは残っていませんでした
machine-stopped = プロセスは強制終了されず、カーネルパニックでマシンが停止しました: "{ $words }"
none-could-be-killed = カーネルは、どのプロセスも強制終了できなかったと出力しています
panic-compulsory = このノードの vm.panic_on_oom は 2 で、どの cgroup が上限に達してもマシン全体が停止します。0 に設定してください: sysctl -w vm.panic_on_oom=0
panic-system-wide = このノードの vm.panic_on_oom は 1 で、メモリが不足するとプロセスを強制終了せずに停止します。0 に設定してください: sysctl -w vm.panic_on_oom=0
lift-exemption = 強制終了してよいプロセスから oom_score_adj -1000 を外してください。プロセス自身が設定したか、親プロセスから引き継いだ値です。外すまで、カーネルは割り当てを失敗させるか待たせることしかできません

## Kubernetes のコンテナー

container-reached = コンテナーのメモリ使用量が{ $limit }に達しました。{ $killed }
whose-container = Pod やノードではなくコンテナー自身の cgroup
container-raise = コンテナーのメモリ上限 (resources.limits.memory) を引き上げるか、プログラムのメモリ使用量を減らしてください
limit-lowered-find = 上限を引き下げたもの ({ $ways }) を調べ、プログラムの使用量より大きい値に設定してください
look-for-slab = カーネルオブジェクト (スラブ) が多い原因 (多数の開いているファイル、ディレクトリエントリ、ソケット) を調べてください。スラブはプロセスの終了後も残ることがあります
look-for-sockets = 相手の読み取りが遅い接続と、キューが溜まっているソケットを、コンテナーのネットワーク名前空間の ss -tmn で確認してください。ソケットバッファー (net.ipv4.tcp_rmem、net.ipv4.tcp_wmem) を小さくすると、使用量が減ります
look-for-threads = スレッドが多い原因 (スレッドリーク、スレッドプールのサイズ) を調べてください。スタックはスレッドの終了時に解放されます
look-for-mappings = マッピングの内容 (大きな疎のマッピング、同じ共有メモリをマッピングする多数のプロセス) を調べてください。Huge Page を使うとページテーブルが小さくなります
hint-jvm = JVM では、ヒープの設定 (-XX:MaxRAMPercentage、既定値 25、または -Xmx) を上限と比較してください。メタスペース、スレッドスタック、ダイレクトバッファーは別に必要です
hint-node = Node.js では、--max-old-space-size を上限と比較してください。バッファーとネイティブメモリは別に必要です
hint-dotnet = .NET では、DOTNET_GCHeapHardLimitPercent (コンテナーでの既定値 75) を上限と比較してください。ネイティブメモリは別に必要です
hint-workers = ワーカー (workers) の数を確認してください。ワーカーごとにメモリが必要です。数を減らすか、一定数の要求ごとに再起動すると (gunicorn --max-requests)、使用量が減ります
hint-postgres = PostgreSQL では、shared_buffers と、work_mem に接続数とソート数を掛けた値を確認してください
hint-mysql = MySQL と MariaDB では、innodb_buffer_pool_size と、接続ごとのバッファーに max_connections を掛けた値を確認してください
hint-redis = Redis では、maxmemory を上限より小さく設定してください。バックグラウンド保存では同じ量がさらに必要になることがあります
hint-mongo = MongoDB では、storage.wiredTiger.engineConfig.cacheSizeGB を上限と比較してください
hint-php = PHP-FPM では、pm.max_children に memory_limit を掛けた値を確認してください
hint-go = Go のプログラムでは、GOMEMLIMIT を上限の約 90% に設定すると、上限に達する前にガベージコレクションが実行されます
within-reached = { $container } 内の { $inner } のメモリ使用量が{ $limit }に達しました。{ $killed }
whose-within = コンテナーの中で作成された cgroup { $inner }
within-not-the-container = コンテナー自身の上限ではなく、内側の cgroup に設定された別の上限です
within-find = コンテナーの中で { $inner } の上限を設定しているもの (systemd の MemoryMax=、入れ子のコンテナーなど) を調べ、その値を引き上げてください
look-for-tmpfs = medium: Memory の emptyDir や /dev/shm のファイルがないか確認してください。これらは上限に含まれ、プロセスの終了後も残ります

## Pod

pod-reached = Pod のメモリ使用量が{ $limit }に達しました。{ $killed }
whose-pod = ノードではなく Pod 自身の cgroup
pod-raise = Pod 内のコンテナーのメモリ上限 (resources.limits.memory) を引き上げてください。Pod 自身に上限がある場合は、その値を引き上げてください。または、プログラムのメモリ使用量を減らしてください
pod-several = この Pod では複数のコンテナーが動いており、その合計が Pod の上限に達しました。Pod の上限は、コンテナーの上限の合計か、Pod 自身の上限 (Pod レベルのリソース、Kubernetes 1.32 以降) です。どのプロセスがどのコンテナーのものかは、カーネルの出力からは分かりません
pod-limit-of-its-own = Pod の一覧によると、この上限は Pod 自身の上限 (Pod レベルのリソース) で、すべてのコンテナーの使用量が含まれます
pod-listed-one = Pod の一覧によると、この Pod のコンテナーは 1 つだけです。{ $in_effect }
pod-one-running-of-listed = 動いていたコンテナーは 1 つだけですが、Pod の一覧には { $count } 個あります。Pod 自身に上限がなければ、Pod の上限はコンテナーの上限の合計で、1 つのコンテナーがすべてを使い切ることがあります
pod-listed-several = Pod の一覧によると、この Pod には { $count } 個のコンテナーがあります。Pod 自身に上限がなければ、Pod の上限はコンテナーの上限の合計です。どのプロセスがどのコンテナーのものかは、カーネルの出力からは分かりません
pod-one-running = 動いていたコンテナーは 1 つだけです。{ $in_effect }
pod-started-one = ログによると、この Pod で起動したコンテナーは 1 つだけです。この後に起動するコンテナーがなければ、{ $in_effect }
pod-started-several = ログによると、この Pod では複数のコンテナーが起動しました ({ $names })。init コンテナーが含まれている可能性があります。1 つを除いてすべて init コンテナーであれば、{ $in_effect }
pod-unknown-count = Pod のコンテナーが 1 つだけであれば、{ $in_effect }。Pod にコンテナーがいくつあるかは、ログからは分かりません
in-effect-containers = 実質的にはそのコンテナーの上限に達したことになります。Pod 自身に上限がなければ、Pod の上限はコンテナーの上限の合計で、pause プロセスの使用量も含まれるため、コンテナーの上限よりわずかに早く達します

## 多くの Pod

class-best-effort = BestEffort
class-burstable = Burstable
qos-reached = ノード上の { $class } の全 Pod のメモリ使用量の合計が{ $limit }に達しました。{ $killed }
whose-qos = ノード上の { $class } の全 Pod をまとめる cgroup
qos-see-reserved = kubelet が --qos-reserved を指定して動いていないか確認してください。QoS クラス全体に上限を設定する Kubernetes の機能はほかにありません
node-pods-reached = ノード上の全 Pod のメモリ使用量の合計が、kubepods の上限 { $amount } に達しました。{ $killed }
amount-memory = (値はログになし)
amount-memory-of = { $limit }
amount-memory-and-swap = { $limit } (メモリとスワップの合計)
whose-node-pods = ノード上の全 Pod をまとめる kubepods
node-pods-placed-by-requests = 個々の Pod 自身の上限が理由ではありません。Pod は上限 (limits) ではなく要求 (requests) に基づいてスケジュールされるため、1 つのノード上の上限の合計がノードのメモリを超えることがあります
node-pods-allocatable = kubepods の上限は、ノードのメモリから kube-reserved と system-reserved を除いた値です。kubectl describe node の割り当て可能 (Allocatable) は、さらに退避のしきい値を除いた値です。通常は kubelet が先に Pod を退避させますが、退避が行われたかどうかはこのログからは分かりません
node-pods-allocatable-aks = kubepods の上限は、ノードのメモリから kube-reserved と system-reserved を除いた値です。kubectl describe node の割り当て可能 (Allocatable) は、さらに退避のしきい値 (AKS 1.28 までは 750Mi、それ以降は 100Mi) を除いた値です。通常は kubelet が先に Pod を退避させますが、退避が行われたかどうかはこのログからは分かりません
limit-the-largest = メモリを最も多く使っている Pod に上限を設定するか、上限を引き下げてください。BestEffort の Pod には上限がなく、ノードが Pod に割り当てられるメモリをすべて使うことができます
limit-the-largest-named = メモリを最も多く使っている Pod に上限を設定するか、上限を引き下げてください。このログで使用量の多いプロセス: { $largest }。BestEffort の Pod には上限がなく、ノードが Pod に割り当てられるメモリをすべて使うことができます
describe-node = Allocatable、Allocated resources、イベント NodeHasInsufficientMemory と EvictionThresholdMet を確認してください: kubectl describe node { $node }
node-placeholder = <ノード名>
raise-requests = Pod のメモリ要求 (requests) を実際の使用量に近い値に設定し、1 つのノードにスケジュールされる Pod を減らしてください。BestEffort の Pod には要求がありません
more-memory-or-nodes = ノードのサイズを大きくするか、ノード数を増やしてください
see-what-is-reserved = 予約量がシステムに必要な量より多くないか確認してください (kube-reserved、system-reserved)

## Kubernetes の外

runtime-not-kubernetes = Pod のコンテナーではありません。この上限は Kubernetes が設定したものではなく、Kubernetes はこの強制終了を報告しません
runtime-raise = 上限を引き上げるか、プログラムのメモリ使用量を減らしてください。上限の設定場所: { $place }
where-docker = docker run --memory、または compose ファイルの mem_limit
where-podman = podman run --memory、またはユニットの Memory=
where-containerd = nerdctl run --memory、ctr run --memory-limit
where-lxc = lxc.cgroup2.memory.max、Incus や LXD では limits.memory
where-nspawn = マシンのユニットの MemoryMax=
where-ecs = タスク定義の memory
where-nomad = タスクの resources の memory と memory_max
where-started = コンテナーを起動した場所
openvz-container = OpenVZ のコンテナー { $number }
openvz-some-container = OpenVZ のコンテナー
openvz-ran-out = { $container } のメモリが不足しました。{ $killed }
openvz-beancounter = 強制終了の行に user beancounter ({ $words }) が書かれています。OpenVZ はコンテナーの使用量をコンテナーと同じ番号の user beancounter で数え、コンテナーがメモリを使い切るとその中で強制終了します
openvz-cgroup-inside = コンテナー内のメモリ cgroup と書かれています。達したのはその cgroup の上限で、コンテナー全体の上限ではありません
openvz-limit-not-in-log = 上限の値と使用量はこの行にはありません
openvz-failcnt = どの上限に達したかを確認してください。ホストまたはコンテナーで cat /proc/user_beancounters を実行すると、physpages、swappages、oomguarpages の held、limit、failcnt が表示されます
openvz-raise = OpenVZ のホストでコンテナーのメモリまたはスワップを増やすか (vzctl set { $number } --ram --swap --save)、コンテナー内のプログラムの使用量を減らしてください
openvz-number = <コンテナー>
inspect-by-runtime = コンテナーが残っていれば、名前、上限、終了コードを確認できます: { $runtime } inspect { $id }
user-numbered = ユーザー { $uid }
user-unknown = ユーザー (不明)
whose-login-session = { $user } のログインセッションの cgroup
login-session = { $user } のログインセッション ({ $unit })
whose-unit-of-user = { $user } が実行している { $unit } の cgroup
unit-of-user = { $user } の { $unit }
whose-all-of-user = { $user } の全プロセスをまとめる cgroup
all-of-user = 全プロセス ({ $user })
whose-made-below = { $parent } の下に作成された cgroup { $path }
made-below = cgroup { $path }
made-below-a-unit = この cgroup は、{ $unit } 自身または別のものが { $unit } の下に作成したものです。{ $unit } 自身の上限ではありません
made-below-only = この cgroup は { $parent } の下に別に作成されたものです。ほかのセッションには、この上限は適用されません
whose-all-users = 全ユーザーのセッションをまとめる cgroup
all-users = セッション (全ユーザー)
session-raise = ユーザーのスライスまたはユニットの上限 (systemd の MemoryMax=) を引き上げるか、より多くのメモリを使える場所で処理を実行してください
whose-unit = systemd ユニット { $unit } の cgroup
unit-raise = { $unit } の MemoryMax= (cgroup v1 では MemoryLimit=) を引き上げるか、より多くのメモリが必要な理由を調べてください。現在の上限を確認するコマンド: systemctl show { $unit } -p MemoryMax
slice-reached = { $slice } の全ユニットのメモリ使用量の合計が{ $limit }に達しました。{ $killed }
whose-slice = 複数のサービスをまとめる { $slice }
slice-raise = { $slice } の上限 (MemoryMax=) を引き上げるか、最も大きいサービスを別の場所に移してください
show-unit = 現在の上限を確認するコマンド: systemctl show { $unit } -p MemoryMax
slice-reservation = kubelet がこのスライスに予約量を適用している場合 (enforceNodeAllocatable の system-reserved、kube-reserved) は、予約量を引き上げるか、適用をやめてください
job-raise = ジョブに割り当てるメモリを増やすか (sbatch --mem)、メモリ使用量を減らしてください
machine-raise = 仮想マシンの cgroup の上限 (libvirt の hard_limit) を、RAM とホスト側プロセスに必要な量の合計より大きくしてください
other-raise = この cgroup を作成して上限 (memory.max、cgroup v1 では memory.limit_in_bytes) を設定したものを調べ、その値を引き上げてください

## 手動の要求

manual = 人またはプログラムが手動でこの強制終了を要求しました。{ $killed }
manual-order = カーネルが order=-1 を出力するのは、手動で要求された場合だけです。コンソールで SysRq+f が押されたか、/proc/sysrq-trigger に f が書き込まれたか、earlyoom -k などのプログラムが要求しました
manual-line = レポートの直前の行に出力されています: "{ $words }"
manual-frame = コールトレースに SysRq+f の処理関数 { $words } があります
manual-no-limit = 上限への到達やノードのメモリ不足があったとは限りません
manual-find = 要求したユーザーまたはプログラムを調べてください (監査ログ、シェルの履歴、直前の行)

## 特定のメモリノード

nodes-ran-out-by-summary = oom-kill の行によると、{ $nodes } のメモリが不足しました。{ $killed }
nodes-ran-out = { $nodes } のメモリが不足しました。{ $killed }
nodes-unknown = { $nodes } でメモリの要求に応じられませんでした。{ $killed }
cpuset-confines = メモリを必要としたプロセスが使えるのは{ $nodes } だけです (cpuset による制限)
cpuset-allow = 使えるメモリノードを増やすか (cpuset.mems)、kubelet の静的メモリマネージャーや CPU 固定の設定がなぜ制限しているのかを調べてください
policy-confines = メモリを必要としたプロセスが要求したのは{ $nodes } のメモリだけです (NUMA ポリシーによる制限)
policy-loosen = ポリシー (numactl --membind、mbind) を緩めるか、処理をより多くのメモリノードに分散させてください

## ノード全体

node-ran-out = ノードのメモリが不足しました。{ $killed }
node-ran-out-by-panic = パニックのメッセージによると、ノードのメモリが不足しました。{ $killed }
node-ran-out-by-summary = oom-kill の行によると、ノードのメモリが不足しました。{ $killed }
node-free-not-in-log = 空きメモリの量 (Mem-Info) がログにないため、カーネルが確保できなかった理由は分かりません
node-no-cgroup = cgroup の上限が理由ではありません (CONSTRAINT_NONE)。カーネルはノード自体のメモリから確保しようとしました
node-no-cgroup-named = oom-kill の行には、上限に達した cgroup が示されていません (CONSTRAINT_NONE)
node-root = 上限の cgroup はルートであり、ノードのメモリ以外に上限はありません
node-by-report = レポートにはノード全体のメモリ (Mem-Info) が出力されています。カーネルがこれを出力するのは、cgroup の上限が理由ではない場合だけです
node-panic-unconfined = この文言のカーネルパニックが発生するのは、cpuset や NUMA ポリシーがメモリの探索を制限していなかった場合だけです
node-confined-not-in-log = cpuset や NUMA ポリシーによる制限があったかどうかは oom-kill の行で分かりますが、この行がログにありません
node-confined-not-printed = このカーネルは、cpuset や NUMA ポリシーによる制限があったかどうかを出力しません (5.0 以降のカーネルは出力します)
node-confined-without-kill = cpuset や NUMA ポリシーによる制限があったかどうかは、ログからは分かりません。oom-kill の行は、強制終了の場合にだけ出力されます
node-free = RAM { $total } のうち { $free } が空いていました
node-free-no-swap = RAM { $total } のうち { $free } が空いていました。スワップはありません
node-free-swap-full = RAM { $total } のうち { $free } が空いていました。スワップ { $swap } は使い切られていました
node-free-swap = RAM { $total } のうち { $free } と、スワップ { $swap } のうち { $swap_free } が空いていました
node-victim-in-pod = 強制終了されたプロセスは Pod の中で動いていましたが、その Pod の上限が理由ではありません
node-see-who = タスクの一覧を使用量の多い順に並べ、何がメモリを使っていたかを確認してください
node-see-who-elsewhere = その時点のメトリック (Container insights、Prometheus) から、何がメモリを使っていたかを確認してください。または、vm.oom_dump_tasks=1 を設定し、次の OOM キルの完全なレポートを確認してください
node-raise-requests = メモリを最も多く使っている Pod のメモリ要求 (requests) を実際の使用量に近づけ、このノードに配置される Pod を減らしてください
node-more-memory = ノードのメモリを増やすか、処理をより多くのノードに分散させてください
node-ran-out-by-kill-line = 強制終了の行によると、ノードのメモリが不足しました。{ $killed }
kill-line-no-cgroup = 強制終了の行には "Memory cgroup out of memory" ではなく "Out of memory" とあるため、cgroup の上限が理由ではありません
kill-line-more-not-in-log = cpuset や NUMA ポリシーによる制限があったかどうかは oom-kill の行で、手動で要求されたかどうかは "invoked oom-killer" の行で分かりますが、どちらもログにありません
panic-no-cgroup = この文言のカーネルパニックが発生するのは、cgroup の上限が理由ではない場合だけです。より詳しい行はログにありません

## ログから分からないこと

cgroup-not-in-log = メモリ上限に達しましたが、どの cgroup の上限かはログから分かりません。{ $killed }
cgroup-some = コンテナー、Pod、サービス、全 Pod の合計など、いずれかの cgroup の上限に達しました。ノード全体のメモリ不足が理由ではありません
cgroup-by-call-trace = コールトレースから、cgroup の上限が理由で OOM killer が起動したことが分かります: { $frame }
statistics-of-one = メモリの統計は途中からログにあり、{ $path } のものが出力されています。上限はこの cgroup か、その上位の cgroup のものです
statistics-of-several = メモリの統計は途中からログにあり、{ $path } の下の複数の cgroup のものが出力されています。上限は { $path } か、その上位の cgroup のものです
cgroup-line-not-in-log = どの cgroup の上限かを示す行がログにありません (oom_memcg= を含む "oom-kill:" の行。カーネル 5.0 より前では "Task in … killed as a result of limit of …")
reports-are-limited = カーネルが完全なレポートを出力するのは 5 秒間に 10 件までです。それ以降は 1 件につき 1 行だけになります
container-is-not-the-limit = どのコンテナーのプロセスかはログから分かりますが、そのコンテナーの上限に達したとは示されていません
contradiction = どの上限に達したかについて、ログの 2 つの行が矛盾しています。{ $killed }
contradiction-node-not-cgroup = 強制終了の行には、cgroup の上限の場合に出力される "{ $words }" とあります。一方、oom-kill の行には、ノード全体を意味する global_oom とあります
contradiction-cgroup-by-constraint = 強制終了の行には、ノード全体の場合に出力される "{ $words }" とあります。一方、oom-kill の行には、cgroup の上限を意味する CONSTRAINT_MEMCG とあります
contradiction-cgroup-by-name = 強制終了の行には、ノード全体の場合に出力される "{ $words }" とあります。一方、別の行には、上限に達した cgroup が示されています
contradiction-mixed = カーネルが 1 回の強制終了について両方を出力することはありません。2 回分の行が混ざっているか、ログが編集されています
not-in-log = メモリ上限に達したのか、ノードのメモリが不足したのかは、ログから分かりません。{ $killed }
not-in-log-trigger = { $trigger } のメモリ割り当てにより OOM killer が起動しました。メモリ上限に達したのかどうか、どのプロセスが強制終了されたのかは、ログから分かりません
not-in-log-lines = 判定に必要な行がログにありません: "oom-kill:" (oom_memcg= は cgroup、global_oom はノード)、カーネル 5.0 より前では "Task in … killed as a result of limit of …"、または "Killed process" の前の文言
node-by-call-trace = コールトレースから、ページアロケーターが OOM killer を起動したことが分かります ({ $frame })。cgroup の上限が理由ではありません
node-ran-out-by-call-trace = コールトレースによると、ノード自体のメモリの要求に失敗しました。{ $killed }
group-alone = カーネルは、{ $group } の全プロセスを強制終了しました (memory.oom.group)。メモリ上限に達したのかどうか、どのプロセスが強制終了されたのかは、ログから分かりません
group-of-container = コンテナー (名前はログになし)
group-of-pod = Pod (名前はログになし)
group-of-unit = { $unit }
group-of-cgroup = cgroup { $path }
group-line = カーネルがこの行を出力するのは、グループの 1 つ目のプロセスを強制終了した直後です。したがって、OOM キルは発生しています
group-exempt = oom_score_adj が -1000 のプロセスは対象になりません
look-in-other-logs = 同じ起動中の別のログ (journalctl -k、dmesg、/var/log/kern.log) で完全なレポートを探してください
look-for-other-programs = 同じ時刻の kubelet、containerd、systemd の行を探してください。コンテナーやユニットの名前が分かります
look-at-first-of-burst = この直前の OOM キルを確認してください。カーネルが完全なレポートを出力するのは、5 秒間に最初の 10 件だけです
describe-pod = 上限、Last State、Restart Count、イベントを確認してください: kubectl describe pod { $pod } -n { $namespace }
find-pod = Pod の名前を確認してください: kubectl get pods -A -o custom-columns=NS:.metadata.namespace,POD:.metadata.name,UID:.metadata.uid | grep { $uid }
find-static-pod = 静的 Pod の名前をノード上で確認してください: crictl pods --label io.kubernetes.pod.uid={ $uid }
inspect-container = ノードにコンテナーが残っていれば、名前、上限、終了コードをノード上で確認できます: crictl inspect { $id }

## ログを読まない人のために: 何が起き、どれだけ使われ、何を決めるか

brief-limit = { $count ->
    [1] { $name } のメモリ使用量が上限の { $limit } に達し、プログラムが 1 つ停止されました
   *[other] { $name } のメモリ使用量が上限の { $limit } に { $count } 回達し、そのたびにプログラムが 1 つ停止されました
}
brief-some-limit = { $count ->
    [1] { $name } のメモリ使用量が上限に達し、プログラムが 1 つ停止されました
   *[other] { $name } のメモリ使用量が上限に { $count } 回達し、そのたびにプログラムが 1 つ停止されました
}
brief-node = { $count ->
    [1] { $host } のメモリが不足し、プログラム { $victim } が停止されました
   *[other] { $host } のメモリが { $count } 回不足し、そのたびにプログラム { $victim } が停止されました
}
brief-some-node = { $count ->
    [1] マシンのメモリが不足し、プログラム { $victim } が停止されました
   *[other] マシンのメモリが { $count } 回不足し、そのたびにプログラム { $victim } が停止されました
}
brief-first-of = { $sentence } (同様のものがほかに { $more } 件)
brief-decide = 決めること
brief-do-limit = { $limit } より多くのメモリを割り当てるか、それほど必要な理由を調べるか
brief-do-some-limit = より多くのメモリを割り当てるか、それほど必要な理由を調べるか
brief-do-node = マシンのメモリを増やすか、負荷を減らすか
brief-do-balloon = ホストが取り上げたメモリをマシンに戻させるか
brief-do-holder = それほど多くのメモリがそこで使われている理由を調べるか、マシンのメモリを増やすか
brief-do-operator = マシンの運用担当者の誰が調べるか
brief-do-part = マシンのメモリのプログラムへの分け方を変えるか
brief-do-manual = 特になし (誰が要求したのか分からない場合を除く)
brief-do-ask = マシンの完全なログを誰に求めるか: このログからは誰の上限だったのか分かりません
brief-memory = プログラムが停止されたときのメモリ
brief-used = 使用中 { $size }
brief-allowed = 上限 { $size }
brief-held = { $holder }: { $size }
brief-ram = 搭載メモリ { $size }
