# ノードのメモリが足りなかった理由と、メモリを使っていたもの

## 文中の割合

of-total-one-unit = { $total } のうち { $part }
of-total = { $total } のうち { $part }
zones-named = { $count ->
   *[other] ゾーン { $names }
}
of-the-ram = RAM { $part } ({ $share })

## 見出し

short-zone = { $zones } のメモリが不足しました。この要求が使えないゾーンには { $free } の空きがありました。{ $killed }
short-node = { $nodes } のメモリが不足しました。ほかのノードには { $free } の空きがありました。{ $killed }
short-fragmented = { $zones } の空きは { $free } ありましたが断片化しており、連続した { $piece } のブロックがありませんでした。{ $killed }
short-cma = { $zones } の空き { $free } の大部分は CMA 用に確保されており、この要求は使えませんでした。{ $killed }
short-reserve = { $zones } の空き { $free } の大部分は、アトミックな要求のために確保されていました。{ $killed }
short-page-fault = { $free } の空きがありましたが、ページフォールトを処理できませんでした。{ $killed }
short-page-fault-alone = ページフォールトを処理できませんでした。{ $killed }
short-freed = メモリの要求が失敗しましたが、カーネルがレポートを出力した時点では { $free } の空きがありました。{ $killed }
short-unknown = このノードで、カーネルがメモリの要求に応えられませんでした。{ $killed }
short-movable-only = { $nodes } には { $free } の空きがありましたが、この要求が使えない Movable ゾーンだけでした。{ $killed }
short-some-nodes = cpuset または NUMA ポリシーにより要求が{ $nodes } に制限されており、そのメモリが不足しました。{ $killed }

## 2 行目: 何がメモリを使っていたか

holder-line = { $holder }が RAM { $share } を使用していました
holder-line-unaccounted = RAM { $share } は、レポートのどのカウンターにも現れていません
holder-sized = { $holder } { $size }
holder-processes-of-home = { $home } ({ $name } のプロセス { $count } 個)
holder-processes-named = { $name } ({ $count } 個のプロセス)
holder-process = プロセス { $name }
holder-processes = その他のプロセス
holder-processes-unlisted = 一覧のどのプロセスのものでもない匿名メモリ
holder-processes-together = すべてのプロセスの合計
holder-shmem = 共有メモリと tmpfs
holder-page-cache = ページキャッシュ
holder-slab = スラブのカーネルオブジェクト
holder-slab-of = スラブのカーネルオブジェクト (大きいキャッシュ: { $name })
holder-page-tables = ページテーブル
holder-page-tables-of = { $name } のページテーブル
holder-kernel-stacks = スレッドのカーネルスタック
holder-huge-pages = 予約された Huge Page
holder-locked = ロックされたメモリ
holder-locked-of = { $name } がロックしたメモリ
holder-sockets = ソケットバッファー
holder-vmalloc = vmalloc
holder-balloon = ハイパーバイザーのバルーン
holder-zram = zram (RAM 上の圧縮スワップ)
holder-gpu = GPU ドライバー
holder-unaccounted = どのカウンターにもないメモリ

## 理由

