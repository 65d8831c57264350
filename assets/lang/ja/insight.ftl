# 数値から分かること

## 語句

part-sized = { $part } { $size }
of-the-whole = 使用量 { $total } のうち { $part } ({ $share })
resident-sum = { $processes } 個のプロセスの常駐メモリ = { $sum }、使用量 { $usage }

## このプロセスが選ばれた理由

chosen-for-asking = { $name } が強制終了されたのは、メモリ使用量のためではなく、このプロセスの割り当てで OOM killer が起動したためです (vm.oom_kill_allocating_task が設定されています)
chosen-not-highest = タスクの一覧では、{ $first } のほうが { $victim } よりスコアが高くなっています。一覧は選択の後に出力されるため、カーネルがこのプロセスを選んだ理由はログからは分かりません
chosen-not-highest-confined = タスクの一覧では、{ $first } のほうが { $victim } よりスコアが高くなっています。カーネルが対象とするのは同じメモリノードを使えるプロセスだけですが、どのプロセスが該当するかはログからは分かりません
chosen-highest = { $name } は OOM スコアが最も高かったため選ばれました ({ $gain })
chosen-highest-listed = { $name } は、ログに出力されたプロセスの中で OOM スコアが最も高いものでした ({ $gain })
chosen-about-highest = { $name } の OOM スコアは、ほぼ最も高い値でした ({ $gain })。選択の後に出力されるタスクの一覧では、{ $other } のスコアのほうがわずかに高くなっています
chosen-equal = { $name } と { $other } の OOM スコアは同じで、最も高い値でした ({ $gain })
gain-plain = メモリ使用量 { $freed }。常駐、スワップアウト、ページテーブルの合計
gain-plus = メモリ使用量 { $freed } + oom_score_adj { $adj } による { $shift }。使用量は常駐、スワップアウト、ページテーブルの合計
gain-less = メモリ使用量 { $freed } - oom_score_adj { $adj } による { $shift }。使用量は常駐、スワップアウト、ページテーブルの合計
score-arithmetic = 常駐 { $resident } ページ + スワップアウト { $swapped } + ページテーブル { $tables } = { $points } ページ (1 ページは { $page })
score-arithmetic-shifted = 常駐 { $resident } ページ + スワップアウト { $swapped } + ページテーブル { $tables } { $sign } { $adj } × { $part } = { $points } ページ (1 ページは { $page }。{ $part } は { $total } ページの 1/1000、切り捨て)
score-counted-as-one = { $arithmetic }、1 として扱われます (5.9 より前のカーネルの最小値)
score-arithmetic-next = { $arithmetic }。{ $next } のスコアは { $points }
spared-exempt = { $name } のほうがメモリ使用量が多い ({ $held }) ものの、選ばれませんでした。oom_score_adj が { $adj } で、除外されるためです
spared-weighs-less = { $name } のほうがメモリ使用量が多い ({ $held }) ものの、選ばれませんでした。oom_score_adj が { $adj } で、{ $victim_adj } より低いためです
spared-arithmetic = 強制終了されたプロセスのメモリ使用量は { $held } (常駐、スワップアウト、ページテーブル)

## Kubernetes の表示