asked-page-fault = 失敗したのはメモリの要求ではありません。gfp_mask=0x0 は、ページフォールトがエラーを返したときに出力されます (pagefault_out_of_memory)
asked-any-zone = 要求は連続した { $piece } (order { $order }) で、どのゾーンも使えます
asked-lowest-zone = 要求は連続した { $piece } (order { $order }) で、ゾーン { $zone } だけを使えます
asked-zone = 要求は連続した { $piece } (order { $order }) で、ゾーン { $zone } とそれより下位のゾーンだけを使えます
why-below-min = この要求が使えるすべてのゾーンで、空きが min 以下でした。min 以下では通常の要求は拒否されます
why-all-below-min = すべてのゾーンで、空きが min 以下でした。min 以下では通常の要求は拒否されます
why-near-marks = この要求が使えるどのゾーンの残りも、high を明らかに上回ってはいませんでした。強制終了の前の最後の試行では high が基準になります
left-below-min = { $zones }の残りは、通常の要求が拒否される min 以下でした
left-near-high = { $zones }の残りは、強制終了の前の最後の試行で基準になる high を明らかに上回ってはいませんでした
why-zone = { $left }。{ $others } の空き { $free } はこの要求では使えません
why-zone-hidden = { $left }。ほかに { $free } の空きがありましたが、この要求では使えない上位のゾーンにあり、レポートには出力されていません
why-node = これらのメモリノードの残りは基準を下回っていました。この要求が使えないノードには { $free } の空きがありました
why-fragmented = { $zones } の空きは基準を上回る { $free } でしたが、この要求が使える最大の空きブロックは { $largest } でした
why-cma = { $zones } の空き { $free } のうち { $cma } は CMA 用に確保されており、借りられるのは移動可能なページだけです。残りは { $left } で、min は { $min }、強制終了の前の最後の試行で基準になる high は { $high } です
why-highatomic = { $zones } の空き { $free } のうち { $kept } はアトミックな要求のために確保されています。残りは { $left } で、min は { $min }、強制終了の前の最後の試行で基準になる high は { $high } です
why-more-elsewhere = ほかに { $free } の空きがありましたが、この要求では使えないゾーンにありました
why-page-fault = 基準を上回る { $free } の空きがありました。ページフォールトは別の理由で失敗しています (cgroup v1 のコンテナーのカーネルメモリ上限 (kmem) やドライバーなど)
why-freed = レポートが出力された時点で、ゾーン { $zone } にはこの要求が使える { $free } の空きがあり、high の { $high } を上回っていました。その間にメモリが空いたか、別の理由で要求が拒否されたと考えられます
why-no-request = 要求の内容 ("invoked oom-killer" の行) がログにないため、確保できなかった理由は分かりません
why-zones-lost = この要求が使えるゾーンの行の一部がログにないため、確保できなかった理由は分かりません
why-movable-only = レポートに出力されているこれらのメモリノードのゾーンは Movable だけで、そこには移動可能なメモリしか置けません。要求のフラグに __GFP_MOVABLE がないため、空き { $free } を使えません
why-holder = { $holder }が RAM { $share } ({ $percent }) を使用していました
why-holder-unaccounted = RAM { $share } ({ $percent }) は、レポートのどのカウンターにもプロセスにも現れていません
why-only-some-nodes = レポートには{ $nodes } しか出力されていません。カーネルは要求が使えないメモリノードを省略するため、cpuset または NUMA ポリシーによる制限があったことが分かります

## 対処: 原因別

step-64-bit = 64 ビットカーネルを使用してください。32 ビットカーネルは、RAM がどれだけあっても、自身のためには低位メモリしか使えません。それまでは、低位メモリを占めているもの (スラブ、ページテーブル、ソケット) を調べてください
step-dma-first = ゾーン DMA (x86 では先頭の 16 MiB) のメモリを要求するドライバーを特定し (コールトレースに名前があります)、更新するか置き換えてください
step-dma = 4 GiB 未満のメモリを要求するドライバーを特定し (DMA マスク。コールトレースに名前があります)、更新するか IOMMU を使用してください
step-movable = カーネル自身が使えない ZONE_MOVABLE を減らしてください (カーネルコマンドラインの movable_node、movablecore=、kernelcore=、またはホットプラグしたメモリの online_movable、memory_hotplug.auto_movable_ratio)
step-movable-only = Normal ゾーンもあるメモリノードをワークロードに許可するか (cpuset.mems、numactl --membind)、これらのノードのメモリを movable 以外でオンラインにしてください (movable_node、online_movable)
step-memory-node = ワークロードが使えるメモリノードを増やすか (cpuset.mems、numactl --membind、kubelet のメモリマネージャー)、複数のノードに分散させてください
step-compact = 大きな空きブロックが残るようにしてください。vm.watermark_scale_factor と vm.min_free_kbytes を引き上げ、vm.extfrag_threshold を下げ、"echo 1 > /proc/sys/vm/compact_memory" で一度コンパクションを実行してください
step-order = order { $order } のブロックを要求しているものを調べてください (コールトレース: ネットワークバッファー、カーネルスタック、ドライバーなど)。RAM の増設では解決しません
step-cma = CMA 領域を小さくしてください (カーネルコマンドラインの cma=、またはデバイスツリーのノード)
step-min-free = vm.min_free_kbytes を引き上げ、回収が早く始まるようにしてください
step-page-fault = 直前の行に、コンテナー ID を含む "SLUB: Unable to allocate memory … cache(…)" やドライバーのメッセージがないか確認し、カーネルメモリの上限 (memory.kmem.limit_in_bytes) を解除してください
step-page-fault-kernel = カーネルを更新してください。5.16 以降と 2021 年 11 月以降の安定版では、ページフォールトが失敗しても強制終了は行われません
step-freed = 直前の数秒間に大量のメモリを要求したものを調べてください (コールトレースと直前の行)。その直後にはノードのメモリは不足していませんでした
step-whole-report = レポート全体を含む別のログ (journalctl -k、dmesg) がないか確認してください。原因を示す行がここにはありません

## 対処: 使用元別

step-unit = { $unit } に上限を設定するか (systemctl set-property { $unit } MemoryHigh=… MemoryMax=…)、これほど必要とする理由を調べてください
step-process-of-pod = { $name } がこれほど必要とする理由を調べ、そのコンテナーのメモリ上限 (resources.limits.memory) を設定するか、引き下げてください
step-process = { $name } がこれほど必要とする理由を調べ、上限を設定してください
step-tmpfs = 使用している tmpfs を特定し (df -h -t tmpfs: /dev/shm、/run、/tmp、medium: Memory の emptyDir、ipcs -m)、不要なものを削除して、サイズの上限 (size=、sizeLimit) を設定してください
step-page-cache = ファイルのページを回収できなかった理由を調べてください。低速または故障したディスクやネットワークファイルシステムへの書き込み待ち、ロックされたページなどです。書き込み待ちの量は vm.dirty_bytes で制限できます
step-slab = 増えているキャッシュ (slabtop -s c) とその使用元 (ドライバー、大量のファイル (dentry、inode)、ソケットなど) を調べてください。リークの場合、修正されるまでは再起動しても一時的な効果しかありません
step-page-tables = 共有メモリに Huge Page を使うか (PostgreSQL では huge_pages=on)、それをマッピングするプロセスを減らしてください
step-threads = 大量のスレッドを実行しているものを調べ (ps -eo nlwp,pid,comm --sort=-nlwp)、制限してください (TasksMax=、Pod の PID 上限)
step-huge-pages-used = Huge Page を使っているものを調べ (grep HugetlbPages /proc/*/status)、予約を減らすか (vm.nr_hugepages、カーネルコマンドラインの hugepages=)、その分の RAM をノードに用意してください
step-unlisted = 終了した、または終了中のプロセスのメモリを調べてください。タスクの一覧には、メモリを保持しているプロセスだけが出力されます。同じ状態のノードで、/proc/meminfo の AnonPages とプロセスの Pss の合計 (smem) を比べてください
step-huge-pages = 使われていない Huge Page を解放するか (vm.nr_hugepages、またはカーネルコマンドラインの hugepages= を下げる)、活用してください
step-locked = メモリをロックしているものを調べ (grep VmLck /proc/*/status)、制限するか (LimitMEMLOCK=)、その分の RAM をノードに用意してください
step-sockets = キューが溜まっているソケット (ss -tmn) を調べてください。相手の読み取りが遅い場合があります。net.ipv4.tcp_mem で制限できます
step-vmalloc = /proc/vmallocinfo と、eBPF プログラムのマップ (bpftool map) を確認してください
step-balloon = ハイパーバイザー側で、このマシンのメモリを増やしてください: Hyper-V の動的メモリ (最小値)、VMware (vmware-toolbox-cmd stat balloon、予約)、KVM (virsh dommemstat)、Xen
step-balloon-if = バルーンの大きさを確認してください (Hyper-V の動的メモリ、vmware-toolbox-cmd stat balloon、virsh dommemstat)。大きい場合は、ハイパーバイザー側でこのマシンのメモリを増やしてください (Hyper-V は最小メモリ、VMware は予約)
step-zram = zram デバイスを小さくするか (zramctl、disksize、mem_limit)、スワップをディスクに移してください
step-gpu = GPU のメモリを使っているものを、ドライバーのツール (nvidia-smi、rocm-smi、intel_gpu_top) で確認してください
step-unaccounted = 同じ状態のノードで、カーネルが出力しないものを確認してください: バルーン (vmware-toolbox-cmd stat balloon、Hyper-V の動的メモリ)、ZFS (arcstat)、GPU (nvidia-smi、rocm-smi)、eBPF マップ (bpftool map)、/proc/vmallocinfo、CPU ごとのメモリ (/proc/meminfo の Percpu)、zram (zramctl)、TCP バッファー (ss -tmn)
step-reserve = ノードのサービス用にメモリを予約してください。system-reserved と kube-reserved は、EKS や自己管理のノードでは設定できます。AKS と GKE ではプロバイダーが設定するため、より大きなマシンを使うか、メモリ要求 (requests) を指定した DaemonSet としてサービスを実行してください