kubectl-sandbox = Pod の pause プロセスが強制終了されました。Kubernetes は Pod 全体を、すべてのコンテナーとともに再起動します。再起動回数は kubectl describe pod で確認できます
kubectl-cut = { $victim } だけが強制終了されたのか、コンテナー全体なのかは、ログからは分かりません (memory.oom.group。Kubernetes 1.28 以降は cgroup v2 で設定します)。これによりコンテナーが終了した場合、kubectl には終了コード (メインプロセスであれば 137) と、ランタイムが強制終了を検知していれば理由 OOMKilled が表示されます。動き続けた場合は何も表示されません。どちらであるかは、強制終了の直後のカーネルの行、または kubectl describe pod で分かります
kubectl-whole-container = コンテナーの全プロセスが強制終了されました (memory.oom.group。Kubernetes 1.28 以降は cgroup v2 で設定します)。restartPolicy が Never でなければ、コンテナーは再起動されます。kubectl には終了コード 137 と理由 OOMKilled (ランタイムが強制終了を検知しなかった場合は Error) が表示されます。どちらであるかは kubectl describe pod で分かります
kubectl-whole-pod = Pod の全プロセスが強制終了されたため (memory.oom.group)、コンテナーは終了しました。kubectl には終了コード 137 と理由 OOMKilled (ランタイムが強制終了を検知しなかった場合は Error) が表示されます。どちらであるかは kubectl describe pod で分かります
kubectl-only-process = { $victim } が唯一のプロセスだったため、コンテナーは終了しました。restartPolicy が Never でなければ、コンテナーは再起動されます。kubectl には終了コード 137 と理由 OOMKilled (ランタイムが強制終了を検知しなかった場合は Error) が表示されます。どちらであるかは kubectl describe pod で分かります
kubectl-only-process-arithmetic = タスクの一覧には pause 以外のプロセスがありません
kubectl-one-of-several = 強制終了されたのは { $victim } だけです。{ $why }。メインプロセス (PID 1) であればコンテナーは終了し、restartPolicy が Never でなければ再起動され、kubectl には終了コード 137 が表示されます。子プロセスの場合、コンテナーが動き続けて kubectl に何も表示されないことも、メインプロセスが別の終了コード (0 や 1 を含む) で終了することもあります (その後は restartPolicy に従います)。ランタイムが強制終了を検知した場合、理由は OOMKilled です。どちらであるかは kubectl describe pod の再起動回数で分かります
alone = コンテナー全体を強制終了する設定 (memory.oom.group) は有効ではありませんでした (Kubernetes 1.27 以前、cgroup v1、または kubelet の singleProcessOOMKill: true)
alone-version-2 = コンテナー全体を強制終了する設定 (memory.oom.group) は有効ではありませんでした (Kubernetes 1.27 以前、または kubelet の singleProcessOOMKill: true)
alone-version-1 = cgroup v1 には、コンテナー全体を強制終了する設定 (memory.oom.group) がありません
alone-before-groups = 4.19 より前のカーネルには、コンテナー全体を強制終了する設定 (memory.oom.group) がありません
group-container = カーネルはコンテナーの全プロセスを強制終了しました (memory.oom.group)
group-container-but-exempt = カーネルは、oom_score_adj が -1000 のプロセスを除き、コンテナーの全プロセスを強制終了しました (memory.oom.group)。除外: { $spared }
group-but-exempt = カーネルは、oom_score_adj が -1000 のプロセスを除き、cgroup の全プロセスを強制終了しました (memory.oom.group)。除外: { $spared }
group-within = カーネルはコンテナー内の { $inner } の全プロセスを強制終了しました (memory.oom.group)
group-pod = カーネルは Pod の全プロセスを強制終了しました (memory.oom.group)
group-unit = カーネルは { $unit } の全プロセスを強制終了しました (memory.oom.group。systemd が OOMPolicy=kill の場合に設定します)
group-cgroup = カーネルは、強制終了されたプロセスの cgroup の全プロセスを強制終了しました (memory.oom.group)

## 上限の cgroup のメモリ

kernel-heavy = { $share } は、プログラムのために使われているカーネルメモリです: { $parts }。スラブはプロセスの終了後も残ることがあります
kernel-heavy-of-sockets = { $share } は、プログラムのために使われているカーネルメモリです: { $parts }。ソケットバッファーは、データが読み取られるか送信されたとき、または接続が終了したときに解放されます
kernel-heavy-of-processes = { $share } は、プログラムのために使われているカーネルメモリです: { $parts }。ページテーブルとカーネルスタックは、プロセスが終了すると解放されます
thread-heavy = { $share } はカーネルスタックで、約 { $threads } スレッド分です。実行中の数はノード上の ps -eLf で確認できます
thread-heavy-arithmetic = { $stacks } / { $stack } (スレッドごとのスタック) = { $threads } スレッド
page-tables-heavy = { $share } はページテーブルです。多くのプロセスが同じメモリをマッピングしているか、1 つのプロセスが使用量をはるかに超えてマッピングしています。プロセスが終了すると解放されます
tmpfs-heavy = { $share } は共有メモリです。メモリ上のボリューム (medium: Memory の emptyDir) や /dev/shm のファイル、またはプロセス間で共有されているメモリです。ファイルはプロセスの終了後も残るため、再起動したコンテナーが再び上限に達することがあります
page-cache-heavy = { $share } はページキャッシュです。通常、カーネルはプロセスを強制終了する前にページキャッシュを回収します
page-cache-heavy-waiting = { $share } はページキャッシュです。通常、カーネルはプロセスを強制終了する前にページキャッシュを回収します。そのうち { $waiting } はディスクへの書き込み待ちでした
by-container = コンテナー別 (大きい順): { $containers }
by-container-arithmetic = 各 cgroup の行の rss + cache
cgroup-swap-full = スワップも使い切られていました (使用量は { $limit } のうち { $usage })
cgroup-memory-and-swap-full = メモリとスワップの合計も上限に達していました (使用量は { $limit } のうち { $usage })
shared-memory-inside-cache = このログでは共有メモリが区別されていません。ページキャッシュ { $cache } に含まれている可能性があります
statistics-exceed-usage = 統計の合計が使用量を { $excess } 上回っています。カーネルは両方を同時に読み取るわけではありません。グラフでは、最も大きい部分をその分だけ小さく表示しています
statistics-contradict-usage = 統計の合計が使用量を { $excess } 上回っています。読み取りの時点の違いでは説明できない差で、異なる OOM キルの行が混ざっているか、ログが編集されています。グラフでは、最も大きい部分をその分だけ小さく表示しています

## ノードのメモリ