## 目立つもの

who-held = 使用中のメモリ (大きい順): { $holders }。ノードの RAM は { $ram } です
who-held-arithmetic = 使用中 { $held } (カウンターとプロセス { $accounted }、カウンターなし { $unaccounted }) + 空き { $free } = { $ram }
who-used-largest = 常駐メモリの大きいプロセス: { $largest }
table-against-counters = タスクの一覧では { $name } の常駐メモリは { $most } ですが、ノードのカウンターではすべてのプロセスを合わせても { $own } です。行が矛盾しているか、カウンターに含まれないメモリ (デバイスメモリなど) をマッピングしています
shared-sum = プロセスの常駐メモリの合計は { $sum } で、実際に使える量を上回ります。共有ページが各プロセスに重複して計上されるためで、1 つのプロセスの分は、共有ページを含めて最大 { $most } です
node-tmpfs-heavy = { $share } が共有メモリでした。tmpfs のファイル (/dev/shm、/run、/tmp、medium: Memory の emptyDir) か、プロセス間で共有されているメモリです。ファイルはプロセスが強制終了されても残ります
node-page-tables-heavy = { $share } がページテーブルでした。多くのプロセスが同じ大きなメモリをマッピングしているか、1 つのプロセスが使用量をはるかに超えるマッピングをしています
node-page-cache-waiting = { $share } がページキャッシュで、そのうち { $dirty } は変更後まだ書き込まれておらず、{ $writeback } は書き込み中でした。ディスクまたはネットワークファイルシステムが追いついていない可能性があります。同じ状態のノードの iostat -x や nfsiostat で確認できます
node-reclaimable-slab = { $share } が回収可能なスラブ (通常はファイル名と inode) でした。カーネルは、使われていないものだけを 1 つずつ回収します
node-locked-heavy = { $share } がメモリにロックされていました (mlock)。スワップアウトも回収もできません。どのプロセスのものかは grep VmLck /proc/*/status で分かります
node-balloon-heavy = { $share } をハイパーバイザーのバルーンドライバーが確保していました。そのため、マシンが使えるメモリは構成された量より少なくなっていました
node-gpu-heavy = { $share } が GPU ドライバーのページで、どのプロセスの常駐メモリにも含まれません
node-zram-heavy = { $share } がどのカウンターにもなく、スワップは zram デバイス上にあります。スワップアウトされたページは、圧縮されてそこにあります。量は zramctl で確認できます
node-unaccounted = { $share } が、カーネルの出力するどのカウンターにもプロセスにも現れていません。多くの場合、ハイパーバイザーのバルーン、ZFS のキャッシュ、GPU やネットワークのドライバー、vmalloc や CPU ごとのメモリ (eBPF マップ)、TCP バッファーです。どれに当たるかは、同じ状態のノードの /proc/meminfo と各ツールで分かります
node-unaccounted-balloon = { $share } が、カーネルの出力するどのカウンターにもプロセスにも現れていません。直前にバルーンドライバーの行があります: "{ $line }"。量はハイパーバイザー側、または vmware-toolbox-cmd stat balloon で確認できます
swap-no-help = スワップ { $total } のうち { $free } が空いていましたが、スワップアウトしてもこの要求には役立ちません。要求の内容は "invoked oom-killer" の行の gfp_mask と order で分かります
swap-little-to-swap = スワップ { $total } のうち { $free } が空いていました。使用中のメモリのうち、スワップアウトできたのは { $own } だけでした。スワップが許可されていたかどうかは、各 cgroup の memory.swap.max で分かります
swap-locked = スワップ { $total } のうち { $free } が空いていました。スワップアウトできるはずのメモリの大部分はロックされています。どのプロセスのものかは grep VmLck /proc/*/status で分かります
swap-not-for-pods = スワップ { $total } のうち { $free } が空いていました。強制終了されたプロセスは Pod の中で動いていました。Pod がスワップを使えるのは、kubelet が LimitedSwap で動作し、Pod が Burstable の場合だけです (それ以外では memory.swap.max は 0)。どちらであるかは、その cgroup の memory.swap.max で分かります
swap-not-allowed = スワップ { $total } のうち { $free } が空いていました。スワップを許可されていない cgroup (memory.swap.max=0) のメモリだったか、スワップデバイスが低速または故障していた可能性があります
zones-for-request = この要求が各ゾーンで使えた量: { $zones }
zone-against-min = { $zone } { $left } kB (min { $min } kB)
zone-against-high = { $zone } { $left } kB (min { $min } kB、high { $high } kB)
zone-against-lowered-min = { $zone } { $left } kB (min { $min } kB、緊急の要求では { $mark } kB)
guaranteed-victim-held = { $victim } の oom_score_adj は Guaranteed の Pod のもの (-997) で、最後に選ばれます。一覧のプロセスのメモリの大部分 ({ $share }) を使用していたため、選ばれました。QoS クラスは kubectl describe pod で確認できます