node-swap-full = ノードのスワップは使い切られていました (空きは { $total } のうち { $free })
huge-pages = ノードの RAM { $ram } のうち { $pool } ({ $share }) が Huge Page として確保されており、ほかの用途には使えません。そのうち { $free } は使われていませんでした
unreclaimable-slab = ノードの RAM { $ram } のうち { $slab } ({ $share }) が、回収できないスラブ (カーネルオブジェクト) です。ドライバーまたはカーネルのリークの可能性があります
unreclaimable-slab-mostly = ノードの RAM { $ram } のうち { $slab } ({ $share }) が、回収できないスラブ (カーネルオブジェクト) です。大きいキャッシュは { $largest } です。ドライバーまたはカーネルのリークの可能性があります
guaranteed-victim = { $victim } の oom_score_adj は、最後に選ばれる Guaranteed の Pod の値 (-997) です。oom_score_adj がより低いプロセスや、プロセスに属さないメモリ (tmpfs、Huge Page、カーネル) を確認してください。QoS クラスは kubectl describe pod で確認できます

## プロセス

who-used-arithmetic = { $processes } 個のプロセスの常駐メモリを名前ごとに合計したもので、全体では { $total } です。プロセス間で共有されているメモリは、それぞれに計上されます
processes-of-one-name = { $name } という名前の { $count } 個のプロセスの合計は { $sum } で、タスクの一覧の合計の { $share } です
processes-of-one-name-arithmetic = 平均では 1 つ当たり { $each }。共有メモリはそれぞれに計上されます
process-sum = { $name } ({ $sum })
processes-sum = { $name } ({ $count } 個のプロセスで { $sum })
table-sum-more = プロセスの合計は { $sum } で、使用量を上回ります。共有ページはプロセスごとに数えられ、ファイルのページは最初に読み取った cgroup に計上されるためです
table-sum-less = プロセスの合計は { $sum } で、使用量を下回ります。残りの内訳はログにありません
table-sum-less-parts = プロセスの合計は { $sum } で、使用量を下回ります。使用量には、プロセスの常駐メモリに含まれない、または一部しか含まれないメモリも計上されます ({ $parts })

## Pod の要求

memory-request = { $victim } のコンテナーが通常のコンテナーで自身の要求を持つ場合、メモリ要求 (requests) は { $from } から { $to } の間です。実際の値は kubectl describe pod で確認できます
memory-request-arithmetic = kubelet は oom_score_adj = 1000 - 1000 × 要求 / 容量 を設定します。容量 { $capacity } で { $adj } となるのは { $from } から { $to } です。サイドカー、Pod レベルの要求、自身の値を変更するプログラムでは異なります
suggested-limit = ログから分かるのは、{ $limit } では足りなかったことだけです。上限を { $suggested } にすると 4 分の 1 以上の余裕ができ、使用量が頭打ちになるかどうかを確認できます。メモリリークの場合は、どの上限にも達します。最大使用量は { $measure } で測定してください
suggested-limit-of-series = OOM キル { $kills } 件のうち最大のものから分かるのは、{ $limit } では足りなかったことだけです。上限を { $suggested } にすると 4 分の 1 以上の余裕ができ、使用量が頭打ちになるかどうかを確認できます。メモリリークの場合は、どの上限にも達します。最大使用量は { $measure } で測定してください
suggested-limit-arithmetic = { $limit } + 25% = { $raised }、{ $suggested } に切り上げ
measure-pod = kubectl top pod または cgroup の memory.peak
measure-pod-by-kubectl = kubectl top pod
measure-pod-version-1 = kubectl top pod または cgroup の memory.max_usage_in_bytes
measure-pod-either = kubectl top pod または cgroup の memory.peak (カーネル 5.19 以降。cgroup v1 では memory.max_usage_in_bytes)
measure-cgroup = cgroup の memory.peak (カーネル 5.19 以降。cgroup v1 では memory.max_usage_in_bytes)
measure-cgroup-version-1 = cgroup の memory.max_usage_in_bytes
qos-guaranteed = Kubernetes のノードであれば、{ $victim } の oom_score_adj ({ $adj }) は Guaranteed の Pod またはノードに不可欠な Pod の値です。QoS クラスは kubectl describe pod で確認できます
qos-guaranteed-old = Kubernetes のノードであれば、{ $victim } の oom_score_adj ({ $adj }) は Kubernetes 1.20 より前の Guaranteed の Pod の値、または Pod の pause プロセスの値です。QoS クラスは kubectl describe pod で確認できます
qos-best-effort = Kubernetes のノードであれば、{ $victim } の oom_score_adj ({ $adj }) は BestEffort の Pod の値です。QoS クラスは kubectl describe pod で確認できます
qos-burstable = Kubernetes のノードであれば、{ $victim } の oom_score_adj ({ $adj }) は Burstable の Pod の値です。QoS クラスは kubectl describe pod で確認できます
qos-arithmetic = kubelet は Guaranteed の Pod に -997 (古いバージョンでは -998)、BestEffort に 1000、Burstable に 3～999 を設定します。プログラムが自身の値を変更することもあります