## 強制終了を伴わないページ割り当ての失敗

witnesses-of-failures = ページ割り当ての失敗が { $lines } 件記録されています。カーネルはメモリの要求を拒否しましたが、何も強制終了していません
failure-said = { $line } 行目: { $process } の要求 (order { $order }、{ $mask }) が拒否されました
witnesses-of-waits = 10 秒以上待たされたメモリの要求が { $lines } 件記録されています。カーネルはこれらの要求に応じておらず、拒否もしていません
wait-said = { $line } 行目: { $process } の要求 (order { $order }、{ $mask }) が { $seconds } 秒間待たされていました
vmalloc-failure-said = { $line } 行目: { $process } は vmalloc からメモリを確保できませんでした ("{ $words }")。これだけでは、メモリが不足していたとは言えません。vmalloc には空きアドレス空間も必要で、強制終了されるプロセスの要求も拒否されます
failure-urgent = この要求はメモリの回収を待てないため、すぐに拒否されました
failure-short = この行が出力された時点で、要求が使えるどのゾーンもこの値以下でした
failure-near = この行が出力された時点で、この値を明らかに上回るゾーンはありませんでした
failure-fragmented = 空きメモリは十分ありましたが、この要求が使えるこの大きさのブロックがありませんでした
failure-freed = この行が出力された時点では、この要求に応じられるゾーンがありました。その間にメモリが解放されたか、別の理由で拒否されています
failure-step = 繰り返す場合の対処: { $step }
failure-zones = 要求は連続した { $piece } でした。各ゾーンで使えた量: { $zones }
failure-zones-block = 要求は連続した { $piece } でした。各ゾーンで使えた量: { $zones }。使える最大の空きブロックは { $largest } でした
failures-of-objects = カーネルがオブジェクト用のメモリを確保できなかった行が { $lines } 行あります ("SLUB: Unable to allocate memory")。何も強制終了されていません。キャッシュの名前がコンテナー ID で終わる場合は、そのコンテナーのカーネルメモリの上限 (kmem) が原因と考えられます
failures-of-sockets = TCP のメモリが上限 (net.ipv4.tcp_mem) に達したか、孤立したソケットが多すぎることを示す行が { $lines } 行あります。カーネルはデータを破棄しますが、何も強制終了しません。キューが溜まっているソケットは ss -tmn で確認できます
